//! A scale or a unit said once for two numbers: "280 million of the 1.5 billion shekels", "from 208 pounds to 193", "up 2
//! percent, but down 1 in May".

use super::View;
use super::read::Quantity;
use crate::lexicon::{Classes, Unit, UnitId};
use crate::text::TokenKind;
use rust_decimal::Decimal;
use smallvec::SmallVec;

/// Gives the numbers of a sentence what the one beside them says for both.
pub fn elided(view: &View, found: &mut [Quantity]) {
    // From the end: in "5, 6 and 7 per cent" the 6 has its unit from the 7, and the 5 from the 6.
    let mut listed = false;
    for at in (1..found.len()).rev() {
        let (before, rest) = found.split_at_mut(at);
        let (Some(left), Some(right)) = (before.last_mut(), rest.first()) else { continue };
        listed = said_behind(view, left, right, listed);
    }
    for at in 1..found.len() {
        let (before, rest) = found.split_at_mut(at);
        let (Some(left), Some(right)) = (before.last(), rest.first_mut()) else { continue };
        said_before(view, left, right);
    }
}

/// "30 million of the 1.2 billion kronor", "4 and 5 per cent", "from 12.5 to 16-18 billion euros". `in_list` says that the
/// right one has its unit so itself; returns whether the left one has it in a list.
fn said_behind(view: &View, left: &mut Quantity, right: &Quantity, in_list: bool) -> bool {
    let between: SmallVec<[&str; 3]> = (left.end..right.first.min(left.end + 3)).map(|at| view.word(at)).collect();
    let near = right.first.saturating_sub(left.end) <= 2;
    let listed =
        near && matches!(between.as_slice(), ["to" | "and" | "or"]) || in_list && matches!(between.as_slice(), [","]);
    let whole = near && matches!(between.as_slice(), ["of"] | ["of", "the" | "its" | "their"] | ["out", "of"]);
    if !listed && !whole || !is_bare(left) || left.vague && !left.ranged {
        return false;
    }
    let Some((unit, named)) = right.unit.and_then(|unit| Some((unit, view.lexicon.unit(unit)?))) else { return false };
    let shared = match named.dimension.as_str() {
        "money" => true,
        "ratio" => true,
        "time" | "multiple" => false,
        _ => listed,
    };
    if !shared {
        return false;
    }
    if listed && left.scale == Decimal::ONE && right.scale > Decimal::ONE && below_a_thousand(left) {
        scale(left, right.scale);
    }
    adopt(left, unit, named);
    listed
}

/// "from 208 pounds to 193", "12 percent, up from 9 last year", "rose by 6 percent but barley fell by 2".
fn said_before(view: &View, left: &Quantity, right: &mut Quantity) {
    let Some((unit, named)) = left.unit.and_then(|unit| Some((unit, view.lexicon.unit(unit)?))) else { return };
    if !is_bare(right) || right.vague || !ends_bare(view, right) || left.rate.is_some() && left.end > right.first {
        return;
    }
    if !(way(view, left, right) || parallel(view, left, right)) || matches!(named.dimension.as_str(), "multiple") {
        return;
    }
    // "from $1.2 billion to 1.4": the scale goes with the unit, or the reading is a thousand million times too small.
    if left.scale > Decimal::ONE && right.scale == Decimal::ONE {
        let scaled = right.figure.and_then(|figure| figure.checked_mul(left.scale));
        let alike = |scaled: Decimal| {
            let ratio = left.figure.and_then(|figure| scaled.checked_div(figure));
            ratio.is_some_and(|ratio| ratio > Decimal::new(1, 1) && ratio < Decimal::TEN)
        };
        if !scaled.is_some_and(alike) {
            return;
        }
        scale(right, left.scale);
    }
    adopt(right, unit, named);
    if right.rate.is_none() && left.unit == right.unit {
        right.rate.clone_from(&left.rate);
    }
}

