//! Reading stored texts again: what reads the same, what does not, and what that leaves.

use super::*;
use crate::builder::about;
use factledger::claim::Extraction;
use factledger::text::{Document, Metadata};

/// Reads every stored document again with what `read` gives, linked as the command line does.
fn replay(ledger: &mut Ledger, lexicon: &str, read: impl Fn(&Document) -> Extraction) -> Vec<bool> {
    let run = ledger.begin_run("runs replay", lexicon, AT).expect("a run");
    let mut changed = Vec::new();
    let mut after = 0;
    loop {
        // One at a time, so that going on after a place is tried.
        let stored = ledger.stored(None, after, 1).expect("documents");
        let Some(one) = stored.first() else { break };
        after = one.after;
        changed.extend(ledger.record_again(run, &[(&one.document, &read(&one.document))]).expect("recorded"));
    }
    ledger.end_run(run, AT).expect("it ends");
    changed
}

/// What was read the first time.
fn as_before(document: &Document) -> Extraction {
    if document.text.contains("412 sheep") {
        extraction(document, vec![claim(document, Part::Text, "412 sheep", "412", 412, "sheep")], &["2024"])
    } else {
        extraction(document, vec![claim(document, Part::Text, "about 450 sheep", "about 450", 450, "sheep")], &[])
    }
}

/// With a slot changed, a number lost to a refusal, and one gained.
fn otherwise(document: &Document) -> Extraction {
    if document.metadata.source.as_deref() == Some("Courier") {
        let mut same = claim(document, Part::Text, "412 sheep", "412", 412, "sheep");
        same.subject = Some("Upper Ostmark".to_owned());
        let gained = claim(document, Part::Text, "2024", "2024", 2024, "years");
        extraction(document, vec![same, gained], &[])
    } else {
        extraction(document, vec![], &["450"])
    }
}

#[test]
fn what_reads_the_same_is_noted_and_not_written_twice() {
    let mut ledger = memory();
    let (low, high) = two_sources(&mut ledger);
    confirm(&mut ledger, &low, &high);
    let rows = ledger.query("SELECT * FROM discrepancies", &[]).expect("rows");
    let claims = ledger.query("SELECT * FROM all_claims", &[]).expect("rows");
    assert_eq!(replay(&mut ledger, "newer lexicon", as_before), [false, false]);
    assert_eq!(ledger.query("SELECT * FROM all_claims", &[]).expect("rows"), claims);
    assert_eq!(ledger.query("SELECT * FROM discrepancies", &[]).expect("rows"), rows);
    assert!(ledger.stale_blocks().expect("blocks").is_empty(), "nothing is to be linked again");
    assert_eq!(count(&ledger, "SELECT n_unchanged FROM runs WHERE run_id = 2"), 2);
    assert_eq!(count(&ledger, "SELECT n_read FROM runs WHERE run_id = 2"), 0);
    assert!(ledger.run_diff(1, 2).expect("a diff").rows.is_empty());
    let before = sizes(&ledger);
    assert_eq!(replay(&mut ledger, "newer lexicon", as_before), [false, false]);
    assert_eq!(sizes(&ledger), before, "the third time says nothing new");
    two_sources(&mut ledger);
    assert_eq!(ledger.verify().expect("verified"), []);
}

#[test]
fn an_engine_that_read_the_same_need_not_read_it_once_more() {
    let mut ledger = memory();
    two_sources(&mut ledger);
    replay(&mut ledger, "newer lexicon", as_before);
    let before = sizes(&ledger);
    let courier = page("courier.txt", "https://courier.example/1", "Courier", COURIER);
    record(&mut ledger, "newer lexicon", &[(&courier, &otherwise(&courier))]);
    assert_eq!(sizes(&ledger), before);
}

