//! The discrepancy: two stated values of one fact.

use crate::claim::Claim;
use crate::text::{PartialDate, id_of, vocabulary};
use rust_decimal::Decimal;

vocabulary! {
    /// Exactly one holds between two claims of one fact.
    Relation {
        /// They cannot both be right.
        Conflict = "conflict",
        /// One is the other at a later time, or after a stated revision.
        Update = "update",
        /// Two versions of one document differ.
        Revision = "revision",
        /// One is the other rounded or cut off.
        Rounding = "rounding",
        /// Only the hedge keeps them apart, or reconciles them.
        Hedge = "hedge",
        /// Same value, same hedge.
        Equal = "equal",
        /// Not the same measure after all.
        Scope = "scope",
    }
}

vocabulary! {
    /// Between sources, or arithmetic inside one document.
    Kind {
        /// Two documents.
        Between = "between",
        /// A part that is larger than its whole.
        PartOverWhole = "part_over_whole",
        /// Parts that do not add up.
        Sum = "sum",
        /// A percentage that does not fit the two levels beside it.
        PercentOfLevels = "percent_of_levels",
        /// A change that does not fit its levels.
        ChangeOfLevels = "change_of_levels",
        /// A conversion that does not fit what it converts.
        Conversion = "conversion",
        /// A headline that differs from its body.
        HeadlineBody = "headline_body",
    }
}

vocabulary! {
    /// How a conflict may have come about.
    Diagnosis {
        /// Two authorities are named.
        RivalCounts = "rival_counts",
        /// A power of ten, million for billion, lakh for million.
        ScaleSlip = "scale_slip",
        /// One digit, or two transposed.
        DigitSlip = "digit_slip",
        /// km for miles, °C for °F, kg for lb.
        UnitSlip = "unit_slip",
        /// Percent for percentage points.
        PercentPointSlip = "percent_point_slip",
        /// Monthly for yearly.
        PerPeriodSlip = "per_period_slip",
        /// A rise for a fall.
        SignSlip = "sign_slip",
        /// A hedge that was pulled further than the number allows.
        StretchedHedge = "stretched_hedge",
        /// A cumulative count that fell without a stated revision.
        FallingCount = "falling_count",
    }
}

/// One of the two claims of a discrepancy.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The claim.
    pub claim_id: String,
    /// The number phrase.
    pub value_text: String,
    /// The figure; none for ranges and vague words.
    pub value: Option<Decimal>,
    /// The exact words.
    pub quote: String,
    /// To whom they are attributed.
    pub speaker: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// The document's path or id.
    pub doc: String,
    /// Where the quote starts, in scalar values.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// The document's address on the web.
    pub url: Option<String>,
}

impl Side {
    /// The side of a claim.
    pub fn of(claim: &Claim) -> Self {
        Self {
            claim_id: claim.claim_id.clone(),
            value_text: claim.value_text.clone(),
            value: claim.value,
            quote: claim.quote.clone(),
            speaker: claim.speaker.clone(),
            source: claim.source.clone(),
            published: claim.published,
            doc: claim.doc.clone(),
            start: claim.start,
            end: claim.end,
            url: claim.url.clone(),
        }
    }
}

/// The id of the row of two claims, whichever way round they come.
pub fn pair_id(a: &str, b: &str) -> String {
    id_of('x', &[a.min(b), a.max(b)])
}

/// Two stated values of one fact, set against each other. `a` is the lower.
#[derive(Debug, Clone, PartialEq)]
pub struct Discrepancy {
    /// `x` and 26 characters: the digest of both claim ids.
    pub discrepancy_id: String,
    /// Between sources, or arithmetic inside one document.
    pub kind: Kind,
    /// How they relate.
    pub relation: Relation,
    /// One plain sentence that names the rule that decided.
    pub explanation: String,
    /// How a conflict may have come about.
    pub diagnosis: Option<Diagnosis>,
    /// The measure's canonical key.
    pub measure: String,
    /// Whose it is.
    pub subject: Option<String>,
    /// The unit of `low_value`, `high_value` and `difference`.
    pub unit: String,
    /// The period measured, ISO 8601 (`2021-08` or `2021-03-01/2021-03-31`).
    pub period: Option<String>,
    /// The as-of time, ISO 8601, where both sides agree on it.
    pub as_of: Option<String>,
    /// Distinct outlets that state one of the values of the fact.
    pub n_sources: usize,
    /// The same, with those that copy one agency or one official counted once.
    pub n_origins: usize,
    /// The lower value, converted to `unit`; the nearest end for a range.
    pub low_value: Option<Decimal>,
    /// The higher value, converted to `unit`.
    pub high_value: Option<Decimal>,
    /// `high_value - low_value`.
    pub difference: Option<Decimal>,
    /// |a−b| / max(|a|,|b|), to 6 significant digits.
    pub relative_difference: Option<Decimal>,
    /// b/a, to 6 significant digits; none where a is 0.
    pub ratio: Option<Decimal>,
    /// From 0 to 1: how sure it is that they measure the same thing.
    pub confidence: f64,
    /// The lower.
    pub a: Side,
    /// The higher.
    pub b: Side,
}
