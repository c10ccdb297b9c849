//! What people say of discrepancies: verdicts on pairs of claims. Added, never changed; one is taken back by another row.

use super::failure::Cause;
use super::record::readings::decimal;
use super::{Ledger, audit, links};
use crate::Error;
use crate::text::vocabulary;
use rusqlite::{Connection, OptionalExtension, Row, params};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

vocabulary! {
    /// What a person found of two claims that differ.
    Verdict {
        /// They do differ.
        Confirmed = "confirmed",
        /// They differ for a reason that excuses both.
        Explained = "explained",
        /// The program misread one of them, or both: those are left out of comparisons.
        Misread = "misread",
        /// Not worth anybody's time.
        Dismissed = "dismissed",
    }
}

vocabulary! {
    /// Which of two claims the program misread.
    Misread {
        /// The one with the lower value.
        A = "a",
        /// The other.
        B = "b",
        /// Both, or nobody said which.
        Both = "both",
    }
}

/// A verdict on a pair of claims, so that a third source does not orphan it.
#[derive(Debug, Clone)]
pub struct Review<'a> {
    /// The row that was looked at, where it was one.
    pub discrepancy_id: Option<&'a str>,
    /// The one claim: `a` of that row.
    pub a_claim_id: &'a str,
    /// The other.
    pub b_claim_id: &'a str,
    /// What was found.
    pub verdict: Verdict,
    /// Which claim was misread; only of a pair that is [`Verdict::Misread`], and then `None` means both.
    pub misread: Option<Misread>,
    /// Who found it.
    pub by: &'a str,
    /// When it was found: an ISO 8601 day or time.
    pub at: &'a str,
    /// When it is written down: an ISO 8601 time.
    pub recorded: &'a str,
    /// Why.
    pub reason: &'a str,
    /// URL of what settles it: http or https.
    pub reference: Option<&'a str>,
    /// The figure that was found to be right, in the unit of the row.
    pub checked_value: Option<Decimal>,
}

/// The taking back of a verdict.
#[derive(Debug, Clone)]
pub struct Undo<'a> {
    /// The number of the verdict.
    pub verdict_id: i64,
    /// Who takes it back.
    pub by: &'a str,
    /// When.
    pub at: &'a str,
    /// Why.
    pub reason: &'a str,
}

/// Two claims that a row of the report sets against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The row.
    pub discrepancy_id: String,
    /// Its lower value's claim.
    pub a_claim_id: String,
    /// The other.
    pub b_claim_id: String,
}

/// A verdict as it stands in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Its number.
    pub verdict_id: i64,
    /// What was found; of an undo, what it takes back.
    pub verdict: Verdict,
    /// Which of the two claims was misread.
    pub misread: Option<Misread>,
    /// For an undo: the number of what it takes back.
    pub undoes: Option<i64>,
    /// The number of the undo that took it back.
    pub undone_by: Option<i64>,
    /// Is it the newest that stands, and so the one that the report shows?
    pub is_shown: bool,
    /// The claim on the side of `a`.
    pub a_claim_id: String,
    /// The claim on the side of `b`.
    pub b_claim_id: String,
    /// Who found it.
    pub by: String,
    /// When: a day or a time.
    pub at: String,
    /// Why.
    pub reason: String,
    /// URL of what settles it.
    pub reference: Option<String>,
    /// The figure that was found to be right, as an exact decimal.
    pub checked_value: Option<String>,
}

