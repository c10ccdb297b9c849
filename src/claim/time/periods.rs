//! Spans of time that are told from the document's day or by their place in a year: "last month", "the third quarter",
//! "the six months to June", "over the past decade", "Q3 2019", "the summer of 2018".

use super::dates::{date, number_of_month, part_of_day, year_at};
use super::{Around, Bare, parts};
use crate::lexicon::Classes;
use crate::quantity::{View, month};
use crate::text::{DateInterval, TokenKind};
use chrono::{Datelike, Days, Months, NaiveDate};

/// The span that begins at `at`.
pub fn period(view: &View, at: usize, around: &Around) -> Option<Bare> {
    let word = view.word(at);
    let day = |off: i64, end: usize| {
        let days = around.day().and_then(|day| day.checked_add_signed(chrono::Duration::days(off)));
        Some(Bare { days: days.map(DateInterval::day), end, day: true, stretch: false })
    };
    match word {
        "today" | "tonight" => day(0, at + 1),
        "overnight" if !view.hyphen(at + 1) => day(0, at + 1),
        "yesterday" => day(-1, part_of_day(view, at + 1)),
        "tomorrow" => day(1, part_of_day(view, at + 1)),
        "press" if view.word(at + 1) == "time" => day(0, at + 2),
        "this" | "last" if part_of_day(view, at + 1) > at + 1 => day(-i64::from(word == "last"), at + 2),
        _ => None,
    }
    .or_else(|| so_far(view, at, around))
    .or_else(|| reaching_back(view, at, around))
    .or_else(|| ended(view, at, around))
    .or_else(|| parts::counted(view, at, around))
    .or_else(|| parts::lettered(view, at, around))
    .or_else(|| parts::season(view, at, around))
    .or_else(|| relative(view, at, around))
}

pub fn span(days: Option<DateInterval>, end: usize) -> Option<Bare> {
    Some(Bare { days, end, day: false, stretch: false })
}

fn stretch(days: Option<DateInterval>, end: usize) -> Option<Bare> {
    Some(Bare { days, end, day: false, stretch: true })
}

/// "so far this year", "this year so far", "year to date", "this year to date".
fn so_far(view: &View, at: usize, around: &Around) -> Option<Bare> {
    let tail = |at: usize| match (view.word(at), view.word(at + 1)) {
        ("so", "far") | ("to", "date") => 2,
        _ => 0,
    };
    let unit = |at: usize| matches!(view.word(at), "year" | "month" | "week" | "quarter" | "season");
    let (unit, end) = match (view.word(at), view.word(at + 1)) {
        ("so", "far") if matches!(view.word(at + 2), "this" | "in") => {
            let next = at + 3 + usize::from(view.word(at + 2) == "in" && view.word(at + 3) == "the");
            // "so far in 2021"
            if let Some(year) = year_at(view, next).filter(|_| view.word(at + 2) == "in") {
                let days = DateInterval::year(year).zip(around.published);
                let days = days.map(|(year, published)| until(year, published.end));
                return stretch(days, next + 1);
            }
            (Some(next).filter(|next| unit(*next))?, next + 1)
        }
        ("this", _) if unit(at + 1) && tail(at + 2) > 0 => (at + 1, at + 4),
        (_, "to") if unit(at) && view.word(at + 2) == "date" => (at, at + 3),
        _ => return None,
    };
    let reference = around.published.map(|days| days.end);
    let days = reference.and_then(|day| whole(view.word(unit), day)).zip(reference);
    stretch(days.map(|(days, day)| until(days, day)), end)
}

fn until(days: DateInterval, last: NaiveDate) -> DateInterval {
    if last >= days.start && last < days.end { DateInterval { start: days.start, end: last } } else { days }
}

/// The year, quarter, month or week that a day lies in.
pub fn whole(unit: &str, day: NaiveDate) -> Option<DateInterval> {
    match unit {
        "year" => DateInterval::year(day.year()),
        "quarter" => DateInterval::months(day.year(), day.month0() / 3 * 3 + 1, 3),
        "month" => DateInterval::month(day.year(), day.month()),
        "week" => {
            let start = day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))?;
            Some(DateInterval { start, end: start.checked_add_days(Days::new(6))? })
        }
        _ => None,
    }
}

/// A small number in digits or words.
pub fn number(view: &View, at: usize) -> Option<u32> {
    const WORDS: [&str; 13] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if view.is(at, TokenKind::Number) {
        return view.raw(at).parse().ok().filter(|number| (1..=400).contains(number));
    }
    WORDS
        .iter()
        .position(|word| *word == view.word(at))
        .and_then(|at| u32::try_from(at).ok())
        .filter(|number| *number > 0)
}

