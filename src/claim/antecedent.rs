//! What a bare number takes from the words before it: "nine of them were children", "police spoke of 45,000", "Reed spent
//! $24 million, Cole $31 million".

use super::Claim;
use super::measured::{Measured, is_name};
use super::noun_phrase;
use super::reading::Reading;
use crate::lexicon::Classes;
use crate::quantity::{Quantity, View};
use crate::text::Part;

/// So many claims back the thing spoken of may stand.
const REACH: usize = 6;

/// Gives the bare counts of a sentence the concept of the count that the sentences before tell of. `before` are the claims
/// read so far.
pub fn recalled(view: &View, quantities: &[Quantity], readings: &mut [Reading], part: Part, before: &[Claim]) {
    for at in 0..readings.len() {
        let Some(quantity) = quantities.get(at).filter(|quantity| bare(view, quantity)) else { continue };
        let unsaid = readings.get(at).is_some_and(|reading| reading.measured.concept.is_empty());
        let reported = reported(view, quantity);
        if !unsaid || !(pointed(view, quantity) || spoken_of(view, quantity) || reported) {
            continue;
        }
        // In the sentence itself a number before it is nearer.
        let here = readings.get(..at).and_then(|here| here.iter().rev().find(|other| other.measured.known));
        let concept = match here {
            Some(other) => Some(other.measured.concept.clone()),
            None if reported && !one_told(quantity, part, before) => None,
            None => last_told(quantity, part, before).map(|claim| claim.concept.clone()),
        };
        let known = concept.filter(|concept| view.lexicon.concept_named(concept).is_some());
        if let Some((concept, reading)) = known.zip(readings.get_mut(at)) {
            reading.measured.concept = concept;
            reading.measured.known = true;
        }
    }
}

/// Is one thing only counted in the last sentence that counts anything? Of the dead and the hurt it is not clear whom
/// another source counted.
fn one_told(quantity: &Quantity, part: Part, before: &[Claim]) -> bool {
    let Some(last) = last_told(quantity, part, before) else { return false };
    let counted = before.iter().rev().take(REACH).filter(|claim| claim.part == part && claim.sentence == last.sentence);
    counted.filter(|claim| claim.dimension == "count").all(|claim| claim.concept == last.concept)
}

/// The last count that was told of: of a part the count it is a part of, so never a smaller one of many digits less.
fn last_told<'c>(quantity: &Quantity, part: Part, before: &'c [Claim]) -> Option<&'c Claim> {
    let last = before.last().filter(|last| last.part == part)?;
    let near = |claim: &&Claim| claim.part == part && last.start.saturating_sub(claim.start) < 400;
    let mut told = before.iter().rev().take(REACH).take_while(near);
    let figure = quantity.figure?;
    told.find(|claim| {
        let like = claim.value.or(claim.low).is_some_and(|value| {
            figure <= value.saturating_mul(20.into()) && value <= figure.saturating_mul(20.into())
        });
        claim.dimension == "count" && claim.rate.is_none() && like && claim.concept != "age"
    })
}

/// A whole count without a noun, a unit or a label of its own.
fn bare(view: &View, quantity: &Quantity) -> bool {
    quantity.dimension(view) == "count" && !quantity.part && quantity.rate.is_none() && quantity.unit.is_none()
}

/// "nine of them", "five of whom", "12 of those": a part of what was counted before.
fn pointed(view: &View, quantity: &Quantity) -> bool {
    view.word(quantity.end) == "of" && matches!(view.word(quantity.end + 1), "them" | "whom" | "those" | "these")
}

/// "The union said 4,000.", "the seismic centre measured 6.5", "was it 45,000 or 300,000?": a source gives a figure of what
/// the sentence before tells of.
fn reported(view: &View, quantity: &Quantity) -> bool {
    let said = |at: usize| {
        matches!(
            view.word(at),
            "said" | "says" | "say" | "counted" | "measured" | "recorded" | "registered" | "reported" | "estimated"
        )
    };
    let asked = |first: usize| {
        first >= 2 && view.word(first - 1) == "it" && matches!(view.word(first - 2), "was" | "is" | "were")
    };
    // "Or" joins the two figures of a question.
    let other = quantity.first.checked_sub(2).filter(|_| view.word(quantity.first.saturating_sub(1)) == "or");
    let asked = asked(quantity.first) || other.is_some_and(asked);
    let verb = quantity.first.checked_sub(1).filter(|at| said(*at));
    let subject = verb.and_then(|verb| noun_phrase::before(view, verb));
    let ends = matches!(view.raw(quantity.end), "." | ";" | "" | "?")
        || matches!(view.word(quantity.end), "while" | "but" | "or")
        || view.raw(quantity.end) == "," && view.class(quantity.end + 1).any(Classes::CONJUNCTION);
    ends && (asked || subject.is_some())
}

/// "Police spoke of 45,000.", "officials put it at 45,000", "the figure stands at 45,000": nothing follows that it counts.
fn spoken_of(view: &View, quantity: &Quantity) -> bool {
    let word = |back: usize| quantity.first.checked_sub(back).map_or("", |at| view.word(at));
    let ends = matches!(view.raw(quantity.end), "." | "," | ";" | "" | "?")
        || view.class(quantity.end).any(Classes::CONJUNCTION);
    let spoke = word(1) == "of" && matches!(word(2), "spoke" | "speak" | "speaks" | "spoken" | "talked" | "talk");
    let put = word(1) == "at" && matches!(word(2), "it" | "figure" | "number" | "total" | "that");
    ends && (spoke || put)
}

/// "Reed spent $24 million, Cole $31 million": of a name that stands alone before a number the clause before says what it
/// did. Whether that is so.
pub fn gapped(view: &View, (last, other): (&Measured, &Quantity), quantity: &Quantity, measured: &Measured) -> bool {
    let [only] = measured.label.phrases.as_slice() else { return false };
    let joined =
        only.first.checked_sub(1).is_some_and(|at| matches!(view.raw(at), "," | ";") || view.word(at) == "and");
    measured.label.verb.is_none()
        && measured.label.preposition.is_none()
        && measured.after.is_none()
        && !measured.known
        && last.known
        && last.label.verb.is_some()
        && joined
        && other.end < only.first
        && is_name(view, only)
        && other.dimension(view) == quantity.dimension(view)
        && other.unit_id(view) == quantity.unit_id(view)
}

/// "Of such houses there are 1,130", "Of the ballots, 900 were void": the whole that the sentence begins with, folded.
pub fn of_opening(view: &View, quantity: &Quantity) -> Option<noun_phrase::NounPhrase> {
    if view.word(0) != "of" || quantity.first > 12 {
        return None;
    }
    let at = (1..4).find(|at| !view.class(*at).any(Classes::DETERMINER) && view.word(*at) != "such")?;
    noun_phrase::after(view, at).filter(|phrase| phrase.end <= quantity.first)
}
