//! One file that is one article.

use super::bytes::{Decoded, decoded};
use super::fields::settled;
use super::front_matter::front_matter;
use super::html::{self, GivenUp};
use super::language::guess;
use super::opening::opening;
use super::{Field, Fields, Format, Layer, date};
use crate::Error;
use crate::text::{Basis, Capture, Digest, Document};

/// A document, and what of its metadata could not be read.
#[derive(Debug)]
pub struct Intake {
    /// The document.
    pub document: Document,
    /// What was left out, and why; the document is good without it.
    pub warnings: Vec<Error>,
}

/// On what terms bytes are taken in.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    /// The encoding that came with the bytes, from outside.
    pub declared: Option<&'a str>,
    /// How deep the elements of a page may be nested.
    pub depth: usize,
    /// Are the raw bytes to be kept with the document?
    pub keep_raw: bool,
    /// Asked from time to time whether the document has taken too long.
    pub enough: &'a (dyn Fn() -> bool + Sync),
}

impl Default for Terms<'_> {
    fn default() -> Self {
        Terms { declared: None, depth: DEPTH, keep_raw: false, enough: &|| false }
    }
}

/// How deep the elements of a page may be nested, unless told otherwise.
pub const DEPTH: usize = 1000;

/// The document that the bytes of a file are. `doc` is the path as given, `-` for standard input; `layers` is what flags, manifest and sidecar
/// say of it. Front matter, what a page says of itself, the opening lines and the file's name are read here.
pub fn article(
    doc: &str,
    bytes: Vec<u8>,
    format: Format,
    layers: &[Layer],
    terms: &Terms<'_>,
) -> Result<Intake, Error> {
    if bytes.is_empty() {
        return Err(Error::new("read", doc, "the file is empty"));
    }
    let (digest, size) = (Digest::of(&bytes), bytes.len() as u64);
    let raw = terms.keep_raw.then(|| bytes.clone());
    let decoded = decoded(doc, bytes, format, terms.declared)?;
    let mut warnings: Vec<Error> = decoded.warning(doc).into_iter().collect();
    let mut capture = Capture {
        digest,
        size,
        form: format.as_str(),
        extractor: None,
        encoding: decoded.encoding,
        encoding_basis: decoded.basis,
        undecodable: decoded.undecodable,
        numerals_seen: 0,
        numerals_kept: 0,
        raw,
    };
    let Body { text, start, layers: own, language } = match format {
        Format::Html => page(doc, &decoded, terms, &mut capture)?,
        _ => plain(doc, decoded, format, &mut warnings)?,
    };
    let mut layers = layers.to_vec();
    layers.extend(own);
    layers.push((Basis::FileName, file_name(doc)));
    let (mut metadata, own_id, unread) = settled(doc, &layers);
    warnings.extend(unread);
    guess(text.get(start..).unwrap_or(""), language, &mut metadata);
    // Standard input is no address: what comes next that way is another article.
    let own_id = own_id.or_else(|| (doc == "-").then(|| Digest::of(text.as_bytes()).as_str().to_owned()));
    let mut document = Document::new(doc.to_owned(), own_id.as_deref(), text, start, metadata);
    document.capture = Some(capture);
    Ok(Intake { document, warnings })
}

/// The text to be stored, with what it says of itself.
struct Body {
    text: String,
    /// Where the article begins, in bytes.
    start: usize,
    layers: Vec<Layer>,
    /// The language that it says it is in, which is often its template's.
    language: Option<String>,
}

fn plain(doc: &str, decoded: Decoded, format: Format, warnings: &mut Vec<Error>) -> Result<Body, Error> {
    let text = decoded.text;
    let front = front_matter(&text);
    let start = front.as_ref().map_or(0, |front| front.body);
    let article = text.get(start..).unwrap_or("");
    if article.trim().is_empty() {
        return Err(
            Error::new("read", doc, "it holds no text").hint("blank lines and front matter alone are no article")
        );
    }
    let mut layers = vec![(Basis::Text, opening(article, format))];
    if let Some(front) = front {
        layers.push((Basis::FrontMatter, front.fields));
        warnings.extend(front.warning.map(|cause| {
            Error::new("read the metadata of", doc, cause).hint("put values that hold a colon between quotation marks")
        }));
    }
    Ok(Body { text, start, layers, language: None })
}

fn page(doc: &str, decoded: &Decoded, terms: &Terms<'_>, capture: &mut Capture) -> Result<Body, Error> {
    let found = html::extracted(&decoded.text, terms.depth, terms.enough).map_err(|reason| given_up(doc, reason))?;
    if found.text.trim().is_empty() {
        return Err(Error::new("read", doc, "the page holds no text that a reader could see")
            .hint("pages that programs fill in the browser must be saved after that, as \"web page, complete\""));
    }
    capture.extractor = Some(if found.of_json_ld { html::OF_JSON_LD } else { html::EXTRACTOR });
    capture.numerals_seen = found.numerals_seen;
    capture.numerals_kept = html::numerals(&found.text);
    Ok(Body { text: found.text, start: 0, layers: found.layers, language: found.language })
}

fn given_up(doc: &str, reason: GivenUp) -> Error {
    match reason {
        GivenUp::Depth(depth) => Error::new("read", doc, format!("its elements are nested more than {depth} deep"))
            .hint("allow more with --max-depth"),
        GivenUp::Time => Error::new("read", doc, "it took too long").hint("allow more with --max-seconds"),
    }
}

/// A day at the head of a file's name, as blogs and archives write it: `2015-12-16-title.txt`.
fn file_name(doc: &str) -> Fields {
    let name = doc.rsplit(['/', '\\']).next().unwrap_or(doc);
    let mut found = Fields::default();
    if let Some(day) = name.get(..10).filter(|day| date(day).is_some())
        && name.get(10..).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    {
        found.set(Field::Published, day);
    }
    found
}
