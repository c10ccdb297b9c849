//! What the page of HTML shows, read from the ledger.

use crate::Error;
use crate::cli::grouping::{group, groups};
use crate::cli::progress::Progress;
use crate::cli::session::Stop;
use crate::ledger::Ledger;
use crate::lexicon::Lexicon;
use crate::report::marks::{Mark, pieces};
use crate::report::{Article, Cell, Finding, Page, Passage, Table, Totals};
use std::collections::{BTreeSet, HashMap};

/// So many facts on which all agree are shown: those of which most sources speak.
const MOST_AGREED: usize = 50;

/// A claim's place in its document.
struct Place {
    document_id: String,
    in_title: bool,
    quote: (usize, usize),
    value: (usize, usize),
}

/// The page over the discrepancies of a table of the view. `progress` goes on by articles.
pub(super) fn page(
    ledger: &Ledger,
    lexicon: &Lexicon,
    table: &Table,
    limit: Option<usize>,
    progress: &mut Progress,
) -> Result<Page, Stop> {
    let mut findings = Finding::all(table);
    let shown = limit.unwrap_or(usize::MAX).min(findings.len());
    let left_out = findings.len() - shown;
    findings.truncate(shown);
    let (between, arithmetic): (Vec<_>, Vec<_>) = findings.into_iter().partition(Finding::is_between);
    let groups = groups(ledger, lexicon, between)?;
    let agreed = agreed(ledger, lexicon, &groups)?;
    let mut page = Page { totals: totals(ledger)?, groups, arithmetic, agreed, left_out, ..Page::default() };
    let texts = passages(ledger, &mut page)?;
    progress.of(texts.len() as u64);
    for (document_id, text) in texts {
        progress.advance(1, 1);
        page.articles.push(article(ledger, &page, &document_id, &text)?);
    }
    page.articles.sort_by(|one, other| {
        (&one.published, &one.who, &one.document_id).cmp(&(&other.published, &other.who, &other.document_id))
    });
    Ok(page)
}

fn rows(ledger: &Ledger, sql: &str, id: &str) -> Result<Table, Error> {
    ledger.query(sql, &[("id".to_owned(), id.to_owned())])
}

fn text(row: &[Cell], at: usize) -> String {
    row.get(at).and_then(Cell::text).unwrap_or_default().to_owned()
}

fn number(row: &[Cell], at: usize) -> usize {
    match row.get(at) {
        Some(Cell::Integer(number)) => usize::try_from(*number).unwrap_or_default(),
        _ => 0,
    }
}

fn totals(ledger: &Ledger) -> Result<Totals, Error> {
    let table = ledger.rows(
        "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM sources), (SELECT count(*) FROM claims), \
         (SELECT substr(max(at), 1, 10) FROM audit)",
        &[],
    )?;
    let row = table.rows.first().map(Vec::as_slice).unwrap_or_default();
    let count = |at: usize| number(row, at) as u64;
    Ok(Totals { documents: count(0), sources: count(1), claims: count(2), recorded: text(row, 3) })
}

/// Facts of which several documents speak, and that no group shows.
fn agreed(
    ledger: &Ledger,
    lexicon: &Lexicon,
    shown: &[crate::report::Group],
) -> Result<Vec<crate::report::Group>, Error> {
    let table = ledger.rows(
        "SELECT fact_id FROM facts WHERE n_documents > 1 ORDER BY n_sources DESC, n_claims DESC, measure, fact_id",
        &[],
    )?;
    let facts = table.rows.iter().map(|row| text(row, 0));
    let others = facts.filter(|fact| shown.iter().all(|group| group.fact_id != *fact));
    others.take(MOST_AGREED).map(|fact| group(ledger, lexicon, &fact)).collect()
}

/// Cuts the passages of all claims that the page names; gives the texts of their documents by id.
fn passages(ledger: &Ledger, page: &mut Page) -> Result<Vec<(String, Body)>, Error> {
    let findings = page.groups.iter().flat_map(|group| &group.findings).chain(&page.arithmetic);
    let sides = findings.flat_map(|finding| [&finding.a.claim_id, &finding.b.claim_id]);
    let plots = page.groups.iter().filter_map(|group| group.plot.as_ref());
    let marks = plots.flat_map(|plot| plot.marks.iter().map(|mark| &mark.claim_id));
    let claims: BTreeSet<String> = sides.chain(marks).cloned().collect();
    let mut bodies: HashMap<String, Body> = HashMap::new();
    for claim_id in claims {
        let Some(place) = place(ledger, &claim_id)? else { continue };
        if !bodies.contains_key(&place.document_id) {
            bodies.insert(place.document_id.clone(), body(ledger, &place.document_id)?);
        }
        let Some(body) = bodies.get(&place.document_id) else { continue };
        let text = if place.in_title { &body.title } else { &body.text };
        let about = (place.document_id.as_str(), body.title.as_str());
        page.passages.insert(claim_id, Passage::cut(text, place.quote, place.value, about, place.in_title));
    }
    let mut bodies: Vec<_> = bodies.into_iter().collect();
    bodies.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(bodies)
}

