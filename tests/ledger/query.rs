//! Anybody's SQL, and the names it may rely on.

use super::*;

const CLAIM: &str = "claim_id, document_id, doc, part, start, end, quote, prefix, suffix, sentence, value_text, \
    value_start, value_end, value, value_decimal, low, high, granularity, approximation, unit, dimension, rate, role, \
    trend, previous, measured, concept, restrictors, subject, measure, block, period_start, period_end, period_text, \
    as_of_start, as_of_end, as_of_text, as_of_basis, speaker, origin, status, confidence, source, title, url, \
    published, modified, language";
const DISCREPANCY: &str = "discrepancy_id, kind, relation, explanation, diagnosis, measure, subject, unit, period, \
    as_of, n_sources, n_origins, low_value, high_value, difference, relative_difference, ratio, confidence, \
    a_claim_id, a_value_text, a_value, a_quote, a_speaker, a_source, a_published, a_doc, a_start, a_end, a_url, \
    b_claim_id, b_value_text, b_value, b_quote, b_speaker, b_source, b_published, b_doc, b_start, b_end, b_url, \
    status, verdict, checked_by, checked_on, note";
const DOCUMENT: &str = "document_id, doc, source, title, author, url, published, modified, retrieved, language, \
    meta_basis, revision, text";

fn columns(ledger: &Ledger, view: &str) -> String {
    ledger.query(&format!("SELECT * FROM {view} LIMIT 0"), &[]).expect("the view is there").columns.join(", ")
}

#[test]
fn the_stable_views_have_the_columns_that_were_promised() {
    let ledger = memory();
    assert_eq!(columns(&ledger, "claims"), CLAIM);
    assert_eq!(columns(&ledger, "all_claims"), format!("{CLAIM}, revision, run, is_current"));
    assert_eq!(columns(&ledger, "discrepancies"), DISCREPANCY);
    assert_eq!(columns(&ledger, "discrepancy_pairs"), DISCREPANCY);
    assert_eq!(columns(&ledger, "review_queue"), DISCREPANCY);
    assert_eq!(columns(&ledger, "documents"), DOCUMENT);
    assert_eq!(columns(&ledger, "audit"), "seq, at, kind, subject_id, detail, previous_hash, hash");
    assert_eq!(
        columns(&ledger, "facts"),
        "fact_id, measure, concept, subject, unit, block, n_claims, n_documents, n_sources, n_values, lowest, highest, \
         stated_values, first_published, last_published, n_origins"
    );
    assert_eq!(
        columns(&ledger, "decisions"),
        "decision_id, kind, subject, object, undoes, undone_by, decided_by, at, reason, claim_ids, other_claim_ids, \
         measure_slots, blocks"
    );
    assert_eq!(
        columns(&ledger, "fact_values"),
        "fact_id, as_of_start, as_of_end, source, published, value_text, value, low, high, unit, approximation, speaker, \
         n_claims, claim_id"
    );
    assert_eq!(
        columns(&ledger, "sources"),
        "source, n_documents, n_copies, n_claims, first_published, last_published, kind"
    );
}

#[test]
fn a_discrepancy_reads_as_it_was_found() {
    let mut ledger = memory();
    let (low, high) = two_sources(&mut ledger);
    for view in ["discrepancies", "discrepancy_pairs", "review_queue"] {
        let row = ledger
            .query(
                &format!(
                    "SELECT relation, low_value, high_value, difference, relative_difference, a_claim_id, b_claim_id,
                       a_quote, b_source, b_doc, a_start, a_end, n_sources FROM {view}"
                ),
                &[],
            )
            .expect("rows");
        let text = |text: &str| Cell::Text(text.to_owned());
        let start = |place: usize| Cell::Integer(place as i64);
        assert_eq!(
            row.rows,
            [vec![
                text("conflict"),
                Cell::Real(412.0),
                Cell::Real(450.0),
                Cell::Real(38.0),
                Cell::Real(0.0844444),
                text(&low.claim_id),
                text(&high.claim_id),
                text("412 sheep"),
                text("Gazette"),
                text("gazette.txt"),
                start(low.start),
                start(low.end),
                Cell::Integer(2),
            ]]
        );
    }
}

#[test]
fn sources_are_summed_up() {
    let mut ledger = memory();
    two_sources(&mut ledger);
    let sources = "SELECT source || ' ' || n_documents || ' ' || n_claims || ' ' || first_published FROM sources";
    assert_eq!(column(&ledger, sources), ["Courier 1 1 2024-05-12", "Gazette 1 1 2024-05-12"]);
}

#[test]
fn previous_and_restrictors_are_plain() {
    let mut ledger = memory();
    two_sources(&mut ledger);
    let sql = "SELECT previous, restrictors ->> '$[0].text' FROM claims LIMIT 1";
    let row = ledger.query(sql, &[]).expect("rows").rows.remove(0);
    assert_eq!(row, [Cell::Integer(0), Cell::Text("rescued".to_owned())]);
}

