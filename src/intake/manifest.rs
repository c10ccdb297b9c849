//! Metadata kept beside the documents: a folder's `manifest.csv`, and a `NAME.json` for one document.

use super::bytes::text as decoded;
use super::{Field, Fields};
use crate::Error;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a folder's `manifest.csv` says of its documents, by path relative to the folder.
#[derive(Debug, Default)]
pub struct Manifest {
    rows: BTreeMap<String, (u64, Fields)>,
    /// Rows and columns that were not read, and why.
    pub warnings: Vec<Error>,
}

impl Manifest {
    /// What is said of the document at this path, relative to the manifest's folder.
    pub fn fields(&self, path: &str) -> Option<&Fields> {
        self.rows.get(&relative(path)).map(|(_, fields)| fields)
    }

    /// The paths with the lines they stand on, in order of path.
    pub fn paths(&self) -> impl Iterator<Item = (&str, u64)> {
        self.rows.iter().map(|(path, (line, _))| (path.as_str(), *line))
    }
}

/// A path as it is compared: `/` between folders, no `./` in front.
fn relative(path: &str) -> String {
    let path = path.trim().replace('\\', "/");
    path.trim_start_matches("./").to_owned()
}

/// Reads a `manifest.csv`. Columns are found by name, in any order, under the same names as elsewhere; `path` is needed.
/// A row that cannot be used is a warning, and the rest goes on.
pub fn manifest(place: &str, bytes: Vec<u8>) -> Result<Manifest, Error> {
    let text = decoded(place, bytes)?;
    let wrong = |cause: String| {
        Error::new("read", place, cause)
            .hint("its columns are path,url,source,title,author,published,modified,retrieved,language,licence")
    };
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::Headers).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| wrong(error.to_string()))?.clone();
    let Some(path_column) = headers.iter().position(|name| name.eq_ignore_ascii_case("path")) else {
        return Err(wrong("line 1: no column `path`".to_owned()));
    };
    let mut found = Manifest::default();
    let unknown: Vec<_> =
        headers.iter().filter(|name| !Fields::is_name(name) && !name.eq_ignore_ascii_case("path")).collect();
    if !unknown.is_empty() {
        found.warnings.push(wrong(format!("line 1: passed over the columns {}", unknown.join(", "))));
    }
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                found.warnings.push(wrong(error.to_string()));
                continue;
            }
        };
        let line = row.position().map_or(0, csv::Position::line);
        let path = relative(row.get(path_column).unwrap_or(""));
        if path.is_empty() {
            found.warnings.push(wrong(format!("line {line}: the row has no path and is passed over")));
            continue;
        }
        if row.len() != headers.len() {
            let cause = format!("line {line}: {} fields where the header has {}", row.len(), headers.len());
            found.warnings.push(wrong(cause).hint("put fields that hold a comma between quotation marks"));
        }
        let fields = Fields::of_names(|name| {
            let column = headers.iter().position(|header| super::fields::folded(header) == name)?;
            row.get(column).map(str::to_owned)
        });
        if let Some((first, _)) = found.rows.get(&path) {
            let cause = format!("line {line}: {path} stands on line {first} already, which counts");
            found.warnings.push(wrong(cause).hint("keep one row for each document"));
            continue;
        }
        found.rows.insert(path, (line, fields));
    }
    Ok(found)
}

/// The fields of a sidecar `NAME.json`; `None` where the object has none of them, so that it is no sidecar of ours.
pub fn sidecar(place: &str, bytes: Vec<u8>) -> Result<Option<Fields>, Error> {
    let text = decoded(place, bytes)?;
    match serde_json::from_str::<Value>(&text) {
        Ok(Value::Object(object)) => {
            let fields = Fields::of_object(&object);
            Ok((Field::ALL.iter().any(|field| fields.get(*field).is_some())).then_some(fields))
        }
        Ok(_) => Err(Error::new("read the sidecar", place, "it is JSON but no object")),
        Err(error) => Err(Error::new("read the sidecar", place, error)),
    }
}
