//! A row of an official series as a claim: what it measures is read as news would say it, all else is as the row has it.

use super::assembly::{block, measure};
use super::extract::extract_at_most;
use super::{AsOfBasis, Claim, Extraction, NumberSentence, Rejected, RestrictorKind, Role};
use crate::lexicon::{Course, Lexicon};
use crate::quantity::{Approximation, Interval};
use crate::text::{
    Basis, Context, DateInterval, Document, Metadata, Part, PartialDate, ScalarOffsets, Selector, Span, id_of,
};
use rust_decimal::Decimal;
use std::sync::Arc;

/// The columns of a series, in the order in which its rows are kept.
pub const SERIES: [&str; 7] = ["measure", "subject", "as_of", "value", "unit", "source", "url"];

/// Units that say no more than that things are counted.
const COUNTS: [&str; 10] = ["", "-", "count", "number", "people", "persons", "person", "cases", "units", "items"];

/// A number that stands for any other while the words around it are read.
const ANY: i64 = 37;

/// What stands between the cells of a row.
const BETWEEN: &str = " | ";

/// The document that a row is: one of its own, so that a figure that is corrected later is a revision of it. `cells` are
/// those of [`SERIES`]; `doc` names file and row. Its text is the row on one line, value and unit in one cell.
pub fn series_document(doc: String, cells: &[String; 7]) -> Document {
    let plain = |cell: &String| cell.split_whitespace().collect::<Vec<_>>().join(" ").replace(['|', '\0'], "/");
    let [measure, subject, as_of, value, unit, source, url] = cells.each_ref().map(plain);
    let unit = if ["-", "count", "number"].contains(&unit.to_lowercase().as_str()) { "" } else { &unit };
    let figure = format!("{} {unit}", value.replace([' ', '\u{a0}', '\u{202f}'], ""));
    let line = [&measure, &subject, &as_of, figure.trim_end(), &source, &url].join(BETWEEN);
    let given = |cell: &String| (!cell.is_empty()).then(|| cell.clone());
    let mut metadata = Metadata { source: given(&source), url: given(&url), ..Metadata::default() };
    for (name, value) in [("source", &metadata.source), ("url", &metadata.url)] {
        if value.is_some() {
            metadata.basis.insert(name.to_owned(), Basis::Series);
        }
    }
    let mut document = Document::new(doc, None, format!("{line}\n"), 0, metadata);
    document.address = format!("series of {source}: {measure} of {subject} at {as_of}");
    document.path_is_address = false;
    document.id = id_of('d', &[&document.address, document.digest.as_str()]);
    document
}

/// Is the document a row of an official series? Only `import` makes such.
pub fn is_series(document: &Document) -> bool {
    document.metadata.basis.values().any(|basis| *basis == Basis::Series)
}

/// The one claim of a row, or a rejection whose reason names the field.
pub fn extract_row(document: &Document, lexicon: &Lexicon) -> Extraction {
    let mut extraction = Extraction::default();
    match row(document, lexicon) {
        Ok((claim, sentence)) => {
            extraction.context = claim.context.clone().unwrap_or_default();
            extraction.claims.push(claim);
            extraction.sentences.push(sentence);
            extraction.entries.push(Vec::new());
            extraction.slots.push(Vec::new());
        }
        Err(reason) => {
            let end = document.text.chars().count();
            let doc = document.doc.clone();
            let quote = document.text.clone();
            extraction.rejected.push(Rejected { doc, part: Part::Text, start: 0, end, quote, reason });
            extraction.rejected_entries.push(None);
        }
    }
    extraction
}

