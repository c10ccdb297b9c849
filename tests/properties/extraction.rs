//! What holds of everything that is read, whatever the text.

use crate::said::lexicon;
use factledger::claim::{Claim, Extraction, extract};
use factledger::link::{Linking, facts};
use factledger::text::{DecimalMark, Document, Metadata, Part, tokens};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Pieces of news, which meet in these tests as they never do in news.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "about", "nearly", "more than", "at least", "up to", "some", "dozens of", "between", "from", "to", "and", "or",
    "of", "in", "per", "a day", "a", "the", "12", "7", "40", "1,200", "3.5", "2015", "1 000", "12-14", "3–1", "½",
    "2½", ".5", "0", "00", "99999999999999999999999999999999", "1e9", "twenty", "two hundred", "one", "third",
    "second", "half", "a quarter", "million", "bn", "k", "m", "lakh", "crore", "%", "percent", "percentage points",
    "$", "€", "£", "USD", "dollars", "p", "kilometres", "km/h", "feet", "degrees Celsius", "minus", "-", "people",
    "users", "Internet users", "homes", "dead", "killed", "injured", "rose", "fell by", "to", "said", "the mayor",
    "Anna Keller", "China", "in Kenya", "German", "August", "August 2021", "on Monday", "last year", "10 a.m.",
    "14:30", "since", "(", ")", "[", "]", "\"", "“", "”", "'", "’s", ",", ".", ";", ":", "?", "!", "—", "\n", "\n\n",
    "- ", "1.", "#5", "G20", "A320", "page 4", "Read:", "https://a.example/1", "www.a1.example", "+44 20 7946 0123",
    "v1.2.3", "Section 8", "24/7", "year-old", "aged", "old", "expected to", "will reach", "if", "another",
    "including", "e\u{301}", "\u{a0}", "\u{202f}", "\u{200b}", "😀", "万", "٣", "\u{feff}", "\u{0}", "\r\n", "\t",
    "per 100,000 people", "times", "x", "to 1", "(212)", "555-0171", "7-to-2", "21-for-34", "9-2", "3/1", "120/80",
    "16:9", "1:36.6", "4x100", "\u{1b}[31m", "[0m", "&#8217;", "<td width=", "\">", "p < ", "n = ", "±", "[12]", "§",
    "Ave Foch", "Wall Street", "block of", "-door", "-point", "size", "737", "747-8", "3M", "No.", "Figs.", "95% CI",
    "°", "'N", "s", "beat", "voted", "ratio", "day", "sales", "comments", "ago", "at", "past nine", "in the morning", "/",
];

/// Sentences of such pieces, with or without blanks between them.
fn newsy() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(PIECES), prop_oneof![8 => Just(" "), 1 => Just("")]);
    prop::collection::vec(piece, 0..40)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, blank)| [piece, blank]).collect())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => newsy(),
        1 => "(?s).{0,120}",
        1 => "[0-9.,/:%$€ ()\\[\\]-]{0,60}",
        1 => "[(\\[\"“]{0,200}[0-9]{0,60}[)\\]\"”]{0,200}",
        1 => "[0-9]{1,400}",
        1 => "[0-9]{1,5}( ?[-/:x,.;()\\[\\]&#<>=°'§] ?[0-9]{1,5}){0,12}",
    ]
}

/// Cardinal numbers in words.
fn number_word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "two",
        "seven",
        "twelve",
        "nineteen",
        "forty",
        "sixty-four",
        "three hundred",
        "a million",
    ])
}

fn read(doc: &str, text: &str, title: Option<&str>) -> (Document, Extraction) {
    let published = "2021-10-08".parse().ok();
    let metadata = Metadata { title: title.map(str::to_owned), published, ..Metadata::default() };
    let document = Document::new(doc.to_owned(), Some(doc), text.to_owned(), 0, metadata);
    let extraction = extract(&document, lexicon());
    (document, extraction)
}

fn part(document: &Document, part: Part) -> Vec<char> {
    match part {
        Part::Text => document.text.chars().collect(),
        Part::Title => document.title_part().unwrap_or("").chars().collect(),
    }
}

