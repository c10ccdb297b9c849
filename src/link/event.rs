//! Are two documents about the same event? Decided from their contexts and dates alone.

use crate::claim::Claim;
use crate::lexicon::{Lexicon, PlaceKind};
use crate::text::{Context, DateInterval};
use std::cmp::Ordering;

/// How alike two documents are.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Likeness {
    /// Shared names and words of names, and shared towns.
    pub names: usize,
    /// Shared rare words.
    pub words: usize,
    /// Shared places.
    pub places: usize,
    /// Shared names and rare words over the geometric mean of how many each has, from 0 to 1.
    pub share: f64,
    /// Whole days between them; none where a document has no date.
    pub days: Option<i64>,
}

/// Documents further apart in time than this are about different events.
const WINDOW: i64 = 45;

impl Likeness {
    /// Of the documents of two claims.
    pub fn of(a: &Claim, b: &Claim, lexicon: &Lexicon) -> Self {
        let none = Context::default();
        let (one, other) = (a.context.as_deref().unwrap_or(&none), b.context.as_deref().unwrap_or(&none));
        let names = shared(&one.names, &other.names);
        let words = shared(&one.words, &other.words);
        // A town is as telling as a name; a country is not.
        let towns = |context: &Context| -> Vec<String> {
            context
                .places
                .iter()
                .filter(|place| {
                    lexicon.place_named(place).is_some_and(|place| place.kind == PlaceKind::City && !place.capital)
                })
                .cloned()
                .collect()
        };
        let (here, there) = (towns(one), towns(other));
        let names = names + shared(&here, &there);
        let size = |context: &Context| (context.names.len() + context.words.len()) as f64 + 1.0;
        let mean = (size(one) * size(other)).sqrt();
        let share = if mean > 0.0 { (names + words) as f64 / mean } else { 0.0 };
        let days = published(a).zip(published(b)).map(|(a, b)| a.gap(&b));
        Self { names, words, places: shared(&one.places, &other.places), share, days }
    }

    /// Are they near enough in time to tell of the same event?
    pub fn near(&self) -> bool {
        self.days.is_none_or(|days| days <= WINDOW)
    }

    /// Do they tell of the same event? The nearer in time, the less they need to share.
    pub fn same_event(&self) -> bool {
        let evidence = self.names + self.words;
        let at_once = self.days.is_some_and(|days| days <= 2) && evidence >= 2 && self.share >= 0.15;
        at_once
            || self.near()
                && (evidence >= 3 && self.share >= 0.12
                    || evidence >= 2 && self.places >= 1 && self.share >= 0.16
                    || self.share >= 0.3 && evidence >= 2)
    }

    /// The likeness in words.
    pub fn reason(&self) -> String {
        let days = self.days.map_or_else(|| "without dates".to_owned(), |days| format!("{days} days apart"));
        format!("{} names, {} rare words and {} places in common, {days}", self.names, self.words, self.places)
    }
}

/// The days on which a claim's document was published.
pub fn published(claim: &Claim) -> Option<DateInterval> {
    claim.published.or(claim.modified).map(|date| date.interval())
}

/// How many entries two sorted lists share.
fn shared(a: &[String], b: &[String]) -> usize {
    let (mut one, mut other) = (a.iter().peekable(), b.iter().peekable());
    let mut count = 0;
    while let (Some(left), Some(right)) = (one.peek(), other.peek()) {
        match left.cmp(right) {
            Ordering::Less => drop(one.next()),
            Ordering::Greater => drop(other.next()),
            Ordering::Equal => {
                count += 1;
                one.next();
                other.next();
            }
        }
    }
    count
}
