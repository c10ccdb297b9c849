//! Parquet: what goes out comes back, and a file that is damaged is said and nothing worse.

use crate::cli::run;
use factledger::intake::{Format, Piece, records};
use std::fs;
use std::io::Cursor;
use std::path::Path;

/// Articles with addresses of their own, of which two disagree.
fn articles(folder: &Path) {
    let line = |id: &str, source: &str, text: &str| {
        format!("{{\"id\":\"{id}\",\"source\":\"{source}\",\"published\":\"2026-11-03\",\"text\":\"{text}\"}}\n")
    };
    let lines = [
        line("a", "The Harbour Post", "The new quay at the port of Ellen cost $38 million. It is 410 metres long."),
        line("b", "Courier", "=The new quay at the port of Ellen cost $45 million, the town council said."),
        line("c", "North Wire", "Nobody counted anything."),
    ];
    fs::write(folder.join("articles.jsonl"), lines.concat()).expect("written");
    run(folder, "factledger --quiet add articles.jsonl");
}

#[test]
fn a_ledger_goes_out_and_comes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    articles(folder.path());
    let at = |command: &str| run(folder.path(), command);
    assert_eq!(at("factledger export --as parquet --text -o tables/"), [""; 0]);
    assert_eq!(at("ls tables | wc -l"), ["9"]);
    assert_eq!(at("factledger export --as parquet --view claims | cmp - tables/claims.parquet"), [""; 0]);
    assert_eq!(at("mkdir parts && cp tables/documents.parquet parts/part-0.parquet && touch parts/_SUCCESS"), [""; 0]);
    for (db, from) in
        [("one.db", "import tables/documents.parquet"), ("two.db", "import parts"), ("three.db", "add parts")]
    {
        assert_eq!(at(&format!("factledger --quiet --db {db} {from}")), [""; 0]);
        for list in
            ["claims --format jsonl", "report --format csv | cut -d, -f1-10", "documents --format csv | cut -d, -f1-8"]
        {
            assert_eq!(
                at(&format!("factledger --db {db} {list}")),
                at(&format!("factledger {list}")),
                "{from}: {list}"
            );
        }
        assert!(at(&format!("factledger --db {db} verify")).concat().contains("sound"));
    }
}

#[test]
fn a_checked_sheet_comes_back_as_parquet() {
    let folder = tempfile::tempdir().expect("a folder");
    articles(folder.path());
    let at = |command: &str| run(folder.path(), command);
    let id = at("factledger report --format tsv | tail -1 | cut -f1").concat();
    at("cp factledger.db other.db");
    at(&format!("factledger --quiet review set {id} confirmed --by Ada --reason \"=asked both\""));
    at("factledger export --as parquet --view discrepancies -o sheet.parquet");
    let said = at("factledger --db other.db import sheet.parquet --format csv");
    assert!(said.concat().contains("verdicts: 1 recorded"), "{said:?}");
    let shown = "report --format tsv | tail -1 | cut -f1,41-";
    assert_eq!(at(&format!("factledger --db other.db {shown}")), at(&format!("factledger {shown}")));
    let said = at("factledger export --as parquet --view claims -o claims.parquet; factledger import claims.parquet");
    assert!(said.concat().contains("cannot import claims.parquet: it is a table of claims"), "{said:?}");
}

#[test]
fn a_file_that_is_damaged_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    articles(folder.path());
    run(folder.path(), "factledger export --as parquet --view documents --text -o documents.parquet");
    let whole = fs::read(folder.path().join("documents.parquet")).expect("written");
    let read = |bytes: Vec<u8>| {
        let pieces = records(Format::Parquet, Box::new(Cursor::new(bytes)), "x.parquet", 1 << 20);
        pieces.map(|piece| !matches!(piece, Piece::Fault(..))).collect::<Vec<_>>()
    };
    assert_eq!(read(whole.clone()), [true; 3]);
    for length in (0..whole.len()).step_by(7) {
        assert_eq!(read(whole[..length].to_vec()), [false], "{length} bytes of it");
    }
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        assert!(read(bytes).len() <= 4, "byte {at}");
    }
    let long = records(Format::Parquet, Box::new(Cursor::new(whole)), "x.parquet", 100);
    assert!(long.filter(|piece| matches!(piece, Piece::Fault(..))).count() >= 2, "rows of more than 100 bytes");
}
