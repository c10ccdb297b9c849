//! Which address leads where.

use super::answer::{self, Chrome};
use super::ledgers::{Failure, Ledgers};
use super::request::Fields;
use super::{
    Settings, assets, decide, discrepancies, discrepancy, document, fact, guard, list, overview, run, search, sql,
    verdict,
};
use crate::ledger::Ledger;
use crate::report::{Format, Table};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use std::sync::Arc;
use std::time::Duration;

/// So long a page may take to be read from the ledger.
const PAGE_TIME: Duration = Duration::from_secs(10);

/// So long a list may take that is fetched as a file.
const FILE_TIME: Duration = Duration::from_secs(60);

/// So long an answer waits for what a verdict or decision has touched to be compared anew.
const LINK_TIME: Duration = Duration::from_secs(5);

/// The header that says how many rows were gone through one by one for an answer ([`Ledger::walked`]).
const WALKED: HeaderName = HeaderName::from_static("x-rows-walked");

/// The page, as every answer needs it.
#[derive(Clone)]
pub(super) struct Page {
    pub settings: Arc<Settings>,
    pub ledgers: Arc<Ledgers>,
}

impl Page {
    pub fn new(settings: Settings, ledgers: Arc<Ledgers>) -> Self {
        Self { settings: Arc::new(settings), ledgers }
    }

    /// What stands around a page.
    pub fn chrome(&self, title: impl Into<String>, section: &'static str) -> Chrome {
        Chrome {
            title: title.into(),
            section,
            ledger: self.ledgers.name(),
            by: self.settings.by.clone(),
            read_only: self.ledgers.read_only(),
        }
    }

    /// The outcome, or the page that says why there is none.
    pub fn answer(&self, outcome: Result<Response, Failure>) -> Response {
        outcome.unwrap_or_else(|failure| answer::failure(failure, self.chrome("", "")))
    }

    /// A page that is read from the ledger.
    async fn read(
        self,
        limit: Duration,
        work: impl FnOnce(&Page, &Ledger) -> Result<Response, Failure> + Send + 'static,
    ) -> Response {
        let page = self.clone();
        let walking = move |ledger: &Ledger| {
            let before = ledger.walked();
            let mut response = work(&page, ledger)?;
            response.headers_mut().insert(WALKED, HeaderValue::from(ledger.walked() - before));
            Ok(response)
        };
        let outcome = self.ledgers.read(limit, walking).await;
        self.answer(outcome)
    }

    /// A form that is recorded.
    async fn write(self, id: String, headers: HeaderMap, body: Bytes, work: impl Writes) -> Response {
        let mut kinds = headers.get_all(header::CONTENT_TYPE).iter();
        let form = |kind: &HeaderValue| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded");
        if !kinds.next().is_some_and(form) || kinds.next().is_some() {
            return answer::refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Only forms are taken.");
        }
        let asked = Asked { id, fields: Fields::of(&body) };
        let page = self.clone();
        let outcome = self.ledgers.write(move |ledger| work(&page, ledger, &asked)).await;
        if outcome.is_ok() {
            let settings = Arc::clone(&self.settings);
            let linked = self.ledgers.relink(move |ledger| Ok((settings.relink)(ledger)?));
            // In a large ledger it goes on behind the answer.
            if let Ok(Err(failure)) = tokio::time::timeout(LINK_TIME, linked).await {
                return self.answer(Err(failure));
            }
        }
        self.answer(outcome)
    }
}

/// What was asked for.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// The id in the address; empty where it has none.
    pub id: String,
    /// What stands behind the `?`, or in the form.
    pub fields: Fields,
}

