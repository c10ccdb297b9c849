//! Which discrepancies are listed, and in which order: all of it stands in the address.

use super::ledgers::Failure;
use super::request::Fields;
use super::row::{count, each, rows};
use super::words::matching;
use crate::compare::{Diagnosis, Relation};
use crate::ledger::{Ledger, Verdict};
use crate::report::Table;
use crate::text::{PartialDate, vocabulary};
use serde_json::{Value, json};

/// The names by which an address chooses.
pub(super) const NAMES: [&str; 11] =
    ["kind", "relation", "diagnosis", "measure", "source", "since", "until", "status", "verdict", "q", "sort"];

vocabulary! {
    /// In which order rows stand.
    Sort {
        /// Conflicts first, then by how far apart the two are.
        Usual = "usual",
        /// By how far apart the two are.
        Apart = "apart",
        /// By how many origins speak of it.
        Origins = "origins",
        /// By the later of the two days of publication.
        Newest = "newest",
        /// By measure.
        Measure = "measure",
    }
}

/// What an address chooses.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    /// Arithmetic inside one document, and not what is between sources.
    pub inside: bool,
    sort: Sort,
    sets: Vec<&'static str>,
    conditions: Vec<&'static str>,
    parameters: Value,
}

/// The newest that is known of a document.
macro_rules! newest {
    () => {
        " AND m.metadata_id = (SELECT max(metadata_id) FROM document_metadata WHERE document = m.document)"
    };
}

/// Either side stands in a document of a set.
macro_rules! in_documents {
    ($set:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM claim c WHERE c.claim_key IN (x.a_claim, x.b_claim) AND c.document IN ",
            $set,
            ")"
        )
    };
}

/// The pair is, or is not, among those with a verdict.
macro_rules! judged {
    ($in:literal, $verdict:literal) => {
        concat!(
            "(min(x.a_claim, x.b_claim), max(x.a_claim, x.b_claim)) ",
            $in,
            " (SELECT low_claim, high_claim FROM pair_verdict WHERE ",
            $verdict,
            " IS NOT NULL)"
        )
    };
}

const BY_SOURCE: &str = concat!(
    "by_source(document) AS MATERIALIZED (SELECT m.document FROM document_metadata m WHERE m.source IN
       (SELECT source_id FROM source WHERE source COLLATE NOCASE IN (SELECT value FROM json_each(?1 -> 'source')))",
    newest!(),
    ")"
);
// A date of less precision, such as 2026-11, is not before the beginning of what it names, nor after its end.
const BY_TIME: &str = concat!(
    "by_time(document) AS MATERIALIZED (SELECT m.document FROM document_metadata m
       WHERE m.published >= coalesce(?1 ->> 'since', '') AND m.published < coalesce(?1 ->> 'until', '9') || '~'",
    newest!(),
    ")"
);
const BY_MEASURE: &str = "by_measure(measure) AS MATERIALIZED (SELECT measure_id FROM measure
       WHERE instr(lower(measure), lower(?1 ->> 'measure')) > 0)";
const BY_WORDS: &str = "by_words(claim) AS MATERIALIZED (
       SELECT r.claim FROM quote_search s JOIN reading r ON r.reading_id = s.rowid WHERE quote_search MATCH ?1 ->> 'q'
       UNION SELECT r.claim FROM sentence_search s JOIN number_sentence n ON n.sentence_id = s.rowid
         JOIN claim c ON c.document = n.document JOIN reading r ON r.claim = c.claim_key AND r.sentence = n.sentence_id
         WHERE sentence_search MATCH ?1 ->> 'q')";