#[test]
fn what_reads_otherwise_is_shown_by_slot_and_the_verdict_stays() {
    let mut ledger = memory();
    let (low, high) = two_sources(&mut ledger);
    confirm(&mut ledger, &low, &high);
    assert_eq!(replay(&mut ledger, "newer lexicon", otherwise), [true, true]);
    let diff = ledger.run_diff(1, 2).expect("a diff");
    let said: Vec<Vec<String>> =
        diff.rows.iter().map(|row| [0, 2, 4, 5, 6].map(|at| row[at].plain().into_owned()).to_vec()).collect();
    let refused = "refused: year";
    assert_eq!(
        said,
        [
            ["changed", "412 sheep", "subject", "Ostmark", "Upper Ostmark"],
            ["gained", "2024", "", refused, "2024"],
            ["lost", "about 450 sheep", "", "about 450", refused],
        ]
    );
    assert_eq!(column(&ledger, "SELECT quote FROM claims ORDER BY start"), ["412 sheep", "2024"], "the newest reading");
    assert_eq!(ledger.stale_blocks().expect("blocks"), ["count/sheep", "count/years"]);
    link(&mut ledger);
    assert_eq!(column(&ledger, "SELECT claim_id FROM claims WHERE block = 'count/sheep'"), [low.claim_id.as_str()]);
    assert_eq!(column(&ledger, "SELECT n_claims FROM facts"), ["1", "1"]);

    // And back again: a third reading, and the verdict has its claims and its row once more.
    assert_eq!(replay(&mut ledger, "lexicon", as_before), [true, true]);
    link(&mut ledger);
    assert_eq!(column(&ledger, "SELECT verdict FROM discrepancies"), ["confirmed"]);
    assert_eq!(ledger.verify().expect("verified"), []);
    assert_eq!(ledger.run_diff(2, 3).expect("a diff").rows.len(), 3);
    assert!(ledger.run_diff(1, 3).expect("a diff").rows.is_empty(), "it is as it was");
}

#[test]
fn a_stored_document_is_the_document() {
    let mut ledger = memory();
    let metadata = Metadata {
        title: Some("Flood".to_owned()),
        author: Some("A. Berg".to_owned()),
        modified: "2024-05-13T10:00:00+02:00".parse().ok(),
        licence: Some("CC0".to_owned()),
        ..about("Courier", Some("https://courier.example/1"))
    };
    let text = "---\nsource: Courier\n---\nÉlan — 412 sheep were saved.";
    let body = text.find("Élan").expect("the body");
    let document = Document::new("courier.md".to_owned(), None, text.to_owned(), body, metadata);
    record(&mut ledger, "lexicon", &[(&document, &extraction(&document, vec![], &["412"]))]);
    let stored = ledger.stored(Some(1), 0, 10).expect("documents");
    assert_eq!(stored.iter().map(|stored| &stored.document).collect::<Vec<_>>(), [&document]);
}

#[test]
fn only_the_documents_of_the_run() {
    let mut ledger = memory();
    two_sources(&mut ledger);
    let wire = page("wire.txt", "https://wire.example/1", "Wire", COURIER);
    record(&mut ledger, "lexicon", &[(&wire, &as_before(&wire))]);
    let of = |run| -> Vec<String> {
        let stored = ledger.stored(run, 0, 10).expect("documents");
        stored.into_iter().map(|stored| stored.document.doc).collect()
    };
    assert_eq!(of(Some(1)), ["courier.txt", "gazette.txt"]);
    assert_eq!(of(Some(2)), ["wire.txt"]);
    assert_eq!(of(None).len(), 3);
    assert_eq!((ledger.documents_of(Some(1)).expect("a count"), ledger.documents_of(None).expect("a count")), (2, 3));
    assert!(ledger.documents_of(Some(3)).expect_err("no run").to_string().contains("no such run"));
    assert!(ledger.run_diff(1, 3).is_err());
}

#[test]
fn a_run_says_what_it_was_told_and_what_came_of_it() {
    let mut ledger = memory();
    let document = page("courier.txt", "https://courier.example/1", "Courier", COURIER);
    let read = as_before(&document);
    let run = ledger.begin_run("add", "lexicon", AT).expect("a run");
    ledger.describe_run(run, &serde_json::json!({"paths": ["a", "b"]}), None).expect("described");
    assert_eq!(ledger.run_number(run), None, "nothing is written yet");
    let entry = factledger::ledger::Entry { document: &document, extraction: &read, path: None };
    ledger.record(run, &[entry], AT).expect("recorded");
    assert_eq!(column(&ledger, "SELECT ended FROM runs"), [""], "a run that is cut short has no end");
    ledger.count_run(run, &serde_json::json!({"same": 4, "failed": 1})).expect("counted");
    ledger.end_run(run, AT).expect("it ends");
    let said = "SELECT concat_ws(' ', command, version, lexicon_digest, options, started, ended, n_documents, n_same,
        n_failed, n_read, n_claims, n_rejected) FROM runs";
    let expected = format!("add {} lexicon {{\"paths\":[\"a\",\"b\"]}} {AT} {AT} 1 4 1 1 1 1", factledger::VERSION);
    assert_eq!(column(&ledger, said), [expected]);
}
