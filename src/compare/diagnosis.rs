//! How a conflict may have come about. Each test asks for more than chance would give: a wrong diagnosis sends a
//! fact-checker the wrong way, none costs nothing. The specific ones are tried first.

use super::Diagnosis;
use super::figure::{Figure, Member, Pair, half, relative_difference};
use super::timing::{can_move, sequence};
use super::wording::number;
use crate::claim::{Claim, Role};
use crate::lexicon::{Course, Direction, Lexicon};
use crate::quantity::Approximation;
use rust_decimal::Decimal;

/// A diagnosis with the clause that explains it.
pub(super) type Finding = (Diagnosis, String);

/// How the conflict may have come about, if anything fits.
pub(super) fn diagnosis(pair: &Pair<'_>, course: (Course, Direction), lexicon: &Lexicon) -> Option<Finding> {
    falling_count(pair, course)
        .or_else(|| sign_slip(pair))
        .or_else(|| unit_slip(pair, lexicon))
        .or_else(|| scale_slip(pair))
        .or_else(|| per_period_slip(pair, course))
        .or_else(|| digit_slip(pair, 4))
        .or_else(|| rival_counts(pair))
        .or_else(|| digit_slip(pair, 3))
        .or_else(|| stretched_hedge(pair))
}

fn falling_count(pair: &Pair<'_>, course: (Course, Direction)) -> Option<Finding> {
    if course != (Course::Running, Direction::Up) {
        return None;
    }
    let sequence = sequence(pair)?;
    (!can_move(sequence.earlier, sequence.later, course.1)).then(|| {
        let (before, after) = (sequence.earlier.said(), sequence.later.said());
        (Diagnosis::FallingCount, format!("the count went from {before} down to {after}, though it only grows"))
    })
}

fn values(pair: &Pair<'_>) -> Option<(Decimal, Decimal)> {
    pair.a.common.value.zip(pair.b.common.value)
}

fn sign_slip(pair: &Pair<'_>) -> Option<Finding> {
    let (a, b) = values(pair)?;
    (a == -b && !a.is_zero())
        .then(|| (Diagnosis::SignSlip, "one tells a rise, the other a fall, by the same figure".to_owned()))
}

/// The larger magnitude over the smaller; none for 0 and for opposite signs.
fn factor(a: Decimal, b: Decimal) -> Option<Decimal> {
    if a.is_zero() || b.is_zero() || a.is_sign_negative() != b.is_sign_negative() {
        return None;
    }
    let (small, large) = if a.abs() < b.abs() { (a.abs(), b.abs()) } else { (b.abs(), a.abs()) };
    large.checked_div(small)
}

fn near(figure: Decimal, target: Decimal, tolerance: Decimal) -> bool {
    relative_difference(figure, target).is_some_and(|apart| apart <= tolerance)
}

/// Base units of one dimension that are taken for one another.
const CONFUSED_UNITS: [(&str, i64, u32, &str); 4] = [
    ("length", 1_609_344, 6, "between kilometres and miles"),
    ("speed", 1_609_344, 6, "between kilometres and miles"),
    ("mass", 2_204_623, 6, "between kilograms and pounds"),
    ("length", 3_280_840, 6, "between metres and feet"),
];

fn unit_slip(pair: &Pair<'_>, lexicon: &Lexicon) -> Option<Finding> {
    // Half a percent: what is left of a conversion after rounding to three digits.
    let tolerance = Decimal::new(5, 3);
    let (a, b) = values(pair)?;
    let dimension = lexicon.unit_factor(pair.unit).map(|scale| scale.dimension)?;
    if dimension == "temperature" {
        let fahrenheit = |celsius: Decimal| celsius.checked_mul(Decimal::new(18, 1))?.checked_add(Decimal::from(32));
        let fits = |from: Decimal, to: Decimal| fahrenheit(from).is_some_and(|turned| near(turned, to, tolerance));
        let same_number = pair.a.own.value == pair.b.own.value && pair.a.claim.unit != pair.b.claim.unit;
        return (fits(a, b) || fits(b, a) || same_number)
            .then(|| (Diagnosis::UnitSlip, "they stand to one another as degrees Celsius and Fahrenheit".to_owned()));
    }
    let ratio = factor(a, b)?;
    CONFUSED_UNITS.iter().filter(|(of, ..)| *of == dimension).find_map(|&(_, digits, scale, between)| {
        near(ratio, Decimal::new(digits, scale), tolerance)
            .then(|| (Diagnosis::UnitSlip, format!("the factor between them is the one {between}")))
    })
}

/// The digits of a figure without sign, point and the zeros at both ends.
fn significant(figure: Decimal) -> String {
    figure.abs().normalize().to_string().replace('.', "").trim_matches('0').to_owned()
}

fn scale_slip(pair: &Pair<'_>) -> Option<Finding> {
    let (a, b) = values(pair)?;
    let ratio = factor(a, b)?.normalize();
    let digits = significant(a);
    // 5 lakh for 5 million: the same digits written before another scale word.
    let written = |text: &str| {
        text.split(|c: char| !c.is_ascii_digit() && c != '.').find(|run| !run.is_empty()).map(str::to_owned)
    };
    let same_writing =
        written(&pair.a.claim.value_text).is_some_and(|run| Some(run) == written(&pair.b.claim.value_text));
    let mut power = Decimal::TEN;
    for exponent in 1..=28 {
        if power == ratio {
            // One digit and a factor of 10 is what chance gives: 2 and 20 injured.
            let telling = digits.len() >= 2 || exponent % 3 == 0 || same_writing;
            return (digits == significant(b) && telling)
                .then(|| (Diagnosis::ScaleSlip, format!("the same digits, {} times as large", number(ratio))));
        }
        power = power.checked_mul(Decimal::TEN)?;
    }
    None
}

