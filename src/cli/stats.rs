//! `stats`: how much the ledger holds, of whom and when, and how much was refused and why.

use super::options::Writing;
use super::session::{Session, Stop};
use crate::ledger::By;
use crate::report::{Cell, Layout, Table};
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger stats
  factledger stats --by source,day --format csv
  factledger stats --by source_day -o coverage.csv

Counted are newest revisions and newest readings. A discrepancy counts for each of its sources and days. as-of stated is
the share of claims whose text says as of when; refused is the share of all numbers that are no claims.";

/// Counts documents, claims, facts and discrepancies by source and day, and what was refused and why
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Stats {
    /// Only these parts: total, source, day, source_day, reason [default: all but source_day]
    #[arg(long, value_name = "PART", value_delimiter = ',')]
    by: Vec<By>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(session: &Session, command: &Stats) -> Result<ExitCode, Stop> {
    let usual = [By::Total, By::Source, By::Day, By::Reason];
    let by = if command.by.is_empty() { &usual[..] } else { &command.by };
    let table = session.ledger_read_only()?.stats(by)?;
    session.print(&table, session.format(), &command.writing, |table| Layout::STATS.of(&named(table)))?;
    Ok(ExitCode::SUCCESS)
}

/// The same with one name for each row and shares in percent, as people read them.
fn named(table: &Table) -> Table {
    let mut named = table.clone();
    let places = |wanted: &[&str]| -> Vec<usize> {
        wanted.iter().filter_map(|name| table.columns.iter().position(|column| column == name)).collect()
    };
    let (names, shares) = (places(&["source", "day", "reason"]), places(&["share_as_of_stated", "share_rejected"]));
    for row in &mut named.rows {
        let name: Vec<&str> = names.iter().filter_map(|at| row.get(*at)?.text()).collect();
        let name = Cell::Text(name.join(", "));
        for at in &shares {
            if let Some(cell) = row.get_mut(*at)
                && let Cell::Real(share) = *cell
            {
                *cell = Cell::Text(format!("{:.1} %", share * 100.0));
            }
        }
        row.push(name);
    }
    named.columns.push("name".to_owned());
    named
}
