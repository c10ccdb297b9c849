//! `compare`: claims in, discrepancies out, no database.

use super::linking::findings;
use super::session::{Session, Stop};
use crate::Error;
use crate::claim::Claim;
use crate::compare::{Discrepancy, Relation};
use crate::lexicon::Lexicon;
use crate::link::{Desk, Ruling};
use crate::report::{self, DISCREPANCY, Format, in_order};
use clap::Args;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger extract --context articles/ | factledger compare --sort
  factledger compare claims-by-block.jsonl > discrepancies.jsonl";

/// Compares claims, as JSON lines grouped by block, and writes discrepancies as JSON lines; no database
///
/// The claims are those of `extract --context`. A block is what is linked at a time, so that blocks can be spread over
/// machines.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Compare {
    /// Files of claims; - or none for standard input
    paths: Vec<PathBuf>,
    /// The claims are not grouped by block: holds all of them in memory
    #[arg(long)]
    sort: bool,
    /// A row for every pair of claims of different documents
    #[arg(long)]
    pairs: bool,
    /// Also rows of these relations: equal, scope
    #[arg(long, value_name = "RELATION", value_delimiter = ',')]
    include: Vec<Relation>,
    /// What the desk decided, as `measure list --format jsonl` writes it
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// Exit status 2 if a line could not be read
    #[arg(long)]
    strict: bool,
}

/// What has been compared so far.
#[derive(Default)]
struct Tally {
    claims: usize,
    facts: usize,
    discrepancies: usize,
    errors: usize,
    bare: usize,
}

pub(super) fn run(session: &Session, command: &Compare) -> Result<ExitCode, Stop> {
    if !matches!(session.global.format, None | Some(Format::Jsonl)) {
        return Err(Error::new("write", "discrepancies", "compare writes JSON lines")
            .hint("for other formats: factledger scan PATH…, then factledger report --format …")
            .into());
    }
    let lexicon = session.lexicon()?;
    let mut out = session.data();
    let mut tally = Tally::default();
    let desk = command.decisions.as_deref().map(decided).transpose()?.unwrap_or_default();
    let mut grouped = Grouped { command, lexicon: &lexicon, desk: &desk, tally: &mut tally, out: &mut out };
    let stdin = [PathBuf::from("-")];
    let paths = if command.paths.is_empty() { &stdin[..] } else { &command.paths };
    let (mut group, mut seen) = (Vec::<Claim>::new(), BTreeSet::<String>::new());
    let mut all = BTreeMap::<Vec<String>, Vec<Claim>>::new();
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        for (number, text) in opened(path)?.lines().enumerate() {
            let place = format!("{name}:{}", number + 1);
            let read = text.map_err(|error| Error::new("read", &place, error)).and_then(|text| claim(&place, &text));
            let claim = match read {
                Ok(Some(claim)) => claim,
                Ok(None) => continue,
                Err(error) => {
                    grouped.fault(session, &place, &error)?;
                    continue;
                }
            };
            // Blocks that the desk ties together are one, wherever their claims stand in the input.
            let unit = desk.unit(desk.block(&claim));
            if command.sort || unit.len() > 1 {
                all.entry(unit).or_default().push(claim);
                continue;
            }
            if group.first().is_some_and(|first| first.block != claim.block) {
                grouped.compare(std::mem::take(&mut group))?;
            }
            if group.is_empty() && !seen.insert(claim.block.clone()) {
                return Err(Error::new("compare", place, format!("the block `{}` comes a second time", claim.block))
                    .hint("sort the claims by block, or let --sort do it in memory")
                    .into());
            }
            group.push(claim);
        }
    }
    grouped.compare(group)?;
    for claims in all.into_values() {
        grouped.compare(claims)?;
    }
    let end = [
        ("type", json!("end")),
        ("claims", json!(tally.claims)),
        ("facts", json!(tally.facts)),
        ("discrepancies", json!(tally.discrepancies)),
        ("errors", json!(tally.errors)),
        ("version", json!(crate::VERSION)),
    ];
    writeln!(out, "{}", report::object(end))?;
    out.flush()?;
    if tally.bare > 0 {
        let cause = format!("{} claims carry no context, so that fewer of them are linked", tally.bare);
        session.warning(&Error::new("judge", "every pair", cause).hint("write them with extract --context"));
    }
    Ok(ExitCode::from(if command.strict && tally.errors > 0 { 2 } else { 0 }))
}

fn opened(path: &Path) -> Result<Box<dyn BufRead>, Error> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    let file = File::open(path).map_err(|error| super::inputs::unreadable(path, &error))?;
    Ok(Box::new(BufReader::new(file)))
}

