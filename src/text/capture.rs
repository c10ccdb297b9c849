//! How a document was made from the bytes it came in.

use super::{Digest, vocabulary};

vocabulary! {
    /// How the encoding of a document was found; the first in this list that says it counts.
    EncodingBasis {
        /// By a byte order mark.
        Bom = "bom",
        /// By what came with it: the head of an answer, the rules of a format.
        Declared = "declared",
        /// By a `<meta>` element or an XML declaration.
        Meta = "meta",
        /// From the bytes.
        Detected = "detected",
    }
}

/// The bytes that a document was made from, and what was done with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// SHA-256 of the bytes as they came.
    pub digest: Digest,
    /// How many bytes.
    pub size: u64,
    /// The form they were read as.
    pub form: &'static str,
    /// Name and version of what made text out of markup; none where the text is as it came.
    pub extractor: Option<&'static str>,
    /// The name of the encoding.
    pub encoding: &'static str,
    /// How the encoding was found.
    pub encoding_basis: EncodingBasis,
    /// Byte sequences that are no text in that encoding, each a U+FFFD.
    pub undecodable: usize,
    /// Numerals in all the text that a reader of the page could see.
    pub numerals_seen: usize,
    /// Numerals in the text that was kept.
    pub numerals_kept: usize,
    /// The bytes themselves, where they are to be kept.
    pub raw: Option<Vec<u8>>,
}
