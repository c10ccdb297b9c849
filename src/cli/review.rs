//! `review`: what people found of discrepancies. Verdicts are signed, kept, and taken back by others.

use super::clock::now;
use super::filter::Filter;
use super::linking;
use super::options::{Reading, Signature, Writing};
use super::reading;
use super::report::{self, Choice, rows};
use super::session::{Session, Stop};
use super::show::{self, Subject, resolve};
use crate::Error;
use crate::ledger::{self, Ledger, Misread, Pair, Undo, Verdict};
use crate::report::{Format, Layout, Table};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use rust_decimal::Decimal;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger review next
  factledger review list --relation conflict --min-sources 3
  factledger review set xsu3 confirmed --by Ada --reason \"the ministry says 2,068\" --value 2068 \\
    --url https://ministry.example/counts
  factledger review set x4qk misread --claim b --by Ada --reason \"the 12 is a street number\"
  factledger review undo xsu3 --by Ben --reason \"the ministry corrected itself\"
  factledger review list --checked --by Ada";

/// Records what people found of discrepancies: confirmed, explained, misread, dismissed
///
/// A verdict is on the two claims of a discrepancy, so that it stays when more is read or everything is compared anew.
/// Nothing is overwritten: of several verdicts the newest is shown, and `undo` is a row of its own.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Review {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Lists what nobody has looked at yet, conflicts first; or the verdicts that were given
    List {
        #[command(flatten)]
        choice: Choice,
        /// The verdicts that hold, instead
        #[arg(long)]
        checked: bool,
        /// Every verdict ever given, and what took it back
        #[arg(long, conflicts_with = "checked")]
        history: bool,
        /// With --checked or --history: only what this person said
        #[arg(long, value_name = "NAME")]
        by: Vec<String>,
        #[command(flatten)]
        writing: Writing,
    },
    /// Shows what is to be looked at next
    Next {
        #[command(flatten)]
        choice: Choice,
    },
    /// Shows a discrepancy with its quotes in context and every verdict on it
    Show {
        /// Its id, or the beginning of it
        id: String,
    },
    /// Records a verdict on a discrepancy
    Set {
        /// Its id, or the beginning of it
        id: String,
        /// What was found: confirmed (they do differ), explained (for a reason that excuses both), misread (by this
        /// program), dismissed
        #[arg(value_parser = PossibleValuesParser::new(Verdict::ALL.iter().map(|verdict| verdict.as_str()))
            .try_map(|text| text.parse::<Verdict>()))]
        verdict: Verdict,
        /// Which claim was misread: a, b, both, or the id of one [default: both]
        #[arg(long, value_name = "CLAIM")]
        claim: Option<String>,
        /// The address of what settles it
        #[arg(long, value_name = "URL")]
        url: Option<String>,
        /// The figure that is right, in the unit of the row
        #[arg(long, value_name = "NUMBER", value_parser = ledger::figure, allow_negative_numbers = true)]
        value: Option<Decimal>,
        #[command(flatten)]
        signature: Signature,
    },
    /// Takes a verdict back; what was said before it holds again
    Undo {
        /// The number of a verdict, or a discrepancy: its shown verdict
        id: String,
        #[command(flatten)]
        signature: Signature,
    },
}

