//! Years, dates and clock times, recognised in order to be refused.

use super::View;
use super::refusal::{YEAR, counted_after, currency_before, hinted, unit_or_scale};
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
    view.is(at, TokenKind::Word) && view.is_plural(at) && !view.class(at).any(Classes::VERB)
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
        let joined = matches!(view.word(at + 1), "to" | "and" | "or") || view.dash(at + 1) && view.glued(at + 1);
        let several = joined && small(view, at + 2, 1, 31) && month(view, at + 3);
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
    if parts("-") || parts("/") {
        let year_first = view.raw(at).len() == 4 && small(view, at + 2, 1, 12) && small(view, at + 4, 1, 31);
        let year_last = small(view, at, 1, 31)
            && small(view, at + 2, 1, 31)
            && (view.raw(at + 4).len() == 4 || view.raw(at + 4).len() == 2 && view.raw(at + 1) == "/");
        let longer = view.raw(at + 5) == view.raw(at + 1) && view.is(at + 6, TokenKind::Number) && view.glued(at + 6);
        return ((year_first || year_last) && !longer).then_some(at + 5);
    }
    let mut dotted = view.raw(at).split('.');
    match (dotted.next(), dotted.next(), dotted.next(), dotted.next()) {
        (Some(day), Some(month), Some(year), None) if day.len() <= 2 && month.len() <= 2 && year.len() == 4 => {
            Some(at + 1)
        }
        _ => None,
    }
}

/// Words behind an hour that make it a time of day.
fn meridiem(view: &View, at: usize) -> bool {
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
            | "cet"
            | "cest"
            | "ist"
            | "jst"
    )
}

/// The token after a time of day, or after a lap or race time: whether "1:36" is hours or minutes no words tell.
pub fn clock(view: &View, at: usize) -> Option<usize> {
    let zone = |mut at: usize| {
        while meridiem(view, at) {
            at += 1;
        }
        at
    };
    let minutes = |at: usize| {
        view.is(at, TokenKind::Number) && view.raw(at).split('.').next().is_some_and(|whole| whole.len() == 2)
    };
    // "9: 03am": a blank slipped in, which only what follows can tell.
    let parted = |at: usize| {
        let told = view.glued(at + 2) || meridiem(view, at + 3) || view.raw(at + 3) == ":";
        view.raw(at + 1) == ":" && view.glued(at + 1) && minutes(at + 2) && told
    };
    if parted(at) && small(view, at, 0, 99) {
        let seconds = view.raw(at + 3) == ":" && view.glued(at + 3) && minutes(at + 4);
        let end = if seconds { at + 5 } else { at + 3 };
        // "14:00-16:30"
        let span = view.dash(end) && view.is(end + 1, TokenKind::Number) && parted(end + 1);
        return Some(zone(if span { end + 4 } else { end }));
    }
    let hour = view.raw(at).len() <= 5 && view.raw(at).chars().all(|c| c.is_ascii_digit() || c == '.');
    if !hour {
        return None;
    }
    if meridiem(view, at + 1) {
        return Some(zone(at + 1));
    }
    // "between 8 and 10 p.m.", "6-8am"
    let joined = matches!(view.word(at + 1), "to" | "and" | "or" | "until" | "till") || view.dash(at + 1);
    if joined
        && small(view, at, 0, 24)
        && view.raw(at + 2).len() <= 5
        && view.is(at + 2, TokenKind::Number)
        && meridiem(view, at + 3)
    {
        return Some(zone(at + 3));
    }
    if small(view, at, 0, 24) && matches!(view.word(at + 1), "o'clock" | "o’clock") {
        return Some(at + 2);
    }
    // "at 1430 hours"
    let military = view.raw(at).len() == 4 && view.word(at + 1) == "hours" && led(view, at);
    military.then_some(at + 2).or_else(|| part_of_day(view, at, at + 1).filter(|_| small(view, at, 1, 12)))
}

/// Does a preposition of time stand before it?
fn led(view: &View, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        matches!(
            view.word(before),
            "at" | "until" | "till" | "by" | "from" | "since" | "before" | "after" | "around" | "about"
        )
    })
}

/// "at 6 in the morning", "until 7 this evening": the token after the part of the day.
fn part_of_day(view: &View, at: usize, end: usize) -> Option<usize> {
    let part = |at: usize| matches!(view.word(at), "morning" | "afternoon" | "evening");
    let words = match (view.word(end), view.word(end + 1)) {
        ("in", "the") if part(end + 2) => 3,
        ("this", _) if part(end + 1) => 2,
        ("at", "night") => 2,
        ("tonight", _) => 1,
        _ => return None,
    };
    led(view, at).then_some(end + words)
}

/// The token after an hour in words: "five o'clock", "at six in the morning", "ten past nine".
pub fn spelled_clock(view: &View, at: usize) -> Option<usize> {
    if matches!(view.word(at + 1), "o'clock" | "o’clock" | "a.m." | "p.m." | "am" | "pm") {
        return Some(at + 2);
    }
    let past = view.word(at + 1) == "past" && view.class(at + 2).any(Classes::NUMERAL) && led(view, at);
    past.then_some(at + 3).or_else(|| part_of_day(view, at, at + 1))
}

/// The token after a year or a span of years.
pub fn year(view: &View, at: usize) -> Option<usize> {
    if !year_like(view, at) {
        // '98, and the second half of 2015-16 taken alone.
        let apostrophe =
            at > 0 && matches!(view.raw(at - 1), "'" | "’" | "‘") && view.glued(at) && small(view, at, 0, 99);
        // "in 1066," and "in 1348 when"
        let early = view.raw(at).len() == 4
            && view.raw(at).parse::<u32>().is_ok_and(|year| (1000..1400).contains(&year))
            && at > 0
            && matches!(view.word(at - 1), "in" | "since" | "until")
            && !unit_or_scale(view, at + 1)
            && !counted_after(view, at + 1)
            && (!view.is(at + 1, TokenKind::Word)
                || view.capital(at + 1)
                || view.class(at + 1).any(Classes::CONJUNCTION.or(Classes::PREPOSITION)));
        return (apostrophe || early).then_some(at + 1);
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
    // "2018 sales", "Merck's 2018 results": what a firm or a state has for each year.
    if view.raw(at).parse::<u32>().is_ok_and(|year| (1950..2060).contains(&year))
        && (hinted(view, end, YEAR) || view.class(end).any(Classes::ADJECTIVE) && hinted(view, end + 1, YEAR))
        && view.phrase_before(&view.lexicon.hedges_before, at).is_none()
    {
        return Some(end);
    }
    // "2000 people" but "the 2015 conference", "sales in 2015".
    let counted = view.is(end, TokenKind::Word) && view.is_plural(end) && !view.capital(end)
        || view.class(end).any(Classes::ADJECTIVE) && view.is_plural(end + 1);
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
        || matches!(view.word(before), "from" | "between" | "before" | "after") && !view.is_plural(at + 1)
}
