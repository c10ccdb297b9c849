//! `show`: one claim, fact, discrepancy or document, in context, and how it was read.

mod judged;
mod raw;
mod resolve;

use super::extract::slots;
use super::filter::among;
use super::options::Writing;
use super::session::{Session, Stop};
use crate::claim::Claim;
use crate::ledger::Ledger;
use crate::link;
use crate::report::{self, Cell, Format, Table, kinds, relation_name_style, visible};
use clap::Args;
pub(super) use resolve::{Subject, resolve};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger show x7k2
  factledger show c4mzq2 --format json
  factledger show d6yr353 --raw -o page.html

The beginning of an id is enough where no other id begins so. c… is a claim, f… a fact, x… a discrepancy, d… a document.";

/// Shows one claim, fact, discrepancy or document: the quote in context, and how it was read and linked
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Show {
    /// An id or the beginning of one
    id: String,
    /// Of a document, the bytes that it was made from as they came, if `add --keep-raw` kept them; of several the newest,
    /// or those whose SHA-256 begins so
    #[arg(long, value_name = "DIGEST", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    raw: Option<String>,
    /// The new file that these are written to; - is standard output
    #[arg(short, long, value_name = "FILE", requires = "raw")]
    output: Option<PathBuf>,
}

pub(super) fn run(session: &Session, command: &Show) -> Result<ExitCode, Stop> {
    if let Some(digest) = &command.raw {
        raw::give(session, command, digest)?;
        return Ok(ExitCode::SUCCESS);
    }
    let ledger = session.ledger_read_only()?;
    let (subject, id) = resolve(&ledger, &command.id)?;
    let rows = subject.rows(&ledger, &id)?;
    if let Some(format) = session.global.format.filter(|format| *format != Format::Table) {
        session.print(&rows, format, &Writing::default(), |table| (table.clone(), kinds(&table.columns)))?;
        return Ok(ExitCode::SUCCESS);
    }
    let page = Page { session, ledger: &ledger };
    let mut out = session.out();
    match (subject, Row::first(&rows)) {
        (Subject::Claim, Some(row)) => page.claim(row, &mut out)?,
        (Subject::Fact, Some(row)) => page.fact(row, &mut out)?,
        (Subject::Discrepancy, row) => page.discrepancy(&id, row, &mut out)?,
        (Subject::Document, Some(row)) => page.document(row, &mut out)?,
        (_, None) => {}
    }
    out.flush()?;
    session.walked(&ledger);
    Ok(ExitCode::SUCCESS)
}

/// The page of a discrepancy, by its whole id.
pub(super) fn discrepancy(session: &Session, ledger: &Ledger, id: &str) -> Result<(), Stop> {
    let rows = Subject::Discrepancy.rows(ledger, id)?;
    let mut out = session.out();
    Page { session, ledger }.discrepancy(id, Row::first(&rows), &mut out)?;
    Ok(out.flush()?)
}

/// One row with its columns' names.
#[derive(Clone, Copy)]
struct Row<'t> {
    table: &'t Table,
    cells: &'t [Cell],
}

impl<'t> Row<'t> {
    fn first(table: &'t Table) -> Option<Self> {
        Self::all(table).next()
    }

    fn all(table: &'t Table) -> impl Iterator<Item = Row<'t>> {
        table.rows.iter().map(move |cells| Row { table, cells })
    }

    /// The value of a column as it may be printed; empty where there is none.
    fn get(&self, name: &str) -> String {
        let at = self.table.columns.iter().position(|column| column == name);
        at.and_then(|at| self.cells.get(at)).map(|cell| visible(&cell.plain()).into_owned()).unwrap_or_default()
    }

    /// The claim that the row of the view `claims` is.
    fn claim(&self) -> Option<Claim> {
        let kinds = kinds(&self.table.columns);
        let values = self.cells.iter().zip(&kinds).map(|(cell, kind)| report::value(cell, *kind));
        let json = report::object(self.table.columns.iter().map(String::as_str).zip(values));
        serde_json::from_str(&json).ok()
    }
}

struct Page<'a> {
    session: &'a Session,
    ledger: &'a Ledger,
}

