//! What the ledger holds, by source and day, and how much was refused and why.

use super::Ledger;
use crate::Error;
use crate::report::Table;
use crate::text::vocabulary;

vocabulary! {
    /// What the figures are broken down by.
    By {
        /// Not at all.
        Total = "total",
        /// By outlet.
        Source = "source",
        /// By day of publication.
        Day = "day",
        /// By outlet and day of publication.
        SourceDay = "source_day",
        /// By why numbers were refused.
        Reason = "reason",
    }
}

impl Ledger {
    /// Counts of what is current: newest revisions, newest readings. Columns: by, source, day, reason, n_documents,
    /// n_claims, n_facts, n_discrepancies, n_conflicts, n_open, n_as_of_stated, n_as_of_publication, n_as_of_unknown,
    /// share_as_of_stated (of the claims), n_rejected, share_rejected (of all numbers). A discrepancy counts for each of
    /// its sources and days, once.
    pub fn stats(&self, by: &[By]) -> Result<Table, Error> {
        let sections: Vec<String> = by.iter().map(|by| section(*by)).collect();
        let sql = format!(
            "{GROUNDS} SELECT * FROM ({}) ORDER BY place, source, day, n_rejected DESC, reason",
            sections.join(" UNION ALL ")
        );
        let mut table = self.rows(&sql, &[])?;
        // The first column only puts the sections in order.
        table.columns.remove(0);
        for row in &mut table.rows {
            row.remove(0);
        }
        Ok(table)
    }
}

/// One row for each current document with its numbers, each fact, discrepancy and refusal with its source and day.
const GROUNDS: &str = "
WITH document_now AS MATERIALIZED (
  SELECT d.document_key, d.document_id, d.source, substr(d.published, 1, 10) AS day,
    (SELECT max(e.extraction_id) FROM extraction e WHERE e.document = d.document_key) AS extraction
  FROM known_document d WHERE d.is_newest_revision),
numbers AS MATERIALIZED (
  SELECT d.*, count(r.reading_id) AS n_claims, coalesce(sum(r.as_of_basis = 'stated'), 0) AS n_stated,
    coalesce(sum(r.as_of_basis = 'publication'), 0) AS n_publication, coalesce(sum(r.as_of_basis = 'unknown'), 0) AS n_unknown,
    (SELECT count(*) FROM rejection x WHERE x.extraction = d.extraction) AS n_rejected
  FROM document_now d LEFT JOIN reading r ON r.extraction = d.extraction GROUP BY d.document_key),
refused AS MATERIALIZED (
  SELECT x.reason, count(*) AS n FROM document_now d CROSS JOIN rejection x ON x.extraction = d.extraction GROUP BY 1),
fact_now AS MATERIALIZED (
  SELECT DISTINCT m.fact, d.source, d.day FROM fact_claim m CROSS JOIN claim c ON c.claim_key = m.claim
  CROSS JOIN document_now d ON d.document_key = c.document),
row_now AS MATERIALIZED (
  SELECT discrepancy_id, relation, status, a_source, substr(a_published, 1, 10) AS a_day, b_source,
    substr(b_published, 1, 10) AS b_day
  FROM discrepancies WHERE relation NOT IN ('equal', 'scope')),
side AS MATERIALIZED (
  SELECT discrepancy_id, relation, status, a_source AS source, a_day AS day FROM row_now
  UNION SELECT discrepancy_id, relation, status, b_source, b_day FROM row_now)";

fn section(by: By) -> String {
    let (place, source, day) = match by {
        By::Total => (1, "NULL", "NULL"),
        By::Source => (2, "source", "NULL"),
        By::Day => (3, "NULL", "day"),
        By::SourceDay => (4, "source", "day"),
        By::Reason => {
            return "SELECT 5 AS place, 'reason' AS by, NULL AS source, NULL AS day, reason, NULL AS n_documents,
               NULL AS n_claims, NULL AS n_facts, NULL AS n_discrepancies, NULL AS n_conflicts, NULL AS n_open,
               NULL AS n_as_of_stated, NULL AS n_as_of_publication, NULL AS n_as_of_unknown, NULL AS share_as_of_stated,
               n AS n_rejected, round(1.0 * n / (SELECT sum(n_claims + n_rejected) FROM numbers), 4) AS share_rejected
               FROM refused"
                .to_owned();
        }
    };
    // A document need have neither source nor day, so groups are matched by IS.
    format!(
        "SELECT {place} AS place, '{by}' AS by, g.source, g.day, NULL AS reason, g.n_documents, g.n_claims,
           coalesce(f.n_facts, 0) AS n_facts, coalesce(s.n_discrepancies, 0) AS n_discrepancies,
           coalesce(s.n_conflicts, 0) AS n_conflicts, coalesce(s.n_open, 0) AS n_open, g.n_stated AS n_as_of_stated,
           g.n_publication AS n_as_of_publication, g.n_unknown AS n_as_of_unknown,
           round(1.0 * g.n_stated / nullif(g.n_claims, 0), 4) AS share_as_of_stated, g.n_rejected,
           round(1.0 * g.n_rejected / nullif(g.n_claims + g.n_rejected, 0), 4) AS share_rejected
         FROM (SELECT {source} AS source, {day} AS day, count(*) AS n_documents, sum(n_claims) AS n_claims,
           sum(n_stated) AS n_stated, sum(n_publication) AS n_publication, sum(n_unknown) AS n_unknown,
           sum(n_rejected) AS n_rejected FROM numbers GROUP BY 1, 2) g
         LEFT JOIN (SELECT {source} AS source, {day} AS day, count(DISTINCT fact) AS n_facts FROM fact_now GROUP BY 1, 2) f
           ON f.source IS g.source AND f.day IS g.day
         LEFT JOIN (SELECT {source} AS source, {day} AS day, count(DISTINCT discrepancy_id) AS n_discrepancies,
             count(DISTINCT iif(relation = 'conflict', discrepancy_id, NULL)) AS n_conflicts,
             count(DISTINCT iif(status = 'open', discrepancy_id, NULL)) AS n_open FROM side GROUP BY 1, 2) s
           ON s.source IS g.source AND s.day IS g.day"
    )
}
