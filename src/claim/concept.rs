//! The concept of a number: what its noun, its label or the verb beside it counts or measures.

use super::clause;
use super::measured::{Measured, folded};
use super::noun_phrase::{self, NounPhrase};
use crate::lexicon::{Classes, Concept, EntryId};
use crate::quantity::{Quantity, View};
use crate::text::TokenKind;

/// A concept's name, its entry, and how many words of the phrase are its own noun; 0 where a predicate made it.
pub type Found = Option<(String, EntryId, usize)>;

fn found(concept: &Concept, words: usize) -> Found {
    Some((concept.id.clone(), concept.entry, words))
}

/// The concept of a count.
pub fn counted(view: &View, measured: &mut Measured, quantity: &Quantity) -> Found {
    let lexicon = view.lexicon;
    let by_noun = |phrase: &NounPhrase, from: usize| {
        let head = folded(view, phrase.head);
        lexicon.noun_concept("count", |n| if n == 0 { &head } else { word_before(view, from, phrase.head, n) })
    };
    if let Some(phrase) = measured.after {
        let head = folded(view, phrase.head);
        let class = view.class(phrase.head);
        let anyone = class.any(Classes::PEOPLE.or(Classes::PERSON)) || nationals(view, phrase.head);
        // What happened to them outranks who they are: "killed 12 soldiers" counts deaths.
        // "the 7.8-magnitude earthquake": the word joined to the number names what it measures.
        if view.hyphen(quantity.end) {
            let joined = NounPhrase { first: quantity.end + 1, end: quantity.end + 2, head: quantity.end + 1 };
            if let Some((concept, words)) = by_noun(&joined, joined.first) {
                return found(concept, words);
            }
        }
        let takes = |concept: &Concept| anyone || concept.objects.iter().any(|object| *object == head);
        if let Some(concept) = governing(view, quantity, measured, takes) {
            return found(concept, 0);
        }
        if let Some((concept, words)) = by_noun(&phrase, phrase.first) {
            return found(concept, words);
        }
        let anything = |concept: &Concept| takes(concept) || concept.objects.iter().any(|object| object == "*");
        return predicate(view, quantity, measured, anything).and_then(|concept| found(concept, 0));
    }
    // "12 were killed", "killing 12", "7 dead": nothing named, so people.
    if let Some(concept) = predicate(view, quantity, measured, |_| true) {
        return found(concept, 0);
    }
    // "the number of people killed by the flood rose to 12".
    let happened = |phrase: &NounPhrase| {
        let past = view.class(phrase.end).any(Classes::PAST);
        pick(view, phrase.end, &|_: &Concept| true).filter(|_| past)
    };
    let led = measured.label.preposition.is_some() || measured.label.verb.is_some();
    if let Some(concept) = measured.label.phrases.iter().filter(|_| led).find_map(happened) {
        return found(concept, 0);
    }
    let from = measured.label.phrases.first().map_or(0, |phrase| phrase.first);
    // Side by side with the number ("magnitude 6.1") the nearest phrase names it, else the first.
    let beside = measured.label.verb.is_none() && measured.label.preposition.is_none();
    let mut phrases = measured.label.phrases.clone();
    if beside {
        phrases.reverse();
    }
    if let Some((concept, words)) = phrases.iter().find_map(|phrase| by_noun(phrase, from)) {
        return found(concept, words);
    }
    // "put the injured at 2,527".
    let participle = |phrase: &&NounPhrase| !view.class(phrase.head).any(Classes::PERSON.or(Classes::BASE));
    let named = measured.label.phrases.last().filter(participle)?;
    found(pick(view, named.head, &|_: &Concept| true)?, 0)
}

/// The `n`-th word before the head, not before the token `first`, in lower case.
pub fn word_before<'v>(view: &View<'v>, first: usize, head: usize, n: usize) -> &'v str {
    let mut at = head;
    for _ in 0..n {
        loop {
            let Some(before) = at.checked_sub(1).filter(|before| *before >= first) else { return "" };
            at = before;
            if !view.hyphen(at) {
                break;
            }
        }
    }
    view.word(at)
}

