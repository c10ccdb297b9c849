//! `documents`: what has been read.

use super::filter::Filter;
use super::options::{Writing, written_date};
use super::session::{Session, Stop};
use crate::report::Layout;
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger documents
  factledger documents --source \"The Harbour Post\" --since 2026-11 --format csv";

/// Lists the documents with their metadata and where it came from
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Documents {
    /// Only documents with these words in their path or id
    #[arg(long, value_name = "WORDS")]
    doc: Option<String>,
    /// Only documents of this outlet
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// Only documents published on that date or later
    #[arg(long, value_name = "DATE", value_parser = written_date)]
    since: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(session: &Session, command: &Documents) -> Result<ExitCode, Stop> {
    let ledger = session.ledger_read_only()?;
    let mut filter = Filter::default();
    filter.holds(&["doc", "document_id"], command.doc.as_deref());
    filter.any_of(&["source"], &command.source);
    filter.since(&["published"], command.since.as_deref());
    // The text is for `show` and `query`.
    let select = "SELECT document_id, doc, source, title, author, url, published, modified, retrieved, language, \
                  meta_basis, revision FROM documents";
    let table = ledger.query(&filter.sql(select, "doc, revision, document_id", command.limit), filter.parameters())?;
    session.print(&table, session.format(), &command.writing, |table| Layout::DOCUMENTS.of(table))?;
    Ok(ExitCode::SUCCESS)
}
