//! Every step of a write fails once: the ledger is then as before or complete, never half.

use crate::builder::{AT, claim, discrepancy, extraction, fact, file, page};
use factledger::claim::{Claim, Extraction};
use factledger::compare::{Discrepancy, Relation};
use factledger::ledger::{Entry, Ledger, StoredFact};
use factledger::report::Table;
use factledger::text::{Document, Part};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Two articles, the second of which is a revision of a third that was there.
fn batch() -> Vec<(Document, Extraction)> {
    let courier = page("courier.txt", "https://courier.example/1", "Courier", "Crews saved 412 sheep and 9 goats.");
    let gazette = file("gazette.txt", "In the end 450 sheep were brought to dry ground.");
    let first = vec![
        claim(&courier, Part::Text, "412 sheep", "412", 412, "sheep"),
        claim(&courier, Part::Text, "9 goats", "9", 9, "goats"),
    ];
    let second = vec![claim(&gazette, Part::Text, "450 sheep", "450", 450, "sheep")];
    let (first, second) = (extraction(&courier, first, &[]), extraction(&gazette, second, &[]));
    vec![(courier, first), (gazette, second)]
}

/// A ledger with one article in it.
fn begin(path: &Path) {
    let mut ledger = Ledger::open(path).expect("it opens");
    let document = file("gazette.txt", "So far 300 sheep were brought to dry ground.");
    let read = extraction(&document, vec![claim(&document, Part::Text, "300 sheep", "300", 300, "sheep")], &[]);
    record(&mut ledger, &[(document, read)]).expect("recorded");
    let claims = ledger.block_claims("count/sheep").expect("claims");
    ledger.store_block("count/sheep", &[fact(&claims)], &[], &[]).expect("stored");
}

fn record(ledger: &mut Ledger, batch: &[(Document, Extraction)]) -> Result<(), factledger::Error> {
    let run = ledger.begin_run("add", "lexicon", AT)?;
    let entries: Vec<_> =
        batch.iter().map(|(document, extraction)| Entry { document, extraction, path: None }).collect();
    ledger.record(run, &entries, AT).map(drop)
}

/// Everything that can be seen of a ledger.
fn state(path: &Path) -> Vec<Table> {
    let ledger = Ledger::open(path).expect("it opens again");
    assert_eq!(ledger.verify().expect("verified"), []);
    let all = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view', 'shadow')
        AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let names = ledger.query(all, &[]).expect("names");
    assert!(names.rows.len() > 40);
    let rows = |name: &factledger::report::Cell| match name {
        factledger::report::Cell::Text(name) => ledger.query(&format!("SELECT * FROM {name}"), &[]).expect("rows"),
        _ => Table::default(),
    };
    names.rows.iter().map(|row| rows(&row[0])).collect()
}

/// Does `work` again and again on copies of one ledger, stopped after ever more steps, until it gets through.
fn fails_at_every_step(
    name: &str,
    prepared: impl Fn(&Path),
    work: impl Fn(&mut Ledger) -> Result<(), factledger::Error>,
) {
    let folder = tempfile::tempdir().expect("a folder");
    let start = folder.path().join("start.db");
    prepared(&start);
    let before = state(&start);
    let done = folder.path().join("done.db");
    std::fs::copy(&start, &done).expect("a copy");
    work(&mut Ledger::open(&done).expect("it opens")).expect("undisturbed, it works");
    let after = state(&done);
    assert_ne!(before, after);

    let (mut failures, mut completed_in_spite) = (0, 0);
    for steps in 1_u64.. {
        // Every step at first, then further apart, so that a long transaction is not a long test.
        let limit = if steps <= 60 { steps } else { 60 + (steps - 60) * 17 };
        let path = folder.path().join("trial.db");
        std::fs::copy(&start, &path).expect("a copy");
        let mut ledger = Ledger::open(&path).expect("it opens");
        let counted = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&counted);
        ledger.stop_when(1, move || count.fetch_add(1, Ordering::Relaxed) + 1 >= limit).expect("watched");
        let outcome = work(&mut ledger);
        if outcome.is_ok() && counted.load(Ordering::Relaxed) < limit {
            break;
        }
        // Through another connection while the first is open: nothing is left locked either.
        let found = state(&path);
        assert!(found == before || found == after, "{name}, step {limit}: half of it is there");
        if outcome.is_err() {
            failures += 1;
            ledger.stop_when(1, || false).expect("left alone");
            work(&mut ledger).unwrap_or_else(|error| panic!("{name}, step {limit}: of no use afterwards: {error}"));
            drop(ledger);
            assert!(state(&path) == after, "{name}, step {limit}: done again, it is not the same as done once");
        }
        completed_in_spite += usize::from(outcome.is_err() && found == after);
    }
    assert!(failures > 60, "{name}: only {failures} failures");
    println!("{name}: {failures} failures, {completed_in_spite} of them after the commit");
}

#[test]
fn recording_fails_at_every_step() {
    let batch = batch();
    fails_at_every_step("record", begin, |ledger| record(ledger, &batch));
}

/// What is derived of the sheep.
fn derived(claims: &[Claim]) -> (Vec<StoredFact>, Vec<Discrepancy>) {
    let (low, high) = (&claims[0], &claims[1]);
    let (low, high) = if low.value <= high.value { (low, high) } else { (high, low) };
    (vec![fact(claims)], vec![discrepancy(low, high, Relation::Conflict)])
}

#[test]
fn storing_a_block_fails_at_every_step() {
    let prepared = |path: &Path| {
        begin(path);
        record(&mut Ledger::open(path).expect("it opens"), &batch()).expect("recorded");
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.db");
    prepared(&path);
    let claims = Ledger::open(&path).and_then(|ledger| ledger.block_claims("count/sheep")).expect("claims");
    let (facts, rows) = derived(&claims);
    fails_at_every_step("store_block", prepared, |ledger| ledger.store_block("count/sheep", &facts, &rows, &rows));
}
