//! The predicate that says what becomes of those who are counted: which verb or adjective governs a number, and what it
//! makes of it.

use super::measured::Measured;
use super::noun_phrase;
use crate::lexicon::{Classes, Concept};
use crate::quantity::{Quantity, View};
use crate::text::TokenKind;

/// The predicate at a token that takes what is counted.
pub fn pick<'v>(view: &View<'v>, at: usize, takes: &impl Fn(&Concept) -> bool) -> Option<&'v Concept> {
    let (group, _) = view.phrase(&view.lexicon.predicates, at)?;
    let mut concepts = view.lexicon.predicate_concepts(group);
    concepts.find(|concept| concept.dimensions.iter().any(|have| have == "count") && takes(concept))
}

/// "No one was killed or injured", "no dead or wounded": none of the concept that holds both.
pub fn either<'v>(view: &View<'v>, quantity: &Quantity, first: &Concept) -> Option<&'v Concept> {
    let none = quantity.figure.is_some_and(|figure| figure.is_zero()) && first.none;
    let or = (quantity.end..quantity.end + 5).find(|at| view.word(*at) == "or").filter(|_| none)?;
    let second = pick(view, or + 1, &|concept: &Concept| concept.none)?;
    let held = |concept: &&Concept| [first, second].iter().all(|part| concept.parts.contains(&part.id));
    view.lexicon.concepts().find(held).filter(|_| first.id != second.id)
}

/// Where predicates of several words begin that end right before `end`: "attended by 200 people", "licensed for 200".
pub fn ending_at(view: &View, end: usize) -> impl Iterator<Item = usize> {
    /// The longest one, in tokens.
    const MOST: usize = 4;
    let whole =
        move |left: &usize| view.phrase(&view.lexicon.predicates, *left).is_some_and(|(_, behind)| behind == end);
    (2..=MOST).filter_map(move |back| end.checked_sub(back)).filter(whole)
}

/// The predicate that governs the number itself: right before it ("killed 12 people"), or right after its noun, with
/// nothing but auxiliaries and adverbs between ("12 people were killed", "12 people dead").
pub fn governing<'v>(
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
    // "killed a total of 12 people"
    if before > 2 && view.word(before - 1) == "of" && view.word(before - 2) == "total" {
        before -= 2 + usize::from(view.class(before - 3).any(Classes::DETERMINER));
    }
    // How often something befell somebody, the passive says too: "he was shot nine times".
    let times = measured.after.is_some_and(|phrase| view.word(phrase.head) == "times");
    // "After the fire 12 people": behind an article it is a noun.
    let verb = |left: &usize| {
        let noun = left.checked_sub(1).is_some_and(|article| matches!(view.word(article), "the" | "a" | "an"));
        view.class(*left).any(Classes::VERB) && !noun
    };
    let active = before.checked_sub(1).filter(verb).and_then(|left| {
        let passive =
            left.checked_sub(1).is_some_and(|aux| matches!(view.word(aux), "was" | "were" | "been" | "be" | "being"));
        if passive && !times { None } else { pick(view, left, &takes) }
    });
    let phrase = || ending_at(view, before).find_map(|left| pick(view, left, &takes));
    // The longer one says more: "licensed to carry 200".
    phrase().or(active).or_else(|| {
        let at = past_part(view, measured.after.map_or(quantity.end, |phrase| phrase.end));
        let mut at = past_joined(view, past_part(view, past_complement(view, at)));
        if let Some(main) = main_verb(view, at).and_then(|verb| pick(view, verb + 1, &takes)) {
            return Some(main);
        }
        if let Some(made) = made_to(view, before, at).and_then(|verb| pick(view, verb, &takes)) {
            return Some(made);
        }
        let behind = at;
        while view.class(at).any(Classes::AUXILIARY)
            || view.class(at).any(Classes::ADVERB) && !view.is_predicate(at)
            || matches!(view.word(at), "who" | "that" | "remain" | "remains" | "remained")
            || told_to_be(view, at)
        {
            at += 1;
        }
        let befell = pick(view, at, &takes).filter(|_| at > behind || !done_by_them(view, at))?;
        if !(behind..at).any(|at| negates(view.word(at))) {
            return Some(befell);
        }
        // "57 did not survive": of the others it is not said what became of them.
        if befell.id == "survivors" { view.lexicon.concept_named("deaths") } else { None }
    })
}

/// The verb of what people were made to do: "forced 900 people to flee"; the number begins before `first`, its noun ends
/// before `end`.
fn made_to(view: &View, first: usize, end: usize) -> Option<usize> {
    let verb = first.checked_sub(1).map_or("", |at| view.word(at));
    let made =
        matches!(verb, "forced" | "forcing" | "forces" | "force" | "ordered" | "ordering" | "compelled" | "compelling");
    (made && view.word(end) == "to").then_some(end + 1)
}

/// Does the word say that what follows did not happen?
fn negates(word: &str) -> bool {
    matches!(word, "not" | "n't" | "never")
}

/// The verb of the main clause behind a relative one: "three men who had taken refuge in a barn were killed".
fn main_verb(view: &View, from: usize) -> Option<usize> {
    /// The longest relative clause, in tokens.
    const REACH: usize = 14;
    if !matches!(view.word(from), "who" | "that") {
        return None;
    }
    let over = |at: &usize| matches!(view.raw(*at), ";" | ":" | "." | ",");
    let clause = (from + 2..from + REACH).take_while(|at| !over(at));
    clause.into_iter().find(|at| {
        matches!(view.word(*at), "was" | "were") && !view.class(at - 1).any(Classes::CONJUNCTION.or(Classes::PRONOUN))
    })
}

