//! Whatever is changed behind our back, verify names the table, the row and what is wrong.

use super::*;
use factledger::ledger::Fault;

/// The faults after some SQL by a hand that takes the triggers off first.
fn faults(sql: &str) -> Vec<Fault> {
    let folder = Folder::new();
    let mut ledger = folder.open();
    let (low, high) = two_sources(&mut ledger);
    confirm(&mut ledger, &low, &high);
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
fn a_slot_that_was_changed() {
    for sql in [
        "UPDATE reading SET speaker = 'nobody' WHERE reading_id = 1",
        "UPDATE reading SET low_decimal = '1', subject = 'Westmark' WHERE reading_id = 1",
        "UPDATE reading SET confidence = 0.91 WHERE reading_id = 1",
        "UPDATE reading SET measure = (SELECT max(measure_id) + 1 FROM measure) WHERE reading_id = 1;
         INSERT INTO measure (measure) VALUES ('another')",
        "UPDATE number_sentence SET text = 'Something else was said of 412 sheep.' WHERE sentence_id = 1",
        "UPDATE rejection SET reason = 'ordinal'",
        "DELETE FROM rejection",
        "UPDATE extraction SET context = '{}' WHERE extraction_id = 1",
        "UPDATE extraction SET digest = replace(digest, substr(digest, 1, 1), 'x') WHERE extraction_id = 1",
    ] {
        found(sql, "extraction", "is not what was recorded");
    }
}

#[test]
fn a_reading_put_in_the_place_of_the_first() {
    let folder = Folder::new();
    two_sources(&mut folder.open());
    let other = Folder::new();
    let mut ledger = other.open();
    let courier = page("courier.txt", "https://courier.example/1", "Courier", COURIER);
    let mut read = claim(&courier, Part::Text, "412 sheep", "412", 412, "sheep");
    read.speaker = Some("nobody".to_owned());
    record(&mut ledger, "lexicon", &[(&courier, &extraction(&courier, vec![read], &["2024"]))]);
    let digest = column(&ledger, "SELECT digest FROM extraction").remove(0);
    folder.tampered(&format!(
        "UPDATE reading SET speaker = 'nobody' WHERE reading_id = 1;
         UPDATE extraction SET digest = '{digest}' WHERE extraction_id = 1"
    ));
    let faults = folder.open().verify().expect("verified");
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].problem.contains("not what the audit trail says"), "{faults:#?}");
}

#[test]
fn what_was_stated_of_a_document() {
    for sql in [
        "UPDATE document_metadata SET published = '2023-01-01' WHERE metadata_id = 1",
        "UPDATE document_metadata SET title = 'Another title' WHERE metadata_id = 2",
        "UPDATE source SET source = 'Herald' WHERE source_id = 1",
    ] {
        found(sql, "documents", "its metadata are not those");
    }
}

#[test]
fn a_verdict_that_was_changed() {
    for sql in [
        "UPDATE verdict SET verdict = 'dismissed'",
        "UPDATE verdict SET reason = 'asked nobody'",
        "UPDATE verdict SET checked_by = 'Eve'",
        "UPDATE verdict SET a_claim = b_claim",
    ] {
        found(sql, "verdict", "it is not the one in the audit trail");
    }
}

#[test]
fn bytes_that_are_no_text() {
    found(
        "UPDATE reading SET quote = CAST(x'34ff' AS TEXT) WHERE reading_id = 1",
        "claims",
        "its quote does not stand",
    );
    found("UPDATE document SET text = CAST(x'34ff' AS TEXT) WHERE document_key = 2", "documents", "has the digest");
    found("UPDATE audit_entry SET detail = CAST(x'22ff22' AS TEXT) WHERE seq = 1", "audit", "its hash is not");
    found("PRAGMA ignore_check_constraints = ON; UPDATE claim SET value_start = -5", "claims", "its value_text");
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
