//! Days and months by their names, and years: "16 December 2015", "Dec. 16", "December", "on Tuesday", "2015-16".

use super::{Around, Bare};
use crate::lexicon::Classes;
use crate::quantity::{View, month, year_like};
use crate::text::{DateInterval, MONTHS, TokenKind, WEEKDAYS};
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The date that begins at `at`.
pub fn date(view: &View, at: usize, around: &Around) -> Option<Bare> {
    if month(view, at) && view.capital(at) {
        return named_month(view, at, around);
    }
    if view.class(at).any(Classes::WEEKDAY) {
        return named_weekday(view, at, around);
    }
    view.is(at, TokenKind::Number).then(|| numbered(view, at, around)).flatten()
}

/// The number of the month named at a token.
pub fn number_of_month(view: &View, at: usize) -> Option<u32> {
    let word = view.word(at);
    let at = MONTHS.iter().position(|name| {
        *name == word || word.len() >= 3 && word.get(..3).is_some_and(|start| name.starts_with(start))
    })?;
    u32::try_from(at + 1).ok()
}

/// "December 16, 2015", "December 16-18", "December 2015", "December".
fn named_month(view: &View, at: usize, around: &Around) -> Option<Bare> {
    let number = number_of_month(view, at)?;
    // The stop belongs to a short form, not to "in July." at the end of a sentence.
    let short = view.word(at).len() <= 4 && view.raw(at + 1) == "." && view.glued(at + 1) && at + 2 < view.len();
    let mut next = at + 1 + usize::from(short);
    let day = day_of_month(view, next);
    let mut last_day = None;
    if day.is_some() {
        next += 1 + usize::from(suffix(view, next + 1));
        last_day = Some(next).filter(|next| view.dash(*next)).and_then(|next| day_of_month(view, next + 1));
        next += 2 * usize::from(last_day.is_some());
    }
    let comma = usize::from(view.raw(next) == ",");
    let year = year_at(view, next + comma);
    if year.is_some() {
        next += comma + 1;
    }
    let days = resolve(number, day, year, around);
    match last_day {
        None => Some(Bare { days, end: next, day: day.is_some(), stretch: false }),
        Some(last) => {
            let last = resolve(number, Some(last), days.map(|days| days.start.year()), around);
            let days = days.zip(last).map(|(first, last)| DateInterval { start: first.start, end: last.end });
            Some(Bare { days, end: next, day: false, stretch: true })
        }
    }
}

fn suffix(view: &View, at: usize) -> bool {
    view.glued(at) && matches!(view.word(at), "st" | "nd" | "rd" | "th")
}

/// A number from 1 to 31.
pub fn day_of_month(view: &View, at: usize) -> Option<u32> {
    if !view.is(at, TokenKind::Number) || view.raw(at).len() > 2 {
        return None;
    }
    view.raw(at).parse().ok().filter(|day| (1..=31).contains(day))
}

/// The year written at a token.
pub fn year_at(view: &View, at: usize) -> Option<i32> {
    year_like(view, at).then(|| view.raw(at).parse().ok()).flatten()
}

/// The days of a month or a day of it. Without a year it is the last one that is not after the document; what is told
/// of the future may be nearer ahead.
fn resolve(month: u32, day: Option<u32>, year: Option<i32>, around: &Around) -> Option<DateInterval> {
    let of = |year: i32| match day {
        Some(day) => NaiveDate::from_ymd_opt(year, month, day).map(DateInterval::day),
        None => DateInterval::month(year, month),
    };
    if let Some(year) = year {
        return of(year);
    }
    let reference = around.published?.end;
    let ahead = (month, day.unwrap_or(1)) > (reference.month(), reference.day());
    let past = of(if ahead { reference.year() - 1 } else { reference.year() });
    let next = of(if ahead { reference.year() } else { reference.year() + 1 });
    match (past, next) {
        (Some(past), Some(next)) if around.future && next.start - reference < reference - past.end => Some(next),
        (past, _) => past,
    }
}

/// "Tuesday", "Tuesday evening", "Saturday, October 2", "last Friday", "next Monday".
fn named_weekday(view: &View, at: usize, around: &Around) -> Option<Bare> {
    let word = view.word(at);
    // "Saturday, October 2": the date says which.
    let comma = usize::from(view.raw(at + 1) == ",");
    let number = at + 1 + comma;
    let dated = month(view, number) && view.capital(number) && day_of_month(view, number + 1).is_some();
    let dated = dated || day_of_month(view, number).is_some() && month(view, number + 1);
    if let Some(date) = dated.then(|| date(view, number, around)).flatten() {
        return Some(date);
    }
    let before = at.checked_sub(1).map_or("", |before| view.word(before));
    let weekday = WEEKDAYS
        .iter()
        .position(|name| *name == word)
        .and_then(|day| Weekday::try_from(u8::try_from(day).ok()?).ok())?;
    let day = around.day().and_then(|day| near(day, weekday, before == "last", before == "next" || around.future));
    let end = part_of_day(view, at + 1);
    Some(Bare { days: day.map(DateInterval::day), end, day: true, stretch: false })
}

