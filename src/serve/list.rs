//! The plain lists: one statement for the keys of a page, one for what is shown of them.

use super::answer::{self, Chrome};
use super::ledgers::Failure;
use super::pager::{COUNTED, FILE_ROWS, Pager, too_long};
use super::request::Fields;
use super::routes::{Asked, Page};
use super::row::{Row, count, each, rows};
use super::words::matching;
use crate::ledger::Ledger;
use crate::report::{Table, shortened};
use askama::Template;
use axum::response::Response;
use serde_json::{Value, json};

pub(super) use super::lists::LISTS;

/// One list: where its rows come from, and what a page shows of them.
pub(super) struct List {
    /// Its address without the slash, and the name of its files.
    pub name: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What stands in it.
    pub about: &'static str,
    /// The keys, as `key`, `FROM … WHERE`; the conditions are put behind it.
    pub keys: &'static str,
    /// What the address may ask for.
    pub filters: &'static [Filter],
    /// The orders, the usual one first: name in the address, words, SQL.
    pub orders: &'static [(&'static str, &'static str, &'static str)],
    /// The rows whose keys are in `page(position, key)`, with the column `position` last.
    pub rows: &'static str,
    /// What is shown.
    pub columns: &'static [Column],
}

/// One field of the form above a list.
pub(super) struct Filter {
    /// Its name in the address.
    pub name: &'static str,
    /// What is said before it.
    pub label: &'static str,
    /// The condition; the value is `?1 ->> 'name'`.
    pub condition: &'static str,
    /// How it is asked for.
    pub kind: Ask,
}

/// How a value is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// Words that are looked for anywhere.
    Words,
    /// A day, or less of a date.
    Date,
    /// One of the outlets.
    Source,
    /// One of these.
    One(&'static [&'static str]),
}

/// One column of a list.
pub(super) struct Column {
    /// What stands above it.
    pub heading: &'static str,
    /// The column of the rows.
    pub name: &'static str,
    /// How its cells are shown.
    pub shown: Shown,
}

/// How a cell is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// As words.
    Text,
    /// As words of an article.
    Quote,
    /// As a number.
    Number,
    /// As a day or time.
    Time,
    /// As an id or digest, cut off.
    Id,
    /// As a link to an address, behind which the value of a column is put.
    Link(&'static str, &'static str),
}

/// A cell as the template takes it.
struct Cell {
    text: String,
    href: Option<String>,
    class: &'static str,
}

/// A field of the form as the template takes it.
struct Field {
    name: &'static str,
    label: &'static str,
    value: String,
    kind: &'static str,
    options: Vec<String>,
}

#[derive(Template)]
#[template(path = "serve/list.html")]
struct ListPage {
    chrome: Chrome,
    title: &'static str,
    about: &'static str,
    path: String,
    fields: Vec<Field>,
    orders: Vec<(&'static str, &'static str, bool)>,
    headings: Vec<(&'static str, &'static str)>,
    rows: Vec<Vec<Cell>>,
    pager: Pager,
}

impl List {
    /// The list as a page.
    pub fn page(&self, page: &Page, ledger: &Ledger, asked: &Asked) -> Result<Response, Failure> {
        let fields = &asked.fields;
        let pager = Pager::of(fields)?;
        let table = self.rows(ledger, fields, pager.limit, pager.offset)?;
        let sql = format!("SELECT count(*) FROM ({} LIMIT {COUNTED})", self.select(fields));
        let total = count(ledger, &sql, &self.parameters(fields)?)?;
        let path = format!("/{}", self.name);
        let order = fields.get("sort").unwrap_or(self.orders.first().map_or("", |order| order.0));
        Ok(answer::page(&ListPage {
            chrome: page.chrome(self.title, self.name),
            title: self.title,
            about: self.about,
            fields: self.filters.iter().map(|filter| filter.field(ledger, fields)).collect::<Result<_, _>>()?,
            orders: self.orders.iter().map(|(name, words, _)| (*name, *words, *name == order)).collect(),
            headings: self.columns.iter().map(|column| (column.heading, column.shown.class())).collect(),
            rows: each(&table).map(|row| self.columns.iter().map(|column| column.cell(row)).collect()).collect(),
            pager: pager.over(&path, fields, table.rows.len(), total),
            path,
        }))
    }