impl Choice {
    /// What the fields of an address choose.
    pub fn of(fields: &Fields) -> Result<Self, Failure> {
        let inside = fields.one_of("kind", &["between", "inside"])? == Some("inside");
        let relations = fields.several_of::<Relation>("relation")?;
        let diagnoses = fields.several_of::<Diagnosis>("diagnosis")?;
        let verdicts = fields.several_of::<Verdict>("verdict")?;
        let status = fields.one_of("status", &["open", "checked", "all"])?;
        let sort = fields.several_of::<Sort>("sort")?.last().copied().unwrap_or(Sort::Usual);
        let sources: Vec<&str> = fields.all("source").collect();
        let (since, until) = (date(fields, "since")?, date(fields, "until")?);
        let (mut sets, mut conditions) = (Vec::new(), Vec::new());
        if !inside {
            conditions.push("x.kind = 'between' AND x.relation IN (SELECT value FROM json_each(?1 -> 'relation'))");
        }
        if !diagnoses.is_empty() && !inside {
            conditions.push("x.diagnosis IN (SELECT value FROM json_each(?1 -> 'diagnosis'))");
        }
        if fields.get("measure").is_some() {
            sets.push(BY_MEASURE);
            conditions.push("(x.measure IN by_measure OR instr(lower(x.subject), lower(?1 ->> 'measure')) > 0)");
        }
        if !sources.is_empty() {
            sets.push(BY_SOURCE);
            conditions.push(in_documents!("by_source"));
        }
        if since.is_some() || until.is_some() {
            sets.push(BY_TIME);
            conditions.push(in_documents!("by_time"));
        }
        if fields.get("q").is_some() {
            sets.push(BY_WORDS);
            conditions.push("(x.a_claim IN by_words OR x.b_claim IN by_words)");
        }
        // Of arithmetic in one document only the verdict on the two claims themselves counts.
        match (status, inside) {
            (Some("open"), false) => conditions.push(judged!("NOT IN", "verdict")),
            (Some("open"), true) => conditions.push(judged!("NOT IN", "exact_verdict")),
            (Some("checked"), false) => conditions.push(judged!("IN", "verdict")),
            (Some("checked"), true) => conditions.push(judged!("IN", "exact_verdict")),
            _ => {}
        }
        if !verdicts.is_empty() {
            conditions.push(
                "(min(x.a_claim, x.b_claim), max(x.a_claim, x.b_claim)) IN (SELECT w.low_claim, w.high_claim
                 FROM pair_verdict w JOIN verdict v ON v.verdict_id = w.verdict
                 WHERE v.verdict IN (SELECT value FROM json_each(?1 -> 'verdict')))",
            );
        }
        let usual = |relation: &&Relation| !matches!(relation, Relation::Equal | Relation::Scope);
        let relations =
            if relations.is_empty() { Relation::ALL.iter().filter(usual).copied().collect() } else { relations };
        let parameters = json!({
            "relation": relations,
            "diagnosis": diagnoses,
            "verdict": verdicts,
            "measure": fields.get("measure"),
            "source": sources,
            "since": since,
            "until": until,
            "q": fields.get("q").map(matching),
        });
        Ok(Self { inside, sort, sets, conditions, parameters })
    }

    /// The ids of the rows, in order: `limit` of them, past `offset`.
    pub fn ids(&self, ledger: &Ledger, limit: usize, offset: usize) -> Result<Vec<String>, Failure> {
        let sql = format!("{} ORDER BY {} LIMIT ?1 ->> 'limit' OFFSET ?1 ->> 'offset'", self.select(), self.order());
        let table = rows(ledger, &sql, &self.with(limit, offset))?;
        Ok(each(&table).map(|row| row.plain("id")).collect())
    }

    /// How many rows there are, counted up to `most`.
    pub fn count(&self, ledger: &Ledger, most: usize) -> Result<usize, Failure> {
        let sql = format!("SELECT count(*) FROM ({} LIMIT ?1 ->> 'limit')", self.select());
        count(ledger, &sql, &self.with(most, 0))
    }

    fn with(&self, limit: usize, offset: usize) -> Value {
        let mut parameters = self.parameters.clone();
        if let Value::Object(members) = &mut parameters {
            members.insert("limit".to_owned(), limit.into());
            members.insert("offset".to_owned(), offset.into());
        }
        parameters
    }

    fn select(&self) -> String {
        let sets = if self.sets.is_empty() { String::new() } else { format!("WITH {} ", self.sets.join(", ")) };
        let from = if self.inside {
            "check_id AS id FROM arithmetic_check x"
        } else {
            "discrepancy_id AS id FROM discrepancy x"
        };
        let conditions = if self.conditions.is_empty() { "true".to_owned() } else { self.conditions.join(" AND ") };
        format!("{sets}SELECT x.{from} WHERE {conditions}")
    }

    fn order(&self) -> &'static str {
        match (self.sort, self.inside) {
            (Sort::Usual, false) => {
                "x.relation <> 'conflict', CAST(x.relative_difference AS REAL) DESC, x.discrepancy_id"
            }
            (Sort::Apart, false) => "CAST(x.relative_difference AS REAL) DESC, x.discrepancy_id",
            (Sort::Origins, false) => "x.n_origins DESC, x.discrepancy_id",
            (Sort::Measure, false) => {
                "(SELECT m.measure FROM measure m WHERE m.measure_id = x.measure), x.discrepancy_id"
            }
            (Sort::Newest, false) => "x.newest DESC, x.discrepancy_id",
            (Sort::Usual | Sort::Apart | Sort::Origins, true) => "CAST(x.relative_difference AS REAL) DESC, x.check_id",
            (Sort::Measure, true) => "(SELECT m.measure FROM measure m WHERE m.measure_id = x.measure), x.check_id",
            (Sort::Newest, true) => "x.newest DESC, x.check_id",
        }
    }
}

/// So many ids are looked up with one statement.
const AT_ONCE: usize = 500;

/// The rows of the view `discrepancies` with these ids, in their order; what is gone is left out.
pub(super) fn by_ids(ledger: &Ledger, ids: &[String]) -> Result<Table, Failure> {
    let mut found = Table::default();
    for ids in ids.chunks(AT_ONCE) {
        let sql = "SELECT * FROM discrepancies WHERE discrepancy_id IN (SELECT value FROM json_each(?1))";
        let mut table = rows(ledger, sql, &json!(ids))?;
        let place = |row: &Vec<_>| {
            let id = row.first().and_then(crate::report::Cell::text);
            ids.iter().position(|known| Some(known.as_str()) == id)
        };
        table.rows.sort_by_cached_key(place);
        found.columns = table.columns;
        found.rows.append(&mut table.rows);
    }
    Ok(found)
}

fn date(fields: &Fields, name: &str) -> Result<Option<String>, Failure> {
    let odd = || Failure::Odd(format!("{name} is a date, such as 2026-11-22 or 2026-11."));
    fields.get(name).map(|text| text.parse::<PartialDate>().map(|date| date.to_string()).map_err(|_| odd())).transpose()
}
