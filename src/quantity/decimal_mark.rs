//! Whether a document writes its decimals with a comma. English has the point; agencies of countries that have the
//! comma let it stand, and `2,5` must not be read as two numbers, nor `1,250` as one and a quarter.

use crate::lexicon::{Classes, Lexicon, NumeralKind};
use crate::text::DecimalMark;

/// What the document's own numbers show. A comma is decimal only if at least one number can be read in no other way
/// (`2,5 metres`, `0,75`, `3,25 %`), and none shows the point to be (`3.5`, `1,250,000`).
pub fn decimal_mark(text: &str, lexicon: &Lexicon) -> DecimalMark {
    let mut comma = false;
    for at in memchr::memchr_iter(b',', text.as_bytes()) {
        let (before, after) = (digits_before(text, at), digits_after(text, at + 1));
        comma |= before > 0 && after > 0 && shows_comma(text, at - before, at, at + 1 + after, lexicon);
    }
    if !comma {
        return DecimalMark::Point;
    }
    let mut points_group = false;
    let separators = memchr::memchr2_iter(b',', b'.', text.as_bytes());
    for at in separators {
        let (before, after) = (digits_before(text, at), digits_after(text, at + 1));
        if before == 0 || after == 0 {
            continue;
        }
        let (last, next) = (byte(text, (at - before).wrapping_sub(1)), byte(text, at + 1 + after));
        let alone = !matches!(last, b'.' | b',' | b':' | b'/')
            && !(matches!(next, b'.' | b',' | b':' | b'/') && byte(text, at + 2 + after).is_ascii_digit());
        match (byte(text, at), after) {
            // "1,250,000", and "3.5" in no version, date or time.
            (b',', 3) if last == b',' => return DecimalMark::Point,
            (b'.', 1 | 2) if alone => return DecimalMark::Point,
            (b'.', 3) if before <= 3 => points_group = true,
            _ => {}
        }
    }
    if points_group { DecimalMark::CommaAndPoints } else { DecimalMark::Comma }
}

/// Can the number from `start` to `end` with its comma at `at` only be a decimal?
fn shows_comma(text: &str, start: usize, at: usize, end: usize, lexicon: &Lexicon) -> bool {
    let joined = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b',' | b'.' | b':' | b'/' | b'-');
    let (whole, decimals) = (text.get(start..at).unwrap_or(""), end - at - 1);
    let glued_behind = matches!(byte(text, end), b',' | b'.' | b':' | b'/') && byte(text, end + 1).is_ascii_digit();
    if whole.len() > 3 || joined(byte(text, start.wrapping_sub(1))) || glued_behind {
        return false;
    }
    if whole == "0" {
        return true;
    }
    if decimals > 2 || whole.starts_with('0') {
        return false;
    }
    // What stands behind names a unit or a scale; what stands before is no month ("May 3,5 hours later").
    let behind = text.get(end..).unwrap_or("").trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let word = behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_ascii_lowercase();
    let before = text.get(..start).unwrap_or("").trim_end();
    let last = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_ascii_lowercase();
    let scale = lexicon.numerals.get(&word).is_some_and(|numeral| numeral.kind == NumeralKind::Scale);
    let named = behind.starts_with('%') || word == "per" || scale || lexicon.unit_names.get(&word).is_some();
    named && !lexicon.classes(&last).any(Classes::MONTH)
}

fn byte(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or(0)
}

/// No number that is looked at has more digits on one side.
const LONGEST: usize = 16;

fn digits_before(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or(&[]);
    before.iter().rev().take(LONGEST).take_while(|byte| byte.is_ascii_digit()).count()
}

fn digits_after(text: &str, at: usize) -> usize {
    let after = text.as_bytes().get(at..).unwrap_or(&[]);
    after.iter().take(LONGEST).take_while(|byte| byte.is_ascii_digit()).count()
}
