//! What stands before every page: only this machine's browser, only our own forms, and no script but ours.

use super::answer;
use axum::Router;
use axum::extract::Request;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::{self, Next};
use std::time::Duration;

/// So many bytes a form may have.
pub(super) const FORM_SIZE: usize = 256 * 1024;

/// So long a request may take in all, its body included. Reading the ledger has its own, shorter limits.
const TIME: Duration = Duration::from_secs(90);

/// Sent with every answer.
const HEADERS: [(HeaderName, HeaderValue); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
        ),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    // Not no-referrer: a form would then be sent with the origin `null`.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// The routes behind the guard. `port` is ours: a request for another host name or port is not for us.
pub(super) fn guarded(router: Router, port: u16) -> Router {
    router.layer(middleware::from_fn(move |request: Request, next: Next| async move {
        let mut answer = match admitted(&request, port) {
            Ok(()) => match tokio::time::timeout(TIME, next.run(request)).await {
                Ok(answer) => answer,
                Err(_) => answer::refusal(StatusCode::REQUEST_TIMEOUT, "The request took too long."),
            },
            Err((status, reason)) => answer::refusal(status, reason),
        };
        for (name, value) in HEADERS {
            answer.headers_mut().entry(name).or_insert(value);
        }
        answer
    }))
}

fn admitted(request: &Request, port: u16) -> Result<(), (StatusCode, &'static str)> {
    let Some(host) = host(request) else {
        return Err((StatusCode::MISDIRECTED_REQUEST, "This page answers to 127.0.0.1 and localhost only."));
    };
    let own = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let portless = port == 80 && (host == "127.0.0.1" || host.eq_ignore_ascii_case("localhost"));
    // A name of another's that leads to this machine (DNS rebinding) would let his page read ours.
    if !portless && !own.iter().any(|own| own.eq_ignore_ascii_case(host)) {
        return Err((StatusCode::MISDIRECTED_REQUEST, "This page answers to 127.0.0.1 and localhost only."));
    }
    match *request.method() {
        Method::GET | Method::HEAD if by_a_person(request.headers(), request.uri().path()) => Ok(()),
        Method::GET | Method::HEAD => Err((StatusCode::FORBIDDEN, "Other sites may link here and no more.")),
        Method::POST if of_this_page(request.headers(), host) => Ok(()),
        Method::POST => Err((StatusCode::FORBIDDEN, "Forms are taken from this page only.")),
        _ => Err((StatusCode::METHOD_NOT_ALLOWED, "Only GET and POST are answered.")),
    }
}

/// The one host that the request names, in its head and, if it stands there too, in its target.
fn host(request: &Request) -> Option<&str> {
    let mut named = request.headers().get_all(header::HOST).iter();
    let host = named.next()?.to_str().ok()?;
    if named.next().is_some() {
        return None;
    }
    match request.uri().authority() {
        Some(authority) if authority.as_str() != host => None,
        _ => Some(host),
    }
}

/// Another site may lead a person here by a link. It may not fetch, frame or embed a page, nor have a question of its own
/// asked, which would cost time whoever reads the answer.
fn by_a_person(headers: &HeaderMap, path: &str) -> bool {
    let says = |name: &'static str| headers.get(HeaderName::from_static(name)).map(|value| value.as_bytes());
    match says("sec-fetch-site") {
        Some(b"cross-site" | b"same-site") => {
            says("sec-fetch-mode") == Some(b"navigate")
                && says("sec-fetch-dest") == Some(b"document")
                && !path.starts_with("/sql")
        }
        _ => true,
    }
}

/// Was the form sent by a page of ours? The browser says so in `Sec-Fetch-Site` and in `Origin`, which no page can
/// forge; where it sends neither, nobody knows, and nothing is written.
fn of_this_page(headers: &HeaderMap, host: &str) -> bool {
    let values = |name: HeaderName| headers.get_all(name).iter().collect::<Vec<_>>();
    let origin = match values(header::ORIGIN).as_slice() {
        [] => None,
        [origin] => {
            Some(origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://")).is_some_and(|o| o == host))
        }
        _ => Some(false),
    };
    let site = match values(HeaderName::from_static("sec-fetch-site")).as_slice() {
        [] => None,
        [site] => Some(*site == "same-origin"),
        _ => Some(false),
    };
    match (origin, site) {
        (None, None) => false,
        (origin, site) => origin.unwrap_or(true) && site.unwrap_or(true),
    }
}
