//! From a document to its claims: sentence by sentence, numbers first, then what each measures and who says so.

use super::antecedent::recalled;
use super::assembly::shift;
use super::attribution::Attribution;
use super::context::Tally;
use super::credit::credits;
use super::dollar::{Dollar, dollar, settle};
use super::governing::attribute;
use super::listed::{parts_of_befallen, shared_fate};
use super::quotation::Remembered;
use super::reading::{Reading, anew, read};
use super::series::{extract_row, is_series};
use super::time::expressions;
use super::{Extraction, NumberSentence, Rejected};
use crate::lexicon::{Classes, EntryId, Lexicon};
use crate::quantity::{
    Cut, Quantity, Scratch, View, decimal_mark, may_hold_a_number, quantities, refused_line, teaser,
};
use crate::text::{DateInterval, Document, Part, ScalarOffsets, Sentence, Span, sentences};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// So many numbers of one document are read, so that memory is bounded: a long book has fewer. What stands behind them is
/// refused as one piece.
const MOST: usize = 100_000;

/// The reason of that piece.
const TOO_MANY: &str = "too many numbers in one document";

/// Everything that is read from `document`: every number in it is a claim or a rejection with its reason.
pub fn extract(document: &Document, lexicon: &Lexicon) -> Extraction {
    if is_series(document) {
        return extract_row(document, lexicon);
    }
    extract_at_most(document, lexicon, MOST)
}

/// The same with another bound on the numbers that are read: those of the sentence that passes it are the last.
pub fn extract_at_most(document: &Document, lexicon: &Lexicon, most: usize) -> Extraction {
    // The words are English; what another language says would be misread.
    if !document.is_english() {
        return Extraction::default();
    }
    let abbreviation = |word: &str| lexicon.classes(word).any(Classes::ABBREVIATION);
    let mut scratch = Scratch::of(decimal_mark(&document.text, lexicon));
    let mut extraction = Extraction::default();
    let title = document.metadata.title.as_deref().unwrap_or("");
    if !may_hold_a_number(&document.text, lexicon) && !may_hold_a_number(title, lexicon) {
        return extraction;
    }
    let body = document.text.get(document.body..).unwrap_or("");
    let mut found = sentences(body, &abbreviation);
    for sentence in &mut found {
        sentence.span = Span::new(sentence.span.start + document.body, sentence.span.end + document.body);
    }
    if let Some(title) = document.title_part() {
        let whole = Sentence { span: Span::new(0, title.len()), paragraph: 0 };
        let mut part = PartReader::new(document, lexicon, Part::Title, title, vec![whole]);
        part.read(&mut scratch, None, most, &mut extraction);
    }
    let mut tally = Tally::new(lexicon);
    if let Some(title) = &document.metadata.title {
        tally.title(&Cut::new(title, lexicon, &mut scratch));
    }
    let mut part = PartReader::new(document, lexicon, Part::Text, &document.text, found);
    part.read(&mut scratch, Some(&mut tally), most, &mut extraction);
    if !extraction.claims.is_empty() {
        let mut context = tally.context();
        context.agencies = credits(document, lexicon);
        extraction.context = Arc::new(context);
        for claim in &mut extraction.claims {
            claim.context = Some(Arc::clone(&extraction.context));
        }
    }
    extraction
}

/// So many sentences are read together: most articles.
const AT_ONCE: usize = 32;

/// In so many bytes the first colon of a line of navigation stands.
const OPENING: usize = 40;

/// A line of navigation has no more sentences than this.
const LONGEST_LINE: usize = 5;

/// A sentence with numbers, on the way to its claims.
struct Numbered<'v> {
    /// Which sentence of the part.
    index: usize,
    view: View<'v>,
    quantities: Vec<Quantity>,
    /// One for each of the quantities, once they are read.
    readings: Vec<Reading>,
    /// Who speaks in the sentence, likewise.
    spoken: Rc<[Attribution]>,
}

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
    /// The days of the document, from which relative times count.
    pub published: Option<DateInterval>,
    /// Who speaks in the sentences around the one that is read.
    pub remembered: Remembered,
    /// Whose its bare dollars are.
    pub dollar: Dollar,
}

