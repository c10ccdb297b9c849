//! Which expression of time goes with a number, and what it says of it.

use super::super::clause;
use super::{Bearing, TimeExpression};
use crate::lexicon::{Classes, Course};
use crate::quantity::{Quantity, View};

/// The expression of time that goes with a number: the nearest in its clause without another number between, first
/// behind it, then before it, then at the beginning of the sentence. What a number is compared with is the time of a
/// `previous` number only.
pub fn nearest(
    view: &View,
    quantities: &[Quantity],
    at: usize,
    times: &[TimeExpression],
    previous: bool,
) -> Option<TimeExpression> {
    let quantity = quantities.get(at)?;
    // "the three months to October" holds a number of its own, which parts nothing.
    let inside =
        |quantity: &Quantity| times.iter().any(|time| time.first <= quantity.first && quantity.number_end <= time.end);
    let next = quantities.get(at + 1..)?.iter().find(|other| !inside(other));
    let last = quantities.get(..at)?.iter().rev().find(|other| !inside(other));
    let ceiling = next.map_or(usize::MAX, |next| next.first);
    let floor = last.map_or(0, |before| before.end);
    let fits = |time: &&TimeExpression| {
        time.bearing == Bearing::When || previous && time.bearing == Bearing::Compared && time.end <= quantity.first
    };
    let after = times.iter().filter(fits).find(|time| {
        time.first >= quantity.end
            && time.end <= ceiling
            && !clause::parted(view, quantity.end, time.first)
            && !told_beside(view, quantity.end, time.first)
    });
    let before = times.iter().rev().filter(fits).find(|time| {
        // "to 6.3 % in March, down from 6.5 %": behind a comma it was the other number's.
        let comma = last.is_some() && (time.end..quantity.first).any(|at| view.raw(at) == ",");
        time.end <= quantity.first
            && time.first >= floor
            && !comma
            && !clause::parted(view, time.end, quantity.first)
            && !of_antecedent(view, time.end, quantity.first)
    });
    // "The previous week's level was revised from 498,000": an earlier figure of the same time.
    let revised = || (0..quantity.first).any(|at| matches!(view.word(at), "revised" | "corrected" | "adjusted"));
    // "the worst since 2012, when 112 workers died": whatever the time says of the clause before, this one is dated by it.
    let start = clause::start(view, quantity.first);
    let relative = start.checked_sub(1).filter(|when| view.word(*when) == "when").and_then(|when| {
        let comma = usize::from(view.raw(when.wrapping_sub(1)) == ",");
        let dates =
            |time: &&TimeExpression| time.end + comma == when && (time.bearing == Bearing::Aside || !time.stretch);
        times.iter().find(dates).map(|time| TimeExpression { stretch: false, ..*time })
    });
    let opening = times
        .iter()
        .filter(fits)
        .find(|time| time.first <= 1 && time.end <= quantity.first && (!previous || revised()));
    match (after, before) {
        (Some(after), Some(before)) => {
            Some(if quantity.first - before.end < after.first - quantity.end { *before } else { *after })
        }
        (Some(only), None) | (None, Some(only)) => Some(*only),
        (None, None) => relative.or(opening.copied()),
    }
}

/// "the collapse on June 24 that left 24 dead": the day of the collapse, and not of the count.
fn of_antecedent(view: &View, first: usize, last: usize) -> bool {
    (first..last).any(|at| {
        let verb = view.class(at + 1).any(Classes::VERB.or(Classes::AUXILIARY));
        matches!(view.word(at), "that" | "which") && verb && at + 1 < last
    })
}

/// Does a clause about something else begin between a number and a time: "a rich price for a firm whose stock had fallen
/// since May", "…, which opened in 2019"? "40 people who died in May" is none: it says who is counted.
fn told_beside(view: &View, first: usize, last: usize) -> bool {
    (first..last).any(|at| match view.word(at) {
        "whose" | "where" => true,
        "which" | "who" => view.raw(at.wrapping_sub(1)) == ",",
        _ => false,
    })
}

/// Splits an expression of time into the period measured and the as-of time, by what the concept is.
pub fn place_in_time(
    time: Option<&TimeExpression>,
    course: Course,
) -> (Option<&TimeExpression>, Option<&TimeExpression>) {
    match time {
        None => (None, None),
        // "… the department said on Friday" is no day of a figure that belongs to a month.
        Some(time) if time.day && course == Course::Periodic => (None, None),
        Some(time) if time.day || time.as_of && course != Course::Periodic => (None, Some(time)),
        Some(time) if course == Course::Running && !time.stretch => (None, Some(time)),
        Some(time) => (Some(time), None),
    }
}
