//! Nothing, said in words: "no casualties", "nobody was hurt". Only of what may be said to be none (`none` in
//! `data/measures`): "no doubt" and "no one knows" count nothing.

use super::View;
use super::numeral::{Figure, Reading};
use crate::lexicon::{Classes, Concept};
use crate::text::TokenKind;
use rust_decimal::Decimal;

/// What stands behind the noun or participle where the phrase is over.
const OVER: Classes = Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::AUXILIARY).or(Classes::ADVERB);

/// Words behind it that say only what is known so far: "no injuries were reported".
const SO_FAR: [&str; 6] = ["reported", "confirmed", "known", "found", "recorded", "yet"];

/// A word of absence at a place, with what it counts behind it.
pub fn absence(view: &View, at: usize) -> Option<Reading> {
    let entry = *view.lexicon.absences.get(view.word(at))?;
    let one = view.word(at) == "no" && view.word(at + 1 + usize::from(view.hyphen(at + 1))) == "one";
    let end = if one { at + 2 + usize::from(view.hyphen(at + 1)) } else { at + 1 };
    let counts = if one || view.word(at) != "no" { befallen(view, end) } else { listed(view, end) };
    let figure = Figure::Exact(Decimal::ZERO, Some(Decimal::ONE));
    let so_far =
        (end..end + 7).take_while(|at| view.is(*at, TokenKind::Word)).any(|at| SO_FAR.contains(&view.word(at)));
    (counts && !so_far).then(|| Reading::spelled(end, figure, Decimal::ONE, vec![entry]))
}

/// "… was killed", "… has been hurt": nothing but auxiliaries before the predicate. "No one was seriously hurt" leaves
/// open whether anyone was hurt.
fn befallen(view: &View, from: usize) -> bool {
    let verb = (from..from + 4).find(|at| !view.class(*at).any(Classes::AUXILIARY)).unwrap_or(from);
    predicate(view, verb).is_some_and(|end| !view.is(end, TokenKind::Word) || view.class(end).any(OVER))
}

/// "no deaths", "no civilian casualties", "no dead or wounded", but "no more deaths" and "no death penalty".
fn listed(view: &View, from: usize) -> bool {
    if matches!(view.word(from), "more" | "other" | "further" | "additional" | "new" | "such") {
        return false;
    }
    let over = |end: usize| !view.is(end, TokenKind::Word) || view.class(end).any(OVER.or(Classes::VERB));
    let noun = |at: usize| {
        let head = view.singular(at);
        let named = view.lexicon.noun_concept("count", |n| if n == 0 { &head } else { "" });
        named.is_some_and(|(concept, _)| concept.none) && view.is_plural(at)
    };
    let head = (from..from + 2).find(|at| noun(*at));
    head.is_some_and(|at| over(at + 1) && !view.hyphen(at))
        || predicate(view, from).is_some_and(|end| !view.is(end, TokenKind::Word) || view.class(end).any(OVER))
}

/// The token after a predicate of what may be none.
fn predicate(view: &View, at: usize) -> Option<usize> {
    let (group, end) = view.phrase(&view.lexicon.predicates, at)?;
    let none = |concept: &Concept| concept.none && concept.dimensions.iter().any(|have| have == "count");
    view.lexicon.predicate_concepts(group).any(none).then_some(end)
}
