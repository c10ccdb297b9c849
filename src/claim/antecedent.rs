//! What a bare number takes from the words before it: "nine of them were children", "police spoke of 45,000", "Reed spent
//! $24 million, Cole $31 million".

use super::Claim;
use super::measured::{Measured, is_empty, is_name};
use super::noun_phrase;
use super::reading::Reading;
use crate::lexicon::{Classes, Concept};
use crate::quantity::{Quantity, View};
use crate::text::{Part, TokenKind};

/// So many claims back the thing spoken of may stand.
const REACH: usize = 6;

/// Gives the bare counts of a sentence the concept of the count that the sentences before tell of. `before` are the claims
/// read so far.
pub fn recalled(view: &View, quantities: &[Quantity], readings: &mut [Reading], part: Part, before: &[Claim]) {
    for at in 0..readings.len() {
        let Some(quantity) = quantities.get(at).filter(|quantity| bare(view, quantity)) else { continue };
        let unsaid = readings.get(at).is_some_and(|reading| nameless(view, &reading.measured));
        // What a source says may be of anything that was counted; a pronoun or "it" is of the last.
        let rival = reported(view, quantity) || owned(view, quantity) || totalled(view, quantity, readings.get(at));
        if !unsaid {
            let whole = readings.get(at).and_then(|reading| shortened(view, &reading.measured, part, before));
            if let Some((whole, reading)) = whole.zip(readings.get_mut(at)) {
                reading.measured.concept.clone_from(&whole.concept);
                reading.measured.known = true;
            }
            continue;
        }
        if !(rival || pointed(view, quantity) || spoken_of(view, quantity) || revised(view, quantity)) {
            continue;
        }
        // In the sentence itself a number before it is nearer.
        let here = readings.get(..at).and_then(|here| here.iter().rev().find(|other| other.measured.known));
        let concept = match here {
            Some(other) => Some(other.measured.concept.clone()),
            // The figure itself was told before, with what it counts.
            None if rival => told_before(quantity, part, before)
                .or_else(|| last_told(quantity, part, before).filter(|_| one_told(quantity, part, before)))
                .map(|claim| claim.concept.clone()),
            None => last_told(quantity, part, before).map(|claim| claim.concept.clone()),
        };
        // Rival figures are of people, who can be counted in more than one way.
        let fits = |concept: &Concept| concept.of_people || !owned(view, quantity);
        let known = concept.filter(|concept| view.lexicon.concept_named(concept).is_some_and(fits));
        if let Some((concept, reading)) = known.zip(readings.get_mut(at)) {
            reading.measured.concept = concept;
            reading.measured.known = true;
        }
    }
}

/// A claim of the article with the same figure of three digits and more.
fn told_before<'c>(quantity: &Quantity, part: Part, before: &'c [Claim]) -> Option<&'c Claim> {
    /// So many claims back it is looked for.
    const FAR: usize = 100;
    let figure = quantity.figure.filter(|figure| *figure >= 100.into())?;
    let same = |claim: &&Claim| claim.part == part && claim.dimension == "count" && claim.value == Some(figure);
    before.iter().rev().take(FAR).find(same)
}

/// Does nothing name what is counted: no noun at all, or "the number", "the unions' estimate" and no more?
fn nameless(view: &View, measured: &Measured) -> bool {
    let empty = || {
        let [only] = measured.label.phrases.as_slice() else { return false };
        // "its count of nine", but "the number of votes rose to nine"
        let said = view.word(only.end) == "of" && measured.label.preposition != Some(only.end);
        is_empty(view, only) && measured.after.is_none() && !said && !measured.known
    };
    measured.concept.is_empty() || empty()
}

/// Is one thing only of that size counted in the last sentence that counts any? Of the dead and the hurt it is not clear
/// whom another source counted.
fn one_told(quantity: &Quantity, part: Part, before: &[Claim]) -> bool {
    let Some(last) = last_told(quantity, part, before) else { return false };
    let told = before.iter().rev().take(REACH).filter(|claim| claim.part == part && claim.sentence == last.sentence);
    told.filter(|claim| claim.dimension == "count" && like(quantity, claim)).all(|claim| claim.concept == last.concept)
}

/// The last count that was told of: of a part the count it is a part of, so never a smaller one of many digits less.
fn last_told<'c>(quantity: &Quantity, part: Part, before: &'c [Claim]) -> Option<&'c Claim> {
    let last = before.last().filter(|last| last.part == part)?;
    let near = |claim: &&Claim| claim.part == part && last.start.saturating_sub(claim.start) < 400;
    let mut told = before.iter().rev().take(REACH).take_while(near);
    let counts = |claim: &Claim| claim.dimension == "count" && claim.rate.is_none() && claim.concept != "age";
    told.find(|claim| counts(claim) && like(quantity, claim))
}

/// Are the two figures of one size, one no more than twenty times the other?
fn like(quantity: &Quantity, claim: &Claim) -> bool {
    let Some((figure, value)) = quantity.figure.zip(claim.value.or(claim.low)) else { return false };
    figure <= value.saturating_mul(20.into()) && value <= figure.saturating_mul(20.into())
}

/// The claim of which the noun repeats one word: "claims fell" behind "jobless claims". Another word before the noun names
/// others.
fn shortened<'c>(view: &View, measured: &Measured, part: Part, before: &'c [Claim]) -> Option<&'c Claim> {
    let phrase = measured.after.or_else(|| measured.label.phrases.first().copied()).filter(|_| !measured.known)?;
    if phrase.first != phrase.head || view.word(phrase.end) == "of" || !view.is_plural(phrase.head) {
        return None;
    }
    let word = view.word(phrase.head);
    let whole = |claim: &&Claim| {
        let known = view.lexicon.concept_named(&claim.concept).is_some() && claim.dimension == "count";
        let mut words = claim.measured.split_whitespace();
        let longer = claim.measured.contains(' ') && words.any(|other| other.eq_ignore_ascii_case(word));
        known && longer && (claim.part == part || claim.part == Part::Title)
    };
    before.iter().rev().take(REACH).find(whole)
}

