//! `log`: the audit trail, all of it or what concerns one thing.

use super::filter::Filter;
use super::options::{Writing, written_date};
use super::session::{Session, Stop};
use super::show::{Subject, resolve};
use crate::report::Layout;
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger log
  factledger log x7k2
  factledger log --kind verdict --by Ada --since 2026-11 --format csv

Rows are in the order of the chain: each has the hash of the one before it, and `factledger verify` walks them.";

/// Shows the audit trail: documents added, verdicts and decisions, with who, when and why
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Log {
    /// Only what concerns this claim, fact, discrepancy or document (its id or the beginning of it), or row number
    id: Option<String>,
    /// Only rows of this kind: document, verdict, decision
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Only what this person decided
    #[arg(long, value_name = "NAME")]
    by: Vec<String>,
    /// Only what was done on that date or later
    #[arg(long, value_name = "DATE", value_parser = written_date)]
    since: Option<String>,
    /// At most so many, the last ones
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(session: &Session, command: &Log) -> Result<ExitCode, Stop> {
    let ledger = session.ledger_read_only()?;
    let mut filter = Filter::default();
    filter.any_of(&["kind"], &command.kind);
    filter.any_of(&["by"], &command.by);
    filter.since(&["at"], command.since.as_deref());
    let mut concerned = "SELECT NULL AS claim_id, NULL AS document_id WHERE false".to_owned();
    if let Some(given) = &command.id {
        if let Ok(seq) = given.trim().parse::<i64>() {
            filter.condition(format!("seq = {seq}"));
        } else {
            let (subject, id) = resolve(&ledger, given)?;
            concerned = claims_of(subject).replace("?", &filter.parameter(id));
            filter.condition(CONCERNS);
        }
    }
    let limit = command.limit.and_then(|limit| i64::try_from(limit).ok()).unwrap_or(-1);
    let select = format!("WITH concerned(claim_id, document_id) AS MATERIALIZED ({concerned}) SELECT * FROM ({ROWS})");
    let newest = filter.sql(&select, &format!("seq DESC LIMIT {limit}"), None);
    let table = ledger.query(&format!("SELECT * FROM ({newest}) ORDER BY seq"), filter.parameters())?;
    session.print(&table, session.format(), &command.writing, |table| Layout::LOG.of(table))?;
    Ok(ExitCode::SUCCESS)
}

/// The trail with what people look for taken out of the detail.
const ROWS: &str = "SELECT seq, at, kind,
  coalesce(json_extract(detail, '$.outcome'), json_extract(detail, '$.verdict'), json_extract(detail, '$.kind')) AS event,
  CASE kind
    WHEN 'document' THEN (SELECT doc FROM documents d WHERE d.document_id = a.subject_id)
    WHEN 'verdict' THEN concat_ws(' / ', json_extract(detail, '$.a_claim_id'), json_extract(detail, '$.b_claim_id'))
    ELSE concat_ws(' / ', json_extract(detail, '$.subject'), json_extract(detail, '$.object'),
      'undoes ' || json_extract(detail, '$.undoes'))
  END AS about,
  coalesce(json_extract(detail, '$.checked_by'), json_extract(detail, '$.decided_by')) AS by,
  json_extract(detail, '$.reason') AS reason, subject_id, detail, previous_hash, hash
FROM audit a";

/// A row concerns a document, a claim of a verdict, a claim or a measure of a decision, or it takes such a decision back.
const CONCERNS: &str = "(kind = 'document' AND subject_id IN (SELECT document_id FROM concerned)
  OR kind = 'verdict' AND (json_extract(detail, '$.a_claim_id') IN (SELECT claim_id FROM concerned)
    OR json_extract(detail, '$.b_claim_id') IN (SELECT claim_id FROM concerned))
  OR kind = 'decision' AND coalesce(json_extract(detail, '$.undoes'), CAST(subject_id AS INTEGER)) IN (
    SELECT decision_id FROM decisions d WHERE EXISTS (
      SELECT 1 FROM json_each(d.claim_ids) e WHERE e.value IN (SELECT claim_id FROM concerned)
      UNION ALL SELECT 1 FROM json_each(d.other_claim_ids) e WHERE e.value IN (SELECT claim_id FROM concerned))
    OR d.kind = 'alias' AND EXISTS (SELECT 1 FROM concerned JOIN all_claims c USING (claim_id)
      WHERE c.measure IN (d.subject, d.object))))";

/// The claims and documents that something is made of; `?` is its id.
fn claims_of(subject: Subject) -> &'static str {
    match subject {
        Subject::Claim => "SELECT claim_id, document_id FROM all_claims WHERE claim_id = ?",
        Subject::Document => {
            "SELECT NULL, document_id FROM documents WHERE document_id = ?
             UNION SELECT claim_id, document_id FROM all_claims WHERE document_id = ?"
        }
        Subject::Fact => {
            "SELECT c.claim_id, d.document_id FROM fact f JOIN fact_claim m ON m.fact = f.fact_key
             JOIN claim c ON c.claim_key = m.claim JOIN document d ON d.document_key = c.document WHERE f.fact_id = ?"
        }
        Subject::Discrepancy => {
            "SELECT claim_id, document_id FROM all_claims WHERE claim_id IN (
               SELECT a_claim_id FROM discrepancies WHERE discrepancy_id = ?
               UNION SELECT b_claim_id FROM discrepancies WHERE discrepancy_id = ?
               UNION SELECT a_claim_id FROM discrepancy_pairs WHERE discrepancy_id = ?
               UNION SELECT b_claim_id FROM discrepancy_pairs WHERE discrepancy_id = ?
               UNION SELECT e.value FROM checks, json_each(claim_ids) e WHERE check_id = ?)"
        }
    }
}
