//! Facts made again where links have changed, and nowhere else, with the outcome of making all of them again.
//!
//! Facts are made of links, heaviest first, and groups are joined and never taken apart (`cluster.rs`); whether two are
//! joined depends on the two as they are then. So a fact that no link from outside could join has been made of its own
//! links alone. What is made again is made together with the facts that links join it to; where one of these comes out
//! different, it is made again too, with those around it. Once nothing at the edge changes, all that lies beyond is as it
//! was.

use super::cluster::{Member, Pairs, clustered, explain};
use super::desk::Desk;
use super::{Fact, Record};
use crate::lexicon::Lexicon;
use foldhash::{HashMap, HashMapExt, HashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is known so far, by the keys of claims.
pub trait Known {
    /// Why it cannot be told.
    type Error;

    /// The pairs that a claim is linked in: the claim with the lower id, the other, their weight.
    fn links(&mut self, claim: usize) -> Result<Vec<(usize, usize, f64)>, Self::Error>;

    /// The claims of the fact that a claim stands in, itself among them; none where it stands in none.
    fn fact(&mut self, claim: usize) -> Result<Vec<usize>, Self::Error>;

    /// The record of a claim's document; none where the claim counts no longer.
    fn record(&mut self, claim: usize) -> Result<Option<Arc<Record>>, Self::Error>;

    /// Is the fact of a claim to be made again?
    fn is_stale(&self, claim: usize) -> bool;

    /// The claims that the desk's merges put together with a claim, wherever they stand.
    fn merged(&mut self, claim: usize) -> Result<Vec<usize>, Self::Error>;
}

/// Facts that were made again.
#[derive(Debug, Default)]
pub struct Settled {
    /// The claims whose facts were made again; those that count no longer are in none now.
    pub claims: BTreeSet<usize>,
    /// Keys of claims; the indices of `facts` are places in it.
    pub members: Vec<usize>,
    /// The facts.
    pub facts: Vec<Fact>,
}

/// Makes the fact of a claim again, with all that changes by it.
pub fn settle<K: Known>(claim: usize, known: &mut K, desk: &Desk, lexicon: &Lexicon) -> Result<Settled, K::Error> {
    let mut around = Around { known, changed: BTreeSet::new(), edge: BTreeMap::new(), links: Links::new() };
    let mut waiting = vec![claim];
    loop {
        around.grow(waiting)?;
        let (records, facts) = around.made(desk, lexicon)?;
        let members: Vec<usize> = records.iter().map(|(key, _)| *key).collect();
        let made: HashSet<Vec<usize>> = facts.iter().map(|fact| keys(&members, fact)).collect();
        let others = around.edge.values().filter(|fact| !made.contains(*fact));
        waiting = others.flatten().copied().collect();
        if waiting.is_empty() {
            let ours = |fact: &Fact| keys(&members, fact).first().is_some_and(|key| around.changed.contains(key));
            let mut facts: Vec<Fact> = facts.into_iter().filter(ours).collect();
            let known: Vec<Member<'_>> = of(&records);
            facts.iter_mut().for_each(|fact| explain(fact, &known, lexicon));
            return Ok(Settled { facts, claims: around.changed, members });
        }
    }
}

/// The claims of a fact, in order of key.
fn keys(members: &[usize], fact: &Fact) -> Vec<usize> {
    let mut keys: Vec<usize> = fact.claims.iter().filter_map(|at| members.get(*at).copied()).collect();
    keys.sort_unstable();
    keys
}

type Links = HashMap<(usize, usize), f64>;

/// Claims by their keys, in order, each with the record of its document.
type Records = Vec<(usize, Arc<Record>)>;

fn of(records: &Records) -> Vec<Member<'_>> {
    records.iter().filter_map(|(key, record)| Member::of(record, *key)).collect()
}

/// What is made again, with the facts at its edge.
struct Around<'k, K> {
    known: &'k mut K,
    /// The claims of the facts that are made again.
    changed: BTreeSet<usize>,
    /// The facts that links join these to, by each of their claims: keys in order.
    edge: BTreeMap<usize, Vec<usize>>,
    /// All links of the changed ones and those inside the facts at the edge.
    links: Links,
}

impl<K: Known> Around<'_, K> {
    /// Takes up claims with their facts, and with every stale claim that links lead to.
    fn grow(&mut self, mut waiting: Vec<usize>) -> Result<(), K::Error> {
        while !waiting.is_empty() {
            let mut reached = Vec::new();
            while let Some(claim) = waiting.pop() {
                if !self.changed.insert(claim) {
                    continue;
                }
                waiting.extend(self.known.fact(claim)?);
                waiting.extend(self.known.merged(claim)?);
                for (a, b, weight) in self.known.links(claim)? {
                    self.links.insert((a, b), weight);
                    let other = if a == claim { b } else { a };
                    if self.known.is_stale(other) { waiting.push(other) } else { reached.push(other) }
                }
            }
            for other in reached {
                waiting.extend(self.reach(other)?);
            }
        }
        let changed = &self.changed;
        self.edge.retain(|claim, _| !changed.contains(claim));
        Ok(())
    }

    /// Takes up the fact of a claim at the edge; gives its claims where it is to be made again after all.
    fn reach(&mut self, claim: usize) -> Result<Vec<usize>, K::Error> {
        if self.changed.contains(&claim) || self.edge.contains_key(&claim) {
            return Ok(Vec::new());
        }
        let mut fact = self.known.fact(claim)?;
        if fact.is_empty() || fact.iter().any(|claim| self.known.is_stale(*claim)) {
            fact.push(claim);
            return Ok(fact);
        }
        fact.sort_unstable();
        for at in &fact {
            for (a, b, weight) in self.known.links(*at)? {
                if fact.binary_search(&a).is_ok() && fact.binary_search(&b).is_ok() {
                    self.links.insert((a, b), weight);
                }
            }
        }
        for at in &fact {
            self.edge.insert(*at, fact.clone());
        }
        Ok(Vec::new())
    }

    /// The facts of all of it, and the claims that their indices are places of, each with its document.
    fn made(&mut self, desk: &Desk, lexicon: &Lexicon) -> Result<(Records, Vec<Fact>), K::Error> {
        let mut records = Records::new();
        let all: BTreeSet<usize> = self.changed.iter().chain(self.edge.keys()).copied().collect();
        for key in all {
            if let Some(record) = self.known.record(key)?
                && Member::of(&record, key).is_some()
            {
                records.push((key, record));
            }
        }
        let members = of(&records);
        let links = self.links.iter().map(|((a, b), weight)| (*a, *b, *weight)).collect();
        let pairs = Pairs { links, near_misses: Vec::new() };
        let facts = clustered(&members, &pairs, desk, lexicon).facts;
        Ok((records, facts))
    }
}
