//! The views that are exported, each with the statement that reads it in an order of its own, whatever the ledger's.

use crate::compare::Relation;

/// One view as it is exported.
pub(super) struct View {
    /// Its name in the ledger, and that of its file.
    pub name: &'static str,
    /// What one row of it is: the `type` of its JSON lines.
    pub record: &'static str,
    /// The name of its sheet.
    pub title: &'static str,
    /// The statement that reads it.
    pub sql: String,
}

const CLAIMS: &str = "ORDER BY doc, document_id, part DESC, start, claim_id";

const NAMES: [&str; 9] =
    ["discrepancies", "facts", "fact_values", "claims", "documents", "sources", "checks", "verdicts", "decisions"];

/// The names of all of them, in the order in which they are written.
pub(super) fn names() -> &'static [&'static str] {
    &NAMES
}

/// The view of a name. Discrepancies that agree after all come only where they are asked for, texts of articles too, and
/// with `exact` a column of decimals behind those that hold REALs.
pub(super) fn view(name: &str, include: &[Relation], text: bool, exact: bool) -> Option<View> {
    let (record, title, columns, rest) = match name {
        "discrepancies" => {
            let hidden: Vec<_> = [Relation::Equal, Relation::Scope]
                .into_iter()
                .filter(|relation| !include.contains(relation))
                .map(|relation| format!("'{relation}'"))
                .collect();
            let rest = format!(
                "WHERE relation NOT IN ({}) ORDER BY kind <> 'between', relation <> 'conflict', \
                 relative_difference DESC NULLS LAST, discrepancy_id",
                hidden.join(", ")
            );
            // The exact figures, for those that cannot keep the digits of a REAL.
            let columns = "*, (SELECT value_decimal FROM claim WHERE claim_id = a_claim_id) AS \"a_value exact\", \
                (SELECT value_decimal FROM claim WHERE claim_id = b_claim_id) AS \"b_value exact\"";
            ("discrepancy", "Discrepancies", if exact { columns } else { "*" }, rest)
        }
        "facts" => ("fact", "Facts", "*", "ORDER BY n_sources DESC, n_claims DESC, measure, fact_id".to_owned()),
        "fact_values" => (
            "fact_value",
            "Values",
            "*",
            "ORDER BY fact_id, as_of_start, as_of_end, source, value, low, high, claim_id".to_owned(),
        ),
        "claims" if exact => ("claim", "Claims", "*, value_decimal AS \"value exact\"", CLAIMS.to_owned()),
        "claims" => ("claim", "Claims", "*", CLAIMS.to_owned()),
        "documents" => {
            let with_text = "*";
            let without = "document_id, doc, source, title, author, url, published, modified, retrieved, language, \
                           meta_basis, revision";
            let columns = if text { with_text } else { without };
            ("document", "Documents", columns, "ORDER BY doc, revision, document_id".to_owned())
        }
        "sources" => ("source", "Sources", "*", "ORDER BY source".to_owned()),
        "checks" => ("check", "Checks", "*", "ORDER BY doc, document_id, check_id".to_owned()),
        "verdicts" => ("verdict", "Verdicts", "*", "ORDER BY verdict_id".to_owned()),
        "decisions" => ("decision", "Decisions", "*", "ORDER BY decision_id".to_owned()),
        _ => return None,
    };
    let name = NAMES.into_iter().find(|known| *known == name)?;
    Some(View { name, record, title, sql: format!("SELECT {columns} FROM {name} {rest}") })
}
