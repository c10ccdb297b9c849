//! Full-text search over quotes, the sentences that hold a number, and titles.

use super::answer::{self, Chrome};
use super::ledgers::Failure;
use super::pager::{COUNTED, FILE_ROWS, Pager, too_long};
use super::request::is_id;
use super::routes::{Asked, Page};
use super::row::{count, each, rows};
use super::words::matching;
use crate::ledger::Ledger;
use crate::report::{Table, visible};
use askama::Template;
use axum::response::Response;
use serde_json::json;

/// A sentence with a number that holds the words.
struct Hit {
    href: String,
    before: String,
    quote: String,
    after: String,
    measure: String,
    source: String,
    published: String,
    title: String,
}

#[derive(Template)]
#[template(path = "serve/search.html")]
struct SearchPage {
    chrome: Chrome,
    q: String,
    hits: Vec<Hit>,
    titles: Vec<(String, String, String)>,
    pager: Pager,
}

/// The claims whose sentence holds the words, newest reading first counted.
const CLAIMS: &str = "SELECT r.claim AS key FROM sentence_search s JOIN number_sentence n ON n.sentence_id = s.rowid
    JOIN claim c ON c.document = n.document
    JOIN reading r ON r.claim = c.claim_key AND r.sentence = n.sentence_id
      AND r.reading_id = (SELECT max(reading_id) FROM reading WHERE claim = c.claim_key)
    WHERE sentence_search MATCH ?1 ->> 'q'";
const TITLES: &str = "SELECT d.document_id, m.title, coalesce(s.source, '') AS source FROM title_search t
    JOIN document_metadata m ON m.metadata_id = t.rowid JOIN document d ON d.document_key = m.document
    LEFT JOIN source s ON s.source_id = m.source
    WHERE title_search MATCH ?1 ->> 'q'
      AND m.metadata_id = (SELECT max(metadata_id) FROM document_metadata WHERE document = m.document)
    ORDER BY m.published DESC, d.document_id LIMIT 20";

/// The page. An id leads straight to the thing.
pub(super) fn page(page: &Page, ledger: &Ledger, asked: &Asked) -> Result<Response, Failure> {
    let q = asked.fields.text("q");
    if let Some(place) = place_of(ledger, &q)? {
        return Ok(answer::see(&place));
    }
    let pager = Pager::of(&asked.fields)?;
    let (mut hits, mut titles, mut total) = (Vec::new(), Vec::new(), 0);
    if !q.is_empty() {
        let words = json!({ "q": matching(&q) });
        let table = found(ledger, &q, pager.limit, pager.offset)?;
        hits = each(&table)
            .map(|row| {
                let (quote, sentence) = (row.get("quote"), row.get("sentence"));
                let (before, after) = sentence.split_once(&quote).unwrap_or(("", ""));
                Hit {
                    href: super::document::address(&row.plain("document_id"), &row.plain("claim_id")),
                    before: before.to_owned(),
                    after: after.to_owned(),
                    quote: quote.clone(),
                    measure: row.get("measure"),
                    source: row.get("source"),
                    published: row.get("published").chars().take(10).collect(),
                    title: row.get("title"),
                }
            })
            .collect();
        total = count(ledger, &format!("SELECT count(*) FROM ({CLAIMS} LIMIT {COUNTED})"), &words)?;
        let found = rows(ledger, TITLES, &words)?;
        titles = each(&found).map(|row| (row.plain("document_id"), row.get("title"), row.get("source"))).collect();
    }
    Ok(answer::page(&SearchPage {
        chrome: page
            .chrome(if q.is_empty() { "Search".to_owned() } else { format!("Search: {}", visible(&q)) }, "search"),
        pager: pager.over("/search", &asked.fields, hits.len(), total),
        q,
        hits,
        titles,
    }))
}

/// The claims found, with all their columns, as a file.
pub(super) fn table(ledger: &Ledger, asked: &Asked) -> Result<(Table, &'static str), Failure> {
    let table = found(ledger, &asked.fields.text("q"), FILE_ROWS + 1, 0)?;
    if table.rows.len() > FILE_ROWS { Err(too_long()) } else { Ok((table, "search")) }
}

fn found(ledger: &Ledger, q: &str, limit: usize, offset: usize) -> Result<Table, Failure> {
    let sql = format!(
        "WITH found(position, key) AS MATERIALIZED (SELECT row_number() OVER (), key FROM
           ({CLAIMS} ORDER BY bm25(sentence_search), c.claim_id LIMIT {limit} OFFSET {offset}))
         SELECT r.claim_id, r.document_id, r.doc, r.quote, r.sentence, r.value_text, r.value, r.unit, r.measure, r.speaker,
           r.source, r.title, r.url, r.published
         FROM found CROSS JOIN newest_reading r ON r.claim_key = found.key ORDER BY found.position"
    );
    rows(ledger, &sql, &json!({ "q": matching(q) }))
}

/// The page of the thing whose id was typed, if it is one.
fn place_of(ledger: &Ledger, q: &str) -> Result<Option<String>, Failure> {
    let known = [
        ('c', "claim", "claim_id", "claims"),
        ('f', "fact", "fact_id", "facts"),
        ('x', "discrepancy", "discrepancy_id", "discrepancies"),
        ('x', "arithmetic_check", "check_id", "discrepancies"),
        ('d', "document", "document_id", "documents"),
    ];
    if q.len() < 6 {
        return Ok(None);
    }
    for (letter, table, column, path) in known {
        if is_id(letter, q) {
            let sql = format!(
                "SELECT {column} AS id FROM {table} WHERE {column} >= ?1 ->> 'from' AND {column} < ?1 ->> 'to' LIMIT 2"
            );
            let found = rows(ledger, &sql, &json!({ "from": q, "to": format!("{q}~") }))?;
            if let [_] = found.rows.as_slice() {
                return Ok(each(&found).next().map(|row| format!("/{path}/{}", row.plain("id"))));
            }
        }
    }
    Ok(None)
}
