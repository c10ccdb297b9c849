//! Sentences and paragraphs. Sentences never cross a paragraph.

use super::Span;
use std::borrow::Cow;

/// One sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without blanks at its ends.
    pub span: Span,
    /// Which paragraph it belongs to, from 0.
    pub paragraph: usize,
}

/// Words that begin sentences so often that a stop before them ends one even after an abbreviation.
const STARTERS: [&str; 34] = [
    "The",
    "A",
    "An",
    "He",
    "She",
    "It",
    "They",
    "We",
    "I",
    "You",
    "In",
    "On",
    "At",
    "But",
    "And",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "His",
    "Her",
    "Their",
    "Its",
    "As",
    "By",
    "For",
    "If",
    "When",
    "While",
    "After",
    "Before",
    "However",
    "Meanwhile",
];

/// The sentences of `text`, in order. `abbreviation` says whether a lower-case word without its stop is one.
pub fn sentences(text: &str, abbreviation: &dyn Fn(&str) -> bool) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (paragraph, block) in paragraphs(text).into_iter().enumerate() {
        split(text, block, paragraph, abbreviation, &mut found);
    }
    found
}

/// Paragraphs: lines, but a line that was wrapped goes on in the next one.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    let mut open = false;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if trimmed.is_empty() {
            open = false;
            continue;
        }
        let end = start + trimmed.len();
        // Wrapped: the line before did not end a sentence, and this one starts in lower case.
        let goes_on =
            open && trimmed.chars().next().is_some_and(|first| first.is_lowercase() || first.is_ascii_digit());
        match found.last_mut().filter(|_| goes_on) {
            Some(last) => last.end = end,
            None => found.push(Span::new(start, end)),
        }
        let ended = trimmed.ends_with(['.', '!', '?', ':', ';', '"', '”', '’', ')', '*', '|']);
        open = !ended && trimmed.len() >= 50;
    }
    found
}

/// The longest sentence, in bytes: what has no full stop for longer (tables, minified text) is no sentence, and is cut
/// into pieces at blanks, so that reading stays linear in the length of the document. Each claim carries its sentence.
const LONGEST: usize = 4096;

/// The longest of those pieces.
const PIECE: usize = 1024;

/// The most marks that close one sentence.
const CLOSING: usize = 64;

fn split(text: &str, block: Span, paragraph: usize, abbreviation: &dyn Fn(&str) -> bool, found: &mut Vec<Sentence>) {
    let bytes = text.as_bytes();
    let mut push = |start: usize, end: usize| {
        let piece = text.get(start..end).unwrap_or("");
        let trimmed = piece.trim();
        let mut start = start + (piece.len() - piece.trim_start().len());
        let mut rest = trimmed;
        let long = trimmed.len() > LONGEST;
        while !rest.is_empty() {
            let cut = if long { cut(rest) } else { rest.len() };
            let (sentence, behind) = rest.split_at(cut);
            found.push(Sentence { span: Span::new(start, start + sentence.trim_end().len()), paragraph });
            rest = behind.trim_start();
            start += cut + (behind.len() - rest.len());
        }
    };
    let mut start = block.start;
    let mut at = block.start;
    let mut quotes = Quotes::default();
    let mut run_end = block.start;
    while let Some(offset) = memchr::memchr3(b'.', b'!', b'?', bytes.get(at..block.end).unwrap_or(&[])) {
        let stop = at + offset;
        at = stop + 1;
        let rest = text.get(at..block.end).unwrap_or("");
        let marks = rest.chars().take_while(|c| matches!(c, '.' | '!' | '?' | '"' | '”' | '’' | '\'' | ')' | ']'));
        // A run of full stops as long as the document is looked through once.
        if at >= run_end {
            run_end = at + marks.clone().map(char::len_utf8).sum::<usize>();
        }
        if run_end - at > 3 * CLOSING {
            // No mark has more than three bytes: another mark stands behind the most that close a sentence.
            continue;
        }
        let closing: usize = marks.take(CLOSING).map(char::len_utf8).sum();
        let mut end = at + closing;
        let after = text.get(end..block.end).unwrap_or("");
        let blank: usize = after.chars().take_while(|c| c.is_whitespace()).map(char::len_utf8).sum();
        if blank == 0 {
            continue;
        }
        let mut next = after.get(blank..).unwrap_or("");
        // "… said. '' The next": the closing marks of wire copy stand apart.
        if let Some(rest) =
            next.strip_prefix("'' ").or_else(|| next.strip_prefix("\" ").filter(|_| quotes.open(bytes, start, stop)))
        {
            end += blank + (next.len() - rest.len() - 1);
            next = rest;
        }
        let Some(first) = next.chars().next() else { break };
        let opens = first.is_uppercase()
            || first.is_ascii_digit()
            || !first.is_alphanumeric() && !matches!(first, ',' | ';' | ')' | '%');
        if !opens || bytes.get(stop) == Some(&b'.') && closing == 0 && inside(text, start, stop, next, abbreviation) {
            continue;
        }
        push(start, end);
        start = end;
        at = end;
    }
    push(start, block.end);
}

