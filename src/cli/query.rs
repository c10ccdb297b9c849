//! `query`: SQL over the stable views, read-only.

use super::options::Writing;
use super::session::{Session, Stop};
use crate::Error;
use crate::report::kinds;
use clap::Args;
use std::io::Read;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger query \"SELECT source, count(*) AS claims FROM claims GROUP BY source\"
  factledger query \"SELECT quote, doc FROM claims WHERE unit = :unit\" --param unit=percent --format jsonl
  factledger query - < question.sql

Views: documents, claims, all_claims, facts, discrepancies, discrepancy_pairs, checks, review_queue, sources, audit.
Their columns: factledger schema";

/// Asks the ledger in SQL; nothing can be changed this way
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Query {
    /// One SELECT; - reads it from standard input
    sql: String,
    /// The value of a named parameter; :NAME in the SQL
    #[arg(long, value_name = "NAME=VALUE", value_parser = parameter)]
    param: Vec<(String, String)>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(session: &Session, command: &Query) -> Result<ExitCode, Stop> {
    let mut sql = command.sql.clone();
    if sql == "-" {
        sql.clear();
        std::io::stdin()
            .read_to_string(&mut sql)
            .map_err(|error| Error::new("read", "the query on standard input", error))?;
    }
    let ledger = session.ledger_read_only()?;
    let table = ledger.query(&sql, &command.param)?;
    session.print(&table, session.format(), &command.writing, |table| (table.clone(), kinds(&table.columns)))?;
    Ok(ExitCode::SUCCESS)
}

fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or_else(|| format!("`{text}` has no =; write NAME=VALUE"))?;
    let name = name.trim_start_matches([':', '@', '$']);
    if name.is_empty() { Err(format!("`{text}` names no parameter")) } else { Ok((name.to_owned(), value.to_owned())) }
}
