//! Claims for tests, written as they would be said, in digits: `nearly 700000000`, `9.3 mile`, `40..50`, with their
//! slots set after them.

use factledger::claim::{AsOfBasis, Claim, Role, Status, Trend};
use factledger::compare::{Comparison, Diagnosis, Relation, relation};
use factledger::lexicon::Lexicon;
use factledger::quantity::Approximation;
use factledger::text::{Part, PartialDate, id_of};
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// A vocabulary with the concepts and units that these tests name.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::builtin().expect("the built-in vocabulary is checked"));
    &LEXICON
}

/// A decimal as written.
pub fn decimal(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|_| panic!("`{text}` is no decimal"))
}

/// The place of the last digit that is not a trailing zero.
pub fn granularity(value: Decimal) -> Decimal {
    let value = value.abs().normalize();
    if value.is_zero() {
        return Decimal::ONE;
    }
    let mut place = Decimal::new(1, value.scale());
    while value.scale() == 0 && place.checked_mul(Decimal::TEN).is_some_and(|next| (value % next).is_zero()) {
        place *= Decimal::TEN;
    }
    place
}

/// What a hedged number permits, by semantics.md §2.
pub fn permitted(value: Decimal, hedge: Approximation) -> (Option<Decimal>, Option<Decimal>) {
    let place = granularity(value);
    match hedge {
        Approximation::Exact | Approximation::Range => (Some(value), Some(value)),
        Approximation::About => (Some(value - place / Decimal::TWO), Some(value + place / Decimal::TWO)),
        Approximation::Under => (Some(value * Decimal::new(9, 1)), Some(value)),
        Approximation::Over if value < place * Decimal::TEN => (Some(value), Some(value + place)),
        Approximation::Over => {
            let step = place * Decimal::TEN;
            (Some(value), Some((value / step).floor() * step + step))
        }
        Approximation::AtLeast => (Some(value), None),
        Approximation::AtMost => (None, Some(value)),
    }
}

/// A claim of document `doc`, published 2021-03-01, of a fixed measure unless set otherwise.
pub fn claim(doc: &str, words: &str) -> Claim {
    let hedges = [
        ("about ", Approximation::About),
        ("nearly ", Approximation::Under),
        ("over ", Approximation::Over),
        ("at least ", Approximation::AtLeast),
        ("up to ", Approximation::AtMost),
    ];
    let (hedge, rest) = hedges
        .iter()
        .find_map(|(word, hedge)| words.strip_prefix(word).map(|rest| (*hedge, rest)))
        .unwrap_or((Approximation::Exact, words));
    let (number, unit) = rest.split_once(' ').unwrap_or((rest, "count"));
    let (value, low, high, hedge) = match number.split_once("..") {
        Some((low, high)) => (None, Some(decimal(low)), Some(decimal(high)), Approximation::Range),
        None => {
            let value = decimal(number);
            let (low, high) = permitted(value, hedge);
            (Some(value), low, high, hedge)
        }
    };
    let dimension = match unit {
        "count" => "count",
        "percent" | "percentage_point" => "ratio",
        "USD" | "EUR" => "money",
        "celsius" | "fahrenheit" => "temperature",
        "kilogram" | "pound" => "mass",
        _ => "length",
    };
    Claim {
        claim_id: id_of('c', &[doc, words]),
        document_id: id_of('d', &[doc]),
        doc: doc.to_owned(),
        part: Part::Text,
        start: 0,
        end: words.chars().count(),
        quote: words.to_owned(),
        prefix: String::new(),
        suffix: String::new(),
        sentence: format!("In {doc} it was {words}.").into(),
        value_text: words.strip_suffix(unit).unwrap_or(words).trim().to_owned(),
        value_start: 0,
        value_end: words.chars().count(),
        value,
        low,
        high,
        granularity: value.map(granularity),
        approximation: hedge,
        unit: unit.to_owned(),
        dimension: dimension.to_owned(),
        rate: None,
        role: Role::Level,
        trend: None,
        previous: false,
        measured: "things".to_owned(),
        concept: "thing".to_owned(),
        restrictors: Vec::new(),
        subject: None,
        measure: "thing".to_owned(),
        block: "thing".to_owned(),
        period_start: None,
        period_end: None,
        period_text: None,
        as_of_start: None,
        as_of_end: None,
        as_of_text: None,
        as_of_basis: AsOfBasis::Publication,
        speaker: None,
        origin: None,
        status: Status::Reported,
        confidence: 1.0,
        source: Some(doc.to_owned()),
        title: None,
        url: None,
        published: Some("2021-03-01".parse().expect("a date")),
        modified: None,
        language: None,
        context: None,
    }
}

/// Slots set one after the other.
pub trait With: Sized {
    fn with(self, change: impl FnOnce(&mut Claim)) -> Claim;
    fn of(self, concept: &str) -> Claim;
    fn on(self, date: &str) -> Claim;
    fn by(self, speaker: &str) -> Claim;
    fn moved(self, trend: Trend) -> Claim;
    fn during(self, start: &str, end: &str) -> Claim;
}

impl With for Claim {
    fn with(mut self, change: impl FnOnce(&mut Claim)) -> Claim {
        change(&mut self);
        self
    }
    fn of(self, concept: &str) -> Claim {
        self.with(|claim| claim.concept = concept.to_owned())
    }
    fn on(self, date: &str) -> Claim {
        self.with(|claim| claim.published = Some(date.parse::<PartialDate>().expect("a date")))
    }
    fn by(self, speaker: &str) -> Claim {
        self.with(|claim| claim.speaker = Some(speaker.to_owned()))
    }
    fn moved(self, trend: Trend) -> Claim {
        self.with(|claim| (claim.role, claim.trend) = (Role::Change, Some(trend)))
    }
    fn during(self, start: &str, end: &str) -> Claim {
        self.with(|claim| {
            claim.period_start = Some(start.parse().expect("a day"));
            claim.period_end = Some(end.parse().expect("a day"));
        })
    }
}

/// The relation, the same in both orders.
pub fn compared(a: &Claim, b: &Claim) -> Comparison {
    let (forth, back) = (relation(a, b, lexicon()), relation(b, a, lexicon()));
    assert_eq!(forth, back, "the order must not matter");
    forth
}

/// The relation of two claims of two documents.
#[track_caller]
pub fn check(a: &str, b: &str, expected: Relation) {
    let found = compared(&claim("east", a), &claim("west", b));
    assert_eq!(found.relation, expected, "{a} / {b}: {}", found.explanation);
}

/// The relation of two claims and its diagnosis; gives the explanation.
#[track_caller]
pub fn check_claims(a: Claim, b: Claim, expected: Relation, diagnosis: Option<Diagnosis>) -> String {
    let found = compared(&a, &b);
    assert_eq!((found.relation, found.diagnosis), (expected, diagnosis), "{}", found.explanation);
    found.explanation
}

/// A conflict with its diagnosis.
#[track_caller]
pub fn diagnosed(a: &str, b: &str, diagnosis: Option<Diagnosis>) {
    check_claims(claim("east", a), claim("west", b), Relation::Conflict, diagnosis);
}
