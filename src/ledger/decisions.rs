//! What the desk decided is the same measure. Added, never changed; a decision is taken back by another.

use super::failure::Cause;
use super::record::json;
use super::record::readings::block_row;
use super::review::{claim_key, signed};
use super::{Ledger, audit, links};
use crate::Error;
use crate::link::{DecisionKind, Desk, MeasureSlots, Ruling};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;

/// A decision on measures.
#[derive(Debug, Clone)]
pub struct Decision<'a> {
    /// What is decided.
    pub kind: DecisionKind,
    /// The measure, fact or claim that it is about.
    pub subject: &'a str,
    /// What it is the same as, or apart from.
    pub object: Option<&'a str>,
    /// For `undo`: the number of the decision that no longer holds.
    pub undoes: Option<i64>,
    /// For `merge` and `split`: the claims that are joined with, or taken out of, the others.
    pub claim_ids: &'a [String],
    /// The others.
    pub other_claim_ids: &'a [String],
    /// For `alias`: the slots of the measure that the other name stands for.
    pub slots: Option<&'a MeasureSlots>,
    /// Who decided it.
    pub by: &'a str,
    /// When.
    pub at: &'a str,
    /// Why.
    pub reason: &'a str,
}

impl Ledger {
    /// Records a decision and gives its number; the blocks that it touches wait to be linked again. The same decision
    /// again (all fields) is the one that is there, unless it was undone.
    pub fn decision(&mut self, decision: &Decision<'_>) -> Result<i64, Error> {
        signed("record the decision", decision.by, decision.reason)?;
        self.write("record a decision in", |connection| {
            let kind = decision.kind.as_str();
            let fields = params![
                kind,
                decision.subject,
                decision.object,
                decision.undoes,
                decision.by,
                decision.at,
                decision.reason
            ];
            let found = connection
                .query_row(
                    "SELECT decision_id FROM decision d WHERE kind = ?1 AND subject = ?2 AND object IS ?3
                     AND undoes IS ?4 AND decided_by = ?5 AND at = ?6 AND reason = ?7
                     AND NOT EXISTS (SELECT 1 FROM decision u WHERE u.undoes = d.decision_id)",
                    fields,
                    |row| row.get(0),
                )
                .optional()?;
            if let Some(found) = found {
                return Ok(found);
            }
            connection.execute(
                "INSERT INTO decision (kind, subject, object, undoes, decided_by, at, reason)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                fields,
            )?;
            let id = connection.last_insert_rowid();
            sides(connection, id, decision)?;
            touch(connection, decision.undoes.unwrap_or(id))?;
            let detail = serde_json::json!({
                "kind": kind,
                "subject": decision.subject,
                "object": decision.object,
                "undoes": decision.undoes,
                "claim_ids": sorted(decision.claim_ids),
                "other_claim_ids": sorted(decision.other_claim_ids),
                "measure_slots": decision.slots,
                "decided_by": decision.by,
                "reason": decision.reason,
            });
            audit::append(connection, decision.at, "decision", &id.to_string(), &detail)?;
            Ok(id)
        })
    }

    /// All decisions, in order, those that are undone too.
    pub fn rulings(&self) -> Result<Vec<Ruling>, Error> {
        self.read("read the decisions of", |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT decision_id, kind, subject, object, undoes, decided_by, at, reason, claim_ids, other_claim_ids,
                   measure_slots, blocks FROM decisions ORDER BY decision_id",
            )?;
            let rulings = statement.query_map([], ruling)?.collect::<rusqlite::Result<_>>()?;
            Ok(rulings)
        })
    }

    /// The decisions that stand, as linking takes them.
    pub fn desk(&self) -> Result<Desk, Error> {
        Ok(Desk::of(self.rulings()?))
    }
}

/// Writes the claims of a decision, and the slots of the measure that an alias stands for.
fn sides(connection: &Connection, id: i64, decision: &Decision<'_>) -> Result<(), Cause> {
    for (side, claims) in [("subject", decision.claim_ids), ("object", decision.other_claim_ids)] {
        for claim in claims {
            connection
                .prepare_cached("INSERT INTO decision_claim (decision, claim, side) VALUES (?1, ?2, ?3)")?
                .execute(params![id, claim_key(connection, claim)?, side])?;
        }
    }
    if let Some(slots) = decision.slots {
        connection.execute(
            "INSERT INTO decision_measure (decision, concept, subject, restrictors, block) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, slots.concept, slots.subject, json(&slots.restrictors)?, block_row(connection, &slots.block)?],
        )?;
    }
    Ok(())
}

/// The blocks of a decision wait to be linked again.
fn touch(connection: &Connection, decision: i64) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO stale_block (block, extraction)
         SELECT b.block_id, (SELECT max(extraction_id) FROM extraction)
         FROM decisions d, json_each(d.blocks) each JOIN block b ON b.block = each.value
         WHERE d.decision_id = ?1 AND EXISTS (SELECT 1 FROM extraction)
         ON CONFLICT (block) DO UPDATE SET extraction = excluded.extraction",
        [decision],
    )?;
    // A merge or a split makes facts again; an alias gives claims other slots, and so other pairs.
    connection.execute(
        "INSERT OR IGNORE INTO stale_claim SELECT claim FROM decision_claim WHERE decision = ?1",
        [decision],
    )?;
    let renamed = "SELECT c.document FROM measure m JOIN reading r ON r.measure = m.measure_id
        JOIN claim c ON c.claim_key = r.claim
        WHERE m.measure IN (SELECT subject FROM decision WHERE kind = 'alias')
        AND EXISTS (SELECT 1 FROM decision WHERE decision_id = ?1 AND kind = 'alias')";
    links::forget(connection, renamed, decision)?;
    connection.execute(
        &format!(
            "INSERT OR IGNORE INTO unlinked_document (document, extraction)
             SELECT DISTINCT document, (SELECT max(extraction_id) FROM extraction) FROM ({renamed})"
        ),
        [decision],
    )?;
    Ok(())
}

fn sorted(ids: &[String]) -> Vec<&String> {
    let mut ids: Vec<&String> = ids.iter().collect();
    ids.sort();
    ids
}

fn ruling(row: &Row<'_>) -> rusqlite::Result<Ruling> {
    let kind: String = row.get(1)?;
    Ok(Ruling {
        decision_id: row.get(0)?,
        kind: kind.parse().map_err(|error| unreadable(1, &error))?,
        subject: row.get(2)?,
        object: row.get(3)?,
        undoes: row.get(4)?,
        decided_by: row.get(5)?,
        at: row.get(6)?,
        reason: row.get(7)?,
        claim_ids: list(row, 8)?,
        other_claim_ids: list(row, 9)?,
        measure_slots: list(row, 10)?,
        blocks: list(row, 11)?,
    })
}

fn list<T: DeserializeOwned + Default>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: Option<String> = row.get(column)?;
    text.map_or_else(
        || Ok(T::default()),
        |text| serde_json::from_str(&text).map_err(|error| unreadable(column, &error)),
    )
}

fn unreadable(column: usize, error: &dyn std::fmt::Display) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error.to_string().into())
}
