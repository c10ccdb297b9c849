//! A date somewhere in a short text, or in an address.

use super::super::date;
use crate::text::{MONTHS, PartialDate};
use chrono::NaiveDate;

/// The months of other languages whose pages come in; those that are as in English, or begin so, are left out.
const ABROAD: [(&[&str], u32); 12] = [
    (&["januar", "januari", "janvier", "enero", "gennaio", "janeiro", "stycznia", "ocak", "tammikuuta", "января"], 1),
    (
        &[
            "februar",
            "februari",
            "février",
            "febrero",
            "febbraio",
            "fevereiro",
            "lutego",
            "şubat",
            "helmikuuta",
            "февраля",
        ],
        2,
    ),
    (&["märz", "maart", "mars", "marzo", "março", "marts", "marca", "mart", "maaliskuuta", "марта"], 3),
    (&["avril", "abril", "aprile", "kwietnia", "nisan", "huhtikuuta", "апреля"], 4),
    (&["mai", "mei", "mayo", "maggio", "maio", "maj", "maja", "mayıs", "toukokuuta", "мая"], 5),
    (&["juni", "juin", "junio", "giugno", "junho", "czerwca", "haziran", "kesäkuuta", "июня"], 6),
    (&["juli", "juillet", "julio", "luglio", "julho", "lipca", "temmuz", "heinäkuuta", "июля"], 7),
    (&["augustus", "août", "agosto", "augusti", "sierpnia", "ağustos", "elokuuta", "августа"], 8),
    (&["septembre", "septiembre", "settembre", "setembro", "września", "eylül", "syyskuuta", "сентября"], 9),
    (&["oktober", "octobre", "octubre", "ottobre", "outubro", "października", "ekim", "lokakuuta", "октября"], 10),
    (&["novembre", "noviembre", "novembro", "listopada", "kasım", "marraskuuta", "ноября"], 11),
    (
        &[
            "dezember",
            "décembre",
            "diciembre",
            "dicembre",
            "dezembro",
            "desember",
            "grudnia",
            "aralık",
            "joulukuuta",
            "декабря",
        ],
        12,
    ),
];

/// Words between day, month and year.
const BETWEEN: [&str; 6] = ["de", "del", "di", "do", "of", "the"];

/// Beginnings of words that call a date that of a change.
const CHANGED: [&str; 12] = [
    "updat",
    "modif",
    "edited",
    "revis",
    "aktualis",
    "geändert",
    "actualis",
    "actualiz",
    "aggiorn",
    "atualiz",
    "bijgewerkt",
    "uppdater",
];

/// Which of two numbers before a year is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// A day that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    pub day: PartialDate,
    /// Is it said to be that of a change?
    pub is_change: bool,
}

/// The first whole day that a text names, whatever it is said to be; see `named`.
pub(super) fn first(text: &str) -> Option<PartialDate> {
    named(text, None).first().map(|named| named.day)
}

/// A date as metadata take it: what the whole of a value says, else the first whole day that it names.
pub(super) fn stated(value: &str) -> Option<PartialDate> {
    date(value).or_else(|| first(value))
}

/// The whole days that a text names: `2020-01-28`, `28.01.2020`, `January 28, 2020`, `28 de enero de 2020`. `1/2/2020` is
/// one only where the order of day and month is known; `28/1/2020` has one reading.
pub(super) fn named(text: &str, order: Option<Order>) -> Vec<Named> {
    let is_mark = |c: char| !c.is_alphanumeric() || matches!(c, '年' | '月' | '日');
    let tokens: Vec<&str> =
        text.split(is_mark).filter(|token| !token.is_empty() && !BETWEEN.contains(token)).take(60).collect();
    let mut found = Vec::new();
    let (mut at, mut is_change) = (0, false);
    while let Some(token) = tokens.get(at) {
        if let Some((day, length)) = day_at(text, tokens.get(at..).unwrap_or(&[]), order) {
            found.push(Named { day, is_change });
            (at, is_change) = (at + length, false);
        } else {
            let word = token.to_lowercase();
            is_change |= CHANGED.iter().any(|stem| word.starts_with(stem));
            // "Mis à jour le …".
            is_change |= word == "jour" && at.checked_sub(1).is_some_and(|before| tokens.get(before) == Some(&"à"));
            at += 1;
        }
    }
    found
}

