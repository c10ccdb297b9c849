//! Tables of articles: CSV and TSV with a column of texts.

use super::{Given, Piece, Record, TEXT, captured, made, unfit};
use crate::Error;
use crate::intake::bytes::decoded;
use crate::intake::fields::folded;
use crate::intake::{Fields, Format, Intake, Layer, Terms};
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Names of the column of texts besides those of JSON lines: in a table one of them is the article.
const COLUMNS: [&str; 6] = ["body", "content", "article", "article-text", "full-text", "story"];

/// The rows of a table, one in memory at a time.
pub(super) struct Rows {
    reader: Option<csv::Reader<Metered>>,
    left: Arc<AtomicUsize>,
    columns: Arc<Vec<String>>,
    origin: String,
    most: usize,
}

impl Rows {
    /// The rows of a table whose columns stand apart by `mark`, or by what its head shows.
    pub fn of(mut source: Box<dyn BufRead + Send>, origin: String, mark: Option<u8>, most: usize) -> Self {
        let head = source.fill_buf().unwrap_or(&[]);
        let line = head.split(|byte| *byte == b'\n').next().unwrap_or(&[]);
        let count = |mark: u8| line.iter().filter(|byte| **byte == mark).count();
        // Spreadsheets in half of Europe write semicolons.
        let mark = mark.unwrap_or(if count(b';') > count(b',') { b';' } else { b',' });
        let left = Arc::new(AtomicUsize::new(most.saturating_add(SLACK)));
        let source = Metered { source, left: Arc::clone(&left) };
        let reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).delimiter(mark).from_reader(source);
        Self { reader: Some(reader), left, columns: Arc::default(), origin, most }
    }

    fn fault(&mut self, error: &csv::Error) -> Piece {
        let line = error.position().map_or(0, csv::Position::line);
        let place = format!("{}:{line}", self.origin);
        let long = matches!(error.kind(), csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge);
        let fault = if long {
            Error::new("read", &place, format!("the row is longer than {} bytes; the rest is not read", self.most))
                .hint("is a quotation mark not closed? else allow more with --max-size")
        } else {
            Error::new("read", &place, error)
        };
        self.reader = None;
        Piece::Fault(place, fault)
    }
}

impl Iterator for Rows {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            let reader = self.reader.as_mut()?;
            self.left.store(self.most.saturating_add(SLACK), Ordering::Relaxed);
            let mut row = csv::ByteRecord::new();
            match reader.read_byte_record(&mut row) {
                Ok(true) => {}
                Ok(false) => {
                    self.reader = None;
                    return None;
                }
                Err(error) => return Some(self.fault(&error)),
            }
            if self.columns.is_empty() {
                let name = |field: &[u8]| folded(String::from_utf8_lossy(field).trim_start_matches('\u{feff}'));
                self.columns = Arc::new(row.iter().map(name).collect());
                continue;
            }
            let line = row.position().map_or(0, csv::Position::line);
            let fields = row.iter().map(<[u8]>::to_vec).collect();
            return Some(Piece::Record(Record::Row(line, Arc::clone(&self.columns), fields)));
        }
    }
}

/// What is read ahead does not count against a row.
const SLACK: usize = 64 << 10;

/// Gives only so many bytes for one row, so that a quotation mark that is never closed does not take the whole file.
struct Metered {
    source: Box<dyn BufRead + Send>,
    left: Arc<AtomicUsize>,
}

impl Read for Metered {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let most = into.len().min(left);
        let read = self.source.read(into.get_mut(..most).unwrap_or_default())?;
        self.left.store(left - read, Ordering::Relaxed);
        Ok(read)
    }
}

/// The document of a row.
pub(super) fn row(
    origin: &str,
    line: u64,
    columns: &[String],
    fields: Vec<Vec<u8>>,
    layers: &[Layer],
    text_field: Option<&str>,
    terms: &Terms<'_>,
) -> Result<Intake, Error> {
    let place = format!("{origin}:{line}");
    let position = |name: &str| columns.iter().position(|column| *column == folded(name));
    let wanted = match text_field {
        Some(name) => position(name),
        None => TEXT.iter().chain(&COLUMNS).find_map(|name| position(name)),
    };
    let Some(wanted) = wanted else {
        let cause = format!("no column `{}`; the table has {}", text_field.unwrap_or("text"), columns.join(", "));
        return Err(
            Error::new("read", &place, cause).hint("name the column that holds the articles: --text-field NAME")
        );
    };
    let raw = fields.join(&b","[..]);
    let mut capture = captured(&raw, Format::Csv, terms);
    let mut warnings = Vec::new();
    let mut values = Vec::with_capacity(fields.len());
    for (at, field) in fields.into_iter().enumerate() {
        let decoded = decoded(&place, field, Format::Text, None)?;
        if at == wanted {
            warnings.extend(decoded.warning(&place));
            (capture.encoding, capture.encoding_basis) = (decoded.encoding, decoded.basis);
            capture.undecodable = decoded.undecodable;
        }
        values.push(decoded.text);
    }
    let Some(text) = values.get_mut(wanted).map(std::mem::take) else {
        let cause =
            format!("the row has {} fields and none for `{}`", values.len(), columns.get(wanted).map_or("", |c| c));
        return Err(Error::new("read", &place, cause));
    };
    if let Some(error) = unfit(&place, columns.get(wanted).map_or("text", String::as_str), &text) {
        return Err(error);
    }
    let fields = Fields::of_names(|name| {
        let at = columns.iter().position(|column| column == name).filter(|at| *at != wanted)?;
        values.get(at).cloned()
    });
    Ok(made(text, Given { place: &place, fields, layers, capture, warnings }))
}
