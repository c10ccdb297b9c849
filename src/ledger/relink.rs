//! Facts and discrepancies brought up to date: those that another document, a newer reading or a decision touches, and
//! no others.

use super::claims::{Contexts, READ_RIGHT, claims_with};
use super::derive::{Derived, StoredFact, said_so_far};
use super::failure::Cause;
use super::links::version;
use super::record::readings::block_row;
use super::{Ledger, failure};
use crate::Error;
use crate::claim::Claim;
use crate::compare::{self, Discrepancy};
use crate::lexicon::Lexicon;
use crate::link::{self, Desk, Fact, Known, Miss, nearest};
use known::{Links, Made, Stale, stale_claims};
use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

mod known;

/// So many claims come into new facts in one transaction; more where links join them.
const BATCH: usize = 4096;

/// The claims of so many facts are in memory at a time.
const FACTS: usize = 512;

impl Ledger {
    /// Links and compares whatever has changed, and only that; `advance` is told how many more claims are done, and says
    /// whether to go on. What is left then stays stale, and is linked by the next run.
    pub fn relink(&mut self, lexicon: &Lexicon, mut advance: impl FnMut(usize) -> bool + Send) -> Result<(), Error> {
        self.relink_watched(lexicon, |done, _| advance(done))
    }

    /// The same; `advance` is also told how many are left.
    pub fn relink_watched(
        &mut self,
        lexicon: &Lexicon,
        mut advance: impl FnMut(usize, usize) -> bool + Send,
    ) -> Result<(), Error> {
        // Not waiting for the disk: after a power cut what was stale is stale still, so it is linked again.
        self.synchronous("NORMAL")?;
        let done = self.relinked(lexicon, &mut advance);
        self.synchronous("FULL")?;
        done
    }

    fn relinked(&mut self, lexicon: &Lexicon, advance: &mut dyn FnMut(usize, usize) -> bool) -> Result<(), Error> {
        loop {
            let (said, desk) = (self.said_so_far()?, self.desk()?);
            if !self.find_pairs(said, &desk, lexicon)? {
                continue;
            }
            let mut stale = self.read("list the stale claims of", stale_claims)?;
            while stale.left() > 0 {
                let before = stale.left();
                let going_on = self.trusted("store what was derived in", |connection| {
                    let same = said_so_far(connection)? == said;
                    if same {
                        if version(connection)? != stale.version {
                            stale = stale_claims(connection)?;
                        }
                        batch(connection, &mut stale, &desk, lexicon)?;
                    }
                    Ok(same)
                })?;
                if !going_on {
                    break;
                }
                if !advance(before - stale.left(), stale.left()) {
                    return Ok(());
                }
            }
            // Else somebody has decided something meanwhile, which counts from here on.
            let done = stale.left() == 0 && self.said_so_far()? == said;
            if done {
                self.official(&desk, lexicon)?;
                return self.write("store what was derived in", |connection| {
                    connection.execute(
                        "DELETE FROM stale_block WHERE NOT EXISTS (SELECT 1 FROM unlinked_document)
                         AND NOT EXISTS (SELECT 1 FROM stale_claim)",
                        [],
                    )?;
                    Ok(())
                });
            }
        }
    }

    fn said_so_far(&self) -> Result<i64, Error> {
        said_so_far(&self.connection).map_err(failure("read", &self.place))
    }
}

/// Makes the facts of some stale claims again and stores them with their rows.
fn batch(connection: &Connection, stale: &mut Stale, desk: &Desk, lexicon: &Lexicon) -> Result<(), Cause> {
    let stored = connection.prepare_cached("SELECT 1 FROM fact LIMIT 1")?.exists([])?;
    let mut links = Links::over(connection, desk, stale, stored);
    let mut touched = BTreeSet::new();
    while touched.len() < BATCH
        && let Some(claim) = links.stale.next()
    {
        touched.extend(links.settle(claim, lexicon)?);
    }
    let owners = if stored { neighbours(connection, &touched)? } else { BTreeSet::new() };
    let mut claims_of = Claims::over(connection, desk);
    if stored {
        let mut fact = connection.prepare_cached("SELECT fact FROM fact_claim WHERE claim = ?1")?;
        for claim in &touched {
            let before = fact.query_row([claim], |row| row.get(0)).optional()?;
            before.map_or(Ok(()), |before| claims_of.derived.remove_fact(before))?;
        }
    }
    let mut rows_of: Vec<i64> = store_facts(&links.made, &mut claims_of, lexicon)?;
    rows_of.extend(owners);
    scope_rows(connection, &rows_of, &mut links, &mut claims_of, lexicon)?;
    let mut done = connection.prepare_cached("DELETE FROM stale_claim WHERE claim = ?1")?;
    for claim in &touched {
        done.execute([claim])?;
    }
    Ok(())
}

