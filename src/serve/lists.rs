//! The plain lists of the page: what each is of, and which of its columns are shown.

use super::list::Ask::{Date, One, Source, Words};
use super::list::Shown::{Id, Link, Number, Quote, Text, Time};
use super::list::{Column, Filter, List, Shown};

const fn column(heading: &'static str, name: &'static str, shown: Shown) -> Column {
    Column { heading, name, shown }
}

const DOCUMENTS: List = List {
    name: "documents",
    title: "Documents",
    about: "Every article at every text it has had.",
    keys: "m.document AS key FROM document_metadata m
        WHERE m.metadata_id = (SELECT max(metadata_id) FROM document_metadata WHERE document = m.document)",
    filters: &[
        Filter {
            name: "q",
            label: "Title",
            condition: "m.metadata_id IN (SELECT rowid FROM title_search WHERE title_search MATCH ?1 ->> 'q')",
            kind: Words,
        },
        Filter {
            name: "source",
            label: "Source",
            condition: "m.source IN (SELECT source_id FROM source WHERE source COLLATE NOCASE = ?1 ->> 'source')",
            kind: Source,
        },
        Filter { name: "since", label: "Since", condition: "m.published >= ?1 ->> 'since'", kind: Date },
        Filter { name: "until", label: "Until", condition: "m.published < ?1 ->> 'until' || '~'", kind: Date },
    ],
    orders: &[
        ("added", "newest in the ledger", "m.document DESC"),
        ("published", "newest", "m.published DESC, m.document DESC"),
        ("title", "by title", "m.title COLLATE NOCASE, m.document"),
    ],
    rows: "SELECT k.document_id, k.doc, k.source, k.title, k.author, k.url, k.published, k.modified, k.retrieved, k.language,
        k.meta_basis, k.revision, (SELECT count(*) FROM claim c WHERE c.document = k.document_key) AS n_claims
      FROM page CROSS JOIN known_document k ON k.document_key = page.key",
    columns: &[
        column("Title", "title", Link("/documents/", "document_id")),
        column("Source", "source", Text),
        column("Published", "published", Time),
        column("Claims", "n_claims", Number),
        column("Rev.", "revision", Number),
        column("Document", "doc", Text),
    ],
};

const SOURCES: List = List {
    name: "sources",
    title: "Sources",
    about: "The outlets, with what the ledger holds of each.",
    keys: "s.source_id AS key FROM source s WHERE true",
    filters: &[Filter {
        name: "q",
        label: "Name",
        condition: "instr(lower(s.source), lower(?1 ->> 'q')) > 0",
        kind: Words,
    }],
    orders: &[("name", "by name", "s.source COLLATE NOCASE"), ("added", "newest in the ledger", "s.source_id DESC")],
    rows: "SELECT s.source, (SELECT count(DISTINCT m.document) FROM document_metadata m WHERE m.source = s.source_id) AS n_documents,
        (SELECT count(*) FROM document_metadata m JOIN claim c ON c.document = m.document WHERE m.source = s.source_id) AS n_claims,
        (SELECT min(m.published) FROM document_metadata m WHERE m.source = s.source_id) AS first_published,
        (SELECT max(m.published) FROM document_metadata m WHERE m.source = s.source_id) AS last_published
      FROM page CROSS JOIN source s ON s.source_id = page.key",
    columns: &[
        column("Source", "source", Link("/documents?source=", "source")),
        column("Documents", "n_documents", Number),
        column("Claims", "n_claims", Number),
        column("First", "first_published", Time),
        column("Last", "last_published", Time),
        column("Discrepancies", "source", Link("/discrepancies?source=", "source")),
    ],
};

