//! A Markdown table, for reports and issue trackers.

use super::{Cell, Kind, Table, visible};
use std::io::{self, Write};

pub(super) fn markdown(table: &Table, kinds: &[Kind], out: &mut dyn Write) -> io::Result<()> {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    writeln!(out, "{}", line(table.columns.iter().map(|name| escaped(name)).collect()))?;
    let rule = (0..table.columns.len())
        .map(|at| if kinds.get(at) == Some(&Kind::Number) { "---:" } else { "---" }.to_owned())
        .collect();
    writeln!(out, "{}", line(rule))?;
    for row in &table.rows {
        writeln!(out, "{}", line(row.iter().map(shown).collect()))?;
    }
    out.flush()
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => escaped(text),
        cell => cell.plain().into_owned(),
    }
}

/// Words of an article must neither end the cell nor become markup, links or HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' => shown.extend(['\\', c]),
            '<' => shown.push_str("&lt;"),
            '&' => shown.push_str("&amp;"),
            c => shown.push(c),
        }
    }
    shown
}
