//! A Data Package, version 2: the description of CSV files by Table Schema, with their sizes and hashes.

use super::Entry;
use super::present;
use crate::report::Kind;
use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// Counts and hashes what goes through it.
pub struct Hashing<W> {
    inner: W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> Hashing<W> {
    /// Over a writer.
    pub fn new(inner: W) -> Self {
        Self { inner, hash: Sha256::new(), bytes: 0 }
    }

    /// The number of bytes, and their SHA-256.
    pub fn finish(self) -> (u64, String) {
        (self.bytes, HEXLOWER.encode(&self.hash.finalize()))
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// One file of the package, that holds a view.
pub fn resource(
    view: &str,
    about: &Entry,
    path: &str,
    (columns, kinds): (&[String], &[Kind]),
    (bytes, sha256): (u64, &str),
) -> Value {
    let fields: Vec<Value> = columns
        .iter()
        .zip(kinds)
        .map(|(name, kind)| {
            let (kind, more) = field(name, *kind);
            let mut field =
                vec![("name", json!(name)), ("type", json!(kind)), ("description", json!(about.columns.get(name)))];
            field.extend(more);
            present(field)
        })
        .collect();
    let mut schema = vec![("fields", json!(fields)), ("missingValues", json!([""]))];
    if let Some(key) = key(view) {
        schema.push(("primaryKey", json!([key])));
    }
    if matches!(view, "claims" | "checks") {
        let reference = json!({"resource": "documents", "fields": ["document_id"]});
        schema.push(("foreignKeys", json!([{"fields": ["document_id"], "reference": reference}])));
    }
    present([
        ("name", json!(view)),
        ("type", json!("table")),
        ("path", json!(path)),
        ("description", json!(about.about)),
        ("format", json!("csv")),
        ("mediatype", json!("text/csv")),
        ("encoding", json!("utf-8")),
        ("bytes", json!(bytes)),
        ("hash", json!(format!("sha256:{sha256}"))),
        ("schema", present(schema)),
    ])
}

/// The package over its files.
pub fn package(resources: Vec<Value>, recorded: Option<&str>, version: &str, guarded: bool) -> Value {
    let guard = if guarded {
        " Text that a spreadsheet would run as a formula (it begins with =, +, -, @, a tab or a carriage return) has an \
         apostrophe in front."
    } else {
        ""
    };
    present([
        ("$schema", json!("https://datapackage.org/profiles/2.0/datapackage.json")),
        ("name", json!("factledger")),
        ("title", json!("Numeric claims of news articles, and where the sources disagree")),
        ("description", json!(format!("Views of a ledger of factledger {version}.{guard}"))),
        ("created", json!(recorded)),
        ("resources", json!(resources)),
    ])
}

/// The type of a column in Table Schema, and what belongs to it.
pub(super) fn field(name: &str, kind: Kind) -> (&'static str, Vec<(&'static str, Value)>) {
    let whole = name.starts_with("n_")
        || matches!(name, "start" | "end" | "revision" | "undoes" | "undone_by")
        || name.ends_with("_start") && !name.starts_with("as_of") && !name.starts_with("period")
        || name.ends_with("_end") && !name.starts_with("as_of") && !name.starts_with("period")
        || matches!(name, "verdict_id" | "decision_id");
    let flag = || vec![("trueValues", json!(["1"])), ("falseValues", json!(["0"]))];
    match name {
        _ if whole => ("integer", Vec::new()),
        "is_shown" => ("boolean", flag()),
        _ if kind == Kind::Flag => ("boolean", flag()),
        "meta_basis" | "measure_slots" => ("object", Vec::new()),
        _ if kind == Kind::Json => ("array", Vec::new()),
        "lowest" | "highest" | "checked_value" => ("number", Vec::new()),
        _ if kind == Kind::Number => ("number", Vec::new()),
        "as_of_start" | "as_of_end" | "period_start" | "period_end" => ("date", Vec::new()),
        _ => ("string", Vec::new()),
    }
}

fn key(view: &str) -> Option<&'static str> {
    Some(match view {
        "documents" => "document_id",
        "claims" => "claim_id",
        "facts" => "fact_id",
        "discrepancies" => "discrepancy_id",
        "sources" => "source",
        "checks" => "check_id",
        "verdicts" => "verdict_id",
        "decisions" => "decision_id",
        _ => return None,
    })
}
