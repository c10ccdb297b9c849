//! Why pairs that were annotated as the same measure stand in no fact together.

use super::gold::Gold;
use factledger::claim::Claim;
use factledger::lexicon::Lexicon;
use factledger::link::{Desk, Record, Verdict, facts, near_miss, weighed};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Prints the pairs of a relation that are not linked: what was read of both, and the slots that keep them apart.
/// `known` are the annotated numbers that each claim is.
pub fn print(relation: &str, gold: &Gold, claims: &[Claim], known: &[Vec<usize>], lexicon: &Lexicon) {
    let mut claims_of: HashMap<usize, Vec<usize>> = HashMap::new();
    known.iter().enumerate().for_each(|(at, numbers)| {
        numbers.iter().for_each(|number| claims_of.entry(*number).or_default().push(at));
    });
    let mut blocks: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    claims.iter().enumerate().for_each(|(at, claim)| blocks.entry(&claim.block).or_default().push(at));
    let mut together: HashSet<(usize, usize)> = HashSet::new();
    for places in blocks.values() {
        let block: Vec<Claim> = places.iter().map(|at| claims[*at].clone()).collect();
        for fact in facts(&block, lexicon).facts {
            together.extend(fact.claims.iter().flat_map(|a| fact.claims.iter().map(|b| (places[*a], places[*b]))));
        }
    }
    let weights: HashMap<(usize, usize), _> =
        weighed(claims, lexicon).into_iter().map(|found| (ordered(found.pair), found.evidence)).collect();
    let records = Record::all(claims, lexicon);
    let record = |at: usize| records.iter().find(|record| record.claims.iter().any(|claim| claim.key == at));
    for pair in gold.pairs.iter().filter(|pair| pair.relation == relation) {
        let of = |number: usize| claims_of.get(&number).map_or(&[][..], Vec::as_slice);
        let both = || of(pair.numbers.0).iter().flat_map(|a| of(pair.numbers.1).iter().map(move |b| (*a, *b)));
        if both().any(|pair| together.contains(&pair)) {
            continue;
        }
        println!("\n== {}", gold.events[pair.event].name);
        for number in [pair.numbers.0, pair.numbers.1] {
            if of(number).is_empty() {
                println!("  no claim: {}", gold.text(number));
            }
            for at in of(number).iter().take(2) {
                let claim = &claims[*at];
                println!(
                    "  {} [{}] {} of {:?}, {:?}, {} {}: {} | {}",
                    claim.value_text,
                    claim.block,
                    claim.concept,
                    claim.subject,
                    claim.restrictors.iter().map(|restrictor| &restrictor.text).collect::<Vec<_>>(),
                    claim.as_of_start.map(|day| day.to_string()).unwrap_or_default(),
                    claim.role,
                    claim.doc.rsplit('/').next().unwrap_or(""),
                    claim.sentence.replace('\n', " ").chars().take(400).collect::<String>(),
                );
            }
        }
        let near = both().filter_map(|(a, b)| {
            let miss = near_miss((record(a)?, a), (record(b)?, b), &Desk::default(), lexicon)?;
            let clash: Vec<String> = miss
                .slots
                .iter()
                .filter(|slot| slot.verdict == Verdict::Clash)
                .map(|slot| format!("{:?}: {}", slot.slot, slot.reason))
                .collect();
            Some((ordered((a, b)), clash))
        });
        if let Some((pair, clash)) = near.min_by_key(|(_, clash)| clash.len()) {
            println!("  -> {clash:?}");
            if let Some(evidence) = weights.get(&pair) {
                let weight = |(kind, times): &(factledger::link::Evidence, usize)| kind.weight() * *times as f64;
                let total: f64 = evidence.iter().map(weight).sum::<f64>() + factledger::link::PRIOR;
                println!("  weighs {total:.2}: {evidence:?}");
            }
        }
    }
}

fn ordered((a, b): (usize, usize)) -> (usize, usize) {
    (a.min(b), a.max(b))
}
