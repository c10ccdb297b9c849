//! Claims as linking needs them: one block at a time, from an index.

use super::Ledger;
use super::failure::Cause;
use crate::Error;
use crate::claim::Claim;
use crate::text::Context;
use rusqlite::types::{FromSql, Type};
use rusqlite::{Connection, OptionalExtension, Params, Row};
use std::collections::HashMap;
use std::str::FromStr;
use std::sync::Arc;

/// The columns of a claim, in the order in which `claim` takes them.
const COLUMNS: &str = "extraction, claim_id, document_id, doc, part, quote_start, quote_end, quote, prefix, suffix, \
    sentence, value_text, value_start, value_end, value_decimal, low_decimal, high_decimal, granularity_decimal, \
    approximation, unit, dimension, rate, role, trend, previous, measured, concept, restrictors, subject, measure, \
    block, period_start, period_end, period_text, as_of_start, as_of_end, as_of_text, as_of_basis, speaker, origin, \
    status, confidence, source, title, url, published, modified, language";

/// The desk does not say of the claim that it was misread: such a claim is kept and compared with nothing.
pub(super) const READ_RIGHT: &str = "claim_key NOT IN (SELECT claim FROM misread_claim)";

impl Ledger {
    /// The newest readings of the newest revisions in a block, each with its document's context, in order of claim id.
    pub fn block_claims(&self, block: &str) -> Result<Vec<Claim>, Error> {
        self.read("read the claims of", |connection| {
            let Some(block) = block_id(connection, block)? else { return Ok(Vec::new()) };
            claims(connection, &format!("block_id = ?1 AND is_current AND {READ_RIGHT}"), [block])
        })
    }

    /// A claim as it was read last; also of a revision that is not the newest.
    pub fn claim(&self, claim_id: &str) -> Result<Option<Claim>, Error> {
        self.read("read a claim of", |connection| {
            let newest = "reading_id = (SELECT max(r.reading_id) FROM claim c JOIN reading r ON r.claim = c.claim_key \
                          WHERE c.claim_id = ?1)";
            Ok(claims(connection, newest, [claim_id])?.pop())
        })
    }

    /// The claims of a fact, as they were read last, in order of claim id.
    pub fn fact_claims(&self, fact_id: &str) -> Result<Vec<Claim>, Error> {
        self.read("read the claims of", |connection| {
            let members = "claim_key IN (SELECT m.claim FROM fact f JOIN fact_claim m ON m.fact = f.fact_key \
                           WHERE f.fact_id = ?1) AND is_current";
            claims(connection, members, [fact_id])
        })
    }
}

fn block_id(connection: &Connection, block: &str) -> Result<Option<i64>, Cause> {
    Ok(connection
        .prepare_cached("SELECT block_id FROM block WHERE block = ?1")?
        .query_row([block], |row| row.get(0))
        .optional()?)
}

/// The contexts of extractions, which their claims share.
pub(super) type Contexts = HashMap<i64, Arc<Context>>;

pub(super) fn claims(connection: &Connection, condition: &str, parameters: impl Params) -> Result<Vec<Claim>, Cause> {
    claims_with(connection, condition, parameters, &mut Contexts::new())
}

/// The same, with the contexts that are at hand.
pub(super) fn claims_with(
    connection: &Connection,
    condition: &str,
    parameters: impl Params,
    contexts: &mut Contexts,
) -> Result<Vec<Claim>, Cause> {
    let sql = format!("SELECT {COLUMNS} FROM claim_reading WHERE {condition} ORDER BY claim_id");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(parameters)?;
    let mut claims = Vec::new();
    while let Some(row) = rows.next()? {
        let extraction: i64 = row.get(0)?;
        let context = match contexts.get(&extraction) {
            Some(context) => Arc::clone(context),
            None => {
                let context = Arc::new(context(connection, extraction)?);
                Arc::clone(contexts.entry(extraction).or_insert(context))
            }
        };
        claims.push(claim(row, context)?);
    }
    Ok(claims)
}

fn context(connection: &Connection, extraction: i64) -> rusqlite::Result<Context> {
    connection
        .prepare_cached("SELECT context FROM extraction WHERE extraction_id = ?1")?
        .query_row([extraction], |row| json(0, &row.get::<_, String>(0)?))
}

/// Takes the cells of a row one after the other.
struct Cells<'r> {
    row: &'r Row<'r>,
    at: usize,
}

impl Cells<'_> {
    fn next<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        self.at += 1;
        self.row.get(self.at)
    }

    /// A value by its written name.
    fn read<T: FromStr<Err: std::fmt::Display>>(&mut self) -> rusqlite::Result<T> {
        let text: String = self.next()?;
        text.parse().map_err(|error: T::Err| unreadable(self.at, &error))
    }

    fn read_if_any<T: FromStr<Err: std::fmt::Display>>(&mut self) -> rusqlite::Result<Option<T>> {
        let text: Option<String> = self.next()?;
        text.map(|text| text.parse().map_err(|error: T::Err| unreadable(self.at, &error))).transpose()
    }
}

fn claim(row: &Row<'_>, context: Arc<Context>) -> rusqlite::Result<Claim> {
    let mut cells = Cells { row, at: 0 };
    // The fields are evaluated in the order in which they are written, which is that of COLUMNS.
    Ok(Claim {
        claim_id: cells.next()?,
        document_id: cells.next()?,
        doc: cells.next()?,
        part: cells.read()?,
        start: cells.next()?,
        end: cells.next()?,
        quote: cells.next()?,
        prefix: cells.next()?,
        suffix: cells.next()?,
        sentence: cells.next()?,
        value_text: cells.next()?,
        value_start: cells.next()?,
        value_end: cells.next()?,
        value: cells.read_if_any()?,
        low: cells.read_if_any()?,
        high: cells.read_if_any()?,
        granularity: cells.read_if_any()?,
        approximation: cells.read()?,
        unit: cells.next()?,
        dimension: cells.next()?,
        rate: cells.next()?,
        role: cells.read()?,
        trend: cells.read_if_any()?,
        previous: cells.next()?,
        measured: cells.next()?,
        concept: cells.next()?,
        restrictors: {
            let text: String = cells.next()?;
            json(cells.at, &text)?
        },
        subject: cells.next()?,
        measure: cells.next()?,
        block: cells.next()?,
        period_start: cells.read_if_any()?,
        period_end: cells.read_if_any()?,
        period_text: cells.next()?,
        as_of_start: cells.read_if_any()?,
        as_of_end: cells.read_if_any()?,
        as_of_text: cells.next()?,
        as_of_basis: cells.read()?,
        speaker: cells.next()?,
        origin: cells.next()?,
        status: cells.read()?,
        confidence: cells.next()?,
        source: cells.next()?,
        title: cells.next()?,
        url: cells.next()?,
        published: cells.read_if_any()?,
        modified: cells.read_if_any()?,
        language: cells.next()?,
        context: Some(context),
    })
}

fn json<T: serde::de::DeserializeOwned>(column: usize, text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text).map_err(|error| unreadable(column, &error))
}

fn unreadable(column: usize, error: &dyn std::fmt::Display) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error.to_string().into())
}
