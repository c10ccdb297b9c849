//! What linking needs of one document, and nothing else: who and what it is about, when it was published, and a narrow
//! profile of each claim. Two records decide every link between their documents.

use super::event::WINDOW;
use super::narrow;
use super::profile::{Profile, in_base_unit, profiles, significant_digits};
use crate::claim::Claim;
use crate::lexicon::{Course, Lexicon, PlaceKind};
use crate::text::{Context, DateInterval};
use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasher;
use std::sync::Arc;

/// So many names, words, topics or places of a document are looked at; an article has forty of each at most. What two
/// documents share is counted in eight bits a list (`event::Shared`).
const LISTED: usize = 120;

/// A document as linking sees it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Record {
    /// What the document is known by to whoever links: a row.
    #[serde(skip)]
    pub document: usize,
    /// The hash of its address on the web, which versions of one article share, else of its id.
    article: u64,
    /// The days on which it was published.
    #[serde(with = "narrow::days")]
    pub published: Option<DateInterval>,
    /// What others find it by: hashes in order, with the lists that each stands in.
    pub keys: Vec<(u64, Lists)>,
    /// How many names and towns, rare words and topics it has, and how many places its title and lead name.
    pub lengths: Lengths,
    /// Who and what it is about.
    about: Arc<[String]>,
    /// Its claims: by block, then by id.
    #[serde(skip)]
    pub claims: Vec<Profile>,
    /// The periodic measures that say whose and of when they are, each with its block: hashes in order.
    pub told: Vec<u64>,
}

/// In which lists of a context a word stands, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lists(pub u16);

impl Lists {
    pub const NAMES: u16 = 1;
    pub const WORDS: u16 = 2;
    pub const TOPICS: u16 = 4;
    /// A town, which is as telling as a name; a country is not.
    pub const TOWNS: u16 = 8;
    pub const PLACES: u16 = 16;
    /// A place, or one that it lies in.
    pub const REGIONS: u16 = 32;
    /// A place that title or lead name.
    pub const SCENES: u16 = 64;
    /// A word that names have, never as their last: most are given names, which two people often share.
    pub const GIVEN: u16 = 128;
    /// A figure of many digits.
    pub const FIGURES: u16 = 256;

    /// Is it in this list?
    pub const fn has(self, list: u16) -> bool {
        self.0 & list != 0
    }
}

/// The lengths of the lists.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Lengths {
    pub names: usize,
    pub words: usize,
    pub topics: usize,
    pub scenes: usize,
}

impl Record {
    /// Of the claims of one document, which share their context, each with the key that it is known by.
    pub fn of(claims: &[(usize, &Claim)], lexicon: &Lexicon) -> Option<Self> {
        let (_, first) = claims.first()?;
        let none = Context::default();
        let context = first.context.as_deref().unwrap_or(&none);
        // No event joins official figures and news: they are no part of linking.
        if context.official {
            return None;
        }
        let about: Arc<[String]> = context.about.iter().chain(&context.topics).cloned().collect();
        let mut keys = keys(context, lexicon);
        let figures = odd_figures(claims, lexicon);
        keys.extend(figures.into_iter().map(|figure| (figure, Lists(Lists::FIGURES))));
        keys.sort_unstable_by_key(|(key, _)| *key);
        let count = |list: u16| keys.iter().filter(|(_, lists)| lists.has(list)).count();
        let published = first.published.or(first.modified).map(|date| date.interval());
        let mut claims = profiles(claims, &about, published, lexicon);
        claims.sort_by(|a, b| (&a.claim.block, &a.claim.claim_id).cmp(&(&b.claim.block, &b.claim.claim_id)));
        let told = told(&claims);
        Some(Self {
            document: 0,
            article: FixedState::with_seed(4).hash_one(first.url.as_ref().unwrap_or(&first.document_id)),
            published,
            lengths: Lengths {
                names: context.names.len().min(LISTED) + count(Lists::TOWNS),
                words: context.words.len().min(LISTED),
                topics: context.topics.len().min(LISTED),
                scenes: count(Lists::SCENES),
            },
            keys,
            about,
            claims,
            told,
        })
    }

    /// The records of the documents of some claims, in order of date and id; the keys are places in `claims`.
    pub fn all(claims: &[Claim], lexicon: &Lexicon) -> Vec<Self> {
        let mut documents: BTreeMap<&str, Vec<(usize, &Claim)>> = BTreeMap::new();
        for (key, claim) in claims.iter().enumerate() {
            documents.entry(&claim.document_id).or_default().push((key, claim));
        }
        let mut records: Vec<Self> = documents.values().filter_map(|claims| Self::of(claims, lexicon)).collect();
        records.sort_by_key(Record::place);
        records
    }

