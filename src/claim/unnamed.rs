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
        // "5.8 quake rattles capital": in a headline the verb may look like the noun's head.
        Some(phrase) => (phrase.first..=phrase.head).any(|at| quake(at) && !view.is_plural(at)),
        None => (quantity.first.saturating_sub(REACH)..quantity.first).any(quake),
    };
    // "measured 5.2 on the Richter scale"
    let scaled =
        view.word(quantity.end) == "on" && (quantity.end + 1..quantity.end + 4).any(|at| view.word(at) == "scale");
    view.lexicon.concept_named("magnitude").filter(|_| said || named || scaled)
}

/// "guilty of 12 counts", "six counts of fraud", "28 counts: three of murder": what somebody is charged with, unless votes
/// are counted.
pub fn charged<'v>(view: &View<'v>, quantity: &Quantity, measured: &Measured) -> Option<&'v Concept> {
    let charges = || view.lexicon.concept_named("charges");
    if quantity.unit.is_none()
        && view.word(quantity.end) == "of"
        && !view.class(quantity.end + 1).any(Classes::DETERMINER)
    {
        /// How far before the number the counts may be named, in tokens.
        const REACH: usize = 24;
        let told = |at: usize| matches!(view.word(at), "counts" | "charges");
        let before = quantity.first.saturating_sub(REACH)..quantity.first;
        return charges().filter(|_| before.into_iter().any(told) && !view.is_plural(quantity.end + 1));
    }
    let phrase = measured.after.filter(|phrase| view.word(phrase.head) == "counts")?;
    let votes = (phrase.first..phrase.end + 4).any(|at| matches!(&*folded(view, at), "vote" | "ballot" | "blood"));
    charges().filter(|_| !votes)
}

/// "enough food for 15,000 people", "room for 200": how many there could be, and not how many there are.
pub fn room_for<'v>(view: &View<'v>, quantity: &Quantity, measured: &Measured) -> Option<&'v Concept> {
    /// How far before the number "enough" may stand, in tokens.
    const REACH: usize = 6;
    let mut at = quantity.first;
    while at > 0 && view.class(at - 1).any(Classes::ADVERB.or(Classes::DETERMINER)) {
        at -= 1;
    }
    // "a town of 8,000", "a refugee camp of 20,000 people"
    if let Some(concept) = peopled(view, at, measured) {
        return Some(concept);
    }
    // "The camp is home to 46,000."
    if at >= 2 && view.word(at - 1) == "to" && view.word(at - 2) == "home" && measured.after.is_none() {
        return view.lexicon.concept_named("population");
    }
    let before = at.checked_sub(1).filter(|before| view.word(*before) == "for")?;
    let enough = (before.saturating_sub(REACH)..before).any(|at| view.word(at) == "enough");
    let room = before.checked_sub(1).is_some_and(|at| matches!(&*folded(view, at), "room" | "space" | "bed" | "place"));
    view.lexicon.concept_named("capacity").filter(|_| enough || room)
}

/// "A town of 8,000 people", "a refugee camp of 20,000": who lives there; `first` is the number's first token.
fn peopled<'v>(view: &View<'v>, first: usize, measured: &Measured) -> Option<&'v Concept> {
    let of = first.checked_sub(1).filter(|of| view.word(*of) == "of")?;
    let people = |head: usize| matches!(&*folded(view, head), "people" | "person" | "resident" | "inhabitant" | "soul");
    if measured.after.is_some_and(|phrase| !people(phrase.head)) {
        return None;
    }
    let place = measured.label.phrases.last().filter(|place| place.end == of && !view.is_plural(place.head))?;
    match view.word(place.head) {
        "town" | "city" | "village" | "hamlet" | "island" | "municipality" | "nation" | "country" | "suburb" => {
            view.lexicon.concept_named("population")
        }
        "camp" | "settlement" if (place.first..place.head).any(|at| view.word(at) == "refugee") => {
            view.lexicon.concept_named("refugees")
        }
        _ => None,
    }
}

