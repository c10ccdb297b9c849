//! One fact: all that is said of one measure, on a line and in a table, with what the desk decided.

use super::answer::{self, Chrome};
use super::choice::by_ids;
use super::discrepancies::Line;
use super::ledgers::Failure;
use super::list::time;
use super::request::is_id;
use super::routes::{Asked, Page};
use super::row::{each, rows};
use crate::ledger::Ledger;
use crate::report::{Plot, filters, groups, visible};
use askama::Template;
use axum::response::Response;
use serde_json::json;

/// So many claims are listed and offered for a split.
const LISTED: usize = 300;

/// Up to so many are drawn on a line.
const DRAWN: usize = 2_000;

/// A claim of the fact.
struct Member {
    id: String,
    href: String,
    value: String,
    approximation: String,
    source: String,
    published: String,
    as_of: String,
    speaker: String,
    quote: String,
    status: String,
}

/// A decision of the desk.
pub(super) struct Decided {
    number: String,
    kind: String,
    by: String,
    at: String,
    reason: String,
    undone_by: String,
    can_be_undone: bool,
}

/// A fact that may be the same.
struct Near {
    id: String,
    measure: String,
    stated: String,
    why: String,
}

#[derive(Template)]
#[template(path = "serve/fact.html")]
struct FactPage {
    chrome: Chrome,
    id: String,
    measure: String,
    about: Vec<(&'static str, String)>,
    plot: String,
    members: Vec<Member>,
    n_claims: usize,
    lines: Vec<Line>,
    decisions: Vec<Decided>,
    near: Vec<Near>,
    /// The measures of its claims, and other measures that come near.
    measures: Vec<String>,
    others: Vec<String>,
    done: String,
}

const MEMBERS: &str =
    "SELECT r.claim_id, r.document_id, r.value_text, r.approximation, coalesce(r.source, r.doc) AS source,
    r.published, r.as_of_start, r.as_of_end, r.as_of_basis, r.speaker, r.quote, r.status
  FROM fact f JOIN fact_claim m ON m.fact = f.fact_key CROSS JOIN newest_reading r ON r.claim_key = m.claim
  WHERE f.fact_id = ?1 ->> 'id' ORDER BY coalesce(r.as_of_start, r.published), r.published, r.claim_id LIMIT 300";
const DISCREPANCIES: &str = "SELECT x.discrepancy_id AS id FROM fact f JOIN fact_claim m ON m.fact = f.fact_key
    JOIN discrepancy x ON x.a_claim = m.claim WHERE f.fact_id = ?1 ->> 'id' AND x.relation NOT IN ('equal', 'scope')
  ORDER BY x.relation <> 'conflict', CAST(x.relative_difference AS REAL) DESC, x.discrepancy_id LIMIT 100";
const MEASURES: &str = "SELECT DISTINCT n.measure FROM fact f JOIN fact_claim m ON m.fact = f.fact_key
    JOIN newest_reading n ON n.claim_key = m.claim WHERE f.fact_id = ?1 ->> 'id' AND n.measure <> '' ORDER BY 1 LIMIT 50";
const CLAIM_OF: &str = "SELECT min(c.claim_id) AS id FROM fact f JOIN fact_claim m ON m.fact = f.fact_key
    JOIN claim c ON c.claim_key = m.claim WHERE f.fact_id = ?1 ->> 'id'";
const FACT_OF: &str = "SELECT f.fact_id FROM claim c JOIN fact_claim m ON m.claim = c.claim_key
    JOIN fact f ON f.fact_key = m.fact WHERE c.claim_id = ?1 ->> 'id'";
const DECISIONS: &str = "WITH member AS (SELECT m.claim FROM fact f JOIN fact_claim m ON m.fact = f.fact_key
    WHERE f.fact_id = ?1 ->> 'id')
  SELECT d.* FROM decisions d WHERE EXISTS (SELECT 1 FROM decision_claim x JOIN member USING (claim) WHERE x.decision = d.decision_id)
    OR d.kind = 'alias' AND EXISTS (SELECT 1 FROM member JOIN newest_reading r ON r.claim_key = member.claim WHERE r.measure = d.subject)
  ORDER BY d.decision_id DESC LIMIT 50";
// Facts of the same measure, and those that one slot keeps apart.
const NEAR: &str = "WITH own AS (SELECT fact_key, measure FROM fact WHERE fact_id = ?1 ->> 'id'),
  near(fact, why) AS (
    SELECT o.fact, x.explanation FROM own JOIN fact_claim m ON m.fact = own.fact_key
      JOIN discrepancy x ON x.a_claim = m.claim JOIN fact_claim o ON o.claim = x.b_claim WHERE x.relation = 'scope'
    UNION ALL SELECT o.fact, x.explanation FROM own JOIN fact_claim m ON m.fact = own.fact_key
      JOIN discrepancy x ON x.b_claim = m.claim JOIN fact_claim o ON o.claim = x.a_claim WHERE x.relation = 'scope'
    UNION ALL SELECT f.fact_key, 'the same measure' FROM own JOIN fact f ON f.measure = own.measure)
  SELECT f.fact_id, n.measure, near.why,
    (SELECT group_concat(value_text, ' | ') FROM (SELECT DISTINCT c.value_text FROM fact_claim m
       JOIN claim c ON c.claim_key = m.claim WHERE m.fact = near.fact LIMIT 6)) AS stated
  FROM near JOIN fact f ON f.fact_key = near.fact JOIN measure n ON n.measure_id = f.measure
  WHERE f.fact_id <> ?1 ->> 'id' GROUP BY f.fact_id ORDER BY min(near.why = 'the same measure'), f.fact_id LIMIT 12";

