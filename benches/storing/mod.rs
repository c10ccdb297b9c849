//! What the benches have in common that make ledgers: what the command line asks for, a new ledger, articles read and
//! recorded.

pub mod usage;

use crate::corpus::Article;
use factledger::claim::{Extraction, extract};
use factledger::ledger::{Entry, Ledger};
use factledger::lexicon::Lexicon;
use factledger::link::Record;
use factledger::text::Document;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use usage::{Spent, spent};

/// The collection that is measured; another seed is another collection.
pub const SEED: u64 = 20_261_122;

/// When every run begins and ends.
pub const AT: &str = "2026-11-22T09:00:00Z";

/// So many articles are recorded at once, as by the program.
const BATCH: usize = 512;

/// How many articles to record next where so many claims are still wanted: an article has some ten of them.
pub fn batch(wanted: usize) -> usize {
    BATCH.min(wanted / 10 + 1)
}

/// What the command line asks for: `[MODE] [SIZE…] [in FOLDER]`.
pub struct Asked {
    /// Numbers of claims, at least.
    pub sizes: Vec<usize>,
    /// One of the modes of the bench.
    pub mode: Option<String>,
    folder: PathBuf,
    /// Goes with its ledgers where no folder was named.
    _own: TempDir,
}

impl Asked {
    /// Reads the command line of a bench with these modes.
    pub fn read(modes: &[&str]) -> Self {
        let own = tempfile::tempdir().expect("a folder");
        let mut asked = Self { sizes: Vec::new(), mode: None, folder: own.path().to_path_buf(), _own: own };
        // Cargo adds `--bench`.
        let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
        while let Some(argument) = arguments.next() {
            match argument.parse::<usize>() {
                Ok(size) => asked.sizes.push(size),
                Err(_) if modes.contains(&argument.as_str()) => asked.mode = Some(argument),
                Err(_) => asked.folder = arguments.next().map(PathBuf::from).expect("in FOLDER"),
            }
        }
        if asked.sizes.is_empty() {
            asked.sizes = vec![1000, 10_000, 100_000];
        }
        asked
    }

    /// Where the ledger of a kind and a size stands.
    pub fn path(&self, kind: &str, size: usize) -> PathBuf {
        self.folder.join(format!("{kind}-{size}.db"))
    }
}

/// An empty ledger, in place of one that may be there.
pub fn new_ledger(path: &Path) -> Ledger {
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    Ledger::open(path).expect("a new ledger")
}

/// Articles that were read and can be recorded.
pub struct Batch(Vec<(Document, Extraction, Option<Record>)>);

impl Batch {
    /// Reads articles, on all cores.
    pub fn read(articles: &[Article], lexicon: &Lexicon) -> Self {
        let read = |article: &Article| {
            let document = article.document();
            let extraction = extract(&document, lexicon);
            let numbered: Vec<_> = extraction.claims.iter().enumerate().collect();
            let record = Record::of(&numbered, lexicon);
            (document, extraction, record)
        };
        Self(articles.par_iter().map(read).collect())
    }

    /// How many claims they hold.
    pub fn claims(&self) -> usize {
        self.0.iter().map(|(_, extraction, _)| extraction.claims.len()).sum()
    }

    /// How many bytes of text they have.
    pub fn bytes(&self) -> usize {
        self.0.iter().map(|(document, ..)| document.text.len()).sum()
    }

    /// How many they are.
    pub fn documents(&self) -> usize {
        self.0.len()
    }

    /// Records them, and says what that took.
    pub fn record(&self, ledger: &mut Ledger, run: i64) -> Spent {
        let entries: Vec<_> =
            self.0.iter().map(|(document, extraction, _)| Entry { document, extraction, path: None }).collect();
        let records: Vec<_> = self.0.iter().map(|(.., record)| record.as_ref()).collect();
        spent(|| drop(ledger.record_with(run, &entries, &records, AT).expect("recorded")))
    }
}
