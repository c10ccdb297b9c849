//! Arithmetic inside one document: which documents wait for it, and what came of it.

use super::Ledger;
use super::claims::{READ_RIGHT, claims};
use super::derive::{SAID, newest};
use super::failure::Cause;
use super::record::readings::{decimal, measure_row};
use super::review::claim_key;
use crate::Error;
use crate::claim::{Claim, NumberSentence};
use crate::compare::Check;
use crate::text::Part;
use rusqlite::{Connection, OptionalExtension, params};

/// What is said in the newest revision of a document; nothing for an older one.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers {
    /// The document.
    pub document_id: String,
    /// Its claims, as they were read last.
    pub claims: Vec<Claim>,
    /// Its sentences with numbers.
    pub sentences: Vec<NumberSentence>,
    /// The reading that the claims are of, or a later one.
    extraction: i64,
    /// How much the desk had said when they were read.
    said: i64,
}

impl Ledger {
    /// The documents with a reading newer than their checks, in the order in which they were added: at most `limit` past
    /// a place, which is 0 for the first and comes with each. It stands in the file, so that a crash between recording
    /// and checking loses nothing.
    pub fn stale_documents(&self, after: i64, limit: usize) -> Result<Vec<(i64, String)>, Error> {
        self.read("list the unchecked documents of", |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT s.document, d.document_id FROM stale_document s JOIN document d ON d.document_key = s.document
                 WHERE s.document > ?1 ORDER BY s.document LIMIT ?2",
            )?;
            let rows = statement.query_map(params![after, limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// How many groups of claims, or documents, are recorded and not compared or checked yet, whichever are more.
    pub fn left_over(&self) -> Result<usize, Error> {
        self.read("count what is not compared in", |connection| {
            let sql = "SELECT max((SELECT count(*) FROM stale_block), (SELECT count(*) FROM stale_document))";
            Ok(connection.query_row(sql, [], |row| row.get(0))?)
        })
    }

    /// What is said in a document.
    pub fn numbers(&self, document_id: &str) -> Result<Numbers, Error> {
        self.read("read the numbers of", |connection| {
            let mut numbers = Numbers {
                document_id: document_id.to_owned(),
                claims: Vec::new(),
                sentences: Vec::new(),
                extraction: 0,
                said: 0,
            };
            let Some(document) = document_key(connection, document_id)? else { return Ok(numbers) };
            (numbers.extraction, numbers.said) = connection
                .prepare_cached(&format!("SELECT coalesce((SELECT max(extraction_id) FROM extraction), 0), {SAID}"))?
                .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let newest = "extraction = (SELECT max(extraction_id) FROM extraction WHERE document = ?1) AND is_current";
            numbers.claims = claims(connection, &format!("{newest} AND {READ_RIGHT}"), [document])?;
            numbers.sentences = sentences(connection, document)?;
            Ok(numbers)
        })
    }

    /// Replaces the checks of documents, in one transaction. A document is stale no more, unless it was read again
    /// after its numbers were.
    pub fn store_checks(&mut self, numbers: &[Numbers], checks: &[Vec<Check>]) -> Result<(), Error> {
        // Not waiting for the disk: after a power cut the documents are as before, and stale.
        self.synchronous("NORMAL")?;
        let stored = self.write("store what was checked in", |connection| {
            for (read, checks) in numbers.iter().zip(checks) {
                let Some(document) = document_key(connection, &read.document_id)? else { continue };
                connection.prepare_cached("DELETE FROM arithmetic_check WHERE document = ?1")?.execute([document])?;
                checks.iter().try_for_each(|check| store(connection, document, check))?;
                connection
                    .prepare_cached(&format!(
                        "DELETE FROM stale_document WHERE document = ?1 AND extraction <= ?2 AND ?3 = (SELECT {SAID})"
                    ))?
                    .execute([document, read.extraction, read.said])?;
            }
            Ok(())
        });
        self.synchronous("FULL")?;
        stored
    }
}

fn document_key(connection: &Connection, document_id: &str) -> Result<Option<i64>, Cause> {
    Ok(connection
        .prepare_cached("SELECT document_key FROM document WHERE document_id = ?1")?
        .query_row([document_id], |row| row.get(0))
        .optional()?)
}

/// The sentences of a document that its newest reading found numbers in, and whose place is known: an older engine may
/// have cut the text up otherwise.
fn sentences(connection: &Connection, document: i64) -> Result<Vec<NumberSentence>, Cause> {
    let mut statement = connection.prepare_cached(
        "SELECT part, sentence_start, sentence_end, text FROM number_sentence
         WHERE document = ?1 AND sentence_start IS NOT NULL AND sentence_id IN (SELECT sentence FROM reading
           WHERE extraction = (SELECT max(extraction_id) FROM extraction WHERE document = ?1)) ORDER BY sentence_id",
    )?;
    let rows = statement.query_map([document], |row| {
        let part: String = row.get(0)?;
        let part = if part == Part::Title.as_str() { Part::Title } else { Part::Text };
        Ok(NumberSentence { part, start: row.get(1)?, end: row.get(2)?, text: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn store(connection: &Connection, document: i64, check: &Check) -> Result<(), Cause> {
    let row = &check.row;
    connection
        .prepare_cached(
            "INSERT INTO arithmetic_check (check_id, document, kind, explanation, measure, subject, unit,
               stated_low_decimal, stated_high_decimal, expected_low_decimal, expected_high_decimal, low_decimal,
               high_decimal, difference_decimal, relative_difference, ratio, confidence, a_claim, b_claim, newest)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
        )?
        .execute(params![
            check.check_id,
            document,
            check.kind.as_str(),
            check.explanation,
            measure_row(connection, &row.measure)?,
            row.subject,
            check.unit,
            decimal(check.stated.lower()),
            decimal(check.stated.upper()),
            decimal(check.expected.lower()),
            decimal(check.expected.upper()),
            decimal(row.low_value),
            decimal(row.high_value),
            decimal(row.difference),
            decimal(row.relative_difference),
            decimal(row.ratio),
            check.confidence,
            claim_key(connection, &row.a.claim_id)?,
            claim_key(connection, &row.b.claim_id)?,
            newest(row)
        ])?;
    let key = connection.last_insert_rowid();
    let mut statement = connection
        .prepare_cached("INSERT INTO arithmetic_check_claim (check_key, position, claim) VALUES (?1, ?2, ?3)")?;
    for (position, claim_id) in check.claim_ids.iter().enumerate() {
        statement.execute(params![key, position, claim_key(connection, claim_id)?])?;
    }
    Ok(())
}
