//! Bytes → text: the encoding that a byte order mark, a declaration, a `<meta>` or the bytes themselves tell, in that
//! order. Bytes that it cannot hold become U+FFFD, and their places are kept.

use super::Format;
use crate::Error;
use crate::text::EncodingBasis;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Where a page or feed declares its encoding, in bytes from its beginning.
const HEAD: usize = 4096;

/// How many bytes the detection looks at.
const SAMPLE: usize = 64 << 10;

/// A text and how it was decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, its byte order mark off.
    pub text: String,
    /// The name of the encoding, as WHATWG has it.
    pub encoding: &'static str,
    /// How it was found.
    pub basis: EncodingBasis,
    /// How many byte sequences it cannot hold, each a U+FFFD in the text.
    pub undecodable: usize,
    /// The place of the first of them, in bytes, and its line from 1.
    pub first: Option<(usize, usize)>,
}

impl Decoded {
    /// What to say of the bytes that could not be decoded.
    pub fn warning(&self, place: &str) -> Option<Error> {
        let (byte, line) = self.first?;
        let cause = format!(
            "byte {byte} (line {line}) is no valid {}; {} such in all, each kept as U+FFFD, and no number beside one is read",
            self.encoding, self.undecodable
        );
        Some(Error::new("decode all of", place, cause).hint("save the document anew in UTF-8"))
    }
}

/// The text of a file. `declared` is the encoding that came with it, from outside.
pub fn decoded(place: &str, bytes: Vec<u8>, format: Format, declared: Option<&str>) -> Result<Decoded, Error> {
    let (encoding, basis, mark) = found(&bytes, format, declared);
    if bytes.starts_with(&[0, 0, 0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE, 0, 0]) {
        return Err(Error::new("read", place, "byte 0: a UTF-32 byte order mark, which nothing on the web has")
            .hint("convert it: iconv -f UTF-32 -t UTF-8"));
    }
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if !is_wide
        && format != Format::Html
        && let Some(at) = memchr::memchr(0, &bytes)
    {
        let line = line_of(&bytes, at);
        return Err(Error::new("read", place, format!("byte {at} (line {line}): a NUL byte, so this is no text"))
            .hint("save the article as plain text in UTF-8"));
    }
    let mut decoded = Decoded { text: String::new(), encoding: encoding.name(), basis, undecodable: 0, first: None };
    if encoding == UTF_8 {
        match String::from_utf8(bytes) {
            Ok(mut text) => {
                text.drain(..mark);
                decoded.text = text;
            }
            Err(error) => decode(encoding, &error.into_bytes(), mark, &mut decoded),
        }
    } else {
        decode(encoding, &bytes, mark, &mut decoded);
    }
    if basis == EncodingBasis::Detected && encoding.is_single_byte() && encoding != UTF_8 {
        between_digits(&mut decoded);
    }
    if decoded.text.contains('\0') {
        if format != Format::Html {
            return Err(Error::new("read", place, "it holds a NUL character, so this is no text"));
        }
        decoded.text = decoded.text.replace('\0', "\u{fffd}");
    }
    Ok(decoded)
}

/// The text of a file that belongs to no format, such as a manifest.
pub(super) fn text(place: &str, bytes: Vec<u8>) -> Result<String, Error> {
    decoded(place, bytes, Format::Text, None).map(|decoded| decoded.text)
}

/// The encoding, how it was found, and the length of the byte order mark.
fn found(bytes: &[u8], format: Format, declared: Option<&str>) -> (&'static Encoding, EncodingBasis, usize) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding, EncodingBasis::Bom, length);
    }
    if let Some(encoding) = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes())) {
        return (encoding, EncodingBasis::Declared, 0);
    }
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    if matches!(format, Format::Html | Format::Feed)
        && let Some(encoding) = label_in(head).and_then(Encoding::for_label)
    {
        // What could be read as ASCII to find the label is not UTF-16, whatever it says.
        let encoding = if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding };
        return (encoding, EncodingBasis::Meta, 0);
    }
    if let Some(encoding) = wide(head) {
        return (encoding, EncodingBasis::Detected, 0);
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => return (UTF_8, EncodingBasis::Detected, 0),
        // A text in UTF-8 with a fault in it: what stands before the fault says so.
        Err(error) if is_mostly_utf_8(bytes, error.valid_up_to()) => return (UTF_8, EncodingBasis::Detected, 0),
        Err(_) => {}
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let from = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0).saturating_sub(SAMPLE / 2);
    let sample = bytes.get(from..).map_or(bytes, |rest| rest.get(..SAMPLE).unwrap_or(rest));
    detector.feed(sample, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    // Western European pages are what the guess mistakes for the rarer ones when there is little to go by.
    let rare = sample.iter().filter(|byte| !byte.is_ascii()).count() < 4;
    (if rare { WINDOWS_1252 } else { encoding }, EncodingBasis::Detected, 0)
}

