//! Brings what is derived in the ledger up to date: the checks of the documents that were read anew, then the facts and
//! discrepancies of the blocks whose claims have changed, and only those.

use super::interrupt;
use super::progress::Progress;
use super::session::{Session, Stop};
use crate::claim::Claim;
use crate::compare::{self, Check, Discrepancy};
use crate::ledger::{Ledger, StoredFact};
use crate::lexicon::Lexicon;
use crate::link::{self, Desk};
use rayon::prelude::*;

/// So many documents are checked at a time.
const BATCH: usize = 64;

/// What follows from the claims of one block.
pub(super) struct Findings {
    pub facts: Vec<StoredFact>,
    /// The rows of the report, `equal` and `scope` included.
    pub rows: Vec<Discrepancy>,
    /// Every pair.
    pub pairs: Vec<Discrepancy>,
}

/// Links and compares all that has changed.
pub(super) fn link(
    session: &Session,
    ledger: &mut Ledger,
    lexicon: &Lexicon,
    pool: &rayon::ThreadPool,
) -> Result<(), Stop> {
    check(ledger, lexicon, pool)?;
    let mut progress = Progress::pieces("linking", 0, session.global.quiet);
    let mut linked = 0;
    let advance = |claims: usize, left: usize| {
        linked += claims as u64;
        progress.of(linked + left as u64);
        progress.advance(claims as u64, claims as u64);
        !interrupt::stopped()
    };
    Ok(pool.install(|| ledger.relink_watched(lexicon, advance))?)
}

/// Does the arithmetic of every document that was read anew.
fn check(ledger: &mut Ledger, lexicon: &Lexicon, pool: &rayon::ThreadPool) -> Result<(), Stop> {
    let mut after = 0;
    loop {
        let documents = ledger.stale_documents(after, BATCH)?;
        let Some((last, _)) = documents.last() else { return Ok(()) };
        after = *last;
        if interrupt::stopped() {
            return Ok(());
        }
        let numbers = documents.iter().map(|(_, id)| ledger.numbers(id)).collect::<Result<Vec<_>, _>>()?;
        let checks: Vec<Vec<Check>> = pool.install(|| {
            numbers.par_iter().map(|read| compare::checks(&read.claims, &read.sentences, lexicon)).collect()
        });
        ledger.store_checks(&numbers, &checks)?;
    }
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
        facts.extend(StoredFact::of(claims, fact, lexicon));
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
