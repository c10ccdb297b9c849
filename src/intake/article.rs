//! One file that is one article.

use super::fields::settled;
use super::front_matter::front_matter;
use super::opening::opening;
use super::{Field, Fields, Format, Layer, date, decoded};
use crate::Error;
use crate::text::{Basis, Digest, Document};

/// A document, and what of its metadata could not be read.
#[derive(Debug)]
pub struct Intake {
    /// The document.
    pub document: Document,
    /// What was left out, and why; the document is good without it.
    pub warnings: Vec<Error>,
}

/// The document that the bytes of a file are. `doc` is the path as given, `-` for standard input; `layers` is what flags, manifest and sidecar
/// say of it. Front matter, the opening lines and the file's name are read here.
pub fn article(doc: &str, bytes: Vec<u8>, format: Format, layers: &[Layer]) -> Result<Intake, Error> {
    if bytes.is_empty() {
        return Err(Error::new("read", doc, "the file is empty"));
    }
    let text = decoded(doc, bytes)?;
    let front = front_matter(&text);
    let body = front.as_ref().map_or(0, |front| front.body);
    let article = text.get(body..).unwrap_or("");
    if article.trim().is_empty() {
        return Err(
            Error::new("read", doc, "it holds no text").hint("blank lines and front matter alone are no article")
        );
    }
    let mut layers = layers.to_vec();
    let mut warnings = Vec::new();
    if let Some(front) = front {
        layers.push((Basis::FrontMatter, front.fields));
        warnings.extend(front.warning.map(|cause| {
            Error::new("read the metadata of", doc, cause).hint("put values that hold a colon between quotation marks")
        }));
    }
    layers.push((Basis::Text, opening(article, format)));
    layers.push((Basis::FileName, file_name(doc)));
    let (metadata, own_id, unread) = settled(doc, &layers);
    warnings.extend(unread);
    // Standard input is no address: what comes next that way is another article.
    let own_id = own_id.or_else(|| (doc == "-").then(|| Digest::of(text.as_bytes()).as_str().to_owned()));
    Ok(Intake { document: Document::new(doc.to_owned(), own_id.as_deref(), text, body, metadata), warnings })
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