#[test]
fn parameters_go_by_name() {
    let mut ledger = memory();
    two_sources(&mut ledger);
    let named = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let found =
        |sql: &str, parameters: &[(String, String)]| ledger.query(sql, parameters).map(|table| table.rows.len());
    let sql = "SELECT 1 FROM claims WHERE coalesce(value, 0) > :least AND source = @source";
    assert_eq!(found(sql, &[named("least", "411"), named(":source", "Courier")]).expect("rows"), 1);
    assert_eq!(found(sql, &[named("least", "412.5"), named("source", "Courier")]).expect("rows"), 0);
    assert!(found(sql, &[named("least", "1")]).expect_err("one is missing").to_string().contains("@source"));
    assert!(found(sql, &[named("other", "1")]).expect_err("unknown").to_string().contains(":other"));
    // What is not written as a number is a name.
    let kinds = ledger
        .query("SELECT typeof(:a), typeof(:b), typeof(:c)", &[named("a", "007"), named("b", "7"), named("c", "0.5")]);
    let kinds: Vec<_> = kinds.expect("rows").rows.remove(0);
    assert_eq!(kinds, ["text", "integer", "real"].map(|kind| Cell::Text(kind.to_owned())));
}

#[test]
fn a_query_reads_and_does_nothing_else() {
    let folder = Folder::new();
    let mut ledger = folder.open();
    two_sources(&mut ledger);
    let before = sizes(&ledger);
    let elsewhere = folder.folder.path().join("elsewhere.db").display().to_string();
    for sql in [
        "INSERT INTO source (source) VALUES ('x')",
        "INSERT INTO source (source) VALUES ('x') RETURNING source",
        "UPDATE fact SET concept = 'x'",
        "DELETE FROM discrepancy",
        "DELETE FROM discrepancy RETURNING 1",
        "DROP VIEW claims",
        "CREATE TABLE x (y)",
        "CREATE TEMP TABLE x (y)",
        "CREATE VIRTUAL TABLE temp.x USING fts5(y)",
        "ALTER TABLE fact RENAME TO fakt",
        "PRAGMA user_version = 7",
        "PRAGMA user_version(7)",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA writable_schema = ON",
        "PRAGMA query_only = OFF",
        "PRAGMA wal_checkpoint",
        "PRAGMA optimize",
        "PRAGMA incremental_vacuum",
        &format!("ATTACH '{elsewhere}' AS other"),
        "DETACH main",
        &format!("VACUUM INTO '{elsewhere}'"),
        "VACUUM",
        "ANALYZE",
        "REINDEX",
        "BEGIN",
        "SAVEPOINT x",
        "SELECT load_extension('x')",
        "INSERT INTO quote_search(quote_search) VALUES ('delete-all')",
        "SELECT 1; DELETE FROM fact",
        "",
        "SELECT",
        "SELECT nothing FROM claims",
    ] {
        assert!(ledger.query(sql, &[]).is_err(), "`{sql}` ran");
    }
    assert_eq!(sizes(&ledger), before);
    assert_eq!(count(&ledger, "SELECT count(*) FROM facts"), 1);
    assert!(!Path::new(&elsewhere).exists());
    // And the ledger itself can still write.
    link(&mut ledger);
    for sql in [
        "PRAGMA table_info(claims)",
        "PRAGMA user_version",
        "SELECT name FROM pragma_table_info('claim')",
        "SELECT value FROM json_each('[1, 2]')",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n",
        "EXPLAIN QUERY PLAN SELECT * FROM claims",
        "SELECT 1;",
        "SELECT x'00ff'",
        "SELECT highlight(quote_search, 0, '<', '>') FROM quote_search('sheep') ORDER BY rank",
        "SELECT name FROM sqlite_schema",
    ] {
        assert!(!ledger.query(sql, &[]).expect(sql).rows.is_empty(), "`{sql}` found nothing");
    }
}

#[test]
fn a_mistake_is_shown_where_it_stands() {
    let error = memory().query("SELECT quote\nFROM claims WHERE spaeker = 'x'", &[]).expect_err("refused").to_string();
    assert!(error.contains("\n  | FROM claims WHERE spaeker = 'x'\n  |                   ^"), "{error}");
}

#[test]
fn the_schema_lists_every_view_and_table_once() {
    let schema = memory().schema().expect("the schema");
    for (kind, name) in
        [("VIEW", "documents"), ("VIEW", "audit"), ("TABLE", "claim"), ("VIRTUAL TABLE", "quote_search")]
    {
        assert_eq!(schema.matches(&format!("CREATE {kind} {name} ")).count(), 1, "{name}");
    }
    assert!(schema.starts_with("CREATE VIEW documents AS -- every revision"));
    assert!(!schema.contains("quote_search_idx") && schema.ends_with(";\n"));
    // It is the schema: SQL that makes the same tables and views.
    let other = rusqlite::Connection::open_in_memory().expect("it opens");
    let (views, tables): (Vec<_>, Vec<_>) = schema.split(";\n\n").partition(|sql| sql.starts_with("CREATE VIEW"));
    tables.iter().chain(&views).for_each(|sql| other.execute_batch(sql).expect(sql));
}

#[test]
fn every_foreign_key_has_an_index() {
    let ledger = memory();
    let bare = "SELECT t.name || '.' || f.\"from\" FROM pragma_table_list t, pragma_foreign_key_list(t.name) f
        WHERE NOT EXISTS (SELECT 1 FROM pragma_index_list(t.name) i, pragma_index_info(i.name) c
          WHERE c.seqno = 0 AND c.name = f.\"from\")
        AND NOT EXISTS (SELECT 1 FROM pragma_table_info(t.name) p WHERE p.name = f.\"from\" AND p.pk = 1)
        -- Never deleted and never searched from this side.
        AND t.name NOT IN ('run', 'document_metadata', 'extraction', 'reading', 'stale_block', 'stale_document',
          'unlinked_document', 'document')
        AND NOT (t.name = 'discrepancy_pair' AND f.\"from\" <> 'fact')
        AND f.\"from\" NOT IN ('measure')";
    assert_eq!(column(&ledger, bare), Vec::<String>::new());
}
