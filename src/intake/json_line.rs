//! One article on one line of JSON.

use super::fields::settled;
use super::{Fields, Intake, Layer};
use crate::Error;
use crate::text::{Basis, Digest, Document};
use serde_json::Value;

/// The longest line that is read, in bytes: no article is longer, and memory stays bounded.
pub const JSON_LINE_LIMIT: usize = 64 << 20;

/// Where collections keep the article itself: ours, news-please, fundus, CC-News. The first that is a string.
const TEXT: [&str; 4] = ["text", "maintext", "plaintext", "plain_text"];

/// How much of a bad line is shown on either side of the fault, in characters.
const AROUND: usize = 40;

/// The document on line `number` (from 1) of the file `origin`. Its `doc` is its own id, else `origin:number`; without
/// an id or a URL its text is its address.
pub fn json_line(origin: &str, number: usize, line: &[u8], layers: &[Layer]) -> Result<Intake, Error> {
    let place = format!("{origin}:{number}");
    let line = if number == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line };
    let line = std::str::from_utf8(line).map_err(|error| {
        let at = error.valid_up_to();
        let byte = line.get(at).copied().unwrap_or_default();
        Error::new("read", &place, format!("byte {at} of the line: 0x{byte:02X} is no valid UTF-8"))
            .hint("JSON lines are UTF-8; convert the file with iconv")
    })?;
    let line = line.trim_end_matches(['\r', '\n']);
    let value: Value = serde_json::from_str(line).map_err(|error| not_json(&place, line, &error))?;
    let Value::Object(object) = value else {
        return Err(Error::new("read", &place, "the line is JSON but no object")
            .hint("write one object a line: {\"id\": …, \"text\": …}"));
    };
    let Some(text) = TEXT.iter().find_map(|name| object.get(*name).and_then(Value::as_str)) else {
        let names: Vec<_> = object.keys().map(String::as_str).collect();
        let cause = match names.as_slice() {
            [] => "the object is empty; it needs a field `text`".to_owned(),
            names => format!("no field `text` that is a string; the line has {}", names.join(", ")),
        };
        return Err(Error::new("read", &place, cause).hint("put the article's text into the field `text`"));
    };
    if let Some(at) = memchr::memchr(0, text.as_bytes()).and_then(|_| text.chars().position(|c| c == '\0')) {
        return Err(Error::new("read", &place, format!("character {at} of `text` is a NUL"))
            .hint("take the NUL characters out of the field"));
    }
    if text.trim().is_empty() {
        return Err(Error::new("read", &place, "the field `text` is empty"));
    }
    let mut layers = layers.to_vec();
    layers.push((Basis::FrontMatter, Fields::of_object(&object)));
    let (metadata, own_id, warnings) = settled(&place, &layers);
    let doc = own_id.clone().unwrap_or(place);
    // The number of a line is no address: a line put in before it would make every article a revision of another.
    let own_id = own_id.unwrap_or_else(|| Digest::of(text.as_bytes()).as_str().to_owned());
    Ok(Intake { document: Document::new(doc, Some(&own_id), text.to_owned(), 0, metadata), warnings })
}

/// The error for a line that is no JSON, with the part of it around the fault.
fn not_json(place: &str, line: &str, error: &serde_json::Error) -> Error {
    let fault = error.column().saturating_sub(1).min(line.len());
    let at = line.char_indices().take_while(|(byte, _)| *byte < fault).count();
    let from = at.saturating_sub(AROUND);
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    let snippet: String = line.chars().skip(from).take(2 * AROUND).map(shown).collect();
    // serde_json ends its message with the place, which stands in ours already.
    let message = error.to_string();
    let cause = message.rsplit_once(" at line ").map_or(message.as_str(), |(cause, _)| cause);
    Error::new("read", place, format!("the line is no JSON, column {}: {cause}", at + 1))
        .hint("JSON lines hold one whole object a line")
        .snippet(snippet, at - from)
}
