//! `add`: documents into the ledger.

use super::clock::now;
use super::inputs::listing;
use super::interrupt;
use super::linking;
use super::options::Reading;
use super::reading::{self, read};
use super::session::{Session, Stop};
use crate::Error;
use crate::ledger::{Entry, Ledger, Outcome};
use crate::lexicon::Lexicon;
use crate::link::Record;
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger add articles/
  factledger add --source \"The Harbour Post\" --published 2026-11-20 story.txt
  cat articles.jsonl | factledger add --db desk.db -";

/// Reads documents into the ledger: stores them, extracts their claims, links and compares
///
/// Files, folders and patterns of .txt, .md and .jsonl, or JSON lines on standard input. Adding the same documents
/// again changes nothing.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Add {
    /// Files, folders or patterns; - or none for standard input
    pub paths: Vec<PathBuf>,
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
}

pub(super) fn run(session: &Session, command: &Add) -> Result<ExitCode, Stop> {
    let lexicon = session.lexicon()?;
    let mut ledger = session.ledger()?;
    let tally = add(session, &mut ledger, &lexicon, "add", &command.paths, &command.reading, None)?;
    tally.say(session);
    Ok(tally.status(&command.reading))
}

/// Adds what the paths name, but for the file that the report goes into, then brings facts and discrepancies up to date.
pub(super) fn add(
    session: &Session,
    ledger: &mut Ledger,
    lexicon: &Lexicon,
    command: &str,
    paths: &[PathBuf],
    reading: &Reading,
    output: Option<&Path>,
) -> Result<Tally, Stop> {
    let own: Vec<&Path> = std::iter::once(session.global.db.as_path()).chain(output).collect();
    let listing = listing(paths, reading, &own)?;
    let mut tally = Tally { passed_over: listing.passed_over.len(), ..Tally::default() };
    for error in &listing.warnings {
        session.warning(error);
    }
    for error in &listing.passed_over {
        session.detail(|| format!("passed over: {}: {}", error.place, error.cause));
    }
    let pool = reading::threads(reading.threads)?;
    interrupt::in_batches();
    let at = now();
    let run = ledger.begin_run(command, lexicon.digest(), &at)?;
    ledger.describe_run(run, &session.options, None)?;
    read(
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
            let (mut documents, mut records) = (Vec::with_capacity(outcomes.len()), Vec::with_capacity(outcomes.len()));
            for outcome in outcomes {
                match outcome {
                    Ok((record, document)) => {
                        documents.push(document);
                        records.push(record);
                    }
                    Err::<_, Box<(String, Error)>>(failed) => {
                        let (_, error) = *failed;
                        tally.failed += 1;
                        progress.say(|| session.error(&error));
                    }
                }
            }
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
                tally.count(recorded.outcome, read.extraction.claims.len(), read.extraction.rejected.len());
                for warning in &read.warnings {
                    progress.say(|| session.warning(warning));
                }
                let (outcome, claims) = (said(recorded.outcome), read.extraction.claims.len());
                progress.say(|| session.detail(|| format!("{outcome}: {} (claims: {claims})", read.document.doc)));
            }
            Ok(())
        },
    )?;
    linking::link(session, ledger, lexicon, &pool)?;
    if interrupt::stopped() {
        // A run without an end was cut short.
        tally.stopped = Some(ledger.stale_blocks()?.len().max(ledger.stale_documents()?.len()));
        return Ok(tally);
    }
    ledger.count_run(run, &tally.counts())?;
    ledger.end_run(run, &now())?;
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

impl Tally {
    fn count(&mut self, outcome: Outcome, claims: usize, refused: usize) {
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
        Error::new("find", "any document", "the paths hold no .txt, .md or .jsonl").hint("factledger scan --help")
    })
}
