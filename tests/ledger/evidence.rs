//! Recording, readings, verdicts, and the triggers that keep them.

use super::originals::capture;
use super::*;
use crate::builder::{AT, about, context, file, sheep};
use crate::said::lexicon;
use factledger::ledger::{Decision, DecisionKind, Entry, Outcome, Review, Verdict};
use factledger::link::MeasureSlots;
use factledger::text::Document;

#[test]
fn a_claim_comes_back_as_it_was_recorded() {
    let mut ledger = memory();
    let (low, high) = two_sources(&mut ledger);
    let mut expected = vec![low, high];
    expected.sort_by(|a, b| a.claim_id.cmp(&b.claim_id));
    assert_eq!(ledger.block_claims("count/sheep").expect("claims"), expected);
    assert!(ledger.block_claims("count/goats").expect("claims").is_empty());
}

#[test]
fn ranges_keep_their_ends_to_the_last_digit() {
    let mut ledger = memory();
    let document = file("a.txt", "Between 3 and 5 tonnes.");
    let mut range = claim(&document, Part::Text, "3 and 5 tonnes", "3 and 5", 3, "hay");
    (range.value, range.granularity) = (None, None);
    range.low = "0.1234567890123456789012345678".parse().ok();
    range.high = "79228162514264337593543950335".parse().ok();
    record(&mut ledger, "lexicon", &[(&document, &extraction(&document, vec![range.clone()], &[]))]);
    let found = ledger.block_claims("count/hay").expect("claims").remove(0);
    assert_eq!((found.value, found.low, found.high, found.granularity), (None, range.low, range.high, None));
}

#[test]
fn every_quote_is_substr_of_its_document() {
    let mut ledger = memory();
    two_sources(&mut ledger);
    let cut = r#"SELECT count(*) FROM claims c JOIN documents d USING (document_id)
        WHERE substr(d.text, c.start + 1, c."end" - c.start) = c.quote
          AND substr(d.text, c.value_start + 1, c.value_end - c.value_start) = c.value_text
          AND instr(d.text, c.sentence) > 0"#;
    assert_eq!(count(&ledger, cut), 2);
}

#[test]
fn adding_twice_changes_nothing() {
    let folder = Folder::new();
    let mut ledger = folder.open();
    two_sources(&mut ledger);
    let before = sizes(&ledger);
    let rows = ledger.query("SELECT * FROM all_claims", &[]).expect("rows");
    two_sources(&mut ledger);
    drop(ledger);
    let mut ledger = folder.open();
    two_sources(&mut ledger);
    assert_eq!(sizes(&ledger), before);
    assert_eq!(ledger.query("SELECT * FROM all_claims", &[]).expect("rows"), rows);
    assert_eq!(ledger.stale_blocks().expect("blocks"), Vec::<String>::new());
}

#[test]
fn a_run_that_adds_nothing_leaves_no_trace() {
    let mut ledger = memory();
    let run = ledger.begin_run("add", "lexicon", AT).expect("a run");
    ledger.record(run, &[], AT).expect("nothing is recorded");
    ledger.end_run(run, AT).expect("it ends");
    assert_eq!(sizes(&ledger).iter().sum::<i64>(), 0);
    assert!(ledger.record(99, &[], AT).is_err(), "a run that nobody began");
}

#[test]
fn runs_that_overlap_have_numbers_of_their_own() {
    let mut ledger = memory();
    let (a, b) = (file("a.txt", "There were 5 sheep."), file("b.txt", "There were 6 sheep."));
    let (in_a, in_b) = (sheep(&a, "5 sheep", "5", 5), sheep(&b, "6 sheep", "6", 6));
    let first = ledger.begin_run("add a", "lexicon", AT).expect("a run");
    let second = ledger.begin_run("add b", "lexicon", AT).expect("a run");
    ledger.record(second, &[Entry { document: &b, extraction: &in_b, path: None }], AT).expect("recorded");
    ledger.record(first, &[Entry { document: &a, extraction: &in_a, path: None }], AT).expect("recorded");
    ledger.end_run(first, AT).expect("it ends");
    ledger.end_run(first, AT).expect("ending twice is ending once");
    let ended = "SELECT command FROM run JOIN run_end ON run = run_id";
    assert_eq!(column(&ledger, ended), ["add a"]);
}

