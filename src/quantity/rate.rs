//! What a number is per: "a day", "per 100,000 people", "/kg", "every 24 hours".

use super::effect::permits;
use super::numeral::{Figure, numeral};
use super::read::Quantity;
use super::unit::{symbol_at, unit_after};
use super::{Approximation, View};
use crate::lexicon::Classes;
use crate::text::TokenKind;

/// The rate that begins at `at` ("a day", "per 100,000 people", "/kg"), and the token after it.
/// `anything` says whether "a" may be followed by any noun of a unit (money) or only by spans of time (counts).
pub fn rate_after(view: &View, at: usize, anything: bool) -> Option<(String, usize)> {
    // "a $64,000-a-year post"
    let at = at + usize::from(view.hyphen(at) && matches!(view.word(at + 1), "a" | "an" | "per"));
    match view.word(at) {
        "per" => per(view, at),
        "a" | "an" | "every" | "each" => article(view, at, anything),
        "/" => symbol(view, at + 1).or_else(|| noun(view, at + 1).map(|noun| (noun, at + 2))),
        // "70,000 daily readers": an adjective, no rate of the number.
        word @ ("daily" | "weekly" | "monthly" | "yearly" | "annually" | "hourly" | "nightly" | "quarterly")
            if !view.is(at + 1, TokenKind::Word)
                || view
                    .class(at + 1)
                    .any(Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::ADVERB).or(Classes::AUXILIARY)) =>
        {
            let span = match word {
                "daily" => "day",
                "weekly" => "week",
                "monthly" => "month",
                "hourly" => "hour",
                "nightly" => "night",
                "quarterly" => "quarter",
                _ => "year",
            };
            Some((span.to_owned(), at + 1))
        }
        "p.a." => Some(("year".to_owned(), at + 1)),
        "apiece" => Some(("each".to_owned(), at + 1)),
        _ => None,
    }
}

/// The name of the unit of a symbol: "$9/kg" is per kilogram.
fn symbol(view: &View, at: usize) -> Option<(String, usize)> {
    let (unit, end) = symbol_at(view, at)?;
    let unit = view.lexicon.unit(unit).filter(|unit| unit.dimension != "money")?;
    Some((unit.id.clone(), end))
}

fn noun(view: &View, at: usize) -> Option<String> {
    view.is(at, TokenKind::Word).then(|| view.singular(at).into_owned())
}

/// The words of tokens with blanks between them, hyphens left out.
fn words(view: &View, from: usize, end: usize) -> String {
    let words: Vec<&str> = (from..end).filter(|at| !view.dash(*at)).map(|at| view.word(at)).collect();
    words.join(" ")
}

fn per(view: &View, at: usize) -> Option<(String, usize)> {
    let lexicon = view.lexicon;
    let first = at + 1 + usize::from(view.hyphen(at + 1));
    match view.word(first) {
        "cent" | "se" => return None,
        "annum" => return Some(("year".to_owned(), first + 1)),
        "diem" => return Some(("day".to_owned(), first + 1)),
        _ => {}
    }
    if view.is(first, TokenKind::Number) {
        let number = view.raw(first).replace(',', "");
        let scaled = view.phrase(&lexicon.numerals, first + 1).map_or(first + 1, |(_, end)| end);
        let scale: String = (first + 1..scaled).map(|at| format!(" {}", view.word(at))).collect();
        let light = Classes::PREPOSITION.or(Classes::CONJUNCTION);
        let counted = view.is(scaled, TokenKind::Word) && !view.class(scaled).any(light);
        return Some(if counted {
            (format!("{number}{scale} {}", view.word(scaled)), scaled + 1)
        } else {
            (format!("{number}{scale}"), scaled)
        });
    }
    if let Some(unit) = symbol(view, first).filter(|_| view.raw(first).len() > 1) {
        return Some(unit);
    }
    let (_, end) = view.phrase(&lexicon.unit_names, first).unwrap_or((0, first + 1));
    noun(view, first)?;
    let last = view.singular(end - 1);
    let before = words(view, first, end - 1);
    Some((if before.is_empty() { last.into_owned() } else { format!("{before} {last}") }, end))
}

