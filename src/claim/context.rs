//! What linking needs of a document: names, places, rare words, and what it is about.

use crate::lexicon::{Classes, Lexicon};
use crate::quantity::Cut;
use crate::text::{Context, Runs, Span, TokenKind, packed, word_hash};
use hashbrown::HashTable;

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
    counts: Counts,
    sentences: usize,
    about: Vec<String>,
    /// The words of the text, for its fingerprint.
    runs: Runs,
    /// Room for a name of several words, and for a word.
    joined: String,
}

impl<'l> Tally<'l> {
    /// Nothing counted yet.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self {
            lexicon,
            counts: Counts::new(),
            sentences: 0,
            about: Vec::new(),
            runs: Runs::with_capacity(512),
            joined: String::new(),
        }
    }

    /// Counts the title.
    pub fn title(&mut self, cut: &Cut) {
        self.count(cut);
        self.topics(cut, REPEATED);
    }

    /// Counts a sentence of the text.
    pub fn sentence(&mut self, cut: &Cut) {
        self.count(cut);
        cut.print(&mut self.runs, &mut self.joined);
        if self.sentences < LEAD + 1 {
            self.topics(cut, REPEATED);
        } else if cut.holds_a_number() {
            self.topics(cut, 1);
        }
        self.sentences += 1;
        if self.sentences == LEAD {
            self.about = self.all();
        }
    }

    /// Takes in the rest of the text, which is not read any more: copies of the document are known by all of it.
    pub fn unread(&mut self, text: &str) {
        self.runs.text(text);
    }

    /// The context of the document whose sentences were counted.
    pub fn context(mut self) -> Context {
        if self.sentences < LEAD {
            self.about = self.all();
        }
        Context {
            names: kept(self.counts.of(Kind::Name)),
            places: kept(self.counts.of(Kind::Place)),
            words: kept(self.counts.of(Kind::Word)),
            topics: kept(self.counts.of(Kind::Topic).filter(|(_, count)| *count >= REPEATED)),
            about: self.about,
            prints: self.runs.fingerprint(),
            ..Context::default()
        }
    }

    fn all(&self) -> Vec<String> {
        let named = self.counts.of(Kind::Place).chain(self.counts.of(Kind::Name));
        let mut all: Vec<String> = named.map(|(name, _)| name.to_owned()).collect();
        all.sort();
        all.dedup();
        all
    }

    /// Counts the words that say what a sentence is about, each as so many.
    fn topics(&mut self, cut: &Cut, times: u32) {
        const EMPTY: Classes = FUNCTION.or(Classes::WEAK).or(Classes::NUMERAL).or(Classes::ABBREVIATION);
        for at in 0..cut.len() {
            let class = cut.class(at);
            let name = cut.capital(at) && !class.any(Classes::COMMON);
            if cut.is(at, TokenKind::Word) && !name && cut.length(at) > 3 && !class.any(EMPTY) {
                let (folded, hash) = cut.folded(at);
                self.counts.add(Kind::Topic, (&folded, hash), times);
            }
        }
    }

    fn count(&mut self, cut: &Cut) {
        let mut at = 0;
        // In a headline every word has a capital: runs of them are no names.
        let headline = cut.is_headline();
        loop {
            at = cut.next_remarkable(at, UNCOUNTED, &cut.lexicon.place_names);
            if at >= cut.len() {
                break;
            }
            if !headline {
                self.run(cut, at);
            }
            if let Some(((place, _), end)) = cut.name(&cut.lexicon.place_names, at) {
                if let Some(place) = self.lexicon.place(place) {
                    self.counts.add(Kind::Place, (&place.id, word_hash(&place.id)), 1);
                }
                at = end;
                continue;
            }
            if cut.is(at, TokenKind::Word) {
                at = self.word(cut, at);
                continue;
            }
            at += 1;
        }
    }

    /// Counts the run of capitalised words that begins at `at`: "World Internet Conference", "Freedom House".
    fn run(&mut self, cut: &Cut, at: usize) {
        let named = |at: usize| {
            cut.is(at, TokenKind::Word)
                && cut.capital(at)
                && !cut.class(at).any(Classes::MONTH.or(Classes::WEEKDAY).or(Classes::TITLE))
        };
        let function = Classes::DETERMINER
            .or(Classes::PRONOUN)
            .or(Classes::PREPOSITION)
            .or(Classes::CONJUNCTION)
            .or(Classes::ADVERB);
        if !named(at) || at > 0 && named(at - 1) || cut.class(at).any(function) {
            return;
        }
        let end = (at..cut.len()).find(|at| !named(*at)).unwrap_or(cut.len());
        // The first word of a sentence has its capital anyway.
        let length = end - at - usize::from(at == 0 && cut.class(at).any(Classes::COMMON));
        if (2..=5).contains(&length) {
            self.joined.clear();
            for at in end - length..end {
                if !self.joined.is_empty() {
                    self.joined.push(' ');
                }
                self.joined.push_str(cut.word(at));
            }
            self.counts.add(Kind::Name, (&self.joined, word_hash(&self.joined)), 1);
        }
    }

    /// Counts the name or word that begins at `at`, and says where to go on.
    fn word(&mut self, cut: &Cut, at: usize) -> usize {
        let class = cut.class(at);
        if class.any(FUNCTION) {
            return at + 1;
        }
        let word = cut.word(at);
        if cut.capital(at) && !class.any(Classes::COMMON) {
            // Each word of a name counts: "Xi Jinping" and "Xi" are one person.
            if word.len() > 1 && word.chars().nth(1).is_some() {
                self.counts.add(Kind::Name, (word, cut.hash(at)), 1);
            }
        } else if !class.any(ORDINARY) && word.len() > 3 && word.chars().nth(3).is_some() {
            let (folded, hash) = cut.folded(at);
            // What is no plural was looked up already, and is not common.
            if *folded == *word || !cut.lexicon.classes(&folded).any(Classes::COMMON) {
                self.counts.add(Kind::Word, (&folded, hash), 1);
            }
        }
        at + 1
    }
}