#[test]
fn another_lexicon_reads_again_and_its_reading_counts() {
    let mut ledger = memory();
    two_sources(&mut ledger);
    let courier = page("courier.txt", "https://courier.example/1", "Courier", COURIER);
    let mut again = claim(&courier, Part::Text, "412 sheep", "412", 412, "sheep");
    again.subject = Some("Upper Ostmark".to_owned());
    let recorded = record(&mut ledger, "newer lexicon", &[(&courier, &extraction(&courier, vec![again], &[]))]);
    assert_eq!(recorded[0].outcome, Outcome::Same);
    assert_eq!(count(&ledger, "SELECT count(*) FROM claim"), 2, "the same quantity keeps its id");
    assert_eq!(column(&ledger, "SELECT subject FROM claims WHERE source = 'Courier'"), ["Upper Ostmark"]);
    assert_eq!(count(&ledger, "SELECT count(*) FROM all_claims"), 3);
    assert_eq!(ledger.stale_blocks().expect("blocks"), ["count/sheep"]);
}

#[test]
fn a_claim_that_is_read_no_more_is_kept_but_not_shown() {
    let mut ledger = memory();
    let (low, _) = two_sources(&mut ledger);
    let courier = page("courier.txt", "https://courier.example/1", "Courier", COURIER);
    record(&mut ledger, "newer lexicon", &[(&courier, &extraction(&courier, vec![], &["412", "2024"]))]);
    assert_eq!(column(&ledger, "SELECT source FROM claims"), ["Gazette"]);
    assert_eq!(ledger.stale_blocks().expect("blocks"), ["count/sheep"], "its block is to be linked again");
    let kept = format!("SELECT count(*) FROM all_claims WHERE claim_id = '{}'", low.claim_id);
    assert_eq!(count(&ledger, &kept), 1);
    assert!(ledger.verify().expect("verified").is_empty());
}

#[test]
fn two_readings_of_one_quantity_are_one_and_the_other_is_not_lost() {
    let mut ledger = memory();
    let document = file("a.txt", "There were 5 sheep.");
    let twice = vec![claim(&document, Part::Text, "5 sheep", "5", 5, "sheep"); 2];
    record(&mut ledger, "lexicon", &[(&document, &extraction(&document, twice, &[]))]);
    assert_eq!(column(&ledger, "SELECT quote FROM claims"), ["5 sheep"]);
    assert_eq!(column(&ledger, "SELECT reason FROM rejection"), ["second reading of one quantity"]);
}

#[test]
fn a_batch_is_recorded_whole_or_not_at_all() {
    let mut ledger = memory();
    let (good, bad) = (file("good.txt", "There were 5 sheep."), file("bad.txt", "There were 6 sheep."));
    let read = sheep(&good, "5 sheep", "5", 5);
    let mut wrong = sheep(&bad, "6 sheep", "6", 6);
    wrong.claims[0].confidence = 1.5;
    let run = ledger.begin_run("add", "lexicon", AT).expect("a run");
    let both = [
        Entry { document: &good, extraction: &read, path: None },
        Entry { document: &bad, extraction: &wrong, path: None },
    ];
    assert!(ledger.record(run, &both, AT).is_err());
    assert_eq!(sizes(&ledger).iter().sum::<i64>(), 0);
    ledger.record(run, &both[..1], AT).expect("the good one goes in");
    ledger.end_run(run, AT).expect("it ends");
    assert_eq!(count(&ledger, "SELECT count(*) FROM run_end"), 1);
}

#[test]
fn a_text_with_nul_is_refused_by_its_place() {
    let mut ledger = memory();
    let document = file("a.txt", "There\0were.");
    let nothing = extraction(&document, vec![], &[]);
    let run = ledger.begin_run("add", "lexicon", AT).expect("a run");
    let error = ledger.record(run, &[Entry { document: &document, extraction: &nothing, path: None }], AT);
    assert!(error.expect_err("refused").to_string().contains("byte 5"));
}

