//! `schema`: what the ledger holds, as SQL and in words.

use super::options::Writing;
use super::session::{Session, Stop};
use crate::ledger::{Described, Ledger};
use crate::report::{Cell, Format, Table, kinds};
use clap::Args;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger schema
  factledger schema --format table
  factledger schema --format markdown > schema.md";

/// Prints the SQL of a ledger's tables, triggers and views; in a format, what each column of the stable views means
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Schema {
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(session: &Session, command: &Schema) -> Result<ExitCode, Stop> {
    let described = Described::new()?;
    match session.global.format {
        None if command.writing.output.is_none() => {
            // The schema is that of this program, whatever files there are.
            let ledger = Ledger::open(Path::new(":memory:"))?;
            print(session, ledger.schema()?.trim_end())?;
        }
        Some(Format::Markdown) if command.writing.output.is_none() => print(session, described.markdown().trim_end())?,
        format => {
            let table = columns(&described);
            let format = format.unwrap_or(Format::Csv);
            session.print(&table, format, &command.writing, |table| (table.clone(), kinds(&table.columns)))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn print(session: &Session, text: &str) -> Result<(), Stop> {
    let mut out = session.out();
    writeln!(out, "{text}")?;
    Ok(out.flush()?)
}

/// One row for each column of each stable view.
fn columns(described: &Described) -> Table {
    let mut table =
        Table { columns: ["view", "column", "meaning", "null"].map(str::to_owned).to_vec(), rows: Vec::new() };
    for view in &described.views {
        for (name, column) in described.columns(&view.name) {
            let cells = [&view.name, name, &column.meaning, &column.null];
            table.rows.push(
                cells.map(|cell| if cell.is_empty() { Cell::Null } else { Cell::Text(cell.to_owned()) }).to_vec(),
            );
        }
    }
    table
}