impl Ledger {
    /// Records a verdict and gives its number; what it leaves out or lets in again waits to be compared anew. The same
    /// verdict again (all that was found, by whom, when and why) is the one that is there, unless it was taken back.
    pub fn verdict(&mut self, review: &Review<'_>) -> Result<i64, Error> {
        signed("record the verdict", review.by, review.reason)?;
        checked(review)?;
        self.write("record a verdict in", |connection| {
            let (a, b) = (claim_key(connection, review.a_claim_id)?, claim_key(connection, review.b_claim_id)?);
            let (verdict, checked) = (review.verdict.as_str(), decimal(review.checked_value));
            let misread =
                (review.verdict == Verdict::Misread).then(|| review.misread.unwrap_or(Misread::Both).as_str());
            let fields =
                params![a, b, verdict, review.by, review.at, review.reason, review.reference, checked, misread];
            let found = connection
                .query_row(
                    "SELECT verdict_id FROM verdict v WHERE a_claim = ?1 AND b_claim = ?2 AND verdict = ?3
                     AND checked_by = ?4 AND at = ?5 AND reason = ?6 AND reference IS ?7 AND checked_decimal IS ?8
                     AND misread IS ?9 AND undoes IS NULL
                     AND NOT EXISTS (SELECT 1 FROM verdict u WHERE u.undoes = v.verdict_id)",
                    fields,
                    |row| row.get(0),
                )
                .optional()?;
            if let Some(found) = found {
                return Ok(found);
            }
            let before = misread_claims(connection)?;
            connection.execute(
                "INSERT INTO verdict (a_claim, b_claim, verdict, checked_by, at, reason, reference, checked_decimal,
                   misread, discrepancy_id)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                params![
                    a,
                    b,
                    verdict,
                    review.by,
                    review.at,
                    review.reason,
                    review.reference,
                    checked,
                    misread,
                    review.discrepancy_id
                ],
            )?;
            let id = connection.last_insert_rowid();
            let detail = serde_json::json!({
                "discrepancy_id": review.discrepancy_id,
                "a_claim_id": review.a_claim_id,
                "b_claim_id": review.b_claim_id,
                "verdict": verdict,
                "misread": misread,
                "checked_by": review.by,
                "checked_on": review.at,
                "reason": review.reason,
                "reference": review.reference,
                "checked_value": checked,
            });
            audit::append(connection, review.recorded, "verdict", &id.to_string(), &detail)?;
            touch(connection, &before)?;
            Ok(id)
        })
    }

    /// Takes a verdict back, by a row of its own, and gives that row's number. What was said before it holds again.
    pub fn undo_verdict(&mut self, undo: &Undo<'_>) -> Result<i64, Error> {
        signed("take back the verdict", undo.by, undo.reason)?;
        self.write("take back a verdict in", |connection| {
            let refused = |cause: String| Error::new("take back", format!("verdict {}", undo.verdict_id), cause);
            let found: Option<(Option<i64>, Option<i64>)> = connection
                .query_row(
                    "SELECT undoes, (SELECT min(u.verdict_id) FROM verdict u WHERE u.undoes = v.verdict_id)
                     FROM verdict v WHERE verdict_id = ?1",
                    [undo.verdict_id],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?;
            match found {
                None => {
                    let error = refused("there is no such verdict".to_owned());
                    return Err(error.hint("`factledger review list --history` lists all").into());
                }
                Some((Some(other), _)) => {
                    let error = refused(format!("it takes back verdict {other} itself"));
                    return Err(error.hint("give a new verdict: `factledger review set`").into());
                }
                Some((None, Some(by))) => return Err(refused(format!("number {by} took it back already")).into()),
                Some((None, None)) => {}
            }
            let before = misread_claims(connection)?;
            connection.execute(
                "INSERT INTO verdict (a_claim, b_claim, verdict, checked_by, at, reason, discrepancy_id, undoes)
                 SELECT a_claim, b_claim, verdict, ?2, ?3, ?4, discrepancy_id, verdict_id FROM verdict
                 WHERE verdict_id = ?1",
                params![undo.verdict_id, undo.by, undo.at, undo.reason],
            )?;
            let id = connection.last_insert_rowid();
            let detail = serde_json::json!({
                "undoes": undo.verdict_id,
                "checked_by": undo.by,
                "reason": undo.reason,
            });
            audit::append(connection, undo.at, "verdict", &id.to_string(), &detail)?;
            touch(connection, &before)?;
            Ok(id)
        })
    }

    /// The claims of a discrepancy, by its whole id; also of one that a verdict has taken out of the report.
    pub fn pair(&self, discrepancy_id: &str) -> Result<Option<Pair>, Error> {
        self.read("read a discrepancy of", |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT a_claim_id, b_claim_id FROM discrepancies WHERE discrepancy_id = ?1
                 UNION ALL SELECT a_claim_id, b_claim_id FROM discrepancy_pairs WHERE discrepancy_id = ?1
                 UNION ALL SELECT a_claim_id, b_claim_id FROM verdicts WHERE discrepancy_id = ?1 LIMIT 1",
            )?;
            let pair = |row: &Row<'_>| {
                Ok(Pair { discrepancy_id: discrepancy_id.to_owned(), a_claim_id: row.get(0)?, b_claim_id: row.get(1)? })
            };
            Ok(statement.query_row([discrepancy_id], pair).optional()?)
        })
    }

    /// Does the ledger have a claim of this whole id?
    pub fn has_claim(&self, claim_id: &str) -> Result<bool, Error> {
        self.read("look up a claim in", |connection| {
            let mut statement = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM claim WHERE claim_id = ?1)")?;
            Ok(statement.query_row([claim_id], |row| row.get(0))?)
        })
    }

    /// Every verdict that speaks for a row of the report and every undo, in the order in which they were recorded: those
    /// on its two claims, and those on two others that state the same values in the same facts. Of arithmetic inside one
    /// document only the former. Sides are said as the row has them, whichever way round they were judged.
    pub fn judged(&self, pair: &Pair) -> Result<Vec<Judged>, Error> {
        let mut judged: Vec<Judged> = self.read("read the verdicts of", |connection| {
            let inside: bool = connection
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM arithmetic_check WHERE check_id = ?1)")?
                .query_row([&pair.discrepancy_id], |row| row.get(0))?;
            let mut statement = connection.prepare_cached(
                "WITH a(id) AS (SELECT ?1 UNION SELECT p.claim_id FROM claim c JOIN fact_claim f ON f.claim = c.claim_key
                     JOIN fact_claim s ON s.fact = f.fact AND s.stated = f.stated JOIN claim p ON p.claim_key = s.claim
                     WHERE c.claim_id = ?1 AND NOT ?3),
                   b(id) AS (SELECT ?2 UNION SELECT p.claim_id FROM claim c JOIN fact_claim f ON f.claim = c.claim_key
                     JOIN fact_claim s ON s.fact = f.fact AND s.stated = f.stated JOIN claim p ON p.claim_key = s.claim
                     WHERE c.claim_id = ?2 AND NOT ?3)
                 SELECT v.verdict_id, d.verdict, d.misread, v.undoes, v.undone_by, v.a_claim_id, v.b_claim_id,
                   v.checked_by, v.at, v.reason, v.reference, v.checked_decimal, v.a_claim_id IN (SELECT id FROM a)
                 FROM verdicts v JOIN verdict d ON d.verdict_id = v.verdict_id
                 WHERE v.a_claim_id IN (SELECT id FROM a) AND v.b_claim_id IN (SELECT id FROM b)
                   OR v.a_claim_id IN (SELECT id FROM b) AND v.b_claim_id IN (SELECT id FROM a)
                 ORDER BY v.verdict_id",
            )?;
            let rows = statement.query_map(params![pair.a_claim_id, pair.b_claim_id, inside], judgement)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })?;
        let newest = judged
            .iter()
            .enumerate()
            .filter(|(_, said)| said.undoes.is_none() && said.undone_by.is_none())
            .max_by_key(|(at, said)| (said.at.chars().take(10).collect::<String>(), *at))
            .map(|(at, _)| at);
        if let Some(shown) = newest.and_then(|at| judged.get_mut(at)) {
            shown.is_shown = true;
        }
        Ok(judged)
    }
}

