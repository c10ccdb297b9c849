//! Discrepancies as people read them: the rows of the view with their two sides, and grouped by what they are about.

use super::layout::percent;
use super::text::words;
use super::{Cell, Plot, Table};

/// One row of the view `discrepancies`. Empty text where a cell holds nothing.
#[derive(Debug, Clone, Default)]
pub struct Finding {
    /// Its id.
    pub id: String,
    /// `between`, or what does not fit inside one document.
    pub kind: String,
    /// How the two relate.
    pub relation: String,
    /// Why, in one sentence.
    pub explanation: String,
    /// How it may have come about.
    pub diagnosis: String,
    /// What is measured.
    pub measure: String,
    /// How far apart the two are, as a percentage of the higher.
    pub apart: Option<String>,
    /// The lower side.
    pub a: Side,
    /// The higher side.
    pub b: Side,
    /// `open` or `checked`.
    pub status: String,
    /// What a person found.
    pub verdict: String,
    /// Who found it.
    pub checked_by: String,
    /// When.
    pub checked_on: String,
    /// And why.
    pub note: String,
}

/// One side of it.
#[derive(Debug, Clone, Default)]
pub struct Side {
    /// The claim.
    pub claim_id: String,
    /// The number phrase as written.
    pub said: String,
    /// With what it counts.
    pub quote: String,
    /// To whom the document attributes it.
    pub speaker: String,
    /// The outlet, else the file.
    pub who: String,
    /// When it was published.
    pub published: String,
    /// The document's path or id.
    pub doc: String,
    /// Its address on the web.
    pub url: String,
}

impl Finding {
    /// The rows of a table with the view's columns.
    pub fn all(table: &Table) -> Vec<Self> {
        let places: Vec<(&str, usize)> =
            table.columns.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
        let of = |row: &[Cell], name: &str| {
            let at = places.iter().find(|(known, _)| *known == name).map(|(_, at)| *at);
            at.and_then(|at| row.get(at)).map(|cell| cell.plain().into_owned()).unwrap_or_default()
        };
        let side = |row: &[Cell], letter: &str| {
            let of = |name: &str| of(row, &format!("{letter}_{name}"));
            let doc = of("doc");
            let file = || doc.rsplit('/').next().unwrap_or_default().to_owned();
            Side {
                claim_id: of("claim_id"),
                said: words(&of("value_text")),
                quote: words(&of("quote")),
                speaker: of("speaker"),
                who: Some(of("source")).filter(|source| !source.is_empty()).unwrap_or_else(file),
                published: of("published"),
                url: of("url"),
                doc,
            }
        };
        let finding = |row: &Vec<Cell>| Self {
            id: of(row, "discrepancy_id"),
            kind: of(row, "kind"),
            relation: of(row, "relation"),
            explanation: of(row, "explanation"),
            diagnosis: of(row, "diagnosis"),
            measure: of(row, "measure"),
            apart: percent(&of(row, "relative_difference")),
            a: side(row, "a"),
            b: side(row, "b"),
            status: of(row, "status"),
            verdict: of(row, "verdict"),
            checked_by: of(row, "checked_by"),
            checked_on: of(row, "checked_on"),
            note: of(row, "note"),
        };
        table.rows.iter().map(finding).collect()
    }

    /// Is it of two documents, and not inside one?
    pub fn is_between(&self) -> bool {
        self.kind == "between"
    }

    /// The slip that it looks like, in words.
    pub fn slip(&self) -> String {
        self.diagnosis.replace('_', " ")
    }

    /// What somebody found of it: `confirmed by Ada on 2026-11-22: …`; empty where nobody looked.
    pub fn judged(&self) -> String {
        if self.verdict.is_empty() {
            return String::new();
        }
        let mut judged = self.verdict.clone();
        for (before, part) in [(" by ", &self.checked_by), (" on ", &self.checked_on), (": ", &self.note)] {
            if !part.is_empty() {
                judged.push_str(before);
                judged.push_str(part);
            }
        }
        judged
    }
}

/// What is said of one fact: all stated values, and where they disagree.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// The fact; empty where the two are of none, as versions of one document are.
    pub fact_id: String,
    /// What is measured, in words.
    pub heading: String,
    /// The unit of the plot.
    pub unit: String,
    /// How many outlets speak of it.
    pub n_sources: String,
    /// How many origins stand behind them.
    pub n_origins: String,
    /// Every stated value.
    pub plot: Option<Plot>,
    /// Where they disagree, in the order of the report.
    pub findings: Vec<Finding>,
}

/// A measure's key as words: `purchase_price (USD)` is "purchase price (USD)".
pub fn measure_in_words(measure: &str) -> String {
    let mut words = measure.replace('_', " ").replace(':', ": ");
    if let Some(first) = words.get(..1).map(str::to_uppercase) {
        words.replace_range(..1, &first);
    }
    words
}
