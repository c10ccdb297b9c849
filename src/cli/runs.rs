//! `runs`: which command read what with which engine, and reading the stored texts again.

use super::clock::now;
use super::interrupt;
use super::linking;
use super::options::Writing;
use super::progress::Progress;
use super::reading::{extraction, threads};
use super::session::{Session, Stop};
use crate::report::{Cell, Layout, Table};
use clap::{Args, Subcommand};
use rayon::prelude::*;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger runs list
  factledger runs replay
  factledger --lexicon our-words.toml runs replay 3
  factledger runs diff 3 4 --format csv

A run is one command that added something to the ledger. replay reads the texts of a run, or all of them, with today's
program and words: what reads the same keeps its id and its verdicts, what reads otherwise is a reading beside the old
one, and facts and discrepancies are made anew. diff shows claims gained and lost and every slot that changed.";

/// So many documents are in memory and in one transaction at a time.
const BATCH: usize = 64;

/// Lists what was run, reads stored texts again, and shows what that changed
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Runs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Lists the runs: command, engine, words, options, times and counts
    List {
        #[command(flatten)]
        writing: Writing,
    },
    /// Shows how run B read its documents otherwise than they had been read up to run A
    Diff {
        /// The number of the earlier run
        a: i64,
        /// The number of the later run
        b: i64,
        #[command(flatten)]
        writing: Writing,
    },
    /// Reads the stored texts of a run again, or of the whole ledger, with this program and these words
    Replay {
        /// The run whose documents are read again [default: every document]
        run: Option<i64>,
        /// How many threads read [default: one for each core]
        #[arg(long, value_name = "N")]
        threads: Option<usize>,
    },
}

pub(super) fn run(session: &Session, command: &Runs) -> Result<ExitCode, Stop> {
    match &command.action {
        Action::List { writing } => {
            let table = session.ledger_read_only()?.query("SELECT * FROM runs ORDER BY run_id", &[])?;
            session.print(&table, session.format(), writing, |table| Layout::RUNS.of(table))?;
        }
        Action::Diff { a, b, writing } => {
            let table = session.ledger_read_only()?.run_diff(*a, *b)?;
            session.print(&table, session.format(), writing, |table| Layout::RUN_DIFF.of(table))?;
            session.note(&differences(&table));
        }
        Action::Replay { run, threads } => replay(session, *run, *threads)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn replay(session: &Session, of: Option<i64>, count: Option<usize>) -> Result<(), Stop> {
    let lexicon = session.lexicon()?;
    let pool = threads(count)?;
    let mut ledger = session.ledger_of_before()?;
    let total = ledger.documents_of(of)?;
    let at = now();
    let run = ledger.begin_run("runs replay", lexicon.digest(), &at)?;
    ledger.describe_run(run, &session.options, of)?;
    interrupt::in_batches();
    let mut progress = Progress::pieces("reading", total, session.global.quiet);
    let (mut after, mut changed, mut read_again) = (0, 0, 0);
    loop {
        if interrupt::stopped() {
            break;
        }
        let stored = ledger.stored(of, after, BATCH)?;
        let Some(last) = stored.last() else { break };
        after = last.after;
        let read: Vec<_> =
            pool.install(|| stored.par_iter().map(|stored| extraction(&stored.document, &lexicon)).collect());
        let entries: Vec<_> = stored.iter().map(|stored| &stored.document).zip(&read).collect();
        changed += ledger.record_again(run, &entries)?.into_iter().filter(|changed| *changed).count();
        read_again += stored.len();
        progress.advance(stored.len() as u64, stored.len() as u64);
    }
    drop(progress);
    linking::link(session, &mut ledger, &lexicon, &pool)?;
    if interrupt::stopped() {
        session.note(&format!("stopped: {read_again} of {total} documents were read again; the same command goes on"));
        return Err(Stop::Told);
    }
    ledger.end_run(run, &now())?;
    session.note(&format!("documents: {total} read again, {} as before, {changed} otherwise", total - changed));
    if let Some(number) = ledger.run_number(run).filter(|_| changed > 0) {
        session.note(&differences(&ledger.run_diff(number - 1, number)?));
        session.note(&format!("factledger runs diff {} {number} shows them", number - 1));
    }
    Ok(())
}

/// How much differs.
fn differences(table: &Table) -> String {
    let column = |name: &str| table.columns.iter().position(|column| column == name);
    let of = |change: &str| {
        let rows = table.rows.iter().filter(move |row| {
            column("change").and_then(|at| row.get(at)).and_then(Cell::text).is_some_and(|found| found == change)
        });
        let mut claims: Vec<_> = rows.filter_map(|row| row.get(column("claim_id")?)?.text()).collect();
        claims.dedup();
        claims.len()
    };
    format!("claims: {} gained, {} lost, {} read otherwise", of("gained"), of("lost"), of("changed"))
}