/// The facts that near misses lead to from some claims.
fn neighbours(connection: &Connection, claims: &BTreeSet<usize>) -> Result<BTreeSet<i64>, Cause> {
    let mut facts = BTreeSet::new();
    for sql in [
        "SELECT fact FROM claim_pair JOIN fact_claim ON claim = b WHERE a = ?1",
        "SELECT fact FROM claim_pair JOIN fact_claim ON claim = a WHERE b = ?1",
    ] {
        let mut statement = connection.prepare_cached(sql)?;
        for claim in claims {
            for fact in statement.query_map([claim], |row| row.get(0))? {
                facts.insert(fact?);
            }
        }
    }
    Ok(facts)
}

/// Claims as they are compared, with the contexts that they share.
struct Claims<'b> {
    connection: &'b Connection,
    desk: &'b Desk,
    contexts: Contexts,
    derived: Derived<'b>,
}

impl<'b> Claims<'b> {
    fn over(connection: &'b Connection, desk: &'b Desk) -> Self {
        Self { connection, desk, contexts: Contexts::new(), derived: Derived::over(connection) }
    }

    fn of(&mut self, keys: &[usize]) -> Result<Vec<Claim>, Cause> {
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            let claims = claims_with(self.connection, "claim_key = ?1 AND is_current", [key], &mut self.contexts)?;
            claims.iter().for_each(|claim| self.derived.know(&claim.claim_id, *key as i64));
            found.extend(claims);
        }
        self.desk.rename(&mut found);
        Ok(found)
    }
}

/// What there is to say about one fact.
struct Findings {
    fact: StoredFact,
    rows: Vec<Discrepancy>,
    pairs: Vec<Discrepancy>,
}

/// Stores facts with their rows and pairs; gives the rows of the facts.
fn store_facts(made: &BTreeMap<usize, Made>, claims_of: &mut Claims<'_>, lexicon: &Lexicon) -> Result<Vec<i64>, Cause> {
    let mut stored = Vec::with_capacity(made.len());
    let made: Vec<&Made> = made.values().collect();
    for made in made.chunks(FACTS) {
        store_some(made, claims_of, &mut stored, lexicon)?;
        claims_of.contexts = Contexts::new();
    }
    Ok(stored)
}

/// The same for a few facts, whose claims are all read.
fn store_some(
    made: &[&Made],
    claims_of: &mut Claims<'_>,
    stored: &mut Vec<i64>,
    lexicon: &Lexicon,
) -> Result<(), Cause> {
    let connection = claims_of.connection;
    let mut read: Vec<(&Fact, Vec<Claim>)> = Vec::new();
    for made in made {
        match made.keys.as_slice() {
            [only] if !claims_of.desk.renames() => stored.push(store_single(connection, &made.fact.fact_id, *only)?),
            keys => read.push((&made.fact, claims_of.of(keys)?)),
        }
    }
    let found: Vec<Option<Findings>> = read
        .par_iter()
        .map(|(fact, claims)| {
            Some(Findings {
                fact: StoredFact::of(claims, fact, lexicon)?,
                rows: compare::discrepancies(claims, fact, lexicon),
                pairs: compare::pairs(claims, fact, lexicon),
            })
        })
        .collect();
    for findings in found.iter().flatten() {
        let (derived, block) = (&claims_of.derived, block_row(connection, &findings.fact.block)?);
        let fact = derived.fact(block, &findings.fact)?;
        stored.push(fact);
        let owner = (block, Some(fact));
        findings.rows.iter().try_for_each(|row| derived.discrepancy("discrepancy", owner, row))?;
        findings.pairs.iter().try_for_each(|row| derived.discrepancy("discrepancy_pair", owner, row))?;
    }
    Ok(())
}

