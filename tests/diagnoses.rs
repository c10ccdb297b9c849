//! How a conflict may have come about, case by case.

use crate::said::{With, check_claims, claim, diagnosed};
use factledger::claim::Trend;
use factledger::compare::{Diagnosis, Relation};

#[test]
fn rival_counts_need_two_authorities() {
    let rival = |a: &str, b: &str| (claim("east", "20").by(a), claim("west", "35").by(b));
    let (a, b) = rival("the organisers", "the police");
    let text = check_claims(a, b, Relation::Conflict, Some(Diagnosis::RivalCounts));
    assert!(text.contains("the organisers and the police"), "{text}");
    let (a, b) = rival("The Police", "the police");
    check_claims(a, b, Relation::Conflict, None);
    let a = claim("east", "20").by("a spokesman").with(|claim| claim.origin = Some("Ministry".to_owned()));
    let b = claim("west", "35").with(|claim| claim.origin = Some("ministry".to_owned()));
    check_claims(a, b, Relation::Conflict, None);
    check_claims(claim("east", "20").by("the police"), claim("west", "35"), Relation::Conflict, None);
}

#[test]
fn slips_of_scale() {
    diagnosed("4130000", "4130000000", Some(Diagnosis::ScaleSlip));
    diagnosed("5 USD", "5000 USD", Some(Diagnosis::ScaleSlip));
    diagnosed("320", "3200", Some(Diagnosis::ScaleSlip));
    // One digit and one power of ten is chance.
    diagnosed("2", "20", None);
    diagnosed("320", "3100", None);
    let lakh = claim("east", "500000").with(|claim| claim.value_text = "5 lakh".to_owned());
    let million = claim("west", "5000000").with(|claim| claim.value_text = "5 million".to_owned());
    check_claims(lakh, million, Relation::Conflict, Some(Diagnosis::ScaleSlip));
}

#[test]
fn slips_of_digits() {
    diagnosed("5687.75 USD", "5587.75 USD", Some(Diagnosis::DigitSlip));
    diagnosed("21570", "21750", Some(Diagnosis::DigitSlip));
    diagnosed("345", "435", Some(Diagnosis::DigitSlip));
    diagnosed("21570", "21990", None);
    diagnosed("47", "48", None);
    diagnosed("144", "143", None);
    diagnosed("720000", "750000", None);
    diagnosed("345", "3456", None);
}

#[test]
fn slips_of_units() {
    diagnosed("100 kilometre", "160.9 kilometre", Some(Diagnosis::UnitSlip));
    diagnosed("10 kilometre", "10 mile", Some(Diagnosis::UnitSlip));
    diagnosed("70 kilogram", "154.3 kilogram", Some(Diagnosis::UnitSlip));
    diagnosed("30.0 metre", "98.4 metre", Some(Diagnosis::UnitSlip));
    diagnosed("38 celsius", "100.4 celsius", Some(Diagnosis::UnitSlip));
    diagnosed("100", "160.9", None);
    diagnosed("100 kilometre", "150 kilometre", None);
}

#[test]
fn slips_of_period_and_of_percent() {
    let periodic = |doc: &str, words: &str| claim(doc, words).of("jobs_added");
    check_claims(periodic("east", "2500 USD"), periodic("west", "30000 USD"), Relation::Conflict, None);
    check_claims(
        periodic("east", "2510 USD"),
        periodic("west", "30120 USD"),
        Relation::Conflict,
        Some(Diagnosis::PerPeriodSlip),
    );
    check_claims(claim("east", "2510 USD"), claim("west", "30120 USD"), Relation::Conflict, None);
    let change = |doc: &str, words: &str| claim(doc, words).moved(Trend::Up);
    check_claims(
        change("east", "5 percent"),
        change("west", "5 percentage_point"),
        Relation::Conflict,
        Some(Diagnosis::PercentPointSlip),
    );
    check_claims(change("east", "5 percent"), change("west", "7 percentage_point"), Relation::Scope, None);
}

#[test]
fn hedges_that_were_stretched() {
    diagnosed("over 8500", "over 10000", Some(Diagnosis::StretchedHedge));
    diagnosed("nearly 700", "600", Some(Diagnosis::StretchedHedge));
    diagnosed("about 60", "50", Some(Diagnosis::StretchedHedge));
    // Pulled the other way it would not hold both either.
    diagnosed("nearly 700", "720", None);
    diagnosed("at least 43", "40", None);
    diagnosed("over 40", "90", None);
    diagnosed("8500", "9900", None);
}
