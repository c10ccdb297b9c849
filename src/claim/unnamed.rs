//! Measures that news tells without their noun: "a stronger quake, of 6.9", "enough tents for 9,000 people".

use super::measured::{Measured, folded};
use crate::lexicon::{Classes, Concept};
use crate::quantity::{Quantity, View};
use crate::text::TokenKind;
use rust_decimal::Decimal;

/// The magnitude of an earthquake, if the number is one and the vocabulary has it.
pub fn magnitude<'v>(view: &View<'v>, quantity: &Quantity, measured: &Measured) -> Option<&'v Concept> {
    /// How far before the number the quake may be named, in tokens.
    const REACH: usize = 8;
    let tenths = |figure: Decimal| figure.scale() == 1 && figure >= Decimal::ONE && figure < Decimal::TEN;
    if !quantity.figure.is_some_and(tenths) || quantity.unit.is_some() || quantity.rate.is_some() {
        return None;
    }
    let quake = |at: usize| {
        matches!(&*folded(view, at), "quake" | "earthquake" | "tremor" | "temblor" | "aftershock" | "foreshock")
    };
    let said = quantity.first.checked_sub(1).is_some_and(|at| view.word(at) == "magnitude");
    let named = match measured.after {
        Some(phrase) => quake(phrase.head) && !view.is_plural(phrase.head),
        None => (quantity.first.saturating_sub(REACH)..quantity.first).any(quake),
    };
    view.lexicon.concept_named("magnitude").filter(|_| said || named)
}

/// "enough food for 15,000 people", "room for 200": how many there could be, and not how many there are.
pub fn room_for<'v>(view: &View<'v>, quantity: &Quantity) -> Option<&'v Concept> {
    /// How far before the number "enough" may stand, in tokens.
    const REACH: usize = 6;
    let mut at = quantity.first;
    while at > 0 && view.class(at - 1).any(Classes::ADVERB.or(Classes::DETERMINER)) {
        at -= 1;
    }
    let before = at.checked_sub(1).filter(|before| view.word(*before) == "for")?;
    let enough = (before.saturating_sub(REACH)..before).any(|at| view.word(at) == "enough");
    let room = before.checked_sub(1).is_some_and(|at| matches!(&*folded(view, at), "room" | "space" | "bed" | "place"));
    view.lexicon.concept_named("capacity").filter(|_| enough || room)
}

/// "fired more than 30 into the valley": what is thrown somewhere is nobody who lost a job.
pub fn thrown(view: &View, quantity: &Quantity, concept: &Concept) -> bool {
    concept.id == "job_cuts"
        && matches!(view.word(quantity.end), "into" | "at" | "towards" | "toward" | "across" | "on" | "from")
}

/// "20,000 people joined the town's demonstrations": who comes to what is named there.
pub fn joined_in<'v>(view: &View<'v>, from: usize) -> Option<&'v Concept> {
    /// How far behind the verb the gathering may be named, in tokens.
    const REACH: usize = 5;
    let mut verb = from;
    while view.class(verb).any(Classes::AUXILIARY.or(Classes::ADVERB)) {
        verb += 1;
    }
    if !matches!(view.word(verb), "join" | "joins" | "joined" | "joining") {
        return None;
    }
    let open = |at: &usize| !view.is(*at, TokenKind::Mark) && !view.class(*at).any(Classes::PREPOSITION);
    (verb + 1..verb + 1 + REACH)
        .take_while(open)
        .filter_map(|at| view.lexicon.label_concepts.get(&*folded(view, at)))
        .find_map(|concept| view.lexicon.concept(*concept))
}
