//! How fast articles are read on one core, beside a floor measured in the same run: cutting the text into sentences and
//! looking each through for a number, in digits or words. `cargo bench --bench extract` prints it; see docs/performance.md.
//!
//! ```text
//! cargo bench --bench extract                 # 8 MB of articles made here
//! cargo bench --bench extract -- 32 FOLDER…   # 32 MB, and the texts of folders
//! cargo bench --bench extract -- shapes 50    # odd texts of up to 50 MB: does the time grow with the length alone?
//! cargo bench --bench extract -- write 100    # the articles themselves, as JSON lines
//! cargo bench --bench extract -- events 1     # news of events that several outlets tell, as JSON lines
//! cargo bench --bench extract -- archive 100  # the same as pages in a web archive
//! cargo bench --bench extract -- profile 4 FOLDER…   # nothing but the claims of 4 MB, for a profiler
//! ```

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

#[path = "../corpus/mod.rs"]
#[allow(dead_code, unused_imports)]
mod corpus;
mod measure;
mod shapes;
mod written;

use corpus::{Article, Corpus};
use factledger::claim::extract;
use factledger::lexicon::{Classes, Lexicon};
use factledger::quantity::may_hold_a_number;
use factledger::report::{self, CLAIM};
use factledger::text::{Document, Metadata, sentences};
use measure::{Round, least, rate};
use std::hint::black_box;
use std::path::{Path, PathBuf};

/// The binary's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The collection that is measured; another seed is another collection.
const SEED: u64 = 20_261_122;

/// How often everything is measured: the best of them counts, since the rest was disturbed.
const ROUNDS: usize = 5;

fn main() {
    let mut megabytes = 8;
    let (mut folders, mut mode) = (Vec::new(), String::new());
    // Cargo adds `--bench`.
    for argument in std::env::args().skip(1).filter(|argument| !argument.starts_with('-')) {
        match argument.parse::<usize>() {
            Ok(size) => megabytes = size,
            Err(_) if matches!(argument.as_str(), "shapes" | "write" | "events" | "archive" | "profile") => {
                mode = argument
            }
            Err(_) => folders.push(PathBuf::from(argument)),
        }
    }
    let lexicon = Lexicon::builtin().expect("the built-in vocabulary is sound");
    match mode.as_str() {
        // An error is a reader that has had enough.
        "write" => return written::lines(megabytes << 20).unwrap_or_default(),
        "events" => return written::events(megabytes << 20).unwrap_or_default(),
        "archive" => return written::archive(megabytes << 20).unwrap_or_default(),
        "shapes" => return shapes::print(&lexicon, megabytes << 20),
        "profile" => return profile(&folders, megabytes << 20, &lexicon),
        _ => {}
    }
    let made = Corpus::new(SEED).articles(megabytes << 20);
    let documents: Vec<Document> = made.iter().map(Article::document).collect();
    println!("{:<28} {:>8} {:>10} {:>10} {:>10} {:>8}", "", "MB", "floor", "claims", "as JSON", "ratio");
    density(&documents, &lexicon);
    speed("articles made here", &documents, &lexicon);
    for folder in folders {
        let mut once = Vec::new();
        texts(&folder, &mut once);
        if !once.is_empty() {
            density(&once, &lexicon);
            speed(&folder.display().to_string(), &again(&once, megabytes << 20), &lexicon);
        }
    }
    shapes::print(&lexicon, 4 << 20);
}

/// Few texts again and again, until they are about so many bytes.
fn again(once: &[Document], bytes: usize) -> Vec<Document> {
    let length: usize = once.iter().map(|document| document.text.len()).sum();
    once.iter().cycle().take(once.len() * (bytes / length.max(1)).max(1)).cloned().collect()
}

/// Reads the texts of the folders, or those made here, up to so many bytes, and does nothing else.
fn profile(folders: &[PathBuf], bytes: usize, lexicon: &Lexicon) {
    let mut documents = Vec::new();
    folders.iter().for_each(|folder| texts(folder, &mut documents));
    if documents.is_empty() {
        documents = Corpus::new(SEED).articles(bytes).iter().map(Article::document).collect();
    }
    let documents = again(&documents, bytes);
    let length: usize = documents.iter().map(|document| document.text.len()).sum();
    let time = measure::time(|| documents.iter().for_each(|document| drop(black_box(extract(document, lexicon)))));
    println!("{:.1} MB, {:.1} MB/s", length as f64 / 1e6, rate(length, time));
}

