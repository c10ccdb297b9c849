//! What is known of links and facts while some of them are made again.

use super::super::failure::Cause;
use super::super::links::{record, version};
use crate::lexicon::Lexicon;
use crate::link::{Desk, Fact, Known, Link, Record, settle};
use foldhash::{HashMap, HashMapExt};
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Claims whose facts are to be made again.
pub(super) struct Stale {
    /// In order; those that are done already are passed over.
    waiting: std::vec::IntoIter<usize>,
    /// One bit a row.
    bits: Vec<u64>,
    left: usize,
    /// Of the ledger when they were listed ([`version`]).
    pub version: i64,
}

impl Stale {
    pub fn has(&self, claim: usize) -> bool {
        has(&self.bits, claim)
    }

    fn done(&mut self, claim: usize) {
        if self.has(claim)
            && let Some(bits) = self.bits.get_mut(claim / 64)
        {
            *bits &= !(1 << (claim % 64));
            self.left -= 1;
        }
    }

    pub fn left(&self) -> usize {
        self.left
    }

    pub fn next(&mut self) -> Option<usize> {
        let bits = &self.bits;
        self.waiting.by_ref().find(|claim| has(bits, *claim))
    }
}

fn has(bits: &[u64], claim: usize) -> bool {
    bits.get(claim / 64).is_some_and(|bits| bits >> (claim % 64) & 1 == 1)
}

/// All there are, in order.
pub(super) fn stale_claims(connection: &Connection) -> Result<Stale, Cause> {
    let mut statement = connection.prepare("SELECT claim FROM stale_claim ORDER BY claim")?;
    let claims: Vec<usize> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut bits = vec![0_u64; claims.last().map_or(0, |last| last / 64 + 1)];
    for claim in &claims {
        if let Some(bits) = bits.get_mut(claim / 64) {
            *bits |= 1 << (claim % 64);
        }
    }
    Ok(Stale { left: claims.len(), waiting: claims.into_iter(), bits, version: version(connection)? })
}

/// A fact that is made and not stored yet.
pub(super) struct Made {
    /// The rows of its claims, in order of claim id.
    pub keys: Vec<usize>,
    /// The fact; its indices are places in `keys`.
    pub fact: Fact,
}

/// What is known of links and facts: what stands in the ledger, with what this batch has made over it.
pub(super) struct Links<'b> {
    connection: &'b Connection,
    pub desk: &'b Desk,
    pub stale: &'b mut Stale,
    held: HashMap<usize, Option<Arc<Record>>>,
    /// Are there facts in the ledger?
    pub stored: bool,
    pub made: BTreeMap<usize, Made>,
    /// The key in `made` of a claim's fact; none for a claim that is in no fact any more.
    fact_of: HashMap<usize, Option<usize>>,
}

impl Known for Links<'_> {
    type Error = Cause;

    fn links(&mut self, claim: usize) -> Result<Vec<(usize, usize, f64)>, Cause> {
        let mut links = Vec::new();
        for sql in [
            "SELECT a, b, weight FROM claim_pair WHERE a = ?1 AND near_miss = 0",
            "SELECT a, b, weight FROM claim_pair WHERE b = ?1 AND near_miss = 0",
        ] {
            let mut statement = self.connection.prepare_cached(sql)?;
            let rows = statement.query_map([claim], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            for row in rows {
                links.push(row?);
            }
        }
        Ok(links)
    }

    fn fact(&mut self, claim: usize) -> Result<Vec<usize>, Cause> {
        if let Some(made) = self.fact_of.get(&claim) {
            return Ok(made.and_then(|made| self.made.get(&made)).map_or_else(Vec::new, |made| made.keys.clone()));
        }
        if !self.stored {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT other.claim FROM fact_claim own JOIN fact_claim other ON other.fact = own.fact WHERE own.claim = ?1",
        )?;
        let rows = statement.query_map([claim], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn record(&mut self, claim: usize) -> Result<Option<Arc<Record>>, Cause> {
        let document: usize = self
            .connection
            .prepare_cached("SELECT document FROM claim WHERE claim_key = ?1")?
            .query_row([claim], |row| row.get(0))?;
        if let Some(held) = self.held.get(&document) {
            return Ok(held.clone());
        }
        let found = record(self.connection, document)?;
        self.held.insert(document, found.clone());
        Ok(found)
    }

    fn is_stale(&self, claim: usize) -> bool {
        self.stale.has(claim)
    }

    fn merged(&mut self, claim: usize) -> Result<Vec<usize>, Cause> {
        if !self.desk.merges_any() {
            return Ok(Vec::new());
        }
        let id: String = self
            .connection
            .prepare_cached("SELECT claim_id FROM claim WHERE claim_key = ?1")?
            .query_row([claim], |row| row.get(0))?;
        let mut key = self.connection.prepare_cached("SELECT claim_key FROM claim WHERE claim_id = ?1")?;
        let mut merged = Vec::new();
        for id in self.desk.merged_with(&id) {
            merged.extend(key.query_row([id], |row| row.get::<_, usize>(0)).optional()?);
        }
        Ok(merged)
    }
}

impl<'b> Links<'b> {
    /// What stands in the ledger; `stored` says whether it has any facts.
    pub fn over(connection: &'b Connection, desk: &'b Desk, stale: &'b mut Stale, stored: bool) -> Self {
        let (held, made, fact_of) = (HashMap::new(), BTreeMap::new(), HashMap::new());
        Self { connection, desk, stale, held, stored, made, fact_of }
    }

    /// Makes the fact of a claim again, with all that changes by it; gives the claims that this touched.
    pub fn settle(&mut self, claim: usize, lexicon: &Lexicon) -> Result<BTreeSet<usize>, Cause> {
        let desk = self.desk;
        let settled = settle(claim, self, desk, lexicon)?;
        for claim in &settled.claims {
            self.stale.done(*claim);
            if let Some(Some(before)) = self.fact_of.insert(*claim, None) {
                self.made.remove(&before);
            }
        }
        for fact in settled.facts {
            let Some(made) = Made::of(fact, &settled.members) else { continue };
            let Some(number) = made.keys.iter().min().copied() else { continue };
            for key in &made.keys {
                self.fact_of.insert(*key, Some(number));
            }
            self.made.insert(number, made);
        }
        Ok(settled.claims)
    }
}

impl Made {
    /// A fact whose indices are places in `members`.
    fn of(fact: Fact, members: &[usize]) -> Option<Self> {
        let keys: Option<Vec<usize>> = fact.claims.iter().map(|at| members.get(*at).copied()).collect();
        let place = |at: usize| fact.claims.iter().position(|claim| *claim == at);
        let links = fact.links.iter().filter_map(|link| {
            Some(Link { a: place(link.a)?, b: place(link.b)?, confidence: link.confidence, slots: link.slots.clone() })
        });
        let links = links.collect();
        Some(Self {
            fact: Fact { fact_id: fact.fact_id, claims: (0..fact.claims.len()).collect(), links },
            keys: keys?,
        })
    }
}
