//! How two claims of one fact relate, by how much they differ, and how a conflict may have come about.
//! Pure: claims in, values out. What was said is never changed; converting, signing and rounding are for comparing only.

mod arithmetic;
mod diagnosis;
mod discrepancy;
mod figure;
mod relation;
mod revision;
mod rounding;
mod rows;
mod series;
mod standing;
mod statement;
mod timing;
mod wording;

pub use arithmetic::{Check, checks};
pub use discrepancy::{Diagnosis, Discrepancy, Kind, Relation, Side, pair_id};
pub use relation::{Comparison, relation};
pub use revision::revisions;
pub use rows::{discrepancies, equals, pairs, scope_rows, voices};
pub use series::{Against, against_series, is_official};
pub use standing::{Placed, Standing, in_words, placed, printed};
