//! One error over those of the edges. Each says what was done, where, why it failed and how to mend it.

use std::fmt;

/// What went wrong at an edge: the operation, the place, the cause, and a hint how to mend it.
#[derive(Debug, thiserror::Error)]
pub struct Error {
    /// What was being done, in the infinitive: "read", "open the ledger".
    pub operation: String,
    /// Where: a path with line or byte, a table, an argument.
    pub place: String,
    /// Why it failed.
    pub cause: String,
    /// What the reader can do about it.
    pub hint: Option<String>,
    /// The piece of text that is to blame, with the column (in characters, from 0) where the caret goes.
    pub snippet: Option<Box<(String, usize)>>,
}

impl Error {
    /// An error without hint or snippet.
    pub fn new(operation: impl Into<String>, place: impl fmt::Display, cause: impl fmt::Display) -> Self {
        Self {
            operation: operation.into(),
            place: place.to_string(),
            cause: cause.to_string(),
            hint: None,
            snippet: None,
        }
    }

    /// The error of a build that knows no Parquet.
    #[cfg(not(feature = "parquet"))]
    pub(crate) fn without_parquet(operation: &str, place: impl fmt::Display) -> Self {
        Self::new(operation, place, "this program was built without Parquet")
            .hint("cargo build --release --features parquet makes one with it; JSON lines and CSV need nothing")
    }

    /// The same error with a hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same error with the text that is to blame.
    pub fn snippet(mut self, text: impl Into<String>, column: usize) -> Self {
        self.snippet = Some(Box::new((text.into(), column)));
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} {}: {}", self.operation, self.place, self.cause)?;
        if let Some((text, column)) = self.snippet.as_deref() {
            write!(f, "\n  | {text}\n  | {}^", " ".repeat(*column))?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}
