//! What it costs to store, link, compare and ask, beside floors measured in the same run, and how right the links are, on
//! news of events with known answers. `cargo bench --bench link` prints it; see docs/performance.md.
//!
//! ```text
//! cargo bench --bench link                       # 1,000, 10,000 and 100,000 claims
//! cargo bench --bench link -- 1000000            # other sizes
//! cargo bench --bench link -- 10000000 in FOLDER # with the ledgers in a folder, where they stay
//! ```

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

#[path = "../corpus/mod.rs"]
#[allow(dead_code, unused_imports)]
mod corpus;
mod floor;
mod truth;
mod usage;

use corpus::{Corpus, Report};
use factledger::claim::extract;
use factledger::ledger::{Entry, Ledger};
use factledger::lexicon::Lexicon;
use factledger::link::Record;
use factledger::text::{Basis, Document, Metadata};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use truth::Truth;
use usage::{Spent, peak, spent};

/// The binary's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SEED: u64 = 20_261_122;
const AT: &str = "2026-11-22T09:00:00Z";
const BATCH: usize = 256;

/// What was measured at one size.
struct Measured {
    claims: usize,
    linked: Spent,
}

fn main() {
    let (mut sizes, mut folder) = (Vec::new(), None);
    // Cargo adds `--bench`.
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
    while let Some(argument) = arguments.next() {
        match argument.parse::<usize>() {
            Ok(size) => sizes.push(size),
            Err(_) => folder = arguments.next().map(PathBuf::from),
        }
    }
    if sizes.is_empty() {
        sizes = vec![1000, 10_000, 100_000];
    }
    let lexicon = Lexicon::builtin().expect("the built-in vocabulary is sound");
    let own = tempfile::tempdir().expect("a folder");
    let folder = folder.unwrap_or_else(|| own.path().to_path_buf());
    let mut before: Option<Measured> = None;
    for size in sizes {
        let measured = measure(size, &folder.join(format!("bench-{size}.db")), &lexicon);
        if let Some(before) = &before {
            let growth =
                (measured.linked.wall / before.linked.wall).ln() / (measured.claims as f64 / before.claims as f64).ln();
            println!("  link and compare grew with the {growth:.2}th power of the claims");
        }
        before = Some(measured);
    }
}

fn measure(size: usize, path: &Path, lexicon: &Lexicon) -> Measured {
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    let corpus = Corpus::new(SEED);
    let mut reports = corpus.events();
    let mut ledger = Ledger::open(path).expect("a new ledger");
    let mut truth = Truth::default();
    let run = ledger.begin_run("bench", lexicon.digest(), AT).expect("a run");
    let (mut claims, mut bytes, mut documents, mut read, mut stored) = (0, 0, 0, Spent::default(), Spent::default());
    while claims < size {
        let batch: Vec<Report> = reports.by_ref().take(BATCH).collect();
        let mut ready = Vec::new();
        read += spent(|| {
            ready = batch
                .par_iter()
                .map(|report| {
                    let document = document(report);
                    let extraction = extract(&document, lexicon);
                    let numbered: Vec<_> = extraction.claims.iter().enumerate().collect();
                    let record = Record::of(&numbered, lexicon);
                    (document, extraction, record)
                })
                .collect::<Vec<_>>();
        });
        let entries: Vec<_> =
            ready.iter().map(|(document, extraction, _)| Entry { document, extraction, path: None }).collect();
        claims += ready.iter().map(|(_, extraction, _)| extraction.claims.len()).sum::<usize>();
        bytes += batch.iter().map(|report| report.article.text.len()).sum::<usize>();
        documents += batch.len();
        let records: Vec<_> = ready.iter().map(|(_, _, record)| record.as_ref()).collect();
        stored += spent(|| drop(ledger.record_with(run, &entries, &records, AT).expect("recorded")));
        batch.iter().for_each(|report| truth.add(report));
    }
    println!("\n{claims} claims in {documents} articles, {:.1} MB of text", bytes as f64 / 1e6);
    usage::forget_peak();
    let linked = spent(|| ledger.relink(lexicon, |_| true).expect("linked"));
    let linking_peak = peak();
    ledger.end_run(run, AT).expect("the run ends");
    let rate = |spent: &Spent| bytes as f64 / 1e6 / spent.wall;
    println!("  read (extracted)   {read}  {:.1} MB/s", rate(&read));
    println!("  stored             {stored}  {:.1} MB/s", rate(&stored));
    let plain = floor::plain(path);
    println!("    the same rows into plain SQLite  {plain}  ratio {:.2}", plain.wall / stored.wall);
    println!(
        "  linked and compared {linked}  {:.1} µs a claim, {:.2} of the time to store, peak {linking_peak} MB",
        linked.wall * 1e6 / claims as f64,
        linked.wall / (stored.wall + read.wall)
    );
    let sorted = floor::sort(path);
    println!("    a sort of its narrow records     {sorted}  ratio {:.3}", sorted.wall / linked.wall);
    truth.print(path);
    one_more(&mut ledger, &mut reports, lexicon);
    drop(ledger);
    ask(path);
    Measured { claims, linked }
}

