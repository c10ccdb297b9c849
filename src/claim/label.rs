//! What stands before a number and says what it measures: "the death toll rose to 12", "a budget of $6 trillion".

use super::noun_phrase::{self, NounPhrase};
use crate::lexicon::Classes;
use crate::quantity::View;
use crate::text::TokenKind;

/// The words that lead to a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// Noun phrases from left to right, each joined to the one before by a preposition: "number", "murders".
    pub phrases: Vec<NounPhrase>,
    /// The main verb between them and the number.
    pub verb: Option<usize>,
    /// The preposition right before the number.
    pub preposition: Option<usize>,
}

/// Words that are no nouns.
const NO_NOUN: Classes = Classes::PRONOUN
    .or(Classes::PREPOSITION)
    .or(Classes::CONJUNCTION)
    .or(Classes::AUXILIARY)
    .or(Classes::ADVERB)
    .or(Classes::DETERMINER)
    .or(Classes::VERB);

/// How far a reader looks back for the beginning of a clause, in tokens: longer clauses are left unread.
const REACH: usize = 40;

/// The label of the number phrase that begins at `first`. `floor` is the token after the number before it.
pub fn label(view: &View, first: usize, floor: usize) -> Label {
    let mut label = Label::default();
    let mut at = skip_back(view, first);
    let before = |at: usize| at.checked_sub(1);
    let Some(mut last) = before(at) else { return label };
    if view.class(last).any(Classes::PREPOSITION) {
        label.preposition = Some(last);
        let of = view.word(last) == "of";
        at = last;
        while at > 0 && view.class(at - 1).any(Classes::ADVERB) && !view.class(at - 1).any(Classes::ADJECTIVE) {
            at -= 1;
        }
        let Some(previous) = before(at) else { return label };
        last = previous;
        // What lies before the number in front is that number's.
        if previous < floor {
            return label;
        }
        if of || !verbal(view, last) {
            if view.token(last).is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Possessive)) {
                label.phrases = chain(view, at);
                label.verb = changed(view, &label.phrases).filter(|_| !of);
                // "a rise to 12" is led to by what rose.
                if !of && label.phrases.first().is_some_and(|phrase| view.class(phrase.head).any(Classes::TREND_NOUN)) {
                    label.verb = label.phrases.first().map(|phrase| phrase.head);
                }
            }
            return label;
        }
    }
    if verbal(view, last) {
        let (start, main) = verb_group(view, at);
        label.verb = Some(main);
        label.phrases = subject(view, start);
    } else if matches!(view.raw(last), ":") {
        label.phrases = chain(view, last);
    } else if at > floor && view.is(last, TokenKind::Word) && !view.class(last).any(Classes::CONJUNCTION) {
        label.phrases = chain(view, at);
    }
    label
}

/// The verb of change whose object the phrases are: "raised the fare to $3", "cut emissions by 18 percent".
fn changed(view: &View, phrases: &[NounPhrase]) -> Option<usize> {
    let mut at = phrases.first()?.first;
    // "The firm reduced emissions": a past form behind another word of the phrase is the verb.
    let head = phrases.first()?.head;
    if let Some(verb) = (at.max(1)..head).find(|verb| {
        let left = view.class(verb - 1);
        view.class(*verb).any(Classes::TREND_VERB)
            && view.class(*verb).any(Classes::PAST)
            && view.is(verb - 1, TokenKind::Word)
            && !left.any(Classes::DETERMINER.or(Classes::PREPOSITION))
    }) {
        return Some(verb);
    }
    while at > 0 && view.class(at - 1).any(Classes::DETERMINER) {
        at -= 1;
    }
    at.checked_sub(1).filter(|verb| view.class(*verb).any(Classes::TREND_VERB))
}

/// Steps back over what may stand between a verb or preposition and the number: determiners, adverbs, adjectives.
fn skip_back(view: &View, from: usize) -> usize {
    let mut at = from;
    while let Some(before) = at.checked_sub(1) {
        let class = view.class(before);
        let light = class.any(Classes::DETERMINER.or(Classes::ADVERB))
            || class.any(Classes::ADJECTIVE) && !class.any(Classes::PERSON)
            || view.phrase(&view.lexicon.trend_words, before).is_some_and(|(_, end)| end == at)
                && !class.any(Classes::TREND_NOUN);
        if !light || class.any(Classes::PREPOSITION) && !matches!(view.word(before), "up" | "down") {
            break;
        }
        at = before;
    }
    at
}

