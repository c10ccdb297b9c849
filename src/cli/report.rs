//! `report`: where the sources disagree.

use super::filter::Filter;
use super::grouping::groups;
use super::nearest::say_unknown;
use super::options::{Writing, written_date};
use super::output::Output;
use super::session::{Session, Stop};
use crate::Error;
use crate::compare::Relation;
use crate::ledger::Ledger;
use crate::report::{Cell, Finding, Format, Group, Screen, Table, kinds, markdown_report, overview};
use clap::Args;
use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger report
  factledger report --relation conflict --min-sources 3 --since 2026-11-01
  factledger report --source \"The Harbour Post\" --format csv > post.csv
  factledger report --quotes --measure deaths
  factledger report --format markdown --quotes -o report.md
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
    /// table, markdown: with the sentences that the values stand in
    #[arg(long)]
    quotes: bool,
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
    session.walked(&ledger);
    let format = session.format();
    print(session, &ledger, &table, format, &command.writing, command.quotes)?;
    let open = command.exit_code && open_conflicts(&table) > 0;
    Ok(ExitCode::from(u8::from(open)))
}

/// Prints discrepancies in a format. For people they are put together by fact, with all that is stated of it.
pub(super) fn print(
    session: &Session,
    ledger: &Ledger,
    table: &Table,
    format: Format,
    writing: &Writing,
    quotes: bool,
) -> Result<(), Stop> {
    let file = writing.output.as_deref().filter(|path| *path != Path::new("-"));
    let format = match file {
        Some(path) if session.global.format.is_none() => Output::format(path),
        _ => format,
    };
    if table.rows.is_empty() && format == Format::Table {
        session.note("no discrepancies");
    }
    let people = match format {
        Format::Table | Format::Markdown => People::of(session, ledger, table, quotes)?,
        _ => return session.print(table, format, writing, |table| (table.clone(), kinds(&table.columns))),
    };
    if let Some(path) = file {
        let mut file = session.output(path)?;
        people.write(format, Screen { width: 120, colour: false }, &mut file.out())?;
        return Ok(file.place()?);
    }
    let mut out = session.out();
    people.write(format, session.screen(), &mut out)?;
    Ok(out.flush()?)
}

/// Discrepancies as people read them.
pub(super) struct People {
    groups: Vec<Group>,
    arithmetic: Vec<Finding>,
    sentences: HashMap<String, String>,
}

impl People {
    /// The rows put together by fact; with the sentences of their quotes, if they are wanted.
    pub fn of(session: &Session, ledger: &Ledger, table: &Table, quotes: bool) -> Result<Self, Error> {
        let (between, arithmetic): (Vec<_>, Vec<_>) = Finding::all(table).into_iter().partition(Finding::is_between);
        let mut sentences = HashMap::new();
        if quotes {
            for side in between.iter().chain(&arithmetic).flat_map(|finding| [&finding.a, &finding.b]) {
                let sql = "SELECT sentence FROM newest_reading WHERE claim_id = :id";
                let found = ledger.query(sql, &[("id".to_owned(), side.claim_id.clone())])?;
                let sentence = found.rows.first().and_then(|row| row.first()).and_then(Cell::text);
                sentences.insert(side.claim_id.clone(), sentence.unwrap_or(&side.quote).to_owned());
            }
        }
        Ok(Self { groups: groups(ledger, &session.lexicon()?, between)?, arithmetic, sentences })
    }

    /// Writes them as Markdown, else as lines for a screen.
    pub fn write(&self, format: Format, screen: Screen, out: &mut dyn Write) -> std::io::Result<()> {
        match format {
            Format::Markdown => markdown_report(&self.groups, &self.arithmetic, &self.sentences, out),
            _ => overview(&self.groups, &self.arithmetic, &self.sentences, screen, out),
        }
    }
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
    let Some(limit) = choice.limit.filter(|_| !choice.pairs) else {
        return Ok(ledger.query(&filter.sql(select, order, choice.limit), filter.parameters())?);
    };
    let kept: Vec<_> = if choice.relation.is_empty() { Relation::ALL.to_vec() } else { choice.relation.clone() };
    let kept = names(&kept.into_iter().filter(|relation| !hidden.contains(relation)).collect::<Vec<_>>()).join("', '");
    let keys = format!("SELECT discrepancy_id FROM discrepancy WHERE relation IN ('{kept}') ORDER BY {FIRST}");
    let mut found = filter.first(ledger, (select, order), ("discrepancy_id", &keys), limit)?;
    let left = limit.saturating_sub(found.rows.len() as u64);
    if left > 0 {
        // Arithmetic inside one document comes last.
        filter.condition("kind <> 'between'");
        found.rows.extend(ledger.query(&filter.sql(select, order, Some(left)), filter.parameters())?.rows);
    }
    Ok(found)
}

/// The order of the rows between sources, as their index has it.
const FIRST: &str = "relation <> 'conflict', CAST(relative_difference AS REAL) DESC, discrepancy_id";

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
