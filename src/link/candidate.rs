//! Which pairs of claims are compared at all, and which of them are one another's best counterpart.

use super::event::Likeness;
use super::evidence::Evidence;
use super::profile::Profile;
use super::record::Record;
use super::slots::{Decision, Look, decide};
use super::{SlotOutcome, Verdict};
use crate::lexicon::Lexicon;
use foldhash::HashMap;

/// The weight from which on a pair is linked: it is likelier to measure the same than not.
pub const ENOUGH: f64 = 0.0;

/// So much lighter than enough a pair may be that others tie into one fact.
const SLACK: f64 = 1.25;

/// Documents that share fewer names, words and topics than this are not compared.
pub const SHARED: usize = 2;

/// What two documents have in common, and whether that is enough to compare their claims.
pub struct Meeting<'r> {
    one: &'r Record,
    other: &'r Record,
    likeness: Likeness,
    /// May they tell of one event?
    perhaps: bool,
    /// What both tell of one subject and period: hashes in order.
    told: Vec<u64>,
}

impl<'r> Meeting<'r> {
    /// Of two documents, in any order.
    pub fn of(one: &'r Record, other: &'r Record) -> Option<Self> {
        if !one.near(other) || one.same_article(other) {
            return None;
        }
        Self::with(one, other, Likeness::of(one, other))
    }

    /// The same, where their likeness is known and they are near.
    pub fn with(one: &'r Record, other: &'r Record, likeness: Likeness) -> Option<Self> {
        let perhaps = likeness.keys >= SHARED && likeness.perhaps();
        let told = common(&one.told, &other.told);
        (perhaps || !told.is_empty()).then_some(Self { one, other, likeness, perhaps, told })
    }

    /// Are the claims of a block compared: may the documents tell of one event, or does one of each tell the same
    /// periodic measure in this block?
    fn compares(&self, ones: &[Profile]) -> bool {
        let told = |claim: &Profile| Record::told_by(claim).is_some_and(|told| self.told.binary_search(&told).is_ok());
        self.perhaps || ones.iter().any(told)
    }

    /// May two claims stand in one fact?
    pub fn together(&self, a: &Profile, b: &Profile, lexicon: &Lexicon) -> bool {
        if !self.perhaps {
            let block = self.one.blocks().find(|claims| claims.iter().any(|claim| claim.claim.block == a.claim.block));
            if !block.is_some_and(|claims| self.compares(claims)) {
                return false;
            }
        }
        let Decision { weight, clashes, .. } = decide(a, b, &self.likeness, lexicon, Look::AtMost(0));
        clashes == 0 && weight >= ENOUGH - SLACK
    }

