//! Figures in plain words, for explanations.

use super::figure::Figure;
use crate::claim::Claim;
use crate::quantity::Interval;
use rust_decimal::Decimal;

/// The longest piece of a document's own words that goes into an explanation, in characters.
const LONGEST: usize = 60;

/// A number as a newspaper would print it: `4.13 million`, `21,570`, `0.5`.
pub(super) fn number(figure: Decimal) -> String {
    let figure = figure.normalize();
    let scales = [(1_000_000_000_000_i64, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million")];
    for (scale, name) in scales {
        let scale = Decimal::from(scale);
        if figure.abs() < scale {
            continue;
        }
        let scaled = figure.checked_div(scale).map(|scaled| scaled.normalize());
        if let Some(scaled) = scaled.filter(|scaled| scaled.scale() <= 3 && scaled.abs() < Decimal::ONE_THOUSAND) {
            return format!("{scaled} {name}");
        }
    }
    grouped(&figure.to_string())
}

/// Commas between groups of three in the whole part.
fn grouped(digits: &str) -> String {
    let (sign, rest) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut text = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// A number with its unit; counts have none.
pub(super) fn with_unit(figure: Decimal, unit: &str) -> String {
    match unit {
        "count" => number(figure),
        "percentage_point" => format!("{} percentage points", number(figure)),
        unit => format!("{} {unit}", number(figure)),
    }
}

/// What an interval holds: `630 million to 700 million`, `40 or more`.
pub(super) fn interval(permits: Interval) -> String {
    match (permits.lower(), permits.upper()) {
        (Some(low), Some(high)) if low == high => format!("just {}", number(low)),
        (Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
        (Some(low), None) => format!("{} or more", number(low)),
        (None, Some(high)) => format!("{} or less", number(high)),
        (None, None) => "any number".to_owned(),
    }
}

/// The number phrase of the text; where the claim carries none, its figure.
pub(super) fn said(claim: &Claim, figure: &Figure) -> String {
    let words = claim.value_text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return stated(claim, figure);
    }
    if words.chars().count() <= LONGEST {
        return words;
    }
    let mut cut: String = words.chars().take(LONGEST).collect();
    cut.push('…');
    cut
}

/// The figure itself, in its unit.
pub(super) fn stated(claim: &Claim, figure: &Figure) -> String {
    figure.value.map_or_else(|| interval(figure.permits), |value| with_unit(value, &claim.unit))
}

/// `its first digit`, `its first two digits`: what is kept when a number is cut to the place `granularity`.
pub(super) fn kept_digits(value: Decimal, granularity: Decimal) -> String {
    let names = ["two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let digits = value.abs().checked_div(granularity).map_or(0, |digits| digits.trunc().normalize().to_string().len());
    match digits {
        0 | 1 => "its first digit".to_owned(),
        digits => match names.get(digits - 2) {
            Some(name) => format!("its first {name} digits"),
            None => format!("its first {digits} digits"),
        },
    }
}
