//! Those whom something befell, told by a noun: "the death of four clerks", "the dead included eight children", "the number
//! of confirmed dead rose to 48".

use super::clause;
use super::concept::{Found, found, noun_concept, takes};
use super::measured::{Measured, folded};
use super::noun_phrase::{self, NounPhrase};
use super::predicate::pick;
use crate::lexicon::{Classes, Concept};
use crate::quantity::{Quantity, View};
use crate::text::TokenKind;

/// What befell the people of `phrase`, which stands behind the number.
pub fn told<'v>(view: &View<'v>, quantity: &Quantity, measured: &Measured, phrase: &NounPhrase) -> Option<&'v Concept> {
    of_event(view, measured)
        .or_else(|| among(view, quantity, phrase))
        .or_else(|| lost(view, quantity, phrase))
        .or_else(|| suffered(view, phrase))
}

/// "Six of the dead are children": a part of those whom something befell.
pub fn part_of<'v>(view: &View<'v>, quantity: &Quantity) -> Option<&'v Concept> {
    let the = quantity.end + 1;
    let of = quantity.unit.is_none() && view.word(quantity.end) == "of" && matches!(view.word(the), "the" | "those");
    // "of the dead whales": behind the adjective stands no noun.
    let alone = !view.is(the + 2, TokenKind::Word)
        || view.class(the + 2).any(Classes::AUXILIARY.or(Classes::VERB).or(Classes::PREPOSITION));
    if of && alone { pick(view, the + 1, &|concept: &Concept| concept.none) } else { None }
}

/// "The death of four clerks", "the murders of seven rivals": the noun of what befell those behind "of".
fn of_event<'v>(view: &View<'v>, measured: &Measured) -> Option<&'v Concept> {
    let of = measured.label.preposition.filter(|of| view.word(*of) == "of" && measured.label.verb.is_none())?;
    let event = measured.label.phrases.last().filter(|event| event.end == of)?;
    if view.word(event.head) == "loss" {
        return view
            .lexicon
            .concept_named("deaths")
            .filter(|_| measured.after.is_some_and(|phrase| mourned(view, phrase.head)));
    }
    let (concept, _) = noun_concept(view, "count", event, event.first)?;
    let happens =
        concept.of_people && !concept.no_people && !view.class(event.head).any(Classes::PERSON.or(Classes::PEOPLE));
    happens.then_some(concept)
}

/// "The dead included eight children", "among the injured were two nurses", "two guards were among the dead".
fn among<'v>(view: &View<'v>, quantity: &Quantity, phrase: &NounPhrase) -> Option<&'v Concept> {
    let those = |at: usize| {
        let article = at.checked_sub(1).is_some_and(|left| matches!(view.word(left), "the" | "those"));
        if article { pick(view, at, &|concept: &Concept| !concept.no_people) } else { None }
    };
    let mut first = quantity.first;
    while first > 0 && view.class(first - 1).any(Classes::ADVERB.or(Classes::DETERMINER)) {
        first -= 1;
    }
    let verb = first.checked_sub(1).map_or("", |verb| view.word(verb));
    let before = first.saturating_sub(2);
    match verb {
        "included" | "include" | "includes" => those(before),
        "were" | "was" | "are" if before >= 2 && view.word(before - 2) == "among" => those(before),
        _ => {
            let mut at = phrase.end;
            while view.class(at).any(Classes::AUXILIARY.or(Classes::ADVERB)) {
                at += 1;
            }
            if at > phrase.end && view.word(at) == "among" { those(at + 2) } else { None }
        }
    }
}

/// "The army lost eight soldiers", "she lost two sons": lost seats and jobs are none of theirs.
fn lost<'v>(view: &View<'v>, quantity: &Quantity, phrase: &NounPhrase) -> Option<&'v Concept> {
    let mut before = quantity.first;
    while before > 0 && view.class(before - 1).any(Classes::ADVERB) {
        before -= 1;
    }
    let verb = before.checked_sub(1)?;
    let lost = matches!(view.word(verb), "lost" | "lose" | "loses" | "losing") && mourned(view, phrase.head);
    view.lexicon.concept_named("deaths").filter(|_| lost)
}

/// Is it somebody whose loss is a death?
fn mourned(view: &View, head: usize) -> bool {
    matches!(
        &*folded(view, head),
        "child"
            | "son"
            | "daughter"
            | "brother"
            | "sister"
            | "relative"
            | "parent"
            | "cousin"
            | "soldier"
            | "fighter"
            | "sailor"
            | "marine"
            | "pilot"
            | "airman"
            | "firefighter"
            | "policeman"
            | "civilian"
            | "villager"
            | "serviceman"
    )
}

/// "Three guards suffered minor injuries": an adjective stands between the verb and its noun.
fn suffered<'v>(view: &View<'v>, phrase: &NounPhrase) -> Option<&'v Concept> {
    let mut at = phrase.end;
    while view.class(at).any(Classes::AUXILIARY.or(Classes::ADVERB)) {
        at += 1;
    }
    if !matches!(view.word(at), "suffered" | "suffer" | "suffering" | "sustained" | "sustain" | "sustaining") {
        return None;
    }
    let hurt =
        |at: usize| matches!(&*folded(view, at), "injury" | "wound" | "burn" | "fracture" | "bruise" | "concussion");
    let words = (at + 1..at + 4).take_while(|at| view.is(*at, TokenKind::Word));
    view.lexicon.concept_named("injuries").filter(|_| words.into_iter().any(hurt))
}

/// "The number of people killed when the ferry sank rose to 31": a clause stands between the count and its verb.
pub fn tolled(view: &View, quantity: &Quantity, measured: &Measured) -> Found {
    // "rose to 31", "stood at 31", "is now 31"
    let level = |verb: usize| {
        view.class(verb).any(Classes::TREND_VERB.or(Classes::AUXILIARY))
            || view.class(verb + 1).any(Classes::PREPOSITION)
    };
    measured.label.verb.filter(|verb| level(*verb))?;
    let mut at = clause::start(view, quantity.first);
    while view.class(at).any(Classes::DETERMINER.or(Classes::ADJECTIVE).or(Classes::CONJUNCTION)) {
        at += 1;
    }
    if !matches!(view.word(at), "number" | "toll" | "count" | "total" | "tally") || view.word(at + 1) != "of" {
        return None;
    }
    let phrase = noun_phrase::after(view, at + 2).filter(|phrase| phrase.end < quantity.first)?;
    let by_noun = || noun_concept(view, "count", &phrase, at).and_then(|(concept, words)| found(concept, words));
    let mut verb = phrase.end;
    while matches!(view.word(verb), "who" | "that") || view.class(verb).any(Classes::AUXILIARY) {
        verb += 1;
    }
    // "the number of confirmed dead at the hotel"
    let befell = || pick(view, phrase.head, &|concept: &Concept| concept.none);
    match pick(view, verb, &|concept: &Concept| takes(view, concept, phrase.head)).or_else(befell) {
        Some(concept) => found(concept, 0),
        None => by_noun(),
    }
}
