//! Inputs that hold many documents: what stands in them one after the other, each in memory by itself, and the document
//! that each is.

mod feed;
mod json_line;
mod lines;
mod table;
mod unpack;
mod warc;

use super::article::{Intake, Terms};
use super::fields::settled;
use super::language::guess;
use super::opening::opening;
use super::{Field, Fields, Format, Layer};
use crate::Error;
use crate::text::{Basis, Capture, Digest, Document, EncodingBasis};
use std::io::BufRead;
use std::sync::Arc;

pub use json_line::json_line;
pub use unpack::unpacked;

/// Where collections keep the article itself: ours, news-please, fundus, CC-News. The first that is there.
const TEXT: [&str; 4] = ["text", "maintext", "plaintext", "plain_text"];

/// One document of an input, as it stands there.
#[derive(Debug)]
pub enum Record {
    /// A line of JSON, by its number from 1.
    Line(usize, Vec<u8>),
    /// A row of a table: its line, the names of the columns, the fields.
    Row(u64, Arc<Vec<String>>, Vec<Vec<u8>>),
    /// A page of a web archive.
    Page(Box<Page>),
    /// An entry of a feed.
    Entry(Box<Entry>),
}

/// A page of a web archive.
#[derive(Debug)]
pub struct Page {
    /// Its address, or where it stands.
    name: String,
    format: Format,
    /// The encoding that the server named.
    declared: Option<String>,
    fields: Fields,
    bytes: Vec<u8>,
}

/// An entry of a feed.
#[derive(Debug)]
pub struct Entry {
    /// Its number in the feed, from 1.
    number: usize,
    fields: Fields,
    /// Its content, in HTML.
    html: String,
}

/// What comes next in an input.
#[derive(Debug)]
pub enum Piece {
    /// A document.
    Record(Record),
    /// One that cannot be read: where, and why.
    Fault(String, Error),
    /// Something that is no document.
    PassedOver,
}

impl Record {
    /// How many bytes it takes.
    pub fn size(&self) -> usize {
        match self {
            Record::Line(_, bytes) => bytes.len(),
            Record::Row(_, _, fields) => fields.iter().map(Vec::len).sum(),
            Record::Page(page) => page.bytes.len(),
            Record::Entry(entry) => entry.html.len(),
        }
    }

    /// Where it stands in the input of this name.
    pub fn place(&self, origin: &str) -> String {
        match self {
            Record::Line(number, _) => format!("{origin}:{number}"),
            Record::Row(line, ..) => format!("{origin}:{line}"),
            Record::Page(page) => page.name.clone(),
            Record::Entry(entry) => format!("{origin}#{}", entry.number),
        }
    }
}

/// The records of an input, in order, each at most `most` bytes long.
pub fn records(
    format: Format,
    source: Box<dyn BufRead + Send>,
    origin: &str,
    most: usize,
) -> Box<dyn Iterator<Item = Piece> + Send> {
    let origin = origin.to_owned();
    match format {
        Format::Csv => Box::new(table::Rows::of(source, origin, None, most)),
        Format::Tsv => Box::new(table::Rows::of(source, origin, Some(b'\t'), most)),
        Format::Parquet => super::columnar::rows(source, origin, most),
        Format::Warc => Box::new(warc::Pages::of(source, origin, most)),
        Format::Feed => Box::new(feed::entries(source, &origin, most).into_iter()),
        Format::JsonLines | Format::Text | Format::Markdown | Format::Html => {
            Box::new(lines::Lines::of(source, origin, most))
        }
    }
}

/// The document that a record is. `layers` is what flags and manifest say of all in the input; `text_field` is where the
/// article stands, if not under one of the usual names.
pub fn document(
    origin: &str,
    record: Record,
    layers: &[Layer],
    text_field: Option<&str>,
    terms: &Terms<'_>,
) -> Result<Intake, Error> {
    match record {
        Record::Line(number, line) => json_line(origin, number, &line, layers, text_field, terms),
        Record::Row(line, columns, fields) => table::row(origin, line, &columns, fields, layers, text_field, terms),
        Record::Page(page) => {
            let Page { name, format, declared, fields, bytes } = *page;
            let mut layers = layers.to_vec();
            layers.push((Basis::Record, fields));
            let terms = Terms { declared: declared.as_deref(), ..*terms };
            super::article(&name, bytes, format, &layers, &terms)
        }
        Record::Entry(entry) => feed::entry(origin, *entry, layers, terms),
    }
}

/// What a record gives besides its text.
struct Given<'a> {
    /// Where it stands.
    place: &'a str,
    fields: Fields,
    layers: &'a [Layer],
    capture: Capture,
    warnings: Vec<Error>,
}

/// The document of a text that came with its fields. Its `doc` is its own id, else its place; without an id or a URL its
/// text is its address.
fn made(text: String, given: Given<'_>) -> Intake {
    let Given { place, fields, layers, capture, mut warnings } = given;
    let mut said = opening(&text, Format::Text);
    // An agency is no outlet where there is a field for that: the address would hang on it.
    said.remove(Field::Source);
    let mut layers = layers.to_vec();
    layers.push((Basis::Record, fields));
    layers.push((Basis::Text, said));
    let (mut metadata, own_id, unread) = settled(place, &layers);
    warnings.extend(unread);
    guess(&text, None, &mut metadata);
    let doc = own_id.clone().unwrap_or_else(|| place.to_owned());
    // The number of a line is no address: a line put in before it would make every article a revision of another.
    let own_id = own_id.unwrap_or_else(|| Digest::of(text.as_bytes()).as_str().to_owned());
    let mut document = Document::new(doc, Some(&own_id), text, 0, metadata);
    document.capture = Some(capture);
    Intake { document, warnings }
}

/// How a record that came as these bytes was read.
fn captured(bytes: &[u8], form: Format, terms: &Terms<'_>) -> Capture {
    Capture {
        digest: Digest::of(bytes),
        size: bytes.len() as u64,
        form: form.as_str(),
        extractor: None,
        encoding: "UTF-8",
        encoding_basis: EncodingBasis::Declared,
        undecodable: 0,
        numerals_seen: 0,
        numerals_kept: 0,
        raw: terms.keep_raw.then(|| bytes.to_vec()),
    }
}

/// The error for a text that holds nothing, or a NUL, in the field of that name.
fn unfit(place: &str, name: &str, text: &str) -> Option<Error> {
    if text.contains('\0') {
        let at = text.chars().position(|c| c == '\0').unwrap_or_default();
        return Some(
            Error::new("read", place, format!("character {at} of `{name}` is a NUL"))
                .hint("take the NUL characters out of the field"),
        );
    }
    text.trim().is_empty().then(|| Error::new("read", place, format!("the field `{name}` is empty")))
}
