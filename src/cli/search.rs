//! `search`: full text over quotes, sentences with a number, and titles.

use super::options::{Writing, written_date};
use super::session::{Session, Stop};
use crate::ledger::{Search as Sought, Within};
use crate::report::Layout;
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger search port visitors
  factledger search '\"4.2 million\" OR \"4 million\"' --in quotes --source Courier
  factledger search 'ferr* -strike' --format jsonl

All words must stand in the quote, sentence or title; capitals and accents do not matter. \"…\" is words in a row, ferr*
a beginning, -word leaves out, OR gives a choice. A sentence is left out where a quote of it is listed.";

/// Searches quotes, the sentences that hold a number, and titles for words
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Search {
    /// The words
    #[arg(required = true)]
    text: Vec<String>,
    /// Only there: quotes, sentences, titles
    #[arg(long = "in", value_name = "WHERE")]
    within: Vec<Within>,
    /// Only documents of this outlet
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// Only documents published on that date or later
    #[arg(long, value_name = "DATE", value_parser = written_date)]
    since: Option<String>,
    /// Also old revisions, and what was read earlier
    #[arg(long)]
    all: bool,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(session: &Session, command: &Search) -> Result<ExitCode, Stop> {
    let ledger = session.ledger_read_only()?;
    let table = ledger.search(&Sought {
        text: &command.text.join(" "),
        within: &command.within,
        sources: &command.source,
        since: command.since.as_deref(),
        all: command.all,
        limit: command.limit,
    })?;
    session.print(&table, session.format(), &command.writing, |table| Layout::SEARCH.of(table))?;
    session.walked(&ledger);
    Ok(ExitCode::SUCCESS)
}
