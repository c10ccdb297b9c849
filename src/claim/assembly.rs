//! From the slots of a reading to the claim as it is written down.

use super::extract::PartReader;
use super::measured::Measured;
use super::reading::Reading;
use super::time::{TimeExpression, place_in_time};
use super::{AsOfBasis, Claim, Restrictor, RestrictorKind, Role, SlotWords};
use crate::lexicon::EntryId;
use crate::quantity::{Quantity, View};
use crate::text::{DateInterval, Selector, Sentence, Span};
use std::sync::Arc;

impl PartReader<'_> {
    /// The words that the slots of a number were read from, as places in the part. Those of `Reading::slots` are there
    /// already.
    pub fn slots(&self, view: &View, sentence: Sentence, quantity: &Quantity, reading: &mut Reading) -> Vec<SlotWords> {
        let (period, as_of) = place_in_time(reading.time.as_ref(), self.lexicon.course(&reading.measured.concept).0);
        let here = |slot, span: Span| SlotWords { slot, span: shift(span, sentence.span.start), entry: None };
        let time = |slot, time: &TimeExpression| here(slot, view.span(time.first, time.end - 1));
        let subject = reading.subject.as_ref().map(|subject| subject.words);
        let mut slots = Vec::with_capacity(8);
        slots.push(here("value", quantity.span));
        slots.extend(reading.measured.phrase.map(|phrase| here("measured", phrase)));
        slots.extend(subject.map(|span| SlotWords { slot: "subject", span, entry: None }));
        slots.extend(period.map(|period| time("period", period)));
        slots.extend(as_of.map(|as_of| time("as_of", as_of)));
        slots.append(&mut reading.slots);
        slots
    }

    /// The claim of one number, and the entries of the vocabulary that took part in its reading.
    pub fn claim(
        &self,
        view: &View,
        sentence: Sentence,
        said: &Arc<str>,
        quantity: &Quantity,
        reading: Reading,
    ) -> (Claim, Vec<EntryId>) {
        let metadata = &self.document.metadata;
        let value_span = shift(quantity.span, sentence.span.start);
        let quote_span = shift(quote(view, quantity, &reading.measured), sentence.span.start);
        let selector = Selector::at(self.part, self.text, &self.offsets, quote_span);
        let value_start = self.offsets.scalar(self.text, value_span.start);
        let value_end = self.offsets.scalar(self.text, value_span.end);
        let unit = quantity.unit_id(view).to_owned();
        let dimension = quantity.dimension(view).to_owned();
        let measured = reading.measured;
        let rate = quantity.rate.clone().or(reading.rate).or_else(|| (quantity.part).then(|| "share".to_owned()));
        let role = measured.role.unwrap_or(Role::Level);
        let course = self.lexicon.course(&measured.concept).0;
        let (period, as_of) = place_in_time(reading.time.as_ref(), course);
        let (as_of_days, as_of_basis) = match (as_of.and_then(|time| time.days), self.published) {
            (Some(days), _) => (Some(days), AsOfBasis::Stated),
            (None, Some(published)) => (Some(published), AsOfBasis::Publication),
            (None, None) => (None, AsOfBasis::Unknown),
        };
        let words = |time: Option<&TimeExpression>| {
            time.map(|time| view.span(time.first, time.end - 1).of(view.text).to_owned())
        };
        let phrase = measured.clause_subject.or(measured.phrase).map_or("", |span| span.of(view.text)).to_owned();
        let concept = if measured.concept.is_empty() { "unknown".to_owned() } else { measured.concept };
        let confidence = confidence(measured.known, &concept, quantity);
        let block = block(&dimension, &unit);
        let subject = reading.subject.map(|subject| subject.name);
        let days = period.and_then(|time| time.days);
        let measure = measure(&concept, subject.as_deref(), &measured.restrictors, role, &unit, rate.as_deref(), days);
        let mut entries = quantity.entries.clone();
        entries.extend(measured.entries);
        entries.extend(reading.entries);
        let claim = Claim {
            claim_id: Claim::id_for(
                &self.document.id,
                self.part,
                (value_start, value_end),
                quantity.figure,
                quantity.permits,
                &unit,
                quantity.approximation,
            ),
            document_id: self.document.id.clone(),
            doc: self.document.doc.clone(),
            part: self.part,
            start: selector.start,
            end: selector.end,
            quote: selector.quote,
            prefix: selector.prefix,
            suffix: selector.suffix,
            sentence: Arc::clone(said),
            value_text: value_span.of(self.text).to_owned(),
            value_start,
            value_end,
            value: quantity.figure.map(|figure| figure.normalize()),
            low: quantity.permits.lower().map(|figure| figure.normalize()),
            high: quantity.permits.upper().map(|figure| figure.normalize()),
            granularity: quantity.granularity.map(|place| place.normalize()),
            approximation: quantity.approximation,
            unit,
            dimension,
            rate,
            role,
            trend: measured.trend,
            previous: reading.previous,
            measured: phrase,
            concept,
            restrictors: measured.restrictors,
            subject,
            measure,
            block,
            period_start: period.and_then(|time| time.days).map(|days| days.start),
            period_end: period.and_then(|time| time.days).map(|days| days.end),
            period_text: words(period),
            as_of_start: as_of_days.map(|days| days.start),
            as_of_end: as_of_days.map(|days| days.end),
            as_of_text: words(as_of),
            as_of_basis,
            speaker: reading.speaker,
            origin: reading.origin,
            status: reading.status,
            confidence,
            source: metadata.source.clone(),
            title: metadata.title.clone(),
            url: metadata.url.clone(),
            published: metadata.published,
            modified: metadata.modified,
            language: metadata.language.clone(),
            context: None,
        };
        (claim, entries)
    }
}