    /// Where it stands among others: those without a date, which may be of any time, come first.
    pub fn place(&self) -> (Option<DateInterval>, u64) {
        (self.published, self.article)
    }

    /// Are they near enough in time to tell of one event? Those without a date may be of any.
    pub fn near(&self, other: &Self) -> bool {
        self.published.zip(other.published).is_none_or(|(one, other)| one.gap(&other) <= WINDOW)
    }

    /// Are they one document, or versions of one?
    pub fn same_article(&self, other: &Self) -> bool {
        self.article == other.article
    }

    /// Who and what it is about.
    pub(super) fn about(&self) -> &Arc<[String]> {
        &self.about
    }

    /// The claims of each block.
    pub fn blocks(&self) -> impl Iterator<Item = &[Profile]> {
        self.claims.chunk_by(|a, b| a.claim.block == b.claim.block)
    }
}

impl AsRef<Record> for Record {
    fn as_ref(&self) -> &Record {
        self
    }
}

/// Everything that is found by, each word once.
fn keys(context: &Context, lexicon: &Lexicon) -> Vec<(u64, Lists)> {
    // The seeds are fixed: the same words have the same hashes in every run. Places are no words of a text.
    let (word, place) = (FixedState::with_seed(1), FixedState::with_seed(2));
    let given = given(&context.names);
    let name = |name: &String| {
        let bits = if given.contains(name.as_str()) { Lists::NAMES | Lists::GIVEN } else { Lists::NAMES };
        (word.hash_one(name.as_str()), Lists(bits))
    };
    let mut keys: Vec<(u64, Lists)> = context.names.iter().take(LISTED).map(name).collect();
    for (list, bit) in [(&context.words, Lists::WORDS), (&context.topics, Lists::TOPICS)] {
        keys.extend(list.iter().take(LISTED).map(|text| (word.hash_one(text.as_str()), Lists(bit))));
    }
    for name in context.places.iter().take(LISTED) {
        let found = lexicon.place_named(name);
        let town = found.is_some_and(|place| place.kind == PlaceKind::City && !place.capital);
        let bits = Lists::PLACES | Lists::REGIONS | if town { Lists::TOWNS } else { 0 };
        keys.push((place.hash_one(name.as_str()), Lists(bits)));
        keys.extend(lexicon.around(name).map(|name| (place.hash_one(name), Lists(Lists::REGIONS))));
    }
    for name in context.about.iter().take(LISTED).filter(|name| lexicon.place_named(name).is_some()) {
        keys.push((place.hash_one(name.as_str()), Lists(Lists::REGIONS | Lists::SCENES)));
    }
    keys.sort_unstable_by_key(|(key, _)| *key);
    keys.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1.0 |= next.1.0;
        }
        same
    });
    keys
}

/// The figures with so many significant digits that two stories do not have several of them by chance: hashes, in order.
fn odd_figures(claims: &[(usize, &Claim)], lexicon: &Lexicon) -> Vec<u64> {
    const DIGITS: usize = 3;
    const MOST: usize = 40;
    let hasher = FixedState::with_seed(5);
    let figure = |(_, claim): &(usize, &Claim)| {
        let value = claim.value.filter(|value| significant_digits(*value) >= DIGITS)?;
        Some(hasher.hash_one((&claim.block, in_base_unit(value, &claim.unit, lexicon)?.abs().normalize())))
    };
    let mut figures: Vec<u64> = claims.iter().filter_map(figure).collect();
    figures.sort_unstable();
    figures.dedup();
    figures.truncate(MOST);
    figures
}

/// The words that some names have and none has as its last.
fn given(names: &[String]) -> HashSet<&str> {
    let longer = || names.iter().take(LISTED).filter_map(|name| name.rsplit_once(' '));
    let last: HashSet<&str> = longer().map(|(_, last)| last).collect();
    longer().flat_map(|(before, _)| before.split(' ')).filter(|word| !last.contains(word)).collect()
}

fn told(claims: &[Profile]) -> Vec<u64> {
    let mut told: Vec<u64> = claims.iter().filter_map(Record::told_by).collect();
    told.sort_unstable();
    told.dedup();
    told
}

/// Block, concept, subject and days of a periodic measure that says all of these.
fn told_of(profile: &Profile) -> Option<(&str, &str, &str, DateInterval)> {
    let claim = &profile.claim;
    let subject = claim.subject.as_deref().filter(|_| profile.course == Course::Periodic)?;
    Some((&claim.block, &claim.concept, subject, profile.period?))
}

impl Record {
    /// The hash of what a claim tells, as `told` has it.
    pub fn told_by(profile: &Profile) -> Option<u64> {
        told_of(profile).map(|told| FixedState::with_seed(3).hash_one(told))
    }
}
