//! Every step of a write fails, once or from then on: the ledger is then as before or complete, never half.
//!
//! `FACTLEDGER_EVERY_STEP=1` fails each of them, 97 every 97th; otherwise it is the first ones, and then ever fewer.

use crate::builder::{AT, about, claim, extraction, file, link, page};
use crate::killed::{assert_same, contents};
use crate::ledger::old;
use crate::properties::recording::{self, seen};
use crate::said::lexicon;
use factledger::Error;
use factledger::claim::{Extraction, extract, series_document};
use factledger::compare;
use factledger::ledger::{Entry, Ledger, Review, Verdict};
use factledger::report::Table;
use factledger::text::{Document, Part};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Two articles, the second of which is a revision of a third that was there.
fn batch() -> Vec<(Document, Extraction)> {
    let courier = page("courier.txt", "https://courier.example/1", "Courier", "Crews saved 412 sheep and 9 goats.");
    let gazette = file("gazette.txt", "In the end 450 sheep were brought to dry ground.");
    let first = vec![
        claim(&courier, Part::Text, "412 sheep", "412", 412, "sheep"),
        claim(&courier, Part::Text, "9 goats", "9", 9, "goats"),
    ];
    let second = vec![claim(&gazette, Part::Text, "450 sheep", "450", 450, "sheep")];
    let (first, second) = (extraction(&courier, first, &[]), extraction(&gazette, second, &[]));
    vec![(courier, first), (gazette, second)]
}

/// A ledger with one article in it.
fn begin(path: &Path) {
    let mut ledger = Ledger::open(path).expect("it opens");
    let document = file("gazette.txt", "So far 300 sheep were brought to dry ground.");
    let read = extraction(&document, vec![claim(&document, Part::Text, "300 sheep", "300", 300, "sheep")], &[]);
    record(&mut ledger, &[(document, read)]).expect("recorded");
    link(&mut ledger);
}

fn record(ledger: &mut Ledger, batch: &[(Document, Extraction)]) -> Result<(), factledger::Error> {
    let run = ledger.begin_run("add", "lexicon", AT)?;
    let entries: Vec<_> =
        batch.iter().map(|(document, extraction)| Entry { document, extraction, path: None }).collect();
    ledger.record(run, &entries, AT).map(drop)
}

/// Everything that can be seen of a ledger.
fn state(path: &Path) -> Vec<Table> {
    let ledger = Ledger::open(path).expect("it opens again");
    assert_eq!(ledger.verify().expect("verified"), []);
    let all = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view', 'shadow')
        AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let names = ledger.query(all, &[]).expect("names");
    assert!(names.rows.len() > 40);
    let rows = |name: &factledger::report::Cell| match name {
        factledger::report::Cell::Text(name) => ledger.query(&format!("SELECT * FROM {name}"), &[]).expect("rows"),
        _ => Table::default(),
    };
    names.rows.iter().map(|row| rows(&row[0])).collect()
}

/// Every how many steps it fails, if it is said.
fn apart() -> Option<u64> {
    std::env::var("FACTLEDGER_EVERY_STEP").ok()?.parse().ok()
}

/// At which step it fails, and whether from then on or only once.
fn limits() -> impl Iterator<Item = (u64, bool)> {
    let apart = apart();
    let further = move |limit: &u64| Some(limit + apart.unwrap_or(if *limit < 12 { 1 } else { 1 + (limit - 12) / 3 }));
    let both = move |limit: u64| {
        let either = move |good: &bool| apart.is_some() || limit < 10 || *good == limit.is_multiple_of(2);
        [true, false].into_iter().filter(either).map(move |good| (limit, good))
    };
    std::iter::successors(Some(1), further).flat_map(both)
}

/// Counts the steps and says when it is the one.
fn stop_at(limit: u64, good: bool, counted: &Arc<AtomicU64>) -> impl FnMut() -> bool + Send + 'static {
    let count = Arc::clone(counted);
    move || {
        let step = count.fetch_add(1, Ordering::Relaxed) + 1;
        step == limit || good && step > limit
    }
}

