//! What linking needs of a document: names, places, rare words, and what it is about.

use crate::lexicon::{Classes, Lexicon};
use crate::quantity::{Scratch, View};
use crate::text::{Context, Document, Sentence, TokenKind};
use std::collections::BTreeMap;

/// The most names, places and words that are kept of each kind: the most frequent, then in order of the alphabet.
const KEPT: usize = 40;

/// The context of a document.
pub fn context(document: &Document, sentences: &[Sentence], lexicon: &Lexicon, scratch: &mut Scratch) -> Context {
    let mut tally = Tally::default();
    let mut about = Vec::new();
    if let Some(title) = &document.metadata.title {
        tally.sentence(&View::new(title, lexicon, scratch));
    }
    for (index, sentence) in sentences.iter().enumerate() {
        tally.sentence(&View::new(sentence.span.of(&document.text), lexicon, scratch));
        // Title and lead say what it is about.
        if index == 2 {
            about = tally.all();
        }
    }
    if sentences.len() <= 2 {
        about = tally.all();
    }
    about.sort();
    about.dedup();
    Context { names: kept(tally.names), places: kept(tally.places), words: kept(tally.words), about }
}

#[derive(Default)]
struct Tally {
    names: BTreeMap<String, u32>,
    places: BTreeMap<String, u32>,
    words: BTreeMap<String, u32>,
}

impl Tally {
    fn all(&self) -> Vec<String> {
        self.places.keys().chain(self.names.keys()).cloned().collect()
    }

    fn sentence(&mut self, view: &View) {
        let mut at = 0;
        // In a headline every word has a capital: runs of them are no names.
        let words = (0..view.len()).filter(|at| view.is(*at, TokenKind::Word));
        let headline = words.clone().filter(|at| view.capital(*at)).count() * 2 > words.count();
        while at < view.len() {
            if !headline {
                self.run(view, at);
            }
            if let Some(((place, _), end)) = view.name(&view.lexicon.place_names, at) {
                if let Some(place) = view.lexicon.place(place) {
                    *self.places.entry(place.id.clone()).or_default() += 1;
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
            let words: Vec<&str> = (end - length..end).map(|at| view.word(at)).collect();
            *self.names.entry(words.join(" ")).or_default() += 1;
        }
    }

    /// Counts the name or word that begins at `at`, and says where to go on.
    fn word(&mut self, view: &View, at: usize) -> usize {
        let class = view.class(at);
        let function = Classes::DETERMINER
            .or(Classes::PRONOUN)
            .or(Classes::PREPOSITION)
            .or(Classes::CONJUNCTION)
            .or(Classes::AUXILIARY)
            .or(Classes::ADVERB)
            .or(Classes::MONTH)
            .or(Classes::WEEKDAY)
            .or(Classes::TITLE);
        if class.any(function) {
            return at + 1;
        }
        let word = view.word(at);
        if view.capital(at) && !class.any(Classes::COMMON) {
            // Each word of a name counts: "Xi Jinping" and "Xi" are one person.
            if word.chars().count() > 1 {
                *self.names.entry(word.to_owned()).or_default() += 1;
            }
        } else if !class.any(Classes::COMMON.or(Classes::NUMERAL).or(Classes::VERB).or(Classes::ADJECTIVE))
            && word.chars().count() > 3
        {
            let folded = view.lexicon.singular(word);
            if !view.lexicon.classes(&folded).any(Classes::COMMON) {
                *self.words.entry(folded.into_owned()).or_default() += 1;
            }
        }
        at + 1
    }
}

/// The most frequent, sorted.
fn kept(tally: BTreeMap<String, u32>) -> Vec<String> {
    let mut ranked: Vec<(String, u32)> = tally.into_iter().collect();
    ranked.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
    ranked.truncate(KEPT);
    let mut words: Vec<String> = ranked.into_iter().map(|(word, _)| word).collect();
    words.sort();
    words
}