/// Prints the speed of the three ways through the documents, in MB of text per second.
fn speed(name: &str, documents: &[Document], lexicon: &Lexicon) {
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let rounds: Vec<Round> = (0..ROUNDS).map(|_| round(documents, lexicon)).collect();
    let floor = least(&rounds, |round| round.floor);
    let claims = least(&rounds, |round| round.claims);
    let json = least(&rounds, |round| round.json);
    println!(
        "{name:<28} {:>8.1} {:>10.1} {:>10.1} {:>10.1} {:>8.3}",
        bytes as f64 / 1e6,
        rate(bytes, floor),
        rate(bytes, claims),
        rate(bytes, json),
        floor.as_secs_f64() / claims.as_secs_f64(),
    );
}

fn round(documents: &[Document], lexicon: &Lexicon) -> Round {
    let abbreviation = |word: &str| lexicon.classes(word).any(Classes::ABBREVIATION);
    let floor = measure::time(|| {
        let mut found = 0;
        for document in documents {
            let cut = sentences(&document.text, &abbreviation);
            found += cut.iter().filter(|sentence| may_hold_a_number(sentence.span.of(&document.text), lexicon)).count();
        }
        black_box(found);
    });
    let claims = measure::time(|| {
        for document in documents {
            black_box(extract(document, lexicon));
        }
    });
    let json = measure::time(|| {
        let mut lines = Vec::new();
        for document in documents {
            lines.clear();
            for claim in &extract(document, lexicon).claims {
                report::record("claim", CLAIM, claim, None, &mut lines);
                lines.push(b'\n');
            }
            black_box(&lines);
        }
    });
    Round { floor, claims, json }
}

/// Prints how dense the numbers stand, by the measures in the head of `benches/corpus/mod.rs`.
fn density(documents: &[Document], lexicon: &Lexicon) {
    let (mut bytes, mut words, mut digits, mut all, mut numbered) = (0, 0, 0, 0, 0);
    let (mut claims, mut refused, mut hedged, mut spelled) = (0, 0, 0, 0);
    for document in documents {
        bytes += document.text.len();
        let digit = |word: &&str| word.contains(|c: char| c.is_ascii_digit());
        words += document.text.split_whitespace().count();
        digits += document.text.split_whitespace().filter(digit).count();
        let cut = sentences(&document.text, &|word| lexicon.classes(word).any(Classes::ABBREVIATION));
        all += cut.len();
        numbered += cut.iter().filter(|sentence| digit(&sentence.span.of(&document.text))).count();
        let extraction = extract(document, lexicon);
        refused += extraction.rejected.len();
        claims += extraction.claims.len();
        hedged += extraction.claims.iter().filter(|claim| claim.approximation.as_str() != "exact").count();
        spelled += extraction.claims.iter().filter(|claim| !digit(&claim.value_text.as_str())).count();
    }
    let (of, percent) = (|part: usize, whole: usize| part as f64 / whole.max(1) as f64, 100.0);
    println!(
        "  {} articles of {:.0} bytes; {:.1} words a sentence; {:.1} numbers in digits for 100 words; digits in {:.0} % of sentences;",
        documents.len(),
        of(bytes, documents.len()),
        of(words, all),
        percent * of(digits, words),
        percent * of(numbered, all),
    );
    println!(
        "  {:.1} claims and {:.1} refusals for 1,000 words; {:.0} % of claims in words; a hedge on {:.0} %",
        1000.0 * of(claims, words),
        1000.0 * of(refused, words),
        percent * of(spelled, claims),
        percent * of(hedged, claims),
    );
}

/// The texts of a folder and those below it.
fn texts(folder: &Path, found: &mut Vec<Document>) {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder can be listed")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            texts(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "txt" || ending == "md")
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            let metadata = Metadata { published: "2020-05-06".parse().ok(), ..Metadata::default() };
            found.push(Document::new(path.display().to_string(), None, text, 0, metadata));
        }
    }
}
