//! How two claims relate, case by case.

use crate::said::{With, check, check_claims, claim, compared};
use factledger::claim::{AsOfBasis, Status, Trend};
use factledger::compare::{Diagnosis, Relation};

#[test]
fn equal_is_the_same_number_with_the_same_hedge() {
    check("12", "12", Relation::Equal);
    check("12.0", "12", Relation::Equal);
    check("about 12", "about 12", Relation::Equal);
    check("40..50", "40..50", Relation::Equal);
    check("1500 metre", "1.5 kilometre", Relation::Equal);
    check("32 fahrenheit", "0 celsius", Relation::Equal);
    check("212 fahrenheit", "100 celsius", Relation::Equal);
    check("-40 fahrenheit", "-40 celsius", Relation::Equal);
    check("0.45359237 kilogram", "1 pound", Relation::Equal);
}

#[test]
fn a_part_of_one_is_the_same_part_in_percent() {
    let half = claim("east", "0.5").with(|claim| {
        claim.rate = Some("share".to_owned());
        claim.granularity = None;
    });
    check_claims(half.clone(), claim("west", "50 percent"), Relation::Equal, None);
    check_claims(half, claim("west", "71 percent"), Relation::Conflict, None);
    let third = claim("east", "0.3333333333333333333333333333").with(|claim| {
        claim.rate = Some("share".to_owned());
        claim.granularity = None;
    });
    check_claims(third, claim("west", "33 percent"), Relation::Rounding, None);
}

#[test]
fn the_same_number_with_another_hedge_is_hedge() {
    for other in ["about 800000", "over 800000", "nearly 800000", "at least 800000", "up to 800000"] {
        check("800000", other, Relation::Hedge);
    }
    check("over 800000", "nearly 800000", Relation::Hedge);
    check("about 3 kilometre", "3000 metre", Relation::Hedge);
    // Even of a count that moves: nothing moved.
    let (a, b) = (claim("east", "40").of("deaths"), claim("west", "at least 40").of("deaths").on("2021-03-04"));
    check_claims(a, b, Relation::Hedge, None);
}

#[test]
fn hedges_that_meet_are_hedge() {
    check("670000000", "nearly 700000000", Relation::Hedge);
    check("630000000", "nearly 700000000", Relation::Hedge);
    check("44", "over 40", Relation::Hedge);
    check("50", "over 40", Relation::Hedge);
    check("19000000", "over 15000000", Relation::Hedge);
    check("313.89 USD", "over 300 USD", Relation::Hedge);
    check("720000", "about 700000", Relation::Hedge);
    check("45", "40..50", Relation::Hedge);
    check("40..50", "45..60", Relation::Hedge);
    check("12..120", "100..1000", Relation::Hedge);
    check("at least 4", "5", Relation::Hedge);
    check("up to 50 kilometre", "up to 25 kilometre", Relation::Hedge);
    check("up to 50 kilometre", "10 mile", Relation::Hedge);
}

#[test]
fn hedges_that_miss_are_conflicts() {
    check("51", "over 40", Relation::Conflict);
    check("600000000", "nearly 700000000", Relation::Conflict);
    check("702000000", "nearly 700000000", Relation::Conflict);
    check("39", "at least 40", Relation::Conflict);
    check("40..50", "51..60", Relation::Conflict);
    check("over 8500", "over 10000", Relation::Conflict);
}

#[test]
fn rounding_and_cutting_off() {
    check("4000000", "4130000", Relation::Rounding);
    check("1540000", "1548960", Relation::Rounding);
    check("1550000", "1548960", Relation::Rounding);
    check("22000000000 EUR", "22400000000 EUR", Relation::Rounding);
    check("1400000000 USD", "1375000000 USD", Relation::Rounding);
    check("43000 USD", "43350 USD", Relation::Rounding);
    check("13000000000 USD", "13900000000 USD", Relation::Rounding);
    check("670000000", "700000000", Relation::Rounding);
    check("7.8 percent", "8 percent", Relation::Rounding);
    check("-4 percent", "-4.2 percent", Relation::Rounding);
    check("5", "5.2", Relation::Rounding);
}

