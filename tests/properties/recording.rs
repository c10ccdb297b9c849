//! What holds of a ledger, in whatever order and batches the documents came.

use crate::said::lexicon;
use factledger::claim::{Extraction, extract};
use factledger::ledger::{Entry, Ledger};
use factledger::report::Table;
use factledger::text::{Document, Metadata};
use proptest::prelude::*;
use std::sync::LazyLock;

#[path = "../../benches/corpus/mod.rs"]
#[allow(dead_code, unused_imports, missing_docs)]
mod corpus;

use corpus::Corpus;

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
    ledger.relink(lexicon(), |_| true).expect("what changed is linked");
    ledger.end_run(run, AT).expect("the run ends");
}

/// The same, with something done by others while it is linked, each time that a piece of that is done.
pub fn linked_while(ledger: &mut Ledger, batch: &[(Document, Extraction)], mut meanwhile: impl FnMut() + Send) {
    let run = ledger.begin_run("add", lexicon().digest(), AT).expect("a run begins");
    let entries: Vec<_> =
        batch.iter().map(|(document, extraction)| Entry { document, extraction, path: Some(&document.doc) }).collect();
    ledger.record(run, &entries, AT).expect("the batch is recorded");
    let linked = ledger.relink(lexicon(), |_| {
        meanwhile();
        true
    });
    linked.expect("what changed is linked");
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

/// The articles of the first events that the benches are made with: told in other words, at other times, with wrong
/// digits, and beside numbers that are alike.
pub fn events() -> &'static [(Document, Extraction)] {
    static EVENTS: LazyLock<Vec<(Document, Extraction)>> = LazyLock::new(|| {
        let corpus = Corpus::new(7);
        let reports = corpus.events().take(48).map(|report| report.article);
        let documents = reports.map(|article| {
            let metadata = Metadata {
                source: Some(article.source.to_owned()),
                published: article.published.parse().ok(),
                ..Metadata::default()
            };
            // A part of each, so that a batch is read quickly: the lead, where what it is about stands.
            let text: String = article.text.chars().take(700).collect();
            Document::new(article.id, None, text, 0, metadata)
        });
        let extracted = documents.map(|document| {
            let extraction = extract(&document, lexicon());
            (document, extraction)
        });
        extracted.collect()
    });
    &EVENTS
}

/// What was linked, beside what a reader sees.
pub fn linked(ledger: &Ledger) -> Vec<Table> {
    let rows = |sql: &str| ledger.query(sql, &[]).expect("the view is there");
    let mut tables = seen(ledger);
    tables.extend([
        rows("SELECT * FROM discrepancy_pairs ORDER BY discrepancy_id"),
        rows("SELECT fact_id, links FROM fact ORDER BY fact_id"),
    ]);
    tables
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_linked_bit_by_bit_is_what_is_linked_at_once(
        order in Just((0..48).collect::<Vec<usize>>()).prop_shuffle(),
        sizes in prop::collection::vec(prop_oneof![Just(1_usize), 2..9_usize, 20..40_usize], 48),
    ) {
        static WHOLE: LazyLock<Vec<Table>> = LazyLock::new(|| {
            let (_folder, mut whole) = ledger();
            add(&mut whole, &events().iter().collect::<Vec<_>>());
            linked(&whole)
        });
        let facts_of_many = "SELECT fact_id FROM facts WHERE n_documents > 2";
        let (_folder, mut pieces) = ledger();
        let mut left = order.as_slice();
        for size in sizes {
            let (batch, rest) = left.split_at(size.min(left.len()));
            left = rest;
            if !batch.is_empty() {
                add(&mut pieces, &batch.iter().map(|at| &events()[*at]).collect::<Vec<_>>());
            }
        }
        prop_assert!(pieces.query(facts_of_many, &[]).expect("facts").rows.len() > 3, "events are told by several");
        for (whole, pieces) in WHOLE.iter().zip(linked(&pieces)) {
            prop_assert_eq!(&whole.columns, &pieces.columns);
            for (whole, pieces) in whole.rows.iter().zip(&pieces.rows) {
                prop_assert_eq!(whole, pieces);
            }
            prop_assert_eq!(whole.rows.len(), pieces.rows.len());
        }
    }
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
