//! What the vocabulary knows of a word, found by one look-up: the reading of a sentence asks this once for each word.

use super::class::Classes;
use crate::text::{packed, packed_hash, word_hash};
use foldhash::HashMap;
use hashbrown::HashTable;

/// What is known of a lower-case word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Known {
    /// Its classes.
    pub classes: Classes,
    /// The tables that have a phrase which is matched from this word on, whatever its capitals: a bit for each. And
    /// [`TIME`](Self::TIME) and [`IRREGULAR`](Self::IRREGULAR).
    pub begins: u32,
}

impl Known {
    /// Of a word that is not there.
    pub const NOTHING: Self = Self { classes: Classes::NONE, begins: 0 };

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
    index: Index,
}

impl PartialEq for KnownWords {
    fn eq(&self, other: &Self) -> bool {
        let same = |(word, known): &(u128, Known)| *known == other.short(*word);
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
        if self.index.meanings.is_empty() { self.exact(word) } else { self.index.get(word_hash(word)) }
    }

    /// The same while words are added.
    fn exact(&self, word: &str) -> Known {
        match packed(word.as_bytes()) {
            Some(word) => self.short(word),
            None => self.long.get(word).copied().unwrap_or_default(),
        }
    }

    fn short(&self, word: u128) -> Known {
        self.short.find(packed_hash(word), |(have, _)| *have == word).map_or(Known::NOTHING, |(_, known)| *known)
    }

    /// The same of a word by its hash, once all words are there.
    #[inline]
    pub(super) fn by_hash(&self, hash: u64) -> Known {
        self.index.get(hash)
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

    /// All words are there: from now on they are found by their hashes too.
    pub(super) fn complete(&mut self) {
        let short = self.short.iter().map(|(word, known)| (packed_hash(*word), *known));
        let long = self.long.iter().map(|(word, known)| (word_hash(word), *known));
        self.index = Index::of(short.chain(long), self.short.len() + self.long.len());
        debug_assert!(
            self.short.iter().all(|(word, known)| self.index.get(packed_hash(*word)) == *known),
            "two words have one place"
        );
    }
}

/// What is known of words by their hashes, in eight bytes a word: all of it has room beside the text and the code in the
/// processor's second cache, where words with their letters have not. A word is taken for one of the vocabulary if 48 bits
/// of its hash are those of one near its place: by chance that happens to one in a hundred million million strange words.
#[derive(Debug, Default)]
struct Index {
    /// Open addressing by the low bits of a hash: its upper 48 bits, and where in `meanings` stands what is known; 0 where
    /// there is no word. Their number is a power of two, and more than there are words.
    slots: Vec<u64>,
    /// The first is nothing.
    meanings: Vec<Known>,
}

/// The bits of a slot that are no hash.
const MEANING: u64 = 0xFFFF;

impl Index {
    fn of(words: impl Iterator<Item = (u64, Known)>, count: usize) -> Self {
        let mut slots = vec![0; (2 * count + 1).next_power_of_two()];
        let mut meanings = vec![Known::NOTHING];
        let mut places: HashMap<Known, u64> = HashMap::default();
        for (hash, known) in words {
            let meaning = *places.entry(known).or_insert_with(|| {
                meanings.push(known);
                meanings.len() as u64 - 1
            });
            debug_assert!(meaning <= MEANING, "more kinds of words than a slot can tell apart");
            let mask = slots.len() - 1;
            let free = (hash as usize..).map(|at| at & mask).find(|at| slots.get(*at) == Some(&0));
            if let Some(slot) = free.and_then(|at| slots.get_mut(at)) {
                *slot = hash & !MEANING | meaning;
            }
        }
        Self { slots, meanings }
    }

    #[inline]
    fn get(&self, hash: u64) -> Known {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize;
        loop {
            let slot = self.slots.get(at & mask).copied().unwrap_or(0);
            // No word, or this one: no processor guesses which, and none has to.
            if (slot == 0) | (slot ^ hash <= MEANING) {
                return self.meanings.get((slot & MEANING) as usize).copied().unwrap_or(Known::NOTHING);
            }
            at = at.wrapping_add(1);
        }
    }
}
