//! `scan`: the main job in one go.

use super::add::{Afterwards, Tally, add, nothing_read};
use super::options::{Dialect, Reading, Writing};
use super::output::Output;
use super::report::{Choice, People, print, rows};
use super::session::{Session, Stop};
use crate::Error;
use crate::ledger::Ledger;
use crate::report::{Cell, Format};
use clap::Args;
use std::path::{Path, PathBuf};
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
    #[arg(required_unless_present = "files_from")]
    paths: Vec<PathBuf>,
    /// Also writes all columns of the report into this file: CSV, or what it ends in: .tsv .json .jsonl .md
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Keeps the bytes of each document in the ledger, packed with zstd
    #[arg(long)]
    keep_raw: bool,
    #[command(flatten)]
    dialect: Dialect,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(session: &Session, command: &Scan) -> Result<ExitCode, Stop> {
    let lexicon = session.lexicon()?;
    // A file that cannot be written is said before the work, not after it.
    let path = command.output.as_deref().filter(|path| *path != Path::new("-"));
    let output = path.map(|path| apart(path, &command.paths).and_then(|()| session.output(path))).transpose()?;
    let mut ledger = session.ledger()?;
    let reading = Reading { keep_raw: command.keep_raw, ..command.reading.clone() };
    let tally = add(
        session,
        &mut ledger,
        &lexicon,
        ("scan", Afterwards::Link),
        &command.paths,
        &reading,
        command.output.as_deref(),
    )?;
    if tally.stopped.is_some() {
        tally.say(session);
        return Ok(tally.status(&command.reading));
    }
    let table = rows(&ledger, &Choice::default())?;
    if let (Some(output), Some(path)) = (output, path) {
        match Output::format(path) {
            Format::Markdown => {
                let mut output = output;
                let screen = session.screen();
                People::of(session, &ledger, &table, false)?.write(Format::Markdown, screen, &mut output.out())?;
                output.place()?;
            }
            format => output.write(&table, format, command.dialect)?,
        }
    }
    let format = session.global.format.unwrap_or(Format::Table);
    let printed = print(session, &ledger, &table, format, &Writing::from(command.dialect), false);
    summary(session, &ledger, &tally)?;
    printed?;
    if let Some(path) = path {
        session.note(&format!("{} rows in {}", table.rows.len(), path.display()));
    }
    if let Some(error) = nothing_read(&tally) {
        session.warning(&error);
    }
    Ok(tally.status(&command.reading))
}

/// Is the file for the report none of the articles to be read?
fn apart(output: &Path, articles: &[PathBuf]) -> Result<(), Error> {
    let Ok(output) = output.canonicalize() else { return Ok(()) };
    let text = output.extension().is_some_and(|ending| matches!(ending.to_str(), Some("txt" | "md")));
    let among = articles
        .iter()
        .filter_map(|path| path.canonicalize().ok())
        .any(|path| path == output || text && path.is_dir() && output.starts_with(&path));
    if among {
        let error = Error::new("write", output.display(), "it is one of the articles");
        return Err(error.hint("name another file: -o discrepancies.csv"));
    }
    Ok(())
}

/// What was read, and what the ledger now holds.
fn summary(session: &Session, ledger: &Ledger, tally: &Tally) -> Result<(), Stop> {
    tally.say(session);
    // Of the tables: the views would put every row together to count it.
    let counts = "SELECT relation, count(*) FROM discrepancy WHERE kind = 'between' GROUP BY relation \
                  UNION ALL SELECT 'facts', count(*) FROM fact \
                  UNION ALL SELECT 'checks', count(*) FROM arithmetic_check";
    let counts = ledger.query(counts, &[])?;
    let count = |name: &str| {
        let row = counts.rows.iter().find(|row| row.first().and_then(Cell::text) == Some(name));
        row.and_then(|row| row.get(1)).map_or_else(|| "0".to_owned(), |cell| cell.plain().into_owned())
    };
    let said: Vec<_> = ["conflict", "update", "revision", "rounding", "hedge", "equal"]
        .into_iter()
        .map(|relation| format!("{} {relation}", count(relation)))
        .collect();
    let inside = match count("checks").as_str() {
        "0" => String::new(),
        checks => format!("; arithmetic inside one document: {checks}"),
    };
    session.note(&format!("ledger: {} facts; {}{inside}", count("facts"), said.join(", ")));
    Ok(())
}
