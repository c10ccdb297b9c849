//! Whatever is changed behind our back, verify names the table, the row and what is wrong.

use super::*;
use crate::builder::AT;
use factledger::ledger::{Fault, Review, Verdict};

/// The faults after some SQL by a hand that takes the triggers off first.
fn faults(sql: &str) -> Vec<Fault> {
    let folder = Folder::new();
    let mut ledger = folder.open();
    let (low, high) = two_sources(&mut ledger);
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
    assert_eq!(ledger.verify().expect("verified"), [], "before");
    drop(ledger);
    folder.tampered(sql);
    Ledger::open_read_only(&folder.path()).expect("it opens").verify().expect("verified")
}

fn found(sql: &str, table: &str, problem: &str) {
    let faults = faults(sql);
    assert!(
        faults.iter().any(|fault| fault.table == table && fault.problem.contains(problem) && !fault.id.is_empty()),
        "{sql}: {faults:#?}"
    );
}

#[test]
fn an_untouched_ledger_has_no_fault() {
    assert_eq!(faults("SELECT 1"), []);
}

#[test]
fn a_text_that_was_changed() {
    found("UPDATE document SET text = replace(text, '412', '421')", "documents", "its text has the digest");
    found("UPDATE document SET text = replace(text, '412', '421')", "claims", "its quote does not stand");
}

#[test]
fn a_digest_that_was_changed_with_the_text() {
    let forged = "UPDATE document SET text = 'x', digest =
        '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881' WHERE document_key = 1";
    found(forged, "documents", "its id is not the digest");
    found(forged, "documents", "not the one in the audit trail");
}

#[test]
fn an_address_that_was_changed() {
    found(
        "UPDATE article SET address = 'https://other.example' WHERE article_id = 2",
        "documents",
        "its id is not the digest",
    );
}

#[test]
fn a_quote_that_was_changed_or_moved() {
    found("UPDATE reading SET quote = '500 sheep'", "claims", "its quote does not stand");
    found("UPDATE reading SET quote_start = quote_start + 1", "claims", "its quote does not stand");
    found("UPDATE reading SET quote_end = 100000", "claims", "its quote does not stand");
    found("UPDATE rejection SET quote = '2025'", "rejection", "its quote does not stand");
}

#[test]
fn a_figure_that_was_changed() {
    found("UPDATE claim SET value_decimal = '500'", "claims", "its id is not the digest");
    found("UPDATE claim SET unit = 'kg'", "claims", "its id is not the digest");
    found("UPDATE claim SET approximation = 'over'", "claims", "its id is not the digest");
    found("UPDATE claim SET value_text = '500'", "claims", "its value_text does not stand");
    found("UPDATE claim SET value_start = value_start - 1", "claims", "its value_text does not stand");
}

#[test]
fn an_audit_trail_that_was_changed() {
    found("UPDATE audit_entry SET at = '2020-01-01' WHERE seq = 2", "audit", "its hash is not that of its fields");
    found("DELETE FROM audit_entry WHERE seq = 2", "audit", "the rows before it are missing");
    found("DELETE FROM audit_entry WHERE seq = 3", "verdict", "it has no row in the audit trail");
    found("DELETE FROM audit_entry", "documents", "it has no row in the audit trail");
    found("UPDATE audit_entry SET hash = previous_hash WHERE seq = 1", "audit", "it does not follow");
}

#[test]
fn rows_that_are_gone() {
    found("DELETE FROM verdict", "audit", "it is gone");
    found("UPDATE verdict SET verdict = 'dismissed'", "verdict", "it is not the one in the audit trail");
    found("UPDATE verdict SET at = '2026-11-01'", "verdict", "it is not the one in the audit trail");
    found("DELETE FROM document WHERE document_key = 1", "claim", "a row of document that is not there");
    found("DELETE FROM source", "document_metadata", "a row of source that is not there");
}

#[test]
fn a_file_that_is_damaged() {
    let damage = "PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'claim_document')
        WHERE name = 'document_digest'";
    let folder = Folder::new();
    two_sources(&mut folder.open());
    folder.tampered(damage);
    let found = Ledger::open_read_only(&folder.path()).and_then(|ledger| ledger.verify());
    assert!(found.is_err() || found.is_ok_and(|faults| faults.iter().any(|fault| fault.table == "file")));
}
