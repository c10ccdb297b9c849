//! Opening: is the file ours, is it of our time, and if it is older, bring it up to date.

use super::{failure, is_busy};
use crate::Error;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use rusqlite_migration::{M, Migrations};
use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Written at byte 68 of every ledger: "FLGR".
const APPLICATION_ID: i64 = 0x464C_4752;
const OPERATION: &str = "open the ledger";

const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../migrations/0001_ledger.sql")),
    M::up(include_str!("../../migrations/0002_append_only.sql")),
    M::up(include_str!("../../migrations/0003_views.sql")),
    M::up(include_str!("../../migrations/0004_arithmetic.sql")),
    M::up(include_str!("../../migrations/0005_desk.sql")),
    M::up(include_str!("../../migrations/0008_verdicts.sql")),
    M::up(include_str!("../../migrations/0009_runs.sql")),
    M::up(include_str!("../../migrations/0014_reference.sql")),
    M::up(include_str!("../../migrations/0015_links.sql")),
    M::up(include_str!("../../migrations/0016_captures.sql")),
    M::up(include_str!("../../migrations/0017_page.sql")),
    M::up(include_str!("../../migrations/0018_named_keys.sql")),
    M::up(include_str!("../../migrations/0019_order.sql")),
    M::up(include_str!("../../migrations/0020_bulk.sql")),
    M::up(include_str!("../../migrations/0021_newest.sql")),
];
/// The schema's version: how many migrations there are.
const LATEST: i64 = STEPS.len() as i64;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Nothing,
    Ledger,
}

/// Says true when the work at hand is to be given up.
pub(super) type Stop = Box<dyn FnMut() -> bool + Send>;

/// Opens, makes or migrates; `stop` is asked every so many steps of SQLite's machine.
pub(super) fn open(path: &Path, stop: Option<(i32, Stop)>) -> Result<Connection, Error> {
    if path == Path::new(":memory:") {
        let mut connection = Connection::open_in_memory().map_err(failure(OPERATION, ":memory:"))?;
        configure(&connection, path)?;
        migrate(&mut connection, path)?;
        return Ok(connection);
    }
    inspect(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection =
        Connection::open_with_flags(spelled(path), flags).map_err(failure(OPERATION, path.display()))?;
    if let Some((steps, stop)) = stop {
        connection.progress_handler(steps, Some(stop)).map_err(failure(OPERATION, path.display()))?;
    }
    configure(&connection, path)?;
    // SQLite opens a file that it may not write all the same, and would fail only later.
    if connection.is_readonly("main").map_err(failure(OPERATION, path.display()))? {
        return Err(Error::new(OPERATION, path.display(), "it cannot be written")
            .hint("name another file with --db; commands that only read can use it"));
    }
    // Asked again: what stands in the write-ahead log counts, and another process may have been faster.
    let version = belongs(&connection, path)?;
    journal(&connection, path)?;
    if (1..LATEST).contains(&version) {
        back_up(&connection, path, version)?;
    }
    migrate(&mut connection, path)?;
    Ok(connection)
}

pub(super) fn open_read_only(path: &Path) -> Result<Connection, Error> {
    if path == Path::new(":memory:") {
        return open(path, None);
    }
    let at = || failure(OPERATION, path.display());
    let missing = |cause: &str| {
        Error::new(OPERATION, path.display(), cause).hint("make one with `factledger scan PATH`, or name it with --db")
    };
    if !path.exists() {
        return Err(missing("there is no such file"));
    }
    if inspect(path)? == Found::Nothing {
        return Err(missing("there is nothing in it"));
    }
    let connection = shared(path)
        .or_else(|_| answering(reader(path)?))
        // No write-ahead log can be made here. Without one the file alone is the whole truth, and nobody can change it.
        .or_else(|error| if has_log(path) { Err(error) } else { answering(immutable(path)?) })
        .map_err(at())?;
    if belongs(&connection, path)? < LATEST {
        return Err(Error::new(OPERATION, path.display(), "it is of an older version")
            .hint("any command that writes brings it up to date, such as `factledger add`"));
    }
    Ok(connection)
}

/// A damaged ledger, to read what can be read. With `writable_schema` SQLite passes over what does not hold together.
pub(super) fn open_damaged(path: &Path) -> Result<Connection, Error> {
    let unreadable = |cause: &dyn std::fmt::Display| {
        Error::new("save what can be read of", path.display(), cause).hint("go back to a copy of the file")
    };
    let open = || {
        let connection = if has_log(path) { reader(path) } else { immutable(path) }?;
        connection.pragma_update(None, "writable_schema", true)?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(connection)
    };
    let connection = open().map_err(|error: rusqlite::Error| unreadable(&error))?;
    let tables = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('document', 'article')";
    match connection.query_row(tables, [], |row| row.get::<_, i64>(0)) {
        Ok(2) => Ok(connection),
        Ok(_) => Err(unreadable(&"there is no ledger in it")),
        Err(error) => Err(unreadable(&error)),
    }
}

/// How long the file was, by its head, if it is shorter now. With a write-ahead log it may be.
fn length_before(header: &[u8], path: &Path) -> Option<u64> {
    let number = |at: usize| Some(u64::from(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?)));
    let page = match u16::from_be_bytes(header.get(16..18)?.try_into().ok()?) {
        1 => 65_536,
        size => u64::from(size),
    };
    let before = page * number(28)?;
    let now = std::fs::metadata(path).ok()?.len();
    // The second number says that the first was kept by whoever wrote last.
    (number(24)? == number(92)? && now < before && !has_log(path)).then_some(before)
}

