//! `add`: documents into the ledger.

use super::clock::now;
use super::inputs::{Listing, listing};
use super::interrupt;
use super::linking;
use super::options::Reading;
use super::progress::Progress;
use super::reading::{self, Read, read};
use super::session::{Session, Stop};
use crate::Error;
use crate::ledger::{Entry, Foresight, Ledger, Outcome};
use crate::lexicon::Lexicon;
use crate::link::Record;
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger add articles/
  factledger add --source \"The Harbour Post\" --published 2026-11-20 story.txt
  factledger add --keep-raw pages/ archive.warc.gz
  cat articles.jsonl | factledger add --db desk.db -";

/// Reads documents into the ledger: stores them, extracts their claims, links and compares
///
/// Files, folders and patterns of text, Markdown, saved web pages, JSON lines, tables with a column of texts, web
/// archives and feeds, packed with gzip or zstd or not; or JSON lines on standard input. Adding the same documents again
/// changes nothing.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Add {
    /// Files, folders or patterns; - or none for standard input
    pub paths: Vec<PathBuf>,
    /// Says what would become of each document, and changes nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Keeps the bytes of each document in the ledger, packed with zstd
    #[arg(long, conflicts_with = "dry_run")]
    pub keep_raw: bool,
    /// Stores and reads, and leaves linking and comparing to the next `add` or `scan` without it: for an archive that comes
    /// in pieces
    #[arg(long, conflicts_with = "dry_run")]
    pub no_link: bool,
    #[command(flatten)]
    pub reading: Reading,
}

/// What became of the documents and their numbers.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Tally {
    pub added: usize,
    pub same: usize,
    pub copied: usize,
    pub revised: usize,
    pub failed: usize,
    pub passed_over: usize,
    pub claims: usize,
    pub refused: usize,
    /// Told to stop before everything was read and compared: how many groups of claims wait.
    pub stopped: Option<usize>,
    /// Documents that are not in English: stored, and not read.
    pub foreign: usize,
    /// Documents that were there, and whose metadata is another now.
    pub mended: usize,
    /// Parts of archives that are no pages.
    pub parts: usize,
    /// Documents made from markup, the numerals that a reader of them could see, and those in the text kept.
    pub pages: usize,
    pub seen: usize,
    pub kept: usize,
}

pub(super) fn run(session: &Session, command: &Add) -> Result<ExitCode, Stop> {
    let lexicon = session.lexicon()?;
    let reading = Reading { keep_raw: command.keep_raw, ..command.reading.clone() };
    if command.dry_run {
        let tally = would_be(session, &lexicon, &command.paths, &reading)?;
        tally.say(session);
        session.note("nothing was changed: --dry-run");
        return Ok(tally.status(&reading));
    }
    let mut ledger = session.ledger()?;
    let after = if command.no_link { Afterwards::Nothing } else { Afterwards::Link };
    let tally = add(session, &mut ledger, &lexicon, ("add", after), &command.paths, &reading, None)?;
    tally.say(session);
    if command.no_link {
        session.note("not linked and compared yet: the next `add` or `scan` without --no-link does so");
    }
    Ok(tally.status(&command.reading))
}

/// What is done once everything is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Afterwards {
    /// Facts and discrepancies are brought up to date.
    Link,
    /// Nothing: they wait.
    Nothing,
}

