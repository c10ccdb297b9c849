//! Who says so: the speaker of a clause or of a quotation, the institution a figure comes from.

use super::noun_phrase;
use crate::lexicon::{Classes, EntryId, Reporting};
use crate::quantity::View;
use crate::text::TokenKind;

/// A speaker in a sentence with the cue that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The name or noun as said, without title; empty for a pronoun.
    pub speaker: String,
    /// Is the speaker a pronoun, that an earlier sentence resolves?
    pub pronoun: bool,
    /// Is the speaker an institution rather than a person?
    pub institution: bool,
    /// The token of the verb or phrase.
    pub cue: usize,
    /// Does it close what was said before it: ", police said", "according to police"?
    pub closes: bool,
    /// Index of the status that the cue gives the figure.
    pub status: u16,
    /// The entry of the cue.
    pub entry: EntryId,
}

/// All attributions of a sentence, from left to right.
pub fn attributions(view: &View) -> Vec<Attribution> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < view.len() {
        if let Some(((status, entry), end)) = view.phrase(&view.lexicon.attributions, at) {
            if let Some((speaker, institution)) = speaker_at(view, end).or_else(|| any_speaker(view, end)) {
                found.push(Attribution { speaker, pronoun: false, institution, cue: at, closes: true, status, entry });
            }
            at = end;
            continue;
        }
        if view.class(at).any(Classes::REPORTING)
            && let Some(Reporting { status, clause, entry }) = view.lexicon.reporting(view.word(at))
            && !(clause && object_is_a_number(view, at))
            && !view.class(at.wrapping_sub(1)).any(Classes::DETERMINER.or(Classes::ADJECTIVE))
            && let Some(Around { speaker, pronoun, institution, first }) = around(view, at)
            // "China counts 670 million users" says whose they are, not who says so.
            && !(view.name(&view.lexicon.place_names, first).is_some_and(|(_, end)| end == at) && object_is_a_number(view, at))
        {
            let closes = first > 0 && matches!(view.raw(first - 1), "," | "”" | "\"" | "'" | "’" | "?" | "!" | "—");
            found.push(Attribution { speaker, pronoun, institution, cue: at, closes, status, entry });
        }
        at += 1;
    }
    found
}

/// Does a number follow the verb at once: "found 17 barrels"?
fn object_is_a_number(view: &View, verb: usize) -> bool {
    let next = (verb + 1..verb + 4)
        .find(|at| !view.class(*at).any(Classes::ADVERB.or(Classes::DETERMINER).or(Classes::PREPOSITION)))
        .unwrap_or(verb);
    view.is(next, TokenKind::Number) || view.class(next).any(Classes::NUMERAL)
}

/// The speaker of the reporting verb at `at`: before it ("Lu Wei said"), or after it where a quotation or comma stands
/// before ("…", said Roseann Rife).
fn around(view: &View, at: usize) -> Option<Around> {
    // "was expected", "were reported": nobody is named by a passive.
    let passive = at
        .checked_sub(1)
        .is_some_and(|left| matches!(view.word(left), "be" | "been" | "being" | "is" | "are" | "was" | "were"));
    if passive && view.class(at).any(Classes::PAST) {
        return None;
    }
    let mut before = at;
    while before.checked_sub(1).is_some_and(|left| view.class(left).any(Classes::AUXILIARY.or(Classes::ADVERB))) {
        before -= 1;
    }
    let left = before.checked_sub(1);
    if let Some(left) = left {
        let word = view.word(left);
        if matches!(word, "he" | "she" | "they") {
            return Some(Around { speaker: String::new(), pronoun: true, institution: false, first: left });
        }
        if view.class(left).any(Classes::PRONOUN.or(Classes::CONJUNCTION)) && !matches!(word, "it" | "which" | "who") {
            return None;
        }
        // "Roseann Rife, East Asia director at Amnesty, said": back over the apposition.
        let end = if view.raw(left) == "," {
            let open = (left.saturating_sub(25)..left).rev().find(|open| view.raw(*open) == ",");
            match open {
                // "the head of the administration, Lu Wei, said" and "Lu Wei, the head, said".
                Some(open) => {
                    let inner = noun_phrase::before(view, left)
                        .filter(|phrase| phrase.first > open && proper(view, phrase.first, phrase.end));
                    match inner.filter(|inner| inner.first == open + 1) {
                        Some(_) => left,
                        None => open,
                    }
                }
                None => return after(view, at),
            }
        } else {
            before
        };
        if let Some(phrase) = noun_phrase::before(view, end)
            && let Some((speaker, institution)) = speaker(view, phrase.first, phrase.end)
        {
            let mut first = phrase.first;
            while first > 0 && view.class(first - 1).any(Classes::DETERMINER) {
                first -= 1;
            }
            return Some(Around { speaker, pronoun: false, institution, first });
        }
    }
    after(view, at)
}