/// What stands at `path`, found out without changing a byte of it or beside it.
fn inspect(path: &Path) -> Result<Found, Error> {
    let fails = |cause: &dyn std::fmt::Display| Error::new(OPERATION, path.display(), cause);
    if path.as_os_str().is_empty() {
        return Err(fails(&"the name is empty"));
    }
    let mut header = Vec::new();
    match std::fs::File::open(path) {
        Ok(file) if file.metadata().is_ok_and(|about| about.is_dir()) => {
            return Err(fails(&"it is a folder").hint("name a file in it"));
        }
        Ok(file) => {
            file.take(100).read_to_end(&mut header).map_err(|error| fails(&error))?;
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(fails(&error)),
    }
    if header.is_empty() {
        return Ok(Found::Nothing);
    }
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(fails(&"it is no SQLite file").hint("it was left as it is; name another file with --db"));
    }
    let number = |at: usize| {
        header
            .get(at..at + 4)
            .and_then(|bytes| bytes.try_into().ok())
            .map_or(0, |bytes| i64::from(i32::from_be_bytes(bytes)))
    };
    if number(68) == APPLICATION_ID
        && let Some(before) = length_before(&header, path)
    {
        let error = fails(&format!("it is cut short: of {before} bytes some are missing"));
        return Err(error.hint(
            "it was left as it is; go back to a copy of it, or save what can be read with `factledger verify --save saved.jsonl`",
        ));
    }
    match number(68) {
        APPLICATION_ID => of_our_time(path, number(60)),
        0 => {
            // All of it may still be in the write-ahead log, where a process was cut short.
            let connection = if has_log(path) { reader(path) } else { immutable(path) };
            let connection = connection.map_err(failure(OPERATION, path.display()))?;
            match belongs(&connection, path)? {
                0 => Ok(Found::Nothing),
                version => of_our_time(path, version),
            }
        }
        _ => Err(stranger(path)),
    }
}

/// The version of an open file; 0 for one with nothing in it. Another program's file and a newer one are refused.
fn belongs(connection: &Connection, path: &Path) -> Result<i64, Error> {
    // In one statement: another process may be making the file at this moment.
    let (application, version, tables) = connection
        .query_row(
            "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
             FROM pragma_application_id, pragma_user_version",
            [],
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)),
        )
        .map_err(failure(OPERATION, path.display()))?;
    match (application, version) {
        (APPLICATION_ID, _) => of_our_time(path, version).map(|_| version),
        (0, 0) if tables == 0 => Ok(0),
        _ => Err(stranger(path)),
    }
}

fn of_our_time(path: &Path, version: i64) -> Result<Found, Error> {
    if version > LATEST {
        let cause = format!("its schema is version {version}, and this program knows {LATEST}");
        return Err(Error::new(OPERATION, path.display(), cause)
            .hint("it was left as it is; install a newer factledger, or name another file with --db"));
    }
    Ok(Found::Ledger)
}

