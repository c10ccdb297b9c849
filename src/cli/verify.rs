//! `verify`: is everything in the ledger as it was read?

use super::session::{Session, Stop};
use crate::report::visible;
use clap::Args;
use std::io::Write;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger verify
  factledger --db desk.db verify --quiet || echo 'the ledger was tampered with'";

/// Cuts every quote anew, hashes every document, walks the audit chain; exit status 1 on a fault
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Verify {}

pub(super) fn run(session: &Session, _command: &Verify) -> Result<ExitCode, Stop> {
    let ledger = session.ledger_read_only()?;
    let faults = ledger.verify()?;
    let mut out = session.out();
    for fault in &faults {
        writeln!(out, "{}", visible(&fault.to_string()))?;
    }
    out.flush()?;
    session.note(&match faults.len() {
        0 => "every quote, document, link of the audit chain and reference is sound".to_owned(),
        1 => "1 fault".to_owned(),
        count => format!("{count} faults"),
    });
    Ok(ExitCode::from(u8::from(!faults.is_empty())))
}
