//! What is derived: how facts and discrepancies are stored.

use super::failure::Cause;
use super::record::readings::{decimal, measure_row};
use super::review::claim_key;
use super::{Ledger, failure};
use crate::Error;
use crate::claim::Claim;
use crate::compare::{self, Discrepancy};
use crate::lexicon::Lexicon;
use crate::link::Fact;
use crate::text::PartialDate;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How much the desk has said: it grows with each decision and verdict.
pub(super) const SAID: &str = "coalesce((SELECT max(decision_id) FROM decision), 0) \
    + coalesce((SELECT max(verdict_id) FROM verdict), 0)";

pub(super) fn said_so_far(connection: &Connection) -> rusqlite::Result<i64> {
    connection.prepare_cached(&format!("SELECT {SAID}"))?.query_row([], |row| row.get(0))
}

/// A fact as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFact {
    /// `f` and 26 characters.
    pub fact_id: String,
    /// The block it was linked in.
    pub block: String,
    /// The measure's canonical key.
    pub measure: String,
    /// The attribute class.
    pub concept: String,
    /// Whose it is.
    pub subject: Option<String>,
    /// The unit of `lowest` and `highest`.
    pub unit: String,
    /// Its claims.
    pub claim_ids: Vec<String>,
    /// The heaviest links inside it with the slots behind them, as JSON.
    pub links: String,
    /// Its sources, those that copy one text, agency or official counted once.
    pub n_origins: usize,
    /// Its outlets.
    pub n_sources: usize,
}

impl StoredFact {
    /// A fact as the ledger keeps it. Its measure is the one that most of its claims have, the first in order among those.
    pub fn of(claims: &[Claim], fact: &Fact, lexicon: &Lexicon) -> Option<Self> {
        let members: Vec<&Claim> = fact.claims.iter().filter_map(|at| claims.get(*at)).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for claim in &members {
            *counts.entry(claim.measure.as_str()).or_default() += 1;
        }
        let most = counts.values().max()?;
        let measure = counts.iter().find(|(_, count)| *count == most).map(|(measure, _)| *measure)?;
        let typical = members.iter().find(|claim| claim.measure == measure)?;
        Some(Self {
            fact_id: fact.fact_id.clone(),
            block: typical.block.clone(),
            measure: typical.measure.clone(),
            concept: typical.concept.clone(),
            subject: typical.subject.clone(),
            unit: typical.unit.clone(),
            claim_ids: members.iter().map(|claim| claim.claim_id.clone()).collect(),
            links: links(claims, fact),
            n_origins: compare::voices(claims, fact, lexicon).origins,
            n_sources: members.iter().filter_map(|claim| claim.source.as_deref()).collect::<HashSet<_>>().len(),
        })
    }
}

/// The links of a fact that are explained, by the ids of the claims that they join, as JSON.
fn links(claims: &[Claim], fact: &Fact) -> String {
    let id = |at: usize| claims.get(at).map(|claim| claim.claim_id.as_str());
    let links: Vec<_> = fact
        .links
        .iter()
        .filter(|link| !link.slots.is_empty())
        .map(|link| json!({"a": id(link.a), "b": id(link.b), "confidence": link.confidence, "slots": link.slots}))
        .collect();
    Value::from(links).to_string()
}

impl Ledger {
    /// The blocks with readings newer than their facts, in order. It stands in the file, so that a crash between
    /// recording and linking loses nothing.
    pub fn stale_blocks(&self) -> Result<Vec<String>, Error> {
        self.read("list the stale blocks of", |connection| {
            let mut statement = connection
                .prepare("SELECT b.block FROM stale_block s JOIN block b ON b.block_id = s.block ORDER BY 1")?;
            let blocks = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok(blocks)
        })
    }

    pub(super) fn synchronous(&self, mode: &str) -> Result<(), Error> {
        self.connection.pragma_update(None, "synchronous", mode).map_err(failure("set up", &self.place))
    }
}

/// Derived rows as they are written; what their claims and measures are known by is looked up once.
pub(super) struct Derived<'c> {
    connection: &'c Connection,
    claims: RefCell<HashMap<String, i64>>,
    measures: RefCell<HashMap<String, i64>>,
}

impl<'c> Derived<'c> {
    pub(super) fn over(connection: &'c Connection) -> Self {
        Self { connection, claims: RefCell::default(), measures: RefCell::default() }
    }

    /// The key of a claim, by its id.
    fn claim(&self, claim_id: &str) -> Result<i64, Cause> {
        if let Some(key) = self.claims.borrow().get(claim_id) {
            return Ok(*key);
        }
        let key = claim_key(self.connection, claim_id)?;
        self.know(claim_id, key);
        Ok(key)
    }

