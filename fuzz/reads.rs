//! What is fuzzed, one function a target: each takes any bytes and panics where something does not hold that always
//! must. `tests/fuzz_corpus.rs` gives them the saved corpus in every run of the tests.

use factledger::claim::extract;
use factledger::intake::{Format, Piece, Terms, article, document, records, unpacked};
use factledger::lexicon::Lexicon;
use factledger::quantity::Interval;
use factledger::text::{Document, Part, ScalarOffsets};
use std::io::{BufReader, Cursor};
use std::sync::OnceLock;

/// The most bytes that a document may have here: enough for every rule, and little enough for many runs a second.
const MOST: usize = 1 << 16;

fn lexicon_of_all() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::builtin().expect("the built-in vocabulary is sound"))
}

/// Every quote and every number of a document is its text at its place.
fn read(document: &Document) {
    assert!(!document.text.contains('\0'), "a NUL would end the text in SQLite");
    assert!(document.text.is_char_boundary(document.body));
    let title = document.title_part().unwrap_or("");
    for claim in extract(document, lexicon_of_all()).claims {
        let text = if claim.part == Part::Title { title } else { &document.text };
        let offsets = ScalarOffsets::new(text);
        assert!(offsets.scalar(text, text.len()) >= claim.end);
        let at = |start: usize, end: usize| text.chars().skip(start).take(end - start).collect::<String>();
        assert_eq!(at(claim.start, claim.end), claim.quote);
        assert_eq!(at(claim.value_start, claim.value_end), claim.value_text);
    }
}

fn one(bytes: &[u8], format: Format) {
    let bytes = bytes.get(..MOST).unwrap_or(bytes).to_vec();
    if let Ok(taken) = article("in", bytes, format, &[], &Terms::default()) {
        read(&taken.document);
    }
}

fn many(bytes: &[u8], format: Format) {
    let Ok(source) = unpacked(Box::new(BufReader::new(Cursor::new(bytes.to_vec())))) else { return };
    for piece in records(format, source, "in", MOST).take(200) {
        if let Piece::Record(record) = piece
            && let Ok(taken) = document("in", record, &[], None, &Terms::default())
        {
            read(&taken.document);
        }
    }
}

/// Plain text and Markdown in any encoding, with or without front matter.
pub fn text(bytes: &[u8]) {
    one(bytes, Format::Text);
    one(bytes, Format::Markdown);
}

/// A web page.
pub fn html(bytes: &[u8]) {
    one(bytes, Format::Html);
}

/// JSON lines, tables and feeds, packed or not.
pub fn jsonl(bytes: &[u8]) {
    for format in [Format::JsonLines, Format::Csv, Format::Tsv, Format::Feed] {
        many(bytes, format);
    }
}

/// A web archive, packed or not.
pub fn warc(bytes: &[u8]) {
    many(bytes, Format::Warc);
}

/// A user's own file of words is taken or refused, and what is taken reads texts.
pub fn lexicon(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if text.len() > 4096 {
        return;
    }
    // Reading the whole vocabulary takes milliseconds: of what is no TOML, and of the names, a part has to do.
    if toml::from_str::<toml::Table>(text).is_err() && !text.len().is_multiple_of(16) {
        return;
    }
    let name = ["hedges.toml", "measures/own.toml", "units/own.toml"][text.len() % 3];
    if let Ok((lexicon, _)) = Lexicon::with(&[(name, text)]) {
        let document = Document::new("in".into(), None, "At least 12 people paid $3.5m.".into(), 0, Default::default());
        let _ = extract(&document, &lexicon);
    }
}

/// The notation of intervals reads back what it prints.
pub fn interval(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(interval) = text.parse::<Interval>() {
        let again: Interval = interval.to_string().parse().expect("what is printed is read");
        assert_eq!(again, interval);
    }
}
