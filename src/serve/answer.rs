//! Answers: pages, files, redirections, refusals.

use super::ledgers::Failure;
use crate::report::{Dialect, Format, Screen, Table, filters, kinds, write};
use askama::Template;
use axum::http::header::{self, HeaderValue};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};

/// What every page shows around its own.
#[derive(Debug, Clone)]
pub(super) struct Chrome {
    /// Of the window.
    pub title: String,
    /// Which entry of the navigation is lit.
    pub section: &'static str,
    /// The ledger's name.
    pub ledger: String,
    /// Who signs, if that was said at the start.
    pub by: Option<String>,
    /// Is nothing written?
    pub read_only: bool,
}

/// A page.
pub(super) fn page(template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response(),
        Err(_) => refusal(StatusCode::INTERNAL_SERVER_ERROR, "The page could not be written."),
    }
}

/// Rows as a file: `csv` or `json`.
pub(super) fn file(table: &Table, format: Format, name: &str) -> Response {
    let mut bytes = Vec::new();
    let screen = Screen { width: 0, colour: false };
    if write(table, &kinds(&table.columns), format, Dialect::default(), screen, &mut bytes).is_err() {
        return refusal(StatusCode::INTERNAL_SERVER_ERROR, "The rows could not be written.");
    }
    let (kind, ending) = match format {
        Format::Json => ("application/json; charset=utf-8", "json"),
        _ => ("text/csv; charset=utf-8; header=present", "csv"),
    };
    let mut answer = ([(header::CONTENT_TYPE, kind)], bytes).into_response();
    // The name is ours; the browser keeps it and opens nothing.
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.{ending}\"")) {
        answer.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    answer
}

/// On to another page of ours, by GET.
pub(super) fn see(place: &str) -> Response {
    match place.parse::<Uri>().ok().and_then(|uri| HeaderValue::from_str(&uri.to_string()).ok()) {
        // A path alone: nobody is led off the page.
        Some(value) if place.starts_with('/') && !place.starts_with("//") => {
            (StatusCode::SEE_OTHER, [(header::LOCATION, value)]).into_response()
        }
        _ => refusal(StatusCode::INTERNAL_SERVER_ERROR, "There is no such page."),
    }
}

/// A line of text, where there is no page to put it into.
pub(super) fn refusal(status: StatusCode, reason: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], format!("{reason}\n")).into_response()
}

#[derive(Template)]
#[template(path = "serve/failure.html")]
struct FailurePage {
    chrome: Chrome,
    heading: String,
    cause: String,
    snippet: Option<(String, String)>,
    hint: Option<String>,
}

/// The page that says why there is no other.
pub(super) fn failure(failure: Failure, mut chrome: Chrome) -> Response {
    let (status, heading, cause, hint) = match failure {
        Failure::Missing(what) => (
            StatusCode::NOT_FOUND,
            "Not in this ledger".to_owned(),
            what,
            Some("It may have been derived anew since: search for its words, or look it up in the lists.".to_owned()),
        ),
        Failure::Odd(what) => (StatusCode::BAD_REQUEST, "That cannot be asked so".to_owned(), what, None),
        Failure::ReadOnly => (
            StatusCode::FORBIDDEN,
            "This page is for reading only".to_owned(),
            "It was started with --read-only, so that nothing is recorded.".to_owned(),
            None,
        ),
        Failure::Slow(seconds) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "That took too long".to_owned(),
            format!("It was stopped after {seconds} seconds."),
            Some("Ask for less: one measure, one source, a few weeks.".to_owned()),
        ),
        Failure::Broken => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "Something went wrong".to_owned(),
            "This is a fault of the program. Nothing was recorded.".to_owned(),
            None,
        ),
        Failure::Ledger(error) => {
            let status = if error.operation == "query" { StatusCode::BAD_REQUEST } else { StatusCode::CONFLICT };
            let heading = format!("Cannot {}", error.operation);
            return with(status, chrome, heading, error.cause, error.snippet.map(|snippet| *snippet), error.hint);
        }
    };
    chrome.title.clone_from(&heading);
    with(status, chrome, heading, cause, None, hint)
}

fn with(
    status: StatusCode,
    chrome: Chrome,
    heading: String,
    cause: String,
    snippet: Option<(String, usize)>,
    hint: Option<String>,
) -> Response {
    let snippet = snippet.map(|(line, column)| (line, format!("{}^", " ".repeat(column.min(500)))));
    let mut answer = page(&FailurePage { chrome, heading, cause, snippet, hint });
    *answer.status_mut() = status;
    answer
}
