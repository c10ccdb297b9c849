//! Verdicts on a discrepancy: what was said of it, and what is said now.

use super::answer;
use super::choice::NAMES;
use super::ledgers::Failure;
use super::list::time;
use super::request::{Fields, is_id};
use super::routes::{Asked, Page};
use crate::ledger::{Ledger, Misread, Pair, Review, Undo, Verdict, figure};
use crate::report::visible;
use axum::response::Response;

/// One line of what was said.
pub(super) struct Said {
    /// Its number.
    pub number: i64,
    /// The verdict, or `undo`.
    pub verdict: String,
    /// What else belongs to it: which side was misread, the figure that is right.
    pub detail: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
    /// Why.
    pub reason: String,
    /// What settles it.
    pub reference: Option<String>,
    /// The same where no browser may be sent there.
    pub unlinked: String,
    /// Was it taken back?
    pub undone: bool,
    /// Does it hold now?
    pub shown: bool,
}

/// All that was said of a pair, the newest first.
pub(super) struct History {
    /// The lines.
    pub said: Vec<Said>,
}

impl History {
    /// What holds now.
    pub fn shown(&self) -> Option<&Said> {
        self.said.iter().find(|said| said.shown)
    }
}

/// What was said of a pair.
pub(super) fn history(ledger: &Ledger, pair: &Pair) -> Result<History, Failure> {
    let mut said: Vec<Said> = ledger
        .judged(pair)?
        .into_iter()
        .map(|judged| {
            let misread = judged.misread.filter(|_| judged.undoes.is_none()).map(|side| match side {
                Misread::A => "the lower one was misread",
                Misread::B => "the higher one was misread",
                Misread::Both => "both were misread",
            });
            let right = judged.checked_value.map(|value| format!("right is {value}"));
            let of = judged.undoes.map(|number| format!("of number {number}"));
            let detail = [misread.map(str::to_owned), right, of].into_iter().flatten().collect::<Vec<_>>().join(", ");
            let reference = judged.reference.as_deref().unwrap_or_default();
            let linked = super::discrepancy::web_address(reference);
            Said {
                number: judged.verdict_id,
                verdict: if judged.undoes.is_some() { "undo".to_owned() } else { judged.verdict.to_string() },
                detail,
                by: visible(&judged.by).into_owned(),
                at: time(&judged.at),
                reason: crate::report::marks::seen(&judged.reason),
                unlinked: if linked.is_some() { String::new() } else { visible(reference).into_owned() },
                reference: linked,
                undone: judged.undone_by.is_some(),
                shown: judged.is_shown,
            }
        })
        .collect();
    said.reverse();
    Ok(History { said })
}

/// Records a verdict.
pub(super) fn set(page: &Page, ledger: &mut Ledger, asked: &Asked) -> Result<Response, Failure> {
    let (pair, fields) = (pair(ledger, asked)?, &asked.fields);
    let verdict = fields.several_of::<Verdict>("verdict")?.pop();
    let verdict = verdict.ok_or_else(|| Failure::Odd("Choose a verdict.".to_owned()))?;
    let misread = fields.several_of::<Misread>("misread")?.pop().filter(|_| verdict == Verdict::Misread);
    let value = fields.get("value").map(|text| figure(text).map_err(Failure::Odd)).transpose()?;
    let at = (page.settings.now)();
    ledger.verdict(&Review {
        discrepancy_id: Some(&pair.discrepancy_id),
        a_claim_id: &pair.a_claim_id,
        b_claim_id: &pair.b_claim_id,
        verdict,
        misread,
        by: &signature(page, fields)?,
        at: &at,
        recorded: &at,
        reason: &reason(fields)?,
        reference: fields.get("url"),
        checked_value: value,
    })?;
    Ok(back(asked, "verdict"))
}

/// Takes back the verdict that holds.
pub(super) fn undo(page: &Page, ledger: &mut Ledger, asked: &Asked) -> Result<Response, Failure> {
    let (pair, fields) = (pair(ledger, asked)?, &asked.fields);
    let shown = ledger.judged(&pair)?.into_iter().find(|judged| judged.is_shown);
    let shown = shown.ok_or_else(|| Failure::Odd("There is no verdict that could be taken back.".to_owned()))?;
    if fields.get("number").is_some_and(|number| number != shown.verdict_id.to_string()) {
        return Err(Failure::Odd(
            "Somebody has said something newer meanwhile: look again before you take it back.".to_owned(),
        ));
    }
    ledger.undo_verdict(&Undo {
        verdict_id: shown.verdict_id,
        by: &signature(page, fields)?,
        at: &(page.settings.now)(),
        reason: fields.get("reason").unwrap_or("taken back"),
    })?;
    Ok(back(asked, "undo"))
}

fn pair(ledger: &Ledger, asked: &Asked) -> Result<Pair, Failure> {
    let found = if is_id('x', &asked.id) { ledger.pair(&asked.id)? } else { None };
    found.ok_or_else(|| Failure::Missing(format!("There is no discrepancy {}.", visible(&asked.id))))
}

/// Back to the discrepancy, at its place in the list that it was opened from.
fn back(asked: &Asked, done: &str) -> Response {
    let list = Fields::of(asked.fields.text("back").as_bytes());
    let chosen = list.only(&NAMES).with("at", list.get("at").unwrap_or_default());
    answer::see(&chosen.with("done", done).at(&format!("/discrepancies/{}", asked.id)))
}

/// Who signs: whoever the page was started for, else the name in the form.
pub(super) fn signature(page: &Page, fields: &Fields) -> Result<String, Failure> {
    let by = page.settings.by.as_deref().or_else(|| fields.get("by"));
    by.map(str::to_owned).ok_or_else(|| Failure::Odd("Whoever decides something signs it: write your name.".to_owned()))
}

/// Why.
pub(super) fn reason(fields: &Fields) -> Result<String, Failure> {
    fields.get("reason").map(str::to_owned).ok_or_else(|| Failure::Odd("Say in a few words why.".to_owned()))
}
