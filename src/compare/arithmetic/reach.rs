//! How far a number in print may be from the true one, and sums, differences and ratios of such numbers.

use crate::claim::Claim;
use crate::quantity::Interval;
use rust_decimal::Decimal;

/// The true numbers behind a stated one: what its hedge permits, and what rounds or is cut off to it. Rounding moves a
/// number by a tenth at most; whole counts below a hundred and counts with a last digit other than zero are counted, not
/// rounded; percentages are rounded to whole ones at the coarsest.
pub(in crate::compare) fn reach(claim: &Claim) -> Option<Interval> {
    let Some(value) = claim.value else {
        return (claim.low.is_some() || claim.high.is_some()).then(|| claim.permits());
    };
    let size = value.abs();
    let ten = Decimal::TEN;
    let tenth = size.checked_div(ten)?;
    let whole = claim.dimension == "count" && claim.rate.is_none() && value.fract().is_zero();
    let place = match claim.granularity.map(|place| place.abs()) {
        Some(place) if claim.dimension == "ratio" => place.min(Decimal::ONE),
        Some(place) => place,
        None => tenth,
    };
    let counted = whole && (size < Decimal::ONE_HUNDRED || place == Decimal::ONE);
    let (low, high) = if counted {
        (size, size)
    } else {
        let below = place.checked_div(Decimal::TWO)?.min(tenth);
        // Cut off: up to the next figure of that place.
        let last = if whole { Decimal::ONE } else { Decimal::ZERO };
        let above = place.checked_sub(last)?.min(size.checked_div(Decimal::from(9))?);
        (size.checked_sub(below)?, size.checked_add(above)?)
    };
    let (low, high) = if value.is_sign_negative() { (-high, -low) } else { (low, high) };
    let hedged =
        |end: Option<Decimal>, own: Decimal, pick: fn(Decimal, Decimal) -> Decimal| end.map(|end| pick(end, own));
    if claim.low.is_none() && claim.high.is_none() {
        return Some(Interval::new(Some(low), Some(high)));
    }
    Some(Interval::new(hedged(claim.low, low, Decimal::min), hedged(claim.high, high, Decimal::max)))
}

/// The same for quantities that cannot be negative.
pub(super) fn positive(claim: &Claim) -> Option<Interval> {
    let reach = reach(claim)?;
    let low = reach.lower().unwrap_or(Decimal::ZERO);
    (!low.is_sign_negative() && reach.upper().is_none_or(|high| !high.is_zero()))
        .then(|| Interval::new(Some(low), reach.upper()))
}

/// All sums of a number of each.
pub(super) fn sum(a: Interval, b: Interval) -> Option<Interval> {
    let add = |x: Option<Decimal>, y: Option<Decimal>| match (x, y) {
        (Some(x), Some(y)) => x.checked_add(y).map(Some),
        _ => Some(None),
    };
    Some(Interval::new(add(a.lower(), b.lower())?, add(a.upper(), b.upper())?))
}

/// All differences of a number of each, whichever is the larger.
pub(super) fn distance(a: Interval, b: Interval) -> Option<Interval> {
    let (Some(a_low), Some(a_high), Some(b_low), Some(b_high)) = (a.lower(), a.upper(), b.lower(), b.upper()) else {
        return None;
    };
    let one = a_high.checked_sub(b_low)?;
    let other = b_high.checked_sub(a_low)?;
    let low = if a.meets(&b) { Decimal::ZERO } else { (-one).max(-other) };
    Some(Interval::new(Some(low), Some(one.max(other))))
}

/// `part` as a percentage of `whole`, both positive.
pub(super) fn percentage(part: Interval, whole: Interval) -> Option<Interval> {
    let (Some(low), Some(high), Some(least), Some(most)) = (part.lower(), part.upper(), whole.lower(), whole.upper())
    else {
        return None;
    };
    if !least.is_sign_positive() || least.is_zero() {
        return None;
    }
    let hundredfold = |figure: Decimal| figure.checked_mul(Decimal::ONE_HUNDRED);
    Some(Interval::new(Some(hundredfold(low)?.checked_div(most)?), Some(hundredfold(high)?.checked_div(least)?)))
}

/// By how much in percent a number changed that was `old` and is `new`, without its sign.
pub(super) fn relative_change(old: Interval, new: Interval) -> Option<Interval> {
    // old and new move apart from each other, so the ends of new / old bound the change.
    let ratio = percentage(new, old)?;
    let (low, high) = (ratio.lower()?, ratio.upper()?);
    let from = |figure: Decimal| figure.checked_sub(Decimal::ONE_HUNDRED).map(|change| change.abs());
    let (one, other) = (from(low)?, from(high)?);
    let through = low < Decimal::ONE_HUNDRED && high > Decimal::ONE_HUNDRED;
    let least = if through { Decimal::ZERO } else { one.min(other) };
    Some(Interval::new(Some(least), Some(one.max(other))))
}
