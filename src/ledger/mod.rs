//! The ledger: documents, claims, facts and discrepancies in one SQLite file. The only room that names SQLite.
//!
//! Evidence (documents, claims, readings, verdicts, decisions, the audit trail) is only ever added to, and triggers in
//! the file hold that against other programs too. What is derived (facts, discrepancies, checks, search) is replaced
//! block by block, checks document by document, and can be rebuilt. Every write is one transaction: all of it is there, or none.

use crate::Error;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode};
use std::cell::Cell;
use std::path::Path;

mod audit;
mod checks;
mod claims;
mod decisions;
mod derive;
mod described;
mod diff;
mod export;
mod failure;
mod identity;
mod links;
mod measures;
mod migrate;
mod query;
mod raw;
mod record;
mod relink;
mod review;
mod run;
mod salvage;
mod saved;
mod search;
mod stats;
mod verify;

use failure::{Cause, failure};

pub use crate::link::DecisionKind;
pub use checks::Numbers;
pub use decisions::Decision;
pub use derive::StoredFact;
pub use described::{Described, DescribedColumns, DescribedView};
pub use measures::Decided;
pub use query::Bounds;
pub use raw::Original;
pub use record::{Entry, Foresight, Outcome, Recorded, Stored};
pub use review::{Judged, Misread, Pair, Review, Undo, Verdict, figure};
pub use salvage::{Saved, salvage};
pub use saved::SavedQuery;
pub use search::{Search, Within, expression};
pub use stats::By;
pub use verify::Fault;

/// An open ledger. One thread at a time may use it; other processes may read and write the same file.
#[derive(Debug)]
pub struct Ledger {
    connection: Connection,
    /// The path, as errors name it.
    place: String,
    runs: Vec<run::Run>,
    walked: Cell<u64>,
}

impl Ledger {
    /// Opens the ledger at `path`, which is made where there is none; `:memory:` is one that lasts as long as the value.
    /// An older file is migrated after a copy of it was put beside it. A file that is no ledger, or is newer than the
    /// program, is refused and left as it is.
    pub fn open(path: &Path) -> Result<Ledger, Error> {
        Ok(Self::over(migrate::open(path, None)?, path))
    }

    /// The same, but asks `stop` every `steps` steps of SQLite's machine, and gives up once it says true: the file is then
    /// of the version that it was, or of a later one, and sound.
    pub fn open_unless(path: &Path, steps: i32, stop: impl FnMut() -> bool + Send + 'static) -> Result<Ledger, Error> {
        Ok(Self::over(migrate::open(path, Some((steps, Box::new(stop))))?, path))
    }

    /// Is something wrong with the file itself, so that some of it may not be read?
    pub fn is_damaged(path: &Path) -> bool {
        migrate::open_damaged(path).is_ok_and(|connection| {
            let found = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0));
            found.map_or(true, |found| found != "ok")
        })
    }

    /// Opens a ledger that is there, without ever writing to it; also in a folder where nothing can be written.
    pub fn open_read_only(path: &Path) -> Result<Ledger, Error> {
        Ok(Self::over(migrate::open_read_only(path)?, path))
    }

    fn over(connection: Connection, path: &Path) -> Self {
        connection.set_prepared_statement_cache_capacity(256);
        Self { connection, place: path.display().to_string(), runs: Vec::new(), walked: Cell::default() }
    }

    /// Calls `stop` every `steps` steps of SQLite's machine; once it says true, the work at hand fails and the ledger is
    /// as it was before. Work that fails takes the call off again.
    pub fn stop_when(&self, steps: i32, stop: impl FnMut() -> bool + Send + 'static) -> Result<(), Error> {
        self.connection.progress_handler(steps, Some(stop)).map_err(failure("watch", &self.place))
    }

    /// One write transaction, from `BEGIN IMMEDIATE` on. After an error nothing of it stands and none is left open,
    /// except that a failed `COMMIT` may have taken effect, which is why whatever is written here can be written twice.
    fn write<T>(&mut self, operation: &str, work: impl FnOnce(&Connection) -> Result<T, Cause>) -> Result<T, Error> {
        let connection = &self.connection;
        let outcome = connection.execute_batch("BEGIN IMMEDIATE").map_err(Cause::from).and_then(|()| {
            let value = work(connection)?;
            connection.execute_batch("COMMIT")?;
            Ok(value)
        });
        outcome.map_err(|cause| {
            self.leave();
            cause.at(operation, &self.place)
        })
    }

    /// One write transaction that inserts evidence. The triggers are asleep: they refuse what is done to a row that is
    /// there, and a plain INSERT of such a row fails by itself. What they do besides, for search, is done by [`Recorder`].
    ///
    /// [`Recorder`]: record
    fn append<T>(&mut self, operation: &str, work: impl FnOnce(&Connection) -> Result<T, Cause>) -> Result<T, Error> {
        self.triggers(false)?;
        let written = self.trusted(operation, work);
        self.triggers(true)?;
        written
    }

    /// One write transaction in which every key that is written was read or made in it, what goes with a row is taken away
    /// by name, and words of closed vocabularies come from their types: SQLite need not look each of them up again. A
    /// test build has the vocabularies looked up all the same; [`Ledger::verify`] does it for every row.
    fn trusted<T>(&mut self, operation: &str, work: impl FnOnce(&Connection) -> Result<T, Cause>) -> Result<T, Error> {
        self.looked_up(false)?;
        let written = self.write(operation, work);
        self.looked_up(true)?;
        written
    }

    fn looked_up(&self, on: bool) -> Result<(), Error> {
        let set = |name: &str, value: bool| self.connection.pragma_update(None, name, value);
        set("foreign_keys", on)
            .and_then(|()| set("ignore_check_constraints", !on && !cfg!(debug_assertions)))
            .map_err(failure("set up", &self.place))
    }

    fn triggers(&self, on: bool) -> Result<(), Error> {
        let set = self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, on);
        set.map(drop).map_err(failure("set up", &self.place))
    }

    /// Reads inside one transaction, so that several statements see one state of the ledger.
    fn read<T>(&self, operation: &str, work: impl FnOnce(&Connection) -> Result<T, Cause>) -> Result<T, Error> {
        let connection = &self.connection;
        if !connection.is_autocommit() {
            // Inside `steadily`, which holds one.
            return work(connection).map_err(|cause| cause.at(operation, &self.place));
        }
        let outcome = connection.execute_batch("BEGIN").map_err(Cause::from).and_then(|()| {
            let value = work(connection)?;
            connection.execute_batch("COMMIT")?;
            Ok(value)
        });
        outcome.map_err(|cause| {
            self.leave();
            cause.at(operation, &self.place)
        })
    }

    /// Leaves a transaction in which something failed. SQLite has rolled back by itself after some errors (interrupt, full
    /// disk) and not after others, and what stops the work would stop the rolling back too.
    fn leave(&self) {
        let _ = self.connection.progress_handler(0, None::<fn() -> bool>);
        for _ in 0..3 {
            if self.connection.is_autocommit() || self.connection.execute_batch("ROLLBACK").is_ok() {
                break;
            }
        }
    }
}

/// Is it that somebody else has the file?
fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// Is it that the file is damaged?
fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}
