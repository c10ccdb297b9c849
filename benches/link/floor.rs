//! The least that could be done: the rows written by SQLite alone, and the narrow records sorted.

use super::usage::{Spent, spent};
use rusqlite::Connection;
use std::path::Path;

/// What a document gives, in the order of what refers to what.
const TABLES: [&str; 14] = [
    "engine",
    "run",
    "source",
    "article",
    "document",
    "document_path",
    "document_metadata",
    "extraction",
    "number_sentence",
    "measure",
    "block",
    "claim",
    "reading",
    "rejection",
];

/// The rows that were recorded, into tables of the same columns with the same indexes and nothing else: no trigger, no
/// foreign key, no audit trail, one transaction.
pub fn plain(ledger: &Path) -> Spent {
    let folder = tempfile::tempdir().expect("a folder");
    let connection = Connection::open(folder.path().join("plain.db")).expect("a file");
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL").expect("set up");
    connection.execute("ATTACH ?1 AS ledger", [ledger.to_str()]).expect("the ledger");
    let sql: Vec<String> = {
        let mut statement = connection
            .prepare("SELECT sql FROM ledger.sqlite_schema WHERE type IN ('table', 'index') AND tbl_name = ?1 AND sql IS NOT NULL ORDER BY type DESC")
            .expect("the schema");
        TABLES
            .iter()
            .flat_map(|table| {
                let rows = statement.query_map([table], |row| row.get(0)).expect("the table");
                rows.collect::<Result<Vec<String>, _>>().expect("read")
            })
            .collect()
    };
    for sql in sql {
        connection.execute_batch(&sql).expect("made");
    }
    // What is read is in memory before the time counts.
    for table in TABLES {
        let _ = connection.query_row(&format!("SELECT count(*), max(rowid) FROM ledger.{table}"), [], |_| Ok(()));
    }
    spent(|| {
        connection.execute_batch("BEGIN").expect("begun");
        for table in TABLES {
            let columns: Vec<String> = connection
                .prepare(&format!("SELECT name FROM pragma_table_info('{table}')"))
                .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
                .expect("its columns");
            let columns = columns.join(", ");
            let copy = format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM ledger.{table}");
            connection.execute(&copy, []).expect("copied");
        }
        connection.execute_batch("COMMIT").expect("written");
    })
}

/// Every claim's narrow record, sorted by the key of its measure.
pub fn sort(ledger: &Path) -> Spent {
    let connection = Connection::open(ledger).expect("the ledger");
    let mut statement = connection
        .prepare("SELECT r.measure, length(p.claims) FROM reading r JOIN claim c ON c.claim_key = r.claim JOIN link_profile p USING (document)")
        .expect("the records");
    let rows = statement.query_map([], |row| Ok((row.get::<_, u64>(0)?, row.get::<_, usize>(1)?))).expect("read");
    let mut records: Vec<(u64, Vec<u8>)> = rows
        .map(|row| row.expect("a row"))
        .map(|(measure, length)| (measure.wrapping_mul(0x9E37_79B9_7F4A_7C15), vec![0; length / 20]))
        .collect();
    spent(|| records.sort_by_key(|record| record.0))
}
