-- Sources of official series.

DROP VIEW sources;
CREATE VIEW sources AS -- outlets, and publishers of official series, with what the ledger holds of them
-- kind is reference where a row of an official series is theirs, else news.
SELECT d.source, count(*) AS n_documents, sum(d.copy_of IS NOT NULL) AS n_copies,
  sum((SELECT count(*) FROM reading r WHERE d.is_newest_revision AND r.extraction =
    (SELECT max(e.extraction_id) FROM extraction e WHERE e.document = d.document_key))) AS n_claims,
  min(d.published) AS first_published, max(d.published) AS last_published,
  iif(max(json_extract(d.meta_basis, '$.source') = 'series'), 'reference', 'news') AS kind
FROM known_document d
WHERE d.source IS NOT NULL
GROUP BY d.source;
