//! Expressions of time and the days they mean, resolved against the day of the document, and which of them goes with a
//! number.

mod choice;
mod dates;
mod holidays;
mod parts;
mod periods;

pub use choice::{nearest, place_in_time};

use crate::lexicon::Classes;
use crate::quantity::View;
use crate::text::{DateInterval, TokenKind};
use chrono::{Datelike, NaiveDate};

/// What a time does to the numbers around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearing {
    /// It says when: "in 2019", "on Monday".
    When,
    /// It names what a number is compared with: "than in 2019", "from a year earlier".
    Compared,
    /// It places something else: "after the 2016 flood", "Tuesday's landslide", a dateline.
    Aside,
}

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
    /// "as of June": the time of a state, whatever its length.
    pub as_of: bool,
    /// It names where it begins and where it ends ("since May", "from 2010 to 2015", "so far this year"): what is
    /// counted in it belongs to it as a period, also where a month alone would be the time of a count that moves.
    pub stretch: bool,
    /// "by 2020": the time by which something is wanted or expected; it lies ahead of the document.
    pub by: bool,
    /// What it does to the numbers around it.
    pub bearing: Bearing,
}

/// An expression without what introduces it.
#[derive(Debug, Clone, Copy)]
struct Bare {
    days: Option<DateInterval>,
    /// The token after it.
    end: usize,
    day: bool,
    stretch: bool,
}

/// What an expression is resolved against.
#[derive(Debug, Clone, Copy)]
struct Around {
    /// The document's day or days.
    published: Option<DateInterval>,
    /// Is something told that is to come?
    future: bool,
    /// Does it stand inside "from … to …" or "between … and …"?
    joined: bool,
    /// The last span named before in the sentence: "a year earlier" counts from it.
    anchor: Option<DateInterval>,
}

impl Around {
    /// The document's day, where it is known to the day.
    fn day(&self) -> Option<NaiveDate> {
        self.published.filter(|days| days.start == days.end).map(|days| days.end)
    }
}

/// All expressions of time of a sentence, from left to right. `published` is the document's day or days.
pub fn expressions(view: &View, published: Option<DateInterval>) -> Vec<TimeExpression> {
    let mut found: Vec<TimeExpression> = Vec::new();
    let mut anchor = None;
    let mut at = 0;
    while at < view.len() {
        if !may_begin(view, at) {
            debug_assert!(expression(view, at, published, anchor).is_none(), "a time begins with {:?}", view.word(at));
            at += 1;
            continue;
        }
        match expression(view, at, published, anchor) {
            Some(expression) => {
                if expression.bearing != Bearing::Aside {
                    anchor = expression.days;
                }
                at = expression.end.max(at + 1);
                found.push(expression);
            }
            None => at += 1,
        }
    }
    found
}

/// Can an expression begin at the token? Most words begin none, and are passed over. The words are the `time_words` of
/// `data/words.toml`; what a word like "the" needs behind it, [`periods::relative`] says.
fn may_begin(view: &View, at: usize) -> bool {
    view.may_begin_a_time(at) && (!matches!(view.word(at), "a" | "the") || periods::earlier(view, at + 2))
}

/// Words that lead to a time.
fn introduces(word: &str) -> bool {
    matches!(
        word,
        "in" | "on"
            | "since"
            | "by"
            | "from"
            | "during"
            | "until"
            | "for"
            | "through"
            | "throughout"
            | "over"
            | "within"
            | "across"
            | "of"
            | "at"
    )
}

