//! A damaged file is refused or named by verify, and what can be read of it is saved.

use super::*;
use crate::said::lexicon;
use factledger::claim::extract;
use factledger::ledger::{Saved, salvage};
use factledger::text::{Document, Metadata};
use serde_json::Value;
use std::fs;

/// A ledger of some size: documents of several pages, so that a page of it is not all of it.
fn filled(folder: &Folder) {
    let mut ledger = folder.open();
    for number in 0..60 {
        let filler = "The harbour was quiet and the ferries lay at the quay all day. ".repeat(120 + number % 30);
        let text = format!("The storm sank {} boats in Ellen. {filler} It cost ${number}.5 million.", number + 20);
        let metadata = Metadata {
            source: Some(format!("Outlet {}", number % 7)),
            title: Some(format!("Storm of day {number}")),
            url: Some(format!("https://outlet.example/{number}")),
            ..Metadata::default()
        };
        let document = Document::new(format!("{number}.txt"), None, text, 0, metadata);
        let read = extract(&document, lexicon());
        record(&mut ledger, "lexicon", &[(&document, &read)]);
    }
}

/// What is saved: the records, and the count.
fn saved(path: &Path) -> (Vec<Value>, Saved) {
    let mut records = Vec::new();
    let saved = salvage(path, |record| -> Result<(), std::convert::Infallible> {
        records.push(record.clone());
        Ok(())
    });
    let Ok(saved) = saved.expect("something can be read");
    (records, saved)
}

fn of<'r>(records: &'r [Value], kind: &'r str) -> impl Iterator<Item = &'r Value> {
    records.iter().filter(move |record| record["type"] == kind)
}

#[test]
fn everything_is_saved_of_a_sound_file() {
    let folder = Folder::new();
    filled(&folder);
    let ledger = folder.open();
    let (records, saved) = saved(&folder.path());
    assert_eq!(saved.documents as i64, count(&ledger, "SELECT count(*) FROM documents"));
    assert_eq!(saved.claims as i64, count(&ledger, "SELECT count(*) FROM claims"));
    assert_eq!((saved.altered, saved.damaged), (0, 0));
    assert_eq!(of(&records, "audit").count(), 60);
    let first = of(&records, "document").next().expect("a document");
    assert_eq!(first["text"], column(&ledger, "SELECT text FROM documents WHERE doc = '0.txt'").remove(0).as_str());
    assert_eq!(first["url"], "https://outlet.example/0");
    assert_eq!(first["source"], "Outlet 0");
    let claim = of(&records, "claim").next().expect("a claim");
    assert_eq!(claim["document_id"], first["document_id"]);
    assert_eq!(claim["concept"], column(&ledger, "SELECT concept FROM claims ORDER BY doc, start").remove(0).as_str());
}

#[test]
fn a_file_that_is_cut_short_is_refused_and_what_is_left_is_saved() {
    let folder = Folder::new();
    filled(&folder);
    let whole = fs::read(folder.path()).expect("its bytes");
    // The empty tables stand first.
    for (share, least) in [(0.6, 0), (0.7, 10), (0.8, 20), (0.9, 35), (0.999, 55)] {
        let length = (whole.len() as f64 * share) as usize;
        fs::write(folder.path(), &whole[..length]).expect("cut");
        for opened in [Ledger::open(&folder.path()), Ledger::open_read_only(&folder.path())] {
            let error = opened.expect_err("refused").to_string();
            assert!(error.contains("cut short") && error.contains("verify --save"), "{error}");
        }
        assert_eq!(fs::read(folder.path()).expect("its bytes").len(), length, "it was touched");
        let (records, saved) = saved(&folder.path());
        println!("{share} of the file: {saved:?}");
        assert!(saved.damaged > 0 || share > 0.99);
        let ids: std::collections::BTreeSet<_> =
            of(&records, "document").map(|record| record["document_id"].to_string()).collect();
        assert_eq!(ids.len(), saved.documents, "each document once");
        assert!(saved.documents - saved.altered >= least, "{share}: too little was saved");
        for document in of(&records, "document").filter(|document| document["intact"] == true) {
            let id = document["document_id"].as_str().expect("an id");
            assert_eq!(id.len(), 27);
            assert!(document["text"].as_str().is_some_and(|text| text.starts_with("The storm sank")));
        }
    }
    fs::write(folder.path(), &whole[..40]).expect("cut");
    let nothing = salvage(&folder.path(), |_| -> Result<(), std::convert::Infallible> { Ok(()) });
    assert!(nothing.is_err(), "of forty bytes nothing can be read");
}

