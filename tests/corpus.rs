//! The corpus: Markdown files of cases, one phenomenon each, written by hand from the rules and never from what came.
//!
//! A case is a heading `## name`, lines `published: 2021-10-08`, `title: …` or `source: …` where the document needs
//! them, the text in lines `> …`, and a list of what must come of it:
//!
//! - `- reads: [12, ∞) people; concept: deaths; subject: China` is a claim; only the keys named are checked, and `none`
//!   stands for an empty one. `reads` is the interval, then what is counted or the unit, then `/rate`; `permits` is the
//!   interval alone. Every claim of
//!   the text has its line; a line `- …` lets there be more.
//! - `- refuses: "2015" (year)` is a refusal that covers these words, with its reason.
//! - `- nothing` says that there is no claim.
//!
//! Any other line is a remark. A case whose name begins with `(known)` fails as yet, and is reported when it does not.

use crate::lexicon::brief;
use crate::said::lexicon;
use factledger::claim::{Claim, Extraction, RestrictorKind, extract};
use factledger::text::{Document, Metadata, PartialDate};
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// One case of a file.
#[derive(Debug, Default)]
struct Case {
    name: String,
    known: bool,
    metadata: Metadata,
    text: String,
    claims: Vec<Vec<(String, String)>>,
    refusals: Vec<(String, String)>,
    nothing: bool,
    more: bool,
}

/// The cases of a file, or what is wrong with it.
fn cases(text: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let wrong = |what: &str| format!("line {}: {what}: {line}", number + 1);
        if let Some(name) = line.strip_prefix("## ") {
            let (known, name) = name.strip_prefix("(known) ").map_or((false, name), |name| (true, name));
            cases.push(Case { name: name.to_owned(), known, ..Case::default() });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some(words) = line.strip_prefix('>') {
            case.text.push_str(words.strip_prefix(' ').unwrap_or(words));
            case.text.push('\n');
        } else if let Some(date) = line.strip_prefix("published: ") {
            let date = date.parse::<PartialDate>().map_err(|_| wrong("no date"))?;
            case.metadata.published = Some(date);
        } else if let Some(title) = line.strip_prefix("title: ") {
            case.metadata.title = Some(title.to_owned());
        } else if let Some(source) = line.strip_prefix("source: ") {
            case.metadata.source = Some(source.to_owned());
        } else if let Some(expected) = line.strip_prefix("- ") {
            match expected {
                "nothing" => case.nothing = true,
                "…" => case.more = true,
                _ => match expected.strip_prefix("refuses: \"").and_then(|rest| rest.rsplit_once("\" (")) {
                    Some((words, reason)) => {
                        let reason = reason.strip_suffix(')').ok_or_else(|| wrong("no reason in brackets"))?;
                        case.refusals.push((words.to_owned(), reason.to_owned()));
                    }
                    None => case.claims.push(keys(expected).ok_or_else(|| wrong("not `key: value; key: value`"))?),
                },
            }
        }
    }
    for case in &cases {
        if case.text.is_empty() || case.nothing != case.claims.is_empty() {
            return Err(format!("case {}: it has a text, and either claims or `- nothing`", case.name));
        }
    }
    Ok(cases)
}

fn keys(expected: &str) -> Option<Vec<(String, String)>> {
    let pairs: Option<Vec<_>> = expected.split("; ").map(|pair| pair.split_once(": ")).collect();
    Some(pairs?.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect())
}

