//! Told to stop while it works: what was done is whole, and is said; the same command goes on from there.
#![cfg(unix)]

use crate::cli::run;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

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

/// Tells a process to stop as soon as something is so; its status and what it said.
fn told_when(mut child: Child, is_so: impl Fn() -> bool) -> (Option<i32>, String) {
    let began = Instant::now();
    while !is_so() && began.elapsed() < Duration::from_secs(60) && child.try_wait().expect("it runs").is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    let told = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill runs");
    let ended = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(told.success(), "it had ended before: {said}");
    (ended.status.code(), said)
}

fn started(folder: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_factledger"))
        .args(arguments)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1795305600")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("listed").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn an_export_that_is_told_to_stop_leaves_nothing_half_written() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("all.jsonl"), lines(400).concat()).expect("written");
    run(folder.path(), "factledger --db l.db --quiet add all.jsonl; rm -f l.db-wal l.db-shm");
    let before = names(folder.path());
    let beside = || names(folder.path()).iter().any(|name| name.ends_with(".part"));
    for kind in ["xlsx", "jsonl", "html"] {
        let (status, said) =
            told_when(started(folder.path(), &["--db", "l.db", "export", "--as", kind, "-o", "copy"]), beside);
        assert_eq!(status, Some(130), "{kind}: {said}");
        assert!(said.contains("stopped: copy was not written"), "{kind}: {said}");
        assert_eq!(
            names(folder.path()).iter().filter(|name| !name.starts_with("l.db-")).count(),
            before.len(),
            "{kind}"
        );
    }
    let made = || folder.path().join("package").is_dir() && names(&folder.path().join("package")).len() > 9;
    let arguments = ["--db", "l.db", "export", "--as", "datapackage", "-o", "package"];
    let (status, said) = told_when(started(folder.path(), &arguments), made);
    assert_eq!(status, Some(130), "{said}");
    assert!(!folder.path().join("package").exists(), "{said}");
    assert!(run(folder.path(), "factledger --db l.db verify").concat().contains("sound"));
}

#[test]
fn an_import_that_is_told_to_stop_says_how_much_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows_of: String = (0..4000).map(|n| format!("visitors,Ellen {n},2025,{},count,Ports,\n", 1000 + n)).collect();
    let series = format!("measure,subject,as_of,value,unit,source,url\n{rows_of}");
    fs::write(folder.path().join("series.csv"), series).expect("written");
    let written = || fs::metadata(folder.path().join("cut.db-wal")).is_ok_and(|log| log.len() > 400_000);
    let (status, said) = told_when(started(folder.path(), &["--db", "cut.db", "import", "series.csv"]), written);
    assert_eq!(status, Some(130), "{said}");
    assert!(said.contains("rows are left; the same command goes on"), "{said}");
    assert!(run(folder.path(), "factledger --db cut.db verify").concat().contains("sound"));
    let recorded = rows(folder.path(), "cut.db", "SELECT count(*) FROM documents");
    let recorded = recorded.last().map_or("", String::as_str);
    assert!(said.contains(&format!("official figures: {recorded} added")), "{recorded}: {said}");
    run(folder.path(), "factledger --db cut.db --quiet import series.csv");
    run(folder.path(), "factledger --db whole.db --quiet import series.csv");
    for sql in ["SELECT claim_id FROM claims ORDER BY 1", "SELECT document_id FROM documents ORDER BY 1"] {
        assert_eq!(rows(folder.path(), "cut.db", sql), rows(folder.path(), "whole.db", sql));
    }
}
