//! What the vocabulary knows of a word, found by one look-up: the reading of a sentence asks this once for each word.

use super::class::Classes;
use crate::text::{Span, packed, packed_hash, packed_of, word_hash};
use foldhash::HashMap;
use hashbrown::HashTable;

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
    short: HashTable<(u128, Known)>,
    long: HashMap<Box<str>, Known>,
}

impl PartialEq for KnownWords {
    fn eq(&self, other: &Self) -> bool {
        let same = |(word, known): &(u128, Known)| *known == other.known(*word, packed_hash(*word));
        self.long == other.long && self.short.len() == other.short.len() && self.short.iter().all(same)
    }
}

impl KnownWords {
    pub(super) fn new() -> Self {
        /// So many words are built in, and some room.
        const USUAL: usize = 24_000;
        Self { short: HashTable::with_capacity(USUAL), ..Self::default() }
    }

    /// What is known of a word; nothing where it is not there.
    pub(super) fn get(&self, word: &str) -> Known {
        match packed(word.as_bytes()) {
            Some(word) => self.known(word, packed_hash(word)),
            None => self.long.get(word).copied().unwrap_or_default(),
        }
    }

    /// The same of a word inside a text, and its hash: where the text goes on for sixteen bytes, the word is taken out in
    /// one piece whatever its length, which no processor guesses well.
    #[inline]
    pub(super) fn get_in(&self, text: &str, span: Span) -> (Known, u64) {
        let length = span.end - span.start;
        match text.as_bytes().get(span.start..).and_then(|rest| rest.first_chunk::<16>()) {
            Some(piece) if (1..=16).contains(&length) => {
                let word = packed_of(piece, length);
                let hash = packed_hash(word);
                (self.known(word, hash), hash)
            }
            _ => (self.get(span.of(text)), word_hash(span.of(text))),
        }
    }

    #[inline]
    fn known(&self, word: u128, hash: u64) -> Known {
        self.short.find(hash, |(have, _)| *have == word).map_or(Known::default(), |(_, known)| *known)
    }

    /// What is known of a word, to be added to.
    pub(super) fn entry(&mut self, word: &str) -> &mut Known {
        match packed(word.as_bytes()) {
            Some(word) => {
                let entry =
                    self.short.entry(packed_hash(word), |(have, _)| *have == word, |(have, _)| packed_hash(*have));
                &mut entry.or_insert((word, Known::default())).into_mut().1
            }
            None => self.long.entry(Box::from(word)).or_default(),
        }
    }
}