#[test]
fn what_is_stale_outlives_the_process() {
    let folder = Folder::new();
    let document = file("a.txt", "There were 5 sheep.");
    let mut ledger = folder.open();
    record(&mut ledger, "lexicon", &[(&document, &sheep(&document, "5 sheep", "5", 5))]);
    drop(ledger);
    let mut ledger = folder.open();
    assert_eq!(ledger.stale_blocks().expect("blocks"), ["count/sheep"]);
    link(&mut ledger);
    assert!(ledger.stale_blocks().expect("blocks").is_empty());
}

#[test]
fn what_comes_while_others_are_linked_is_linked_next() {
    let folder = Folder::new();
    let (mut ours, mut theirs) = (folder.open(), folder.open());
    let (a, b) = (file("a.txt", "There were 5 sheep."), file("b.txt", "There were 6 sheep."));
    record(&mut ours, "lexicon", &[(&a, &sheep(&a, "5 sheep", "5", 5))]);
    let mut is_there = false;
    let linked = ours.relink(lexicon(), |_| {
        if !std::mem::replace(&mut is_there, true) {
            record(&mut theirs, "lexicon", &[(&b, &sheep(&b, "6 sheep", "6", 6))]);
        }
        true
    });
    linked.expect("it is linked");
    assert_eq!(ours.stale_blocks().expect("blocks"), ["count/sheep"]);
    assert_eq!(count(&ours, "SELECT sum(n_claims) FROM facts"), 1);
    link(&mut ours);
    assert!(ours.stale_blocks().expect("blocks").is_empty());
    assert_eq!(count(&ours, "SELECT sum(n_claims) FROM facts"), 2);
}

#[test]
fn a_claim_that_moves_to_another_block_leaves_its_fact() {
    let mut ledger = memory();
    let (low, _) = two_sources(&mut ledger);
    assert_eq!(column(&ledger, "SELECT n_claims FROM facts"), ["2"]);
    let stored = ledger.stored(None, 0, 1).expect("documents").remove(0).document;
    let mut moved = low.clone();
    moved.measured = "barns".to_owned();
    (moved.concept, moved.measure, moved.block) = ("barns".to_owned(), "barns".to_owned(), "count/barns".to_owned());
    let run = ledger.begin_run("runs replay", "newer", AT).expect("a run");
    ledger.record_again(run, &[(&stored, &extraction(&stored, vec![moved], &["2024"]))]).expect("recorded");
    link(&mut ledger);
    assert_eq!(column(&ledger, "SELECT n_claims FROM facts"), ["1", "1"]);
}

#[test]
fn what_is_derived_can_be_made_again() {
    let folder = Folder::new();
    let mut ledger = folder.open();
    two_sources(&mut ledger);
    let views = ["SELECT * FROM facts", "SELECT * FROM discrepancies", "SELECT * FROM discrepancy_pairs"];
    let before = views.map(|view| ledger.query(view, &[]).expect("rows"));
    drop(ledger);
    folder.tampered(
        "DELETE FROM discrepancy; DELETE FROM discrepancy_pair; DELETE FROM fact_claim; DELETE FROM fact;
         INSERT INTO unlinked_document SELECT document, max(extraction_id) FROM extraction GROUP BY document",
    );
    let mut ledger = folder.open();
    assert!(views.iter().all(|view| ledger.query(view, &[]).expect("rows").rows.is_empty()));
    link(&mut ledger);
    assert_eq!(views.map(|view| ledger.query(view, &[]).expect("rows")), before);
}

#[test]
fn a_fact_tells_what_is_said_of_it() {
    let mut ledger = memory();
    two_sources(&mut ledger);
    let facts = ledger
        .query("SELECT n_claims, n_documents, n_sources, n_values, lowest, highest, stated_values FROM facts", &[])
        .expect("rows");
    let integer = Cell::Integer;
    let said = Cell::Text("412 | about 450".to_owned());
    assert_eq!(
        facts.rows,
        [vec![integer(2), integer(2), integer(2), integer(2), Cell::Real(412.0), Cell::Real(450.0), said]]
    );
}

fn review<'a>(a: &'a str, b: &'a str, reason: &'a str) -> Review<'a> {
    Review {
        discrepancy_id: None,
        a_claim_id: a,
        b_claim_id: b,
        verdict: Verdict::Explained,
        misread: None,
        by: "Ada",
        at: AT,
        recorded: AT,
        reason,
        reference: Some("https://council.example/report"),
        checked_value: "412".parse().ok(),
    }
}

