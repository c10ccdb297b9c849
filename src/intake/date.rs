//! Dates as people write them above an article: ISO 8601, or day, month name and year.

use crate::text::{MONTHS, PartialDate, WEEKDAYS};
use chrono::NaiveDate;

const TIME_WORDS: [&str; 20] = [
    "at", "on", "am", "pm", "noon", "gmt", "utc", "bst", "cet", "cest", "est", "edt", "et", "cst", "cdt", "ct", "pst",
    "pdt", "pt", "ist",
];

/// The date that the whole of `text` gives, with its precision: ISO 8601, RFC 2822, `2015/12/16`, `16 December 2015`,
/// `Wed., Dec. 16, 2015 9:30 a.m. ET`, `December 2015`. `16/12/2015` is none: it has two readings.
pub fn date(text: &str) -> Option<PartialDate> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let slashed = text.trim().replace('/', "-");
    if let Ok(date) = NaiveDate::parse_from_str(&slashed, "%Y-%m-%d") {
        return Some(PartialDate::Day(date));
    }
    named(text)
}

/// A date with the name of its month and nothing beside it but the weekday and the time.
fn named(text: &str) -> Option<PartialDate> {
    let (mut day, mut month, mut year) = (None, None, None);
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')')) {
        let word = word.replace('.', "").to_lowercase();
        if word.is_empty() || TIME_WORDS.contains(&word.as_str()) || is_name(&word, &WEEKDAYS) || is_time(&word) {
            continue;
        }
        if let Some(at) = MONTHS.iter().position(|name| shortens(&word, name)) {
            set(&mut month, at as u32 + 1)?;
        } else {
            let figure = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(&word);
            if !figure.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            match figure.len() {
                1 | 2 => set(&mut day, figure.parse::<u32>().ok()?)?,
                4 => set(&mut year, figure.parse::<i32>().ok()?)?,
                _ => return None,
            }
        }
    }
    let (month, year) = (month?, year?);
    match day {
        Some(day) => NaiveDate::from_ymd_opt(year, month, day).map(PartialDate::Day),
        None => NaiveDate::from_ymd_opt(year, month, 1).map(PartialDate::Month),
    }
}

/// Fills an empty slot; `None` where it is taken, for then the text holds more than one date.
fn set<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.is_none().then(|| *slot = Some(value))
}

fn is_name(word: &str, names: &[&str]) -> bool {
    names.iter().any(|name| shortens(word, name))
}

/// Is `word` the name or its first three or four letters?
fn shortens(word: &str, name: &str) -> bool {
    word == name || (matches!(word.len(), 3 | 4) && name.starts_with(word))
}

/// `9:30`, `21:05:00`, `9:30am`, `9am`.
fn is_time(word: &str) -> bool {
    let bare = word.strip_suffix("am").or_else(|| word.strip_suffix("pm")).unwrap_or(word);
    let mut parts = bare.split(':');
    (bare != word || bare.contains(':'))
        && parts.all(|part| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit()))
}
