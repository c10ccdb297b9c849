//! Which document is it? An address at one text; the rules of "Identity" in the contract.

use crate::text::{Document, id_of};
use rusqlite::{Connection, OptionalExtension, params};

/// A document that stands in the ledger.
pub(super) struct Known {
    pub(super) key: i64,
    pub(super) id: String,
}

/// The document in the ledger that this one is, if any:
/// the same text at the same address; or with a URL that became known later; or, where neither URL nor id is known,
/// the same text at another path, unless the two name different outlets, which are then two publications of one text.
pub(super) fn known(connection: &Connection, document: &Document) -> rusqlite::Result<Option<Known>> {
    let found = |sql: &str, parameters: &[&dyn rusqlite::ToSql]| {
        connection
            .prepare_cached(sql)?
            .query_row(parameters, |row| Ok(Known { key: row.get(0)?, id: row.get(1)? }))
            .optional()
    };
    let same = found("SELECT document_key, document_id FROM document WHERE document_id = ?1", &[&document.id])?;
    if same.is_some() {
        return Ok(same);
    }
    let digest = document.digest.as_str();
    if let Some(url) = &document.metadata.url {
        let by_path = id_of('d', &[&document.doc, digest]);
        return found(
            "SELECT d.document_key, d.document_id FROM known_document d
             WHERE d.digest = ?1 AND (d.url = ?2 OR d.url IS NULL AND d.document_id = ?3)
             ORDER BY d.document_key LIMIT 1",
            &[&digest, url, &by_path],
        );
    }
    if !document.path_is_address {
        return Ok(None);
    }
    found(
        "SELECT d.document_key, d.document_id FROM known_document d
         WHERE d.digest = ?1 AND (?2 IS NULL OR d.source IS NULL OR d.source = ?2)
         ORDER BY d.document_key LIMIT 1",
        &[&digest, &document.metadata.source],
    )
}

/// How many revisions there are of the article at an address.
pub(super) fn revisions(connection: &Connection, address: &str) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(
            "SELECT count(*) FROM document d JOIN article a ON a.article_id = d.article WHERE a.address = ?1",
        )?
        .query_row([address], |row| row.get(0))
}

/// The article at an address, made if there is none, and how many revisions it has.
pub(super) fn article(connection: &Connection, address: &str) -> rusqlite::Result<(i64, i64)> {
    let found = connection
        .prepare_cached(
            "SELECT article_id, (SELECT coalesce(max(revision), 0) FROM document WHERE article = article_id)
             FROM article WHERE address = ?1",
        )?
        .query_row([address], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some(found) = found {
        return Ok(found);
    }
    connection.prepare_cached("INSERT INTO article (address) VALUES (?1)")?.execute([address])?;
    Ok((connection.last_insert_rowid(), 0))
}

/// The first document with this text.
pub(super) fn original(connection: &Connection, digest: &str) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT min(document_key) FROM document WHERE digest = ?1")?
        .query_row(params![digest], |row| row.get(0))
}
