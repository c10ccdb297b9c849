//! Articles full of script, markup and characters that turn the direction of writing: every page shows them as words.

use super::browser::Page;
use super::html;
use std::collections::BTreeSet;

/// What would do harm if it were taken for markup or an address.
const MARKUP: &str = "</td></a></article><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">\
    <svg onload=alert(1)><iframe src=javascript:alert(1)></iframe><style>*{display:none}</style>\"'><base href=//evil.example>&lt;b&gt;";

/// Turns the rest of the line round; rings the bell; begins an escape sequence.
const TURNING: &str = "\u{202e}0002 dna\u{202c}\u{2066}\u{7}\u{1b}[31m";

fn articles() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let line = |id: &str, source: &str, figure: &str, date: &str| {
        serde_json::json!({
            "id": id,
            "url": if id == "one" { "javascript:alert(document.domain)//" } else { "https://evil.example/\"onmouseover=\"alert(1)" },
            "source": format!("{source} <b onclick=alert(1)>&\" {TURNING}"),
            "author": MARKUP,
            "title": format!("Flood in Ostmark: {figure} people are homeless {MARKUP} {TURNING}"),
            "published": date,
            "language": "en",
            "text": format!(
                "The flood in Ostmark left {figure} people homeless, minister <script>alert('{id}')</script> Bo Vik said on Friday. \
                 {MARKUP} {TURNING}\n\nThe flood in Ostmark destroyed 120 houses {TURNING}, the ministry said. \
                 It was the worst since 1987 <img src=x onerror=alert(1)>.\n\n=cmd|' /C calc'!A0 cost $5 million.\n"
            ),
        })
        .to_string()
    };
    let lines = [
        line("one", "The Post", "4,200", "2024-05-10"),
        line("two", "The Courier", "4,700", "2024-05-10"),
        line("three", "The Wire", "nearly 5,000", "2024-05-11"),
    ];
    std::fs::write(folder.path().join("hostile.jsonl"), lines.join("\n")).expect("the articles");
    folder
}

/// Every address of ours that a page leads to by a link.
fn links(body: &str) -> Vec<String> {
    body.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|href| href.starts_with('/'))
        .map(|href| href.split('#').next().unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&"))
        .collect()
}

#[test]
fn every_page_shows_words_as_words() {
    let folder = articles();
    let page = Page::over(folder.path(), &["--by", "<script>Ada</script>"]);
    let id = super::first(&page);
    let given = page.post(
        &format!("/discrepancies/{id}/verdict"),
        &[("verdict", "dismissed"), ("reason", &format!("{MARKUP}{TURNING}"))],
    );
    assert_eq!(given.status, 303, "{}", given.body);
    let mut waiting: Vec<String> = [
        "/",
        "/help",
        "/search?q=%3Cscript%3E",
        "/sql?sql=SELECT%20*%20FROM%20documents",
        "/sql?sql=SELECT%20'%3Cscript%3E'",
    ]
    .map(str::to_owned)
    .into();
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut kinds = BTreeSet::new();
    while let Some(path) = waiting.pop() {
        if path.starts_with("/assets/") || path.contains(".csv") || path.contains(".json") {
            assert_eq!(page.get(&path).status, 200, "{path}");
            continue;
        }
        let mut answer = page.get(&path);
        if answer.status == 303 {
            let place =
                answer.header("location").expect("it leads on").split('#').next().unwrap_or_default().to_owned();
            answer = html(&page, &place);
        }
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        harmless(&path, &answer);
        kinds.insert(path.split(['/', '?']).nth(1).unwrap_or_default().to_owned());
        for link in links(&answer.body) {
            if seen.len() < 400 && seen.insert(link.clone()) {
                waiting.push(link);
            }
        }
    }
    for kind in [
        "",
        "discrepancies",
        "facts",
        "claims",
        "documents",
        "sources",
        "runs",
        "sql",
        "audit",
        "verdicts",
        "decisions",
        "help",
        "search",
    ] {
        assert!(kinds.contains(kind), "no link leads to /{kind}");
    }
}

/// No markup, script, style or address of the articles' stands on the page, and nothing that turns the writing.
fn harmless(path: &str, answer: &super::Answer) {
    let body = &answer.body;
    let policy = answer.header("content-security-policy").unwrap_or_default();
    assert!(policy.starts_with("default-src 'self';") && !policy.contains("unsafe"), "{path}: {policy}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
    assert_eq!(body.matches("<script").count(), 1, "{path} has a script that is not ours");
    assert!(body.contains("<script src=\"/assets/page.js\" defer></script>"), "{path}");
    for bad in [
        "<img",
        "<iframe",
        "<base",
        "<style",
        "<b ",
        "<b>",
        "onload=\"",
        " style=\"",
        "href=\"javascript:",
        "href=\"//",
        "href=\"data:",
    ] {
        assert!(!body.contains(bad), "{path} holds {bad}");
    }
    let tags = body.split('<').skip(1).filter_map(|rest| rest.split('>').next());
    for tag in tags {
        // Outside of quotation marks a tag has no handler of events.
        let bare: String = tag.split('"').step_by(2).collect();
        assert!(!bare.contains(" on"), "{path}: <{tag}>");
    }
    let turning = |c: char| {
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || c.is_control() && c != '\n'
    };
    // What stands in a field goes back as it is, and turns nothing outside of the field.
    let mut shown = String::new();
    for (at, piece) in body.split("value=\"").enumerate() {
        shown.push_str(if at == 0 { piece } else { piece.split_once('"').map_or("", |(_, rest)| rest) });
    }
    let found = shown.chars().position(turning);
    assert!(found.is_none(), "{path} holds a character that does more than be seen, at {found:?}");
}

#[test]
fn files_are_guarded_as_those_of_the_command_line() {
    let folder = articles();
    let page = Page::over(folder.path(), &[]);
    for list in ["claims", "documents", "search", "sources"] {
        let path = if list == "search" { "/search.csv?q=cost".to_owned() } else { format!("/{list}.csv") };
        let csv = page.get(&path);
        assert_eq!(csv.status, 200, "{path}");
        for record in csv::Reader::from_reader(csv.body.as_bytes()).into_records() {
            for cell in record.expect("CSV").iter() {
                assert!(!cell.starts_with(['=', '+', '@']), "{path}: {cell}");
            }
        }
        assert!(csv.header("content-disposition").is_some_and(|how| how.starts_with("attachment")), "{path}");
    }
}
