//! The local page over a real socket: what it answers, and what it does not let happen.

mod attacks;
pub mod browser;
mod hostile;
mod lists;
mod reviewing;

use browser::{Answer, Page};

/// A ledger of the sample articles, and the page over it.
fn sample(arguments: &[&str]) -> Page {
    Page::over("data/sample", arguments)
}

/// The id of the first discrepancy of a page's list.
fn first(page: &Page) -> String {
    let review = page.get("/review");
    assert_eq!(review.status, 303, "{}", review.head);
    let place = review.header("location").expect("it leads on").to_owned();
    place.trim_start_matches("/discrepancies/").split('?').next().expect("an id").to_owned()
}

/// The answer, which must be a page.
fn html(page: &Page, path: &str) -> Answer {
    let answer = page.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
    answer
}