const FACTS: List = List {
    name: "facts",
    title: "Facts",
    about: "What is measured, with all the values that are stated of it.",
    keys: "f.fact_key AS key FROM fact f WHERE true",
    filters: &[
        Filter {
            name: "measure",
            label: "Measure",
            condition: "f.measure IN (SELECT measure_id FROM measure WHERE instr(lower(measure), lower(?1 ->> 'measure')) > 0)",
            kind: Words,
        },
        Filter { name: "unit", label: "Unit", condition: "f.unit = ?1 ->> 'unit'", kind: Words },
        Filter {
            name: "origins",
            label: "Origins",
            condition: "f.n_origins >= CAST(replace(?1 ->> 'origins', ' or more', '') AS INTEGER)",
            kind: One(&["2 or more", "3 or more", "5 or more"]),
        },
    ],
    orders: &[
        ("origins", "most origins", "f.n_origins DESC, f.fact_id"),
        ("measure", "by measure", "(SELECT measure FROM measure WHERE measure_id = f.measure), f.fact_id"),
        ("newest", "linked last", "f.fact_key DESC"),
    ],
    rows: "SELECT f.fact_id, m.measure, f.concept, f.subject, f.unit, f.n_origins,
        (SELECT count(*) FROM fact_claim c WHERE c.fact = f.fact_key) AS n_claims,
        (SELECT count(DISTINCT stated) FROM fact_claim c WHERE c.fact = f.fact_key) AS n_values,
        (SELECT group_concat(value_text, ' | ') FROM (SELECT min(c.value_text) AS value_text FROM fact_claim s
           JOIN claim c ON c.claim_key = s.claim WHERE s.fact = f.fact_key GROUP BY s.stated
           ORDER BY min(c.unit), min(c.value) NULLS LAST, min(c.claim_id) LIMIT 50)) AS stated_values
      FROM page CROSS JOIN fact f ON f.fact_key = page.key JOIN measure m ON m.measure_id = f.measure",
    columns: &[
        column("Measure", "measure", Link("/facts/", "fact_id")),
        column("Stated", "stated_values", Quote),
        column("Values", "n_values", Number),
        column("Claims", "n_claims", Number),
        column("Origins", "n_origins", Number),
        column("Unit", "unit", Text),
    ],
};

const CLAIMS: List = List {
    name: "claims",
    title: "Claims",
    about: "Every number that was read, as it was read last.",
    keys: "c.claim_key AS key FROM claim c WHERE true",
    filters: &[
        Filter {
            name: "q",
            label: "Quote",
            condition: "c.claim_key IN (SELECT r.claim FROM quote_search s JOIN reading r ON r.reading_id = s.rowid
              WHERE quote_search MATCH ?1 ->> 'q')",
            kind: Words,
        },
        Filter {
            name: "measure",
            label: "Measure",
            condition: "c.claim_key IN (SELECT r.claim FROM reading r WHERE r.measure IN
              (SELECT measure_id FROM measure WHERE instr(lower(measure), lower(?1 ->> 'measure')) > 0))",
            kind: Words,
        },
        Filter {
            name: "source",
            label: "Source",
            condition: "c.document IN (SELECT m.document FROM document_metadata m JOIN source s ON s.source_id = m.source
              WHERE s.source COLLATE NOCASE = ?1 ->> 'source')",
            kind: Source,
        },
        Filter { name: "unit", label: "Unit", condition: "c.unit = ?1 ->> 'unit'", kind: Words },
    ],
    orders: &[("added", "newest in the ledger", "c.claim_key DESC"), ("first", "oldest in the ledger", "c.claim_key")],
    rows: "SELECT r.claim_id, r.document_id, r.doc, r.part, r.quote_start AS start, r.quote_end AS \"end\", r.quote,
        r.value_text, r.value, r.low, r.high, r.approximation, r.unit, r.rate, r.role, r.measured, r.concept, r.subject,
        r.measure, r.as_of_start, r.as_of_end, r.as_of_basis, r.speaker, r.origin, r.status, r.confidence, r.source, r.title,
        r.url, r.published, r.is_current
      FROM page CROSS JOIN newest_reading r ON r.claim_key = page.key",
    columns: &[
        column("Number", "value_text", Link("/claims/", "claim_id")),
        column("Quote", "quote", Quote),
        column("Measure", "measure", Text),
        column("Speaker", "speaker", Text),
        column("Source", "source", Text),
        column("Published", "published", Time),
    ],
};

