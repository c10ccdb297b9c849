//! The terminal's table.

use super::{Cell, Kind, Table, visible};
use anstyle::{AnsiColor, Style};
use comfy_table::{Attribute, Cell as Field, CellAlignment, Color, ContentArrangement, presets};
use std::io::{self, Write};

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
    drawn.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
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
    for line in drawn.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    out.flush()
}

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
