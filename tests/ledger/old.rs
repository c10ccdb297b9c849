//! Ledgers of older versions, with rows that the program of that time wrote: `tests/old/rows-N.sql` holds those of
//! version N and of the later ones until the next file.

use super::*;
use crate::builder::AT;
use factledger::ledger::Entry;
use std::fs;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The first version that ever had a ledger: the migrations before it landed with it.
const FIRST: usize = 3;

/// The migrations in order.
fn migrations() -> Vec<String> {
    let mut paths: Vec<_> = fs::read_dir(Path::new(ROOT).join("migrations"))
        .expect("the migrations")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a migration")).collect()
}

/// The versions before this one.
pub fn versions() -> std::ops::Range<usize> {
    FIRST..migrations().len()
}

/// Makes a ledger of an older version.
pub fn make(path: &Path, version: usize) {
    let connection = rusqlite::Connection::open(path).expect("it opens");
    for migration in migrations().iter().take(version) {
        connection.execute_batch(migration).expect("a migration");
    }
    let rows = |version: usize| fs::read_to_string(Path::new(ROOT).join(format!("tests/old/rows-{version}.sql"))).ok();
    let rows = (1..=version).rev().find_map(rows).expect("rows of that version or an earlier one");
    connection.execute_batch(&format!("BEGIN; {rows} PRAGMA user_version = {version}; COMMIT")).expect("the rows");
}

/// The rows of every table of evidence, in the columns that it has.
fn evidence(path: &Path, columns: Option<&[(String, String)]>) -> Vec<(String, String, Vec<String>)> {
    let connection = rusqlite::Connection::open(path).expect("it opens");
    let pairs = |sql: &str| -> Vec<(String, String)> {
        let mut statement = connection.prepare(sql).expect(sql);
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect(sql);
        rows.map(|row| row.expect("a row")).collect()
    };
    // Whatever has a trigger against deleting is evidence.
    let known = pairs(
        "SELECT t.tbl_name, (SELECT group_concat('\"' || name || '\"', ', ') FROM pragma_table_info(t.tbl_name))
         FROM sqlite_schema t WHERE t.type = 'trigger' AND t.name LIKE '%no_delete' ORDER BY 1",
    );
    let rows = |(table, columns): &(String, String)| {
        let rows = pairs(&format!("SELECT '', json_array({columns}) FROM {table} ORDER BY 2"));
        (table.clone(), columns.clone(), rows.into_iter().map(|(_, row)| row).collect())
    };
    columns.unwrap_or(&known).iter().map(rows).collect()
}

#[test]
fn every_older_version_is_backed_up_migrated_and_sound() {
    for version in versions() {
        let folder = Folder::new();
        make(&folder.path(), version);
        let before = evidence(&folder.path(), None);
        assert!(before.iter().map(|(_, _, rows)| rows.len()).sum::<usize>() > 50, "version {version} is not empty");
        let refused = Ledger::open_read_only(&folder.path()).expect_err("it is older").to_string();
        assert!(refused.contains("older version"), "{refused}");

        let mut ledger = folder.open();
        assert_eq!(ledger.verify().expect("verified"), [], "version {version}");
        let columns: Vec<_> = before.iter().map(|(table, columns, _)| (table.clone(), columns.clone())).collect();
        assert_eq!(evidence(&folder.path(), Some(&columns)), before, "version {version}: evidence is as it was");
        assert_eq!(count(&ledger, "SELECT count(*) FROM documents"), 4);
        assert!(count(&ledger, "SELECT count(*) FROM claims") >= 8);
        assert_eq!(column(&ledger, "SELECT verdict FROM discrepancies WHERE verdict IS NOT NULL"), ["confirmed"]);
        assert_eq!(count(&ledger, "SELECT count(*) FROM title_search WHERE title_search MATCH 'ferries'"), 1);
        let stale = !ledger.stale_blocks().expect("blocks").is_empty();
        // Since the ninth the links are kept.
        assert_eq!(stale, version < 9, "version {version}: facts without origins or links wait to be made anew");

        // The backup is the ledger as it was, and can be read by itself.
        let backup = folder.folder.path().join(format!("ledger.db.backup-v{version}"));
        assert_eq!(evidence(&backup, None), before, "version {version}: the backup");
        assert_eq!(
            fs::read_dir(folder.folder.path())
                .expect("the folder")
                .filter(|entry| {
                    entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().contains(".part"))
                })
                .count(),
            0
        );

        // The stored texts can be read again, and what they said stands beside it.
        let stored = ledger.stored(None, 0, 100).expect("documents");
        let run = ledger.begin_run("runs replay", "newer lexicon", AT).expect("a run");
        let read: Vec<_> =
            stored.iter().map(|stored| factledger::claim::extract(&stored.document, crate::said::lexicon())).collect();
        let again: Vec<_> = stored.iter().map(|stored| &stored.document).zip(&read).collect();
        ledger.record_again(run, &again).expect("recorded");
        let entry = Entry { document: &stored[0].document, extraction: &read[0], path: None };
        assert_eq!(ledger.record(run, &[entry], AT).expect("recorded")[0].document_id, stored[0].document.id);
        ledger.end_run(run, AT).expect("it ends");
        assert_eq!(ledger.verify().expect("verified"), [], "version {version}, read again");
    }
}