/// From one value to another: "from A kg to B", "at A percent, from B", "A percent compared with B".
fn way(view: &View, left: &Quantity, right: &Quantity) -> bool {
    let mut at = left.end;
    at += usize::from(view.raw(at) == ",");
    at += usize::from(matches!(view.word(at), "up" | "down"));
    let before = left.first.checked_sub(1).map_or("", |before| view.word(before));
    // "from 800 acres on Friday to 1,200": past the words that say when.
    let when = |at: usize| {
        view.class(at).any(Classes::WEEKDAY.or(Classes::MONTH))
            || matches!(view.word(at), "on" | "in" | "last" | "early" | "late" | "year" | "week" | "month")
            || view.is(at, TokenKind::Number) && view.raw(at).len() == 4
    };
    if before == "from" {
        at = (at..at + 4).find(|at| !when(*at)).unwrap_or(at);
    }
    let after = match view.word(at) {
        "to" if before == "from" => at + 1,
        "from" if matches!(before, "to" | "at" | "of" | "is" | "was" | "reached" | "hit") || at > left.end => at + 1,
        "versus" | "vs" | "against" => at + 1,
        "compared" if matches!(view.word(at + 1), "with" | "to") => at + 2,
        _ => return false,
    };
    after == right.first
}

/// The same words lead to both numbers in two clauses of one sentence: "rose by A percent but fell by B", "the highest
/// is A cents, while the lowest is B".
fn parallel(view: &View, left: &Quantity, right: &Quantity) -> bool {
    let (Some(lead), Some(other)) = (left.first.checked_sub(1), right.first.checked_sub(1)) else { return false };
    let word = view.word(other);
    if view.word(lead) != word || right.first.saturating_sub(left.end) > 12 {
        return false;
    }
    let clauses = (left.end..right.first).find(|at| matches!(view.word(*at), "but" | "while" | "whereas" | "and"));
    let Some(clause) = clauses else { return false };
    let trend = |at: usize| view.class(at).any(Classes::TREND_VERB);
    let directly = |at: usize| at.checked_sub(1).is_some_and(trend);
    match word {
        "by" | "to" => directly(lead) && directly(other),
        "is" | "was" | "at" | "of" => {
            // "the lowest is B": an adjective that stands for the noun of the other clause.
            let elliptical = |at: usize| {
                view.word(at).ends_with("est") || matches!(view.word(at), "other" | "latter" | "former" | "second")
            };
            other.saturating_sub(clause) <= 4 && other.checked_sub(1).is_some_and(elliptical)
        }
        _ => trend(lead) && trend(other),
    }
}

/// A number that says no unit, rate or part.
fn is_bare(quantity: &Quantity) -> bool {
    quantity.unit.is_none()
        && !quantity.part
        && quantity.rate.is_none()
        && (quantity.figure.is_some() || quantity.ranged)
}

/// Does no noun of its own follow the number?
fn ends_bare(view: &View, quantity: &Quantity) -> bool {
    let end = quantity.end;
    if view.hyphen(end) {
        return false;
    }
    if !view.is(end, TokenKind::Word) {
        return !view.is(end, TokenKind::Number) && !matches!(view.raw(end), "%" | "°" | "$" | "£" | "€" | "/" | "-");
    }
    let class = view.class(end);
    // "5.9 a year earlier", "9 last month"
    let time = class.any(Classes::DETERMINER.or(Classes::ADJECTIVE)) && {
        let noun = view.singular(end + 1);
        matches!(noun.as_ref(), "year" | "month" | "week" | "quarter" | "day" | "season" | "time" | "decade")
    };
    time || view.word(end) != "of"
        && (class.any(Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::AUXILIARY))
            || class.any(Classes::ADVERB) && !class.any(Classes::ADJECTIVE))
}

fn below_a_thousand(quantity: &Quantity) -> bool {
    quantity.permits.upper().is_some_and(|upper| upper < Decimal::ONE_THOUSAND)
}

/// Takes the unit; a hundredth of a currency is stored in its main unit.
fn adopt(quantity: &mut Quantity, unit: UnitId, named: &Unit) {
    if named.hundredth {
        scale(quantity, Decimal::new(1, 2));
        quantity.scale = Decimal::ONE;
    }
    quantity.unit = Some(unit);
    quantity.entries.push(named.entry);
}

/// Multiplies figure, place and what is permitted; leaves all as it is where 28 digits do not hold them.
fn scale(quantity: &mut Quantity, by: Decimal) {
    let figure = quantity.figure.and_then(|figure| figure.checked_mul(by));
    let (Some(permits), true) = (quantity.permits.scaled(by), figure.is_some() == quantity.figure.is_some()) else {
        return;
    };
    quantity.permits = permits;
    quantity.figure = figure.map(|figure| figure.normalize());
    quantity.granularity = quantity.granularity.and_then(|place| place.checked_mul(by)).map(|place| place.normalize());
    quantity.scale = by;
}
