//! What is handed on: hostile articles in every format, and files that are whole or not there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const HOSTILE: &str = "=cmd|'/c calc'!A1 said 12 boats sank. <script>alert(1)</script> <img src=x onerror=alert(2)> \
    The \u{202e}port\u{202c} counted 40 ships\u{7}, \u{1b}[31mred\u{1b}[0m. </style></blockquote><svg onload=alert(3)> \
    {{ 7*7 }} {% raw %} The quay cost $38 million. ]]>\n\n+1 555 0100 \u{fffe} end.\n";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_factledger"))
        .args(arguments)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1795305600")
        .env_remove("FACTLEDGER_DB")
        .output()
        .expect("the program runs")
}

/// A folder with a ledger of two articles that disagree, one of them hostile in text and metadata.
fn ledger() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let line = |id: &str, url: &str, source: &str, title: &str, text: &str| serde_json::json!({"id": id, "url": url, "source": source, "title": title, "text": text, "published": "2026-11-03"});
    let lines = [
        line("one", "javascript:alert(4)", "<b>Post</b>\u{202e}", "\"><script>alert(5)</script> 3 dead", HOSTILE),
        line(
            "two",
            "https://wire.example/quay\"onmouseover=alert(6)",
            "=HYPERLINK(\"x\")",
            "@SUM(1)",
            "The port counted 44 ships. The quay cost $45 million, the town council said.",
        ),
    ];
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    fs::write(folder.path().join("news.jsonl"), lines).expect("the articles");
    let added = run(folder.path(), &["add", "--quiet", "news.jsonl"]);
    assert!(added.status.success(), "{added:?}");
    folder
}

fn exported(folder: &Path, kind: &str, more: &[&str]) -> Vec<u8> {
    let output = run(folder, &[&["export", "--as", kind], more].concat());
    assert!(output.status.success(), "{kind}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The names of the elements and attributes of a page, read the way a browser does: whatever stands behind a `<`.
fn markup(html: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut elements, mut attributes) = (BTreeSet::new(), BTreeSet::new());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || "/!".contains(*c)).collect();
        elements.insert(name.trim_start_matches('/').to_owned());
        rest = &rest[name.len()..];
        // Up to the end of the tag: attributes with their values between quotation marks.
        while let Some(end) = rest.find(['>', '"']) {
            let (inside, after) = rest.split_at(end);
            let named = inside.trim_end_matches('=').split_whitespace().map(|name| name.trim_matches(['/', '=']));
            attributes.extend(named.filter(|name| !name.is_empty()).map(str::to_owned));
            rest = &after[1..];
            if after.starts_with('>') {
                break;
            }
            rest = rest.split_once('"').expect("the value ends").1;
        }
    }
    (elements, attributes)
}

#[test]
fn a_page_holds_our_markup_and_no_other() {
    let folder = ledger();
    let html = String::from_utf8(exported(folder.path(), "html", &[])).expect("UTF-8");
    let body = html.split_once("</style>").expect("a style").1;
    let (elements, attributes) = markup(body);
    let ours = "head body a header h1 h2 h3 h4 p time nav ul ol li main section table caption thead tbody tfoot tr th td \
        span figure figcaption bdi svg title line circle path text article div blockquote details summary strong footer html";
    let known: BTreeSet<String> = ours.split_whitespace().map(str::to_owned).collect();
    assert!(elements.is_subset(&known), "{:?}", elements.difference(&known));
    let ours = "class href id aria-labelledby aria-label aria-hidden scope colspan datetime role width height x x1 x2 y y1 \
        y2 cx cy r d overflow text-anchor dir title rel";
    let known: BTreeSet<String> = ours.split_whitespace().map(str::to_owned).collect();
    assert!(attributes.is_subset(&known), "{:?}", attributes.difference(&known));
    assert!(!body.contains("href=\"javascript"), "no address but those of the web");
    assert!(!body.chars().any(|c| c == '\u{202e}' || (c.is_control() && c != '\n')), "nothing steers the reader");
    assert!(html.contains("default-src 'none'"), "and a browser would refuse the rest");
}

/// The checker of the page sees what it must see.
#[test]
fn foreign_markup_is_found() {
    let (elements, attributes) = markup("<p class=\"a\">x</p><img src=x onerror=\"y\"><script>");
    assert!(elements.contains("img") && elements.contains("script"), "{elements:?}");
    assert!(attributes.iter().any(|name| name.contains("onerror")), "{attributes:?}");
}

#[test]
fn a_page_has_landmarks_headings_captions_and_titles() {
    let folder = ledger();
    let html = String::from_utf8(exported(folder.path(), "html", &[])).expect("UTF-8");
    for needed in
        ["<html lang=\"en\">", "<main id=\"main\">", "<header", "<nav aria-label", "<footer", "class=\"skip\""]
    {
        assert!(html.contains(needed), "{needed}");
    }
    assert_eq!(html.matches("<h1>").count(), 1);
    assert_eq!(html.matches("<table").count(), html.matches("<caption").count(), "every table has a caption");
    assert_eq!(html.matches("<svg role=\"img\"").count(), html.matches("<title>").count() - 1, "every picture a title");
}

