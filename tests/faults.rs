//! Every step of a write fails, once or from then on: the ledger is then as before or complete, never half.
//!
//! Every step is `FACTLEDGER_EVERY_STEP=1 cargo test --release faults`; otherwise the first ones, and then ever fewer.

use crate::builder::{AT, about, claim, discrepancy, extraction, fact, file, page};
use crate::killed::{assert_same, contents};
use crate::ledger::old;
use crate::said::lexicon;
use factledger::Error;
use factledger::claim::{Claim, Extraction, extract};
use factledger::compare::{self, Discrepancy, Relation};
use factledger::ledger::{Entry, Ledger, Review, StoredFact, Verdict};
use factledger::link;
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
    let claims = ledger.block_claims("count/sheep").expect("claims");
    ledger.store_block("count/sheep", &[fact(&claims)], &[], &[]).expect("stored");
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

/// At which step it fails, and whether from then on or only once.
fn limits() -> impl Iterator<Item = (u64, bool)> {
    let every = std::env::var_os("FACTLEDGER_EVERY_STEP").is_some();
    let further = move |limit: &u64| Some(if every || *limit < 12 { limit + 1 } else { limit + 1 + (limit - 12) / 3 });
    let both = move |limit: u64| {
        [(limit, true), (limit, false)]
            .into_iter()
            .filter(move |(limit, good)| every || *limit < 10 || good == &(limit % 2 == 0))
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

    let (mut failures, mut completed_in_spite) = (0, 0);
    for (limit, good) in limits() {
        let path = folder.path().join("trial.db");
        std::fs::copy(&start, &path).expect("a copy");
        let mut ledger = Ledger::open(&path).expect("it opens");
        let counted = Arc::new(AtomicU64::new(0));
        ledger.stop_when(1, stop_at(limit, good, &counted)).expect("watched");
        let outcome = work(&mut ledger);
        if outcome.is_ok() && counted.load(Ordering::Relaxed) < limit {
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
    assert!(failures > 25, "{name}: only {failures} failures");
    println!("{name}: {failures} failures, {completed_in_spite} of them after the commit");
}

#[test]
fn recording_fails_at_every_step() {
    let batch = batch();
    fails_at_every_step("record", Whole::Everything, begin, |ledger| record(ledger, &batch));
}

/// What is derived of the sheep.
fn derived(claims: &[Claim]) -> (Vec<StoredFact>, Vec<Discrepancy>) {
    let (low, high) = (&claims[0], &claims[1]);
    let (low, high) = if low.value <= high.value { (low, high) } else { (high, low) };
    (vec![fact(claims)], vec![discrepancy(low, high, Relation::Conflict)])
}

#[test]
fn storing_a_block_fails_at_every_step() {
    let prepared = |path: &Path| {
        begin(path);
        record(&mut Ledger::open(path).expect("it opens"), &batch()).expect("recorded");
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.db");
    prepared(&path);
    let claims = Ledger::open(&path).and_then(|ledger| ledger.block_claims("count/sheep")).expect("claims");
    let (facts, rows) = derived(&claims);
    fails_at_every_step("store_block", Whole::Everything, prepared, |ledger| {
        ledger.store_block("count/sheep", &facts, &rows, &rows)
    });
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
    for id in ledger.stale_documents()? {
        let numbers = ledger.numbers(&id)?;
        let checks = compare::checks(&numbers.claims, &numbers.sentences, lexicon());
        ledger.store_checks(&[numbers], &[checks])?;
    }
    let desk = ledger.desk()?;
    for block in ledger.stale_blocks()? {
        let claims = ledger.block_claims(&block)?;
        let linking = link::facts_with(&claims, &desk, lexicon());
        let (mut facts, mut rows) = (Vec::new(), Vec::new());
        for found in &linking.facts {
            rows.extend(compare::discrepancies(&claims, found, lexicon()));
            let members: Vec<Claim> = found.claims.iter().map(|at| claims[*at].clone()).collect();
            facts.push(StoredFact { fact_id: found.fact_id.clone(), unit: members[0].unit.clone(), ..fact(&members) });
        }
        ledger.store_block(&block, &facts, &rows, &rows)?;
    }
    Ok(())
}

fn add(ledger: &mut Ledger, articles: &[(Document, Extraction)]) -> Result<(), Error> {
    let run = ledger.begin_run("add", lexicon().digest(), AT)?;
    let entries: Vec<_> =
        articles.iter().map(|(document, extraction)| Entry { document, extraction, path: None }).collect();
    ledger.record(run, &entries, AT)?;
    link_all(ledger)?;
    ledger.end_run(run, AT)
}

#[test]
fn adding_fails_at_every_step() {
    let articles = articles();
    fails_at_every_step(
        "add",
        Whole::Evidence,
        |path| add(&mut Ledger::open(path).expect("it opens"), &articles[..2]).expect("added"),
        |ledger| add(ledger, &articles),
    );
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
    let articles = articles();
    fails_at_every_step(
        "replay",
        Whole::Evidence,
        |path| add(&mut Ledger::open(path).expect("it opens"), &articles[..2]).expect("added"),
        replay,
    );
}

#[test]
fn judging_fails_at_every_step() {
    let articles = articles();
    let claims: Vec<_> = articles.iter().map(|(_, read)| read.claims[0].claim_id.clone()).collect();
    let judge = |ledger: &mut Ledger| {
        let review = Review {
            discrepancy_id: None,
            a_claim_id: &claims[0],
            b_claim_id: &claims[1],
            verdict: Verdict::Explained,
            misread: None,
            by: "Ada",
            at: AT,
            recorded: AT,
            reason: "one counts guests",
            reference: Some("https://gull.example/letter"),
            checked_value: None,
        };
        ledger.verdict(&review).map(drop)
    };
    fails_at_every_step(
        "review",
        Whole::Everything,
        |path| add(&mut Ledger::open(path).expect("it opens"), &articles[..2]).expect("added"),
        judge,
    );
}

/// A sheet that comes back gives its verdicts one after the other; given again, it gives those that are missing.
#[test]
fn importing_verdicts_fails_at_every_step() {
    let articles = articles();
    let claims: Vec<_> = articles.iter().map(|(_, read)| read.claims[0].claim_id.clone()).collect();
    let import = |ledger: &mut Ledger| {
        for (verdict, reason) in [(Verdict::Misread, "a caption"), (Verdict::Confirmed, "no caption after all")] {
            let misread = (verdict == Verdict::Misread).then_some(factledger::ledger::Misread::A);
            ledger.verdict(&Review {
                discrepancy_id: None,
                a_claim_id: &claims[0],
                b_claim_id: &claims[1],
                verdict,
                misread,
                by: "Ada",
                at: AT,
                recorded: AT,
                reason,
                reference: None,
                checked_value: None,
            })?;
        }
        link_all(ledger)
    };
    fails_at_every_step(
        "import",
        Whole::Evidence,
        |path| add(&mut Ledger::open(path).expect("it opens"), &articles[..2]).expect("added"),
        import,
    );
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
        assert!(failures > 25, "version {version}: only {failures} failures");
        println!("migrate from version {version}: {failures} failures");
    }
}
