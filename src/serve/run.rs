//! One run: with what it read, and what it read differently than what had been read before.

use super::answer::{self, Chrome};
use super::ledgers::Failure;
use super::list::time;
use super::request::Fields;
use super::routes::{Asked, Page};
use super::row::{each, grouped, rows};
use crate::ledger::Ledger;
use crate::report::{Table, groups};
use askama::Template;
use axum::response::Response;
use serde_json::json;

/// So many changes stand on the page.
const SHOWN: usize = 200;

/// A claim gained or lost, or a slot changed.
struct Change {
    change: String,
    value: String,
    quote: String,
    slot: String,
    before: String,
    after: String,
    href: String,
    doc: String,
}

#[derive(Template)]
#[template(path = "serve/run.html")]
struct RunPage {
    chrome: Chrome,
    id: usize,
    about: Vec<(&'static str, String)>,
    options: String,
    compared: Option<usize>,
    changes: Vec<Change>,
    total: String,
    csv: String,
    json: String,
}

/// The page.
pub(super) fn page(page: &Page, ledger: &Ledger, asked: &Asked) -> Result<Response, Failure> {
    let missing = || Failure::Missing("There is no such run.".to_owned());
    let id: usize = asked.id.parse().map_err(|_| missing())?;
    let table = rows(ledger, "SELECT * FROM runs WHERE run_id = ?1 ->> 'id'", &json!({ "id": id }))?;
    let row = each(&table).next().ok_or_else(missing)?;
    let compared = before(ledger, id)?;
    let changes = changes(ledger, compared, id)?;
    let number = |name: &str| groups(&row.get(name));
    let about = [
        ("command", row.get("command")),
        ("started", time(&row.get("started"))),
        ("ended", time(&row.get("ended"))),
        ("new documents", number("n_documents")),
        ("the same as before", number("n_same")),
        ("failed", number("n_failed")),
        ("read", number("n_read")),
        ("read again, unchanged", number("n_unchanged")),
        ("claims", number("n_claims")),
        ("refused", number("n_rejected")),
        ("version", row.get("version")),
        ("vocabulary", row.get("lexicon_digest").chars().take(9).collect()),
    ];
    let whole = Fields::default().with("run", &id.to_string());
    Ok(answer::page(&RunPage {
        chrome: page.chrome(format!("Run {id}"), "runs"),
        id,
        about: about.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        options: row.get("options"),
        compared,
        total: grouped(changes.rows.len()),
        changes: each(&changes)
            .take(SHOWN)
            .map(|row| Change {
                change: row.get("change"),
                value: row.get("value_text"),
                quote: row.get("quote"),
                slot: row.get("slot").replace('_', " "),
                before: row.get("before"),
                after: row.get("after"),
                href: super::document::address(&row.plain("document_id"), &row.plain("claim_id")),
                doc: row.get("doc"),
            })
            .collect(),
        csv: whole.at("/runs/changes.csv"),
        json: whole.at("/runs/changes.json"),
    }))
}

/// What a run read differently, as a file.
pub(super) fn table(ledger: &Ledger, asked: &Asked) -> Result<(Table, &'static str), Failure> {
    let id = asked.fields.number("run", 0)?;
    Ok((changes(ledger, before(ledger, id)?, id)?, "changes"))
}

/// The run before, or the one whose documents were read again.
fn before(ledger: &Ledger, id: usize) -> Result<Option<usize>, Failure> {
    let sql = "SELECT coalesce((SELECT replays FROM run WHERE run_id = ?1 ->> 'id'),
        (SELECT max(run_id) FROM run WHERE run_id < ?1 ->> 'id'), 0) AS run";
    let table = rows(ledger, sql, &json!({ "id": id }))?;
    Ok(each(&table).next().map(|row| row.count("run")).filter(|run| *run > 0))
}

fn changes(ledger: &Ledger, before: Option<usize>, id: usize) -> Result<Table, Failure> {
    let number = |run: usize| i64::try_from(run).unwrap_or(0);
    Ok(before.map(|before| ledger.run_diff(number(before), number(id))).transpose()?.unwrap_or_default())
}
