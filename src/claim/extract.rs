//! From a document to its claims: sentence by sentence, numbers first, then what each measures and who says so.

use super::assembly::shift;
use super::attribution::Attribution;
use super::governing::attribute;
use super::reading::{Reading, read};
use super::time::expressions;
use super::{Extraction, NumberSentence, Rejected, context};
use crate::lexicon::{Classes, EntryId, Lexicon};
use crate::quantity::{Scratch, View, quantities, refused_line, teaser};
use crate::text::{DateInterval, Document, Part, ScalarOffsets, Sentence, Span, sentences};
use std::cell::OnceCell;

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

/// A line of navigation has no more sentences than this.
const LONGEST_LINE: usize = 5;

/// Reads one part of a document.
pub struct PartReader<'d> {
    /// The document.
    pub document: &'d Document,
    /// The vocabulary.
    pub lexicon: &'d Lexicon,
    /// Which part.
    pub part: Part,
    /// The part's text.
    pub text: &'d str,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Its scalar offsets.
    pub offsets: ScalarOffsets,
    /// The attributions of each sentence that was looked at.
    pub spoken: Vec<OnceCell<Vec<Attribution>>>,
    /// The days of the document, from which relative times count.
    pub published: Option<DateInterval>,
}

impl<'d> PartReader<'d> {
    fn new(document: &'d Document, lexicon: &'d Lexicon, part: Part, text: &'d str, sentences: Vec<Sentence>) -> Self {
        let published = document.metadata.published.or(document.metadata.modified).map(|date| date.interval());
        let spoken = vec![OnceCell::new(); sentences.len()];
        Self { document, lexicon, part, text, sentences, offsets: ScalarOffsets::new(text), spoken, published }
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
            let spoken = self.spoken(index);
            let quoted = self.speaker_of_quotation(index);
            for (quantity, mut reading) in quantities.iter().zip(readings) {
                for words in &mut reading.slots {
                    words.span = shift(words.span, sentence.span.start);
                }
                self.name_subject(index, &view, &mut reading);
                attribute(&view, quantity, spoken, quoted.as_ref(), &mut reading);
                if let Some(full) = reading.speaker.as_ref().and_then(|speaker| self.full_name(index, speaker)) {
                    reading.speaker = Some(full);
                }
                let slots = self.slots(&view, sentence, quantity, &mut reading);
                let (claim, entries) = self.claim(&view, sentence, quantity, reading);
                extraction.claims.push(claim);
                extraction.slots.push(slots);
                extraction.entries.push(entries);
            }
        }
    }

    /// The refusal of the whole paragraph of a sentence, where that begins as a line of navigation.
    fn line(&self, index: usize, scratch: &mut Scratch) -> Option<EntryId> {
        let paragraph = self.sentences.get(index)?.paragraph;
        let before = self
            .sentences
            .get(..index)?
            .iter()
            .rev()
            .take(LONGEST_LINE)
            .take_while(|sentence| sentence.paragraph == paragraph)
            .count();
        let first = self.sentences.get(index - before)?.span.of(self.text);
        let colon = first.bytes().take(40).any(|byte| byte == b':');
        colon.then(|| teaser(&View::new(first, self.lexicon, scratch))).flatten()
    }
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