/// What a piece of work leaves when it is broken off.
#[derive(Clone, Copy, PartialEq)]
enum Whole {
    /// One transaction: all of it or nothing.
    Everything,
    /// Several: each of them whole, and done again it is the same but for the numbers of runs.
    Evidence,
}

/// Does `work` again and again on copies of one ledger, stopped after ever more steps, until it gets through.
fn fails_at_every_step(
    name: &str,
    whole: Whole,
    prepared: impl Fn(&Path),
    work: impl Fn(&mut Ledger) -> Result<(), Error>,
) {
    let folder = tempfile::tempdir().expect("a folder");
    let start = folder.path().join("start.db");
    prepared(&start);
    let before = state(&start);
    let done = folder.path().join("done.db");
    std::fs::copy(&start, &done).expect("a copy");
    work(&mut Ledger::open(&done).expect("it opens")).expect("undisturbed, it works");
    let after = state(&done);
    let expected = contents(&done);
    assert_ne!(before, after);

    let (mut failures, mut completed_in_spite, mut steps) = (0, 0, 0);
    for (limit, good) in limits() {
        let path = folder.path().join("trial.db");
        std::fs::copy(&start, &path).expect("a copy");
        let mut ledger = Ledger::open(&path).expect("it opens");
        let counted = Arc::new(AtomicU64::new(0));
        ledger.stop_when(1, stop_at(limit, good, &counted)).expect("watched");
        let outcome = work(&mut ledger);
        if outcome.is_ok() && counted.load(Ordering::Relaxed) < limit {
            steps = counted.load(Ordering::Relaxed);
            break;
        }
        // Through another connection while the first is open: nothing is left locked either.
        let found = state(&path);
        assert!(whole == Whole::Evidence || found == before || found == after, "{name}, step {limit}: half of it");
        if outcome.is_err() {
            failures += 1;
            ledger.stop_when(1, || false).expect("left alone");
            work(&mut ledger).unwrap_or_else(|error| panic!("{name}, step {limit}: of no use afterwards: {error}"));
            drop(ledger);
            if whole == Whole::Everything {
                assert!(state(&path) == after, "{name}, step {limit}: done again, it is not the same as done once");
            }
            assert_same(&expected, &contents(&path), &format!("{name}, step {limit}"));
        }
        completed_in_spite += usize::from(outcome.is_err() && found == after);
    }
    assert!(failures > 25 || apart().is_some(), "{name}: only {failures} failures");
    println!("{name}: {failures} failures in {steps} steps, {completed_in_spite} of them after the commit");
}

#[test]
fn recording_fails_at_every_step() {
    let batch = batch();
    fails_at_every_step("record", Whole::Everything, begin, |ledger| record(ledger, &batch));
}

/// Two articles of one event, and a third that is added to them.
fn articles() -> Vec<(Document, Extraction)> {
    let article = |name: &str, text: &str| {
        let metadata = about(name, Some(&format!("https://{name}.example/1")));
        let document = Document::new(format!("{name}.txt"), None, text.to_owned(), 0, metadata);
        let read = extract(&document, lexicon());
        (document, read)
    };
    vec![
        article(
            "gull",
            "The port of Ellen had 4.2 million visitors in 2025, Ida Berg said. The new quay of Ellen cost $38 million.",
        ),
        article(
            "heron",
            "About 4 million visitors came to the port of Ellen in 2025. The new quay of Ellen cost $45 million.",
        ),
        article("egret", "The port of Ellen had 4.3 million visitors in 2025. Of its 90 berths, 120 were taken."),
    ]
}

/// Links and checks what is stale, as the command line does.
fn link_all(ledger: &mut Ledger) -> Result<(), Error> {
    for (_, id) in ledger.stale_documents(0, 100)? {
        let numbers = ledger.numbers(&id)?;
        let checks = compare::checks(&numbers.claims, &numbers.sentences, lexicon());
        ledger.store_checks(&[numbers], &[checks])?;
    }
    ledger.relink(lexicon(), |_| true)
}

