//! What people say of discrepancies: verdicts on pairs of claims. Added, never changed.

use super::failure::Cause;
use super::record::readings::decimal;
use super::{Ledger, audit};
use crate::Error;
use crate::text::vocabulary;
use rusqlite::{Connection, OptionalExtension, params};
use rust_decimal::Decimal;

vocabulary! {
    /// What a person found of two claims that differ.
    Verdict {
        /// They do differ.
        Confirmed = "confirmed",
        /// They differ for a reason that excuses both.
        Explained = "explained",
        /// The program misread one of them.
        Misread = "misread",
        /// Not worth anybody's time.
        Dismissed = "dismissed",
    }
}

/// A verdict on a pair of claims, so that a third source does not orphan it.
#[derive(Debug, Clone)]
pub struct Review<'a> {
    /// The one claim.
    pub a_claim_id: &'a str,
    /// The other.
    pub b_claim_id: &'a str,
    /// What was found.
    pub verdict: Verdict,
    /// Who found it.
    pub by: &'a str,
    /// When.
    pub at: &'a str,
    /// Why.
    pub reason: &'a str,
    /// URL of what settles it.
    pub reference: Option<&'a str>,
    /// The figure that was found to be right.
    pub checked_value: Option<Decimal>,
}

impl Ledger {
    /// Records a verdict and gives its number. The same verdict again (all fields) is the one that is there.
    pub fn verdict(&mut self, review: &Review<'_>) -> Result<i64, Error> {
        signed("record the verdict", review.by, review.reason)?;
        self.write("record a verdict in", |connection| {
            let (a, b) = (claim_key(connection, review.a_claim_id)?, claim_key(connection, review.b_claim_id)?);
            let (verdict, checked) = (review.verdict.as_str(), decimal(review.checked_value));
            let fields = params![a, b, verdict, review.by, review.at, review.reason, review.reference, checked];
            let found = connection
                .query_row(
                    "SELECT verdict_id FROM verdict WHERE a_claim = ?1 AND b_claim = ?2 AND verdict = ?3
                     AND checked_by = ?4 AND at = ?5 AND reason = ?6 AND reference IS ?7 AND checked_decimal IS ?8",
                    fields,
                    |row| row.get(0),
                )
                .optional()?;
            if let Some(found) = found {
                return Ok(found);
            }
            connection.execute(
                "INSERT INTO verdict (a_claim, b_claim, verdict, checked_by, at, reason, reference, checked_decimal)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                fields,
            )?;
            let id = connection.last_insert_rowid();
            let detail = serde_json::json!({
                "a_claim_id": review.a_claim_id,
                "b_claim_id": review.b_claim_id,
                "verdict": verdict,
                "checked_by": review.by,
                "reason": review.reason,
                "reference": review.reference,
                "checked_value": checked,
            });
            audit::append(connection, review.at, "verdict", &id.to_string(), &detail)?;
            Ok(id)
        })
    }
}

/// The row of a claim.
pub(super) fn claim_key(connection: &Connection, claim_id: &str) -> Result<i64, Cause> {
    connection
        .prepare_cached("SELECT claim_key FROM claim WHERE claim_id = ?1")?
        .query_row([claim_id], |row| row.get(0))
        .optional()?
        .ok_or_else(|| Error::new("find claim", claim_id, "the ledger has no such claim").into())
}

pub(super) fn signed(operation: &str, by: &str, reason: &str) -> Result<(), Error> {
    if by.trim().is_empty() {
        return Err(Error::new(operation, "of nobody", "whoever decides something signs it")
            .hint("give --by NAME, or set FACTLEDGER_USER"));
    }
    if reason.trim().is_empty() {
        return Err(Error::new(operation, format!("of {by}"), "it gives no reason").hint("give --reason TEXT"));
    }
    Ok(())
}
