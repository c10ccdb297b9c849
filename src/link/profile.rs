//! What linking needs of a claim, got ready once: no pair looks at words again.

use super::narrow;
use crate::claim::{Claim, RestrictorKind, Role, Status};
use crate::lexicon::{Classes, Course, Lexicon};
use crate::quantity::Interval;
use crate::text::{DateInterval, Part};
use chrono::NaiveDate;
use foldhash::fast::FixedState;
use foldhash::{HashMap, HashMapExt};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};
use std::hash::BuildHasher;
use std::sync::Arc;

/// Concepts that say little of what is measured: anything may be counted by these words.
const GENERIC: [&str; 14] = [
    "unknown", "people", "person", "duration", "distance", "total", "number", "average", "estimate", "figure", "time",
    "part", "count", "amount",
];

/// How much a concept says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Meaning {
    /// A concept of the vocabulary.
    Known,
    /// A head noun that no topic knows.
    Head,
    /// A word for anything.
    Generic,
}

/// The slots of a claim that linking looks at, as they were read.
#[derive(Debug, Serialize, Deserialize)]
pub struct Said {
    pub claim_id: String,
    pub block: String,
    pub part: Part,
    #[serde(with = "narrow::figure")]
    pub value: Option<Decimal>,
    #[serde(with = "narrow::figure")]
    pub low: Option<Decimal>,
    #[serde(with = "narrow::figure")]
    pub high: Option<Decimal>,
    pub unit: String,
    pub dimension: String,
    pub rate: Option<String>,
    pub role: Role,
    pub previous: bool,
    pub concept: String,
    pub subject: Option<String>,
    #[serde(with = "narrow::day")]
    pub as_of_start: Option<NaiveDate>,
    #[serde(with = "narrow::day")]
    pub as_of_end: Option<NaiveDate>,
    /// Does the text say as of when?
    pub as_of_said: bool,
    /// The speaker, else the origin, in lower case.
    pub voice: Option<String>,
    pub status: Status,
    /// The hash of all that narrows it.
    pub restrictors: u64,
}

impl Said {
    fn of(claim: &Claim) -> Self {
        let hasher = FixedState::with_seed(0);
        let restrictors: Vec<(&str, &str)> =
            claim.restrictors.iter().map(|narrows| (narrows.text.as_str(), narrows.kind.as_str())).collect();
        Self {
            claim_id: claim.claim_id.clone(),
            block: claim.block.clone(),
            part: claim.part,
            value: claim.value,
            low: claim.low,
            high: claim.high,
            unit: claim.unit.clone(),
            dimension: claim.dimension.clone(),
            rate: claim.rate.clone(),
            role: claim.role,
            previous: claim.previous,
            concept: claim.concept.clone(),
            subject: claim.subject.clone(),
            as_of_start: claim.as_of_start,
            as_of_end: claim.as_of_end,
            as_of_said: claim.as_of_text.is_some(),
            voice: claim.speaker.as_ref().or(claim.origin.as_ref()).map(|name| name.to_lowercase()),
            status: claim.status,
            restrictors: hasher.hash_one(restrictors),
        }
    }

    /// What the words permit.
    pub fn permits(&self) -> Interval {
        Interval::new(self.low, self.high)
    }
}

/// What linking needs of a claim.
#[derive(Debug, Serialize, Deserialize)]
pub struct Profile {
    /// What the claim is known by to whoever links: its place in a slice, its row.
    pub key: usize,
    /// Its slots.
    pub claim: Said,
    /// The days on which its document was published.
    #[serde(skip)]
    pub published: Option<DateInterval>,
    /// Who and what its document is about.
    #[serde(skip)]
    about: Arc<[String]>,
    /// How much the concept says.
    pub meaning: Meaning,
    /// The hash of the name that its concept shares with those that news takes for it; 0 without one.
    kin: u32,
    /// Is it counted by eye?
    pub estimated: bool,
    /// Is the concept a change itself?
    pub growth: bool,
    /// How the measure behaves in time.
    pub course: Course,
    /// Are people counted? None where that is not known.
    pub people: Option<bool>,
    /// The figure in the base unit of its dimension, without its sign; of a range the end it has.
    #[serde(with = "narrow::figure")]
    pub figure: Option<Decimal>,
    /// How many digits of it are significant.
    pub digits: usize,
    /// Is it the only figure that its document has of its concept?
    pub only: bool,
    /// Is it the first one that its document has of its concept, title before text?
    pub first: bool,
    /// What cuts out a part.
    pub selecting: Vec<String>,
    /// The names that its sentence puts things at: hashes, in order, without repeats.
    places: Vec<u32>,
    /// The days measured.
    #[serde(with = "narrow::days")]
    pub period: Option<DateInterval>,
    /// Telling words near the number, of its sentence, and of what is measured: hashes, in order, without repeats.
    pub near: Vec<u32>,
    pub sentence: Vec<u32>,
    pub measured: Vec<u32>,
    /// Figure and what the words permit, as near as a float is: for a first look only.
    #[serde(skip)]
    pub rough: Rough,
}