#[test]
fn what_is_no_rounding() {
    // More than a tenth away, though the first digit is kept.
    check("1000000", "1400000", Relation::Conflict);
    check("3000000000", "3600000000", Relation::Conflict);
    // As many digits on both sides.
    check("720000", "750000", Relation::Conflict);
    check("144000000000 USD", "143000000000 USD", Relation::Conflict);
    check("1971", "1969", Relation::Conflict);
    // Whole counts below 100 are counted.
    check("40", "42", Relation::Conflict);
    check("90", "94", Relation::Conflict);
    check("90", "94.5", Relation::Rounding);
    check("90 kilogram", "94 kilogram", Relation::Rounding);
    // Cut off means toward zero, and the hedge keeps the precise figure on one side.
    check("-4 percent", "4.2 percent", Relation::Conflict);
    check("over 4130000", "4000000", Relation::Rounding);
    check("nearly 4000000", "4130000", Relation::Conflict);
    check("0", "0.04", Relation::Conflict);
}

#[test]
fn rounding_between_units() {
    check("15 kilometre", "9.3 mile", Relation::Rounding);
    check("30 kilometre", "20 mile", Relation::Rounding);
    check("1.8 metre", "6 foot", Relation::Rounding);
    check("37 celsius", "98.6 fahrenheit", Relation::Equal);
    check("20 celsius", "70 fahrenheit", Relation::Rounding);
    check("100 kilogram", "220 pound", Relation::Rounding);
    check("15 kilometre", "12 mile", Relation::Conflict);
}

#[test]
fn explanations_name_the_rule_and_the_numbers() {
    let words = |a: &str, b: &str| compared(&claim("east", a), &claim("west", b)).explanation;
    assert_eq!(words("4000000", "4130000"), "4.13 million cut off to its first digit is 4 million");
    assert_eq!(
        words("1400000000 USD", "1375000000 USD"),
        "1.375 billion USD rounded to its first two digits is 1.4 billion USD"
    );
    assert_eq!(
        words("15 kilometre", "9.3 mile"),
        "9.3 mile is 14.9669 kilometre, which rounded to its first two digits is 15 kilometre"
    );
    let spoken = claim("west", "nearly 700000000").with(|claim| claim.value_text = "nearly 700 million".to_owned());
    let bare = claim("east", "670000000").with(|claim| claim.value_text = "670 million".to_owned());
    assert_eq!(
        compared(&bare, &spoken).explanation,
        "nearly 700 million permits 630 million to 700 million, which holds 670 million"
    );
    assert_eq!(words("21570", "21570"), "both say 21570");
    let (bare, over) = (claim("east", "800"), claim("west", "over 800").on("2021-03-02"));
    assert_eq!(
        compared(&bare, &over).explanation,
        "the number is the same and only the hedge differs: 800 and over 800"
    );
    assert_eq!(words("at least 40", "44"), "at least 40 permits 40 or more, which holds 44");
    assert_eq!(words("up to 50", "40..45"), "40..45 permits 40 to 45 and up to 50 permits 50 or less: the two meet");
    assert_eq!(words("1.5 kilometre", "1500 metre"), "1,500 metre and 1.5 kilometre are the same after conversion");
    assert_eq!(words("4", "7"), "4 and 7 cannot both be right: no hedge, rounding or later date reconciles them");
}