const RUNS: List = List {
    name: "runs",
    title: "Runs",
    about: "Which command, with which version and vocabulary, added what.",
    keys: "r.run_id AS key FROM run r WHERE true",
    filters: &[],
    orders: &[("newest", "newest", "r.run_id DESC")],
    rows: "SELECT r.* FROM page CROSS JOIN runs r ON r.run_id = page.key",
    columns: &[
        column("Run", "run_id", Link("/runs/", "run_id")),
        column("Command", "command", Text),
        column("Started", "started", Time),
        column("Ended", "ended", Time),
        column("New documents", "n_documents", Number),
        column("Read", "n_read", Number),
        column("Unchanged", "n_unchanged", Number),
        column("Claims", "n_claims", Number),
        column("Refused", "n_rejected", Number),
        column("Replays", "replays", Number),
        column("Version", "version", Text),
        column("Vocabulary", "lexicon_digest", Id),
    ],
};

const VERDICTS: List = List {
    name: "verdicts",
    title: "Verdicts",
    about: "Everything that was said of discrepancies, and what took it back.",
    keys: "v.verdict_id AS key FROM verdict v WHERE true",
    filters: &[Filter { name: "by", label: "By", condition: "v.checked_by COLLATE NOCASE = ?1 ->> 'by'", kind: Words }],
    orders: &[("newest", "newest", "v.verdict_id DESC")],
    rows: "SELECT v.* FROM page CROSS JOIN verdicts v ON v.verdict_id = page.key",
    columns: &[
        column("No.", "verdict_id", Number),
        column("Verdict", "verdict", Link("/discrepancies/", "discrepancy_id")),
        column("Lower", "a_value_text", Text),
        column("Higher", "b_value_text", Text),
        column("By", "checked_by", Text),
        column("At", "at", Time),
        column("Why", "reason", Text),
        column("Undone by", "undone_by", Number),
    ],
};

const DECISIONS: List = List {
    name: "decisions",
    title: "Decisions",
    about: "What the desk decided is the same measure, and what not.",
    keys: "d.decision_id AS key FROM decision d WHERE true",
    filters: &[Filter { name: "by", label: "By", condition: "d.decided_by COLLATE NOCASE = ?1 ->> 'by'", kind: Words }],
    orders: &[("newest", "newest", "d.decision_id DESC")],
    rows: "SELECT d.* FROM page CROSS JOIN decisions d ON d.decision_id = page.key",
    columns: &[
        column("No.", "decision_id", Number),
        column("Decision", "kind", Text),
        column("Of", "subject", Text),
        column("With", "object", Text),
        column("By", "decided_by", Text),
        column("At", "at", Time),
        column("Why", "reason", Text),
        column("Undone by", "undone_by", Number),
    ],
};

const AUDIT: List = List {
    name: "audit",
    title: "Audit trail",
    about: "One row for each document, verdict and decision, each with the hash of the one before it; factledger verify walks it.",
    keys: "a.seq AS key FROM audit_entry a WHERE true",
    filters: &[Filter {
        name: "kind",
        label: "Kind",
        condition: "a.kind = ?1 ->> 'kind'",
        kind: One(&["document", "verdict", "decision"]),
    }],
    orders: &[("newest", "newest", "a.seq DESC"), ("first", "oldest", "a.seq")],
    rows: "SELECT a.* FROM page CROSS JOIN audit a ON a.seq = page.key",
    columns: &[
        column("No.", "seq", Number),
        column("At", "at", Time),
        column("Kind", "kind", Text),
        column("Of", "subject_id", Id),
        column("What", "detail", Text),
        column("Hash", "hash", Id),
    ],
};

/// All of them.
pub(super) const LISTS: &[List] = &[DOCUMENTS, SOURCES, FACTS, CLAIMS, RUNS, VERDICTS, DECISIONS, AUDIT];
