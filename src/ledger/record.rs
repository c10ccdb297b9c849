//! Recording: documents and what was read from them, all of a batch or none of it, and twice the same as once.

use super::failure::Cause;
use super::run::Run;
use super::{Ledger, audit, identity, links};
use crate::Error;
use crate::claim::Extraction;
use crate::link::Record;
use crate::text::{Digest, Document, FieldsDigest, vocabulary};
pub use again::Stored;
pub use foresight::Foresight;
use readings::Readings;
use rusqlite::{Connection, OptionalExtension, Row, params};
use slots::Read;

mod again;
mod capture;
mod foresight;
pub(super) mod readings;
pub(super) mod slots;

vocabulary! {
    /// What became of a document that was given.
    Outcome {
        /// It was new.
        Added = "added",
        /// It was there already, or its text under another path.
        Same = "same",
        /// It was new, but its text stands at another address too.
        Copied = "copied",
        /// Its address was there with another text, which is kept.
        Revised = "revised",
    }
}

/// What became of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The document in the ledger; not the one given, where its text was known under another path.
    pub document_id: String,
    /// What became of it.
    pub outcome: Outcome,
    /// It was there, and its metadata is another now; the old values are kept.
    pub mended: bool,
}

/// One document with what was read from it.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The document.
    pub document: &'a Document,
    /// What was read from it.
    pub extraction: &'a Extraction,
    /// The file it stood in.
    pub path: Option<&'a str>,
}

impl Ledger {
    /// Records a batch in one transaction: all of it or nothing. What is there already is not written again; what is
    /// new in the metadata or was read by another engine is a row beside the old one.
    pub fn record(&mut self, run: i64, entries: &[Entry<'_>], at: &str) -> Result<Vec<Recorded>, Error> {
        self.record_with(run, entries, &[], at)
    }

    /// The same with the records of the documents, one for each entry, which linking would otherwise make of what was
    /// recorded; their keys are places in `extraction.claims`.
    pub fn record_with(
        &mut self,
        run: i64,
        entries: &[Entry<'_>],
        records: &[Option<&Record>],
        at: &str,
    ) -> Result<Vec<Recorded>, Error> {
        for entry in entries {
            if let Some(place) = entry.document.text.find('\0') {
                return Err(Error::new("record", &entry.document.doc, format!("byte {place} of its text is NUL"))
                    .hint("save the document as plain text"));
            }
        }
        let mut begun = self.run(run)?.clone();
        let recorded = self.append("record in", |connection| {
            let mut recorder = Recorder { connection, run: &mut begun, readings: Readings::new(connection), at };
            let record = |number: usize| records.get(number).copied().flatten();
            let entries = entries.iter().enumerate();
            let recorded = entries
                .map(|(number, entry)| recorder.entry(entry, record(number)))
                .collect::<Result<Vec<_>, Cause>>()?;
            recorder.readings.end()?;
            Ok(recorded)
        })?;
        // Only now does the run stand in the ledger.
        self.run(run)?.written = begun.written;
        Ok(recorded)
    }
}

/// One transaction of recording.
struct Recorder<'c> {
    connection: &'c Connection,
    run: &'c mut Run,
    readings: Readings<'c>,
    at: &'c str,
}

/// Where a document stands in the ledger.
#[derive(Debug, Clone)]
struct Place {
    key: i64,
    id: String,
    article: i64,
    outcome: Outcome,
}

impl Place {
    /// Was it there before? Of a document that was not there is nothing to look up.
    fn is_known(&self) -> bool {
        self.outcome == Outcome::Same
    }
}

impl Recorder<'_> {
    fn entry(&mut self, entry: &Entry<'_>, record: Option<&Record>) -> Result<Recorded, Cause> {
        let place = match identity::known(self.connection, entry.document)? {
            Some(known) => {
                let article = self
                    .connection
                    .prepare_cached("SELECT article FROM document WHERE document_key = ?1")?
                    .query_row([known.key], |row| row.get(0))?;
                Place { key: known.key, id: known.id, article, outcome: Outcome::Same }
            }
            None => self.document(entry.document)?,
        };
        let path = self.path(&place, &entry.document.doc, entry.path)?;
        self.capture(place.key, path, entry.document)?;
        let metadata = self.metadata(&place, path, entry.document)?;
        let mended = place.is_known() && metadata.is_some_and(|(_, new)| new);
        if let Some((metadata, _)) = metadata
            && !(place.is_known() && self.was_read(place.key, metadata)?)
        {
            // A document that was known under another path keeps the ids of its claims.
            let record = record.filter(|_| place.id == entry.document.id);
            self.read(&place, metadata, entry.extraction, record)?;
        }
        if !place.is_known() {
            self.audit(&place, entry)?;
        }
        Ok(Recorded { document_id: place.id, outcome: place.outcome, mended })
    }

