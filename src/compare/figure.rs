//! A claim's quantity made ready for comparing: in a unit that both sides share, and with a sign where both texts say
//! which way it went. Converting is for comparing only; what was said is never changed.

use super::wording;
use crate::claim::{Claim, Role, Trend};
use crate::lexicon::Lexicon;
use crate::quantity::{Approximation, Interval};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// Digits kept of a converted figure: a factor such as 5/9 has no end, and its 28th digit must not tell two figures apart.
const CONVERTED_DIGITS: u32 = 20;

/// A figure with the place of its last significant digit and what the words permit, all in one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure {
    /// The stated number; none for ranges and vague words.
    pub value: Option<Decimal>,
    /// The place of its last significant digit.
    pub granularity: Option<Decimal>,
    /// What the words permit.
    pub permits: Interval,
}

impl Figure {
    /// As stated, in the unit written.
    fn stated(claim: &Claim) -> Self {
        let permits = match (claim.value, claim.approximation, claim.low, claim.high) {
            (Some(value), Approximation::Exact, ..) | (Some(value), _, None, None) => Interval::point(value),
            _ => claim.permits(),
        };
        let granularity = claim.granularity.map(|place| place.abs()).filter(|place| !place.is_zero());
        Self { value: claim.value, granularity, permits }
    }

    fn negated(self) -> Self {
        let minus = |end: Option<Decimal>| end.map(|figure| -figure);
        Self {
            value: minus(self.value),
            permits: Interval::new(minus(self.permits.upper()), minus(self.permits.lower())),
            ..self
        }
    }

    fn is_negative(&self) -> bool {
        self.value.or(self.permits.upper()).is_some_and(|figure| figure.is_sign_negative())
    }

    /// "fell -5 %" and "fell 5 %" are one statement.
    fn magnitude(self) -> Self {
        if self.is_negative() { self.negated() } else { self }
    }

    fn mapped(
        self,
        point: impl Fn(Decimal) -> Option<Decimal>,
        length: impl Fn(Decimal) -> Option<Decimal>,
    ) -> Option<Self> {
        let each = |figure: Option<Decimal>| match figure {
            Some(figure) => point(figure).map(Some),
            None => Some(None),
        };
        let granularity = match self.granularity {
            Some(place) => Some(length(place)?),
            None => None,
        };
        let permits = Interval::new(each(self.permits.lower())?, each(self.permits.upper())?);
        Some(Self { value: each(self.value)?, granularity, permits })
    }

    /// Where it stands among others: the stated number, else the middle of the range, else its one end.
    pub fn position(&self) -> Option<Decimal> {
        self.value.or_else(|| match (self.permits.lower(), self.permits.upper()) {
            // Halved before adding: the sum of two extreme ends has no room.
            (Some(low), Some(high)) => half(low).checked_add(half(high)),
            (low, high) => low.or(high),
        })
    }

    /// The stated number, else the closed ends of the range.
    pub fn ends(&self) -> Vec<Decimal> {
        match self.value {
            Some(value) => vec![value],
            None => self.permits.lower().into_iter().chain(self.permits.upper()).collect(),
        }
    }
}

/// Half of a figure.
pub(super) fn half(figure: Decimal) -> Decimal {
    figure.checked_div(Decimal::TWO).unwrap_or(figure)
}

/// To so many significant digits, without trailing zeros; unchanged where that is not possible.
pub(super) fn to_digits(figure: Decimal, digits: u32) -> Decimal {
    figure.round_sf(digits).unwrap_or(figure).normalize()
}

/// |a−b| / max(|a|,|b|), from 0 to 2, in full precision; 0 for two zeros, none where it has no room.
pub(super) fn relative_difference(a: Decimal, b: Decimal) -> Option<Decimal> {
    let larger = a.abs().max(b.abs());
    if larger.is_zero() {
        return Some(Decimal::ZERO);
    }
    let gap = match a.checked_sub(b) {
        Some(gap) => gap.abs().checked_div(larger)?,
        // Opposite signs near the limit of the type: the two parts have room one by one.
        None => a.abs().checked_div(larger)?.checked_add(b.abs().checked_div(larger)?)?,
    };
    Some(gap.min(Decimal::TWO))
}

/// How the unit of a claim converts to the base of its kind: figure · numerator / denominator + offset.
struct Gauge {
    kind: String,
    numerator: Decimal,
    denominator: Decimal,
    offset: Decimal,
}