fn row(document: &Document, lexicon: &Lexicon) -> Result<(Claim, NumberSentence), String> {
    let text = document.text.as_str();
    let line = Span::new(0, text.trim_end_matches('\n').len());
    let mut spans = Vec::with_capacity(6);
    let mut start = 0;
    for cell in line.of(text).split(BETWEEN) {
        spans.push(Span::new(start, start + cell.len()));
        start += cell.len() + BETWEEN.len();
    }
    let cell = |at: usize| spans.get(at).map_or("", |span| span.of(text));
    let [measured, subject, as_of, amount] = [0, 1, 2, 3].map(cell);
    let (stated, unit) = amount.split_once(' ').unwrap_or((amount, ""));
    if measured.trim().is_empty() {
        return Err("measure: it is empty".to_owned());
    }
    let figure = figure(stated).ok_or_else(|| format!("value: `{stated}` is no number"))?;
    let days = days(as_of)?;
    let place = lexicon.place_named(subject.trim()).map(|place| place.id.clone());
    let (mut claim, scale) = worded(measured, subject, unit, lexicon)?;
    let value = figure.checked_mul(scale).ok_or_else(|| format!("value: `{stated}` is too large"))?.normalize();
    let granularity = Decimal::new(1, figure.scale()).checked_mul(scale).unwrap_or(scale).normalize();

    let named = |concept: &str| lexicon.concept_named(concept).is_some();
    let concept = measured.trim().to_lowercase().replace(' ', "_");
    if named(&concept) && claim.concept != concept {
        (claim.concept, claim.restrictors) = (concept, Vec::new());
    }
    let offsets = ScalarOffsets::new(text);
    let value_span = spans.get(3).copied().unwrap_or(line);
    let selector = Selector::at(Part::Text, text, &offsets, Span::new(0, value_span.end));
    claim.document_id = document.id.clone();
    claim.doc = document.doc.clone();
    (claim.start, claim.end, claim.quote) = (selector.start, selector.end, selector.quote);
    (claim.prefix, claim.suffix) = (selector.prefix, selector.suffix);
    claim.sentence = Arc::from(line.of(text));
    claim.value_text = value_span.of(text).to_owned();
    claim.value_start = offsets.scalar(text, value_span.start);
    claim.value_end = offsets.scalar(text, value_span.end);
    let permits = Interval::point(value);
    (claim.value, claim.low, claim.high) = (Some(value), permits.lower(), permits.upper());
    (claim.granularity, claim.approximation) = (Some(granularity), Approximation::Exact);
    (claim.role, claim.trend, claim.previous) = (Role::Level, None, false);
    claim.measured = measured.trim().to_owned();
    claim.subject = match subject.trim() {
        "" => None,
        written => place.or(claim.subject).or_else(|| Some(written.to_owned())),
    };
    let course = lexicon.course(&claim.concept).0;
    let at_a_time =
        days.filter(|days| course == Course::Running || course != Course::Periodic && days.start == days.end);
    let period = days.filter(|_| at_a_time.is_none());
    (claim.period_start, claim.period_end) = (period.map(|days| days.start), period.map(|days| days.end));
    (claim.as_of_start, claim.as_of_end) = (at_a_time.map(|days| days.start), at_a_time.map(|days| days.end));
    claim.period_text = period.map(|_| as_of.to_owned());
    claim.as_of_text = at_a_time.map(|_| as_of.to_owned());
    claim.as_of_basis = if at_a_time.is_some() { AsOfBasis::Stated } else { AsOfBasis::Unknown };
    claim.measure = measure(
        &claim.concept,
        claim.subject.as_deref(),
        &claim.restrictors,
        claim.role,
        &claim.unit,
        claim.rate.as_deref(),
        period,
    );
    claim.block = block(&claim.dimension, &claim.unit);
    claim.confidence = 0.95;
    claim.claim_id = Claim::id_for(
        &document.id,
        Part::Text,
        (claim.value_start, claim.value_end),
        claim.value,
        permits,
        &claim.unit,
        claim.approximation,
    );
    (claim.source, claim.url) = (document.metadata.source.clone(), document.metadata.url.clone());
    (claim.title, claim.published, claim.modified, claim.language) = (None, None, None, None);
    claim.context = Some(Arc::new(context(&claim, lexicon)));
    let sentence = NumberSentence {
        part: Part::Text,
        start: 0,
        end: offsets.scalar(text, line.end),
        text: Arc::clone(&claim.sentence),
    };
    Ok((claim, sentence))
}

