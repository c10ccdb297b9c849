//! The words of a speaker: a name without its titles, an institution with all of its name, or a noun that can speak.

use super::noun_phrase;
use crate::lexicon::Classes;
use crate::quantity::View;
use crate::text::TokenKind;
use smallvec::SmallVec;

/// Some tokens: few phrases have more.
type Tokens = SmallVec<[usize; 16]>;

/// A speaker as it stands in the sentence.
#[derive(Debug, Clone, Copy)]
pub struct Said {
    /// The first token of speaker and verb.
    pub first: usize,
    /// The first token of the speaker's own words.
    pub from: usize,
    /// The token after them.
    pub end: usize,
    pub pronoun: bool,
    pub institution: bool,
}

impl Said {
    /// A pronoun at a token.
    pub fn pronoun(at: usize, first: usize) -> Self {
        Self { first, from: at, end: at + 1, pronoun: true, institution: false }
    }
}

/// Behind "according to" any noun with an article speaks: "the coast guard".
pub fn any_speaker(view: &View, at: usize) -> Option<Said> {
    let phrase = noun_phrase::after(view, at).filter(|_| view.class(at).any(Classes::DETERMINER))?;
    // "a fact sheet handed out": a participle behind the noun is not part of the name.
    let last = (phrase.first..phrase.end).rev().find(|at| !view.class(*at).any(Classes::PAST))?;
    Some(Said { first: at, from: phrase.first, end: last + 1, pronoun: false, institution: false })
}

/// The speaker whose phrase begins at `at`.
pub fn speaker_at(view: &View, at: usize) -> Option<Said> {
    let phrase = noun_phrase::after(view, at)?;
    // "the Bank of Finland", "the Centre for Bee Health and Habitat".
    let mut end = phrase.end;
    while matches!(view.word(end), "of" | "for") || view.word(end) == "and" && end > phrase.end {
        let next = end + 1 + usize::from(view.word(end + 1) == "the");
        let Some(more) = noun_phrase::after(view, next).filter(|_| names(view, phrase.head) && view.capital(next))
        else {
            break;
        };
        end = (more.first..more.end)
            .take_while(|at| view.capital(*at) || view.hyphen(*at))
            .last()
            .map_or(end, |last| last + 1);
    }
    if end > phrase.end {
        let from = (phrase.first..phrase.end).rev().take_while(|at| view.capital(*at)).last()?;
        return Some(institution(view, from, phrase.head, end));
    }
    // "the fisheries bureau": a plural before the institution that it names.
    let noun = view.class(phrase.end);
    let longer = noun.any(Classes::INSTITUTION) && !noun.any(Classes::REPORTING) && !view.capital(phrase.head);
    speaker(view, phrase.first, phrase.end + usize::from(longer))
}

/// The speaker whose phrase ends right before `end`.
pub fn speaker_before(view: &View, end: usize) -> Option<Said> {
    /// The most phrases that prepositions join to one speaker.
    const LONGEST: usize = 4;
    let nearest = noun_phrase::before(view, end)?;
    let mut found = speaker(view, nearest.first, nearest.end);
    // "University of Warwick professor Ann Reed": the name behind a title needs no more.
    if found.is_some_and(|found| found.from > nearest.first && view.capital(found.from)) {
        return found.map(|found| with_determiners(view, found));
    }
    let mut phrase = nearest;
    let mut named = proper(view, phrase.first, phrase.end);
    for _ in 0..LONGEST {
        let mut joint = phrase.first;
        while joint.checked_sub(1).is_some_and(|left| view.class(left).any(Classes::DETERMINER)) {
            joint -= 1;
        }
        let Some(joint) = joint.checked_sub(1) else { break };
        let word = view.word(joint);
        // "economists polled by Norwest", "papers seen by the Post": who was asked speaks, not who asked.
        if word == "by" && joint.checked_sub(1).is_some_and(|left| asked(view.word(left))) {
            let outer = noun_phrase::before(view, joint - 1);
            return outer
                .and_then(|outer| speaker(view, outer.first, outer.end))
                .map(|said| with_determiners(view, said));
        }
        let and = named && word == "and" && view.capital(joint.wrapping_sub(1));
        if !(and || matches!(word, "of" | "for" | "at" | "in" | "from" | "with" | "to" | "on" | "near")) {
            break;
        }
        // "a source close to the talks", "people familiar with the plan"
        let aside = joint.checked_sub(1).is_some_and(|left| matches!(view.word(left), "close" | "familiar"));
        let Some(outer) = noun_phrase::before(view, joint - usize::from(aside)) else { break };
        if and {
            phrase = outer;
            continue;
        }
        if named && matches!(word, "of" | "for") && names(view, outer.head) {
            let first = (outer.first..outer.end).rev().take_while(|at| view.capital(*at)).last().unwrap_or(outer.first);
            found = Some(institution(view, first, outer.head, end));
        } else {
            named = false;
            let place = view.name(&view.lexicon.place_names, phrase.first).is_some();
            found = speaker(view, outer.first, outer.end).or(found.filter(|_| !place));
        }
        phrase = outer;
    }
    found.map(|found| with_determiners(view, found))
}