/// The decisions in a file of JSON lines; a decision that cannot be read would be missed in silence, so it is an error.
fn decided(path: &Path) -> Result<Desk, Error> {
    let name = path.to_string_lossy();
    let mut rulings = Vec::new();
    for (number, text) in opened(path)?.lines().enumerate() {
        let place = format!("{name}:{}", number + 1);
        let text = text.map_err(|error| Error::new("read", &place, error))?;
        if text.trim().is_empty() {
            continue;
        }
        let ruling: Ruling = serde_json::from_str(&text).map_err(|error| {
            Error::new("read", &place, format!("the line is no decision: {error}"))
                .hint("decisions come from `factledger measure list --format jsonl`")
        })?;
        rulings.push(ruling);
    }
    Ok(Desk::of(rulings))
}

/// The claim on a line; `None` for blank lines and for the other records that `extract` writes.
fn claim(place: &str, text: &str) -> Result<Option<Claim>, Error> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let bad = |error: serde_json::Error| {
        Error::new("read", place, format!("the line is no claim: {error}")).hint("claims come from extract --context")
    };
    let value: Value = serde_json::from_str(text).map_err(bad)?;
    if value.get("type").and_then(Value::as_str).is_some_and(|kind| kind != "claim") {
        return Ok(None);
    }
    serde_json::from_str(text).map(Some).map_err(bad)
}

/// The writer of one block after the other.
struct Grouped<'a, W: Write> {
    command: &'a Compare,
    lexicon: &'a Lexicon,
    desk: &'a Desk,
    tally: &'a mut Tally,
    out: &'a mut W,
}

impl<W: Write> Grouped<'_, W> {
    fn fault(&mut self, session: &Session, place: &str, error: &Error) -> Result<(), Stop> {
        self.tally.errors += 1;
        session.error(error);
        Ok(writeln!(self.out, "{}", super::extract::fault(place, error))?)
    }

    fn compare(&mut self, mut claims: Vec<Claim>) -> Result<(), Stop> {
        if claims.is_empty() {
            return Ok(());
        }
        // The same claim twice is still one claim.
        claims.sort_by(|one, other| one.claim_id.cmp(&other.claim_id));
        claims.dedup_by(|one, other| one.claim_id == other.claim_id);
        self.tally.claims += claims.len();
        self.tally.bare += claims.iter().filter(|claim| claim.context.is_none()).count();
        let revised = versions(&mut claims);
        let found = findings(&mut claims, &revised, self.desk, self.lexicon);
        self.tally.facts += found.facts.len();
        for row in chosen(found.rows, found.pairs, self.command.pairs, &self.command.include) {
            self.tally.discrepancies += 1;
            let mut line = Vec::with_capacity(1024);
            report::record("discrepancy", DISCREPANCY, &row, None, &mut line);
            line.push(b'\n');
            self.out.write_all(&line)?;
        }
        Ok(())
    }
}

/// Takes the claims of older versions out: documents of one URL are versions of one article, the newest by its dates.
/// Each older version comes back with the one after it.
fn versions(claims: &mut Vec<Claim>) -> Vec<(Vec<Claim>, Vec<Claim>)> {
    let mut articles = BTreeMap::<String, BTreeMap<(String, String), Vec<Claim>>>::new();
    for claim in claims.iter().filter(|claim| claim.url.is_some()) {
        let date = claim.modified.or(claim.published).map(|date| date.to_string()).unwrap_or_default();
        let version = (date, claim.document_id.clone());
        articles
            .entry(claim.url.clone().unwrap_or_default())
            .or_default()
            .entry(version)
            .or_default()
            .push(claim.clone());
    }
    let mut revised = Vec::new();
    for versions in articles.into_values() {
        let versions: Vec<Vec<Claim>> = versions.into_values().collect();
        for pair in versions.windows(2) {
            let [older, newer] = pair else { continue };
            claims.retain(|claim| older.iter().all(|old| old.claim_id != claim.claim_id));
            revised.push((older.clone(), newer.clone()));
        }
    }
    revised
}

/// The rows to be written: those of the report or all pairs; `equal` and `scope` only where they are asked for.
fn chosen(rows: Vec<Discrepancy>, pairs: Vec<Discrepancy>, all: bool, include: &[Relation]) -> Vec<Discrepancy> {
    let mut chosen: Vec<Discrepancy> = if all {
        // Near misses are pairs of no fact.
        pairs.into_iter().chain(rows.into_iter().filter(|row| row.relation == Relation::Scope)).collect()
    } else {
        rows
    };
    chosen.retain(|row| !matches!(row.relation, Relation::Equal | Relation::Scope) || include.contains(&row.relation));
    in_order(&mut chosen);
    chosen
}
