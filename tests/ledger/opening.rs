//! Opening: what is ours, what is not, what is older and what is newer.

use super::*;
use crate::builder::{file, sheep};
use crate::said::lexicon;
use factledger::text::Digest;
use std::fs;

/// Every file of a folder with the digest of its bytes.
fn bytes(folder: &Path) -> Vec<(PathBuf, Digest)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), Digest::of(&fs::read(&path).expect("its bytes"))))
        .collect();
    files.sort();
    files
}

fn refused(folder: &Folder, cause: &str) {
    let before = bytes(folder.folder.path());
    for opened in [Ledger::open(&folder.path()), Ledger::open_read_only(&folder.path())] {
        let error = opened.expect_err("refused").to_string();
        assert!(error.contains(cause), "{error}");
    }
    assert_eq!(bytes(folder.folder.path()), before, "it was touched");
}

#[test]
fn the_file_says_that_it_is_ours() {
    let folder = Folder::new();
    drop(folder.open());
    let connection = rusqlite::Connection::open(folder.path()).expect("it opens");
    let number = |pragma: &str| {
        connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, i64>(0)).expect("a number")
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let migrations = fs::read_dir(folder).expect("the migrations").count() as i64;
    assert_eq!((number("application_id"), number("user_version")), (0x464C_4752, migrations));
    let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0)).expect("a mode");
    assert_eq!(mode, "wal");
}

#[test]
fn a_text_file_is_refused() {
    let folder = Folder::new();
    fs::write(folder.path(), "Dear diary, today I counted the sheep again.").expect("written");
    refused(&folder, "no SQLite file");
}

#[test]
fn a_file_cut_short_is_refused() {
    let folder = Folder::new();
    fs::write(folder.path(), "SQLite format 3\0").expect("written");
    let before = bytes(folder.folder.path());
    assert!(Ledger::open(&folder.path()).is_err());
    assert_eq!(bytes(folder.folder.path()), before);
}

#[test]
fn another_programs_database_is_refused() {
    for sql in [
        "CREATE TABLE diary (day TEXT)",
        "PRAGMA application_id = 7; CREATE TABLE diary (day TEXT)",
        "PRAGMA journal_mode = WAL; CREATE TABLE diary (day TEXT)",
        "PRAGMA user_version = 1; CREATE TABLE diary (day TEXT)",
    ] {
        let folder = Folder::new();
        rusqlite::Connection::open(folder.path()).and_then(|other| other.execute_batch(sql)).expect("written");
        refused(&folder, "another program's database");
    }
}

#[test]
fn an_empty_file_becomes_a_ledger() {
    let folder = Folder::new();
    fs::write(folder.path(), "").expect("written");
    assert!(Ledger::open_read_only(&folder.path()).is_err(), "but not by reading");
    drop(folder.open());
    let folder = Folder::new();
    let other = rusqlite::Connection::open(folder.path()).expect("it opens");
    other.execute_batch("PRAGMA journal_mode = WAL").expect("an empty database");
    drop(other);
    drop(folder.open());
}

#[test]
fn a_newer_ledger_is_refused() {
    let folder = Folder::new();
    drop(folder.open());
    folder.tampered("PRAGMA user_version = 99");
    refused(&folder, "version 99");
}

#[test]
fn an_older_ledger_is_migrated_after_a_backup() {
    let folder = Folder::new();
    let old = rusqlite::Connection::open(folder.path()).expect("it opens");
    old.execute_batch(include_str!("../../migrations/0001_ledger.sql")).expect("version 1");
    old.execute_batch("PRAGMA user_version = 1; INSERT INTO source (source) VALUES ('Courier')").expect("a row");
    drop(old);
    assert!(Ledger::open_read_only(&folder.path()).expect_err("older").to_string().contains("older version"));
    let ledger = folder.open();
    assert_eq!(column(&ledger, "SELECT source FROM source"), ["Courier"]);
    assert!(ledger.verify().expect("verified").is_empty());
    let kept = rusqlite::Connection::open(folder.folder.path().join("ledger.db.backup-v1")).expect("a backup");
    let found =
        kept.query_row("SELECT (SELECT user_version FROM pragma_user_version) || source FROM source", [], |row| {
            row.get::<_, String>(0)
        });
    assert_eq!(found.expect("a row"), "1Courier");
}

#[test]
fn opening_again_changes_nothing() {
    let folder = Folder::new();
    two_sources(&mut folder.open());
    let before = bytes(folder.folder.path());
    drop(folder.open());
    drop(Ledger::open_read_only(&folder.path()).expect("it opens"));
    assert_eq!(bytes(folder.folder.path()), before);
}

#[test]
fn a_reader_writes_nothing() {
    let folder = Folder::new();
    two_sources(&mut folder.open());
    let mut reader = Ledger::open_read_only(&folder.path()).expect("it opens");
    assert_eq!(count(&reader, "SELECT count(*) FROM claims"), 2);
    assert!(reader.relink(lexicon(), |_| true).is_err());
    assert_eq!(count(&reader, "SELECT count(*) FROM facts"), 1);
    assert!(reader.verify().expect("verified").is_empty());
}

#[test]
fn a_ledger_can_be_read_where_no_log_can_be_made() {
    let folder = Folder::new();
    two_sources(&mut folder.open());
    // A folder in its place keeps the log from being made also for root, whom permissions do not stop.
    fs::create_dir(folder.folder.path().join("ledger.db-wal")).expect("a folder");
    let reader = Ledger::open_read_only(&folder.path()).expect("it opens");
    assert_eq!(count(&reader, "SELECT count(*) FROM claims"), 2);
}

#[test]
fn a_missing_folder_is_named() {
    let path = Path::new("no such folder/ledger.db");
    assert!(Ledger::open(path).expect_err("refused").to_string().contains("no such folder"));
    assert!(Ledger::open_read_only(path).expect_err("refused").to_string().contains("no such file"));
    assert!(Ledger::open(Path::new("")).is_err());
    assert!(Ledger::open(&std::env::temp_dir()).expect_err("refused").to_string().contains("it is a folder"));
}

#[test]
fn odd_names_are_names() {
    for name in ["file:a?mode=memory.db", "100 %.db", "a#b?c.db", "ünï.db"] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        two_sources(&mut Ledger::open(&path).expect("it opens"));
        assert!(path.is_file());
        fs::create_dir(folder.path().join(format!("{name}-wal"))).expect("a folder");
        let reader = Ledger::open_read_only(&path).expect("it opens");
        assert_eq!(count(&reader, "SELECT count(*) FROM claims"), 2);
    }
}

#[test]
fn several_may_make_the_same_ledger_at_once() {
    let folder = Folder::new();
    let path = folder.path();
    let threads: Vec<_> = (0..6)
        .map(|number| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut ledger = Ledger::open(&path).expect("it opens");
                let document = file(&format!("{number}.txt"), &format!("There were {number} sheep."));
                let read = sheep(&document, &format!("{number} sheep"), &number.to_string(), number);
                record(&mut ledger, "lexicon", &[(&document, &read)]);
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().expect("it ends well"));
    let ledger = folder.open();
    assert_eq!(count(&ledger, "SELECT count(*) FROM claims"), 6);
    assert!(ledger.verify().expect("verified").is_empty());
}
