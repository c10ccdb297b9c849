//! The first page: what the ledger holds, what waits, what was done last. And the page on the keys.

use super::answer::{self, Chrome};
use super::choice::{Choice, by_ids};
use super::discrepancies::{Line, address, relation_counts};
use super::discrepancy::VERDICTS;
use super::ledgers::Failure;
use super::list::time;
use super::request::Fields;
use super::routes::{Asked, Page};
use super::row::{count, each, grouped, rows};
use crate::compare::Relation;
use crate::ledger::{Ledger, Verdict};
use crate::report::filters;
use askama::Template;
use axum::response::Response;
use serde_json::Value;

/// So many of what waits are shown.
const WAITING: usize = 8;

/// How many discrepancies have a relation, and how many of them were looked at.
struct Share {
    relation: &'static str,
    says: &'static str,
    count: String,
    checked: String,
    /// Of a bar, in steps of a twentieth of the largest.
    step: usize,
    href: String,
}

/// What somebody did.
struct Done {
    href: String,
    what: String,
    by: String,
    at: String,
    why: String,
}

#[derive(Template)]
#[template(path = "serve/overview.html")]
struct OverviewPage {
    chrome: Chrome,
    totals: Vec<(String, &'static str, &'static str)>,
    shares: Vec<Share>,
    open: String,
    waiting: Vec<Line>,
    done: Vec<Done>,
    stale: usize,
    is_empty: bool,
}

/// The overview.
pub(super) fn page(page: &Page, ledger: &Ledger, _: &Asked) -> Result<Response, Failure> {
    let total = |sql: &str| count(ledger, sql, &Value::Null);
    let documents = total("SELECT count(*) FROM document")?;
    let inside = total("SELECT count(*) FROM arithmetic_check")?;
    let counts = relation_counts(ledger)?;
    let checked = checked(ledger)?;
    let of =
        |counts: &[(String, usize)], name: &str| counts.iter().find(|(known, _)| known == name).map_or(0, |(_, n)| *n);
    let usual: Vec<Relation> =
        Relation::ALL.iter().copied().filter(|r| !matches!(r, Relation::Equal | Relation::Scope)).collect();
    let largest = usual.iter().map(|relation| of(&counts, relation.as_str())).max().unwrap_or(0).max(1);
    let shares = usual.iter().map(|relation| {
        let n = of(&counts, relation.as_str());
        Share {
            relation: relation.as_str(),
            says: says(*relation),
            count: grouped(n),
            checked: grouped(of(&checked, relation.as_str())),
            step: (n * 20).div_ceil(largest),
            href: Fields::default().with("relation", relation.as_str()).at("/discrepancies"),
        }
    });
    let all: usize = usual.iter().map(|relation| of(&counts, relation.as_str())).sum();
    let done: usize = usual.iter().map(|relation| of(&checked, relation.as_str())).sum();
    let open = Fields::default().with("status", "open");
    let ids = Choice::of(&open)?.ids(ledger, WAITING, 0)?;
    let table = by_ids(ledger, &ids)?;
    let line =
        |(at, row): (usize, super::row::Row<'_>)| Line::of(row, address(&row.plain("discrepancy_id"), &open, at));
    Ok(answer::page(&OverviewPage {
        chrome: page.chrome("Overview", "overview"),
        totals: vec![
            (grouped(documents), "documents", "/documents"),
            (grouped(total("SELECT count(*) FROM source")?), "sources", "/sources"),
            (grouped(total("SELECT count(*) FROM claim")?), "claims", "/claims"),
            (grouped(total("SELECT count(*) FROM fact")?), "facts", "/facts"),
            (grouped(inside), "misfits inside one document", "/discrepancies?kind=inside"),
        ],
        shares: shares.collect(),
        open: grouped(all.saturating_sub(done)),
        waiting: each(&table).enumerate().map(line).collect(),
        done: lately(ledger)?,
        stale: total("SELECT (SELECT count(*) FROM stale_block) + (SELECT count(*) FROM stale_document)")?,
        is_empty: documents == 0,
    }))
}

/// What a relation says, in a line.
fn says(relation: Relation) -> &'static str {
    match relation {
        Relation::Conflict => "cannot both be right",
        Relation::Update => "a count that moved on",
        Relation::Revision => "one article, two versions",
        Relation::Rounding => "one is the other, rounded",
        Relation::Hedge => "the words of one allow the other",
        Relation::Equal => "the same",
        Relation::Scope => "not the same measure after all",
    }
}

/// How many discrepancies of each relation have a verdict: from the verdicts, which are few.
fn checked(ledger: &Ledger) -> Result<Vec<(String, usize)>, Failure> {
    let sql = "SELECT relation, count(*) AS n FROM (
        SELECT x.relation, x.discrepancy_key FROM pair_verdict w CROSS JOIN discrepancy x
          ON x.a_claim = w.low_claim AND x.b_claim = w.high_claim WHERE w.verdict IS NOT NULL AND x.kind = 'between'
        UNION SELECT x.relation, x.discrepancy_key FROM pair_verdict w CROSS JOIN discrepancy x
          ON x.b_claim = w.low_claim AND x.a_claim = w.high_claim WHERE w.verdict IS NOT NULL AND x.kind = 'between')
      GROUP BY relation";
    let table = rows(ledger, sql, &Value::Null)?;
    Ok(each(&table).map(|row| (row.plain("relation"), row.count("n"))).collect())
}

/// What was said and decided last.
fn lately(ledger: &Ledger) -> Result<Vec<Done>, Failure> {
    let sql = "SELECT * FROM (SELECT v.discrepancy_id AS id, iif(v.undoes IS NULL, v.verdict, 'undo') AS what, v.checked_by AS by,
          v.at, v.reason FROM verdict v ORDER BY v.verdict_id DESC LIMIT 6)
        UNION ALL SELECT * FROM (SELECT NULL, d.kind, d.decided_by, d.at, d.reason FROM decision d ORDER BY d.decision_id DESC LIMIT 6)
        ORDER BY at DESC LIMIT 6";
    let table = rows(ledger, sql, &Value::Null)?;
    Ok(each(&table)
        .map(|row| {
            let id = row.plain("id");
            Done {
                href: if id.is_empty() { "/decisions".to_owned() } else { format!("/discrepancies/{id}") },
                what: row.get("what"),
                by: row.get("by"),
                at: time(&row.get("at")),
                why: row.get("reason"),
            }
        })
        .collect())
}

#[derive(Template)]
#[template(path = "serve/help.html")]
struct HelpPage {
    chrome: Chrome,
    verdicts: [(Verdict, &'static str, &'static str); 4],
}

/// The page on the keys.
pub(super) fn help(page: &Page, _: &Ledger, _: &Asked) -> Result<Response, Failure> {
    Ok(answer::page(&HelpPage { chrome: page.chrome("Help", "help"), verdicts: VERDICTS }))
}