impl Gauge {
    fn of(claim: &Claim, lexicon: &Lexicon) -> Option<Self> {
        let plain = |kind: &str, numerator| {
            Some(Self { kind: kind.to_owned(), numerator, denominator: Decimal::ONE, offset: Decimal::ZERO })
        };
        match claim.unit.as_str() {
            // A part of one and the same part in percent: "half of them", "50 percent of them".
            "percent" => plain("part", Decimal::ONE),
            "count" if claim.is_part() => plain("part", Decimal::ONE_HUNDRED),
            // Percentage points are no percentages, whatever the numbers.
            "count" | "percentage_point" => None,
            unit => lexicon.unit_factor(unit).map(|scale| Self {
                kind: scale.dimension.to_owned(),
                numerator: scale.factor.0,
                denominator: scale.factor.1,
                offset: scale.offset,
            }),
        }
    }

    fn length_to(&self, other: &Gauge, figure: Decimal) -> Option<Decimal> {
        let up = self.numerator.checked_mul(other.denominator)?;
        let down = self.denominator.checked_mul(other.numerator)?;
        match figure.checked_mul(up) {
            Some(product) => product.checked_div(down),
            None => figure.checked_div(down)?.checked_mul(up),
        }
    }

    fn point_to(&self, other: &Gauge, figure: Decimal) -> Option<Decimal> {
        if self.offset == other.offset {
            return self.length_to(other, figure).map(|figure| to_digits(figure, CONVERTED_DIGITS));
        }
        let base = figure.checked_mul(self.numerator)?.checked_div(self.denominator)?.checked_add(self.offset)?;
        let moved = base.checked_sub(other.offset)?.checked_mul(other.denominator)?.checked_div(other.numerator)?;
        // Near zero the offset has eaten the leading digits.
        Some(to_digits(moved.round_dp(CONVERTED_DIGITS), CONVERTED_DIGITS))
    }

    fn figure_to(&self, other: &Gauge, figure: Figure) -> Option<Figure> {
        figure.mapped(|point| self.point_to(other, point), |length| self.length_to(other, length))
    }
}

/// One side of a pair: the claim and its figure in its own unit, in the other side's and in the common one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member<'c> {
    pub claim: &'c Claim,
    pub own: Figure,
    pub in_other: Figure,
    pub common: Figure,
}

impl Member<'_> {
    /// The number phrase of the text.
    pub fn said(&self) -> String {
        wording::said(self.claim, &self.own)
    }

    /// The figure in its unit.
    pub fn figure(&self) -> String {
        wording::stated(self.claim, &self.own)
    }
}

/// Two claims whose figures can be compared; `a` is the lower, ties go to the earlier published, then the claim id.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'c> {
    pub a: Member<'c>,
    pub b: Member<'c>,
    /// The unit of the `common` figures.
    pub unit: &'c str,
}

impl<'c> Pair<'c> {
    /// The pair, or why its figures cannot be compared.
    pub fn new(x: &'c Claim, y: &'c Claim, lexicon: &Lexicon) -> Result<Self, String> {
        // One order for the arithmetic too, or its last digit could depend on which claim came first.
        let (x, y) = if (&x.unit, &x.claim_id) <= (&y.unit, &y.claim_id) { (x, y) } else { (y, x) };
        if let (Some(one), Some(other)) = (&x.rate, &y.rate)
            && one != other
            && !x.is_part()
            && !y.is_part()
        {
            return Err(format!("one figure is per {one}, the other per {other}"));
        }
        let (first, second) = signed(x, y);
        let (first_in_second, second_in_first) = if x.unit == y.unit && x.is_part() == y.is_part() {
            (first, second)
        } else {
            let apart = || format!("{} and {} are not compared", unit_name(x), unit_name(y));
            let (of_x, of_y) = Gauge::of(x, lexicon).zip(Gauge::of(y, lexicon)).ok_or_else(apart)?;
            if of_x.kind != of_y.kind {
                return Err(apart());
            }
            let room = || "a figure is too large to be converted".to_owned();
            (of_x.figure_to(&of_y, first).ok_or_else(room)?, of_y.figure_to(&of_x, second).ok_or_else(room)?)
        };
        // A part of one is told in percent, everything else in the unit whose name comes first.
        let in_first = !x.is_part() || y.is_part();
        let (common_x, common_y) = if in_first { (first, second_in_first) } else { (first_in_second, second) };
        let x = Member { claim: x, own: first, in_other: first_in_second, common: common_x };
        let y = Member { claim: y, own: second, in_other: second_in_first, common: common_y };
        let unit = if in_first { &x.claim.unit } else { &y.claim.unit };
        let order = match (x.common.position(), y.common.position()) {
            (Some(of_x), Some(of_y)) => of_x.cmp(&of_y),
            _ => Ordering::Equal,
        };
        let (a, b) = if order.then_with(|| earlier(x.claim, y.claim)).is_gt() { (y, x) } else { (x, y) };
        // Against a range that reaches to both sides of it, a number is placed by the nearer end.
        let pair = Self { a, b, unit };
        let turned = pair.nearest().is_some_and(|(low, high)| low > high);
        Ok(if turned { Self { a: b, b: a, unit } } else { pair })
    }

