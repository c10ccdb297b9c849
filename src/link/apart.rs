//! A first look at two claims, by floats alone: most pairs of two documents measure different things, which needs no weighing.

use super::profile::{Meaning, Profile, Rough};

/// Floats are nearer to their decimals than this share of them.
const NEAR: f64 = 1e-9;

impl Profile {
    /// Do two claims surely clash: in one slot, or, where near misses are wanted, in two? What is not told apart here is
    /// weighed; a test build checks that whatever is told apart clashes (`Meeting::compared`).
    pub fn apart(&self, other: &Self, two: bool) -> bool {
        let (a, b) = (&self.claim, &other.claim);
        let known = self.meaning == Meaning::Known && other.meaning == Meaning::Known;
        // Of one noun that no topic knows, the words beside the numbers decide.
        let one_noun = a.concept == b.concept && (known || self.meaning == Meaning::Head || a.dimension == "length");
        // Where there was nothing, there was none of its parts either.
        let nothing = self.rough.figure == 0.0 || other.rough.figure == 0.0;
        if one_noun || self.akin(other) || nothing || self.rough.may_agree(&other.rough, a.unit == b.unit) {
            return false;
        }
        // The figures clash. A second slot that needs no weighing is wanted with it.
        !two || a.role != b.role
            || known && !a.concept.split('_').any(|word| b.concept.split('_').any(|part| part == word))
    }
}

impl Rough {
    /// May both figures be true, or is one of them not known?
    fn may_agree(&self, other: &Self, one_unit: bool) -> bool {
        if self.figure.is_nan() || other.figure.is_nan() {
            return true;
        }
        let (low, high) = (self.figure.min(other.figure), self.figure.max(other.figure));
        if high <= low * 1.1 * (1.0 + NEAR) {
            return true;
        }
        let slack = NEAR * high;
        one_unit && self.low <= other.high + slack && other.low <= self.high + slack
    }
}
