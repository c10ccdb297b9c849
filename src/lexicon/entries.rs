//! The shapes of the entries in `data/`. An entry is one thing the program knows, with texts it must read (`accept`)
//! and texts it must not (`reject`); a test runs both.

use crate::text::vocabulary;
use serde::Deserialize;

/// A text that the entry must read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// The text, a sentence or so.
    pub text: String,
    /// A claim of that text as `interval unit[/rate]`, or for counts `interval measured`: `[12, ∞) people`, `5 USD/day`.
    #[serde(default)]
    pub reads: Option<String>,
    /// The claim's concept.
    #[serde(default)]
    pub concept: Option<String>,
    /// The claim's speaker.
    #[serde(default)]
    pub speaker: Option<String>,
    /// The institution that the claim's figure comes from.
    #[serde(default)]
    pub origin: Option<String>,
    /// The claim's subject.
    #[serde(default)]
    pub subject: Option<String>,
    /// The claim's status.
    #[serde(default)]
    pub status: Option<String>,
    /// For refusals: the words that must be refused.
    #[serde(default)]
    pub refuses: Option<String>,
}

/// A text in which the entry must not take part in any reading.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reject {
    /// The text, a sentence or so.
    pub text: String,
    /// Why not.
    pub why: String,
}

vocabulary! {
    /// What a number word does.
    NumeralKind {
        /// Zero to nineteen.
        Small = "small",
        /// Twenty to ninety.
        Tens = "tens",
        /// Multiplies what stands before it: hundred, thousand, million, lakh, dozen.
        Scale = "scale",
        /// A part: half, third, quarter.
        Fraction = "fraction",
        /// A range without a figure: dozens, several, millions.
        Vague = "vague",
        /// How many times as much: sixfold, doubled.
        Multiple = "multiple",
        /// None of what may be none: no, nobody.
        Absence = "absence",
    }
}

/// A group of number words of one kind.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumeralEntry {
    /// Unique among numerals.
    pub id: String,
    /// What they do.
    pub kind: NumeralKind,
    /// The words, each with its value.
    pub words: Vec<NumeralWord>,
    /// Texts it must read.
    pub accept: Vec<Accept>,
    /// Texts it must not.
    pub reject: Vec<Reject>,
}

/// One number word.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumeralWord {
    /// Lower case.
    pub word: String,
    /// Its value in digits, for all but vague words; "1/3" for a fraction.
    #[serde(default)]
    pub value: Option<String>,
    /// For vague words: the lowest figure.
    #[serde(default)]
    pub low: Option<String>,
    /// For vague words: the highest figure; open where it is missing.
    #[serde(default)]
    pub high: Option<String>,
    /// Short forms glued to the digits or after a blank ("5bn", "5 bn", "$5m"), matched without regard to case.
    #[serde(default)]
    pub suffixes: Vec<String>,
}

vocabulary! {
    /// On which side of the number a hedge stands.
    Position {
        /// Before it: "about 12".
        Before = "before",
        /// After it: "12 or so".
        After = "after",
    }
}

/// A hedge: phrases with one effect.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HedgeEntry {
    /// Unique among hedges.
    pub id: String,
    /// Its effect: `about`, `under`, `over`, `at_least`, `at_most`.
    pub effect: crate::quantity::Approximation,
    /// On which side it stands.
    #[serde(default = "before")]
    pub position: Position,
    /// The phrases, lower case, words separated by one blank.
    pub phrases: Vec<String>,
    /// Does it call the figure an estimate ("an estimated")?
    #[serde(default)]
    pub estimate: bool,
    /// Does it hedge only where the clause ends behind it ("$25 and up")?
    #[serde(default)]
    pub last: bool,
    /// Texts it must read.
    pub accept: Vec<Accept>,
    /// Texts it must not.
    pub reject: Vec<Reject>,
}

fn before() -> Position {
    Position::Before
}

