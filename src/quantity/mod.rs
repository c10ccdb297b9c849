//! Numerals, units, hedges and what they permit: from tokens to quantities, and the closed classes that are none.

mod absence;
mod calendar;
mod contact;
mod cut;
mod decimal_mark;
mod draft;
mod effect;
mod elision;
mod formula;
mod hedge;
mod interval;
mod list;
mod name;
mod numeral;
mod pair;
mod power;
mod range;
mod rate;
mod read;
mod refusal;
mod scan;
mod sign;
mod spelled;
mod unit;
mod view;

use crate::text::vocabulary;
pub(crate) use calendar::{month, year_like};
pub use decimal_mark::decimal_mark;
pub use effect::permits;
pub use interval::Interval;
pub use numeral::last_place;
pub use read::{Quantity, quantities};
pub use refusal::{Refused, refused_line, teaser};
pub use scan::may_hold_a_number;

pub use cut::{Cut, Scratch};
pub(crate) use rate::rate_after;
pub use view::View;

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
