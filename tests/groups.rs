//! A block may be split: pairs are decided two documents at a time, in overlapping parts, and what hangs together by them
//! gives the same facts by itself as inside its block.

use crate::said::lexicon;
use factledger::claim::{Claim, extract};
use factledger::link::{facts, pairs};
use factledger::text::{Document, Metadata, PartialDate};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The sample's articles, each again and again by other outlets, some weeks later and with other last digits.
fn claims() -> Vec<Claim> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the sample").map(|entry| entry.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md") && !path.ends_with("README.md"));
    paths.sort();
    let mut claims = Vec::new();
    for (number, path) in paths.iter().enumerate() {
        let article = std::fs::read_to_string(path).expect("an article");
        let text = article.splitn(3, "---\n").nth(2).expect("a text below the front matter");
        for copy in 0..7 {
            let published = match copy {
                5 => None,
                6 => Some("2016".to_owned()),
                _ => Some(format!("2016-{:02}-{:02}", 1 + 2 * copy, 3 + number)),
            };
            let metadata = Metadata {
                source: Some(format!("Outlet {number}-{copy}")),
                published: published.map(|date| date.parse::<PartialDate>().expect("a date")),
                ..Metadata::default()
            };
            let text = text.replace("7 ", &format!("{} ", copy + 1));
            let name = format!("{number}-{copy}");
            let document = Document::new(name.clone(), Some(&name), text, 0, metadata);
            claims.extend(extract(&document, lexicon()).claims);
        }
    }
    claims
}

fn of_block(block: &str) -> Vec<Claim> {
    let claims: Vec<_> = claims().into_iter().filter(|claim| claim.block == block).collect();
    assert!(claims.len() > 50, "{} claims of {block}", claims.len());
    claims
}

/// Pairs by claim id.
fn named(claims: &[Claim], near_misses: bool) -> BTreeSet<(String, String)> {
    let id = |at: usize| claims[at].claim_id.clone();
    let pairs = pairs(claims, near_misses, lexicon());
    pairs.into_iter().map(|(a, b)| (id(a).min(id(b)), id(a).max(id(b)))).collect()
}

#[test]
fn overlapping_parts_have_the_pairs_of_the_whole() {
    const PARTS: usize = 4;
    for block in ["count", "USD"] {
        let claims = of_block(block);
        let mut documents: Vec<&str> = claims.iter().map(|claim| claim.document_id.as_str()).collect();
        documents.dedup();
        let part = |claim: &Claim| documents.iter().position(|id| *id == claim.document_id).expect("known") % PARTS;
        for near_misses in [false, true] {
            let mut found = BTreeSet::new();
            for one in 0..PARTS {
                for other in one + 1..PARTS {
                    let both = |claim: &&Claim| [one, other].contains(&part(claim));
                    found.extend(named(&claims.iter().filter(both).cloned().collect::<Vec<_>>(), near_misses));
                }
            }
            let whole = named(&claims, near_misses);
            assert!(whole.len() > 10, "{} pairs in {block}", whole.len());
            assert_eq!(found, whole, "{block}");
        }
    }
}

#[test]
fn what_hangs_together_gives_the_facts_of_its_block() {
    for block in ["count", "USD"] {
        let claims = of_block(block);
        let found = |claims: &[Claim]| -> BTreeSet<String> {
            let linking = facts(claims, lexicon());
            let id = |at: &usize| claims[*at].claim_id.as_str();
            let slots = |slots: &[_]| format!("{slots:?}");
            let facts = linking.facts.iter().map(|fact| {
                let links =
                    fact.links.iter().map(|link| (id(&link.a), id(&link.b), link.confidence, slots(&link.slots)));
                format!(
                    "{} {:?} {:?}",
                    fact.fact_id,
                    fact.claims.iter().map(id).collect::<Vec<_>>(),
                    links.collect::<Vec<_>>()
                )
            });
            let misses = linking
                .near_misses
                .iter()
                .map(|miss| format!("{} {} {}", id(&miss.a), id(&miss.b), slots(&miss.slots)));
            facts.chain(misses).collect()
        };
        // Documents take the lowest name among those they hang together with.
        let document = |at: usize| claims[at].document_id.as_str();
        let mut group: BTreeMap<&str, &str> = (0..claims.len()).map(|at| (document(at), document(at))).collect();
        for (a, b) in pairs(&claims, true, lexicon()) {
            let (one, other) = (group[document(a)], group[document(b)]);
            group.values_mut().filter(|name| **name == one || **name == other).for_each(|name| *name = one.min(other));
        }
        let groups: BTreeSet<&str> = group.values().copied().collect();
        assert!(groups.len() > 1, "{} groups in {block}", groups.len());
        let mut parts = BTreeSet::new();
        for name in groups {
            let members: Vec<_> =
                claims.iter().filter(|claim| group[claim.document_id.as_str()] == name).cloned().collect();
            parts.extend(found(&members));
        }
        assert_eq!(parts, found(&claims), "{block}");
    }
}
