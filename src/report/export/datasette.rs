//! Metadata with which Datasette shows a ledger: what the views and columns mean, what to sort and to filter by, and some
//! questions to begin with.

use super::{Dictionary, present};
use serde_json::{Map, Value, json};

/// The tables that foreign keys lead to, each with the column that says what a row of it is.
const LABELS: [(&str, &str); 12] = [
    ("article", "address"),
    ("block", "block"),
    ("claim", "value_text"),
    ("decision", "reason"),
    ("document", "document_id"),
    ("document_path", "doc"),
    ("engine", "version"),
    ("fact", "fact_id"),
    ("measure", "measure"),
    ("number_sentence", "text"),
    ("run", "command"),
    ("source", "source"),
];

/// The metadata of a ledger that Datasette serves under a name, which is that of its file without the ending.
pub fn datasette_metadata(database: &str, views: &[&str], mut dictionary: Dictionary) -> Value {
    let tables: Map<String, Value> = views
        .iter()
        .map(|view| {
            let about = dictionary.remove(*view).unwrap_or_default();
            let (sort, facets): (Option<(&str, &str)>, &[&str]) = match *view {
                "discrepancies" | "discrepancy_pairs" | "review_queue" => {
                    (Some(("sort_desc", "relative_difference")), &["relation", "kind", "diagnosis", "unit", "status"])
                }
                "claims" | "all_claims" => (None, &["source", "unit", "status", "approximation"]),
                "facts" => (Some(("sort_desc", "n_sources")), &["unit", "concept"]),
                "documents" => (Some(("sort_desc", "published")), &["source", "language"]),
                "sources" => (Some(("sort_desc", "n_claims")), &[]),
                "checks" => (None, &["kind"]),
                _ => (None, &[]),
            };
            let mut table = vec![("description", json!(about.about)), ("facets", json!(facets))];
            if !about.columns.is_empty() {
                table.push(("columns", json!(about.columns)));
            }
            if let Some((way, column)) = sort {
                table.push((way, json!(column)));
            }
            ((*view).to_owned(), present(table))
        })
        .collect();
    // A row that a foreign key leads to is shown by these words; Datasette finds them by itself only where a column is
    // called name or title.
    let labels = LABELS.map(|(table, column)| (table.to_owned(), json!({"label_column": column})));
    let tables: Map<String, Value> = tables.into_iter().chain(labels).collect();
    let queries = json!({
        "open_conflicts": {
            "title": "Conflicts that nobody has checked",
            "sql": "SELECT discrepancy_id, measure, a_source, a_value_text, b_source, b_value_text, explanation FROM \
                    review_queue WHERE relation = 'conflict'",
        },
        "outlets_that_differ": {
            "title": "How often two outlets differ",
            "sql": "SELECT min(a_source, b_source) AS one, max(a_source, b_source) AS other, count(*) AS differences \
                    FROM discrepancies WHERE relation NOT IN ('equal', 'scope', 'revision') GROUP BY 1, 2 \
                    ORDER BY differences DESC, one, other",
        },
        "said_of": {
            "title": "All that is said of a measure",
            "sql": "SELECT quote, source, published, speaker FROM claims WHERE measure LIKE '%' || :words || '%' \
                    ORDER BY published, source",
        },
    });
    let mut databases = Map::new();
    databases.insert(database.to_owned(), json!({"tables": tables, "queries": queries}));
    present([
        ("title", json!("factledger")),
        ("description", json!("Numeric claims of news articles, and where the sources disagree")),
        ("databases", Value::Object(databases)),
    ])
}
