//! What is measured, of whom, said by whom, as of when: from a document to its claims.

mod record;

pub use record::{
    AsOfBasis, Claim, Extraction, NumberSentence, Rejected, Restrictor, RestrictorKind, Role, Status, Trend,
};
