//! What is asked of a ledger is answered from its indexes: the rows that are gone through one by one are as many in a large
//! ledger as in a small one.

use crate::page::browser::Page;
use crate::properties::recording::{add, events, ledger};
use serde_json::json;
use std::path::Path;
use std::process::Command;

/// The rows that a command goes through, and what it prints.
fn walked(db: &Path, arguments: &[&str]) -> (u64, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_factledger"))
        .args(["-v", "--db"])
        .arg(db)
        .args(arguments)
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let count = said.lines().find_map(|line| line.split_once("rows gone through one by one: ")?.1.trim().parse().ok());
    (count.unwrap_or_else(|| panic!("{said}")), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn no_command_goes_through_a_whole_table() {
    let ledgers = [12, 48].map(|articles| {
        let (folder, mut ledger) = ledger();
        add(&mut ledger, &events().iter().take(articles).collect::<Vec<_>>());
        drop(ledger);
        folder
    });
    let counts =
        |arguments: &[&str]| ledgers.each_ref().map(|folder| walked(&folder.path().join("ledger.db"), arguments));
    let id = |text: &str, name: &str| {
        let after = text.split_once(&format!("\"{name}\":\"")).expect("a row").1;
        after.split_once('"').expect("an id").0.to_owned()
    };
    let report = counts(&["report", "--limit", "5", "--format", "jsonl"]);
    let facts = counts(&["facts", "--limit", "5", "--format", "jsonl"]);
    for [(small, _), (large, _)] in [&report, &facts] {
        // The first ids in order are gone through in the index, some hundred of them.
        assert!(*large <= small + 60, "{small} rows, then {large}");
    }
    for arguments in [&["documents", "--limit", "5"][..], &["search", "--limit", "5", "unwearied"]] {
        let [(small, _), (large, _)] = counts(arguments);
        assert!(large <= small + 30, "{arguments:?}: {small} rows, then {large}");
    }
    let [(_, few), (_, many)] = &report;
    for name in ["discrepancy_id", "a_claim_id"] {
        let shown = [(0, id(few, name)), (1, id(many, name))]
            .map(|(at, id)| walked(&ledgers[at].path().join("ledger.db"), &["show", &id]).0);
        assert!(shown[1] <= shown[0] + 100, "{shown:?} rows for one {name}");
    }
}

/// What a page lists is answered from indexes too, and so is the page of one thing.
#[test]
fn no_page_goes_through_a_whole_table() {
    let pages = [12, 48].map(|articles| {
        let folder = tempfile::tempdir().expect("a folder");
        let lines = events().iter().take(articles).map(|(document, _)| {
            let about = &document.metadata;
            let published = about.published.map(|day| day.to_string());
            let line =
                json!({"id": document.doc, "text": document.text, "source": about.source, "published": published});
            format!("{line}\n")
        });
        std::fs::write(folder.path().join("articles.jsonl"), lines.collect::<String>()).expect("the articles");
        Page::over(folder.path(), &[])
    });
    let walked = |page: &Page, path: &str| {
        let answer = page.get(path);
        assert_eq!(answer.status, 200, "{path}");
        answer.header("x-rows-walked").expect("how many").parse::<u64>().expect("a number")
    };
    // A page says how many rows its list has, up to some thousands, and how many of each relation: they are counted once in
    // an index. Sorting them would go through all of them once more.
    for (table, counts, paths) in [
        ("discrepancy", 2, &["/discrepancies?", "/discrepancies?sort=newest&"][..]),
        ("discrepancy", 1, &["/discrepancies?kind=inside&sort=newest&"]),
        ("fact", 1, &["/facts?", "/facts?sort=newest&"]),
        ("claim", 1, &["/claims?", "/claims?sort=first&"]),
        ("document", 1, &["/documents?", "/documents?sort=published&"]),
        ("audit_entry", 1, &["/audit?"]),
        ("source", 1, &["/search?q=unwearied&"]),
    ] {
        let rows = pages.each_ref().map(|page| {
            let count = page.query(&format!("SELECT count(*) AS n FROM {table}"));
            serde_json::from_str::<serde_json::Value>(&count).expect("JSON")["n"].as_u64().expect("a count")
        });
        for path in paths {
            let [small, large] = pages.each_ref().map(|page| walked(page, &format!("{path}per=5")));
            let most = small + counts * (rows[1] - rows[0]) + rows[1] / 4 + 20;
            assert!(large <= most, "{path}: {small} rows, then {large}; {rows:?} in {table}");
        }
    }
    for (list, id) in [("discrepancies", "discrepancy_id"), ("facts", "fact_id"), ("documents", "document_id")] {
        let [small, large] = pages.each_ref().map(|page| {
            let rows: serde_json::Value = serde_json::from_str(&page.get(&format!("/{list}.json")).body).expect("JSON");
            walked(page, &format!("/{list}/{}", rows[0][id].as_str().expect("an id")))
        });
        assert!(large <= small + 100, "one of {list}: {small} rows, then {large}");
    }
}
