//! Verdicts: they stay on their pair whatever comes later, a misread claim is compared with nothing, and nothing that
//! was said is lost.

use crate::properties::recording::{add, add_by, articles, ledger, linked_while, seen};
use factledger::ledger::{Ledger, Misread, Pair, Review, Undo, Verdict};
use factledger::report::Cell;
use proptest::prelude::*;

const AT: &str = "2026-11-22T09:00:00Z";

/// The discrepancy between the two costs of the quay, or any whose values are said so.
fn pair(ledger: &Ledger, a: &str, b: &str) -> Pair {
    let sql = format!("SELECT discrepancy_id FROM discrepancies WHERE a_value_text = '{a}' AND b_value_text = '{b}'");
    let rows = ledger.query(&sql, &[]).expect("rows").rows;
    let id = rows.first().and_then(|row| row[0].text()).unwrap_or_else(|| panic!("{a} against {b} is a row"));
    ledger.pair(id).expect("read").expect("a pair")
}

fn costs(ledger: &Ledger) -> Pair {
    pair(ledger, "$38 million", "$45 million")
}

fn review(pair: &Pair, verdict: Verdict) -> Review<'_> {
    Review {
        discrepancy_id: Some(&pair.discrepancy_id),
        a_claim_id: &pair.a_claim_id,
        b_claim_id: &pair.b_claim_id,
        verdict,
        misread: None,
        by: "Ada",
        at: AT,
        recorded: AT,
        reason: "the council's accounts",
        reference: Some("https://council.example/accounts"),
        checked_value: "45000000".parse().ok(),
    }
}

/// Verdict, reviewer and note of every row, in order.
fn shown(ledger: &Ledger) -> Vec<String> {
    let sql = "SELECT coalesce(verdict || ' by ' || checked_by || ': ' || note, status) FROM discrepancies
        WHERE a_value_text = '$38 million'";
    ledger.query(sql, &[]).expect("rows").rows.iter().map(|row| row[0].plain().into_owned()).collect()
}

fn filled(count: usize) -> (tempfile::TempDir, Ledger) {
    let (folder, mut ledger) = ledger();
    add(&mut ledger, &articles().iter().take(count).collect::<Vec<_>>());
    (folder, ledger)
}

#[test]
fn a_verdict_survives_a_third_source_a_newer_engine_and_a_rebuild() {
    let (folder, mut ledger) = filled(2);
    let judged = costs(&ledger);
    let number = ledger.verdict(&review(&judged, Verdict::Confirmed)).expect("a verdict");
    let expected = ["confirmed by Ada: the council's accounts"];
    assert_eq!(shown(&ledger), expected);
    // An outlet that was earlier says $45 million too, and is the one that the row shows from now on.
    let mut earlier = articles().remove(3);
    earlier.0.metadata.published = "2026-11-01".parse().ok();
    earlier.1 = factledger::claim::extract(&earlier.0, crate::said::lexicon());
    add(&mut ledger, &[&earlier]);
    let moved = costs(&ledger);
    assert_ne!(moved.b_claim_id, judged.b_claim_id, "the row is of another claim");
    assert_eq!(shown(&ledger), expected);
    let history = ledger.judged(&moved).expect("the verdicts");
    assert_eq!(
        (history[0].verdict_id, history[0].is_shown, &history[0].b_claim_id),
        (number, true, &judged.b_claim_id)
    );

    let documents = articles();
    add_by(&mut ledger, &documents.iter().take(2).chain([&earlier]).collect::<Vec<_>>(), "newer");
    assert_eq!(shown(&ledger), expected);
    drop(ledger);
    let connection = rusqlite::Connection::open(folder.path().join("ledger.db")).expect("it opens");
    let emptied = "DELETE FROM discrepancy; DELETE FROM discrepancy_pair; DELETE FROM fact;
        INSERT INTO unlinked_document SELECT document, max(extraction_id) FROM extraction GROUP BY document;";
    connection.execute_batch(emptied).expect("emptied");
    let mut ledger = Ledger::open(&folder.path().join("ledger.db")).expect("it opens");
    assert_eq!(shown(&ledger), [""; 0]);
    add(&mut ledger, &[]);
    assert_eq!(shown(&ledger), expected);
}

