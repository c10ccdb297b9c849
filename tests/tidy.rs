//! The house kept in order: what may name what, what the core may touch, and what must stand beside what.
//! Each check is a function of texts that gives its findings, and is tried on a made-up text that breaks its rule.

mod source;

use factledger::text::Digest;
use source::{code, names};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The core, each room before those that may name it.
const CORE: [&str; 7] = ["text", "lexicon", "quantity", "claim", "link", "compare", "report"];

/// The edges: they may name every core room, and of the edges what stands here.
const EDGES: [(&str, &[&str]); 4] =
    [("intake", &[]), ("ledger", &[]), ("serve", &["ledger"]), ("cli", &["intake", "ledger", "serve"])];

/// What a file names though its room may not, each with the reason.
const NAMED: [(&str, &str, &str); 5] = [
    ("src/lexicon/load.rs", "Error", "a user's own file of words can be wrong, and the message says where"),
    ("src/lexicon/tables.rs", "Error", "the same: an entry that does not fit"),
    ("src/lexicon/units.rs", "Error", "the same: a factor that is no number"),
    (
        "src/lexicon/entries.rs",
        "quantity",
        "the effect of a hedge is an Approximation, so that a new one will not compile",
    ),
    ("src/lexicon/meanings.rs", "quantity", "the same type in the table of hedges"),
];

/// Outside `cli`, what touches the outside world, each with the reason.
const TOUCHED: [(&str, &str, &str); 3] = [
    ("src/ledger/migrate.rs", "std::fs", "the head of the ledger's own file is read before SQLite may write to it"),
    ("src/ledger/migrate.rs", "File::open", "the same"),
    ("src/ledger/migrate.rs", "std::thread", "it waits for another process that migrates the same file"),
];

/// Files of more lines than are easily read at once. Empty, and to stay so.
const LONG: [&str; 0] = [];

const MOST_LINES: usize = 450;

/// The digests of the migrations that have landed: one is only ever added.
const MIGRATIONS: [(&str, &str); 15] = [
    ("0001_ledger.sql", "9bf01c391aea6f91f73c71e7bb31d2a1d3c48e70a351e370661eb1a591dfb02c"),
    ("0002_append_only.sql", "635c0d423ea668166ca72d5fa111341a4c4b499cc0bf72df8aa32cc857f21eb2"),
    ("0003_views.sql", "5b651c41f7097e9133a3ae1b437818c4fcecb0674c81dda81cab25a6457098c4"),
    ("0004_arithmetic.sql", "246fbbe5248895296f856904818aebe12ac09146001dc776719fa2065afeec0b"),
    ("0005_desk.sql", "22684d4d5fe7664f2be3fbbab46ec4db836bcf46cdf422e74bee7b4bac2463ee"),
    ("0008_verdicts.sql", "4012d9c69497984bca6e09bdc93193a37eb55058f54c365f1718d625ae86378f"),
    ("0009_runs.sql", "d7445a56a5b4f55526c6ed2e90c70a14418822b387ed7cdedb5b8c42c39bb5e7"),
    ("0014_reference.sql", "d750d4cbb111432ca167af172a0207e485ba5909011bdea2bcd259cc698bc161"),
    ("0015_links.sql", "c2c55b2067888984526481131507637cf1875ca2c6ce9e3df7dd5e8268819a9f"),
    ("0016_captures.sql", "bc7b1c5d4a4d5612a012e35078c85a40d5cd38946bfaa1888cf84aad2db6d183"),
    ("0017_page.sql", "4cd67b817970f1a5d17f5878cf570cfac75894c28a5c22445abd795c24b14d18"),
    ("0018_named_keys.sql", "93eb73cd99f17338e5899368cd72a46a2e839710262f1ca4afd7cfebe57e88f9"),
    ("0019_order.sql", "97991debbe08f718c0e49707da64e17bc5036be289ce259295079b1bdf23ba80"),
    ("0020_bulk.sql", "6a218f4660559ba6e4f197d92de3e75f9e40c0e29a74fbf1b1d15649f4c19b0d"),
    ("0021_newest.sql", "74887262397ef5a51e18b5c1d9c2513cc45cec9f976a546ce216f730f40d5625"),
];

