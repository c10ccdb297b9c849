//! Do two articles of one event tell of the same thing, and how do their figures relate? Events of all kinds, in our own
//! words: each case is a sentence of the one article and a sentence of the other.

use crate::said::lexicon;
use factledger::claim::{Claim, extract};
use factledger::compare::pairs;
use factledger::link::facts;
use factledger::text::{Document, Metadata};

/// What both articles begin with, so that they tell of one event.
const FLOOD: &str =
    "The Orla dam near Brenholm burst in the Tarn valley. Engineer Ingrid Solveig warned Brenholm council. ";
const MARCH: &str =
    "Teachers of Varnholt marched to the Kestrel palace. Union leader Pavel Ostrik led the Varnholt teachers. ";
const TRAIN: &str =
    "The Skelby express left the rails at Nordhaven bridge. Driver Lena Aarup braked before Nordhaven. ";

fn claims(name: &str, lead: &str, sentence: &str, published: &str) -> Vec<Claim> {
    let published = Some(published.parse().expect("a date"));
    let metadata = Metadata { published, ..Metadata::default() };
    let between = if name == "one" { "Rain is forecast." } else { "Schools stay shut." };
    let text = format!("{lead}\n\n{between}\n\n{sentence}");
    extract(&Document::new(name.to_owned(), Some(name), text, 0, metadata), lexicon()).claims
}

/// The relations of all pairs that are made of the two articles.
fn relations(lead: &str, one: &str, other: &str) -> Vec<String> {
    let all = [claims("one", lead, one, "2024-05-12"), claims("other", lead, other, "2024-05-13")].concat();
    let mut found = Vec::new();
    for block in all.chunk_by(|a, b| a.block == b.block) {
        let claims = block.to_vec();
        for fact in &facts(&claims, lexicon()).facts {
            found.extend(pairs(&claims, fact, lexicon()).iter().map(|row| row.relation.to_string()));
        }
    }
    found
}

fn holds(lead: &str, one: &str, other: &str, expected: &[&str]) {
    assert_eq!(relations(lead, one, other), expected, "{one} / {other}");
    assert_eq!(relations(lead, other, one).len(), expected.len(), "the other way round: {one} / {other}");
}

#[test]
fn nobody_against_some_is_a_conflict() {
    holds(FLOOD, "Nobody was killed in the flood.", "The flood killed 14 people in the valley.", &["conflict"]);
    holds(FLOOD, "The flood caused no casualties.", "The flood killed at least 14 people.", &["conflict"]);
}

#[test]
fn nothing_known_yet_is_no_nothing() {
    holds(FLOOD, "No deaths were reported by noon.", "The flood killed 14 people in the valley.", &[]);
}

#[test]
fn nobody_here_says_nothing_of_another_place() {
    holds(FLOOD, "Nobody was killed in the flood.", "A landslide in Osterby killed 14 people last spring.", &[]);
}

#[test]
fn rival_counts_of_a_crowd_are_a_conflict() {
    holds(
        MARCH,
        "Police said 4,000 people marched through Varnholt to the palace.",
        "The union said 9,000 people marched through Varnholt to the palace.",
        &["conflict"],
    );
}

#[test]
fn a_crowd_of_another_day_is_another_crowd() {
    holds(
        MARCH,
        "On Friday 4,000 people marched through Varnholt to the palace.",
        "On Sunday 9,000 people marched through Varnholt to the palace.",
        &[],
    );
}

#[test]
fn a_crowd_in_another_town_is_another_crowd() {
    holds(
        MARCH,
        "Some 4,000 people marched to the Kestrel palace.",
        "Pupils also met in Leeds, where another 4,000 people marched.",
        &[],
    );
}

#[test]
fn an_open_end_does_not_make_two_figures_one() {
    holds(
        TRAIN,
        "The crash killed at least 12 members of one choir.",
        "The Skelby express carried 400 passengers.",
        &[],
    );
}

#[test]
fn four_of_five_are_not_the_four() {
    // Five against four is too light to be called one measure.
    holds(
        TRAIN,
        "Five bombs were found on the bridge, of which four went off.",
        "Police found four bombs on the bridge.",
        &[],
    );
}

#[test]
fn what_no_noun_names_is_not_taken_for_the_dead() {
    holds(TRAIN, "More than 40 were posted to the mayor.", "The crash killed more than 40 people.", &[]);
}

#[test]
fn others_may_be_those_that_another_text_describes() {
    holds(
        TRAIN,
        "Two other bridges near Nordhaven were closed after the crash.",
        "Two railway bridges near Nordhaven were closed after the crash.",
        &["equal"],
    );
}

#[test]
fn a_loan_to_save_somebody_is_a_bailout() {
    holds(
        MARCH,
        "The palace got a bailout of $110 million from the Varnholt bank.",
        "The palace got a loan of $110 million from the Varnholt bank.",
        &["equal"],
    );
}

