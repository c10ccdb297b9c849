//! Who speaks in a quotation that names nobody itself: it often runs over several sentences and paragraphs.

use super::assembly::shift;
use super::attribution::{Attribution, attributions};
use super::extract::PartReader;
use super::reading::Reading;
use super::subject::{self, Subject};
use crate::lexicon::Classes;
use crate::quantity::{Scratch, View};
use crate::text::TokenKind;
use std::cell::RefCell;
use std::rc::Rc;

/// How many sentences back a quotation's speaker is looked for.
const QUOTATION_REACH: usize = 8;

/// How many sentences back the person is looked for whom "he" means.
const PERSON_REACH: usize = 3;

/// So many sentences are remembered: all that [`QUOTATION_REACH`] can ask for again.
const REMEMBERED: usize = 4 * QUOTATION_REACH;

/// A sentence and its attributions.
type Place = (usize, Rc<[Attribution]>);

/// The attributions of the sentences that were asked for last: those around a quotation are asked for by each of its
/// numbers.
#[derive(Default)]
pub struct Remembered {
    places: RefCell<Vec<Option<Place>>>,
    scratch: RefCell<Scratch>,
}

impl Remembered {
    fn of(&self, index: usize, read: impl FnOnce() -> Vec<Attribution>) -> Rc<[Attribution]> {
        let place = index % REMEMBERED;
        if let Some(Some((_, known))) =
            self.places.borrow().get(place).filter(|kept| matches!(kept, Some((at, _)) if *at == index))
        {
            return Rc::clone(known);
        }
        let found: Rc<[Attribution]> = read().into();
        let mut places = self.places.borrow_mut();
        if places.is_empty() {
            places.resize(REMEMBERED, None);
        }
        if let Some(kept) = places.get_mut(place) {
            *kept = Some((index, Rc::clone(&found)));
        }
        found
    }
}