impl Page<'_> {
    fn rows(&self, sql: &str, id: &str) -> Result<Table, Stop> {
        Ok(self.ledger.query(sql, &[("id".to_owned(), id.to_owned())])?)
    }

    fn claim(&self, row: Row<'_>, out: &mut impl Write) -> Result<(), Stop> {
        writeln!(out, "claim {}", row.get("claim_id"))?;
        in_context(&row, out)?;
        cited(&row, out)?;
        if let Some(claim) = row.claim() {
            writeln!(out, "\nread as")?;
            slots(&claim, out)?;
        }
        let facts = self.rows(FACT_OF_CLAIM, &row.get("claim_id"))?;
        if let Some(fact) = Row::first(&facts) {
            writeln!(out, "\nin the fact {}: {}", fact.get("fact_id"), fact.get("measure"))?;
            self.members(&fact.get("fact_id"), out)?;
        }
        self.left_out(&row.get("claim_id"), out)?;
        self.decided(DECISIONS_ON_CLAIM, &row.get("claim_id"), out)
    }

    fn fact(&self, row: Row<'_>, out: &mut impl Write) -> Result<(), Stop> {
        writeln!(out, "fact {}", row.get("fact_id"))?;
        for name in [
            "measure",
            "concept",
            "subject",
            "unit",
            "n_claims",
            "n_sources",
            "n_origins",
            "n_values",
            "lowest",
            "highest",
        ] {
            pair(name, &row.get(name), out)?;
        }
        writeln!(out, "\nclaims")?;
        self.members(&row.get("fact_id"), out)?;
        let rows = self.rows(DISCREPANCIES_OF_FACT, &row.get("fact_id"))?;
        let rows = self.ledger.query(&among(DISCREPANCIES, "discrepancy_id", &rows), &[])?;
        if !rows.rows.is_empty() {
            writeln!(out, "\ndiscrepancies")?;
        }
        for row in Row::all(&rows) {
            writeln!(out, "  {}  {}: {}", row.get("discrepancy_id"), relation(&row), row.get("explanation"))?;
        }
        self.decided(DECISIONS_ON_FACT, &row.get("fact_id"), out)
    }

    /// Who decided what of it, and why; also what no longer holds.
    fn decided(&self, sql: &str, id: &str, out: &mut impl Write) -> Result<(), Stop> {
        let rows = self.rows(sql, id)?;
        if !rows.rows.is_empty() {
            writeln!(out, "\ndecided by the desk")?;
        }
        for row in Row::all(&rows) {
            let by = format!("{} by {} on {}", row.get("kind"), row.get("decided_by"), row.get("day"));
            let undone = row.get("undone_by");
            let undone = if undone.is_empty() { undone } else { format!(" (undone by decision {undone})") };
            writeln!(out, "  decision {}: {by}: {}{undone}", row.get("decision_id"), row.get("reason"))?;
            for name in ["subject", "object"] {
                pair(name, &row.get(name), out)?;
            }
        }
        Ok(())
    }

    /// The claims of a fact.
    fn members(&self, fact: &str, out: &mut impl Write) -> Result<(), Stop> {
        let rows = self.rows(CLAIMS_OF_FACT, fact)?;
        for row in Row::all(&rows) {
            let by = [row.get("source"), row.get("published"), row.get("doc")];
            let by: Vec<_> = by.iter().filter(|part| !part.is_empty()).map(String::as_str).collect();
            writeln!(out, "  {}  {} ({})", row.get("claim_id"), row.get("quote"), by.join(", "))?;
        }
        Ok(())
    }

    /// A discrepancy; `row` is missing where a verdict took it out of the report.
    fn discrepancy(&self, id: &str, row: Option<Row<'_>>, out: &mut impl Write) -> Result<(), Stop> {
        writeln!(out, "discrepancy {id}")?;
        match row {
            Some(row) => {
                writeln!(out, "  {}: {}", relation(&row), row.get("explanation"))?;
                for name in DISCREPANCY_FIELDS {
                    pair(name, &row.get(name), out)?;
                }
            }
            None => writeln!(out, "  not in the report: a claim of it was misread, or is of an older revision")?,
        }
        let Some(pair) = self.ledger.pair(id)? else { return Ok(()) };
        let mut documents = Vec::new();
        for (side, claim_id) in [("a", &pair.a_claim_id), ("b", &pair.b_claim_id)] {
            let table = self.rows(CLAIM, claim_id)?;
            let Some(claim) = Row::first(&table) else { continue };
            writeln!(out, "\n{side}  {}", claim.get("claim_id"))?;
            in_context(&claim, out)?;
            cited(&claim, out)?;
            documents.push(claim.get("document_id"));
        }
        if let (Some(_), [one, other]) = (row, documents.as_slice()) {
            self.linked([one, other], &pair.a_claim_id, &pair.b_claim_id, out)?;
        }
        self.judged(&pair, out)?;
        self.decided(DECISIONS_ON_DISCREPANCY, id, out)
    }

    /// Why the two are taken to measure the same thing, or not to. A link is decided from the claims of the two documents
    /// and the desk's decisions alone, so that asking it again gives what it gave.
    fn linked(&self, documents: [&String; 2], a: &str, b: &str, out: &mut impl Write) -> Result<(), Stop> {
        let desk = self.ledger.desk()?;
        let mut claims = Vec::new();
        for document in documents {
            claims.extend(self.ledger.numbers(document)?.claims);
        }
        desk.rename(&mut claims);
        let linking = link::facts_with(&claims, &desk, &self.session.lexicon()?);
        let is = |at: usize, id: &str| claims.get(at).is_some_and(|claim| claim.claim_id == id);
        let joins = |x: usize, y: usize| (is(x, a) && is(y, b)) || (is(x, b) && is(y, a));
        let link = linking.facts.iter().flat_map(|fact| &fact.links).find(|link| joins(link.a, link.b));
        let miss = linking.near_misses.iter().find(|miss| joins(miss.a, miss.b));
        let slots = match (link, miss) {
            (Some(link), _) => {
                writeln!(out, "\nlinked, confidence {:.2}", link.confidence)?;
                &link.slots
            }
            (None, Some(miss)) => {
                writeln!(out, "\nkept apart")?;
                &miss.slots
            }
            (None, None) => return Ok(()),
        };
        for slot in slots {
            writeln!(out, "  {:12} {:8} {}", slot.slot, slot.verdict, visible(&slot.reason))?;
        }
        Ok(())
    }

    fn document(&self, row: Row<'_>, out: &mut impl Write) -> Result<(), Stop> {
        writeln!(out, "document {}", row.get("document_id"))?;
        pair("doc", &row.get("doc"), out)?;
        let bases: BTreeMap<String, String> = serde_json::from_str(&row.get("meta_basis")).unwrap_or_default();
        for name in ["source", "title", "author", "url", "published", "modified", "retrieved", "language"] {
            let value = row.get(name);
            match bases.get(name) {
                Some(basis) if !value.is_empty() => pair(name, &format!("{value} ({basis})"), out)?,
                _ => pair(name, &value, out)?,
            }
        }
        pair("revision", &row.get("revision"), out)?;
        let claims = self.rows(CLAIMS_OF_DOCUMENT, &row.get("document_id"))?;
        writeln!(out, "\nclaims: {}", claims.rows.len())?;
        for claim in Row::all(&claims) {
            writeln!(out, "  {}  {}", claim.get("claim_id"), claim.get("quote"))?;
        }
        self.originals(&row.get("document_id"), out)
    }
}

