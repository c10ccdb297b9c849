//! From links to facts: components, cut by a rule that does not depend on order.

use super::candidate::{compared, same_article};
use super::event::Likeness;
use super::profile::profiles;
use super::slots::decide;
use super::{Fact, Link, Linking, NearMiss};
use crate::claim::{Claim, Status};
use crate::lexicon::Lexicon;
use crate::text::id_of;
use foldhash::{HashMap, HashMapExt, HashSet};

/// Links the claims of one block.
pub fn link(claims: &[Claim], lexicon: &Lexicon) -> Linking {
    // Everything below goes by claim id, so that the order of `claims` does not matter.
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by(|a, b| id(claims, *a).cmp(id(claims, *b)));
    let profiles = profiles(claims, lexicon);
    let compared = compared(claims, &profiles, &order, lexicon);
    // Only what is kept is explained.
    let explained = |a: usize, b: usize| {
        let (one, other) = (profiles.get(a)?, profiles.get(b)?);
        let likeness = Likeness::of(one.claim, other.claim, lexicon);
        Some(decide(one, other, &likeness, lexicon, true).slots)
    };
    let mut links: Vec<(f64, Link)> = compared
        .links
        .into_iter()
        .filter_map(|(a, b, weight)| {
            Some((weight, Link { a, b, confidence: confidence(weight), slots: explained(a, b)? }))
        })
        .collect();
    links.sort_by(|(heavier, left), (lighter, right)| {
        let ids = |link: &Link| (id(claims, link.a), id(claims, link.b));
        lighter.total_cmp(heavier).then_with(|| ids(left).cmp(&ids(right)))
    });
    let links: Vec<Link> = links.into_iter().map(|(_, link)| link).collect();
    let mut groups = Groups::new(claims.len());
    for link in &links {
        groups.join(link.a, link.b, |a, b| may_stand_together(claims, &compared.together, a, b));
    }
    let near_misses = compared
        .near_misses
        .into_iter()
        .filter_map(|(a, b)| Some(NearMiss { a, b, slots: explained(a, b)? }))
        .collect();
    Linking { facts: facts(claims, &order, &mut groups, links), near_misses }
}

fn id(claims: &[Claim], at: usize) -> &str {
    claims.get(at).map_or("", |claim| claim.claim_id.as_str())
}

/// The weight as a probability, in hundredths.
fn confidence(weight: f64) -> f64 {
    let odds = 1.0 / (1.0 + (-weight).exp());
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
