//! From the beginning of an id to the one thing that it names.

use super::super::session::Stop;
use crate::Error;
use crate::ledger::Ledger;
use crate::report::Cell;

/// How many ids are listed where there are too many or none.
const LISTED: usize = 5;

/// What an id can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Subject {
    Claim,
    Fact,
    Discrepancy,
    Document,
}

impl Subject {
    /// By the letter in front of the id.
    fn of(id: &str) -> Option<Self> {
        match id.chars().next()? {
            'c' => Some(Self::Claim),
            'f' => Some(Self::Fact),
            'x' => Some(Self::Discrepancy),
            'd' => Some(Self::Document),
            _ => None,
        }
    }

    /// The ids that begin so, without repeats, with a word on each.
    fn candidates(self) -> &'static str {
        match self {
            Subject::Claim => {
                "SELECT claim_id, max(quote) FROM all_claims WHERE claim_id >= :from AND claim_id < :to GROUP BY 1"
            }
            Subject::Fact => "SELECT fact_id, measure FROM facts WHERE fact_id >= :from AND fact_id < :to GROUP BY 1",
            Subject::Discrepancy => {
                // A verdict can take a row out of the report, and is still found by its id.
                "SELECT discrepancy_id, min(said) FROM \
                 (SELECT discrepancy_id, relation || ': ' || a_value_text || ' / ' || b_value_text AS said \
                 FROM discrepancies WHERE discrepancy_id >= :from AND discrepancy_id < :to \
                 UNION ALL SELECT discrepancy_id, relation || ': ' || a_value_text || ' / ' || b_value_text \
                 FROM discrepancy_pairs WHERE discrepancy_id >= :from AND discrepancy_id < :to \
                 UNION ALL SELECT discrepancy_id, verdict || ': ' || a_value_text || ' / ' || b_value_text \
                 FROM verdicts WHERE discrepancy_id >= :from AND discrepancy_id < :to) \
                 GROUP BY 1"
            }
            Subject::Document => {
                "SELECT document_id, doc FROM documents WHERE document_id >= :from AND document_id < :to GROUP BY 1"
            }
        }
    }
}

/// The one thing whose id begins so; an error that lists what comes near where there is none or more than one.
pub(in crate::cli) fn resolve(ledger: &Ledger, given: &str) -> Result<(Subject, String), Stop> {
    let prefix = given.trim().to_ascii_lowercase();
    let shaped = prefix.bytes().skip(1).all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'));
    let Some(subject) = Subject::of(&prefix).filter(|_| shaped) else {
        return Err(Error::new("find", given, "this is no id")
            .hint("ids are a letter (c claim, f fact, x discrepancy, d document) and letters and digits; reports list them")
            .into());
    };
    let found = begin(ledger, subject, &prefix)?;
    match found.as_slice() {
        [(id, _)] => Ok((subject, id.clone())),
        [] => {
            let mut error = Error::new("find", given, "nothing in the ledger has an id that begins so");
            // The longest beginning that something has: a letter was mistyped after it.
            for length in (1..prefix.len()).rev() {
                let near = begin(ledger, subject, prefix.get(..length).unwrap_or(""))?;
                if !near.is_empty() {
                    error = error.hint(format!("did you mean{}", listed(&near)));
                    break;
                }
            }
            Err(error.into())
        }
        many => Err(Error::new("find", given, "more than one id begins so")
            .hint(format!("add a letter:{}", listed(many)))
            .into()),
    }
}

fn begin(ledger: &Ledger, subject: Subject, prefix: &str) -> Result<Vec<(String, String)>, Stop> {
    // `~` comes after every character of an id.
    let range = [("from".to_owned(), prefix.to_owned()), ("to".to_owned(), format!("{prefix}~"))];
    let table = ledger.query(&format!("{} LIMIT {}", subject.candidates(), LISTED + 1), &range)?;
    let text = |cell: Option<&Cell>| cell.map(|cell| cell.plain().into_owned()).unwrap_or_default();
    Ok(table.rows.iter().map(|row| (text(row.first()), text(row.get(1)))).collect())
}

fn listed(found: &[(String, String)]) -> String {
    let mut lines: Vec<_> = found.iter().take(LISTED).map(|(id, word)| format!("\n    {id}  {word}")).collect();
    if found.len() > LISTED {
        lines.push("\n    …".to_owned());
    }
    lines.concat()
}