vocabulary! {
    /// How a concept behaves in time.
    Course {
        /// A count or state that moves.
        Running = "running",
        /// It belongs to a period.
        Periodic = "periodic",
        /// It is settled.
        Fixed = "fixed",
    }
}

vocabulary! {
    /// Which way a running count can move.
    Direction {
        /// It only grows.
        Up = "up",
        /// It only shrinks.
        Down = "down",
        /// Either.
        Any = "any",
    }
}

/// A concept: an attribute class with the words that stand for it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConceptEntry {
    /// Unique among concepts: `deaths`, `users:internet`.
    pub id: String,
    /// How it behaves in time.
    pub course: Course,
    /// Which way it can move, for running ones.
    #[serde(default = "any")]
    pub direction: Direction,
    /// May parts not exceed the whole, and do they add up to it?
    #[serde(default)]
    pub additive: bool,
    /// The dimensions its figures have: `count`, `money`, `ratio`, `length`, `time` …
    pub dimensions: Vec<String>,
    /// Noun phrases, singular, lower case, that are counted ("12 deaths") or stand before the number ("the death toll
    /// rose to 12"); the last word is the head. Plurals are understood.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Verbs in the base form and adjectives that make any counted person or thing one of these: "kill" in "killed 12",
    /// "12 people were killed"; inflections are understood.
    #[serde(default)]
    pub predicates: Vec<String>,
    /// Counted nouns the predicates may take besides people; empty means people only, `*` means anything.
    #[serde(default)]
    pub objects: Vec<String>,
    /// The predicates take the objects and no people: nobody is counted in "shot nine times".
    #[serde(default)]
    pub no_people: bool,
    /// Nouns that name those counted only before the number: "put the march at 30,000 people", "a party of 12".
    #[serde(default)]
    pub labels: Vec<String>,
    /// Concepts that news takes for one another bear the same name here: those who march, take part, gather.
    #[serde(default)]
    pub kin: Option<String>,
    /// Nouns for those counted that cut out no part, singular: who is arrested in a riot is a protester.
    #[serde(default)]
    pub described: Vec<String>,
    /// Is it counted by eye, so that two who counted may differ several times over?
    #[serde(default)]
    pub estimated: bool,
    /// Is it a change itself, so that "grew 4 percent" and "growth of 4 percent" are one?
    #[serde(default)]
    pub growth: bool,
    /// Is it another one each day, so that two figures of two days say nothing of one another: the price of a share?
    #[serde(default)]
    pub daily: bool,
    /// Concepts that it holds: where there were no casualties there were no deaths.
    #[serde(default)]
    pub parts: Vec<String>,
    /// May it be said that there were none: "nobody was hurt", "no casualties"?
    #[serde(default)]
    pub none: bool,
    /// Texts it must read.
    pub accept: Vec<Accept>,
    /// Texts it must not.
    pub reject: Vec<Reject>,
}

fn any() -> Direction {
    Direction::Any
}

/// The concepts of one topic: one file `data/measures/<topic>.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// What the topic is.
    pub topic: String,
    /// Its concepts.
    pub concept: Vec<ConceptEntry>,
}

vocabulary! {
    /// What sort of place.
    PlaceKind {
        /// A state.
        Country = "country",
        /// A part of a country.
        Region = "region",
        /// A town.
        City = "city",
        /// More than one country.
        Area = "area",
    }
}

/// A place.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceEntry {
    /// The canonical name: what stands in the column `subject`.
    pub id: String,
    /// What sort.
    pub kind: PlaceKind,
    /// Other names, as written ("U.S.", "United States").
    #[serde(default)]
    pub names: Vec<String>,
    /// Adjectives and peoples, as written ("Chinese", "Briton").
    #[serde(default)]
    pub demonyms: Vec<String>,
    /// The place it lies in.
    #[serde(default)]
    pub within: Option<String>,
    /// Does its name stand for the government of the country it lies in ("Beijing says")?
    #[serde(default)]
    pub capital: bool,
}