/// Is the word one by which somebody tells what became of people: "were listed as missing", "is feared to have died"?
fn told_to_be(view: &View, at: usize) -> bool {
    let told = |at: usize| {
        let passive = at > 0 && view.class(at - 1).any(Classes::AUXILIARY.or(Classes::ADVERB));
        let class = view.class(at);
        let tells = class.any(Classes::REPORTING) && class.any(Classes::PAST)
            || matches!(view.word(at), "considered" | "known" | "deemed" | "left" | "made");
        passive && tells
    };
    let infinitive = view.word(at) == "to" && matches!(view.word(at + 1), "be" | "have");
    told(at) || (view.word(at) == "as" || infinitive) && at > 0 && told(at - 1)
}

/// The token behind a part put between commas: "27, including 3 children, were wounded", "27, who had fled, were …",
/// "three people, one of them a nurse, were killed".
fn past_part(view: &View, at: usize) -> usize {
    /// The longest insertion, in tokens.
    const REACH: usize = 14;
    if view.raw(at) != "," {
        return at;
    }
    let close = (at + 2..at + REACH).find(|close| view.raw(*close) == ",");
    if matches!(view.word(at + 1), "including" | "among" | "most" | "many" | "mostly" | "who" | "which") {
        return close.map_or(at, |close| close + 1);
    }
    let restated = matches!(view.word(at + 1), "or" | "aged");
    // Of another insertion only an auxiliary behind it says that the sentence goes on.
    let opens = view.class(at + 1).any(Classes::NUMERAL.or(Classes::DETERMINER)) || view.is(at + 1, TokenKind::Number);
    let goes_on = |close: &usize| view.raw(*close) == "," && view.class(close + 1).any(Classes::AUXILIARY);
    let last = (at + 2..at + REACH).find(goes_on).filter(|_| opens || restated);
    last.map_or(at, |close| close + 1)
}

/// Is the verb at the end of its subject done by it, and not to it: "two officers shot a man"?
fn done_by_them(view: &View, verb: usize) -> bool {
    let transitive = |at: usize| {
        matches!(
            view.word(at),
            "killed"
                | "shot"
                | "wounded"
                | "injured"
                | "arrested"
                | "detained"
                | "rescued"
                | "attacked"
                | "stabbed"
                | "abducted"
                | "kidnapped"
                | "captured"
                | "freed"
                | "saved"
                | "robbed"
                | "assaulted"
        )
    };
    if !transitive(verb) {
        return false;
    }
    let coordinated = view.word(verb + 1) == "and" && view.class(verb + 2).any(Classes::PAST);
    let object = verb + if coordinated { 3 } else { 1 };
    let class = view.class(object);
    view.is(object, TokenKind::Number)
        || class.any(Classes::DETERMINER.or(Classes::NUMERAL)) && !class.any(Classes::PREPOSITION)
        || matches!(view.word(object), "him" | "her" | "them")
        || view.capital(object) && class.is_empty()
}

/// The token behind what people belong to: "12 members of the crew were killed".
fn past_complement(view: &View, at: usize) -> usize {
    let complement = || noun_phrase::after(view, at + 1).filter(|phrase| phrase.end - at < 8);
    if view.word(at) == "of" { complement().map_or(at, |phrase| phrase.end) } else { at }
}

/// The token behind one person more: "two women and a man died".
fn past_joined(view: &View, at: usize) -> usize {
    let one = view.word(at) == "and" && matches!(view.word(at + 1), "a" | "an");
    let person = noun_phrase::after(view, at + 2).filter(|phrase| one && view.class(phrase.head).any(Classes::PERSON));
    person.map_or(at, |phrase| phrase.end)
}

/// The predicate that governs the number, or one that stands behind a prepositional phrase ("12 people in the camp were
/// killed").
pub fn predicate<'v>(
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
        // "people in the north without power"
        if (!phrase_open
            || class.any(Classes::AUXILIARY.or(Classes::PAST).or(Classes::ADJECTIVE).or(Classes::PREPOSITION)))
            && let Some(hit) = pick(view, at, &takes)
        {
            return Some(hit);
        }
        let word = view.word(at);
        if negates(word)
            || view.is(at, TokenKind::Mark) && !view.hyphen(at)
            || class.any(Classes::CONJUNCTION) && !matches!(word, "who" | "that" | "which")
        {
            return None;
        }
        // "474,000 people in five districts have been vaccinated"
        if !phrase_open && (class.any(Classes::NUMERAL) || view.is(at, TokenKind::Number)) {
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

/// "43 percent of the voters cast a ballot": the rate of those who do what the predicate says; `of` is the token behind the
/// share.
pub fn shared<'v>(view: &View<'v>, of: usize) -> Option<&'v Concept> {
    let whole = noun_phrase::after(view, of + 1)?;
    let mut at = past_complement(view, whole.end);
    while view.phrase(&view.lexicon.predicates, at).is_none()
        && (view.class(at).any(Classes::AUXILIARY.or(Classes::ADVERB)) || matches!(view.word(at), "who" | "that"))
    {
        at += 1;
    }
    let (group, _) = view.phrase(&view.lexicon.predicates, at)?;
    let mut concepts = view.lexicon.predicate_concepts(group);
    concepts.find(|concept| concept.dimensions.iter().any(|have| have == "ratio"))
}
