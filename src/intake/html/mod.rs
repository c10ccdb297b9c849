//! Saved web pages: the article's text with its tables, lists and captions, without the frame around it, and what the
//! page says about it. html5ever builds the tree as a browser does; which of its runs are the article is decided here.

mod about;
mod author;
mod body;
mod dates;
mod frame;
mod json_ld;
mod page;
mod phrases;
mod tree;
mod when;

use super::{Layer, is_url};
use page::{Page, Run};
pub(super) use tree::GivenUp;
use tree::Tree;

/// The name and version of what makes text out of pages: what it keeps changes only with the version.
pub const EXTRACTOR: &str = "factledger-html 1";

/// The same where the text is that of JSON-LD.
pub(super) const OF_JSON_LD: &str = "factledger-html 1, articleBody";

/// Lines near the beginning of an article that may hold byline and date.
const LINES: usize = 14;

/// JSON-LD's article counts where it is longer than the page's by so much, in hundredths.
const LONGER: usize = 110;

/// What a page gives.
#[derive(Debug)]
pub(super) struct Extracted {
    pub text: String,
    /// What the page says of its article, by where.
    pub layers: Vec<Layer>,
    /// The language that the page says it is in.
    pub language: Option<String>,
    /// Numerals in all text of the page that a reader could see.
    pub numerals_seen: usize,
    /// Is the text that of JSON-LD?
    pub of_json_ld: bool,
}

/// The article of a page.
/// Elements may be nested `depth` deep; `enough` is asked from time to time whether to give up.
pub(super) fn extracted(html: &str, depth: usize, enough: &dyn Fn() -> bool) -> Result<Extracted, GivenUp> {
    let tree = Tree::parse(html, depth, enough)?;
    let page = Page::of(&tree);
    if enough() {
        return Err(GivenUp::Time);
    }
    let kept = body::article(&page);
    let first = kept.first().copied().unwrap_or(0);
    let near = page.runs.get(first.saturating_sub(LINES)..).unwrap_or(&[]);
    let lines: Vec<&str> = near.iter().take(LINES + 6).map(|run| page.of_run(run)).collect();
    let about = about::about(&tree, &lines);
    let mut text = written(&page, kept.iter().filter_map(|at| page.runs.get(*at)));
    let mut of_json_ld = false;
    if let Some(body) = about.body.as_deref().map(paragraphs)
        && body.len() * 100 > text.len() * LONGER
    {
        (text, of_json_ld) = (body, true);
    }
    Ok(Extracted {
        text,
        layers: about.layers,
        language: about.language,
        numerals_seen: numerals(&page.text),
        of_json_ld,
    })
}

/// Runs as text: an empty line between blocks, ` | ` between the short cells of a row.
fn written<'r>(page: &Page, runs: impl Iterator<Item = &'r Run>) -> String {
    const SHORT: usize = 160;
    let mut text = String::new();
    let mut before: Option<&Run> = None;
    for run in runs {
        let words = page.of_run(run).trim();
        if words.is_empty() {
            continue;
        }
        if let Some(before) = before {
            let one_row = run.row != 0 && run.row == before.row && run.cell != before.cell;
            let short = [run, before].iter().all(|run| run.end - run.start <= SHORT);
            text.push_str(if one_row && short { " | " } else { "\n\n" });
        }
        text.push_str(words);
        before = Some(run);
    }
    text
}

/// The article of JSON-LD as text: markup read as such, else a paragraph a line.
fn paragraphs(body: &str) -> String {
    if ["</", "<p", "<br"].iter().any(|tag| body.contains(tag)) {
        return all(body);
    }
    let body = if body.contains('&') { unescaped_lines(body) } else { body.to_owned() };
    body.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn unescaped_lines(body: &str) -> String {
    body.lines().map(plain).collect::<Vec<_>>().join("\n")
}

/// All text of a piece of HTML, as blocks.
pub(in crate::intake) fn all(html: &str) -> String {
    let Ok(tree) = Tree::parse(html, usize::MAX, &|| false) else { return String::new() };
    let page = Page::of(&tree);
    written(&page, page.runs.iter())
}

/// The text of a piece of HTML on one line: `AT&amp;T` is `AT&T`.
pub(in crate::intake) fn plain(html: &str) -> String {
    all(html).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Is it the whole address of a page, and not of a site?
fn is_page(address: &str) -> bool {
    let path = address.trim().split("://").nth(1).and_then(|rest| rest.split_once('/'));
    is_url(address) && path.is_some_and(|(_, path)| !path.is_empty())
}

/// How many numerals stand in a text: digits in a row, with the marks between them.
pub fn numerals(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (0..bytes.len())
        .filter(|at| {
            let begins = digit(*at) && (*at == 0 || !digit(*at - 1));
            let goes_on = *at >= 2 && matches!(bytes.get(*at - 1), Some(b'.' | b',')) && digit(*at - 2);
            begins && !goes_on
        })
        .count()
}