/// The token after "morning", "evening" and the like, where one stands at `at`.
pub fn part_of_day(view: &View, at: usize) -> usize {
    let part = matches!(view.word(at), "morning" | "afternoon" | "evening" | "night" | "lunchtime" | "noon" | "midday");
    at + usize::from(part)
}

fn near(reference: NaiveDate, weekday: Weekday, last: bool, next: bool) -> Option<NaiveDate> {
    let back = (7 + reference.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
    match (last, next) {
        (_, true) => reference.checked_add_days(Days::new(u64::from(if back == 0 { 7 } else { 7 - back }))),
        (true, _) if back == 0 => reference.checked_sub_days(Days::new(7)),
        // News says "on Tuesday" of the Tuesday past.
        _ => reference.checked_sub_days(Days::new(u64::from(back))),
    }
}

/// "16 December 2015", "3-9 May", "2015", "2015-16", "the 1930s".
fn numbered(view: &View, at: usize, around: &Around) -> Option<Bare> {
    if day_of_month(view, at).is_some() {
        return numbered_day(view, at, around);
    }
    let year = year_at(view, at).filter(|year| (1700..2200).contains(year))?;
    if view.word(at + 1) == "s" && view.glued(at + 1) && year % 10 == 0 && !view.hyphen(at + 2) {
        return Some(Bare { days: DateInterval::months(year, 1, 120), end: at + 2, day: false, stretch: true });
    }
    let joined = (view.dash(at + 1) || view.raw(at + 1) == "/") && view.glued(at + 1) && view.glued(at + 2);
    if let Some(last) = Some(at + 2).filter(|next| joined && view.is(*next, TokenKind::Number)) {
        return years(view, at, year, last);
    }
    let before = at.checked_sub(1).map_or("", |before| view.word(before));
    let cue = matches!(
        before,
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
            | "and"
            | "to"
            | "between"
    );
    let plain = !view.is(at + 1, TokenKind::Word) || !view.is_plural(at + 1) || before == "in";
    // "and" and "to" join two years: they are no cue of their own.
    let joint = matches!(before, "and" | "to") && !around.joined;
    (cue && plain && !joint).then(|| Bare { days: DateInterval::year(year), end: at + 1, day: false, stretch: false })
}

/// "2015-16", "2016-2018": the years from one to the other. A season or a school year runs from summer to summer.
fn years(view: &View, at: usize, year: i32, last: usize) -> Option<Bare> {
    let short = view.raw(last).len() == 2;
    let second: i32 = view.raw(last).parse().ok()?;
    let second = if short { year / 100 * 100 + second } else { second };
    if !(short || year_like(view, last)) || second <= year {
        return None;
    }
    let word = view.word(last + 1);
    let season = second == year + 1
        && (matches!(word, "season" | "campaign" | "term")
            || matches!(word, "school" | "academic" | "financial" | "fiscal" | "crop" | "marketing")
                && view.word(last + 2) == "year");
    let days = if season {
        DateInterval::months(year, 7, 12)
    } else {
        u32::try_from(second - year + 1).ok().and_then(|count| DateInterval::months(year, 1, count * 12))
    };
    let end = last + 1 + usize::from(season) + usize::from(season && view.word(last + 2) == "year");
    let end = if at + 2 == last { end } else { last + 1 };
    Some(Bare { days, end, day: false, stretch: true })
}

fn numbered_day(view: &View, at: usize, around: &Around) -> Option<Bare> {
    let first = day_of_month(view, at)?;
    let range = view.dash(at + 1) || around.joined && matches!(view.word(at + 1), "to" | "and");
    let last = Some(at + 2).filter(|_| range).and_then(|next| day_of_month(view, next));
    let mut next = at + 1 + 2 * usize::from(last.is_some());
    next += usize::from(suffix(view, next));
    next += usize::from(view.word(next) == "of");
    if !(month(view, next) && view.capital(next)) {
        return None;
    }
    let number = number_of_month(view, next)?;
    let short =
        view.word(next).len() <= 4 && view.raw(next + 1) == "." && view.glued(next + 1) && next + 2 < view.len();
    next += usize::from(short);
    let comma = usize::from(view.raw(next + 1) == ",");
    let year = year_at(view, next + 1 + comma);
    let end = if year.is_some() { next + 2 + comma } else { next + 1 };
    let days = resolve(number, Some(last.unwrap_or(first)), year, around);
    match last {
        None => Some(Bare { days, end, day: true, stretch: false }),
        Some(_) => {
            let start = days.and_then(|days| NaiveDate::from_ymd_opt(days.end.year(), number, first));
            let days = days.zip(start).filter(|(days, start)| *start <= days.end);
            let days = days.map(|(days, start)| DateInterval { start, end: days.end });
            Some(Bare { days, end, day: false, stretch: true })
        }
    }
}
