//! The noun behind a number: "12 people", "$6 trillion budget", "20 tons of food".

use super::measured::folded;
use super::noun_phrase::{self, NounPhrase};
use crate::lexicon::Classes;
use crate::quantity::{Quantity, View};
use crate::text::TokenKind;

/// What begins an object.
const OBJECT: Classes = Classes::DETERMINER.or(Classes::PRONOUN).or(Classes::NUMERAL);

/// Is it a word that says where something lies?
pub fn compass(view: &View, at: usize) -> bool {
    matches!(
        view.word(at),
        "north"
            | "south"
            | "east"
            | "west"
            | "northeast"
            | "northwest"
            | "southeast"
            | "southwest"
            | "offshore"
            | "inland"
    )
}

/// The noun phrase behind the number, before the token `ceiling`, if it is what is counted.
pub fn noun_after(view: &View, quantity: &Quantity, ceiling: usize) -> Option<NounPhrase> {
    let mut at = quantity.end;
    let of = view.word(at) == "of";
    if of {
        at += 1;
    }
    let counted = quantity.unit.is_none();
    // A unit's own noun comes right after it ("$6 trillion budget") or after "of" ("20 tons of food").
    if matches!(view.word(at), "more" | "fewer" | "less" | "other" | "additional" | "further") {
        at += 1;
    }
    if view.word(at) == "old" || view.hyphen(at) && view.word(at + 1) == "old" {
        at += 1 + usize::from(view.hyphen(at));
        if !view.hyphen(at) && !view.is(at, TokenKind::Word) {
            return None;
        }
    }
    // "110 billion ($143 billion) bailout": past a bracket, or out of it.
    if view.raw(at) == "(" {
        at = (at..at + 8).find(|at| view.raw(*at) == ")").map_or(at, |close| close + 1);
        at += usize::from(view.word(at) == "of");
    } else if view.raw(at) == ")" && (quantity.first.saturating_sub(2)..quantity.first).any(|at| view.raw(at) == "(") {
        at += 1;
    }
    let mut phrase = noun_phrase::without_verb(view, noun_phrase::after(view, at)?);
    // "more than the 12 million analysts had expected": who expected them is not counted.
    let than =
        quantity.first.checked_sub(2).is_some_and(|than| view.word(than) == "than" && view.word(than + 1) == "the");
    if than && view.class(phrase.end).any(Classes::AUXILIARY.or(Classes::REPORTING)) {
        return None;
    }
    // "160M fully vaccinated"
    if view.class(phrase.head).any(Classes::ADVERB)
        && !view.class(phrase.head).any(Classes::ADJECTIVE.or(Classes::PERSON))
    {
        return None;
    }
    // "498,000 last week" counts no weeks.
    let time = matches!(quantity.dimension(view), "count" | "ratio")
        && view
            .alone(&view.lexicon.unit_names, phrase.head)
            .and_then(|unit| view.lexicon.unit(unit))
            .is_some_and(|unit| unit.dimension == "time");
    // "22 km north of the port" says where; "27 percent more likely" counts nothing likely.
    let likely = view.word(phrase.head) == "likely";
    if phrase.first >= ceiling || time && !of || likely || compass(view, phrase.first) && !counted {
        return None;
    }
    if phrase.end > ceiling {
        phrase.end = ceiling;
        phrase.head = (phrase.first..phrase.end).rev().find(|at| view.is(*at, TokenKind::Word))?;
    }
    if !counted && !of {
        let class = view.class(phrase.head);
        // "a $13 billion deal" has its article before the number.
        let article = quantity.first.checked_sub(1).is_some_and(|before| view.class(before).any(Classes::DETERMINER))
            || matches!(view.word(quantity.first), "a" | "an")
            || quantity.dimension(view) == "money"
                && quantity.first.checked_sub(1).is_some_and(|before| view.is(before, TokenKind::Possessive))
            // "a four-year, $154 million deal", "massive $6 trillion budget": behind an adjective no verb follows.
            || quantity.dimension(view) == "money"
                && class.any(Classes::BASE)
                && !class.any(Classes::PAST)
                && quantity.first.checked_sub(1).is_some_and(|before| {
                    view.raw(before) == "," || view.class(before).any(Classes::ADJECTIVE) && !view.is_plural(before)
                });
        // "50 mph winds tore", but "$5 million hurts the town".
        let plural = view.word(phrase.head).ends_with('s') && !view.class(phrase.end).any(OBJECT);
        let verb = class.any(Classes::VERB)
            && phrase.first == phrase.head
            && !class.any(Classes::TREND_NOUN)
            && !article
            && !plural
            && !view.hyphen(quantity.end);
        let participle = class.any(Classes::PAST) && !class.any(Classes::BASE) && phrase.first == phrase.head;
        if verb || participle || noun_phrase::adjectival(view, &phrase) || view.class(at).any(Classes::DETERMINER) {
            return None;
        }
    }
    // "At least nine of one family" are people.
    if counted && of && !quantity.part && view.word(at) == "one" && !view.is_plural(phrase.head) {
        return None;
    }
    if counted && !of && view.class(at).any(Classes::DETERMINER) && !quantity.part {
        return None;
    }
    // "members of parliament", "barrels of oil": the complement belongs to what is counted.
    let people = view.class(phrase.head).any(Classes::PEOPLE);
    if counted
        && !people
        && view.word(phrase.end) == "of"
        && phrase.end + 1 < ceiling
        && !view.capital(phrase.end + 1)
        && let Some(complement) =
            noun_phrase::after(view, phrase.end + 1).filter(|complement| complement.end <= ceiling)
    {
        // "twelve different types of orchid" are of orchids.
        let kind =
            matches!(&*folded(view, phrase.head), "type" | "kind" | "sort" | "variety" | "species" | "piece" | "item");
        return Some(if kind {
            noun_phrase::without_verb(view, complement)
        } else {
            NounPhrase { end: complement.end, ..phrase }
        });
    }
    Some(phrase)
}