const DISCREPANCY_FIELDS: [&str; 18] = [
    "kind",
    "diagnosis",
    "measure",
    "subject",
    "unit",
    "period",
    "as_of",
    "n_sources",
    "n_origins",
    "difference",
    "relative_difference",
    "ratio",
    "confidence",
    "status",
    "verdict",
    "checked_by",
    "checked_on",
    "note",
];
const CLAIM: &str = "SELECT * FROM all_claims WHERE claim_id = :id ORDER BY is_current DESC, run DESC LIMIT 1";
const FACT_OF_CLAIM: &str = "SELECT f.fact_id, m.measure FROM fact f JOIN measure m ON m.measure_id = f.measure \
     WHERE f.fact_key = (SELECT m.fact FROM claim c JOIN fact_claim m ON m.claim = c.claim_key WHERE c.claim_id = :id)";
const CLAIMS_OF_FACT: &str = "SELECT r.claim_id, r.quote, r.source, r.published, r.doc FROM fact f \
     JOIN fact_claim m ON m.fact = f.fact_key JOIN newest_reading r ON r.claim_key = m.claim WHERE f.fact_id = :id \
     ORDER BY coalesce(r.value, r.low, r.high), r.published, r.claim_id";
const DISCREPANCIES_OF_FACT: &str = "WITH member AS (SELECT m.claim FROM fact f JOIN fact_claim m ON m.fact = f.fact_key \
       WHERE f.fact_id = :id) \
     SELECT x.discrepancy_id FROM member JOIN discrepancy x ON x.a_claim = member.claim \
     UNION SELECT x.check_id FROM member JOIN arithmetic_check x ON x.a_claim = member.claim";