#[test]
fn a_toll_that_grew_is_an_update() {
    let (first, later) =
        ("The flood killed one person near the dam.", "The death toll of the Orla flood rose to nine.");
    assert_eq!(relations(FLOOD, first, later), ["update"]);
    // The dead do not become fewer.
    assert_eq!(relations(FLOOD, later, first), [""; 0]);
    // Those of one night are not all of them.
    holds(
        MARCH,
        "One teacher was arrested in Varnholt.",
        "On Saturday night nine teachers were arrested in Varnholt.",
        &[],
    );
}

#[test]
fn an_average_is_none_of_its_figures() {
    holds(
        TRAIN,
        "Calls to the Nordhaven hotline fell to 498 last week.",
        "The four-week moving average fell to 504.",
        &[],
    );
}

#[test]
fn distances_from_one_place_are_compared() {
    holds(
        TRAIN,
        "The wreck lies 40 km from Nordhaven station.",
        "The wreck lies 25 km from Nordhaven station.",
        &["conflict"],
    );
    holds(TRAIN, "The wreck lies 40 km from Nordhaven station.", "The guard walked 25 km along the coast.", &[]);
}

#[test]
fn a_turnout_is_a_share_however_it_is_told() {
    holds(
        MARCH,
        "Turnout in the Varnholt ballot was nearly 79 percent.",
        "Turnout in the Varnholt ballot was 78.6 percent of all members.",
        &["hedge"],
    );
}

#[test]
fn what_one_text_leaves_unnamed_is_no_conflict() {
    // Rounded it may be the same.
    holds(
        TRAIN,
        "At Nordhaven bridge the Skelby express lost $1.375 billion for the railway.",
        "At Nordhaven bridge the Skelby express got $1.4 billion for the railway.",
        &["rounding"],
    );
    holds(
        TRAIN,
        "At Nordhaven bridge the Skelby express lost $1.36 billion for the railway.",
        "At Nordhaven bridge the Skelby express got $1.4 billion for the railway.",
        &["rounding"],
    );
    holds(
        TRAIN,
        "At Nordhaven bridge the Skelby express lost $1.31 billion for the railway.",
        "At Nordhaven bridge the Skelby express got $1.4 billion for the railway.",
        &[],
    );
}

#[test]
fn a_price_of_another_day_is_another_price() {
    let (one, other) = (
        "Skelby shares closed at $24.13 on Thursday after the Nordhaven crash.",
        "Skelby shares closed at $24.34 on Friday after the Nordhaven crash.",
    );
    holds(TRAIN, one, other, &[]);
    holds(TRAIN, one, &one.replace("24.13", "24.1"), &["rounding"]);
}

#[test]
fn what_is_expected_later_is_expected_anew() {
    let expected = |figure: &str, published: &str, name: &str| {
        let sentence = format!("Economists expect claims at the Nordhaven office to fall to {figure}.");
        claims(name, TRAIN, &sentence, published)
    };
    let relations = |one: Vec<Claim>, other: Vec<Claim>| {
        let all = [one, other].concat();
        let linked = facts(&all, lexicon());
        linked.facts.iter().flat_map(|fact| pairs(&all, fact, lexicon())).map(|row| row.relation.to_string()).collect()
    };
    let first = || expected("460,000", "2024-05-06", "one");
    let same_day: Vec<String> = relations(first(), expected("475,000", "2024-05-07", "other"));
    assert_eq!(same_day, ["conflict"]);
    let later: Vec<String> = relations(first(), expected("475,000", "2024-05-13", "other"));
    assert_eq!(later, [""; 0]);
}

#[test]
fn two_who_counted_a_crowd_by_eye_may_differ_several_times_over() {
    holds(
        MARCH,
        "Some 20,000 people marched in the streets of Varnholt, said Ostrik.",
        "Around 4,000 protesters marched in the streets of Varnholt.",
        &["conflict"],
    );
}

#[test]
fn a_second_source_in_an_article_is_set_against_others_too() {
    holds(
        FLOOD,
        "Police said 30 people were killed in the flood. The Red Cross said 40 people were killed in the flood.",
        "The flood killed 30 people, police said.",
        &["equal", "conflict"],
    );
}

#[test]
fn no_casualties_are_set_against_the_dead_before_the_hurt() {
    holds(
        FLOOD,
        "The flood caused no casualties, the council said.",
        "The flood killed 14 people and injured 30, the mayor said.",
        &["conflict"],
    );
}

#[test]
fn who_is_arrested_at_a_march_is_no_part_of_the_arrested() {
    holds(
        MARCH,
        "More than 200 people have been arrested.",
        "More than 400 protesters have been arrested.",
        &["update"],
    );
    holds(MARCH, "More than 200 people have been arrested.", "More than 40 drivers have been arrested.", &[]);
}

#[test]
fn a_toll_of_a_war_is_none_of_a_raid() {
    holds(
        FLOOD,
        "The flood killed 12 people in the Tarn valley.",
        "Floods killed a million people in the Tarn valley.",
        &[],
    );
}
