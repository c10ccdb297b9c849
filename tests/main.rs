//! Every test, in one binary.

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

mod builder;
mod diagnoses;
mod faults;
mod ledger;
mod lexicon;
mod properties;
mod relations;
mod rows;
mod said;