    /// The two numbers that the gap is measured between, `a`'s first: the stated ones, for ranges the nearest ends.
    pub fn nearest(&self) -> Option<(Decimal, Decimal)> {
        let both_ranges = self.a.common.value.is_none() && self.b.common.value.is_none();
        let mut best: Option<(Decimal, Decimal, Decimal)> = None;
        for low in self.a.common.ends() {
            for high in self.b.common.ends() {
                // Two ranges keep their order, or "dozens" would come out above "hundreds" where they overlap.
                if both_ranges && low > high {
                    continue;
                }
                let Some(gap) = high.checked_sub(low).map(|gap| gap.abs()) else { continue };
                if best.is_none_or(|(least, ..)| gap < least) {
                    best = Some((gap, low, high));
                }
            }
        }
        best.map(|(_, low, high)| (low, high))
    }
}

/// Earlier published first, undated last, then the claim id.
pub(super) fn earlier(x: &Claim, y: &Claim) -> Ordering {
    let key = |claim: &Claim| claim.published.map(|date| (date.interval().start, date.interval().end));
    match (key(x), key(y)) {
        (Some(of_x), Some(of_y)) => of_x.cmp(&of_y),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
    .then_with(|| x.claim_id.cmp(&y.claim_id))
}

/// The stated figures; a rise against a fall of something gets opposite signs.
fn signed(x: &Claim, y: &Claim) -> (Figure, Figure) {
    let (of_x, of_y) = (Figure::stated(x), Figure::stated(y));
    let trends = (x.trend.filter(|_| x.role == Role::Change), y.trend.filter(|_| y.role == Role::Change));
    match trends {
        (Some(Trend::Up), Some(Trend::Down)) => (of_x.magnitude(), of_y.magnitude().negated()),
        (Some(Trend::Down), Some(Trend::Up)) => (of_x.magnitude().negated(), of_y.magnitude()),
        (Some(_), Some(_)) => (of_x.magnitude(), of_y.magnitude()),
        // "minus 4 %" and "fell 4 %".
        (None, Some(Trend::Down)) if of_x.is_negative() => (of_x, of_y.magnitude().negated()),
        (Some(Trend::Down), None) if of_y.is_negative() => (of_x.magnitude().negated(), of_y),
        _ => (of_x, of_y),
    }
}

fn unit_name(claim: &Claim) -> &str {
    match claim.unit.as_str() {
        "count" if claim.is_part() => "a part of one",
        "count" => "a count",
        "percentage_point" => "percentage points",
        unit => unit,
    }
}

/// The figure that a stated value is known by: in the base unit of its kind, falls negative.
pub(super) fn canonical(claim: &Claim, lexicon: &Lexicon) -> (String, Figure) {
    let stated = Figure::stated(claim);
    let stated = match (claim.role, claim.trend) {
        (Role::Change, Some(Trend::Down)) => stated.magnitude().negated(),
        (Role::Change, Some(Trend::Up)) => stated.magnitude(),
        _ => stated,
    };
    let own = || (claim.unit.clone(), stated);
    let Some(gauge) = Gauge::of(claim, lexicon) else { return own() };
    let base =
        Gauge { kind: gauge.kind.clone(), numerator: Decimal::ONE, denominator: Decimal::ONE, offset: Decimal::ZERO };
    gauge.figure_to(&base, stated).map_or_else(own, |figure| (gauge.kind.clone(), figure))
}

/// Figures of one claim's unit in that of another of the same dimension; `as_length` leaves the zeros of the two scales
/// out, as for differences of temperature.
pub(super) fn converted(
    figures: Interval,
    from: &Claim,
    to: &Claim,
    as_length: bool,
    lexicon: &Lexicon,
) -> Option<Interval> {
    let (of_from, of_to) = Gauge::of(from, lexicon).zip(Gauge::of(to, lexicon))?;
    if of_from.kind != of_to.kind {
        return None;
    }
    let one = |figure: Decimal| {
        if as_length { of_from.length_to(&of_to, figure) } else { of_from.point_to(&of_to, figure) }
    };
    let each = |end: Option<Decimal>| match end {
        Some(figure) => one(figure).map(Some),
        None => Some(None),
    };
    Some(Interval::new(each(figures.lower())?, each(figures.upper())?))
}
