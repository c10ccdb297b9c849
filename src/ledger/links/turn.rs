//! How several processes link in one ledger at once.
//!
//! What waits stands in the file, and whoever links takes all of it up: two may do the same work, and none waits for the
//! other. Three rules keep what they leave true. Pairs are deleted only in the transaction that makes them untrue: when a
//! document is read again or the desk says something of it ([`forget`]), which also lets the document wait. Pairs are
//! stored only of documents that have not been forgotten since ([`Turn::keep`]), and a document waits no more only once
//! somebody has met all others with it as it is now ([`Turn::end`]). A claim is settled, and stale no more, in one
//! transaction with all pairs that stand then; whoever stores another pair of it marks it again.

use super::super::derive::said_so_far;
use super::super::failure::Cause;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// A pair of claims: the one with the lower id, the other, the weight, whether it is a near miss.
pub(super) type Pair = (usize, usize, f64, bool);

/// One finding of pairs, from its first transaction to its last.
pub(super) struct Turn {
    /// The newest extraction at its beginning.
    newest: i64,
    /// How much the desk had said.
    said: i64,
    /// Another number where somebody else has written since.
    version: i64,
}

impl Turn {
    /// Inside the transaction that begins it.
    pub fn begin(connection: &Connection, newest: i64) -> rusqlite::Result<Self> {
        Ok(Self { newest, said: said_so_far(connection)?, version: version(connection)? })
    }

    /// Stores pairs; `linked_before` are those of their claims that need not be stale. False where the desk has said
    /// something since: then it is to be begun again.
    pub fn keep(
        &self,
        connection: &Connection,
        mut found: Vec<Pair>,
        linked_before: BTreeSet<usize>,
    ) -> Result<bool, Cause> {
        let mut marked = linked_before;
        if version(connection)? != self.version {
            if said_so_far(connection)? != self.said {
                return Ok(false);
            }
            let forgotten = self.forgotten(connection)?;
            found.retain(|(a, b, ..)| !forgotten.contains(a) && !forgotten.contains(b));
            // They may have been settled by somebody else without these.
            marked = found.iter().flat_map(|(a, b, ..)| [*a, *b]).collect();
        }
        let mut pair = connection
            .prepare_cached("INSERT OR REPLACE INTO claim_pair (a, b, weight, near_miss) VALUES (?1, ?2, ?3, ?4)")?;
        for (a, b, weight, near_miss) in found {
            pair.execute(params![a, b, weight, near_miss])?;
        }
        let mut stale = connection.prepare_cached("INSERT OR IGNORE INTO stale_claim (claim) VALUES (?1)")?;
        for claim in marked {
            stale.execute([claim])?;
        }
        Ok(true)
    }

    /// The claims of documents that were recorded or read again since.
    fn forgotten(&self, connection: &Connection) -> Result<BTreeSet<usize>, Cause> {
        let mut statement = connection.prepare_cached(
            "SELECT claim_key FROM unlinked_document u JOIN claim c ON c.document = u.document WHERE u.extraction > ?1",
        )?;
        Ok(statement.query_map([self.newest], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// What was met with all others waits no more. False where the desk has said something since.
    pub fn end(&self, connection: &Connection) -> Result<bool, Cause> {
        let same = said_so_far(connection)? == self.said;
        if same {
            connection.execute("DELETE FROM unlinked_document WHERE extraction <= ?1", [self.newest])?;
        }
        Ok(same)
    }
}

/// Another number than before where another connection has written since.
pub(in crate::ledger) fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))
}

/// The records of some documents and their pairs are no longer true. `documents` is a query for their rows with one
/// parameter, `key`. The claims that were paired with theirs are stale.
pub(in crate::ledger) fn forget(connection: &Connection, documents: &str, key: i64) -> rusqlite::Result<()> {
    for table in ["link_profile", "link_record"] {
        connection.prepare_cached(&format!("DELETE FROM {table} WHERE document IN ({documents})"))?.execute([key])?;
    }
    for (here, there) in [("a", "b"), ("b", "a")] {
        let of = format!("{here} IN (SELECT claim_key FROM claim WHERE document IN ({documents}))");
        connection
            .prepare_cached(&format!("INSERT OR IGNORE INTO stale_claim SELECT {there} FROM claim_pair WHERE {of}"))?
            .execute([key])?;
        connection.prepare_cached(&format!("DELETE FROM claim_pair WHERE {of}"))?.execute([key])?;
    }
    Ok(())
}

/// The pairs of an article's documents are to be found again, and their records are no longer true.
pub(in crate::ledger) fn unlink(connection: &Connection, article: i64, extraction: i64) -> rusqlite::Result<()> {
    forget(connection, "SELECT document_key FROM document WHERE article = ?1", article)?;
    connection
        .prepare_cached(
            "INSERT INTO unlinked_document (document, extraction) SELECT document_key, ?2 FROM document
             WHERE article = ?1 ON CONFLICT (document) DO UPDATE SET extraction = excluded.extraction",
        )?
        .execute([article, extraction])?;
    Ok(())
}

/// The pairs of a claim's document are to be found again, now that the claim is left out or let in.
pub(in crate::ledger) fn unlink_claim(connection: &Connection, claim: i64) -> rusqlite::Result<()> {
    let article = connection.query_row(
        "SELECT d.article FROM claim c JOIN document d ON d.document_key = c.document WHERE c.claim_key = ?1",
        [claim],
        |row| row.get(0),
    )?;
    let newest = connection.query_row("SELECT max(extraction_id) FROM extraction", [], |row| row.get(0))?;
    unlink(connection, article, newest)
}
