//! The bytes that documents were made from: noted, kept, given back, and looked at by verify.

use super::*;
use crate::builder::file;
use factledger::ledger::Fault;
use factledger::text::{Capture, Digest, EncodingBasis};

const SAID: &str = "The council counted 412 sheep.";

/// The bytes of a text, kept.
pub(super) fn capture(bytes: &[u8]) -> Capture {
    Capture {
        digest: Digest::of(bytes),
        size: bytes.len() as u64,
        form: "text",
        extractor: None,
        encoding: "UTF-8",
        encoding_basis: EncodingBasis::Detected,
        undecodable: 0,
        numerals_seen: 0,
        numerals_kept: 0,
        raw: Some(bytes.to_vec()),
    }
}

#[test]
fn the_bytes_of_a_document_are_noted_once_and_kept_where_asked() {
    let mut ledger = memory();
    let mut document = file("a.txt", SAID);
    let nothing = extraction(&document, Vec::new(), &[]);
    document.capture = Some(Capture { raw: None, ..capture(SAID.as_bytes()) });
    record(&mut ledger, "lexicon", &[(&document, &nothing)]);
    assert_eq!(count(&ledger, "SELECT count(*) FROM captures WHERE NOT kept"), 1);
    document.capture = Some(capture(SAID.as_bytes()));
    record(&mut ledger, "lexicon", &[(&document, &nothing)]);
    record(&mut ledger, "lexicon", &[(&document, &nothing)]);
    assert_eq!(count(&ledger, "SELECT count(*) FROM captures WHERE kept"), 1);
    document.capture = Some(capture(b"the same text from other bytes"));
    record(&mut ledger, "lexicon", &[(&document, &nothing)]);
    assert_eq!(count(&ledger, "SELECT count(*) FROM captures WHERE kept"), 2);
    assert_eq!(count(&ledger, "SELECT count(*) FROM document"), 1);
}

/// A ledger with one document that was made from two sequences of bytes, both kept.
fn two_originals() -> (Folder, String) {
    let folder = Folder::new();
    let mut ledger = folder.open();
    let mut document = file("a.txt", SAID);
    let nothing = extraction(&document, Vec::new(), &[]);
    for bytes in [SAID.as_bytes(), &[0, 0xff, b'\n']] {
        document.capture = Some(capture(bytes));
        record(&mut ledger, "lexicon", &[(&document, &nothing)]);
    }
    (folder, document.id)
}

#[test]
fn kept_bytes_come_back_as_they_came() {
    let (folder, id) = two_originals();
    let ledger = folder.open();
    let originals = ledger.originals(&id).expect("they are noted");
    let given: Vec<Vec<u8>> = originals
        .iter()
        .map(|original| {
            let mut bytes = Vec::new();
            ledger.write_original(original, &mut bytes).expect("they are kept").expect("a Vec takes everything");
            bytes
        })
        .collect();
    assert_eq!(given, [vec![0, 0xff, b'\n'], SAID.as_bytes().to_vec()], "the newest first");
    assert_eq!(ledger.verify().expect("verified"), []);
}

#[test]
fn a_full_disk_is_told_from_bytes_that_were_changed() {
    let (folder, id) = two_originals();
    let ledger = folder.open();
    let originals = ledger.originals(&id).expect("they are noted");
    let mut full: &mut [u8] = &mut [0; 2];
    let written = ledger.write_original(&originals[0], &mut full).expect("the bytes are sound");
    assert!(written.is_err());
    drop(ledger);
    folder.tampered("UPDATE raw SET zstd = x'00'");
    let ledger = folder.open();
    let error = ledger.write_original(&originals[0], &mut std::io::sink()).expect_err("they are no frame");
    assert!(error.to_string().contains("cannot be unpacked"), "{error}");
}

/// The faults of a ledger whose kept bytes a hand changed that takes the triggers off first.
fn faults(sql: &str) -> Vec<Fault> {
    let (folder, _) = two_originals();
    folder.tampered(sql);
    Ledger::open_read_only(&folder.path()).expect("it opens").verify().expect("verified")
}

#[test]
fn bytes_that_were_changed() {
    let packed = |bytes: &[u8]| {
        let hex: String =
            zstd::encode_all(bytes, 1).expect("packed").iter().map(|byte| format!("{byte:02x}")).collect();
        format!("UPDATE raw SET zstd = x'{hex}' WHERE digest = '{}'", Digest::of(SAID.as_bytes()).as_str())
    };
    for (sql, table, problem) in [
        (packed(SAID.replace("412", "421").as_bytes()), "raw", "have the digest"),
        (packed(b"short"), "raw", "are not 30"),
        // However much comes out of few bytes, no more is unpacked than was there.
        (packed(&vec![b'x'; 100 << 20]), "raw", "are not 30"),
        ("UPDATE raw SET zstd = zeroblob(40)".to_owned(), "raw", "cannot be unpacked"),
        ("UPDATE raw SET digest = replace(digest, 'a', 'b')".to_owned(), "raw", "no document was made"),
        (
            "UPDATE capture SET digest = replace(digest, 'a', 'b')".to_owned(),
            "documents",
            "not those in the audit trail",
        ),
    ] {
        let faults = faults(&sql);
        let named = |fault: &Fault| fault.table == table && fault.problem.contains(problem) && !fault.id.is_empty();
        assert!(faults.iter().any(named), "{problem}: {faults:#?}");
    }
}
