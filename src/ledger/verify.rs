//! Does the ledger still say what was recorded? Every quote is cut again, every digest worked out again.

use super::failure::Cause;
use super::record::slots::ReadDigest;
use super::{Ledger, audit, is_damage, raw};
use crate::Error;
use crate::claim::Claim;
use crate::quantity::{Approximation, Interval};
use crate::text::{Digest, Part, id_of};
use rusqlite::{Connection, Row};
use rust_decimal::Decimal;
use std::fmt;

/// Something that is not as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The table or view.
    pub table: String,
    /// The row.
    pub id: String,
    /// What is wrong.
    pub problem: String,
}

impl Fault {
    pub(super) fn new(table: &str, id: impl fmt::Display, problem: impl Into<String>) -> Self {
        Self { table: table.to_owned(), id: id.to_string(), problem: problem.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.table, self.id, self.problem)
    }
}

impl Ledger {
    /// Checks the whole ledger: the file itself, foreign keys, digests and ids, quotes, readings, the audit trail. In a
    /// damaged file each check goes as far as it can, and says where it ended.
    pub fn verify(&self) -> Result<Vec<Fault>, Error> {
        self.verify_watched(&mut |_, _| {})
    }

    /// The same; `watch` is told after each look how many are done, and of how many.
    pub fn verify_watched(&self, watch: &mut dyn FnMut(usize, usize)) -> Result<Vec<Fault>, Error> {
        self.read("verify", |connection| {
            let mut faults = Vec::new();
            watch(0, CHECKS.len());
            for (done, (name, check)) in (1..).zip(CHECKS) {
                match check(connection, &mut faults) {
                    Err(Cause::Sqlite(error)) if is_damage(&error) => {
                        faults.push(Fault::new("file", name, format!("it cannot be read to the end: {error}")));
                    }
                    outcome => outcome?,
                }
                watch(done, CHECKS.len());
            }
            Ok(faults)
        })
    }
}

/// One look at the whole of something.
type Check = fn(&Connection, &mut Vec<Fault>) -> Result<(), Cause>;

/// All of them, with what they look at.
const CHECKS: [(&str, Check); 8] = [
    ("the file itself", integrity),
    ("foreign keys", foreign_keys),
    ("documents", documents),
    ("kept bytes", raw::kept),
    ("quotes", quotes),
    ("rejections", rejections),
    ("readings", readings),
    ("the audit trail", audit::walk),
];

fn integrity(connection: &Connection, faults: &mut Vec<Fault>) -> Result<(), Cause> {
    let mut statement = connection.prepare("PRAGMA integrity_check")?;
    for problem in statement.query_map([], |row| row.get::<_, String>(0))? {
        let problem = problem?;
        if problem != "ok" {
            faults.push(Fault::new("file", "integrity_check", problem));
        }
    }
    Ok(())
}

fn foreign_keys(connection: &Connection, faults: &mut Vec<Fault>) -> Result<(), Cause> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (table, id, parent): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let problem = format!("it names a row of {parent} that is not there");
        faults.push(Fault::new(&table, id.unwrap_or_default(), problem));
    }
    Ok(())
}

fn documents(connection: &Connection, faults: &mut Vec<Fault>) -> Result<(), Cause> {
    let mut statement = connection.prepare(
        "SELECT d.document_id, d.digest, d.text, a.address FROM document d
         LEFT JOIN article a ON a.article_id = d.article ORDER BY d.document_key",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, digest) = (words(row, 0)?, words(row, 1)?);
        let address = row.get_ref(3)?.as_str_or_null().unwrap_or(Some(""));
        let bytes = row.get_ref(2)?.as_bytes().unwrap_or_default();
        let found = Digest::of(bytes);
        if found.as_str() != digest {
            let problem = format!("its text has the digest {}, and {digest} was recorded", found.as_str());
            faults.push(Fault::new("documents", &id, problem));
        }
        if address.is_some_and(|address| id_of('d', &[address, &digest]) != id) {
            faults.push(Fault::new("documents", &id, "its id is not the digest of its address and text"));
        }
    }
    Ok(())
}

