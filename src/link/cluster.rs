//! From links to facts: components, cut by a rule that does not depend on order.

use super::candidate::{compared, same_article};
use super::desk::{Desk, Named};
use super::event::Likeness;
use super::profile::profiles;
use super::slots::decide;
use super::{Fact, Link, Linking, NearMiss, SlotOutcome, Verdict};
use crate::claim::{Claim, Status};
use crate::lexicon::Lexicon;
use crate::text::id_of;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

/// What it adds that both sides are the other's best counterpart.
const COUNTERPART: f64 = 1.5;

/// So many near misses of one fact are kept: those with the most slots that agree.
const NEAR_MISSES: usize = 5;

/// Links the claims of one block, or of the blocks that the desk ties together.
pub fn link(claims: &[Claim], desk: &Desk, lexicon: &Lexicon) -> Linking {
    let named: Vec<Named<'_>> = claims.iter().map(|claim| desk.named(&claim.claim_id)).collect();
    let of = |at: usize| named.get(at).copied().unwrap_or_default();
    // Everything below goes by claim id, so that the order of `claims` does not matter.
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by(|a, b| id(claims, *a).cmp(id(claims, *b)));
    let profiles = profiles(claims, lexicon);
    let compared = compared(claims, &profiles, &order, lexicon);
    // Only what is kept is explained.
    let explained = |a: usize, b: usize| -> Option<Vec<SlotOutcome>> {
        let (one, other) = (profiles.get(a)?, profiles.get(b)?);
        let likeness = Likeness::of(one.claim, other.claim, lexicon);
        Some(decide(one, other, &likeness, lexicon, true).slots)
    };
    let mut links: Vec<(f64, Link)> = Vec::new();
    let mut near_misses: Vec<NearMiss> = compared
        .near_misses
        .into_iter()
        .filter_map(|(a, b)| Some(NearMiss { a, b, slots: explained(a, b)? }))
        .collect();
    for (a, b, weight) in compared.links {
        let Some(mut slots) = explained(a, b) else { continue };
        match desk.outcome(of(a), of(b)).filter(|outcome| outcome.verdict == Verdict::Clash) {
            Some(parted) => {
                slots.push(parted);
                near_misses.push(NearMiss { a, b, slots });
            }
            None => links.push((weight, Link { a, b, confidence: confidence(weight), slots })),
        }
    }
    links.sort_by(|(heavier, left), (lighter, right)| {
        let ids = |link: &Link| (id(claims, link.a), id(claims, link.b));
        lighter.total_cmp(heavier).then_with(|| ids(left).cmp(&ids(right)))
    });
    let mut links: Vec<Link> = links.into_iter().map(|(_, link)| link).collect();
    let mut groups = Groups::new(claims.len());
    for link in &links {
        let parted = |a: usize, b: usize| desk.parted(of(a), of(b));
        groups.join(link.a, link.b, |a, b| !parted(a, b) && may_stand_together(claims, &compared.together, a, b));
    }
    links.extend(merge(claims, desk, &named, &mut groups));
    let near_misses = nearest_misses(claims, near_misses, &groups);
    Linking { facts: facts(claims, &order, &mut groups, links), near_misses }
}

