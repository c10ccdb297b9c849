//! One article on one line of JSON.

use super::{Given, TEXT, captured, made, unfit};
use crate::Error;
use crate::intake::{Fields, Format, Intake, Layer, Terms};
use serde_json::Value;

/// How much of a bad line is shown on either side of the fault, in characters.
const AROUND: usize = 40;

/// The document on line `number` (from 1) of the file `origin`. Its `doc` is its own id, else `origin:number`; without
/// an id or a URL its text is its address.
pub fn json_line(
    origin: &str,
    number: usize,
    line: &[u8],
    layers: &[Layer],
    text_field: Option<&str>,
    terms: &Terms<'_>,
) -> Result<Intake, Error> {
    let place = format!("{origin}:{number}");
    let bytes = if number == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line };
    let line = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let byte = bytes.get(at).copied().unwrap_or_default();
        Error::new("read", &place, format!("byte {at} of the line: 0x{byte:02X} is no valid UTF-8"))
            .hint("JSON lines are UTF-8; convert the file with iconv")
    })?;
    let line = line.trim_end_matches(['\r', '\n']);
    let value: Value = serde_json::from_str(line).map_err(|error| not_json(&place, line, &error))?;
    let Value::Object(mut object) = value else {
        return Err(Error::new("read", &place, "the line is JSON but no object")
            .hint("write one object a line: {\"id\": …, \"text\": …}"));
    };
    let name = match text_field {
        Some(name) => object.get(name).is_some_and(Value::is_string).then_some(name),
        None => TEXT.into_iter().find(|name| object.get(*name).is_some_and(Value::is_string)),
    };
    let Some((name, Value::String(text))) = name.and_then(|name| Some((name, object.remove(name)?))) else {
        let wanted = text_field.unwrap_or("text");
        let names: Vec<_> = object.keys().map(String::as_str).collect();
        let cause = match names.as_slice() {
            [] => format!("the object is empty; it needs a field `{wanted}`"),
            names => format!("no field `{wanted}` that is a string; the line has {}", names.join(", ")),
        };
        return Err(Error::new("read", &place, cause)
            .hint("put the article's text into the field `text`, or name its field: --text-field NAME"));
    };
    if let Some(error) = unfit(&place, name, &text) {
        return Err(error);
    }
    let fields = Fields::of_object(&object);
    let capture = captured(line.as_bytes(), Format::JsonLines, terms);
    Ok(made(text, Given { place: &place, fields, layers, capture, warnings: Vec::new() }))
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
        .hint("JSON lines hold one whole object a line; --input-format text reads standard input as an article")
        .snippet(snippet, at - from)
}
