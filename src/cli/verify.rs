//! `verify`: is everything in the ledger as it was read?

use super::options::Writing;
use super::session::{Session, Stop};
use crate::report::{Cell, Format, Table, kinds, visible};
use clap::Args;
use std::io::Write;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger verify
  factledger verify --format jsonl -o faults.jsonl
  factledger --db desk.db verify --quiet || echo 'the ledger was tampered with'";

/// Cuts every quote anew, hashes every document and reading, walks the audit chain; exit status 1 on a fault
///
/// One line for each fault, the first broken row first; with --format, rows of table, id and problem.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Verify {
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(session: &Session, command: &Verify) -> Result<ExitCode, Stop> {
    let ledger = session.ledger_to_verify()?;
    let faults = ledger.verify()?;
    let asked = session.global.format.filter(|format| *format != Format::Table);
    if asked.is_some() || command.writing.output.is_some() {
        let text = |text: &str| Cell::Text(text.to_owned());
        let table = Table {
            columns: ["table", "id", "problem"].map(str::to_owned).to_vec(),
            rows: faults.iter().map(|fault| vec![text(&fault.table), text(&fault.id), text(&fault.problem)]).collect(),
        };
        session.print(&table, session.format(), &command.writing, |table| (table.clone(), kinds(&table.columns)))?;
    } else {
        let mut out = session.out();
        for fault in &faults {
            writeln!(out, "{}", visible(&fault.to_string()))?;
        }
        out.flush()?;
    }
    session.note(&match faults.len() {
        0 => "every quote, document, link of the audit chain and reference is sound".to_owned(),
        1 => "1 fault".to_owned(),
        count => format!("{count} faults"),
    });
    Ok(ExitCode::from(u8::from(!faults.is_empty())))
}
