//! The files of the page's own, which stand in the binary.

use crate::report::STYLE;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// The file of a name under `/assets/`; none is ever looked for on the disk.
pub(super) fn asset(name: &str) -> Option<Response> {
    let (kind, bytes) = match name {
        "factledger.css" => ("text/css; charset=utf-8", STYLE),
        "page.css" => ("text/css; charset=utf-8", include_str!("../../assets/page.css")),
        "page.js" => ("text/javascript; charset=utf-8", include_str!("../../assets/page.js")),
        "icon.svg" => ("image/svg+xml", include_str!("../../assets/icon.svg")),
        _ => return None,
    };
    Some(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}