    /// Compares the claims: each finds its best counterpart, and a link needs both to be the other's. Near misses
    /// likewise: among the pairs that one slot alone keeps apart each is the other's heaviest.
    pub fn compared(&self, lexicon: &Lexicon) -> Met<'r> {
        let mut met = Met::default();
        let (mut left, mut right) = (self.one.blocks().peekable(), self.other.blocks().peekable());
        while let (Some(ones), Some(others)) = (left.peek(), right.peek()) {
            match block(ones).cmp(block(others)) {
                std::cmp::Ordering::Less => drop(left.next()),
                std::cmp::Ordering::Greater => drop(right.next()),
                std::cmp::Ordering::Equal => {
                    if self.compares(ones) {
                        self.block(ones, others, lexicon, &mut met);
                    }
                    left.next();
                    right.next();
                }
            }
        }
        met
    }

    fn block(&self, ones: &'r [Profile], others: &'r [Profile], lexicon: &Lexicon, met: &mut Met<'r>) {
        let (mut weights, mut misses) = (Heaviest::of(ones, others), Heaviest::of(ones, others));
        let same_event = self.likeness.same_event();
        let look = Look::AtMost(usize::from(same_event));
        for (i, a) in ones.iter().enumerate() {
            for (j, b) in others.iter().enumerate() {
                if a.apart(b, same_event) {
                    debug_assert!(
                        decide(a, b, &self.likeness, lexicon, look).clashes > usize::from(same_event),
                        "the first look takes apart only what clashes"
                    );
                    continue;
                }
                let Decision { weight, clashes, .. } = decide(a, b, &self.likeness, lexicon, look);
                match clashes {
                    0 if weight >= ENOUGH - SLACK => weights.add(i, j, weight),
                    1 if weight >= ENOUGH && same_event => misses.add(i, j, weight),
                    _ => {}
                }
            }
        }
        let pair = |i: usize, j: usize, weight: f64| {
            let (a, b) = (ones.get(i)?, others.get(j)?);
            // The same pair whichever document came first.
            Some(if a.claim.claim_id <= b.claim.claim_id { (a, b, weight) } else { (b, a, weight) })
        };
        let mut linked: Vec<_> = weights.mutual(ENOUGH).collect();
        linked.extend(weights.rivals(&linked, ones, others));
        met.links.extend(linked.into_iter().filter_map(|(i, j, weight)| pair(i, j, weight)));
        met.near_misses.extend(misses.mutual(f64::MIN).filter_map(|(i, j, weight)| pair(i, j, weight)));
    }
}

/// Why two claims are linked or kept apart.
pub fn explained(one: (&Record, &Profile), other: (&Record, &Profile), lexicon: &Lexicon) -> Vec<SlotOutcome> {
    let likeness = Likeness::of(one.0, other.0);
    decide(one.1, other.1, &likeness, lexicon, Look::Explained).slots
}

/// A pair of claims that no slot keeps apart, with all that was weighed.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// The keys of the two.
    pub pair: (usize, usize),
    /// What spoke for and against sameness, each with how often.
    pub evidence: Vec<(Evidence, usize)>,
}

/// Every such pair of documents that meet.
pub fn weighed(records: &[Record], lexicon: &Lexicon) -> Vec<Weighed> {
    let mut found = Vec::new();
    for (at, one) in records.iter().enumerate() {
        for other in records.iter().skip(at + 1) {
            let Some(meeting) = Meeting::of(one, other) else { continue };
            for ones in one.blocks().filter(|ones| meeting.compares(ones)) {
                for others in other.blocks().filter(|others| block(others) == block(ones)) {
                    for (a, b) in ones.iter().flat_map(|a| others.iter().map(move |b| (a, b))) {
                        let Decision { clashes, evidence, .. } =
                            decide(a, b, &meeting.likeness, lexicon, Look::Explained);
                        if clashes == 0 {
                            found.push(Weighed { pair: (a.key, b.key), evidence });
                        }
                    }
                }
            }
        }
    }
    found
}

/// The first slot that clashes for two claims, each the only one in its record: none does because of the other claims of
/// their documents.
pub fn clash(one: &Record, other: &Record, lexicon: &Lexicon) -> Option<SlotOutcome> {
    let (a, b) = (one.claims.first()?, other.claims.first()?);
    let slots = explained((one, a), (other, b), lexicon);
    slots.into_iter().find(|outcome| outcome.verdict == Verdict::Clash)
}

fn block(claims: &[Profile]) -> &str {
    claims.first().map_or("", |first| &first.claim.block)
}

/// What came of comparing two documents: pairs of claims, the lower id first, with their weights.
#[derive(Default)]
pub struct Met<'r> {
    /// Pairs that are one another's best counterpart.
    pub links: Vec<(&'r Profile, &'r Profile, f64)>,
    /// Pairs that one slot alone keeps apart.
    pub near_misses: Vec<(&'r Profile, &'r Profile, f64)>,
}

/// Weighed pairs, and the heaviest of each side. What a document says twice, in its title and in its text, is one side.
struct Heaviest {
    pairs: Vec<(usize, usize, f64)>,
    sides: (Vec<usize>, Vec<usize>),
    left: HashMap<usize, f64>,
    right: HashMap<usize, f64>,
}