/// Documents that are recorded and not linked yet: a new one, a revision, and one whose metadata changed.
fn unlinked(path: &Path) {
    let mut articles = articles();
    let mut ledger = Ledger::open(path).expect("it opens");
    add(&mut ledger, &articles[..2]).expect("added");
    let (old, _) = &articles[0];
    let text = old.text.replace("4.2 million", "4.4 million");
    let revised = Document::new(old.doc.clone(), None, text, 0, old.metadata.clone());
    articles[0] = (revised.clone(), extract(&revised, lexicon()));
    articles[1].0.metadata.published = "2024-05-14".parse().ok();
    articles[1].1 = extract(&articles[1].0, lexicon());
    record(&mut ledger, &articles).expect("recorded");
}

#[test]
fn linking_fails_at_every_step() {
    fails_at_every_step("link", Whole::Evidence, unlinked, |ledger| ledger.relink(lexicon(), |_| true));
}

fn add(ledger: &mut Ledger, articles: &[(Document, Extraction)]) -> Result<(), Error> {
    ran(ledger, "add", articles)
}

fn ran(ledger: &mut Ledger, command: &str, articles: &[(Document, Extraction)]) -> Result<(), Error> {
    let run = ledger.begin_run(command, lexicon().digest(), AT)?;
    let entries: Vec<_> =
        articles.iter().map(|(document, extraction)| Entry { document, extraction, path: None }).collect();
    ledger.record(run, &entries, AT)?;
    link_all(ledger)?;
    ledger.end_run(run, AT)
}

/// Official figures, against which the articles are set.
fn import(ledger: &mut Ledger) -> Result<(), Error> {
    let rows = [("visitors", "Ellen", "2025", "4.1", "million"), ("deaths", "Ellen", "2025", "3", "people")];
    let read = rows.map(|(measure, subject, as_of, value, unit)| {
        let cells = [measure, subject, as_of, value, unit, "Harbour Office", ""].map(str::to_owned);
        let document = series_document("series.csv:2".to_owned(), &cells);
        let extraction = extract(&document, lexicon());
        assert_eq!(extraction.claims.len(), 1, "{:?}", extraction.rejected);
        (document, extraction)
    });
    ran(ledger, "import", &read)
}

/// Two articles are there.
fn two(path: &Path) {
    add(&mut Ledger::open(path).expect("it opens"), &articles()[..2]).expect("added");
}

#[test]
fn adding_and_importing_fail_at_every_step() {
    let articles = articles();
    fails_at_every_step("add", Whole::Evidence, two, |ledger| add(ledger, &articles));
    fails_at_every_step("import of figures", Whole::Evidence, two, import);
}

/// Another engine reads one article otherwise and one the same.
fn replay(ledger: &mut Ledger) -> Result<(), Error> {
    let run = ledger.begin_run("runs replay", "newer lexicon", AT)?;
    let mut after = 0;
    while let Some(stored) = ledger.stored(None, after, 1)?.pop() {
        after = stored.after;
        let mut read = extract(&stored.document, lexicon());
        if stored.document.doc == "gull.txt" {
            read.claims.truncate(1);
            read.claims[0].speaker = Some("nobody".to_owned());
        }
        ledger.record_again(run, &[(&stored.document, &read)])?;
    }
    link_all(ledger)?;
    ledger.end_run(run, AT)
}

#[test]
fn replaying_fails_at_every_step() {
    fails_at_every_step("replay", Whole::Evidence, two, replay);
}

/// One person's verdict.
fn judge(ledger: &mut Ledger, articles: &[(Document, Extraction)]) -> Result<(), Error> {
    said(ledger, articles, Verdict::Explained, "one counts guests")
}

fn said(ledger: &mut Ledger, articles: &[(Document, Extraction)], verdict: Verdict, reason: &str) -> Result<(), Error> {
    let claim = |at: usize| articles[at].1.claims[0].claim_id.as_str();
    ledger
        .verdict(&Review {
            discrepancy_id: None,
            a_claim_id: claim(0),
            b_claim_id: claim(1),
            verdict,
            misread: (verdict == Verdict::Misread).then_some(factledger::ledger::Misread::A),
            by: "Ada",
            at: AT,
            recorded: AT,
            reason,
            reference: Some("https://gull.example/letter"),
            checked_value: None,
        })
        .map(drop)
}

