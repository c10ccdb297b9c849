//! Is one figure the other with fewer digits?

use super::figure::{Figure, Member, Pair, half, relative_difference};
use super::wording;
use crate::quantity::Approximation;
use rust_decimal::Decimal;

/// Rounding moves a figure by this much at most: "1 million" is not a rounding of 1.4 million.
fn farthest() -> Decimal {
    Decimal::new(1, 1)
}

/// Why the pair is a figure and its rounding, if it is.
pub(super) fn rounding(pair: &Pair<'_>) -> Option<String> {
    // Whole counts below 100 are counted, not rounded.
    if small_count(&pair.a) && small_count(&pair.b) {
        return None;
    }
    let (a, b) = pair.a.common.value.zip(pair.b.common.value)?;
    if relative_difference(a, b)? > farthest() {
        return None;
    }
    // The one with more digits is tried as the precise one first.
    let a_is_coarser = pair.a.in_other.granularity > pair.b.own.granularity;
    let orders =
        if a_is_coarser { [(&pair.a, &pair.b), (&pair.b, &pair.a)] } else { [(&pair.b, &pair.a), (&pair.a, &pair.b)] };
    orders.into_iter().find_map(|(coarse, fine)| reduced(coarse, fine))
}

fn small_count(member: &Member<'_>) -> bool {
    member.claim.dimension == "count"
        && member.own.value.is_some_and(|value| value.fract().is_zero() && value.abs() < Decimal::ONE_HUNDRED)
}

/// Is `coarse` what is left of `fine`, in the unit of `coarse`?
fn reduced(coarse: &Member<'_>, fine: &Member<'_>) -> Option<String> {
    // "nearly" and "more than" say on which side the precise figure lies; they leave no room for rounding.
    if !matches!(coarse.claim.approximation, Approximation::Exact | Approximation::About) {
        return None;
    }
    let Figure { value: Some(kept), granularity: Some(place), .. } = coarse.own else { return None };
    let whole = fine.in_other.value?;
    let gap = whole.checked_sub(kept)?.abs();
    let rounded = gap <= half(place);
    // Cut off means toward zero.
    let cut = kept.is_sign_negative() == whole.is_sign_negative() && whole.abs() >= kept.abs() && gap < place;
    if !rounded && !cut {
        return None;
    }
    let way = if cut { "cut off" } else { "rounded" };
    let digits = wording::kept_digits(kept, place);
    let unit = &coarse.claim.unit;
    Some(if coarse.claim.unit == fine.claim.unit {
        format!("{} {way} to {digits} is {}", fine.figure(), coarse.figure())
    } else {
        let converted = wording::with_unit(whole.round_sf(6).unwrap_or(whole), unit);
        format!("{} is {converted}, which {way} to {digits} is {}", fine.figure(), coarse.figure())
    })
}
