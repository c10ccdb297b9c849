//! Cells as plain characters.

use super::Cell;
use std::borrow::Cow;

impl Cell {
    /// The value in plain characters: numbers without exponent, nothing for no value.
    pub fn plain(&self) -> Cow<'_, str> {
        match self {
            Cell::Null => Cow::Borrowed(""),
            Cell::Integer(value) => Cow::Owned(value.to_string()),
            Cell::Real(value) if value.is_finite() => Cow::Owned(value.to_string()),
            Cell::Real(_) => Cow::Borrowed(""),
            Cell::Text(text) => Cow::Borrowed(text),
        }
    }

    /// The text, of a text cell that is not empty.
    pub fn text(&self) -> Option<&str> {
        match self {
            Cell::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }
}

/// Text from an article as a terminal may show it: line breaks and tabs are blanks; other control characters, which
/// could move the cursor or recolour the screen, and characters that turn the direction of writing show their code.
pub fn visible(text: &str) -> Cow<'_, str> {
    let harmless = |c: char| !c.is_control() && !turns(c);
    if text.chars().all(harmless) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' | '\t' => shown.push(' '),
            '\r' => {}
            c if harmless(c) => shown.push(c),
            c => shown.extend(c.escape_unicode()),
        }
    }
    Cow::Owned(shown)
}

/// Does it change the direction in which text runs?
fn turns(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