/// Figures as floats.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rough {
    pub figure: f64,
    pub low: f64,
    pub high: f64,
}

impl Rough {
    fn of(figure: Option<Decimal>, low: Option<Decimal>, high: Option<Decimal>) -> Self {
        let float = |figure: Option<Decimal>, none: f64| figure.and_then(|figure| figure.to_f64()).unwrap_or(none);
        Self { figure: float(figure, f64::NAN), low: float(low, f64::NEG_INFINITY), high: float(high, f64::INFINITY) }
    }
}

impl Profile {
    /// Does another claim of the same document say the same number of the same measure again?
    pub fn says_as(&self, other: &Self) -> bool {
        let (one, two) = (&self.claim, &other.claim);
        self.figure.is_some()
            && self.figure == other.figure
            && self.meaning == Meaning::Known
            && one.concept == two.concept
            && one.unit == two.unit
            && one.rate == two.rate
            && one.role == two.role
            && one.previous == two.previous
            && one.status == two.status
            && one.restrictors == two.restrictors
            && self.period == other.period
            && (one.subject == two.subject || one.subject.is_none() || two.subject.is_none())
    }

    /// The profile of a claim by itself.
    fn of(
        (key, claim): (usize, &Claim),
        about: &Arc<[String]>,
        published: Option<DateInterval>,
        lexicon: &Lexicon,
    ) -> Self {
        let hasher = FixedState::with_seed(0);
        // "Prices rose 5 %": a head noun that is a concept of another dimension is none of this one.
        let concept =
            lexicon.concept_named(&claim.concept).filter(|concept| concept.dimensions.contains(&claim.dimension));
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
        let mut selecting: Vec<String> = claim
            .restrictors
            .iter()
            .filter(|restrictor| restrictor.kind == RestrictorKind::Selecting)
            .map(|restrictor| restrictor.text.clone())
            .collect();
        selecting.sort_unstable();
        selecting.dedup();
        let stated = claim.value.or(claim.low).or(claim.high);
        let near = [claim.prefix.as_str(), &claim.quote, &claim.suffix];
        let figure = stated.and_then(|figure| in_base_unit(figure, &claim.unit, lexicon)).map(|figure| figure.abs());
        Self {
            key,
            claim: Said::of(claim),
            published,
            about: Arc::clone(about),
            meaning,
            kin: concept.and_then(|concept| concept.kin.as_ref()).map_or(0, |kin| hasher.hash_one(kin) as u32),
            estimated: concept.is_some_and(|concept| concept.estimated),
            growth: concept.is_some_and(|concept| concept.growth),
            course: lexicon.course(&claim.concept).0,
            people: people.filter(|_| claim.dimension == "count"),
            figure,
            // "a third" has as many digits as one cares to write.
            digits: stated.map_or(0, |figure| if claim.granularity.is_some() { significant_digits(figure) } else { 1 }),
            only: false,
            first: false,
            selecting,
            period: claim.period_start.zip(claim.period_end).map(|(start, end)| DateInterval { start, end }),
            places: places(&claim.sentence),
            near: telling(&near, lexicon),
            sentence: telling(&[&claim.sentence], lexicon),
            measured: telling(&[&claim.measured], lexicon),
            rough: Rough::of(figure, claim.low, claim.high),
        }
    }