#[test]
fn a_verdict_shows_on_the_row_and_the_newest_wins() {
    let mut ledger = memory();
    let (low, high) = two_sources(&mut ledger);
    let shown = "SELECT status || coalesce('/' || verdict || '/' || checked_by || '/' || checked_on || '/' || note, '')
        FROM discrepancies";
    assert_eq!(column(&ledger, shown), ["open"]);
    assert_eq!(count(&ledger, "SELECT count(*) FROM review_queue"), 1);
    // Given in either order of the claims.
    let first = ledger.verdict(&review(&high.claim_id, &low.claim_id, "lambs counted too")).expect("a verdict");
    assert_eq!(column(&ledger, shown), ["checked/explained/Ada/2026-11-22/lambs counted too"]);
    let second = ledger.verdict(&review(&low.claim_id, &high.claim_id, "ewes only")).expect("a verdict");
    assert!(second > first);
    assert_eq!(column(&ledger, shown), ["checked/explained/Ada/2026-11-22/ewes only"]);
    assert_eq!(count(&ledger, "SELECT count(*) FROM review_queue"), 0);
    let again = ledger.verdict(&review(&low.claim_id, &high.claim_id, "ewes only")).expect("a verdict");
    assert_eq!(again, second, "the same verdict twice is one");
    assert_eq!(column(&ledger, "SELECT kind FROM audit"), ["document", "document", "verdict", "verdict"]);
}

#[test]
fn a_verdict_covers_whoever_states_the_same_values() {
    let mut ledger = memory();
    let (low, high) = two_sources(&mut ledger);
    let herald = page("herald.txt", "https://herald.example/1", "Herald", "Herald: 412 sheep are safe.");
    let third = claim(&herald, Part::Text, "412 sheep", "412", 412, "sheep");
    record(&mut ledger, "lexicon", &[(&herald, &extraction(&herald, vec![third.clone()], &[]))]);
    link(&mut ledger);
    let shown = column(&ledger, "SELECT a_claim_id FROM discrepancies WHERE relation = 'conflict'");
    let other = if shown == [low.claim_id.as_str()] { &third } else { &low };
    ledger.verdict(&review(&other.claim_id, &high.claim_id, "lambs counted too")).expect("a verdict");
    assert_eq!(column(&ledger, "SELECT note FROM discrepancies WHERE relation = 'conflict'"), ["lambs counted too"]);
}

#[test]
fn whoever_decides_signs_it_and_says_why() {
    let mut ledger = memory();
    let (low, high) = two_sources(&mut ledger);
    let unsigned = Review { by: " ", ..review(&low.claim_id, &high.claim_id, "why") };
    assert!(ledger.verdict(&unsigned).expect_err("refused").to_string().contains("--by"));
    assert!(ledger.verdict(&review(&low.claim_id, &high.claim_id, "")).is_err());
    assert!(ledger.verdict(&review(&low.claim_id, "cnobody", "why")).is_err());
    assert_eq!(count(&ledger, "SELECT count(*) FROM verdict"), 0);
}

#[test]
fn decisions_are_kept_with_what_undoes_them() {
    let mut ledger = memory();
    let alias = Decision {
        kind: DecisionKind::Alias,
        subject: "ewes@ostmark",
        object: Some("sheep@ostmark"),
        undoes: None,
        claim_ids: &[],
        other_claim_ids: &[],
        slots: None,
        by: "Ada",
        at: AT,
        reason: "the council counts ewes as sheep",
    };
    let first = ledger.decision(&alias).expect("a decision");
    assert_eq!(ledger.decision(&alias).expect("a decision"), first);
    let undo = Decision { kind: DecisionKind::Undo, object: None, undoes: Some(first), ..alias.clone() };
    ledger.decision(&undo).expect("a decision");
    assert!(ledger.decision(&Decision { kind: DecisionKind::Undo, ..alias }).is_err(), "an undo of nothing");
    assert_eq!(column(&ledger, "SELECT kind FROM audit"), ["decision", "decision"]);
    assert!(ledger.verify().expect("verified").is_empty());
}