/// The text of every file of the project whose name ends so, by its path from the root.
fn files(folder: &str, ending: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![Path::new(ROOT).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder can be listed") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let name = path.strip_prefix(ROOT).expect("below the root").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).expect("it is readable"));
            }
        }
    }
    found
}

fn room(path: &str) -> &str {
    path.trim_start_matches("src/").split('/').next().unwrap_or("").trim_end_matches(".rs")
}

/// Rooms named from where they may not be.
fn misnamed(sources: &BTreeMap<String, String>) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, text) in sources {
        let room = room(path);
        let above: Vec<&str> =
            match (CORE.iter().position(|core| *core == room), EDGES.iter().find(|(edge, _)| *edge == room)) {
                (Some(at), _) => CORE[..at].to_vec(),
                (None, Some((_, edges))) => CORE.iter().chain(*edges).copied().chain(["Error", "VERSION"]).collect(),
                _ => continue,
            };
        for name in names(path, &code(text)) {
            let excepted = NAMED.iter().any(|(file, what, _)| *file == path && *what == name);
            if name != room && !above.contains(&name.as_str()) && !excepted {
                faults.push(format!("{path} names crate::{name}, which {room} may not"));
            }
        }
    }
    faults
}

/// Words by which a room would reach into the outside world, and the rooms that may.
const OUTSIDE: [(&str, &[&str]); 20] = [
    ("rusqlite", &["ledger"]),
    ("println!", &["cli"]),
    ("eprintln!", &["cli"]),
    ("print!", &["cli"]),
    ("eprint!", &["cli"]),
    ("dbg!", &[]),
    ("stdout()", &["cli"]),
    ("stderr()", &["cli"]),
    ("stdin()", &["cli"]),
    ("std::fs", &["cli"]),
    ("File::open", &["cli"]),
    ("File::create", &["cli"]),
    ("std::env", &["cli"]),
    ("std::net", &["serve"]),
    ("std::process", &["cli", "main"]),
    ("std::thread", &["cli"]),
    ("SystemTime", &["cli"]),
    ("Instant::now", &["cli"]),
    ("Utc::now", &["cli"]),
    ("Local::now", &["cli"]),
];

/// Where the outside world is reached into from a room that may not.
fn reaching(sources: &BTreeMap<String, String>) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, text) in sources {
        let code = code(text);
        for (word, rooms) in OUTSIDE {
            // `eprint!` is not `print!`.
            let named = code
                .match_indices(word)
                .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
            let excepted = TOUCHED.iter().any(|(file, what, _)| *file == path && *what == word);
            if named && !rooms.contains(&room(path)) && !excepted {
                faults.push(format!("{path} names {word}"));
            }
        }
    }
    faults
}

/// Where the library could stop with a panic of its own making.
fn panicking(sources: &BTreeMap<String, String>) -> Vec<String> {
    let words = [".unwrap()", ".expect(", "panic!", "todo!", "unimplemented!", "unreachable!", "unsafe "];
    let mut faults = Vec::new();
    for (path, text) in sources {
        let code = code(text);
        for (number, line) in code.lines().enumerate() {
            for word in words.iter().filter(|word| line.contains(*word)) {
                faults.push(format!("{path}:{}: {}", number + 1, word.trim()));
            }
        }
    }
    faults
}

/// Files that are too long, or do not begin with what they are for.
fn misshapen(sources: &BTreeMap<String, String>) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, text) in sources {
        let lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).count();
        if lines > MOST_LINES && !LONG.contains(&path.as_str()) {
            faults.push(format!("{path} has {lines} lines, more than {MOST_LINES}"));
        }
        if !text.starts_with("//!") {
            faults.push(format!("{path} does not begin with //! and what it is for"));
        }
    }
    faults
}

