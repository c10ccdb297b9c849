//! Which documents are set against each other: by what they share and by when they lie, whatever their order.

use crate::said::lexicon;
use factledger::claim::{Claim, extract};
use factledger::link::facts;
use factledger::text::{Document, Metadata};

const TEXT: &str = "The Norrholm ferry capsized off Ellen harbour in a storm. Rescuers from Lindqvist Pier searched for the \
                    passengers of the ferry. The ferry disaster killed 127 people, the coast guard of Norrholm said.";

fn claims(name: &str, published: Option<&str>) -> Vec<Claim> {
    claims_of(name, published, TEXT)
}

fn claims_of(name: &str, published: Option<&str>, text: &str) -> Vec<Claim> {
    let published = published.map(|date| date.parse().expect("a date"));
    let metadata = Metadata { published, ..Metadata::default() };
    extract(&Document::new(name.to_owned(), Some(name), text.to_owned(), 0, metadata), lexicon()).claims
}

/// Do documents of these dates come into one fact, in whatever order they are given?
fn linked(one: Option<&str>, other: Option<&str>) -> bool {
    let (one, other) = (claims("one", one), claims("other", other));
    let counts = [[one.clone(), other.clone()].concat(), [other, one].concat()]
        .map(|claims| facts(&claims, lexicon()).facts.iter().any(|fact| fact.claims.len() == 2));
    assert_eq!(counts[0], counts[1], "the order changes nothing");
    counts[0]
}

#[test]
fn documents_of_one_time_meet() {
    assert!(linked(Some("2024-05-12"), Some("2024-05-13")));
    assert!(linked(Some("2024-05-12"), Some("2024-06-20")), "in the next span of time");
}

#[test]
fn a_document_without_a_date_may_be_of_any_time() {
    assert!(linked(None, Some("2024-05-12")));
    assert!(linked(None, None));
}

#[test]
fn a_date_of_a_year_or_a_month_covers_its_days() {
    assert!(linked(Some("2024"), Some("2024-11-30")));
    assert!(linked(Some("2024-05"), Some("2024-05-31")));
}

#[test]
fn documents_far_apart_in_time_tell_of_other_events() {
    assert!(!linked(Some("2023-05-12"), Some("2024-05-12")));
}

#[test]
fn a_town_is_told_from_one_that_no_list_has() {
    const STRIKE: &str = "Greek dockers went on strike and the Alkyon ferry stayed in harbour, said Yiannis Petrou.";
    let one = claims_of("one", Some("2024-05-12"), &format!("{STRIKE} In Thessaloniki, 20,000 people marched."));
    let together = |text: &str| {
        let other = claims_of("other", Some("2024-05-12"), &format!("{STRIKE} {text}"));
        facts(&[one.clone(), other].concat(), lexicon()).facts.iter().any(|fact| fact.claims.len() == 2)
    };
    assert!(together("In Thessaloniki, about 20,000 protesters marched."));
    assert!(!together("In Kalyvari, about 20,000 protesters marched."));
}

/// Do two stories of one day come into one fact?
fn one_event(one: &str, other: &str) -> bool {
    let day = Some("2024-05-12");
    let claims = [claims_of("one", day, one), claims_of("other", day, other)].concat();
    facts(&claims, lexicon()).facts.iter().any(|fact| fact.claims.len() == 2)
}

/// The story of a fire, told as such stories are, and told by somebody else.
fn fires(one: &str, other: &str) -> [String; 2] {
    [
        format!("A hotel burned down in {one}. Flames spread at night while guests slept. The fire killed 46 people."),
        format!("Firefighters fought flames in {other} all night. The fire in a hotel killed 46 people, police said."),
    ]
}

#[test]
fn stories_of_one_kind_in_different_places_are_not_one_event() {
    let linked = |places: [String; 2]| one_event(&places[0], &places[1]);
    assert!(linked(fires("Marseille", "Marseille")));
    assert!(!linked(fires("Marseille", "Osaka")));
    assert!(linked(fires("Marseille", "France")), "a town lies in its country");
}

#[test]
fn a_place_that_the_other_story_names_further_down_may_be_its_own() {
    let [one, other] = fires("Marseille", "Osaka");
    assert!(!one_event(&one, &other));
    let other = format!("{other} A guest wept. Neighbours had come. All of it was seen from the hills of Marseille.");
    assert!(one_event(&one, &other));
}

#[test]
fn a_given_name_in_common_makes_no_event() {
    let one = "Anna Corberg of the Quillon Trust counted the votes. The trust said that 412 people had signed.";
    let other = "Anna Westholm of the Larkwood Union opened the fair. The union said that 412 people had signed.";
    let same = "Anna Corberg opened the fair of the Quillon Trust. The union said that 412 people had signed.";
    assert!(!one_event(one, other));
    assert!(one_event(one, same));
}

#[test]
fn odd_figures_in_common_tell_of_one_event() {
    let facts_of = |one: &str, other: &str| {
        let claims =
            [claims_of("one", Some("2024-05-31"), one), claims_of("other", Some("2024-06-04"), other)].concat();
        facts(&claims, lexicon()).facts.iter().filter(|fact| fact.claims.len() == 2).count()
    };
    let column = "And there are 767,000 vacancies. Nobody asks for whom. A ticket costs $4.65.";
    let report = "The agency had 767,000 vacancies on its books. Trains ran late, and a ticket was $4.65.";
    let other = "The agency had 767,000 vacancies on its books. Trains ran late, and a ticket was $4.35.";
    assert_eq!(facts_of(report, column), 2);
    assert_eq!(facts_of(other, column), 0, "one may be chance");
}

#[test]
fn things_far_apart_are_of_two_programmes() {
    const GOAL: &str = "The Norrland government wants most adults vaccinated by July. Health minister Ingrid Solveig said the \
                        vaccine plan means about 100 million doses over the coming weeks. Norrland has vaccinated half of its \
                        adults.";
    let one = claims_of("one", Some("2021-05-04"), GOAL);
    let together = |figure: &str| {
        let gift = format!(
            "The Norrland government will share its vaccine with poor countries. A health official said the plan means \
             {figure} doses."
        );
        let other = claims_of("other", Some("2021-06-10"), &gift);
        facts(&[one.clone(), other].concat(), lexicon()).facts.iter().any(|fact| fact.claims.len() == 2)
    };
    assert!(!together("300 million"), "three times as many, a month later, by documents that share little");
    assert!(together("120 million"), "a count that moved");
}
