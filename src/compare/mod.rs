//! How two claims of one fact relate, by how much they differ, and how a conflict may have come about.

mod discrepancy;

pub use discrepancy::{Diagnosis, Discrepancy, Kind, Relation, Side};