/// Adds what the paths name, but for the file that the report goes into.
pub(super) fn add(
    session: &Session,
    ledger: &mut Ledger,
    lexicon: &Lexicon,
    (command, after): (&str, Afterwards),
    paths: &[PathBuf],
    reading: &Reading,
    output: Option<&Path>,
) -> Result<Tally, Stop> {
    let own: Vec<&Path> = std::iter::once(session.global.db.as_path()).chain(output).collect();
    let (listing, mut tally) = listed(session, paths, reading, &own)?;
    let pool = reading::threads(reading.threads)?;
    interrupt::in_batches();
    let at = now();
    let run = ledger.begin_run(command, lexicon.digest(), &at)?;
    ledger.describe_run(run, &session.options, None)?;
    let parts = read(
        session,
        listing,
        reading,
        lexicon,
        &pool,
        |outcome| {
            let read = outcome?;
            let claims: Vec<_> = read.extraction.claims.iter().enumerate().collect();
            Ok((Record::of(&claims, lexicon), read))
        },
        |outcomes, progress| {
            let (records, documents) = tally.good(session, outcomes, progress);
            let entries: Vec<Entry<'_>> = documents
                .iter()
                .map(|read| Entry {
                    document: &read.document,
                    extraction: &read.extraction,
                    path: read.path.as_deref(),
                })
                .collect();
            let recorded =
                ledger.record_with(run, &entries, &records.iter().map(Option::as_ref).collect::<Vec<_>>(), &at)?;
            for (read, recorded) in documents.iter().zip(&recorded) {
                tally.count(session, read, recorded.outcome, progress);
                if recorded.mended {
                    tally.mended += 1;
                    progress.say(|| session.detail(|| format!("metadata mended: {}", read.document.doc)));
                }
            }
            Ok(())
        },
    )?;
    tally.parts += parts;
    if after == Afterwards::Link {
        linking::link(session, ledger, lexicon, &pool)?;
    }
    if interrupt::stopped() {
        // A run without an end was cut short.
        tally.stopped = Some(ledger.left_over()?);
        return Ok(tally);
    }
    ledger.count_run(run, &tally.counts())?;
    ledger.end_run(run, &now())?;
    Ok(tally)
}

/// What is to be read, with what is odd about it said.
fn listed(session: &Session, paths: &[PathBuf], reading: &Reading, own: &[&Path]) -> Result<(Listing, Tally), Stop> {
    let listing = listing(paths, reading, own)?;
    for error in &listing.warnings {
        session.warning(error);
    }
    for error in &listing.passed_over {
        session.detail(|| format!("passed over: {}: {}", error.place, error.cause));
    }
    let tally = Tally { passed_over: listing.passed_over.len(), ..Tally::default() };
    Ok((listing, tally))
}

/// Reads what the paths name and says what would become of it. The ledger is not written, nor made where there is none.
fn would_be(session: &Session, lexicon: &Lexicon, paths: &[PathBuf], reading: &Reading) -> Result<Tally, Stop> {
    let own = [session.global.db.as_path()];
    let (listing, mut tally) = listed(session, paths, reading, &own)?;
    let ledger =
        if session.global.db.exists() { session.ledger_read_only()? } else { Ledger::open(Path::new(":memory:"))? };
    let pool = reading::threads(reading.threads)?;
    let mut foresight = Foresight::default();
    let parts = read(
        session,
        listing,
        reading,
        lexicon,
        &pool,
        |outcome| Ok((None, outcome?)),
        |outcomes, progress| {
            let (_, documents) = tally.good(session, outcomes, progress);
            for read in &documents {
                let outcome = ledger.foresee(&read.document, &mut foresight)?;
                tally.count(session, read, outcome, progress);
            }
            Ok(())
        },
    )?;
    tally.parts += parts;
    Ok(tally)
}

/// An outcome in a word.
fn said(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Added => "added",
        Outcome::Same => "same",
        Outcome::Copied => "copied",
        Outcome::Revised => "revised",
    }
}

/// A document as it was read, with what linking needs of it, or why it could not be.
type Outlined = Result<(Option<Record>, Box<Read>), Box<(String, Error)>>;

impl Tally {
    /// The documents among the outcomes, each with what linking needs of it; what failed is said and counted.
    fn good(
        &mut self,
        session: &Session,
        outcomes: Vec<Outlined>,
        progress: &Progress,
    ) -> (Vec<Option<Record>>, Vec<Read>) {
        let (mut records, mut documents) = (Vec::with_capacity(outcomes.len()), Vec::with_capacity(outcomes.len()));
        for outcome in outcomes {
            match outcome {
                Ok((record, document)) => {
                    records.push(record);
                    documents.push(*document);
                }
                Err(failed) => {
                    let (_, error) = *failed;
                    self.failed += 1;
                    progress.say(|| session.error(&error));
                }
            }
        }
        (records, documents)
    }