/// The predicate at a token that takes what is counted.
fn pick<'v>(view: &View<'v>, at: usize, takes: &impl Fn(&Concept) -> bool) -> Option<&'v Concept> {
    let (group, _) = view.phrase(&view.lexicon.predicates, at)?;
    let mut concepts = view.lexicon.predicate_concepts(group);
    concepts.find(|concept| concept.dimensions.iter().any(|have| have == "count") && takes(concept))
}

/// The predicate that governs the number itself: right before it ("killed 12 people"), or right after its noun, with
/// nothing but auxiliaries and adverbs between ("12 people were killed", "12 people dead").
fn governing<'v>(
    view: &View<'v>,
    quantity: &Quantity,
    measured: &Measured,
    takes: impl Fn(&Concept) -> bool,
) -> Option<&'v Concept> {
    let mut before = quantity.first;
    while let Some(left) = before
        .checked_sub(1)
        .filter(|left| view.class(*left).any(Classes::ADVERB.or(Classes::DETERMINER)) || view.raw(*left) == "“")
    {
        before = left;
    }
    let active = before.checked_sub(1).filter(|left| view.class(*left).any(Classes::VERB)).and_then(|left| {
        let passive =
            left.checked_sub(1).is_some_and(|aux| matches!(view.word(aux), "was" | "were" | "been" | "be" | "being"));
        if passive { None } else { pick(view, left, &takes) }
    });
    active.or_else(|| {
        let mut at = past_part(view, measured.after.map_or(quantity.end, |phrase| phrase.end));
        while view.class(at).any(Classes::AUXILIARY)
            || view.class(at).any(Classes::ADVERB) && !view.is_predicate(at)
            || matches!(view.word(at), "who" | "that" | "remain" | "remains" | "remained")
        {
            at += 1;
        }
        pick(view, at, &takes)
    })
}

/// The token behind a part put between commas: "27, including 3 children, were wounded".
fn past_part(view: &View, at: usize) -> usize {
    /// The longest insertion, in tokens.
    const REACH: usize = 12;
    if view.raw(at) != "," || !matches!(view.word(at + 1), "including" | "among" | "most" | "many" | "mostly") {
        return at;
    }
    (at + 2..at + REACH).find(|close| view.raw(*close) == ",").map_or(at, |close| close + 1)
}

/// The predicate that governs the number, or one that stands behind a prepositional phrase ("12 people in the camp were
/// killed").
fn predicate<'v>(
    view: &View<'v>,
    quantity: &Quantity,
    measured: &Measured,
    takes: impl Fn(&Concept) -> bool,
) -> Option<&'v Concept> {
    let direct = governing(view, quantity, measured, &takes);
    if direct.is_some() {
        return direct;
    }
    // After the noun: auxiliaries, adverbs, "who", prepositional phrases up to the verb.
    let mut at = measured.after.map_or(quantity.end, |phrase| phrase.end);
    let limit = at + 12;
    let mut phrase_open = false;
    while at < view.len().min(limit) {
        let class = view.class(at);
        if (!phrase_open || class.any(Classes::AUXILIARY.or(Classes::PAST).or(Classes::ADJECTIVE)))
            && let Some(hit) = pick(view, at, &takes)
        {
            return Some(hit);
        }
        let word = view.word(at);
        if view.is(at, TokenKind::Mark) && !view.hyphen(at)
            || class.any(Classes::CONJUNCTION) && !matches!(word, "who" | "that" | "which")
        {
            return None;
        }
        if class.any(Classes::NUMERAL) || view.is(at, TokenKind::Number) {
            return None;
        }
        if class.any(Classes::PREPOSITION) {
            phrase_open = true;
        } else if class.any(Classes::AUXILIARY) {
            phrase_open = false;
        } else if class.any(Classes::VERB) && !class.any(Classes::ADJECTIVE) && !phrase_open {
            return None;
        }
        at += 1;
    }
    None
}