/// All routes. No part of an address ever becomes the name of a file.
pub(super) fn router(page: Page) -> Router {
    let mut router = Router::new()
        .route("/", reading(overview::page))
        .route("/help", reading(overview::help))
        .route("/review", reading(discrepancies::first_open))
        .route("/discrepancies", reading(discrepancies::page))
        .route("/discrepancies/{id}", reading_one(discrepancy::page))
        .route("/discrepancies/{id}/verdict", writing_one(verdict::set))
        .route("/discrepancies/{id}/undo", writing_one(verdict::undo))
        .route("/facts/{id}", reading_one(fact::page))
        .route("/facts/with/{id}", reading_one(fact::with))
        .route("/facts/{id}/split", writing_one(decide::split))
        .route("/facts/{id}/merge", writing_one(decide::merge))
        .route("/facts/{id}/alias", writing_one(decide::alias))
        .route("/decisions/{id}/undo", writing_one(decide::undo))
        .route("/claims/{id}", reading_one(document::claim))
        .route("/documents/{id}", reading_one(document::page))
        .route("/runs/{id}", reading_one(run::page))
        .route("/search", reading(search::page))
        .route("/sql", reading(sql::page))
        .route("/sql/save", writing(sql::save))
        .route(
            "/assets/{name}",
            get(|Path(name): Path<String>| async move {
                assets::asset(&name).unwrap_or_else(|| answer::refusal(StatusCode::NOT_FOUND, "There is no such file."))
            }),
        );
    for list in list::LISTS {
        router =
            router.route(&format!("/{}", list.name), reading(|page, ledger, asked| list.page(page, ledger, asked)));
    }
    for format in [Format::Csv, Format::Json] {
        router = router
            .route(&format!("/discrepancies.{format}"), file(format, discrepancies::table))
            .route(&format!("/runs/changes.{format}"), file(format, run::table))
            .route(&format!("/search.{format}"), file(format, search::table))
            .route(&format!("/sql.{format}"), file(format, sql::table));
        for list in list::LISTS {
            router = router.route(
                &format!("/{}.{format}", list.name),
                file(format, |ledger: &Ledger, asked: &Asked| Ok((list.table(ledger, asked)?, list.name))),
            );
        }
    }
    router
        .fallback(async |State(page): State<Page>| {
            page.answer(Err(Failure::Missing("There is no page at this address.".to_owned())))
        })
        .layer(DefaultBodyLimit::max(guard::FORM_SIZE))
        .with_state(page)
}

/// What makes an answer of what the ledger says.
trait Reads: Fn(&Page, &Ledger, &Asked) -> Result<Response, Failure> + Copy + Send + Sync + 'static {}
impl<W: Fn(&Page, &Ledger, &Asked) -> Result<Response, Failure> + Copy + Send + Sync + 'static> Reads for W {}

/// What records something and then leads on.
trait Writes: Fn(&Page, &mut Ledger, &Asked) -> Result<Response, Failure> + Copy + Send + Sync + 'static {}
impl<W: Fn(&Page, &mut Ledger, &Asked) -> Result<Response, Failure> + Copy + Send + Sync + 'static> Writes for W {}

fn asked(id: String, query: Option<String>) -> Asked {
    Asked { id, fields: Fields::of(query.unwrap_or_default().as_bytes()) }
}

fn reading(work: impl Reads) -> MethodRouter<Page> {
    get(move |State(page): State<Page>, RawQuery(query): RawQuery| {
        let asked = asked(String::new(), query);
        page.read(PAGE_TIME, move |page, ledger| work(page, ledger, &asked))
    })
}

fn reading_one(work: impl Reads) -> MethodRouter<Page> {
    get(move |State(page): State<Page>, Path(id): Path<String>, RawQuery(query): RawQuery| {
        let asked = asked(id, query);
        page.read(PAGE_TIME, move |page, ledger| work(page, ledger, &asked))
    })
}

/// Rows as a file. `table` gives them with the file's name.
fn file(
    format: Format,
    table: impl Fn(&Ledger, &Asked) -> Result<(Table, &'static str), Failure> + Copy + Send + Sync + 'static,
) -> MethodRouter<Page> {
    get(move |State(page): State<Page>, RawQuery(query): RawQuery| {
        let asked = asked(String::new(), query);
        page.read(FILE_TIME, move |_, ledger| {
            let (table, name) = table(ledger, &asked)?;
            Ok(answer::file(&table, format, name))
        })
    })
}

fn writing(work: impl Writes) -> MethodRouter<Page> {
    post(move |State(page): State<Page>, headers: HeaderMap, body: Bytes| {
        page.write(String::new(), headers, body, work)
    })
}

fn writing_one(work: impl Writes) -> MethodRouter<Page> {
    post(move |State(page): State<Page>, Path(id): Path<String>, headers: HeaderMap, body: Bytes| {
        page.write(id, headers, body, work)
    })
}
