//! JSON: an array of objects, or an object a line.

use super::datum::json;
use super::{Cell, Column, Kind, Table};
use serde_json::{Number, Value};
use std::fmt::{self, Write as _};
use std::io::{self, Write};

/// The JSON value of a cell in a column of a kind.
pub fn value(cell: &Cell, kind: Kind) -> Value {
    match (cell, kind) {
        (Cell::Null, _) => Value::Null,
        (Cell::Integer(figure), Kind::Flag) => Value::Bool(*figure != 0),
        (Cell::Integer(figure), _) => Value::from(*figure),
        (Cell::Real(_), _) => number(&cell.plain()).unwrap_or(Value::Null),
        (Cell::Text(text), Kind::Number) => number(text).unwrap_or_else(|| Value::from(text.as_str())),
        (Cell::Text(text), Kind::Json) => serde_json::from_str(text).unwrap_or_else(|_| Value::from(text.as_str())),
        (Cell::Text(text), _) => Value::from(text.as_str()),
    }
}

/// The number that these digits are, every one of them kept.
fn number(digits: &str) -> Option<Value> {
    serde_json::from_str::<Number>(digits).ok().map(Value::Number)
}

/// An object on one line, its members in the order given. serde_json's own map would sort them.
pub fn object<'a>(members: impl IntoIterator<Item = (&'a str, Value)>) -> String {
    let mut line = String::with_capacity(1024);
    let mut separator = '{';
    for (name, value) in members {
        line.push(separator);
        separator = ',';
        // Writing into a String cannot fail.
        let _ = write!(line, "{}:{value}", Name(name));
    }
    line.push_str(if separator == '{' { "{}" } else { "}" });
    line
}

/// A record as an object on one line, its `type` first, and the JSON of its context behind the columns if that is given;
/// without a line break.
pub fn record<T>(kind: &str, columns: &[Column<T>], record: &T, context: Option<&str>, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"type\":");
    // Writing into a vector cannot fail.
    let _ = json(kind, out);
    for column in columns {
        out.extend_from_slice(b",\"");
        out.extend_from_slice(column.name.as_bytes());
        out.extend_from_slice(b"\":");
        (column.value)(record).write_json(column.kind, out);
    }
    if let Some(context) = context {
        out.extend_from_slice(b",\"context\":");
        out.extend_from_slice(context.as_bytes());
    }
    out.push(b'}');
}

/// A member's name; ours need no escapes, those of a query may.
struct Name<'a>(&'a str);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric()) {
            true => write!(f, "\"{}\"", self.0),
            false => write!(f, "{}", Value::from(self.0)),
        }
    }
}

fn objects<'t>(table: &'t Table, kinds: &'t [Kind]) -> impl Iterator<Item = String> + 't {
    table.rows.iter().map(move |row| {
        let cells = row.iter().enumerate().map(|(at, cell)| value(cell, kinds.get(at).copied().unwrap_or(Kind::Any)));
        object(table.columns.iter().map(String::as_str).zip(cells))
    })
}

pub(super) fn lines(table: &Table, kinds: &[Kind], out: &mut dyn Write) -> io::Result<()> {
    for line in objects(table, kinds) {
        writeln!(out, "{line}")?;
    }
    out.flush()
}

pub(super) fn array(table: &Table, kinds: &[Kind], out: &mut dyn Write) -> io::Result<()> {
    write!(out, "[")?;
    for (at, line) in objects(table, kinds).enumerate() {
        write!(out, "{}\n  {line}", if at == 0 { "" } else { "," })?;
    }
    writeln!(out, "{}]", if table.rows.is_empty() { "" } else { "\n" })?;
    out.flush()
}