    /// Counts a document, and says what is to be said of it.
    fn count(&mut self, session: &Session, read: &Read, outcome: Outcome, progress: &Progress) {
        for warning in &read.warnings {
            progress.say(|| session.warning(warning));
        }
        let (claims, refused) = (read.extraction.claims.len(), read.extraction.rejected.len());
        let is_english = read.document.is_english();
        let language = read.document.metadata.language.as_deref().filter(|_| !is_english);
        let mut note = language.map_or_else(|| format!("claims: {claims}"), |language| format!("not read: {language}"));
        if let Some(capture) = read.document.capture.as_ref().filter(|capture| capture.encoding != "UTF-8") {
            note.push_str(&format!("; {}, {}", capture.encoding, capture.encoding_basis));
        }
        progress.say(|| session.detail(|| format!("{}: {} ({note})", said(outcome), read.document.doc)));
        self.foreign += usize::from(!is_english);
        if let Some(capture) = read.document.capture.as_ref().filter(|capture| capture.extractor.is_some()) {
            self.seen += capture.numerals_seen;
            self.kept += capture.numerals_kept;
            self.pages += 1;
        }
        match outcome {
            Outcome::Added => self.added += 1,
            Outcome::Same => self.same += 1,
            Outcome::Copied => self.copied += 1,
            Outcome::Revised => self.revised += 1,
        }
        self.claims += claims;
        self.refused += refused;
    }

    /// What leaves no row of its own, as JSON.
    fn counts(&self) -> serde_json::Value {
        json!({"same": self.same, "failed": self.failed, "passed_over": self.passed_over})
    }

    /// The summary on standard error.
    pub fn say(&self, session: &Session) {
        let passed_over = match self.passed_over {
            0 => String::new(),
            count => format!("; files passed over: {count} (-v names them)"),
        };
        session.note(&format!(
            "documents: {} added, {} same, {} copied, {} revised, {} failed{passed_over}",
            self.added, self.same, self.copied, self.revised, self.failed
        ));
        if self.mended > 0 {
            session.note(&format!("metadata mended: {} of the same documents; the old values are kept", self.mended));
        }
        if self.parts > 0 {
            session.note(&format!("parts of archives that are no pages: {}, passed over", self.parts));
        }
        if self.foreign > 0 {
            session.note(&format!("not in English: {}, stored and not read for claims", self.foreign));
        }
        if self.pages > 0 {
            let (seen, kept) = (self.seen, self.kept);
            session
                .note(&format!("numerals in pages and feeds: {seen} that a reader could see, {kept} in the text kept"));
        }
        session.note(&format!("numbers: {} read as claims, {} refused", self.claims, self.refused));
        if let Some(waiting) = self.stopped {
            session.note(&format!(
                "stopped: what is said here is recorded, and {waiting} groups of claims are not compared yet; the same \
                 command goes on from here"
            ));
        }
    }

    /// Exit status 2 under `--strict` where something failed.
    pub fn status(&self, reading: &Reading) -> ExitCode {
        match self.stopped {
            Some(_) => ExitCode::from(interrupt::STOPPED),
            None => ExitCode::from(if reading.strict && self.failed > 0 { 2 } else { 0 }),
        }
    }
}

/// Whether the paths named anything that could be read.
pub(super) fn nothing_read(tally: &Tally) -> Option<Error> {
    let read = tally.added + tally.same + tally.copied + tally.revised;
    (read == 0 && tally.failed == 0).then(|| {
        Error::new("find", "any document", "the paths hold nothing that is read").hint("factledger scan --help")
    })
}
