//! A damaged file: everything of the evidence that can still be read, row by row and table by table, without an index or
//! a join that could lead through a damaged page.

use super::failure::Cause;
use super::migrate;
use crate::Error;
use crate::text::Digest;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::fmt;
use std::path::Path;

/// So many rows in a row that cannot be read are the end of a table whose end is damaged.
const END: i64 = 65_536;

/// What was saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Saved {
    /// Documents, with their texts.
    pub documents: usize,
    /// Those among them whose text is no longer what was recorded.
    pub altered: usize,
    /// Claims.
    pub claims: usize,
    /// Verdicts and decisions.
    pub decisions: usize,
    /// Tables of which something could not be read.
    pub damaged: usize,
}

impl fmt::Display for Saved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} documents, {} of them altered; {} claims, {} verdicts and decisions; tables of evidence with losses: {}",
            self.documents, self.altered, self.claims, self.decisions, self.damaged
        )
    }
}

/// Hands every row of evidence that can be read in the file at `path` to `each`, as a JSON object with its `type`:
/// `document` (with its newest metadata; `factledger add` reads it as it is), `claim` (in its newest reading), `verdict`,
/// `decision`, `audit`. Nothing is written to the file.
pub fn salvage<E>(path: &Path, mut each: impl FnMut(&Value) -> Result<(), E>) -> Result<Result<Saved, E>, Error> {
    let connection = migrate::open_damaged(path)?;
    let place = path.display().to_string();
    let tables = Tables { connection: &connection, damaged: 0 };
    tables.save(&mut each).map_err(|cause| cause.at("save what can be read of", &place))
}

/// The tables of one file.
struct Tables<'c> {
    connection: &'c Connection,
    damaged: usize,
}