#[test]
fn a_misread_claim_is_left_out_and_kept() {
    let (_folder, mut ledger) = filled(6);
    let before = seen(&ledger);
    let judged = costs(&ledger);
    let misread = Review { misread: Some(Misread::B), ..review(&judged, Verdict::Misread) };
    let number = ledger.verdict(&misread).expect("a verdict");
    add(&mut ledger, &[]);
    let has = |ledger: &Ledger, view: &str| {
        let sql = format!("SELECT count(*) FROM {view} WHERE :id IN (a_claim_id, b_claim_id)");
        ledger.query(&sql, &[("id".to_owned(), judged.b_claim_id.clone())]).expect("rows").rows[0][0].clone()
    };
    assert_eq!(has(&ledger, "discrepancies"), Cell::Integer(0));
    assert_eq!(has(&ledger, "discrepancy_pairs"), Cell::Integer(0));
    assert_eq!(shown(&ledger), ["open"], "whoever else says $45 million still does");
    assert_eq!(seen(&ledger)[1], before[1], "the claims are all there");
    assert_eq!(ledger.pair(&judged.discrepancy_id).expect("read").as_ref(), Some(&judged), "found by the verdict");

    // Somebody who knows better lets it in again; taking that back leaves it out; taking all back is as before.
    let other = Review { by: "Ben", ..review(&judged, Verdict::Dismissed) };
    let second = ledger.verdict(&other).expect("a verdict");
    add(&mut ledger, &[]);
    assert_ne!(has(&ledger, "discrepancies"), Cell::Integer(0));
    let undo = |verdict_id| Undo { verdict_id, by: "Ben", at: AT, reason: "a slip" };
    ledger.undo_verdict(&undo(second)).expect("undone");
    add(&mut ledger, &[]);
    assert_eq!(has(&ledger, "discrepancies"), Cell::Integer(0));
    ledger.undo_verdict(&undo(number)).expect("undone");
    add(&mut ledger, &[]);
    assert_eq!(seen(&ledger), before);
}

#[test]
fn of_two_people_both_are_kept_and_the_newer_is_shown() {
    let (_folder, mut ledger) = filled(6);
    let pair = costs(&ledger);
    let ada = ledger.verdict(&review(&pair, Verdict::Confirmed)).expect("a verdict");
    // A sheet that comes back late tells of an earlier day.
    let late = Review { by: "Ben", at: "2026-11-20", ..review(&pair, Verdict::Dismissed) };
    let ben = ledger.verdict(&late).expect("a verdict");
    assert_eq!(shown(&ledger), ["confirmed by Ada: the council's accounts"]);
    // On one day the one that was recorded last counts, whether or not it has a time; either way round.
    let turned = Pair { a_claim_id: pair.b_claim_id.clone(), b_claim_id: pair.a_claim_id.clone(), ..pair.clone() };
    let cleo = Review { by: "Cleo", at: "2026-11-22", ..review(&turned, Verdict::Explained) };
    let cleo = ledger.verdict(&cleo).expect("a verdict");
    assert_eq!(shown(&ledger), ["explained by Cleo: the council's accounts"]);
    let kept = ledger.judged(&pair).expect("the verdicts");
    assert_eq!(
        kept.iter().map(|said| (said.verdict_id, said.is_shown)).collect::<Vec<_>>(),
        [(ada, false), (ben, false), (cleo, true)]
    );
    let undo = Undo { verdict_id: cleo, by: "Cleo", at: AT, reason: "the wrong row" };
    let undone = ledger.undo_verdict(&undo).expect("undone");
    assert_eq!(shown(&ledger), ["confirmed by Ada: the council's accounts"]);
    let kept = ledger.judged(&pair).expect("the verdicts");
    assert_eq!((kept[2].undone_by, kept[3].undoes, kept[0].is_shown), (Some(undone), Some(cleo), true));
    // Taken back twice, an undo taken back, and one of nothing.
    for (number, cause) in [(cleo, "took it back already"), (undone, "takes back verdict"), (99, "no such verdict")] {
        let error = ledger.undo_verdict(&Undo { verdict_id: number, ..undo.clone() }).expect_err("refused").to_string();
        assert!(error.contains(cause), "{error}");
    }
    // What was taken back can be said again.
    let again = Review { by: "Cleo", at: "2026-11-22", ..review(&turned, Verdict::Explained) };
    assert!(ledger.verdict(&again).expect("a verdict") > undone);
    assert_eq!(ledger.verify().expect("verified"), []);
}