/// Is it what somebody does who only asks or reads: "surveyed by", "obtained by"?
fn asked(word: &str) -> bool {
    matches!(
        word,
        "surveyed" | "polled" | "interviewed" | "questioned" | "contacted" | "obtained" | "seen" | "reviewed" | "hired"
    )
}

fn with_determiners(view: &View, mut said: Said) -> Said {
    while said.first > 0 && view.class(said.first - 1).any(Classes::DETERMINER) {
        said.first -= 1;
    }
    said
}

/// The classes of a noun, in both numbers and with the word before it: "officials", "coast guard".
pub fn kind(view: &View, first: usize, head: usize) -> Classes {
    let mut class = view.class(head);
    let singular = view.singular(head);
    class.add(view.lexicon.classes(&singular));
    if head > first && view.is(head - 1, TokenKind::Word) {
        class.add(view.lexicon.classes(&format!("{} {singular}", view.word(head - 1))));
    }
    class
}

/// Can the capitalised noun be the head of a name that goes on behind "of": Ministry, Bank, Department?
fn names(view: &View, head: usize) -> bool {
    let folded = view.lexicon.classes(&view.singular(head));
    // The first word of a sentence has its capital anyway: "Residents of Aleppo" are no name.
    let common = if head == 0 { Classes::INSTITUTION } else { Classes::SPEAKER.or(Classes::COMMON) };
    let noun = folded.any(Classes::INSTITUTION.or(common)) && !folded.any(Classes::TITLE.or(Classes::PERSON));
    view.capital(head) && noun
}

fn institution(view: &View, first: usize, head: usize, end: usize) -> Said {
    let class = view.lexicon.classes(&view.singular(head));
    Said { first, from: first, end, pronoun: false, institution: class.any(Classes::INSTITUTION) }
}

pub fn proper(view: &View, first: usize, end: usize) -> bool {
    (first..end).filter(|at| view.is(*at, TokenKind::Word)).all(|at| view.capital(at))
}

/// "UN", "EU": capitals throughout.
fn acronym(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// The speaker among the words of a phrase: a name without its titles, or a noun that can speak. Nothing else is one.
pub fn speaker(view: &View, first: usize, end: usize) -> Option<Said> {
    // "seven social-media posts": a counted noun speaks for nobody.
    if (first..end).any(|at| {
        view.is(at, TokenKind::Number)
            || view.class(at).any(Classes::NUMERAL)
            || view.class(at).any(Classes::GERUND) && !view.capital(at) && view.word(at) != "acting"
    }) {
        return None;
    }
    let said = |from: usize, end: usize, institution: bool| Said { first, from, end, pronoun: false, institution };
    // Of "South Sudan's president" the president speaks; a spokesman speaks for the one whose he is.
    let possessive = (first..end).rev().find(|at| view.is(*at, TokenKind::Possessive));
    if let Some(possessive) = possessive
        && matches!(view.word(end - 1), "spokesman" | "spokeswoman" | "spokesperson")
        && proper(view, first, possessive)
    {
        return Some(said(first, possessive, false));
    }
    let own = possessive.map_or(first, |possessive| possessive + 1);
    let mut words: Tokens = (own..end).filter(|at| view.is(*at, TokenKind::Word)).collect();
    // "data from the office show": the reporting verb behind is none of the speaker.
    while words.len() > 1
        && words
            .last()
            .is_some_and(|last| view.class(*last).any(Classes::REPORTING) && !view.class(*last).any(Classes::SPEAKER))
    {
        words.pop();
    }
    let head = *words.last()?;
    let class = kind(view, *words.first()?, head);
    let institution = class.any(Classes::INSTITUTION);
    let speaks = class.any(Classes::SPEAKER) || institution;
    // The trailing run of capitalised words behind the last title is the name: "propaganda chief Liu Yunshan",
    // "Miami-Dade Mayor Daniella Levine Cava".
    let run: Tokens = words.iter().rev().take_while(|at| view.capital(**at)).copied().collect();
    let behind = run.iter().take_while(|at| !view.class(**at).any(Classes::TITLE)).count();
    // "the Justice Department": before an institution's noun alone a title is a part of the name.
    let behind = behind + usize::from(behind == 1 && institution && run.len() > 1);
    let name: Tokens = run.iter().take(behind).rev().copied().collect();
    if let (Some(from), Some(to)) = (name.first(), name.last()) {
        // "the Red Cross" is a name of ordinary words; one such word alone is none.
        let ordinary = name.len() < 2
            && !acronym(view.raw(*from))
            && name.iter().all(|at| view.class(*at).any(Classes::COMMON))
            && !speaks;
        let place = view.name(&view.lexicon.place_names, *from).is_some_and(|(_, end)| end == to + 1);
        if !ordinary && !(place && !speaks && name.len() < 2) {
            return Some(said(*from, to + 1, institution));
        }
        if place {
            return Some(said(*from, to + 1, true));
        }
    }
    if !speaks {
        return None;
    }
    let from = words.iter().find(|at| !view.class(**at).any(Classes::DETERMINER))?;
    Some(said(*from, head + 1, institution))
}