impl Heaviest {
    fn of(ones: &[Profile], others: &[Profile]) -> Self {
        let sides = (said_first(ones), said_first(others));
        Self { pairs: Vec::new(), sides, left: HashMap::default(), right: HashMap::default() }
    }

    fn add(&mut self, i: usize, j: usize, weight: f64) {
        self.pairs.push((i, j, weight));
        let (one, other) = self.first(i, j);
        for (side, at) in [(&mut self.left, one), (&mut self.right, other)] {
            let heaviest = side.entry(at).or_insert(weight);
            *heaviest = heaviest.max(weight);
        }
    }

    fn first(&self, i: usize, j: usize) -> (usize, usize) {
        (self.sides.0.get(i).copied().unwrap_or(i), self.sides.1.get(j).copied().unwrap_or(j))
    }

    /// The pairs of at least this weight of sides whose heaviest pair is the heaviest of both.
    fn mutual(&self, least: f64) -> impl Iterator<Item = (usize, usize, f64)> {
        let mut best: HashMap<(usize, usize), f64> = HashMap::default();
        for &(i, j, weight) in &self.pairs {
            let heaviest = best.entry(self.first(i, j)).or_insert(weight);
            *heaviest = heaviest.max(weight);
        }
        let heaviest = |side: &HashMap<usize, f64>, at: usize, weight: f64| {
            side.get(&at).is_none_or(|heaviest| weight >= *heaviest)
        };
        self.pairs.iter().copied().filter(move |&(i, j, weight)| {
            let (one, other) = self.first(i, j);
            let together = best.get(&(one, other)).copied().unwrap_or(weight);
            weight >= least && heaviest(&self.left, one, together) && heaviest(&self.right, other, together)
        })
    }
    /// What another source says beside a claim that was linked, set against that claim's counterpart, which has a better one
    /// already.
    fn rivals(&self, linked: &[(usize, usize, f64)], ones: &[Profile], others: &[Profile]) -> Vec<(usize, usize, f64)> {
        let mut of_one: HashMap<usize, Vec<usize>> = HashMap::default();
        let mut of_other: HashMap<usize, Vec<usize>> = HashMap::default();
        for &(i, j, _) in linked {
            of_one.entry(i).or_default().push(j);
            of_other.entry(j).or_default().push(i);
        }
        let rivals = |profiles: &[Profile], at: usize, linked: Option<&Vec<usize>>| {
            let claim = profiles.get(at);
            linked.into_iter().flatten().any(|with| claim.zip(profiles.get(*with)).is_some_and(|(a, b)| a.rivals(b)))
        };
        let beside = |&&(i, j, weight): &&(usize, usize, f64)| {
            let (ours, theirs) = (of_one.get(&i), of_other.get(&j));
            weight >= ENOUGH
                && !ours.is_some_and(|linked| linked.contains(&j))
                && (rivals(others, j, ours) || rivals(ones, i, theirs))
        };
        self.pairs.iter().filter(beside).copied().collect()
    }
}

/// For each claim of one document the first that says the same of the same: its own place, or that of an earlier one.
fn said_first(claims: &[Profile]) -> Vec<usize> {
    let mut first: Vec<usize> = Vec::with_capacity(claims.len());
    for (at, claim) in claims.iter().enumerate() {
        let twin = claims.iter().zip(&first).take(at).find(|(earlier, _)| earlier.says_as(claim));
        first.push(twin.map_or(at, |(_, first)| *first));
    }
    first
}

/// Entries of two sorted lists that both have.
fn common(a: &[u64], b: &[u64]) -> Vec<u64> {
    if a.is_empty() { Vec::new() } else { b.iter().copied().filter(|told| a.binary_search(told).is_ok()).collect() }
}
