//! The ledger handed on: rows one by one, all of one state, and the file itself as a copy.

use super::query::cell;
use super::{Ledger, failure};
use crate::Error;
use crate::report::Cell;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

impl Ledger {
    /// Everything read inside `work` is of one state of the ledger, whatever others write meanwhile.
    pub fn steadily<T, E: From<Error>>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let fails = || failure("read", &self.place);
        let transaction = self.connection.unchecked_transaction().map_err(fails())?;
        let value = work()?;
        transaction.finish().map_err(fails())?;
        Ok(value)
    }

    /// The names of the columns that one of our own statements yields.
    pub(crate) fn columns(&self, sql: &str) -> Result<Vec<String>, Error> {
        let statement = self.connection.prepare_cached(sql).map_err(failure("read", &self.place))?;
        Ok(statement.column_names().into_iter().map(str::to_owned).collect())
    }

    /// The rows of one of our own statements, one after the other, so that a view of any length fits into memory.
    pub(crate) fn each_row<E: From<Error>>(
        &self,
        sql: &str,
        mut each: impl FnMut(&[Cell]) -> Result<(), E>,
    ) -> Result<(), E> {
        let fails = || failure("read", &self.place);
        let mut statement = self.connection.prepare_cached(sql).map_err(fails())?;
        let columns = statement.column_count();
        let mut rows = statement.raw_query();
        let mut cells = Vec::with_capacity(columns);
        while let Some(row) = rows.next().map_err(fails())? {
            cells.clear();
            for column in 0..columns {
                cells.push(cell(row.get_ref(column).map_err(fails())?));
            }
            each(&cells)?;
        }
        Ok(())
    }

    /// A copy of the whole ledger at `path`, where there must be nothing or an empty file. With `plain_types` its tables
    /// are declared without STRICT, which SQLite reads since 3.37: the rows are the same.
    pub fn copy_to(&self, path: &Path, plain_types: bool) -> Result<(), Error> {
        let place = path.display().to_string();
        let fails = || failure("copy the ledger to", &place);
        // A ledger that is open for reading refuses every write, this one too, which is none to the ledger.
        let guarded: bool = self.connection.pragma_query_value(None, "query_only", |row| row.get(0)).map_err(fails())?;
        self.connection.pragma_update(None, "query_only", false).map_err(fails())?;
        let copied = self.connection.execute("VACUUM INTO ?1", [path.to_string_lossy()]);
        self.connection.pragma_update(None, "query_only", guarded).map_err(fails())?;
        copied.map_err(fails())?;
        if plain_types {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            plainly_typed(&Connection::open_with_flags(path, flags).map_err(fails())?).map_err(fails())?;
        }
        Ok(())
    }
}

/// Takes STRICT off the tables. Rows are stored the same way with and without.
fn plainly_typed(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = replace(replace(sql, ') STRICT, WITHOUT ROWID', ') WITHOUT ROWID'), ') STRICT', ')')
         WHERE type = 'table' AND sql LIKE '%STRICT%';
         PRAGMA writable_schema = RESET;
         VACUUM;",
    )?;
    connection.query_row("PRAGMA integrity_check", [], |row| match row.get::<_, String>(0)?.as_str() {
        "ok" => Ok(()),
        problem => Err(rusqlite::Error::InvalidColumnName(problem.to_owned())),
    })
}
