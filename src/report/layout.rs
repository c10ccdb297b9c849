//! Which columns the terminal's table shows: the wide views are for files.

use super::{Cell, Kind, Table};
use rust_decimal::Decimal;
use std::str::FromStr;

/// A choice of a view's columns under the headings that people read.
pub struct Layout {
    /// Heading and column.
    pub columns: &'static [(&'static str, &'static str)],
}

impl Layout {
    /// The documents.
    pub const DOCUMENTS: Self = Self {
        columns: &[
            ("id", "document_id"),
            ("doc", "doc"),
            ("source", "source"),
            ("published", "published"),
            ("title", "title"),
            ("rev.", "revision"),
        ],
    };
    /// The claims.
    pub const CLAIMS: Self = Self {
        columns: &[
            ("id", "claim_id"),
            ("quote", "quote"),
            ("value", "value"),
            ("unit", "unit"),
            ("concept", "concept"),
            ("subject", "subject"),
            ("speaker", "speaker"),
            ("source", "source"),
            ("published", "published"),
        ],
    };
    /// The facts.
    pub const FACTS: Self = Self {
        columns: &[
            ("id", "fact_id"),
            ("measure", "measure"),
            ("over time", "stated_values"),
            ("sources", "n_sources"),
            ("origins", "n_origins"),
            ("claims", "n_claims"),
            ("unit", "unit"),
        ],
    };

    /// What the desk decided.
    pub const DECISIONS: Self = Self {
        columns: &[
            ("no.", "decision_id"),
            ("decision", "kind"),
            ("of", "subject"),
            ("with", "object"),
            ("undoes", "undoes"),
            ("undone by", "undone_by"),
            ("by", "decided_by"),
            ("on", "at"),
            ("why", "reason"),
        ],
    };

    /// What people found of discrepancies.
    pub const VERDICTS: Self = Self {
        columns: &[
            ("no.", "verdict_id"),
            ("id", "discrepancy_id"),
            ("verdict", "verdict"),
            ("misread", "misread"),
            ("one says", "a_value_text"),
            ("another says", "b_value_text"),
            ("undoes", "undoes"),
            ("undone by", "undone_by"),
            ("by", "checked_by"),
            ("on", "at"),
            ("why", "reason"),
        ],
    };

    /// What a search found.
    pub const SEARCH: Self = Self {
        columns: &[
            ("in a", "found_in"),
            ("text", "text"),
            ("source", "source"),
            ("published", "published"),
            ("doc", "doc"),
            ("id", "claim_id"),
        ],
    };

    /// The audit trail.
    pub const LOG: Self = Self {
        columns: &[
            ("no.", "seq"),
            ("at", "at"),
            ("kind", "kind"),
            ("what", "event"),
            ("about", "about"),
            ("by", "by"),
            ("why", "reason"),
        ],
    };

    /// How much there is.
    pub const STATS: Self = Self {
        columns: &[
            ("by", "by"),
            ("of", "name"),
            ("docs", "n_documents"),
            ("claims", "n_claims"),
            ("facts", "n_facts"),
            ("discrepancies", "n_discrepancies"),
            ("conflicts", "n_conflicts"),
            ("as-of stated", "share_as_of_stated"),
            ("refused", "n_rejected"),
            ("of all", "share_rejected"),
        ],
    };

    /// The runs.
    pub const RUNS: Self = Self {
        columns: &[
            ("no.", "run_id"),
            ("command", "command"),
            ("version", "version"),
            ("words", "lexicon_digest"),
            ("started", "started"),
            ("ended", "ended"),
            ("new", "n_documents"),
            ("read", "n_read"),
            ("unchanged", "n_unchanged"),
            ("claims", "n_claims"),
            ("refused", "n_rejected"),
        ],
    };

    /// What two runs read differently.
    pub const RUN_DIFF: Self = Self {
        columns: &[
            ("claim", "change"),
            ("id", "claim_id"),
            ("quote", "quote"),
            ("slot", "slot"),
            ("before", "before"),
            ("after", "after"),
            ("doc", "doc"),
        ],
    };

    /// The chosen columns of a table, ids and moments shortened; columns that it lacks are left out, and those that
    /// seldom hold something where they hold nothing.
    pub fn of(&self, table: &Table) -> (Table, Vec<Kind>) {
        let places: Vec<(&str, usize)> = self
            .columns
            .iter()
            .filter_map(|(heading, name)| Some((*heading, table.columns.iter().position(|column| column == name)?)))
            .filter(|(heading, at)| {
                let says = |row: &Vec<Cell>| row.get(*at).is_some_and(|cell| *cell != Cell::Null);
                !SELDOM.contains(heading) || table.rows.iter().any(says)
            })
            .collect();
        let rows = table
            .rows
            .iter()
            .map(|row| {
                places
                    .iter()
                    .map(|(heading, at)| match row.get(*at) {
                        Some(Cell::Text(id)) if matches!(*heading, "id" | "words") => {
                            Cell::Text(shortened(id).to_owned())
                        }
                        Some(Cell::Text(at)) if *heading == "on" => Cell::Text(at.get(..10).unwrap_or(at).to_owned()),
                        Some(Cell::Text(about)) if matches!(*heading, "about" | "of" | "with") => {
                            Cell::Text(with_short_ids(about))
                        }
                        Some(cell) => grouped(cell),
                        None => Cell::Null,
                    })
                    .collect()
            })
            .collect();
        let columns = places.iter().map(|(heading, _)| (*heading).to_owned()).collect();
        let number =
            |at: &usize| table.rows.iter().any(|row| matches!(row.get(*at), Some(Cell::Integer(_) | Cell::Real(_))));
        let kinds = places.iter().map(|(_, at)| if number(at) { Kind::Number } else { Kind::Text }).collect();
        (Table { columns, rows }, kinds)
    }
}

/// Headings of columns that are empty in most tables.
const SELDOM: [&str; 3] = ["misread", "undoes", "undone by"];

/// The same words with the ids among them shortened.
fn with_short_ids(text: &str) -> String {
    let is_id = |word: &str| word.len() == 27 && word.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'));
    let words = text.split(' ').map(|word| if is_id(word) { shortened(word) } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// The head of an id, long enough to be told from others in one newsroom's ledger.
pub fn shortened(id: &str) -> &str {
    id.get(..9).unwrap_or(id)
}

/// Numbers as people read them: digits in groups of three.
fn grouped(cell: &Cell) -> Cell {
    match cell {
        Cell::Real(value) if value.is_finite() => Cell::Text(groups(&value.to_string())),
        Cell::Integer(value) => Cell::Text(groups(&value.to_string())),
        cell => cell.clone(),
    }
}

/// `1234567.25` → `1,234,567.25`.
pub fn groups(digits: &str) -> String {
    let (sign, rest) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, part)| (whole, Some(part)));
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// `0.0428571` → `4.3 %`.
pub fn percent(share: &str) -> Option<String> {
    let share = Decimal::from_str(share).or_else(|_| Decimal::from_scientific(share)).ok()?;
    let percent = share.checked_mul(Decimal::ONE_HUNDRED)?;
    let shown = if percent < Decimal::TEN { percent.round_dp(1) } else { percent.round_dp(0) };
    Some(format!("{} %", shown.normalize()))
}
