//! Parts of a year by their place in it: "the third quarter", "the first half of 2019", "Q3 2019", "fiscal 2018",
//! "the summer of 2018".

use super::dates::year_at;
use super::periods::{number, span};
use super::{Around, Bare};
use crate::quantity::View;
use crate::text::DateInterval;
use chrono::Datelike;

/// "third quarter", "first half of 2019", "first nine months of the year", "first week of May", "fourth-quarter".
pub fn counted(view: &View, at: usize, around: &Around) -> Option<Bare> {
    const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];
    let place = ORDINALS.iter().position(|name| *name == view.word(at)).and_then(|at| u32::try_from(at).ok());
    let place = match view.word(at) {
        "final" | "last" => None,
        _ => Some(place?),
    };
    let joint = at + 1 + usize::from(view.hyphen(at + 1));
    let fiscal = usize::from(matches!(view.word(joint), "fiscal" | "financial" | "calendar"));
    let (count, unit) = match number(view, joint + fiscal) {
        Some(count) => (count, joint + fiscal + 1),
        None => (1, joint + fiscal),
    };
    let months = match (view.word(unit), count) {
        ("quarter", 1) => 3,
        ("half", 1) if place.is_none_or(|place| place < 2) => 6,
        ("months", 2..=11) => count,
        ("quarters", 2..=3) => count * 3,
        _ => return None,
    };
    let whole_year = months == 3 || months == 6 && count == 1;
    let index = match place {
        Some(place) if place == 0 || whole_year => place,
        Some(_) => return None,
        None if whole_year => 12 / months - 1,
        None => return None,
    };
    let of = |year: i32| DateInterval::months(year, index * months + 1, months);
    if let Some((year, end)) = year_behind(view, unit + 1, around) {
        // The last months of a year are counted from its end; "the last quarter" is none of a year.
        return span(of(year), end);
    }
    place?;
    // "its 2019 fourth-quarter profit"
    if let Some(year) = at.checked_sub(1).and_then(|before| year_at(view, before)) {
        return span(of(year), unit + 1);
    }
    if count > 1 && view.word(unit + 1) == "of" {
        return None;
    }
    // The last one that was over by then.
    let reference = around.published?.end;
    let this = of(reference.year()).filter(|days| days.end < reference);
    span(this.or_else(|| of(reference.year() - 1)), unit + 1)
}

/// The year that a part of it is followed by: "of 2019", "2019", "of this year", "of fiscal 2018", "of the year".
fn year_behind(view: &View, at: usize, around: &Around) -> Option<(i32, usize)> {
    let reference = around.published.map(|days| days.end.year());
    let mut next = at + usize::from(matches!(view.word(at), "of" | "in"));
    next += usize::from(view.raw(next) == ",");
    let fiscal = usize::from(matches!(view.word(next), "fiscal" | "financial"));
    next += fiscal + usize::from(fiscal > 0 && view.word(next + 1) == "year");
    if let Some(year) = year_at(view, next) {
        return Some((year, next + 1));
    }
    let fiscal = usize::from(matches!(view.word(next + 1), "fiscal" | "financial"));
    if view.word(next + 1 + fiscal) != "year" {
        return None;
    }
    let year = match view.word(next) {
        "this" | "the" | "current" => reference?,
        "last" => reference? - 1,
        "next" => reference? + 1,
        _ => return None,
    };
    Some((year, next + 2 + fiscal))
}

/// "Q3", "Q3 2019", "H1 2021", "fiscal 2018", "FY2018", "fiscal year 2018".
pub fn lettered(view: &View, at: usize, around: &Around) -> Option<Bare> {
    if view.word(at) == "fy" && view.glued(at + 1) {
        let year = year_at(view, at + 1)?;
        return span(DateInterval::year(year), at + 2);
    }
    if matches!(view.word(at), "fiscal" | "fy" | "financial") {
        let next = at + 1 + usize::from(view.word(at + 1) == "year");
        return year_at(view, next).and_then(|year| span(DateInterval::year(year), next + 1));
    }
    let months = match view.raw(at) {
        "Q" => 3,
        "H" => 6,
        _ => return None,
    };
    if !view.glued(at + 1) || view.raw(at + 1).len() != 1 {
        return None;
    }
    let place = view.raw(at + 1).parse::<u32>().ok().filter(|place| (1..=12 / months).contains(place))? - 1;
    let of = |year: i32| DateInterval::months(year, place * months + 1, months);
    if let Some((year, end)) = year_behind(view, at + 2, around) {
        return span(of(year), end);
    }
    let reference = around.published?.end;
    let this = of(reference.year()).filter(|days| days.end < reference);
    span(this.or_else(|| of(reference.year() - 1)), at + 2)
}

/// "summer 2019", "the summer of 2019", "last summer", "this winter": of the northern half, where most news is written.
pub fn season(view: &View, at: usize, around: &Around) -> Option<Bare> {
    let step = matches!(view.word(at), "last" | "this" | "past" | "next");
    let name = at + usize::from(step);
    let first = match view.word(name) {
        "spring" => 3,
        "summer" => 6,
        "autumn" | "fall" => 9,
        "winter" => 12,
        _ => return None,
    };
    let of = |year: i32| DateInterval::months(year, first, 3);
    if step {
        let reference = around.published.map(|days| days.end);
        let days = reference.and_then(|day| {
            let this = of(day.year())?;
            match view.word(at) {
                "next" if this.start > day => Some(this),
                "next" => of(day.year() + 1),
                // "last summer" said in October is the one just over; "this" is the one that is on, or was.
                "this" if this.start <= day || this.start - day < chrono::Duration::days(120) => Some(this),
                _ if this.end < day => Some(this),
                _ => of(day.year() - 1),
            }
        });
        return span(days, name + 1);
    }
    let next = name + 1 + usize::from(view.word(name + 1) == "of");
    year_at(view, next).and_then(|year| span(of(year), next + 1))
}
