//! The desk's say: its decisions decide over the program, in whatever order and batches the documents come.

use crate::properties::recording::{add, add_by, articles, ledger, linked_while, seen};
use crate::said::{With, claim, lexicon};
use factledger::claim::{Claim, Restrictor, RestrictorKind};
use factledger::ledger::{Decision, DecisionKind, Ledger};
use factledger::link::{Desk, MeasureSlots, Ruling, Verdict, facts_with};
use factledger::text::Context;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const AT: &str = "2026-11-22T09:00:00Z";

fn claims(ledger: &Ledger) -> Vec<Claim> {
    let rows = ledger.query("SELECT DISTINCT block FROM claims ORDER BY block", &[]).expect("blocks");
    let blocks = rows.rows.iter().filter_map(|row| row[0].text());
    blocks.flat_map(|block| ledger.block_claims(block).expect("claims")).collect()
}

/// The id of the claim of a document that says these words.
fn id(claims: &[Claim], doc: &str, words: &str) -> String {
    let found = claims.iter().find(|claim| claim.doc == doc && claim.quote.contains(words));
    found
        .unwrap_or_else(|| {
            panic!("{doc} says {words}: {:?}", claims.iter().map(|c| (&c.doc, &c.quote)).collect::<Vec<_>>())
        })
        .claim_id
        .clone()
}

fn ruling(decision_id: i64, kind: DecisionKind, claim_ids: &[&str], other_claim_ids: &[&str]) -> Ruling {
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    Ruling {
        decision_id,
        kind,
        subject: String::new(),
        object: None,
        undoes: None,
        decided_by: "Ada".to_owned(),
        at: AT.to_owned(),
        reason: "so it is".to_owned(),
        claim_ids: ids(claim_ids),
        other_claim_ids: ids(other_claim_ids),
        measure_slots: None,
        blocks: vec!["USD/cost/level".to_owned(), "length/length/level".to_owned()],
    }
}

/// The facts of all claims as sets of ids.
fn groups(claims: &[Claim], rulings: &[Ruling]) -> BTreeSet<BTreeSet<String>> {
    let desk = Desk::of(rulings.to_vec());
    let mut claims = claims.to_vec();
    desk.rename(&mut claims);
    let linking = facts_with(&claims, &desk, lexicon());
    let ids = |fact: &factledger::link::Fact| fact.claims.iter().map(|at| claims[*at].claim_id.clone()).collect();
    linking.facts.iter().map(ids).collect()
}

fn together(groups: &BTreeSet<BTreeSet<String>>, one: &str, other: &str) -> bool {
    groups.iter().any(|group| group.contains(one) && group.contains(other))
}

fn filled() -> (tempfile::TempDir, Ledger) {
    let (folder, mut ledger) = ledger();
    add(&mut ledger, &articles().iter().collect::<Vec<_>>());
    (folder, ledger)
}

#[test]
fn the_last_word_on_two_claims_counts() {
    let (_folder, ledger) = filled();
    let claims = claims(&ledger);
    let (gull, heron) = (id(&claims, "gull", "$38"), id(&claims, "heron", "$45"));
    let (crane, long) = (id(&claims, "crane", "$45"), id(&claims, "egret", "410"));
    let merge = ruling(1, DecisionKind::Merge, &[&gull], &[&long]);
    let split = ruling(2, DecisionKind::Split, &[&heron], &[&gull, &crane]);
    assert!(together(&groups(&claims, &[]), &gull, &heron), "the program links them");
    assert!(!together(&groups(&claims, &[]), &gull, &long));

    let merged = groups(&claims, std::slice::from_ref(&merge));
    assert!(together(&merged, &gull, &long) && together(&merged, &heron, &long), "whole facts are merged");
    let cut = groups(&claims, std::slice::from_ref(&split));
    assert!(!together(&cut, &heron, &gull) && !together(&cut, &heron, &crane) && together(&cut, &gull, &crane));
    let both = groups(&claims, &[merge.clone(), split.clone()]);
    assert!(!together(&both, &heron, &gull) && together(&both, &gull, &long));

    // Merged again later: the later decision counts, whatever order they are given in.
    let again = ruling(3, DecisionKind::Merge, &[&heron], &[&gull, &crane]);
    for rulings in [[split.clone(), again.clone()], [again.clone(), split.clone()]] {
        assert!(together(&groups(&claims, &rulings), &heron, &gull));
    }
    let undo = Ruling { undoes: Some(3), ..ruling(4, DecisionKind::Undo, &[], &[]) };
    assert_eq!(groups(&claims, &[split.clone(), again, undo]), groups(&claims, &[split]));
}

