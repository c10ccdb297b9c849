//! Years, dates and clock times, recognised in order to be refused.

use super::View;
use super::refusal::{currency_before, unit_or_scale};
use crate::lexicon::Classes;
use crate::text::TokenKind;

/// Is the token a plain whole number of one or two digits in this range?
pub fn small(view: &View, at: usize, low: u32, high: u32) -> bool {
    view.is(at, TokenKind::Number)
        && view.raw(at).len() <= 2
        && view.raw(at).parse::<u32>().is_ok_and(|number| (low..=high).contains(&number))
}

/// Four digits that can be a year.
pub(crate) fn year_like(view: &View, at: usize) -> bool {
    let written = view.raw(at);
    written.len() == 4
        && view.is(at, TokenKind::Number)
        && written.parse::<u32>().is_ok_and(|year| (1400..2200).contains(&year))
}

/// Does a counted noun stand here?
fn counted(view: &View, at: usize) -> bool {
    view.is(at, TokenKind::Word) && view.lexicon.is_plural(view.word(at)) && !view.class(at).any(Classes::VERB)
}

pub(crate) fn month(view: &View, at: usize) -> bool {
    view.class(at).any(Classes::MONTH) && (view.capital(at) || view.word(at).len() > 3 && view.word(at) != "march")
}

pub fn ordinal_suffix(view: &View, at: usize) -> bool {
    view.glued(at) && matches!(view.word(at), "st" | "nd" | "rd" | "th")
}

/// The token after a date that begins at `at`.
pub fn date(view: &View, at: usize) -> Option<usize> {
    if month(view, at) {
        let mut next = at + 1 + usize::from(view.raw(at + 1) == "." && view.glued(at + 1));
        if small(view, next, 1, 31) && !unit_or_scale(view, next + 1) {
            next += 1 + usize::from(ordinal_suffix(view, next + 1));
            let several = matches!(view.raw(next), "-" | "–") || matches!(view.word(next), "to" | "and");
            if several && small(view, next + 1, 1, 31) && !unit_or_scale(view, next + 2) && !counted(view, next + 2) {
                next += 2;
            }
            let comma = usize::from(view.raw(next) == ",");
            return Some(if year_like(view, next + comma) { next + comma + 1 } else { next });
        }
        let comma = usize::from(view.raw(next) == ",");
        return year_like(view, next + comma).then_some(next + comma + 1);
    }
    if !view.is(at, TokenKind::Number) {
        return None;
    }
    if small(view, at, 1, 31) {
        // "from 5 to 9 July"
        let several = matches!(view.word(at + 1), "to" | "and") && small(view, at + 2, 1, 31) && month(view, at + 3);
        let at = if several { at + 2 } else { at };
        let mut next = at + 1 + usize::from(ordinal_suffix(view, at + 1));
        next += usize::from(view.word(next) == "of" && next > at + 1);
        if month(view, next) {
            next += 1 + usize::from(view.raw(next + 1) == "." && view.glued(next + 1));
            return Some(if year_like(view, next) { next + 1 } else { next });
        }
    }
    // 2015-12-16, 12/16/2015, 16.12.2015.
    let parts = |mark: &str| {
        view.raw(at + 1) == mark
            && view.raw(at + 3) == mark
            && ((1..5).all(|step| view.glued(at + step)) || mark == "/")
            && view.is(at + 2, TokenKind::Number)
            && view.is(at + 4, TokenKind::Number)
    };
    if (parts("-") || parts("/"))
        && (view.raw(at).len() == 4 || view.raw(at + 4).len() == 4 || view.raw(at + 4).len() == 2)
    {
        let lengths = view.raw(at).len() <= 4 && view.raw(at + 2).len() <= 2 && view.raw(at + 4).len() <= 4;
        return lengths.then_some(at + 5);
    }
    let mut dotted = view.raw(at).split('.');
    match (dotted.next(), dotted.next(), dotted.next(), dotted.next()) {
        (Some(day), Some(month), Some(year), None) if day.len() <= 2 && month.len() <= 2 && year.len() == 4 => {
            Some(at + 1)
        }
        _ => None,
    }
}

