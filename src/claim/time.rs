//! Expressions of time and the days they mean, resolved against the day of the document.

use crate::lexicon::Classes;
use crate::quantity::{View, month, year_like};
use crate::text::{DateInterval, MONTHS, TokenKind, WEEKDAYS};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// An expression of time in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeExpression {
    /// The first token, preposition included.
    pub first: usize,
    /// The token after it.
    pub end: usize,
    /// The days it means; none where the document has no date to count from.
    pub days: Option<DateInterval>,
    /// A day or a moment: says as of when. Else a span: a month, a quarter, a year.
    pub day: bool,
    /// "since", "from": it begins there and goes on to the day of the document.
    pub since: bool,
    /// "by 2020": the time by which something is wanted or expected; it lies ahead of the document.
    pub by: bool,
}

/// All expressions of time of a sentence, from left to right. `published` is the document's day or days.
pub fn expressions(view: &View, published: Option<DateInterval>) -> Vec<TimeExpression> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < view.len() {
        match expression(view, at, published) {
            Some(expression) => {
                at = expression.end.max(at + 1);
                found.push(expression);
            }
            None => at += 1,
        }
    }
    found
}

fn expression(view: &View, at: usize, published: Option<DateInterval>) -> Option<TimeExpression> {
    let (days, end, day) = bare(view, at, published)?;
    let before = at.checked_sub(1).map_or("", |before| view.word(before));
    let determiner = before == "the";
    let preposition = if determiner { at.checked_sub(2).map_or("", |before| view.word(before)) } else { before };
    let introduced = matches!(
        preposition,
        "in" | "on"
            | "since"
            | "by"
            | "from"
            | "during"
            | "until"
            | "for"
            | "through"
            | "as"
            | "of"
            | "at"
            | "late"
            | "early"
            | "mid"
    );
    // "the week ended May 8": seven days up to that one.
    let week = matches!(before, "ended" | "ending") && at >= 2 && view.word(at - 2) == "week";
    if week && let Some(last) = days.filter(|_| day) {
        let start = last.end.checked_sub_days(Days::new(6)).unwrap_or(last.end);
        let days = Some(DateInterval { start, end: last.end });
        return Some(TimeExpression { first: at - 2, end, days, day: false, since: false, by: false });
    }
    let first = at - usize::from(determiner) - usize::from(introduced);
    let since = matches!(preposition, "since");
    let days = match (days, since, published) {
        (Some(days), true, Some(published)) if days.start <= published.end => {
            Some(DateInterval { start: days.start, end: published.end })
        }
        _ => days,
    };
    let ahead = match (days, published) {
        (Some(days), Some(published)) => days.end > published.end,
        _ => !day,
    };
    Some(TimeExpression { first, end, days, day, since, by: preposition == "by" && ahead })
}

