//! Numerals, units, hedges and what they permit: from tokens to quantities.

mod interval;

use crate::text::vocabulary;
pub use interval::Interval;

vocabulary! {
    /// The effect of a hedge.
    Approximation {
        /// No hedge.
        Exact = "exact",
        /// Half a unit of the last significant digit either way.
        About = "about",
        /// From 90 % up to the value.
        Under = "under",
        /// From the value upwards, to the next round figure.
        Over = "over",
        /// The value or more.
        AtLeast = "at_least",
        /// The value or less.
        AtMost = "at_most",
        /// Two ends, no figure.
        Range = "range",
    }
}
