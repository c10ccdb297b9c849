//! Rows of the ledger by the names of their columns, as a page may show them.

use super::ledgers::Failure;
use crate::ledger::Ledger;
use crate::report::{Cell, Table, groups, visible};
use serde_json::Value;

/// The rows of one of our statements. Its parameters are the members of one JSON object, `?1`.
pub(super) fn rows(ledger: &Ledger, sql: &str, parameters: &Value) -> Result<Table, Failure> {
    let parameters = parameters.to_string();
    let table = if sql.contains("?1") { ledger.rows(sql, &[&parameters]) } else { ledger.rows(sql, &[]) };
    Ok(table?)
}

/// The first cell of the first row, as a count.
pub(super) fn count(ledger: &Ledger, sql: &str, parameters: &Value) -> Result<usize, Failure> {
    let table = rows(ledger, sql, parameters)?;
    Ok(each(&table).next().map_or(0, |row| row.first()))
}

/// The rows of a table.
pub(super) fn each(table: &Table) -> impl Iterator<Item = Row<'_>> {
    table.rows.iter().map(move |cells| Row { columns: &table.columns, cells })
}

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Row<'t> {
    columns: &'t [String],
    cells: &'t [Cell],
}

impl<'t> Row<'t> {
    fn cell(&self, name: &str) -> Option<&'t Cell> {
        self.columns.iter().position(|column| column == name).and_then(|at| self.cells.get(at))
    }

    /// The value of a column as it may be shown: what would turn the direction of writing shows its code.
    pub fn get(&self, name: &str) -> String {
        visible(&self.plain(name)).into_owned()
    }

    /// The value of a column as it is stored; empty where there is none.
    pub fn plain(&self, name: &str) -> String {
        self.cell(name).map(|cell| cell.plain().into_owned()).unwrap_or_default()
    }

    /// The first cell, as a count.
    fn first(&self) -> usize {
        whole(self.cells.first())
    }

    /// A count by its column; 0 where there is none.
    pub fn count(&self, name: &str) -> usize {
        whole(self.cell(name))
    }

    /// A number by its column.
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.cell(name)? {
            Cell::Integer(value) => Some(*value as f64),
            Cell::Real(value) => Some(*value),
            Cell::Text(text) => text.parse().ok(),
            Cell::Null => None,
        }
    }

    /// All cells in plain characters, as they may be shown.
    pub fn shown(&self) -> Vec<String> {
        self.cells.iter().map(|cell| visible(&cell.plain()).into_owned()).collect()
    }
}

fn whole(cell: Option<&Cell>) -> usize {
    match cell {
        Some(Cell::Integer(value)) => usize::try_from(*value).unwrap_or(0),
        _ => 0,
    }
}

/// A count as people read it.
pub(super) fn grouped(count: usize) -> String {
    groups(&count.to_string())
}
