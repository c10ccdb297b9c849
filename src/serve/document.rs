//! One document: its text with every number marked, what was read and what was refused, and how.

use super::answer::{self, Chrome};
use super::discrepancy::{slot_marks, web_address};
use super::ledgers::Failure;
use super::reading::{DOCUMENT, Reread};
use super::request::{Fields, is_id};
use super::routes::{Asked, Page};
use super::row::{Row, count, each, rows};
use super::slots::{Slot, slots};
use crate::ledger::Ledger;
use crate::report::marks::{Mark, Piece, pieces};
use crate::report::{groups, visible};
use askama::Template;
use axum::response::Response;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// So many characters of a text stand on one page.
const WINDOW: usize = 60_000;

/// So many claims and refusals are listed beside it.
const LISTED: usize = 500;

/// A number of the text that was read.
struct Claim {
    value: String,
    measure: String,
    href: String,
    is_selected: bool,
}

/// A number of the text that was refused.
struct Refusal {
    quote: String,
    reason: String,
    href: String,
}

/// How the selected claim was read.
struct Selected {
    id: String,
    quote: String,
    slots: Vec<Slot>,
    /// The entries of the vocabulary that took part.
    entries: Vec<String>,
    /// Why no words are shown, where none are.
    unread: &'static str,
    fact: Option<(String, String)>,
    /// The discrepancies that it is in: address, relation, explanation.
    discrepancies: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "serve/document.html")]
