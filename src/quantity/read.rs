//! From a sentence to its quantities: what stands beside each numeral is taken in turn.

use super::absence::absence;
use super::draft::Draft;
use super::elision::elided;
use super::hedge::counts_vaguely;
use super::numeral::{Figure, Unread, numeral};
use super::rate::{behind_bracket, every, rate_after};
use super::refusal::{Refused, refused};
use super::spelled::one_and_a_half;
use super::{Approximation, Interval, View};
use crate::lexicon::{Classes, EntryId, Unit, UnitId};
use crate::text::{Span, TokenKind};
use rust_decimal::Decimal;

/// A number with its unit and its hedge, at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The first token of the number phrase: hedge, sign or numeral.
    pub first: usize,
    /// The token after the number phrase: after numeral, unit, rate and a hedge behind it.
    pub end: usize,
    /// The token after the numeral and its scale words.
    pub number_end: usize,
    /// The number phrase in the sentence, in bytes.
    pub span: Span,
    /// The stated number; none for ranges and vague words.
    pub figure: Option<Decimal>,
    /// The place of its last significant digit.
    pub granularity: Option<Decimal>,
    /// The effect of the hedge.
    pub approximation: Approximation,
    /// What the words permit.
    pub permits: Interval,
    /// Its unit; none for counts.
    pub unit: Option<UnitId>,
    /// Whose dollar it is was taken for granted.
    pub unit_assumed: bool,
    /// Per what.
    pub rate: Option<String>,
    /// A part of something: a fraction in words, "one in five".
    pub part: bool,
    /// The hedge calls it an estimate.
    pub estimate: bool,
    /// A vague word.
    pub vague: bool,
    /// Two numbers as the ends of one range.
    pub ranged: bool,
    /// What its scale words multiply by.
    pub scale: Decimal,
    /// Entries of the vocabulary that took part.
    pub entries: Vec<EntryId>,
}

impl Quantity {
    /// The name of the unit: `count` without one.
    pub fn unit_id<'l>(&self, view: &View<'l>) -> &'l str {
        self.unit_of(view).map_or("count", |unit| unit.id.as_str())
    }

    /// The dimension: `count` without a unit.
    pub fn dimension<'l>(&self, view: &View<'l>) -> &'l str {
        self.unit_of(view).map_or("count", |unit| unit.dimension.as_str())
    }

    fn unit_of<'l>(&self, view: &View<'l>) -> Option<&'l Unit> {
        self.unit.and_then(|unit| view.lexicon.unit(unit))
    }
}

/// Reads all the numbers of a sentence: each ends in one of the two lists. `start` says whether the sentence begins a
/// paragraph.
pub fn quantities<'v>(view: &View<'v>, start: bool) -> (Vec<Quantity>, Vec<Refused<'v>>) {
    let mut found: Vec<Quantity> = Vec::new();
    let mut refusals = Vec::new();
    let mut at = 0;
    while at < view.len() {
        if !may_begin(view, at) {
            debug_assert!(refused(view, at, start).is_none(), "a refusal begins with {:?}", view.word(at));
            debug_assert!(numeral(view, at).is_none(), "a number begins with {:?}", view.word(at));
            at += 1;
            continue;
        }
        if let Some(refusal) = refused(view, at, start).filter(|_| absence(view, at).is_none()) {
            at = refusal.end.max(at + 1);
            refusals.push(refusal);
            continue;
        }
        // "6 murders per 100,000 people": the number of a rate is part of the one before it.
        let per = at
            .checked_sub(1)
            .filter(|per| view.word(*per) == "per" || view.word(*per) == "every" && every(view, *per).is_some());
        if let Some(per) = per
            && let Some(before) =
                found.last_mut().filter(|before| before.rate.is_none() && is_rate_of(view, before, per))
            && let Some((rate, end)) = rate_after(view, per, true)
        {
            before.rate = Some(rate);
            at = end.max(at + 1);
            continue;
        }
        let floor = found.last().map_or(0, |before: &Quantity| before.end);
        match quantity(view, at, floor) {
            Some(Ok(quantity)) => {
                at = quantity.end.max(at + 1);
                found.push(quantity);
            }
            Some(Err(Unread { end, reason })) => {
                let end = end.clamp(at + 1, view.len());
                refusals.push(Refused { first: at, end, reason, entry: None });
                at = end;
            }
            None => at += 1,
        }
    }
    elided(view, &mut found);
    behind_bracket(view, &mut found);
    (found, refusals)
}

/// Can a number, a refusal or the number of a rate begin at the token? Most words begin none, and are passed over.
fn may_begin(view: &View, at: usize) -> bool {
    const NUMBER: Classes = Classes::NUMERAL.or(Classes::NUMERAL_PHRASE).or(Classes::ORDINAL).or(Classes::MONTH);
    let class = view.class(at);
    let numerals = &view.lexicon.numerals;
    view.is(at, TokenKind::Number)
        || class.any(NUMBER)
        || view.phrase(numerals, at).is_some()
        || view.phrase(&view.lexicon.refused_phrases, at).is_some()
        // "a million", "an hour and a half"
        || class.any(Classes::DETERMINER)
            && matches!(view.word(at), "a" | "an")
            && (view.may_begin(numerals, at + 1) || one_and_a_half(view, at).is_some())
        || view.class(at.wrapping_sub(1)).any(Classes::PREPOSITION.or(Classes::DETERMINER))
            && matches!(view.word(at - 1), "per" | "every")
}

/// The quantity whose numeral begins at `at`; `floor` is the token after the number before it.
fn quantity(view: &View, at: usize, floor: usize) -> Option<Result<Quantity, Unread>> {
    let reading = match numeral(view, at)? {
        Ok(reading) => reading,
        Err(unread) => return Some(Err(unread)),
    };
    if matches!(reading.figure, Figure::Vague(..)) && !counts_vaguely(view, at, reading.end) {
        return Some(Err(Unread { end: reading.end, reason: "idiom" }));
    }
    let mut draft = Draft::new(view, at, floor, reading);
    draft.sign();
    draft.suffix();
    draft.share();
    draft.unit_behind();
    draft.half_behind();
    draft.multiplied_part();
    if let Err(unread) = draft.range() {
        return Some(Err(unread));
    }
    draft.unit_after_vague();
    draft.age();
    draft.rate();
    draft.hedge_before();
    draft.hedge_behind();
    Some(Ok(draft.finish()))
}

/// Do only the words of a noun phrase stand between a number and the "per" at `per`?
fn is_rate_of(view: &View, before: &Quantity, per: usize) -> bool {
    let other =
        Classes::VERB.or(Classes::AUXILIARY).or(Classes::CONJUNCTION).or(Classes::PRONOUN).or(Classes::PREPOSITION);
    per - before.end.min(per) <= 4
        && (before.end..per).all(|at| view.is(at, TokenKind::Word) && !view.class(at).any(other))
}