/// The concept of a figure with a unit.
pub fn measured_by_unit(view: &View, quantity: &Quantity, measured: &mut Measured, dimension: &str) -> Found {
    let lexicon = view.lexicon;
    let by_noun = |phrase: &NounPhrase, from: usize| {
        let head = folded(view, phrase.head);
        lexicon.noun_concept(dimension, |n| if n == 0 { &head } else { word_before(view, from, phrase.head, n) })
    };
    let trend_noun = |phrase: &NounPhrase| view.class(phrase.head).any(Classes::TREND_NOUN);
    // "$45 million in aid".
    if dimension == "money"
        && view.word(quantity.end) == "in"
        && let Some(behind) = noun_phrase::after(view, quantity.end + 1)
        && let Some((concept, words)) = by_noun(&behind, behind.first)
    {
        measured.after = Some(behind);
        measured.end = measured.end.max(behind.end);
        return found(concept, words);
    }
    let share = dimension == "ratio" && view.word(quantity.end) == "of";
    if share && measured.label.verb.is_none() {
        return None;
    }
    if let Some(after) = measured.after.filter(|after| !trend_noun(after) && !share)
        && let Some((concept, words)) = by_noun(&after, after.first)
    {
        return found(concept, words);
    }
    // "a 5 % rise in prices": what follows the noun of change.
    if let Some(after) = measured.after.filter(trend_noun)
        && matches!(view.word(after.end), "in" | "of" | "for")
        && let Some(object) = noun_phrase::after(view, after.end + 1)
    {
        measured.label.phrases = vec![object];
        measured.end = measured.end.max(object.end);
    }
    // "limits warming to 2 degrees": the verb's own -ing form names it.
    if let Some(verb) = measured.label.verb.filter(|verb| view.class(*verb).any(Classes::GERUND))
        && let Some((concept, words)) = by_noun(&NounPhrase { first: verb, end: verb + 1, head: verb }, verb)
    {
        return found(concept, words);
    }
    let from = measured.label.phrases.first().map_or(0, |phrase| phrase.first);
    // The longest noun wins: "earnings per share" over "earnings".
    let nouns = measured.label.phrases.iter().filter_map(|phrase| by_noun(phrase, from));
    if let Some((concept, words)) = nouns.reduce(|best, next| if next.1 > best.1 { next } else { best }) {
        return found(concept, words);
    }
    // "cost $40 million", "lasted 35 days", "210 metres tall"; "bought the rival for $13 billion".
    let paid = measured
        .label
        .preposition
        .filter(|at| matches!(dimension, "money" | "time") && matches!(view.word(*at), "for" | "at" | "to"))
        .and_then(|end| {
            (end.saturating_sub(12)..end).rev().find(|at| {
                view.class(*at).any(Classes::VERB)
                    && view.phrase(&lexicon.predicates, *at).is_some()
                    && !clause::parted(view, *at, end)
            })
        });
    [measured.label.verb, Some(quantity.end), paid].into_iter().flatten().find_map(|at| {
        let (group, _) = view.phrase(&lexicon.predicates, at)?;
        let concept = lexicon.predicate_concepts(group).find(|concept| {
            let unit = concept.objects.iter().any(|object| object == "*" || object == quantity.unit_id(view));
            unit && concept.dimensions.iter().any(|have| have == dimension)
        })?;
        found(concept, 0)
    })
}

/// Is the word a people's name in the plural: "Palestinians", "Britons", "Chinese"?
pub fn nationals(view: &View, at: usize) -> bool {
    view.name(&view.lexicon.place_names, at).is_some_and(|((_, demonym), end)| demonym && end == at + 1)
}
