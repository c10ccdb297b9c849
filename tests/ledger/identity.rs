//! Same, copied, revised: what a document is.

use super::*;
use crate::builder::{about, file, sheep};
use factledger::ledger::Outcome;
use factledger::text::{Document, Metadata};

const TEXT: &str = "There were 5 sheep.";

fn outcome(ledger: &mut Ledger, document: &Document) -> Outcome {
    let read = sheep(document, "5 sheep", "5", 5);
    record(ledger, "lexicon", &[(document, &read)])[0].outcome
}

fn with(path: &str, about: Metadata) -> Document {
    Document::new(path.to_owned(), None, TEXT.to_owned(), 0, about)
}

#[test]
fn the_same_text_at_another_path_is_the_same_document() {
    let mut ledger = memory();
    let read = file("a.txt", TEXT);
    assert_eq!(outcome(&mut ledger, &read), Outcome::Added);
    assert_eq!(outcome(&mut ledger, &file("b.txt", TEXT)), Outcome::Same);
    assert_eq!(count(&ledger, "SELECT count(*) FROM documents"), 1);
    assert_eq!(column(&ledger, "SELECT doc FROM document_path"), ["a.txt", "b.txt"]);
    assert_eq!(column(&ledger, "SELECT doc FROM claims"), ["b.txt"], "the newest path counts");
    let before = sizes(&ledger);
    assert_eq!(outcome(&mut ledger, &read), Outcome::Same);
    assert_eq!(outcome(&mut ledger, &file("b.txt", TEXT)), Outcome::Same);
    assert_eq!(sizes(&ledger), before);
}

#[test]
fn the_same_text_at_another_url_is_a_copy() {
    let mut ledger = memory();
    assert_eq!(outcome(&mut ledger, &page("a.txt", "https://a.example/1", "A", TEXT)), Outcome::Added);
    assert_eq!(outcome(&mut ledger, &page("b.txt", "https://b.example/1", "B", TEXT)), Outcome::Copied);
    assert_eq!(outcome(&mut ledger, &page("c.txt", "https://c.example/1", "C", TEXT)), Outcome::Copied);
    assert_eq!(column(&ledger, "SELECT copy_of FROM document"), ["", "1", "1"]);
    assert_eq!(column(&ledger, "SELECT sum(n_copies) FROM sources"), ["2"]);
}

#[test]
fn one_text_of_two_outlets_is_two_documents() {
    let mut ledger = memory();
    assert_eq!(outcome(&mut ledger, &with("a.txt", about("A", None))), Outcome::Added);
    assert_eq!(outcome(&mut ledger, &with("b.txt", about("B", None))), Outcome::Copied);
    assert_eq!(outcome(&mut ledger, &with("c.txt", about("A", None))), Outcome::Same);
}

#[test]
fn one_text_under_two_ids_is_two_documents() {
    let mut ledger = memory();
    let line = |id: &str| Document::new(id.to_owned(), Some(id), TEXT.to_owned(), 0, Metadata::default());
    assert_eq!(outcome(&mut ledger, &line("1")), Outcome::Added);
    assert_eq!(outcome(&mut ledger, &line("2")), Outcome::Copied);
    assert_eq!(outcome(&mut ledger, &line("2")), Outcome::Same);
}

#[test]
fn another_text_at_the_same_address_is_a_revision() {
    let mut ledger = memory();
    let (first, second) = (file("a.txt", TEXT), file("a.txt", "There were 7 sheep after all."));
    outcome(&mut ledger, &first);
    let read = sheep(&second, "7 sheep", "7", 7);
    let recorded = record(&mut ledger, "lexicon", &[(&second, &read)]);
    assert_eq!(recorded[0].outcome, Outcome::Revised);
    assert_eq!(recorded[0].document_id, second.id);
    assert_eq!(column(&ledger, "SELECT revision FROM documents"), ["1", "2"]);
    assert_eq!(column(&ledger, "SELECT quote FROM claims"), ["7 sheep"]);
    assert_eq!(column(&ledger, "SELECT quote FROM all_claims WHERE NOT is_current"), ["5 sheep"]);
    link(&mut ledger);
    let revised = "SELECT a_quote || ' / ' || b_quote FROM discrepancies WHERE relation = 'revision'";
    assert_eq!(column(&ledger, revised), ["5 sheep / 7 sheep"]);
    // The old text again is the old document, not a third revision.
    assert_eq!(outcome(&mut ledger, &first), Outcome::Same);
    assert_eq!(column(&ledger, "SELECT quote FROM claims"), ["7 sheep"]);
}

