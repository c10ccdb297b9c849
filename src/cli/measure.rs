//! `measure`: the desk's own say in what is the same measure. Decisions are signed, kept, and decide over the program.

use super::clock::now;
use super::linking;
use super::nearest::nearest;
use super::options::{Reading, Signature, Writing};
use super::reading;
use super::session::{Session, Stop};
use super::show::{Subject, resolve};
use crate::Error;
use crate::ledger::{Decided, Ledger};
use crate::report::{Cell, Format, Layout, Table};
use clap::{Args, Subcommand};
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger measure merge f7yck fhgln --reason \"one quay, two names\" --by Ada
  factledger measure split c6ajor --reason \"the old quay\"
  factledger measure alias \"guests 2025\" \"visitors of Ellen 2025\" --reason \"one count\"
  factledger measure list --format jsonl > decisions.jsonl
  factledger measure undo 3 --reason \"two quays after all\"

Facts are named by their id or its beginning, as `facts` lists them; `show` gives the ids of claims.";

/// Says which measures are the same, over what the program makes of them
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Measure {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Lists the decisions with who made them, when and why
    List {
        /// Only those that stand
        #[arg(long)]
        standing: bool,
        #[command(flatten)]
        writing: Writing,
    },
    /// Two names are one measure: claims with the first are linked as if they had the second
    Alias {
        /// The name, as `claims` and `facts` show it in the column measure
        measure: String,
        /// The measure that it stands for
        same_as: String,
        #[command(flatten)]
        signature: Signature,
    },
    /// Facts or claims measure the same thing: joins the facts that they are in
    Merge {
        /// Ids of facts or claims, or of the discrepancy of two
        #[arg(required = true)]
        ids: Vec<String>,
        #[command(flatten)]
        signature: Signature,
    },
    /// Claims do not measure what the rest of their fact does: takes them out for good
    Split {
        /// Ids of claims of one fact, not of all of it
        #[arg(required = true)]
        claims: Vec<String>,
        #[command(flatten)]
        signature: Signature,
    },
    /// Takes a decision back, by another one
    Undo {
        /// Its number, as `measure list` shows it
        decision: i64,
        #[command(flatten)]
        signature: Signature,
    },
}

pub(super) fn run(session: &Session, command: &Measure) -> Result<ExitCode, Stop> {
    let (signature, decided) = match &command.action {
        Action::List { standing, writing } => return list(session, *standing, writing),
        Action::Alias { signature, .. }
        | Action::Merge { signature, .. }
        | Action::Split { signature, .. }
        | Action::Undo { signature, .. } => (signature, &command.action),
    };
    // A mistyped name makes no ledger.
    drop(session.ledger_read_only()?);
    let mut ledger = session.ledger()?;
    let decided = decided_by(&ledger, decided)?;
    let (by, reason) = (signature.by.as_deref(), signature.reason.as_deref());
    let number = ledger.decide(&decided, by.unwrap_or_default(), &now(), reason.unwrap_or_default())?;
    let lexicon = session.lexicon()?;
    linking::link(session, &mut ledger, &lexicon, &reading::threads(Reading::default().threads)?)?;
    session.note(&format!("decision {number} is recorded, and what it touches is compared anew"));
    let rows = ledger.query(&format!("{LIST} WHERE decision_id = :id"), &[("id".to_owned(), number.to_string())])?;
    print(session, &rows, &signature.writing)?;
    Ok(ExitCode::SUCCESS)
}

const LIST: &str = "SELECT decision_id, kind, subject, object, undoes, undone_by, decided_by, at, reason, claim_ids, \
    other_claim_ids, measure_slots, blocks FROM decisions";

