//! Are two documents about the same event? Decided from their contexts and dates alone.

use super::record::{Lengths, Lists, Record};
use std::cmp::Ordering;

/// How alike two documents are.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Likeness {
    /// Shared names, rare words, topics and several figures, each once.
    pub keys: usize,
    /// Shared names and words of names, shared towns, and several shared figures.
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
    /// How many of the two are about places that the other nowhere names, nor what lies in them: none where one is about
    /// no place.
    pub apart: usize,
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

const SHARE: f64 = 1.5;
const TOPIC_SHARE: f64 = 3.0;

/// What counts of shared names, rare words and topics weigh.
fn counted(names: usize, words: usize, topics: usize) -> f64 {
    let at_most = |count: usize, most: usize| count.min(most) as f64;
    1.2 * at_most(names, 6) + 0.5 * at_most(words, 6) + 0.9 * at_most(topics, 7)
}

/// What the days between two documents weigh.
fn timed(days: Option<i64>) -> f64 {
    let days = days.unwrap_or(5).max(0);
    (if days <= 1 { 0.75 } else { 0.0 }) - 1.25 * (1.0 + days as f64).ln() - 3.9
}

/// Shared words over the geometric mean of how many each has.
fn share(shared: usize, one: usize, other: usize) -> f64 {
    shared as f64 / ((one as f64 + 1.0) * (other as f64 + 1.0)).sqrt()
}

/// The most that anything that shares so much with a document can weigh, whatever else it has.
pub struct AtMost {
    /// By how many names and rare words are shared; by how many topics; by the days between.
    words: Vec<f64>,
    topics: Vec<f64>,
    days: Vec<f64>,
}

impl AtMost {
    /// With a document that has so many of each.
    pub fn with(lengths: Lengths) -> Self {
        let shares = |weight: f64, own: usize| (0..=own).map(|shared| weight * share(shared, own, shared)).collect();
        Self {
            words: shares(SHARE, lengths.names + lengths.words),
            topics: shares(TOPIC_SHARE, lengths.topics),
            days: (0..=WINDOW).map(|days| timed(Some(days))).collect(),
        }
    }

    /// May they tell of the same event?
    pub fn perhaps(&self, shared: Shared, days: Option<i64>) -> bool {
        let (names, words, topics) = (shared.names(), shared.words(), shared.topics());
        let of = |list: &[f64], most: f64, at: usize| list.get(at).copied().unwrap_or(most);
        let timed = match days {
            Some(days) => usize::try_from(days).ok().and_then(|days| self.days.get(days)).copied(),
            None => Some(timed(None)),
        };
        timed.is_some_and(|timed| {
            let shares = of(&self.words, SHARE, names + words) + of(&self.topics, TOPIC_SHARE, topics);
            counted(names + shared.figures(), words, topics) + shares + timed >= PERHAPS
        })
    }
}

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
        let (names, words, topics) = (shared.names(), shared.words(), shared.topics());
        Self {
            keys: shared.keys(),
            names: names + shared.figures(),
            words,
            topics,
            places: shared.places(),
            share: share(names + words, left.names + left.words, right.names + right.words),
            topic_share: share(topics, left.topics, right.topics),
            apart: if left.scenes > 0 && right.scenes > 0 { shared.strangers() } else { 0 },
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
        counted(self.names, self.words, self.topics) + SHARE * self.share + TOPIC_SHARE * self.topic_share
            - [0.0, 3.0, 10.0].get(self.apart).copied().unwrap_or(10.0)
            + timed(self.days)
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
        let apart = match self.apart {
            0 => "",
            1 => ", one about places that the other does not name",
            _ => ", about different places",
        };
        format!(
            "{} names, {} rare words, {} topics and {} places in common, {days}{apart}",
            self.names, self.words, self.topics, self.places
        )
    }
}

/// How many keys two documents share, by list, in one number: a list has 120 at most, that of figures 40.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shared(u64);

impl Shared {
    /// Where the counts begin, each of eight bits, that of keys of ten, and of figures of six.
    const NAMES: u32 = 0;
    const WORDS: u32 = 8;
    const TOPICS: u32 = 16;
    const PLACES: u32 = 24;
    const OURS: u32 = 32;
    const THEIRS: u32 = 40;
    const KEYS: u32 = 48;
    const FIGURES: u32 = 58;

    /// What one shared key adds, by the lists in which it stands in both documents.
    const ADDED: [u64; 512] = {
        let mut added = [0; 512];
        let mut at = 0;
        while at < 512 {
            let lists = Lists(at as u16);
            let name = lists.has(Lists::NAMES) && !lists.has(Lists::GIVEN);
            // Every key that is a place stands in the regions of both.
            let figure = lists.has(Lists::FIGURES);
            let key = !lists.has(Lists::REGIONS) && !lists.has(Lists::GIVEN) && !figure;
            added[at] = ((name as u64 + lists.has(Lists::TOWNS) as u64) << Self::NAMES)
                + ((lists.has(Lists::WORDS) as u64) << Self::WORDS)
                + ((lists.has(Lists::TOPICS) as u64) << Self::TOPICS)
                + ((lists.has(Lists::PLACES) as u64) << Self::PLACES)
                + ((key as u64) << Self::KEYS)
                + ((figure as u64) << Self::FIGURES);
            at += 1;
        }
        added
    };

    /// Counts a key that stands in these lists of the one document, and in those of the other.
    pub fn count(&mut self, lists: Lists, others: Lists) {
        let scene = |lists: Lists| u64::from(lists.0 & Lists::SCENES) / u64::from(Lists::SCENES);
        self.0 += Self::ADDED.get(usize::from(lists.0 & others.0)).copied().unwrap_or(0)
            + (scene(lists) << Self::OURS)
            + (scene(others) << Self::THEIRS);
    }

    fn field(self, start: u32) -> usize {
        (self.0 >> start & 0xFF) as usize
    }

    fn names(self) -> usize {
        self.field(Self::NAMES)
    }

    /// Several figures in common are as telling as names; one may be chance.
    fn figures(self) -> usize {
        Some((self.0 >> Self::FIGURES) as usize).filter(|count| *count > 1).unwrap_or(0)
    }

    fn words(self) -> usize {
        self.field(Self::WORDS)
    }

    fn topics(self) -> usize {
        self.field(Self::TOPICS)
    }

    fn places(self) -> usize {
        self.field(Self::PLACES)
    }

    /// Names, rare words, topics and several figures, each once.
    pub fn keys(self) -> usize {
        (self.0 >> Self::KEYS & 0x3FF) as usize + self.figures()
    }

    /// For how many of the two is it true that the other knows no place of its title and lead?
    fn strangers(self) -> usize {
        usize::from(self.field(Self::OURS) == 0) + usize::from(self.field(Self::THEIRS) == 0)
    }
}