/// The expression without its preposition: days, the token after it, whether it is a day.
fn bare(view: &View, at: usize, published: Option<DateInterval>) -> Option<(Option<DateInterval>, usize, bool)> {
    let word = view.word(at);
    let reference = published.map(|published| published.end);
    if month(view, at) && view.capital(at) {
        return named_month(view, at, published);
    }
    if view.is(at, TokenKind::Number) {
        return numbered(view, at, published);
    }
    if view.class(at).any(Classes::WEEKDAY) {
        let last = at.checked_sub(1).is_some_and(|before| matches!(view.word(before), "last"));
        let next = at.checked_sub(1).is_some_and(|before| matches!(view.word(before), "next"));
        let weekday = WEEKDAYS
            .iter()
            .position(|name| *name == word)
            .and_then(|day| Weekday::try_from(u8::try_from(day).ok()?).ok())?;
        let day = published
            .filter(|days| days.start == days.end)
            .and_then(|days| weekday_near(days.end, weekday, last, next));
        return Some((day.map(DateInterval::day), at + 1, true));
    }
    let day_off = |days: i64| {
        reference.and_then(|day| day.checked_add_signed(chrono::Duration::days(days))).map(DateInterval::day)
    };
    let single = published.is_some_and(|days| days.start == days.end);
    let relative = |days: i64| if single { day_off(days) } else { None };
    match word {
        "today" | "tonight" => Some((relative(0), at + 1, true)),
        "yesterday" => Some((relative(-1), at + 1, true)),
        "tomorrow" => Some((relative(1), at + 1, true)),
        "last" | "this" | "next" | "previous" | "current" | "past" | "same" => span_around(view, at, published),
        _ if view.class(at).any(Classes::ORDINAL) && view.word(at + 1) == "quarter" => {
            let number = ["first", "second", "third", "fourth"].iter().position(|name| *name == word)?;
            let (year, end) = if view.word(at + 2) == "of" && year_like(view, at + 3) {
                (view.raw(at + 3).parse().ok()?, at + 4)
            } else if year_like(view, at + 2) {
                (view.raw(at + 2).parse().ok()?, at + 3)
            } else {
                let reference = reference?;
                // The last one that was over by then.
                let over = (reference.month0() / 3) as usize;
                (if number < over { reference.year() } else { reference.year() - 1 }, at + 2)
            };
            Some((DateInterval::months(year, u32::try_from(number).ok()? * 3 + 1, 3), end, false))
        }
        "a" | "one" if matches!(view.word(at + 2), "earlier" | "ago" | "before") => {
            let before = |months: u32| reference.and_then(|day| day.checked_sub_months(Months::new(months)));
            let days = match view.word(at + 1) {
                "year" => before(12).and_then(|day| DateInterval::year(day.year())),
                "month" => before(1).and_then(|day| DateInterval::month(day.year(), day.month())),
                "quarter" => before(3).and_then(|day| DateInterval::months(day.year(), day.month0() / 3 * 3 + 1, 3)),
                "week" | "day" => None,
                _ => return None,
            };
            Some((days, at + 3, false))
        }
        _ => None,
    }
}

fn number_of_month(view: &View, at: usize) -> Option<u32> {
    let word = view.word(at);
    let at = MONTHS.iter().position(|name| {
        *name == word || word.len() >= 3 && word.get(..3).is_some_and(|start| name.starts_with(start))
    })?;
    u32::try_from(at + 1).ok()
}

/// "December 16, 2015", "December 2015", "December".
fn named_month(view: &View, at: usize, published: Option<DateInterval>) -> Option<(Option<DateInterval>, usize, bool)> {
    let number = number_of_month(view, at)?;
    // The stop belongs to a short form, not to "in July." at the end of a sentence.
    let short = view.word(at).len() <= 4 && view.raw(at + 1) == "." && view.glued(at + 1) && at + 2 < view.len();
    let mut next = at + 1 + usize::from(short);
    let day: Option<u32> = day_of_month(view, next);
    if day.is_some() {
        next += 1 + usize::from(matches!(view.word(next + 1), "st" | "nd" | "rd" | "th") && view.glued(next + 1));
    }
    let comma = usize::from(view.raw(next) == ",");
    let year = if year_like(view, next + comma) {
        next += comma + 1;
        view.raw(next - 1).parse().ok()
    } else {
        None
    };
    Some((resolve(number, day, year, published), next, day.is_some()))
}

fn day_of_month(view: &View, at: usize) -> Option<u32> {
    if !view.is(at, TokenKind::Number) || view.raw(at).len() > 2 {
        return None;
    }
    view.raw(at).parse().ok().filter(|day| (1..=31).contains(day))
}

/// The days of a month or a day of it; without a year the last one not after the document.
fn resolve(month: u32, day: Option<u32>, year: Option<i32>, published: Option<DateInterval>) -> Option<DateInterval> {
    let year = match (year, published) {
        (Some(year), _) => year,
        (None, Some(published)) => {
            let reference = published.end;
            let ahead = (month, day.unwrap_or(1)) > (reference.month(), reference.day());
            if ahead { reference.year() - 1 } else { reference.year() }
        }
        (None, None) => return None,
    };
    match day {
        Some(day) => NaiveDate::from_ymd_opt(year, month, day).map(DateInterval::day),
        None => DateInterval::month(year, month),
    }
}

