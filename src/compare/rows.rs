//! Rows: the discrepancies of a fact, its pairs, and the pairs that linking kept apart.

use super::figure::{Pair, earlier, relative_difference, to_digits};
use super::relation::{Comparison, relation_beside};
use super::statement::{Key, Statement};
use super::timing::{iso, period};
use super::{Discrepancy, Kind, Relation, Side, pair_id};
use crate::claim::{Claim, Status};
use crate::lexicon::Lexicon;
use crate::link::{Fact, Linking, Record, Slot, SlotOutcome, Verdict, Voices, clash};
use crate::text::DateInterval;
use std::cell::RefCell;
use std::collections::HashMap;

/// Of a fact with more claims than this, each claim is paired with so many of them, those of the lowest ids; and with more
/// values, so many of these are set against one another: a story told a thousand times has rows by the thousand and not
/// by the million.
const PAIRED: usize = 64;

/// Significant digits of `relative_difference` and `ratio`.
const DIGITS: u32 = 6;

/// The claims of a fact with their indices. An index out of `claims` is passed over: the fact is of another slice.
fn members<'c>(claims: &'c [Claim], fact: &Fact) -> Vec<(usize, &'c Claim)> {
    let mut members: Vec<_> =
        fact.claims.iter().filter_map(|&index| claims.get(index).map(|claim| (index, claim))).collect();
    members.sort_by(|(_, x), (_, y)| x.claim_id.cmp(&y.claim_id));
    members
}

/// Of a fact's claims those that tell a former figure: only they can say that another was replaced.
pub(super) fn former<'c>(members: &[(usize, &'c Claim)]) -> Vec<&'c Claim> {
    members
        .iter()
        .map(|(_, claim)| *claim)
        .filter(|claim| claim.previous || claim.status == Status::Superseded)
        .collect()
}

/// The discrepancies of a fact: each stated value against the reference, the conflicts that these do not show, and one
/// `equal` row for each value that two documents share. A value that only one document has beside another makes no row.
pub fn discrepancies(claims: &[Claim], fact: &Fact, lexicon: &Lexicon) -> Vec<Discrepancy> {
    let members = members(claims, fact);
    let comparing = Comparing::of(claims, fact, &members, lexicon);
    let statements = Statement::all(&members, lexicon);
    let between_statements = |one: &Statement<'_>, other: &Statement<'_>| {
        let mut found = None;
        for (x, y) in one.across(other) {
            let comparison = comparing.pair((x, y))?;
            let settled = comparison.relation != Relation::Scope;
            if settled || found.is_none() {
                found = Some(((x, y), comparison));
            }
            if settled {
                break;
            }
        }
        found
    };
    let row = |one: &Statement<'_>, other: &Statement<'_>, place: (usize, usize), comparison: Comparison| {
        let voices = Voices::among(&[&one.witnesses, &other.witnesses]);
        between(claims, place, comparison, voices, comparing.scores.between(place), lexicon)
    };
    let Some((reference, others)) = statements.split_first() else { return Vec::new() };
    let mut rows: Vec<Discrepancy> = Vec::new();
    let mut unshown = Vec::with_capacity(others.len());
    for other in others {
        let found = between_statements(reference, other);
        if found.as_ref().is_none_or(|(_, comparison)| comparison.relation != Relation::Conflict) {
            unshown.push(other);
        }
        rows.extend(found.and_then(|(place, comparison)| row(reference, other, place, comparison)));
    }
    for (index, one) in unshown.iter().enumerate().take(PAIRED) {
        for other in unshown.iter().skip(index + 1) {
            let conflict =
                between_statements(one, other).filter(|(_, comparison)| comparison.relation == Relation::Conflict);
            rows.extend(conflict.and_then(|(place, comparison)| row(one, other, place, comparison)));
        }
    }
    rows.extend(shared_values(claims, fact, &statements, lexicon));
    rows
}

/// Who stands behind all the values of a fact.
pub fn voices(claims: &[Claim], fact: &Fact, lexicon: &Lexicon) -> Voices {
    let statements = Statement::all(&members(claims, fact), lexicon);
    Voices::among(&statements.iter().map(|statement| statement.witnesses.as_slice()).collect::<Vec<_>>())
}

/// One `equal` row for each stated value that at least two documents share, with the earliest two.
pub fn equals(claims: &[Claim], fact: &Fact, lexicon: &Lexicon) -> Vec<Discrepancy> {
    shared_values(claims, fact, &Statement::all(&members(claims, fact), lexicon), lexicon)
}

