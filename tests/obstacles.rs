//! What the world puts in the way of the program: a full disk, a file that may not be written, other writers.

use crate::killed::{articles, assert_same, contents, program};
use rusqlite::Connection;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// What it gives and says.
fn run(command: &mut Command) -> (i32, String) {
    let Output { status, stderr, .. } = command.stderr(Stdio::piped()).output().expect("it runs");
    (status.code().unwrap_or(-1), String::from_utf8_lossy(&stderr).into_owned())
}

/// A folder with articles as JSON lines.
fn folder(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("articles.jsonl"), articles(count)).expect("the articles");
    folder
}

fn add(folder: &Path, ledger: &str) -> Command {
    let mut command = program(&folder.join(ledger));
    command.arg("add").arg(folder.join("articles.jsonl"));
    command
}

/// A limit on the size of files is the full disk that needs no disk: every write beyond it fails.
#[test]
#[cfg(unix)]
fn a_full_disk_loses_nothing() {
    let folder = folder(80);
    assert_eq!(run(&mut add(folder.path(), "whole.db")).0, 0);
    let expected = contents(&folder.path().join("whole.db"));
    let mut failures = 0;
    let mut blocks = 64;
    loop {
        let name = format!("limited-{blocks}.db");
        let whole = add(folder.path(), &name);
        let mut limited = Command::new("sh");
        // A signal that is passed over is an error of the write.
        limited.args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")]);
        limited.arg(whole.get_program()).args(whole.get_args()).env("SOURCE_DATE_EPOCH", "1795305600");
        let (status, said) = run(limited.stdin(Stdio::null()).stdout(Stdio::null()));
        if status == 0 {
            break;
        }
        failures += 1;
        assert_eq!(status, 2, "{blocks} blocks: {said}");
        assert!(said.contains("error: cannot") && said.contains("hint:"), "{blocks} blocks: {said}");
        let ledger = folder.path().join(&name);
        let there = Connection::open(&ledger).and_then(|connection| {
            connection.query_row("SELECT count(*) FROM document", [], |row| row.get::<_, i64>(0))
        });
        if there.is_ok() {
            assert_eq!(run(program(&ledger).arg("verify")).0, 0, "{blocks} blocks: verify");
        }
        assert_eq!(run(&mut add(folder.path(), &name)).0, 0, "{blocks} blocks: another add");
        assert_eq!(run(program(&ledger).arg("verify")).0, 0, "{blocks} blocks: verify after it");
        assert_same(&expected, &contents(&ledger), &format!("{blocks} blocks"));
        blocks += blocks / 2;
    }
    println!("full disk: {failures} sizes at which a write failed");
    assert!(failures >= 5, "only {failures} sizes were too small");
}

#[test]
fn a_writer_waits_for_another_and_then_says_so() {
    let folder = folder(5);
    let ledger = folder.path().join("ledger.db");
    assert_eq!(run(&mut add(folder.path(), "ledger.db")).0, 0);
    fs::write(folder.path().join("articles.jsonl"), articles(7)).expect("more articles");

    let other = Connection::open(&ledger).expect("it opens");
    other.execute_batch("BEGIN IMMEDIATE").expect("it is the only writer");
    let begun = Instant::now();
    let (status, said) = run(&mut add(folder.path(), "ledger.db"));
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("another process is writing to it") && said.contains("wait for the other"), "{said}");
    assert!(begun.elapsed() >= Duration::from_secs(4), "it did not wait");
    assert_eq!(run(program(&ledger).arg("verify")).0, 0, "readers need not wait");

    let waiting = add(folder.path(), "ledger.db").spawn().expect("it runs");
    std::thread::sleep(Duration::from_secs(1));
    other.execute_batch("COMMIT").expect("the other is done");
    assert!(waiting.wait_with_output().expect("it ends").status.success());
    assert_eq!(run(program(&ledger).arg("verify")).0, 0);
}

#[test]
fn two_that_add_at_once_both_do() {
    let folder = folder(60);
    assert_eq!(run(&mut add(folder.path(), "one.db")).0, 0);
    let lines = articles(60);
    let lines: Vec<&str> = lines.lines().collect();
    // Each has a part of its own, and a part of both.
    for (name, part) in [("first.jsonl", &lines[..40]), ("second.jsonl", &lines[20..])] {
        fs::write(folder.path().join(name), part.join("\n")).expect("a part");
    }
    let ledger = folder.path().join("two.db");
    let children: Vec<_> = ["first.jsonl", "second.jsonl"]
        .map(|name| program(&ledger).arg("add").arg(folder.path().join(name)).spawn().expect("it runs"))
        .into();
    for child in children {
        assert!(child.wait_with_output().expect("it ends").status.success());
    }
    assert_eq!(run(program(&ledger).arg("verify")).0, 0);
    // In which order they came decides numbers, and no row of a view.
    let views = |ledger: &Path| {
        let connection = Connection::open(ledger).expect("it opens");
        ["documents", "claims", "facts", "discrepancies", "discrepancy_pairs", "checks", "sources"].map(|view| {
            let columns: Vec<String> = connection
                .prepare(&format!(
                    "SELECT '\"' || name || '\"' FROM pragma_table_info('{view}') WHERE name <> 'fact_key'"
                ))
                .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
                .expect("the columns");
            let rows: Vec<String> = connection
                .prepare(&format!("SELECT json_array({}) FROM {view} ORDER BY 1", columns.join(", ")))
                .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
                .expect(view);
            (view.to_owned(), rows)
        })
    };
    assert_same(&views(&folder.path().join("one.db")), &views(&ledger), "two at once");
}

/// A file and a folder that may not be written, for a user whom permissions stop.
#[test]
#[cfg(unix)]
fn what_may_not_be_written_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(5);
    assert_eq!(run(&mut add(folder.path(), "ledger.db")).0, 0);
    let ledger = folder.path().join("ledger.db");
    let own = folder.path().join("program");
    fs::copy(program(&ledger).get_program(), &own).expect("a copy of the program where anybody may run it");
    let allow =
        |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permitted");
    allow(&ledger, 0o444);
    allow(folder.path(), 0o555);
    let is_root = fs::write(folder.path().join("try"), "").is_ok();
    let mut prefix = vec![];
    if is_root {
        if !Command::new("setpriv").arg("--version").output().is_ok_and(|output| output.status.success()) {
            println!("passed over: a file that may not be written: setpriv is not there, and nothing stops root");
            allow(folder.path(), 0o755);
            return;
        }
        prefix = vec!["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    }
    let try_it = |arguments: &[&str]| {
        let whole: Vec<&str> =
            prefix.iter().copied().chain([own.to_str().expect("a name")]).chain(arguments.iter().copied()).collect();
        let mut command = Command::new(whole[0]);
        run(command.args(&whole[1..]).current_dir("/").env("FACTLEDGER_DB", &ledger).stdin(Stdio::null()))
    };
    let before = fs::read(&ledger).expect("its bytes");
    for command in [vec!["claims"], vec!["verify"], vec!["report"], vec!["search", "storm"], vec!["stats"]] {
        let (status, said) = try_it(&command);
        assert_eq!(status, 0, "{command:?}: {said}");
    }
    let (status, said) = try_it(&["add", folder.path().join("articles.jsonl").to_str().expect("a name")]);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("cannot be written") && said.contains("hint:"), "{said}");
    assert_eq!(fs::read(&ledger).expect("its bytes"), before, "and nothing was changed");
    allow(folder.path(), 0o755);
}
