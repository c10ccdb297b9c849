//! The figures of an official series, row by row: each is a document of its own, and a corrected one a revision.

use super::{Import, Tally};
use crate::Error;
use crate::claim::{SERIES, extract, series_document};
use crate::cli::clock::now;
use crate::cli::options::Reading;
use crate::cli::session::{Session, Stop};
use crate::cli::{interrupt, linking, reading};
use crate::intake::Sheet;
use crate::ledger::{Entry, Outcome};
use std::process::ExitCode;

/// What a series must have; subject, as_of, unit, source and url may be missing or empty.
pub(super) const COLUMNS: [&str; 2] = ["measure", "value"];

/// So many rows are written at a time.
const BATCH: usize = 500;

/// Is it a series? Claims have such columns too, and are what news says.
pub(super) fn fits(sheet: &Sheet) -> bool {
    sheet.column("claim_id").is_none()
        && COLUMNS.iter().all(|name| sheet.column(name).is_some())
        && ["unit", "as_of"].iter().any(|name| sheet.column(name).is_some())
}

pub(super) fn import(session: &Session, command: &Import, place: &str, sheet: &Sheet) -> Result<ExitCode, Stop> {
    let lexicon = session.lexicon()?;
    let mut ledger = session.ledger()?;
    let at = now();
    let run = ledger.begin_run("import", lexicon.digest(), &at)?;
    let mut tally = Tally::default();
    let mut revised = 0;
    for (rows, done) in sheet.rows.chunks(BATCH).zip(0..) {
        if interrupt::stopped() {
            tally.left = sheet.rows.len() - done * BATCH;
            break;
        }
        let mut read = Vec::with_capacity(rows.len());
        for row in rows {
            let cell = |name: &str| sheet.column(name).and_then(|at| row.cells.get(at)).cloned().unwrap_or_default();
            let mut cells = SERIES.map(cell);
            if let ([.., source, _], Some(given)) = (&mut cells, &command.source)
                && source.is_empty()
            {
                source.clone_from(given);
            }
            let refused = |cause: &str| Error::new("take", format!("{place} row {}", row.number), cause);
            let [.., source, _] = &cells;
            if source.is_empty() {
                tally.refused += 1;
                session.error(
                    &refused("source: it is empty").hint("who publishes the series? fill it in, or give --source NAME"),
                );
                continue;
            }
            let document = series_document(format!("{place}:{}", row.number), &cells);
            let extraction = extract(&document, &lexicon);
            match extraction.rejected.first() {
                Some(rejected) => {
                    tally.refused += 1;
                    session.error(&refused(&rejected.reason).hint(hint(&rejected.reason)));
                }
                None => read.push((document, extraction)),
            }
        }
        let entries: Vec<Entry<'_>> =
            read.iter().map(|(document, extraction)| Entry { document, extraction, path: Some(place) }).collect();
        for recorded in ledger.record(run, &entries, &at)? {
            match recorded.outcome {
                Outcome::Same => tally.same += 1,
                Outcome::Revised => revised += 1,
                Outcome::Added | Outcome::Copied => tally.recorded += 1,
            }
        }
    }
    linking::link(session, &mut ledger, &lexicon, &reading::threads(Reading::default().threads)?)?;
    let Tally { recorded, same, refused, .. } = tally;
    session.note(&format!("official figures: {recorded} added, {same} same, {revised} revised, {refused} refused"));
    // A run without an end was cut short.
    tally.told(session)?;
    ledger.end_run(run, &now())?;
    tally.recorded += revised;
    Ok(tally.status(command.strict))
}

fn hint(reason: &str) -> &'static str {
    match reason.split(':').next() {
        Some("unit") => "write count, percent, a currency (USD), or a unit as news writes it (km, million EUR)",
        Some("as_of") => "ISO 8601, or a quarter: 2026-Q3",
        Some("value") => "digits, with a point before decimals: 6.3",
        _ => "columns: measure,subject,as_of,value,unit,source,url",
    }
}
