//! What is measured, of whom, said by whom, as of when: from a document to its claims.

mod afar;
mod age;
mod antecedent;
mod assembly;
mod attribution;
mod clause;
mod concept;
mod context;
mod credit;
mod dollar;
mod extract;
mod frames;
mod governing;
mod label;
mod listed;
mod measured;
mod naming;
mod noun_after;
mod noun_phrase;
mod predicate;
mod proof;
mod quotation;
mod reading;
mod recipient;
mod record;
mod restrictors;
mod series;
mod speaker;
mod status;
mod steps_back;
mod subject;
mod time;
mod toll;
mod unnamed;

pub use extract::{extract, extract_at_most};
pub use proof::{Unproved, brief, unproved};
pub use record::{
    AsOfBasis, Claim, Extraction, NumberSentence, Rejected, Restrictor, RestrictorKind, Role, SlotWords, Status, Trend,
};
pub use series::{SERIES, is_series, series_document};
