//! Feeds in RSS and Atom: the entries that hold their articles. Entities that a feed defines itself are never expanded.

use super::{Entry, Given, Piece, Record, captured, made};
use crate::Error;
use crate::intake::bytes::decoded;
use crate::intake::html;
use crate::intake::{Field, Fields, Format, Intake, Layer, Terms};
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::io::{BufRead, Read};

/// A description of so many bytes may be the article itself; a shorter one is a teaser.
const ARTICLE: usize = 600;

/// The entries of a feed; a feed of more than `most` bytes is none.
pub(super) fn entries(source: Box<dyn BufRead + Send>, origin: &str, most: usize) -> Vec<Piece> {
    let fault = |error: Error| vec![Piece::Fault(origin.to_owned(), error)];
    let mut bytes = Vec::new();
    if let Err(error) = source.take(most as u64 + 1).read_to_end(&mut bytes) {
        return fault(Error::new("read", origin, error));
    }
    if bytes.len() > most {
        let error = Error::new("read", origin, format!("the feed is longer than {most} bytes"));
        return fault(error.hint("allow more with --max-size"));
    }
    let text = match decoded(origin, bytes, Format::Feed, None) {
        Ok(decoded) => decoded.text,
        Err(error) => return fault(error),
    };
    let mut found = Vec::new();
    let ended = read(&text, &mut found);
    let is_feed = !found.is_empty() || ["<rss", "<feed", "<rdf:RDF"].iter().any(|root| text.contains(root));
    if let Err((line, cause)) = ended {
        let error = Error::new("read", origin, format!("line {line}: {cause}; the rest of the feed is not read"));
        found.push(Piece::Fault(origin.to_owned(), error));
    } else if !is_feed {
        let error = Error::new("read", origin, "it is XML, but no feed in RSS or Atom");
        return fault(error.hint("save the article as .html or .txt"));
    }
    found
}

/// What is known of an entry so far.
#[derive(Debug, Default)]
struct Draft {
    fields: Fields,
    content: String,
    description: String,
}

/// Reads the entries; an error with its line where the markup cannot be followed.
fn read(text: &str, found: &mut Vec<Piece>) -> Result<(), (usize, String)> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
    let line = |position: u64| 1 + text.bytes().take(position as usize).filter(|byte| *byte == b'\n').count();
    let (mut feed, mut draft, mut number) = (Fields::default(), None::<Draft>, 0);
    loop {
        let event = reader.read_event().map_err(|error| (line(reader.error_position()), error.to_string()))?;
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Eof => return Ok(()),
            Event::Start(tag) | Event::Empty(tag) => {
                let (name, local) = (tag.name(), tag.local_name().as_ref().to_ascii_lowercase());
                let qualified = name.as_ref().to_ascii_lowercase();
                if matches!(local.as_str(), "item" | "entry") {
                    draft = Some(Draft::default());
                    continue;
                }
                let wanted = matches!(
                    local.as_str(),
                    "title"
                        | "link"
                        | "guid"
                        | "id"
                        | "pubdate"
                        | "published"
                        | "date"
                        | "updated"
                        | "author"
                        | "creator"
                        | "encoded"
                        | "content"
                        | "description"
                        | "summary"
                        | "language"
                        | "body"
                ) && !["media:", "itunes:", "atom:link"].iter().any(|other| qualified.starts_with(other));
                if !wanted {
                    continue;
                }
                let inner = match is_empty {
                    true => String::new(),
                    false => match reader.read_text(name) {
                        Ok(text) => text.to_string(),
                        Err(error) => return Err((line(reader.error_position()), error.to_string())),
                    },
                };
                match &mut draft {
                    Some(draft) => note(draft, &local, &tag, &inner),
                    None => of_feed(&mut feed, &local, &inner),
                }
            }
            Event::End(tag) if matches!(tag.local_name().as_ref().to_ascii_lowercase().as_str(), "item" | "entry") => {
                if let Some(draft) = draft.take() {
                    number += 1;
                    found.push(finished(draft, &feed, number));
                }
            }
            _ => {}
        }
    }
}

