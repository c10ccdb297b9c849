//! The vocabulary of `data/`, parsed and checked. One [`Lexicon`] serves any number of threads.

mod agencies;
mod class;
mod entries;
mod inflect;
mod known;
mod load;
mod meanings;
mod phrases;
mod tables;
mod topics;
mod unit_entries;
mod units;
mod words;

pub use agencies::Named;
pub use class::Classes;
pub use entries::*;
pub(crate) use inflect::is_plural;
pub use known::Known;
pub use load::{Proof, Source};
pub use meanings::*;
pub use phrases::Phrases;
pub use unit_entries::{CurrencyEntry, Dimension, RatedSymbol, UnitEntry};
pub use words::Words;

use crate::text::word_hash;
use foldhash::{HashMap, HashSet};
use known::KnownWords;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// Index of an entry, for saying which entries took part in a reading; see [`Lexicon::entry_name`].
pub type EntryId = u16;

/// The parsed vocabulary.
#[derive(Debug, PartialEq)]
pub struct Lexicon {
    digest: String,
    entry_names: Vec<String>,
    words: KnownWords,
    /// By the first letter of a number word a bit for each second one.
    number_words: [u32; 32],
    singulars: HashMap<Box<str>, Box<str>>,
    /// Number words and phrases.
    pub numerals: Phrases<Numeral>,
    /// Short scale words glued to digits: `bn`, `k`.
    pub scale_suffixes: HashMap<Box<str>, Numeral>,
    /// Hedges before the number, read back from it.
    pub hedges_before: Phrases<Hedge>,
    /// Hedges after the number.
    pub hedges_after: Phrases<Hedge>,
    units: Vec<Unit>,
    /// Names of units and currencies, lower case.
    pub unit_names: Phrases<UnitId>,
    /// Symbols of units, with regard to case.
    pub unit_symbols: HashMap<Box<str>, UnitId>,
    /// Symbols that are units only when glued to the digits.
    pub glued_symbols: HashMap<Box<str>, UnitId>,
    /// What a symbol of `unit_symbols` is per, where it says that too: `bpd`.
    pub symbol_rates: HashMap<Box<str>, Box<str>>,
    /// Words before the number that are its unit, lower case: `mach`.
    pub unit_words_before: HashMap<Box<str>, UnitId>,
    /// Signs of currencies before the number by their last character, the longest first.
    pub currency_signs: HashMap<char, Vec<Sign>>,
    /// Signs of currencies behind the number.
    pub currency_signs_behind: HashMap<Box<str>, UnitId>,
    /// Words behind a dollar amount that say whose it is.
    pub dollar_qualifiers: Phrases<UnitId>,
    dollar_outlets: HashMap<Box<str>, UnitId>,
    rate_nouns: HashSet<Box<str>>,
    empty_heads: HashSet<Box<str>>,
    parting: HashSet<Box<str>>,
    /// Names that are both money and mass ("pound"): the mass.
    pub mass_names: Phrases<UnitId>,
    unit_index: HashMap<Box<str>, UnitId>,
    concepts: Vec<Concept>,
    concept_index: HashMap<Box<str>, ConceptId>,
    /// Nouns of concepts, read back from the head; several concepts may share one for different dimensions.
    pub concept_nouns: Phrases<u16>,
    noun_concepts: Vec<Vec<ConceptId>>,
    /// Nouns that name those counted only before the number.
    pub label_concepts: HashMap<Box<str>, ConceptId>,
    /// Words that say that there is none: `no`, `nobody`.
    pub absences: HashMap<Box<str>, EntryId>,
    /// Verbs in all their forms and adjectives that make a concept of what is counted.
    pub predicates: Phrases<u16>,
    predicate_concepts: Vec<Vec<ConceptId>>,
    /// Selecting and describing words.
    pub restrictors: Phrases<(bool, EntryId)>,
    /// Phrases of status.
    pub statuses: Phrases<(u16, EntryId)>,
    status_names: Vec<String>,
    /// Words of change next to a number: `up`, `down`.
    pub trend_words: Phrases<(bool, EntryId)>,
    trend_entries: HashMap<Box<str>, EntryId>,
    /// Phrases before a speaker: "according to".
    pub attributions: Phrases<Reporting>,
    reporting: HashMap<Box<str>, Reporting>,
    places: Vec<Place>,
    place_index: HashMap<Box<str>, PlaceId>,
    /// Names and demonyms of places, as written; true for a demonym.
    pub place_names: Phrases<(PlaceId, bool)>,
    agencies: agencies::Agencies,
    reasons: Vec<String>,
    /// Words before a number that refuse it, read back from it.
    pub refused_before: Phrases<Refusal>,
    /// Words after a number that refuse it.
    pub refused_after: Phrases<Refusal>,
    /// Words that a hyphen joins to a number and that refuse it.
    pub refused_joined: Phrases<Refusal>,
    /// Words that hint at a closed class.
    pub refused_cues: Phrases<Refusal>,
    /// Phrases with the number in them.
    pub refused_phrases: Phrases<Refusal>,
}

