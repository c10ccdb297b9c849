//! From a document to its claims: sentence by sentence, numbers first, then what each measures and who says so.

use super::attribution::{Attribution, attributions};
use super::measured::{Measured, measured};
use super::time::{TimeExpression, expressions};
use super::{AsOfBasis, Claim, Extraction, NumberSentence, Rejected, RestrictorKind, Role, Status};
use super::{clause, context, status, subject};
use crate::lexicon::{Classes, Course, EntryId, Lexicon};
use crate::quantity::{Quantity, Scratch, View, quantities, refused_line, teaser};
use crate::text::{DateInterval, Document, Part, ScalarOffsets, Selector, Sentence, Span, sentences};

/// Everything that is read from `document`: every number in it is a claim or a rejection with its reason.
pub fn extract(document: &Document, lexicon: &Lexicon) -> Extraction {
    let abbreviation = |word: &str| lexicon.classes(word).any(Classes::ABBREVIATION);
    let mut scratch = Scratch::default();
    let mut extraction = Extraction::default();
    let body = document.text.get(document.body..).unwrap_or("");
    let mut found = sentences(body, &abbreviation);
    for sentence in &mut found {
        sentence.span = Span::new(sentence.span.start + document.body, sentence.span.end + document.body);
    }
    if let Some(title) = document.title_part() {
        let whole = Sentence { span: Span::new(0, title.len()), paragraph: 0 };
        let mut part = PartReader::new(document, lexicon, Part::Title, title, vec![whole]);
        part.read(&mut scratch, &mut extraction);
    }
    let mut part = PartReader::new(document, lexicon, Part::Text, &document.text, found);
    part.read(&mut scratch, &mut extraction);
    if !extraction.claims.is_empty() {
        extraction.context = context::context(document, &part.sentences, lexicon, &mut scratch);
        for claim in &mut extraction.claims {
            claim.context = Some(extraction.context.clone());
        }
    }
    extraction
}

/// Reads one part of a document.
struct PartReader<'d> {
    document: &'d Document,
    lexicon: &'d Lexicon,
    part: Part,
    text: &'d str,
    sentences: Vec<Sentence>,
    offsets: ScalarOffsets,
    published: Option<DateInterval>,
}

/// How many sentences back a quotation's speaker is looked for.
const QUOTATION_REACH: usize = 8;

impl<'d> PartReader<'d> {
    fn new(document: &'d Document, lexicon: &'d Lexicon, part: Part, text: &'d str, sentences: Vec<Sentence>) -> Self {
        let published = document.metadata.published.or(document.metadata.modified).map(|date| date.interval());
        Self { document, lexicon, part, text, sentences, offsets: ScalarOffsets::new(text), published }
    }

    fn read(&mut self, scratch: &mut Scratch, extraction: &mut Extraction) {
        for index in 0..self.sentences.len() {
            let Some(sentence) = self.sentences.get(index).copied() else { break };
            let text = sentence.span.of(self.text);
            if !may_hold_a_number(text, self.lexicon) {
                continue;
            }
            let begins = index == 0
                || self.sentences.get(index - 1).is_some_and(|before| before.paragraph != sentence.paragraph);
            let line = self.line(index, scratch);
            let view = View::new(text, self.lexicon, scratch);
            let (quantities, refusals) = match line {
                Some(line) => (Vec::new(), refused_line(&view, line)),
                None => quantities(&view, begins),
            };
            for refusal in &refusals {
                let span = shift(view.span(refusal.first, refusal.end - 1), sentence.span.start);
                extraction.rejected.push(Rejected {
                    doc: self.document.doc.clone(),
                    part: self.part,
                    start: self.offsets.scalar(self.text, span.start),
                    end: self.offsets.scalar(self.text, span.end),
                    quote: span.of(self.text).to_owned(),
                    reason: refusal.reason.to_owned(),
                });
                extraction.rejected_entries.push(refusal.entry);
            }
            if quantities.is_empty() {
                continue;
            }
            extraction.sentences.push(NumberSentence {
                part: self.part,
                start: self.offsets.scalar(self.text, sentence.span.start),
                end: self.offsets.scalar(self.text, sentence.span.end),
                text: text.to_owned(),
            });
            let times = expressions(&view, self.published);
            let mut readings: Vec<Reading> = Vec::with_capacity(quantities.len());
            for at in 0..quantities.len() {
                if let Some(reading) = read(&view, &quantities, at, &times, &readings) {
                    readings.push(reading);
                }
            }
            let spoken = attributions(&view);
            let quoted = self.speaker_of_quotation(index, &spoken);
            for (quantity, mut reading) in quantities.iter().zip(readings) {
                attribute(&view, quantity, &spoken, quoted.as_ref(), &mut reading);
                let (claim, entries) = self.claim(&view, sentence, quantity, reading);
                extraction.claims.push(claim);
                extraction.entries.push(entries);
            }
        }
    }

