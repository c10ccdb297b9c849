//! A process that is killed while it adds loses nothing that it had said was there, and another completes its work.
//!
//! `FACTLEDGER_KILLS` is how often (4 unless it says otherwise), `FACTLEDGER_PROGRAM` another build of the program, and
//! `FACTLEDGER_SEED` other moments.

use rusqlite::{Connection, OpenFlags};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How many documents are added.
const DOCUMENTS: usize = 500;

fn set(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// The program on a ledger.
pub fn program(ledger: &Path) -> Command {
    let program = std::env::var_os("FACTLEDGER_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_factledger").into());
    let mut command = Command::new(program);
    command.arg("--db").arg(ledger).env("SOURCE_DATE_EPOCH", "1795305600").env_remove("FACTLEDGER_DB");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Articles as JSON lines: a hundred events, each told by five outlets that do not agree.
pub fn articles(count: usize) -> String {
    const PLACES: [&str; 10] =
        ["Ellen", "Marwick", "Ostmark", "Tarn", "Velde", "Quill", "Norby", "Hask", "Lund", "Pelham"];
    const OUTLETS: [&str; 5] = ["Courier", "Gazette", "Post", "Wire", "Herald"];
    let mut lines = String::new();
    for number in 0..count {
        let (event, outlet) = (number / OUTLETS.len(), number % OUTLETS.len());
        let (place, street) = (PLACES[event % PLACES.len()], event / PLACES.len() + 1);
        let (boats, cost) = (40 + event + outlet % 3, 38 + event % 7 + outlet / 4);
        writeln!(
            lines,
            "{{\"id\":\"a{number}\",\"source\":\"{}\",\"published\":\"2026-{:02}-{:02}\",\"title\":\"Storm at {place}\",\
             \"text\":\"The storm of week {street} sank {boats} boats in the harbour of {place}, mayor Ida Berg said. \
             The repair of quay {street} in {place} will cost ${cost} million.\"}}",
            OUTLETS[outlet],
            1 + event % 9,
            1 + event % 28,
        )
        .expect("a String takes everything");
    }
    lines
}

/// Every row of the evidence with its number, and of the views; what tells runs apart is left out.
pub fn contents(ledger: &Path) -> Vec<(String, Vec<String>)> {
    let connection = Connection::open_with_flags(ledger, OpenFlags::SQLITE_OPEN_READ_WRITE).expect("it opens");
    let list = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(sql).expect(sql);
        let rows = statement.query_map([], |row| row.get(0)).expect(sql);
        rows.map(|row| row.expect("a row")).collect()
    };
    let derived =
        "'fact', 'fact_claim', 'discrepancy', 'discrepancy_pair', 'arithmetic_check', 'arithmetic_check_claim',
         'link_record', 'link_profile', 'claim_pair', 'unlinked_document', 'stale_claim'";
    let tables = list(&format!(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view')
         AND name NOT IN ('run', 'run_end', 'runs', 'same_reading', {derived}) AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ));
    assert!(tables.len() > 25, "{tables:?}");
    let rows = |table: String| {
        // The numbers of facts and of their rows are those of the program.
        let columns = list(&format!(
            "SELECT '\"' || name || '\"' FROM pragma_table_info('{table}')
             WHERE name NOT IN ('run', 'fact_key', 'discrepancy_key', 'check_key')"
        ));
        let sql = format!("SELECT json_array({}) FROM {table} ORDER BY 1", columns.join(", "));
        let rows = list(&sql);
        (table, rows)
    };
    tables.into_iter().map(rows).collect()
}

/// How many rows a table has; 0 where there is none.
fn count(ledger: &Path, table: &str) -> i64 {
    Connection::open(ledger)
        .and_then(|connection| connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)))
        .unwrap_or(0)
}

/// The first difference, in words that fit a screen.
pub fn assert_same(expected: &[(String, Vec<String>)], found: &[(String, Vec<String>)], what: &str) {
    for ((table, expected), (_, found)) in expected.iter().zip(found) {
        assert_eq!(expected.len(), found.len(), "{what}: rows of {table}");
        if let Some((expected, found)) = expected.iter().zip(found).find(|(expected, found)| expected != found) {
            panic!("{what}: {table}\n  expected {expected}\n  found    {found}");
        }
    }
    assert_eq!(expected.len(), found.len());
}

fn ledger_of(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.db"))
}

#[test]
fn a_process_that_is_killed_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("articles.jsonl");
    fs::write(&input, articles(DOCUMENTS)).expect("the articles");
    let whole = ledger_of(folder.path(), "whole");
    let begun = Instant::now();
    let mut child = program(&whole).arg("add").arg(&input).spawn().expect("it runs");
    let mut recorded = None;
    let status = loop {
        if recorded.is_none() && count(&whole, "document") == DOCUMENTS as i64 {
            recorded = Some(begun.elapsed());
        }
        match child.try_wait().expect("it is waited for") {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    assert!(status.success());
    let whole_time = begun.elapsed();
    let recorded = recorded.unwrap_or(whole_time);
    let expected = contents(&whole);
    assert_eq!(count(&whole, "document"), DOCUMENTS as i64);
    assert!(count(&whole, "discrepancy") > 100, "the articles disagree");

    // A multiplicative generator is enough to spread the moments.
    let mut random = set("FACTLEDGER_SEED").unwrap_or(20_261_122) | 1;
    let mut killed_with = Vec::new();
    let kills = set("FACTLEDGER_KILLS").unwrap_or(4);
    for kill in 0..kills {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = (random >> 11) as f64 / (1_u64 << 53) as f64;
        // Recording is the smaller part of the work: every other moment is one of it.
        let moment = if kill % 2 == 0 { recorded.mul_f64(share) } else { whole_time.mul_f64(share) };
        let ledger = ledger_of(folder.path(), &format!("killed-{kill}"));
        let mut child = program(&ledger).arg("add").arg(&input).spawn().expect("it runs");
        std::thread::sleep(moment.max(Duration::from_millis(1)));
        child.kill().expect("killed");
        child.wait().expect("it ends");
        let what = format!("killed after {moment:?} of {whole_time:?}");
        let there = count(&ledger, "document");
        killed_with.push(there);
        if ledger.exists() && fs::metadata(&ledger).is_ok_and(|about| about.len() > 0) {
            let verified = program(&ledger).arg("verify").status().expect("it runs");
            assert!(there == 0 || verified.success(), "{what}: verify");
        }
        assert!(program(&ledger).arg("add").arg(&input).status().expect("it runs").success(), "{what}: another add");
        assert!(program(&ledger).arg("verify").status().expect("it runs").success(), "{what}: verify after it");
        assert_same(&expected, &contents(&ledger), &what);
        fs::remove_file(&ledger).expect("it goes");
    }
    println!("killed {kills} times; documents that were there then: {killed_with:?}");
    // What is recorded at once is there whole or not at all: some moments fell before that, and some behind it.
    let (none, all) = (killed_with.contains(&0), killed_with.contains(&(DOCUMENTS as i64)));
    assert!(kills < 20 || none && all, "all before or all behind");
}
