//! What it costs to link and compare, beside a floor measured in the same run, and how right the links are, on news of
//! events with known answers. `cargo bench --bench link` prints it; see docs/performance.md.
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
#[path = "../storing/mod.rs"]
#[allow(dead_code)]
mod storing;
mod truth;

use corpus::{Article, Corpus, Report};
use factledger::ledger::Ledger;
use factledger::lexicon::Lexicon;
use std::path::Path;
use storing::usage::{Spent, forget_peak, peak, spent};
use storing::{AT, Asked, Batch, SEED, batch, new_ledger};
use truth::Truth;

/// The binary's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What was measured at one size.
struct Measured {
    claims: usize,
    linked: Spent,
}

fn main() {
    let asked = Asked::read(&[]);
    let lexicon = Lexicon::builtin().expect("the built-in vocabulary is sound");
    let mut before: Option<Measured> = None;
    for size in &asked.sizes {
        let measured = measure(*size, &asked.path("links", *size), &lexicon);
        if let Some(before) = &before {
            let growth = (measured.linked.computed / before.linked.computed).ln()
                / (measured.claims as f64 / before.claims as f64).ln();
            println!("  link and compare grew with the {growth:.2}th power of the claims, computed");
        }
        before = Some(measured);
    }
}

fn measure(size: usize, path: &Path, lexicon: &Lexicon) -> Measured {
    let corpus = Corpus::new(SEED);
    let mut reports = corpus.events();
    let mut ledger = new_ledger(path);
    let mut truth = Truth::default();
    let run = ledger.begin_run("bench", lexicon.digest(), AT).expect("a run");
    let (mut claims, mut bytes, mut documents, mut stored) = (0, 0, 0, Spent::default());
    while claims < size {
        let reports: Vec<Report> = reports.by_ref().take(batch(size - claims)).collect();
        let articles: Vec<Article> = reports.iter().map(|report| report.article.clone()).collect();
        let batch = Batch::read(&articles, lexicon);
        stored += batch.record(&mut ledger, run);
        claims += batch.claims();
        bytes += batch.bytes();
        documents += batch.documents();
        reports.iter().for_each(|report| truth.add(report));
    }
    println!("\n{claims} claims in {documents} articles, {:.1} MB of text", bytes as f64 / 1e6);
    forget_peak();
    let linked = spent(|| ledger.relink(lexicon, |_| true).expect("linked"));
    let linking_peak = peak();
    ledger.end_run(run, AT).expect("the run ends");
    println!("  stored              {stored}");
    println!(
        "  linked and compared {linked}  {:.1} µs a claim, {:.2} of the time to store, peak {linking_peak} MB",
        linked.computed * 1e6 / claims as f64,
        linked.computed / stored.computed
    );
    let sorted = floor::sort(path);
    println!(
        "    a sort of its narrow records: {:.4} s, {:.0} times as fast",
        sorted.wall,
        linked.computed / sorted.wall.max(1e-9)
    );
    truth.print(path);
    one_more(&mut ledger, &mut reports, lexicon);
    Measured { claims, linked }
}

/// How long another article takes, of an event that the ledger has and of a new one.
fn one_more(ledger: &mut Ledger, reports: &mut impl Iterator<Item = Report>, lexicon: &Lexicon) {
    let mut times = Vec::new();
    for report in reports.take(9) {
        let batch = Batch::read(&[report.article], lexicon);
        let run = ledger.begin_run("bench", lexicon.digest(), AT).expect("a run");
        let recorded = batch.record(ledger, run);
        let linked = spent(|| ledger.relink(lexicon, |_| true).expect("linked"));
        ledger.end_run(run, AT).expect("the run ends");
        times.push(recorded.wall + linked.wall);
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