/// Are there more characters of several bytes than faults?
fn is_mostly_utf_8(bytes: &[u8], valid: usize) -> bool {
    if bytes.get(..valid).is_some_and(|valid| valid.iter().filter(|byte| !byte.is_ascii()).count() >= 4) {
        return true;
    }
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.get(..SAMPLE).unwrap_or(bytes).utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 2 * bad
}

/// UTF-16 without a mark: every second byte of the beginning is NUL.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.len() / 2;
    if pairs < 2 {
        return None;
    }
    let nul = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nul(0), nul(1));
    match () {
        () if odd * 10 > pairs * 7 && even == 0 => Some(UTF_16LE),
        () if even * 10 > pairs * 7 && odd == 0 => Some(UTF_16BE),
        () => None,
    }
}

/// The label in `<meta charset="…">`, `<meta … content="text/html; charset=…">` or `<?xml … encoding="…"?>`.
fn label_in(head: &[u8]) -> Option<&[u8]> {
    let head_lower = head.to_ascii_lowercase();
    let value = |after: usize| {
        let rest = head.get(after..)?;
        let rest = rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte));
        rest.get(..end.unwrap_or(rest.len())).filter(|label| !label.is_empty())
    };
    if head_lower.starts_with(b"<?xml") {
        let end = memchr::memmem::find(&head_lower, b"?>").unwrap_or(head.len());
        if let Some(at) = memchr::memmem::find(head_lower.get(..end)?, b"encoding") {
            return value(at + b"encoding".len());
        }
    }
    memchr::memmem::find_iter(&head_lower, b"<meta").find_map(|meta| {
        let end = memchr::memchr(b'>', head_lower.get(meta..)?).map_or(head.len(), |end| meta + end);
        let at = memchr::memmem::find(head_lower.get(meta..end)?, b"charset")?;
        value(meta + at + b"charset".len())
    })
}

/// Decodes past the mark; what the encoding cannot hold becomes U+FFFD.
fn decode(encoding: &'static Encoding, bytes: &[u8], mark: usize, into: &mut Decoded) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut at = mark;
    let text = &mut into.text;
    loop {
        let rest = bytes.get(at..).unwrap_or(&[]);
        text.reserve(decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len()).min(1 << 20));
        let (result, read) = decoder.decode_to_string_without_replacement(rest, text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                into.undecodable += 1;
                let place = at.saturating_sub(usize::from(length) + usize::from(after));
                if into.first.is_none() {
                    into.first = Some((place, line_of(bytes, place)));
                }
                text.push('\u{fffd}');
            }
        }
    }
}

/// A letter between two digits, in an encoding that was guessed, is a byte that was something else: `1ÿ500` is neither
/// 1 nor 500. Each byte is a character here, so that places agree.
fn between_digits(decoded: &mut Decoded) {
    let is_digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let letters: Vec<char> = decoded.text.chars().collect();
    let lost = |at: usize| {
        let letter = letters.get(at).is_some_and(|c| !c.is_ascii() && (c.is_alphabetic() || c.is_control()));
        letter && is_digit(letters.get(at + 1)) && at.checked_sub(1).is_some_and(|before| is_digit(letters.get(before)))
    };
    let places: Vec<usize> = (0..letters.len()).filter(|at| lost(*at)).collect();
    let Some(first) = places.first().copied() else { return };
    let line = 1 + letters.iter().take(first).filter(|c| **c == '\n').count();
    decoded.first = decoded.first.or(Some((first, line)));
    decoded.undecodable += places.len();
    let mended =
        letters.iter().enumerate().map(|(at, c)| if places.binary_search(&at).is_ok() { '\u{fffd}' } else { *c });
    decoded.text = mended.collect();
}

/// The line, from 1, that the byte `at` is on.
fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', bytes.get(..at).unwrap_or(bytes)).count()
}