#[test]
fn metadata_that_changed_is_a_row_beside_the_old_one() {
    let mut ledger = memory();
    let url = Some("https://a.example/1");
    outcome(&mut ledger, &with("a.txt", about("A", url)));
    let mut later = about("A", url);
    later.published = "2024-05-13".parse().ok();
    assert_eq!(outcome(&mut ledger, &with("a.txt", later.clone())), Outcome::Same);
    assert_eq!(
        column(&ledger, "SELECT published FROM document_metadata ORDER BY metadata_id"),
        ["2024-05-12", "2024-05-13"]
    );
    assert_eq!(column(&ledger, "SELECT published FROM claims"), ["2024-05-13"]);
    assert_eq!(count(&ledger, "SELECT count(*) FROM extraction"), 2, "read again in the light of the new date");
    let before = sizes(&ledger);
    outcome(&mut ledger, &with("a.txt", later));
    assert_eq!(sizes(&ledger), before);
}

#[test]
fn a_bare_copy_of_a_file_hides_nothing() {
    let mut ledger = memory();
    let known = with("a.txt", about("A", Some("https://a.example/1")));
    outcome(&mut ledger, &known);
    assert_eq!(outcome(&mut ledger, &file("b.txt", TEXT)), Outcome::Same);
    assert_eq!(column(&ledger, "SELECT source FROM claims"), ["A"]);
    let before = sizes(&ledger);
    outcome(&mut ledger, &known);
    outcome(&mut ledger, &file("b.txt", TEXT));
    assert_eq!(sizes(&ledger), before);
}

#[test]
fn two_places_that_contradict_each_other_do_not_take_turns() {
    let mut ledger = memory();
    let titled = |path: &str, title: &str| with(path, Metadata { title: Some(title.to_owned()), ..about("A", None) });
    let both = [titled("a.txt", "Flood"), titled("b.txt", "High water")];
    let outcomes = both.each_ref().map(|document| outcome(&mut ledger, document));
    assert_eq!(outcomes, [Outcome::Added, Outcome::Same]);
    let before = sizes(&ledger);
    assert_eq!(both.each_ref().map(|document| outcome(&mut ledger, document)), [Outcome::Same; 2]);
    assert_eq!(sizes(&ledger), before);
}

#[test]
fn a_url_that_becomes_known_does_not_make_another_document() {
    let mut ledger = memory();
    outcome(&mut ledger, &file("a.txt", TEXT));
    let known = with("a.txt", about("A", Some("https://a.example/1")));
    assert_eq!(outcome(&mut ledger, &known), Outcome::Same);
    assert_eq!(column(&ledger, "SELECT url FROM documents"), ["https://a.example/1"]);
    let before = sizes(&ledger);
    assert_eq!(outcome(&mut ledger, &known), Outcome::Same);
    assert_eq!(sizes(&ledger), before);
    assert!(ledger.verify().expect("verified").is_empty());
}

#[test]
fn a_claim_of_the_title_is_cut_from_the_title_it_was_read_in() {
    let mut ledger = memory();
    for title in ["Flood: 9 goats lost", "Now 12 goats lost"] {
        let document = with("a.txt", Metadata { title: Some(format!(" {title} ")), ..about("A", None) });
        let number = if title.contains("12") { "12" } else { "9" };
        let quote = format!("{number} goats");
        let read = claim(&document, Part::Title, &quote, number, number.parse().expect("a number"), "goats");
        record(&mut ledger, "lexicon", &[(&document, &extraction(&document, vec![read], &[]))]);
    }
    assert_eq!(column(&ledger, "SELECT quote FROM claims"), ["12 goats"]);
    assert_eq!(count(&ledger, "SELECT count(*) FROM all_claims"), 2);
    assert_eq!(ledger.verify().expect("verified"), []);
}
