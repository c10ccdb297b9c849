//! `schema`: the SQL of a ledger.

use super::session::{Session, Stop};
use crate::ledger::Ledger;
use clap::Args;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger schema
  factledger schema | grep 'CREATE VIEW'";

/// Prints the SQL of a ledger's tables, triggers and views
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Schema {}

pub(super) fn run(session: &Session, _command: &Schema) -> Result<ExitCode, Stop> {
    // The schema is that of this program, whatever files there are.
    let ledger = Ledger::open(Path::new(":memory:"))?;
    let mut out = session.out();
    writeln!(out, "{}", ledger.schema()?.trim_end())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