impl Lexicon {
    /// SHA-256 over all the files of the vocabulary: a run names the lexicon by it.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The name of an entry: "hedge/at-least".
    pub fn entry_name(&self, entry: EntryId) -> &str {
        self.entry_names.get(usize::from(entry)).map_or("", String::as_str)
    }

    /// The classes of a lower-case word; none where it is unknown.
    pub fn classes(&self, word: &str) -> Classes {
        self.words.get(word).classes
    }

    /// All that is known of a lower-case word by its [`word_hash`].
    #[inline]
    pub fn known(&self, hash: u64) -> Known {
        self.words.by_hash(hash)
    }

    /// Does a number word begin with these two letters?
    #[inline]
    pub fn may_begin_a_number(&self, first: u8, second: u8) -> bool {
        let seconds = self.number_words.get(usize::from(first & 31)).copied().unwrap_or(0);
        seconds & 1 << (second & 31) != 0
    }

    /// The singular of a lower-case noun.
    pub fn singular<'w>(&'w self, word: &'w str) -> Cow<'w, str> {
        match self.singulars.get(word) {
            Some(singular) => Cow::Borrowed(singular),
            None => inflect::singular(word),
        }
    }

    /// The same of a word of which it is known what begins with it: most words are in no table of singulars.
    pub(crate) fn singular_of<'w>(&'w self, word: &'w str, begins: u32) -> Cow<'w, str> {
        if begins & Known::IRREGULAR == 0 { inflect::singular(word) } else { self.singular(word) }
    }

    /// Is a lower-case noun a plural by its form?
    pub fn is_plural(&self, word: &str) -> bool {
        self.classes(word).any(Classes::PLURAL) || inflect::is_plural(word)
    }