/// A fact of one claim, which nothing is set against.
fn store_single(connection: &Connection, fact_id: &str, claim: usize) -> Result<i64, Cause> {
    connection
        .prepare_cached(
            "INSERT INTO fact (fact_id, block, measure, concept, subject, unit, links, n_origins, n_claims, n_sources)
             SELECT ?2, r.block, r.measure, r.concept, r.subject, c.unit, '[]', 1, 1,
               (SELECT source IS NOT NULL FROM document_metadata WHERE document = c.document
                ORDER BY metadata_id DESC LIMIT 1)
             FROM claim c
             JOIN reading r ON r.reading_id = (SELECT max(reading_id) FROM reading WHERE claim = c.claim_key)
             WHERE c.claim_key = ?1",
        )?
        .execute(params![claim, fact_id])?;
    let fact = connection.last_insert_rowid();
    connection
        .prepare_cached("INSERT INTO fact_claim (claim, fact, stated) VALUES (?1, ?2, 1)")?
        .execute(params![claim, fact])?;
    Ok(fact)
}

/// A near miss as it is read: the two claims with their ids, its weight, and the fact that it leads to.
struct Found {
    a: (usize, String),
    b: (usize, String),
    weight: f64,
    other: String,
}

/// Replaces the near misses of some facts.
fn scope_rows(
    connection: &Connection,
    facts: &[i64],
    links: &mut Links<'_>,
    claims_of: &mut Claims<'_>,
    lexicon: &Lexicon,
) -> Result<(), Cause> {
    for fact in facts {
        let Some(found) = near_misses(connection, *fact, links)? else { continue };
        if links.stored {
            connection
                .prepare_cached(
                    "DELETE FROM discrepancy WHERE fact = ?1 AND relation = 'scope'
                       AND (SELECT count(*) FROM fact_claim m WHERE m.fact = ?1 AND m.claim IN (a_claim, b_claim)) < 2",
                )?
                .execute([fact])?;
        }
        let misses = found.iter().map(|found| Miss {
            ids: (&found.a.1, &found.b.1),
            weight: found.weight,
            other: &found.other,
            pair: (found.a.0, found.b.0),
        });
        for (a, b) in nearest(misses.collect()) {
            let Some((one, other)) = links.record(a)?.zip(links.record(b)?) else { continue };
            let claims = claims_of.of(&[a, b])?;
            let miss = link::near_miss((&one, a), (&other, b), links.desk, lexicon);
            let linking = link::Linking { facts: Vec::new(), near_misses: miss.into_iter().collect() };
            let block = connection
                .prepare_cached("SELECT block FROM fact WHERE fact_key = ?1")?
                .query_row([fact], |row| row.get(0))?;
            for row in compare::scope_rows(&claims, &linking, lexicon) {
                claims_of.derived.discrepancy("discrepancy", (block, Some(*fact)), &row)?;
            }
        }
    }
    Ok(())
}

/// The near misses between a fact and those of higher ids. None where the fact is gone, or where another is still to be
/// made: then they are looked at with that.
fn near_misses(connection: &Connection, fact: i64, links: &Links<'_>) -> Result<Option<Vec<Found>>, Cause> {
    let id: Option<String> = connection
        .prepare_cached("SELECT fact_id FROM fact WHERE fact_key = ?1")?
        .query_row([fact], |row| row.get(0))
        .optional()?;
    let Some(id) = id else { return Ok(None) };
    let mut found = Vec::new();
    for (own, other) in [("a", "b"), ("b", "a")] {
        let mut statement = connection.prepare_cached(&format!(
            "SELECT p.a, p.b, p.weight, p.near_miss, p.{other}, f.fact_id,
               (SELECT claim_id FROM claim WHERE claim_key = p.a), (SELECT claim_id FROM claim WHERE claim_key = p.b)
             FROM fact_claim m JOIN claim_pair p ON p.{own} = m.claim
             LEFT JOIN fact_claim o ON o.claim = p.{other} LEFT JOIN fact f ON f.fact_key = o.fact
             WHERE m.fact = ?1 AND (p.near_miss OR ?2) AND o.fact IS NOT m.fact AND coalesce(f.fact_id > ?3, true)"
        ))?;
        let mut rows = statement.query(params![fact, links.desk.splits_any(), id])?;
        while let Some(row) = rows.next()? {
            if links.stale.has(row.get(4)?) {
                return Ok(None);
            }
            let Some(other) = row.get::<_, Option<String>>(5)? else { continue };
            let (a, b): (String, String) = (row.get(6)?, row.get(7)?);
            if row.get(3)? || links.desk.parts(&a, &b) {
                found.push(Found { a: (row.get(0)?, a), b: (row.get(1)?, b), weight: row.get(2)?, other });
            }
        }
    }
    Ok(Some(found))
}

