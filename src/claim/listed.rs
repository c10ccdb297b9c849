//! People listed side by side share what befell them: "killed 12 soldiers and three civilians", "two women and a man were
//! hurt".

use super::clause;
use super::concept::takes;
use super::measured::{Measured, folded};
use super::reading::Reading;
use super::restrictors::restrict;
use super::{Restrictor, RestrictorKind};
use crate::lexicon::Classes;
use crate::quantity::{Quantity, View};

/// Gives each count of people the concept that a predicate gives its neighbour in a list: forward where the predicate stands
/// before the list, backward where it stands behind it.
pub fn shared_fate(view: &View, quantities: &[Quantity], readings: &mut [Reading]) {
    for at in 1..readings.len() {
        let (before, rest) = readings.split_at_mut(at);
        let (Some(last), Some(next)) = (before.last(), rest.first_mut()) else { continue };
        let Some((left, right)) = quantities.get(at - 1).zip(quantities.get(at)) else { continue };
        let own = next.measured.after.is_none_or(|phrase| finite(view, phrase.end));
        if last.measured.by_predicate && !own && side_by_side(view, left, &last.measured, right) {
            share(view, &last.measured, right, &mut next.measured);
        }
    }
    for at in (1..readings.len()).rev() {
        let (before, rest) = readings.split_at_mut(at);
        let (Some(last), Some(next)) = (before.last_mut(), rest.first()) else { continue };
        let Some((left, right)) = quantities.get(at - 1).zip(quantities.get(at)) else { continue };
        let behind = next.measured.by_predicate && verbless(view, left);
        if behind && side_by_side(view, left, &last.measured, right) {
            share(view, &next.measured, left, &mut last.measured);
        }
    }
}

/// "30 people were hurt, including 7 children": a part of people is of the concept of its whole, where something befell these.
pub fn parts_of_befallen(view: &View, readings: &mut [Reading]) {
    for at in 1..readings.len() {
        let (before, rest) = readings.split_at_mut(at);
        let (Some(last), Some(next)) = (before.last(), rest.first_mut()) else { continue };
        let (whole, part) = (&last.measured, &mut next.measured);
        let person = part.after.filter(|phrase| view.class(phrase.head).any(Classes::PERSON));
        let Some(phrase) =
            person.filter(|_| !part.by_predicate && part.restrictors.contains(&super::restrictors::part()))
        else {
            continue;
        };
        let none = view.lexicon.concept_named(&whole.concept).is_some_and(|concept| concept.none);
        if whole.known && (whole.by_predicate || none) && whole.concept != part.concept {
            part.concept.clone_from(&whole.concept);
            part.known = true;
            let text = folded(view, phrase.head).into_owned();
            part.restrictors.push(Restrictor { text, kind: RestrictorKind::Selecting });
        }
    }
}

/// Does nothing but a comma or "and" stand between what is counted and the next number?
fn side_by_side(view: &View, left: &Quantity, measured: &Measured, right: &Quantity) -> bool {
    let end = measured.after.map_or(left.end, |phrase| phrase.end);
    let mut from = end;
    while view.raw(from) == "," || matches!(view.word(from), "and" | "plus") {
        from += 1;
    }
    let hedge = (from..right.first).all(|at| view.class(at).any(Classes::ADVERB.or(Classes::DETERMINER)));
    measured.after.is_some() && from > end && from <= right.first && hedge
}

/// Does a finite verb begin a clause here: "killed 12 people and 300 residents live nearby"?
fn finite(view: &View, at: usize) -> bool {
    let class = view.class(at);
    class.any(Classes::AUXILIARY) || class.any(Classes::VERB) && !class.any(Classes::PAST.or(Classes::GERUND))
}

/// Is there no verb before the number in its clause?
fn verbless(view: &View, quantity: &Quantity) -> bool {
    !(clause::start(view, quantity.first)..quantity.first)
        .any(|at| view.class(at).any(Classes::VERB.or(Classes::AUXILIARY)) || view.is_predicate(at))
}

/// The count takes the concept of its neighbour, unless a predicate of its own or an age says something else of it.
fn share(view: &View, from: &Measured, quantity: &Quantity, to: &mut Measured) {
    let Some(phrase) = to.after.filter(|_| !to.by_predicate && quantity.unit.is_none() && !quantity.part) else {
        return;
    };
    let concept = view.lexicon.concept_named(&from.concept).filter(|_| to.concept != "age");
    if !concept.is_some_and(|concept| takes(view, concept, phrase.head)) {
        return;
    }
    to.concept.clone_from(&from.concept);
    to.known = true;
    to.by_predicate = true;
    to.restrictors.clear();
    restrict(view, quantity, to, 0);
    if let Some(including) = from.restrictors.iter().find(|restrictor| restrictor.text == "including") {
        to.restrictors.push(including.clone());
        to.restrictors.sort();
        to.restrictors.dedup();
    }
}