const DISCREPANCIES: &str = "SELECT * FROM discrepancies WHERE relation NOT IN ('equal', 'scope') AND {} \
     ORDER BY relation <> 'conflict', discrepancy_id";
const DECISIONS_ON_CLAIM: &str = "SELECT d.*, substr(d.at, 1, 10) AS day FROM decisions d \
     WHERE EXISTS (SELECT 1 FROM decision_claim x JOIN claim c ON c.claim_key = x.claim \
       WHERE x.decision = d.decision_id AND c.claim_id = :id) \
     OR d.kind = 'alias' AND d.subject IN (SELECT measure FROM all_claims WHERE claim_id = :id) ORDER BY d.decision_id";
const DECISIONS_ON_FACT: &str = "WITH member AS (SELECT m.claim FROM fact f JOIN fact_claim m ON m.fact = f.fact_key \
       WHERE f.fact_id = :id) \
     SELECT d.*, substr(d.at, 1, 10) AS day FROM decisions d \
     WHERE EXISTS (SELECT 1 FROM decision_claim x JOIN member USING (claim) WHERE x.decision = d.decision_id) \
     OR d.kind = 'alias' AND EXISTS (SELECT 1 FROM member JOIN newest_reading r ON r.claim_key = member.claim \
       WHERE r.measure = d.subject) ORDER BY d.decision_id";
const DECISIONS_ON_DISCREPANCY: &str = "SELECT d.*, substr(d.at, 1, 10) AS day FROM decisions d \
     WHERE 2 = (SELECT count(*) FROM decision_claim x JOIN claim c ON c.claim_key = x.claim \
       JOIN (SELECT a_claim_id AS a, b_claim_id AS b FROM discrepancies WHERE discrepancy_id = :id \
         UNION SELECT a_claim_id, b_claim_id FROM discrepancy_pairs WHERE discrepancy_id = :id) p \
       ON c.claim_id IN (p.a, p.b) WHERE x.decision = d.decision_id) ORDER BY d.decision_id";
const CLAIMS_OF_DOCUMENT: &str = "SELECT claim_id, quote FROM all_claims WHERE document_id = :id \
     GROUP BY claim_id ORDER BY part DESC, start, claim_id";

/// A name and its value, unless that is empty.
fn pair(name: &str, value: &str, out: &mut impl Write) -> std::io::Result<()> {
    if value.is_empty() { Ok(()) } else { writeln!(out, "  {name:20} {value}") }
}

/// The sentence with the quote in bold, or the words around the quote where the sentence does not hold it.
fn in_context(row: &Row<'_>, out: &mut impl Write) -> std::io::Result<()> {
    let (quote, sentence) = (row.get("quote"), row.get("sentence"));
    let bold = anstyle::Style::new().bold();
    let (before, after) = match sentence.split_once(&quote) {
        Some((before, after)) => (before.to_owned(), after.to_owned()),
        None => (format!("… {} ", row.get("prefix")), format!(" {} …", row.get("suffix"))),
    };
    writeln!(out, "  {before}{bold}{quote}{bold:#}{after}")
}

/// Where the claim stands.
fn cited(row: &Row<'_>, out: &mut impl Write) -> std::io::Result<()> {
    let by = [row.get("source"), row.get("published"), row.get("title"), row.get("url")];
    let by: Vec<_> = by.iter().filter(|part| !part.is_empty()).map(String::as_str).collect();
    let place = format!("{} {} {}–{}", row.get("doc"), row.get("part"), row.get("start"), row.get("end"));
    writeln!(out, "  — {}", if by.is_empty() { place.clone() } else { format!("{}; {place}", by.join(", ")) })
}

/// The relation in its colour.
fn relation(row: &Row<'_>) -> String {
    let name = row.get("relation");
    let style = relation_name_style(&name);
    format!("{style}{name}{style:#}")
}

impl Subject {
    /// The row of the view, with all its columns.
    fn rows(self, ledger: &Ledger, id: &str) -> Result<Table, Stop> {
        let sql = match self {
            Subject::Claim => CLAIM,
            Subject::Fact => "SELECT * FROM facts WHERE fact_id = :id",
            Subject::Discrepancy => {
                "SELECT * FROM discrepancies WHERE discrepancy_id = :id \
                 UNION ALL SELECT * FROM discrepancy_pairs WHERE discrepancy_id = :id LIMIT 1"
            }
            Subject::Document => "SELECT * FROM documents WHERE document_id = :id",
        };
        Ok(ledger.query(sql, &[("id".to_owned(), id.to_owned())])?)
    }
}
