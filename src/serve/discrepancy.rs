//! One discrepancy: both quotes in their articles, what was read in them, why they are set against each other, and the
//! form for a verdict.

use super::answer::{self, Chrome};
use super::discrepancies::{Line, Neighbours};
use super::ledgers::Failure;
use super::reading::{Reread, Words};
use super::request::is_id;
use super::routes::{Asked, Page};
use super::row::{Row, each, rows};
use super::slots::{Slot, permits, slot_names, slots};
use super::verdict::{History, history};
use crate::ledger::{Ledger, Pair, Verdict};
use crate::lexicon::Lexicon;
use crate::report::marks::{Mark, Piece, pieces};
use crate::report::{filters, groups};
use askama::Template;
use axum::response::Response;
use serde_json::{Value, json};

/// So many characters of an article stand before and after a quote.
const AROUND: usize = 420;

/// One of the two claims, in its article.
pub(super) struct Side {
    /// Its id.
    pub claim_id: String,
    /// Its document's.
    pub document_id: String,
    /// The number as written.
    pub value: String,
    /// The outlet, else the document.
    pub source: String,
    /// The title.
    pub title: String,
    /// When it was published.
    pub published: String,
    /// Who is said to have said it.
    pub speaker: String,
    /// Where it was published, if a browser may go there.
    pub url: Option<String>,
    /// Does the quote stand in the title?
    pub in_title: bool,
    /// Are words left out before the excerpt?
    pub cut_before: bool,
    /// Are words left out after it?
    pub cut_after: bool,
    /// The excerpt.
    pub pieces: Vec<Piece>,
    /// How it was read.
    pub slots: Vec<Slot>,
}

/// A slot of both sides.
struct Compared {
    name: &'static str,
    sides: [Option<Slot>; 2],
    differs: bool,
}

/// Why two claims are taken to measure the same thing.
struct Because {
    slot: String,
    verdict: String,
    reason: String,
}

/// What the row says of the two, where it still says something.
struct Stated {
    line: Line,
    rows: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "serve/discrepancy.html")]
struct DiscrepancyPage {
    chrome: Chrome,
    id: String,
    stated: Option<Stated>,
    fact: Option<(String, String)>,
    sides: Vec<Side>,
    compared: Vec<Compared>,
    because: Vec<Because>,
    history: History,
    neighbours: Neighbours,
    /// What leads back to the same place of the list after a verdict.
    back: String,
    verdicts: [(Verdict, &'static str, &'static str); 4],
    done: String,
}

/// The verdicts, with their keys and what they say.
pub(super) const VERDICTS: [(Verdict, &str, &str); 4] = [
    (Verdict::Confirmed, "c", "They do differ."),
    (Verdict::Explained, "e", "They differ for a reason that excuses both."),
    (Verdict::Misread, "m", "The program misread one of them, or both."),
    (Verdict::Dismissed, "d", "Not worth anybody’s time."),
];

const ROW: &str = "SELECT * FROM discrepancies WHERE discrepancy_id = ?1 ->> 'id'";
const PAIR_ROW: &str = "SELECT * FROM discrepancy_pairs WHERE discrepancy_id = ?1 ->> 'id' LIMIT 1";

/// The page.
pub(super) fn page(page: &Page, ledger: &Ledger, asked: &Asked) -> Result<Response, Failure> {
    let missing = || Failure::Missing(format!("There is no discrepancy {}.", crate::report::visible(&asked.id)));
    if !is_id('x', &asked.id) {
        return Err(missing());
    }
    let lexicon = &page.settings.lexicon;
    let pair = ledger.pair(&asked.id)?.ok_or_else(missing)?;
    let mut table = rows(ledger, ROW, &json!({ "id": asked.id }))?;
    if table.rows.is_empty() {
        table = rows(ledger, PAIR_ROW, &json!({ "id": asked.id }))?;
    }
    let stated = each(&table).next().map(stated);
    let sides = [&pair.a_claim_id, &pair.b_claim_id]
        .map(|id| side(ledger, lexicon, id))
        .into_iter()
        .collect::<Result<Vec<_>, _>>()?;
    let fact = fact_of(ledger, &pair)?;
    let title = stated.as_ref().map_or_else(
        || "Left out of comparisons".to_owned(),
        |stated| format!("{} / {}", stated.line.sides[0].value, stated.line.sides[1].value),
    );
    Ok(answer::page(&DiscrepancyPage {
        chrome: page.chrome(title, "discrepancies"),
        id: asked.id.clone(),
        because: because(ledger, &pair)?,
        compared: compared(&sides),
        history: history(ledger, &pair)?,
        neighbours: Neighbours::of(ledger, asked)?,
        back: asked.fields.without(&["done"]).at("").trim_start_matches('?').to_owned(),
        verdicts: VERDICTS,
        done: asked.fields.text("done"),
        stated,
        fact,
        sides,
    }))
}

