//! What names a figure that has neither a noun of its own nor a label: the complement behind it, else the subject of
//! its clause. Good enough to say what a figure is about, not to compare it by.

use super::clause;
use super::label::Ground;
use super::noun_phrase::{self, NounPhrase};
use crate::lexicon::Classes;
use crate::quantity::{Quantity, View};
use crate::text::TokenKind;

/// The noun phrase behind the figure: "$35,538 for a new roof", "47 % from the field", "16 % above its closing level".
/// `next` is the number after it, whose noun may be the complement's: "for an 8 kW system".
pub fn complement(ground: Ground, quantity: &Quantity, next: Option<&Quantity>) -> Option<NounPhrase> {
    let view = ground.view;
    let mut at = quantity.end;
    // "8 miles (13 kilometers) of tunnel".
    if view.raw(at) == "(" {
        at = (at..at + 8).find(|at| view.raw(*at) == ")").map_or(at, |close| close + 1);
    } else if view.raw(at) == ")" {
        at += 1;
    }
    let prepositions: &[&str] = match quantity.dimension(view) {
        "ratio" => &["of", "in", "for", "from", "on", "above", "below"],
        "money" => &["of", "in", "for", "on", "from"],
        _ => &["of", "for", "on"],
    };
    if !prepositions.contains(&view.word(at)) || ground.at_time(at) || ground.at_time(at + 1) {
        return None;
    }
    let giver = view.word(at) == "from";
    at += 1;
    while view.class(at).any(Classes::DETERMINER) {
        at += 1;
    }
    // "raised $5 million from four investors"
    if giver && next.is_some_and(|next| next.first == at && next.unit.is_none()) {
        return None;
    }
    if let Some(next) = next.filter(|next| next.first == at) {
        at = next.end;
    }
    let phrase = noun_phrase::after(view, at)?;
    (!place(view, &phrase) && !ground.at_time(phrase.first)).then_some(phrase)
}

/// The subject of the clause that the figure stands in, where it is a noun.
pub fn clause_subject(ground: Ground, quantity: &Quantity) -> Option<NounPhrase> {
    let view = ground.view;
    let start = clause::start(view, quantity.first);
    // The innermost clause comes first: "… said that a strike would cost $5 million".
    for at in (start..quantity.first).rev() {
        let class = view.class(at);
        if !class.any(Classes::CONJUNCTION) && !matches!(view.word(at), "as" | "which" | "that" | "who" | "where") {
            continue;
        }
        if matches!(view.word(at), "which" | "that" | "who") && finite(view, at + 1) && at > start {
            let comma = usize::from(at > 0 && view.raw(at - 1) == ",");
            return noun_phrase::before(view, at - comma);
        }
        if let Some(subject) = subject_at(view, at + 1, quantity.first) {
            return subject;
        }
    }
    let mut at = start;
    while at < quantity.first {
        let class = view.class(at);
        if ground.at_time(at) || class.any(Classes::PREPOSITION) && !class.any(Classes::CONJUNCTION) {
            // "In early trade, the index fell": the subject stands behind the comma.
            at = (at..quantity.first).find(|at| view.raw(*at) == ",")? + 1;
        } else if class.any(Classes::CONJUNCTION)
            || class.any(Classes::ADVERB) && !class.any(Classes::ADJECTIVE)
            || view.is(at, TokenKind::Mark)
        {
            at += 1;
        } else {
            break;
        }
    }
    if pronoun(view, at) {
        return None;
    }
    let phrase = noun_phrase::without_verb(view, subject_phrase(view, at)?);
    if phrase.end > quantity.first {
        return None;
    }
    let verb = (phrase.end..quantity.first).find(|at| finite(view, *at))?;
    (!view.class(verb).any(Classes::REPORTING)).then_some(phrase)
}

/// The noun phrase at a token, unless a verb's form begins it: "Combined with …", "… and estimated that".
fn subject_phrase(view: &View, at: usize) -> Option<NounPhrase> {
    let phrase = noun_phrase::after(view, at)?;
    let class = view.class(phrase.first);
    let verbal = class.any(Classes::PAST.or(Classes::GERUND)) && !class.any(Classes::ADJECTIVE.or(Classes::BASE));
    (!verbal).then_some(phrase)
}

/// The noun phrase that a finite verb follows at once: none inside where a pronoun stands in its place.
fn subject_at(view: &View, at: usize, end: usize) -> Option<Option<NounPhrase>> {
    if pronoun(view, at) {
        return finite(view, at + 1).then_some(None);
    }
    let phrase = subject_phrase(view, at).filter(|phrase| phrase.end < end)?;
    let mut verb = phrase.end;
    while view.class(verb).any(Classes::ADVERB) {
        verb += 1;
    }
    (finite(view, verb) && !view.class(verb).any(Classes::REPORTING)).then_some(Some(phrase))
}

fn pronoun(view: &View, at: usize) -> bool {
    view.class(at).any(Classes::PRONOUN) && !view.class(at).any(Classes::DETERMINER)
}

fn finite(view: &View, at: usize) -> bool {
    let class = view.class(at);
    class.any(Classes::AUXILIARY) || class.any(Classes::VERB) && !class.any(Classes::GERUND)
}

/// Is the phrase the name of a place, which says where and not what?
fn place(view: &View, phrase: &NounPhrase) -> bool {
    view.name(&view.lexicon.place_names, phrase.first).is_some_and(|(_, end)| end >= phrase.end)
}
