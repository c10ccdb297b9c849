//! Full text: quotes, the sentences that hold a number, titles.

use super::Ledger;
use crate::Error;
use crate::report::Table;
use crate::text::vocabulary;
use rusqlite::ToSql;

vocabulary! {
    /// Where words are searched for.
    Within {
        /// In the quotes of claims.
        Quotes = "quotes",
        /// In the sentences that hold a number.
        Sentences = "sentences",
        /// In the titles of documents.
        Titles = "titles",
    }
}

/// What is searched for, and where.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// Words, all of which must stand there: `"two words"` in a row, `ferr*` as a beginning, `-word` not, `OR` between
    /// words or groups of them.
    pub text: &'a str,
    /// Where; everywhere if empty.
    pub within: &'a [Within],
    /// Only in documents of these outlets, if any are named.
    pub sources: &'a [String],
    /// Only in documents published on this date or later.
    pub since: Option<&'a str>,
    /// Also in what was said in older revisions and read by older engines.
    pub all: bool,
    /// At most so many.
    pub limit: Option<u64>,
}

impl Ledger {
    /// What holds the words, quotes before sentences before titles, each by how well it fits. A sentence is left out where
    /// a quote of it is listed. Columns: found_in, text, doc, source, published, title, part, start, end, claim_id,
    /// document_id.
    pub fn search(&self, search: &Search<'_>) -> Result<Table, Error> {
        let expression = expression(search.text).ok_or_else(|| {
            Error::new("search for", format!("`{}`", search.text), "there is no word in it that could be found")
                .hint("give words or numbers; \"words in a row\", ferr* for a beginning, -word to leave out, OR")
        })?;
        let sought = |place: Within| search.within.is_empty() || search.within.contains(&place);
        let everything = i64::from(search.all);
        let limit = search.limit.and_then(|limit| i64::try_from(limit).ok()).unwrap_or(-1);
        let sources = serde_json::Value::from(search.sources.to_vec()).to_string();
        let [quotes, sentences, titles] =
            &[Within::Quotes, Within::Sentences, Within::Titles].map(|place| i64::from(sought(place)));
        let parameters: [&dyn ToSql; 8] =
            [&expression, &everything, quotes, sentences, titles, &sources, &search.since, &limit];
        self.rows(SQL, &parameters)
    }
}

/// The full-text tables are read first, each in one go: their rank is known only there.
const SQL: &str = "
WITH quotes AS MATERIALIZED (
  SELECT rowid AS id, rank AS score FROM quote_search WHERE ?3 AND quote_search MATCH ?1),
sentences AS MATERIALIZED (
  SELECT rowid AS id, rank AS score FROM sentence_search WHERE ?4 AND sentence_search MATCH ?1),
titles AS MATERIALIZED (
  SELECT rowid AS id, rank AS score FROM title_search WHERE ?5 AND title_search MATCH ?1),
found AS (
  SELECT 1 AS place, f.score, 'quote' AS found_in, c.quote AS text, c.doc, c.source, c.published, c.title, c.part,
    c.quote_start AS start, c.quote_end AS \"end\", c.claim_id, c.document_id
  FROM quotes f CROSS JOIN claim_reading c ON c.reading_id = f.id
  WHERE ?2 OR c.is_current
  UNION ALL
  SELECT 2, f.score, 'sentence', n.text, d.doc, d.source, d.published, d.title, n.part, n.sentence_start, n.sentence_end,
    NULL, d.document_id
  FROM sentences f CROSS JOIN number_sentence n ON n.sentence_id = f.id
  CROSS JOIN known_document d ON d.document_key = n.document
  WHERE (?2 OR d.is_newest_revision)
    AND n.sentence_id NOT IN (SELECT r.sentence FROM quotes CROSS JOIN reading r ON r.reading_id = quotes.id)
  UNION ALL
  SELECT 3, f.score, 'title', m.title, d.doc, d.source, d.published, d.title, 'title', 0, length(m.title), NULL,
    d.document_id
  FROM titles f CROSS JOIN document_metadata m ON m.metadata_id = f.id
  CROSS JOIN known_document d ON d.document_key = m.document
  WHERE ?2 OR d.is_newest_revision
    AND m.metadata_id = (SELECT max(metadata_id) FROM document_metadata WHERE document = m.document))
SELECT found_in, text, doc, source, published, title, part, start, \"end\", claim_id, document_id FROM found
WHERE (?6 = '[]' OR source COLLATE NOCASE IN (SELECT value FROM json_each(?6)))
  AND (?7 IS NULL OR published >= ?7)
ORDER BY place, score, published DESC, doc, start, claim_id, document_id LIMIT ?8";

/// The words as FTS5 takes them, each as a string of its own, so that none is an operator; nothing where no word can be
/// found.
pub fn expression(text: &str) -> Option<String> {
    let (mut groups, mut without) = (vec![Vec::new()], Vec::new());
    for term in terms(text) {
        match term {
            Term::Or => groups.push(Vec::new()),
            Term::With(term) => groups.last_mut()?.push(term),
            Term::Without(term) => without.push(term),
        }
    }
    let groups: Vec<String> =
        groups.iter().filter(|group| !group.is_empty()).map(|group| format!("({})", group.join(" AND "))).collect();
    if groups.is_empty() {
        return None;
    }
    let wanted = format!("({})", groups.join(" OR "));
    Some(without.iter().fold(wanted, |wanted, term| format!("({wanted} NOT {term})")))
}

enum Term {
    With(String),
    Without(String),
    Or,
}

/// One term after the other; what holds no letter or digit is passed over.
fn terms(text: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let unwanted = rest.strip_prefix('-');
        let from = unwanted.unwrap_or(rest);
        let (words, after) = match from.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => {
                let end = from.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(from.len());
                from.split_at(end)
            }
        };
        let (beginning, after) = match after.strip_prefix('*') {
            Some(after) => (true, after),
            None => (words.ends_with('*'), after),
        };
        if words == "OR" && unwanted.is_none() && !from.starts_with('"') {
            terms.push(Term::Or);
        } else if words.chars().any(char::is_alphanumeric) {
            let star = if beginning { " *" } else { "" };
            let term = format!("\"{}\"{star}", words.replace(['"', '\0'], " "));
            terms.push(if unwanted.is_some() { Term::Without(term) } else { Term::With(term) });
        }
        rest = after.trim_start();
    }
    terms
}
