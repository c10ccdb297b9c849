//! The claim: a quantity said of something, by someone, as of some time, at a place in a document.

use crate::lexicon::EntryId;
use crate::quantity::{Approximation, Interval};
use crate::text::{Context, Part, PartialDate, Span, id_of, vocabulary};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::sync::Arc;

vocabulary! {
    /// What part the figure plays.
    Role {
        /// How much there is.
        Level = "level",
        /// By how much it changed.
        Change = "change",
        /// Which part of a whole.
        Share = "share",
        /// Which place in an order; kept for a later reader, nothing gives it yet.
        Rank = "rank",
    }
}

vocabulary! {
    /// Does the text say that it rose or fell?
    Trend {
        /// It rose.
        Up = "up",
        /// It fell.
        Down = "down",
    }
}

vocabulary! {
    /// How the document holds it.
    Status {
        /// As a fact.
        Reported = "reported",
        /// As somebody's estimate.
        Estimate = "estimate",
        /// As a count that was given up.
        Superseded = "superseded",
        /// As somebody's figure that is contested.
        Denied = "denied",
        /// As something expected.
        Forecast = "forecast",
        /// As something wanted.
        Target = "target",
        /// As something supposed.
        Hypothetical = "hypothetical",
    }
}

vocabulary! {
    /// Where the as-of time came from.
    AsOfBasis {
        /// Words of the text.
        Stated = "stated",
        /// The document's date.
        Publication = "publication",
        /// The document has no date.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// Does a restrictor cut out a proper part of what is measured?
    RestrictorKind {
        /// It does: place, subgroup, product, cause.
        Selecting = "selecting",
        /// It only describes.
        Describing = "describing",
    }
}

/// One thing that narrows a measure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Restrictor {
    /// The words, folded: lower case, singular.
    pub text: String,
    /// Whether it cuts out a part.
    pub kind: RestrictorKind,
}

/// One reading of one claim. Fields and names are those of the JSON line, in its order, but for `value`, which stands
/// there twice (as a number and as the exact `value_decimal`).
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Claim {
    /// `c` and 26 characters: the digest of document, place of the number and quantity.
    pub claim_id: String,
    /// The document's id.
    pub document_id: String,
    /// The document's path or id as given.
    pub doc: String,
    /// The part of the document.
    pub part: Part,
    /// Where the quote starts, in scalar values.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// The exact words, with what they count.
    pub quote: String,
    /// About 32 characters before the quote.
    #[serde(default)]
    pub prefix: String,
    /// About 32 characters after the quote.
    #[serde(default)]
    pub suffix: String,
    /// The sentence around it.
    pub sentence: Arc<str>,
    /// The number phrase alone, hedge included.
    pub value_text: String,
    /// Where the number phrase starts, in scalar values.
    pub value_start: usize,
    /// Where it ends, exclusive.
    pub value_end: usize,
    /// The stated figure in the unit written, scale words multiplied out; none for ranges and vague words.
    #[serde(rename = "value_decimal", default)]
    pub value: Option<Decimal>,
    /// The lowest figure that the words permit.
    #[serde(default, with = "rust_decimal::serde::arbitrary_precision_option")]
    pub low: Option<Decimal>,
    /// The highest figure that the words permit.
    #[serde(default, with = "rust_decimal::serde::arbitrary_precision_option")]
    pub high: Option<Decimal>,
    /// The place of the last significant digit.
    #[serde(default, with = "rust_decimal::serde::arbitrary_precision_option")]
    pub granularity: Option<Decimal>,
    /// The effect of the hedge.
    pub approximation: Approximation,
    /// ISO 4217 code, `percent`, `percentage_point`, a unit's name, or `count`.
    pub unit: String,
    /// The unit's dimension: `money`, `ratio`, `length`, …, `count`.
    pub dimension: String,
    /// Per what.
    #[serde(default)]
    pub rate: Option<String>,
    /// What part the figure plays.
    pub role: Role,
    /// Up or down.
    #[serde(default)]
    pub trend: Option<Trend>,
    /// Is it the value of an earlier time, named for comparison?
    pub previous: bool,
    /// The noun phrase counted or measured, as said.
    #[serde(default)]
    pub measured: String,
    /// The attribute class: an id from `data/measures`, or the folded head noun.
    pub concept: String,
    /// What narrows the measure.
    #[serde(default)]
    pub restrictors: Vec<Restrictor>,
    /// Whose it is.
    #[serde(default)]
    pub subject: Option<String>,
    /// The canonical key of the measure.
    pub measure: String,
    /// The coarse key within which linking happens.
    pub block: String,
    /// First day of the period measured.
    #[serde(default)]
    pub period_start: Option<NaiveDate>,
    /// Last day of the period measured.
    #[serde(default)]
    pub period_end: Option<NaiveDate>,
    /// The words that name the period.
    #[serde(default)]
    pub period_text: Option<String>,
    /// First day of the as-of time.
    #[serde(default)]
    pub as_of_start: Option<NaiveDate>,
    /// Last day of the as-of time.
    #[serde(default)]
    pub as_of_end: Option<NaiveDate>,
    /// The words that give the as-of time.
    #[serde(default)]
    pub as_of_text: Option<String>,
    /// Where the as-of time came from.
    pub as_of_basis: AsOfBasis,
    /// To whom the document attributes it.
    #[serde(default)]
    pub speaker: Option<String>,
    /// The institution it is said to come from.
    #[serde(default)]
    pub origin: Option<String>,
    /// How the document holds it.
    pub status: Status,
    /// How sure the reading is, from 0 to 1 in hundredths.
    pub confidence: f64,
    /// The document's outlet.
    #[serde(default)]
    pub source: Option<String>,
    /// The document's title.
    #[serde(default)]
    pub title: Option<String>,
    /// The document's address on the web.
    #[serde(default)]
    pub url: Option<String>,
    /// When the document was published.
    #[serde(default)]
    pub published: Option<PartialDate>,
    /// When it was changed.
    #[serde(default)]
    pub modified: Option<PartialDate>,
    /// Its language.
    #[serde(default)]
    pub language: Option<String>,
    /// What linking needs of the document; written with `--context` only.
    #[serde(default)]
    pub context: Option<Arc<Context>>,
}

