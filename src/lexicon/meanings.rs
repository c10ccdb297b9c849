//! What the phrases of the vocabulary stand for, as the readers of texts use it.

use super::EntryId;
use super::entries::{Course, Direction, NumeralKind, PlaceKind};
use crate::quantity::Approximation;
use rust_decimal::Decimal;

/// What a number word does, with its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// Its kind.
    pub kind: NumeralKind,
    /// Its value; for a fraction the numerator (and see `high`).
    pub value: Decimal,
    /// For vague words the lowest figure is `value` and this the highest; for fractions the denominator.
    pub high: Option<Decimal>,
    /// The entry it stands in.
    pub entry: EntryId,
}

/// A hedge phrase's effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hedge {
    /// What it does to the figure.
    pub effect: Approximation,
    /// Does it call the figure an estimate?
    pub estimate: bool,
    /// Does it hedge only where the clause ends behind it?
    pub last: bool,
    /// The entry it stands in.
    pub entry: EntryId,
}

/// Index of a unit in [`Lexicon::unit`](super::Lexicon::unit).
pub type UnitId = u16;

/// A unit or a currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// What stands in the column `unit`.
    pub id: String,
    /// Its dimension.
    pub dimension: String,
    /// How many of the base unit it is, as numerator and denominator; money has none.
    pub factor: Option<(Decimal, Decimal)>,
    /// What is added after multiplying.
    pub offset: Decimal,
    /// A hundredth of the currency whose code is `id`.
    pub hundredth: bool,
    /// What the reading took for granted, where the word has several meanings.
    pub note: Option<String>,
    /// Words near by that let a symbol count which else must touch the digits.
    pub near: Vec<String>,
    /// Nouns right behind it that make something else of it.
    pub not_before: Vec<String>,
    /// The entry it stands in.
    pub entry: EntryId,
}

/// A sign of a currency before a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// As written.
    pub text: Box<str>,
    /// The currency.
    pub unit: UnitId,
    /// Is it one only right before a digit?
    pub glued: bool,
}

/// How a unit converts: figure · numerator / denominator + offset is the figure in the dimension's base unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitScale<'l> {
    /// The dimension.
    pub dimension: &'l str,
    /// Numerator and denominator.
    pub factor: (Decimal, Decimal),
    /// What is added after multiplying.
    pub offset: Decimal,
}

/// Index of a concept in [`Lexicon::concept`](super::Lexicon::concept).
pub type ConceptId = u16;

/// A concept as linking and comparing need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// Its name.
    pub id: String,
    /// How it behaves in time.
    pub course: Course,
    /// Which way it can move.
    pub direction: Direction,
    /// Do its parts add up?
    pub additive: bool,
    /// Does it count people?
    pub of_people: bool,
    /// The dimensions of its figures.
    pub dimensions: Vec<String>,
    /// Folded nouns that its predicates take besides people; `*` for anything.
    pub objects: Vec<String>,
    /// Do its predicates take no people?
    pub no_people: bool,
    /// The name of those that news takes for one another.
    pub kin: Option<String>,
    /// Nouns for those counted that cut out no part.
    pub described: Vec<String>,
    /// Is it counted by eye?
    pub estimated: bool,
    /// Is it a change itself?
    pub growth: bool,
    /// Concepts that it holds.
    pub parts: Vec<String>,
    /// May it be said that there were none?
    pub none: bool,
    /// Is it another one each day?
    pub daily: bool,
    /// The entry it stands in.
    pub entry: EntryId,
}

/// Index of a place in [`Lexicon::place`](super::Lexicon::place).
pub type PlaceId = u16;

/// A place as linking needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The canonical name.
    pub id: String,
    /// What sort.
    pub kind: PlaceKind,
    /// The place it lies in.
    pub within: Option<String>,
    /// Does its name stand for the government of the country?
    pub capital: bool,
}

/// What a reporting verb or an attributing phrase does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reporting {
    /// Index of the status it gives the figure.
    pub status: u16,
    /// Does it report only with a clause?
    pub clause: bool,
    /// Is what follows it where figures come from, and not who speaks?
    pub source: bool,
    /// The entry it stands in.
    pub entry: Option<EntryId>,
}

/// A phrase of refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// Index of the reason in [`Lexicon::reason`](super::Lexicon::reason).
    pub reason: u16,
    /// The entry it stands in.
    pub entry: EntryId,
}