/// Verbs that report speech, or phrases that attribute.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributionEntry {
    /// Unique among attributions.
    pub id: String,
    /// Base forms of verbs; inflections are understood: "say", "announce".
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Phrases before the speaker: "according to", "in the words of".
    #[serde(default)]
    pub phrases: Vec<String>,
    /// The status the verb gives the figure: `estimate`, `forecast`, `target`, `denied`; `reported` where missing.
    #[serde(default)]
    pub status: Option<String>,
    /// Does it report only with a clause, so that a number right behind it is its object ("found 17 barrels")?
    #[serde(default)]
    pub clause: bool,
    /// Do the figures come from what the phrase leads to, without its being said to speak ("data from")?
    #[serde(default)]
    pub source: bool,
    /// Texts it must read.
    pub accept: Vec<Accept>,
    /// Texts it must not.
    pub reject: Vec<Reject>,
}

/// A news agency: what it sends stands in many outlets.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyEntry {
    /// The name under which it counts: "AP".
    pub id: String,
    /// Its other names, as written: "Associated Press".
    #[serde(default)]
    pub names: Vec<String>,
    /// Words that only its texts end in: "(Reporting by".
    #[serde(default)]
    pub signatures: Vec<String>,
    /// Texts that are credited to it.
    pub accept: Vec<Accept>,
    /// Texts that only mention it.
    pub reject: Vec<Reject>,
}

/// A closed class of numbers that are no claims.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefusalEntry {
    /// The reason as it stands in `rejected`: "page or list number", "name with a number".
    pub reason: String,
    /// Words right before the number that put it in the class, lower case, as phrases: "section", "flight", "boeing".
    #[serde(default)]
    pub before: Vec<String>,
    /// Words right after the number.
    #[serde(default)]
    pub after: Vec<String>,
    /// Words that a hyphen joins to the number: "door" of "a four-door saloon".
    #[serde(default)]
    pub joined: Vec<String>,
    /// Words some way off that only hint at the class; its recogniser says where: "beat" of a score, "sales" of a year.
    #[serde(default)]
    pub cues: Vec<String>,
    /// Whole phrases, number included, lower case: "9/11", "24/7", "on the one hand", "fortune 500".
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Texts it must read: `refuses` names the words refused.
    pub accept: Vec<Accept>,
    /// Texts it must not.
    pub reject: Vec<Reject>,
}

/// Words that narrow a measure, by kind.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestrictorEntry {
    /// Unique among restrictors.
    pub id: String,
    /// `selecting` or `describing`.
    pub kind: String,
    /// The words or phrases, lower case, singular.
    pub words: Vec<String>,
    /// Texts it must read.
    #[serde(default)]
    pub accept: Vec<Accept>,
    /// Texts it must not.
    #[serde(default)]
    pub reject: Vec<Reject>,
}

/// Words that the future, a plan or a supposition is told by.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusEntry {
    /// Unique among statuses.
    pub id: String,
    /// `estimate`, `superseded`, `denied`, `forecast`, `target`, `hypothetical`.
    pub status: String,
    /// Phrases in the clause, lower case: "expected to", "aims to", "would".
    pub phrases: Vec<String>,
    /// Texts it must read.
    pub accept: Vec<Accept>,
    /// Texts it must not.
    pub reject: Vec<Reject>,
}

/// A verb of change: "rose to 12", "fell by 5 %".
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrendEntry {
    /// Unique among trends.
    pub id: String,
    /// `up` or `down`.
    pub trend: String,
    /// Do its verbs take what changes as their object, so that a number right behind is not the amount of the change
    /// ("raised $5 million")?
    #[serde(default)]
    pub transitive: bool,
    /// Verbs in the base form.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Nouns: "rise", "drop".
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Adverbs and comparatives next to the number: "up", "more", "higher".
    #[serde(default)]
    pub words: Vec<String>,
    /// Texts it must read.
    pub accept: Vec<Accept>,
    /// Texts it must not.
    pub reject: Vec<Reject>,
}