fn place(ledger: &Ledger, claim_id: &str) -> Result<Option<Place>, Error> {
    let table = rows(
        ledger,
        "SELECT document_id, part = 'title', quote_start, quote_end, value_start, value_end FROM newest_reading \
         WHERE claim_id = :id",
        claim_id,
    )?;
    Ok(table.rows.first().map(|row| Place {
        document_id: text(row, 0),
        in_title: number(row, 1) == 1,
        quote: (number(row, 2), number(row, 3)),
        value: (number(row, 4), number(row, 5)),
    }))
}

/// What is stored of a document.
struct Body {
    text: String,
    /// Where it begins behind front matter, in scalar values.
    start: usize,
    title: String,
    who: String,
    published: String,
    url: String,
}

fn body(ledger: &Ledger, document_id: &str) -> Result<Body, Error> {
    let table = rows(
        ledger,
        "SELECT text, body_start, title, source, published, url, doc FROM known_document \
         WHERE document_id = :id",
        document_id,
    )?;
    let row = table.rows.first().map(Vec::as_slice).unwrap_or_default();
    let file = || text(row, 6).rsplit('/').next().unwrap_or_default().to_owned();
    let who = Some(text(row, 3)).filter(|source| !source.is_empty()).unwrap_or_else(file);
    Ok(Body {
        text: text(row, 0),
        start: number(row, 1),
        title: text(row, 2),
        who,
        published: text(row, 4),
        url: text(row, 5),
    })
}

/// The document with its numbers marked: those that were read lead to their fact, if the page shows it.
fn article(ledger: &Ledger, page: &Page, document_id: &str, body: &Body) -> Result<Article, Error> {
    let claims = rows(
        ledger,
        "SELECT r.claim_id, r.part, r.value_start, r.value_end, r.measured, f.fact_id, r.measure FROM newest_reading r \
         LEFT JOIN fact_claim m ON m.claim = r.claim_key LEFT JOIN fact f ON f.fact_key = m.fact \
         WHERE r.document_id = :id ORDER BY r.part, r.value_start, r.value_end, r.claim_id",
        document_id,
    )?;
    let refused = rows(
        ledger,
        "SELECT j.part, j.quote_start, j.quote_end, j.reason FROM document d JOIN rejection j ON j.extraction = \
         (SELECT max(extraction_id) FROM extraction WHERE document = d.document_key) \
         WHERE d.document_id = :id ORDER BY j.part, j.quote_start, j.quote_end",
        document_id,
    )?;
    let is_shown = |fact: &str| page.groups.iter().chain(&page.agreed).any(|group| group.fact_id == fact);
    let of_part = |part: &str| {
        let read = claims.rows.iter().filter(|row| text(row, 1) == part).map(|row| {
            let fact = text(row, 5);
            let measured = text(row, 4);
            let measured = if measured.is_empty() { text(row, 6) } else { measured };
            Mark {
                start: number(row, 2),
                end: number(row, 3),
                class: "value",
                title: measured,
                href: is_shown(&fact).then(|| format!("#{fact}")),
                id: Some(text(row, 0)),
            }
        });
        let refused = refused.rows.iter().filter(|row| text(row, 0) == part).map(|row| Mark {
            start: number(row, 1),
            end: number(row, 2),
            class: "refused",
            title: format!("refused: {}", text(row, 3)),
            ..Mark::default()
        });
        read.chain(refused).collect::<Vec<_>>()
    };
    let from = body.text.char_indices().nth(body.start).map_or(0, |(at, _)| at);
    let shown = body.text.get(from..).unwrap_or_default();
    let of_title = of_part("title");
    let web = body.url.starts_with("https://") || body.url.starts_with("http://");
    Ok(Article {
        document_id: document_id.to_owned(),
        who: body.who.clone(),
        title: if body.title.is_empty() { body.who.clone() } else { body.title.clone() },
        published: body.published.clone(),
        url: web.then(|| body.url.clone()),
        n_claims: claims.rows.len(),
        n_refused: refused.rows.len(),
        heading: if of_title.is_empty() { Vec::new() } else { pieces(&body.title, 0, of_title) },
        pieces: pieces(shown.trim_end(), body.start, of_part("text")),
    })
}
