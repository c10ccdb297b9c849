//! The columns of claims and discrepancies: names, order and values, said once for every output.

use super::{Cell, Datum};
use crate::claim::{Claim, Rejected};
use crate::compare::{self, Check, Discrepancy, Relation};
use crate::text::PartialDate;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// What a column holds, which decides how it is written outside of CSV and whether a spreadsheet could take it for a
/// formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words; a number in them is written as text.
    Text,
    /// A number; exact decimals stand in text cells and become JSON numbers.
    Number,
    /// 0 or 1, in JSON false or true.
    Flag,
    /// JSON in a text cell.
    Json,
    /// As the cell says: for queries.
    Any,
}

/// One column of the records of a type.
pub struct Column<T> {
    /// Its name in JSON, CSV and SQL.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Its value in a record.
    pub value: for<'r> fn(&'r T) -> Datum<'r>,
}

/// The cells of a record.
pub fn row<T>(columns: &[Column<T>], record: &T) -> Vec<Cell> {
    columns.iter().map(|column| (column.value)(record).cell()).collect()
}

/// The kinds of columns that came from a view, by their names.
pub fn kinds(names: &[String]) -> Vec<Kind> {
    let kind = |name: &str| {
        let claim = CLAIM.iter().map(|column| (column.name, column.kind));
        let discrepancy = DISCREPANCY.iter().map(|column| (column.name, column.kind));
        let check = CHECK.iter().map(|column| (column.name, column.kind));
        // Of the columns of documents, decisions, verdicts and facts these are more than text.
        let json =
            ["meta_basis", "claim_ids", "other_claim_ids", "measure_slots", "blocks", "history", "options", "detail"];
        let json = json.map(|name| (name, Kind::Json));
        let verdict = [("is_shown", Kind::Flag), ("checked_decimal", Kind::Number), ("checked_value", Kind::Number)];
        let mut known = claim.chain(discrepancy).chain(check).chain(json).chain(verdict);
        known.find(|(known, _)| *known == name).map_or(Kind::Any, |(_, kind)| kind)
    };
    names.iter().map(|name| kind(name)).collect()
}

/// Puts discrepancies into the order in which they are shown: those between sources before the arithmetic of one
/// document, conflicts first, then the larger relative difference, then the id.
pub fn in_order(rows: &mut [Discrepancy]) {
    rows.sort_by(|one, other| {
        let agrees = |row: &Discrepancy| row.relation != Relation::Conflict;
        let inside = |row: &Discrepancy| row.kind != compare::Kind::Between;
        inside(one)
            .cmp(&inside(other))
            .then_with(|| agrees(one).cmp(&agrees(other)))
            .then_with(|| other.relative_difference.cmp(&one.relative_difference))
            .then_with(|| one.discrepancy_id.cmp(&other.discrepancy_id))
    });
}

fn maybe<'r>(value: &'r Option<impl AsRef<str>>) -> Datum<'r> {
    value.as_ref().map_or(Datum::Null, |value| Datum::Text(value.as_ref()))
}

fn text(value: &str) -> Datum<'_> {
    Datum::Text(value)
}

fn decimal<'r>(value: Option<Decimal>) -> Datum<'r> {
    value.map_or(Datum::Null, Datum::Decimal)
}

fn day<'r>(value: Option<NaiveDate>) -> Datum<'r> {
    value.map_or(Datum::Null, Datum::Day)
}

fn date<'r>(value: Option<PartialDate>) -> Datum<'r> {
    value.map_or(Datum::Null, Datum::Date)
}

fn count<'r>(value: usize) -> Datum<'r> {
    i64::try_from(value).map_or(Datum::Null, Datum::Integer)
}

fn flag<'r>(value: bool) -> Datum<'r> {
    Datum::Integer(i64::from(value))
}

macro_rules! columns {
    ($($name:literal $kind:ident $cell:expr;)+) => {
        &[$(Column { name: $name, kind: Kind::$kind, value: $cell }),+]
    };
}

/// A claim's columns, in the contract's order, without `type` and `context`.
pub const CLAIM: &[Column<Claim>] = columns! {
    "claim_id" Text |c| text(&c.claim_id);
    "document_id" Text |c| text(&c.document_id);
    "doc" Text |c| text(&c.doc);
    "part" Text |c| text(c.part.as_str());
    "start" Number |c| count(c.start);
    "end" Number |c| count(c.end);
    "quote" Text |c| text(&c.quote);
    "prefix" Text |c| text(&c.prefix);
    "suffix" Text |c| text(&c.suffix);
    "sentence" Text |c| text(&c.sentence);
    "value_text" Text |c| text(&c.value_text);
    "value_start" Number |c| count(c.value_start);
    "value_end" Number |c| count(c.value_end);
    "value" Number |c| decimal(c.value);
    "value_decimal" Text |c| decimal(c.value);
    "low" Number |c| decimal(c.low);
    "high" Number |c| decimal(c.high);
    "granularity" Number |c| decimal(c.granularity);
    "approximation" Text |c| text(c.approximation.as_str());
    "unit" Text |c| text(&c.unit);
    "dimension" Text |c| text(&c.dimension);
    "rate" Text |c| maybe(&c.rate);
    "role" Text |c| text(c.role.as_str());
    "trend" Text |c| c.trend.map_or(Datum::Null, |trend| text(trend.as_str()));
    "previous" Flag |c| flag(c.previous);
    "measured" Text |c| text(&c.measured);
    "concept" Text |c| text(&c.concept);
    "restrictors" Json |c| Datum::Restrictors(&c.restrictors);
    "subject" Text |c| maybe(&c.subject);
    "measure" Text |c| text(&c.measure);
    "block" Text |c| text(&c.block);
    "period_start" Text |c| day(c.period_start);
    "period_end" Text |c| day(c.period_end);
    "period_text" Text |c| maybe(&c.period_text);
    "as_of_start" Text |c| day(c.as_of_start);
    "as_of_end" Text |c| day(c.as_of_end);
    "as_of_text" Text |c| maybe(&c.as_of_text);
    "as_of_basis" Text |c| text(c.as_of_basis.as_str());
    "speaker" Text |c| maybe(&c.speaker);
    "origin" Text |c| maybe(&c.origin);
    "status" Text |c| text(c.status.as_str());
    "confidence" Number |c| Datum::Real(c.confidence);
    "source" Text |c| maybe(&c.source);
    "title" Text |c| maybe(&c.title);
    "url" Text |c| maybe(&c.url);
    "published" Text |c| date(c.published);
    "modified" Text |c| date(c.modified);
    "language" Text |c| maybe(&c.language);
};

