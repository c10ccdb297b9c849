//! A date somewhere in a short text, or in an address.

use crate::text::{MONTHS, PartialDate};
use chrono::NaiveDate;

/// The first whole day that a text names: `2020-01-28`, `28.01.2020`, `January 28, 2020`, `28 Jan 2020`. `1/2/2020` is
/// none, for it has two readings; `28/1/2020` has one.
pub(super) fn first(text: &str) -> Option<PartialDate> {
    let tokens: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()).take(60).collect();
    tokens.iter().enumerate().find_map(|(at, token)| {
        let token_at = |offset: usize| tokens.get(at + offset).copied().unwrap_or("");
        if let Some(month) = month(token) {
            // January 28 2020, 28 January 2020.
            let before = at.checked_sub(1).and_then(|at| tokens.get(at)).and_then(|token| ordinal(token));
            return match (ordinal(token_at(1)), year(token_at(2)), before, year(token_at(1))) {
                (Some(day), Some(year), _, _) | (_, _, Some(day), Some(year)) => made(year, month, day),
                _ => None,
            };
        }
        if let (Some(year), Some(month), Some(day)) = (year(token), number(token_at(1)), number(token_at(2))) {
            return made(year, month, day);
        }
        let (Some(one), Some(two), Some(year)) = (number(token), number(token_at(1)), year(token_at(2))) else {
            return None;
        };
        let dotted = text.contains(&format!("{token}.{}.{year}", token_at(1)));
        match (dotted, one > 12, two > 12) {
            (true, _, _) | (_, true, _) => made(year, two, one),
            (_, _, true) => made(year, one, two),
            _ => None,
        }
    })
}

/// The day in the path of an address: `/2020/01/28/`, `/2020-01-28-`, `/20200128/`.
pub(super) fn of_address(address: &str) -> Option<PartialDate> {
    let path = address.split("://").nth(1)?.split_once('/')?.1;
    let parts: Vec<&str> = path.split(['/', '-', '_']).collect();
    parts.windows(3).find_map(|parts| match parts {
        [one, two, three] => made(year(one)?, number(two).or_else(|| month(two))?, number(three)?),
        _ => None,
    })
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
    number(["st", "nd", "rd", "th"].iter().find_map(|end| token.strip_suffix(end)).unwrap_or(token))
}

/// The month of a name or of its first three or four letters.
fn month(token: &str) -> Option<u32> {
    if token.len() < 3 || !token.is_ascii() {
        return None;
    }
    let token = token.to_ascii_lowercase();
    let at = MONTHS.iter().position(|name| *name == token || token.len() <= 4 && name.starts_with(&token))?;
    Some(at as u32 + 1)
}