impl Tables<'_> {
    fn save<E>(mut self, each: &mut impl FnMut(&Value) -> Result<(), E>) -> Result<Result<Saved, E>, Cause> {
        let mut saved = Saved::default();
        let names = |row: &Row<'_>| -> rusqlite::Result<(i64, String)> { Ok((row.get(0)?, lossy(row, 1)?)) };
        let (mut sources, mut addresses) = (HashMap::new(), HashMap::new());
        for (table, column, known) in [("source", "source", &mut sources), ("article", "address", &mut addresses)] {
            self.scan(table, column, |row| {
                let (key, name) = names(row)?;
                known.insert(key, name);
                Ok(())
            })?;
        }
        let mut docs = HashMap::new();
        self.scan("document_path", "document, doc", |row| {
            docs.insert(row.get::<_, i64>(1)?, lossy(row, 2)?);
            Ok(())
        })?;
        const STATED: [&str; 8] =
            ["title", "author", "url", "published", "modified", "retrieved", "language", "licence"];
        let mut stated: HashMap<i64, Map<String, Value>> = HashMap::new();
        self.scan("document_metadata", &format!("document, source, {}", STATED.join(", ")), |row| {
            let mut fields = Map::new();
            if let Some(source) = row.get::<_, Option<i64>>(2)?.and_then(|source| sources.get(&source)) {
                fields.insert("source".to_owned(), source.as_str().into());
            }
            for (at, name) in STATED.iter().enumerate() {
                if row.get_ref(at + 3)? != ValueRef::Null {
                    fields.insert((*name).to_owned(), lossy(row, at + 3)?.into());
                }
            }
            stated.insert(row.get(1)?, fields);
            Ok(())
        })?;
        let mut failed = None;
        let mut hand = |value: Value| {
            if failed.is_none() {
                failed = each(&value).err();
            }
        };
        let mut documents: HashMap<i64, String> = HashMap::new();
        self.scan("document", "document_id, article, revision, digest, text", |row| {
            let (key, id, text) = (row.get::<_, i64>(0)?, lossy(row, 1)?, lossy(row, 5)?);
            let intact = Digest::of(text.as_bytes()).as_str() == lossy(row, 4)?;
            saved.documents += 1;
            saved.altered += usize::from(!intact);
            let mut record = Map::new();
            record.insert("type".to_owned(), "document".into());
            record.insert("document_id".to_owned(), id.as_str().into());
            // The id by which it is read in again is the name that it had.
            let name = docs.get(&key).or_else(|| addresses.get(&row.get(2).ok()?)).cloned();
            record.insert("id".to_owned(), name.map_or(Value::Null, Value::from));
            record.extend(stated.remove(&key).unwrap_or_default());
            record.insert("revision".to_owned(), integer(row, 3));
            record.insert("intact".to_owned(), intact.into());
            record.insert("text".to_owned(), text.into());
            documents.insert(key, id);
            hand(record.into());
            Ok(())
        })?;
        let mut readings: HashMap<i64, Map<String, Value>> = HashMap::new();
        const SLOTS: [&str; 16] = [
            "quote",
            "measured",
            "concept",
            "subject",
            "rate",
            "role",
            "trend",
            "low_decimal",
            "high_decimal",
            "period_start",
            "period_end",
            "as_of_start",
            "as_of_end",
            "speaker",
            "origin",
            "status",
        ];
        self.scan("reading", &format!("claim, {}", SLOTS.join(", ")), |row| {
            let mut slots = Map::new();
            for (at, name) in SLOTS.iter().enumerate() {
                let value =
                    if row.get_ref(at + 2)? == ValueRef::Null { Value::Null } else { lossy(row, at + 2)?.into() };
                slots.insert(name.trim_end_matches("_decimal").to_owned(), value);
            }
            readings.insert(row.get(1)?, slots);
            Ok(())
        })?;
        let mut claims: HashMap<i64, String> = HashMap::new();
        let columns =
            "claim_id, document, part, value_start, value_end, value_text, value_decimal, approximation, unit";
        self.scan("claim", columns, |row| {
            let (key, id) = (row.get::<_, i64>(0)?, lossy(row, 1)?);
            let mut record = Map::new();
            record.insert("type".to_owned(), "claim".into());
            record.insert("claim_id".to_owned(), id.as_str().into());
            record.insert("document_id".to_owned(), documents.get(&row.get(2)?).cloned().into());
            for (at, name) in [(3, "part"), (6, "value_text"), (7, "value_decimal"), (8, "approximation"), (9, "unit")]
            {
                let value = if row.get_ref(at)? == ValueRef::Null { Value::Null } else { lossy(row, at)?.into() };
                record.insert(name.to_owned(), value);
            }
            record.insert("value_start".to_owned(), integer(row, 4));
            record.insert("value_end".to_owned(), integer(row, 5));
            record.extend(readings.remove(&key).unwrap_or_default());
            saved.claims += 1;
            claims.insert(key, id);
            hand(record.into());
            Ok(())
        })?;
        let columns = "a_claim, b_claim, verdict, checked_by, at, reason, reference, checked_decimal";
        self.scan("verdict", columns, |row| {
            let claim = |at: usize| -> rusqlite::Result<Value> { Ok(claims.get(&row.get(at)?).cloned().into()) };
            saved.decisions += 1;
            hand(json!({
                "type": "verdict", "a_claim_id": claim(1)?, "b_claim_id": claim(2)?, "verdict": text(row, 3)?,
                "checked_by": text(row, 4)?, "at": text(row, 5)?, "reason": text(row, 6)?, "reference": text(row, 7)?,
                "checked_value": text(row, 8)?,
            }));
            Ok(())
        })?;
        self.scan("decision", "kind, subject, object, undoes, decided_by, at, reason", |row| {
            saved.decisions += 1;
            hand(json!({
                "type": "decision", "decision_id": integer(row, 0), "kind": text(row, 1)?, "subject": text(row, 2)?,
                "object": text(row, 3)?, "undoes": integer(row, 4), "decided_by": text(row, 5)?, "at": text(row, 6)?,
                "reason": text(row, 7)?,
            }));
            Ok(())
        })?;
        self.scan("audit_entry", "at, kind, subject_id, detail, previous_hash, hash", |row| {
            hand(json!({
                "type": "audit", "seq": integer(row, 0), "at": text(row, 1)?, "kind": text(row, 2)?,
                "subject_id": text(row, 3)?, "detail": text(row, 4)?, "previous_hash": text(row, 5)?,
                "hash": text(row, 6)?,
            }));
            Ok(())
        })?;
        saved.damaged = self.damaged;
        Ok(failed.map_or(Ok(saved), Err))
    }

    /// Every row of a table that can be read, its key first, in order of the keys: up to the damage, then key by key until
    /// one can be read again, and on from there.
    fn scan(
        &mut self,
        table: &str,
        columns: &str,
        mut each: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), Cause> {
        let select = format!("SELECT rowid, {columns} FROM {table} NOT INDEXED");
        let (mut last, mut whole) = self.onward(&select, 0, &mut each);
        self.damaged += usize::from(!whole);
        while !whole {
            let Ok(mut one) = self.connection.prepare_cached(&format!("{select} WHERE rowid = ?1")) else { break };
            let Some(next) = (1..=END).map(|beyond| last + beyond).find(|key| one.query_row([key], &mut each).is_ok())
            else {
                break;
            };
            (last, whole) = self.onward(&select, next, &mut each);
        }
        Ok(())
    }

    /// Goes through the rows above a key, as far as they can be read: the last one's key, and whether it was the last.
    fn onward(&self, select: &str, from: i64, each: &mut impl FnMut(&Row<'_>) -> rusqlite::Result<()>) -> (i64, bool) {
        let mut last = from;
        let mut go = || -> rusqlite::Result<()> {
            let mut statement = self.connection.prepare(&format!("{select} WHERE rowid > ?1 ORDER BY rowid"))?;
            let mut rows = statement.query([from])?;
            while let Some(row) = rows.next()? {
                let key = row.get(0)?;
                if key <= last {
                    // Pages that are no longer those of this table can lead anywhere.
                    continue;
                }
                last = key;
                // A row that holds something else than it should is one that cannot be read.
                let _ = each(row);
            }
            Ok(())
        };
        let whole = go().is_ok();
        (last, whole)
    }
}

fn lossy(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    super::verify::words(row, column)
}

fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<Value> {
    Ok(if row.get_ref(column)? == ValueRef::Null { Value::Null } else { lossy(row, column)?.into() })
}

fn integer(row: &Row<'_>, column: usize) -> Value {
    row.get::<_, Option<i64>>(column).ok().flatten().into()
}