/// All slots of a claim that a case can name, empty ones as `none`.
pub fn slots(claim: &Claim) -> Vec<(&'static str, String)> {
    let text = |value: &Option<String>| value.clone().filter(|value| !value.is_empty()).unwrap_or("none".to_owned());
    let figure =
        |value: Option<rust_decimal::Decimal>| value.map_or("none".to_owned(), |value| value.normalize().to_string());
    let restrictors = |kind: RestrictorKind| {
        let words: Vec<&str> =
            claim.restrictors.iter().filter(|one| one.kind == kind).map(|one| one.text.as_str()).collect();
        if words.is_empty() { "none".to_owned() } else { words.join(", ") }
    };
    vec![
        ("reads", brief(claim)),
        ("value-text", claim.value_text.clone()),
        ("quote", claim.quote.clone()),
        ("value", figure(claim.value)),
        ("granularity", figure(claim.granularity)),
        ("approximation", claim.approximation.to_string()),
        ("unit", claim.unit.clone()),
        ("rate", text(&claim.rate)),
        ("role", claim.role.to_string()),
        ("trend", claim.trend.map_or("none".to_owned(), |trend| trend.to_string())),
        ("previous", claim.previous.to_string()),
        ("measured", text(&Some(claim.measured.clone()))),
        ("concept", claim.concept.clone()),
        ("selecting", restrictors(RestrictorKind::Selecting)),
        ("describing", restrictors(RestrictorKind::Describing)),
        ("subject", text(&claim.subject)),
        ("period", days(claim.period_start, claim.period_end)),
        ("period-text", text(&claim.period_text)),
        ("as-of", days(claim.as_of_start, claim.as_of_end)),
        ("as-of-text", text(&claim.as_of_text)),
        ("as-of-basis", claim.as_of_basis.to_string()),
        ("speaker", text(&claim.speaker)),
        ("origin", text(&claim.origin)),
        ("status", claim.status.to_string()),
        ("part", claim.part.to_string()),
    ]
}

/// A span of days as it is said: a year, a month, a day, or both ends.
fn days(start: Option<chrono::NaiveDate>, end: Option<chrono::NaiveDate>) -> String {
    use chrono::Datelike;
    let (Some(first), Some(last)) = (start, end) else {
        return match (start, end) {
            (Some(first), _) => format!("{first}.."),
            (_, Some(last)) => format!("..{last}"),
            _ => "none".to_owned(),
        };
    };
    let past = last.succ_opt().unwrap_or(last);
    match () {
        () if first == last => first.to_string(),
        () if first.day() == 1
            && (past.day(), past.month()) == (1, first.month() % 12 + 1)
            && last.year() == first.year() =>
        {
            first.format("%Y-%m").to_string()
        }
        () if first.ordinal() == 1 && past.ordinal() == 1 && first.year() == last.year() => {
            first.format("%Y").to_string()
        }
        () => format!("{first}..{last}"),
    }
}

/// What is wrong with the reading of a case; nothing where it is right.
fn faults(case: &Case) -> Vec<String> {
    let document = Document::new(case.name.clone(), Some("case"), case.text.clone(), 0, case.metadata.clone());
    let extraction = extract(&document, lexicon());
    let mut faults = Vec::new();
    let with_permits = |claim: &Claim| {
        let mut slots = slots(claim);
        slots.push(("permits", claim.permits().to_string()));
        slots
    };
    let mut left: Vec<Vec<(&str, String)>> = extraction.claims.iter().map(with_permits).collect();
    for expected in &case.claims {
        let wanted = |slots: &Vec<(&str, String)>, (key, value): &(String, String)| {
            slots.iter().any(|(name, have)| name == key && have == value)
        };
        if let Some(at) = left.iter().position(|slots| expected.iter().all(|pair| wanted(slots, pair))) {
            left.remove(at);
            continue;
        }
        let line: Vec<String> = expected.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        faults.push(format!("not read: {}", line.join("; ")));
    }
    if !case.more {
        faults.extend(left.iter().map(|slots| format!("read besides: {}", shown(slots))));
    }
    for (words, reason) in &case.refusals {
        let found = extraction.rejected.iter().any(|one| one.quote.contains(words.as_str()) && one.reason == *reason);
        if !found {
            faults.push(format!("not refused: {words:?} ({reason})"));
        }
    }
    if !faults.is_empty() {
        faults.extend(refused(&extraction));
    }
    faults
}

/// A claim in the notation of the cases, without what is as nearly always.
fn shown(slots: &[(&str, String)]) -> String {
    let usual = ["none", "exact", "level", "false", "reported", "text", "unknown", "publication"];
    let skipped = ["quote", "permits", "measured", "unit", "rate", "granularity", "value", "as-of-basis"];
    let pairs: Vec<String> = slots
        .iter()
        .filter(|(key, value)| !usual.contains(&value.as_str()) && !skipped.contains(key))
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    pairs.join("; ")
}

