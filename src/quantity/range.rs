//! Two numbers that make one statement: ranges, "one in five", a scale or unit said only once.

use super::View;
use super::calendar::year_like;
use super::draft::accepted;
use super::numeral::{Figure, Reading, numeral};
use super::read::Quantity;
use super::refusal::currency_before;
use super::unit::{sign_before, unit_after};
use crate::lexicon::{Classes, UnitId};
use crate::text::TokenKind;
use rust_decimal::Decimal;

/// "in five", "out of 10" after a numeral: the part and the token after it.
pub fn ratio(view: &View, reading: &Reading) -> Option<(Decimal, usize)> {
    let (Figure::Exact(count, _), true) = (reading.figure, reading.scale == Decimal::ONE) else { return None };
    let hyphen = view.hyphen(reading.end);
    let at = reading.end + usize::from(hyphen);
    let from = if view.word(at) == "in" {
        at + 1 + usize::from(view.hyphen(at + 1)) + usize::from(view.word(at + 1) == "every")
    } else if view.word(at) == "out" && view.word(at + 1) == "of" {
        at + 2 + usize::from(view.word(at + 2) == "every")
    } else {
        return None;
    };
    if year_like(view, from) || view.capital(from) {
        return None;
    }
    let whole = numeral(view, from)?.ok()?;
    let Figure::Exact(of, _) = whole.figure else { return None };
    // "2 in 10 years" counts something else; a part is no more than its whole and a whole is round or small.
    let plausible = count > Decimal::ZERO && count < of && count.fract().is_zero() && of.fract().is_zero();
    let unit = unit_after(view, whole.end, false).is_some();
    let spelled_alike = view.is(from, TokenKind::Number) != reading.spelled || count == Decimal::ONE;
    (plausible && !unit && spelled_alike).then(|| count.checked_div(of).map(|share| (share, whole.end)))?
}

/// Two numbers read as one statement.
pub struct Range {
    /// Where "between" or "from" stands, if it belongs to it.
    pub first: Option<usize>,
    pub low: Decimal,
    pub high: Decimal,
    pub unit: Option<UnitId>,
    pub end: usize,
}

/// A range whose first number was just read; `end` is the token after it and its unit.
pub fn range(
    view: &View,
    number: usize,
    first: usize,
    reading: &Reading,
    end: usize,
    unit: Option<UnitId>,
) -> Option<Result<Range, &'static str>> {
    let Figure::Exact(mut low, _) = reading.figure else { return None };
    let opener =
        first.checked_sub(1).map(|before| view.word(before)).filter(|word| matches!(*word, "between" | "from"));
    let word = view.word(end);
    let tight = view.dash(end) && view.glued(end) && view.glued(end + 1);
    // "rose 0.4 per cent to 13,176": an amount and a level. "will climb 5 to 7 percent" says its unit once.
    let led = first
        .checked_sub(1)
        .is_some_and(|before| view.word(before) == "by" || view.class(before).any(Classes::TREND_VERB));
    let joined = match word {
        "to" => opener != Some("between"),
        "and" => opener == Some("between"),
        "or" => true,
        _ => {
            tight
                || matches!(view.raw(end), "–" | "—")
                    && view.is(end + 1, TokenKind::Number)
                    && view.glued(end) == view.glued(end + 1)
        }
    };
    if !joined || year_like(view, number) && year_like(view, end + 1) {
        return None;
    }
    let mut from = end + 1;
    if view.is(from, TokenKind::Mark) {
        from += 1;
        if view.is(from, TokenKind::Mark) {
            from += 1;
        }
    } else if view.is(from, TokenKind::Word) && view.is(from + 1, TokenKind::Number) && currency_before(view, from + 1)
    {
        from += 1;
    }
    let other = match numeral(view, from)? {
        Ok(other) => other,
        Err(reason) => return Some(Err(reason)),
    };
    let Figure::Exact(mut high, _) = other.figure else { return None };
    let sign = sign_before(view, from).map(|(currency, _)| currency);
    if from > end + 1 && sign.is_none() {
        return None;
    }
    let (after_unit, after) = match unit_after(view, other.end, sign.or(unit).is_some()) {
        Some((named, after)) if accepted(view, named, other.end, after, sign) => (Some(named), after),
        _ => (None, other.end),
    };
    let other_unit = sign.or(after_unit);
    if led && word == "to" && !(unit.is_none() && other_unit.is_some()) {
        return None;
    }
    // Two units are two quantities; so are a number with one and a number without ("0.4 per cent to 13,176").
    if unit.is_some()
        && unit != other_unit
        && !(tight && other_unit.is_none())
        && !(word == "or" && other_unit.is_none())
    {
        return None;
    }
    // The scale said once: "$3-5 billion", "5 to 10 million".
    if reading.scale == Decimal::ONE && other.scale > Decimal::ONE && low < Decimal::ONE_THOUSAND {
        // "$200 to $4 million" says both in full.
        low = low.checked_mul(other.scale).filter(|scaled| *scaled < high).unwrap_or(low);
    }
    if word == "or" {
        // "eight or nine", "3 or 4"; anything else is two statements.
        let step = high.checked_sub(low)?;
        let bare =
            reading.scale == other.scale && step > Decimal::ZERO && step <= Decimal::TWO.checked_mul(reading.scale)?;
        if !bare {
            return None;
        }
    }
    if word == "to" && opener == Some("from") && changes(view, first) || low >= high {
        return None;
    }
    if tight
        && reading.scale == Decimal::ONE
        && other.scale == Decimal::ONE
        && other_unit.is_none()
        && high.checked_div(low).is_none_or(|ratio| ratio > Decimal::from(20))
        && !view.lexicon.is_plural(view.word(after))
    {
        return None;
    }
    high = high.max(low);
    let opener_at = opener.filter(|_| word == "and" || word == "to").and_then(|_| first.checked_sub(1));
    Some(Ok(Range { first: opener_at, low, high, unit: other_unit, end: after }))
}

/// Is "from A to B" the way of something that rose or fell? A word of change stands before it in the sentence.
fn changes(view: &View, first: usize) -> bool {
    let from = first.saturating_sub(9);
    (from..first).any(|at| {
        view.class(at).any(Classes::TREND_VERB.or(Classes::TREND_NOUN))
            || view.phrase(&view.lexicon.trend_words, at).is_some()
            || matches!(
                view.word(at),
                "change"
                    | "changed"
                    | "changes"
                    | "revised"
                    | "went"
                    | "go"
                    | "gone"
                    | "move"
                    | "moved"
                    | "improve"
                    | "improved"
            )
    })
}

/// A scale or unit said only once in a pair: "280 million of the 1.5 billion shekels", "from 3 to 5 million".
pub fn elided(view: &View, found: &mut [Quantity]) {
    for at in 1..found.len() {
        let (before, rest) = found.split_at_mut(at);
        let (Some(left), Some(right)) = (before.last_mut(), rest.first()) else { continue };
        let between: Vec<&str> = (left.end..right.first).map(|at| view.word(at)).collect();
        let joined = matches!(
            between.as_slice(),
            ["of"] | ["of", "the"] | ["of", "its"] | ["to"] | ["and"] | ["or"] | ["out", "of"]
        );
        let money = right
            .unit
            .and_then(|unit| view.lexicon.unit(unit))
            .is_some_and(|unit| unit.dimension == "money" || unit.dimension == "ratio");
        if joined && money && left.unit.is_none() && left.figure.is_some() && !left.part && !left.vague {
            left.unit = right.unit;
        }
    }
}
