//! The ledger: what is recorded, what is refused, what verify finds.

mod damage;
mod evidence;
mod identity;
pub mod old;
mod opening;
mod originals;
mod query;
mod replay;
mod tampering;

use crate::builder::{AT, claim, extraction, link, page, record};
use factledger::claim::Claim;
use factledger::ledger::{Ledger, Review, Verdict};
use factledger::report::Cell;
use factledger::text::Part;
use std::path::{Path, PathBuf};

/// A ledger in a folder of its own, which lasts as long as the value.
struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("ledger.db")
    }

    fn open(&self) -> Ledger {
        Ledger::open(&self.path()).expect("it opens")
    }

    /// Another program's connection, with every trigger gone.
    fn tampered(&self, sql: &str) {
        let connection = rusqlite::Connection::open(self.path()).expect("it opens");
        let triggers: Vec<String> = connection
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
            .expect("the triggers");
        for trigger in triggers {
            connection.execute_batch(&format!("DROP TRIGGER {trigger}")).expect("it goes");
        }
        connection.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).expect("it is tampered with");
    }
}

fn memory() -> Ledger {
    Ledger::open(Path::new(":memory:")).expect("it opens")
}

/// One number.
fn count(ledger: &Ledger, sql: &str) -> i64 {
    match ledger.query(sql, &[]).expect("the query runs").rows[0][0] {
        Cell::Integer(number) => number,
        ref other => panic!("{sql} gave {other:?}"),
    }
}

/// The first column as text.
fn column(ledger: &Ledger, sql: &str) -> Vec<String> {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Null => String::new(),
        Cell::Integer(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
    };
    ledger.query(sql, &[]).expect("the query runs").rows.iter().map(|row| cell(&row[0])).collect()
}

/// Rows of every evidence table.
fn sizes(ledger: &Ledger) -> Vec<i64> {
    [
        "engine",
        "run",
        "run_end",
        "source",
        "article",
        "document",
        "document_path",
        "document_metadata",
        "extraction",
        "same_reading",
        "number_sentence",
        "measure",
        "block",
        "claim",
        "reading",
        "rejection",
        "verdict",
        "decision",
        "audit_entry",
    ]
    .iter()
    .map(|table| count(ledger, &format!("SELECT count(*) FROM {table}")))
    .collect()
}

const COURIER: &str = "Crews brought 412 sheep across the flooded Élan meadow in 2024. Two barns were lost.";
const GAZETTE: &str = "By nightfall the brigade had carried about 450 sheep to dry ground — some by boat.";

/// Two articles of two outlets that differ, linked and compared.
fn two_sources(ledger: &mut Ledger) -> (Claim, Claim) {
    let courier = page("courier.txt", "https://courier.example/1", "Courier", COURIER);
    let gazette = page("gazette.txt", "https://gazette.example/1", "Gazette", GAZETTE);
    let low = claim(&courier, Part::Text, "412 sheep", "412", 412, "sheep");
    let high = claim(&gazette, Part::Text, "about 450 sheep", "about 450", 450, "sheep");
    let (first, second) =
        (extraction(&courier, vec![low.clone()], &["2024"]), extraction(&gazette, vec![high.clone()], &[]));
    record(ledger, "lexicon", &[(&courier, &first), (&gazette, &second)]);
    link(ledger);
    (low, high)
}

/// A verdict that both are right to differ.
fn confirm(ledger: &mut Ledger, low: &Claim, high: &Claim) {
    let review = Review {
        discrepancy_id: None,
        a_claim_id: &low.claim_id,
        b_claim_id: &high.claim_id,
        verdict: Verdict::Confirmed,
        misread: None,
        by: "Ada",
        at: AT,
        recorded: AT,
        reason: "asked both",
        reference: None,
        checked_value: None,
    };
    ledger.verdict(&review).expect("a verdict");
}