#[test]
fn a_moving_count_at_another_time_is_an_update() {
    let count = |words: &str, day: &str| claim(day, words).of("deaths").on(day);
    let text = check_claims(count("24", "2021-07-05"), count("60", "2021-07-08"), Relation::Update, None);
    assert_eq!(text, "60 as of 2021-07-08 is later than 24 as of 2021-07-05, and such a count can move so");
    check_claims(count("1", "2021-06-24"), count("at least 60", "2021-07-08"), Relation::Update, None);
    // Before hedge: the count moved on, whatever the hedges leave room for.
    check_claims(count("at least 40", "2021-07-05"), count("at least 43", "2021-07-06"), Relation::Update, None);
    check_claims(count("40..50", "2021-07-05"), count("45..60", "2021-07-06"), Relation::Update, None);
    // A month and a day in it do not differ.
    check_claims(count("24", "2021-07"), count("60", "2021-07-08"), Relation::Conflict, None);
    check_claims(count("24", "2021-07-08"), count("60", "2021-07-08"), Relation::Conflict, None);
    // Two moments of one day do, also across time zones.
    let (morning, evening) = ("2021-07-08T09:00:00Z", "2021-07-08T20:00:00Z");
    check_claims(count("24", morning), count("60", evening), Relation::Update, None);
    check_claims(
        count("60", "2021-07-08T09:00:00+09:00"),
        count("24", "2021-07-08T03:00:00+02:00"),
        Relation::Conflict,
        Some(Diagnosis::FallingCount),
    );
    check_claims(
        count("60", "2021-07-08T09:00:00+09:00"),
        count("24", "2021-07-08T02:00:00+02:00"),
        Relation::Conflict,
        None,
    );
}

#[test]
fn a_count_that_only_grows_does_not_fall() {
    let count = |words: &str, day: &str| claim(day, words).of("deaths").on(day);
    let falling = Some(Diagnosis::FallingCount);
    check_claims(count("60", "2021-07-05"), count("24", "2021-07-08"), Relation::Conflict, falling);
    check_claims(count("over 40", "2021-07-05"), count("38", "2021-07-08"), Relation::Conflict, falling);
    check_claims(count("40", "2021-07-05"), count("at least 35", "2021-07-08"), Relation::Hedge, None);
    check_claims(count("1548960", "2021-07-05"), count("1540000", "2021-07-08"), Relation::Rounding, None);
    check_claims(count("51..60", "2021-07-05"), count("40..50", "2021-07-08"), Relation::Conflict, falling);
    // What may go either way may fall.
    let missing = |words: &str, day: &str| claim(day, words).of("missing").on(day);
    check_claims(missing("121", "2021-07-05"), missing("80", "2021-07-08"), Relation::Update, None);
    // A settled measure does not move at all.
    let height = |words: &str, day: &str| claim(day, words).on(day);
    check_claims(height("24", "2021-07-05"), height("60", "2021-07-08"), Relation::Conflict, None);
}

#[test]
fn stated_as_of_times_come_before_publication() {
    let as_of = |words: &str, published: &str, day: &str| {
        claim(published, words).of("deaths").on(published).with(|claim| {
            claim.as_of_start = Some(day.parse().expect("a day"));
            claim.as_of_end = claim.as_of_start;
            claim.as_of_basis = AsOfBasis::Stated;
        })
    };
    let (a, b) = (as_of("5", "2021-07-09", "2021-07-05"), as_of("9", "2021-07-08", "2021-07-07"));
    check_claims(a, b, Relation::Update, None);
    let (a, b) = (as_of("5", "2021-07-06", "2021-07-05"), as_of("9", "2021-07-09", "2021-07-05"));
    check_claims(a, b, Relation::Conflict, None);
    // Without any date nothing is known about the order.
    let undated = |doc: &str, words: &str| {
        claim(doc, words).of("deaths").with(|claim| (claim.published, claim.as_of_basis) = (None, AsOfBasis::Unknown))
    };
    check_claims(undated("east", "5"), undated("west", "9"), Relation::Conflict, None);
}

#[test]
fn a_text_that_says_so_makes_an_update() {
    let old = claim("east", "12").with(|claim| claim.status = Status::Superseded);
    check_claims(old.clone(), claim("west", "9"), Relation::Update, None);
    let both = claim("west", "9").with(|claim| claim.status = Status::Superseded);
    check_claims(old, both, Relation::Conflict, None);
    let earlier = claim("east", "57").of("deaths").with(|claim| claim.previous = true);
    check_claims(earlier.clone(), claim("west", "60").of("deaths"), Relation::Update, None);
    check_claims(earlier.clone(), claim("west", "55").of("deaths").on("2021-02-20"), Relation::Update, None);
    check_claims(earlier, claim("west", "50").of("deaths").on("2021-03-08"), Relation::Conflict, None);
    // The earlier value of something that does not move proves nothing.
    let offer = claim("east", "57").with(|claim| claim.previous = true);
    check_claims(offer, claim("west", "60"), Relation::Conflict, None);
}