/// What a word is counted as.
#[derive(Clone, Copy)]
enum Kind {
    Name,
    Place,
    Word,
    Topic,
}

/// How often each word was counted as what. The words stand in one text, so that counting one allocates nothing.
struct Counts {
    text: String,
    words: Vec<Counted>,
    /// Places in `words` by the hash of the word.
    places: HashTable<usize>,
}

struct Counted {
    span: Span,
    hash: u64,
    /// By [`Kind`].
    times: [u32; 4],
}

impl Counts {
    /// Nothing counted yet, with room for the words of an article.
    fn new() -> Self {
        const USUAL: usize = 224;
        Self {
            text: String::with_capacity(8 * USUAL),
            words: Vec::with_capacity(USUAL),
            places: HashTable::with_capacity(USUAL),
        }
    }

    /// Counts a word, given with its hash, as so many of a kind.
    fn add(&mut self, kind: Kind, (word, hash): (&str, u64), times: u32) {
        let Self { text, words, places } = self;
        let same = |at: &usize| words.get(*at).is_some_and(|other| other.hash == hash && other.span.of(text) == word);
        let at = places.find(hash, same).copied().unwrap_or_else(|| {
            places.insert_unique(hash, words.len(), |at| words.get(*at).map_or(0, |word| word.hash));
            let span = Span::new(text.len(), text.len() + word.len());
            words.push(Counted { span, hash, times: [0; 4] });
            text.push_str(word);
            words.len() - 1
        });
        if let Some(count) = words.get_mut(at).and_then(|word| word.times.get_mut(kind as usize)) {
            *count += times;
        }
    }

    /// The words of a kind with their counts, in the order in which they were first counted.
    fn of(&self, kind: Kind) -> impl Iterator<Item = (&str, u32)> {
        let counted = self.words.iter().map(move |word| (word, word.times.get(kind as usize).copied().unwrap_or(0)));
        counted.filter(|(_, count)| *count > 0).map(|(word, count)| (word.span.of(&self.text), count))
    }
}

/// The most frequent, sorted.
fn kept<'w>(counted: impl Iterator<Item = (&'w str, u32)>) -> Vec<String> {
    // The first letters as a number in the same order: few words need to be compared further.
    let letters = |word: &str| packed(word.as_bytes().get(..8).unwrap_or(word.as_bytes())).unwrap_or(0) as u64;
    let mut ranked: Vec<(u64, &str, u32)> =
        counted.map(|(word, count)| (letters(word).swap_bytes(), word, count)).collect();
    type Ranked<'w> = (u64, &'w str, u32);
    let rank = |(a, one, n): &Ranked, (b, other, m): &Ranked| m.cmp(n).then_with(|| (a, one).cmp(&(b, other)));
    if ranked.len() > KEPT {
        ranked.select_nth_unstable_by(KEPT, rank);
        ranked.truncate(KEPT);
    }
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, word, _)| word.to_owned()).collect()
}
