//! Are two documents about the same event? Decided from their contexts and dates alone.

use super::record::{Lengths, Lists, Record};
use std::cmp::Ordering;

/// How alike two documents are.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Likeness {
    /// Shared names, rare words and topics, each word once.
    pub keys: usize,
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
    /// Is each about places that the other nowhere names, nor what they lie in or what lies in them?
    pub apart: bool,
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
    /// Of two documents.
    pub fn of(one: &Record, other: &Record) -> Self {
        let mut shared = Shared::default();
        let (mut left, mut right) = (one.keys.iter().peekable(), other.keys.iter().peekable());
        while let (Some((a, lists)), Some((b, others))) = (left.peek(), right.peek()) {
            match a.cmp(b) {
                Ordering::Less => drop(left.next()),
                Ordering::Greater => drop(right.next()),
                Ordering::Equal => {
                    shared.count(*lists, *others);
                    left.next();
                    right.next();
                }
            }
        }
        let days = one.published.zip(other.published).map(|(one, other)| one.gap(&other));
        Self::with(shared, one.lengths, other.lengths, days)
    }

    /// The same, where it is known what they share and how many days lie between them.
    pub fn with(shared: Shared, left: Lengths, right: Lengths, days: Option<i64>) -> Self {
        let mean = |a: usize, b: usize| ((a as f64 + 1.0) * (b as f64 + 1.0)).sqrt();
        let (names, words, topics) = (shared.names(), shared.words(), shared.topics());
        Self {
            keys: shared.keys(),
            names,
            words,
            topics,
            places: shared.places(),
            share: (names + words) as f64 / mean(left.names + left.words, right.names + right.words),
            topic_share: topics as f64 / mean(left.topics, right.topics),
            apart: left.scenes > 0 && right.scenes > 0 && shared.scenes() == 0,
            days,
        }
    }

    /// Are they near enough in time to tell of the same event?
    pub fn near(&self) -> bool {
        self.days.is_none_or(|days| days <= WINDOW)
    }

    /// The weight of the evidence that they tell of one event: the nearer in time, the less they need to share. A story
    /// shares its people, its places and its rare words; ordinary words alone make two stories of one kind.
    /// The weights come from pairs of development documents (docs/testing.md).
    pub fn weight(&self) -> f64 {
        let days = self.days.unwrap_or(5).max(0);
        let at_most = |count: usize, most: usize| count.min(most) as f64;
        1.2 * at_most(self.names, 6)
            + 0.5 * at_most(self.words, 6)
            + 1.5 * self.share
            + 0.9 * at_most(self.topics, 7)
            + 3.0 * self.topic_share
            - if self.apart { 6.0 } else { 0.0 }
            + if days <= 1 { 0.75 } else { 0.0 }
            - 1.25 * (1.0 + days as f64).ln()
            - 3.9
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
        let apart = if self.apart { ", about different places" } else { "" };
        format!(
            "{} names, {} rare words, {} topics and {} places in common, {days}{apart}",
            self.names, self.words, self.topics, self.places
        )
    }
}

/// How many keys two documents share, by list: ten bits each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shared(u64);

impl Shared {
    /// What one shared key adds, by the lists in which it stands in both documents.
    const ADDED: [u64; 256] = {
        let mut added = [0; 256];
        let mut at = 0;
        while at < 256 {
            let lists = Lists(at as u8);
            let name = lists.has(Lists::NAMES) && !lists.has(Lists::GIVEN);
            let names = name as u64 + lists.has(Lists::TOWNS) as u64;
            let (words, topics) = (lists.has(Lists::WORDS) as u64, lists.has(Lists::TOPICS) as u64);
            added[at] = names | words << 10 | topics << 20 | (lists.has(Lists::PLACES) as u64) << 30;
            at += 1;
        }
        added
    };

    /// Counts a key that stands in these lists of the one document, and in those of the other.
    pub fn count(&mut self, lists: Lists, others: Lists) {
        let both = Self::ADDED.get(usize::from(lists.0 & others.0)).copied().unwrap_or(0);
        let region = lists.has(Lists::REGIONS);
        let scene = region && (lists.has(Lists::SCENES) || others.has(Lists::SCENES));
        self.0 += both + (u64::from(!region) << 40) + (u64::from(scene) << 50);
    }

    fn field(self, number: u32) -> usize {
        (self.0 >> (10 * number) & 0x3FF) as usize
    }

    fn names(self) -> usize {
        self.field(0)
    }

    fn words(self) -> usize {
        self.field(1)
    }

    fn topics(self) -> usize {
        self.field(2)
    }

    fn places(self) -> usize {
        self.field(3)
    }

    /// Names, rare words and topics, each word once.
    pub fn keys(self) -> usize {
        self.field(4)
    }

    /// Places that one is about and the other names.
    fn scenes(self) -> usize {
        self.field(5)
    }
}