    /// All the rows with all their columns.
    pub fn table(&self, ledger: &Ledger, asked: &Asked) -> Result<Table, Failure> {
        let table = self.rows(ledger, &asked.fields, FILE_ROWS + 1, 0)?;
        if table.rows.len() > FILE_ROWS { Err(too_long()) } else { Ok(table) }
    }

    fn rows(&self, ledger: &Ledger, fields: &Fields, limit: usize, offset: usize) -> Result<Table, Failure> {
        let order = match (fields.get("sort"), self.orders) {
            (None, [first, ..]) => first.2,
            (Some(name), orders) => orders
                .iter()
                .find(|order| order.0 == name)
                .map(|order| order.2)
                .ok_or_else(|| Failure::Odd(format!("There is no order `{name}` of this list.")))?,
            (None, []) => "1",
        };
        let sql = format!(
            "WITH page(position, key) AS MATERIALIZED (SELECT row_number() OVER (), key FROM \
             ({} ORDER BY {order} LIMIT {limit} OFFSET {offset})) {} ORDER BY page.position",
            self.select(fields),
            self.rows
        );
        rows(ledger, &sql, &self.parameters(fields)?)
    }

    fn select(&self, fields: &Fields) -> String {
        let given = self.filters.iter().filter(|filter| fields.get(filter.name).is_some());
        let conditions: String = given.map(|filter| format!(" AND ({})", filter.condition)).collect();
        format!("SELECT {}{conditions}", self.keys)
    }

    fn parameters(&self, fields: &Fields) -> Result<Value, Failure> {
        let mut parameters = serde_json::Map::new();
        for filter in self.filters {
            if let Ask::One(options) = filter.kind {
                fields.one_of(filter.name, options)?;
            }
            let value = fields.get(filter.name);
            // What full-text search is asked for has a syntax of its own.
            let value =
                if filter.condition.contains(" MATCH ") { value.map(matching) } else { value.map(str::to_owned) };
            parameters.insert(filter.name.to_owned(), json!(value));
        }
        Ok(Value::Object(parameters))
    }
}

/// So many outlets are offered in a field.
const OFFERED: usize = 500;

/// The names of the outlets.
pub(super) fn sources(ledger: &Ledger) -> Result<Vec<String>, Failure> {
    let table = rows(ledger, &format!("SELECT source FROM source ORDER BY source LIMIT {OFFERED}"), &Value::Null)?;
    Ok(each(&table).map(|row| row.plain("source")).collect())
}

impl Filter {
    fn field(&self, ledger: &Ledger, fields: &Fields) -> Result<Field, Failure> {
        let (kind, options) = match self.kind {
            Ask::Words => ("search", Vec::new()),
            Ask::Date => ("date", Vec::new()),
            Ask::Source => ("source", sources(ledger)?),
            Ask::One(options) => ("one", options.iter().map(|option| (*option).to_owned()).collect()),
        };
        Ok(Field { name: self.name, label: self.label, value: fields.text(self.name), kind, options })
    }
}

impl Shown {
    fn class(self) -> &'static str {
        match self {
            Shown::Text | Shown::Link(..) => "",
            Shown::Quote => "quote",
            Shown::Number => "number",
            Shown::Time => "time",
            Shown::Id => "id",
        }
    }
}

impl Column {
    fn cell(&self, row: Row<'_>) -> Cell {
        let text = row.get(self.name);
        let class = self.shown.class();
        match self.shown {
            Shown::Number => Cell { text: crate::report::groups(&text), href: None, class },
            Shown::Id => Cell { text: shortened(&text).to_owned(), href: None, class },
            Shown::Time => Cell { text: time(&text), href: None, class },
            Shown::Link(path, id) => {
                let id = row.plain(id);
                let href =
                    (!id.is_empty()).then(|| match path.strip_suffix('=').and_then(|path| path.split_once('?')) {
                        Some((path, name)) => Fields::default().with(name, &id).at(path),
                        None => format!("{path}{id}"),
                    });
                Cell { text: if text.is_empty() { shortened(&id).to_owned() } else { text }, href, class }
            }
            Shown::Text | Shown::Quote => Cell { text, href: None, class },
        }
    }
}

/// A time to the minute, as people read it.
pub(super) fn time(text: &str) -> String {
    match text.split_once('T') {
        Some((day, time)) => format!("{day} {}", time.get(..5).unwrap_or(time)),
        None => text.to_owned(),
    }
}
