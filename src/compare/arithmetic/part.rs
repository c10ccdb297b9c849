//! A part that is larger than its whole.

use super::reach::positive;
use super::sentence::{Said, Sentence, alike};
use super::{Finding, said};
use crate::claim::{Claim, Role};
use crate::compare::Kind;
use crate::lexicon::Classes;
use crate::quantity::Approximation;
use crate::text::TokenKind;

/// A part and the whole that the words say it is of.
#[derive(Debug, Clone, Copy)]
pub(super) struct PartOfWhole<'c> {
    pub part: Said<'c>,
    pub whole: Said<'c>,
}

/// Every part said to be larger than its whole.
pub(super) fn parts<'c>(sentence: &Sentence<'_, 'c>, found: &mut Vec<Finding<'c>>) {
    for at in 0..sentence.said.len() {
        for pair in [of_the(sentence, at), including(sentence, at), of_whom(sentence, at), fronted(sentence, at)] {
            found.extend(pair.and_then(|pair| finding(pair)));
        }
    }
}

fn finding<'c>(pair: PartOfWhole<'c>) -> Option<Finding<'c>> {
    let (part, whole) = (pair.part.claim, pair.whole.claim);
    let (stated, most) = (positive(part)?, positive(whole)?);
    let expected = crate::quantity::Interval::new(Some(rust_decimal::Decimal::ZERO), most.upper());
    if stated.lower()? <= most.upper()? {
        return None;
    }
    Some(Finding {
        kind: Kind::PartOverWhole,
        checked: part,
        against: vec![whole],
        stated,
        expected,
        explanation: format!(
            "a part is no larger than its whole: {} is said to be part of {}",
            said(part),
            said(whole)
        ),
        confidence: 0.85,
    })
}

/// Can one be part of the other?
fn comparable(part: &Claim, whole: &Claim) -> bool {
    let level = |claim: &Claim| claim.role != Role::Change && !claim.previous;
    alike(part, whole)
        && level(part)
        && level(whole)
        && part.dimension != "ratio"
        && whole.approximation != Approximation::AtLeast
        && part.value.is_some()
        && whole.value.is_some()
}

/// "12 of the 40 passengers", "12 out of 40".
pub(super) fn of_the<'c>(sentence: &Sentence<'_, 'c>, at: usize) -> Option<PartOfWhole<'c>> {
    let (part, whole) = sentence.two(at)?;
    let of = sentence.of_before(whole.first)?;
    let joined = of == part.end || sentence.reads(part.end, of, &["out"]);
    let determined = of + 1 < whole.first || of > part.end || whole.claim.dimension == "count";
    (joined && determined && comparable(part.claim, whole.claim) && !sentence.modifies(whole))
        .then_some(PartOfWhole { part, whole })
}

/// "40 passengers, including 12 children".
fn including<'c>(sentence: &Sentence<'_, 'c>, at: usize) -> Option<PartOfWhole<'c>> {
    let (whole, part) = sentence.two(at)?;
    let word = part.first.checked_sub(1)?;
    if sentence.word(word) != "including" || !comparable(part.claim, whole.claim) || !same_kind(sentence, part, whole) {
        return None;
    }
    apposed(sentence, whole, word).then_some(PartOfWhole { part, whole })
}

/// "40 passengers, of whom 12 are children", "40 passengers, 12 of them children".
fn of_whom<'c>(sentence: &Sentence<'_, 'c>, at: usize) -> Option<PartOfWhole<'c>> {
    const WHOM: [&str; 3] = ["whom", "which", "them"];
    let (whole, part) = sentence.two(at)?;
    // "47 drones and 12 missiles, of which 41": of both.
    let listed = at > 0 && whole.first.checked_sub(1).is_some_and(|before| sentence.word(before) == "and");
    if listed || !comparable(part.claim, whole.claim) || !same_kind(sentence, part, whole) {
        return None;
    }
    let of = |at: usize| sentence.word(at) == "of" && WHOM.contains(&sentence.word(at + 1));
    let ahead = part.first.checked_sub(2).filter(|at| of(*at));
    let end = match ahead {
        Some(ahead) => ahead,
        None if of(part.end) => part.first,
        None => return None,
    };
    // Of money only money is a part, so what it was spent on may stand between.
    let amount = part.claim.dimension != "count"
        && end.saturating_sub(whole.end) <= 8
        && !sentence.breaks(whole.end, end)
        && (whole.end..end.saturating_sub(1)).all(|at| sentence.word(at) != ",");
    (amount || apposed(sentence, whole, end)).then_some(PartOfWhole { part, whole })
}

/// "Of the 40 passengers, 12 were children".
fn fronted<'c>(sentence: &Sentence<'_, 'c>, at: usize) -> Option<PartOfWhole<'c>> {
    let (whole, part) = sentence.two(at)?;
    let of = sentence.of_before(whole.first)?;
    let begins = of == 0 || matches!(sentence.word(of - 1), "," | ";" | ":" | "that" | "“" | "\"");
    let comma = part.first.checked_sub(1).filter(|at| sentence.word(*at) == ",")?;
    let short = part.first - whole.end.min(part.first) <= 12 && !sentence.breaks(whole.end, comma);
    let verb = Classes::AUXILIARY.or(Classes::PAST);
    // "Of the 12 firms, 300 workers were …" counts something else.
    let counted_too = sentence.view.class(part.end).any(verb) && part.end == part.noun_end;
    let one_comma = (whole.end..comma).all(|at| sentence.word(at) != ",");
    (begins && short && one_comma && counted_too && comparable(part.claim, whole.claim) && !sentence.modifies(whole))
        .then_some(PartOfWhole { part, whole })
}

/// Does nothing but the whole's own noun phrase, or what was done to it, stand between it and `end`? "12 ships that
/// carried sailors, 20 of whom" speaks of the sailors.
fn apposed(sentence: &Sentence<'_, '_>, whole: Said<'_>, end: usize) -> bool {
    if end < whole.noun_end || end - whole.noun_end > 4 || sentence.modifies(whole) {
        return false;
    }
    (whole.noun_end..end).all(|at| {
        let class = sentence.view.class(at);
        sentence.word(at) == ","
            || sentence.view.dash(at)
            || class.any(Classes::AUXILIARY.or(Classes::ADVERB))
            || class.any(Classes::PAST) && !class.any(Classes::TREND_VERB)
    })
}

/// Are the two of one kind: money or a measured quantity, both people, or the same noun?
fn same_kind(sentence: &Sentence<'_, '_>, part: Said<'_>, whole: Said<'_>) -> bool {
    if part.claim.dimension != "count" {
        return true;
    }
    let head = |said: Said<'_>| (said.end..said.noun_end).rev().find(|at| sentence.view.is(*at, TokenKind::Word));
    let (Some(one), Some(other)) = (head(part), head(whole)) else { return part.noun_end == part.end };
    let person = |at: usize| {
        let demonym = || sentence.view.name(&sentence.view.lexicon.place_names, at).is_some_and(|((_, of), _)| of);
        sentence.view.class(at).any(Classes::PEOPLE.or(Classes::PERSON)) || demonym()
    };
    let noun = |at: usize| sentence.view.lexicon.singular(sentence.word(at));
    noun(one) == noun(other) || person(one) && person(other)
}