fn shared_values(claims: &[Claim], fact: &Fact, statements: &[Statement<'_>], lexicon: &Lexicon) -> Vec<Discrepancy> {
    let scores = Scores::of(fact);
    statements
        .iter()
        .filter_map(|statement| {
            let (x, y) = statement.shared()?;
            let comparison = relation_beside(claims.get(x)?, claims.get(y)?, &[], lexicon);
            let voices = Voices::among(&[&statement.witnesses]);
            between(claims, (x, y), comparison, voices, scores.between((x, y)), lexicon)
        })
        .collect()
}

/// What comparing the claims of a fact needs, got ready once and not for each pair.
struct Comparing<'c> {
    claims: &'c [Claim],
    scores: Scores,
    former: Vec<&'c Claim>,
    lexicon: &'c Lexicon,
    /// The claims that were asked about, each in a record of its own.
    alone: RefCell<HashMap<usize, Option<Record>>>,
}

impl<'c> Comparing<'c> {
    fn of(claims: &'c [Claim], fact: &Fact, members: &[(usize, &'c Claim)], lexicon: &'c Lexicon) -> Self {
        Self { claims, scores: Scores::of(fact), former: former(members), lexicon, alone: RefCell::default() }
    }

    /// How two claims of the fact relate. Figures that cannot both be right are a conflict only where no slot of the two
    /// clashes: votes made the fact, not each two of its claims.
    fn pair(&self, (x, y): (usize, usize)) -> Option<Comparison> {
        let (one, other) = (self.claims.get(x)?, self.claims.get(y)?);
        let comparison = relation_beside(one, other, &self.former, self.lexicon);
        if comparison.relation != Relation::Conflict || self.scores.linked((x, y)) {
            return Some(comparison);
        }
        let mut alone = self.alone.borrow_mut();
        for (at, claim) in [(x, one), (y, other)] {
            alone.entry(at).or_insert_with(|| Record::of(&[(at, claim)], self.lexicon));
        }
        let records = alone.get(&x).and_then(Option::as_ref).zip(alone.get(&y).and_then(Option::as_ref));
        Some(match records.and_then(|(one, other)| clash(one, other, self.lexicon)) {
            Some(outcome) => Comparison::plain(Relation::Scope, not_the_same(&outcome)),
            None => comparison,
        })
    }
}

/// That a slot tells two claims apart, in words.
fn not_the_same(clash: &SlotOutcome) -> String {
    if clash.reason.is_empty() {
        format!("not the same measure ({})", clash.slot)
    } else {
        format!("not the same measure ({}): {}", clash.slot, clash.reason)
    }
}

/// Every pair of claims of different documents, `equal` ones too, in order of claim ids; of a large fact those with its
/// first claims.
pub fn pairs(claims: &[Claim], fact: &Fact, lexicon: &Lexicon) -> Vec<Discrepancy> {
    let members = members(claims, fact);
    let comparing = Comparing::of(claims, fact, &members, lexicon);
    let statements = Statement::all(&members, lexicon);
    let stated: HashMap<usize, usize> = statements
        .iter()
        .enumerate()
        .flat_map(|(number, statement)| statement.claims.iter().map(move |(index, _)| (*index, number)))
        .collect();
    // Many pairs share their two values; who stands behind these is counted once.
    let mut counted: HashMap<(usize, usize), Voices> = HashMap::new();
    let mut rows = Vec::new();
    for (place, (x, one)) in members.iter().enumerate().take(PAIRED) {
        for (y, other) in members.iter().skip(place + 1) {
            let Some((first, second)) = stated.get(x).copied().zip(stated.get(y).copied()) else { continue };
            if one.document_id == other.document_id {
                continue;
            }
            let values = (first.min(second), first.max(second));
            let voices = *counted.entry(values).or_insert_with(|| {
                let of = |number: usize| statements.get(number).map_or(&[][..], |statement| &statement.witnesses);
                match values {
                    (one, other) if one == other => Voices::among(&[of(one)]),
                    (one, other) => Voices::among(&[of(one), of(other)]),
                }
            });
            let Some(comparison) = comparing.pair((*x, *y)) else { continue };
            rows.extend(between(claims, (*x, *y), comparison, voices, comparing.scores.between((*x, *y)), lexicon));
        }
    }
    rows
}

/// The near misses of a block: pairs alike in all but one slot, which the explanation names.
pub fn scope_rows(claims: &[Claim], linking: &Linking, lexicon: &Lexicon) -> Vec<Discrepancy> {
    linking
        .near_misses
        .iter()
        .filter_map(|miss| {
            let (x, y) = (claims.get(miss.a)?, claims.get(miss.b)?);
            if x.document_id == y.document_id {
                return None;
            }
            let clash = miss.slots.iter().find(|outcome| outcome.verdict == Verdict::Clash)?;
            let explanation = not_the_same(clash);
            let voices = voices_of_two(x, y, lexicon);
            // That they measure the same thing has just been denied.
            between(claims, (miss.a, miss.b), Comparison::plain(Relation::Scope, explanation), voices, 0.0, lexicon)
        })
        .collect()
}

