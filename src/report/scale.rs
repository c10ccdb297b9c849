//! Figures on a line: where each stands between the two ends, and where the line is marked. For the eye, so in floats.

use crate::compare::{Placed, printed};
use crate::quantity::Interval;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

/// From here on the larger figures would push all others onto one spot.
const LOGARITHMIC: f64 = 100.0;

/// Empty room on both sides, as a part of the line.
const MARGIN: f64 = 0.05;

/// A stretch of the line; `None` where it is open and runs on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    pub from: Option<f64>,
    pub to: Option<f64>,
}

/// A line that holds some figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    /// Equal ratios are equally far apart.
    pub logarithmic: bool,
}

fn float(figure: Decimal) -> Option<f64> {
    figure.to_f64().filter(|figure| figure.is_finite())
}

impl Scale {
    /// The line that holds all of them with their reaches; none where there is nothing to draw.
    pub fn of(placed: &[Placed]) -> Option<Self> {
        let mut ends: Vec<f64> = Vec::new();
        for standing in placed.iter().filter_map(|placed| placed.standing.as_ref()) {
            let intervals = [standing.permits, standing.reach];
            ends.extend(intervals.iter().flat_map(|i| [i.lower(), i.upper()]).flatten().filter_map(float));
            ends.extend(standing.value.and_then(float));
        }
        let low = ends.iter().copied().reduce(f64::min)?;
        let high = ends.iter().copied().reduce(f64::max)?;
        if low > 0.0 && high / low >= LOGARITHMIC {
            let room = (high / low).powf(MARGIN);
            return Some(Self { low: low / room, high: high * room, logarithmic: true });
        }
        let room = match high - low {
            spread if spread > 0.0 => spread * MARGIN,
            _ if high == 0.0 => 1.0,
            _ => high.abs() * MARGIN,
        };
        Some(Self { low: low - room, high: high + room, logarithmic: false })
    }

    /// Where a figure stands: 0 at the left end, 1 at the right.
    pub fn place(&self, figure: Decimal) -> Option<f64> {
        let of = |figure: f64| if self.logarithmic { figure.ln() } else { figure };
        let place = (of(float(figure)?) - of(self.low)) / (of(self.high) - of(self.low));
        place.is_finite().then(|| place.clamp(0.0, 1.0))
    }

    pub fn stretch(&self, interval: Interval) -> Stretch {
        let place = |end: Option<Decimal>| end.and_then(|end| self.place(end));
        Stretch { from: place(interval.lower()), to: place(interval.upper()) }
    }

    /// Round figures on the line, at most so many, with their places.
    pub fn ticks(&self, most: usize) -> Vec<(f64, String)> {
        let figures = if self.logarithmic { self.powers(most) } else { self.steps(most) };
        figures.into_iter().filter_map(|figure| Some((self.place(figure)?, printed(figure)))).collect()
    }

    fn steps(&self, most: usize) -> Vec<Decimal> {
        let spread = self.high - self.low;
        let magnitude = 10_f64.powf((spread / most.max(1) as f64).log10().floor());
        for step in [1.0, 2.0, 5.0, 10.0, 20.0, 50.0].map(|step| step * magnitude) {
            let (first, last) = ((self.low / step).ceil(), (self.high / step).floor());
            if last - first < most as f64 {
                // Counted in steps, so that no tick is 0.30000000000000004.
                let Some(step) = Decimal::from_f64(step).map(|step| step.normalize()) else { return Vec::new() };
                let steps = first as i64..=last as i64;
                return steps.filter_map(|count| step.checked_mul(Decimal::from(count))).collect();
            }
        }
        Vec::new()
    }

    fn powers(&self, most: usize) -> Vec<Decimal> {
        let (first, last) = (self.low.log10().ceil() as i32, self.high.log10().floor() as i32);
        let every = ((last - first) / most.max(1) as i32 + 1).max(1) as usize;
        (first..=last).step_by(every).filter_map(|power| Decimal::from_f64(10_f64.powi(power))).collect()
    }
}