/// A refused number's columns, without `type`.
pub const REJECTED: &[Column<Rejected>] = columns! {
    "doc" Text |r| text(&r.doc);
    "part" Text |r| text(r.part.as_str());
    "start" Number |r| count(r.start);
    "end" Number |r| count(r.end);
    "quote" Text |r| text(&r.quote);
    "reason" Text |r| text(&r.reason);
};

/// A check's columns, without `type`. The two intervals are what the checked number may mean, and
/// what the other numbers leave for it; an empty end is open.
pub const CHECK: &[Column<Check>] = columns! {
    "check_id" Text |k| text(&k.check_id);
    "document_id" Text |k| text(&k.document_id);
    "doc" Text |k| text(&k.doc);
    "kind" Text |k| text(k.kind.as_str());
    "claim_ids" Json |k| Datum::Identifiers(&k.claim_ids);
    "unit" Text |k| text(&k.unit);
    "stated_low" Number |k| decimal(k.stated.lower());
    "stated_high" Number |k| decimal(k.stated.upper());
    "expected_low" Number |k| decimal(k.expected.lower());
    "expected_high" Number |k| decimal(k.expected.upper());
    "explanation" Text |k| text(&k.explanation);
    "confidence" Number |k| Datum::Real(k.confidence);
};

/// A discrepancy's columns, in the contract's order. What people say of it stands in the ledger alone; without one,
/// every row is open.
pub const DISCREPANCY: &[Column<Discrepancy>] = columns! {
    "discrepancy_id" Text |d| text(&d.discrepancy_id);
    "kind" Text |d| text(d.kind.as_str());
    "relation" Text |d| text(d.relation.as_str());
    "explanation" Text |d| text(&d.explanation);
    "diagnosis" Text |d| d.diagnosis.map_or(Datum::Null, |diagnosis| text(diagnosis.as_str()));
    "measure" Text |d| text(&d.measure);
    "subject" Text |d| maybe(&d.subject);
    "unit" Text |d| text(&d.unit);
    "period" Text |d| maybe(&d.period);
    "as_of" Text |d| maybe(&d.as_of);
    "n_sources" Number |d| count(d.n_sources);
    "n_origins" Number |d| count(d.n_origins);
    "low_value" Number |d| decimal(d.low_value);
    "high_value" Number |d| decimal(d.high_value);
    "difference" Number |d| decimal(d.difference);
    "relative_difference" Number |d| decimal(d.relative_difference);
    "ratio" Number |d| decimal(d.ratio);
    "confidence" Number |d| Datum::Real(d.confidence);
    "a_claim_id" Text |d| text(&d.a.claim_id);
    "a_value_text" Text |d| text(&d.a.value_text);
    "a_value" Number |d| decimal(d.a.value);
    "a_quote" Text |d| text(&d.a.quote);
    "a_speaker" Text |d| maybe(&d.a.speaker);
    "a_source" Text |d| maybe(&d.a.source);
    "a_published" Text |d| date(d.a.published);
    "a_doc" Text |d| text(&d.a.doc);
    "a_start" Number |d| count(d.a.start);
    "a_end" Number |d| count(d.a.end);
    "a_url" Text |d| maybe(&d.a.url);
    "b_claim_id" Text |d| text(&d.b.claim_id);
    "b_value_text" Text |d| text(&d.b.value_text);
    "b_value" Number |d| decimal(d.b.value);
    "b_quote" Text |d| text(&d.b.quote);
    "b_speaker" Text |d| maybe(&d.b.speaker);
    "b_source" Text |d| maybe(&d.b.source);
    "b_published" Text |d| date(d.b.published);
    "b_doc" Text |d| text(&d.b.doc);
    "b_start" Number |d| count(d.b.start);
    "b_end" Number |d| count(d.b.end);
    "b_url" Text |d| maybe(&d.b.url);
    "status" Text |_| text("open");
    "verdict" Text |_| Datum::Null;
    "checked_by" Text |_| Datum::Null;
    "checked_on" Text |_| Datum::Null;
    "note" Text |_| Datum::Null;
};
