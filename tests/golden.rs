//! Whole articles as they are read: a line for each claim with every slot that is filled, a line for each refusal; and
//! the report over all of them, without ids. `INSTA_UPDATE=always cargo test golden` accepts what came: read the
//! difference.

use crate::corpus::slots;
use crate::said::lexicon;
use factledger::claim::{Extraction, extract};
use factledger::intake::{Format, Terms, article};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The articles of the sample with the names of their files, in order.
fn articles() -> Vec<(String, PathBuf)> {
    let mut found: Vec<_> = std::fs::read_dir(Path::new(ROOT).join("data/sample"))
        .expect("the sample is there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| (path.file_stem().expect("a name").to_string_lossy().into_owned(), path))
        .collect();
    found.sort();
    found
}

fn readings(extraction: &Extraction) -> String {
    // What says nothing, or is said by another slot.
    let plain = ["none", "level", "false", "reported", "text"];
    let told = ["value-text", "quote", "value", "unit", "rate", "measured", "approximation", "as-of-basis"];
    let mut text = String::new();
    for claim in &extraction.claims {
        let slots = slots(claim);
        let filled = slots.iter().filter(|(key, value)| !plain.contains(&value.as_str()) && !told.contains(key));
        let line: Vec<String> = filled.map(|(key, value)| format!("{key}: {value}")).collect();
        writeln!(text, "{:?} ({})\n    {}", claim.quote, claim.value_text, line.join("; ")).expect("written");
    }
    text.push('\n');
    for rejected in &extraction.rejected {
        writeln!(text, "refused: {:?} ({})", rejected.quote, rejected.reason).expect("written");
    }
    text
}

fn settings(description: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(ROOT).join("tests/golden"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_description(description);
    settings
}

#[test]
fn articles_are_read_as_before() {
    let articles = articles();
    assert!(articles.len() >= 8, "the sample has shrunk");
    for (name, path) in articles {
        let bytes = std::fs::read(&path).expect("it is readable");
        let document =
            article(&name, bytes, Format::Markdown, &[], &Terms::default()).expect("it is an article").document;
        let readings = readings(&extract(&document, lexicon()));
        settings("claims with the slots that are filled, then refusals")
            .bind(|| insta::assert_snapshot!(name, readings));
    }
}

/// The discrepancies of the sample, `equal` and `scope` included, as the program gives them: CSV without ids.
fn report() -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_factledger"))
            .args(["--db", "ledger.db", "--quiet"])
            .args(arguments)
            .current_dir(folder.path())
            .env_remove("FACTLEDGER_DB")
            .stdin(std::process::Stdio::null())
            .output()
            .expect("the program runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let sample = Path::new(ROOT).join("data/sample");
    run(&["scan", sample.to_str().expect("a path that is text")]);
    let rows = "SELECT relation, coalesce(diagnosis, '') AS diagnosis, subject, a_source, a_quote, b_source, b_quote,
        relative_difference AS apart, explanation FROM discrepancies
        ORDER BY relation, measure, a_source, a_quote, b_source, b_quote";
    run(&["--format", "csv", "query", rows])
}

#[test]
fn the_report_over_the_sample_is_as_before() {
    settings("the discrepancies of the sample").bind(|| insta::assert_snapshot!("report", report()));
}

#[test]
fn the_sample_shows_every_relation() {
    let report = report();
    for relation in ["equal", "hedge", "rounding", "update", "revision", "conflict"] {
        assert!(report.contains(&format!("\n{relation},")), "no {relation} in the sample:\n{report}");
    }
}