/// The words in a column; what a damaged file holds instead of UTF-8 is replaced and so is no longer what was recorded.
pub(super) fn words(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    let bytes = row.get_ref(column)?.as_bytes_or_null().unwrap_or_default().unwrap_or_default();
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

/// A place in a text; one that cannot be is one where nothing stands.
fn place(row: &Row<'_>, column: usize) -> usize {
    row.get(column).unwrap_or(usize::MAX)
}

/// Both parts of a document at hand, so that its places are cut without reading it again.
#[derive(Default)]
struct Parts {
    key: Option<(i64, Option<i64>)>,
    text: Vec<char>,
    title: Vec<char>,
}

impl Parts {
    /// Columns 0 to 3 of the row: document, metadata, text, title.
    fn turn_to(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let key = (row.get(0)?, row.get(1)?);
        if self.key != Some(key) {
            self.text = words(row, 2)?.chars().collect();
            // The part of a document that is its title is trimmed.
            self.title = words(row, 3)?.trim().chars().collect();
            self.key = Some(key);
        }
        Ok(())
    }

    /// Do these words stand at this place?
    fn say(&self, part: &str, start: usize, end: usize, words: &str) -> bool {
        let text = if part == Part::Title.as_str() { &self.title } else { &self.text };
        text.get(start..end).is_some_and(|found| found.iter().copied().eq(words.chars()))
    }
}

fn quotes(connection: &Connection, faults: &mut Vec<Fault>) -> Result<(), Cause> {
    let mut statement = connection.prepare(
        "SELECT d.document_key, m.metadata_id, d.text, m.title, d.document_id, c.claim_id, c.part, c.value_start,
           c.value_end, c.value_text, r.quote_start, r.quote_end, r.quote, c.value_decimal, r.low_decimal,
           r.high_decimal, c.unit, c.approximation
         FROM extraction e
         CROSS JOIN reading r ON r.extraction = e.extraction_id
         CROSS JOIN claim c ON c.claim_key = r.claim
         CROSS JOIN document d ON d.document_key = c.document
         LEFT JOIN document_metadata m ON m.metadata_id = e.metadata
         ORDER BY e.extraction_id, r.reading_id",
    )?;
    let mut rows = statement.query([])?;
    let mut parts = Parts::default();
    while let Some(row) = rows.next()? {
        parts.turn_to(row)?;
        let (document_id, claim_id, part) = (words(row, 4)?, words(row, 5)?, words(row, 6)?);
        let value_place = (place(row, 7), place(row, 8));
        let mut fault = |problem: &str| faults.push(Fault::new("claims", &claim_id, problem));
        if !parts.say(&part, place(row, 10), place(row, 11), &words(row, 12)?) {
            fault("its quote does not stand at its place in the document");
        }
        if !parts.say(&part, value_place.0, value_place.1, &words(row, 9)?) {
            fault("its value_text does not stand at its place in the document");
        }
        let figure = |column: usize| words(row, column).ok().and_then(|text| text.parse::<Decimal>().ok());
        let permits = Interval::new(figure(14), figure(15));
        let approximation: Option<Approximation> = words(row, 17)?.parse().ok();
        let part = if part == Part::Title.as_str() { Part::Title } else { Part::Text };
        let unit = words(row, 16)?;
        let id = approximation
            .map(|hedge| Claim::id_for(&document_id, part, value_place, figure(13), permits, &unit, hedge));
        if id.is_none_or(|id| id != claim_id) {
            fault("its id is not the digest of its place and quantity");
        }
    }
    Ok(())
}

fn rejections(connection: &Connection, faults: &mut Vec<Fault>) -> Result<(), Cause> {
    let mut statement = connection.prepare(
        "SELECT d.document_key, m.metadata_id, d.text, m.title, x.rejection_id, x.part, x.quote_start, x.quote_end,
           x.quote
         FROM extraction e
         CROSS JOIN rejection x ON x.extraction = e.extraction_id
         CROSS JOIN document d ON d.document_key = e.document
         LEFT JOIN document_metadata m ON m.metadata_id = e.metadata
         ORDER BY e.extraction_id, x.rejection_id",
    )?;
    let mut rows = statement.query([])?;
    let mut parts = Parts::default();
    while let Some(row) = rows.next()? {
        parts.turn_to(row)?;
        let part = words(row, 5)?;
        if !parts.say(&part, place(row, 6), place(row, 7), &words(row, 8)?) {
            let problem = "its quote does not stand at its place in the document";
            faults.push(Fault::new("rejection", row.get::<_, i64>(4)?, problem));
        }
    }
    Ok(())
}

/// Is what was read of each document still what was recorded, slot by slot?
fn readings(connection: &Connection, faults: &mut Vec<Fault>) -> Result<(), Cause> {
    let mut statement = connection.prepare(
        "SELECT e.extraction_id, e.context, e.digest, d.document_id FROM extraction e
         LEFT JOIN document d ON d.document_key = e.document WHERE e.digest IS NOT NULL ORDER BY e.extraction_id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let extraction: i64 = row.get(0)?;
        let mut found = ReadDigest::default();
        found.column(row.get_ref(1)?);
        for sql in [ReadDigest::CLAIMS, ReadDigest::REJECTED] {
            let mut statement = connection.prepare_cached(sql)?;
            let columns = statement.column_count();
            let mut rows = statement.query([extraction])?;
            while let Some(row) = rows.next()? {
                for column in 0..columns {
                    found.column(row.get_ref(column)?);
                }
            }
        }
        if found.finish().as_str() != words(row, 2)? {
            let problem = format!("what was read of {} is not what was recorded", words(row, 3)?);
            faults.push(Fault::new("extraction", extraction, problem));
        }
    }
    Ok(())
}
