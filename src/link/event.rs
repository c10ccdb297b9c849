//! Are two documents about the same event? Decided from their contexts and dates alone.

use super::profile::common;
use crate::claim::Claim;
use crate::lexicon::{Lexicon, PlaceKind};
use crate::text::{Context, DateInterval};

/// How alike two documents are.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Likeness {
    /// Shared names and words of names, and shared towns.
    pub names: usize,
    /// Shared rare words.
    pub words: usize,
    /// Shared topics.
    pub topics: usize,
    /// Shared places.
    pub places: usize,
    /// Shared names and rare words over the geometric mean of how many each has, from 0 to 1.
    pub share: f64,
    /// The same of topics.
    pub topic_share: f64,
    /// Whole days between them; none where a document has no date.
    pub days: Option<i64>,
}

/// Documents further apart in time than this are about different events.
pub const WINDOW: i64 = 62;

/// The weight from which on two documents tell of one event, and from which on they may.
const SAME: f64 = 0.0;

/// The weight above which they surely do.
pub const SURELY: f64 = 2.0;

const PERHAPS: f64 = -2.0;

impl Likeness {
    /// Of the documents of two claims.
    pub fn of(a: &Claim, b: &Claim, lexicon: &Lexicon) -> Self {
        let none = Context::default();
        let (one, other) = (a.context.as_deref().unwrap_or(&none), b.context.as_deref().unwrap_or(&none));
        // A town is as telling as a name; a country is not.
        let town = |place: &&String| {
            lexicon.place_named(place).is_some_and(|place| place.kind == PlaceKind::City && !place.capital)
        };
        let towns = one.places.iter().filter(town).filter(|town| other.places.binary_search(town).is_ok()).count();
        let names = common(&one.names, &other.names) + towns;
        let words = common(&one.words, &other.words);
        let topics = common(&one.topics, &other.topics);
        let mean = |a: usize, b: usize| ((a as f64 + 1.0) * (b as f64 + 1.0)).sqrt();
        let share =
            (names + words) as f64 / mean(one.names.len() + one.words.len(), other.names.len() + other.words.len());
        let topic_share = topics as f64 / mean(one.topics.len(), other.topics.len());
        let days = published(a).zip(published(b)).map(|(a, b)| a.gap(&b));
        Self { names, words, topics, places: common(&one.places, &other.places), share, topic_share, days }
    }

    /// Are they near enough in time to tell of the same event?
    pub fn near(&self) -> bool {
        self.days.is_none_or(|days| days <= WINDOW)
    }

    /// The weight of the evidence that they tell of one event: the nearer in time, the less they need to share.
    /// The weights come from pairs of development documents (docs/testing.md).
    pub fn weight(&self) -> f64 {
        let days = self.days.unwrap_or(5).max(0);
        let at_most = |count: usize, most: usize| count.min(most) as f64;
        at_most(self.names, 6) + 0.55 * at_most(self.words, 6) - 1.3 * self.share
            + 1.4 * at_most(self.topics, 10)
            + if days <= 1 { 0.75 } else { 0.0 }
            - 1.25 * (1.0 + days as f64).ln()
            - 3.45
    }

    /// Do they tell of the same event?
    pub fn same_event(&self) -> bool {
        self.near() && self.weight() >= SAME
    }

    /// May they tell of the same event?
    pub fn perhaps(&self) -> bool {
        self.near() && self.weight() >= PERHAPS
    }

    /// The likeness in words.
    pub fn reason(&self) -> String {
        let days = self.days.map_or_else(|| "without dates".to_owned(), |days| format!("{days} days apart"));
        format!(
            "{} names, {} rare words, {} topics and {} places in common, {days}",
            self.names, self.words, self.topics, self.places
        )
    }
}

/// The days on which a claim's document was published.
pub fn published(claim: &Claim) -> Option<DateInterval> {
    claim.published.or(claim.modified).map(|date| date.interval())
}