/// What stands in the place of each character: how many numbers that were read, and how many that were refused.
fn cover(extraction: &Extraction, of: Part, characters: &[char]) -> Vec<(usize, usize)> {
    let mut cover = vec![(0, 0); characters.len()];
    for claim in extraction.claims.iter().filter(|claim| claim.part == of) {
        (claim.value_start..claim.value_end).for_each(|at| cover[at].0 += 1);
    }
    for rejected in extraction.rejected.iter().filter(|rejected| rejected.part == of) {
        (rejected.start..rejected.end).for_each(|at| cover[at].1 += 1);
    }
    for claim in extraction.claims.iter().filter(|claim| claim.part == of) {
        rate(claim, characters)
            .filter(|at| cover[*at] == (0, 0))
            .collect::<Vec<_>>()
            .into_iter()
            .for_each(|at| cover[at].0 = 1);
    }
    cover
}

/// Where the figure of a rate stands, "per 100,000 people": the first one after the number, if it is that figure.
fn rate(claim: &Claim, characters: &[char]) -> std::ops::Range<usize> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let figure = claim.rate.as_deref().map(digits).unwrap_or_default();
    let after = characters.get(claim.value_end..).unwrap_or_default();
    let start = after.iter().position(char::is_ascii_digit).unwrap_or(after.len());
    let length = after[start..].iter().take_while(|c| c.is_ascii_digit() || **c == ',').count();
    let found = digits(&after[start..start + length].iter().collect::<String>());
    let at = claim.value_end + start;
    if figure.is_empty() || figure != found || start > 60 { at..at } else { at..at + length }
}

/// Does the digit at a place belong to the figure of a rate: "6 murders per 100,000 people"?
fn in_a_rate(characters: &[char], at: usize, extraction: &Extraction) -> bool {
    let figure = |character: &char| character.is_ascii_digit() || matches!(character, ',' | '.');
    let start = at - characters[..at].iter().rev().take_while(|character| figure(character)).count();
    let end = at + characters[at..].iter().take_while(|character| figure(character)).count();
    let digits: String = characters[start..end].iter().filter(|character| character.is_ascii_digit()).collect();
    let plain = |rate: &str| rate.chars().filter(char::is_ascii_digit).collect::<String>();
    extraction.claims.iter().filter_map(|claim| claim.rate.as_deref()).any(|rate| plain(rate).contains(&digits))
}