/// Joins the groups that the desk says are one, whatever the slots say; only its own later splits keep claims out.
/// Gives a link for each merge.
fn merge(claims: &[Claim], desk: &Desk, named: &[Named<'_>], groups: &mut Groups) -> Vec<Link> {
    let of = |at: usize| named.get(at).copied().unwrap_or_default();
    let places: HashMap<&str, usize> =
        (0..claims.len()).filter(|at| !of(*at).is_empty()).map(|at| (id(claims, at), at)).collect();
    let here = |ids: &[String]| -> Vec<usize> {
        let mut here: Vec<usize> = ids.iter().filter_map(|id| places.get(id.as_str()).copied()).collect();
        here.sort_by(|a, b| id(claims, *a).cmp(id(claims, *b)));
        here
    };
    let mut links = Vec::new();
    for (ones, others, outcome) in desk.merges() {
        let (ones, others) = (here(ones), here(others));
        // One claim of each group that the splits leave of the merged ones.
        let mut joined: Vec<usize> = Vec::new();
        for &at in ones.iter().chain(&others) {
            for &with in &joined {
                groups.join(with, at, |a, b| !desk.parted(of(a), of(b)));
            }
            if joined.iter().all(|with| groups.of(*with) != groups.of(at)) {
                joined.push(at);
            }
        }
        let pair = ones.iter().find_map(|a| Some((*a, *others.iter().find(|b| groups.of(*a) == groups.of(**b))?)));
        links.extend(pair.map(|(a, b)| Link { a, b, confidence: 1.0, slots: vec![outcome] }));
    }
    links
}

/// Of the near misses one for each two facts, and of each fact the nearest few, in order of claim ids: a story that is
/// told a thousand times has as few as one that is told twice.
fn nearest_misses(claims: &[Claim], mut misses: Vec<NearMiss>, groups: &Groups) -> Vec<NearMiss> {
    let ids = |miss: &NearMiss| (id(claims, miss.a), id(claims, miss.b));
    let agreeing = |miss: &NearMiss| miss.slots.iter().filter(|slot| slot.verdict == Verdict::Agree).count();
    misses.sort_by(|one, other| agreeing(other).cmp(&agreeing(one)).then_with(|| ids(one).cmp(&ids(other))));
    let mut seen = HashSet::new();
    let mut kept: HashMap<usize, usize> = HashMap::new();
    misses.retain(|miss| {
        let (a, b) = (groups.of(miss.a), groups.of(miss.b));
        let full = [a, b].iter().any(|group| kept.get(group).is_some_and(|kept| *kept >= NEAR_MISSES));
        if a == b || full || !seen.insert((a.min(b), a.max(b))) {
            return false;
        }
        for group in [a, b] {
            *kept.entry(group).or_default() += 1;
        }
        true
    });
    misses.sort_by(|one, other| ids(one).cmp(&ids(other)));
    misses
}

fn id(claims: &[Claim], at: usize) -> &str {
    claims.get(at).map_or("", |claim| claim.claim_id.as_str())
}

/// The odds of the weight as a probability, in hundredths.
fn confidence(weight: f64) -> f64 {
    let odds = 1.0 / (1.0 + (-weight - COUNTERPART).exp());
    (odds * 100.0).round() / 100.0
}

/// May two claims be in one fact? Claims of different documents, where no slot clashes; claims of one document, where
/// they say the same or one is the earlier value of the other.
fn may_stand_together(claims: &[Claim], together: &HashSet<(usize, usize)>, a: usize, b: usize) -> bool {
    let (Some(one), Some(other)) = (claims.get(a), claims.get(b)) else { return false };
    if same_article(one, other) {
        let earlier = |claim: &Claim| claim.previous || claim.status == Status::Superseded;
        // A document that gives two figures counts two things, unless it says that one replaced the other.
        return one.permits().meets(&other.permits()) && one.rate == other.rate && same_restrictors(one, other)
            || earlier(one) != earlier(other);
    }
    together.contains(&(a.min(b), a.max(b)))
}

fn same_restrictors(a: &Claim, b: &Claim) -> bool {
    a.restrictors == b.restrictors || a.value == b.value
}

/// Disjoint groups of claims with their members.
struct Groups {
    group_of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self { group_of: (0..count).collect(), members: (0..count).map(|at| vec![at]).collect() }
    }

    fn of(&self, at: usize) -> usize {
        self.group_of.get(at).copied().unwrap_or(at)
    }

    /// Joins the groups of two claims if every pair across them may stand together.
    fn join(&mut self, a: usize, b: usize, may: impl Fn(usize, usize) -> bool) {
        let (one, other) = (self.of(a), self.of(b));
        if one == other {
            return;
        }
        let members = |group: usize| self.members.get(group).map_or(&[][..], Vec::as_slice);
        if !members(one).iter().all(|left| members(other).iter().all(|right| may(*left, *right))) {
            return;
        }
        let moved = self.members.get_mut(other).map(std::mem::take).unwrap_or_default();
        for at in &moved {
            if let Some(group) = self.group_of.get_mut(*at) {
                *group = one;
            }
        }
        if let Some(members) = self.members.get_mut(one) {
            members.extend(moved);
        }
    }
}

fn facts(claims: &[Claim], order: &[usize], groups: &mut Groups, links: Vec<Link>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let mut fact_of_group: HashMap<usize, usize> = HashMap::new();
    for &at in order {
        let group = groups.of(at);
        let fact = *fact_of_group.entry(group).or_insert_with(|| {
            facts.push(Fact { fact_id: id_of('f', &[id(claims, at)]), claims: Vec::new(), links: Vec::new() });
            facts.len() - 1
        });
        if let Some(fact) = facts.get_mut(fact) {
            fact.claims.push(at);
        }
    }
    for link in links {
        let group = groups.of(link.a);
        if group == groups.of(link.b)
            && let Some(fact) = fact_of_group.get(&group).and_then(|fact| facts.get_mut(*fact))
        {
            fact.links.push(link);
        }
    }
    facts
}
