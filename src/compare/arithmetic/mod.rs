//! Arithmetic inside one document: parts and wholes, sums, percentages of levels, conversions, headline and body.
//!
//! A check fires only where the words say how the numbers belong together, and only where no reading within rounding
//! and hedge of every number fits. A missed slip costs less than a false alarm, so a pattern that is not clear says
//! nothing. Nothing here looks beyond one document.

mod change;
mod conversion;
mod headline;
mod movement;
mod part;
mod reach;
mod sentence;
mod share;
mod sum;

use super::figure::{relative_difference, to_digits};
use super::{Discrepancy, Kind, Relation, Side, wording};
use crate::claim::{Claim, NumberSentence};
use crate::lexicon::Lexicon;
use crate::quantity::{Interval, Scratch};
use crate::text::id_of;
pub(super) use reach::reach;
use rust_decimal::Decimal;
use sentence::Sentences;
use std::collections::HashSet;

/// One place in a document where its numbers do not fit each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// `x` and 26 characters: the digest of the kind and the claim ids; the id of its row in the report.
    pub check_id: String,
    /// The document's id.
    pub document_id: String,
    /// The document's path or id as given.
    pub doc: String,
    /// What does not fit; never [`Kind::Between`].
    pub kind: Kind,
    /// The claims involved: the one that was checked, then those it was checked against.
    pub claim_ids: Vec<String>,
    /// The unit of both intervals.
    pub unit: String,
    /// What the checked number may mean, with its hedge and rounding.
    pub stated: Interval,
    /// What the other numbers leave for it, each with its hedge and rounding.
    pub expected: Interval,
    /// One plain sentence.
    pub explanation: String,
    /// From 0 to 1: how sure it is that the words put the numbers together this way.
    pub confidence: f64,
    /// The same as a row of the report.
    pub row: Discrepancy,
}

/// All the places in one document where its numbers do not fit, in text order. `claims` are those of one document, and
/// `sentences` those that hold them; claims without their sentence are passed over.
pub fn checks(claims: &[Claim], sentences: &[NumberSentence], lexicon: &Lexicon) -> Vec<Check> {
    let mut found = Vec::new();
    let sentences = Sentences::of(claims, sentences);
    let mut scratch = Scratch::default();
    for group in &sentences.groups {
        let Some(sentence) = sentences.read(group, lexicon, &mut scratch) else { continue };
        part::parts(&sentence, &mut found);
        share::shares(&sentence, &mut found);
        sum::sums(&sentence, &mut found);
        movement::changes(&sentence, &mut found);
        conversion::conversions(&sentence, lexicon, &mut found);
    }
    headline::headlines(&sentences, lexicon, &mut found);
    let mut seen = HashSet::new();
    let mut checks: Vec<Check> = found.into_iter().filter_map(Finding::check).collect();
    checks.retain(|check| seen.insert(check.check_id.clone()));
    checks
}

/// What a pattern found: the claims that do not fit and the sentence that says so.
struct Finding<'c> {
    kind: Kind,
    /// The checked claim.
    checked: &'c Claim,
    /// Those it was checked against, the one that stands for them first.
    against: Vec<&'c Claim>,
    stated: Interval,
    expected: Interval,
    explanation: String,
    confidence: f64,
}

/// Digits kept of what was expected: a quotient has no end.
const EXPECTED_DIGITS: u32 = 10;

/// Ratios have this many significant digits.
const DIGITS: u32 = 6;

impl Finding<'_> {
    fn check(mut self) -> Option<Check> {
        let other = *self.against.first()?;
        let short = |end: Option<Decimal>| end.map(|figure| to_digits(figure, EXPECTED_DIGITS));
        self.expected = Interval::new(short(self.expected.lower()), short(self.expected.upper()));
        let claim = self.checked;
        let mut ids = vec![claim.claim_id.as_str()];
        ids.extend(self.against.iter().map(|claim| claim.claim_id.as_str()));
        let mut digest = vec![self.kind.as_str()];
        digest.extend(&ids);
        let check_id = id_of('x', &digest);
        Some(Check {
            check_id: check_id.clone(),
            document_id: claim.document_id.clone(),
            doc: claim.doc.clone(),
            kind: self.kind,
            claim_ids: ids.into_iter().map(str::to_owned).collect(),
            unit: claim.unit.clone(),
            stated: self.stated,
            expected: self.expected,
            row: self.row(check_id, other),
            explanation: self.explanation,
            confidence: self.confidence,
        })
    }

    /// The row of the report. Its two values are the stated one and the end of the expected ones that comes nearest; its
    /// two sides are the checked claim and the first that it was checked against, the lower first where they have one
    /// unit, else in text order.
    fn row(&self, check_id: String, other: &Claim) -> Discrepancy {
        let claim = self.checked;
        let (low, high) = nearest(claim.value.map_or(self.stated, Interval::point), self.expected);
        let gap = low.zip(high).and_then(|(low, high)| high.checked_sub(low));
        let ratio = low.zip(high).filter(|(low, _)| !low.is_zero()).and_then(|(low, high)| high.checked_div(low));
        let place = |claim: &Claim| (claim.part, claim.value_start);
        let same = claim.unit == other.unit;
        let order = |claim: &Claim| (claim.value.filter(|_| same), place(claim));
        let (a, b) = if order(claim) <= order(other) { (claim, other) } else { (other, claim) };
        Discrepancy {
            discrepancy_id: check_id,
            kind: self.kind,
            relation: Relation::Conflict,
            explanation: self.explanation.clone(),
            diagnosis: None,
            measure: claim.measure.clone(),
            subject: claim.subject.clone().or_else(|| other.subject.clone()),
            unit: claim.unit.clone(),
            period: None,
            as_of: None,
            n_sources: usize::from(claim.source.is_some()),
            n_origins: 1,
            low_value: low.map(|low| low.normalize()),
            high_value: high.map(|high| high.normalize()),
            difference: gap.map(|gap| gap.normalize()),
            relative_difference: low
                .zip(high)
                .and_then(|(low, high)| relative_difference(low, high))
                .map(|apart| to_digits(apart, DIGITS)),
            ratio: ratio.map(|ratio| to_digits(ratio, DIGITS)),
            confidence: self.confidence,
            a: Side::of(a),
            b: Side::of(b),
        }
    }
}

/// The two ends between which nothing fits, the lower first.
fn nearest(one: Interval, other: Interval) -> (Option<Decimal>, Option<Decimal>) {
    match (one.upper(), other.lower()) {
        (Some(upper), Some(lower)) if upper < lower => (Some(upper), Some(lower)),
        _ => (other.upper(), one.lower()),
    }
}

/// The number phrase of a claim.
fn said(claim: &Claim) -> String {
    claim.value_text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An interval in plain words, rounded for reading.
fn plain(interval: Interval, unit: &str) -> String {
    let short = |end: Option<Decimal>| end.map(|figure| to_digits(figure, 4));
    let (low, high) = (short(interval.lower()), short(interval.upper()));
    let text = match (low, high) {
        (Some(low), Some(high)) if low == high => wording::number(low),
        _ => wording::interval(Interval::new(low, high)),
    };
    match unit {
        "count" => text,
        "percent" => format!("{text} percent"),
        "percentage_point" => format!("{text} percentage points"),
        unit => format!("{text} {unit}"),
    }
}
