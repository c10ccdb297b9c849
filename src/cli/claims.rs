//! `claims`: every number with what it says.

use super::filter::Filter;
use super::nearest::say_unknown;
use super::options::{Writing, written_date};
use super::session::{Session, Stop};
use crate::report::Layout;
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger claims
  factledger claims --doc harbour.txt
  factledger claims --measure users --unit count --since 2026-11-01 --format csv";

/// Lists the claims: each number, what it measures, who says so and as of when
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Claims {
    /// Only claims of documents with these words in their path or id
    #[arg(long, value_name = "WORDS")]
    doc: Option<String>,
    /// Only claims of this outlet
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// Only measures with these words in them
    #[arg(long, value_name = "WORDS")]
    measure: Option<String>,
    /// Only this unit: count, percent, USD, kilometre …
    #[arg(long, value_name = "UNIT")]
    unit: Vec<String>,
    /// Only claims of documents published on that date or later
    #[arg(long, value_name = "DATE", value_parser = written_date)]
    since: Option<String>,
    /// Also earlier readings and the claims of old revisions
    #[arg(long)]
    all: bool,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(session: &Session, command: &Claims) -> Result<ExitCode, Stop> {
    let ledger = session.ledger_read_only()?;
    let mut filter = Filter::default();
    filter.holds(&["doc", "document_id"], command.doc.as_deref());
    filter.any_of(&["source"], &command.source);
    filter.holds(&["measure", "measured", "concept", "subject"], command.measure.as_deref());
    filter.any_of(&["unit"], &command.unit);
    filter.since(&["published"], command.since.as_deref());
    let select = if command.all { "SELECT * FROM all_claims" } else { "SELECT * FROM claims" };
    let order = "doc, part DESC, start, value_start, claim_id";
    let table = ledger.query(&filter.sql(select, order, command.limit), filter.parameters())?;
    say_unknown(session, &ledger, &command.source, command.measure.as_deref().filter(|_| table.rows.is_empty()))?;
    session.print(&table, session.format(), &command.writing, |table| Layout::CLAIMS.of(table))?;
    Ok(ExitCode::SUCCESS)
}