fn judgement(row: &Row<'_>) -> rusqlite::Result<Judged> {
    let (verdict, misread): (String, Option<String>) = (row.get(1)?, row.get(2)?);
    let misread = misread.map(|text| text.parse().map_err(|error| unreadable(2, error))).transpose()?;
    let (one, other) = (row.get(5)?, row.get(6)?);
    let same_way: bool = row.get(12)?;
    let (a_claim_id, b_claim_id) = if same_way { (one, other) } else { (other, one) };
    Ok(Judged {
        verdict_id: row.get(0)?,
        verdict: verdict.parse().map_err(|error| unreadable(1, error))?,
        misread: match misread {
            Some(Misread::A) if !same_way => Some(Misread::B),
            Some(Misread::B) if !same_way => Some(Misread::A),
            said => said,
        },
        undoes: row.get(3)?,
        undone_by: row.get(4)?,
        is_shown: false,
        a_claim_id,
        b_claim_id,
        by: row.get(7)?,
        at: row.get(8)?,
        reason: row.get(9)?,
        reference: row.get(10)?,
        checked_value: row.get(11)?,
    })
}

fn unreadable(column: usize, error: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, error.into())
}

/// Refuses what would say less than its writer thinks, and addresses that a page must not link to.
fn checked(review: &Review<'_>) -> Result<(), Error> {
    let refused =
        |cause: &str, hint: &str| Err(Error::new("record the verdict", format!("of {}", review.by), cause).hint(hint));
    if review.misread.is_some() && review.verdict != Verdict::Misread {
        let cause = format!("a claim is named as misread, and the verdict is `{}`", review.verdict);
        return refused(&cause, "only the verdict misread says so of a claim");
    }
    if let Some(url) = review.reference {
        let lower = url.to_ascii_lowercase();
        if !(lower.starts_with("https://") || lower.starts_with("http://")) || url.contains(char::is_whitespace) {
            return refused(&format!("`{url}` is no address on the web"), "write https://…, or say it in the reason");
        }
    }
    Ok(())
}

