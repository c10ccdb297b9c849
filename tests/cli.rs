//! Command-line sessions: Markdown files with what was typed and what came. The README and docs/workflow.md are two.
//!
//! In a block ```` ```console ```` a line `$ …` is run by `sh`, in a temporary folder of the file's own in which `data`
//! is the project's; the lines after it are what stdout and stderr give, and `? 2` the exit status where it is not 0.
//! `[..]` stands for anything within a line, a line `...` for any lines. A block ```` ```file NAME ```` makes a file.
//! `UPDATE_SESSIONS=1` writes what came into the files; `SESSION=NAME` runs that one only. In the README only commands of factledger are run.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// How the README calls the program.
const CARGO: &str = "cargo run --release --";

#[test]
fn sessions() {
    let mut paths: Vec<PathBuf> = fs::read_dir(Path::new(ROOT).join("tests/cli"))
        .expect("tests/cli is there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    paths.sort();
    let told = ["README.md", "docs/workflow.md"].map(|name| Path::new(ROOT).join(name));
    paths.extend(told.into_iter().filter(|path| path.exists()));
    if let Ok(only) = std::env::var("SESSION") {
        paths.retain(|path| path.file_stem().is_some_and(|stem| *stem == *only));
    }
    let faults: String = paths.iter().map(|path| session(path)).collect();
    assert!(faults.is_empty(), "\n{faults}\nUPDATE_SESSIONS=1 writes what came into the files; read the difference.");
}

#[test]
fn every_command_has_a_session_and_examples() {
    let mut definition = factledger::cli::definition();
    definition.build();
    for command in definition.get_subcommands().filter(|command| command.get_name() != "help") {
        let name = command.get_name();
        let path = Path::new(ROOT).join(format!("tests/cli/{name}.md"));
        assert!(path.exists(), "tests/cli/{name}.md is missing: every command has a session");
        let text = fs::read_to_string(path).expect("the session is readable");
        assert!(text.contains(&format!("factledger {name}")), "tests/cli/{name}.md does not run `factledger {name}`");
        let help = command.clone().render_long_help().to_string();
        assert!(help.contains("Examples:"), "`factledger {name} --help` has no examples");
    }
}

/// Runs the session in a file; what differs, or nothing.
fn session(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("the session is readable");
    let folder = tempfile::tempdir().expect("a temporary folder");
    link_data(folder.path());
    let is_readme = path.ends_with("README.md");
    let (mut faults, mut updated) = (String::new(), String::new());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        updated.push_str(line);
        updated.push('\n');
        let Some(info) = line.strip_prefix("```") else { continue };
        let mut block = Vec::new();
        for line in lines.by_ref().take_while(|line| *line != "```") {
            block.push(line);
        }
        if let Some(name) = info.strip_prefix("file ") {
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().expect("a folder")).expect("the folder of the file");
            fs::write(file, block.join("\n") + "\n").expect("the file of the session");
        }
        if info == "console" {
            updated.push_str(&console(path, folder.path(), &block, is_readme, &mut faults));
        } else {
            block.iter().for_each(|line| writeln!(updated, "{line}").expect("a String takes everything"));
        }
        updated.push_str("```\n");
    }
    if std::env::var_os("UPDATE_SESSIONS").is_some() && !faults.is_empty() {
        fs::write(path, updated).expect("the session can be written");
        return String::new();
    }
    faults
}

/// Runs the commands of a block; the block as it should be.
fn console(path: &Path, folder: &Path, block: &[&str], is_readme: bool, faults: &mut String) -> String {
    let mut updated = String::new();
    let mut at = 0;
    while let Some(line) = block.get(at) {
        let until = block[at + 1..].iter().position(|line| line.starts_with("$ ")).map_or(block.len(), |n| at + 1 + n);
        let expected = &block[at + 1..until];
        at = until;
        writeln!(updated, "{line}").expect("a String takes everything");
        let command = line.strip_prefix("$ ").unwrap_or_else(|| panic!("{}: no command: {line}", path.display()));
        let runs = !is_readme || command.starts_with(CARGO) || command.starts_with("factledger ");
        let came = if runs { run(folder, command) } else { expected.iter().map(|line| (*line).to_owned()).collect() };
        if matches(expected, &came) {
            expected.iter().for_each(|line| writeln!(updated, "{line}").expect("a String takes everything"));
        } else {
            came.iter().for_each(|line| writeln!(updated, "{line}").expect("a String takes everything"));
            let name = path.strip_prefix(ROOT).unwrap_or(path).display();
            writeln!(
                faults,
                "{name}: $ {command}\n--- expected\n{}\n--- came\n{}",
                expected.join("\n"),
                came.join("\n")
            )
            .expect("a String takes everything");
        }
    }
    updated
}

