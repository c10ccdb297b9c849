//! What is measured, of whom, said by whom, as of when: from a document to its claims.

mod attribution;
mod clause;
mod context;
mod extract;
mod label;
mod measured;
mod noun_phrase;
mod record;
mod status;
mod subject;
mod time;

pub use extract::extract;
pub use record::{
    AsOfBasis, Claim, Extraction, NumberSentence, Rejected, Restrictor, RestrictorKind, Role, Status, Trend,
};