/// The page.
pub(super) fn page(page: &Page, ledger: &Ledger, asked: &Asked) -> Result<Response, Failure> {
    let missing = || Failure::Missing(format!("There is no fact {}.", visible(&asked.id)));
    if !is_id('f', &asked.id) {
        return Err(missing());
    }
    let by_id = json!({ "id": asked.id });
    let table = rows(ledger, "SELECT * FROM facts WHERE fact_id = ?1 ->> 'id'", &by_id)?;
    let row = each(&table).next().ok_or_else(missing)?;
    let members = rows(ledger, MEMBERS, &by_id)?;
    let unit = row.plain("unit");
    let n_claims = row.count("n_claims");
    let claims = if n_claims > DRAWN { Vec::new() } else { ledger.fact_claims(&asked.id)? };
    let mut plot = Plot::of(&claims, &unit, &page.settings.lexicon);
    for mark in &mut plot.marks {
        mark.href = Some(format!("/claims/{}", mark.claim_id));
    }
    let ids: Vec<String> = each(&rows(ledger, DISCREPANCIES, &by_id)?).map(|row| row.plain("id")).collect();
    let lines = by_ids(ledger, &ids)?;
    let decisions = rows(ledger, DECISIONS, &by_id)?;
    let near = rows(ledger, NEAR, &by_id)?;
    let measures: Vec<String> = each(&rows(ledger, MEASURES, &by_id)?).map(|row| row.plain("measure")).collect();
    let mut others: Vec<String> = each(&near).map(|row| row.plain("measure")).collect();
    others.sort();
    others.dedup();
    others.retain(|other| !other.is_empty() && measures != [other.as_str()]);
    let measure = row.get("measure");
    let number = |name: &str| groups(&row.get(name));
    let about = [
        ("concept", row.get("concept")),
        ("subject", row.get("subject")),
        ("unit", unit.clone()),
        ("claims", number("n_claims")),
        ("sources", number("n_sources")),
        ("origins", number("n_origins")),
        ("distinct values", number("n_values")),
        ("lowest", number("lowest")),
        ("highest", number("highest")),
    ];
    Ok(answer::page(&FactPage {
        chrome: page.chrome(measure.clone(), "facts"),
        id: asked.id.clone(),
        plot: if claims.is_empty() {
            String::new()
        } else {
            plot.html(&format!("What is stated of {measure}, in order of time"))
        },
        measure,
        about: about.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        n_claims,
        members: each(&members).take(LISTED).map(member).collect(),
        lines: each(&lines)
            .map(|row| Line::of(row, format!("/discrepancies/{}", row.plain("discrepancy_id"))))
            .collect(),
        decisions: each(&decisions).map(decided).collect(),
        near: each(&near)
            .map(|row| Near {
                id: row.plain("fact_id"),
                measure: row.get("measure"),
                stated: row.get("stated"),
                why: row.get("why"),
            })
            .collect(),
        measures,
        others,
        done: asked.fields.text("done"),
    }))
}

/// The first claim of a fact, by which it is found again when it has become another one.
pub(super) fn claim_of(ledger: &Ledger, fact: &str) -> Result<String, Failure> {
    let table = rows(ledger, CLAIM_OF, &json!({ "id": fact }))?;
    let claim = each(&table).next().map(|row| row.plain("id")).filter(|id| !id.is_empty());
    claim.ok_or_else(|| Failure::Missing(format!("There is no fact {}.", visible(fact))))
}

/// Leads to the fact that a claim is in.
pub(super) fn with(_: &Page, ledger: &Ledger, asked: &Asked) -> Result<Response, Failure> {
    let table = rows(ledger, FACT_OF, &json!({ "id": asked.id }))?;
    let fact = each(&table).next().map(|row| row.plain("fact_id"));
    let missing = || Failure::Missing(format!("No fact has the claim {}.", visible(&asked.id)));
    Ok(answer::see(&asked.fields.only(&["done"]).at(&format!("/facts/{}", fact.ok_or_else(missing)?))))
}

fn member(row: super::row::Row<'_>) -> Member {
    let (start, end) = (row.get("as_of_start"), row.get("as_of_end"));
    let as_of = if start == end { start } else { format!("{start} to {end}") };
    let id = row.plain("claim_id");
    Member {
        href: super::document::address(&row.plain("document_id"), &id),
        id,
        value: row.get("value_text"),
        approximation: row.get("approximation"),
        source: row.get("source"),
        published: row.get("published").chars().take(10).collect(),
        as_of: if row.plain("as_of_basis") == "stated" { as_of } else { String::new() },
        speaker: row.get("speaker"),
        quote: row.get("quote"),
        status: row.get("status"),
    }
}

pub(super) fn decided(row: super::row::Row<'_>) -> Decided {
    let undone_by = row.get("undone_by");
    let kind = row.get("kind");
    Decided {
        number: row.get("decision_id"),
        can_be_undone: undone_by.is_empty() && kind != "undo",
        kind,
        by: row.get("decided_by"),
        at: time(&row.get("at")),
        reason: row.get("reason"),
        undone_by,
    }
}