#[test]
fn no_cell_is_a_formula() {
    let folder = ledger();
    for view in ["discrepancies", "claims", "documents", "sources", "facts"] {
        let csv = exported(folder.path(), "csv", &["--view", view, "--text", "--include", "equal,scope"]);
        let mut reader = csv::Reader::from_reader(csv.as_slice());
        for record in reader.records() {
            for field in &record.expect("a record") {
                let formula = field.starts_with(['=', '+', '@', '\t', '\r']);
                let negative = field.starts_with('-') && field.parse::<f64>().is_err();
                assert!(!formula && !negative, "{view}: {field:?}");
            }
        }
    }
}

#[test]
fn json_lines_are_what_the_views_hold() {
    let folder = ledger();
    let lines = String::from_utf8(exported(folder.path(), "jsonl", &["--text"])).expect("UTF-8");
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON on each line")).collect();
    let of = |kind: &str| lines.iter().filter(|line| line["type"] == kind).count();
    let end = lines.last().expect("an end record");
    assert_eq!(end["claims"], of("claim"), "{end}");
    assert_eq!((of("document"), of("end")), (2, 1));
    let hostile = lines.iter().find(|line| line["type"] == "document" && line["doc"] == "one").expect("the document");
    assert_eq!(hostile["text"], HOSTILE, "data is kept as it is");
}