/// "16 December 2015", "2015", "2015-12-16".
fn numbered(view: &View, at: usize, published: Option<DateInterval>) -> Option<(Option<DateInterval>, usize, bool)> {
    if let Some(day) = day_of_month(view, at) {
        let mut next = at + 1 + usize::from(matches!(view.word(at + 1), "st" | "nd" | "rd" | "th"));
        next += usize::from(view.word(next) == "of");
        if month(view, next) && view.capital(next) {
            let number = number_of_month(view, next)?;
            let year = year_like(view, next + 1).then(|| view.raw(next + 1).parse().ok()).flatten();
            return Some((resolve(number, Some(day), year, published), next + 1 + usize::from(year.is_some()), true));
        }
        return None;
    }
    if !year_like(view, at) {
        return None;
    }
    let cue = at.checked_sub(1).is_some_and(|before| {
        matches!(
            view.word(before),
            "in" | "since"
                | "by"
                | "during"
                | "until"
                | "of"
                | "for"
                | "from"
                | "fiscal"
                | "than"
                | "the"
                | "through"
                | "before"
                | "after"
                | "late"
                | "early"
        )
    });
    let plain = !view.is(at + 1, TokenKind::Word)
        || !view.lexicon.is_plural(view.word(at + 1))
        || cue && view.word(at - 1) == "in";
    let year: i32 = view.raw(at).parse().ok()?;
    (cue && plain && (1700..2200).contains(&year)).then(|| (DateInterval::year(year), at + 1, false))
}

fn weekday_near(reference: NaiveDate, weekday: Weekday, last: bool, next: bool) -> Option<NaiveDate> {
    let back = (7 + reference.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
    match (last, next) {
        (_, true) => reference.checked_add_days(Days::new(u64::from(if back == 0 { 7 } else { 7 - back }))),
        (true, _) if back == 0 => reference.checked_sub_days(Days::new(7)),
        // News says "on Tuesday" of the Tuesday past.
        _ => reference.checked_sub_days(Days::new(u64::from(back))),
    }
}

/// "last month", "this year", "the past 12 months", "the previous quarter".
fn span_around(view: &View, at: usize, published: Option<DateInterval>) -> Option<(Option<DateInterval>, usize, bool)> {
    let step: i32 = match view.word(at) {
        "last" | "previous" => -1,
        "next" => 1,
        "this" | "current" => 0,
        "past" => -1,
        _ => return None,
    };
    let fiscal = usize::from(matches!(view.word(at + 1), "fiscal" | "financial" | "calendar"));
    let unit = view.word(at + 1 + fiscal);
    let end = at + 2 + fiscal;
    let reference = published.map(|days| days.end);
    let shifted = |months: i32| {
        reference.and_then(|day| {
            let count = Months::new(months.unsigned_abs());
            if months < 0 { day.checked_sub_months(count) } else { day.checked_add_months(count) }
        })
    };
    let days = match unit {
        "year" => shifted(12 * step).and_then(|day| DateInterval::year(day.year())),
        "month" => shifted(step).and_then(|day| DateInterval::month(day.year(), day.month())),
        "quarter" => shifted(3 * step).and_then(|day| DateInterval::months(day.year(), day.month0() / 3 * 3 + 1, 3)),
        "week" => reference.and_then(|day| {
            let monday = day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))?;
            let start = monday.checked_add_signed(chrono::Duration::weeks(i64::from(step)))?;
            Some(DateInterval { start, end: start.checked_add_days(Days::new(6))? })
        }),
        _ if month(view, at + 1) => {
            let number = number_of_month(view, at + 1)?;
            let reference = reference?;
            let year = match step {
                // "last December" said in January is the one just over.
                -1 if number >= reference.month() => reference.year() - 1,
                1 if number <= reference.month() => reference.year() + 1,
                _ => reference.year(),
            };
            return Some((DateInterval::month(year, number), at + 2, false));
        }
        _ => return None,
    };
    Some((days, end, false))
}
