//! Documents that say how things are: made by the program, or run by it. `UPDATE_SESSIONS=1` writes them anew.

use crate::cli::run;
use factledger::ledger::{Described, Ledger};
use factledger::report::Cell;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The document says what it should, or is written anew.
fn is(path: &str, expected: &str) {
    let path = Path::new(ROOT).join(path);
    if std::env::var_os("UPDATE_SESSIONS").is_some() {
        fs::write(&path, expected).expect("it can be written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    let differs = found.lines().zip(expected.lines()).position(|(one, other)| one != other);
    assert!(
        found == expected,
        "{} is old from line {differs:?}: UPDATE_SESSIONS=1 cargo test documents",
        path.display()
    );
}

#[test]
fn the_schema_is_the_programs() {
    let described = Described::new().expect("it can be read");
    is("docs/schema.md", &described.markdown());
    let folder = tempfile::tempdir().expect("a folder");
    let printed = run(folder.path(), "factledger schema --format markdown").join("\n") + "\n";
    assert_eq!(printed, described.markdown());
}

/// Every column of every stable view is described, and nothing else is.
#[test]
fn every_column_is_described() {
    let described = Described::new().expect("it can be read");
    let ledger = Ledger::open(Path::new(":memory:")).expect("it opens");
    for view in &described.views {
        let sql = format!("SELECT name FROM pragma_table_xinfo('{}')", view.name);
        let rows = ledger.query(&sql, &[]).expect("the columns").rows;
        let there: Vec<&str> = rows.iter().filter_map(|row| row.first().and_then(Cell::text)).collect();
        let said: Vec<&str> = described.columns(&view.name).into_iter().map(|(name, _)| name).collect();
        assert_eq!(there.iter().collect::<BTreeSet<_>>(), said.iter().collect(), "{}", view.name);
        assert!(said.len() == there.len() && !view.about.trim().is_empty(), "{}", view.name);
    }
}

/// The help of every command, without what all have in common.
#[test]
fn the_command_line_is_the_programs() {
    let mut definition = factledger::cli::definition();
    definition.build();
    let mut text =
        String::from("# Command line\n\nMade from `factledger help`; every command has a session in `tests/cli/`.\n");
    let _ = write!(text, "\n```text\n{}\n```\n", trimmed(&definition.render_help().to_string()));
    for command in definition.get_subcommands().filter(|command| command.get_name() != "help") {
        let name = command.get_name().to_owned();
        let own = |argument: clap::Arg| {
            let shared = argument.is_global_set() || argument.get_id() == "help" || argument.get_id() == "version";
            argument.hide(shared)
        };
        let mut own = command.clone().mut_args(own).bin_name(format!("factledger {name}"));
        let _ = write!(text, "\n## {name}\n\n```text\n{}\n```\n", trimmed(&own.render_long_help().to_string()));
        for action in command.get_subcommands().filter(|action| action.get_name() != "help") {
            let action_name = action.get_name().to_owned();
            let hidden = |argument: clap::Arg| {
                let shared = argument.is_global_set() || argument.get_id() == "help" || argument.get_id() == "version";
                argument.hide(shared)
            };
            let mut action = action.clone().mut_args(hidden).bin_name(format!("factledger {name} {action_name}"));
            let help = trimmed(&action.render_long_help().to_string());
            let _ = write!(text, "\n### {name} {action_name}\n\n```text\n{help}\n```\n");
        }
    }
    is("docs/cli.md", &text);
}

fn trimmed(help: &str) -> String {
    help.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// The questions of docs/sql.md, each with the answer that stands below it.
#[test]
fn every_question_in_sql_is_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = Path::new(ROOT).join("data/sample");
    run(folder.path(), &format!("cp -R {} sample && factledger scan --quiet sample", sample.display()));
    let text = fs::read_to_string(Path::new(ROOT).join("docs/sql.md")).expect("it is there");
    let (mut made, mut questions, mut lines) = (String::new(), 0, text.lines().peekable());
    while let Some(line) = lines.next() {
        if line == "```text" {
            // An old answer; the new one was written after its question.
            lines.by_ref().take_while(|line| *line != "```").for_each(drop);
            while lines.peek().is_some_and(|line| line.is_empty()) {
                lines.next();
            }
            continue;
        }
        made.push_str(line);
        made.push('\n');
        if line != "```sql" {
            continue;
        }
        let sql: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let parameters: Vec<&str> = sql.iter().filter_map(|line| line.strip_prefix("-- --param ")).collect();
        let parameters: String = parameters.iter().map(|given| format!(" --param {given}")).collect();
        fs::write(folder.path().join("question.sql"), sql.join("\n")).expect("written");
        let answer = run(folder.path(), &format!("factledger query -{parameters} --format table < question.sql"));
        questions += 1;
        assert!(answer.len() > 2, "question {questions} has no answer: {answer:?}");
        assert!(!answer.iter().any(|line| line.starts_with("error")), "question {questions}: {answer:?}");
        let answer: Vec<&str> = answer.iter().map(|line| line.trim_end()).collect();
        let _ = write!(made, "{}\n```\n\n```text\n{}\n```\n\n", sql.join("\n"), answer.join("\n"));
        while lines.peek().is_some_and(|line| line.is_empty()) {
            lines.next();
        }
    }
    let made = made.trim_end().to_owned() + "\n";
    assert_eq!(questions, 20, "twenty questions");
    is("docs/sql.md", &made);
}
