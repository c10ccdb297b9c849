//! What the vocabulary knows of a word, found by one look-up: the reading of a sentence asks this once for each word.

use super::class::Classes;
use crate::text::Span;
use foldhash::{HashMap, HashMapExt};

/// What is known of a lower-case word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// Its classes.
    pub classes: Classes,
    /// The tables that have a phrase which is matched from this word on, whatever its capitals: a bit for each. And
    /// [`TIME`](Self::TIME) and [`IRREGULAR`](Self::IRREGULAR).
    pub begins: u32,
}

impl Known {
    /// The bit in `begins` of the words that an expression of time can begin with.
    pub const TIME: u32 = 1 << 31;

    /// The bit of the nouns whose singular is listed: no rule gives it.
    pub const IRREGULAR: u32 = 1 << 30;
}

/// Words and what is known of each. A word of up to sixteen bytes is a number, zeros behind it: comparing it follows no
/// pointer and asks for no length.
#[derive(Debug, Default)]
pub(super) struct KnownWords {
    short: HashMap<u128, Known>,
    long: HashMap<Box<str>, Known>,
}

impl KnownWords {
    pub(super) fn new() -> Self {
        Self { short: HashMap::new(), long: HashMap::new() }
    }

    /// What is known of a word; nothing where it is not there.
    pub(super) fn get(&self, word: &str) -> Known {
        let known = match packed(word) {
            Some(packed) => self.short.get(&packed),
            None => self.long.get(word),
        };
        known.copied().unwrap_or_default()
    }

    /// The same of a word inside a text: where that goes on for sixteen bytes, the word is taken out in one piece
    /// whatever its length, which no processor guesses well.
    #[inline]
    pub(super) fn get_in(&self, text: &str, span: Span) -> Known {
        let length = span.end - span.start;
        match text.as_bytes().get(span.start..).and_then(|rest| rest.first_chunk::<16>()) {
            Some(piece) if (1..=16).contains(&length) => {
                let word = u128::from_le_bytes(*piece) & (u128::MAX >> (128 - 8 * length));
                self.short.get(&word).copied().unwrap_or_default()
            }
            _ => self.get(span.of(text)),
        }
    }

    /// What is known of a word, to be added to.
    pub(super) fn entry(&mut self, word: &str) -> &mut Known {
        match packed(word) {
            Some(packed) => self.short.entry(packed).or_default(),
            None => self.long.entry(Box::from(word)).or_default(),
        }
    }
}

fn packed(word: &str) -> Option<u128> {
    let mut room = [0; 16];
    room.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    Some(u128::from_le_bytes(room))
}
