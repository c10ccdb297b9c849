//! A value of a record, borrowed from it: lines of claims are written without a copy of their words.

use super::{Cell, Kind};
use crate::claim::Restrictor;
use crate::text::PartialDate;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use std::io::{self, Write};

/// One value of one record.
#[derive(Debug, Clone, Copy)]
pub enum Datum<'r> {
    /// Nothing is known.
    Null,
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Real(f64),
    /// Words.
    Text(&'r str),
    /// An exact figure, shown without zeros at its end.
    Decimal(Decimal),
    /// A day.
    Day(NaiveDate),
    /// A date of any precision.
    Date(PartialDate),
    /// What narrows a measure, as JSON.
    Restrictors(&'r [Restrictor]),
    /// Ids, as JSON.
    Identifiers(&'r [String]),
}

impl Datum<'_> {
    /// As a cell of a table.
    pub fn cell(self) -> Cell {
        match self {
            Datum::Null => Cell::Null,
            Datum::Integer(value) => Cell::Integer(value),
            Datum::Real(value) => Cell::Real(value),
            Datum::Text(text) => Cell::Text(text.to_owned()),
            Datum::Decimal(value) => Cell::Text(value.normalize().to_string()),
            Datum::Day(day) => Cell::Text(day.to_string()),
            Datum::Date(date) => Cell::Text(date.to_string()),
            Datum::Restrictors(list) => serde_json::to_string(list).map_or(Cell::Null, Cell::Text),
            Datum::Identifiers(list) => serde_json::to_string(list).map_or(Cell::Null, Cell::Text),
        }
    }

    /// As JSON in a column of a kind, the same as of its cell. Writing into a vector cannot fail.
    pub(super) fn write_json(self, kind: Kind, out: &mut Vec<u8>) {
        let _ = match (self, kind) {
            (Datum::Null, _) => json(&(), out),
            (Datum::Integer(value), Kind::Flag) => json(&(value != 0), out),
            (Datum::Integer(value), _) => json(&value, out),
            (Datum::Real(value), _) if value.is_finite() => write!(out, "{value}"),
            (Datum::Real(_), _) => json(&(), out),
            (Datum::Text(text), _) => json(text, out),
            (Datum::Decimal(value), Kind::Number) => decimal(value, out),
            (Datum::Decimal(value), _) => quoted(out, |out| decimal(value, out)),
            (Datum::Day(day), _) => quoted(out, |out| write!(out, "{day}")),
            (Datum::Date(date), _) => quoted(out, |out| write!(out, "{date}")),
            (Datum::Restrictors(list), _) => restrictors(list, out),
            (Datum::Identifiers(list), _) => json(list, out),
        };
    }
}

/// A value as serde_json writes it.
pub(super) fn json(value: &(impl Serialize + ?Sized), out: &mut Vec<u8>) -> io::Result<()> {
    Ok(serde_json::to_writer(out, value)?)
}

fn quoted(out: &mut Vec<u8>, inner: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> io::Result<()> {
    out.push(b'"');
    inner(out)?;
    out.push(b'"');
    Ok(())
}

/// Most figures are whole and small: those need no normal form.
fn decimal(value: Decimal, out: &mut Vec<u8>) -> io::Result<()> {
    match i64::try_from(value.mantissa()) {
        Ok(whole) if value.scale() == 0 && (whole != 0 || value.is_sign_positive()) => json(&whole, out),
        _ => write!(out, "{}", value.normalize()),
    }
}

/// The members in order of the alphabet, as serde_json has those of an object.
fn restrictors(list: &[Restrictor], out: &mut Vec<u8>) -> io::Result<()> {
    out.push(b'[');
    for (at, restrictor) in list.iter().enumerate() {
        out.extend_from_slice(if at == 0 { &b"{\"kind\":"[..] } else { b",{\"kind\":" });
        json(&restrictor.kind, out)?;
        out.extend_from_slice(b",\"text\":");
        json(&restrictor.text, out)?;
        out.push(b'}');
    }
    out.push(b']');
    Ok(())
}
