//! A value of a record, borrowed from it: lines of claims are written without a copy of their words.

use super::{Cell, Kind};
use crate::claim::Restrictor;
use crate::text::PartialDate;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::fmt::{Display, Write};

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

    /// As JSON in a column of a kind, the same as of its cell.
    pub(super) fn write_json(self, kind: Kind, out: &mut String) {
        match (self, kind) {
            (Datum::Null, _) => out.push_str("null"),
            (Datum::Integer(value), Kind::Flag) => out.push_str(if value != 0 { "true" } else { "false" }),
            (Datum::Integer(value), _) => integer(value, out),
            (Datum::Real(value), _) if value.is_finite() => shown(value, out),
            (Datum::Real(_), _) => out.push_str("null"),
            (Datum::Text(text), _) => string(text, out),
            (Datum::Decimal(value), Kind::Number) => decimal(value, out),
            (Datum::Decimal(value), _) => quoted(out, |out| decimal(value, out)),
            (Datum::Day(day), _) => quoted(out, |out| shown(day, out)),
            (Datum::Date(date), _) => quoted(out, |out| shown(date, out)),
            (Datum::Restrictors(list), _) => {
                out.push('[');
                for (at, restrictor) in list.iter().enumerate() {
                    // The members in order of the alphabet, as serde_json has those of an object.
                    out.push_str(if at == 0 { "{\"kind\":" } else { ",{\"kind\":" });
                    string(restrictor.kind.as_str(), out);
                    out.push_str(",\"text\":");
                    string(&restrictor.text, out);
                    out.push('}');
                }
                out.push(']');
            }
            (Datum::Identifiers(list), _) => {
                out.push('[');
                for (at, id) in list.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    string(id, out);
                }
                out.push(']');
            }
        }
    }
}

fn quoted(out: &mut String, inner: impl FnOnce(&mut String)) {
    out.push('"');
    inner(out);
    out.push('"');
}

fn shown(value: impl Display, out: &mut String) {
    // Writing into a String cannot fail.
    let _ = write!(out, "{value}");
}

/// Most figures are whole and small: those are written digit by digit.
fn decimal(value: Decimal, out: &mut String) {
    match i64::try_from(value.mantissa()) {
        Ok(whole) if value.scale() == 0 && (whole != 0 || value.is_sign_positive()) => integer(whole, out),
        _ => shown(value.normalize(), out),
    }
}

fn integer(value: i64, out: &mut String) {
    if value < 0 {
        out.push('-');
    }
    let mut rest = value.unsigned_abs();
    let mut digits = [b'0'; 20];
    let mut length = 0;
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
        length += 1;
        if rest == 0 {
            break;
        }
    }
    out.push_str(digits.get(20 - length..).and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or("0"));
}

/// A string with JSON's escapes, those that serde_json writes.
pub(super) fn string(text: &str, out: &mut String) {
    out.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(text.get(plain..at).unwrap_or(""));
        plain = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            0x08 => out.push_str("\\b"),
            0x0C => out.push_str("\\f"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ => shown(format_args!("\\u{byte:04x}"), out),
        }
    }
    out.push_str(text.get(plain..).unwrap_or(""));
    out.push('"');
}