fn list(session: &Session, standing: bool, writing: &Writing) -> Result<ExitCode, Stop> {
    let ledger = session.ledger_read_only()?;
    let only = if standing { " WHERE undone_by IS NULL AND kind <> 'undo'" } else { "" };
    let rows = ledger.query(&format!("{LIST}{only} ORDER BY decision_id"), &[])?;
    if rows.rows.is_empty() && session.format() == Format::Table {
        session.note("no decisions");
    }
    print(session, &rows, writing)?;
    Ok(ExitCode::SUCCESS)
}

fn print(session: &Session, rows: &Table, writing: &Writing) -> Result<(), Stop> {
    session.print(rows, session.format(), writing, |table| Layout::DECISIONS.of(table))
}

/// What is to be recorded.
fn decided_by(ledger: &Ledger, action: &Action) -> Result<Decided, Stop> {
    match action {
        Action::Alias { measure, same_as, .. } => alias(ledger, measure, same_as),
        Action::Merge { ids, .. } => merge(ledger, ids),
        Action::Split { claims, .. } => split(ledger, claims),
        Action::Undo { decision, .. } => Ok(ledger.undoing(*decision)?),
        Action::List { .. } => Err(Error::new("decide", "nothing", "a list decides nothing").into()),
    }
}

fn merge(ledger: &Ledger, ids: &[String]) -> Result<Decided, Stop> {
    let mut named = Vec::new();
    for given in ids {
        let (subject, id) = resolve(ledger, given)?;
        match subject {
            Subject::Fact | Subject::Claim => named.push(id),
            Subject::Discrepancy => named.extend(column(
                ledger,
                "SELECT a_claim_id FROM discrepancies WHERE discrepancy_id = :id \
                 UNION SELECT b_claim_id FROM discrepancies WHERE discrepancy_id = :id \
                 UNION SELECT a_claim_id FROM discrepancy_pairs WHERE discrepancy_id = :id \
                 UNION SELECT b_claim_id FROM discrepancy_pairs WHERE discrepancy_id = :id",
                &id,
            )?),
            Subject::Document => {
                return Err(Error::new("merge", given, "it is a document").hint("merge takes facts or claims").into());
            }
        }
    }
    Ok(ledger.merging(&named)?)
}

fn split(ledger: &Ledger, given: &[String]) -> Result<Decided, Stop> {
    let mut claims = Vec::new();
    for given in given {
        let (subject, id) = resolve(ledger, given)?;
        if subject != Subject::Claim {
            return Err(Error::new("split", given, "it is no claim")
                .hint("`factledger show ID` lists the claims of a fact")
                .into());
        }
        if !claims.contains(&id) {
            claims.push(id);
        }
    }
    Ok(ledger.splitting(&claims)?)
}

fn alias(ledger: &Ledger, measure: &str, same_as: &str) -> Result<Decided, Stop> {
    for name in [measure, same_as] {
        if !ledger.has_measure(name)? {
            return Err(unknown(ledger, name)?.into());
        }
    }
    Ok(ledger.aliasing(measure, same_as)?)
}

/// The error for a measure that no claim has, with the names that come near.
fn unknown(ledger: &Ledger, measure: &str) -> Result<Error, Stop> {
    let keys = ledger.rows("SELECT measure FROM measure WHERE measure <> '' ORDER BY measure", &[])?;
    let keys = keys.rows.iter().filter_map(|row| row.first().and_then(Cell::text).map(str::to_owned)).collect();
    let near: Vec<String> = nearest(measure, keys).into_iter().map(|key| format!("\n    {key}")).collect();
    let error = Error::new("find the measure", measure, "no claim has it");
    Ok(match near.as_slice() {
        [] => error.hint("`factledger facts` lists the measures"),
        near => error.hint(format!("did you mean{}", near.concat())),
    })
}

/// The first column of a query with the parameter `:id`.
fn column(ledger: &Ledger, sql: &str, id: &str) -> Result<Vec<String>, Stop> {
    let table = ledger.query(sql, &[("id".to_owned(), id.to_owned())])?;
    Ok(table.rows.iter().filter_map(|row| row.first().and_then(Cell::text).map(str::to_owned)).collect())
}