pub(super) fn run(session: &Session, command: &Review) -> Result<ExitCode, Stop> {
    match &command.action {
        Action::List { choice, checked: false, history: false, by, writing } => open(session, choice, by, writing)?,
        Action::List { history, by, choice, writing, .. } => given(session, *history, by, choice.limit, writing)?,
        Action::Next { choice } => next(session, choice)?,
        Action::Show { id } => {
            let ledger = session.ledger_read_only()?;
            let pair = pair(&ledger, id)?;
            match session.global.format.filter(|format| *format != Format::Table) {
                None => show::discrepancy(session, &ledger, &pair.discrepancy_id)?,
                Some(_) => print(session, &history_of(&ledger, &pair)?, &Writing::default())?,
            }
        }
        Action::Set { id, verdict, claim, url, value, signature } => {
            let mut ledger = writable(session)?;
            let pair = pair(&ledger, id)?;
            let misread = claim.as_deref().map(|claim| side(&ledger, &pair, claim)).transpose()?;
            let at = now();
            let number = ledger.verdict(&ledger::Review {
                discrepancy_id: Some(&pair.discrepancy_id),
                a_claim_id: &pair.a_claim_id,
                b_claim_id: &pair.b_claim_id,
                verdict: *verdict,
                misread,
                by: signature.by.as_deref().unwrap_or_default(),
                at: &at,
                recorded: &at,
                reason: signature.reason.as_deref().unwrap_or_default(),
                reference: url.as_deref(),
                checked_value: *value,
            })?;
            compare_anew(session, &mut ledger)?;
            session.note(&format!("verdict {number} is recorded{}", left_out(*verdict, misread)));
            print(session, &numbered(&ledger, &[number])?, &signature.writing)?;
        }
        Action::Undo { id, signature } => {
            let mut ledger = writable(session)?;
            let verdict_id = standing(&ledger, id)?;
            let number = ledger.undo_verdict(&Undo {
                verdict_id,
                by: signature.by.as_deref().unwrap_or_default(),
                at: &now(),
                reason: signature.reason.as_deref().unwrap_or("taken back"),
            })?;
            compare_anew(session, &mut ledger)?;
            session.note(&format!("verdict {verdict_id} is taken back, by number {number}"));
            print(session, &numbered(&ledger, &[number])?, &signature.writing)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The ledger to write into; a mistyped name makes none.
pub(super) fn writable(session: &Session) -> Result<Ledger, Stop> {
    drop(session.ledger_read_only()?);
    Ok(session.ledger()?)
}

/// Compares what a verdict has left out or let in again.
pub(super) fn compare_anew(session: &Session, ledger: &mut Ledger) -> Result<(), Stop> {
    if ledger.left_over()? == 0 {
        return Ok(());
    }
    linking::link(session, ledger, &session.lexicon()?, &reading::threads(Reading::default().threads)?)
}

fn left_out(verdict: Verdict, misread: Option<Misread>) -> &'static str {
    match (verdict, misread) {
        (Verdict::Misread, None) => {
            ", and both claims are left out of comparisons; --claim a or --claim b says which was misread"
        }
        (Verdict::Misread, Some(Misread::Both)) => ", and both claims are left out of comparisons",
        (Verdict::Misread, Some(_)) => ", and the claim is left out of comparisons",
        _ => "",
    }
}

/// What nobody has looked at.
fn open(session: &Session, choice: &Choice, by: &[String], writing: &Writing) -> Result<(), Stop> {
    if !by.is_empty() {
        return Err(Error::new("list", "what is open", "nobody has said anything of it")
            .hint("`factledger review list --checked --by NAME` lists what somebody said")
            .into());
    }
    let mut choice = choice.clone();
    choice.open = true;
    let ledger = session.ledger_read_only()?;
    let table = rows(&ledger, &choice)?;
    if table.rows.is_empty() && session.format() == Format::Table {
        session.note("nothing is left to look at");
        return Ok(());
    }
    report::print(session, &ledger, &table, session.format(), writing, false)
}

/// The verdicts that hold, or all.
fn given(session: &Session, history: bool, by: &[String], limit: Option<u64>, writing: &Writing) -> Result<(), Stop> {
    let ledger = session.ledger_read_only()?;
    let mut filter = Filter::default();
    if !history {
        filter.condition("is_shown");
    }
    filter.any_of(&["checked_by"], by);
    let table = ledger.query(&filter.sql("SELECT * FROM verdicts", "verdict_id", limit), filter.parameters())?;
    if table.rows.is_empty() && session.format() == Format::Table {
        session.note("no verdicts");
    }
    print(session, &table, writing)
}

fn next(session: &Session, choice: &Choice) -> Result<(), Stop> {
    let ledger = session.ledger_read_only()?;
    let mut choice = choice.clone();
    (choice.open, choice.limit) = (true, None);
    let mut table = rows(&ledger, &choice)?;
    let left = table.rows.len();
    table.rows.truncate(1);
    let id = table.columns.iter().position(|column| column == "discrepancy_id");
    let id = id.and_then(|at| table.rows.first()?.get(at)?.text().map(str::to_owned));
    match (session.global.format.filter(|format| *format != Format::Table), id) {
        (Some(format), _) => report::print(session, &ledger, &table, format, &Writing::default(), true)?,
        (None, Some(id)) => show::discrepancy(session, &ledger, &id)?,
        (None, None) => {}
    }
    session.note(&match left {
        0 => "nothing is left to look at".to_owned(),
        left => format!("open: {left}; factledger review set ID confirmed|explained|misread|dismissed --reason TEXT"),
    });
    Ok(())
}

/// The pair that an id names.
fn pair(ledger: &Ledger, given: &str) -> Result<Pair, Stop> {
    let (subject, id) = resolve(ledger, given)?;
    let pair = if subject == Subject::Discrepancy { ledger.pair(&id)? } else { None };
    pair.ok_or_else(|| {
        let error = Error::new("review", given, "it is no discrepancy");
        error.hint("their ids begin with x; `factledger review list` lists them").into()
    })
}

/// The side that `--claim` names.
fn side(ledger: &Ledger, pair: &Pair, given: &str) -> Result<Misread, Stop> {
    if let Ok(side) = given.to_ascii_lowercase().parse() {
        return Ok(side);
    }
    let (_, id) = resolve(ledger, given)?;
    match [&pair.a_claim_id, &pair.b_claim_id].iter().position(|own| **own == id) {
        Some(0) => Ok(Misread::A),
        Some(_) => Ok(Misread::B),
        None => {
            let error = Error::new("find the claim", given, format!("it is not of {}", pair.discrepancy_id));
            let hint = format!("its claims are a {} and b {}", pair.a_claim_id, pair.b_claim_id);
            Err(error.hint(hint).into())
        }
    }
}

/// The number of the verdict that is to be taken back.
fn standing(ledger: &Ledger, given: &str) -> Result<i64, Stop> {
    if let Ok(number) = given.parse() {
        return Ok(number);
    }
    let pair = pair(ledger, given)?;
    let shown = ledger.judged(&pair)?.into_iter().find(|said| said.is_shown);
    shown.map(|said| said.verdict_id).ok_or_else(|| {
        let error = Error::new("take back the verdict on", given, "there is none, or none that stands");
        error.hint("`factledger review list --history` lists all").into()
    })
}

const VERDICTS: &str = "SELECT * FROM verdicts";

/// The rows of some verdicts.
pub(super) fn numbered(ledger: &Ledger, numbers: &[i64]) -> Result<Table, Stop> {
    let numbers = serde_json::json!(numbers).to_string();
    let sql = format!("{VERDICTS} WHERE verdict_id IN (SELECT value FROM json_each(:ids)) ORDER BY verdict_id");
    Ok(ledger.query(&sql, &[("ids".to_owned(), numbers)])?)
}

/// The rows of the verdicts on a pair.
fn history_of(ledger: &Ledger, pair: &Pair) -> Result<Table, Stop> {
    let numbers: Vec<i64> = ledger.judged(pair)?.iter().map(|said| said.verdict_id).collect();
    numbered(ledger, &numbers)
}

pub(super) fn print(session: &Session, table: &Table, writing: &Writing) -> Result<(), Stop> {
    session.print(table, session.format(), writing, |table| Layout::VERDICTS.of(table))
}
