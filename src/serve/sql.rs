//! Questions in SQL: one statement that reads, for a few seconds, with its first rows on the page and all as a file.

use super::answer::{self, Chrome};
use super::ledgers::Failure;
use super::pager::FILE_ROWS;
use super::request::Fields;
use super::routes::{Asked, Page};
use super::row::{each, grouped};
use super::verdict::signature;
use crate::Error;
use crate::ledger::{Bounds, Ledger, SavedQuery};
use crate::report::{Table, filters, shortened};
use askama::Template;
use axum::response::Response;

/// So many rows stand on the page.
const SHOWN: usize = 200;

/// So many bytes an answer may have; more would not help a browser.
const BYTES: usize = 32 << 20;

/// Questions to begin with.
const EXAMPLES: [(&str, &str); 6] = [
    (
        "Which outlets differ most often?",
        "SELECT min(a_source, b_source) AS one, max(a_source, b_source) AS other, count(*) AS differences,\n  max(relative_difference) AS at_most\nFROM discrepancies\nWHERE relation IN ('conflict', 'rounding', 'hedge')\nGROUP BY 1, 2\nORDER BY differences DESC\nLIMIT 50",
    ),
    (
        "Who is quoted with numbers, and by whom?",
        "SELECT speaker, count(*) AS claims, count(DISTINCT source) AS sources\nFROM claims\nWHERE speaker IS NOT NULL\nGROUP BY speaker\nORDER BY claims DESC\nLIMIT 50",
    ),
    (
        "What is said of one thing, in order of time?",
        "SELECT as_of_start, published, source, value_text, quote, claim_id\nFROM claims\nWHERE concept = 'deaths'\nORDER BY as_of_start, published\nLIMIT 100",
    ),
    (
        "Which numbers rest on one voice alone?",
        "SELECT measure, stated_values, n_sources, n_origins, fact_id\nFROM facts\nWHERE n_sources > 1 AND n_origins = 1\nORDER BY n_sources DESC\nLIMIT 50",
    ),
    (
        "Why were numbers refused?",
        "SELECT reason, count(*) AS numbers, min(quote) AS such_as\nFROM rejection\nGROUP BY reason\nORDER BY numbers DESC",
    ),
    (
        "What has been checked, by whom?",
        "SELECT checked_on, checked_by, verdict, a_value_text, b_value_text, note, discrepancy_id\nFROM discrepancies\nWHERE status = 'checked'\nORDER BY checked_on DESC\nLIMIT 100",
    ),
];

#[derive(Template)]
#[template(path = "serve/sql.html")]
struct SqlPage {
    chrome: Chrome,
    sql: String,
    columns: Vec<(String, bool)>,
    rows: Vec<Vec<Cell>>,
    shown: String,
    error: Option<Error>,
    snippet: Option<(String, String)>,
    examples: Vec<(&'static str, String)>,
    saved: Vec<(SavedQuery, String)>,
    schema: Vec<(String, String)>,
    csv: String,
    json: String,
}

/// A cell, which leads somewhere if it is an id of ours.
struct Cell {
    text: String,
    href: Option<String>,
    class: &'static str,
}

/// The page.
pub(super) fn page(page: &Page, ledger: &Ledger, asked: &Asked) -> Result<Response, Failure> {
    let sql = asked.fields.text("sql");
    let (mut table, mut cut, mut error) = (Table::default(), false, None);
    if !sql.is_empty() {
        match ledger.query_within(&sql, &[], Bounds { rows: SHOWN, bytes: BYTES }) {
            Ok(found) => (table, cut) = found,
            Err(refused) => error = Some(refused),
        }
    }
    let numeric = |at: usize| {
        let number = |row: &Vec<crate::report::Cell>| {
            matches!(row.get(at), Some(crate::report::Cell::Integer(_) | crate::report::Cell::Real(_)))
        };
        table.rows.iter().any(number)
    };
    let with = |sql: &str| Fields::default().with("sql", sql).at("/sql");
    let n = grouped(table.rows.len());
    Ok(answer::page(&SqlPage {
        chrome: page.chrome("SQL", "sql"),
        columns: table
            .columns
            .iter()
            .enumerate()
            .map(|(at, name)| (crate::report::visible(name).into_owned(), numeric(at)))
            .collect(),
        rows: each(&table)
            .map(|row| row.shown().into_iter().enumerate().map(|(at, text)| cell(text, numeric(at))).collect())
            .collect(),
        shown: if cut { format!("the first {n} rows") } else { format!("{n} rows") },
        snippet: error
            .as_ref()
            .and_then(|error| error.snippet.as_deref())
            .map(|(line, column)| (line.clone(), format!("{}^", " ".repeat((*column).min(500))))),
        error,
        examples: EXAMPLES.iter().map(|(name, sql)| (*name, with(sql))).collect(),
        saved: ledger
            .saved_queries()?
            .into_iter()
            .map(|query| {
                let href = with(&query.sql);
                (query, href)
            })
            .collect(),
        schema: schema(ledger)?,
        csv: Fields::default().with("sql", &sql).at("/sql.csv"),
        json: Fields::default().with("sql", &sql).at("/sql.json"),
        sql,
    }))
}

/// All the rows, as a file.
pub(super) fn table(ledger: &Ledger, asked: &Asked) -> Result<(Table, &'static str), Failure> {
    let sql = asked.fields.get("sql").ok_or_else(|| Failure::Odd("sql is one SELECT.".to_owned()))?;
    let (table, cut) = ledger.query_within(sql, &[], Bounds { rows: FILE_ROWS, bytes: 2 * BYTES })?;
    if cut {
        return Err(Failure::Odd(
            "The answer is too long for a file from here; `factledger query` has no such bound.".to_owned(),
        ));
    }
    Ok((table, "query"))
}

/// Keeps a query under a name.
pub(super) fn save(page: &Page, ledger: &mut Ledger, asked: &Asked) -> Result<Response, Failure> {
    let fields = &asked.fields;
    let name = fields.get("name").ok_or_else(|| Failure::Odd("Give the query a name.".to_owned()))?;
    let sql = fields.text("sql");
    ledger.save_query(name, &sql, &signature(page, fields)?, &(page.settings.now)())?;
    Ok(answer::see(&Fields::default().with("sql", &sql).at("/sql")))
}

fn cell(text: String, is_number: bool) -> Cell {
    let class = if is_number { "number" } else { "" };
    let kind = match text.as_bytes() {
        [letter, rest @ ..] if rest.len() == 26 && rest.iter().all(|b| matches!(b, b'a'..=b'z' | b'2'..=b'7')) => {
            *letter
        }
        _ => 0,
    };
    let path = match kind {
        b'c' => "claims",
        b'd' => "documents",
        b'f' => "facts",
        b'x' => "discrepancies",
        _ => return Cell { text, href: None, class },
    };
    Cell { href: Some(format!("/{path}/{text}")), text: shortened(&text).to_owned(), class: "id" }
}

/// The views with the names of their columns.
fn schema(ledger: &Ledger) -> Result<Vec<(String, String)>, Failure> {
    let sql = "SELECT l.name, (SELECT group_concat(name, ', ') FROM pragma_table_info(l.name)) AS columns
        FROM pragma_table_list l WHERE l.schema = 'main' AND l.type = 'view'
          AND l.name NOT IN ('known_document', 'claim_reading', 'newest_reading', 'pair_verdict', 'standing_verdict', 'misread_claim')
        ORDER BY l.name";
    let table = super::row::rows(ledger, sql, &serde_json::Value::Null)?;
    Ok(each(&table).map(|row| (row.plain("name"), row.plain("columns"))).collect())
}
