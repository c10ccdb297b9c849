//! Two that record and link in one ledger, broken off at chosen steps so that their transactions interleave: what they
//! leave is what one alone would.

use crate::builder::AT;
use crate::properties::recording::{events, linked};
use crate::said::lexicon;
use factledger::Error;
use factledger::claim::Extraction;
use factledger::ledger::{Entry, Ledger};
use factledger::text::Document;
use rusqlite::Connection;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

/// So many steps of SQLite's machine are one of ours.
const STEPS: i32 = 50;

/// At so many places each of the two is broken off.
const PLACES: u64 = 4;

fn record(ledger: &mut Ledger, batch: &[(Document, Extraction)]) -> Result<(), Error> {
    let run = ledger.begin_run("add", lexicon().digest(), AT)?;
    let entries: Vec<_> =
        batch.iter().map(|(document, extraction)| Entry { document, extraction, path: None }).collect();
    ledger.record(run, &entries, AT)?;
    ledger.relink(lexicon(), |_| true)
}

/// Counts steps.
fn counted(ledger: &Ledger) -> Arc<AtomicU64> {
    let counted = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&counted);
    let step = move || {
        count.fetch_add(1, Ordering::Relaxed);
        false
    };
    ledger.stop_when(STEPS, step).expect("watched");
    counted
}

/// Calls `pause` once, at the first step from `place` on at which nobody is writing.
fn paused_at(ledger: &Ledger, path: &Path, place: u64, pause: impl FnOnce() + Send + 'static) {
    let other = Connection::open(path).expect("it opens");
    other.busy_timeout(Duration::ZERO).expect("it does not wait");
    let (mut step, mut pause) = (0, Some(pause));
    let handler = move || {
        step += 1;
        if step >= place && pause.is_some() && other.execute_batch("BEGIN IMMEDIATE; ROLLBACK").is_ok() {
            pause.take().into_iter().for_each(|pause| pause());
        }
        false
    };
    ledger.stop_when(STEPS, handler).expect("watched");
}

/// One works up to `first`, the other up to `second`; then the one ends, and the other goes on.
fn interleaved(path: &Path, first: u64, second: u64) {
    let (one_waits, other_begins): (SyncSender<()>, Receiver<()>) = sync_channel(1);
    let (other_waits, one_goes_on) = sync_channel::<()>(1);
    let (one_ends, other_goes_on) = sync_channel::<()>(1);
    let (ones, others) = events().split_at(events().len() / 2);
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut ledger = Ledger::open(path).expect("it opens");
            paused_at(&ledger, path, first, move || {
                drop(one_waits);
                // An error says that the other has ended.
                let _ = one_goes_on.recv();
            });
            record(&mut ledger, ones).expect("the one records");
            drop(ledger);
            drop(one_ends);
        });
        scope.spawn(move || {
            let _ = other_begins.recv();
            let mut ledger = Ledger::open(path).expect("it opens");
            paused_at(&ledger, path, second, move || {
                drop(other_waits);
                let _ = other_goes_on.recv();
            });
            record(&mut ledger, others).expect("the other records");
        });
    });
}

#[test]
fn two_that_link_at_once_leave_what_one_would() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let mut whole = Ledger::open(&path("whole.db")).expect("it opens");
    record(&mut whole, events()).expect("recorded");
    let expected = linked(&whole);
    let mut half = Ledger::open(&path("half.db")).expect("it opens");
    let steps = counted(&half);
    record(&mut half, &events()[..events().len() / 2]).expect("recorded");
    let steps = steps.load(Ordering::Relaxed);
    assert!(steps > 100, "{steps}");
    for first in 1..=PLACES {
        for second in 1..=PLACES {
            let ledger = path(&format!("{first}-{second}.db"));
            drop(Ledger::open(&ledger).expect("it opens"));
            interleaved(&ledger, steps * first / PLACES, steps * second / PLACES);
            let found = linked(&Ledger::open(&ledger).expect("it opens"));
            for (expected, found) in expected.iter().zip(&found) {
                let rows = (expected.rows.len(), found.rows.len());
                assert!(expected == found, "{first}, {second} of {PLACES}: {rows:?} rows of {:?}", expected.columns);
            }
        }
    }
}