#[test]
fn the_side_is_said_of_the_row_whichever_way_round_it_was_judged() {
    let (_folder, mut ledger) = filled(6);
    let pair = costs(&ledger);
    let turned = Pair { a_claim_id: pair.b_claim_id.clone(), b_claim_id: pair.a_claim_id.clone(), ..pair.clone() };
    ledger.verdict(&Review { misread: Some(Misread::A), ..review(&turned, Verdict::Misread) }).expect("a verdict");
    assert_eq!(ledger.judged(&pair).expect("the verdicts")[0].misread, Some(Misread::B));
    ledger.verdict(&review(&pair, Verdict::Misread)).expect("a verdict");
    assert_eq!(ledger.judged(&pair).expect("the verdicts")[1].misread, Some(Misread::Both), "nobody says which");
}

#[test]
fn what_a_verdict_cannot_say_is_refused() {
    let (_folder, mut ledger) = filled(6);
    let pair = costs(&ledger);
    for (reference, fits) in [
        ("https://council.example/accounts?y=2025", true),
        ("HTTP://council.example", true),
        ("javascript:alert(1)", false),
        ("council.example", false),
        ("https://council.example/ a", false),
    ] {
        let review = Review { reference: Some(reference), ..review(&pair, Verdict::Confirmed) };
        assert_eq!(ledger.verdict(&review).is_ok(), fits, "{reference}");
    }
    let side = Review { misread: Some(Misread::A), ..review(&pair, Verdict::Confirmed) };
    assert!(ledger.verdict(&side).expect_err("refused").to_string().contains("misread"));
}

#[test]
fn a_verdict_that_comes_while_others_link_is_not_lost() {
    let (folder, mut ledger) = filled(2);
    let pair = costs(&ledger);
    let mut other = Ledger::open(&folder.path().join("ledger.db")).expect("it opens");
    let mut is_said = false;
    linked_while(&mut ledger, &articles()[2..], || {
        if !std::mem::replace(&mut is_said, true) {
            other.verdict(&review(&pair, Verdict::Misread)).expect("a verdict");
        }
    });
    let (_folder, mut first) = filled(2);
    first.verdict(&review(&costs(&first), Verdict::Misread)).expect("a verdict");
    add(&mut first, &articles()[2..].iter().collect::<Vec<_>>());
    assert_eq!(seen(&ledger), seen(&first));
    assert_eq!(ledger.stale_blocks().expect("blocks"), [""; 0]);
    let numbers: Vec<_> =
        ledger.stale_documents(0, 100).expect("documents").iter().map(|(_, id)| ledger.numbers(id)).collect();
    let numbers: Vec<_> = numbers.into_iter().map(|numbers| numbers.expect("numbers")).collect();
    ledger.verdict(&Review { by: "Ben", ..review(&pair, Verdict::Confirmed) }).expect("a verdict");
    ledger.store_checks(&numbers, &vec![Vec::new(); numbers.len()]).expect("stored, by what was read before");
    assert!(ledger.stale_documents(0, 100).expect("documents").len() >= 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// Judged before most of the documents came, or after all of them: the same rows.
    #[test]
    fn verdicts_hold_in_any_order_and_batches(
        order in Just((2..6).collect::<Vec<usize>>()).prop_shuffle(),
        late in 0_usize..5,
        misread in any::<bool>(),
    ) {
        let articles = articles();
        let judge = |ledger: &mut Ledger| {
            let sql = "SELECT discrepancy_id FROM discrepancies WHERE a_doc = 'gull' AND b_doc = 'heron'
                AND a_value_text = '$38 million'";
            let rows = ledger.query(sql, &[]).expect("rows").rows;
            let id = rows[0][0].text().expect("an id").to_owned();
            let pair = ledger.pair(&id).expect("read").expect("a pair");
            let verdict = if misread { Verdict::Misread } else { Verdict::Explained };
            let side = misread.then_some(Misread::A);
            ledger.verdict(&Review { misread: side, ..review(&pair, verdict) }).expect("a verdict");
        };
        let (_folder, mut whole) = ledger();
        add(&mut whole, &articles.iter().collect::<Vec<_>>());
        judge(&mut whole);
        add(&mut whole, &[]);
        let (_folder, mut pieces) = ledger();
        add(&mut pieces, &articles.iter().take(2).collect::<Vec<_>>());
        for (place, at) in order.iter().enumerate() {
            if place == late {
                judge(&mut pieces);
            }
            add(&mut pieces, &[&articles[*at]]);
        }
        if late >= order.len() {
            judge(&mut pieces);
            add(&mut pieces, &[]);
        }
        prop_assert_eq!(seen(&whole), seen(&pieces));
    }
}
