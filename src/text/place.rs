//! Places in a text: byte spans inside the program, scalar-value offsets outside.

use super::vocabulary;
use serde::{Deserialize, Serialize};

vocabulary! {
    /// The part of a document that a place is in.
    Part {
        /// The stored text.
        Text = "text",
        /// The title from the metadata, where it does not stand in the text.
        Title = "title",
    }
}

/// A half-open range of bytes of one text, on character boundaries, `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`; the ends are put in order.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start.min(end), end: start.max(end) }
    }

    /// The text at this place; empty where the span does not lie in `text`.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// The smallest span that holds both.
    pub fn join(&self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Do the two share a byte?
    pub fn overlaps(&self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Is `other` inside this one?
    pub fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A W3C Web Annotation selector: position and quotation. Offsets count Unicode scalar values from 0, end exclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selector {
    /// The part of the document.
    pub part: Part,
    /// The first scalar value.
    pub start: usize,
    /// One past the last scalar value.
    pub end: usize,
    /// The words at that place, exactly.
    pub quote: String,
    /// About 32 characters before, whole words.
    pub prefix: String,
    /// About 32 characters after, whole words.
    pub suffix: String,
}

impl Selector {
    /// The selector of a span of `text`.
    pub fn at(part: Part, text: &str, offsets: &ScalarOffsets, span: Span) -> Self {
        const AROUND: usize = 32;
        let before = text.get(..span.start).unwrap_or("");
        let after = text.get(span.end..).unwrap_or("");
        // Mostly the characters around are bytes.
        let mut from = match before.as_bytes().last_chunk::<AROUND>() {
            Some(bytes) if bytes.is_ascii() => before.len() - AROUND,
            _ => before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at),
        };
        if from > 0 {
            // Whole words: move on to the next blank, unless there is none.
            from = before.get(from..).and_then(|rest| rest.find(char::is_whitespace)).map_or(from, |at| from + at);
        }
        let mut to = match after.as_bytes().first_chunk::<AROUND>() {
            Some(bytes) if bytes.is_ascii() => AROUND,
            _ => after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at),
        };
        if to < after.len() {
            to = after.get(..to).and_then(|rest| rest.rfind(char::is_whitespace)).unwrap_or(to);
        }
        Self {
            part,
            start: offsets.scalar(text, span.start),
            end: offsets.scalar(text, span.end),
            quote: span.of(text).to_owned(),
            prefix: before.get(from..).unwrap_or("").trim_start().to_owned(),
            suffix: after.get(..to).unwrap_or("").trim_end().to_owned(),
        }
    }
}

/// Turns byte offsets of one text into counts of scalar values, in constant time: a mark every 256 bytes.
#[derive(Debug, Clone)]
pub struct ScalarOffsets {
    marks: Vec<usize>,
}

const STRIDE: usize = 256;

impl ScalarOffsets {
    /// The table for `text`.
    pub fn new(text: &str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            marks.push(count);
            count += starts(chunk);
        }
        marks.push(count);
        Self { marks }
    }

    /// How many scalar values of `text` begin before the byte `at`.
    pub fn scalar(&self, text: &str, at: usize) -> usize {
        let at = at.min(text.len());
        let mark = at / STRIDE;
        let base = self.marks.get(mark).copied().unwrap_or(0);
        base + starts(text.as_bytes().get(mark * STRIDE..at).unwrap_or(&[]))
    }
}

/// How many UTF-8 sequences begin in these bytes.
fn starts(bytes: &[u8]) -> usize {
    // Sums of so few bytes fit a byte, and many are added at a time.
    let few = |bytes: &[u8]| bytes.iter().map(|byte| u8::from((*byte & 0xC0) != 0x80)).sum::<u8>();
    bytes.chunks(128).map(|chunk| usize::from(few(chunk))).sum()
}