/// Rows that official figures make: of no fact, and of no article that was revised.
const OF_SERIES: &str = "fact IS NULL AND kind = 'between' AND relation != 'revision'";

impl Ledger {
    /// What official figures say of the news in their blocks. They are few, and all of it is said again.
    fn official(&mut self, desk: &Desk, lexicon: &Lexicon) -> Result<(), Error> {
        self.write("store what official figures say in", |connection| {
            for table in ["discrepancy", "discrepancy_pair"] {
                connection.execute(&format!("DELETE FROM {table} WHERE {OF_SERIES}"), [])?;
            }
            let mut statement = connection.prepare_cached(
                // CROSS: from the few runs on; for DISTINCT alone SQLite would go through all readings by block.
                "SELECT DISTINCT r.block FROM run CROSS JOIN extraction e ON e.run = run.run_id
                 CROSS JOIN reading r ON r.extraction = e.extraction_id WHERE run.command = 'import'",
            )?;
            let blocks: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            let (mut contexts, derived) = (Contexts::new(), Derived::over(connection));
            for block in blocks {
                let condition = format!("block_id = ?1 AND is_current AND {READ_RIGHT}");
                let mut claims = claims_with(connection, &condition, [block], &mut contexts)?;
                desk.rename(&mut claims);
                let (official, news): (Vec<Claim>, Vec<Claim>) = claims.into_iter().partition(compare::is_official);
                let against = compare::against_series(&official, &news, lexicon);
                let owner = (block, None);
                against.rows.iter().try_for_each(|row| derived.discrepancy("discrepancy", owner, row))?;
                against.pairs.iter().try_for_each(|row| derived.discrepancy("discrepancy_pair", owner, row))?;
            }
            Ok(())
        })
    }
}

/// What changed between the last two versions of the articles that were read again.
pub(super) fn revisions(connection: &Connection, lexicon: &Lexicon) -> Result<(), Cause> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT d.article, (SELECT max(revision) FROM document WHERE article = d.article)
         FROM unlinked_document JOIN document d ON d.document_key = document
         WHERE EXISTS (SELECT 1 FROM document WHERE article = d.article AND revision > 1)",
    )?;
    let articles: Vec<(i64, i64)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let (mut contexts, derived) = (Contexts::new(), Derived::over(connection));
    for (article, newest) in articles {
        connection.prepare_cached("DELETE FROM discrepancy WHERE article = ?1")?.execute([article])?;
        let mut of = |revision: i64| {
            let condition = &format!(
                "extraction = (SELECT max(e.extraction_id) FROM document d JOIN extraction e
                   ON e.document = d.document_key WHERE d.article = ?1 AND d.revision = ?2) AND {READ_RIGHT}"
            );
            claims_with(connection, condition, [article, revision], &mut contexts)
        };
        let (before, after) = (by_block(of(newest - 1)?), by_block(of(newest)?));
        for (block, older) in &before {
            let Some(newer) = after.get(block) else { continue };
            let block = block_row(connection, block)?;
            for row in compare::revisions(older, newer, lexicon) {
                derived.discrepancy("discrepancy", (block, None), &row)?;
                connection
                    .prepare_cached("UPDATE discrepancy SET article = ?1 WHERE discrepancy_key = ?2")?
                    .execute([article, connection.last_insert_rowid()])?;
            }
        }
    }
    Ok(())
}

fn by_block(claims: Vec<Claim>) -> BTreeMap<String, Vec<Claim>> {
    let mut blocks: BTreeMap<String, Vec<Claim>> = BTreeMap::new();
    for claim in claims {
        blocks.entry(claim.block.clone()).or_default().push(claim);
    }
    blocks
}