/// Where a piece without a full stop is cut: at the last blank before the end of the longest piece.
fn cut(piece: &str) -> usize {
    if piece.len() <= PIECE {
        return piece.len();
    }
    let mut end = PIECE;
    while !piece.is_char_boundary(end) {
        end -= 1;
    }
    match piece.get(..end).and_then(|head| head.rfind(char::is_whitespace)) {
        Some(blank) if blank > 0 => blank,
        // Never within digits: the last of the pieces would be read as a number of its own.
        _ => {
            let digits =
                |bytes: Option<&[u8]>| bytes.into_iter().flatten().take_while(|byte| byte.is_ascii_digit()).count();
            let inside = end > 0 && digits(piece.as_bytes().get(end - 1..end)) > 0;
            if inside { end + digits(piece.as_bytes().get(end..)) } else { end }
        }
    }
}

/// The straight quotation marks of the sentence that is being read, each counted once.
#[derive(Default)]
struct Quotes {
    start: usize,
    counted: usize,
    odd: bool,
}

impl Quotes {
    /// Is one open between `start` and `stop`? Neither goes back from one call to the next.
    fn open(&mut self, bytes: &[u8], start: usize, stop: usize) -> bool {
        if start != self.start || self.counted < start {
            (self.start, self.counted, self.odd) = (start, start, false);
        }
        let more = memchr::memchr_iter(b'"', bytes.get(self.counted..stop).unwrap_or(&[])).count();
        self.odd ^= more % 2 == 1;
        self.counted = self.counted.max(stop);
        self.odd
    }
}

/// Does the stop at `stop` belong to an abbreviation or an initial, so that the sentence goes on?
fn inside(text: &str, start: usize, stop: usize, next: &str, abbreviation: &dyn Fn(&str) -> bool) -> bool {
    let before = text.get(start..stop).unwrap_or("");
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '‘' | '[' | '—' | '-'))
        .next()
        .unwrap_or("");
    if word.is_empty() {
        return false;
    }
    // A list number at the beginning of a line: "1. Skip to content".
    if word.len() == before.trim().len() && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let starter = || {
        let first = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        STARTERS.contains(&first) || next.starts_with(['"', '“'])
    };
    let mut letters = word.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        // "p. 12" is a page.
        let page = letter == 'p' && next.starts_with(|c: char| c.is_ascii_digit());
        return page || letter.is_uppercase() && !starter();
    }
    if word.contains('.') {
        // U.S., a.m., J.P.: the sentence ends there only before a word that begins one. But "at 70.4." is a figure.
        let letters = |part: &str| part.chars().count() <= 3 && part.chars().all(char::is_alphabetic);
        return word.split('.').all(letters) && !starter();
    }
    // No abbreviation is longer, and most words before a full stop are longer than most abbreviations.
    let mut room = [0; 24];
    let lower = match room.get_mut(..word.len()) {
        Some(room) if word.is_ascii() => {
            room.copy_from_slice(word.as_bytes());
            room.make_ascii_lowercase();
            Cow::Borrowed(std::str::from_utf8(room).unwrap_or(""))
        }
        _ => Cow::Owned(word.to_lowercase()),
    };
    match &*lower {
        "no" | "nos" | "vol" | "fig" | "art" | "pp" | "op" | "p" => next.starts_with(|c: char| c.is_ascii_digit()),
        _ => abbreviation(&lower) && (!starter() || next.starts_with(|c: char| c.is_ascii_digit())),
    }
}
