//! Documents and claims made by hand, for tests of the rooms that take them.

use crate::said::lexicon;
use factledger::claim::{
    AsOfBasis, Claim, Extraction, NumberSentence, Rejected, Restrictor, RestrictorKind, Role, Status,
};
use factledger::ledger::{Entry, Ledger, Recorded};
use factledger::quantity::{Approximation, Interval};
use factledger::text::{Basis, Context, Document, Metadata, Part, ScalarOffsets, Selector, Span};
use rust_decimal::Decimal;

/// When everything in these tests happens.
pub const AT: &str = "2026-11-22T09:00:00Z";

/// A document that stands in a file.
pub fn file(path: &str, text: &str) -> Document {
    Document::new(path.to_owned(), None, text.to_owned(), 0, Metadata::default())
}

/// A document with an address on the web and an outlet.
pub fn page(path: &str, url: &str, source: &str, text: &str) -> Document {
    Document::new(path.to_owned(), None, text.to_owned(), 0, about(source, Some(url)))
}

/// What is known of an article of 12 May 2024.
pub fn about(source: &str, url: Option<&str>) -> Metadata {
    let mut about = Metadata {
        source: Some(source.to_owned()),
        url: url.map(str::to_owned),
        published: Some("2024-05-12".parse().expect("a date")),
        language: Some("en".to_owned()),
        ..Metadata::default()
    };
    about.basis.insert("source".to_owned(), Basis::Manifest);
    about
}

/// A claim of the counted things at the first place where `quote` stands; `number` is the phrase in it.
pub fn claim(document: &Document, part: Part, quote: &str, number: &str, value: i64, measured: &str) -> Claim {
    let title = document.title_part().unwrap_or("");
    let text = if part == Part::Title { title } else { &document.text };
    let offsets = ScalarOffsets::new(text);
    let from = text.find(quote).expect("the quote stands in the text");
    let span = Span::new(from, from + quote.len());
    let selector = Selector::at(part, text, &offsets, span);
    let number_at = from + quote.find(number).expect("the number stands in the quote");
    let place = (offsets.scalar(text, number_at), offsets.scalar(text, number_at + number.len()));
    let (start, end) = sentence(text, from);
    let value = Decimal::from(value);
    let approximation = if number.starts_with("about") { Approximation::About } else { Approximation::Exact };
    let permits = Interval::point(value);
    Claim {
        claim_id: Claim::id_for(&document.id, part, place, Some(value), permits, "count", approximation),
        document_id: document.id.clone(),
        doc: document.doc.clone(),
        part,
        start: selector.start,
        end: selector.end,
        quote: selector.quote,
        prefix: selector.prefix,
        suffix: selector.suffix,
        sentence: text[start..end].into(),
        value_text: number.to_owned(),
        value_start: place.0,
        value_end: place.1,
        value: Some(value),
        low: permits.lower(),
        high: permits.upper(),
        granularity: Some(Decimal::ONE),
        approximation,
        unit: "count".to_owned(),
        dimension: "count".to_owned(),
        rate: None,
        role: Role::Level,
        trend: None,
        previous: false,
        measured: measured.to_owned(),
        // Of the vocabulary, so that linking knows that it is one.
        concept: if measured == "sheep" { "rescued" } else { measured }.to_owned(),
        restrictors: vec![Restrictor { text: "rescued".to_owned(), kind: RestrictorKind::Selecting }],
        subject: Some("Ostmark".to_owned()),
        measure: format!("{measured}@ostmark"),
        block: format!("count/{measured}"),
        period_start: "2024-05-01".parse().ok(),
        period_end: "2024-05-31".parse().ok(),
        period_text: Some("in May".to_owned()),
        as_of_start: "2024-05-12".parse().ok(),
        as_of_end: "2024-05-12".parse().ok(),
        as_of_text: None,
        as_of_basis: AsOfBasis::Publication,
        speaker: Some("the mayor".to_owned()),
        origin: None,
        status: Status::Reported,
        confidence: 0.9,
        source: document.metadata.source.clone(),
        title: document.metadata.title.clone(),
        url: document.metadata.url.clone(),
        published: document.metadata.published,
        modified: document.metadata.modified,
        language: document.metadata.language.clone(),
        context: Some(context().into()),
    }
}

/// What linking needs of every document here: all tell of one event.
pub fn context() -> Context {
    Context {
        names: ["berg", "harbour board", "lindqvist"].map(str::to_owned).to_vec(),
        places: vec!["Ostmark".to_owned()],
        topics: ["flood", "meadow", "rescue"].map(str::to_owned).to_vec(),
        ..Context::default()
    }
}

/// All that was read from a document: these claims, and the words of `refused` as a rejection.
pub fn extraction(document: &Document, claims: Vec<Claim>, refused: &[&str]) -> Extraction {
    let offsets = document.offsets();
    let text = &document.text;
    let mut sentences: Vec<NumberSentence> = Vec::new();
    for claim in claims.iter().filter(|claim| claim.part == Part::Text) {
        let from = text.find(&*claim.sentence).expect("the sentence stands in the text");
        let sentence = NumberSentence {
            part: Part::Text,
            start: offsets.scalar(text, from),
            end: offsets.scalar(text, from + claim.sentence.len()),
            text: claim.sentence.clone(),
        };
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    let rejected = refused.iter().map(|words| {
        let from = text.find(words).expect("the words stand in the text");
        Rejected {
            doc: document.doc.clone(),
            part: Part::Text,
            start: offsets.scalar(text, from),
            end: offsets.scalar(text, from + words.len()),
            quote: (*words).to_owned(),
            reason: "year".to_owned(),
        }
    });
    Extraction { rejected: rejected.collect(), claims, context: context().into(), sentences, ..Extraction::default() }
}

/// The sentence around a byte.
fn sentence(text: &str, at: usize) -> (usize, usize) {
    let start = text[..at].rfind(". ").map_or(0, |dot| dot + 2);
    let end = text[at..].find(". ").map_or(text.len(), |dot| at + dot + 1);
    (start, end)
}

/// One document with one claim of sheep, as an extraction.
pub fn sheep(document: &Document, quote: &str, number: &str, value: i64) -> Extraction {
    extraction(document, vec![claim(document, Part::Text, quote, number, value, "sheep")], &[])
}

/// Records documents in a run of their own.
pub fn record(ledger: &mut Ledger, lexicon: &str, read: &[(&Document, &Extraction)]) -> Vec<Recorded> {
    let run = ledger.begin_run("add", lexicon, AT).expect("a run begins");
    let entries: Vec<_> =
        read.iter().map(|(document, extraction)| Entry { document, extraction, path: Some(&document.doc) }).collect();
    let recorded = ledger.record(run, &entries, AT).expect("the batch is recorded");
    ledger.end_run(run, AT).expect("the run ends");
    recorded
}

/// Links and compares what has changed.
pub fn link(ledger: &mut Ledger) {
    ledger.relink(lexicon(), |_| true).expect("it is linked");
}