    fn document(&mut self, document: &Document) -> Result<Place, Cause> {
        let digest = document.digest.as_str();
        let (article, revisions) = identity::article(self.connection, &document.address)?;
        let copy_of = identity::original(self.connection, digest)?;
        let outcome = match (revisions, copy_of) {
            (1.., _) => Outcome::Revised,
            (_, Some(_)) => Outcome::Copied,
            _ => Outcome::Added,
        };
        let body_start = document.offsets().scalar(&document.text, document.body);
        self.connection
            .prepare_cached(
                "INSERT INTO document (document_id, article, revision, copy_of, run, digest, body_start, text)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                document.id,
                article,
                revisions + 1,
                copy_of,
                self.run.row(self.connection)?,
                digest,
                body_start,
                document.text
            ])?;
        Ok(Place { key: self.connection.last_insert_rowid(), id: document.id.clone(), article, outcome })
    }

    /// The row of the name that the document was given under.
    fn path(&self, place: &Place, doc: &str, path: Option<&str>) -> rusqlite::Result<i64> {
        let document = place.key;
        if place.is_known() {
            let found = self
                .connection
                .prepare_cached("SELECT path_id FROM document_path WHERE document = ?1 AND doc = ?2 AND path IS ?3")?
                .query_row(params![document, doc, path], |row| row.get(0))
                .optional()?;
            if let Some(found) = found {
                return Ok(found);
            }
        }
        self.connection
            .prepare_cached("INSERT INTO document_path (document, doc, path) VALUES (?1, ?2, ?3)")?
            .execute(params![document, doc, path])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// The row of the newest metadata, if it is what this entry states, and whether it is new: appended where a place
    /// states something else than it did before, or a new place states at least as much as is known. So two places
    /// that contradict each other do not take turns, and a bare copy of a file hides nothing.
    fn metadata(&mut self, place: &Place, path: i64, given: &Document) -> Result<Option<(i64, bool)>, Cause> {
        let (document, stated) = (place.key, stated(given)?);
        let (mut newest, mut here) = (None, None);
        if place.is_known() {
            newest = self.newest_metadata("document = ?1", [document])?;
            here = self.newest_metadata("path = ?2 AND document = ?1", (document, path))?;
        }
        let newer = match (&newest, &here) {
            (None, _) => true,
            (Some(_), Some((_, here))) => *here != stated,
            (Some((_, newest)), None) => {
                *newest != stated && newest.iter().zip(&stated).all(|(old, new)| old.is_none() || new.is_some())
            }
        };
        if !newer {
            return Ok(newest.filter(|(_, newest)| *newest == stated).map(|(id, _)| (id, false)));
        }
        let [source, title, author, url, published, modified, retrieved, language, licence, basis] = stated;
        let source = source.map(|source| self.readings.source(&source)).transpose()?;
        self.connection
            .prepare_cached(
                "INSERT INTO document_metadata (document, path, run, source, title, author, url, published, modified,
                   retrieved, language, licence, basis)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            )?
            .execute(params![
                document,
                path,
                self.run.row(self.connection)?,
                source,
                title,
                author,
                url,
                published,
                modified,
                retrieved,
                language,
                licence,
                basis
            ])?;
        let row = self.connection.last_insert_rowid();
        self.connection
            .prepare_cached("INSERT INTO title_search (rowid, title) VALUES (?1, ?2)")?
            .execute(params![row, title])?;
        Ok(Some((row, true)))
    }

    fn newest_metadata(
        &self,
        condition: &str,
        parameters: impl rusqlite::Params,
    ) -> rusqlite::Result<Option<(i64, Stated)>> {
        let sql = format!(
            "SELECT metadata_id, s.source, title, author, url, published, modified, retrieved, language, licence, basis
             FROM document_metadata LEFT JOIN source s ON s.source_id = document_metadata.source
             WHERE {condition} ORDER BY metadata_id DESC LIMIT 1"
        );
        self.connection
            .prepare_cached(&sql)?
            .query_row(parameters, |row| Ok((row.get(0)?, stated_in(row, 1)?)))
            .optional()
    }

    /// Was the document read last by this engine, in the light of this metadata?
    fn was_read(&self, document: i64, metadata: i64) -> rusqlite::Result<bool> {
        let Some(last) = self.newest_reading(document)? else { return Ok(false) };
        let engine = self.run.engine(self.connection)?;
        Ok(last.metadata == metadata && (Some(last.engine) == engine || self.confirmed(last.extraction, engine)?))
    }

    fn newest_reading(&self, document: i64) -> rusqlite::Result<Option<Newest>> {
        self.connection
            .prepare_cached(
                "SELECT e.extraction_id, e.metadata, e.digest, r.engine FROM extraction e
                 JOIN run r ON r.run_id = e.run WHERE e.document = ?1 ORDER BY e.extraction_id DESC LIMIT 1",
            )?
            .query_row([document], |row| {
                Ok(Newest { extraction: row.get(0)?, metadata: row.get(1)?, digest: row.get(2)?, engine: row.get(3)? })
            })
            .optional()
    }

    /// Did this engine read the same again?
    fn confirmed(&self, extraction: i64, engine: Option<i64>) -> rusqlite::Result<bool> {
        self.connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM same_reading s JOIN run r ON r.run_id = s.run
                 WHERE s.extraction = ?1 AND r.engine = ?2)",
            )?
            .query_row(params![extraction, engine], |row| row.get(0))
    }

    /// Records what was read, unless it is what was read before: then only that. True where it is new.
    fn read(
        &mut self,
        place: &Place,
        metadata: i64,
        extraction: &Extraction,
        record: Option<&Record>,
    ) -> Result<bool, Cause> {
        let found = Read::of(&place.id, extraction)?;
        match if place.is_known() { self.newest_reading(place.key)? } else { None } {
            Some(last) if last.metadata == metadata && last.digest.as_deref() == Some(found.digest.as_str()) => {
                let engine = self.run.engine(self.connection)?;
                if Some(last.engine) != engine && !self.confirmed(last.extraction, engine)? {
                    let run = self.run.row(self.connection)?;
                    self.connection
                        .prepare_cached("INSERT INTO same_reading (run, extraction) VALUES (?1, ?2)")?
                        .execute([run, last.extraction])?;
                }
                Ok(false)
            }
            _ => self.extraction(place, metadata, extraction, &found, record).map(|()| true),
        }
    }

    fn extraction(
        &mut self,
        place: &Place,
        metadata: i64,
        extraction: &Extraction,
        found: &Read<'_>,
        record: Option<&Record>,
    ) -> Result<(), Cause> {
        let run = self.run.row(self.connection)?;
        self.connection
            .prepare_cached(
                "INSERT INTO extraction (document, run, metadata, context, digest) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![place.key, run, metadata, found.context, found.digest.as_str()])?;
        let row = self.connection.last_insert_rowid();
        let keys = self.readings.add((place.key, place.is_known()), row, extraction, found)?;
        let others = !matches!(place.outcome, Outcome::Added | Outcome::Copied);
        if others {
            links::unlink(self.connection, place.article, row)?;
            self.touched(place.article, row)?;
        } else {
            // A statement of many rows would have SQLite write out what full-text search holds in memory, each time.
            for table in ["unlinked_document", "stale_document"] {
                self.connection
                    .prepare_cached(&format!("INSERT INTO {table} (document, extraction) VALUES (?1, ?2)"))?
                    .execute([place.key, row])?;
            }
        }
        if let Some(record) = record {
            let id = |at: usize| extraction.claims.get(at).map(|claim| claim.claim_id.as_str());
            let key = |at: usize| id(at).and_then(|id| keys.get(id)).copied().unwrap_or(0);
            links::keep_record(self.connection, place.key, record, &key)?;
        }
        Ok(())
    }

    /// What was read of an article's documents before no longer counts: link in its blocks again too. The checks of an
    /// older revision go, as what is said in it no longer counts.
    fn touched(&self, article: i64, extraction: i64) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO stale_block (block, extraction)
                 SELECT DISTINCT r.block, ?2 FROM document d
                 JOIN extraction e ON e.document = d.document_key JOIN reading r ON r.extraction = e.extraction_id
                 WHERE d.article = ?1
                 ON CONFLICT (block) DO UPDATE SET extraction = excluded.extraction",
            )?
            .execute(params![article, extraction])?;
        self.connection
            .prepare_cached(
                "INSERT INTO stale_document (document, extraction) SELECT document_key, ?2 FROM document
                 WHERE article = ?1 ON CONFLICT (document) DO UPDATE SET extraction = excluded.extraction",
            )?
            .execute(params![article, extraction])?;
        Ok(())
    }

    fn audit(&self, place: &Place, entry: &Entry<'_>) -> Result<(), Cause> {
        let detail = serde_json::json!({
            "outcome": place.outcome,
            "address": entry.document.address,
            "digest": entry.document.digest.as_str(),
            "capture": entry.document.capture.as_ref().map(|capture| capture.digest.as_str()),
            "claims": entry.extraction.claims.len(),
            "rejected": entry.extraction.rejected.len(),
            "metadata": stated_digest(&stated(entry.document)?).as_str(),
            "readings": self.newest_reading(place.key)?.and_then(|newest| newest.digest),
        });
        Ok(audit::append(self.connection, self.at, "document", &place.id, &detail)?)
    }
}