struct DocumentPage {
    chrome: Chrome,
    heading: String,
    facts: Vec<(&'static str, String, String)>,
    url: Option<String>,
    title_pieces: Vec<Piece>,
    text_pieces: Vec<Piece>,
    front: String,
    claims: Vec<Claim>,
    n_claims: usize,
    refusals: Vec<Refusal>,
    n_refusals: usize,
    selected: Option<Selected>,
    revisions: Vec<(String, usize, bool)>,
    copies: Vec<(String, String)>,
    previous: Option<String>,
    next: Option<String>,
    part: String,
}

const CLAIMS: &str = "SELECT c.claim_id, c.part, c.value_start, c.value_end, c.value_text, r.quote_start, r.quote_end, r.quote,
    r.low, r.high, m.measure
  FROM document d JOIN claim c ON c.document = d.document_key
  JOIN reading r ON r.claim = c.claim_key
    AND r.extraction = (SELECT max(extraction_id) FROM extraction WHERE document = d.document_key)
  JOIN measure m ON m.measure_id = r.measure
  WHERE d.document_id = ?1 ->> 'id' AND (c.part = 'title' OR c.value_end > ?1 ->> 'from' AND c.value_start < ?1 ->> 'to')
  ORDER BY c.part <> 'title', c.value_start, c.claim_id";
const REFUSALS: &str = "SELECT r.part, r.quote_start, r.quote_end, r.quote, r.reason
  FROM document d JOIN extraction e ON e.extraction_id = (SELECT max(extraction_id) FROM extraction WHERE document = d.document_key)
  JOIN rejection r ON r.extraction = e.extraction_id
  WHERE d.document_id = ?1 ->> 'id' AND (r.part = 'title' OR r.quote_end > ?1 ->> 'from' AND r.quote_start < ?1 ->> 'to')
  ORDER BY r.part <> 'title', r.quote_start";
const N_CLAIMS: &str = "SELECT count(*) FROM document d JOIN reading r
  ON r.extraction = (SELECT max(extraction_id) FROM extraction WHERE document = d.document_key) WHERE d.document_id = ?1 ->> 'id'";
const N_REFUSALS: &str = "SELECT count(*) FROM document d JOIN rejection r
  ON r.extraction = (SELECT max(extraction_id) FROM extraction WHERE document = d.document_key) WHERE d.document_id = ?1 ->> 'id'";

/// The page.
pub(super) fn page(page: &Page, ledger: &Ledger, asked: &Asked) -> Result<Response, Failure> {
    let missing = || Failure::Missing(format!("There is no document {}.", visible(&asked.id)));
    if !is_id('d', &asked.id) {
        return Err(missing());
    }
    let table = rows(ledger, DOCUMENT, &json!({ "id": asked.id }))?;
    let row = each(&table).next().ok_or_else(missing)?;
    let path = format!("/documents/{}", asked.id);
    let (scalars, body) = (row.count("scalars"), row.count("body_start"));
    let chosen = asked.fields.get("claim").filter(|id| is_id('c', id)).map(str::to_owned);
    let place = match &chosen {
        Some(id) => count(
            ledger,
            "SELECT value_start FROM claim WHERE claim_id = ?1 ->> 'id' AND part = 'text'",
            &json!({ "id": id }),
        )?,
        None => 0,
    };
    let part = asked.fields.number("part", place / WINDOW + 1)?.clamp(1, scalars / WINDOW + 1);
    let (from, to) = (((part - 1) * WINDOW).max(body), (part * WINDOW).min(scalars));
    let within = json!({ "id": asked.id, "from": from, "to": to });
    let (claims, refusals) = (rows(ledger, CLAIMS, &within)?, rows(ledger, REFUSALS, &within)?);
    let reread = chosen.as_ref().and_then(|_| Reread::of(row, &page.settings.lexicon));
    let selected = chosen.map(|id| select(page, ledger, &id, reread.as_ref())).transpose()?.flatten();
    let text: String = row.plain("text").chars().skip(from).take(to.saturating_sub(from)).collect();
    let front: String = if part == 1 { row.plain("text").chars().take(body).collect() } else { String::new() };
    let marks = |part: &str| marks(part, &claims, &refusals, &path, selected.as_ref().map(|(_, marks)| marks));
    let title = row.plain("title");
    let in_title = each(&claims).chain(each(&refusals)).any(|row| row.plain("part") == "title");
    let selected_id = selected.as_ref().map(|(selected, _)| selected.id.clone());
    let at = |part: usize| Fields::default().with("part", &part.to_string()).at(&path);
    let parts = scalars.div_ceil(WINDOW).max(1);
    Ok(answer::page(&DocumentPage {
        chrome: page.chrome(if title.is_empty() { row.get("doc") } else { row.get("title") }, "documents"),
        heading: if title.is_empty() { row.get("doc") } else { row.get("title") },
        facts: metadata(row),
        url: web_address(&row.plain("url")),
        title_pieces: if in_title { pieces(&title, 0, marks("title")) } else { Vec::new() },
        text_pieces: pieces(&text, from, marks("text")),
        front: crate::report::marks::seen(front.trim_end()),
        claims: each(&claims).take(LISTED).map(|row| listed(row, &path, selected_id.as_deref())).collect(),
        n_claims: count(ledger, N_CLAIMS, &within)?,
        refusals: each(&refusals).take(LISTED).map(refused).collect(),
        n_refusals: count(ledger, N_REFUSALS, &within)?,
        selected: selected.map(|(selected, _)| selected),
        revisions: revisions(ledger, &asked.id)?,
        copies: copies(ledger, &asked.id)?,
        previous: (part > 1).then(|| at(part - 1)),
        next: (part < parts).then(|| at(part + 1)),
        part: if parts > 1 { format!("part {part} of {parts}") } else { String::new() },
    }))
}

/// Leads to a claim in its document.
pub(super) fn claim(_: &Page, ledger: &Ledger, asked: &Asked) -> Result<Response, Failure> {
    let missing = || Failure::Missing(format!("There is no claim {}.", visible(&asked.id)));
    if !is_id('c', &asked.id) {
        return Err(missing());
    }
    let sql = "SELECT d.document_id FROM claim c JOIN document d ON d.document_key = c.document WHERE c.claim_id = ?1 ->> 'id'";
    let table = rows(ledger, sql, &json!({ "id": asked.id }))?;
    let row = each(&table).next().ok_or_else(missing)?;
    Ok(answer::see(&address(&row.plain("document_id"), &asked.id)))
}

/// The address of a claim in its document.
pub(super) fn address(document_id: &str, claim_id: &str) -> String {
    format!("/documents/{document_id}?claim={claim_id}#{claim_id}")
}

fn listed(row: Row<'_>, path: &str, selected: Option<&str>) -> Claim {
    let id = row.plain("claim_id");
    Claim {
        value: row.get("value_text"),
        measure: row.get("measure"),
        href: format!("{path}?claim={id}#{id}"),
        is_selected: selected == Some(id.as_str()),
    }
}

fn refused(row: Row<'_>) -> Refusal {
    Refusal { quote: row.get("quote"), reason: row.get("reason"), href: format!("#r{}", row.count("quote_start")) }
}

/// Every number of a part, and what belongs to the selected one.
fn marks(
    part: &str,
    claims: &crate::report::Table,
    refusals: &crate::report::Table,
    path: &str,
    selected: Option<&Vec<(String, Mark)>>,
) -> Vec<Mark> {
    let mut marks = Vec::new();
    for row in each(claims).filter(|row| row.plain("part") == part) {
        let id = row.plain("claim_id");
        marks.push(Mark {
            start: row.count("value_start"),
            end: row.count("value_end"),
            class: "value",
            title: row.get("measure"),
            href: Some(format!("{path}?claim={id}#{id}")),
            id: Some(id),
        });
    }
    for row in each(refusals).filter(|row| row.plain("part") == part) {
        marks.push(Mark {
            start: row.count("quote_start"),
            end: row.count("quote_end"),
            class: "refused",
            title: format!("refused: {}", row.get("reason")),
            href: None,
            id: Some(format!("r{}", row.count("quote_start"))),
        });
    }
    marks.extend(selected.into_iter().flatten().filter(|(own, _)| own == part).map(|(_, mark)| mark.clone()));
    marks
}

const CLAIM: &str = "SELECT * FROM all_claims WHERE claim_id = ?1 ->> 'id' ORDER BY is_current DESC, run DESC LIMIT 1";

/// The selected claim, with its marks by their part.
#[allow(clippy::type_complexity)]
fn select(
    page: &Page,
    ledger: &Ledger,
    id: &str,
    reread: Option<&Reread>,
) -> Result<Option<(Selected, Vec<(String, Mark)>)>, Failure> {
    let lexicon = &page.settings.lexicon;
    let table = rows(ledger, CLAIM, &json!({ "id": id }))?;
    let Some(row) = each(&table).next() else { return Ok(None) };
    let read = reread.map(|reread| reread.words(id, lexicon));
    let unread = match &read {
        None => "The text is too long to be read again here.",
        Some(None) => "This program reads the number differently today: the slots are those of an older reading.",
        Some(Some(_)) => "",
    };
    let words = read.flatten().unwrap_or_default();
    let part = row.plain("part");
    let quoted = Mark { start: row.count("start"), end: row.count("end"), class: "quoted", ..Mark::default() };
    let marks = slot_marks(&words).into_iter().chain([quoted]).map(|mark| (part.clone(), mark)).collect();
    let fact = rows(ledger, FACT, &json!({ "id": id }))?;
    let found = rows(ledger, DISCREPANCIES, &json!({ "id": id }))?;
    let selected = Selected {
        id: id.to_owned(),
        quote: row.get("quote"),
        slots: slots(row, &words),
        entries: reread.map(|reread| reread.entries(id, lexicon)).unwrap_or_default(),
        unread,
        fact: each(&fact).next().map(|row| (row.plain("fact_id"), row.get("measure"))),
        discrepancies: each(&found)
            .map(|row| {
                (format!("/discrepancies/{}", row.plain("discrepancy_id")), row.get("relation"), row.get("explanation"))
            })
            .collect(),
    };
    Ok(Some((selected, marks)))
}

const FACT: &str = "SELECT f.fact_id, m.measure FROM claim c JOIN fact_claim fc ON fc.claim = c.claim_key
    JOIN fact f ON f.fact_key = fc.fact JOIN measure m ON m.measure_id = f.measure WHERE c.claim_id = ?1 ->> 'id'";
const DISCREPANCIES: &str = "SELECT x.discrepancy_id, x.relation, x.explanation FROM claim c JOIN discrepancy x
      ON x.a_claim = c.claim_key OR x.b_claim = c.claim_key
    WHERE c.claim_id = ?1 ->> 'id' AND x.relation NOT IN ('equal', 'scope')
    UNION ALL SELECT x.check_id, replace(x.kind, '_', ' '), x.explanation FROM claim c JOIN arithmetic_check x
      ON x.a_claim = c.claim_key OR x.b_claim = c.claim_key WHERE c.claim_id = ?1 ->> 'id' LIMIT 20";

/// What is known of a document, with where it came from.
fn metadata(row: Row<'_>) -> Vec<(&'static str, String, String)> {
    let bases: BTreeMap<String, Value> = serde_json::from_str(&row.plain("meta_basis")).unwrap_or_default();
    let names = ["source", "author", "published", "modified", "retrieved", "language", "licence"];
    let known = names.into_iter().map(|name| {
        let basis = bases.get(name).and_then(Value::as_str).unwrap_or_default().replace('_', " ");
        (name, row.get(name), basis)
    });
    let own = [("document", row.get("doc"), String::new()), ("characters", groups(&row.get("scalars")), String::new())];
    known.chain(own).filter(|(_, value, _)| !value.is_empty()).collect()
}

/// The revisions of its article, where there is more than one: id, number, is it this one.
fn revisions(ledger: &Ledger, id: &str) -> Result<Vec<(String, usize, bool)>, Failure> {
    let sql = "SELECT o.document_id, o.revision FROM document d JOIN document o ON o.article = d.article
        WHERE d.document_id = ?1 ->> 'id' ORDER BY o.revision LIMIT 100";
    let table = rows(ledger, sql, &json!({ "id": id }))?;
    let all: Vec<_> = each(&table)
        .map(|row| (row.plain("document_id"), row.count("revision"), row.plain("document_id") == id))
        .collect();
    Ok(if all.len() > 1 { all } else { Vec::new() })
}

/// Other documents with the same text: id and outlet or path.
fn copies(ledger: &Ledger, id: &str) -> Result<Vec<(String, String)>, Failure> {
    let sql =
        "SELECT k.document_id, coalesce(k.source, k.doc) AS name FROM document d JOIN document o ON o.digest = d.digest
        JOIN known_document k ON k.document_key = o.document_key
        WHERE d.document_id = ?1 ->> 'id' AND o.document_id <> d.document_id ORDER BY o.document_key LIMIT 50";
    let table = rows(ledger, sql, &json!({ "id": id }))?;
    Ok(each(&table).map(|row| (row.plain("document_id"), row.get("name"))).collect())
}
