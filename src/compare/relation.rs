//! The ladder of relations: tried in one order, the first that holds is the answer.

use super::diagnosis::{diagnosis, percent_point_slip};
use super::figure::{Figure, Pair};
use super::rounding::rounding;
use super::timing::{self, period};
use super::wording::interval;
use super::{Diagnosis, Relation};
use crate::claim::{AsOfBasis, Claim, Status};
use crate::lexicon::{Course, Direction, Lexicon};
use crate::quantity::Approximation;

/// How two claims of one fact relate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Exactly one holds.
    pub relation: Relation,
    /// One plain sentence that names the rule that decided, with the numbers.
    pub explanation: String,
    /// How a conflict may have come about.
    pub diagnosis: Option<Diagnosis>,
}

impl Comparison {
    pub(super) fn plain(relation: Relation, explanation: String) -> Self {
        Self { relation, explanation, diagnosis: None }
    }
}

/// How two claims of one fact relate, from these two alone. Symmetric. Never `revision`: see [`super::revisions`].
pub fn relation(a: &Claim, b: &Claim, lexicon: &Lexicon) -> Comparison {
    relation_beside(a, b, &[], lexicon)
}

/// The same, where `former` are the claims of the fact that tell a former figure: a sentence that gives the new count
/// beside the old one says that the old one was replaced.
pub(super) fn relation_beside(a: &Claim, b: &Claim, former: &[&Claim], lexicon: &Lexicon) -> Comparison {
    match Pair::new(a, b, lexicon) {
        Ok(pair) => ladder(&pair, former, lexicon),
        Err(_) if percent_point_slip(a, b) => Comparison {
            relation: Relation::Conflict,
            explanation: "one says percent, the other percentage points, with the same number".to_owned(),
            diagnosis: Some(Diagnosis::PercentPointSlip),
        },
        Err(reason) => Comparison::plain(Relation::Scope, reason),
    }
}

fn ladder(pair: &Pair<'_>, former: &[&Claim], lexicon: &Lexicon) -> Comparison {
    let (a, b) = (pair.a.claim, pair.b.claim);
    let course = course(a, b, lexicon);
    if let Some(explanation) = other_period(a, b, course.0) {
        return Comparison::plain(Relation::Scope, explanation);
    }
    let same_number = same_number(&pair.a.common, &pair.b.common);
    if same_number && a.approximation == b.approximation {
        return Comparison::plain(Relation::Equal, equal_words(pair));
    }
    if same_number && pair.a.common.value.is_some() {
        let explanation =
            format!("the number is the same and only the hedge differs: {} and {}", pair.a.said(), pair.b.said());
        return Comparison::plain(Relation::Hedge, explanation);
    }
    let sibling = |old: &Claim, new: &Claim| former.iter().any(|third| replaced(third, old, new, lexicon));
    let hedged = a.approximation != Approximation::Exact || b.approximation != Approximation::Exact;
    let meets = hedged && pair.a.common.permits.meets(&pair.b.common.permits);
    // That a count which may go either way was printed on another day does not say that it moved: hedge or rounding says
    // enough.
    let told = |claim: &Claim| claim.as_of_basis == AsOfBasis::Stated || claim.previous || timing::is_superseded(claim);
    if course.1 == Direction::Any
        && !told(a)
        && !told(b)
        && let Some(same) = reconciled(pair, meets)
    {
        return same;
    }
    if let Some(explanation) = timing::update(pair, course, sibling) {
        return Comparison::plain(Relation::Update, explanation);
    }
    if let Some(explanation) = timing::former_period(pair, course.0) {
        return Comparison::plain(Relation::Scope, explanation);
    }
    reconciled(pair, meets).unwrap_or_else(|| conflict(pair, course, lexicon))
}

/// The two as one figure, by their hedges, where the words permit one (`meets`), or by rounding.
fn reconciled(pair: &Pair<'_>, meets: bool) -> Option<Comparison> {
    if meets {
        return Some(Comparison::plain(Relation::Hedge, hedge_words(pair)));
    }
    rounding(pair).map(|explanation| Comparison::plain(Relation::Rounding, explanation))
}

/// How the measure behaves in time. A fact can hold two names for one measure, of which one is unknown and so fixed:
/// the one that moves decides.
fn course(a: &Claim, b: &Claim, lexicon: &Lexicon) -> (Course, Direction) {
    let (of_a, of_b) = (lexicon.course(&a.concept), lexicon.course(&b.concept));
    of_a.min(of_b)
}

/// A periodic measure of another period is another measure.
fn other_period(a: &Claim, b: &Claim, course: Course) -> Option<String> {
    let (of_a, of_b) = period(a).zip(period(b))?;
    (course == Course::Periodic && !of_a.overlaps(&of_b)).then(|| {
        let (first, second) = if of_a <= of_b { (of_a, of_b) } else { (of_b, of_a) };
        format!("one is for {}, the other for {}", timing::iso(first), timing::iso(second))
    })
}

fn same_number(a: &Figure, b: &Figure) -> bool {
    match (a.value, b.value) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a.permits == b.permits,
        _ => false,
    }
}

/// Does `third`, in the sentence of `new`, give the figure of `old` as the one before it?
fn replaced(third: &Claim, old: &Claim, new: &Claim, lexicon: &Lexicon) -> bool {
    let told_as_former = third.previous || third.status == Status::Superseded;
    told_as_former
        && !new.previous
        && third.claim_id != new.claim_id
        && third.document_id == new.document_id
        && third.sentence == new.sentence
        && Pair::new(third, old, lexicon).is_ok_and(|pair| same_number(&pair.a.common, &pair.b.common))
}

fn equal_words(pair: &Pair<'_>) -> String {
    if pair.a.claim.unit == pair.b.claim.unit {
        format!("both say {}", pair.a.said())
    } else {
        format!("{} and {} are the same after conversion", pair.a.figure(), pair.b.figure())
    }
}

fn hedge_words(pair: &Pair<'_>) -> String {
    // The hedged side explains itself; the other is what it holds.
    let point = |figure: &Figure| figure.permits.lower().is_some() && figure.permits.lower() == figure.permits.upper();
    let (wide, other) = if point(&pair.a.common) { (&pair.b, &pair.a) } else { (&pair.a, &pair.b) };
    let (wide_words, wide_range) = (wide.said(), interval(wide.common.permits));
    if point(&other.common) {
        format!("{wide_words} permits {wide_range}, which holds {}", other.said())
    } else {
        let other_range = interval(other.common.permits);
        format!("{wide_words} permits {wide_range} and {} permits {other_range}: the two meet", other.said())
    }
}

fn conflict(pair: &Pair<'_>, course: (Course, Direction), lexicon: &Lexicon) -> Comparison {
    let mut explanation = format!(
        "{} and {} cannot both be right: no hedge, rounding or later date reconciles them",
        pair.a.said(),
        pair.b.said()
    );
    let finding = diagnosis(pair, course, lexicon);
    if let Some((_, clause)) = &finding {
        explanation.push_str("; ");
        explanation.push_str(clause);
    }
    Comparison { relation: Relation::Conflict, explanation, diagnosis: finding.map(|(diagnosis, _)| diagnosis) }
}
