//! Queries that people keep, by name. Added, never changed: of one name the newest counts, and an empty one takes it off.

use super::review::signed;
use super::{Cause, Ledger};
use crate::Error;
use crate::report::Cell;
use rusqlite::params;

/// A query under its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedQuery {
    /// Its name.
    pub name: String,
    /// The statement.
    pub sql: String,
    /// Who kept it.
    pub by: String,
}

impl Ledger {
    /// Keeps a query under a name, in place of what had that name; an empty one takes the name off.
    pub fn save_query(&mut self, name: &str, sql: &str, by: &str, at: &str) -> Result<(), Error> {
        signed("keep the query", by, name)?;
        self.write("keep a query in", |connection| {
            connection.execute(
                "INSERT INTO saved_query (name, sql, saved_by, at) VALUES (?1, ?2, ?3, ?4)",
                params![name.trim(), sql.trim(), by, at],
            )?;
            Ok::<_, Cause>(())
        })
    }

    /// The queries that are kept, by name.
    pub fn saved_queries(&self) -> Result<Vec<SavedQuery>, Error> {
        let table = self.rows("SELECT name, sql, saved_by FROM saved_queries ORDER BY name", &[])?;
        let text = |cell: Option<&Cell>| cell.map(|cell| cell.plain().into_owned()).unwrap_or_default();
        let query =
            |row: &Vec<Cell>| SavedQuery { name: text(row.first()), sql: text(row.get(1)), by: text(row.get(2)) };
        Ok(table.rows.iter().map(query).collect())
    }
}