fn stated(row: Row<'_>) -> Stated {
    let number = |name: &str| groups(&row.get(name));
    let all = [
        ("measure", row.get("measure")),
        ("subject", row.get("subject")),
        ("unit", row.get("unit")),
        ("period", row.get("period")),
        ("as of", row.get("as_of")),
        ("difference", number("difference")),
        ("ratio", number("ratio")),
        ("sources", number("n_sources")),
        ("origins", number("n_origins")),
        (
            "same measure",
            row.number("confidence").map(|sure| format!("{:.0} % sure", sure * 100.0)).unwrap_or_default(),
        ),
    ];
    Stated {
        line: Line::of(row, String::new()),
        rows: all.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
    }
}

const CLAIM: &str = "SELECT * FROM all_claims WHERE claim_id = ?1 ->> 'id' ORDER BY is_current DESC, run DESC LIMIT 1";

fn side(ledger: &Ledger, lexicon: &Lexicon, claim_id: &str) -> Result<Side, Failure> {
    let table = rows(ledger, CLAIM, &json!({ "id": claim_id }))?;
    let claim = each(&table).next().ok_or_else(|| Failure::Missing(format!("There is no claim {claim_id}.")))?;
    let document_id = claim.plain("document_id");
    let reread = Reread::document(ledger, lexicon, &document_id)?;
    let words = reread.as_ref().and_then(|reread| reread.words(claim_id, lexicon)).unwrap_or_default();
    let in_title = claim.plain("part") == "title";
    let (start, end) = (claim.count("start"), claim.count("end"));
    let shown = if in_title {
        Excerpt { text: claim.plain("title"), ..Excerpt::default() }
    } else {
        excerpt(ledger, &document_id, start, end)?
    };
    let mut marks = slot_marks(&words);
    marks.push(Mark { start, end, class: "quoted", ..Mark::default() });
    let (start, end) = (claim.count("value_start"), claim.count("value_end"));
    marks.push(Mark {
        start,
        end,
        class: "value",
        title: format!("the number: {}", permits(claim)),
        ..Mark::default()
    });
    let file = || claim.get("doc").rsplit('/').next().unwrap_or_default().to_owned();
    Ok(Side {
        claim_id: claim_id.to_owned(),
        document_id,
        value: claim.get("value_text"),
        source: Some(claim.get("source")).filter(|source| !source.is_empty()).unwrap_or_else(file),
        title: claim.get("title"),
        published: claim.get("published").chars().take(10).collect(),
        speaker: claim.get("speaker"),
        url: web_address(&claim.plain("url")),
        in_title,
        cut_before: shown.cut_before,
        cut_after: shown.cut_after,
        pieces: pieces(&shown.text, shown.from, marks),
        slots: slots(claim, &words),
    })
}

/// An address that a browser may be sent to.
pub(super) fn web_address(url: &str) -> Option<String> {
    let known = ["http://", "https://"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)));
    known.then(|| url.to_owned())
}

/// A piece of an article around a quote.
#[derive(Debug, Default)]
struct Excerpt {
    text: String,
    /// Its first scalar value.
    from: usize,
    cut_before: bool,
    cut_after: bool,
}

