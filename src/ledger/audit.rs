//! The audit trail: rows chained by their hashes, so that a row changed, left out or put in breaks the chain.

use super::failure::Cause;
use super::record::{stated_digest, stated_in};
use super::verify::{Fault, words};
use crate::text::Digest;
use rusqlite::{Connection, OptionalExtension, params};

/// What stands before the first row.
const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Adds a row.
pub(super) fn append(
    connection: &Connection,
    at: &str,
    kind: &str,
    subject_id: &str,
    detail: &serde_json::Value,
) -> rusqlite::Result<()> {
    let last: Option<(i64, String)> = connection
        .prepare_cached("SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (last, previous) = last.unwrap_or((0, NOTHING.to_owned()));
    let (seq, detail) = (last + 1, detail.to_string());
    let hash = link(&previous, seq, at, kind, subject_id, &detail);
    connection
        .prepare_cached(
            "INSERT INTO audit_entry (seq, at, kind, subject_id, detail, previous_hash, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![seq, at, kind, subject_id, detail, previous, hash])?;
    Ok(())
}

fn link(previous: &str, seq: i64, at: &str, kind: &str, subject_id: &str, detail: &str) -> String {
    let seq = seq.to_string();
    Digest::of([previous, &seq, at, kind, subject_id, detail].join("\n").as_bytes()).as_str().to_owned()
}

/// Walks the chain, and sees that every document, verdict and decision is in it.
pub(super) fn walk(connection: &Connection, faults: &mut Vec<Fault>) -> Result<(), Cause> {
    let mut statement = connection
        .prepare("SELECT seq, at, kind, subject_id, detail, previous_hash, hash FROM audit_entry ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let (mut expected, mut previous) = (1, NOTHING.to_owned());
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        let text = |at: usize| words(row, at);
        let (stated, hash) = (text(5)?, text(6)?);
        let mut fault = |problem: &str| faults.push(Fault::new("audit", seq, problem));
        if seq != expected {
            fault("the rows before it are missing");
        } else if stated != previous {
            fault("it does not follow on the row before it");
        }
        if hash != link(&stated, seq, &text(1)?, &text(2)?, &text(3)?, &text(4)?) {
            fault("its hash is not that of its fields");
        }
        (expected, previous) = (seq + 1, hash);
    }
    for (kind, table, id, sql) in [
        ("document", "documents", "document_id", "SELECT document_id FROM document"),
        ("verdict", "verdict", "verdict_id", "SELECT CAST(verdict_id AS TEXT) FROM verdict"),
        ("decision", "decision", "decision_id", "SELECT CAST(decision_id AS TEXT) FROM decision"),
    ] {
        let listed = format!("SELECT subject_id FROM audit_entry WHERE kind = '{kind}'");
        let problems = [
            (table, format!("{sql} EXCEPT {listed}"), "it has no row in the audit trail"),
            ("audit", format!("{listed} EXCEPT {sql}"), "the trail names it, but it is gone"),
        ];
        for (table, sql, problem) in problems {
            let mut statement = connection.prepare(&sql)?;
            for subject in statement.query_map([], |row| row.get::<_, String>(0))? {
                faults.push(Fault::new(table, format!("{id} {}", subject?), problem));
            }
        }
    }
    let mut statement = connection.prepare(
        "SELECT d.document_id FROM document d JOIN audit_entry a ON a.kind = 'document' AND a.subject_id = d.document_id
         WHERE json_valid(a.detail) AND json_extract(a.detail, '$.digest') IS NOT d.digest ORDER BY d.document_key",
    )?;
    for id in statement.query_map([], |row| row.get::<_, String>(0))? {
        faults.push(Fault::new("documents", id?, "its digest is not the one in the audit trail"));
    }
    let mut statement = connection.prepare(
        "SELECT v.verdict_id FROM verdicts v JOIN audit_entry a
           ON a.kind = 'verdict' AND a.subject_id = CAST(v.verdict_id AS TEXT)
         WHERE json_valid(a.detail) AND (json_extract(a.detail, '$.checked_by') IS NOT v.checked_by
           OR json_extract(a.detail, '$.reason') IS NOT v.reason
           OR json_extract(a.detail, '$.undoes') IS NOT v.undoes
           OR v.undoes IS NULL AND (json_extract(a.detail, '$.verdict') IS NOT v.verdict
             OR json_extract(a.detail, '$.misread') IS NOT v.misread
             OR json_extract(a.detail, '$.a_claim_id') IS NOT v.a_claim_id
             OR json_extract(a.detail, '$.b_claim_id') IS NOT v.b_claim_id
             OR coalesce(json_extract(a.detail, '$.checked_on'), a.at) IS NOT v.at
             OR json_extract(a.detail, '$.reference') IS NOT v.reference
             OR json_extract(a.detail, '$.checked_value') IS NOT v.checked_decimal))
         ORDER BY v.verdict_id",
    )?;
    for id in statement.query_map([], |row| row.get::<_, i64>(0))? {
        faults.push(Fault::new("verdict", format!("verdict_id {}", id?), "it is not the one in the audit trail"));
    }
    first_stated(connection, faults)?;
    // A trail from before decisions kept their claims does not name them.
    let mut statement = connection.prepare(
        "SELECT d.decision_id FROM decisions d JOIN audit_entry a
           ON a.kind = 'decision' AND a.subject_id = CAST(d.decision_id AS TEXT)
         WHERE json_valid(a.detail) AND (json_extract(a.detail, '$.kind') IS NOT d.kind
           OR json_extract(a.detail, '$.subject') IS NOT d.subject OR json_extract(a.detail, '$.object') IS NOT d.object
           OR json_extract(a.detail, '$.undoes') IS NOT d.undoes
           OR json_extract(a.detail, '$.decided_by') IS NOT d.decided_by
           OR json_extract(a.detail, '$.reason') IS NOT d.reason
           OR coalesce(json_extract(a.detail, '$.claim_ids'), '[]') IS NOT d.claim_ids
           OR coalesce(json_extract(a.detail, '$.other_claim_ids'), '[]') IS NOT d.other_claim_ids)
         ORDER BY d.decision_id",
    )?;
    for id in statement.query_map([], |row| row.get::<_, i64>(0))? {
        faults.push(Fault::new("decision", format!("decision_id {}", id?), "it is not the one in the audit trail"));
    }
    Ok(())
}

/// What was first stated of each document, and first read of it, by their digests; trails of older programs have none.
fn first_stated(connection: &Connection, faults: &mut Vec<Fault>) -> Result<(), Cause> {
    let mut statement = connection.prepare(
        "SELECT d.document_id, json_extract(a.detail, '$.metadata'), json_extract(a.detail, '$.readings'),
           (SELECT e.digest FROM extraction e WHERE e.document = d.document_key ORDER BY e.extraction_id LIMIT 1),
           s.source, m.title, m.author, m.url, m.published, m.modified, m.retrieved, m.language, m.licence, m.basis,
           json_extract(a.detail, '$.capture'),
           (SELECT c.digest FROM capture c WHERE c.document = d.document_key ORDER BY c.capture_id LIMIT 1)
         FROM document d JOIN audit_entry a ON a.kind = 'document' AND a.subject_id = d.document_id
         LEFT JOIN document_metadata m
           ON m.metadata_id = (SELECT min(metadata_id) FROM document_metadata WHERE document = d.document_key)
         LEFT JOIN source s ON s.source_id = m.source
         WHERE json_valid(a.detail) ORDER BY d.document_key",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut fault = |problem: &str| -> rusqlite::Result<()> {
            faults.push(Fault::new("documents", words(row, 0)?, problem));
            Ok(())
        };
        let (metadata, readings): (Option<String>, Option<String>) = (row.get(1)?, row.get(2)?);
        if metadata
            .is_some_and(|recorded| stated_in(row, 4).map_or(true, |now| stated_digest(&now).as_str() != recorded))
        {
            fault("its metadata are not those in the audit trail")?;
        }
        if readings.is_some() && readings != row.get::<_, Option<String>>(3)? {
            fault("what was read of it first is not what the audit trail says")?;
        }
        let came: Option<String> = row.get(14)?;
        if came.is_some() && came != row.get::<_, Option<String>>(15)? {
            fault("the bytes that it was made from are not those in the audit trail")?;
        }
    }
    Ok(())
}
