//! The verdicts of a discrepancy sheet, row by row: one that cannot be taken is named, and the rest is.

use super::dates::{Order, day};
use super::{Import, Tally};
use crate::Error;
use crate::cli::clock::now;
use crate::cli::session::{Session, Stop};
use crate::cli::{interrupt, review};
use crate::compare::pair_id;
use crate::intake::{Sheet, SheetRow};
use crate::ledger::{Judged, Ledger, Misread, Pair, Review, Verdict};
use std::process::ExitCode;

/// What a sheet must have.
pub(super) const COLUMNS: [&str; 4] = ["discrepancy_id", "verdict", "checked_by", "note"];

/// Is it a discrepancy sheet?
pub(super) fn fits(sheet: &Sheet) -> bool {
    COLUMNS.iter().all(|name| sheet.column(name).is_some())
}

/// A row of the sheet, its cells by their columns.
struct Cells<'s> {
    sheet: &'s Sheet,
    row: &'s SheetRow,
}

impl<'s> Cells<'s> {
    fn get(&self, column: &str) -> Option<&'s str> {
        let cell = self.row.cells.get(self.sheet.column(column)?)?;
        (!cell.is_empty()).then_some(cell.as_str())
    }
}

pub(super) fn import(session: &Session, command: &Import, place: &str, sheet: &Sheet) -> Result<ExitCode, Stop> {
    let mut ledger = review::writable(session)?;
    let place = match &sheet.name {
        Some(name) => format!("{place}, sheet {name}"),
        None => place.to_owned(),
    };
    let rows = || sheet.rows.iter().map(|row| Cells { sheet, row });
    let strangers = rows().map(|cells| pair(&ledger, &cells)).collect::<Result<Vec<_>, _>>()?;
    if !strangers.is_empty() && strangers.iter().all(Option::is_none) {
        let cause = format!("none of its {} rows is of the ledger {}", strangers.len(), session.global.db.display());
        return Err(Error::new("import", place, cause)
            .hint("is it another ledger's sheet, or has an id been changed? --db names the ledger")
            .into());
    }
    let order = Order::of(rows().filter_map(|cells| cells.get("checked_on")));
    let now = now();
    let (mut tally, mut numbers) = (Tally::default(), Vec::new());
    for ((cells, pair), done) in rows().zip(&strangers).zip(0..) {
        if interrupt::stopped() {
            tally.left = strangers.len() - done;
            break;
        }
        match take(&mut ledger, command, &cells, pair.as_ref(), order, &now) {
            Ok(Taken::Recorded(number)) => {
                tally.recorded += 1;
                numbers.push(number);
            }
            Ok(Taken::Same) => tally.same += 1,
            Ok(Taken::Nothing) => tally.passed_over += 1,
            Err(Stop::Failed(error)) => {
                tally.refused += 1;
                let id = cells.get("discrepancy_id").map_or(String::new(), |id| format!(" ({id})"));
                let mut named = Error::new("take", format!("{place} row {}{id}", cells.row.number), error.cause);
                named.hint = error.hint;
                session.error(&named);
            }
            Err(stop) => return Err(stop),
        }
    }
    review::compare_anew(session, &mut ledger)?;
    let Tally { recorded, same, refused, passed_over, .. } = tally;
    session.note(&format!(
        "verdicts: {recorded} recorded, {same} same, {refused} refused; rows without a verdict: {passed_over}"
    ));
    tally.told(session)?;
    if recorded > 0 {
        review::print(session, &review::numbered(&ledger, &numbers)?, &command.writing)?;
    }
    Ok(tally.status(command.strict))
}

/// What became of a row.
enum Taken {
    Recorded(i64),
    Same,
    Nothing,
}

