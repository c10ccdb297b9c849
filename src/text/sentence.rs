//! Sentences.
use super::Span;
/// A sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// where
    pub span: Span,
}
/// Splits.
pub fn sentences(_text: &str) -> Vec<Sentence> {
    Vec::new()
}
