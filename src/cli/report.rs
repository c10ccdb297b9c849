//! `report`: where the sources disagree.

use super::filter::Filter;
use super::nearest::say_unknown;
use super::options::{Writing, written_date};
use super::session::{Session, Stop};
use crate::compare::Relation;
use crate::ledger::Ledger;
use crate::report::{Cell, Format, Table, arithmetic, discrepancies, kinds};
use clap::Args;
use std::io::Write;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger report
  factledger report --relation conflict --min-sources 3 --since 2026-11-01
  factledger report --source \"The Harbour Post\" --format csv > post.csv
  factledger report --open --exit-code --quiet > open-conflicts.csv";

/// Lists where the sources disagree, conflicts first, then the largest differences
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Report {
    #[command(flatten)]
    pub choice: Choice,
    #[command(flatten)]
    writing: Writing,
    /// Only rows that nobody has checked
    #[arg(long)]
    open: bool,
    /// Exit status 1 if a row is an open conflict
    #[arg(long)]
    exit_code: bool,
}

/// Which rows are listed.
#[derive(Debug, Default, Clone, Args)]
pub(super) struct Choice {
    /// Only these relations: conflict, update, revision, rounding, hedge, equal, scope
    #[arg(long, value_name = "RELATION", value_delimiter = ',')]
    relation: Vec<Relation>,
    /// Only measures with these words in them
    #[arg(long, value_name = "WORDS")]
    measure: Option<String>,
    /// Only rows with this outlet on a side
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// No rows with this outlet on a side
    #[arg(long, value_name = "NAME")]
    exclude_source: Vec<String>,
    /// Only rows with a side published on that date or later
    #[arg(long, value_name = "DATE", value_parser = written_date)]
    since: Option<String>,
    /// Only rows with an official figure on a side
    #[arg(long)]
    reference: bool,
    /// Only facts of which so many outlets speak
    #[arg(long, value_name = "N")]
    min_sources: Option<u32>,
    /// Only differences of at least this part of the higher value: 0.05 or 5%
    #[arg(long, value_name = "SHARE", value_parser = share)]
    min_difference: Option<String>,
    /// Only rows that nobody has checked.
    #[arg(skip)]
    pub open: bool,
    /// Also rows of these relations: equal, scope
    #[arg(long, value_name = "RELATION", value_delimiter = ',')]
    include: Vec<Relation>,
    /// A row for every pair of claims of different documents
    #[arg(long)]
    pairs: bool,
    /// At most so many rows
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,
}

pub(super) fn run(session: &Session, command: &Report) -> Result<ExitCode, Stop> {
    let ledger = session.ledger_read_only()?;
    let choice = &command.choice;
    let named: Vec<String> = choice.source.iter().chain(&choice.exclude_source).cloned().collect();
    let table = rows(&ledger, &Choice { open: command.open, ..choice.clone() })?;
    say_unknown(session, &ledger, &named, choice.measure.as_deref().filter(|_| table.rows.is_empty()))?;
    let format = session.format();
    print(session, &table, format, &command.writing)?;
    let open = command.exit_code && open_conflicts(&table) > 0;
    Ok(ExitCode::from(u8::from(open)))
}

/// Prints discrepancies in a format.
pub(super) fn print(session: &Session, table: &Table, format: Format, writing: &Writing) -> Result<(), Stop> {
    if table.rows.is_empty() && format == Format::Table {
        session.note("no discrepancies");
    }
    let people = |shown: Table| {
        let kinds = kinds(&shown.columns);
        (shown, kinds)
    };
    let (between, inside) = by_kind(table);
    if format != Format::Table || writing.output.is_some() || inside.rows.is_empty() {
        return session.print(table, format, writing, |table| people(discrepancies(table)));
    }
    // For people, what sources say against each other and what one says against itself are two tables.
    session.print(&between, format, writing, |table| people(discrepancies(table)))?;
    let mut out = session.out();
    writeln!(out, "{}arithmetic inside one document", if between.rows.is_empty() { "" } else { "\n" })?;
    out.flush()?;
    session.print(&inside, format, writing, |table| people(arithmetic(table)))
}

/// The rows between sources, and those inside one document.
fn by_kind(table: &Table) -> (Table, Table) {
    let kind = table.columns.iter().position(|column| column == "kind");
    let between = |row: &Vec<Cell>| kind.and_then(|at| row.get(at)).and_then(Cell::text) == Some("between");
    let (between, inside) = table.rows.iter().cloned().partition(between);
    let of = |rows| Table { columns: table.columns.clone(), rows };
    (of(between), of(inside))
}

/// The rows that a choice selects, in the order of the report.
pub(super) fn rows(ledger: &Ledger, choice: &Choice) -> Result<Table, Stop> {
    let mut filter = Filter::default();
    filter.any_of(&["relation"], &names(&choice.relation));
    let mut hidden = vec![Relation::Equal, Relation::Scope];
    // A relation that is asked for by name is wanted.
    hidden.retain(|relation| !choice.include.contains(relation) && !choice.relation.contains(relation));
    filter.none_of(&["relation"], &names(&hidden));
    filter.holds(&["measure", "subject"], choice.measure.as_deref());
    filter.any_of(&["a_source", "b_source"], &choice.source);
    filter.none_of(&["a_source", "b_source"], &choice.exclude_source);
    filter.since(&["a_published", "b_published"], choice.since.as_deref());
    if choice.reference {
        let official = "IN (SELECT source FROM sources WHERE kind = 'reference')";
        filter.condition(format!("(a_source {official} OR b_source {official})"));
    }
    if let Some(least) = choice.min_sources {
        let name = filter.parameter(least);
        filter.condition(format!("n_sources >= CAST({name} AS INTEGER)"));
    }
    if let Some(least) = &choice.min_difference {
        let name = filter.parameter(least);
        filter.condition(format!("relative_difference >= CAST({name} AS REAL)"));
    }
    if choice.open {
        filter.condition("status = 'open'");
    }
    let select = if choice.pairs {
        // Near misses, the two versions of one document and arithmetic inside one are pairs of no fact.
        "SELECT * FROM (SELECT * FROM discrepancy_pairs UNION ALL SELECT * FROM discrepancies \
         WHERE relation IN ('scope', 'revision') OR kind <> 'between')"
    } else {
        "SELECT * FROM discrepancies"
    };
    let order = "kind <> 'between', relation <> 'conflict', relative_difference DESC NULLS LAST, discrepancy_id";
    Ok(ledger.query(&filter.sql(select, order, choice.limit), filter.parameters())?)
}

/// How many of the rows are conflicts that nobody has checked.
fn open_conflicts(table: &Table) -> usize {
    let column = |name: &str| table.columns.iter().position(|column| column == name);
    let (Some(relation), Some(status)) = (column("relation"), column("status")) else { return 0 };
    let is = |row: &[Cell], at: usize, text: &str| row.get(at).and_then(Cell::text) == Some(text);
    table.rows.iter().filter(|row| is(row, relation, "conflict") && is(row, status, "open")).count()
}

fn names(relations: &[Relation]) -> Vec<String> {
    relations.iter().map(ToString::to_string).collect()
}

/// `0.05` or `5%` as a part of one.
fn share(text: &str) -> Result<String, String> {
    let bad = |_| format!("`{text}` is no share; write 0.05 or 5%");
    let share = match text.trim().strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().map_err(bad)? / 100.0,
        None => text.trim().parse::<f64>().map_err(bad)?,
    };
    if share.is_finite() && share >= 0.0 { Ok(share.to_string()) } else { Err(format!("`{text}` is no share")) }
}
