//! From bytes to documents: text, Markdown, saved pages, JSON lines, tables, web archives and feeds, and what manifests,
//! sidecars, front matter, the markup and the opening of a text say about them. Opens no file and reads no clock: the
//! caller brings the bytes and where they came from. Any bytes are either a document or an error that says where and why.

mod article;
mod bytes;
#[cfg_attr(not(feature = "parquet"), path = "no_columnar.rs")]
mod columnar;
mod date;
mod fields;
mod format;
mod front_matter;
mod html;
mod language;
mod manifest;
mod opening;
mod record;
mod sheet;

pub use article::{DEPTH, Intake, Terms, article};
pub use bytes::{Decoded, decoded};
pub use date::date;
use fields::is_url;
pub use fields::{Field, Fields, Layer};
pub use format::Format;
pub use html::{EXTRACTOR, numerals};
pub use manifest::{Manifest, manifest, sidecar};
pub use record::{Entry, Page, Piece, Record, document, json_line, records, unpacked};
pub use sheet::{Sheet, SheetRow, sheets};
