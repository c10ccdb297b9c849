//! The rows of a Parquet file: as lines of JSON, since what those say, rows say; or as a table.

use super::{Piece, Record, Sheet};
use crate::Error;
use bytes::Bytes;
use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use serde_json::{Map, Value};
use std::io::{BufRead, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The records of a file, each at most `most` bytes long. Where each part of it stands is said at its end, so it is held
/// whole.
pub(super) fn rows(
    mut source: Box<dyn BufRead + Send>,
    origin: String,
    most: usize,
) -> Box<dyn Iterator<Item = Piece> + Send> {
    let mut bytes = Vec::new();
    let opened = match source.read_to_end(&mut bytes) {
        Ok(_) => Rows::of(&origin, bytes),
        Err(error) => Err(Error::new("read", &origin, error)),
    };
    let rows = match opened {
        Ok(rows) => rows,
        Err(error) => return Box::new(std::iter::once(Piece::Fault(origin, error))),
    };
    Box::new(rows.zip(1..).map(move |(row, number)| {
        let place = || format!("{origin}:{number}");
        match row.map(|row| Value::Object(object(&row)).to_string().into_bytes()) {
            Ok(line) if line.len() > most => {
                let cause = format!("the row is longer than {most} bytes");
                Piece::Fault(place(), Error::new("read", place(), cause).hint("--max-size takes longer ones"))
            }
            Ok(line) => Piece::Record(Record::Line(number, line)),
            Err(error) => Piece::Fault(place(), error),
        }
    }))
}

/// A file as a table, as from a spreadsheet.
pub(super) fn sheet(place: &str, bytes: Vec<u8>) -> Result<Sheet, Error> {
    let rows = Rows::of(place, bytes)?;
    let columns = rows.columns.clone();
    let mut table = vec![(1, columns.clone())];
    for (row, number) in rows.zip(2..) {
        let mut row = object(&row?);
        let cell = |name: &String| match row.remove(name) {
            None => String::new(),
            Some(Value::String(text)) => text,
            Some(value) => value.to_string(),
        };
        table.push((number, columns.iter().map(cell).collect()));
    }
    Sheet::of(None, table.into_iter()).ok_or_else(|| Error::new("read", place, "there is nothing in it"))
}

/// The rows of an open file, up to the first that cannot be read.
struct Rows {
    place: String,
    columns: Vec<String>,
    rows: Option<RowIter<'static>>,
}

impl Rows {
    fn of(place: &str, bytes: Vec<u8>) -> Result<Self, Error> {
        let opened = guarded(|| {
            let file = SerializedFileReader::new(Bytes::from(bytes))?;
            let schema = file.metadata().file_metadata().schema();
            let columns = schema.get_fields().iter().map(|field| field.name().to_owned()).collect();
            Ok((columns, RowIter::from_file_into(Box::new(file))))
        });
        let (columns, rows) = opened.map_err(|cause| unreadable(place, &cause))?;
        Ok(Self { place: place.to_owned(), columns, rows: Some(rows) })
    }
}

impl Iterator for Rows {
    type Item = Result<Row, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let rows = self.rows.as_mut()?;
        let row = guarded(|| rows.next().transpose());
        if !matches!(row, Ok(Some(_))) {
            self.rows = None;
        }
        row.map_err(|cause| unreadable(&self.place, &cause)).transpose()
    }
}

/// Does what the crate may panic in, as it does on some files that are no longer what they were.
fn guarded<T>(work: impl FnOnce() -> Result<T, parquet::errors::ParquetError>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(done) => done.map_err(|error| error.to_string()),
        Err(_) => Err("it is damaged".to_owned()),
    }
}

fn unreadable(place: &str, cause: &str) -> Error {
    Error::new("read", place, cause).hint("it is no whole Parquet file, or packed in a way that is not read: Snappy is")
}

/// A row as an object. Columns that hold no plain value are left out; a ledger's own table of documents calls their ids
/// `doc`.
fn object(row: &Row) -> Map<String, Value> {
    let mut members: Map<String, Value> =
        row.get_column_iter().filter_map(|(name, field)| Some((name.clone(), plain(field)?))).collect();
    if let Some(doc) = members.get("doc").cloned()
        && !members.contains_key("id")
    {
        members.insert("id".to_owned(), doc);
    }
    members
}

fn plain(field: &Field) -> Option<Value> {
    Some(match field {
        Field::Str(text) => Value::from(text.as_str()),
        Field::Bytes(bytes) => Value::from(std::str::from_utf8(bytes.data()).ok()?),
        Field::Bool(value) => Value::from(*value),
        Field::Short(value) => Value::from(*value),
        Field::Int(value) => Value::from(*value),
        Field::Long(value) => Value::from(*value),
        Field::Float(value) => Value::from(*value),
        Field::Double(value) => Value::from(*value),
        // Days and moments as they are written.
        Field::Date(_) | Field::TimestampMillis(_) | Field::TimestampMicros(_) | Field::Decimal(_) => {
            Value::from(field.to_string())
        }
        _ => return None,
    })
}