/// Migrations that changed after they landed, that are not pinned, or that are gone.
fn migrated(migrations: &BTreeMap<String, String>, pinned: &[(&str, &str)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, text) in migrations {
        let name = path.trim_start_matches("migrations/");
        let digest = Digest::of(text.as_bytes());
        match pinned.iter().find(|(pinned, _)| *pinned == name) {
            Some((_, pin)) if *pin == digest.as_str() => {}
            Some(_) => faults.push(format!("{path} has changed: a migration that has landed is never changed")),
            None => faults.push(format!("{path} is new: pin its digest {}", digest.as_str())),
        }
    }
    let gone = pinned.iter().filter(|(name, _)| !migrations.contains_key(&format!("migrations/{name}")));
    faults.extend(gone.map(|(name, _)| format!("migrations/{name} is gone")));
    faults
}

/// Dependencies whose line does not say what they are for.
fn unexplained(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut faults = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if inside && line.contains('=') && line.split_once("# ").is_none_or(|(_, why)| why.len() <= 5) {
            faults.push(format!("Cargo.toml does not say why: {line}"));
        }
    }
    faults
}

/// Paths of one machine and hosts of registries in a text.
fn of_a_machine(path: &str, text: &str) -> Vec<String> {
    // In two halves, so that this file does not name them.
    let words = [
        ("/ho", "me/"),
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("/Us", "ers/"),
        ("crates", ".io/api"),
        ("index.crates", ".io"),
        ("pypi", ".org"),
        ("registry", ".npmjs.org"),
        ("deb.debian", ".org"),
        ("archive.ubuntu", ".com"),
    ];
    let found = words.iter().map(|(one, two)| format!("{one}{two}")).filter(|word| {
        text.match_indices(word.as_str()).any(|(at, _)| {
            // "path/to/work/…" and "https://a.example/home/…" are no paths of a machine.
            !word.starts_with('/')
                || !text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'))
        })
    });
    found.map(|word| format!("{path} names {word}")).collect()
}

/// Tests that a document names, `module::function` or `tests/path`, and that are not there.
fn untested(
    document: &str,
    sources: &BTreeMap<String, String>,
    exists: impl Fn(&str) -> bool,
    library: impl Fn(&str, &str) -> bool,
) -> Vec<String> {
    let mut faults = Vec::new();
    let mut named = 0;
    for word in document.split('`').skip(1).step_by(2) {
        if word.starts_with("tests/") {
            named += 1;
            if !exists(word) {
                faults.push(format!("{word} is not there"));
            }
        } else if let Some((module, function)) = word.split_once("::") {
            let of = |path: &&String| {
                **path == format!("tests/{module}.rs") || path.starts_with(&format!("tests/{module}/"))
            };
            let mut texts = sources.keys().filter(of).peekable();
            if texts.peek().is_none() {
                continue;
            }
            let last = function.rsplit("::").next().unwrap_or(function);
            // `ledger::Review` is a type of the room `ledger`, `report::write` one of its functions.
            if last.starts_with(char::is_uppercase) || library(module, last) {
                continue;
            }
            named += 1;
            if !texts.any(|path| sources[path].contains(&format!("fn {last}("))) {
                faults.push(format!("no test {word}"));
            }
        }
    }
    if named < 8 {
        faults.push(format!("the document names {named} tests: each of the eight invariants has one"));
    }
    faults
}

fn assert_none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// A source of one file.
fn one(path: &str, text: &str) -> BTreeMap<String, String> {
    BTreeMap::from([(path.to_owned(), text.to_owned())])
}

