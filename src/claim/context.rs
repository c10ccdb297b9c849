//! What linking needs of a document: names, places, rare words, and what it is about.

use crate::lexicon::{Classes, Lexicon};
use crate::quantity::View;
use crate::text::{Context, Span, TokenKind};
use foldhash::fast::FixedState;
use foldhash::{HashMap, HashMapExt};
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// The most names, places and words that are kept of each kind: the most frequent, then in order of the alphabet.
const KEPT: usize = 40;

/// How many sentences of the text say, with the title, what it is about.
const LEAD: usize = 3;

/// A word this often in sentences with numbers is one of the topics; those of title and lead are anyway.
const REPEATED: u32 = 2;

/// Words that are no names, even with a capital.
const FUNCTION: Classes = Classes::DETERMINER
    .or(Classes::PRONOUN)
    .or(Classes::PREPOSITION)
    .or(Classes::CONJUNCTION)
    .or(Classes::AUXILIARY)
    .or(Classes::ADVERB)
    .or(Classes::MONTH)
    .or(Classes::WEEKDAY)
    .or(Classes::TITLE);

/// Words that are not rare.
const ORDINARY: Classes = Classes::COMMON.or(Classes::NUMERAL).or(Classes::VERB).or(Classes::ADJECTIVE);

/// Words that are neither counted as names nor as rare words where they have no capital: most of them.
const UNCOUNTED: Classes = FUNCTION.or(ORDINARY);

/// What is counted of a document, title first, then sentence by sentence.
pub struct Tally<'l> {
    lexicon: &'l Lexicon,
    names: Counts,
    places: HashMap<&'l str, u32>,
    words: Counts,
    topics: Counts,
    sentences: usize,
    about: Vec<String>,
    /// Room for a name of several words.
    joined: String,
}

impl<'l> Tally<'l> {
    /// Nothing counted yet.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self {
            lexicon,
            names: Counts::new(),
            places: HashMap::new(),
            words: Counts::new(),
            topics: Counts::new(),
            sentences: 0,
            about: Vec::new(),
            joined: String::new(),
        }
    }

    /// Counts the title.
    pub fn title(&mut self, view: &View) {
        self.count(view);
        self.topics(view, REPEATED);
    }

    /// Counts a sentence of the text.
    pub fn sentence(&mut self, view: &View) {
        self.count(view);
        if self.sentences < LEAD + 1 {
            self.topics(view, REPEATED);
        } else if view.holds_a_number() {
            self.topics(view, 1);
        }
        self.sentences += 1;
        if self.sentences == LEAD {
            self.about = self.all();
        }
    }

    /// The context of the document whose sentences were counted.
    pub fn context(mut self) -> Context {
        if self.sentences < LEAD {
            self.about = self.all();
        }
        Context {
            names: kept(self.names.iter()),
            places: kept(self.places.into_iter()),
            words: kept(self.words.iter()),
            topics: kept(self.topics.iter().filter(|(_, count)| *count >= REPEATED)),
            about: self.about,
            ..Context::default()
        }
    }

    fn all(&self) -> Vec<String> {
        let places = self.places.keys().map(|place| (*place).to_owned());
        let names = self.names.iter().map(|(name, _)| name.to_owned());
        let mut all: Vec<String> = places.chain(names).collect();
        all.sort();
        all.dedup();
        all
    }

    /// Counts the words that say what a sentence is about, each as so many.
    fn topics(&mut self, view: &View, times: u32) {
        const EMPTY: Classes = FUNCTION.or(Classes::WEAK).or(Classes::NUMERAL).or(Classes::ABBREVIATION);
        for at in 0..view.len() {
            let word = view.word(at);
            let name = view.capital(at) && !view.class(at).any(Classes::COMMON);
            if view.is(at, TokenKind::Word) && !name && word.len() > 3 && !view.class(at).any(EMPTY) {
                self.topics.add(&view.singular(at), times);
            }
        }
    }

    fn count(&mut self, view: &View) {
        let mut at = 0;
        // In a headline every word has a capital: runs of them are no names.
        let headline = view.is_headline();
        while at < view.len() {
            if view.is_plain(at, UNCOUNTED, &view.lexicon.place_names) {
                at += 1;
                continue;
            }
            if !headline {
                self.run(view, at);
            }
            if let Some(((place, _), end)) = view.name(&view.lexicon.place_names, at) {
                if let Some(place) = self.lexicon.place(place) {
                    *self.places.entry(&place.id).or_default() += 1;
                }
                at = end;
                continue;
            }
            if view.is(at, TokenKind::Word) {
                at = self.word(view, at);
                continue;
            }
            at += 1;
        }
    }

    /// Counts the run of capitalised words that begins at `at`: "World Internet Conference", "Freedom House".
    fn run(&mut self, view: &View, at: usize) {
        let named = |at: usize| {
            view.is(at, TokenKind::Word)
                && view.capital(at)
                && !view.class(at).any(Classes::MONTH.or(Classes::WEEKDAY).or(Classes::TITLE))
        };
        let function = Classes::DETERMINER
            .or(Classes::PRONOUN)
            .or(Classes::PREPOSITION)
            .or(Classes::CONJUNCTION)
            .or(Classes::ADVERB);
        if !named(at) || at > 0 && named(at - 1) || view.class(at).any(function) {
            return;
        }
        let end = (at..view.len()).find(|at| !named(*at)).unwrap_or(view.len());
        // The first word of a sentence has its capital anyway.
        let length = end - at - usize::from(at == 0 && view.class(at).any(Classes::COMMON));
        if (2..=5).contains(&length) {
            self.joined.clear();
            for at in end - length..end {
                if !self.joined.is_empty() {
                    self.joined.push(' ');
                }
                self.joined.push_str(view.word(at));
            }
            self.names.add(&self.joined, 1);
        }
    }

    /// Counts the name or word that begins at `at`, and says where to go on.
    fn word(&mut self, view: &View, at: usize) -> usize {
        let class = view.class(at);
        if class.any(FUNCTION) {
            return at + 1;
        }
        let word = view.word(at);
        if view.capital(at) && !class.any(Classes::COMMON) {
            // Each word of a name counts: "Xi Jinping" and "Xi" are one person.
            if word.chars().count() > 1 {
                self.names.add(word, 1);
            }
        } else if !class.any(ORDINARY) && word.chars().count() > 3 {
            let folded = view.singular(at);
            // What is no plural was looked up already, and is not common.
            if *folded == *word || !view.lexicon.classes(&folded).any(Classes::COMMON) {
                self.words.add(&folded, 1);
            }
        }
        at + 1
    }
}

