//! What people said of a discrepancy, and of a claim that was misread.

use super::{Page, Row, pair};
use crate::cli::session::Stop;
use crate::ledger::{Judged, Misread, Pair};
use crate::report::visible;
use std::io::Write;

impl Page<'_> {
    /// Every verdict that speaks for the row, the shown one marked, and every undo.
    pub(super) fn judged(&self, row: &Pair, out: &mut impl Write) -> Result<(), Stop> {
        let judged = self.ledger.judged(row)?;
        if !judged.is_empty() {
            writeln!(out, "\nverdicts")?;
        }
        for said in &judged {
            let by = format!("{} on {}", visible(&said.by), said.at.get(..10).unwrap_or(&said.at));
            let what = match said.undoes {
                Some(other) => format!("verdict {other} taken back"),
                None => format!("{}{}", said.verdict, which(said.misread)),
            };
            let undone = said.undone_by.map_or(String::new(), |by| format!(" (taken back by {by})"));
            let mark = if said.is_shown { '*' } else { ' ' };
            writeln!(out, "{mark} {}: {what} by {by}: {}{undone}", said.verdict_id, visible(&said.reason))?;
            pair("checked value", said.checked_value.as_deref().unwrap_or_default(), out)?;
            pair("reference", &visible(said.reference.as_deref().unwrap_or_default()), out)?;
            self.elsewhere(row, said, out)?;
        }
        Ok(())
    }

    /// The claims that were judged, where they are not those of the row.
    fn elsewhere(&self, row: &Pair, said: &Judged, out: &mut impl Write) -> Result<(), Stop> {
        let claims = [(&row.a_claim_id, &said.a_claim_id), (&row.b_claim_id, &said.b_claim_id)];
        for (_, judged) in claims.iter().filter(|(own, judged)| own != judged) {
            pair("said of", judged, out)?;
        }
        Ok(())
    }

    /// Who said that the program misread a claim.
    pub(super) fn left_out(&self, claim: &str, out: &mut impl Write) -> Result<(), Stop> {
        let rows = self.rows(MISREAD, claim)?;
        if !rows.rows.is_empty() {
            writeln!(out, "\nmisread, and so compared with nothing")?;
        }
        for row in Row::all(&rows) {
            let by = format!("{} on {}", row.get("checked_by"), row.get("day"));
            writeln!(out, "  verdict {} by {by}: {}", row.get("verdict_id"), row.get("reason"))?;
            pair("discrepancy", &row.get("discrepancy_id"), out)?;
        }
        Ok(())
    }
}

/// Which claim was misread, in brackets.
fn which(misread: Option<Misread>) -> &'static str {
    match misread {
        Some(Misread::A) => " (a)",
        Some(Misread::B) => " (b)",
        Some(Misread::Both) => " (a and b)",
        None => "",
    }
}

const MISREAD: &str = "SELECT v.*, substr(v.at, 1, 10) AS day FROM verdicts v WHERE v.is_shown AND v.verdict = 'misread' \
     AND (v.a_claim_id = :id AND v.misread <> 'b' OR v.b_claim_id = :id AND v.misread <> 'a') \
     AND (SELECT claim_key FROM claim WHERE claim_id = :id) IN (SELECT claim FROM misread_claim) ORDER BY verdict_id";