/// What a feed says of all its entries.
fn of_feed(feed: &mut Fields, local: &str, inner: &str) {
    let field = match local {
        "title" => Field::Source,
        "language" => Field::Language,
        _ => return,
    };
    if feed.get(field).is_none() {
        feed.set(field, &html::plain(&written(inner)));
    }
}

fn note(draft: &mut Draft, local: &str, tag: &BytesStart<'_>, inner: &str) {
    let attribute = |name: &str| {
        let found = tag.try_get_attribute(name).ok().flatten()?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    };
    let line = || html::plain(&written(inner));
    let mut first = |field: Field, value: String| {
        if draft.fields.get(field).is_none() {
            draft.fields.set(field, &value);
        }
    };
    match local {
        "title" => first(Field::Title, line()),
        "link" => match attribute("href") {
            Some(address) if attribute("rel").is_none_or(|rel| rel == "alternate") => first(Field::Url, address),
            Some(_) => {}
            None => first(Field::Url, line()),
        },
        "guid" | "id" => first(Field::Id, line()),
        "pubdate" | "published" | "date" => first(Field::Published, line()),
        "updated" => first(Field::Modified, line()),
        "author" | "creator" => {
            let name = inner.split_once("<name>").and_then(|(_, rest)| rest.split_once("</name>"));
            let name = name.map_or_else(line, |(name, _)| html::plain(&written(name)));
            // RSS asks for an address of mail, with the name in brackets behind it.
            let bracketed = name.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
            first(Field::Author, bracketed.map_or(name.as_str(), |(name, _)| name).to_owned());
        }
        "encoded" | "content" | "body" => {
            let is_markup = attribute("type").is_some_and(|kind| kind == "xhtml");
            let content = if is_markup { inner.to_owned() } else { written(inner) };
            if content.len() > draft.content.len() {
                draft.content = content;
            }
        }
        "description" | "summary" => draft.description = written(inner),
        _ => {}
    }
}

/// The text of an element: sections of CDATA as they are, entities resolved elsewhere.
fn written(inner: &str) -> String {
    let resolved = |text: &str| unescape(text).map_or_else(|_| text.to_owned(), |text| text.into_owned());
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((before, after)) = rest.split_once("<![CDATA[") {
        text.push_str(&resolved(before));
        let (section, after) = after.split_once("]]>").unwrap_or((after, ""));
        text.push_str(section);
        rest = after;
    }
    text.push_str(&resolved(rest));
    text.trim().to_owned()
}

fn finished(draft: Draft, feed: &Fields, number: usize) -> Piece {
    let mut fields = draft.fields;
    for field in [Field::Source, Field::Language] {
        if let (None, Some(value)) = (fields.get(field), feed.get(field)) {
            fields.set(field, value);
        }
    }
    // An Atom feed may date an entry only by its last change.
    if let (None, Some(changed)) = (fields.get(Field::Published), fields.get(Field::Modified).map(str::to_owned)) {
        fields.set(Field::Published, &changed);
    }
    let html = if draft.content.is_empty() { draft.description } else { draft.content };
    Piece::Record(Record::Entry(Box::new(Entry { number, fields, html })))
}

/// The document of an entry.
pub(super) fn entry(origin: &str, entry: Entry, layers: &[Layer], terms: &Terms<'_>) -> Result<Intake, Error> {
    let place = format!("{origin}#{}", entry.number);
    let text = html::all(&entry.html);
    if text.trim().is_empty() {
        return Err(Error::new("read", &place, "the entry has no content, only its address")
            .hint("save the page itself as HTML"));
    }
    if text.len() < ARTICLE && !entry.html.contains("<p") {
        return Err(
            Error::new("read", &place, "the entry holds a summary and no article").hint("save the page itself as HTML")
        );
    }
    let mut capture = captured(entry.html.as_bytes(), Format::Feed, terms);
    capture.extractor = Some(html::EXTRACTOR);
    capture.numerals_seen = html::numerals(&text);
    capture.numerals_kept = capture.numerals_seen;
    let mut made = made(text, Given { place: &place, fields: entry.fields, layers, capture, warnings: Vec::new() });
    if made.document.metadata.url.is_none() {
        made.document.doc = place;
    }
    Ok(made)
}