#[test]
fn decisions_show_in_links_and_near_misses() {
    let (_folder, ledger) = filled();
    let claims = claims(&ledger);
    let (gull, heron) = (id(&claims, "gull", "$38"), id(&claims, "heron", "$45"));
    let (long, crane) = (id(&claims, "egret", "410"), id(&claims, "crane", "$45"));
    let desk = Desk::of(vec![
        ruling(1, DecisionKind::Merge, &[&gull], &[&long]),
        ruling(2, DecisionKind::Split, &[&heron, &crane], &[&gull]),
    ]);
    let linking = facts_with(&claims, &desk, lexicon());
    let merged = linking.facts.iter().flat_map(|fact| &fact.links).find(|link| link.confidence == 1.0).expect("a link");
    assert_eq!(merged.slots[0].reason, "merged by Ada: so it is (decision 1)");
    let parted = linking.near_misses.iter().flat_map(|miss| &miss.slots);
    let mut parted = parted.filter(|slot| slot.verdict == Verdict::Clash);
    assert!(parted.any(|slot| slot.reason == "split by Ada: so it is (decision 2)"));
}

#[test]
fn aliases_go_on_and_never_in_a_circle() {
    let slots = |concept: &str| MeasureSlots {
        concept: concept.to_owned(),
        subject: Some("Ellen".to_owned()),
        restrictors: Vec::new(),
        block: format!("count/{concept}/level"),
    };
    let alias = |number: i64, from: &str, to: &str| Ruling {
        subject: from.to_owned(),
        object: Some(to.to_owned()),
        measure_slots: Some(slots(to)),
        blocks: vec![format!("count/{from}/level"), format!("count/{to}/level")],
        ..ruling(number, DecisionKind::Alias, &[], &[])
    };
    let desk = Desk::of(vec![alias(1, "guest", "tourist"), alias(2, "tourist", "visitors")]);
    assert_eq!((desk.measure("guest"), desk.measure("visitors")), ("visitors", "visitors"));
    assert_eq!(desk.unit("count/guest/level").len(), 3);
    assert_eq!(desk.unit("count/goat/level"), ["count/goat/level"]);
    let circle = Desk::of(vec![alias(1, "guest", "tourist"), alias(2, "tourist", "guest")]);
    assert!(["guest", "tourist"].contains(&circle.measure("guest")), "it ends");
    let (_folder, ledger) = filled();
    let mut claims = claims(&ledger);
    claims[0].measure = "guest".to_owned();
    desk.rename(&mut claims);
    assert_eq!((claims[0].concept.as_str(), claims[0].block.as_str()), ("visitors", "count/visitors/level"));
}

#[test]
fn a_decision_that_comes_while_others_link_is_not_lost() {
    let some = |count: usize| {
        let (folder, mut ledger) = ledger();
        add(&mut ledger, &articles().iter().take(count).collect::<Vec<_>>());
        (folder, ledger)
    };
    let (folder, mut pieces) = some(4);
    let mut other = Ledger::open(&folder.path().join("ledger.db")).expect("it opens");
    let mut is_said = false;
    linked_while(&mut pieces, &articles()[4..], || {
        if !std::mem::replace(&mut is_said, true) {
            decide(&mut other);
        }
    });
    let (_folder, mut whole) = some(4);
    decide(&mut whole);
    add(&mut whole, &articles()[4..].iter().collect::<Vec<_>>());
    assert_eq!(seen(&pieces), seen(&whole));
    assert_eq!(pieces.stale_blocks().expect("none"), [""; 0]);
}

