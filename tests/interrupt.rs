//! Told to stop while it works: what was done is whole, and is said; the same command goes on from there.
#![cfg(unix)]

use crate::cli::run;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Articles, one a line; every hundred of them tell of one town.
fn lines(count: usize) -> Vec<String> {
    let article = |n: usize| {
        let town = (b'a' + (n % 12) as u8) as char;
        let text = format!("The storm cut power to {} homes in Lind{town}holm. Call {n} came from there.", 900 + n % 7);
        let source = format!("Outlet {}", n % 40);
        let day = 1 + n % 25;
        format!("{{\"id\":\"n{n}\",\"source\":\"{source}\",\"published\":\"2026-11-{day:02}\",\"text\":\"{text}\"}}\n")
    };
    (0..count).map(article).collect()
}

fn rows(folder: &Path, db: &str, sql: &str) -> Vec<String> {
    run(folder, &format!("factledger --db {db} query \"{sql}\" --format csv"))
}

#[test]
fn a_signal_leaves_a_clean_ledger_and_says_what_was_done() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = lines(1200);
    let (first, rest) = lines.split_at(640);
    fs::write(folder.path().join("all.jsonl"), lines.concat()).expect("written");
    let mut child = Command::new(env!("CARGO_BIN_EXE_factledger"))
        .args(["--db", "cut.db", "add", "-"])
        .current_dir(folder.path())
        .env("SOURCE_DATE_EPOCH", "1795305600")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut input = child.stdin.take().expect("its input");
    input.write_all(first.concat().as_bytes()).expect("it reads");
    input.flush().expect("it reads");
    std::thread::sleep(Duration::from_millis(1500));
    let told = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill runs");
    assert!(told.success());
    std::thread::sleep(Duration::from_millis(500));
    // It waits for a batch to be full; of what comes then it takes no more than that. The pipe may be closed by then.
    let _ = input.write_all(rest.concat().as_bytes());
    drop(input);
    let status = child.wait().expect("it ends");
    let mut said = String::new();
    child.stderr.take().expect("its words").read_to_string(&mut said).expect("text");
    assert_eq!(status.code(), Some(130), "{said}");
    assert!(
        said.contains("stopping after this batch") && said.contains("stopped: what is said here is recorded"),
        "{said}"
    );

    let recorded: usize = rows(folder.path(), "cut.db", "SELECT count(*) FROM documents")
        .last()
        .and_then(|n| n.parse().ok())
        .expect("a number");
    assert!((64..1200).contains(&recorded), "{recorded} documents: {said}");
    assert!(said.contains(&format!("documents: {recorded} added")), "{recorded}: {said}");
    assert!(run(folder.path(), "factledger --db cut.db verify").concat().contains("sound"));
    assert!(run(folder.path(), "factledger --db cut.db report").concat().contains("a run was broken off"));
    // It goes on from there, with the same result as in one go.
    run(folder.path(), "factledger --db cut.db --quiet add all.jsonl");
    run(folder.path(), "factledger --db whole.db --quiet add all.jsonl");
    for sql in ["SELECT claim_id FROM claims ORDER BY 1", "SELECT * FROM discrepancies ORDER BY 1, a_claim_id"] {
        assert_eq!(rows(folder.path(), "cut.db", sql), rows(folder.path(), "whole.db", sql));
    }
    let ends = "SELECT sum(ended IS NULL), sum(ended IS NOT NULL) FROM runs";
    assert_eq!(rows(folder.path(), "cut.db", ends).last().map(String::as_str), Some("1,1"));
}