#[test]
fn a_text_says_that_its_figure_moved_or_was_corrected() {
    let told = |words: &str, day: &str| {
        let words = words.to_owned();
        claim("west", "52").on(day).with(move |claim| claim.prefix = words)
    };
    let first = || claim("east", "50").on("2021-03-04");
    check_claims(first(), told("Turnout has risen to ", "2021-03-05"), Relation::Update, None);
    check_claims(first(), told("Turnout has risen to ", "2021-03-04"), Relation::Conflict, None);
    check_claims(first(), told("What it all comes to is ", "2021-03-05"), Relation::Conflict, None);
    check_claims(first(), told("The size was corrected to ", "2021-03-05"), Relation::Update, None);
    // A cumulative count does not fall, whatever a text says.
    let dead = claim("east", "60").of("deaths").on("2021-03-04");
    check_claims(
        dead,
        told("The toll climbed to ", "2021-03-05").of("deaths"),
        Relation::Conflict,
        Some(Diagnosis::FallingCount),
    );
}

#[test]
fn periodic_measures() {
    let month = |doc: &str, words: &str, start: &str, end: &str| claim(doc, words).of("jobs_added").during(start, end);
    let august = |doc: &str, words: &str| month(doc, words, "2021-08-01", "2021-08-31");
    let text = check_claims(
        august("east", "235000"),
        month("west", "235000", "2021-07-01", "2021-07-31"),
        Relation::Scope,
        None,
    );
    assert_eq!(text, "one is for 2021-07, the other for 2021-08");
    // Published again by a later report: revised.
    let first = august("east", "235000").on("2021-09-03");
    let again = august("west", "366000").on("2021-10-08").with(|claim| claim.previous = true);
    check_claims(first.clone(), again, Relation::Update, None);
    check_claims(first, august("west", "366000").on("2021-10-08"), Relation::Conflict, None);
    // Without a period the day of publication tells a revision from the period before.
    let undated = |doc: &str, words: &str| claim(doc, words).of("jobs_added");
    let former = undated("west", "366000").on("2021-10-08").with(|claim| claim.previous = true);
    check_claims(undated("east", "235000").on("2021-09-03"), former.clone(), Relation::Update, None);
    check_claims(undated("east", "194000").on("2021-10-08"), former, Relation::Scope, None);
}

#[test]
fn units_that_do_not_convert_are_another_measure() {
    check("12 USD", "11 EUR", Relation::Scope);
    check("12 percent", "12", Relation::Scope);
    check("5 kilogram", "5 metre", Relation::Scope);
    let per = |doc: &str, words: &str, rate: &str| claim(doc, words).with(|claim| claim.rate = Some(rate.to_owned()));
    check_claims(per("east", "7", "day"), per("west", "7", "month"), Relation::Scope, None);
    check_claims(per("east", "7", "day"), claim("west", "7"), Relation::Equal, None);
}

#[test]
fn a_rise_is_not_a_fall() {
    let (up, down) = (claim("east", "5 percent").moved(Trend::Up), claim("west", "5 percent").moved(Trend::Down));
    check_claims(up.clone(), down.clone(), Relation::Conflict, Some(Diagnosis::SignSlip));
    check_claims(up, claim("west", "5 percent"), Relation::Equal, None);
    check_claims(down.clone(), claim("east", "-5 percent").moved(Trend::Down), Relation::Equal, None);
    check_claims(down, claim("east", "3 percent").moved(Trend::Up), Relation::Conflict, None);
    let level = |doc: &str, trend| claim(doc, "5 percent").with(|claim| claim.trend = Some(trend));
    check_claims(level("east", Trend::Up), level("west", Trend::Down), Relation::Equal, None);
}
