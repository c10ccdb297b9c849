//! factledger reads news articles, records every numeric claim with its provenance in an SQLite ledger,
//! and reports where sources disagree.
//!
//! The rooms, in the order in which they may name one another (a test holds it):
//! `text`, `lexicon`, `quantity`, `claim`, `link`, `compare`, `report` are the core, which touches no file, clock,
//! environment or database; `intake`, `ledger`, `serve` and `cli` are the edges, one kind of outside world each.

pub mod claim;
pub mod cli;
pub mod compare;
pub mod error;
pub mod intake;
pub mod ledger;
pub mod lexicon;
pub mod link;
pub mod quantity;
pub mod report;
pub mod serve;
pub mod text;

pub use error::Error;

/// The engine's version: written to every run and every end record.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
