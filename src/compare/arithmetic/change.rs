//! Does a change fit its levels?

use super::movement::Levels;
use super::reach::{distance, percentage, positive, relative_change};
use super::sentence::{Said, Sentence};
use super::{Finding, plain, said};
use crate::claim::Claim;
use crate::compare::Kind;
use crate::quantity::Interval;
use rust_decimal::Decimal;

/// Words that say that a percentage was worked out in another way than from the two levels.
const OTHERWISE: [&str; 18] = [
    "adjusted",
    "adjusting",
    "constant",
    "comparable",
    "organic",
    "organically",
    "underlying",
    "annualized",
    "annualised",
    "annual",
    "annually",
    "compound",
    "average",
    "seasonally",
    "excluding",
    "stripping",
    "currency",
    "inflation",
];

/// A percentage of change that does not fit the two levels.
pub(super) fn percent_beside_levels<'c>(
    sentence: &Sentence<'_, 'c>,
    levels: Levels<'c>,
    change: Said<'c>,
) -> Option<Finding<'c>> {
    let claim = change.claim;
    if claim.unit != "percent" || claim.rate.is_some() || sentence.has_word(&OTHERWISE) {
        return None;
    }
    let (old, new) = of_one_size(levels)?;
    let (stated, expected) = (positive(claim)?, relative_change(old, new)?);
    // Of a level in percent, "2 percent" may well mean points.
    let points = levels.old.claim.unit == "percent" && distance(old, new)?.meets(&stated);
    (!stated.meets(&expected) && !points)
        .then(|| otherwise(levels, claim, Kind::PercentOfLevels, (stated, expected, "percent")))
}

/// An amount of change that is not the difference of the two levels.
pub(super) fn amount_beside_levels<'c>(levels: Levels<'c>, change: Said<'c>) -> Option<Finding<'c>> {
    let claim = change.claim;
    let points = claim.unit == "percentage_point" && levels.old.claim.unit == "percent";
    let hundredths = claim.unit == "basis_point" && levels.old.claim.unit == "percent";
    let same = claim.unit == levels.old.claim.unit && claim.unit != "percent" && claim.rate == levels.old.claim.rate;
    if !points && !same && !hundredths || claim.value.is_none() {
        return None;
    }
    let (old, new) = of_one_size(levels)?;
    let expected = distance(old, new)?;
    let expected = if hundredths { expected.scaled(Decimal::ONE_HUNDRED)? } else { expected };
    let stated = positive(claim)?;
    (!stated.meets(&expected)).then(|| otherwise(levels, claim, Kind::ChangeOfLevels, (stated, expected, &claim.unit)))
}

/// A change that is stated otherwise than the levels have it; the last says in which unit it is expected.
fn otherwise<'c>(
    levels: Levels<'c>,
    claim: &'c Claim,
    kind: Kind,
    (stated, expected, unit): (Interval, Interval, &str),
) -> Finding<'c> {
    Finding {
        kind,
        checked: claim,
        against: vec![levels.new.claim, levels.old.claim],
        stated,
        expected,
        explanation: format!(
            "from {} to {} is a change of {}, not {}",
            said(levels.old.claim),
            said(levels.new.claim),
            plain(expected, unit),
            said(claim)
        ),
        confidence: 0.8,
    }
}

/// A percentage that does not fit the amount of the change and the level after it.
pub(super) fn amount_beside_percent<'c>(
    sentence: &Sentence<'_, 'c>,
    amount: Said<'c>,
    percent: Said<'c>,
    new: Said<'c>,
    up: bool,
) -> Option<Finding<'c>> {
    let (by, share, level) = (amount.claim, percent.claim, new.claim);
    let units = by.unit == level.unit && by.dimension != "ratio" && share.unit == "percent";
    if !units || by.rate != level.rate || share.rate.is_some() || sentence.has_word(&OTHERWISE) {
        return None;
    }
    let (amount, after, stated) = (positive(by)?, positive(level)?, positive(share)?);
    let before = if up {
        Interval::new(
            Some(after.lower()?.checked_sub(amount.upper()?)?),
            Some(after.upper()?.checked_sub(amount.lower()?)?),
        )
    } else {
        super::reach::sum(after, amount)?
    };
    let expected = percentage(amount, before)?;
    (!stated.meets(&expected)).then(|| Finding {
        kind: Kind::PercentOfLevels,
        checked: share,
        against: vec![by, level],
        stated,
        expected,
        explanation: format!(
            "{} {} by {} is a change of {}, not {}",
            said(level),
            if up { "after a rise" } else { "after a fall" },
            said(by),
            plain(expected, "percent"),
            said(share)
        ),
        confidence: 0.8,
    })
}

/// Levels that moved the other way than the verb says.
pub(super) fn direction<'c>(sentence: &Sentence<'_, 'c>, levels: Levels<'c>, up: bool) -> Option<Finding<'c>> {
    // A rank falls when it rises.
    const RANKS: [&str; 12] = [
        "rank",
        "ranks",
        "ranked",
        "ranking",
        "rankings",
        "place",
        "places",
        "position",
        "positions",
        "seed",
        "chart",
        "table",
    ];
    if sentence.has_word(&RANKS) {
        return None;
    }
    let (old, new) = of_one_size(levels)?;
    let against = if up { new.upper()? < old.lower()? } else { new.lower()? > old.upper()? };
    let expected = if up { Interval::new(old.lower(), None) } else { Interval::new(Some(Decimal::ZERO), old.upper()) };
    against.then(|| Finding {
        kind: Kind::ChangeOfLevels,
        checked: levels.new.claim,
        against: vec![levels.old.claim],
        stated: new,
        expected,
        explanation: format!(
            "it is said to have {}, and {} after {} is {}",
            if up { "risen" } else { "fallen" },
            said(levels.new.claim),
            said(levels.old.claim),
            if up { "less" } else { "more" }
        ),
        confidence: 0.7,
    })
}

/// Both levels, unless they are so far apart that one of them lacks its "million".
fn of_one_size(levels: Levels<'_>) -> Option<(Interval, Interval)> {
    let (old, new) = (positive(levels.old.claim)?, positive(levels.new.claim)?);
    let far = |low: Interval, high: Interval| {
        let most = low.upper().and_then(|upper| upper.checked_mul(Decimal::ONE_HUNDRED));
        matches!((most, high.lower()), (Some(most), Some(lower)) if most < lower)
    };
    (!far(old, new) && !far(new, old)).then_some((old, new))
}
