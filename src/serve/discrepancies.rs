//! The list of discrepancies, and the way from one to the next.

use super::answer::{self, Chrome};
use super::choice::{Choice, NAMES, Sort, by_ids};
use super::ledgers::Failure;
use super::list::sources;
use super::pager::{COUNTED, FILE_ROWS, Pager, too_long};
use super::request::Fields;
use super::routes::{Asked, Page};
use super::row::{Row, each, grouped, rows};
use crate::compare::{Diagnosis, Relation};
use crate::ledger::{Ledger, Verdict};
use crate::report::{Table, filters, percent};
use askama::Template;
use axum::response::Response;
use serde_json::Value;

/// One discrepancy as a line.
pub(super) struct Line {
    /// Where it leads.
    pub href: String,
    /// `conflict`, `update` … or the kind of arithmetic.
    pub relation: String,
    /// Which relation gives it its colour.
    pub class: String,
    /// What is measured.
    pub measure: String,
    /// Why it is a discrepancy.
    pub explanation: String,
    /// What may have gone wrong.
    pub diagnosis: String,
    /// The two sides.
    pub sides: [Saying; 2],
    /// How far apart, as a part of the larger.
    pub apart: String,
    /// `open` or the verdict.
    pub status: String,
}

/// Who says how much.
pub(super) struct Saying {
    /// The number as written.
    pub value: String,
    /// The words around it.
    pub quote: String,
    /// The outlet, else the document.
    pub source: String,
    /// When it was published.
    pub published: String,
    /// To whom the document attributes it.
    pub speaker: String,
}

impl Line {
    /// Of a row of the view `discrepancies`.
    pub fn of(row: Row<'_>, href: String) -> Self {
        let side = |side: &str| {
            let of = |name: &str| row.get(&format!("{side}_{name}"));
            let file = || of("doc").rsplit('/').next().unwrap_or_default().to_owned();
            Saying {
                value: of("value_text"),
                quote: of("quote"),
                source: Some(of("source")).filter(|source| !source.is_empty()).unwrap_or_else(file),
                published: of("published").chars().take(10).collect(),
                speaker: of("speaker"),
            }
        };
        let (kind, relation) = (row.get("kind"), row.get("relation"));
        let verdict = row.get("verdict");
        Self {
            href,
            class: relation.clone(),
            relation: if kind == "between" { relation } else { kind.replace('_', " ") },
            measure: row.get("measure"),
            explanation: row.get("explanation"),
            diagnosis: row.get("diagnosis").replace('_', " "),
            sides: [side("a"), side("b")],
            apart: percent(&row.plain("relative_difference")).unwrap_or_default(),
            status: if verdict.is_empty() { "open".to_owned() } else { verdict },
        }
    }
}

/// One thing that the address can ask for, with the address that asks for it or no longer does.
struct Facet {
    name: &'static str,
    is_on: bool,
    count: Option<String>,
    href: String,
}

#[derive(Template)]
#[template(path = "serve/discrepancies.html")]
struct ListPage {
    chrome: Chrome,
    inside: bool,
    kinds: [Facet; 2],
    relations: Vec<Facet>,
    statuses: Vec<Facet>,
    verdicts: Vec<Facet>,
    diagnoses: Vec<Facet>,
    orders: Vec<(&'static str, &'static str, bool)>,
    /// What the form keeps: all that its own fields do not say.
    kept: Fields,
    fields: Fields,
    sources: Vec<String>,
    lines: Vec<Line>,
    pager: Pager,
    is_chosen: bool,
}

const PATH: &str = "/discrepancies";

/// The list as a page.
pub(super) fn page(page: &Page, ledger: &Ledger, asked: &Asked) -> Result<Response, Failure> {
    let chosen = asked.fields.only(&NAMES);
    let choice = Choice::of(&chosen)?;
    let pager = Pager::of(&asked.fields)?;
    let ids = choice.ids(ledger, pager.limit, pager.offset)?;
    let total = choice.count(ledger, COUNTED)?;
    let table = by_ids(ledger, &ids)?;
    let lines = each(&table).map(|row| {
        let id = row.plain("discrepancy_id");
        let at = ids.iter().position(|known| *known == id).map_or(0, |at| pager.offset + at);
        Line::of(row, address(&id, &chosen, at))
    });
    let lines: Vec<Line> = lines.collect();
    let counts = relation_counts(ledger)?;
    let whole = Pager::over(pager, PATH, &asked.fields, ids.len(), total);
    let order = chosen.get("sort").unwrap_or(Sort::Usual.as_str()).to_owned();
    let words = |sort: Sort| match sort {
        Sort::Usual => "conflicts first, then furthest apart",
        Sort::Apart => "furthest apart",
        Sort::Origins => "most origins",
        Sort::Newest => "newest",
        Sort::Measure => "by measure",
    };
    let kind = |name: &'static str, value: &str, is_on: bool| Facet {
        name,
        is_on,
        count: None,
        href: chosen.without(&["relation", "diagnosis"]).with("kind", value).at(PATH),
    };
    Ok(answer::page(&ListPage {
        chrome: page.chrome("Discrepancies", "discrepancies"),
        inside: choice.inside,
        kinds: [kind("Between sources", "", !choice.inside), kind("Inside one document", "inside", choice.inside)],
        relations: Relation::ALL
            .iter()
            .map(|relation| {
                let count = counts.iter().find(|(name, _)| name == relation.as_str()).map_or(0, |(_, count)| *count);
                Facet { count: Some(grouped(count)), ..toggle(&chosen, "relation", relation.as_str()) }
            })
            .collect(),
        statuses: ["open", "checked"].map(|status| only(&chosen, "status", status)).into(),
        verdicts: Verdict::ALL.iter().map(|verdict| toggle(&chosen, "verdict", verdict.as_str())).collect(),
        diagnoses: Diagnosis::ALL.iter().map(|diagnosis| toggle(&chosen, "diagnosis", diagnosis.as_str())).collect(),
        orders: Sort::ALL.iter().map(|sort| (sort.as_str(), words(*sort), sort.as_str() == order)).collect(),
        kept: chosen.only(&["kind", "relation", "diagnosis", "status", "verdict"]),
        sources: sources(ledger)?,
        lines,
        is_chosen: !chosen.without(&["sort"]).pairs().is_empty(),
        fields: chosen,
        pager: whole,
    }))
}