impl<'d> PartReader<'d> {
    fn new(document: &'d Document, lexicon: &'d Lexicon, part: Part, text: &'d str, sentences: Vec<Sentence>) -> Self {
        let published = document.metadata.published.or(document.metadata.modified).map(|date| date.interval());
        let dollar = dollar(document, lexicon);
        Self {
            document,
            lexicon,
            part,
            text,
            sentences,
            offsets: ScalarOffsets::new(text),
            published,
            dollar,
            remembered: Remembered::default(),
        }
    }

    /// Cuts up and looks up each sentence once, counts its words for the context, and reads those that hold a number.
    fn read(
        &mut self,
        scratch: &mut Scratch,
        mut tally: Option<&mut Tally<'d>>,
        most: usize,
        extraction: &mut Extraction,
    ) {
        // A claim is large: few articles have more, and those grow from there.
        extraction.claims.reserve(self.sentences.len().min(32));
        for first in (0..self.sentences.len()).step_by(AT_ONCE) {
            let some = first..self.sentences.len().min(first + AT_ONCE);
            if let Some(unread) = self.read_some(some, scratch, &mut tally, most, extraction) {
                if may_hold_a_number(unread.of(self.text), self.lexicon) {
                    self.refuse(unread, TOO_MANY, None, extraction);
                }
                if let Some(tally) = &mut tally {
                    tally.unread(unread.of(self.text));
                }
                break;
            }
        }
    }

    /// Reads some sentences, step by step: what one step needs of the program stays in the processor's cache, where all of
    /// it together has no room. Returns what is not read any more, if that is too much.
    fn read_some(
        &self,
        some: Range<usize>,
        scratch: &mut Scratch,
        tally: &mut Option<&mut Tally<'d>>,
        most: usize,
        extraction: &mut Extraction,
    ) -> Option<Span> {
        let sentences = self.sentences.get(some.clone())?;
        scratch.clear();
        for sentence in sentences {
            scratch.push(sentence.span.of(self.text), self.lexicon);
        }
        let cuts = || {
            let cut = |(n, sentence): (usize, &Sentence)| scratch.cut(n, sentence.span.of(self.text), self.lexicon);
            sentences.iter().enumerate().map(cut)
        };
        let mut numbered: Vec<Numbered> = Vec::new();
        let mut line_scratch = Scratch::default();
        let mut so_many = extraction.claims.len() + extraction.rejected.len();
        let mut end = some.end;
        for (index, cut) in some.clone().zip(cuts()) {
            if so_many >= most {
                end = index;
                break;
            }
            if !cut.holds_a_number() {
                continue;
            }
            if let Some((sentence, refused)) = self.numbers(index, cut, &mut line_scratch, extraction) {
                so_many += refused + sentence.quantities.len();
                numbered.extend(Some(sentence).filter(|sentence| !sentence.quantities.is_empty()));
            }
        }
        if let Some(tally) = tally {
            cuts().take(end - some.start).for_each(|cut| tally.sentence(&cut));
        }
        self.read_numbered(&mut numbered);
        for sentence in numbered {
            self.write(sentence, extraction);
        }
        let (unread, last) = (self.sentences.get(end)?, self.sentences.last()?);
        (end < some.end).then(|| Span::new(unread.span.start, last.span.end))
    }

