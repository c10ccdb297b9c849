//! The lines of a file of JSON lines, one in memory at a time; blank ones are passed over.

use super::{Piece, Record};
use crate::Error;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::io::{BufRead, Read as _};

pub(super) struct Lines {
    source: Option<Box<dyn BufRead + Send>>,
    origin: String,
    number: usize,
    most: usize,
}

impl Lines {
    pub fn of(source: Box<dyn BufRead + Send>, origin: String, most: usize) -> Self {
        Self { source: Some(source), origin, number: 0, most }
    }
}

impl Iterator for Lines {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            let source = self.source.as_mut()?;
            let mut bytes = Vec::new();
            self.number += 1;
            let place = || format!("{}:{}", self.origin, self.number);
            match source.by_ref().take(self.most as u64 + 1).read_until(b'\n', &mut bytes) {
                Ok(0) => {
                    self.source = None;
                    return None;
                }
                Ok(read) if read > self.most => {
                    let cause = format!("the line is longer than {} bytes", self.most);
                    let fault = Error::new("read", place(), cause).hint("allow more with --max-size");
                    let fault = Piece::Fault(place(), fault);
                    if skip_line(source).is_err() {
                        self.source = None;
                    }
                    return Some(fault);
                }
                Ok(_) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) if is_beside_documents(&bytes) => return Some(Piece::PassedOver),
                Ok(_) => return Some(Piece::Record(Record::Line(self.number, bytes))),
                Err(error) => {
                    let fault = Piece::Fault(place(), Error::new("read", place(), error));
                    self.source = None;
                    return Some(fault);
                }
            }
        }
    }
}

/// What the program itself writes into the same files as documents, by its `type`.
const BESIDE: [&str; 12] = [
    "audit",
    "check",
    "claim",
    "decision",
    "discrepancy",
    "end",
    "error",
    "fact",
    "fact_value",
    "rejected",
    "source",
    "verdict",
];

fn is_beside_documents(line: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Kind {
        r#type: Option<String>,
        text: Option<IgnoredAny>,
    }
    memchr::memmem::find(line, b"\"type\"").is_some()
        && serde_json::from_slice(line).is_ok_and(|Kind { r#type, text }| {
            text.is_none() && r#type.is_some_and(|kind| BESIDE.contains(&kind.as_str()))
        })
}

/// Goes past the end of the line without keeping it.
fn skip_line(source: &mut dyn BufRead) -> std::io::Result<()> {
    loop {
        let buffer = source.fill_buf()?;
        let (used, done) = match memchr::memchr(b'\n', buffer) {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        source.consume(used);
        if done {
            return Ok(());
        }
    }
}