/// A page that was overwritten takes what stood in it, and nothing else.
#[test]
fn a_page_that_is_lost_takes_little_with_it() {
    let folder = Folder::new();
    filled(&folder);
    let whole = fs::read(folder.path()).expect("its bytes");
    let pages = whole.len() / 4096;
    let (mut saved_of, mut refused) = (Vec::new(), 0);
    for page in (1..pages).step_by(pages / 40 + 1) {
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0xA5);
        fs::write(folder.path(), &bytes).expect("damaged");
        let found = Ledger::open_read_only(&folder.path()).and_then(|ledger| ledger.verify());
        assert!(found.as_ref().is_ok_and(|faults| !faults.is_empty()) || found.is_err(), "page {page} is not missed");
        refused += usize::from(found.is_err());
        if let Ok(Ok(saved)) = salvage(&folder.path(), |_| -> Result<(), std::convert::Infallible> { Ok(()) }) {
            saved_of.push(saved.documents);
        }
    }
    let little = saved_of.iter().filter(|saved| **saved >= 50).count();
    let tried = saved_of.len();
    println!(
        "of {tried} pages lost, {little} cost at most ten of 60 documents; {refused} times it was refused at once"
    );
    // The inner page of a table takes all that lies under it.
    assert!(tried > 30 && little * 10 >= tried * 9, "{saved_of:?}");
}

/// One bit changed anywhere: an error, or a fault that verify names, or the evidence is what it was.
#[test]
fn a_bit_that_flips_is_found_or_changes_no_evidence() {
    let folder = Folder::new();
    filled(&folder);
    let whole = fs::read(folder.path()).expect("its bytes");
    // What the digests hold; when a run was and under which path a file was given is not among it.
    let seen = |ledger: &Ledger| -> Result<Vec<factledger::report::Table>, factledger::Error> {
        [
            "SELECT document_id, source, title, url, text FROM documents ORDER BY 1",
            "SELECT claim_id, quote, value_text, value_decimal, low, high, unit, concept, subject, measure, speaker, status,
               sentence FROM claims ORDER BY 1",
            "SELECT * FROM audit",
        ]
        .iter()
        .map(|sql| ledger.query(sql, &[]))
        .collect()
    };
    let expected = seen(&folder.open()).expect("rows");
    let (mut errors, mut faults, mut harmless) = (0, 0, 0);
    let mut random = 20_261_122_u64;
    for _ in 0..120 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = (random >> 20) as usize % whole.len();
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (random >> 61);
        fs::write(folder.path(), &bytes).expect("damaged");
        let Ok(ledger) = Ledger::open_read_only(&folder.path()) else {
            errors += 1;
            continue;
        };
        match ledger.verify() {
            Ok(found) if found.is_empty() => {
                // The bit may be in the words of a view, which then cannot be asked.
                let Ok(rows) = seen(&ledger) else {
                    errors += 1;
                    continue;
                };
                assert_eq!(rows, expected, "byte {at} was missed");
                harmless += 1;
            }
            Ok(_) => faults += 1,
            Err(_) => errors += 1,
        }
    }
    println!("of 120 bits: {errors} refused, {faults} named by verify, {harmless} in what is derived or empty");
    assert!(faults > 10);
}
