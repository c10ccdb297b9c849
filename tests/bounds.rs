//! What one document may cost.

use crate::builder::file;
use factledger::claim::{extract, extract_at_most};
use factledger::lexicon::Lexicon;
use factledger::text::{Document, Metadata};

/// A number on each line.
fn lines(count: usize) -> Document {
    file("lines", &(0..count).map(|at| format!("{} geese\n", 1000 + at)).collect::<String>())
}

#[test]
fn the_numbers_behind_the_bound_are_refused_as_one() {
    let lexicon = Lexicon::builtin().expect("the vocabulary is sound");
    let document = lines(50);
    let read = extract_at_most(&document, &lexicon, 20);
    assert_eq!(read.claims.len(), 20);
    let [rest] = read.rejected.as_slice() else { panic!("{:?}", read.rejected) };
    assert_eq!(rest.reason, "too many numbers in one document");
    // The text is ASCII: characters are bytes.
    assert_eq!(rest.quote, document.text[rest.start..rest.end]);
    assert!(rest.quote.starts_with("1020 geese\n1021") && rest.quote.ends_with("1049 geese"), "{}", rest.quote);
    assert_eq!(read.claims, extract(&document, &lexicon).claims[..20]);
}

#[test]
fn nothing_is_refused_behind_the_bound_where_no_number_stands() {
    let lexicon = Lexicon::builtin().expect("the vocabulary is sound");
    let document = file("quiet", "Some 12 geese came.\n\nThen all was quiet.\n");
    let read = extract_at_most(&document, &lexicon, 1);
    assert_eq!((read.claims.len(), read.rejected.len()), (1, 0));
}

#[test]
fn a_title_in_the_text_is_no_part_of_its_own() {
    let part = |title: &str, text: &str| {
        let metadata = Metadata { title: Some(title.to_owned()), ..Metadata::default() };
        Document::new("doc".to_owned(), None, text.to_owned(), 0, metadata).title_part().is_some()
    };
    assert!(!part("Ferry sinks off Bodø", "Today: ferry  SINKS\noff BODØ, they say."));
    assert!(!part("Ærfugl returns", "the ÆRFUGL returns"));
    assert!(!part("sinks", "Two ferries had sinks."));
    assert!(part("Ferry sinks off Bodø", "Ferry sinks. Off Bodø."));
    assert!(part("Ferry sinks", "Ferrysinks, ferry-sinks, the ferry"));
}

/// What a reader sees and what stands in the text are two numbers: neither is read.
#[test]
fn a_number_that_is_shown_otherwise_is_refused() {
    let lexicon = Lexicon::builtin().expect("the vocabulary is sound");
    let read = |text: &str| {
        let read = extract(&file("hidden", text), &lexicon);
        let values: Vec<_> = read.claims.iter().map(|claim| claim.value_text.clone()).collect();
        let hidden = |reason: &str| reason == "hidden characters in a number";
        (values, read.rejected.iter().filter(|rejected| hidden(&rejected.reason)).count())
    };
    for text in [
        "The port counted 4\u{200b}0 ships.",
        "The port counted 4\u{ad}0 ships.",
        "The port counted 1\u{2060},\u{2060}250 ships.",
        "The port counted 3.\u{200d}5 ships.",
    ] {
        assert_eq!(read(text), (vec![], 2), "{text:?}");
    }
    assert_eq!(read("The port counted \u{202e}21\u{202c} ships."), (vec![], 1), "shown as 12");
    // Beside a number, such characters hide nothing.
    for text in [
        "The port counted 40\u{200b} ships.",
        "The port counted \u{200e}40\u{200e} ships.",
        "\u{feff}The port \u{202e}detnuoc\u{202c} 40 ships.",
    ] {
        assert_eq!(read(text).0, ["40"], "{text:?}");
    }
}