    /// The refusal of the whole paragraph of a sentence, where that begins as a line of navigation.
    fn line(&self, index: usize, scratch: &mut Scratch) -> Option<EntryId> {
        let paragraph = self.sentences.get(index)?.paragraph;
        let before =
            self.sentences.get(..index)?.iter().rev().take_while(|sentence| sentence.paragraph == paragraph).count();
        let first = self.sentences.get(index - before)?.span.of(self.text);
        let colon = first.bytes().take(40).any(|byte| byte == b':');
        colon.then(|| teaser(&View::new(first, self.lexicon, scratch))).flatten()
    }

    /// The speaker of a quotation that this sentence is in, where it names none itself: of the same paragraph, of the
    /// paragraphs before while they are quotations, of the sentence that leads to it.
    fn speaker_of_quotation(&self, index: usize, own: &[Attribution]) -> Option<Attribution> {
        if own.iter().any(|own| own.pronoun) {
            return self.named_before(index);
        }
        let sentence = self.sentences.get(index)?;
        if !self.in_quotation(index) {
            return None;
        }
        let mut scratch = Scratch::default();
        let mut of = |at: usize| -> Option<Attribution> {
            let text = self.sentences.get(at)?.span.of(self.text);
            let found = attributions(&View::new(text, self.lexicon, &mut scratch));
            found.into_iter().next()
        };
        let resolved = |attribution: Attribution, at: usize| {
            if attribution.pronoun { self.named_before(at) } else { Some(attribution) }
        };
        let same = |at: usize| self.sentences.get(at).is_some_and(|other| other.paragraph == sentence.paragraph);
        for at in (index + 1..index + QUOTATION_REACH).take_while(|at| same(*at)) {
            if let Some(found) = of(at) {
                return resolved(found, at);
            }
        }
        for at in (index.saturating_sub(QUOTATION_REACH)..index).rev() {
            if let Some(found) = of(at) {
                return resolved(found, at);
            }
            if !same(at) && !self.in_quotation(at) {
                return None;
            }
        }
        None
    }

    /// Does the sentence stand inside quotation marks: its paragraph begins with one, or one is open before it?
    fn in_quotation(&self, index: usize) -> bool {
        let Some(sentence) = self.sentences.get(index) else { return false };
        let mut first = index;
        while first > 0 && self.sentences.get(first - 1).is_some_and(|before| before.paragraph == sentence.paragraph) {
            first -= 1;
        }
        let start = self.sentences.get(first).map_or(sentence.span.start, |first| first.span.start);
        let before = self.text.get(start..sentence.span.start).unwrap_or("");
        let opening = |text: &str| text.starts_with(['“', '"', '‘']) || text.starts_with("``");
        let open = before.matches('“').count() > before.matches('”').count() || before.matches('"').count() % 2 == 1;
        open || opening(sentence.span.of(self.text))
            || opening(before) && !before.contains('”') && before.matches('"').count() == 1
    }

    /// The last speaker named before a sentence, for "he said".
    fn named_before(&self, index: usize) -> Option<Attribution> {
        let mut scratch = Scratch::default();
        (index.saturating_sub(QUOTATION_REACH)..index).rev().find_map(|at| {
            let text = self.sentences.get(at)?.span.of(self.text);
            attributions(&View::new(text, self.lexicon, &mut scratch)).into_iter().rev().find(|found| !found.pronoun)
        })
    }

