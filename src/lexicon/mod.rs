//! The vocabulary of `data/`, parsed and checked.

mod entries;

pub use entries::*;

/// The parsed vocabulary.
#[derive(Debug, Default)]
#[allow(missing_docs)]
pub struct Lexicon {}
