//! `facts`: the measures with all that is said of each.

use super::filter::Filter;
use super::nearest::say_unknown;
use super::options::{Writing, written_date};
use super::session::{Session, Stop};
use crate::report::{Cell, Layout, Table};
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger facts --min-sources 2
  factledger facts --measure users --format jsonl";

/// Lists the facts: each measure with the values that are stated for it, by how many sources, and their spread
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Facts {
    /// Only facts on which documents with these words in their path or id speak
    #[arg(long, value_name = "WORDS")]
    doc: Option<String>,
    /// Only facts on which this outlet speaks
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// Only measures with these words in them
    #[arg(long, value_name = "WORDS")]
    measure: Option<String>,
    /// Only this unit: count, percent, USD, kilometre …
    #[arg(long, value_name = "UNIT")]
    unit: Vec<String>,
    /// Only facts on which a document of that date or later speaks
    #[arg(long, value_name = "DATE", value_parser = written_date)]
    since: Option<String>,
    /// Only facts on which so many outlets speak
    #[arg(long, value_name = "N")]
    min_sources: Option<u32>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    #[command(flatten)]
    writing: Writing,
}

/// Facts with their values over time, a hundred at most of each. `{}` is where the condition on `fact_id` belongs: SQLite
/// carries no condition of an outer row into a view that groups, and would group all facts.
const SELECT: &str = "WITH told AS (
      SELECT fact_id, json_group_array(json_object('as_of', as_of, 'published', published, 'source', source,
        'value_text', value_text, 'n_claims', n_claims) ORDER BY place) AS history
      FROM (SELECT *, iif(as_of_start = as_of_end, as_of_start, as_of_start || '/' || as_of_end) AS as_of,
          row_number() OVER (PARTITION BY fact_id ORDER BY as_of_start, as_of_end, published, source, claim_id) AS place
        FROM fact_values WHERE {})
      WHERE place <= 100 GROUP BY fact_id)
    SELECT f.*, coalesce(told.history, '[]') AS history FROM facts f LEFT JOIN told USING (fact_id)";

/// The facts in the order of the list, from its index.
const ORDERED: &str = "SELECT fact_id FROM fact ORDER BY n_sources DESC, n_claims DESC, fact_id";

/// So many of them stand in a table for people.
const SHOWN: usize = 8;

/// The values over time as lines, instead of what is stated.
fn over_time(table: &Table) -> Table {
    let column = |name: &str| table.columns.iter().position(|column| column == name);
    let (Some(stated), Some(history)) = (column("stated_values"), column("history")) else { return table.clone() };
    let line = |value: &serde_json::Value| {
        let part = |name: &str| value.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
        let day = if part("as_of").is_empty() { part("published") } else { part("as_of") };
        let parts = [day, part("value_text"), part("source")];
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("  ")
    };
    let mut shown = table.clone();
    for row in &mut shown.rows {
        let values = row.get(history).and_then(Cell::text);
        let values: Vec<serde_json::Value> =
            values.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        let mut lines: Vec<String> = values.iter().take(SHOWN).map(line).collect();
        if values.len() > SHOWN {
            lines.push(format!("… and {} more", values.len() - SHOWN));
        }
        if let Some(cell) = row.get_mut(stated) {
            *cell = Cell::Text(lines.join("\u{2028}"));
        }
    }
    // Said under the other heading.
    shown.columns = shown.columns.iter().map(|name| if name == "history" { "" } else { name }.to_owned()).collect();
    shown
}

pub(super) fn run(session: &Session, command: &Facts) -> Result<ExitCode, Stop> {
    let ledger = session.ledger_read_only()?;
    let mut filter = Filter::default();
    filter.holds(&["measure", "concept", "subject"], command.measure.as_deref());
    filter.any_of(&["unit"], &command.unit);
    filter.since(&["last_published"], command.since.as_deref());
    if let Some(least) = command.min_sources {
        let name = filter.parameter(least);
        filter.condition(format!("n_sources >= CAST({name} AS INTEGER)"));
    }
    if !command.source.is_empty() || command.doc.is_some() {
        // The view has one row a fact; its members stand in the tables behind it.
        let mut members = Vec::new();
        if !command.source.is_empty() {
            let names: Vec<_> = command.source.iter().map(|name| filter.parameter(name)).collect();
            members.push(format!("r.source COLLATE NOCASE IN ({})", names.join(", ")));
        }
        if let Some(doc) = &command.doc {
            let name = filter.parameter(doc);
            members.push(format!("instr(lower(r.doc), lower({name})) > 0"));
        }
        filter.condition(format!(
            "fact_id IN (SELECT f.fact_id FROM fact f JOIN fact_claim m ON m.fact = f.fact_key \
             JOIN newest_reading r ON r.claim_key = m.claim WHERE {})",
            members.join(" AND ")
        ));
    }
    let order = "n_sources DESC, n_claims DESC, fact_id";
    let table = match command.limit {
        Some(limit) => filter.first(&ledger, (SELECT, order), ("fact_id", ORDERED), limit)?,
        None => ledger.query(&filter.sql(&SELECT.replace("{}", "true"), order, None), filter.parameters())?,
    };
    session.walked(&ledger);
    say_unknown(session, &ledger, &command.source, command.measure.as_deref().filter(|_| table.rows.is_empty()))?;
    session.print(&table, session.format(), &command.writing, |table| Layout::FACTS.of(&over_time(table)))?;
    Ok(ExitCode::SUCCESS)
}
