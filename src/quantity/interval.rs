//! What a statement permits: an interval of exact decimals.

use rust_decimal::Decimal;
use std::{fmt, str::FromStr};

/// A non-empty interval, ends included, `None` where it is open-ended. Prints `12`, `[12, ∞)`, `(-∞, 5]`, `[40, 50]`
/// and reads back from that: the one notation in tests, data and the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    lower: Option<Decimal>,
    upper: Option<Decimal>,
}

impl Interval {
    /// From one end to the other; the ends are put in order.
    pub fn new(lower: Option<Decimal>, upper: Option<Decimal>) -> Self {
        match (lower, upper) {
            (Some(low), Some(high)) if low > high => Self { lower: Some(high), upper: Some(low) },
            _ => Self { lower, upper },
        }
    }

    /// Just this figure.
    pub fn point(figure: Decimal) -> Self {
        Self { lower: Some(figure), upper: Some(figure) }
    }

    /// The lowest permitted figure.
    pub fn lower(&self) -> Option<Decimal> {
        self.lower
    }

    /// The highest permitted figure.
    pub fn upper(&self) -> Option<Decimal> {
        self.upper
    }

    /// Do the two share a figure?
    pub fn meets(&self, other: &Interval) -> bool {
        let below =
            |upper: Option<Decimal>, lower: Option<Decimal>| matches!((upper, lower), (Some(u), Some(l)) if u < l);
        !below(self.upper, other.lower) && !below(other.upper, self.lower)
    }

    /// Both ends multiplied by a positive factor; `None` on overflow.
    pub fn scaled(&self, factor: Decimal) -> Option<Self> {
        let times = |end: Option<Decimal>| match end {
            Some(figure) => figure.checked_mul(factor).map(Some),
            None => Some(None),
        };
        Some(Self::new(times(self.lower)?, times(self.upper)?))
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.lower, self.upper) {
            (Some(low), Some(high)) if low == high => write!(f, "{}", low.normalize()),
            (Some(low), Some(high)) => write!(f, "[{}, {}]", low.normalize(), high.normalize()),
            (Some(low), None) => write!(f, "[{}, ∞)", low.normalize()),
            (None, Some(high)) => write!(f, "(-∞, {}]", high.normalize()),
            (None, None) => f.write_str("(-∞, ∞)"),
        }
    }
}

impl FromStr for Interval {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bad = |_| format!("`{text}` is no interval; write 12, [12, ∞), (-∞, 5] or [40, 50]");
        let Some(inner) = text.strip_prefix(['[', '(']).and_then(|rest| rest.strip_suffix([']', ')'])) else {
            return Decimal::from_str(text).map(Self::point).map_err(bad);
        };
        let (low, high) = inner.split_once(", ").ok_or_else(|| bad(rust_decimal::Error::ErrorString(String::new())))?;
        let end = |part: &str, open: &str| if part == open { Ok(None) } else { Decimal::from_str(part).map(Some) };
        Ok(Self::new(end(low, "-∞").map_err(bad)?, end(high, "∞").map_err(bad)?))
    }
}
