//! Tables of phrases: the longest one that matches the words at a place.

use crate::text::{DecimalMark, Token, tokens, word_hash};
use hashbrown::HashTable;

/// Phrases of one or more words, each with what it stands for. A longer phrase wins over a shorter one.
#[derive(Debug, Clone)]
pub struct Phrases<T> {
    /// By the hash of the first word in lower case: the one that a token carries.
    from_first: HashTable<Begun<T>>,
    backwards: bool,
    /// The table's bit in [`Known::begins`](super::Known::begins); 0 before it has one.
    bit: u32,
}

/// The phrases that are matched from one word on.
#[derive(Debug, Clone, PartialEq)]
struct Begun<T> {
    first: Box<str>,
    hash: u64,
    /// What the word alone stands for.
    alone: Option<T>,
    /// The [`mark`]s of the second words of longer phrases.
    seconds: u64,
    /// The further words of longer phrases, in the order in which they are matched, and what these stand for: the longest
    /// first.
    longer: Vec<(Box<[Box<str>]>, T)>,
}

impl<T: PartialEq> PartialEq for Phrases<T> {
    fn eq(&self, other: &Self) -> bool {
        let same = |begun: &Begun<T>| other.begun(begun.hash, &begun.first) == Some(begun);
        (self.backwards, self.bit, self.from_first.len()) == (other.backwards, other.bit, other.from_first.len())
            && self.from_first.iter().all(same)
    }
}

impl<T> Phrases<T> {
    #[inline]
    fn begun(&self, hash: u64, first: &str) -> Option<&Begun<T>> {
        self.from_first.find(hash, |begun| begun.hash == hash && *begun.first == *first)
    }
}

impl<T: Copy> Phrases<T> {
    /// A table read from its first word on.
    pub fn forwards() -> Self {
        Self { from_first: HashTable::new(), backwards: false, bit: 0 }
    }

    /// A table read from the last word of the phrase back.
    pub fn backwards() -> Self {
        Self { backwards: true, ..Self::forwards() }
    }

    /// Adds a phrase. Of two equal ones, the later wins.
    pub fn insert(&mut self, phrase: &str, meaning: T) {
        if is_one_word(phrase) {
            self.begin(phrase).alone = Some(meaning);
            return;
        }
        let mut words = split(phrase);
        if self.backwards {
            words.reverse();
        }
        let Some((first, further)) = words.split_first() else { return };
        let begun = self.begin(first);
        let Some(second) = further.first() else {
            begun.alone = Some(meaning);
            return;
        };
        begun.seconds |= mark(second);
        let further: Box<[Box<str>]> = further.iter().map(|word| Box::from(*word)).collect();
        begun.longer.retain(|(have, _)| *have != further);
        let at = begun.longer.partition_point(|(have, _)| have.len() > further.len());
        begun.longer.insert(at, (further, meaning));
    }

    fn begin(&mut self, first: &str) -> &mut Begun<T> {
        let hash = first_hash(first);
        let begun = || Begun { first: first.into(), hash, alone: None, seconds: 0, longer: Vec::new() };
        let same = |begun: &Begun<T>| begun.hash == hash && *begun.first == *first;
        self.from_first.entry(hash, same, |begun| begun.hash).or_insert_with(begun).into_mut()
    }

    pub(super) fn set_bit(&mut self, bit: u32) {
        self.bit = bit;
    }

    /// The words that phrases are matched from.
    pub(super) fn firsts(&self) -> impl Iterator<Item = &str> {
        self.from_first.iter().map(|begun| &*begun.first)
    }

    /// Can a phrase be matched from a word of which this is known? If not, [`longest`](Self::longest) finds none.
    #[inline]
    pub fn may_begin(&self, begins: u32) -> bool {
        self.bit == 0 || begins & self.bit != 0
    }

    /// The longest phrase at a place: its meaning and its number of words. `word(n)` is the n-th word from the place
    /// on, or back from it for a table that is read backwards; empty beyond the end. `hash` is the
    /// [`word_hash`] of the first in lower case.
    #[inline]
    pub fn longest<'w>(&self, hash: u64, word: impl Fn(usize) -> &'w str) -> Option<(T, usize)> {
        let begun = self.begun(hash, word(0))?;
        if begun.seconds != 0 {
            // Many phrases share a first word ("a", "the"), and most second words are in none of them.
            let second = word(1);
            let matches = |further: &[Box<str>]| match further {
                [have, rest @ ..] => **have == *second && rest.iter().zip(2..).all(|(have, n)| **have == *word(n)),
                [] => false,
            };
            if begun.seconds & mark(second) != 0
                && let Some((further, meaning)) = begun.longer.iter().find(|(further, _)| matches(further))
            {
                return Some((*meaning, further.len() + 1));
            }
        }
        begun.alone.map(|meaning| (meaning, 1))
    }

    /// Has the table this phrase?
    pub fn get(&self, phrase: &str) -> Option<T> {
        if is_one_word(phrase) {
            return self.begun(first_hash(phrase), phrase)?.alone;
        }
        let mut words = split(phrase);
        if self.backwards {
            words.reverse();
        }
        let (first, further) = words.split_first()?;
        let begun = self.begun(first_hash(first), first)?;
        if further.is_empty() {
            return begun.alone;
        }
        let same = |have: &[Box<str>]| have.iter().map(|word| &**word).eq(further.iter().copied());
        begun.longer.iter().find(|(have, _)| same(have)).map(|(_, meaning)| *meaning)
    }
}

/// The hash of a word in lower case.
fn first_hash(word: &str) -> u64 {
    if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        word_hash(&word.to_ascii_lowercase())
    } else {
        word_hash(word)
    }
}

/// One of 64 bits by length, first and last letter: words of different bits differ.
#[inline]
fn mark(word: &str) -> u64 {
    let (Some(first), Some(last)) = (word.as_bytes().first(), word.as_bytes().last()) else { return 0 };
    1 << ((usize::from(*first) * 5 + usize::from(*last) * 3 + word.len()) % 64)
}

/// Is it one word, as can be seen without cutting it up?
fn is_one_word(phrase: &str) -> bool {
    !phrase.is_empty() && phrase.bytes().all(|byte| byte.is_ascii_alphabetic())
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