/// A sheet that comes back gives its verdicts one after the other; given again, it gives those that are missing.
fn judge_twice(ledger: &mut Ledger, articles: &[(Document, Extraction)]) -> Result<(), Error> {
    said(ledger, articles, Verdict::Misread, "a caption")?;
    said(ledger, articles, Verdict::Confirmed, "no caption after all")?;
    link_all(ledger)
}

#[test]
fn judging_fails_at_every_step() {
    let articles = articles();
    fails_at_every_step("review", Whole::Everything, two, |ledger| judge(ledger, &articles));
    fails_at_every_step("import of verdicts", Whole::Evidence, two, |ledger| judge_twice(ledger, &articles));
}

/// From every older version: what is left is that version, or a later one, and opening it again completes it.
#[test]
fn migrating_fails_at_every_step() {
    for version in old::versions() {
        let folder = tempfile::tempdir().expect("a folder");
        let start = folder.path().join("start.db");
        old::make(&start, version);
        let done = folder.path().join("done.db");
        std::fs::copy(&start, &done).expect("a copy");
        drop(Ledger::open(&done).expect("it is migrated"));
        let after = contents(&done);
        let mut failures = 0;
        for (limit, good) in limits() {
            let trial = folder.path().join(format!("trial-{limit}-{good}"));
            std::fs::create_dir(&trial).expect("a folder");
            let path = trial.join("ledger.db");
            std::fs::copy(&start, &path).expect("a copy");
            let counted = Arc::new(AtomicU64::new(0));
            let opened = Ledger::open_unless(&path, 1, stop_at(limit, good, &counted));
            if opened.is_ok() && counted.load(Ordering::Relaxed) < limit {
                break;
            }
            failures += usize::from(opened.is_err());
            drop(opened);
            let names: Vec<_> = std::fs::read_dir(&trial)
                .expect("the folder")
                .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
                .collect();
            assert!(!names.iter().any(|name| name.contains(".part")), "step {limit}: half of a backup: {names:?}");
            let ledger = Ledger::open(&path).unwrap_or_else(|error| panic!("{version}, step {limit}: {error}"));
            assert_eq!(ledger.verify().expect("verified"), [], "version {version}, step {limit}");
            drop(ledger);
            assert_same(&after, &contents(&path), &format!("version {version}, step {limit}"));
            assert!(trial.join(format!("ledger.db.backup-v{version}")).exists(), "the file as it was is kept");
            std::fs::remove_dir_all(&trial).expect("it goes");
        }
        assert!(failures > 25 || apart().is_some(), "version {version}: only {failures} failures");
        println!("migrate from version {version}: {failures} failures");
    }
}

/// Tables of which a trigger can watch the changes.
fn tables(path: &Path) -> Vec<String> {
    let connection = rusqlite::Connection::open(path).expect("it opens");
    let sql =
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'";
    let mut statement = connection.prepare(sql).expect("a statement");
    let names = statement.query_map([], |row| row.get(0)).expect("names");
    names.collect::<Result<_, _>>().expect("names")
}

