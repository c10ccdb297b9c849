//! How far an export has come: by rows, or by bytes where SQLite copies the whole file.

use super::Job;
use super::views::View;
use crate::Error;
use crate::cli::progress::Progress;
use crate::cli::session::{Session, Stop};
use crate::report::Cell;
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// How often the size of a copy is looked at.
const OFTEN: Duration = Duration::from_millis(200);

impl Job<'_> {
    /// So many rows are to come.
    pub(super) fn awaits(&self, views: &[View]) -> Result<(), Error> {
        let mut total = 0;
        for view in views {
            let counted = self.ledger.rows(&format!("SELECT count(*) FROM ({})", view.sql), &[])?;
            if let Some(Cell::Integer(count)) = counted.rows.first().and_then(|row| row.first()) {
                total += count.unsigned_abs();
            }
        }
        self.progress.borrow_mut().of(total);
        Ok(())
    }

    /// Every row of a view.
    pub(super) fn rows(&self, view: &View, mut each: impl FnMut(&[Cell]) -> Result<(), Stop>) -> Result<(), Stop> {
        self.ledger.each_row(&view.sql, |row| {
            self.progress.borrow_mut().advance(1, 1);
            each(row)
        })
    }
}

/// Does work that makes the file at `path` as large as the ledger, or nearly, and shows how large it is.
pub(super) fn watched(session: &Session, path: &Path, work: impl FnOnce() -> Result<(), Error>) -> Result<(), Error> {
    let size = |path: &Path| path.metadata().map_or(0, |metadata| metadata.len());
    let mut progress = Progress::bytes("copying", size(&session.global.db), session.global.quiet);
    let (done, told) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut before = 0;
            while told.recv_timeout(OFTEN) == Err(RecvTimeoutError::Timeout) {
                let now = size(path).max(before);
                progress.advance(now - before, now - before);
                before = now;
            }
        });
        let outcome = work();
        drop(done);
        outcome
    })
}
