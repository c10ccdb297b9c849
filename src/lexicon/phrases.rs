//! Tables of phrases: the longest one that matches the words at a place.

use crate::text::{DecimalMark, Token, tokens};
use foldhash::{HashMap, HashMapExt};

/// The words of a phrase, in the order in which they are matched, and what it stands for.
type Entry<T> = (Box<[Box<str>]>, T);

/// Phrases of one or more words, each with what it stands for. A longer phrase wins over a shorter one.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrases<T> {
    from_first: HashMap<Box<str>, Vec<Entry<T>>>,
    backwards: bool,
    /// The table's bit in [`Known::begins`](super::Known::begins); 0 before it has one.
    bit: u32,
}

impl<T: Copy> Phrases<T> {
    /// A table read from its first word on.
    pub fn forwards() -> Self {
        Self { from_first: HashMap::new(), backwards: false, bit: 0 }
    }

    /// A table read from the last word of the phrase back.
    pub fn backwards() -> Self {
        Self { from_first: HashMap::new(), backwards: true, bit: 0 }
    }

    /// Adds a phrase. Of two equal ones, the later wins.
    pub fn insert(&mut self, phrase: &str, meaning: T) {
        let mut words: Vec<Box<str>> = split(phrase).into_iter().map(Box::from).collect();
        if self.backwards {
            words.reverse();
        }
        let Some(first) = words.first().cloned() else { return };
        let entries = self.from_first.entry(first).or_default();
        entries.retain(|(have, _)| **have != *words);
        let at = entries.partition_point(|(have, _)| have.len() > words.len());
        entries.insert(at, (words.into_boxed_slice(), meaning));
    }

    pub(super) fn set_bit(&mut self, bit: u32) {
        self.bit = bit;
    }

    /// The words that phrases are matched from.
    pub(super) fn firsts(&self) -> impl Iterator<Item = &str> {
        self.from_first.keys().map(|first| &**first)
    }

    /// Can a phrase be matched from a word of which this is known? If not, [`longest`](Self::longest) finds none.
    #[inline]
    pub fn may_begin(&self, begins: u32) -> bool {
        self.bit == 0 || begins & self.bit != 0
    }

    /// The longest phrase at a place: its meaning and its number of words. `word(n)` is the n-th word from the place
    /// on, or back from it for a table that is read backwards; empty beyond the end.
    pub fn longest<'w>(&self, word: impl Fn(usize) -> &'w str) -> Option<(T, usize)> {
        let entries = self.from_first.get(word(0))?;
        // Many phrases share a first word ("a", "the"): the second is looked for once.
        let mut looked = None;
        let mut matches = |words: &[Box<str>]| match words.get(1) {
            None => true,
            Some(have) => {
                **have == **looked.get_or_insert_with(|| word(1))
                    && words.iter().enumerate().skip(2).all(|(n, have)| **have == *word(n))
            }
        };
        entries.iter().find(|(words, _)| matches(words)).map(|(words, meaning)| (*meaning, words.len()))
    }

    /// Has the table this phrase?
    pub fn get(&self, phrase: &str) -> Option<T> {
        if !phrase.is_empty() && phrase.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            // One word, without cutting it up.
            let entries = self.from_first.get(phrase)?;
            return entries.iter().find(|(words, _)| words.len() == 1).map(|(_, meaning)| *meaning);
        }
        let mut words: Vec<&str> = split(phrase);
        if self.backwards {
            words.reverse();
        }
        let entries = self.from_first.get(*words.first()?)?;
        entries
            .iter()
            .find(|(have, _)| have.iter().map(|word| &**word).eq(words.iter().copied()))
            .map(|(_, meaning)| *meaning)
    }
}

/// The words of a phrase as the tokeniser cuts them; a hyphen that joins two words is none.
fn split(phrase: &str) -> Vec<&str> {
    let mut cut = Vec::new();
    tokens(phrase, DecimalMark::Point, &mut cut);
    let glued = |token: Option<&Token>| token.is_some_and(|token| !token.spaced);
    let joining = |at: usize, word: &str| word == "-" && glued(cut.get(at)) && glued(cut.get(at + 1));
    let words = cut.iter().map(|token| token.span.of(phrase)).enumerate();
    words.filter(|(at, word)| !joining(*at, word)).map(|(_, word)| word).collect()
}