/// What may be replaced at any time.
const DERIVED: [&str; 14] = [
    "stale_block",
    "fact",
    "fact_claim",
    "discrepancy",
    "discrepancy_pair",
    "stale_document",
    "arithmetic_check",
    "arithmetic_check_claim",
    "link_version",
    "link_record",
    "link_profile",
    "claim_pair",
    "unlinked_document",
    "stale_claim",
];

#[test]
fn evidence_is_neither_changed_nor_deleted_nor_replaced() {
    let folder = Folder::new();
    let mut ledger = folder.open();
    let (low, high) = two_sources(&mut ledger);
    ledger.verdict(&review(&low.claim_id, &high.claim_id, "lambs counted too")).expect("a verdict");
    let decision = Decision {
        kind: DecisionKind::Merge,
        subject: "a",
        object: Some("b"),
        undoes: None,
        claim_ids: std::slice::from_ref(&low.claim_id),
        other_claim_ids: std::slice::from_ref(&high.claim_id),
        slots: None,
        by: "Ada",
        at: AT,
        reason: "one flock",
    };
    ledger.decision(&decision).expect("a decision");
    let slots = MeasureSlots {
        concept: "sheep".to_owned(),
        subject: None,
        restrictors: Vec::new(),
        block: "count/sheep".to_owned(),
    };
    let alias =
        Decision { kind: DecisionKind::Alias, claim_ids: &[], other_claim_ids: &[], slots: Some(&slots), ..decision };
    ledger.decision(&alias).expect("a decision");
    ledger.save_query("all", "SELECT * FROM claims", "Ada", AT).expect("a query that is kept");
    let mut courier = page("courier.txt", "https://courier.example/1", "Courier", COURIER);
    courier.capture = Some(capture(COURIER.as_bytes()));
    let again = extraction(&courier, vec![low.clone()], &["2024"]);
    record(&mut ledger, "newer lexicon", &[(&courier, &again)]);
    drop(ledger);
    // Another program, which knows nothing of us.
    let connection = rusqlite::Connection::open(folder.path()).expect("it opens");
    let tables: Vec<String> = connection
        .prepare(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
        )
        .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
        .expect("tables");
    // Whatever is not known to be derived is evidence.
    let evidence: Vec<String> = tables.into_iter().filter(|table| !DERIVED.contains(&table.as_str())).collect();
    assert!(evidence.len() >= 21, "{evidence:?}");
    for table in evidence {
        let rows: i64 =
            connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).expect("a count");
        assert!(rows > 0, "{table} is empty, so that its triggers are not tried");
        let columns: Vec<String> = connection
            .prepare(&format!("SELECT name FROM pragma_table_info('{table}')"))
            .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
            .expect("columns");
        let list = columns.join(", ");
        for sql in [
            format!("UPDATE {table} SET {0} = {0}", columns[0]),
            format!("DELETE FROM {table}"),
            format!("INSERT OR REPLACE INTO {table} ({list}) SELECT {list} FROM {table}"),
        ] {
            let error = connection.execute(&sql, []).expect_err(&sql).to_string();
            assert!(error.contains("append-only"), "{sql}: {error}");
        }
    }
}

#[test]
fn full_text_search_finds_quotes_sentences_and_titles() {
    let mut ledger = memory();
    let about = factledger::text::Metadata { title: Some("The flock is safe".to_owned()), ..about("Courier", None) };
    let document = Document::new("a.txt".to_owned(), None, COURIER.to_owned(), 0, about);
    record(&mut ledger, "lexicon", &[(&document, &sheep(&document, "412 sheep", "412", 412))]);
    assert_eq!(count(&ledger, "SELECT count(*) FROM quote_search WHERE quote_search MATCH 'sheep'"), 1);
    assert_eq!(count(&ledger, "SELECT count(*) FROM sentence_search WHERE sentence_search MATCH 'elan'"), 1);
    assert_eq!(count(&ledger, "SELECT count(*) FROM title_search WHERE title_search MATCH 'flock'"), 1);
}

#[test]
fn a_document_carries_its_context() {
    let mut ledger = memory();
    two_sources(&mut ledger);
    let claims = ledger.block_claims("count/sheep").expect("claims");
    assert!(claims.iter().all(|claim| claim.context.as_deref() == Some(&context())));
}