    /// A unit by its index.
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(usize::from(id))
    }

    /// A unit by its name in the column `unit`.
    pub fn unit_named(&self, name: &str) -> Option<&Unit> {
        self.unit_index.get(name).and_then(|id| self.unit(*id))
    }

    /// The signs with letters before or behind the "$" that a currency has: "A$", "$A".
    pub fn dollar_signs(&self, unit: UnitId) -> impl Iterator<Item = &str> {
        let signs = self.currency_signs.values().flatten().filter(move |sign| sign.unit == unit);
        signs.map(|sign| &*sign.text).filter(|sign| sign.len() > 1 && sign.contains('$'))
    }

    /// Is money said to be per this noun with an article alone: "a head"?
    pub fn is_rate_noun(&self, word: &str) -> bool {
        self.rate_nouns.contains(word)
    }

    /// Is it a head that says nothing of what is measured: "total", "average"?
    pub fn is_empty_head(&self, word: &str) -> bool {
        self.empty_heads.contains(word)
    }

    /// Is it a preposition that joins no phrase to what is measured: "since", "despite"?
    pub fn parts(&self, word: &str) -> bool {
        self.parting.contains(word)
    }

    /// All units and currencies, hundredths among them.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter()
    }

    /// The currency that a bare dollar is of at an outlet: by its name, else by the country of its address.
    pub fn outlet_dollar(&self, source: Option<&str>, url: Option<&str>) -> Option<UnitId> {
        let by_host = |address: &str| {
            let host = address.split_once("://").map_or(address, |(_, rest)| rest);
            let host = host.split(['/', ':', '?']).next().unwrap_or(host).to_lowercase();
            let host = host.strip_prefix("www.").unwrap_or(&host);
            let country = host.rfind('.').and_then(|stop| host.get(stop..))?;
            self.dollar_outlets.get(host).or_else(|| self.dollar_outlets.get(country)).copied()
        };
        let by_name = |source: &str| {
            let name = source.trim().to_lowercase();
            let name = name.strip_prefix("the ").unwrap_or(&name);
            self.dollar_outlets.get(name).copied().or_else(|| by_host(name).filter(|_| !name.contains(' ')))
        };
        source.and_then(by_name).or_else(|| url.and_then(by_host))
    }

    /// How a unit converts: none for counts, for money (currencies are never converted) and for unknown names.
    pub fn unit_factor(&self, name: &str) -> Option<UnitScale<'_>> {
        let unit = self.unit_named(name)?;
        Some(UnitScale { dimension: &unit.dimension, factor: unit.factor?, offset: unit.offset })
    }

    /// A concept by its index.
    pub fn concept(&self, id: ConceptId) -> Option<&Concept> {
        self.concepts.get(usize::from(id))
    }

    /// All concepts, in the order of the files.
    pub fn concepts(&self) -> impl Iterator<Item = &Concept> {
        self.concepts.iter()
    }

    /// A concept by its name.
    pub fn concept_named(&self, name: &str) -> Option<&Concept> {
        self.concept_index.get(name).and_then(|id| self.concept(*id))
    }

    /// How a concept moves; what is not known is fixed.
    pub fn course(&self, name: &str) -> (Course, Direction) {
        self.concept_named(name).map_or((Course::Fixed, Direction::Any), |concept| (concept.course, concept.direction))
    }

    /// The concept of a dimension that the longest noun phrase ending at a place stands for, and the number of words of
    /// that phrase. `word(0)` is the folded head, `word(1)` the word before it.
    pub fn noun_concept<'w>(&self, dimension: &str, word: impl Fn(usize) -> &'w str) -> Option<(&Concept, usize)> {
        let (group, length) = self.concept_nouns.longest(word_hash(word(0)), word)?;
        let found = self.noun_concepts.get(usize::from(group))?.iter().filter_map(|id| self.concept(*id));
        found
            .into_iter()
            .find(|concept| concept.dimensions.iter().any(|have| have == dimension))
            .map(|concept| (concept, length))
    }

    /// The concepts of a group of `predicates`.
    pub fn predicate_concepts(&self, group: u16) -> impl Iterator<Item = &Concept> {
        self.predicate_concepts.get(usize::from(group)).into_iter().flatten().filter_map(|id| self.concept(*id))
    }

    /// Is this word a predicate of some concept?
    pub fn is_predicate(&self, word: &str) -> bool {
        self.predicates.get(word).is_some()
    }

    /// The status that an index of `statuses` or of an attribution stands for.
    pub fn status_name(&self, index: u16) -> &str {
        self.status_names.get(usize::from(index)).map_or("reported", String::as_str)
    }

    /// The entry of a verb or noun of change.
    pub fn trend_entry(&self, word: &str) -> Option<EntryId> {
        self.trend_entries.get(word).copied()
    }

    /// What a form of a reporting verb does.
    pub fn reporting(&self, word: &str) -> Option<Reporting> {
        self.reporting.get(word).copied()
    }

    /// A place by its index.
    pub fn place(&self, id: PlaceId) -> Option<&Place> {
        self.places.get(usize::from(id))
    }

    /// A place by its canonical name.
    pub fn place_named(&self, name: &str) -> Option<&Place> {
        self.place_index.get(name).and_then(|id| self.place(*id))
    }

    /// Does `inner` lie in `outer`, at any depth?
    pub fn lies_in(&self, inner: &str, outer: &str) -> bool {
        self.around(inner).any(|around| around == outer)
    }

    /// The places that a place lies in, from the nearest on.
    pub fn around(&self, place: &str) -> impl Iterator<Item = &str> {
        let within = |name: &str| self.place_named(name).and_then(|place| place.within.as_deref());
        std::iter::successors(within(place), move |name| within(name)).take(6)
    }

    /// The first entry of a reason.
    pub fn reason_entry(&self, reason: &str) -> Option<EntryId> {
        let at = self.entry_names.iter().position(|name| name.strip_prefix("refusal/") == Some(reason))?;
        EntryId::try_from(at).ok()
    }

    /// The reason of a refusal.
    pub fn reason(&self, refusal: Refusal) -> &str {
        self.reasons.get(usize::from(refusal.reason)).map_or("", String::as_str)
    }
}