/// The day that words begin with, and how many of them it takes.
fn day_at(text: &str, tokens: &[&str], order: Option<Order>) -> Option<(PartialDate, usize)> {
    let [one, two, three, ..] = tokens else { return None };
    let read = if let Some(month) = month(one) {
        made(year(three)?, month, ordinal(two)?)
    } else if let Some(month) = month(two) {
        match ordinal(one) {
            Some(day) => made(year(three)?, month, day),
            None => made(year(one)?, month, ordinal(three)?),
        }
    } else if let Some(year) = year(one) {
        made(year, number(two)?, number(three)?)
    } else {
        let (first, second, year) = (number(one)?, number(two)?, year(three)?);
        let is_dotted =
            text.contains(&format!("{one}.{two}.{three}")) || text.contains(&format!("{one}. {two}. {three}"));
        let order = if is_dotted || first > 12 { Some(Order::DayFirst) } else { order };
        match if second > 12 { Some(Order::MonthFirst) } else { order } {
            Some(Order::DayFirst) => made(year, second, first),
            Some(Order::MonthFirst) => made(year, first, second),
            None if first == second => made(year, first, second),
            None => None,
        }
    };
    read.map(|day| (day, 3))
}

/// The day in the path of an address: `/2020/01/28/`, `/2020-01-28-`, `/2020/jan/28/`.
pub(super) fn of_address(address: &str) -> Option<PartialDate> {
    let path = address.split("://").nth(1)?.split_once('/')?.1;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    parts.windows(3).find_map(|parts| match parts {
        [one, two, three] => made(year(one)?, number(two).or_else(|| month(two))?, number(three)?),
        _ => None,
    })
}

/// The order that days are written in on the pages of languages, the first that says it, or of the country of an address. None where they
/// disagree or neither says it: English alone is written both ways.
pub(super) fn order<'l>(mut languages: impl Iterator<Item = &'l str>, address: Option<&str>) -> Option<Order> {
    let by_language = languages.find_map(|tag| {
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        match tag.split('-').collect::<Vec<_>>().as_slice() {
            ["en", "us", ..] => Some(Order::MonthFirst),
            // Written both ways, or from the year on.
            ["en"] | [""] | ["en", "ca" | "ph", ..] | ["zh" | "ja" | "ko" | "hu" | "lt", ..] => None,
            _ => Some(Order::DayFirst),
        }
    });
    let host = address.and_then(|address| address.split("://").nth(1)?.split('/').next());
    let by_country = match host.and_then(|host| host.rsplit('.').next()) {
        Some("gov" | "mil" | "us") => Some(Order::MonthFirst),
        Some("uk" | "au" | "nz" | "ie" | "in" | "za" | "eu" | "sg") => Some(Order::DayFirst),
        _ => None,
    };
    match (by_language, by_country) {
        (Some(one), Some(other)) if one != other => None,
        (one, other) => one.or(other),
    }
}

fn made(year: i32, month: u32, day: u32) -> Option<PartialDate> {
    NaiveDate::from_ymd_opt(year, month, day).map(PartialDate::Day)
}

fn year(token: &str) -> Option<i32> {
    let year: i32 = token.parse().ok()?;
    (token.len() == 4 && (1900..2100).contains(&year)).then_some(year)
}

fn number(token: &str) -> Option<u32> {
    (matches!(token.len(), 1 | 2)).then(|| token.parse().ok())?
}

fn ordinal(token: &str) -> Option<u32> {
    number(["st", "nd", "rd", "th", "er", "º"].iter().find_map(|end| token.strip_suffix(end)).unwrap_or(token))
}

/// The month of a name, or of its first three or four letters.
fn month(token: &str) -> Option<u32> {
    let token = token.to_lowercase();
    let letters = token.chars().count();
    let is_name = |name: &str| name == token || matches!(letters, 3 | 4) && name.starts_with(&token);
    if letters < 3 || token.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    if let Some(at) = MONTHS.iter().position(|name| is_name(name)) {
        return Some(at as u32 + 1);
    }
    // "jui" begins two months.
    ABROAD.iter().find(|(names, _)| token != "jui" && names.iter().any(|name| is_name(name))).map(|(_, month)| *month)
}