    fn claim(&self, view: &View, sentence: Sentence, quantity: &Quantity, reading: Reading) -> (Claim, Vec<EntryId>) {
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
        let phrase = measured.phrase.map_or("", |span| span.of(view.text)).to_owned();
        let concept = if measured.concept.is_empty() { "unknown".to_owned() } else { measured.concept };
        let confidence = confidence(measured.known, &concept, quantity);
        let block = block(&dimension, &unit, &concept, role);
        let measure =
            measure(&concept, reading.subject.as_deref(), &measured.restrictors, role, &unit, rate.as_deref(), period);
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
            sentence: view.text.to_owned(),
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
            subject: reading.subject,
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

/// All slots of one number before they are written down.
struct Reading {
    measured: Measured,
    subject: Option<String>,
    time: Option<TimeExpression>,
    status: Status,
    previous: bool,
    rate: Option<String>,
    speaker: Option<String>,
    origin: Option<String>,
    entries: Vec<EntryId>,
}

/// Digits, or a number word: the cheap look that most sentences do not pass.
fn may_hold_a_number(text: &str, lexicon: &Lexicon) -> bool {
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let class = Classes::NUMERAL.or(Classes::NUMERAL_PHRASE).or(Classes::ORDINAL);
    let mut lower = [0_u8; 16];
    text.split(|c: char| !c.is_alphabetic()).any(|word| {
        let bytes = word.as_bytes();
        let Some(slot) = lower.get_mut(..bytes.len()).filter(|_| bytes.len() > 2) else { return false };
        slot.copy_from_slice(bytes);
        slot.make_ascii_lowercase();
        std::str::from_utf8(slot).is_ok_and(|word| lexicon.classes(word).any(class))
    }) || text.contains(['½', '¼', '¾', '⅓', '⅔', '⅕', '⅛'])
}

fn read(
    view: &View,
    quantities: &[Quantity],
    at: usize,
    times: &[TimeExpression],
    before: &[Reading],
) -> Option<Reading> {
    let quantity = quantities.get(at)?;
    let floor = at.checked_sub(1).and_then(|before| quantities.get(before)).map_or(0, |before| before.end);
    // A number in brackets right behind is the same thing converted: the noun may follow it.
    let bracketed = quantities.get(at + 1).is_some_and(|next| {
        view.raw(quantity.end) == "(" && next.first == quantity.end + 1 && view.raw(next.end) == ")"
    });
    let ceiling = quantities.get(at + if bracketed { 2 } else { 1 }).map_or(view.len(), |next| next.first);
    let mut measured = measured(view, quantity, floor, ceiling);
    let same_dimension = |other: &Quantity| other.dimension(view) == quantity.dimension(view);
    // What a number of a list or of a comparison does not say itself, the number before it in the clause says.
    if let (Some(last), Some(other)) = (before.last(), at.checked_sub(1).and_then(|before| quantities.get(before)))
        && same_dimension(other)
        && measured.after.is_none()
        && !measured.known
        && (measured.label.phrases.is_empty() || shares_label(view, other, quantity))
        && last.measured.concept != "age"
    {
        measured.concept.clone_from(&last.measured.concept);
        measured.known = last.measured.known;
        measured.label.phrases.clone_from(&last.measured.label.phrases);
        measured.phrase = last.measured.phrase;
        measured.restrictors.clone_from(&last.measured.restrictors);
        if measured.role == Some(Role::Level)
            && matches!(view.word(quantity.first.wrapping_sub(1)), "from" | "to" | "with")
        {
            measured.trend = None;
        }
    }
    if age(view, quantity) {
        measured.concept = "age".to_owned();
        measured.known = true;
        measured.entries.extend(view.lexicon.concept_named("age").map(|concept| concept.entry));
    } else if !measured.known && quantity.dimension(view) == "time" && measured.concept.is_empty() {
        measured.concept = "duration".to_owned();
    }
    let subject = match measured.concept.as_str() {
        // An age is somebody's: nothing else tells two of them apart.
        "age" => {
            measured.restrictors.clear();
            subject::person(view, quantity, &measured)
        }
        _ => subject::subject(view, quantity, &measured).or_else(|| shared_subject(view, quantities, at, before)),
    };
    let rate = every(view, quantity);
    let time = nearest(view, quantities, at, times);
    let mut entries = Vec::new();
    let status = status::status(view, quantity, floor).map(|(status, entry)| {
        entries.push(entry);
        status
    });
    let previous = status::previous(view, quantity, &measured);
    let ahead = time.filter(|time| time.by).is_some_and(|time| time.first >= quantity.end);
    let status =
        status.unwrap_or(if ahead && measured.role == Some(Role::Level) { Status::Target } else { Status::Reported });
    Some(Reading { measured, subject, time, status, previous, rate, speaker: None, origin: None, entries })
}

/// Does the number share the label of the one before it: "to 5.2 % from 5.4 %", "A (B)", "A, B and C"?
fn shares_label(view: &View, before: &Quantity, quantity: &Quantity) -> bool {
    quantity.first.saturating_sub(before.end) <= 6
        && !(before.end..quantity.first).any(|at| view.class(at).any(Classes::VERB.or(Classes::AUXILIARY)))
}

/// The subject of the clause that several counts share: "China has four million websites, 700 million users".
fn shared_subject(view: &View, quantities: &[Quantity], at: usize, before: &[Reading]) -> Option<String> {
    let last = before.last()?;
    let other = quantities.get(at.checked_sub(1)?)?;
    let quantity = quantities.get(at)?;
    let parted = (last.measured.end.max(other.end)..quantity.first).any(|at| {
        view.class(at).any(Classes::VERB.or(Classes::AUXILIARY).or(Classes::PRONOUN))
            || matches!(view.raw(at), ";" | ":" | ".")
    });
    (!parted).then(|| last.subject.clone()).flatten()
}

/// "17-year-old", "aged 44", "Nick Hague, 44,".
fn age(view: &View, quantity: &Quantity) -> bool {
    let commas = view.raw(quantity.first.wrapping_sub(1)) == ","
        && view.raw(quantity.end) == ","
        && view.word(quantity.number_end) == ",";
    let old = commas && quantity.dimension(view) == "time"
        || view.word(quantity.end) == "old"
        || view.hyphen(quantity.end) && view.word(quantity.end + 1) == "old"
        || view.word(quantity.end) == "of" && view.word(quantity.end + 1) == "age";
    old || matches!(view.word(quantity.first.wrapping_sub(1)), "aged" | "age")
}

/// Words that end the noun phrase which a rate follows.
const NO_NOUN: Classes =
    Classes::DETERMINER.or(Classes::PREPOSITION).or(Classes::CONJUNCTION).or(Classes::AUXILIARY).or(Classes::NUMERAL);

/// "Every day they post 30 billion messages": a rate said at the beginning of the clause.
fn every(view: &View, quantity: &Quantity) -> Option<String> {
    if quantity.unit.is_none()
        && let Some((per, _)) = {
            let mut end = quantity.end;
            while end < quantity.end + 5
                && view.is(end, crate::text::TokenKind::Word)
                && !view.class(end).any(NO_NOUN)
                && !matches!(view.word(end), "daily" | "annually" | "monthly" | "weekly" | "hourly")
            {
                end += 1;
            }
            crate::quantity::rate_after(view, end, false)
        }
    {
        return Some(per);
    }
    let from = quantity.first.saturating_sub(6);
    (from..quantity.first).find_map(|at| {
        let each = matches!(view.word(at), "every" | "each")
            && (at == 0
                || !view.is(at - 1, crate::text::TokenKind::Word)
                || view.class(at - 1).any(Classes::CONJUNCTION));
        each.then(|| crate::quantity::rate_after(view, at, false).map(|(per, _)| per)).flatten()
    })
}

/// The expression of time that goes with a number: the nearest in its clause without another number between, first
/// behind it, then before it, then at the beginning of the sentence.
fn nearest(view: &View, quantities: &[Quantity], at: usize, times: &[TimeExpression]) -> Option<TimeExpression> {
    let quantity = quantities.get(at)?;
    let ceiling = quantities.get(at + 1).map_or(usize::MAX, |next| next.first);
    let floor = at.checked_sub(1).and_then(|before| quantities.get(before)).map_or(0, |before| before.end);
    let after = times.iter().find(|time| {
        time.first >= quantity.end && time.end <= ceiling && !clause::parted(view, quantity.end, time.first)
    });
    let before = times.iter().rev().find(|time| {
        time.end <= quantity.first && time.first >= floor && !clause::parted(view, time.end, quantity.first)
    });
    let opening = times.iter().find(|time| time.first <= 1 && time.end <= quantity.first);
    match (after, before) {
        (Some(after), Some(before)) => {
            Some(if quantity.first - before.end < after.first - quantity.end { *before } else { *after })
        }
        (Some(only), None) | (None, Some(only)) => Some(*only),
        (None, None) => opening.copied(),
    }
}

/// Splits an expression of time into the period measured and the as-of time, by what the concept is.
fn place_in_time(time: Option<&TimeExpression>, course: Course) -> (Option<&TimeExpression>, Option<&TimeExpression>) {
    match time {
        None => (None, None),
        // "… the department said on Friday" is no day of a figure that belongs to a month.
        Some(time) if time.day && course == Course::Periodic => (None, None),
        Some(time) if time.day => (None, Some(time)),
        Some(time) if course == Course::Running && !time.since => (None, Some(time)),
        Some(time) => (Some(time), None),
    }
}

/// The speaker and the institution of a number: of the sentence's own attributions the one whose clause it is in.
fn attribute(
    view: &View,
    quantity: &Quantity,
    own: &[Attribution],
    quoted: Option<&Attribution>,
    reading: &mut Reading,
) {
    // A cue before the number governs what follows; one behind it governs only what a comma or a quotation mark closes.
    let distance = |attribution: &&Attribution| attribution.cue.abs_diff(quantity.first);
    let before = own.iter().filter(|attribution| attribution.cue < quantity.first).min_by_key(distance);
    let behind =
        own.iter().filter(|attribution| attribution.cue > quantity.first && attribution.closes).min_by_key(distance);
    let governing = match (before, behind) {
        // "A said B, and C, D said.": the one behind only where a clause of its own ends there.
        (Some(before), Some(_)) if !clause::parted(view, before.cue, quantity.first) => Some(before),
        (_, Some(behind)) => Some(behind),
        (before, None) => before,
    };
    let chosen = match governing {
        Some(own) if !own.pronoun => Some(own),
        _ => quoted,
    };
    let Some(attribution) = chosen else { return };
    if attribution.institution {
        reading.origin = Some(attribution.speaker.clone());
    }
    reading.speaker = Some(attribution.speaker.clone());
    reading.entries.push(attribution.entry);
    if reading.status == Status::Reported
        && attribution.status != 0
        && let Ok(status) = view.lexicon.status_name(attribution.status).parse()
    {
        reading.status = status;
    }
}

/// The exact words with what they count: from the label or the number to the noun after it, within one sentence.
fn quote(view: &View, quantity: &Quantity, measured: &Measured) -> Span {
    /// The longest quote that a label may make, in bytes.
    const LONGEST: usize = 90;
    let mut span = quantity.span;
    if let Some(after) = measured.after {
        span = span.join(view.span(after.first, after.end - 1));
    } else if let Some(phrase) = measured.phrase {
        let joined = span.join(phrase);
        if joined.end - joined.start <= LONGEST {
            span = joined;
        }
    }
    span
}

fn shift(span: Span, by: usize) -> Span {
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
    if quantity.vague { base - 0.1 } else { base }
}

/// The coarse key within which linking happens: dimension (currencies apart), concept, role.
fn block(dimension: &str, unit: &str, concept: &str, role: Role) -> String {
    let kind = if dimension == "money" { unit } else { dimension };
    format!("{kind}/{concept}/{role}")
}

/// The canonical key of the measure.
fn measure(
    concept: &str,
    subject: Option<&str>,
    restrictors: &[super::Restrictor],
    role: Role,
    unit: &str,
    rate: Option<&str>,
    period: Option<&TimeExpression>,
) -> String {
    let mut key = String::from(concept);
    let selecting: Vec<&str> =
        restrictors.iter().filter(|r| r.kind == RestrictorKind::Selecting).map(|r| r.text.as_str()).collect();
    if !selecting.is_empty() {
        key.push_str(&format!(" [{}]", selecting.join(", ")));
    }
    if let Some(subject) = subject {
        key.push_str(&format!(" of {subject}"));
    }
    if role != Role::Level {
        key.push_str(&format!(", {role}"));
    }
    if unit != "count" || rate.is_some() {
        key.push_str(&format!(" ({unit}{}{})", if rate.is_some() { "/" } else { "" }, rate.unwrap_or("")));
    }
    if let Some(days) = period.and_then(|time| time.days) {
        key.push_str(&format!(" {}", days.label()));
    }
    key
}
