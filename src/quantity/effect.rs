//! What a hedge permits: semantics.md §2.

use super::{Approximation, Interval};
use rust_decimal::Decimal;

/// What `value` permits under a hedge; `place` is the place of its last significant digit, none for parts in words.
pub fn permits(value: Decimal, place: Option<Decimal>, approximation: Approximation) -> Interval {
    let point = Interval::point(value);
    // A part in words has no last digit: a tenth of it stands in, so that "about half" is 0.45 to 0.55.
    let place =
        place.map_or_else(|| value.abs().checked_div(Decimal::from(5)).unwrap_or_default(), |place| place.abs());
    match approximation {
        Approximation::Exact | Approximation::Range => point,
        Approximation::About => {
            let half = place.checked_div(Decimal::TWO).unwrap_or_default();
            match (value.checked_sub(half), value.checked_add(half)) {
                (Some(low), Some(high)) => Interval::new(Some(low), Some(high)),
                _ => point,
            }
        }
        Approximation::Under => match value.checked_mul(Decimal::new(9, 1)) {
            Some(low) => Interval::new(Some(low.normalize()), Some(value)),
            None => point,
        },
        Approximation::Over => Interval::new(Some(value), Some(over(value, place))),
        Approximation::AtLeast => Interval::new(Some(value), None),
        Approximation::AtMost => Interval::new(None, Some(value)),
    }
}

/// What a range permits under a hedge: an open hedge opens its end.
pub fn permits_range(range: Interval, approximation: Approximation) -> Interval {
    match approximation {
        Approximation::AtLeast | Approximation::Over => Interval::new(range.lower(), None),
        Approximation::AtMost | Approximation::Under => Interval::new(None, range.upper()),
        _ => range,
    }
}

/// How far "more than" reaches: a last digit more for one significant digit, else the next multiple of ten of them.
fn over(value: Decimal, place: Decimal) -> Decimal {
    let reach = || {
        let digits = value.abs().checked_div(place)?;
        if digits < Decimal::TEN {
            return value.checked_add(place);
        }
        let ten = place.checked_mul(Decimal::TEN)?;
        value.checked_div(ten)?.floor().checked_add(Decimal::ONE)?.checked_mul(ten)
    };
    reach().unwrap_or(value).normalize()
}