/// Half the last place of a figure as a part of it.
fn slack(figure: &Figure) -> Option<Decimal> {
    let (value, place) = figure.value.zip(figure.granularity)?;
    half(place).checked_div(value.abs())
}

fn per_period_slip(pair: &Pair<'_>, course: (Course, Direction)) -> Option<Finding> {
    // Only where a figure is per something or belongs to a period: elsewhere four times as many are four times as many.
    let (a_rate, b_rate) = (&pair.a.claim.rate, &pair.b.claim.rate);
    if course.0 != Course::Periodic && a_rate.is_none() && b_rate.is_none() {
        return None;
    }
    let (a, b) = values(pair)?;
    let ratio = factor(a, b)?;
    let rounding = slack(&pair.a.common)?.checked_add(slack(&pair.b.common)?)?;
    let tolerance = rounding.min(Decimal::new(2, 2));
    // A factor of 4 or 12 from a figure with one significant digit proves nothing.
    if significant(a).len().min(significant(b).len()) < 2 {
        return None;
    }
    [(12, "a month and a year"), (4, "a quarter and a year"), (52, "a week and a year"), (365, "a day and a year")]
        .into_iter()
        .find_map(|(times, between)| {
            near(ratio, Decimal::from(times), tolerance)
                .then(|| (Diagnosis::PerPeriodSlip, format!("one is {times} times the other, as between {between}")))
        })
}

/// `least`: from how many significant digits on it counts.
fn digit_slip(pair: &Pair<'_>, least: usize) -> Option<Finding> {
    let (a, b) = (&pair.a, &pair.b);
    if a.claim.unit != b.claim.unit {
        return None;
    }
    let (of_a, of_b) = values(pair)?;
    let place = a.common.granularity?.min(b.common.granularity?);
    let string = |value: Decimal| {
        let digits = value.checked_div(place)?.normalize();
        digits.fract().is_zero().then(|| digits.abs().to_string().into_bytes())
    };
    let (left, right) = (string(of_a)?, string(of_b)?);
    if left.len() != right.len() || left.len() < least || of_a.is_sign_negative() != of_b.is_sign_negative() {
        return None;
    }
    let differing: Vec<usize> = (0..left.len()).filter(|&index| left.get(index) != right.get(index)).collect();
    let clause = match differing.as_slice() {
        // The last digit of a short number differs where two people counted, not where one mistyped.
        [one] if *one + 1 < left.len() || left.len() >= 5 => "they differ in one digit",
        [one, two] if *one + 1 == *two && left.get(*one) == right.get(*two) && left.get(*two) == right.get(*one) => {
            "two neighbouring digits are transposed"
        }
        _ => return None,
    };
    Some((Diagnosis::DigitSlip, clause.to_owned()))
}

/// Who stands behind the figure: the speaker, else the institution.
fn authority(claim: &Claim) -> Option<String> {
    let name = claim.speaker.as_deref().or(claim.origin.as_deref())?;
    Some(name.trim().to_lowercase()).filter(|name| !name.is_empty())
}

fn rival_counts(pair: &Pair<'_>) -> Option<Finding> {
    let (a, b) = (pair.a.claim, pair.b.claim);
    // A spokesman and the office he speaks for are one authority, wherever the other text puts it.
    let shared = [&a.speaker, &a.origin].into_iter().flatten().any(|one| {
        [&b.speaker, &b.origin]
            .into_iter()
            .flatten()
            .any(|other| one.trim().to_lowercase() == other.trim().to_lowercase())
    });
    let (of_a, of_b) = authority(a).zip(authority(b))?;
    (!shared && of_a != of_b).then(|| {
        let name = |claim: &Claim| claim.speaker.clone().or_else(|| claim.origin.clone()).unwrap_or_default();
        (Diagnosis::RivalCounts, format!("{} and {} are named for them", name(a), name(b)))
    })
}

/// A hedge can only be pulled the way it points: "over 8,500" towards 10,000, but "at least 43" not towards 40.
fn stretched_hedge(pair: &Pair<'_>) -> Option<Finding> {
    let (a, b) = (&pair.a, &pair.b);
    let below = |one: &Member<'_>, other: &Member<'_>| {
        let (upper, lower) = one.common.permits.upper().zip(other.common.permits.lower())?;
        (upper < lower).then_some((upper, lower))
    };
    let (low, high, (upper, lower)) = match (below(a, b), below(b, a)) {
        (Some(ends), _) => (a, b, ends),
        (None, Some(ends)) => (b, a, ends),
        (None, None) => return None,
    };
    let reaches_up =
        matches!(low.claim.approximation, Approximation::About | Approximation::Over | Approximation::Range);
    let reaches_down =
        matches!(high.claim.approximation, Approximation::About | Approximation::Under | Approximation::Range);
    let close = relative_difference(upper, lower)? < Decimal::new(2, 1);
    (close && (reaches_up || reaches_down))
        .then(|| (Diagnosis::StretchedHedge, "a hedge pulled a little further would hold both".to_owned()))
}

/// Percent on one side and percentage points on the other, with one number.
pub(super) fn percent_point_slip(a: &Claim, b: &Claim) -> bool {
    let units = [a.unit.as_str(), b.unit.as_str()];
    let mixed = units == ["percent", "percentage_point"] || units == ["percentage_point", "percent"];
    // A share is no change: 5 percent of them and a rise of 5 points have nothing to do with one another.
    mixed && a.value.is_some() && a.value == b.value && a.role == Role::Change && b.role == Role::Change
}
