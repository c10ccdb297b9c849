//! report

mod cell;

pub use cell::{Cell, Table};
