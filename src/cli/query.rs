//! `query`: SQL over the stable views, read-only.

use super::nearest::nearest;
use super::options::Writing;
use super::session::{Session, Stop};
use crate::Error;
use crate::ledger::{Described, DescribedView, Ledger};
use crate::report::kinds;
use clap::Args;
use std::io::Read;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const EXAMPLES: &str = "Examples:
  factledger query \"SELECT source, count(*) AS claims FROM claims GROUP BY source\"
  factledger query \"SELECT quote, doc FROM claims WHERE unit = :unit\" --param unit=percent --format jsonl
  factledger query - < question.sql

Views: documents, claims, all_claims, facts, fact_values, discrepancies, discrepancy_pairs, checks, review_queue,
verdicts, decisions, sources, audit. Their columns: factledger schema --format table. Twenty questions: docs/sql.md";

/// Asks the ledger in SQL; nothing can be changed this way
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Query {
    /// One SELECT; - reads it from standard input
    sql: String,
    /// The value of a named parameter; :NAME in the SQL
    #[arg(long, value_name = "NAME=VALUE", value_parser = parameter)]
    param: Vec<(String, String)>,
    /// Breaks the question off after so many seconds; 0 lets it go on
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
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
    let late = limit(&ledger, command.timeout)?;
    let table = ledger.query(&sql, &command.param).map_err(|error| {
        if late.load(Ordering::Relaxed) {
            let cause = format!("it took longer than {} s", command.timeout);
            return Error::new("query", &error.place, cause)
                .hint("a recursion without an end? ask for less, or give it longer with --timeout SECONDS");
        }
        suggested(error)
    })?;
    session.print(&table, session.format(), &command.writing, |table| (table.clone(), kinds(&table.columns)))?;
    Ok(ExitCode::SUCCESS)
}

/// Breaks off what the ledger is asked after so many seconds; says whether that has happened.
fn limit(ledger: &Ledger, seconds: u64) -> Result<Arc<AtomicBool>, Error> {
    /// Steps of SQLite's machine between two looks at the clock.
    const STEPS: i32 = 10_000;
    let late = Arc::new(AtomicBool::new(false));
    if seconds > 0 {
        let (started, limit, said) = (Instant::now(), Duration::from_secs(seconds), Arc::clone(&late));
        ledger.stop_when(STEPS, move || {
            let over = started.elapsed() >= limit;
            said.fetch_or(over, Ordering::Relaxed);
            over
        })?;
    }
    Ok(late)
}

/// The error with the view or column that may have been meant.
fn suggested(error: Error) -> Error {
    let Ok(described) = Described::new() else { return error };
    let named =
        |what: &str| error.cause.split_once(what).map(|(_, name)| name.rsplit('.').next().unwrap_or("").to_owned());
    let near = if let Some(name) = named("no such column: ") {
        let has = |view: &&DescribedView| {
            view.columns.iter().flat_map(|columns| &columns.names).any(|column| column.eq_ignore_ascii_case(&name))
        };
        let views: Vec<&str> = described.views.iter().filter(has).map(|view| view.name.as_str()).collect();
        if !views.is_empty() {
            let hint = format!("{name} is a column of {}; `factledger schema` lists the views", views.join(", "));
            return error.hint(hint);
        }
        let mut columns: Vec<String> = described
            .views
            .iter()
            .flat_map(|view| &view.columns)
            .flat_map(|columns| columns.names.iter().cloned())
            .collect();
        columns.sort();
        columns.dedup();
        nearest(&name, columns)
    } else if let Some(name) = named("no such table: ") {
        nearest(&name, described.views.iter().map(|view| view.name.clone()).collect())
    } else {
        Vec::new()
    };
    if near.is_empty() {
        return error;
    }
    let hint = format!("did you mean {}? `factledger schema` lists the views", near.join(" or "));
    error.hint(hint)
}

fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or_else(|| format!("`{text}` has no =; write NAME=VALUE"))?;
    let name = name.trim_start_matches([':', '@', '$']);
    if name.is_empty() { Err(format!("`{text}` names no parameter")) } else { Ok((name.to_owned(), value.to_owned())) }
}