fn refused(extraction: &Extraction) -> impl Iterator<Item = String> + '_ {
    extraction.rejected.iter().map(|one| format!("  refused: {:?} ({})", one.quote, one.reason))
}

/// Runs every case of a folder; how many hold and which fail as yet.
fn run(folder: &str) -> (usize, Vec<String>) {
    let mut paths: Vec<_> = fs::read_dir(Path::new(ROOT).join("tests").join(folder))
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md") && !path.ends_with("README.md"))
        .collect();
    paths.sort();
    let (mut held, mut known, mut faulty) = (0, Vec::new(), Vec::new());
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = fs::read_to_string(&path).expect("it is readable");
        let cases = cases(&text).unwrap_or_else(|wrong| panic!("tests/{folder}/{name}: {wrong}"));
        assert!(!cases.is_empty(), "tests/{folder}/{name} has no case");
        for case in cases {
            let faults = faults(&case);
            match (case.known, faults.is_empty()) {
                (false, true) => held += 1,
                (true, false) => known.push(format!("{name}: {}\n    {}", case.name, faults.join("\n    "))),
                (true, true) => faulty.push(format!("{name}: {}: it is read rightly now: take (known) off", case.name)),
                (false, false) => faulty.push(format!("{name}: {}\n    {}", case.name, faults.join("\n    "))),
            }
        }
    }
    assert!(faulty.is_empty(), "{} cases of {folder}, {held} hold:\n{}", faulty.len(), faulty.join("\n"));
    (held, known)
}

#[test]
fn every_phenomenon_reads_as_it_should() {
    let (held, known) = run("corpus");
    assert!(held >= 100, "the corpus has shrunk: {held} cases hold");
    println!("corpus: {held} cases hold, {} fail as yet:\n{}", known.len(), known.join("\n"));
}

#[test]
fn every_bug_stays_mended() {
    let (held, known) = run("regressions");
    println!("regressions: {held} cases hold, {} fail as yet:\n{}", known.len(), known.join("\n"));
}

#[test]
fn the_runner_sees_what_is_wrong() {
    let check = |text: &str| -> Vec<String> { cases(text).expect("it is a case").iter().flat_map(faults).collect() };
    let text = "# made up\n\n## ferry\npublished: 2021-10-08\n> At least 12 people died in 2015.\n";
    assert_eq!(
        check(&format!("{text}- reads: [12, ∞) people; concept: deaths\n- refuses: \"2015\" (year)\n")),
        [""; 0]
    );
    assert_ne!(check(&format!("{text}- reads: [12, ∞) people; concept: injuries\n")), [""; 0], "another concept");
    assert_ne!(check(&format!("{text}- nothing\n")), [""; 0], "a claim too many");
    assert_ne!(check(&format!("{text}- reads: [12, ∞) people\n- reads: 3 goats\n")), [""; 0], "a claim too few");
    assert_ne!(check(&format!("{text}- …\n- reads: 3 goats\n")), [""; 0], "more is allowed, less is not");
    assert_ne!(
        check(&format!("{text}- reads: [12, ∞) people\n- refuses: \"2015\" (date)\n")),
        [""; 0],
        "another reason"
    );
    assert!(cases("## empty\n> Twelve.\n").is_err(), "a case without readings");
    assert!(cases("## odd\n> Twelve.\n- reads\n").is_err(), "a line without a key");
    let day = |text: &str| text.parse().ok();
    assert_eq!(days(day("2021-08-01"), day("2021-08-31")), "2021-08");
    assert_eq!(days(day("2021-12-01"), day("2021-12-31")), "2021-12");
    assert_eq!(days(day("2020-01-01"), day("2020-12-31")), "2020");
    assert_eq!(days(day("2021-08-01"), day("2021-08-02")), "2021-08-01..2021-08-02");
    assert_eq!(days(day("2021-08-02"), day("2021-08-02")), "2021-08-02");
}