#[test]
fn of_two_facts_only_the_nearest_pair_is_a_near_miss() {
    let context = Context {
        names: ["ellen", "lindqvist", "norrholm"].map(str::to_owned).to_vec(),
        topics: ["capsize", "ferry", "harbour"].map(str::to_owned).to_vec(),
        ..Context::default()
    };
    let of = |doc: &str, words: &str, part: &str| {
        claim(doc, words).with(|claim| {
            claim.concept = "deaths".to_owned();
            claim.context = Some(context.clone().into());
            claim.restrictors = Vec::new();
            if !part.is_empty() {
                let text = part.to_owned();
                claim.restrictors.push(Restrictor { text, kind: RestrictorKind::Selecting });
            }
        })
    };
    let mut claims: Vec<Claim> = (0..8).map(|number| of(&format!("all-{number}"), "127", "")).collect();
    claims.extend((0..8).map(|number| of(&format!("crew-{number}"), "93", "crew")));
    claims.extend((0..8).map(|number| of(&format!("kind-{number}"), "14", &format!("deck {number}"))));
    let linking = facts_with(&claims, &Desk::default(), lexicon());
    assert_eq!(linking.facts.len(), 10, "all of them, the crew, and eight decks");
    let mut misses: BTreeMap<usize, usize> = BTreeMap::new();
    let mut pairs = BTreeSet::new();
    let fact = |at: usize| linking.facts.iter().position(|fact| fact.claims.contains(&at)).expect("a fact");
    for miss in &linking.near_misses {
        let (a, b) = (fact(miss.a), fact(miss.b));
        assert!(pairs.insert((a.min(b), a.max(b))), "one for each two facts");
        let id = |fact: usize| &linking.facts[fact].fact_id;
        *misses.entry(if id(a) < id(b) { a } else { b }).or_default() += 1;
    }
    assert!(!misses.is_empty() && misses.values().all(|count| *count <= 5), "{misses:?}");
}

#[test]
fn a_decision_of_unknown_claims_or_of_nobody_is_refused() {
    let (_folder, mut ledger) = filled();
    let ids = ["czzzz".to_owned()];
    let decision = Decision {
        kind: DecisionKind::Split,
        subject: "czzzz",
        object: None,
        undoes: None,
        claim_ids: &ids,
        other_claim_ids: &[],
        slots: None,
        by: "Ada",
        at: AT,
        reason: "why not",
    };
    assert!(ledger.decision(&decision).expect_err("unknown").to_string().contains("no such claim"));
    assert!(ledger.decision(&Decision { by: " ", claim_ids: &[], ..decision.clone() }).is_err());
    assert!(ledger.decision(&Decision { reason: "", claim_ids: &[], ..decision }).is_err());
    assert_eq!(ledger.rulings().expect("none"), []);
}

/// What the desk decides once the documents are there: the two quays are merged with a length, one is split off.
fn decide(ledger: &mut Ledger) {
    let claims = claims(ledger);
    let (gull, heron) = (id(&claims, "gull", "$38"), id(&claims, "heron", "$45"));
    let long = id(&claims, "egret", "410");
    let mut say = |kind, claim: &str, other: &str| {
        let decision = Decision {
            kind,
            subject: claim,
            object: Some(other),
            undoes: None,
            claim_ids: &[claim.to_owned()],
            other_claim_ids: &[other.to_owned()],
            slots: None,
            by: "Ada",
            at: AT,
            reason: "two quays",
        };
        ledger.decision(&decision).expect("a decision")
    };
    say(DecisionKind::Merge, &gull, &long);
    say(DecisionKind::Split, &heron, &gull);
    let undone = say(DecisionKind::Merge, &heron, &gull);
    let undo = Decision {
        kind: DecisionKind::Undo,
        subject: &heron,
        object: Some(&gull),
        undoes: Some(undone),
        claim_ids: &[],
        other_claim_ids: &[],
        slots: None,
        by: "Ben",
        at: AT,
        reason: "two quays after all",
    };
    ledger.decision(&undo).expect("a decision");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    /// Decided before most of the documents came, or after all of them: the same facts and discrepancies.
    #[test]
    fn decisions_hold_in_any_order_and_batches(
        order in Just((3..6).collect::<Vec<usize>>()).prop_shuffle(),
        first in Just((0..3).collect::<Vec<usize>>()).prop_shuffle(),
        late in 0_usize..4,
    ) {
        let articles = articles();
        let (_folder, mut whole) = ledger();
        add(&mut whole, &articles.iter().collect::<Vec<_>>());
        decide(&mut whole);
        add(&mut whole, &[]);
        let expected = seen(&whole);

        let (_folder, mut pieces) = ledger();
        add(&mut pieces, &first.iter().map(|at| &articles[*at]).collect::<Vec<_>>());
        for (place, at) in order.iter().enumerate() {
            if place == late {
                decide(&mut pieces);
            }
            add(&mut pieces, &[&articles[*at]]);
        }
        if late >= order.len() {
            decide(&mut pieces);
            add(&mut pieces, &[]);
        }
        prop_assert_eq!(&expected, &seen(&pieces));
        // A newer engine that reads the same claims leaves the decisions as they are.
        add_by(&mut pieces, &articles.iter().collect::<Vec<_>>(), "newer");
        prop_assert_eq!(expected, seen(&pieces));
    }
}