/// How long another article takes, of an event that the ledger has and of a new one.
fn one_more(ledger: &mut Ledger, reports: &mut impl Iterator<Item = Report>, lexicon: &Lexicon) {
    let mut times = Vec::new();
    for report in reports.take(9) {
        let document = document(&report);
        let extraction = extract(&document, lexicon);
        let run = ledger.begin_run("bench", lexicon.digest(), AT).expect("a run");
        let entry = Entry { document: &document, extraction: &extraction, path: None };
        let time = spent(|| {
            ledger.record(run, &[entry], AT).expect("recorded");
            ledger.relink(lexicon, |_| true).expect("linked");
        });
        ledger.end_run(run, AT).expect("the run ends");
        times.push(time.wall);
    }
    times.sort_by(f64::total_cmp);
    let (median, most) = (times.get(times.len() / 2), times.last());
    println!(
        "  one more article    {:.0} ms, at most {:.0} ms of {}",
        median.unwrap_or(&0.0) * 1e3,
        most.unwrap_or(&0.0) * 1e3,
        times.len()
    );
}

/// How long the program takes to answer, from its start on.
fn ask(path: &Path) {
    let asked = |arguments: &[&str]| {
        let times = (0..3).map(|_| {
            let started = std::time::Instant::now();
            let output = std::process::Command::new(env!("CARGO_BIN_EXE_factledger"))
                .arg("--db")
                .arg(path)
                .args(arguments)
                .output()
                .expect("it runs");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            (started.elapsed().as_secs_f64() * 1e3, String::from_utf8_lossy(&output.stdout).into_owned())
        });
        times.min_by(|one, other| one.0.total_cmp(&other.0)).expect("asked")
    };
    let (start, _) = asked(&["--version"]);
    let report = ["report", "--limit", "100", "--format", "jsonl"];
    let (reported, rows) = asked(&report);
    let (facts, _) = asked(&["facts", "--limit", "100", "--format", "jsonl"]);
    let id = |name: &str| {
        let row = rows.lines().next()?.split_once(&format!("\"{name}\":\""))?.1;
        Some(row.split_once('"')?.0.to_owned())
    };
    let shown = |name: &str| id(name).map_or(0.0, |id| asked(&["show", &id]).0);
    println!(
        "  asked: --version {start:.0} ms, report top 100 {reported:.0} ms, facts {facts:.0} ms, show a row {:.0} ms, a claim {:.0} ms",
        shown("discrepancy_id"),
        shown("a_claim_id")
    );
}

fn document(report: &Report) -> Document {
    let article = &report.article;
    let metadata = Metadata {
        source: Some(article.source.to_owned()),
        title: Some(article.title.clone()),
        published: article.published.parse().ok(),
        basis: [("published".to_owned(), Basis::FrontMatter)].into(),
        ..Metadata::default()
    };
    Document::new(article.id.clone(), Some(&article.id), article.text.clone(), 0, metadata)
}
