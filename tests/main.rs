//! Every test, in one binary.

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

mod arithmetic;
mod bounds;
mod builder;
mod cli;
#[cfg(feature = "parquet")]
mod columnar;
mod corpus;
mod desk;
mod diagnoses;
mod documents;
mod export;
mod faults;
mod forms;
mod fuzz_corpus;
mod golden;
mod groups;
mod intake;
mod interleaved;
mod interrupt;
mod killed;
mod ledger;
mod lexicon;
mod linking;
mod obstacles;
mod origins;
mod page;
mod pages;
mod plot;
mod properties;
mod reads;
mod relations;
mod report;
mod rows;
mod said;
mod sameness;
mod seeds;
mod series;
mod tidy;
mod units;
mod verdicts;