    /// The numbers of a sentence, and how many are refused.
    fn numbers<'v>(
        &self,
        index: usize,
        cut: Cut<'v>,
        line_scratch: &mut Scratch,
        extraction: &mut Extraction,
    ) -> Option<(Numbered<'v>, usize)> {
        let sentence = self.sentences.get(index)?;
        let view = View::of(cut);
        let before = index.checked_sub(1).and_then(|before| self.sentences.get(before));
        let begins = before.is_none_or(|before| before.paragraph != sentence.paragraph);
        let (mut quantities, refusals) = match self.line(index, line_scratch) {
            Some(line) => (Vec::new(), refused_line(&view, line)),
            None => quantities(&view, begins),
        };
        settle(&view, &mut quantities, self.dollar);
        for refusal in &refusals {
            let span = shift(view.span(refusal.first, refusal.end - 1), sentence.span.start);
            self.refuse(span, refusal.reason, refusal.entry, extraction);
        }
        let names = refusals.iter().filter(|refusal| refusal.in_a_phrase());
        let names = names.map(|refusal| (refusal.first, refusal.end)).collect();
        let refused = refusals.len();
        let (view, readings, spoken) = (view.with_names(names), Vec::new(), Rc::default());
        Some((Numbered { index, view, quantities, readings, spoken }, refused))
    }

    /// Reads the slots of all numbers that their own sentence gives, one after the other.
    fn read_numbered(&self, numbered: &mut [Numbered]) {
        let times: Vec<_> = numbered.iter().map(|sentence| expressions(&sentence.view, self.published)).collect();
        for (Numbered { view, quantities, readings, .. }, times) in numbered.iter_mut().zip(&times) {
            readings.reserve(quantities.len());
            for at in 0..quantities.len() {
                readings.extend(read(view, quantities, at, times, readings));
            }
            shared_fate(view, quantities, readings);
        }
        for Numbered { view, quantities, readings, .. } in numbered.iter_mut() {
            for at in 0..readings.len() {
                let (before, rest) = readings.split_at_mut(at);
                rest.iter_mut().take(1).for_each(|reading| reading.own(view, quantities, at, before));
            }
        }
        for (Numbered { view, quantities, readings, .. }, times) in numbered.iter_mut().zip(&times) {
            for (at, reading) in readings.iter_mut().enumerate() {
                reading.place(view, quantities, at, times);
            }
        }
        for Numbered { index, view, spoken, .. } in numbered {
            *spoken = self.attributions_in(*index, view);
        }
    }

    /// Writes down the claims of a sentence, with what the sentences around it say of its numbers.
    fn write(&self, numbered: Numbered, extraction: &mut Extraction) {
        let Numbered { index, view, quantities, mut readings, spoken } = numbered;
        let Some(sentence) = self.sentences.get(index).copied() else { return };
        let said: Arc<str> = view.text.into();
        extraction.sentences.push(NumberSentence {
            part: self.part,
            start: self.offsets.scalar(self.text, sentence.span.start),
            end: self.offsets.scalar(self.text, sentence.span.end),
            text: Arc::clone(&said),
        });
        anew(&mut readings, self.part, &extraction.claims);
        recalled(&view, &quantities, &mut readings, self.part, &extraction.claims);
        parts_of_befallen(&view, &mut readings);
        let quoted = self.speaker_of_quotation(index, &spoken);
        for (quantity, mut reading) in quantities.iter().zip(readings) {
            for words in &mut reading.slots {
                words.span = shift(words.span, sentence.span.start);
            }
            self.name_subject(index, &view, &mut reading);
            attribute(&view, quantity, &spoken, quoted.as_ref(), &mut reading);
            if let Some(full) = reading.speaker.as_ref().and_then(|speaker| self.full_name(index, speaker)) {
                reading.speaker = Some(full);
            }
            let slots = self.slots(&view, sentence, quantity, &mut reading);
            let (claim, entries) = self.claim(&view, sentence, &said, quantity, reading);
            extraction.claims.push(claim);
            extraction.slots.push(slots);
            extraction.entries.push(entries);
        }
    }

    fn refuse(&self, span: Span, reason: &str, entry: Option<EntryId>, extraction: &mut Extraction) {
        extraction.rejected.push(Rejected {
            doc: self.document.doc.clone(),
            part: self.part,
            start: self.offsets.scalar(self.text, span.start),
            end: self.offsets.scalar(self.text, span.end),
            quote: span.of(self.text).to_owned(),
            reason: reason.to_owned(),
        });
        extraction.rejected_entries.push(entry);
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
        let opening = first.as_bytes().get(..OPENING).unwrap_or(first.as_bytes());
        memchr::memchr(b':', opening).is_some().then(|| teaser(&View::new(first, self.lexicon, scratch))).flatten()
    }
}
