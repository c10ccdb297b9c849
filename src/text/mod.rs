//! Documents and places in them: the vocabulary of everything above. Knows nothing of numbers.

mod capture;
mod context;
mod date;
mod digest;
mod document;
mod fingerprint;
mod place;
mod run;
mod sentence;
mod token;
mod vocabulary;
mod word;

pub use capture::{Capture, EncodingBasis};
pub use context::Context;
pub use date::{DateInterval, MONTHS, PartialDate, WEEKDAYS};
pub use digest::{Digest, FieldsDigest, id_of};
pub use document::{Basis, Document, Metadata, is_english};
pub use fingerprint::{Fingerprint, Runs, long_runs};
pub use place::{Part, ScalarOffsets, Selector, Span};
pub use sentence::{Sentence, sentences};
pub use token::{DecimalMark, Token, TokenKind, each_token, fraction, tokens};
pub(crate) use vocabulary::vocabulary;
pub use word::{bare_hash, word_hash};
pub(crate) use word::{packed, packed_hash};