/// "a day", "an hour", "every week", "every 24 hours", "a square foot", "each".
fn article(view: &View, at: usize, anything: bool) -> Option<(String, usize)> {
    let lexicon = view.lexicon;
    let word = view.word(at);
    if word == "every"
        && let Some(interval) = every(view, at)
    {
        return Some(interval);
    }
    let first = at + 1 + usize::from(view.hyphen(at + 1));
    let (unit, end) = match view.phrase(&lexicon.unit_names, first) {
        Some((unit, end)) => (lexicon.unit(unit)?, end),
        // "$12 each", but in "each winner got $12" the word belongs to the noun.
        // "$4.25 a dozen"
        None if anything && view.word(first) == "dozen" && !view.is(first + 1, TokenKind::Word) => {
            return Some((view.word(first).to_owned(), first + 1));
        }
        None if anything && lexicon.is_rate_noun(view.word(first)) => {
            return Some((view.word(first).to_owned(), first + 1));
        }
        None if word == "each" && anything => return Some(("each".to_owned(), at + 1)),
        None => return None,
    };
    // "a month earlier", "a year ago" say when, not per what.
    let when = ["earlier", "ago", "before", "later", "prior", "on", "after", "previously", "hence", "away"];
    if when.contains(&view.word(end)) {
        return None;
    }
    let time = unit.dimension == "time";
    let plural = view.is_plural(end - 1);
    ((time || anything && unit.dimension != "money") && !plural).then(|| (words(view, first, end), end))
}

/// "every 24 hours", "every two years".
pub fn every(view: &View, at: usize) -> Option<(String, usize)> {
    let reading = numeral(view, at + 1)?.ok()?;
    let Figure::Exact(count, _) = reading.figure else { return None };
    let (unit, end) = unit_after(view, reading.end, false)?;
    let time = view.lexicon.unit(unit).is_some_and(|unit| unit.dimension == "time");
    time.then(|| (format!("{} {}", count.normalize(), view.word(end - 1)), end))
}

/// "C$6 (US$4.46) per share": a rate behind the bracket that holds the same amount in another unit is that of both.
pub fn behind_bracket(view: &View, found: &mut Vec<Quantity>) {
    let mut of_rates = Vec::new();
    for at in 1..found.len() {
        let (before, rest) = found.split_at_mut(at);
        let (Some(outer), Some(inner)) = (before.last_mut(), rest.first_mut()) else { continue };
        let converted = outer.rate.is_none()
            && inner.rate.is_none()
            && outer.unit.is_some()
            && inner.unit.is_some()
            && view.raw(outer.end) == "("
            && inner.first == outer.end + 1
            && view.raw(inner.end) == ")"
            && outer.dimension(view) == inner.dimension(view);
        if !converted {
            continue;
        }
        hedge_converted(outer, inner);
        let money = outer.dimension(view) == "money";
        let Some((rate, end)) = rate_after(view, inner.end + 1, money) else { continue };
        outer.rate = Some(rate.clone());
        inner.rate = Some(rate);
        // "per 100,000 people": the number of the rate is none of its own.
        if found.get(at + 1).is_some_and(|next| next.first < end) {
            of_rates.push(found.get(at + 1).map(|next| next.first));
        }
    }
    if !of_rates.is_empty() {
        // Both lists run forwards.
        let mut next = of_rates.into_iter().peekable();
        found.retain(|quantity| {
            let of_rate = next.peek() == Some(&Some(quantity.first));
            if of_rate {
                next.next();
            }
            !of_rate
        });
    }
}

/// "less than 25 km (15 miles)": the bracket says the same in another unit, so its hedge is the same.
fn hedge_converted(outer: &Quantity, inner: &mut Quantity) {
    let hedged = !matches!(outer.approximation, Approximation::Exact | Approximation::Range);
    if hedged
        && inner.approximation == Approximation::Exact
        && let Some(figure) = inner.figure
    {
        inner.approximation = outer.approximation;
        inner.permits = permits(figure, inner.granularity, outer.approximation);
    }
}
