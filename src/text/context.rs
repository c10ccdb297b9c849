//! What a claim carries of its document, so that linking needs nothing else.

use super::Fingerprint;
use serde::{Deserialize, Serialize};

/// Names, places and rare words of a document, each list sorted and without repeats; who or what it is about, and from
/// whom its text comes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Context {
    /// Capitalised names, without places, lower-cased.
    pub names: Vec<String>,
    /// Canonical names of places.
    pub places: Vec<String>,
    /// Words that are not in the list of common ones, lower-cased.
    pub words: Vec<String>,
    /// What it is about in ordinary words: nouns, verbs and adjectives of title and lead, and repeated ones, folded.
    pub topics: Vec<String>,
    /// What the title and the lead are about: canonical places and names.
    pub about: Vec<String>,
    /// The news agencies that the document is credited to as a whole, by their ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<String>,
    /// Is it a row of an official series?
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub official: bool,
    /// Which long word runs it holds: copies of one text are seen by it.
    #[serde(skip_serializing_if = "Fingerprint::is_empty")]
    pub prints: Fingerprint,
}
