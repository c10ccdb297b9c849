//! Connections to the ledger: a few that read, one that writes, each answer within a time.

use crate::Error;
use crate::ledger::Ledger;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// So many read at a time; others wait.
const READERS: usize = 4;

/// Steps of SQLite's machine between two looks at the clock.
const STEPS: i32 = 10_000;

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// The ledger said so.
    Ledger(Error),
    /// It took longer than so many seconds.
    Slow(u64),
    /// The page was started for reading only.
    ReadOnly,
    /// Nothing is there under that id.
    Missing(String),
    /// The request makes no sense.
    Odd(String),
    /// The program is at fault.
    Broken,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Ledger(error)
    }
}

/// The ledger as the page uses it.
pub(super) struct Ledgers {
    db: PathBuf,
    read_only: bool,
    idle: Mutex<Vec<Ledger>>,
    seats: Arc<Semaphore>,
    /// Whoever holds it may write what a person says.
    pen: Arc<Semaphore>,
    /// Whoever holds it may link and compare. SQLite keeps the two from writing at the same moment.
    links: Arc<Semaphore>,
}

/// Stops the work when nobody waits for it any more.
struct Waiting(Arc<AtomicBool>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Ledgers {
    /// The ledger at `db`, which must be there.
    pub fn open(db: &Path, read_only: bool) -> Result<Arc<Self>, Error> {
        if !read_only {
            // An older ledger is brought up to date now, not at the first verdict.
            drop(Ledger::open(db)?);
        }
        let first = Ledger::open_read_only(db)?;
        Ok(Arc::new(Self {
            db: db.to_owned(),
            read_only,
            idle: Mutex::new(vec![first]),
            seats: Arc::new(Semaphore::new(READERS)),
            pen: Arc::new(Semaphore::new(1)),
            links: Arc::new(Semaphore::new(1)),
        }))
    }

    /// The name of the file, without its folders.
    pub fn name(&self) -> String {
        self.db.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// May nothing be written?
    pub fn read_only(&self) -> bool {
        self.read_only
    }

    /// Reads within a time; what takes longer is stopped, and what nobody waits for any more.
    pub async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        limit: Duration,
        work: impl FnOnce(&Ledger) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let slow = || Failure::Slow(limit.as_secs());
        let Ok(Ok(seat)) = tokio::time::timeout(limit, Arc::clone(&self.seats).acquire_owned()).await else {
            return Err(slow());
        };
        let stop = Arc::new(AtomicBool::new(false));
        let waiting = Waiting(Arc::clone(&stop));
        let ledgers = Arc::clone(self);
        let job = tokio::task::spawn_blocking(move || {
            let ledger = ledgers.reader()?;
            // The flag of this request takes the place of the last one's.
            ledger.stop_when(STEPS, move || stop.load(Ordering::Relaxed))?;
            let outcome = work(&ledger);
            ledgers.idle.lock().unwrap_or_else(PoisonError::into_inner).push(ledger);
            drop(seat);
            outcome
        });
        let outcome = tokio::time::timeout(limit, job).await;
        drop(waiting);
        outcome.map_err(|_| slow())?.map_err(|_| Failure::Broken)?
    }

    /// Records what a person says, one at a time. It is short and is not stopped.
    pub async fn write<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut Ledger) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        if self.read_only { Err(Failure::ReadOnly) } else { self.alone(&self.pen, work).await }
    }

    /// Compares anew what was said to be different, one at a time, to its end, whoever waits for it.
    pub async fn relink(
        self: &Arc<Self>,
        work: impl FnOnce(&mut Ledger) -> Result<(), Failure> + Send + 'static,
    ) -> Result<(), Failure> {
        self.alone(&self.links, work).await
    }

    async fn alone<T: Send + 'static>(
        self: &Arc<Self>,
        turn: &Arc<Semaphore>,
        work: impl FnOnce(&mut Ledger) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let Ok(turn) = Arc::clone(turn).acquire_owned().await else { return Err(Failure::Broken) };
        let ledgers = Arc::clone(self);
        let job = tokio::task::spawn_blocking(move || {
            let mut ledger = Ledger::open(&ledgers.db)?;
            let outcome = work(&mut ledger);
            drop(turn);
            outcome
        });
        job.await.map_err(|_| Failure::Broken)?
    }

    fn reader(&self) -> Result<Ledger, Error> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| Ledger::open_read_only(&self.db), Ok)
    }
}
