//! Bytes → text: UTF-8 only, or an error with the place of the first byte that is not.

use crate::Error;

const BOM: &str = "\u{feff}";

/// The text of a file: valid UTF-8 without NUL, its byte order mark off, otherwise unchanged.
pub fn decoded(place: &str, bytes: Vec<u8>) -> Result<String, Error> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Error::new("read", place, "byte 0: a UTF-16 byte order mark; only UTF-8 is read")
            .hint("convert it: iconv -f UTF-16 -t UTF-8"));
    }
    if let Some(at) = memchr::memchr(0, &bytes) {
        let line = line_of(&bytes, at);
        return Err(Error::new("read", place, format!("byte {at} (line {line}): a NUL byte, so this is no text"))
            .hint("save the article as plain text in UTF-8"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let byte = bytes.get(at).copied().unwrap_or_default();
        let line = line_of(bytes, at);
        Error::new("read", place, format!("byte {at} (line {line}): 0x{byte:02X} is no valid UTF-8"))
            .hint("convert it, for example: iconv -f WINDOWS-1252 -t UTF-8")
    })?;
    match text.strip_prefix(BOM) {
        Some(rest) => Ok(rest.to_owned()),
        None => Ok(text),
    }
}

/// The line, from 1, that the byte `at` is on.
fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', bytes.get(..at).unwrap_or(bytes)).count()
}
