//! `compare`: claims in, discrepancies out, no database.

use super::linking::findings;
use super::session::{Session, Stop};
use crate::Error;
use crate::claim::Claim;
use crate::compare::{Discrepancy, Relation};
use crate::lexicon::Lexicon;
use crate::link::{self, Desk, Ruling};
use crate::report::{self, DISCREPANCY, Format, in_order};
use clap::Args;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Display, Formatter};
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
/// machines. A claim with a `group` is set against those of its group only, whatever its block: docs/scale.md says how
/// a block is split into groups without changing the answer.
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
    /// Writes which documents are linked, in place of discrepancies: what splits a block into groups
    #[arg(long, conflicts_with = "pairs")]
    links: bool,
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

/// Claims with the same key are compared with one another.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// The group that the claims name themselves.
    Group(String),
    /// A block, or those that the desk ties together.
    Blocks(Vec<String>),
}

impl Display for Key {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Group(name) => write!(f, "group `{name}`"),
            Self::Blocks(names) => write!(f, "block `{}`", names.join("`, `")),
        }
    }
}

/// What has been compared so far.
#[derive(Default)]
struct Tally {
    claims: usize,
    /// Lines of a claim that had been read already.
    repeated: usize,
    facts: usize,
    /// Discrepancies, or links.
    rows: usize,
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
    let (mut at_hand, mut seen) = (None::<(Key, Vec<Claim>)>, BTreeSet::<Key>::new());
    let mut all = BTreeMap::<Key, Vec<Claim>>::new();
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        for (number, text) in opened(path)?.lines().enumerate() {
            let place = format!("{name}:{}", number + 1);
            let read = text.map_err(|error| Error::new("read", &place, error)).and_then(|text| claim(&place, &text));
            let (claim, group) = match read {
                Ok(Some(read)) => read,
                Ok(None) => continue,
                Err(error) => {
                    grouped.fault(session, &place, &error)?;
                    continue;
                }
            };
            let key = group.map_or_else(|| Key::Blocks(desk.unit(desk.block(&claim))), Key::Group);
            // Blocks that the desk ties together are one, wherever their claims stand in the input.
            if command.sort || matches!(&key, Key::Blocks(blocks) if blocks.len() > 1) {
                all.entry(key).or_default().push(claim);
                continue;
            }
            match &mut at_hand {
                Some((at, claims)) if *at == key => claims.push(claim),
                _ => {
                    if !seen.insert(key.clone()) {
                        return Err(Error::new("compare", place, format!("the {key} comes a second time"))
                            .hint("sort the claims by block, or by group, or let --sort do it in memory")
                            .into());
                    }
                    if let Some((_, claims)) = at_hand.replace((key, vec![claim])) {
                        grouped.compare(claims)?;
                    }
                }
            }
        }
    }
    for claims in at_hand.map(|(_, claims)| claims).into_iter().chain(all.into_values()) {
        grouped.compare(claims)?;
    }
    let mut end = vec![("type", json!("end")), ("claims", json!(tally.claims)), ("repeated", json!(tally.repeated))];
    if command.links {
        end.extend([("links", json!(tally.rows)), ("days", json!(link::DAYS_APART))]);
    } else {
        end.extend([("facts", json!(tally.facts)), ("discrepancies", json!(tally.rows))]);
    }
    end.extend([("errors", json!(tally.errors)), ("version", json!(crate::VERSION))]);
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

/// The claim on a line with the group that it names; `None` for blank lines and for the other records that `extract`
/// writes.
fn claim(place: &str, text: &str) -> Result<Option<(Claim, Option<String>)>, Error> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let bad = |error: serde_json::Error| {
        Error::new("read", place, format!("the line is no claim: {error}")).hint("claims come from extract --context")
    };
    let value: Value = serde_json::from_str(text).map_err(bad)?;
    let named = |name: &str| value.get(name).and_then(Value::as_str);
    if named("type").is_some_and(|kind| kind != "claim") {
        return Ok(None);
    }
    let group = named("group").map(str::to_owned);
    serde_json::from_str(text).map(|claim| Some((claim, group))).map_err(bad)
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
        // The same claim twice is still one claim: of two inputs with one text at one address the first by name, so that
        // the order of the input does not matter.
        let given = claims.len();
        claims.sort_by(|one, other| {
            let named = |claim: &Claim| (claim.title.clone(), claim.published.map(|date| date.to_string()));
            (&one.claim_id, &one.doc, &one.source)
                .cmp(&(&other.claim_id, &other.doc, &other.source))
                .then_with(|| named(one).cmp(&named(other)))
        });
        claims.dedup_by(|one, other| one.claim_id == other.claim_id);
        self.tally.claims += claims.len();
        self.tally.repeated += given - claims.len();
        self.tally.bare += claims.iter().filter(|claim| claim.context.is_none()).count();
        let revised = versions(&mut claims);
        if self.command.links {
            return self.link(claims);
        }
        let found = findings(&mut claims, &revised, self.desk, self.lexicon);
        self.tally.facts += found.facts.len();
        for row in chosen(found.rows, found.pairs, self.command.pairs, &self.command.include) {
            self.tally.rows += 1;
            let mut line = Vec::with_capacity(1024);
            report::record("discrepancy", DISCREPANCY, &row, None, &mut line);
            line.push(b'\n');
            self.out.write_all(&line)?;
        }
        Ok(())
    }

    /// Writes which documents are linked in a block, each two once. Rows of `scope` hang together by more than links.
    fn link(&mut self, mut claims: Vec<Claim>) -> Result<(), Stop> {
        self.desk.rename(&mut claims);
        let scope = self.command.include.contains(&Relation::Scope);
        let mut links = BTreeSet::new();
        for (a, b) in link::pairs(&claims, scope, self.lexicon) {
            let (Some(a), Some(b)) = (claims.get(a), claims.get(b)) else { continue };
            let (a, b) = if a.document_id < b.document_id { (a, b) } else { (b, a) };
            links.insert((&a.block, &a.document_id, &b.document_id));
        }
        self.tally.rows += links.len();
        for (block, a, b) in links {
            let link = [("type", json!("link")), ("block", json!(block)), ("a", json!(a)), ("b", json!(b))];
            writeln!(self.out, "{}", report::object(link))?;
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