impl PartReader<'_> {
    /// The attributions of a sentence that is cut up already.
    pub fn attributions_in(&self, index: usize, view: &View) -> Rc<[Attribution]> {
        self.remembered.of(index, || self.placed(index, view))
    }

    /// The attributions of a sentence, their words as places in the part.
    fn placed(&self, index: usize, view: &View) -> Vec<Attribution> {
        let from = self.sentences.get(index).map_or(0, |sentence| sentence.span.start);
        let mut found = attributions(view);
        for attribution in &mut found {
            attribution.words = shift(attribution.words, from);
        }
        found
    }

    /// The attributions of a sentence; none where there is no such sentence.
    fn attributions_at(&self, index: usize) -> Rc<[Attribution]> {
        let Some(sentence) = self.sentences.get(index) else { return Rc::default() };
        self.remembered.of(index, || {
            let mut scratch = self.remembered.scratch.borrow_mut();
            self.placed(index, &View::new(sentence.span.of(self.text), self.lexicon, &mut scratch))
        })
    }

    /// The speaker of a quotation that this sentence is in, where it names none itself: of the same paragraph, of the
    /// paragraphs before while they are quotations, of the sentence that leads to it.
    pub fn speaker_of_quotation(&self, index: usize, own: &[Attribution]) -> Option<Attribution> {
        if let Some(own) = own.iter().find(|own| own.pronoun) {
            return self.meant(index, &own.speaker);
        }
        let sentence = self.sentences.get(index)?;
        if !self.in_quotation(index) {
            return None;
        }
        let of = |at: usize| self.attributions_at(at).first().cloned();
        let resolved = |attribution: Attribution, at: usize| {
            if attribution.pronoun { self.meant(at, &attribution.speaker) } else { Some(attribution) }
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
        while first > 0
            && index - first < QUOTATION_REACH
            && self.sentences.get(first - 1).is_some_and(|before| before.paragraph == sentence.paragraph)
        {
            first -= 1;
        }
        let start = self.sentences.get(first).map_or(sentence.span.start, |first| first.span.start);
        let before = self.text.get(start..sentence.span.start).unwrap_or("");
        let opening = |text: &str| text.starts_with(['“', '"', '‘']) || text.starts_with("``");
        // Nothing is open where no mark stands; the curly ones begin with the byte E2.
        if memchr::memchr2(b'"', 0xE2, before.as_bytes()).is_none() {
            return opening(sentence.span.of(self.text));
        }
        let open = before.matches('“').count() > before.matches('”').count() || before.matches('"').count() % 2 == 1;
        open || opening(sentence.span.of(self.text))
            || opening(before) && !before.contains('”') && before.matches('"').count() == 1
    }

    /// The full name of a speaker who is called by the last name alone, where an earlier sentence gives it.
    pub fn full_name(&self, index: usize, speaker: &str) -> Option<String> {
        /// How far back the name is looked for, in sentences.
        const REACH: usize = 30;
        /// How many mentions in one sentence are looked at.
        const MENTIONS: usize = 3;
        let single = !speaker.contains(' ') && speaker.chars().next().is_some_and(char::is_uppercase);
        if !single {
            return None;
        }
        let finder = memchr::memmem::Finder::new(speaker);
        (index.saturating_sub(REACH)..=index).find_map(|at| {
            let text = self.sentences.get(at)?.span.of(self.text);
            finder.find_iter(text.as_bytes()).take(MENTIONS).find_map(|place| {
                let letters = |character: char| character.is_alphabetic() || character == '-';
                let behind = text.get(place + speaker.len()..)?;
                let first =
                    text.get(..place)?.strip_suffix(' ').and_then(|before| before.rsplit(|c| !letters(c)).next());
                let given = behind.strip_prefix(' ').and_then(|behind| behind.split(|c| !letters(c)).next());
                let name = |word: &&str| {
                    let class = self.lexicon.classes(&word.to_lowercase());
                    let other = Classes::TITLE.or(Classes::COMMON).or(Classes::SPEAKER);
                    word.chars().next().is_some_and(char::is_uppercase) && !class.any(other)
                };
                if behind.starts_with(letters) {
                    return None;
                }
                // "Roseann Rife", or with the family name first: "Lu Wei".
                let first = first.filter(name).map(|first| format!("{first} {speaker}"));
                first.or_else(|| given.filter(name).map(|given| format!("{speaker} {given}")))
            })
        })
    }

    /// Whom "he", "she" or "they" means before "said": the last speaker named before, or the person that a sentence just
    /// before is about. An institution is no "he".
    fn meant(&self, index: usize, pronoun: &str) -> Option<Attribution> {
        let plural = pronoun.eq_ignore_ascii_case("they");
        let speaks = |found: &&Attribution| !found.pronoun && !found.source && (plural || !found.institution);
        (index.saturating_sub(QUOTATION_REACH)..index).rev().find_map(|at| {
            let named = self.attributions_at(at).iter().rev().find(speaks).cloned();
            let near = index - at <= PERSON_REACH && !plural;
            named.or_else(|| near.then(|| self.person(at)).flatten())
        })
    }

    /// The person that a sentence is about: a name that it begins with, titles aside, right before its verb.
    fn person(&self, index: usize) -> Option<Attribution> {
        let sentence = self.sentences.get(index)?;
        let mut scratch = Scratch::default();
        let view = View::new(sentence.span.of(self.text), self.lexicon, &mut scratch);
        let mut first = 0;
        // "Mayor Ines Roth", "Harbour City Mayor Ines Roth"
        let capitals = (0..view.len()).take_while(|at| view.is(*at, TokenKind::Word) && view.capital(*at)).count();
        let title = (0..capitals).rev().find(|at| view.class(*at).any(Classes::TITLE));
        first = title.map_or(first, |title| title + 1);
        let other =
            Classes::COMMON.or(Classes::INSTITUTION).or(Classes::MONTH).or(Classes::WEEKDAY).or(Classes::DETERMINER);
        let name =
            capitals.checked_sub(first).filter(|words| (1..=4).contains(words) && (title.is_some() || *words > 1))?;
        let strange = (first..first + name).all(|at| {
            !view.class(at).any(other)
                && view.name(&view.lexicon.place_names, at).is_none()
                && view.raw(at).chars().skip(1).any(char::is_lowercase)
        });
        let next = view.class(capitals);
        let acts = next.any(Classes::VERB.or(Classes::AUXILIARY).or(Classes::PRONOUN)) || view.raw(capitals) == ",";
        let words = shift(view.span(first, capitals - 1), sentence.span.start);
        (strange && acts).then(|| Attribution {
            speaker: words.of(self.text).to_owned(),
            words,
            pronoun: false,
            institution: false,
            source: false,
            cue: 0,
            closes: false,
            status: 0,
            entry: None,
        })
    }

    /// Puts the subject of a number into words of the part, and names "the company" where the sentences before name one
    /// organisation and no other.
    pub fn name_subject(&self, index: usize, view: &View, reading: &mut Reading) {
        /// How many sentences back the organisation may be named.
        const REACH: usize = 2;
        let Some(sentence) = self.sentences.get(index) else { return };
        if let Some(subject) = &mut reading.subject {
            subject.words = shift(subject.words, sentence.span.start);
            if subject.words.start == sentence.span.start && self.ordinary(&subject.name) {
                reading.subject = None;
            }
            return;
        }
        if !subject::unnamed(view, &reading.measured) {
            return;
        }
        let mut named: Option<Subject> = None;
        let mut scratch = Scratch::default();
        for at in index.saturating_sub(REACH)..index {
            let Some(before) = self.sentences.get(at) else { return };
            for span in subject::organisations(&View::new(before.span.of(self.text), self.lexicon, &mut scratch)) {
                let words = shift(span, before.span.start);
                let name = words.of(self.text);
                match &named {
                    Some(other) if other.name != name => return,
                    Some(_) => {}
                    None => named = Some(Subject { name: name.to_owned(), words }),
                }
            }
        }
        // A surname is a person's.
        reading.subject = named.filter(|named| self.full_name(index, &named.name).is_none());
    }

    /// Has the one word that a sentence begins with its capital from there only? The document writes an ordinary word small
    /// elsewhere, and a name within a sentence large.
    fn ordinary(&self, name: &str) -> bool {
        /// How much of the document is looked through, in bytes.
        const REACH: usize = 20_000;
        if name.contains(' ') || name.chars().skip(1).any(|letter| !letter.is_lowercase()) {
            return false;
        }
        let bytes = self.document.text.as_bytes();
        let bytes = bytes.get(..REACH).unwrap_or(bytes);
        let letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
        let small = name.to_lowercase();
        let whole = |at: usize| !letter(at.checked_sub(1)) && !letter(Some(at + small.len()));
        let within = |at: usize| {
            let blank = at.checked_sub(1).and_then(|at| bytes.get(at)) == Some(&b' ');
            blank
                && at.checked_sub(2).and_then(|at| bytes.get(at)).is_some_and(|c| c.is_ascii_lowercase() || *c == b',')
        };
        memchr::memmem::find_iter(bytes, small.as_bytes()).any(whole)
            && !memchr::memmem::find_iter(bytes, name.as_bytes()).any(|at| whole(at) && within(at))
    }
}
