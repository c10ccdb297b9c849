//! CSV after RFC 4180, and TSV.

use super::{Cell, Dialect, Kind, Table};
use std::borrow::Cow;
use std::io::{self, Write};

/// CSV, row by row: UTF-8, header always, LF, empty field for no value, and a `'` before text that a spreadsheet would
/// run as a formula.
pub struct Csv<'k, W: Write> {
    writer: ::csv::Writer<W>,
    kinds: &'k [Kind],
    dialect: Dialect,
}

impl<'k, W: Write> Csv<'k, W> {
    /// Writes the header.
    pub fn new(columns: &[String], kinds: &'k [Kind], dialect: Dialect, mut out: W) -> io::Result<Self> {
        let mut builder = ::csv::WriterBuilder::new();
        if dialect.excel {
            out.write_all("\u{feff}".as_bytes())?;
            builder.terminator(::csv::Terminator::CRLF);
        }
        let mut writer = builder.from_writer(out);
        writer.write_record(columns)?;
        Ok(Self { writer, kinds, dialect })
    }

    /// Writes a row.
    pub fn row(&mut self, row: &[Cell]) -> io::Result<()> {
        for (at, cell) in row.iter().enumerate() {
            let plain = cell.plain();
            let number = self.kinds.get(at) == Some(&Kind::Number) || !matches!(cell, Cell::Text(_));
            let field = if self.dialect.raw || number { plain } else { guarded(plain) };
            self.writer.write_field(field.as_bytes())?;
        }
        Ok(self.writer.write_record(None::<&[u8]>)?)
    }

    /// Hands on what is still in the buffer.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

pub(super) fn csv(table: &Table, kinds: &[Kind], dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(&table.columns, kinds, dialect, out)?;
    for row in &table.rows {
        csv.row(row)?;
    }
    csv.finish()
}

/// Would a spreadsheet take it for a formula?
pub(super) fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// The text with a `'` in front where a spreadsheet would take it for a formula.
fn guarded(text: Cow<'_, str>) -> Cow<'_, str> {
    if is_formula(&text) { Cow::Owned(format!("'{text}")) } else { text }
}

/// One line a row; tab, line break and backslash are `\t`, `\n`, `\r`, `\\`, so that a line is always a row.
pub(super) fn tsv(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let line = |cells: &mut dyn Iterator<Item = Cow<'_, str>>| {
        let fields: Vec<_> = cells.map(|cell| escaped(&cell)).collect();
        fields.join("\t")
    };
    writeln!(out, "{}", line(&mut table.columns.iter().map(|name| Cow::Borrowed(name.as_str()))))?;
    for row in &table.rows {
        writeln!(out, "{}", line(&mut row.iter().map(Cell::plain)))?;
    }
    out.flush()
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}
