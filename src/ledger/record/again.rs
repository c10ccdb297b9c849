//! Reading again: the stored texts, what another engine finds in them, and what that changes.

use super::readings::Readings;
use super::{Outcome, Place, Recorder};
use crate::Error;
use crate::claim::Extraction;
use crate::ledger::failure::Cause;
use crate::ledger::{Ledger, failure};
use crate::text::{Digest, Document, Metadata};
use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row, params};
use std::str::FromStr;

/// A document as it stands in the ledger, with the newest that is known of it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Where to go on: the place after which [`Ledger::stored`] lists the next.
    pub after: i64,
    /// The document.
    pub document: Document,
}

impl Ledger {
    /// At most `limit` documents after a place, 0 for the first: those that a run read, or all.
    pub fn stored(&self, run: Option<i64>, after: i64, limit: usize) -> Result<Vec<Stored>, Error> {
        self.read("read the documents of", |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT k.document_key, k.document_id, a.address, k.doc, k.text, k.body_start, k.source, k.title,
                   k.author, k.url, k.published, k.modified, k.retrieved, k.language, k.licence, k.meta_basis
                 FROM known_document k JOIN article a ON a.article_id = k.article
                 WHERE k.document_key > ?2 AND (?1 IS NULL
                   OR EXISTS (SELECT 1 FROM extraction e WHERE e.document = k.document_key AND e.run = ?1)
                   OR EXISTS (SELECT 1 FROM extraction e JOIN same_reading s ON s.extraction = e.extraction_id
                     WHERE e.document = k.document_key AND s.run = ?1))
                 ORDER BY k.document_key LIMIT ?3",
            )?;
            let documents =
                statement.query_map(params![run, after, limit], stored)?.collect::<rusqlite::Result<_>>()?;
            Ok(documents)
        })
    }

    /// How many documents a run read; an error where there is no such run.
    pub fn documents_of(&self, run: Option<i64>) -> Result<usize, Error> {
        const OPERATION: &str = "find the run in";
        let Some(run) = run else {
            let count = self.connection.query_row("SELECT count(*) FROM document", [], |row| row.get(0));
            return count.map_err(failure(OPERATION, &self.place));
        };
        self.connection
            .query_row(
                "SELECT (SELECT count(DISTINCT document) FROM (SELECT document FROM extraction WHERE run = run_id
                   UNION ALL SELECT e.document FROM same_reading s JOIN extraction e ON e.extraction_id = s.extraction
                   WHERE s.run = run_id)) FROM run WHERE run_id = ?1",
                [run],
                |row| row.get(0),
            )
            .optional()
            .map_err(failure(OPERATION, &self.place))?
            .ok_or_else(|| {
                Error::new("find", format!("run {run} in {}", self.place), "there is no such run")
                    .hint("`factledger runs list` lists them")
            })
    }

    /// Records what was read in stored documents again, all of it in one transaction. For each: does it say anything
    /// else than before? What it says is then a reading beside the old ones.
    pub fn record_again(&mut self, run: i64, entries: &[(&Document, &Extraction)]) -> Result<Vec<bool>, Error> {
        let mut begun = self.run(run)?.clone();
        let changed = self.append("record in", |connection| {
            let mut recorder = Recorder { connection, run: &mut begun, readings: Readings::new(connection), at: "" };
            let mut changed = Vec::with_capacity(entries.len());
            for (document, extraction) in entries {
                let (key, article, metadata) = connection
                    .prepare_cached(
                        "SELECT document_key, article,
                           (SELECT max(metadata_id) FROM document_metadata WHERE document = document_key)
                         FROM document WHERE document_id = ?1",
                    )?
                    .query_row([&document.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                    .optional()?
                    .ok_or_else(|| Error::new("find document", &document.id, "the ledger has no such document"))?;
                let place = Place { key, id: document.id.clone(), article, outcome: Outcome::Same };
                changed.push(recorder.read(&place, metadata, extraction, None)?);
            }
            recorder.readings.end()?;
            Ok::<_, Cause>(changed)
        })?;
        self.run(run)?.written = begun.written;
        Ok(changed)
    }
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let text: String = row.get(4)?;
    let body_start: usize = row.get(5)?;
    let body = text.char_indices().nth(body_start).map_or(text.len(), |(at, _)| at);
    let basis: String = row.get(15)?;
    let metadata = Metadata {
        source: row.get(6)?,
        title: row.get(7)?,
        author: row.get(8)?,
        url: row.get(9)?,
        published: written(row, 10)?,
        modified: written(row, 11)?,
        retrieved: written(row, 12)?,
        language: row.get(13)?,
        licence: row.get(14)?,
        basis: serde_json::from_str(&basis)
            .map_err(|error| rusqlite::Error::FromSqlConversionFailure(15, Type::Text, error.to_string().into()))?,
    };
    let document = Document {
        id: row.get(1)?,
        doc: row.get(3)?,
        address: row.get(2)?,
        path_is_address: false,
        digest: Digest::of(text.as_bytes()),
        text,
        body,
        metadata,
        capture: None,
    };
    Ok(Stored { after: row.get(0)?, document })
}

/// A value by its written name, where there is one.
fn written<T: FromStr<Err: std::fmt::Display>>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| {
        text.parse().map_err(|error: T::Err| {
            rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error.to_string().into())
        })
    })
    .transpose()
}