#[test]
fn rooms_name_only_rooms_above_them() {
    let sources = files("src", ".rs");
    assert_none(misnamed(&sources));
    for (path, name, why) in NAMED {
        let text = sources.get(path).unwrap_or_else(|| panic!("{path} is excepted and not there"));
        assert!(
            names(path, &code(text)).iter().any(|named| named == name),
            "{path} needs no exception for {name}: {why}"
        );
    }
    let breaks = |path: &str, text: &str| !misnamed(&one(path, text)).is_empty();
    assert!(breaks("src/text/x.rs", "use crate::claim::Claim;"));
    assert!(breaks("src/text/x.rs", "use super::super::claim;"));
    assert!(breaks("src/claim/mod.rs", "use super::link;"));
    assert!(breaks("src/claim/x.rs", "use crate::{text::{Span, Part}, ledger::Ledger};"));
    assert!(breaks("src/claim/x.rs", "fn f(e: crate::Error) {}"));
    assert!(breaks("src/intake/x.rs", "use crate::ledger::Ledger;"));
    assert!(breaks("src/ledger/x.rs", "use crate::cli::Session;"));
    assert!(!breaks("src/claim/x.rs", "use crate::{text::{Span, Part}, claim::Claim}; use super::time; // crate::cli"));
    assert!(!breaks("src/cli/show/x.rs", "use super::super::session::Session; use crate::ledger::Ledger;"));
}

#[test]
fn only_the_edges_touch_the_outside() {
    assert_none(reaching(&files("src", ".rs")));
    for (path, word, why) in TOUCHED {
        let text = fs::read_to_string(Path::new(ROOT).join(path)).expect("it is readable");
        assert!(code(&text).contains(word), "{path} needs no exception for {word}: {why}");
    }
    let breaks = |path: &str, text: &str| !reaching(&one(path, text)).is_empty();
    assert!(breaks("src/cli/x.rs", "use rusqlite::Connection;"));
    assert!(breaks("src/ledger/x.rs", "println!(\"{}\", 1);"));
    assert!(breaks("src/claim/x.rs", "let now = chrono::Utc::now();"));
    assert!(breaks("src/intake/x.rs", "std::fs::read(path)"));
    assert!(breaks("src/lexicon/x.rs", "std::env::var(\"HOME\")"));
    assert!(!breaks("src/cli/x.rs", "eprintln!(\"rusqlite\"); // rusqlite"));
}

#[test]
fn the_library_never_panics_on_purpose() {
    assert_none(panicking(&files("src", ".rs")));
    let breaks = |text: &str| !panicking(&one("src/text/x.rs", text)).is_empty();
    assert!(breaks("let x = y.unwrap();"));
    assert!(breaks("let c = '\"'; let x = y.expect(\"it is there\");"));
    assert!(breaks("fn f<'a>(x: &'a str) { todo!() }"));
    assert!(!breaks("// .unwrap()\nlet a = \".unwrap()\"; let b = r#\"panic!\"#; let c = y.unwrap_or(1);"));
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    let mut all = files("src", ".rs");
    all.extend(files("benches", ".rs"));
    assert_none(misshapen(&all));
    all = one("src/text/x.rs", &format!("//! Long.\n{}", "\n".repeat(MOST_LINES)));
    assert!(!misshapen(&all).is_empty());
    assert!(!misshapen(&one("src/text/x.rs", "use std::fmt;\n")).is_empty());
}

#[test]
fn landed_migrations_never_change() {
    let migrations = files("migrations", ".sql");
    assert_none(migrated(&migrations, &MIGRATIONS));
    let steps = fs::read_to_string(Path::new(ROOT).join("src/ledger/migrate.rs")).expect("it is readable");
    let mut built_in = 0;
    for path in migrations.keys() {
        let place = steps.find(path.as_str()).unwrap_or_else(|| panic!("{path} is not built into the program"));
        assert!(place > built_in, "{path} is built in before an earlier one");
        built_in = place;
    }
    let pin = Digest::of(b"CREATE TABLE t;");
    let pinned = [("0001_t.sql", pin.as_str())];
    assert!(migrated(&one("migrations/0001_t.sql", "CREATE TABLE t;"), &pinned).is_empty());
    assert!(!migrated(&one("migrations/0001_t.sql", "CREATE TABLE u;"), &pinned).is_empty(), "changed");
    assert!(!migrated(&one("migrations/0002_u.sql", "CREATE TABLE u;"), &pinned).is_empty(), "new, and one gone");
}

