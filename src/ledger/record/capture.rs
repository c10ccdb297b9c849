//! The bytes that documents were made from.

use super::super::failure::Cause;
use super::Recorder;
use crate::Error;
use crate::text::Document;
use rusqlite::{OptionalExtension, params};

impl Recorder<'_> {
    /// Notes the bytes that a document was made from, unless the same ones are noted, and keeps them where asked.
    pub(super) fn capture(&mut self, key: i64, path: i64, document: &Document) -> Result<(), Cause> {
        let Some(capture) = &document.capture else { return Ok(()) };
        let digest = capture.digest.as_str();
        let known: Option<i64> = self
            .connection
            .prepare_cached("SELECT capture_id FROM capture WHERE document = ?1 AND digest = ?2 AND extractor IS ?3")?
            .query_row(params![key, digest, capture.extractor], |row| row.get(0))
            .optional()?;
        if known.is_none() {
            self.connection
                .prepare_cached(
                    "INSERT INTO capture (document, path, run, digest, size, form, extractor, encoding, encoding_basis,
                       undecodable, numerals_seen, numerals_kept)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                )?
                .execute(params![
                    key,
                    path,
                    self.run.row(self.connection)?,
                    digest,
                    capture.size,
                    capture.form,
                    capture.extractor,
                    capture.encoding,
                    capture.encoding_basis.as_str(),
                    capture.undecodable,
                    capture.numerals_seen,
                    capture.numerals_kept
                ])?;
        }
        let Some(raw) = &capture.raw else { return Ok(()) };
        let kept: bool = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM raw WHERE digest = ?1)")?
            .query_row([digest], |row| row.get(0))?;
        if !kept {
            let zstd = zstd::encode_all(raw.as_slice(), LEVEL)
                .map_err(|error| Error::new("compress the bytes of", &document.doc, error))?;
            self.connection
                .prepare_cached("INSERT INTO raw (digest, zstd) VALUES (?1, ?2)")?
                .execute(params![digest, zstd])?;
        }
        Ok(())
    }
}

/// How hard zstd tries: what it calls usual.
const LEVEL: i32 = 3;
