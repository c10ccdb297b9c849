//! Words of articles where they are shown to people: no character in them does more than be seen.

use super::visible;

/// On one line, blanks single.
pub(super) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Filters of templates.
pub(crate) mod filters {
    use super::*;
    use std::fmt::Display;

    /// Control characters and those that turn the direction of writing show their code.
    #[askama::filter_fn]
    pub fn shown(text: impl Display, _: &dyn askama::Values) -> askama::Result<String> {
        Ok(visible(&text.to_string()).into_owned())
    }

    /// `part_over_whole` as words.
    #[askama::filter_fn]
    pub fn spaced(text: impl Display, _: &dyn askama::Values) -> askama::Result<String> {
        Ok(text.to_string().replace('_', " "))
    }
}