/// What a command gives, line by line, its status at the end where it is not 0.
pub fn run(folder: &Path, command: &str) -> Vec<String> {
    let binary = Path::new(env!("CARGO_BIN_EXE_factledger"));
    let binaries = binary.parent().expect("the folder of the binary");
    let path = format!("{}:{}", binaries.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .arg("-c")
        .arg(format!("{{ {}\n}} 2>&1", command.replace(CARGO, "factledger")))
        .current_dir(folder)
        .env("PATH", path)
        .env("COLUMNS", "110")
        .env("NO_COLOR", "1")
        .env("LC_ALL", "C.UTF-8")
        .env("SOURCE_DATE_EPOCH", "1795305600")
        .env_remove("FACTLEDGER_DB")
        .env_remove("FACTLEDGER_USER")
        .stdin(std::process::Stdio::null())
        .output()
        .expect("sh runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    match output.status.code() {
        Some(0) => {}
        Some(code) => lines.push(format!("? {code}")),
        None => lines.push("? signal".to_owned()),
    }
    lines
}

/// Do the lines agree, wildcards considered?
fn matches(expected: &[&str], came: &[String]) -> bool {
    match (expected.split_first(), came.split_first()) {
        (None, None) => true,
        (Some((&"...", rest)), _) => (0..=came.len()).any(|from| matches(rest, &came[from..])),
        (Some((line, rest)), Some((first, others))) => line_matches(line, first) && matches(rest, others),
        _ => false,
    }
}

fn line_matches(expected: &str, came: &str) -> bool {
    let Some((head, tail)) = expected.split_once("[..]") else { return expected == came };
    let Some(rest) = came.strip_prefix(head) else { return false };
    (0..=rest.len()).filter(|at| rest.is_char_boundary(*at)).any(|at| line_matches(tail, &rest[at..]))
}

/// Makes the project's `data` folder reachable as `data`.
fn link_data(folder: &Path) {
    let data = Path::new(ROOT).join("data");
    #[cfg(unix)]
    std::os::unix::fs::symlink(data, folder.join("data")).expect("a link to data");
    #[cfg(windows)]
    std::os::windows::fs::symlink_dir(data, folder.join("data")).expect("a link to data");
}

#[test]
fn wildcards() {
    let came = ["one 1", "two", "three"].map(str::to_owned);
    assert!(matches(&["one [..]", "...", "three"], &came));
    assert!(matches(&["...", "[..]ee"], &came));
    assert!(!matches(&["one [..]", "three"], &came));
    assert!(!matches(&["one 2", "..."], &came));
}

/// The same bytes, whatever the number of threads, in every order of batches.
#[test]
fn threads_change_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let lines: String = (0..300)
        .map(|n| {
            format!("{{\"id\":\"n{n}\",\"text\":\"The port counted {} ships and {} visitors.\"}}\n", n + 3, n * 7 + 20)
        })
        .collect();
    fs::write(folder.path().join("many.jsonl"), lines).expect("the input");
    let one = run(folder.path(), "factledger extract --context --threads 1 many.jsonl");
    let many = run(folder.path(), "factledger extract --context --threads 5 many.jsonl");
    assert!(one.len() > 300, "{} lines", one.len());
    assert!(one == many, "the output depends on the number of threads");
}

/// A ledger that cannot be written is an error, and what was there stays as it was.
#[test]
fn a_scan_that_cannot_write_leaves_everything() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.txt"), "The port counted 12 ships.\n").expect("the input");
    let lines = run(folder.path(), "factledger --db missing/folder/x.db scan a.txt -o out.csv");
    assert!(
        lines.iter().any(|line| line.starts_with("error: cannot open the ledger missing/folder/x.db")),
        "{lines:?}"
    );
    assert_eq!(lines.last().map(String::as_str), Some("? 2"));
    let left: Vec<_> = fs::read_dir(folder.path()).expect("listing").map(|e| e.expect("entry").file_name()).collect();
    assert_eq!(left, ["a.txt"], "nothing but the article");
}

/// `-o` on the ledger, on a copy of it or on an article would lose what nobody has twice.
#[test]
fn output_never_replaces_evidence() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let article = "The port counted 12 ships.\n";
    fs::write(folder.path().join("a.txt"), article).expect("the input");
    run(folder.path(), "factledger -q --db l.db scan a.txt");
    run(folder.path(), "cp l.db copy.db");
    let ledger = fs::read(folder.path().join("l.db")).expect("the ledger");
    for (command, fault) in [
        ("factledger --db l.db report -o l.db", "it is the ledger"),
        ("factledger --db l.db report -o copy.db", "it is a database"),
        ("factledger --db l.db scan a.txt -o a.txt", "it is one of the articles"),
        ("factledger --db l.db scan . -o a.txt", "it is one of the articles"),
    ] {
        let lines = run(folder.path(), command);
        assert!(lines.iter().any(|line| line.starts_with("error: cannot write") && line.contains(fault)), "{lines:?}");
        assert_eq!(lines.last().map(String::as_str), Some("? 2"), "{command}");
    }
    assert_eq!(fs::read(folder.path().join("l.db")).expect("the ledger"), ledger);
    assert_eq!(fs::read(folder.path().join("copy.db")).expect("the copy"), ledger);
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).expect("the article"), article);
}

/// Escape sequences in an article take nothing out of the rows on standard output.
#[test]
fn data_is_written_as_it_is() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let article = "About 40 \u{1b}[1mstray\u{1b}[0m dogs barked, \u{1b}] and 12 people fled.\n";
    fs::write(folder.path().join("a.txt"), article).expect("the input");
    run(folder.path(), "factledger -q --db l.db scan a.txt");
    run(folder.path(), "factledger --db l.db claims --format csv > printed.csv");
    run(folder.path(), "factledger -q --db l.db claims --format csv -o written.csv");
    let printed = fs::read(folder.path().join("printed.csv")).expect("what was printed");
    assert!(printed.contains(&0x1b), "the quotes are the text's");
    assert_eq!(printed, fs::read(folder.path().join("written.csv")).expect("what was written"));
}

/// `factledger report | head -1` ends quietly.
#[test]
fn a_closed_pipe_is_quiet() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let lines = run(folder.path(), "factledger schema | head -1");
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].starts_with("CREATE VIEW"), "{lines:?}");
}
