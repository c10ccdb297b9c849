//! The bytes that documents were made from, where they were kept (`add --keep-raw`).

use super::Ledger;
use super::failure::Cause;
use super::verify::{Fault, words};
use crate::Error;
use crate::report::export::Hashing;
use rusqlite::Connection;
use std::io::{self, Read, Write};

/// The bytes that a document was made from, as the ledger notes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// SHA-256 of the bytes.
    pub digest: String,
    /// How many there are.
    pub size: u64,
    /// What they were read as: text, html, jsonl …
    pub form: String,
    /// The path or id under which they came.
    pub doc: String,
    /// Are the bytes themselves in the ledger?
    pub kept: bool,
}

impl Ledger {
    /// What a document was made from, the newest first: more than one where different bytes gave the same text.
    pub fn originals(&self, document_id: &str) -> Result<Vec<Original>, Error> {
        self.read("read", |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT c.digest, c.size, c.form, p.doc, EXISTS (SELECT 1 FROM raw r WHERE r.digest = c.digest)
                 FROM capture c JOIN document d ON d.document_key = c.document
                 JOIN document_path p ON p.path_id = c.path
                 WHERE d.document_id = ?1 ORDER BY c.capture_id DESC",
            )?;
            let rows = statement.query_map([document_id], |row| {
                let (digest, size, form) = (row.get(0)?, row.get(1)?, row.get(2)?);
                Ok(Original { digest, size, form, doc: row.get(3)?, kept: row.get(4)? })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Writes the kept bytes, and fails where they are no longer those that came: what was written until then is not
    /// to be used. The inner error is that of the writer.
    pub fn write_original(&self, original: &Original, out: &mut dyn Write) -> Result<io::Result<()>, Error> {
        let packed: Vec<u8> = self.read("read", |connection| {
            let mut statement = connection.prepare_cached("SELECT zstd FROM raw WHERE digest = ?1")?;
            Ok(statement.query_row([&original.digest], |row| row.get(0))?)
        })?;
        let mut failed = None;
        let problem = unlike(&packed, &original.digest, original.size, &mut Caught { out, failed: &mut failed });
        match (failed, problem) {
            (Some(error), _) => Ok(Err(error)),
            (None, None) => Ok(Ok(())),
            (None, Some(problem)) => Err(Error::new("give back the bytes of", &original.doc, problem)
                .hint("`factledger verify` says what else is")),
        }
    }
}

/// A writer that keeps its error, so that it is told from one of the reading.
struct Caught<'w> {
    out: &'w mut dyn Write,
    failed: &'w mut Option<io::Error>,
}

impl Write for Caught<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write_all(bytes).map(|()| bytes.len());
        written.map_err(|error| {
            let kind = error.kind();
            *self.failed = Some(error);
            kind.into()
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Unpacks bytes into a writer; why they are not the ones of this digest and size, if they are not. However much they
/// unpack to, no more than that is written.
fn unlike(packed: &[u8], digest: &str, size: u64, out: &mut dyn Write) -> Option<String> {
    let mut hashing = Hashing::new(out);
    let unpacked = zstd::Decoder::with_buffer(packed)
        .and_then(|decoder| io::copy(&mut decoder.take(size.saturating_add(1)), &mut hashing));
    if let Err(error) = unpacked {
        return Some(format!("the bytes that were kept cannot be unpacked: {error}"));
    }
    let (bytes, found) = hashing.finish();
    if bytes != size {
        return Some(format!("the bytes that were kept are not {size}, as was recorded"));
    }
    (found != digest).then(|| format!("the bytes that were kept have the digest {found}, and {digest} was recorded"))
}

/// Are the kept bytes those that came?
pub(super) fn kept(connection: &Connection, faults: &mut Vec<Fault>) -> Result<(), Cause> {
    let mut statement = connection.prepare(
        "SELECT r.digest, r.zstd, (SELECT max(c.size) FROM capture c WHERE c.digest = r.digest) FROM raw r
         ORDER BY r.digest",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let digest = words(row, 0)?;
        let problem = match row.get::<_, Option<u64>>(2) {
            Ok(Some(size)) => unlike(row.get_ref(1)?.as_blob().unwrap_or_default(), &digest, size, &mut io::sink()),
            _ => Some("no document was made from these bytes".to_owned()),
        };
        faults.extend(problem.map(|problem| Fault::new("raw", &digest, problem)));
    }
    Ok(())
}