fn stranger(path: &Path) -> Error {
    Error::new(OPERATION, path.display(), "it is another program's database")
        .hint("it was left as it is; name another file with --db")
}

fn configure(connection: &Connection, path: &Path) -> Result<(), Error> {
    let set = || {
        connection.busy_timeout(Duration::from_secs(5))?;
        // Damage is found when a page is read, not when it has led astray.
        connection.pragma_update(None, "cell_size_check", true)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // In KiB: the inner pages of all indexes of a million claims, measured in docs/performance.md.
        connection.pragma_update(None, "cache_size", -65_536)?;
        connection.pragma_update(None, "temp_store", "memory")?;
        connection.pragma_update(None, "recursive_triggers", true)
    };
    set().map_err(failure(OPERATION, path.display()))
}

/// Write-ahead logging. SQLite does not wait its turn for this one switch, so we do.
fn journal(connection: &Connection, path: &Path) -> Result<(), Error> {
    for _ in 0..100 {
        match connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())) {
            Err(error) if is_busy(&error) => std::thread::sleep(Duration::from_millis(50)),
            outcome => return outcome.map_err(failure(OPERATION, path.display())),
        }
    }
    Err(Error::new(OPERATION, path.display(), "another process holds it").hint("wait for it and run this again"))
}

fn migrate(connection: &mut Connection, path: &Path) -> Result<(), Error> {
    connection.set_transaction_behavior(TransactionBehavior::Immediate);
    let outcome = Migrations::from_slice(STEPS).to_latest(connection);
    connection.set_transaction_behavior(TransactionBehavior::Deferred);
    match outcome {
        Ok(()) => Ok(()),
        // Two processes that make the same file: the slower one finds the tables there.
        Err(_) if version(connection).is_ok_and(|version| version == LATEST) => Ok(()),
        Err(error) => Err(Error::new("migrate the ledger", path.display(), error)
            .hint("nothing was changed; is there space on the disk, and may the folder be written?")),
    }
}

/// A copy of the file as it was, `NAME.backup-vN`; an earlier copy is never written over.
fn back_up(connection: &Connection, path: &Path, version: i64) -> Result<(), Error> {
    let named = |suffix: String| beside(path, &format!(".backup-v{version}{suffix}"));
    let free = std::iter::once(named(String::new()))
        .chain((2..).map(|number| named(format!(".{number}"))))
        .find(|name| !name.exists())
        .unwrap_or_else(|| named(".new".to_owned()));
    let place = free.display().to_string();
    // Whole or not there: a backup that was broken off would be taken for one.
    let part = beside(&free, ".part");
    let fails = |error: &dyn std::fmt::Display| Error::new("back up the ledger to", &place, error);
    let _ = std::fs::remove_file(&part);
    let copied = connection.execute("VACUUM INTO ?1", [&part.to_string_lossy()]);
    let moved = copied
        .map_err(failure("back up the ledger to", &place))
        .and_then(|_| std::fs::rename(&part, &free).map_err(|error| fails(&error)));
    moved.inspect_err(|_| {
        let _ = std::fs::remove_file(&part);
    })
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// A connection for reading that could write: only such a one clears the log away when it is the last to leave.
fn shared(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    answering(Connection::open_with_flags(spelled(path), flags)?)
}

/// The connection, if it can read.
fn answering(connection: Connection) -> rusqlite::Result<Connection> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "query_only", true)?;
    version(&connection)?;
    Ok(connection)
}

/// A connection that only reads, but minds the write-ahead log.
fn reader(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(spelled(path), OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// A connection to the file alone: no lock, no log, nothing made beside it.
fn immutable(path: &Path) -> rusqlite::Result<Connection> {
    let mut name = String::from("file:");
    for byte in spelled(path).as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => name.push(char::from(*byte)),
            _ => name.push_str(&format!("%{byte:02X}")),
        }
    }
    name.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(name, flags)
}

/// The path as SQLite must be told it: a name that begins with `file:` would be taken for a URI.
fn spelled(path: &Path) -> PathBuf {
    if path.as_os_str().as_encoded_bytes().starts_with(b"file:") { Path::new(".").join(path) } else { path.to_owned() }
}

fn has_log(path: &Path) -> bool {
    std::fs::metadata(beside(path, "-wal")).is_ok_and(|about| about.is_file() && about.len() > 0)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}
