//! From bytes to documents: plain text, Markdown and JSON lines, and what manifests, sidecars, front matter and the
//! opening of a text say about them. Opens no file and reads no clock: the caller brings the bytes and where they
//! came from. Any bytes are either a document or an error that says where and why.

mod article;
mod bytes;
mod date;
mod fields;
mod format;
mod front_matter;
mod json_line;
mod manifest;
mod opening;
mod sheet;

pub use article::{Intake, article};
pub use bytes::decoded;
pub use date::date;
pub use fields::{Field, Fields, Layer};
pub use format::Format;
pub use json_line::{JSON_LINE_LIMIT, json_line};
pub use manifest::{Manifest, manifest, sidecar};
pub use sheet::{Sheet, SheetRow, sheets};