#[test]
fn what_cannot_be_written_leaves_nothing() {
    let folder = ledger();
    let before = names(folder.path());
    for kind in ["csv", "jsonl", "xlsx", "html", "sqlite"] {
        let output = run(folder.path(), &["export", "--as", kind, "-o", "missing/file"]);
        assert_eq!(output.status.code(), Some(2), "{kind}");
        let output = run(folder.path(), &["export", "--as", kind, "-o", "factledger.db", "--force"]);
        assert_eq!(output.status.code(), Some(2), "{kind} over the ledger");
    }
    assert_eq!(names(folder.path()), before);
    fs::write(folder.path().join("mine.xlsx"), "mine").expect("a file of somebody's");
    let output = run(folder.path(), &["export", "--as", "xlsx", "-o", "mine.xlsx"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read(folder.path().join("mine.xlsx")).expect("it is there"), b"mine");
    let output = run(folder.path(), &["export", "--as", "xlsx", "-o", "mine.xlsx", "--force"]);
    assert!(output.status.success(), "{output:?}");
    assert!(fs::read(folder.path().join("mine.xlsx")).expect("it is there").starts_with(b"PK"));
    assert_eq!(names(folder.path()).len(), before.len() + 1, "and nothing beside it");
}

#[test]
fn a_review_is_of_what_was_checked_and_read_rightly() {
    let folder = ledger();
    let graph = |arguments: &[&str]| -> serde_json::Value {
        serde_json::from_slice(&exported(folder.path(), "claimreview", arguments)).expect("JSON")
    };
    let reviews = |graph: &serde_json::Value| -> Vec<serde_json::Value> {
        let all = graph["@graph"].as_array().expect("a graph");
        all.iter().filter(|one| one["@type"] == "ClaimReview").cloned().collect()
    };
    let before = graph(&[]);
    assert!(reviews(&before).is_empty(), "nobody has checked anything: {before}");
    assert!(
        before["@graph"].as_array().is_some_and(|all| all.iter().all(|one| one["about"]["@type"] == "Observation"))
    );
    let rows = run(folder.path(), &["report", "--format", "csv"]).stdout;
    let id = String::from_utf8_lossy(&rows).lines().nth(1).expect("a discrepancy")[..27].to_owned();
    for (verdict, begins) in [("confirmed", "Confirmed"), ("explained", "Explained"), ("dismissed", "Dismissed")] {
        let why = "</script><script>alert(1)</script>";
        let given = ["review", "set", &id, verdict, "--reason", why, "--by", "Ada", "--url", "https://desk.example/1"];
        let given = run(folder.path(), &given);
        assert!(given.status.success(), "{given:?}");
        let graph = graph(&["--base", "https://desk.example/"]);
        let reviews = reviews(&graph);
        assert_eq!(reviews.len(), 1, "{graph}");
        let rating = &reviews[0]["reviewRating"];
        assert!(rating["alternateName"].as_str().is_some_and(|name| name.starts_with(begins)), "{rating}");
        assert_eq!(rating["ratingExplanation"], why);
        assert_eq!(reviews[0]["citation"], "https://desk.example/1");
        assert_eq!(reviews[0]["itemReviewed"]["hasPart"].as_array().map(Vec::len), Some(2));
        assert_eq!(reviews[0]["url"], format!("https://desk.example/{id}"));
    }
}

/// The words stand in src/ledger/schema.toml: a column that is not described there fails here.
#[test]
fn every_column_that_is_handed_on_is_described() {
    let folder = ledger();
    exported(folder.path(), "datapackage", &["-o", "package", "--text"]);
    let text = fs::read_to_string(folder.path().join("package/datapackage.json")).expect("the description");
    let package: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    for resource in package["resources"].as_array().expect("resources") {
        assert!(resource["description"].is_string(), "{}", resource["name"]);
        for field in resource["schema"]["fields"].as_array().expect("fields") {
            assert!(field["description"].is_string(), "{}.{} is not described", resource["name"], field["name"]);
        }
        let path = folder.path().join("package").join(resource["path"].as_str().expect("a path"));
        assert_eq!(resource["bytes"], fs::read(path).expect("the file").len());
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder can be listed");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn of_a_damaged_ledger_what_can_be_read_is_written() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    fs::write(path.join("all.jsonl"), crate::killed::articles(150)).expect("the articles");
    assert!(run(path, &["add", "--quiet", "all.jsonl"]).status.success());
    let whole = fs::read(path.join("factledger.db")).expect("the ledger");
    let page = 4096;
    // A page of articles near the middle: others hold what is made again, which not every export reads.
    let of_articles = |at: &usize| whole[at * page..][..page].windows(13).any(|words| words == b"mayor Ida Ber");
    let pages = whole.len() / page;
    let middle = (0..pages).filter(of_articles).min_by_key(|at| at.abs_diff(pages / 2)).expect("a page of articles");
    for (name, damaged) in [
        ("cut short", whole[..whole.len() * 6 / 10].to_vec()),
        ("a page overwritten", {
            let mut bytes = whole.clone();
            bytes[middle * page..][..page].fill(0x5A);
            bytes
        }),
    ] {
        fs::write(path.join("factledger.db"), &damaged).expect("damaged");
        let output = run(path, &["export", "--as", "jsonl"]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert!(
            said.contains("the file is damaged; what could be read: ") && said.contains("hint: "),
            "{name}: {said}"
        );
        let records: Vec<serde_json::Value> = std::str::from_utf8(&output.stdout)
            .expect("UTF-8")
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        let (end, records) = records.split_last().expect("an end");
        assert!(end["type"] == "end" && end["damaged_tables"].is_u64(), "{name}: {end}");
        let documents = records.iter().filter(|record| record["type"] == "document").count();
        assert_eq!(end["documents"], documents, "{name}");
        assert!((20..=150).contains(&documents), "{name}: {documents}");
        assert_eq!(fs::read(path.join("factledger.db")).expect("the ledger"), damaged, "it was touched");

        // The file is there, and its documents can be added to another ledger.
        let output = run(path, &["export", "--as", "jsonl", "--force", "-o", "left.jsonl"]);
        assert_eq!(output.status.code(), Some(2));
        let again = run(path, &["--db", "again.db", "add", "--strict", "left.jsonl"]);
        let said = String::from_utf8_lossy(&again.stderr);
        assert!(again.status.success() && said.contains(" 0 failed"), "{name}: {said}");
        fs::remove_file(path.join("again.db")).expect("it goes");
        // Only what was asked for.
        let output = run(path, &["export", "--as", "jsonl", "--view", "claims"]);
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.lines().all(|line| line.contains(r#""type":"claim""#) || line.contains(r#""type":"end""#)));
        // Nothing else is written of it.
        assert_eq!(run(path, &["export", "--as", "xlsx", "-o", "left.xlsx"]).status.code(), Some(2));
        assert!(!path.join("left.xlsx").exists());
    }
    fs::write(path.join("factledger.db"), "no ledger at all").expect("written");
    let output = run(path, &["export", "--as", "jsonl"]);
    assert!(output.status.code() == Some(2) && output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("no SQLite file"));
}

/// A build without Parquet knows the word, and says how to have it.
#[cfg(not(feature = "parquet"))]
#[test]
fn without_parquet_it_says_how_to_have_it() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.jsonl"), "{\"text\":\"The port counted 12 ships.\"}\n").expect("written");
    std::fs::write(folder.path().join("b.parquet"), "PAR1").expect("written");
    for (command, status) in [
        ("factledger --quiet add a.jsonl && factledger export --as parquet -o x.parquet", "? 2"),
        ("factledger import b.parquet", "? 2"),
        ("factledger extract --strict b.parquet", "? 2"),
    ] {
        let said = crate::cli::run(folder.path(), command);
        assert!(said.iter().any(|line| line.contains("cargo build --release --features parquet")), "{said:?}");
        assert_eq!(said.last().map(String::as_str), Some(status), "{said:?}");
    }
    assert!(!folder.path().join("x.parquet").exists());
}
