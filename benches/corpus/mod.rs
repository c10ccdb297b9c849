//! News articles of any number and size, made from the vocabulary in `data/`: nothing in them happened.
//!
//! Article `n` of a seed is always the same, whatever was made before it. The sentences are patterns of our own; who,
//! where, what, how many and according to whom are drawn from the places, concepts, units, currencies, hedges, reporting
//! verbs and word lists of `data/`, so that the articles go on using whatever the program learns.
//!
//! Measured on 139 articles of the development events, for the density of numbers: 2,770 bytes and 30 sentences an
//! article, headlines and captions with them; 14.6 words a sentence; 3.5 numbers in digits for 100 words; digits in 29 % of
//! the sentences; 21.5 claims and 11.4 refusals for 1,000 words, three in eight of the claims in words rather than digits;
//! a hedge on a quarter of the claims; years, dates, idioms with "one" and ordinals four fifths of what is refused.
//! `cargo bench --bench extract` prints the same figures of what is made here.

mod events;
mod kinds;
mod random;
mod sentences;
mod words;

pub use events::{Events, Mention, Report};
use factledger::text::{Basis, Document, Metadata};
use random::Random;
use words::Words;

/// One article.
#[derive(Debug, Clone)]
pub struct Article {
    /// Its number, as an id.
    pub id: String,
    /// The outlet, one of a dozen that do not exist.
    pub source: &'static str,
    /// The headline; it does not stand in the text.
    pub title: String,
    /// The day it was published, as YYYY-MM-DD.
    pub published: String,
    /// The text: a dateline, then paragraphs of one to three sentences.
    pub text: String,
}

impl Article {
    /// The article as intake would hand it on.
    pub fn document(&self) -> Document {
        let metadata = Metadata {
            source: Some(self.source.to_owned()),
            title: Some(self.title.clone()),
            published: self.published.parse().ok(),
            basis: [("published".to_owned(), Basis::FrontMatter)].into(),
            ..Metadata::default()
        };
        Document::new(self.id.clone(), Some(&self.id), self.text.clone(), 0, metadata)
    }
}

/// The outlets.
const OUTLETS: [&str; 12] = [
    "Harbour Gazette",
    "Tin Lantern",
    "The Larkspur Herald",
    "Paper Kite",
    "Quillback Post",
    "Copperplate Wire",
    "Saltmarsh Courier",
    "The Evening Plover",
    "Foxglove Times",
    "North Quay Record",
    "Millrace Mail",
    "The Weekly Teasel",
];

/// A collection of articles.
pub struct Corpus {
    seed: u64,
    words: Words,
}

impl Corpus {
    /// The collection of a seed; `data/` is read once.
    pub fn new(seed: u64) -> Self {
        Self { seed, words: Words::read() }
    }

    /// News of events with known answers, without end.
    pub fn events(&self) -> Events<'_> {
        Events::new(self.seed, &self.words)
    }

    /// Article `number`, of about `size` bytes of text and at least one paragraph.
    pub fn article(&self, number: u64, size: usize) -> Article {
        let mut random = Random::new(self.seed, number);
        let mut story = sentences::Story::new(&self.words, &mut random);
        let title = story.headline();
        let mut text = story.dateline();
        // The lead holds what the article is about.
        story.numbered(&mut text);
        let mut left = story.below(3);
        while text.len() < size {
            if left == 0 {
                text.push_str("\n\n");
                left = 1 + story.below(3);
            } else {
                text.push(' ');
                left -= 1;
            }
            story.sentence(&mut text);
        }
        text.push('\n');
        let published = story.published();
        let source = OUTLETS.get(story.below(OUTLETS.len())).copied().unwrap_or("Tin Lantern");
        Article { id: format!("article-{number:07}"), source, title, published, text }
    }

    /// Articles from the first on, without end, of 400 to 6,000 bytes as in the news.
    pub fn all_articles(&self) -> impl Iterator<Item = Article> + '_ {
        (0..).map(|number| {
            let mut lengths = Random::new(self.seed ^ 0x5EED, number);
            self.article(number, 400 + lengths.below(2400) + lengths.below(2400))
        })
    }

    /// The first of them, with `size` bytes of text or a little more.
    pub fn articles(&self, size: usize) -> Vec<Article> {
        let mut total = 0;
        let more = |article: &Article| {
            let begun = total < size;
            total += article.text.len();
            begun
        };
        self.all_articles().take_while(more).collect()
    }
}