/// The exact words with what they count: from the label or the number to the noun after it, within one sentence.
fn quote(view: &View, quantity: &Quantity, measured: &Measured) -> Span {
    /// The longest quote that a label may make, in bytes.
    const LONGEST: usize = 90;
    let mut span = quantity.span;
    if let Some(after) = measured.after {
        span = span.join(view.span(after.first, after.end - 1));
    } else if measured.by_predicate {
        // "2,068 injured", "killed 12": what happened is what is counted.
        let predicates = &view.lexicon.predicates;
        let before = quantity.first.checked_sub(1).filter(|at| view.phrase(predicates, *at).is_some());
        if let Some((_, end)) = view.phrase(predicates, quantity.end) {
            span = span.join(view.span(quantity.end, end - 1));
        } else if let Some(verb) = before {
            span = span.join(view.span(verb, verb));
        }
    } else if let Some(phrase) = measured.phrase {
        let joined = span.join(phrase);
        if joined.end - joined.start <= LONGEST {
            span = joined;
        }
    }
    span
}

/// A span of a sentence as one of the part's text.
pub fn shift(span: Span, by: usize) -> Span {
    Span::new(span.start + by, span.end + by)
}

fn confidence(known: bool, concept: &str, quantity: &Quantity) -> f64 {
    let base: f64 = if known {
        0.9
    } else if concept == "unknown" {
        0.4
    } else {
        0.7
    };
    // To the hundredth.
    let doubt = f64::from(u8::from(quantity.vague)) * 0.1 + f64::from(u8::from(quantity.unit_assumed)) * 0.05;
    ((base - doubt) * 100.0).round() / 100.0
}

/// The coarse key within which linking happens: the dimension, and of money the currency, which is never converted.
pub fn block(dimension: &str, unit: &str) -> String {
    if dimension == "money" { unit.to_owned() } else { dimension.to_owned() }
}

/// The canonical key of the measure.
pub fn measure(
    concept: &str,
    subject: Option<&str>,
    restrictors: &[Restrictor],
    role: Role,
    unit: &str,
    rate: Option<&str>,
    period: Option<DateInterval>,
) -> String {
    let mut key = String::with_capacity(concept.len() + subject.map_or(0, str::len) + 48);
    key.push_str(concept);
    let mut selecting = restrictors.iter().filter(|r| r.kind == RestrictorKind::Selecting).peekable();
    if selecting.peek().is_some() {
        for (at, restrictor) in selecting.enumerate() {
            key.extend([if at == 0 { " [" } else { ", " }, &restrictor.text]);
        }
        key.push(']');
    }
    if let Some(subject) = subject {
        key.extend([" of ", subject]);
    }
    if role != Role::Level {
        key.extend([", ", role.as_str()]);
    }
    if unit != "count" || rate.is_some() {
        key.extend([" (", unit, if rate.is_some() { "/" } else { "" }, rate.unwrap_or(""), ")"]);
    }
    if let Some(days) = period {
        key.extend([" ", &days.label()]);
    }
    key
}
