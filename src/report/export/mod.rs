//! The ledger in the formats of other programs. Rows of views and claims in, bytes or JSON values out.

pub mod annotation;
pub mod claim_review;
#[cfg(feature = "parquet")]
mod columnar;
mod datasette;
mod dictionary;
mod package;
mod workbook;

#[cfg(feature = "parquet")]
pub use columnar::Parquet;
pub use datasette::datasette_metadata;
pub use dictionary::{Dictionary, Entry, plain};
pub use package::{Hashing, package, resource};
pub use workbook::Workbook;

use serde_json::{Map, Value};

/// An object of the members that say something.
fn present<'n>(members: impl IntoIterator<Item = (&'n str, Value)>) -> Value {
    let says = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => true,
    };
    let members = members.into_iter().filter(|(_, value)| says(value));
    Value::Object(members.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}