    /// What is not written down: it stands in the record, or follows from the rest.
    pub(super) fn complete(&mut self, about: &Arc<[String]>, published: Option<DateInterval>) {
        self.about = Arc::clone(about);
        self.published = published;
        self.rough = Rough::of(self.figure, self.claim.low, self.claim.high);
    }

    /// Are the two of concepts that news takes for one another: those who march, take part, gather?
    pub fn akin(&self, other: &Self) -> bool {
        self.kin != 0 && self.kin == other.kin
    }

    /// Do the two, of one document, tell what two sources say of one measure: the police and the organisers?
    pub fn rivals(&self, other: &Self) -> bool {
        let (one, two) = (&self.claim, &other.claim);
        let voices = one.voice.as_ref().zip(two.voice.as_ref());
        self.meaning == Meaning::Known
            && (one.concept == two.concept || self.akin(other))
            && self.figure != other.figure
            && voices.is_some_and(|(one, two)| one != two)
            && one.unit == two.unit
            && one.rate == two.rate
            && one.role == two.role
            && !one.previous
            && !two.previous
            && self.selecting == other.selecting
            && self.period == other.period
            && (one.subject == two.subject || one.subject.is_none() || two.subject.is_none())
    }

    /// Does its sentence tell of places, none of which the other claim or its document tells of?
    pub fn is_elsewhere(&self, other: &Self) -> bool {
        let hasher = FixedState::with_seed(0);
        let about = || other.about.iter().flat_map(|about| about.split(' '));
        let known = |name: &u32| {
            other.places.contains(name) || about().any(|word| hasher.hash_one(word.to_lowercase()) as u32 == *name)
        };
        !self.places.is_empty() && !self.places.iter().any(known)
    }

    /// Is the document about this word: a name of its title, lead or main subject, or another word of its title or lead?
    pub fn about(&self, word: &str) -> bool {
        self.about.iter().any(|about| about.eq_ignore_ascii_case(word))
    }
}

/// The profiles of the claims of one document, each with its place among them.
pub fn profiles(
    claims: &[(usize, &Claim)],
    about: &Arc<[String]>,
    published: Option<DateInterval>,
    lexicon: &Lexicon,
) -> Vec<Profile> {
    let mut profiles: Vec<Profile> =
        claims.iter().map(|claim| Profile::of(*claim, about, published, lexicon)).collect();
    let mut of_concept: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (at, (_, claim)) in claims.iter().enumerate() {
        of_concept.entry((&claim.block, &claim.concept)).or_default().push(at);
    }
    for members in of_concept.into_values() {
        let place = |at: &usize| claims.get(*at).map(|(_, claim)| (claim.part == Part::Text, claim.value_start));
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

/// The capitalised words behind prepositions of place.
fn places(sentence: &str) -> Vec<u32> {
    let hasher = FixedState::with_seed(0);
    let words: Vec<&str> = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let named = |pair: &[&str]| {
        let [preposition, name] = pair else { return None };
        let place = matches!(*preposition, "in" | "at" | "near" | "of" | "outside" | "around");
        let name = Some(*name).filter(|name| place && name.len() > 2 && name.starts_with(char::is_uppercase))?;
        Some(hasher.hash_one(name.to_lowercase()) as u32)
    };
    let mut found: Vec<u32> = words.windows(2).filter_map(named).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The words of some texts that say something, folded.
fn telling(texts: &[&str], lexicon: &Lexicon) -> Vec<u32> {
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
    let mut found: Vec<u32> = words
        .map(str::to_lowercase)
        .filter(|word| !lexicon.classes(word).any(EMPTY))
        .map(|word| hasher.hash_one(&*lexicon.singular(&word)) as u32)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The figure in the base unit of its dimension; as it is for counts and money.
pub(super) fn in_base_unit(figure: Decimal, unit: &str, lexicon: &Lexicon) -> Option<Decimal> {
    let Some(scale) = lexicon.unit_factor(unit) else { return Some(figure) };
    figure.checked_mul(scale.factor.0)?.checked_div(scale.factor.1)?.checked_add(scale.offset)
}

pub(super) fn significant_digits(figure: Decimal) -> usize {
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