fn expression(
    view: &View,
    at: usize,
    published: Option<DateInterval>,
    anchor: Option<DateInterval>,
) -> Option<TimeExpression> {
    let around = Around { published, future: future(view, at), joined: false, anchor };
    let Bare { days, end, day, stretch } =
        joined(view, at, &around).or_else(|| edge(view, at, &around)).or_else(|| bare(view, at, &around))?;
    let word = |back: usize, from: usize| from.checked_sub(back).map_or("", |before| view.word(before));
    let mut first = at - usize::from(word(1, at) == "the");
    first -= usize::from(view.class(at).any(Classes::WEEKDAY) && matches!(word(1, first), "last" | "next" | "this"));
    let part = matches!(word(1, first), "late" | "early" | "mid")
        || view.dash(first.wrapping_sub(1)) && word(2, first) == "mid";
    first -= if part { 1 + usize::from(view.dash(first - 1)) } else { 0 };
    let mut preposition = "";
    if introduces(word(1, first)) && !matches!(view.word(at), "from" | "between") {
        preposition = word(1, first);
        first -= 1;
        let more = preposition == "of" && word(1, first) == "as"
            || matches!(preposition, "on" | "in") && matches!(word(1, first), "late" | "early");
        first -= usize::from(more);
    }
    let as_of = view.word(first) == "as";
    let since = preposition == "since" || preposition == "from" && !day && !stretch;
    let bearing = bearing(view, first, at, end, preposition, day);
    let days = match (days, since, published) {
        (Some(days), true, Some(published)) if days.start <= published.end && bearing == Bearing::When => {
            Some(DateInterval { start: days.start, end: published.end })
        }
        _ => days,
    };
    let ahead = match (days, published) {
        (Some(days), Some(published)) => days.end > published.end,
        _ => !day,
    };
    let by = preposition == "by" && ahead;
    Some(TimeExpression { first, end, days, day: day && !since, as_of, stretch: stretch || since, by, bearing })
}

/// The expression without its preposition.
fn bare(view: &View, at: usize, around: &Around) -> Option<Bare> {
    periods::period(view, at, around)
        .or_else(|| holidays::holiday(view, at, around))
        .or_else(|| dates::date(view, at, around))
}

/// Is something told that is to come: "will open on Tuesday", "On Tuesday the hall will open", "by December"?
fn future(view: &View, at: usize) -> bool {
    let will = |at: usize| matches!(view.word(at), "will" | "wo" | "shall" | "'ll" | "’ll");
    let reported = |at: usize| view.class(at).any(Classes::REPORTING) && view.class(at).any(Classes::PAST);
    let from = at.saturating_sub(12);
    let before = (from..at).rev().take_while(|at| !reported(*at) && !view.is(*at, TokenKind::Mark)).any(will);
    let opening = at <= 2 && (at + 1..at + 10).take_while(|at| !reported(*at)).any(will);
    // A weekday is near on both sides: "by Wednesday evening, 380 had been treated".
    let by = view.word(at.wrapping_sub(1)) == "by" && !view.class(at).any(Classes::WEEKDAY);
    before || opening || by
}

/// "from March to June", "between 2010 and 2015", "March-June", "Monday to Friday" behind "from" only.
fn joined(view: &View, at: usize, around: &Around) -> Option<Bare> {
    let around = Around { joined: true, ..*around };
    let led = matches!(view.word(at), "from" | "between");
    let begin = |around: &Around| -> Option<(Bare, usize)> {
        let mut first = at + usize::from(led);
        first += usize::from(led && view.word(first) == "the");
        let month_only = led || crate::quantity::month(view, first) && view.capital(first);
        let bare = month_only.then(|| bare(view, first, around)).flatten()?;
        Some((bare, first))
    };
    let (first, _) = begin(&around)?;
    let joint = match view.word(at) {
        "from" => matches!(view.word(first.end), "to" | "until" | "till" | "through"),
        "between" => view.word(first.end) == "and",
        _ => view.hyphen(first.end) || matches!(view.word(first.end), "through"),
    };
    if !joint {
        return None;
    }
    let next = first.end + 1 + usize::from(view.word(first.end + 1) == "the");
    let last = bare(view, next, &Around { future: false, ..around })?;
    // The first end is counted back from the second: "from November to January", "from March to June 2019".
    let around = Around { published: last.days.or(around.published), future: false, ..around };
    let (first, _) = begin(&around)?;
    let days = first.days.zip(last.days).filter(|(first, last)| first.start <= last.end);
    let days = days.map(|(first, last)| DateInterval { start: first.start, end: last.end });
    Some(Bare { days, end: last.end, day: false, stretch: true })
}