/// The days of `count` units up to `last`.
fn back(count: u32, unit: &str, last: NaiveDate) -> Option<DateInterval> {
    let months = |months: u32| last.checked_sub_months(Months::new(months))?.succ_opt();
    // Up to the end of a month, whole months: the six months to 30 September begin on 1 April.
    let closes = last.succ_opt().is_some_and(|next| next.day() == 1);
    let whole = |count: u32| {
        let first = if closes { NaiveDate::from_ymd_opt(last.year(), last.month(), 1)? } else { return months(count) };
        first.checked_sub_months(Months::new(count - 1))
    };
    let start = match unit.strip_suffix('s').unwrap_or(unit) {
        "decade" => whole(count.checked_mul(120)?),
        "year" => whole(count.checked_mul(12)?),
        "half" => whole(count.checked_mul(6)?),
        "quarter" => whole(count.checked_mul(3)?),
        "month" => whole(count),
        "fortnight" => last.checked_sub_days(Days::new(u64::from(count) * 14 - 1)),
        "week" => last.checked_sub_days(Days::new(u64::from(count) * 7 - 1)),
        "day" => last.checked_sub_days(Days::new(u64::from(count) - 1)),
        "hour" => last.checked_sub_days(Days::new(u64::from(count).div_ceil(24))),
        _ => None,
    }?;
    Some(DateInterval { start, end: last })
}

fn unit_of_time(word: &str) -> bool {
    matches!(
        word.strip_suffix('s').unwrap_or(word),
        "decade" | "year" | "half" | "quarter" | "month" | "fortnight" | "week" | "day" | "hour"
    )
}

/// "the past two years", "the last 30 days", "the past decade", "the last few weeks".
fn reaching_back(view: &View, at: usize, around: &Around) -> Option<Bare> {
    if !matches!(view.word(at), "past" | "last" | "previous" | "preceding" | "prior") {
        return None;
    }
    let last = around.day();
    if view.word(at + 1) == "decade" || view.word(at) == "past" && unit_of_time(view.word(at + 1)) {
        return stretch(last.and_then(|last| back(1, view.word(at + 1), last)), at + 2);
    }
    if matches!(view.word(at + 1), "few" | "several" | "couple") {
        let unit = at + 2 + usize::from(view.word(at + 2) == "of");
        return unit_of_time(view.word(unit)).then(|| stretch(None, unit + 1)).flatten();
    }
    let count = number(view, at + 1)?;
    let fiscal = usize::from(matches!(view.word(at + 2), "fiscal" | "financial" | "calendar" | "full"));
    let unit = view.word(at + 2 + fiscal);
    // "the previous two years" are counted from another time than the document's.
    let known = last.filter(|_| matches!(view.word(at), "past" | "last") && fiscal == 0);
    (unit_of_time(unit) && unit.ends_with('s'))
        .then(|| stretch(known.and_then(|last| back(count, unit, last)), at + 3 + fiscal))
        .flatten()
}

/// "the quarter ended June 30", "three months to October", "the 12 months through May", "the year to March".
fn ended(view: &View, at: usize, around: &Around) -> Option<Bare> {
    let fiscal = usize::from(matches!(view.word(at), "fiscal" | "financial" | "reporting"));
    let (count, unit) = match number(view, at) {
        Some(count) => (count, at + 1 + usize::from(view.hyphen(at + 1))),
        None => (1, at + fiscal),
    };
    if !unit_of_time(view.word(unit)) {
        return None;
    }
    let mut next = unit + 1 + usize::from(view.word(unit + 1) == "period");
    let leads = match view.word(next) {
        "ended" | "ending" => true,
        "through" => true,
        "to" | "until" => count > 1 || view.word(unit) == "year" || view.word(unit) == "week",
        "that" | "which" if view.word(next + 1) == "ended" => {
            next += 1;
            true
        }
        "up" if view.word(next + 1) == "to" => {
            next += 1;
            true
        }
        _ => false,
    };
    if !leads {
        return None;
    }
    next += 1;
    next += usize::from(matches!(view.word(next), "on" | "in"));
    let end = if view.word(next) == "the" && view.word(next + 1) == "end" && view.word(next + 2) == "of" {
        next + 3
    } else {
        next
    };
    let last = date(view, end, around)?;
    let days = last.days.and_then(|last| back(count, view.word(unit), last.end));
    stretch(days, last.end)
}

/// The last word of "a year earlier".
pub fn earlier(view: &View, at: usize) -> bool {
    matches!(view.word(at), "earlier" | "ago" | "before" | "previously")
}

