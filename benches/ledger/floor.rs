//! The least that could be done: the same rows, from memory, into plain SQLite with the same indexes.

use crate::storing::usage::{Spent, spent};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::path::Path;

/// Full-text indexes: their table, the column, and where its texts stand.
const SEARCH: [(&str, &str, &str); 3] = [
    ("quote_search", "quote", "SELECT reading_id, quote FROM reading"),
    ("sentence_search", "text", "SELECT sentence_id, text FROM number_sentence"),
    ("title_search", "title", "SELECT metadata_id, title FROM document_metadata"),
];

/// What the tables of a ledger take without and with the full-text indexes.
pub struct Floor {
    /// The rows and the ordinary indexes.
    pub rows: Spent,
    /// The full-text indexes.
    pub search: Spent,
}

/// The rows of a table with the statement that writes one.
struct Written {
    insert: String,
    rows: Vec<Vec<Value>>,
}

fn read(connection: &Connection, insert: String, select: &str) -> Written {
    let mut statement = connection.prepare(select).expect("a query");
    let count = statement.column_count();
    let rows = statement
        .query_map([], |row| (0..count).map(|at| row.get(at)).collect::<rusqlite::Result<Vec<Value>>>())
        .expect("rows");
    Written { insert, rows: rows.collect::<rusqlite::Result<_>>().expect("read") }
}

fn list(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).expect("a query");
    let rows = statement.query_map([], |row| row.get(0)).expect("rows");
    rows.collect::<rusqlite::Result<_>>().expect("read")
}

fn write(connection: &Connection, tables: &[Written]) {
    connection.execute_batch("BEGIN").expect("begun");
    for table in tables {
        let mut insert = connection.prepare(&table.insert).expect("a statement");
        for row in &table.rows {
            insert.execute(params_from_iter(row)).expect("written");
        }
    }
    connection.execute_batch("COMMIT").expect("committed");
}

/// How plain SQLite is set up.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Bytes of a page.
    pub page: u32,
    /// The indexes are made when all rows are there.
    pub indexed_last: bool,
}

impl Setting {
    /// As the ledger is.
    pub const LEDGER: Self = Self { page: 4096, indexed_last: false };
}

/// Writes all that stands in the tables of a ledger: no trigger, no foreign key, no check, one
/// transaction, the rows at hand.
pub fn plain(ledger: &Path, setting: Setting) -> Floor {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = Connection::open(ledger).expect("the ledger");
    let plain = Connection::open(folder.path().join("plain.db")).expect("a file");
    plain.pragma_update(None, "page_size", setting.page).expect("set up");
    let set = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = OFF;
        PRAGMA ignore_check_constraints = ON; PRAGMA cache_size = -65536";
    plain.execute_batch(set).expect("set up");
    let tables =
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'";
    let names = list(&ledger, tables);
    let made = |kind: &str| {
        let like = format!("type = '{kind}' AND sql IS NOT NULL AND tbl_name IN ({tables})");
        list(&ledger, &format!("SELECT sql FROM sqlite_schema WHERE {like}"))
    };
    let make = |all: &[String]| all.iter().for_each(|sql| plain.execute_batch(sql).expect("made"));
    make(&made("table"));
    let indexes = made("index");
    if !setting.indexed_last {
        make(&indexes);
    }
    let rows: Vec<Written> = names
        .iter()
        .map(|name| {
            let columns = list(&ledger, &format!("SELECT '\"' || name || '\"' FROM pragma_table_info('{name}')"));
            let marks = vec!["?"; columns.len()].join(", ");
            let columns = columns.join(", ");
            let insert = format!("INSERT INTO {name} ({columns}) VALUES ({marks})");
            read(&ledger, insert, &format!("SELECT {columns} FROM {name}"))
        })
        .collect();
    let search: Vec<Written> = SEARCH
        .iter()
        .map(|(table, column, select)| {
            let like = format!("SELECT sql FROM sqlite_schema WHERE name = '{table}'");
            list(&ledger, &like).iter().for_each(|sql| plain.execute_batch(sql).expect("made"));
            read(&ledger, format!("INSERT INTO {table} (rowid, {column}) VALUES (?, ?)"), select)
        })
        .collect();
    let written = spent(|| {
        write(&plain, &rows);
        if setting.indexed_last {
            make(&indexes);
        }
    });
    Floor { rows: written, search: spent(|| write(&plain, &search)) }
}