    /// The key of a claim need not be looked up.
    pub(super) fn know(&self, claim_id: &str, key: i64) {
        self.claims.borrow_mut().insert(claim_id.to_owned(), key);
    }

    fn measure(&self, measure: &str) -> rusqlite::Result<i64> {
        if let Some(row) = self.measures.borrow().get(measure) {
            return Ok(*row);
        }
        let row = measure_row(self.connection, measure)?;
        self.measures.borrow_mut().insert(measure.to_owned(), row);
        Ok(row)
    }

    /// Takes a fact away with all that goes with it.
    pub(super) fn remove_fact(&self, fact: i64) -> rusqlite::Result<()> {
        for sql in [
            "DELETE FROM discrepancy WHERE fact = ?1",
            "DELETE FROM discrepancy_pair WHERE fact = ?1",
            "DELETE FROM fact_claim WHERE fact = ?1",
            "DELETE FROM fact WHERE fact_key = ?1",
        ] {
            self.connection.prepare_cached(sql)?.execute([fact])?;
        }
        Ok(())
    }

    /// Writes a fact; gives its row.
    pub(super) fn fact(&self, block: i64, fact: &StoredFact) -> Result<i64, Cause> {
        let connection = self.connection;
        // Its lowest claim may have moved here from a block that is still to be linked again.
        let before = connection
            .prepare_cached("SELECT fact_key FROM fact WHERE fact_id = ?1")?
            .query_row([&fact.fact_id], |row| row.get(0))
            .optional()?;
        before.map_or(Ok(()), |before| self.remove_fact(before))?;
        connection
            .prepare_cached(
                "INSERT INTO fact (fact_id, block, measure, concept, subject, unit, links, n_origins, n_sources, n_claims)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                fact.fact_id,
                block,
                self.measure(&fact.measure)?,
                fact.concept,
                fact.subject,
                fact.unit,
                fact.links,
                fact.n_origins,
                fact.n_sources,
                fact.claim_ids.len()
            ])?;
        let row = connection.last_insert_rowid();
        let mut statement = connection.prepare_cached(
            "SELECT c.value_decimal, r.low_decimal, r.high_decimal, c.unit, c.approximation FROM claim c
             LEFT JOIN reading r ON r.reading_id = (SELECT max(reading_id) FROM reading WHERE claim = c.claim_key)
             WHERE c.claim_key = ?1",
        )?;
        let mut values: HashMap<[Option<String>; 4], usize> = HashMap::new();
        for claim_id in &fact.claim_ids {
            let claim = self.claim(claim_id)?;
            let value = statement.query_row([claim], |row| {
                let (low, high): (Option<String>, Option<String>) = (row.get(1)?, row.get(2)?);
                Ok(match row.get(0)? {
                    // The ends follow from figure and hedge.
                    Some(figure) => [Some(figure), None, row.get(3)?, row.get(4)?],
                    None => [low, high, row.get(3)?, row.get(4)?],
                })
            })?;
            let next = values.len() + 1;
            let stated = *values.entry(value).or_insert(next);
            connection
                .prepare_cached("INSERT OR REPLACE INTO fact_claim (claim, fact, stated) VALUES (?1, ?2, ?3)")?
                .execute(params![claim, row, stated])?;
        }
        Ok(row)
    }

    /// Writes a row; `owner` is its block, and the fact with which it goes.
    pub(super) fn discrepancy(
        &self,
        table: &str,
        (block, fact): (i64, Option<i64>),
        row: &Discrepancy,
    ) -> Result<(), Cause> {
        self.connection
            .prepare_cached(&format!(
                "INSERT INTO {table} (discrepancy_id, block, kind, relation, explanation, diagnosis, measure, subject, unit,
                   period, as_of, n_sources, n_origins, low_decimal, high_decimal, difference_decimal, relative_difference,
                   ratio, confidence, a_claim, b_claim, fact, newest)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                   ?22, ?23)"
            ))?
            .execute(params![
                row.discrepancy_id,
                block,
                row.kind.as_str(),
                row.relation.as_str(),
                row.explanation,
                row.diagnosis.map(|diagnosis| diagnosis.as_str()),
                self.measure(&row.measure)?,
                row.subject,
                row.unit,
                row.period,
                row.as_of,
                row.n_sources,
                row.n_origins,
                decimal(row.low_value),
                decimal(row.high_value),
                decimal(row.difference),
                decimal(row.relative_difference),
                decimal(row.ratio),
                row.confidence,
                self.claim(&row.a.claim_id)?,
                self.claim(&row.b.claim_id)?,
                fact,
                newest(row)
            ])?;
        Ok(())
    }
}

/// The later day on which a side of a row was published, as it is stored.
pub(super) fn newest(row: &Discrepancy) -> Option<String> {
    let day = |published: Option<PartialDate>| published.map(|published| published.to_string());
    day(row.a.published).max(day(row.b.published))
}
