//! What a person types into a field for words, as full-text search wants it.

use crate::ledger::expression;

/// The same syntax as on the command line. Where no word is in it nothing is found, and it is no error.
pub(super) fn matching(typed: &str) -> String {
    expression(typed).unwrap_or_else(|| "\"\"".to_owned())
}