impl Claim {
    /// What the words permit.
    pub fn permits(&self) -> Interval {
        Interval::new(self.low, self.high)
    }

    /// Is the figure a part of one ("a third of voters"), and not a price per share?
    pub fn is_part(&self) -> bool {
        self.dimension == "count" && self.rate.as_deref() == Some("share")
    }

    /// The id of a quantity at a place: `value`, or `low` and `high` where there is no figure.
    pub fn id_for(
        document_id: &str,
        part: Part,
        place: (usize, usize),
        value: Option<Decimal>,
        permits: Interval,
        unit: &str,
        approximation: Approximation,
    ) -> String {
        // Place and figure stand in one buffer; writing into a String cannot fail.
        let mut text = String::with_capacity(64);
        let _ = write!(text, "{}:{}-{}", part.as_str(), place.0, place.1);
        let written = text.len();
        let mut figure = |figure: Option<Decimal>, before: &str| {
            text.push_str(before);
            let _ = figure.map(|figure| write!(text, "{}", figure.normalize()));
        };
        if value.is_some() {
            figure(value, "");
        } else {
            figure(permits.lower(), "");
            figure(permits.upper(), "..");
        }
        let (place, figure) = text.split_at(written);
        id_of('c', &[document_id, place, figure, unit, approximation.as_str()])
    }
}

/// A number that was refused, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// The document's path or id as given.
    pub doc: String,
    /// The part of the document.
    pub part: Part,
    /// Where it starts, in scalar values.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// The words.
    pub quote: String,
    /// The closed class it belongs to, or why it cannot be read.
    pub reason: String,
}

/// Everything read from one document: every figure in it is in one of the two lists, both in text order.
#[derive(Debug, Clone, Default)]
pub struct Extraction {
    /// What was read, each with the document's context.
    pub claims: Vec<Claim>,
    /// What was refused.
    pub rejected: Vec<Rejected>,
    /// What linking needs of the document.
    pub context: Arc<Context>,
    /// The sentences that hold a number, for full-text search: part, start and end in scalar values, words.
    pub sentences: Vec<NumberSentence>,
    /// For each claim the entries of the vocabulary that took part in its reading.
    pub entries: Vec<Vec<EntryId>>,
    /// For each claim the words that its slots were read from, where they stand in the text.
    pub slots: Vec<Vec<SlotWords>>,
    /// For each refusal the entry that named it, if one did.
    pub rejected_entries: Vec<Option<EntryId>>,
}

/// The words that a slot of a claim was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotWords {
    /// The slot, by its column.
    pub slot: &'static str,
    /// Where the words stand: bytes of the claim's part.
    pub span: Span,
    /// The entry of the vocabulary that read them, if one did.
    pub entry: Option<EntryId>,
}

/// A sentence with a number in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberSentence {
    /// The part of the document.
    pub part: Part,
    /// Where it starts, in scalar values.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// Its words.
    pub text: Arc<str>,
}