/// The claims that a row is about: those of its id, in the row's order. Where newer documents have made another row of
/// them, the ledger does not know the id, and the row's own claims are those if the id is theirs.
fn pair(ledger: &Ledger, cells: &Cells<'_>) -> Result<Option<Pair>, Error> {
    let id = cells.get("discrepancy_id").unwrap_or("");
    let known = ledger.pair(id)?;
    let Some((a, b)) = cells.get("a_claim_id").zip(cells.get("b_claim_id")) else { return Ok(known) };
    // Sorting some columns of a sheet and not the others leaves an id beside the claims of another row.
    let theirs = match known {
        Some(Pair { a_claim_id, b_claim_id, .. }) => {
            [(&*a_claim_id, &*b_claim_id), (&*b_claim_id, &*a_claim_id)].contains(&(a, b))
        }
        None => a != b && pair_id(a, b) == id && ledger.has_claim(a)? && ledger.has_claim(b)?,
    };
    let pair = || Pair { discrepancy_id: id.to_owned(), a_claim_id: a.to_owned(), b_claim_id: b.to_owned() };
    Ok(theirs.then(pair))
}

fn take(
    ledger: &mut Ledger,
    command: &Import,
    cells: &Cells<'_>,
    pair: Option<&Pair>,
    order: Option<Order>,
    now: &str,
) -> Result<Taken, Stop> {
    let refused = |cause: String| Error::new("take", "the row", cause);
    let Some(written) = cells.get("verdict") else {
        // A row that nobody touched has no note either.
        return match cells.get("note") {
            Some(_) => Err(refused("it has a note and no verdict".to_owned()).hint(VERDICTS).into()),
            None => Ok(Taken::Nothing),
        };
    };
    let (verdict, misread) = said(written)?;
    let Some(pair) = pair else {
        let error = refused("the ledger has no such discrepancy of these claims".to_owned());
        return Err(error.hint("`factledger report` lists the ids").into());
    };
    let on = cells.get("checked_on").map(|cell| day(cell, order)).transpose().map_err(refused)?;
    let at = on.map_or_else(|| now.to_owned(), |day| day.to_string());
    let by = cells.get("checked_by").or(command.by.as_deref());
    let by = by.ok_or_else(|| {
        refused("checked_by is empty, and whoever decides something signs it".to_owned())
            .hint("fill it in, or give --by NAME")
    })?;
    let reason = cells.get("note").or(command.reason.as_deref());
    let reason = reason.ok_or_else(|| {
        refused("note is empty: it is the reason".to_owned()).hint("fill it in, or give --reason TEXT")
    })?;
    let given = ledger.judged(pair)?;
    let same = |said: &Judged| {
        said.undoes.is_none()
            && said.undone_by.is_none()
            && said.verdict == verdict
            && said.by == by
            && said.reason == reason
            && (misread.is_none() || said.misread == misread)
            && on.is_none_or(|day| said.at.starts_with(&day.to_string()))
    };
    if given.iter().any(same) {
        return Ok(Taken::Same);
    }
    let number = ledger.verdict(&Review {
        discrepancy_id: Some(&pair.discrepancy_id),
        a_claim_id: &pair.a_claim_id,
        b_claim_id: &pair.b_claim_id,
        verdict,
        misread,
        by,
        at: &at,
        recorded: now,
        reason,
        reference: cells.get("reference"),
        checked_value: None,
    })?;
    Ok(Taken::Recorded(number))
}

const VERDICTS: &str = "a verdict is confirmed, explained, misread (or misread a, misread b) or dismissed";

/// The verdict of a cell, and with `misread` which claim was.
fn said(cell: &str) -> Result<(Verdict, Option<Misread>), Error> {
    let lower = cell.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let unknown = || Error::new("take", "the row", format!("`{cell}` is no verdict")).hint(VERDICTS);
    let verdict: Verdict = words.next().and_then(|word| word.parse().ok()).ok_or_else(unknown)?;
    let misread = words.next().map(|word| word.parse::<Misread>().map_err(|_| unknown())).transpose()?;
    if words.next().is_some() || misread.is_some() && verdict != Verdict::Misread {
        return Err(unknown());
    }
    Ok((verdict, misread))
}
