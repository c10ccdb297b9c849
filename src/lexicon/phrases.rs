//! Tables of phrases: the longest one that matches the words at a place.

use crate::text::{DecimalMark, Token, tokens};
use foldhash::{HashMap, HashMapExt};

/// Phrases of one or more words, each with what it stands for. A longer phrase wins over a shorter one.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrases<T> {
    from_first: HashMap<Box<str>, Begun<T>>,
    backwards: bool,
    /// The table's bit in [`Known::begins`](super::Known::begins); 0 before it has one.
    bit: u32,
}

/// The phrases that are matched from one word on.
#[derive(Debug, Clone, PartialEq)]
struct Begun<T> {
    /// What the word alone stands for.
    alone: Option<T>,
    /// The further words of longer phrases, in the order in which they are matched, and what these stand for: the longest
    /// first.
    longer: Vec<(Box<[Box<str>]>, T)>,
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
        if is_one_word(phrase) {
            self.begun(phrase).alone = Some(meaning);
            return;
        }
        let mut words = split(phrase);
        if self.backwards {
            words.reverse();
        }
        let Some((first, further)) = words.split_first() else { return };
        let begun = self.begun(first);
        if further.is_empty() {
            begun.alone = Some(meaning);
            return;
        }
        let further: Box<[Box<str>]> = further.iter().map(|word| Box::from(*word)).collect();
        begun.longer.retain(|(have, _)| *have != further);
        let at = begun.longer.partition_point(|(have, _)| have.len() > further.len());
        begun.longer.insert(at, (further, meaning));
    }

    fn begun(&mut self, first: &str) -> &mut Begun<T> {
        let begun = || Begun { alone: None, longer: Vec::new() };
        self.from_first.entry(Box::from(first)).or_insert_with(begun)
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
        let begun = self.from_first.get(word(0))?;
        if !begun.longer.is_empty() {
            // Many phrases share a first word ("a", "the"): the second is looked for once.
            let second = word(1);
            let matches = |further: &[Box<str>]| match further {
                [have, rest @ ..] => **have == *second && rest.iter().zip(2..).all(|(have, n)| **have == *word(n)),
                [] => false,
            };
            if let Some((further, meaning)) = begun.longer.iter().find(|(further, _)| matches(further)) {
                return Some((*meaning, further.len() + 1));
            }
        }
        begun.alone.map(|meaning| (meaning, 1))
    }

    /// Has the table this phrase?
    pub fn get(&self, phrase: &str) -> Option<T> {
        if is_one_word(phrase) {
            return self.from_first.get(phrase)?.alone;
        }
        let mut words = split(phrase);
        if self.backwards {
            words.reverse();
        }
        let (first, further) = words.split_first()?;
        let begun = self.from_first.get(*first)?;
        if further.is_empty() {
            return begun.alone;
        }
        let same = |have: &[Box<str>]| have.iter().map(|word| &**word).eq(further.iter().copied());
        begun.longer.iter().find(|(have, _)| same(have)).map(|(_, meaning)| *meaning)
    }
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
