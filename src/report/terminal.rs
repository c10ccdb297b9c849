//! The terminal's table.

use super::{Cell, Kind, Table, visible};
use anstyle::{AnsiColor, Style};
use comfy_table::{
    Attribute, Cell as Field, CellAlignment, Color, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width,
    presets,
};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// How much room there is, and whether colours are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    /// Columns of characters.
    pub width: u16,
    /// Whether relations are coloured.
    pub colour: bool,
}

/// Below this a table cannot be read at all.
const NARROWEST: u16 = 40;

/// A table that fits the width; numbers stand on the right. Nothing is written for no rows.
pub fn terminal(table: &Table, kinds: &[Kind], screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    if table.rows.is_empty() {
        return Ok(());
    }
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(COMPACT).set_content_arrangement(ContentArrangement::Dynamic);
    drawn.force_no_tty().set_width(screen.width.max(NARROWEST));
    if screen.colour {
        drawn.enforce_styling();
    }
    drawn.set_header(table.columns.iter().map(|name| Field::new(visible(name)).add_attribute(Attribute::Bold)));
    for row in &table.rows {
        drawn.add_row(row.iter().enumerate().map(|(at, cell)| {
            let name = table.columns.get(at).map_or("", String::as_str);
            let field = Field::new(lines(&cell.plain()));
            match cell {
                Cell::Text(text) if name == "relation" => match colour(text) {
                    Some(colour) => field.fg(colour),
                    None => field,
                },
                Cell::Integer(_) | Cell::Real(_) => field.set_alignment(CellAlignment::Right),
                _ if kinds.get(at) == Some(&Kind::Number) => field.set_alignment(CellAlignment::Right),
                _ => field,
            }
        }));
    }
    let longest = longest_words(table);
    if longest.iter().map(|word| word + PADDING).sum::<u16>() < screen.width {
        for (column, word) in drawn.column_iter_mut().zip(longest) {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(word + PADDING)));
        }
    }
    let mut drawn_lines: Vec<String> = drawn.lines().collect();
    if drawn_lines.len() > table.rows.len() + FRAME {
        drawn_lines = drawn.load_style(RULED).lines().collect();
    }
    for line in drawn_lines {
        writeln!(out, "{}", line.trim_end())?;
    }
    out.flush()
}

/// Where every row is one line.
const COMPACT: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// The lines that it has beside its rows: the header and the rule below it.
const FRAME: usize = 2;

/// Where a row is broken into several lines, one is told from the next.
const RULED: TableStyle = presets::UTF8_HORIZONTAL_ONLY;

/// Blanks beside a cell.
const PADDING: u16 = 2;

/// Of each column the width of its longest word, but of no word that could be broken for its length: a figure or a day
/// that is cut in two is another one.
fn longest_words(table: &Table) -> Vec<u16> {
    let longest = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(at)).map(Cell::plain);
        let words = |text: &str| text.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0);
        let heading = table.columns.get(at).map_or(0, |name| words(name));
        cells.map(|cell| words(&cell)).max().unwrap_or(0).max(heading).min(UNBROKEN)
    };
    (0..table.columns.len()).map(|at| u16::try_from(longest(at)).unwrap_or(0)).collect()
}

/// Longer words may be broken.
const UNBROKEN: usize = 20;

/// Our own layouts break lines inside a cell with a line separator, which no visible text keeps as a break.
fn lines(text: &str) -> String {
    let parts: Vec<_> = text.split('\u{2028}').map(visible).collect();
    parts.join("\n")
}

/// The colour of a relation: what needs a person is loud.
pub fn relation_name_style(relation: &str) -> Style {
    let colour = match relation {
        "conflict" => AnsiColor::Red,
        "update" | "revision" => AnsiColor::Yellow,
        "hedge" | "rounding" => AnsiColor::Cyan,
        "equal" => AnsiColor::Green,
        "scope" => AnsiColor::BrightBlack,
        _ => return Style::new(),
    };
    Style::new().fg_color(Some(colour.into()))
}

/// The same colour as the table's crate names it.
fn colour(relation: &str) -> Option<Color> {
    match relation_name_style(relation).get_fg_color()? {
        anstyle::Color::Ansi(AnsiColor::Red) => Some(Color::Red),
        anstyle::Color::Ansi(AnsiColor::Yellow) => Some(Color::Yellow),
        anstyle::Color::Ansi(AnsiColor::Cyan) => Some(Color::Cyan),
        anstyle::Color::Ansi(AnsiColor::Green) => Some(Color::Green),
        _ => Some(Color::DarkGrey),
    }
}
