//! Tokens.
use super::Span;
/// Kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// word
    Word,
}
/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// kind
    pub kind: TokenKind,
    /// where
    pub span: Span,
}
/// Tokens.
pub fn tokens(_text: &str) -> Vec<Token> {
    Vec::new()
}
