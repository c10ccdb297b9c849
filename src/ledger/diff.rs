//! What two runs read differently: claims gained and lost, slots changed.

use super::Ledger;
use crate::Error;
use crate::report::Table;

/// The slots that are compared. What stands around a quote follows from the quote.
const SLOTS: [&str; 27] = [
    "quote",
    "sentence",
    "low_decimal",
    "high_decimal",
    "granularity_decimal",
    "dimension",
    "rate",
    "role",
    "trend",
    "previous",
    "measured",
    "concept",
    "restrictors",
    "subject",
    "measure",
    "block",
    "period_start",
    "period_end",
    "period_text",
    "as_of_start",
    "as_of_end",
    "as_of_text",
    "as_of_basis",
    "speaker",
    "origin",
    "status",
    "confidence",
];

impl Ledger {
    /// How the reading of run `b` differs from what had been read up to run `a`, in the documents that `b` read: one row
    /// for each claim gained, each claim lost, each slot changed. Columns: change, doc, quote, value_text, slot, before,
    /// after, claim_id, document_id, part, start, end.
    ///
    /// Beside a claim lost stands what became of its number, beside one gained what it was taken for before.
    pub fn run_diff(&self, a: i64, b: i64) -> Result<Table, Error> {
        for run in [a, b] {
            self.documents_of(Some(run))?;
        }
        self.rows(&sql(), &[&a, &b])
    }
}

fn sql() -> String {
    let object = |side: &str| {
        let slots: Vec<String> = SLOTS.iter().map(|slot| format!("'{}', {side}.{slot}", public(slot))).collect();
        format!("json_object({})", slots.join(", "))
    };
    // What became of a number on the other side: another claim at its place, or a refusal.
    let fate = |extraction: &str, of: &str| {
        format!(
            "coalesce(
               (SELECT 'read as ' || o.value_text || ' (' || o.claim_id || ')' FROM reading r
                JOIN claim o ON o.claim_key = r.claim WHERE r.extraction = w.{extraction} AND o.part = {of}.part
                AND o.value_start < {of}.value_end AND {of}.value_start < o.value_end ORDER BY o.value_start LIMIT 1),
               (SELECT 'refused: ' || x.reason FROM rejection x WHERE x.extraction = w.{extraction}
                AND x.part = {of}.part AND x.quote_start < {of}.value_end AND {of}.value_start < x.quote_end
                ORDER BY x.quote_start LIMIT 1))"
        )
    };
    let (before, after) = (object("p"), object("q"));
    let (was, became) = (fate("older", "q"), fate("newer", "p"));
    format!(
        "WITH newer AS (
           SELECT document, max(extraction_id) AS newer FROM (
             SELECT document, extraction_id FROM extraction WHERE run = ?2
             UNION ALL SELECT e.document, e.extraction_id FROM same_reading s
               JOIN extraction e ON e.extraction_id = s.extraction WHERE s.run = ?2) GROUP BY document),
         documents AS (
           SELECT document, newer, (SELECT max(e.extraction_id) FROM extraction e
             WHERE e.document = n.document AND e.run <= ?1) AS older FROM newer n),
         w AS MATERIALIZED (SELECT * FROM documents WHERE newer IS NOT older),
         changed AS (
           SELECT 'changed' AS change, q.doc, q.quote, q.value_text, q.claim_id, q.document_id, q.part,
             q.quote_start AS start, q.quote_end AS \"end\", q.value_start, {before} AS before, {after} AS after
           FROM w CROSS JOIN claim_reading q ON q.extraction = w.newer
           CROSS JOIN claim_reading p ON p.claim_key = q.claim_key AND p.extraction = w.older)
         SELECT change, doc, quote, value_text, slot, before, after, claim_id, document_id, part, start, \"end\" FROM (
           SELECT c.change, c.doc, c.quote, c.value_text, s.key AS slot, s.value AS before, t.value AS after, c.claim_id,
             c.document_id, c.part, c.start, c.\"end\", c.value_start, s.id AS place
           FROM changed c, json_each(c.before) s, json_each(c.after) t
           WHERE c.before <> c.after AND s.key = t.key AND s.value IS NOT t.value
           UNION ALL
           SELECT 'gained', q.doc, q.quote, q.value_text, NULL, {was}, q.value_text, q.claim_id, q.document_id, q.part,
             q.quote_start, q.quote_end, q.value_start, 0
           FROM w CROSS JOIN claim_reading q ON q.extraction = w.newer
           WHERE NOT EXISTS (SELECT 1 FROM reading r WHERE r.claim = q.claim_key AND r.extraction = w.older)
           UNION ALL
           SELECT 'lost', p.doc, p.quote, p.value_text, NULL, p.value_text, {became}, p.claim_id, p.document_id, p.part,
             p.quote_start, p.quote_end, p.value_start, 0
           FROM w CROSS JOIN claim_reading p ON p.extraction = w.older
           WHERE NOT EXISTS (SELECT 1 FROM reading r WHERE r.claim = p.claim_key AND r.extraction = w.newer))
         ORDER BY doc, document_id, part DESC, value_start, claim_id, change, place"
    )
}

/// The name that users know a slot by.
fn public(slot: &str) -> &str {
    slot.strip_suffix("_decimal").unwrap_or(slot)
}