fn verbal(view: &View, at: usize) -> bool {
    let class = view.class(at);
    if class.any(Classes::AUXILIARY) {
        return true;
    }
    let left = at.checked_sub(1).map(|left| view.class(left)).unwrap_or_default();
    // "its growth target": a base form after a singular noun is a noun.
    let plain =
        class.any(Classes::BASE) && !class.any(Classes::PAST) && left.any(Classes::COMMON) && !left.any(NO_NOUN);
    let compound = plain
        && at > 0
        && view.is(at - 1, TokenKind::Word)
        && !view.capital(at - 1)
        && !view.lexicon.is_plural(view.word(at - 1));
    if compound {
        return false;
    }
    // "the number of injured": no finite verb stands behind a preposition.
    if left.any(Classes::PREPOSITION) && view.word(at - 1) != "to" && !class.any(Classes::GERUND) {
        return false;
    }
    // "the report of", "a rise": a noun after a determiner or an adjective.
    class.any(Classes::VERB)
        && !left.any(Classes::DETERMINER)
        && !(left.any(Classes::ADJECTIVE) && class.any(Classes::BASE))
        && !(at > 0 && view.is(at - 1, TokenKind::Possessive))
        && !(view.capital(at) && at > 0 && !class.any(Classes::PAST) && !view.capital(at - 1))
}

/// The verb group that ends before `end`: its first token and its main verb.
fn verb_group(view: &View, end: usize) -> (usize, usize) {
    let mut start = end;
    let mut main = None;
    while let Some(here) = start.checked_sub(1) {
        let class = view.class(here);
        let light =
            class.any(Classes::AUXILIARY.or(Classes::ADVERB)) || matches!(view.word(here), "to" | "not" | "n't");
        // Two verbs side by side are a noun and its verb ("prices rose"), but for "kept rising" and "expected to rise".
        // And before "was" or "would" stands a noun.
        let finite = start < end
            && view.class(start).any(Classes::AUXILIARY)
            && !matches!(view.word(start), "be" | "been" | "being");
        let chained = (main.is_none() && !finite) || view.word(start) == "to" || view.class(start).any(Classes::GERUND);
        if !(light || verbal(view, here) && chained) || end - start > 8 {
            break;
        }
        if main.is_none() && class.any(Classes::VERB) && !class.any(Classes::AUXILIARY) {
            main = Some(here);
        }
        start = here;
    }
    (start, main.unwrap_or(end.saturating_sub(1)))
}

/// The noun phrases of the subject that ends before `end`.
fn subject(view: &View, end: usize) -> Vec<NounPhrase> {
    let Some(last) = end.checked_sub(1) else { return Vec::new() };
    // "the bank, which lost 12": the antecedent.
    if matches!(view.word(last), "which" | "that" | "who") {
        let comma = usize::from(last > 0 && view.raw(last - 1) == ",");
        return chain(view, last - comma);
    }
    if view.raw(last) == "," || view.raw(last) == ")" {
        // An apposition or a bracket: what stands before it.
        let opening = if view.raw(last) == ")" { "(" } else { "," };
        let from = last.saturating_sub(REACH);
        if let Some(open) = (from..last).rev().find(|at| view.raw(*at) == opening) {
            return chain(view, open);
        }
        return Vec::new();
    }
    // "revenue rose 5 % and profit fell": the subject right before; "and fell to": the one of the verb before.
    if matches!(view.word(last), "and" | "but" | "then") {
        let comma = usize::from(last > 0 && view.raw(last - 1) == ",");
        let earlier = last - comma;
        let from = earlier.saturating_sub(REACH);
        let verb = (from..earlier).rev().find(|at| verbal(view, *at) && view.class(*at).any(Classes::VERB));
        if let Some(verb) = verb {
            let (start, _) = verb_group(view, verb + 1);
            if start > 0 && start < end {
                return subject(view, start);
            }
        }
        return Vec::new();
    }
    chain(view, end)
}

/// Noun phrases joined by prepositions, ending right before `end`, from left to right.
fn chain(view: &View, end: usize) -> Vec<NounPhrase> {
    let mut found = Vec::new();
    let mut at = end;
    while let Some(phrase) = noun_phrase::before(view, at) {
        found.push(phrase);
        let mut left = phrase.first;
        while left.checked_sub(1).is_some_and(|before| view.class(before).any(Classes::DETERMINER)) {
            left -= 1;
        }
        let Some(joint) = left.checked_sub(1).filter(|joint| view.class(*joint).any(Classes::PREPOSITION)) else {
            break;
        };
        if found.len() == 5 || end - at > REACH {
            break;
        }
        at = joint;
    }
    found.reverse();
    found
}