/// "The previous week was revised up to 507,000": a figure of what the sentence before tells of.
fn revised(view: &View, quantity: &Quantity) -> bool {
    /// How far before the figure it may be said, in tokens.
    const NEAR: usize = 10;
    (quantity.first.saturating_sub(NEAR)..quantity.first).any(|at| view.word(at) == "revised")
}

/// A whole count without a noun, a unit or a label of its own.
fn bare(view: &View, quantity: &Quantity) -> bool {
    quantity.dimension(view) == "count" && !quantity.part && quantity.rate.is_none() && quantity.unit.is_none()
}

/// "nine of them", "five of whom", "12 of those": a part of what was counted before.
fn pointed(view: &View, quantity: &Quantity) -> bool {
    view.word(quantity.end) == "of" && matches!(view.word(quantity.end + 1), "them" | "whom" | "those" | "these")
}

/// "The union said 4,000.", "the seismic centre has reported 6.5", "was it 45,000 or 300,000?": a source gives a figure of
/// what the sentence before tells of.
fn reported(view: &View, quantity: &Quantity) -> bool {
    let said = |at: usize| {
        matches!(
            view.word(at),
            "said"
                | "says"
                | "say"
                | "counted"
                | "counts"
                | "measured"
                | "recorded"
                | "registered"
                | "reported"
                | "estimated"
                | "claimed"
                | "claims"
                | "claim"
                | "acknowledges"
                | "acknowledged"
                | "confirmed"
                | "documented"
                | "listed"
                | "lists"
        )
    };
    let asked = |first: usize| {
        first >= 2 && view.word(first - 1) == "it" && matches!(view.word(first - 2), "was" | "is" | "were")
    };
    // "Or" joins the two figures of a question.
    let first = unquoted(view, quantity.first);
    let other = first.checked_sub(2).filter(|_| view.word(first.saturating_sub(1)) == "or");
    let asked = asked(first) || other.is_some_and(asked);
    let verb = first.checked_sub(1).filter(|at| said(*at));
    let subject = verb.and_then(|mut verb| {
        while verb > 0 && view.class(verb - 1).any(Classes::AUXILIARY) {
            verb -= 1;
        }
        noun_phrase::before(view, verb)
    });
    let end = behind_quote(view, quantity.end);
    let ends = ends(view, end)
        || matches!(view.word(end), "while" | "but" | "or" | "in")
        || view.raw(end) == ","
            && (view.class(end + 1).any(Classes::CONJUNCTION) || matches!(view.word(end + 1), "which" | "including"));
    ends && (asked || subject.is_some())
}

/// "The ministry's 35,000 and the unions' 120,000 cannot both be right": whose figure it is stands right before it.
fn owned(view: &View, quantity: &Quantity) -> bool {
    let Some(mark) = quantity.first.checked_sub(1) else { return false };
    let owner = view.is(mark, TokenKind::Possessive)
        || matches!(view.raw(mark), "'" | "’") && view.glued(mark) && mark > 0 && view.word(mark - 1).ends_with('s');
    let verb = view.class(quantity.end).any(Classes::AUXILIARY.or(Classes::CONJUNCTION).or(Classes::VERB));
    owner && (ends(view, quantity.end) || verb)
}

/// "The official figure is 58.", "the unions' estimate is more than 100,000", "gave a figure of 58": a figure of something
/// that was counted before.
fn totalled(view: &View, quantity: &Quantity, reading: Option<&Reading>) -> bool {
    let Some([only]) = reading.map(|reading| reading.measured.label.phrases.as_slice()) else { return false };
    let figure = matches!(view.word(only.head), "figure" | "number" | "estimate" | "count" | "total" | "tally");
    let end = behind_quote(view, quantity.end);
    figure && (ends(view, end) || view.raw(end) == ",")
}

/// Does a sentence or a clause end here?
fn ends(view: &View, at: usize) -> bool {
    matches!(view.raw(at), "." | ";" | "" | "?" | "!")
}

/// The token before which a quotation mark opens, or the token itself: `spoke of "around 35,000"`.
fn unquoted(view: &View, first: usize) -> usize {
    if first > 0 && matches!(view.raw(first - 1), "\"" | "“" | "``") { first - 1 } else { first }
}

/// The token behind a closing quotation mark.
fn behind_quote(view: &View, end: usize) -> usize {
    if matches!(view.raw(end), "\"" | "”" | "''") { end + 1 } else { end }
}

/// "Police spoke of 45,000.", "officials put it at 45,000", "the figure stands at 45,000": nothing follows that it counts.
fn spoken_of(view: &View, quantity: &Quantity) -> bool {
    let first = unquoted(view, quantity.first);
    let word = |back: usize| first.checked_sub(back).map_or("", |at| view.word(at));
    let end = behind_quote(view, quantity.end);
    let ends = ends(view, end) || view.raw(end) == "," || view.class(end).any(Classes::CONJUNCTION);
    let spoke = word(1) == "of" && matches!(word(2), "spoke" | "speak" | "speaks" | "spoken" | "talked" | "talk");
    let put = word(1) == "at"
        && matches!(word(2), "it" | "figure" | "number" | "total" | "that" | "count" | "tally" | "them");
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