/// The same list with all its columns, as a file.
pub(super) fn table(ledger: &Ledger, asked: &Asked) -> Result<(Table, &'static str), Failure> {
    let ids = Choice::of(&asked.fields)?.ids(ledger, FILE_ROWS + 1, 0)?;
    if ids.len() > FILE_ROWS {
        return Err(too_long());
    }
    let mut table = by_ids(ledger, &ids)?;
    if table.columns.is_empty() {
        table = rows(ledger, "SELECT * FROM discrepancies WHERE discrepancy_id = ''", &Value::Null)?;
    }
    Ok((table, "discrepancies"))
}

/// The address of a discrepancy that stands at a place of a list.
pub(super) fn address(id: &str, chosen: &Fields, at: usize) -> String {
    chosen.with("at", &at.to_string()).at(&format!("{PATH}/{id}"))
}

/// What stands before and after a discrepancy in the list that it was opened from.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    /// The address of the one before.
    pub previous: Option<String>,
    /// The address of the one after.
    pub next: Option<String>,
    /// The address of the list, at the page that holds it.
    pub list: String,
}

impl Neighbours {
    /// Of the discrepancy `id`, which stands, or stood before its verdict, at the place in the address.
    pub fn of(ledger: &Ledger, asked: &Asked) -> Result<Self, Failure> {
        let chosen = asked.fields.only(&NAMES);
        let list = chosen.at(PATH);
        let Some(at) = asked.fields.get("at") else { return Ok(Self { list, ..Self::default() }) };
        let at: usize = at.parse().map_err(|_| Failure::Odd("at is the place in a list.".to_owned()))?;
        let from = at.saturating_sub(1);
        let ids = Choice::of(&chosen)?.ids(ledger, at - from + 2, from)?;
        let place = |at: usize| ids.get(at.checked_sub(from)?).map(|id| address(id, &chosen, at));
        // A verdict may have taken it off the list: what follows has moved up into its place.
        let here = at.checked_sub(from).and_then(|at| ids.get(at)) == Some(&asked.id);
        Ok(Self { previous: at.checked_sub(1).and_then(place), next: place(if here { at + 1 } else { at }), list })
    }
}

/// Leads to what is to be looked at next.
pub(super) fn first_open(_: &Page, ledger: &Ledger, _: &Asked) -> Result<Response, Failure> {
    let chosen = Fields::default().with("status", "open");
    let ids = Choice::of(&chosen)?.ids(ledger, 1, 0)?;
    Ok(answer::see(&match ids.first() {
        Some(id) => address(id, &chosen, 0),
        None => chosen.at(PATH),
    }))
}

/// How many discrepancies between sources have each relation.
pub(super) fn relation_counts(ledger: &Ledger) -> Result<Vec<(String, usize)>, Failure> {
    let table = rows(ledger, "SELECT relation, count(*) AS n FROM discrepancy GROUP BY relation", &Value::Null)?;
    Ok(each(&table).map(|row| (row.plain("relation"), row.count("n"))).collect())
}

/// A value that may be chosen besides others.
fn toggle(chosen: &Fields, name: &'static str, value: &'static str) -> Facet {
    let is_on = chosen.all(name).any(|known| known == value);
    let href = if is_on { chosen.minus(name, value) } else { chosen.plus(name, value) };
    Facet { name: value, is_on, count: None, href: href.at(PATH) }
}

/// A value that is chosen instead of others.
fn only(chosen: &Fields, name: &'static str, value: &'static str) -> Facet {
    let is_on = chosen.get(name) == Some(value);
    Facet { name: value, is_on, count: None, href: chosen.with(name, if is_on { "" } else { value }).at(PATH) }
}