/// The claims that are left out of comparisons.
fn misread_claims(connection: &Connection) -> rusqlite::Result<BTreeSet<i64>> {
    connection.prepare_cached("SELECT claim FROM misread_claim")?.query_map([], |row| row.get(0))?.collect()
}

/// What says something of a claim that is now left out, or let in again, waits to be linked and checked anew.
fn touch(connection: &Connection, before: &BTreeSet<i64>) -> rusqlite::Result<()> {
    for claim in misread_claims(connection)?.symmetric_difference(before) {
        connection.execute(
            "INSERT INTO stale_block (block, extraction)
             SELECT block, (SELECT max(extraction_id) FROM extraction) FROM reading
             WHERE reading_id = (SELECT max(reading_id) FROM reading WHERE claim = ?1)
             ON CONFLICT (block) DO UPDATE SET extraction = excluded.extraction",
            [claim],
        )?;
        connection.execute(
            "INSERT INTO stale_document (document, extraction)
             SELECT document, (SELECT max(extraction_id) FROM extraction) FROM claim WHERE claim_key = ?1
             ON CONFLICT (document) DO UPDATE SET extraction = excluded.extraction",
            [claim],
        )?;
        links::unlink_claim(connection, *claim)?;
    }
    Ok(())
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

/// A figure as people write it: 2068, 2,068, 4.13.
pub fn figure(text: &str) -> Result<Decimal, String> {
    let groups: Vec<&str> = text.split('.').next().unwrap_or("").split(',').collect();
    let grouped = groups.iter().skip(1).all(|group| group.len() == 3);
    let bare = if grouped { text.replace(',', "") } else { text.to_owned() };
    bare.trim().parse().map_err(|_| format!("`{text}` is no number; write 2068 or 4.13, without its unit"))
}
