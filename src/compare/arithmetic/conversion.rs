//! A conversion in brackets that does not fit: "15 kilometres (15 miles)". Never between currencies.

use super::reach::reach;
use super::sentence::{Said, Sentence};
use super::{Finding, plain, said};
use crate::claim::Claim;
use crate::compare::Kind;
use crate::compare::figure::converted;
use crate::lexicon::Lexicon;
use crate::quantity::Interval;
use rust_decimal::Decimal;

/// Units of which there are several, with how far the others may be from the one that is taken, as a part of it.
const SEVERAL: [(&str, i64); 9] = [
    ("ton", 13),
    ("gallon", 21),
    ("pint", 21),
    ("quart", 21),
    ("ounce", 10),
    ("horsepower", 2),
    ("month", 5),
    ("quarter", 5),
    ("year", 1),
];

/// Every conversion that does not fit.
pub(super) fn conversions<'c>(sentence: &Sentence<'_, 'c>, lexicon: &Lexicon, found: &mut Vec<Finding<'c>>) {
    for at in 0..sentence.said.len() {
        found.extend(conversion(sentence, at, lexicon));
    }
}

fn conversion<'c>(sentence: &Sentence<'_, 'c>, at: usize, lexicon: &Lexicon) -> Option<Finding<'c>> {
    let (one, other) = sentence.two(at)?;
    let (from, to) = (one.claim, other.claim);
    let units = from.dimension == to.dimension && from.unit != to.unit && from.rate == to.rate;
    if !units || matches!(from.dimension.as_str(), "money" | "count" | "ratio") {
        return None;
    }
    // "6 feet 2 inches (1.88 m)" and "1.88 m (6 feet 2 inches)": one length in two claims.
    let before = at.checked_sub(1).and_then(|at| sentence.said(at));
    let behind = sentence.said(at + 2);
    let continues = |a: Option<Said<'_>>, b: Option<Said<'_>>| match (a, b) {
        (Some(a), Some(b)) => a.claim.dimension == b.claim.dimension && b.first - a.end.min(b.first) <= 1,
        _ => false,
    };
    if continues(before, Some(one)) || continues(Some(other), behind) || !bracketed(sentence, one, other) {
        return None;
    }
    let (stated, written) = (reach(to)?, reach(from)?);
    let slack = several(from).max(several(to));
    let each =
        |as_length: bool| converted(written, from, to, as_length, lexicon).and_then(|figure| widened(figure, slack));
    let expected = each(false)?;
    // A difference of temperatures converts without the offset.
    if stated.meets(&expected) || each(true).is_some_and(|length| stated.meets(&length)) {
        return None;
    }
    Some(Finding {
        kind: Kind::Conversion,
        checked: to,
        against: vec![from],
        stated,
        expected,
        explanation: format!("{} converts to {}, not {}", said(from), plain(expected, &to.unit), said(to)),
        confidence: 0.9,
    })
}

/// "15 kilometres (9.3 miles)", "15-kilometre (9.3-mile)", "15 kilometres, or 9.3 miles,".
fn bracketed(sentence: &Sentence<'_, '_>, one: Said<'_>, other: Said<'_>) -> bool {
    let noun = (one.end..one.noun_end).len();
    let from = if noun <= 3 && sentence.reads(one.noun_end, other.first, &["("]) { one.noun_end } else { one.end };
    let closed = |at: usize| sentence.word(at) == ")" || sentence.word(other.noun_end) == ")";
    sentence.reads(from, other.first, &["("]) && closed(other.end)
        || sentence.reads(one.end, other.first, &[",", "or"]) && matches!(sentence.word(other.end), "," | "." | ";")
}

fn several(claim: &Claim) -> i64 {
    let unit = claim.unit.as_str();
    SEVERAL.iter().find(|(name, _)| unit.split(' ').any(|word| word == *name)).map_or(0, |(_, part)| *part)
}

fn widened(figure: Interval, percent: i64) -> Option<Interval> {
    let by = |end: Option<Decimal>, sign: i64| match end {
        Some(end) => {
            let sign = if end.is_sign_negative() { -sign } else { sign };
            let factor = Decimal::from(100 + sign * percent).checked_div(Decimal::ONE_HUNDRED)?;
            end.checked_mul(factor).map(Some)
        }
        None => Some(None),
    };
    Some(Interval::new(by(figure.lower(), -1)?, by(figure.upper(), 1)?))
}
