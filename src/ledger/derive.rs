//! What is derived: how facts and discrepancies are stored.

use super::failure::Cause;
use super::record::readings::{block_row, decimal, measure_row};
use super::review::claim_key;
use super::{Ledger, failure};
use crate::Error;
use crate::claim::Claim;
use crate::compare::{self, Discrepancy};
use crate::lexicon::Lexicon;
use crate::link::Fact;
use rusqlite::{Connection, params};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// How much the desk has said: it grows with each decision and verdict.
pub(super) const SAID: &str = "coalesce((SELECT max(decision_id) FROM decision), 0) \
    + coalesce((SELECT max(verdict_id) FROM verdict), 0)";

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
    /// The links inside it with the slots behind them, as JSON.
    pub links: String,
    /// Its sources, those that copy one text, agency or official counted once.
    pub n_origins: usize,
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
        })
    }
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

/// Writes a fact; gives its row and its block.
pub(super) fn fact_row(connection: &Connection, stored: &StoredFact) -> Result<(i64, i64), Cause> {
    let block = block_row(connection, &stored.block)?;
    Ok((fact(connection, block, stored)?, block))
}

fn fact(connection: &Connection, block: i64, fact: &StoredFact) -> Result<i64, Cause> {
    // Its lowest claim may have moved here from a block that is still to be linked again.
    connection.prepare_cached("DELETE FROM fact WHERE fact_id = ?1")?.execute([&fact.fact_id])?;
    connection
        .prepare_cached(
            "INSERT INTO fact (fact_id, block, measure, concept, subject, unit, links, n_origins)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            fact.fact_id,
            block,
            measure_row(connection, &fact.measure)?,
            fact.concept,
            fact.subject,
            fact.unit,
            fact.links,
            fact.n_origins
        ])?;
    let row = connection.last_insert_rowid();
    let mut statement = connection.prepare_cached(
        "SELECT c.value_decimal, r.low_decimal, r.high_decimal, c.unit, c.approximation FROM claim c
         LEFT JOIN reading r ON r.reading_id = (SELECT max(reading_id) FROM reading WHERE claim = c.claim_key)
         WHERE c.claim_key = ?1",
    )?;
    let mut values: HashMap<[Option<String>; 4], usize> = HashMap::new();
    for claim_id in &fact.claim_ids {
        let claim = claim_key(connection, claim_id)?;
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
    connection: &Connection,
    table: &str,
    (block, fact): (i64, Option<i64>),
    row: &Discrepancy,
) -> Result<(), Cause> {
    connection
        .prepare_cached(&format!(
            "INSERT INTO {table} (discrepancy_id, block, kind, relation, explanation, diagnosis, measure, subject, unit,
               period, as_of, n_sources, n_origins, low_decimal, high_decimal, difference_decimal, relative_difference,
               ratio, confidence, a_claim, b_claim, fact)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)"
        ))?
        .execute(params![
            row.discrepancy_id,
            block,
            row.kind.as_str(),
            row.relation.as_str(),
            row.explanation,
            row.diagnosis.map(|diagnosis| diagnosis.as_str()),
            measure_row(connection, &row.measure)?,
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
            claim_key(connection, &row.a.claim_id)?,
            claim_key(connection, &row.b.claim_id)?,
            fact
        ])?;
    Ok(())
}
