//! What linking needs of a claim, got ready once: no pair looks at words again.

use crate::claim::{Claim, RestrictorKind};
use crate::lexicon::{Classes, Course, Lexicon};
use crate::text::{DateInterval, Part};
use foldhash::fast::FixedState;
use foldhash::{HashMap, HashMapExt};
use rust_decimal::Decimal;
use std::hash::BuildHasher;

/// Concepts that say little of what is measured: anything may be counted by these words.
const GENERIC: [&str; 14] = [
    "unknown", "people", "person", "duration", "distance", "total", "number", "average", "estimate", "figure", "time",
    "part", "count", "amount",
];

/// How much a concept says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A concept of the vocabulary.
    Known,
    /// A head noun that no topic knows.
    Head,
    /// A word for anything.
    Generic,
}

/// What linking needs of a claim.
#[derive(Debug)]
pub struct Profile<'c> {
    /// The claim.
    pub claim: &'c Claim,
    /// How much the concept says.
    pub meaning: Meaning,
    /// How the measure behaves in time.
    pub course: Course,
    /// Are people counted? None where that is not known.
    pub people: Option<bool>,
    /// The figure in the base unit of its dimension, without its sign; of a range the end it has.
    pub figure: Option<Decimal>,
    /// How many digits of it are significant.
    pub digits: usize,
    /// Is it the only figure that its document has of its concept?
    pub only: bool,
    /// Is it the first one that its document has of its concept, title before text?
    pub first: bool,
    /// What cuts out a part.
    pub selecting: Vec<&'c str>,
    /// The days measured.
    pub period: Option<DateInterval>,
    /// Telling words near the number, of its sentence, and of what is measured: hashes, in order, without repeats.
    pub near: Vec<u64>,
    pub sentence: Vec<u64>,
    pub measured: Vec<u64>,
}

impl<'c> Profile<'c> {
    /// The profile of a claim by itself.
    fn of(claim: &'c Claim, lexicon: &Lexicon) -> Self {
        let concept = lexicon.concept_named(&claim.concept);
        let generic = GENERIC.contains(&claim.concept.as_str());
        let meaning = match concept {
            _ if generic => Meaning::Generic,
            Some(_) => Meaning::Known,
            None => Meaning::Head,
        };
        let person = Classes::PEOPLE.or(Classes::PERSON);
        let people = match concept {
            Some(concept) => Some(concept.of_people),
            None if lexicon.classes(&claim.concept).any(person) => Some(true),
            None if claim.concept == "unknown" => None,
            None => Some(false),
        };
        let mut selecting: Vec<&str> = claim
            .restrictors
            .iter()
            .filter(|restrictor| restrictor.kind == RestrictorKind::Selecting)
            .map(|restrictor| restrictor.text.as_str())
            .collect();
        selecting.sort_unstable();
        selecting.dedup();
        let stated = claim.value.or(claim.low).or(claim.high);
        let near = [claim.prefix.as_str(), &claim.quote, &claim.suffix];
        Self {
            claim,
            meaning,
            course: lexicon.course(&claim.concept).0,
            people: people.filter(|_| claim.dimension == "count"),
            figure: stated.and_then(|figure| in_base_unit(figure, &claim.unit, lexicon)).map(|figure| figure.abs()),
            digits: stated.map_or(0, significant_digits),
            only: false,
            first: false,
            selecting,
            period: claim.period_start.zip(claim.period_end).map(|(start, end)| DateInterval { start, end }),
            near: telling(&near, lexicon),
            sentence: telling(&[&claim.sentence], lexicon),
            measured: telling(&[&claim.measured], lexicon),
        }
    }

    /// Is the document about this word?
    pub fn about(&self, word: &str) -> bool {
        self.claim
            .context
            .as_ref()
            .is_some_and(|context| context.about.iter().any(|about| about.eq_ignore_ascii_case(word)))
    }
}

/// The profiles of claims, each with its place among those of its document.
pub fn profiles<'c>(claims: &'c [Claim], lexicon: &Lexicon) -> Vec<Profile<'c>> {
    let mut profiles: Vec<Profile> = claims.iter().map(|claim| Profile::of(claim, lexicon)).collect();
    let mut of_concept: HashMap<(&str, &str, &str), Vec<usize>> = HashMap::new();
    for (at, claim) in claims.iter().enumerate() {
        of_concept.entry((&claim.document_id, &claim.block, &claim.concept)).or_default().push(at);
    }
    for members in of_concept.into_values() {
        let place = |at: &usize| claims.get(*at).map(|claim| (claim.part == Part::Text, claim.value_start));
        let first = members.iter().copied().min_by_key(place);
        let figures = |at: &usize| profiles.get(*at).and_then(|profile| profile.figure);
        let one = first.as_ref().and_then(figures);
        let only = members.iter().all(|at| figures(at) == one);
        for at in members {
            if let Some(profile) = profiles.get_mut(at) {
                profile.only = only;
                profile.first = first == Some(at);
            }
        }
    }
    profiles
}

/// The words of some texts that say something, folded.
fn telling(texts: &[&str], lexicon: &Lexicon) -> Vec<u64> {
    const EMPTY: Classes = Classes::WEAK
        .or(Classes::DETERMINER)
        .or(Classes::PRONOUN)
        .or(Classes::PREPOSITION)
        .or(Classes::CONJUNCTION)
        .or(Classes::AUXILIARY)
        .or(Classes::ADVERB)
        .or(Classes::NUMERAL)
        .or(Classes::ABBREVIATION);
    // The seed is fixed: the same words have the same hashes in every run.
    let hasher = FixedState::with_seed(0);
    let words = texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphabetic())).filter(|word| word.len() > 2);
    let mut found: Vec<u64> = words
        .map(str::to_lowercase)
        .filter(|word| !lexicon.classes(word).any(EMPTY))
        .map(|word| hasher.hash_one(&*lexicon.singular(&word)))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The figure in the base unit of its dimension; as it is for counts and money.
fn in_base_unit(figure: Decimal, unit: &str, lexicon: &Lexicon) -> Option<Decimal> {
    let Some(scale) = lexicon.unit_factor(unit) else { return Some(figure) };
    figure.checked_mul(scale.factor.0)?.checked_div(scale.factor.1)?.checked_add(scale.offset)
}

fn significant_digits(figure: Decimal) -> usize {
    figure.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len()
}

/// How many entries two sorted lists share.
pub fn common<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut one, mut other, mut count) = (a.iter().peekable(), b.iter().peekable(), 0);
    while let (Some(left), Some(right)) = (one.peek(), other.peek()) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => drop(one.next()),
            std::cmp::Ordering::Greater => drop(other.next()),
            std::cmp::Ordering::Equal => {
                count += 1;
                one.next();
                other.next();
            }
        }
    }
    count
}