/// Who stands behind two claims.
pub(super) fn voices_of_two(x: &Claim, y: &Claim, lexicon: &Lexicon) -> Voices {
    if Key::of(x, lexicon) == Key::of(y, lexicon) {
        Voices::of(&[&[x, y]], lexicon)
    } else {
        Voices::of(&[&[x], &[y]], lexicon)
    }
}

/// The scores of the links of a fact.
struct Scores {
    direct: HashMap<(usize, usize), f64>,
    weakest: f64,
    /// Did the desk put the fact together?
    by_desk: bool,
}

impl Scores {
    fn of(fact: &Fact) -> Self {
        let direct =
            fact.links.iter().map(|link| ((link.a.min(link.b), link.a.max(link.b)), link.confidence)).collect();
        let weakest = fact.links.iter().map(|link| link.confidence).reduce(f64::min).unwrap_or(0.0);
        let by_desk = fact.links.iter().flat_map(|link| &link.slots).any(|outcome| outcome.slot == Slot::Desk);
        Self { direct, weakest, by_desk }
    }

    /// Was it decided of these two that they measure the same?
    fn linked(&self, (x, y): (usize, usize)) -> bool {
        self.by_desk || self.direct.contains_key(&(x.min(y), x.max(y)))
    }

    /// Of the link between two claims; where they hang together by others only, of the weakest link.
    fn between(&self, (x, y): (usize, usize)) -> f64 {
        self.direct.get(&(x.min(y), x.max(y))).copied().unwrap_or(self.weakest)
    }
}

fn between(
    claims: &[Claim],
    (x, y): (usize, usize),
    comparison: Comparison,
    voices: Voices,
    confidence: f64,
    lexicon: &Lexicon,
) -> Option<Discrepancy> {
    Some(discrepancy(claims.get(x)?, claims.get(y)?, comparison, voices, confidence, lexicon))
}

/// The row of two claims.
pub(super) fn discrepancy(
    x: &Claim,
    y: &Claim,
    comparison: Comparison,
    voices: Voices,
    confidence: f64,
    lexicon: &Lexicon,
) -> Discrepancy {
    let pair = Pair::new(x, y, lexicon).ok();
    let (a, b) = match &pair {
        Some(pair) => (pair.a.claim, pair.b.claim),
        None if earlier(x, y).is_gt() => (y, x),
        None => (x, y),
    };
    let nearest = pair.as_ref().and_then(Pair::nearest);
    let ratio = nearest.filter(|(low, _)| !low.is_zero()).and_then(|(low, high)| high.checked_div(low));
    let first = if a.claim_id <= b.claim_id { a } else { b };
    Discrepancy {
        discrepancy_id: pair_id(&a.claim_id, &b.claim_id),
        kind: Kind::Between,
        relation: comparison.relation,
        explanation: comparison.explanation,
        diagnosis: comparison.diagnosis,
        measure: first.measure.clone(),
        subject: a.subject.clone().or_else(|| b.subject.clone()),
        unit: pair.as_ref().map_or(a.unit.as_str(), |pair| pair.unit).to_owned(),
        period: agreed(period(a), period(b), true),
        as_of: agreed(as_of(a), as_of(b), false),
        n_sources: voices.sources,
        n_origins: voices.origins,
        low_value: nearest.map(|(low, _)| low.normalize()),
        high_value: nearest.map(|(_, high)| high.normalize()),
        difference: nearest.and_then(|(low, high)| high.checked_sub(low)).map(|gap| gap.normalize()),
        relative_difference: nearest
            .and_then(|(low, high)| relative_difference(low, high))
            .map(|apart| to_digits(apart, DIGITS)),
        ratio: ratio.map(|ratio| to_digits(ratio, DIGITS)),
        confidence,
        a: Side::of(a),
        b: Side::of(b),
    }
}

fn as_of(claim: &Claim) -> Option<DateInterval> {
    claim.as_of_start.zip(claim.as_of_end).map(|(start, end)| DateInterval { start, end })
}

/// Days on which both sides agree; with `either`, those of the one side that has any.
fn agreed(a: Option<DateInterval>, b: Option<DateInterval>, either: bool) -> Option<String> {
    match (a, b) {
        (Some(a), Some(b)) if a == b => Some(iso(a)),
        (Some(days), None) | (None, Some(days)) if either => Some(iso(days)),
        _ => None,
    }
}
