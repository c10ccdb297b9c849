//! How many witnesses a number has: copies of one text, one agency and one official are one.

use crate::said::{With, claim, lexicon};
use factledger::claim::{Claim, extract};
use factledger::compare::{Relation, discrepancies};
use factledger::link::{self, Voices};
use factledger::text::{Context, Document, Fingerprint, Metadata};
use proptest::prelude::*;

/// What an agency sent of a ferry that ran aground.
const SENT: [&str; 5] = [
    "A car ferry with 46 passengers on board ran aground off the island of Norrholm in thick fog early on Sunday.",
    "Two lifeboats and a fishing trawler took all the passengers to the harbour of Ellen, where a school gym had been \
     opened for them and volunteers handed out soup and dry socks until noon.",
    "\"We felt a jolt, then the lights went out and somebody began to sing,\" said Marta Lindqvist, a teacher who was on \
     her way to a choir meeting on the mainland with eleven of her pupils.",
    "The ferry company said that a worn steering cable had snapped; the same cable had been listed for replacement in a \
     survey made last spring, according to papers seen at the harbour office in Ellen.",
    "Divers are to look at the hull on Monday, and until then the only road to the western villages of Norrholm is the \
     old causeway, which the sea covers twice a day.",
];

fn article(outlet: &str, text: &str) -> Vec<Claim> {
    let metadata =
        Metadata { source: Some(outlet.to_owned()), published: "2026-11-02".parse().ok(), ..Metadata::default() };
    let document = Document::new(format!("{outlet}.txt"), None, text.to_owned(), 0, metadata);
    extract(&document, lexicon()).claims
}

/// The outlets and origins of the passengers in these articles.
fn passengers(articles: &[Vec<Claim>]) -> (usize, usize) {
    let claims: Vec<&Claim> = articles.iter().flatten().filter(|claim| claim.concept == "passengers").collect();
    assert_eq!(claims.len(), articles.len(), "one number each");
    let voices = Voices::of(&[&claims], lexicon());
    let backwards: Vec<&Claim> = claims.iter().rev().copied().collect();
    assert_eq!(Voices::of(&[&backwards], lexicon()), voices, "the order makes no difference");
    (voices.sources, voices.origins)
}

/// An outlet's version: a first sentence of its own, paragraphs turned round and left out.
fn version(number: usize) -> String {
    let own = ["Fog again.", "A cold night at sea.", "They sang in the dark.", "Aground off Norrholm."][number % 4];
    let first = ["A ferry with 46 passengers hit a reef, this paper has learnt.", SENT[0]][usize::from(number > 3)];
    let mut rest: Vec<&str> = SENT[1..].to_vec();
    rest.rotate_left(number % 4);
    rest.truncate(3 + number % 2);
    format!("{own} {first}\n\n{}\n", rest.join("\n\n"))
}

#[test]
fn twelve_copies_of_one_text_are_one_witness() {
    let copies: Vec<Vec<Claim>> = (0..12).map(|number| article(&format!("Paper {number}"), &version(number))).collect();
    assert_eq!(passengers(&copies), (12, 1));
}

#[test]
fn the_reference_is_the_value_with_most_origins() {
    let mut claims: Vec<Claim> =
        (0..12).flat_map(|number| article(&format!("Paper {number}"), &version(number))).collect();
    let own = "The ferry that ran aground off Norrholm in Sunday's fog had 48 passengers, its purser Ole Dahl told us. \
        Lifeboats brought them to the harbour of Ellen.";
    let other = "Fog put a ferry aground near Norrholm on Sunday. The coast guard in Ellen counted 48 passengers.";
    claims.extend(article("Gull", own));
    claims.extend(article("Heron", other));
    claims.retain(|claim| claim.concept == "passengers");
    let linking = link::facts(&claims, lexicon());
    let rows: Vec<_> = linking.facts.iter().flat_map(|fact| discrepancies(&claims, fact, lexicon())).collect();
    let row = rows.iter().find(|row| row.relation == Relation::Conflict).expect("46 against 48");
    assert_eq!((row.n_sources, row.n_origins), (14, 3));
}

#[test]
fn one_quotation_in_two_reports_makes_no_copy() {
    let quote = "\"We felt a jolt, then the lights went out and somebody began to sing,\" Marta Lindqvist said.";
    let one = format!("The Norrholm ferry and its 46 passengers sat on a reef for six hours. {quote} Nobody was hurt.");
    let other = format!("Forty-six is what the purser wrote down: 46 passengers, none of them missing. {quote}");
    assert_eq!(passengers(&[article("Gull", &one), article("Heron", &other)]), (2, 2));
}