/// "Won by a 142-to-70 vote", "passed, 218 to 212": both figures of what was voted.
pub fn voted<'v>(view: &View<'v>, quantity: &Quantity) -> Option<&'v Concept> {
    /// How far from the figures the vote may be named, in tokens.
    const REACH: usize = 7;
    let step = |at: usize| if view.hyphen(at) { at + 1 } else { at };
    let back = |at: usize| if at > 0 && view.hyphen(at - 1) { at - 1 } else { at };
    let number = |at: usize| view.is(at, TokenKind::Number);
    let to = step(quantity.end);
    let first = view.word(to) == "to" && number(step(to + 1));
    let before = back(quantity.first).checked_sub(1).filter(|to| view.word(*to) == "to");
    let second = before.and_then(|to| back(to).checked_sub(1)).is_some_and(number);
    if quantity.unit.is_some() || !first && !second {
        return None;
    }
    let told = |at: usize| {
        matches!(
            view.word(at),
            "vote"
                | "votes"
                | "voted"
                | "voting"
                | "passed"
                | "approved"
                | "adopted"
                | "rejected"
                | "confirmed"
                | "ratified"
        )
    };
    let near = quantity.first.saturating_sub(REACH)..quantity.end + REACH;
    view.lexicon.concept_named("votes").filter(|_| near.into_iter().any(told))
}

/// "The 136-unit condominium tower", "the building's 136 units": what is rented or owned of a building.
pub fn units<'v>(view: &View<'v>, quantity: &Quantity, head: usize) -> Option<&'v Concept> {
    /// How far from the number the building may be named, in tokens.
    const REACH: usize = 5;
    let unit = quantity.unit.is_none() && matches!(view.word(head), "unit" | "units");
    let building = |at: usize| {
        matches!(
            view.word(at),
            "building" | "condo" | "condominium" | "condominiums" | "apartment" | "tower" | "housing" | "complex"
        )
    };
    let near = quantity.first.saturating_sub(REACH)..head + REACH;
    view.lexicon.concept_named("apartments").filter(|_| unit && near.into_iter().any(building))
}

/// Is the sentence about a vaccine, so that a shot is a dose and nobody was shot?
pub fn vaccine(view: &View) -> bool {
    let told = |at: usize| {
        matches!(
            view.word(at),
            "vaccine"
                | "vaccines"
                | "vaccinated"
                | "vaccination"
                | "vaccinations"
                | "dose"
                | "doses"
                | "jab"
                | "jabs"
                | "inoculated"
                | "booster"
                | "coronavirus"
                | "covid-19"
        )
    };
    (0..view.len()).any(told)
}

/// May a verb that befalls people, or is done with things, count the bare number? "Fired more than 30 into the valley" tells
/// of shots and of nobody who lost a job.
pub fn befalls(view: &View, quantity: &Quantity, concept: &Concept) -> bool {
    let place = |at: usize| matches!(view.word(at), "into" | "at" | "towards" | "toward" | "across" | "on" | "from");
    // "More than 40 were fired into the south"
    let fired = (quantity.end..quantity.end + 4).find(|at| view.word(*at) == "fired");
    let somewhere = place(quantity.end) || fired.is_some_and(|fired| place(fired + 1) && view.word(fired + 1) != "on");
    match concept.id.as_str() {
        "job_cuts" => !somewhere,
        "shots_fired" => somewhere,
        "people_shot" => !vaccine(view),
        _ => !concept.no_people,
    }
}

/// "20,000 people joined the town's demonstrations": who comes to what is named there.
pub fn joined_in<'v>(view: &View<'v>, from: usize) -> Option<&'v Concept> {
    /// How far behind the verb the gathering may be named, in tokens.
    const REACH: usize = 6;
    let mut verb = from;
    while view.class(verb).any(Classes::AUXILIARY.or(Classes::ADVERB)) {
        verb += 1;
    }
    if !matches!(view.word(verb), "join" | "joins" | "joined" | "joining") {
        return None;
    }
    let open =
        |at: &usize| (!view.is(*at, TokenKind::Mark) || view.hyphen(*at)) && !view.class(*at).any(Classes::PREPOSITION);
    (verb + 1..verb + 1 + REACH)
        .take_while(open)
        .filter_map(|at| view.lexicon.label_concepts.get(&*folded(view, at)))
        .find_map(|concept| view.lexicon.concept(*concept))
}
