//! What views and columns mean, as exports give it along.

use std::collections::BTreeMap;

/// A view and its columns, each in words.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// What its rows are.
    pub about: String,
    /// What each column means.
    pub columns: BTreeMap<String, String>,
}

/// The entries of views, by their names.
pub type Dictionary = BTreeMap<String, Entry>;

/// Words of a page without its signs of code, on one line.
pub fn plain(text: &str) -> String {
    text.replace('`', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