/// "last month", "this year", "the previous quarter", "last December", "the weekend", "a year earlier",
/// "the same period last year".
fn relative(view: &View, at: usize, around: &Around) -> Option<Bare> {
    let reference = around.published.map(|days| days.end);
    let earlier = |at: usize| earlier(view, at);
    match view.word(at) {
        // "the year before" stands alone: "the year before the war" is another.
        "a" | "one" | "the"
            if earlier(at + 2)
                && (view.word(at) != "the"
                    || !view.class(at + 3).any(Classes::DETERMINER) && !view.capital(at + 3)) =>
        {
            let months = match view.word(at + 1) {
                "year" => 12,
                "month" => 1,
                "quarter" => 3,
                "week" | "day" => return span(None, at + 3),
                _ => return None,
            };
            let anchored =
                around.anchor.filter(|_| view.word(at + 2) != "previously").and_then(|days| shifted(days, months));
            let day = reference.and_then(|day| day.checked_sub_months(Months::new(months)));
            let days = anchored.or_else(|| day.and_then(|day| whole(view.word(at + 1), day)));
            return span(days, at + 3);
        }
        "same" if matches!(view.word(at + 1), "period" | "quarter" | "month" | "week" | "time" | "day" | "half") => {
            let next = at + 2 + usize::from(matches!(view.word(at + 2), "of" | "in"));
            let year = year_at(view, next);
            let last = matches!((view.word(next), view.word(next + 1)), ("last" | "previous", "year"));
            let ago = matches!(view.word(next), "a" | "one") && view.word(next + 1) == "year" && earlier(next + 2);
            let end = next
                + if year.is_some() {
                    1
                } else if last {
                    2
                } else if ago {
                    3
                } else {
                    return None;
                };
            let days = around.anchor.and_then(|days| match year {
                Some(year) => u32::try_from(days.end.year() - year).ok().and_then(|years| shifted(days, years * 12)),
                None => shifted(days, 12),
            });
            return span(days, end);
        }
        "weekend" if view.word(at.wrapping_sub(1)) == "the" => {
            let day = reference?;
            // Of the week's end that is over, or on.
            let back = (u64::from(day.weekday().num_days_from_monday()) + 2) % 7;
            let start = day.checked_sub_days(Days::new(if back == 1 { 1 } else { back }));
            let days = start.and_then(|start| Some(DateInterval { start, end: start.checked_add_days(Days::new(1))? }));
            return span(days, at + 1);
        }
        _ => {}
    }
    let step: i32 = match view.word(at) {
        "last" | "previous" | "preceding" | "prior" => -1,
        "next" | "coming" => 1,
        "this" | "current" => 0,
        _ => return None,
    };
    if month(view, at + 1) && view.capital(at + 1) {
        let number = number_of_month(view, at + 1)?;
        let reference = reference?;
        let year = match step {
            // "last December" said in January is the one just over.
            -1 if number >= reference.month() => reference.year() - 1,
            1 if number <= reference.month() => reference.year() + 1,
            _ => reference.year(),
        };
        return span(DateInterval::month(year, number), at + 2);
    }
    let fiscal = usize::from(matches!(view.word(at + 1), "fiscal" | "financial" | "calendar"));
    let unit = view.word(at + 1 + fiscal);
    if !matches!(unit, "year" | "month" | "quarter" | "week" | "weekend")
        || view.class(at + 2 + fiscal).any(Classes::MONTH)
    {
        return None;
    }
    let moved = |day: NaiveDate| match unit {
        "year" => shift_day(day, 12 * step),
        "quarter" => shift_day(day, 3 * step),
        // The first of the month: the month before 31 March has no 31st.
        "month" => shift_day(day, step),
        _ => day.checked_add_signed(chrono::Duration::weeks(i64::from(step))),
    };
    let days = reference.and_then(moved).and_then(|day| match unit {
        "weekend" => {
            // Said from Monday to Wednesday, "this weekend" is the one just over.
            let over = step == 0 && !around.future && day.weekday().num_days_from_monday() < 3;
            let week = whole("week", if over { day.checked_sub_days(Days::new(7))? } else { day })?;
            Some(DateInterval { start: week.end.pred_opt()?, end: week.end })
        }
        unit => whole(unit, day),
    });
    span(days, at + 2 + fiscal)
}

fn shift_day(day: NaiveDate, months: i32) -> Option<NaiveDate> {
    let count = Months::new(months.unsigned_abs());
    if months < 0 { day.checked_sub_months(count) } else { day.checked_add_months(count) }
}

/// The same days so many months before; whole months stay whole.
fn shifted(days: DateInterval, months: u32) -> Option<DateInterval> {
    let back = |day: NaiveDate| day.checked_sub_months(Months::new(months));
    let closes = days.end.succ_opt().is_some_and(|next| next.day() == 1);
    let end = if closes { back(days.end.succ_opt()?)?.pred_opt()? } else { back(days.end)? };
    Some(DateInterval { start: back(days.start)?, end })
}
