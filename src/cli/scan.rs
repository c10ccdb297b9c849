//! `scan`: the main job in one go.

use super::add::{Tally, add, nothing_read};
use super::options::{Dialect, Reading, Writing};
use super::output::Output;
use super::report::{Choice, print, rows};
use super::session::{Session, Stop};
use crate::ledger::Ledger;
use crate::report::{Cell, Format};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger scan articles/
  factledger scan articles/ -o discrepancies.csv
  factledger --db desk.db scan 'feeds/*.jsonl'

The report covers the whole ledger; `factledger report` chooses among its rows.";

/// Reads documents into the ledger and reports where they disagree: add and report in one go
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Scan {
    /// Files, folders or patterns; - for JSON lines on standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Also writes all columns of the report into this file: CSV, or what it ends in: .tsv .json .jsonl .md
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    dialect: Dialect,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(session: &Session, command: &Scan) -> Result<ExitCode, Stop> {
    let lexicon = session.lexicon()?;
    // A file that cannot be written is said before the work, not after it.
    let output = command.output.as_deref().map(Output::create).transpose()?;
    let mut ledger = session.ledger()?;
    let tally =
        add(session, &mut ledger, &lexicon, "scan", &command.paths, &command.reading, command.output.as_deref())?;
    let table = rows(&ledger, &Choice::default())?;
    if let (Some(output), Some(path)) = (output, &command.output) {
        output.write(&table, Output::format(path), command.dialect)?;
    }
    let printed =
        print(session, &table, session.global.format.unwrap_or(Format::Table), &Writing::from(command.dialect));
    summary(session, &ledger, &tally)?;
    printed?;
    if let Some(path) = &command.output {
        session.note(&format!("{} rows in {}", table.rows.len(), path.display()));
    }
    if let Some(error) = nothing_read(&tally) {
        session.warning(&error);
    }
    Ok(tally.status(&command.reading))
}

/// What was read, and what the ledger now holds.
fn summary(session: &Session, ledger: &Ledger, tally: &Tally) -> Result<(), Stop> {
    tally.say(session);
    let counts = "SELECT relation, count(*) FROM discrepancies GROUP BY relation \
                  UNION ALL SELECT 'facts', count(*) FROM facts";
    let counts = ledger.query(counts, &[])?;
    let count = |name: &str| {
        let row = counts.rows.iter().find(|row| row.first().and_then(Cell::text) == Some(name));
        row.and_then(|row| row.get(1)).map_or_else(|| "0".to_owned(), |cell| cell.plain().into_owned())
    };
    let said: Vec<_> = ["conflict", "update", "revision", "rounding", "hedge", "equal"]
        .into_iter()
        .map(|relation| format!("{} {relation}", count(relation)))
        .collect();
    session.note(&format!("ledger: {} facts; {}", count("facts"), said.join(", ")));
    Ok(())
}
