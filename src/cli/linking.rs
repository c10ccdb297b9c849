//! Brings what is derived in the ledger up to date: the checks of the documents that were read anew, then the facts and
//! discrepancies of the blocks whose claims have changed, and only those.

use super::progress::Progress;
use super::session::{Session, Stop};
use crate::claim::Claim;
use crate::compare::{self, Check, Discrepancy};
use crate::ledger::{Ledger, StoredFact};
use crate::lexicon::Lexicon;
use crate::link::{self, Desk, Fact};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// So many blocks are in memory at a time.
const BATCH: usize = 64;

/// The claims of one block, or of those that the desk ties together, and the two versions of each article that has
/// changed.
struct Block {
    names: Vec<String>,
    claims: Vec<Claim>,
    revised: Vec<(Vec<Claim>, Vec<Claim>)>,
}

/// What follows from the claims of one block.
pub(super) struct Findings {
    pub facts: Vec<StoredFact>,
    /// The rows of the report, `equal` and `scope` included.
    pub rows: Vec<Discrepancy>,
    /// Every pair.
    pub pairs: Vec<Discrepancy>,
}

/// Links and compares every block that has changed.
pub(super) fn link(
    session: &Session,
    ledger: &mut Ledger,
    lexicon: &Lexicon,
    pool: &rayon::ThreadPool,
) -> Result<(), Stop> {
    check(ledger, lexicon, pool)?;
    let desk = ledger.desk()?;
    let mut stale: Vec<Vec<String>> = ledger.stale_blocks()?.iter().map(|block| desk.unit(block)).collect();
    stale.sort();
    stale.dedup();
    let mut progress = Progress::pieces("linking", stale.len(), session.global.quiet);
    for units in stale.chunks(BATCH) {
        let mut blocks = Vec::with_capacity(units.len());
        for names in units {
            let mut block = Block { names: names.clone(), claims: Vec::new(), revised: Vec::new() };
            for name in names {
                block.claims.extend(ledger.block_claims(name)?);
                block.revised.extend(ledger.revised_articles(name)?);
            }
            blocks.push(block);
        }
        let found: Vec<Findings> = pool.install(|| {
            blocks.par_iter_mut().map(|block| findings(&mut block.claims, &block.revised, &desk, lexicon)).collect()
        });
        for (block, found) in blocks.iter().zip(&found) {
            ledger.store_blocks(&block.names, &found.facts, &found.rows, &found.pairs)?;
        }
        progress.advance(units.len() as u64, units.len() as u64);
    }
    Ok(())
}

/// Does the arithmetic of every document that was read anew.
fn check(ledger: &mut Ledger, lexicon: &Lexicon, pool: &rayon::ThreadPool) -> Result<(), Stop> {
    for documents in ledger.stale_documents()?.chunks(BATCH) {
        let numbers = documents.iter().map(|id| ledger.numbers(id)).collect::<Result<Vec<_>, _>>()?;
        let checks: Vec<Vec<Check>> = pool.install(|| {
            numbers.par_iter().map(|read| compare::checks(&read.claims, &read.sentences, lexicon)).collect()
        });
        ledger.store_checks(&numbers, &checks)?;
    }
    Ok(())
}

/// The facts of a block, or of those that the desk ties together, and what there is to say about them: a function of
/// claims and decisions alone, the same for the ledger and for `compare`.
pub(super) fn findings(
    claims: &mut [Claim],
    revised: &[(Vec<Claim>, Vec<Claim>)],
    desk: &Desk,
    lexicon: &Lexicon,
) -> Findings {
    desk.rename(claims);
    // No event joins official figures and news, so that they are no part of linking.
    claims.sort_by_key(compare::is_official);
    let (claims, official) = claims.split_at(claims.partition_point(|claim| !compare::is_official(claim)));
    let linking = link::facts_with(claims, desk, lexicon);
    let (mut rows, mut pairs, mut facts) = (Vec::new(), Vec::new(), Vec::new());
    for fact in &linking.facts {
        rows.extend(compare::discrepancies(claims, fact, lexicon));
        pairs.extend(compare::pairs(claims, fact, lexicon));
        facts.extend(stored(claims, fact, lexicon));
    }
    rows.extend(compare::scope_rows(claims, &linking, lexicon));
    let against = compare::against_series(official, claims, lexicon);
    rows.extend(against.rows);
    pairs.extend(against.pairs);
    for (older, newer) in revised {
        rows.extend(compare::revisions(older, newer, lexicon));
    }
    Findings { facts, rows, pairs }
}

/// A fact as the ledger keeps it. Its measure is the one that most of its claims have, the first in order among those.
fn stored(claims: &[Claim], fact: &Fact, lexicon: &Lexicon) -> Option<StoredFact> {
    let members: Vec<&Claim> = fact.claims.iter().filter_map(|at| claims.get(*at)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for claim in &members {
        *counts.entry(claim.measure.as_str()).or_default() += 1;
    }
    let most = counts.values().max()?;
    let measure = counts.iter().find(|(_, count)| *count == most).map(|(measure, _)| *measure)?;
    let typical = members.iter().find(|claim| claim.measure == measure)?;
    Some(StoredFact {
        fact_id: fact.fact_id.clone(),
        block: typical.block.clone(),
        measure: typical.measure.clone(),
        concept: typical.concept.clone(),
        subject: typical.subject.clone(),
        unit: typical.unit.clone(),
        claim_ids: members.iter().map(|claim| claim.claim_id.clone()).collect(),
        links: links(claims, fact),
        n_origins: compare::voices(claims, fact, lexicon).origins,
    })
}

/// The links of a fact, by the ids of the claims that they join, as JSON.
fn links(claims: &[Claim], fact: &Fact) -> String {
    let id = |at: usize| claims.get(at).map(|claim| claim.claim_id.as_str());
    let links: Vec<_> = fact
        .links
        .iter()
        .map(|link| json!({"a": id(link.a), "b": id(link.b), "confidence": link.confidence, "slots": link.slots}))
        .collect();
    Value::from(links).to_string()
}
