//! Values in, tables and files out: the terminal's table, CSV, TSV, JSON, JSON lines, Markdown. Writes to a writer that
//! the caller brings; knows no terminal, file or clock.

mod cell;
mod columns;
mod datum;
mod delimited;
pub mod export;
mod finding;
mod html;
mod json;
mod layout;
mod line;
mod markdown;
mod markdown_report;
pub mod marks;
mod overview;
mod plain;
mod plot;
mod scale;
mod terminal;
mod text;

pub use cell::{Cell, Table};
pub use columns::{CHECK, CLAIM, Column, DISCREPANCY, Kind, REJECTED, in_order, kinds, row};
pub use datum::Datum;
pub use delimited::Csv;
pub use finding::{Finding, Group, Side, measure_in_words};
pub use html::{Article, Page, Passage, Totals};
pub use json::{object, record, value};
pub use layout::{Layout, groups, percent, shortened};
pub use markdown_report::markdown_report;
pub use overview::overview;
pub use plain::visible;
pub use plot::{Mark, Plot};
pub use terminal::{Screen, relation_name_style, terminal};
pub(crate) use text::filters;

/// The style of the report and of the local page: light, dark, narrow and printed.
pub const STYLE: &str = include_str!("../../assets/factledger.css");

use crate::text::vocabulary;
use std::io::{self, Write};

vocabulary! {
    /// How rows are written.
    Format {
        /// Lines and columns for people.
        Table = "table",
        /// Comma-separated, RFC 4180.
        Csv = "csv",
        /// Tab-separated, one line a row.
        Tsv = "tsv",
        /// One JSON array of objects.
        Json = "json",
        /// One JSON object a line.
        Jsonl = "jsonl",
        /// A Markdown table.
        Markdown = "markdown",
    }
}

/// How CSV is written where the standard leaves a choice.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dialect {
    /// Leaves text cells that a spreadsheet would take for a formula as they are.
    pub raw: bool,
    /// With a byte order mark and CRLF, as Excel wants it.
    pub excel: bool,
}

/// Writes a table in a format. `screen` is how wide the table of [`Format::Table`] may be, and whether it is coloured.
pub fn write(
    table: &Table,
    kinds: &[Kind],
    format: Format,
    dialect: Dialect,
    screen: Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Table => terminal(table, kinds, screen, out),
        Format::Csv => delimited::csv(table, kinds, dialect, out),
        Format::Tsv => delimited::tsv(table, out),
        Format::Json => json::array(table, kinds, out),
        Format::Jsonl => json::lines(table, kinds, out),
        Format::Markdown => markdown::markdown(table, kinds, out),
    }
}