/// The speaker beside a reporting verb.
struct Around {
    speaker: String,
    pronoun: bool,
    institution: bool,
    /// The first token of speaker and verb.
    first: usize,
}

fn after(view: &View, at: usize) -> Option<Around> {
    // Only where what was said stands before: a comma, a quotation mark, the beginning of the sentence after one.
    let quoted =
        at.checked_sub(1).is_some_and(|left| matches!(view.raw(left), "," | "”" | "\"" | "'" | "’" | "?" | "!"))
            || at == 0;
    if !quoted {
        return None;
    }
    if matches!(view.word(at + 1), "he" | "she" | "they") {
        return Some(Around { speaker: String::new(), pronoun: true, institution: false, first: at });
    }
    speaker_at(view, at + 1).map(|(speaker, institution)| Around { speaker, pronoun: false, institution, first: at })
}

/// Behind "according to" any noun with an article speaks: "the coast guard".
fn any_speaker(view: &View, at: usize) -> Option<(String, bool)> {
    let phrase = noun_phrase::after(view, at).filter(|_| view.class(at).any(Classes::DETERMINER))?;
    // "a fact sheet handed out": a participle behind the noun is not part of the name.
    let last = (phrase.first..phrase.end).rev().find(|at| !view.class(*at).any(Classes::PAST))?;
    Some((view.span(phrase.first, last).of(view.text).to_owned(), false))
}

/// The speaker whose phrase begins at `at`.
fn speaker_at(view: &View, at: usize) -> Option<(String, bool)> {
    let phrase = noun_phrase::after(view, at)?;
    speaker(view, phrase.first, phrase.end)
}

fn proper(view: &View, first: usize, end: usize) -> bool {
    (first..end).filter(|at| view.is(*at, TokenKind::Word)).all(|at| view.capital(at))
}

/// The words of a speaker: a name without its titles, or a noun that can speak. Nothing else is one.
fn speaker(view: &View, first: usize, end: usize) -> Option<(String, bool)> {
    // "seven social-media posts": a counted noun speaks for nobody.
    if (first..end).any(|at| {
        view.is(at, TokenKind::Number)
            || view.class(at).any(Classes::NUMERAL)
            || view.class(at).any(Classes::GERUND) && !view.capital(at)
    }) {
        return None;
    }
    // Of "South Sudan's president" the president speaks.
    let first =
        (first..end).rev().find(|at| view.is(*at, TokenKind::Possessive)).map_or(first, |possessive| possessive + 1);
    let mut words: Vec<usize> = (first..end).filter(|at| view.is(*at, TokenKind::Word)).collect();
    // "data from the office show": the reporting verb behind is none of the speaker.
    while words.len() > 1
        && words
            .last()
            .is_some_and(|last| view.class(*last).any(Classes::REPORTING) && !view.class(*last).any(Classes::SPEAKER))
    {
        words.pop();
    }
    let head = *words.last()?;
    let singular = view.lexicon.singular(view.word(head));
    let class = view.class(head);
    let folded = view.lexicon.classes(&singular);
    let institution = class.any(Classes::INSTITUTION) || folded.any(Classes::INSTITUTION);
    let speaks = class.any(Classes::SPEAKER) || folded.any(Classes::SPEAKER) || institution;
    // The trailing run of capitalised words behind the last title is the name: "propaganda chief Liu Yunshan",
    // "Miami-Dade Mayor Daniella Levine Cava".
    let run: Vec<usize> = words.iter().rev().take_while(|at| view.capital(**at)).copied().collect();
    let behind = run.iter().take_while(|at| !view.class(**at).any(Classes::TITLE)).count();
    let name: Vec<usize> = run.iter().take(behind).rev().copied().collect();
    if let (Some(from), Some(to)) = (name.first(), name.last()) {
        let text = view.span(*from, *to).of(view.text);
        // "the Red Cross" is a name of ordinary words; one such word alone is none.
        let ordinary = name.len() < 2 && name.iter().all(|at| view.class(*at).any(Classes::COMMON)) && !speaks;
        let place = view.name(&view.lexicon.place_names, *from).is_some_and(|(_, end)| end == to + 1);
        if !ordinary && !(place && !speaks && name.len() < 2) {
            return Some((text.to_owned(), institution));
        }
        if place {
            return Some((text.to_owned(), true));
        }
    }
    if !speaks {
        return None;
    }
    let from = words.iter().find(|at| !view.class(**at).any(Classes::DETERMINER))?;
    Some((view.span(*from, head).of(view.text).to_owned(), institution))
}