/// The article around the scalar values from `start` to `end`, cut between words.
fn excerpt(ledger: &Ledger, document_id: &str, start: usize, end: usize) -> Result<Excerpt, Failure> {
    let sql = "SELECT substr(text, ?1 ->> 'from' + 1, ?1 ->> 'length') AS text, length(text) AS scalars, body_start
               FROM document WHERE document_id = ?1 ->> 'id'";
    let (from, to) = (start.saturating_sub(AROUND), end + AROUND);
    let table = rows(ledger, sql, &json!({ "id": document_id, "from": from, "length": to - from }))?;
    let Some(row) = each(&table).next() else { return Ok(Excerpt::default()) };
    let (body, scalars) = (row.count("body_start"), row.count("scalars"));
    let mut text: Vec<char> = row.plain("text").chars().collect();
    let cut_after = to < scalars;
    if cut_after && let Some(space) = text.iter().rposition(|c| c.is_whitespace()).filter(|at| from + at >= end) {
        text.truncate(space);
    }
    let mut first = body.saturating_sub(from).min(text.len());
    let cut_before = from > body;
    if cut_before && let Some(space) = text.iter().position(|c| c.is_whitespace()).filter(|at| from + at < start) {
        first = space + 1;
    }
    // What stands before the article has blank lines behind it.
    first += text.iter().skip(first).take_while(|c| c.is_whitespace()).count();
    Ok(Excerpt { text: text.into_iter().skip(first).collect(), from: from + first, cut_before, cut_after })
}

/// The words of slots as marks.
pub(super) fn slot_marks(words: &[Words]) -> Vec<Mark> {
    let told = words.iter().filter(|words| words.slot != "value");
    told.map(|words| Mark {
        start: words.start,
        end: words.end,
        class: "slot",
        title: words.slot.replace('_', " "),
        ..Mark::default()
    })
    .collect()
}

/// The slots of both sides, beside one another.
fn compared(sides: &[Side]) -> Vec<Compared> {
    let [a, b] = sides else { return Vec::new() };
    let of = |side: &Side, name: &str| side.slots.iter().find(|slot| slot.name == name).cloned();
    let compared = slot_names().filter_map(|name| {
        let sides = [of(a, name), of(b, name)];
        let differs = match &sides {
            [None, None] => return None,
            [Some(a), Some(b)] => a.value != b.value,
            _ => true,
        };
        Some(Compared { name, sides, differs })
    });
    compared.collect()
}

/// The fact that both claims are in: its id and measure.
fn fact_of(ledger: &Ledger, pair: &Pair) -> Result<Option<(String, String)>, Failure> {
    let sql = "SELECT f.fact_id, m.measure FROM fact f JOIN measure m ON m.measure_id = f.measure
        JOIN fact_claim fc ON fc.fact = f.fact_key JOIN claim c ON c.claim_key = fc.claim
        WHERE c.claim_id IN (?1 ->> 'a', ?1 ->> 'b') GROUP BY f.fact_id ORDER BY count(*) DESC, f.fact_id LIMIT 1";
    let table = rows(ledger, sql, &sides_of(pair))?;
    Ok(each(&table).next().map(|row| (row.plain("fact_id"), row.get("measure"))))
}

fn sides_of(pair: &Pair) -> Value {
    json!({ "a": pair.a_claim_id, "b": pair.b_claim_id })
}

/// What each slot said when the two were linked, as it is stored with their fact. Empty where they are linked through
/// others, or not at all.
fn because(ledger: &Ledger, pair: &Pair) -> Result<Vec<Because>, Failure> {
    let sql =
        "SELECT slot.value ->> 'slot' AS slot, slot.value ->> 'verdict' AS verdict, slot.value ->> 'reason' AS reason
        FROM claim c JOIN fact_claim fc ON fc.claim = c.claim_key JOIN fact f ON f.fact_key = fc.fact,
          json_each(f.links) link, json_each(link.value, '$.slots') slot
        WHERE c.claim_id = ?1 ->> 'a' AND (
          (link.value ->> 'a' = ?1 ->> 'a' AND link.value ->> 'b' = ?1 ->> 'b')
          OR (link.value ->> 'a' = ?1 ->> 'b' AND link.value ->> 'b' = ?1 ->> 'a'))";
    let table = rows(ledger, sql, &sides_of(pair))?;
    let because = each(&table).map(|row| Because {
        slot: row.get("slot").replace('_', " "),
        verdict: row.get("verdict"),
        reason: row.get("reason"),
    });
    Ok(because.collect())
}