/// The measure as it is read in a sentence of news, and how many of the claim's unit one of the row's is.
fn worded(measured: &str, subject: &str, unit: &str, lexicon: &Lexicon) -> Result<(Claim, Decimal), String> {
    let measured = measured.trim().replace('_', " ");
    let unit = unit.trim();
    let counted = COUNTS.contains(&unit.to_lowercase().as_str())
        || measured.split(' ').next_back().is_some_and(|last| last.eq_ignore_ascii_case(unit));
    let place = match subject.trim() {
        "" => String::new(),
        subject => format!(" in {subject}"),
    };
    let unit = unit.replace('_', " ");
    // "billion EUR" and "EUR billion".
    let mut ways = vec![unit.clone()];
    ways.extend(unit.split_once(' ').map(|(first, rest)| format!("{rest} {first}")));
    let sentences: Vec<(String, &str)> = if counted {
        vec![(format!("There were {ANY} {measured}{place}."), ""), (format!("The {measured}{place} was {ANY}."), "")]
    } else {
        let worded = |unit: &String| format!("The {measured}{place} was {ANY} {unit}.");
        let alone = |unit: &String| format!("It was {ANY} {unit}.");
        let each =
            |way: &dyn Fn(&String) -> String| ways.iter().map(|unit| (way(unit), unit.as_str())).collect::<Vec<_>>();
        [each(&worded), each(&alone)].concat()
    };
    let mut found: Option<(Claim, Decimal)> = None;
    for (text, unit) in sentences {
        let alone = text.starts_with("It was ");
        let document = Document::new(String::new(), None, text, 0, Metadata::default());
        let mut read = extract_at_most(&document, lexicon, 4).claims;
        read.retain(|claim| claim.value_text.contains("37"));
        let Some(mut claim) = read.pop() else { continue };
        let Some(scale) = claim.value.and_then(|value| value.checked_div(Decimal::from(ANY))) else { continue };
        // "37 furloughs" is a count of something: the word is no unit. And all of the unit must have been read.
        let plain = claim.dimension == "count" && claim.rate.is_none() && scale == Decimal::ONE;
        let whole = claim.rate.is_some() || claim.value_text.ends_with(unit) || claim.unit == unit.replace(' ', "_");
        if !counted && (plain || !whole) || claim.role != Role::Level && claim.role != Role::Share {
            continue;
        }
        if alone {
            // Only the unit could be read: what is measured is what the row says.
            claim.concept = lexicon.singular(&measured.to_lowercase()).into_owned();
            claim.restrictors = Vec::new();
        }
        claim.restrictors.retain(|restrictor| restrictor.kind == RestrictorKind::Selecting);
        let known = lexicon.concept_named(&claim.concept).is_some();
        if known || found.is_none() {
            found = Some((claim, scale));
        }
        if known {
            break;
        }
    }
    found.ok_or_else(|| format!("unit: `{}` is no unit that we know", unit.trim()))
}

/// What linking needs: it is an official figure, of whom, and what it is about in ordinary words.
fn context(claim: &Claim, lexicon: &Lexicon) -> Context {
    let subject = claim.subject.clone().unwrap_or_default();
    let place = lexicon.place_named(&subject).is_some();
    let mut topics: Vec<String> =
        claim.measured.to_lowercase().split_whitespace().map(|word| lexicon.singular(word).into_owned()).collect();
    topics.sort();
    topics.dedup();
    let about = if subject.is_empty() { Vec::new() } else { vec![subject.clone()] };
    Context {
        names: if place || subject.is_empty() { Vec::new() } else { vec![subject.to_lowercase()] },
        places: if place { vec![subject] } else { Vec::new() },
        topics,
        about,
        official: true,
        ..Context::default()
    }
}

/// `2068`, `2,068`, `6.3`, `-0.2`.
fn figure(cell: &str) -> Option<Decimal> {
    let cell = cell.trim().replace('\u{2212}', "-");
    let whole = cell.split('.').next().unwrap_or("");
    let grouped = whole.split(',').skip(1).all(|group| group.len() == 3);
    let bare = if grouped { cell.replace(',', "") } else { cell };
    bare.parse().or_else(|_| Decimal::from_scientific(&bare)).ok()
}

/// The days of an as-of cell: a year, month or day, a quarter `2026-Q3`, or a span `2026-01-01/2026-03-31`.
fn days(cell: &str) -> Result<Option<DateInterval>, String> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(None);
    }
    let bad =
        || format!("as_of: `{cell}` is no time; write 2026, 2026-10, 2026-10-31, 2026-Q3 or 2026-01-01/2026-03-31");
    if let Some((start, end)) = cell.split_once('/') {
        let day = |text: &str| text.parse::<PartialDate>().map(|date| date.interval()).map_err(|_| bad());
        let (start, end) = (day(start)?.start, day(end)?.end);
        return if start <= end { Ok(Some(DateInterval { start, end })) } else { Err(bad()) };
    }
    let quarter = cell.split_once(['Q', 'q']).and_then(|(year, quarter)| {
        let (year, quarter) = (year.trim_end_matches(['-', ' ']).parse().ok()?, quarter.parse::<u32>().ok()?);
        (1..=4).contains(&quarter).then(|| DateInterval::months(year, quarter * 3 - 2, 3))?
    });
    match quarter {
        Some(days) => Ok(Some(days)),
        None => cell.parse::<PartialDate>().map(|date| Some(date.interval())).map_err(|_| bad()),
    }
}