pub fn clock(view: &View, at: usize) -> Option<usize> {
    let meridiem = |at: usize| {
        matches!(
            view.word(at),
            "am" | "pm"
                | "a.m."
                | "p.m."
                | "a.m"
                | "p.m"
                | "gmt"
                | "bst"
                | "utc"
                | "hrs"
                | "et"
                | "est"
                | "edt"
                | "pdt"
                | "pst"
        )
    };
    let zone = |mut at: usize| {
        while meridiem(at) {
            at += 1;
        }
        at
    };
    if view.raw(at + 1) == ":" && view.glued(at + 1) && view.is(at + 2, TokenKind::Number) && small(view, at, 0, 24) {
        let digits = view.raw(at + 2).split('.').next().unwrap_or("");
        if digits.len() == 2 {
            let mut end = at + 3;
            if view.raw(end) == ":" && view.is(end + 1, TokenKind::Number) {
                end += 2;
            }
            return Some(zone(end));
        }
    }
    let hour = view.raw(at).len() <= 5 && view.raw(at).chars().all(|c| c.is_ascii_digit() || c == '.');
    if hour && meridiem(at + 1) {
        return Some(zone(at + 1));
    }
    (small(view, at, 0, 24) && view.word(at + 1).starts_with("o'clock") || view.word(at + 1) == "o’clock")
        .then_some(at + 2)
}

pub fn spelled_clock(view: &View, at: usize) -> bool {
    matches!(view.word(at + 1), "o'clock" | "a.m." | "p.m." | "am" | "pm") || view.raw(at + 1) == "o’clock"
}

/// The token after a year or a span of years.
pub fn year(view: &View, at: usize) -> Option<usize> {
    if !year_like(view, at) {
        // '98, and the second half of 2015-16 taken alone.
        let apostrophe =
            at > 0 && matches!(view.raw(at - 1), "'" | "’" | "‘") && view.glued(at) && small(view, at, 0, 99);
        return apostrophe.then_some(at + 1);
    }
    let mut end = at + 1;
    // "2000 - 2500 calories": what it is joined to is none.
    let joined = view.dash(end) || matches!(view.word(end), "to" | "or");
    if joined && view.is(end + 1, TokenKind::Number) && view.raw(end + 1).len() >= 4 && !year_cue(view, at) {
        let measured = unit_or_scale(view, end + 2);
        if measured || !year_like(view, end + 1) {
            return None;
        }
    }
    if (view.dash(end) || view.raw(end) == "/")
        && view.glued(end)
        && view.glued(end + 1)
        && view.is(end + 1, TokenKind::Number)
    {
        if year_like(view, end + 1) || small(view, end + 1, 0, 99) {
            end += 2;
        }
    } else if matches!(view.word(end), "to" | "and" | "until") && year_like(view, end + 1) && year_cue(view, at) {
        return Some(end + 2);
    }
    let sign = at > 0 && currency_before(view, at);
    // "the Peace of Westphalia (1648)"
    let bracketed = at > 0 && view.raw(at - 1) == "(" && matches!(view.raw(end), ")" | ";" | ",");
    if bracketed && !sign {
        return Some(end);
    }
    if sign || unit_or_scale(view, end) || view.hyphen(end) && unit_or_scale(view, end + 1) {
        return None;
    }
    if end > at + 1 || year_cue(view, at) {
        return Some(end);
    }
    // "2000 people" but "the 2015 conference", "sales in 2015".
    let counted = view.is(end, TokenKind::Word) && view.lexicon.is_plural(view.word(end)) && !view.capital(end)
        || view.class(end).any(Classes::ADJECTIVE) && view.lexicon.is_plural(view.word(end + 1));
    let hedged = view
        .phrase_before(&view.lexicon.hedges_before, at)
        .is_some_and(|(_, first)| !matches!(view.word(first), "about" | "around" | "over"));
    let plausible = view.raw(at).parse::<u32>().is_ok_and(|year| (1700..2100).contains(&year));
    (plausible && !hedged && (!counted || view.word(at.wrapping_sub(1)) == "the")).then_some(end)
}

/// Does the word before say that a year follows?
fn year_cue(view: &View, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    matches!(
        view.word(before),
        "in" | "since"
            | "by"
            | "until"
            | "till"
            | "during"
            | "year"
            | "fiscal"
            | "early"
            | "late"
            | "mid"
            | "spring"
            | "summer"
            | "autumn"
            | "winter"
            | "circa"
    ) || month(view, before)
        || matches!(view.word(before), "from" | "between" | "before" | "after")
            && !view.lexicon.is_plural(view.word(at + 1))
}
