//! What it costs to store articles beside the same rows in plain SQLite, and how soon a ledger answers.
//! `cargo bench --bench ledger` prints it; see docs/performance.md.
//!
//! ```text
//! cargo bench --bench ledger                       # 1,000, 10,000 and 100,000 claims
//! cargo bench --bench ledger -- 1000000            # other sizes
//! cargo bench --bench ledger -- 1000000 in FOLDER  # with the ledgers in a folder, where they stay
//! cargo bench --bench ledger -- store 100000       # nothing but storing, for a profiler
//! cargo bench --bench ledger -- plain 100000       # plain SQLite alone, set up in several ways
//! ```

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

#[path = "../corpus/mod.rs"]
#[allow(dead_code, unused_imports)]
mod corpus;
mod floor;
#[path = "../storing/mod.rs"]
mod storing;

use corpus::{Article, Corpus};
use factledger::lexicon::Lexicon;
use floor::Setting;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use storing::usage::{Spent, forget_peak, peak, spent};
use storing::{AT, Asked, Batch, SEED, batch, new_ledger};

/// The binary's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A question is asked so often; the quickest counts, since the rest was disturbed.
const ASKED: usize = 5;

fn main() {
    let command = Asked::read(&["store", "plain"]);
    let lexicon = Lexicon::builtin().expect("the built-in vocabulary is sound");
    let mut before: Option<(Added, Vec<f64>)> = None;
    for size in &command.sizes {
        let added = added(*size, &command.path("articles", *size), &lexicon);
        added.print();
        match command.mode.as_deref() {
            Some("store") => continue,
            Some(_) => {
                settings(&added.path);
                continue;
            }
            None => {}
        }
        let floor = floor::plain(&added.path, Setting::LEDGER);
        let ratio = |floor: &Spent| floor.computed / added.stored.computed;
        let whole = floor.rows.computed + floor.search.computed;
        println!("  plain SQLite    {}, with full-text indexes {} more", floor.rows, floor.search);
        println!(
            "  ratio to storing, computed: {:.2}; rows alone {:.2}",
            whole / added.stored.computed,
            ratio(&floor.rows)
        );
        let times = asked(&events(*size, &command.path("events", *size), &lexicon));
        if let Some((smaller, quicker)) = &before {
            let growth =
                |small: f64, large: f64| (large / small).ln() / (added.claims as f64 / smaller.claims as f64).ln();
            println!(
                "  grew with the {:.2}th power of the claims: storing; {:.2}th: the slowest answer",
                growth(smaller.stored.computed, added.stored.computed),
                growth(quicker.iter().copied().fold(0.0, f64::max), times.iter().copied().fold(0.0, f64::max)),
            );
        }
        before = Some((added, times));
    }
}

/// What the size of a page and the moment of indexing do to plain SQLite.
fn settings(path: &Path) {
    for page in [4096, 8192, 16384] {
        for indexed_last in [false, true] {
            let floor = floor::plain(path, Setting { page, indexed_last });
            let when = if indexed_last { "indexed last" } else { "indexed at once" };
            println!("  pages of {page:>5} bytes, {when:<15}  {}, full text {}", floor.rows, floor.search);
        }
    }
}

/// What it took to store articles.
struct Added {
    path: PathBuf,
    claims: usize,
    documents: usize,
    bytes: usize,
    stored: Spent,
    peak: u64,
}

impl Added {
    fn print(&self) {
        let text = self.bytes as f64 / 1e6;
        let file = std::fs::metadata(&self.path).map_or(0, |file| file.len()) as f64 / 1e6;
        println!("\n{} claims in {} articles, {text:.1} MB of text", self.claims, self.documents);
        println!(
            "  stored          {}, {:.1} µs a claim, {:.1} MB/s of text ({:.1} computed)",
            self.stored,
            self.stored.computed * 1e6 / self.claims as f64,
            text / self.stored.wall,
            text / self.stored.computed
        );
        println!("  file {file:.0} MB, {:.1} times the text; peak memory {} MB", file / text, self.peak);
    }
}