#[test]
fn what_one_agency_sends_is_one_witness() {
    let sent = article("Gull", "ELLEN (Reuters) - A ferry with 46 passengers ran aground on Sunday.");
    let told = article("Heron", "There were 46 passengers in the boats, Reuters reported on Sunday.");
    let own = article("Reuters", "Rescuers brought 46 passengers ashore at Ellen before breakfast.");
    let asked = article("Egret", "The purser counted 46 passengers, he told the Reuters news agency.");
    let rival = article("Crane", "ELLEN (AP) — All 46 passengers of a ferry are safe.");
    let alone = article("Stork", "We saw 46 passengers walk up the pier.");
    assert_eq!(passengers(&[sent.clone(), told, own, asked]), (4, 1));
    assert_eq!(passengers(&[sent, rival, alone]), (3, 3));
}

#[test]
fn a_picture_or_a_word_in_passing_is_no_credit() {
    let credited = |text: &str| article("Gull", text)[0].context.as_ref().expect("a context").agencies.clone();
    assert_eq!(
        credited("Ellen saw 46 passengers off.\n\nThe pier on Monday. Photo: AP\n\n(AP Photo/Jo Marsh)"),
        [""; 0]
    );
    assert_eq!(credited("A Reuters reporter was one of 46 passengers."), [""; 0]);
    assert_eq!(credited("Ellen saw 46 passengers off.\n\njm/ib (dpa, AFP)"), ["AFP", "dpa"]);
    assert_eq!(credited("ELLEN, Ostmark, Nov. 2 (AP/AFP) -- Some 46 passengers left."), ["AFP", "AP"]);
}

#[test]
fn one_official_is_one_witness_under_all_his_names() {
    let origins = |one: &str, other: &str| {
        let claims = [claim("a", "12").by(one), claim("b", "12").by(other)];
        Voices::of(&[&claims.iter().collect::<Vec<_>>()], lexicon()).origins
    };
    assert_eq!(origins("Ministry of Health", "the health ministry"), 1);
    assert_eq!(origins("Marta Lindqvist", "Lindqvist"), 1);
    assert_eq!(origins("health ministry spokesman", "Health Ministry"), 1);
    assert_eq!(origins("Health Ministry", "Interior Ministry"), 2);
    assert_eq!(origins("officials", "Ostmark officials"), 2);
    // With two numbers it may be two counts.
    let claims = [claim("a", "12").by("Lindqvist"), claim("b", "14").by("Lindqvist")];
    assert_eq!(Voices::of(&[&[&claims[0]], &[&claims[1]]], lexicon()).origins, 2);
}

#[test]
fn a_fingerprint_is_small_and_sees_copies() {
    let whole = SENT.join("\n\n");
    let shouted = whole.to_uppercase().replace("\n\n", " ").replace('"', "“");
    assert_eq!(Fingerprint::of(&whole), Fingerprint::of(&shouted), "case, quotes and lines make no difference");
    let half = Fingerprint::of(&SENT[2..].join(" "));
    assert!(half.copies(&Fingerprint::of(&whole)) && Fingerprint::of(&whole).copies(&half));
    // A long article that holds the short one, and more prints than are kept.
    let words: Vec<String> = (0..6000).map(|number| format!("word{}", number * 7 % 6007)).collect();
    let (long, other) = (words.join(" "), words[4000..].join(" "));
    let text = String::from(Fingerprint::of(&long));
    assert_eq!(text.len(), 256);
    assert!(Fingerprint::of(&long).copies(&Fingerprint::of(&other)));
    assert!(!Fingerprint::of(&long).copies(&Fingerprint::of(&whole)));
    assert_eq!(Fingerprint::from(text), Fingerprint::of(&long));
    for text in ["", "one", "seven words are fewer than a run"] {
        assert!(Fingerprint::of(text).is_empty() && !Fingerprint::of(text).copies(&Fingerprint::of(text)));
    }
    for broken in ["*", "AAAA=", "\u{0}", "AAA"] {
        assert!(Fingerprint::from(broken.to_owned()).is_empty());
    }
    let context: Context = serde_json::from_str(r#"{"names":["ellen"]}"#).expect("an older context");
    assert!(context.prints.is_empty() && context.agencies.is_empty());
}

proptest! {
    #[test]
    fn any_text_has_a_fingerprint_that_can_be_written(text in ".{0,400}", more in "[a-z0-9 .,’'é]{0,900}") {
        let (one, both) = (Fingerprint::of(&more), Fingerprint::of(&format!("{text} {more}")));
        prop_assert_eq!(one.copies(&both), both.copies(&one));
        prop_assert_eq!(&Fingerprint::from(String::from(both.clone())), &both);
        prop_assert!(String::from(both).len() <= 256);
        prop_assert_eq!(Fingerprint::of(&more.to_uppercase().to_lowercase()), one);
    }
}