/// What is wrong with the places of an extraction.
fn misplaced(document: &Document, extraction: &Extraction) -> Vec<String> {
    let mut faults = Vec::new();
    for of in [Part::Text, Part::Title] {
        let characters = part(document, of);
        let cut = |start: usize, end: usize| characters.get(start..end).map(|cut| cut.iter().collect::<String>());
        for claim in extraction.claims.iter().filter(|claim| claim.part == of) {
            let value = cut(claim.value_start, claim.value_end);
            if cut(claim.start, claim.end).as_deref() != Some(claim.quote.as_str()) {
                faults.push(format!("{:?} is not what stands at {}..{}", claim.quote, claim.start, claim.end));
            }
            if value.as_deref() != Some(claim.value_text.as_str()) {
                faults.push(format!(
                    "{:?} is not what stands at {}..{}",
                    claim.value_text, claim.value_start, claim.value_end
                ));
            }
            let nested = claim.start <= claim.value_start
                && claim.value_start < claim.value_end
                && claim.value_end <= claim.end
                && claim.sentence.contains(&claim.quote);
            if !nested {
                faults.push(format!("number, quote and sentence are not in one another: {:?}", claim.quote));
            }
            if claim.value.is_none() && claim.low.is_none() && claim.high.is_none() {
                faults.push(format!("{:?} has neither figure nor bounds", claim.value_text));
            }
            if claim.low.zip(claim.high).is_some_and(|(low, high)| low > high) {
                faults.push(format!("{:?} has its bounds the wrong way round", claim.value_text));
            }
        }
        for rejected in extraction.rejected.iter().filter(|rejected| rejected.part == of) {
            if cut(rejected.start, rejected.end).as_deref() != Some(rejected.quote.as_str())
                || rejected.reason.is_empty()
            {
                faults.push(format!("{:?} is not what was refused", rejected.quote));
            }
        }
        for (at, (character, (read, refused))) in characters.iter().zip(cover(extraction, of, &characters)).enumerate()
        {
            if character.is_ascii_digit() && read + refused == 0 && !in_a_rate(&characters, at, extraction) {
                faults.push(format!("a {character} is lost in silence"));
            }
            if character.is_ascii_digit() && read + refused > 1 {
                faults.push(format!("{character:?} is in {read} numbers that were read and {refused} refused"));
            }
        }
    }
    let mut ids: Vec<_> = extraction.claims.iter().map(|claim| claim.claim_id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() != extraction.claims.len() {
        faults.push("two claims have one id".to_owned());
    }
    faults
}

/// Says what is wrong with what is read of a text, if anything is.
fn sound(text: &str, title: Option<&str>) -> Result<(), TestCaseError> {
    let (document, extraction) = read("doc", text, title);
    let faults = misplaced(&document, &extraction);
    let read: Vec<_> = extraction.claims.iter().map(|claim| (&claim.value_text, &claim.quote)).collect();
    let refused: Vec<_> = extraction.rejected.iter().map(|rejected| (&rejected.quote, &rejected.reason)).collect();
    prop_assert!(faults.is_empty(), "{}\n{read:?}\n{refused:?}", faults.join("\n"));
    Ok(())
}

/// Facts and near misses as sets of claim ids, which no order can change.
fn grouped(linking: &Linking, claims: &[Claim]) -> (BTreeMap<String, BTreeSet<String>>, BTreeSet<[String; 2]>) {
    let id = |at: usize| claims[at].claim_id.clone();
    let facts = linking.facts.iter().map(|fact| (fact.fact_id.clone(), fact.claims.iter().map(|at| id(*at)).collect()));
    let misses = linking.near_misses.iter().map(|miss| {
        let mut pair = [id(miss.a), id(miss.b)];
        pair.sort();
        pair
    });
    (facts.collect(), misses.collect())
}

/// Short articles on one flood, whose numbers link in every way.
fn articles() -> impl Strategy<Value = Vec<String>> {
    let place = prop::sample::select(vec!["Ostrava", "Kenya", "Peru", "the valley"]);
    let verb = prop::sample::select(vec!["killed", "injured", "left homeless", "missing", "rescued"]);
    let hedge = prop::sample::select(vec!["", "about ", "nearly ", "more than ", "at least ", "up to "]);
    let number = prop::sample::select(vec!["12", "14", "40", "41", "120", "1,200", "1,204", "1.2 million", "twelve"]);
    let noun = prop::sample::select(vec!["people", "children", "villagers", "homes", "soldiers"]);
    let sentence = (place, verb, hedge, number, noun)
        .prop_map(|(place, verb, hedge, number, noun)| format!("In {place} the flood {verb} {hedge}{number} {noun}."));
    prop::collection::vec(prop::collection::vec(sentence, 1..4).prop_map(|sentences| sentences.join(" ")), 2..7)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_figure_is_read_or_refused_and_every_quote_is_its_text(text in text()) {
        sound(&text, None)?;
    }

    #[test]
    fn every_number_word_is_read_or_refused(before in newsy(), word in number_word(), after in newsy()) {
        // A word that stands alone, so that no other number takes it in.
        let text = format!("{before}\n\nThe mill lost {word} looms.\n\n{after}");
        let (document, extraction) = read("doc", &text, None);
        let characters = part(&document, Part::Text);
        let at = text[..text.find("The mill lost ").expect("it is there") + "The mill lost ".len()].chars().count();
        let (claims, refused) = cover(&extraction, Part::Text, &characters)[at];
        prop_assert_eq!(claims + refused, 1, "{} in {:?}", word, text);
    }

    #[test]
    fn titles_are_read_like_texts(title in newsy(), text in newsy()) {
        sound(&text, Some(&title))?;
    }

    #[test]
    fn the_same_text_is_read_the_same(text in text()) {
        let (one, other) = (read("doc", &text, None).1, read("doc", &text, None).1);
        prop_assert_eq!(one.claims, other.claims);
        prop_assert_eq!(one.rejected, other.rejected);
    }

    #[test]
    fn what_stands_before_moves_places_and_nothing_else(text in newsy()) {
        // A paragraph of its own without a number or a name.
        let before = "è così 😀.\n\n";
        let (alone, after) = (read("doc", &text, None).1, read("doc", &format!("{before}{text}"), None).1);
        let moved = before.chars().count();
        let places = |extraction: &Extraction, by: usize| -> Vec<_> {
            extraction.claims.iter().map(|claim| (claim.start + by, claim.end + by, claim.permits().to_string())).collect()
        };
        prop_assert_eq!(places(&alone, moved), places(&after, 0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn facts_do_not_depend_on_the_order_of_claims(articles in articles(), turns in any::<prop::sample::Index>()) {
        let read: Vec<Claim> = articles
            .iter()
            .enumerate()
            .flat_map(|(number, text)| read(&format!("doc{number}"), text, None).1.claims)
            .collect();
        let mut blocks: BTreeMap<String, Vec<Claim>> = BTreeMap::new();
        for claim in read {
            blocks.entry(claim.block.clone()).or_default().push(claim);
        }
        for claims in blocks.into_values() {
            let mut other = claims.clone();
            other.rotate_left(turns.index(claims.len()));
            other.reverse();
            let (one, two) = (facts(&claims, lexicon()), facts(&other, lexicon()));
            prop_assert_eq!(grouped(&one, &claims), grouped(&two, &other));
            let members: usize = one.facts.iter().map(|fact| fact.claims.len()).sum();
            prop_assert_eq!(members, claims.len(), "every claim is in one fact");
        }
    }
}

#[test]
fn the_check_of_places_sees_what_is_wrong() {
    let (document, sound) = read("doc", "The port counted 12 ships in 2015.", None);
    assert!(misplaced(&document, &sound).is_empty());
    let mut lost = sound.clone();
    lost.rejected.clear();
    assert!(!misplaced(&document, &lost).is_empty(), "the year is in neither list");
    let mut shifted = sound.clone();
    shifted.claims[0].start += 1;
    assert!(!misplaced(&document, &shifted).is_empty(), "a quote one character off");
    let (rate, read) = read("doc", "It was 12 in May and the rate per 100,000 people fell.", None);
    assert!(misplaced(&rate, &read).is_empty(), "a rate that no number took is a number of its own");
    let mut twice = sound.clone();
    twice.claims.push(sound.claims[0].clone());
    assert!(!misplaced(&document, &twice).is_empty(), "a number read twice");
}

#[test]
fn a_word_goes_as_far_as_its_letters() {
    // Words are measured eight bytes at a time: any ASCII character at any place of one, and what stands behind it.
    for character in (0..128).map(char::from) {
        for place in 1..24 {
            let text = format!("{}{character}end", "aZ".repeat(12).get(..place).unwrap_or_default());
            let mut cut = Vec::new();
            tokens(&text, DecimalMark::Point, &mut cut);
            let letters = match character {
                letter if letter.is_ascii_alphabetic() => text.len(),
                // "don't", and the stop of an initial.
                '\'' => text.len(),
                '.' if place == 1 => cut[0].span.end,
                _ => place,
            };
            assert_eq!((cut[0].span.start, cut[0].span.end), (0, letters), "{text:?}");
        }
    }
}

#[test]
fn what_has_no_full_stop_is_read_in_pieces() {
    let (document, extraction) =
        read("line", &"the boat sailed past 12 grey barges and on to the quay ".repeat(400), None);
    assert_eq!(extraction.claims.len(), 400, "every number is read, wherever the pieces end");
    assert!(extraction.claims.iter().all(|claim| claim.sentence.len() <= 1024), "in pieces of a bounded length");
    assert!(misplaced(&document, &extraction).is_empty());
    for (shape, claims, refused) in [
        ("7".repeat(30_000), 0, 1),
        (format!("12 boats {} sank.", ".".repeat(30_000)), 1, 0),
        (format!("{}12{}", "(".repeat(30_000), ")".repeat(30_000)), 1, 0),
        (format!("12{}boats", " ".repeat(30_000)), 1, 0),
        (format!("12{}boats", "\n".repeat(30_000)), 1, 0),
    ] {
        let (document, extraction) = read("shape", &shape, None);
        let counts = (extraction.claims.len(), extraction.rejected.len());
        assert_eq!(counts, (claims, refused), "{}…", &shape[..20]);
        assert!(misplaced(&document, &extraction).is_empty());
    }
}