/// A ledger of articles as dense in numbers as the news.
fn added(size: usize, path: &Path, lexicon: &Lexicon) -> Added {
    let corpus = Corpus::new(SEED);
    let mut ledger = new_ledger(path);
    let run = ledger.begin_run("bench", lexicon.digest(), AT).expect("a run");
    let mut added =
        Added { path: path.to_owned(), claims: 0, documents: 0, bytes: 0, stored: Spent::default(), peak: 0 };
    forget_peak();
    let mut articles = corpus.all_articles();
    while added.claims < size {
        let batch = Batch::read(&articles.by_ref().take(batch(size - added.claims)).collect::<Vec<_>>(), lexicon);
        added.stored += batch.record(&mut ledger, run);
        added.claims += batch.claims();
        added.bytes += batch.bytes();
        added.documents += batch.documents();
    }
    added.stored += spent(|| ledger.end_run(run, AT).expect("the run ends"));
    added.peak = peak();
    added
}

/// A linked ledger of events that outlets tell differently.
fn events(size: usize, path: &Path, lexicon: &Lexicon) -> PathBuf {
    let corpus = Corpus::new(SEED);
    let mut reports = corpus.events();
    let mut ledger = new_ledger(path);
    let run = ledger.begin_run("bench", lexicon.digest(), AT).expect("a run");
    let mut claims = 0;
    while claims < size {
        let articles: Vec<Article> = reports.by_ref().take(batch(size - claims)).map(|report| report.article).collect();
        let batch = Batch::read(&articles, lexicon);
        batch.record(&mut ledger, run);
        claims += batch.claims();
    }
    ledger.relink(lexicon, |_| true).expect("linked");
    ledger.end_run(run, AT).expect("the run ends");
    println!("  asked of {claims} claims of events, linked, each from the start of the program on:");
    path.to_owned()
}

/// How long answers take, in milliseconds, from the start of the program on.
fn asked(path: &Path) -> Vec<f64> {
    let ask = |arguments: &[&str]| {
        let once = |_| {
            let started = Instant::now();
            let output = Command::new(env!("CARGO_BIN_EXE_factledger"))
                .arg("--db")
                .arg(path)
                .args(arguments)
                .output()
                .expect("it runs");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            (started.elapsed().as_secs_f64() * 1e3, String::from_utf8_lossy(&output.stdout).into_owned())
        };
        (0..ASKED).map(once).min_by(|one, other| one.0.total_cmp(&other.0)).expect("asked")
    };
    let (_, rows) = ask(&["report", "--limit", "1", "--format", "jsonl"]);
    let id = |name: &str| {
        let after = rows.split_once(&format!("\"{name}\":\"")).expect("a row").1;
        after.split_once('"').expect("an id").0.to_owned()
    };
    let (row, claim) = (id("discrepancy_id"), id("a_claim_id"));
    let (_, facts) = ask(&["facts", "--limit", "1", "--format", "jsonl"]);
    let fact = facts.split_once("\"fact_id\":\"").and_then(|(_, after)| after.split_once('"')).expect("a fact").0;
    let (_, documents) = ask(&["documents", "--limit", "1", "--format", "jsonl"]);
    let document =
        documents.split_once("\"document_id\":\"").and_then(|(_, after)| after.split_once('"')).expect("one").0;
    let questions: [(&str, &[&str]); 11] = [
        ("--version", &["--version"]),
        ("open and one row by its key", &["query", "SELECT claim_id FROM claim WHERE claim_key = 1"]),
        ("report, top 100", &["report", "--limit", "100", "--format", "jsonl"]),
        ("facts, top 100", &["facts", "--limit", "100", "--format", "jsonl"]),
        ("documents, top 100", &["documents", "--limit", "100", "--format", "jsonl"]),
        ("show a discrepancy", &["show", &row]),
        ("show a claim", &["show", &claim]),
        ("show a fact", &["show", fact]),
        ("show a document", &["show", document]),
        ("search, top 20", &["search", "--limit", "20", "\"people were killed\""]),
        ("query: 100 claims of a concept", &["query", "SELECT * FROM claims WHERE concept = 'deaths' LIMIT 100"]),
    ];
    let mut times = Vec::new();
    for (name, arguments) in questions {
        let (time, _) = ask(arguments);
        println!("    {name:<32} {time:>8.1} ms");
        times.push(time);
    }
    times
}
