//! `verify`: is everything in the ledger as it was read?

use super::options::Writing;
use super::progress::Progress;
use super::session::{Session, Stop};
use crate::Error;
use crate::ledger::salvage;
use crate::report::{Cell, Format, Table, kinds, visible};
use clap::Args;
use std::fs::{File, remove_file};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger verify
  factledger verify --format jsonl -o faults.jsonl
  factledger --db damaged.db verify --save saved.jsonl
  factledger --db desk.db verify --quiet || echo 'the ledger was tampered with'";

/// Cuts every quote anew, hashes every document and reading, walks the audit chain; exit status 1 on a fault
///
/// One line for each fault, the first broken row first; with --format, rows of table, id and problem.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Verify {
    /// Also writes what can be read of a damaged ledger into this new file, as JSON lines; `add` reads its documents
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(session: &Session, command: &Verify) -> Result<ExitCode, Stop> {
    // First, for a file that is cut short cannot be opened otherwise.
    if let Some(path) = &command.save {
        save(session, path)?;
    }
    let ledger = session.ledger_to_verify()?;
    let mut progress: Option<Progress> = None;
    let faults = ledger.verify_watched(&mut |done, total| {
        let quiet = session.global.quiet;
        let progress = progress.get_or_insert_with(|| Progress::pieces("verifying", total, quiet));
        if done > 0 {
            progress.advance(1, 1);
        }
    })?;
    drop(progress);
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

/// Writes what can be read of the ledger, and says how much that is.
fn save(session: &Session, path: &Path) -> Result<(), Stop> {
    let fails = |error: std::io::Error| {
        Error::new("write", path.display(), error)
            .hint("name a file that is not there yet, in a folder that can be written")
    };
    let mut out = BufWriter::new(File::create_new(path).map_err(fails)?);
    let saved = salvage(&session.global.db, |record| writeln!(out, "{record}")).inspect_err(|_| {
        let _ = remove_file(path);
    })?;
    let saved = saved.map_err(fails)?;
    out.flush().map_err(fails)?;
    session.note(&format!("saved in {}: {saved}", path.display()));
    Ok(())
}