/// COMMIT itself fails: a reference that is checked only then leads nowhere. The transaction is still open after it.
/// Once for each table, so that it is the COMMIT of each transaction that changes one.
fn commits_fail(name: &str, prepared: impl Fn(&Path), work: impl Fn(&mut Ledger) -> Result<(), Error>) {
    let folder = tempfile::tempdir().expect("a folder");
    let start = folder.path().join("start.db");
    prepared(&start);
    let done = folder.path().join("done.db");
    std::fs::copy(&start, &done).expect("a copy");
    work(&mut Ledger::open(&done).expect("it opens")).expect("undisturbed, it works");
    let expected = contents(&done);
    let mut failed = Vec::new();
    for table in tables(&start) {
        let path = folder.path().join("trial.db");
        std::fs::copy(&start, &path).expect("a copy");
        let outside = rusqlite::Connection::open(&path).expect("it opens");
        let watch = |change: &str| {
            format!(
                "CREATE TRIGGER late_{change} AFTER {change} ON {table}
                 BEGIN INSERT INTO late (other) VALUES (-1); END;"
            )
        };
        let late =
            "CREATE TABLE late (id INTEGER PRIMARY KEY, other INTEGER REFERENCES late DEFERRABLE INITIALLY DEFERRED);";
        outside
            .execute_batch(&[late.to_owned(), watch("INSERT"), watch("UPDATE"), watch("DELETE")].concat())
            .expect(late);
        let before = contents(&path);
        let mut ledger = Ledger::open(&path).expect("it opens");
        let outcome = work(&mut ledger);
        outside
            .execute_batch("DROP TRIGGER late_INSERT; DROP TRIGGER late_UPDATE; DROP TRIGGER late_DELETE;")
            .expect("off");
        if let Err(error) = &outcome {
            assert!(error.to_string().contains("FOREIGN KEY"), "{name}, {table}: {error}");
            assert_eq!(before.len(), contents(&path).len(), "{name}, {table}: readable by others");
            failed.push(table.clone());
        }
        outside.execute_batch("DROP TABLE late").expect("it goes");
        assert_eq!(Ledger::open(&path).expect("it opens").verify().expect("verified"), [], "{name}, {table}");
        work(&mut ledger).unwrap_or_else(|error| panic!("{name}, {table}: of no use afterwards: {error}"));
        drop(ledger);
        assert_same(&expected, &contents(&path), &format!("{name}, {table}"));
    }
    assert!(failed.len() > 1, "{name}: {failed:?}");
    println!("{name}: COMMIT failed for changes of {} tables: {}", failed.len(), failed.join(", "));
}

#[test]
fn adding_survives_failing_commits() {
    let articles = articles();
    commits_fail("add", two, |ledger| add(ledger, &articles));
    commits_fail("link", unlinked, |ledger| ledger.relink(lexicon(), |_| true));
    commits_fail("replay", two, replay);
    commits_fail("import of figures", two, import);
}

#[test]
fn judging_survives_failing_commits() {
    let articles = articles();
    commits_fail("review", two, |ledger| judge(ledger, &articles));
    commits_fail("import of verdicts", two, |ledger| judge_twice(ledger, &articles));
}

#[test]
fn linking_that_was_broken_off_goes_on_where_it_stopped() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = folder.path().join("start.db");
    let articles = recording::articles();
    // Some of them are linked already.
    let (first, second) = articles.split_at(3);
    let mut ledger = Ledger::open(&start).expect("it opens");
    recording::add(&mut ledger, &first.iter().collect::<Vec<_>>());
    record(&mut ledger, second).expect("recorded");
    drop(ledger);
    let done = folder.path().join("done.db");
    std::fs::copy(&start, &done).expect("a copy");
    let mut whole = Ledger::open(&done).expect("it opens");
    whole.relink(lexicon(), |_| true).expect("undisturbed, it works");
    let expected = seen(&whole);
    let mut failures = 0;
    for limit in (1_u64..).map(|step| step * step * 7) {
        let path = folder.path().join("trial.db");
        std::fs::copy(&start, &path).expect("a copy");
        let mut ledger = Ledger::open(&path).expect("it opens");
        let counted = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&counted);
        ledger.stop_when(1, move || count.fetch_add(1, Ordering::Relaxed) + 1 >= limit).expect("watched");
        if ledger.relink(lexicon(), |_| true).is_ok() && counted.load(Ordering::Relaxed) < limit {
            break;
        }
        failures += 1;
        ledger.stop_when(1, || false).expect("left alone");
        ledger.relink(lexicon(), |_| true).expect("it goes on");
        assert_eq!(seen(&ledger), expected, "stopped after {limit} steps");
    }
    assert!(failures > 20, "only {failures} failures");
}