#[test]
fn every_name_in_the_vocabulary_is_unique() {
    let mut seen = BTreeMap::new();
    for proof in crate::lexicon::files_of_data().1 {
        *seen.entry(proof.entry).or_insert(0) += 1;
    }
    let repeated: Vec<_> = seen.iter().filter(|(_, count)| **count > 1).collect();
    assert!(repeated.is_empty(), "names given twice: {repeated:?}");
    let kinds: std::collections::BTreeSet<&str> = seen.keys().filter_map(|name| name.split('/').next()).collect();
    assert!(kinds.len() >= 8, "entries of these kinds only: {kinds:?}");
}

#[test]
fn every_dependency_says_why() {
    assert_none(unexplained(&fs::read_to_string(Path::new(ROOT).join("Cargo.toml")).expect("it is readable")));
    assert!(!unexplained("[dependencies]\nleft-pad = \"1\"\n").is_empty());
    assert!(!unexplained("[dev-dependencies]\nleft-pad = \"1\" # x\n").is_empty());
    assert!(
        unexplained("[dependencies]\ncsv = \"1\" # RFC 4180 in and out\n[profile.release]\nlto = true\n").is_empty()
    );
}

#[test]
fn the_architecture_names_tests_that_are_there() {
    let sources = files("tests", ".rs");
    let exists = |path: &str| Path::new(ROOT).join(path).exists();
    let rooms = files("src", ".rs");
    let library = |module: &str, function: &str| {
        rooms.iter().any(|(path, text)| room(path) == module && text.contains(&format!("fn {function}")))
    };
    let path = Path::new(ROOT).join("docs/architecture.md");
    if path.exists() {
        let document = fs::read_to_string(path).expect("it is readable");
        assert_none(untested(&document, &sources, exists, library));
    } else {
        println!("passed over: docs/architecture.md is not there");
    }
    let good = "`tidy::every_dependency_says_why` ".repeat(8);
    assert!(untested(&good, &sources, exists, library).is_empty());
    assert!(!untested(&format!("{good} `tidy::no_such_test`"), &sources, exists, library).is_empty());
    assert!(!untested(&format!("{good} `tests/no_such_file.rs`"), &sources, exists, library).is_empty());
    assert!(!untested("no test at all", &sources, exists, library).is_empty());
}

#[test]
fn no_file_names_a_machine() {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(ROOT)
        .output();
    // Without git, as in a package, the folders that it would list.
    let paths: Vec<PathBuf> = match listed {
        Ok(listed) if listed.status.success() => String::from_utf8_lossy(&listed.stdout)
            .split('\0')
            .filter(|path| !path.is_empty())
            .map(PathBuf::from)
            .collect(),
        _ => ["src", "tests", "benches", "data", "docs", "migrations"]
            .iter()
            .flat_map(|folder| files(folder, "").into_keys())
            .map(PathBuf::from)
            .collect(),
    };
    assert!(paths.len() > 100, "{} files listed", paths.len());
    let mut faults = Vec::new();
    for path in paths.iter().filter(|path| !path.ends_with("Cargo.lock")) {
        let Ok(bytes) = fs::read(Path::new(ROOT).join(path)) else { continue };
        faults.extend(of_a_machine(&path.to_string_lossy(), &String::from_utf8_lossy(&bytes)));
    }
    assert_none(faults);
    assert!(!of_a_machine("x", &["see /ho", "me/ann/x"].concat()).is_empty());
    assert!(!of_a_machine("x", &["see index.crates", ".io"].concat()).is_empty());
    assert!(of_a_machine("x", &["docs/wo", "rk/x and a.example/ho", "me/x"].concat()).is_empty());
}