/// How often each word was counted. The words stand in one text, so that counting one allocates nothing.
struct Counts {
    text: String,
    words: Vec<(Span, u32)>,
    /// Places in `words` by the hash of the word.
    places: HashTable<usize>,
    hash: FixedState,
}

impl Counts {
    /// Nothing counted yet, with room for the words of an article.
    fn new() -> Self {
        const USUAL: usize = 56;
        Self {
            text: String::with_capacity(8 * USUAL),
            words: Vec::with_capacity(USUAL),
            places: HashTable::with_capacity(USUAL),
            hash: FixedState::default(),
        }
    }

    /// Counts a word as so many.
    fn add(&mut self, word: &str, times: u32) {
        let Self { text, words, places, hash } = self;
        let of = |at: usize| words.get(at).map_or("", |(span, _)| span.of(text));
        let key = hash.hash_one(word);
        if let Some(at) = places.find(key, |at| of(*at) == word) {
            if let Some((_, count)) = words.get_mut(*at) {
                *count += times;
            }
            return;
        }
        places.insert_unique(key, words.len(), |at| hash.hash_one(of(*at)));
        words.push((Span::new(text.len(), text.len() + word.len()), times));
        text.push_str(word);
    }

    /// The words with their counts, in the order in which they were first counted.
    fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        self.words.iter().map(|(span, count)| (span.of(&self.text), *count))
    }
}

/// The most frequent, sorted.
fn kept<'w>(counted: impl Iterator<Item = (&'w str, u32)>) -> Vec<String> {
    let mut ranked: Vec<(&str, u32)> = counted.collect();
    let rank = |(a, n): &(&str, u32), (b, m): &(&str, u32)| m.cmp(n).then_with(|| a.cmp(b));
    if ranked.len() > KEPT {
        ranked.select_nth_unstable_by(KEPT, rank);
        ranked.truncate(KEPT);
    }
    ranked.sort_unstable();
    ranked.into_iter().map(|(word, _)| word.to_owned()).collect()
}