/// What was read of a document last.
struct Newest {
    extraction: i64,
    metadata: i64,
    digest: Option<String>,
    engine: i64,
}

/// The fields of the metadata as they are stored, in the order of the columns.
pub(super) type Stated = [Option<String>; 10];

fn stated(document: &Document) -> Result<Stated, Cause> {
    let about = &document.metadata;
    let date = |date: &Option<crate::text::PartialDate>| date.map(|date| date.to_string());
    Ok([
        about.source.clone(),
        about.title.clone(),
        about.author.clone(),
        about.url.clone(),
        date(&about.published),
        date(&about.modified),
        date(&about.retrieved),
        about.language.clone(),
        about.licence.clone(),
        Some(json(&about.basis)?),
    ])
}

/// The digest of what was stated of a document.
pub(super) fn stated_digest(stated: &Stated) -> Digest {
    let mut digest = FieldsDigest::default();
    for field in stated {
        digest.add(if field.is_some() { b't' } else { b'-' }, field.as_deref().unwrap_or("").as_bytes());
    }
    digest.digest()
}

/// The fields of the metadata of a row, from a column on.
pub(super) fn stated_in(row: &Row<'_>, from: usize) -> rusqlite::Result<Stated> {
    let mut stated = Stated::default();
    for (at, field) in stated.iter_mut().enumerate() {
        *field = row.get(from + at)?;
    }
    Ok(stated)
}

/// A value as JSON text.
pub(super) fn json(value: &impl serde::Serialize) -> Result<String, Cause> {
    serde_json::to_string(value).map_err(|error| Error::new("write", "a value as JSON", error).into())
}