/// "the end of June", "the beginning of 2020", "year-end": the day at one edge of a span.
fn edge(view: &View, at: usize, around: &Around) -> Option<Bare> {
    let reference = around.published.map(|days| days.end);
    if view.word(at) == "year" && view.hyphen(at + 1) && view.word(at + 2) == "end" {
        let day = reference.and_then(|day| NaiveDate::from_ymd_opt(day.year(), 12, 31));
        return Some(Bare { days: day.map(DateInterval::day), end: at + 3, day: true, stretch: false });
    }
    let last = match view.word(at) {
        "end" | "close" => true,
        "beginning" | "start" => false,
        _ => return None,
    };
    if view.word(at + 1) != "of" {
        return None;
    }
    let next = at + 2 + usize::from(view.word(at + 2) == "the");
    let whole = match view.word(next) {
        unit @ ("year" | "month" | "week" | "quarter")
            if next == at + 3 && !matches!(view.word(next + 1), "to" | "ended") =>
        {
            let days = reference.and_then(|day| periods::whole(unit, day));
            Bare { days, end: next + 1, day: false, stretch: false }
        }
        _ => bare(view, next, around)?,
    };
    if whole.day {
        return None;
    }
    let days = whole.days.map(|days| DateInterval::day(if last { days.end } else { days.start }));
    Some(Bare { days, end: whole.end, day: true, stretch: false })
}

/// What a time from `first` to `end` does, by the words before and behind it; its own words begin at `at`.
fn bearing(view: &View, first: usize, at: usize, end: usize, preposition: &str, day: bool) -> Bearing {
    let word = |back: usize| first.checked_sub(back).map_or("", |before| view.word(before));
    let compared = matches!(word(1), "than" | "versus" | "vs" | "against")
        // "twice as many as in 2009", "double that of last year"
        || word(1) == "as" && (first.saturating_sub(5)..first.saturating_sub(1)).any(|at| view.word(at) == "as")
        || preposition == "of" && matches!(word(1), "that" | "those")
        || matches!(word(1), "with" | "to")
            && matches!(word(2), "compared" | "relative" | "comparison" | "similar" | "equal");
    let earlier = (at..end).any(|at| matches!(view.word(at), "earlier" | "ago" | "previous" | "same"))
        || matches!((view.word(at), view.word(at + 1)), ("last", "year" | "month" | "quarter" | "week"));
    let change = || {
        (first.saturating_sub(8)..first).any(|at| {
            view.class(at).any(Classes::TREND_VERB.or(Classes::TREND_NOUN))
                || view.phrase(&view.lexicon.trend_words, at).is_some()
                || matches!(view.word(at), "%" | "percent" | "percentage" | "unchanged" | "flat")
        })
    };
    let base = match preposition {
        "from" => earlier || change(),
        // "4 percent on last year"
        "on" => !day && earlier,
        "over" => earlier && change(),
        _ => false,
    };
    if compared || base {
        return Bearing::Compared;
    }
    let beside = matches!(word(1), "after" | "before" | "following" | "until" | "till")
        || preposition == "of" && word(1) == "ahead"
        || preposition == "until" && day
        || word(1) == "to"
            && matches!(word(2), "prior" | "up")
            && (word(2) == "prior" || view.hyphen(first.wrapping_sub(3)) || word(3) == "run")
        || word(1) == "to" && matches!(word(2), "due");
    // "the highest since June 1992": how rare it is, and not how long it took.
    let rare = preposition == "since"
        && (first.saturating_sub(6)..first).any(|at| {
            let word = view.word(at);
            word.len() > 5 && word.ends_with("est")
                || matches!(word, "best" | "most" | "least" | "worst" | "record" | "first" | "time")
        });
    if rare || beside || event_of(view, end, day) || dateline(view, first, end) {
        return Bearing::Aside;
    }
    Bearing::When
}

/// "Tuesday's landslide": the day of the event, and not of what is counted of it; "Tuesday's count" is the count's.
fn event_of(view: &View, end: usize, day: bool) -> bool {
    day && view.is(end, TokenKind::Possessive)
        && !matches!(
            view.word(end + 1),
            "count"
                | "tally"
                | "toll"
                | "figure"
                | "figures"
                | "total"
                | "update"
                | "close"
                | "session"
                | "report"
                | "bulletin"
                | "data"
        )
}

/// "LIMA, Oct 7 (Andina) -": the day on which the article was written.
fn dateline(view: &View, first: usize, end: usize) -> bool {
    let capitals = view.raw(0).len() > 2 && view.raw(0).chars().all(|letter| !letter.is_lowercase());
    let opens = view.raw(end) == "(" || view.dash(end) && !view.hyphen(end) || view.raw(end) == ":";
    capitals && opens && (1..6).contains(&first) && view.raw(first - 1) == ","
}
