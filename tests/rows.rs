//! Which rows a fact makes and what stands in them.

use crate::said::{With, claim, decimal, lexicon};
use factledger::claim::Claim;
use factledger::compare::{Relation, discrepancies, equals, pairs, revisions, scope_rows};
use factledger::link::{Fact, Link, Linking, NearMiss, Slot, SlotOutcome, Verdict};
use factledger::text::id_of;
use rust_decimal::Decimal;

fn fact(claims: &[Claim]) -> Fact {
    let link = |a, b| Link { a, b, confidence: 0.9, slots: Vec::new() };
    let links = (0..claims.len()).flat_map(|a| (a + 1..claims.len()).map(move |b| link(a, b))).collect();
    Fact { fact_id: "f".to_owned(), claims: (0..claims.len()).collect(), links }
}

fn rows_of(claims: &[Claim]) -> Vec<(String, String, Relation)> {
    let rows = discrepancies(claims, &fact(claims), lexicon());
    rows.into_iter().map(|row| (row.a.quote, row.b.quote, row.relation)).collect()
}

fn row(a: &str, b: &str, relation: Relation) -> (String, String, Relation) {
    (a.to_owned(), b.to_owned(), relation)
}

#[test]
fn every_value_is_set_against_the_reference() {
    // Two outlets say 670 million: the reference.
    let claims =
        [claim("a", "670000000"), claim("b", "670000000"), claim("c", "nearly 700000000"), claim("d", "500000000")];
    let found = rows_of(&claims);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.contains(&row("670000000", "nearly 700000000", Relation::Hedge)));
    assert!(found.contains(&row("500000000", "670000000", Relation::Conflict)));
    assert!(found.contains(&row("670000000", "670000000", Relation::Equal)));
}

#[test]
fn a_conflict_that_the_reference_hides_gets_a_row() {
    let claims = [claim("a", "40..60"), claim("b", "40..60"), claim("c", "45"), claim("d", "55")];
    let found = rows_of(&claims);
    assert!(found.contains(&row("45", "55", Relation::Conflict)), "{found:?}");
    assert_eq!(found.len(), 4, "{found:?}");
}

#[test]
fn among_equals_the_finest_figure_is_the_reference() {
    let claims = [claim("a", "4000000"), claim("b", "4130000"), claim("c", "4100000")];
    let found = rows_of(&claims);
    let expected = [row("4000000", "4130000", Relation::Rounding), row("4100000", "4130000", Relation::Rounding)];
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(expected.iter().all(|row| found.contains(row)), "{found:?}");
}

#[test]
fn one_document_makes_no_row() {
    let inside = |words: &str| claim("a", words);
    assert_eq!(rows_of(&[inside("12"), inside("15")]), []);
    assert_eq!(rows_of(&[inside("12")]), []);
    assert_eq!(rows_of(&[]), []);
    // The other document's 12 can be set against 15.
    let claims = [inside("12"), inside("15"), claim("b", "12").on("2021-03-09")];
    let found = discrepancies(&claims, &fact(&claims), lexicon());
    let conflict = found.iter().find(|row| row.relation == Relation::Conflict).expect("a conflict");
    assert_eq!((conflict.a.doc.as_str(), conflict.b.doc.as_str()), ("b", "a"));
    assert!(found.iter().all(|row| row.a.doc != row.b.doc));
}

#[test]
fn a_row_says_how_far_apart() {
    let claims = [claim("a", "4130000").on("2021-03-02"), claim("b", "4000000")];
    let rows = discrepancies(&claims, &fact(&claims), lexicon());
    let row = rows.first().expect("a row");
    assert_eq!(row.low_value, Some(decimal("4000000")));
    assert_eq!(row.high_value, Some(decimal("4130000")));
    assert_eq!(row.difference, Some(decimal("130000")));
    assert_eq!(row.relative_difference, Some(decimal("0.031477")));
    assert_eq!(row.ratio, Some(decimal("1.0325")));
    assert_eq!((row.n_sources, row.n_origins), (2, 2));
    assert_eq!(row.confidence, 0.9);
    assert_eq!((row.unit.as_str(), row.a.doc.as_str(), row.b.doc.as_str()), ("count", "b", "a"));
    let mut ids = [claims[0].claim_id.as_str(), claims[1].claim_id.as_str()];
    ids.sort_unstable();
    assert_eq!(row.discrepancy_id, id_of('x', &ids));
}

#[test]
fn ranges_are_measured_from_their_nearest_ends() {
    let gap = |a: &str, b: &str| {
        let claims = [claim("a", a), claim("b", b)];
        let row = discrepancies(&claims, &fact(&claims), lexicon()).swap_remove(0);
        (row.low_value.expect("low").to_string(), row.high_value.expect("high").to_string(), row.a.quote)
    };
    let expected = |low: &str, high: &str, a: &str| (low.to_owned(), high.to_owned(), a.to_owned());
    assert_eq!(gap("40..50", "70"), expected("50", "70", "40..50"));
    assert_eq!(gap("40..50", "60..70"), expected("50", "60", "40..50"));
    assert_eq!(gap("1000..10000", "4000"), expected("1000", "4000", "1000..10000"));
    assert_eq!(gap("0", "5").0, "0");
    let claims = [claim("a", "0"), claim("b", "5")];
    let zero = discrepancies(&claims, &fact(&claims), lexicon()).swap_remove(0);
    assert_eq!((zero.ratio, zero.relative_difference), (None, Some(Decimal::ONE)));
}

