//! What holds of a ledger, in whatever order and batches the documents came.

use crate::said::lexicon;
use factledger::claim::{Extraction, extract};
use factledger::ledger::{Entry, Ledger, StoredFact};
use factledger::link;
use factledger::report::Table;
use factledger::text::{Document, Metadata};
use proptest::prelude::*;
use std::collections::BTreeSet;

const AT: &str = "2026-11-22T09:00:00Z";

/// Articles on two events with claims that link, conflict and stand alone.
pub fn articles() -> Vec<(Document, Extraction)> {
    let article = |doc: &str, url: Option<&str>, day: &str, text: &str| {
        let metadata = Metadata {
            source: Some(doc.to_owned()),
            url: url.map(str::to_owned),
            published: day.parse().ok(),
            ..Metadata::default()
        };
        let document = Document::new(doc.to_owned(), None, text.to_owned(), 0, metadata);
        let extraction = extract(&document, lexicon());
        (document, extraction)
    };
    vec![
        article(
            "gull",
            None,
            "2026-11-03",
            "The port of Ellen had 4.2 million visitors in 2025, Ida Berg said. The new quay cost $38 million.",
        ),
        article(
            "heron",
            None,
            "2026-11-04",
            "About 4 million visitors came to the port of Ellen in 2025. The new quay cost $45 million.",
        ),
        article(
            "egret",
            None,
            "2026-11-04",
            "The port of Ellen had 4.3 million visitors in 2025. The new quay is 410 metres long.",
        ),
        article(
            "crane",
            Some("https://crane.example/1"),
            "2026-11-05",
            "The new quay at Ellen cost $45 million. It is 410 metres long.",
        ),
        article("stork", None, "2026-11-05", "Some 120 workers of the port of Ellen stopped work on Thursday."),
        article("quiet", None, "2026-11-05", "Nothing was counted."),
    ]
}

/// Records a batch and links what it changed, as the command line does.
pub fn add(ledger: &mut Ledger, batch: &[&(Document, Extraction)]) {
    add_by(ledger, batch, lexicon().digest());
}

/// The same by an engine with another vocabulary.
pub fn add_by(ledger: &mut Ledger, batch: &[&(Document, Extraction)], digest: &str) {
    let run = ledger.begin_run("add", digest, AT).expect("a run begins");
    let entries: Vec<_> =
        batch.iter().map(|(document, extraction)| Entry { document, extraction, path: Some(&document.doc) }).collect();
    ledger.record(run, &entries, AT).expect("the batch is recorded");
    let desk = ledger.desk().expect("the decisions are listed");
    let stale = ledger.stale_blocks().expect("the blocks are listed");
    for unit in stale.iter().map(|block| desk.unit(block)).collect::<BTreeSet<_>>() {
        let mut claims: Vec<_> =
            unit.iter().flat_map(|block| ledger.block_claims(block).expect("the claims are there")).collect();
        desk.rename(&mut claims);
        let linking = link::facts_with(&claims, &desk, lexicon());
        let (mut facts, mut rows) = (Vec::new(), Vec::new());
        for fact in &linking.facts {
            rows.extend(factledger::compare::discrepancies(&claims, fact, lexicon()));
            let first = &claims[fact.claims[0]];
            facts.push(StoredFact {
                fact_id: fact.fact_id.clone(),
                block: first.block.clone(),
                measure: first.measure.clone(),
                concept: first.concept.clone(),
                subject: first.subject.clone(),
                unit: first.unit.clone(),
                claim_ids: fact.claims.iter().map(|at| claims[*at].claim_id.clone()).collect(),
                links: "[]".to_owned(),
                n_origins: 1,
            });
        }
        ledger.store_blocks(&unit, &facts, &rows, &rows).expect("the facts are stored");
    }
    ledger.end_run(run, AT).expect("the run ends");
}

/// What a reader sees, without the order in which it came.
pub fn seen(ledger: &Ledger) -> Vec<Table> {
    assert_eq!(ledger.verify().expect("verified"), []);
    let rows = |sql: &str| ledger.query(sql, &[]).expect("the view is there");
    vec![
        rows("SELECT document_id, doc, source, published, text FROM documents ORDER BY document_id"),
        rows("SELECT * FROM claims ORDER BY claim_id"),
        rows("SELECT * FROM facts ORDER BY fact_id"),
        rows("SELECT * FROM discrepancies ORDER BY discrepancy_id"),
    ]
}

pub fn ledger() -> (tempfile::TempDir, Ledger) {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = Ledger::open(&folder.path().join("ledger.db")).expect("it opens");
    (folder, ledger)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_and_batches_change_nothing(
        order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(),
        sizes in prop::collection::vec(1_usize..4, 6),
        again in prop::collection::vec(0_usize..6, 0..3),
    ) {
        let articles = articles();
        let (_folder, mut whole) = ledger();
        add(&mut whole, &articles.iter().collect::<Vec<_>>());
        let expected = seen(&whole);
        prop_assert!(expected[3].rows.len() >= 2, "the articles disagree");

        let (_folder, mut pieces) = ledger();
        let mut left = order.as_slice();
        for size in sizes {
            let (batch, rest) = left.split_at(size.min(left.len()));
            left = rest;
            add(&mut pieces, &batch.iter().map(|at| &articles[*at]).collect::<Vec<_>>());
        }
        // What is there already adds nothing.
        add(&mut pieces, &again.iter().map(|at| &articles[*at]).collect::<Vec<_>>());
        prop_assert_eq!(expected, seen(&pieces));
    }
}
