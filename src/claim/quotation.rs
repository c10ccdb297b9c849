//! Who speaks in a quotation that names nobody itself: it often runs over several sentences and paragraphs.

use super::attribution::{Attribution, attributions};
use super::extract::PartReader;
use crate::lexicon::Classes;
use crate::quantity::{Scratch, View};
use std::cell::RefCell;
use std::rc::Rc;

/// How many sentences back a quotation's speaker is looked for.
const QUOTATION_REACH: usize = 8;

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
        self.remembered.of(index, || attributions(view))
    }

    /// The attributions of a sentence; none where there is no such sentence.
    fn attributions_at(&self, index: usize) -> Rc<[Attribution]> {
        let Some(sentence) = self.sentences.get(index) else { return Rc::default() };
        self.remembered.of(index, || {
            let mut scratch = self.remembered.scratch.borrow_mut();
            attributions(&View::new(sentence.span.of(self.text), self.lexicon, &mut scratch))
        })
    }

    /// The speaker of a quotation that this sentence is in, where it names none itself: of the same paragraph, of the
    /// paragraphs before while they are quotations, of the sentence that leads to it.
    pub fn speaker_of_quotation(&self, index: usize, own: &[Attribution]) -> Option<Attribution> {
        if own.iter().any(|own| own.pronoun) {
            return self.named_before(index);
        }
        let sentence = self.sentences.get(index)?;
        if !self.in_quotation(index) {
            return None;
        }
        let of = |at: usize| self.attributions_at(at).first().cloned();
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
        while first > 0
            && index - first < QUOTATION_REACH
            && self.sentences.get(first - 1).is_some_and(|before| before.paragraph == sentence.paragraph)
        {
            first -= 1;
        }
        let start = self.sentences.get(first).map_or(sentence.span.start, |first| first.span.start);
        let before = self.text.get(start..sentence.span.start).unwrap_or("");
        let opening = |text: &str| text.starts_with(['“', '"', '‘']) || text.starts_with("``");
        let open = before.matches('“').count() > before.matches('”').count() || before.matches('"').count() % 2 == 1;
        open || opening(sentence.span.of(self.text))
            || opening(before) && !before.contains('”') && before.matches('"').count() == 1
    }

    /// The full name of a speaker who is called by the last name alone, where an earlier sentence gives it.
    pub fn full_name(&self, index: usize, speaker: &str) -> Option<String> {
        /// How far back the name is looked for, in sentences.
        const REACH: usize = 30;
        let single = !speaker.contains(' ') && speaker.chars().next().is_some_and(char::is_uppercase);
        if !single {
            return None;
        }
        (index.saturating_sub(REACH)..=index).find_map(|at| {
            let text = self.sentences.get(at)?.span.of(self.text);
            text.match_indices(speaker).find_map(|(place, _)| {
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

    /// The last speaker named before a sentence, for "he said".
    fn named_before(&self, index: usize) -> Option<Attribution> {
        (index.saturating_sub(QUOTATION_REACH)..index)
            .rev()
            .find_map(|at| self.attributions_at(at).iter().rev().find(|found| !found.pronoun).cloned())
    }
}