#[test]
fn copies_of_one_origin_count_once() {
    let claims = [
        claim("a", "12").by("Jo Marsh"),
        claim("b", "12").by("jo marsh"),
        claim("c", "12").with(|claim| claim.source = None),
        claim("d", "30").with(|claim| claim.sentence = "The wire says 30.".into()),
        claim("e", "30").with(|claim| claim.sentence = "The wire says 30.".into()),
    ];
    let rows = discrepancies(&claims, &fact(&claims), lexicon());
    let row = rows.iter().find(|row| row.relation == Relation::Conflict).expect("a conflict");
    assert_eq!((row.n_sources, row.n_origins), (5, 3));
    // Many copies of one sentence are no better a reference than one.
    assert_eq!(row.a.value_text, "12");
}

#[test]
fn equal_rows_name_the_earliest_two_documents() {
    let claims =
        [claim("a", "12").on("2021-03-03"), claim("b", "12").on("2021-03-01"), claim("c", "12").on("2021-03-02")];
    let rows = equals(&claims, &fact(&claims), lexicon());
    let found: Vec<_> = rows.iter().map(|row| (row.a.doc.as_str(), row.b.doc.as_str(), row.n_sources)).collect();
    assert_eq!(found, [("b", "c", 3)]);
}

#[test]
fn pairs_hold_every_two_documents() {
    let claims = [claim("a", "12"), claim("a", "14"), claim("b", "12"), claim("c", "14")];
    let rows = pairs(&claims, &fact(&claims), lexicon());
    assert_eq!(rows.len(), 5);
    assert_eq!(rows.iter().filter(|row| row.relation == Relation::Equal).count(), 2);
    assert!(rows.iter().all(|row| row.a.doc != row.b.doc && row.a.value <= row.b.value));
}

#[test]
fn the_sentence_that_gives_both_counts_makes_the_update() {
    let told = |words: &str, previous: bool| {
        claim("a", words).with(|claim| {
            claim.sentence = "The figure is 9, not the 12 first given.".into();
            claim.previous = previous;
        })
    };
    let claims = [told("9", false), told("12", true), claim("b", "12")];
    let found = pairs(&claims, &fact(&claims), lexicon());
    let row = found.iter().find(|row| row.a.quote == "9").expect("a row");
    assert_eq!(row.relation, Relation::Update);
    assert_eq!(row.explanation, "the text that says 9 names 12 as the figure before it");
}

#[test]
fn near_misses_name_the_slot() {
    let claims = [claim("a", "12 USD"), claim("b", "11 EUR"), claim("b", "13 EUR")];
    let slot = |slot, verdict, reason: &str| SlotOutcome { slot, verdict, reason: reason.to_owned() };
    let slots = vec![slot(Slot::Concept, Verdict::Agree, "price"), slot(Slot::Unit, Verdict::Clash, "USD and EUR")];
    let miss = |a, b| NearMiss { a, b, slots: slots.clone() };
    let linking = Linking { facts: Vec::new(), near_misses: vec![miss(0, 1), miss(1, 2), miss(0, 9)] };
    let rows = scope_rows(&claims, &linking, lexicon());
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].relation, Relation::Scope);
    assert_eq!(rows[0].explanation, "not the same measure (unit): USD and EUR");
    assert_eq!((rows[0].low_value, rows[0].relative_difference), (None, None));
}

fn version(version: &str, sentences: &[(&str, &[(&str, &str)])]) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (sentence, figures) in sentences {
        for (words, measure) in *figures {
            claims.push(claim(version, words).with(|claim| {
                claim.sentence = (*sentence).into();
                claim.measure = (*measure).to_owned();
                claim.concept = (*measure).to_owned();
                claim.value_start = claims.len() * 10;
            }));
        }
    }
    claims
}

fn revised(older: &[Claim], newer: &[Claim]) -> Vec<String> {
    let rows = revisions(older, newer, lexicon());
    assert!(rows.iter().all(|row| row.relation == Relation::Revision));
    rows.into_iter().map(|row| row.explanation).collect()
}

#[test]
fn a_changed_number_is_a_revision() {
    let older = version(
        "one",
        &[
            ("The flood took 14 houses and 3 bridges in the valley.", &[("14", "houses"), ("3", "bridges")]),
            ("About 900 people left their homes.", &[("about 900", "evacuated")]),
        ],
    );
    let newer = version(
        "two",
        &[
            ("Some 40 volunteers came from the next town.", &[("40", "volunteers")]),
            ("The flood took 17 houses and 3 bridges in the valley.", &[("17", "houses"), ("3", "bridges")]),
            ("About 900 people left their homes.", &[("about 900", "evacuated")]),
        ],
    );
    assert_eq!(revised(&older, &newer), ["the earlier version of the document says 14, the later one 17"]);
    assert_eq!(revised(&older, &older), Vec::<String>::new());
    assert_eq!(revised(&[], &newer), Vec::<String>::new());
}

#[test]
fn a_changed_hedge_is_a_revision_and_another_statement_is_not() {
    let older = version("one", &[("The bridge cost 40 million to build.", &[("40000000 USD", "cost")])]);
    let hedged = version("two", &[("The bridge cost over 40 million to build.", &[("over 40000000 USD", "cost")])]);
    assert_eq!(revised(&older, &hedged).len(), 1);
    let other = version("two", &[("Tolls bring in 6 million a year.", &[("6000000 USD", "income")])]);
    assert_eq!(revised(&older, &other), Vec::<String>::new());
}

#[test]
fn a_moved_sentence_is_no_revision() {
    let text: &[(&str, &[(&str, &str)])] =
        &[("There were 5 fires.", &[("5", "fires")]), ("There were 9 alarms.", &[("9", "alarms")])];
    let moved: Vec<_> = text.iter().rev().copied().collect();
    assert_eq!(revised(&version("one", text), &version("two", &moved)), Vec::<String>::new());
}
