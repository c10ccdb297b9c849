//! Tables that come back from a spreadsheet: CSV as any program saves it, .xlsx, and Parquet from a cluster.

use crate::Error;
use calamine::{DataRef, Reader, Xlsx};
use std::io::Cursor;

/// Cells of a workbook further to the right are passed over, and so are rows further down: nobody fills in so many.
const MOST_COLUMNS: u32 = 1_000;
const MOST_ROWS: u32 = 1_000_000;

/// A table with a line of headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name, in a workbook.
    pub name: Option<String>,
    /// The headings: trimmed, lower case, with `_` for blanks.
    pub columns: Vec<String>,
    /// The rows that hold something.
    pub rows: Vec<SheetRow>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number as a spreadsheet shows it: the headings are row 1.
    pub number: u32,
    /// Its cells, trimmed, without the `'` that keeps a spreadsheet from running text; as many as there are columns.
    pub cells: Vec<String>,
}

impl Sheet {
    /// Where a column stands.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    pub(super) fn of(name: Option<String>, mut table: impl Iterator<Item = (u32, Vec<String>)>) -> Option<Self> {
        let (_, headings) = table.next()?;
        let columns: Vec<String> = headings
            .iter()
            .map(|heading| heading.trim().to_lowercase().split_whitespace().collect::<Vec<_>>().join("_"))
            .collect();
        let rows = table
            .map(|(number, mut cells)| {
                cells.resize(columns.len(), String::new());
                SheetRow { number, cells: cells.iter().map(|cell| unguarded(cell.trim()).to_owned()).collect() }
            })
            .filter(|row| row.cells.iter().any(|cell| !cell.is_empty()))
            .collect();
        Some(Self { name, columns, rows })
    }
}

/// The text without the `'` that stands before what a spreadsheet would take for a formula.
fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => text,
    }
}

/// The tables of a file: one of CSV (commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252), each sheet of a
/// workbook, the columns of a Parquet file. Dates of a workbook become ISO 8601.
pub fn sheets(place: &str, bytes: Vec<u8>) -> Result<Vec<Sheet>, Error> {
    if bytes.starts_with(b"PK\x03\x04") {
        return workbook(place, bytes);
    }
    if bytes.starts_with(b"PAR1") {
        return Ok(vec![super::columnar::sheet(place, bytes)?]);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Error::new("read", place, "it is a workbook of the old form .xls").hint("save it as .xlsx or CSV"));
    }
    let text = text(&bytes);
    if text.contains('\0') {
        return Err(Error::new("read", place, "it holds NUL bytes, so it is no table").hint("save it as CSV or .xlsx"));
    }
    let first = text.lines().next().unwrap_or("");
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|mark| {
        // Of equally many the comma.
        (first.bytes().filter(|byte| byte == mark).count(), *mark == b',')
    });
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut table = Vec::new();
    for (number, record) in (1..).zip(reader.records()) {
        let record = record.map_err(|error| Error::new("read", place, error).hint("save it as CSV or .xlsx"))?;
        table.push((number, record.iter().map(str::to_owned).collect()));
    }
    Ok(Sheet::of(None, table.into_iter()).into_iter().collect())
}

/// UTF-8 or UTF-16 by their marks, UTF-8 where it is, else what Excel saves as "CSV".
fn text(bytes: &[u8]) -> String {
    let encoding = match std::str::from_utf8(bytes) {
        Ok(_) => encoding_rs::UTF_8,
        Err(_) => encoding_rs::WINDOWS_1252,
    };
    encoding.decode(bytes).0.into_owned()
}

fn workbook(place: &str, bytes: Vec<u8>) -> Result<Vec<Sheet>, Error> {
    let broken = |cause: &dyn std::fmt::Display| {
        Error::new("read the workbook", place, cause).hint("save it again as .xlsx, or as CSV")
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let mut cells = book.worksheet_cells_reader(&name).map_err(|error| broken(&error))?;
        let mut table: Vec<(u32, Vec<String>)> = Vec::new();
        // Cell by cell: a sheet says where its cells stand, and one far out would cost the memory of all before it.
        while let Some(cell) = cells.next_cell().map_err(|error| broken(&error))? {
            let (row, column) = cell.get_position();
            let written = written(cell.get_value());
            if written.is_empty() || column >= MOST_COLUMNS || row >= MOST_ROWS {
                continue;
            }
            if table.last().is_none_or(|(last, _)| *last != row + 1) {
                table.push((row + 1, Vec::new()));
            }
            if let Some((_, line)) = table.last_mut() {
                let column = column as usize;
                line.resize(line.len().max(column + 1), String::new());
                if let Some(place) = line.get_mut(column) {
                    *place = written;
                }
            }
        }
        sheets.extend(Sheet::of(Some(name), table.into_iter()));
    }
    Ok(sheets)
}

fn written(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
