//! Runs: which command, with which engine, added what.

use super::failure::Cause;
use super::{Ledger, failure};
use crate::{Error, VERSION};
use rusqlite::{Connection, OptionalExtension, params};

/// A run that was begun. It stands in the ledger only once it has added something.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) handle: i64,
    pub(super) command: String,
    pub(super) lexicon_digest: String,
    pub(super) started: String,
    /// What it was told, as JSON: option → values.
    options: Option<String>,
    /// The run whose documents it reads again.
    replays: Option<i64>,
    /// What came of it, as JSON, where no row says so.
    counts: Option<String>,
    /// Its row, once there is one.
    pub(super) written: Option<i64>,
}

impl Run {
    /// The engine's row, where it has ever read anything.
    pub(super) fn engine(&self, connection: &Connection) -> rusqlite::Result<Option<i64>> {
        connection
            .prepare_cached("SELECT engine_id FROM engine WHERE version = ?1 AND lexicon_digest = ?2")?
            .query_row([VERSION, &self.lexicon_digest], |row| row.get(0))
            .optional()
    }

    /// The run's row, written if it was not.
    pub(super) fn row(&mut self, connection: &Connection) -> rusqlite::Result<i64> {
        if let Some(row) = self.written {
            return Ok(row);
        }
        let engine = match self.engine(connection)? {
            Some(engine) => engine,
            None => {
                connection.execute(
                    "INSERT INTO engine (version, lexicon_digest) VALUES (?1, ?2)",
                    [VERSION, &self.lexicon_digest],
                )?;
                connection.last_insert_rowid()
            }
        };
        connection.execute(
            "INSERT INTO run (engine, command, started, options, replays) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![engine, self.command, self.started, self.options, self.replays],
        )?;
        let row = connection.last_insert_rowid();
        self.written = Some(row);
        Ok(row)
    }
}

impl Ledger {
    /// Begins a run and gives it a number for `record` and `end_run`. Nothing is written until it adds something; its
    /// number in the ledger is then the same, unless another process has written a run in between.
    pub fn begin_run(&mut self, command: &str, lexicon_digest: &str, at: &str) -> Result<i64, Error> {
        let newest: i64 = self
            .connection
            .query_row("SELECT coalesce(max(run_id), 0) FROM run", [], |row| row.get(0))
            .map_err(failure("begin a run in", &self.place))?;
        let handle = self.runs.iter().map(|run| run.handle).max().unwrap_or(0).max(newest) + 1;
        self.runs.push(Run {
            handle,
            command: command.to_owned(),
            lexicon_digest: lexicon_digest.to_owned(),
            started: at.to_owned(),
            options: None,
            replays: None,
            counts: None,
            written: None,
        });
        Ok(handle)
    }

    /// What a run was told, as JSON, and which run it replays. Of effect until it has added something.
    pub fn describe_run(&mut self, run: i64, options: &serde_json::Value, replays: Option<i64>) -> Result<(), Error> {
        let begun = self.run(run)?;
        (begun.options, begun.replays) = (Some(options.to_string()), replays);
        Ok(())
    }

    /// What came of a run, as JSON: written when it ends.
    pub fn count_run(&mut self, run: i64, counts: &serde_json::Value) -> Result<(), Error> {
        self.run(run)?.counts = Some(counts.to_string());
        Ok(())
    }

    /// The number of a run in the ledger; none as long as it has added nothing.
    pub fn run_number(&self, run: i64) -> Option<i64> {
        self.runs.iter().find(|begun| begun.handle == run)?.written
    }

    /// Ends a run; one that added nothing leaves no trace.
    pub fn end_run(&mut self, run: i64, at: &str) -> Result<(), Error> {
        let begun = self.run(run)?;
        let (Some(row), counts) = (begun.written, begun.counts.clone()) else { return Ok(()) };
        self.write("end a run in", |connection| {
            let ended: i64 =
                connection.query_row("SELECT count(*) FROM run_end WHERE run = ?1", [row], |row| row.get(0))?;
            if ended == 0 {
                connection.execute(
                    "INSERT INTO run_end (run, ended, counts) VALUES (?1, ?2, ?3)",
                    params![row, at, counts],
                )?;
            }
            Ok::<_, Cause>(())
        })
    }

    pub(super) fn run(&mut self, handle: i64) -> Result<&mut Run, Error> {
        let place = &self.place;
        self.runs
            .iter_mut()
            .find(|run| run.handle == handle)
            .ok_or_else(|| Error::new("use run", format!("{handle} of {place}"), "it was not begun here"))
    }
}
