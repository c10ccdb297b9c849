//! The concept of a number: what its noun, its label or the verb beside it counts or measures.

use super::antecedent;
use super::clause;
use super::frames::framed;
use super::measured::{Measured, does, folded};
use super::noun_phrase::{self, NounPhrase};
use super::predicate::{either, ending_at, governing, pick, predicate, shared};
use super::toll;
use super::unnamed::{befalls, charged, joined_in, magnitude, room_for, units, vaccine, voted};
use crate::lexicon::{Classes, Concept, EntryId};
use crate::quantity::{Quantity, View};
use crate::text::TokenKind;

/// A concept's name, its entry, and how many words of the phrase are its own noun; 0 where a predicate made it.
pub type Found = Option<(String, EntryId, usize)>;

pub(super) fn found(concept: &Concept, words: usize) -> Found {
    Some((concept.id.clone(), concept.entry, words))
}

/// The concept of a count.
pub fn counted(view: &View, measured: &mut Measured, quantity: &Quantity) -> Found {
    let by_noun = |phrase: &NounPhrase, from: usize| noun_concept(view, "count", phrase, from);
    let unnamed = magnitude(view, quantity, measured)
        .or_else(|| room_for(view, quantity, measured))
        .or_else(|| charged(view, quantity, measured))
        .or_else(|| voted(view, quantity))
        .or_else(|| toll::part_of(view, quantity));
    if let Some(concept) = unnamed {
        return found(concept, 1);
    }
    if let Some(phrase) = measured.after {
        let head = folded(view, phrase.head);
        let anyone = human(view, phrase.head);
        // "a 48-page report": the noun joined to the number is counted, and nothing is said of it.
        if let Some(joined) = joined(view, quantity) {
            if let Some(concept) = units(view, quantity, joined.head) {
                return found(concept, 1);
            }
            return by_noun(&joined, joined.first).and_then(|(concept, words)| found(concept, words));
        }
        if let Some(concept) = units(view, quantity, phrase.head) {
            return found(concept, 1);
        }
        // What happened to them outranks who they are: "killed 12 soldiers" counts deaths.
        let takes = |concept: &Concept| takes(view, concept, phrase.head);
        if let Some(concept) = governing(view, quantity, measured, takes) {
            return found(concept, 0);
        }
        if let Some(concept) = toll::told(view, quantity, measured, &phrase) {
            return found(concept, 0);
        }
        if let Some(concept) = joined_in(view, phrase.end).filter(|_| anyone) {
            return found(concept, 0);
        }
        // "52 injured people", "40 missing hikers": what happened to them stands before the noun.
        let befell = (phrase.first..phrase.head).find_map(|at| {
            let class = view.class(at);
            let participle =
                class.any(Classes::PAST.or(Classes::GERUND).or(Classes::ADJECTIVE)) && view.is_plural(phrase.head);
            pick(view, at, &takes).filter(|_| participle && view.is_predicate(at))
        });
        if let Some(concept) = befell {
            return found(concept, 0);
        }
        // "5,000 rally in the capital": a singular noun is none behind more than one.
        let one = quantity.figure.is_some_and(|figure| figure <= rust_decimal::Decimal::ONE);
        let verb =
            phrase.first == phrase.head && view.class(phrase.head).any(Classes::BASE) && !view.is_plural(phrase.head);
        if let Some(concept) = pick(view, phrase.head, &|concept: &Concept| !concept.no_people).filter(|_| verb && !one)
        {
            return found(concept, 0);
        }
        if let Some((concept, words)) = by_noun(&phrase, phrase.first) {
            // "100 million shots of the vaccine"
            let dose = view.lexicon.concept_named("doses").filter(|_| concept.id == "shots_fired" && vaccine(view));
            return found(dose.unwrap_or(concept), words);
        }
        let anything = |concept: &Concept| takes(concept) || concept.objects.iter().any(|object| object == "*");
        let made = predicate(view, quantity, measured, anything);
        // "put the march at 30,000 people": of people alone the label says which.
        if made.is_some() || !matches!(&*head, "people" | "person") {
            return made.and_then(|concept| found(concept, 0));
        }
        // "The march drew 120,000 people"
        let drew = |verb: usize| {
            matches!(
                view.word(verb),
                "drew" | "draw" | "draws" | "drawn" | "attract" | "attracted" | "attracts" | "brought"
            )
        };
        let led = measured.label.preposition.is_some() || measured.label.verb.is_some_and(drew);
        let label = measured.label.phrases.last().filter(|_| led)?;
        let crowd = by_noun(label, label.first).filter(|(concept, _)| concept.of_people);
        return crowd.or_else(|| gathering(view, label)).and_then(|(concept, words)| found(concept, words));
    }
    // "the 12 who were saved": what became of them, whatever the verb before.
    if view.word(quantity.end) == "who" {
        let mut at = quantity.end + 1;
        while view.class(at).any(Classes::AUXILIARY.or(Classes::ADVERB)) && !view.is_predicate(at) {
            at += 1;
        }
        if let Some(concept) = pick(view, at, &|concept: &Concept| !concept.no_people) {
            return found(concept, 0);
        }
    }
    // "12 were killed", "killing 12", "7 dead": nothing named, so people.
    let people = |concept: &Concept| befalls(view, quantity, concept);
    if let Some(concept) = predicate(view, quantity, measured, people) {
        let concept = either(view, quantity, concept).unwrap_or(concept);
        return found(concept, 0);
    }
    // "the number of people killed by the flood rose to 12".
    let happened = |phrase: &NounPhrase| {
        let mut verb = phrase.end;
        while matches!(view.word(verb), "who" | "that") || verb > phrase.end && view.class(verb).any(Classes::AUXILIARY)
        {
            verb += 1;
        }
        let past = view.class(verb).any(Classes::PAST);
        pick(view, verb, &|concept: &Concept| takes(view, concept, phrase.head)).filter(|_| past)
    };
    let led = measured.label.preposition.is_some() || measured.label.verb.is_some();
    if let Some(concept) = measured.label.phrases.iter().filter(|_| led).find_map(happened) {
        return found(concept, 0);
    }
    let from = measured.label.phrases.first().map_or(0, |phrase| phrase.first);
    // Side by side with the number ("magnitude 6.1") the nearest phrase names it, else the first.
    let beside = measured.label.verb.is_none() && measured.label.preposition.is_none();
    let mut phrases = measured.label.phrases.clone();
    phrases.retain(|phrase| !does(view, measured, phrase) && !doer(view, phrase));
    if beside {
        phrases.reverse();
    }
    // "the number of people killed when bombs fell on a camp for families rose to 52"
    if let Some(tolled) = toll::tolled(view, quantity, measured) {
        return Some(tolled);
    }
    if let Some((concept, words)) = phrases.iter().find_map(|phrase| by_noun(phrase, from)) {
        return found(concept, words);
    }
    if let Some((concept, words)) = phrases.last().filter(|_| led).and_then(|phrase| gathering(view, phrase)) {
        return found(concept, words);
    }
    if let Some((concept, words)) = antecedent::of_opening(view, quantity)
        .and_then(|whole| by_noun(&whole, whole.first))
        .filter(|_| phrases.is_empty())
    {
        return found(concept, words);
    }
    // "put the injured at 2,527".
    let participle = |phrase: &&NounPhrase| !view.class(phrase.head).any(Classes::PERSON.or(Classes::BASE));
    let named = measured.label.phrases.last().filter(participle)?;
    found(pick(view, named.head, &|_: &Concept| true)?, 0)
}

/// Does the phrase say who did it: "the number of people detained by police"?
fn doer(view: &View, phrase: &NounPhrase) -> bool {
    let mut at = phrase.first;
    while at > 0 && view.class(at - 1).any(Classes::DETERMINER.or(Classes::ADJECTIVE)) {
        at -= 1;
    }
    // "hauled away by police"
    let particle = at > 2 && matches!(view.word(at - 2), "away" | "up" | "down" | "off" | "out" | "over");
    let verb = at.saturating_sub(2 + usize::from(particle));
    at > 1 && view.word(at - 1) == "by" && view.class(verb).any(Classes::PAST.or(Classes::CONJUNCTION))
}

/// Does the noun name human beings?
fn human(view: &View, head: usize) -> bool {
    view.class(head).any(Classes::PEOPLE.or(Classes::PERSON)) || nationals(view, head)
}

/// Do the predicates of a concept take what a noun names?
pub(super) fn takes(view: &View, concept: &Concept, head: usize) -> bool {
    human(view, head) && !concept.no_people || concept.objects.iter().any(|object| *object == folded(view, head))
}

/// The noun that a hyphen joins to a count: "a 48-page report", "the 7.8-magnitude earthquake".
pub fn joined(view: &View, quantity: &Quantity) -> Option<NounPhrase> {
    let noun = quantity.end + 1;
    let apart = Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::NUMERAL).or(Classes::ADVERB);
    let joins = view.hyphen(quantity.end) && !view.hyphen(noun + 1) && !view.class(noun).any(apart);
    let counts = joins && view.is(noun, TokenKind::Word) && !view.capital(noun) && view.word(noun) != "old";
    counts.then_some(NounPhrase { first: noun, end: noun + 1, head: noun })
}

/// What those are who came to what a label names: a march, a vigil.
fn gathering<'v>(view: &View<'v>, label: &NounPhrase) -> Option<(&'v Concept, usize)> {
    let concept = view.lexicon.label_concepts.get(&*folded(view, label.head))?;
    view.lexicon.concept(*concept).map(|concept| (concept, 1))
}

/// The concept that the noun of a phrase names, with the words before it from `first` on, and how many words are its own.
pub fn noun_concept<'v>(
    view: &View<'v>,
    dimension: &str,
    phrase: &NounPhrase,
    first: usize,
) -> Option<(&'v Concept, usize)> {
    let head = folded(view, phrase.head);
    let named = |head: &str| {
        view.lexicon.noun_concept(dimension, |n| if n == 0 { head } else { word_before(view, first, phrase.head, n) })
    };
    // "Damages" are no damage: a plural may have a meaning of its own.
    let own = Some(view.word(phrase.head)).filter(|word| *word != head);
    own.and_then(named).or_else(|| named(&head))
}

/// The `n`-th word before the head, not before the token `first`, in lower case.
fn word_before<'v>(view: &View<'v>, first: usize, head: usize, n: usize) -> &'v str {
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

/// The concept of a figure with a unit.
pub fn measured_by_unit(view: &View, quantity: &Quantity, measured: &mut Measured, dimension: &str) -> Found {
    let lexicon = view.lexicon;
    let by_noun = |phrase: &NounPhrase, from: usize| noun_concept(view, dimension, phrase, from);
    let trend_noun = |phrase: &NounPhrase| view.class(phrase.head).any(Classes::TREND_NOUN);
    let changed_noun = |after: &NounPhrase| {
        let head = (after.first..after.head).rev().find(|at| view.is(*at, TokenKind::Word))?;
        Some(NounPhrase { first: after.first, end: head + 1, head })
    };
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
    if let Some(concept) = framed(view, quantity, measured, dimension) {
        return found(concept, 1);
    }
    let share = dimension == "ratio" && view.word(quantity.end) == "of";
    // "one in five Britons voted"
    let among = measured.after.filter(|after| dimension == "ratio" && !share && human(view, after.head));
    if let Some(concept) = among.and_then(|after| shared(view, after.first.wrapping_sub(1))) {
        return found(concept, 0);
    }
    if let Some(concept) = Some(quantity.end).filter(|_| share).and_then(|of| shared(view, of)) {
        return found(concept, 0);
    }
    if share && measured.label.verb.is_none() {
        return None;
    }
    if let Some(after) = measured.after.filter(|_| !share)
        && let Some((concept, words)) = by_noun(&after, after.first)
    {
        return found(concept, words);
    }
    // "212 millimetres (8.3 inches) of rain": the noun behind both.
    let of = past_bracket(view, quantity);
    if of > quantity.end
        && view.word(of) == "of"
        && let Some(behind) = noun_phrase::after(view, of + 1)
        && let Some((concept, words)) = by_noun(&behind, behind.first)
    {
        return found(concept, words);
    }
    // "a 12 percent price rise": what changes stands before the noun of change.
    if let Some(after) = measured.after.filter(|after| trend_noun(after) && !share && after.first < after.head)
        && let Some((concept, words)) = changed_noun(&after).and_then(|changed| by_noun(&changed, changed.first))
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
    // "a profit on sales of $12 million": the sales.
    if measured.label.preposition.is_some_and(|of| view.word(of) == "of")
        && let [.., last] = measured.label.phrases.as_slice()
        && last.first.checked_sub(1).is_some_and(|joint| view.word(joint) == "on")
        && let Some((concept, words)) = by_noun(last, last.first)
    {
        return found(concept, words);
    }
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
    // A word right before the figure that is no verb elsewhere: "which has blackened 900 acres".
    let mut beside = quantity.first;
    while beside > 0 && view.class(beside - 1).any(Classes::ADVERB.or(Classes::DETERMINER)) {
        beside -= 1;
    }
    let phrase = ending_at(view, beside).next();
    // "Shares lost 2 percent to $36": the sum behind a preposition is not what was lost.
    let object = dimension != "money" || measured.label.preposition.is_none();
    // "three metres (10 feet) wide"
    let behind = past_bracket(view, quantity);
    [measured.label.verb.filter(|_| object), phrase, Some(behind), paid].into_iter().flatten().find_map(|at| {
        let (group, _) = view.phrase(&lexicon.predicates, at)?;
        let concept = lexicon.predicate_concepts(group).find(|concept| {
            // "15 percent contained": the participle behind a share takes it, whatever else the verb takes.
            let share = dimension == "ratio" && at == behind && view.class(at).any(Classes::PAST);
            let unit = share || concept.objects.iter().any(|object| object == "*" || object == quantity.unit_id(view));
            unit && concept.dimensions.iter().any(|have| have == dimension)
        })?;
        found(concept, 0)
    })
}

/// The token behind a figure and its conversion, whichever of the two it is.
fn past_bracket(view: &View, quantity: &Quantity) -> usize {
    let close = match view.raw(quantity.end) {
        "(" => (quantity.end..quantity.end + 8).find(|at| view.raw(*at) == ")"),
        ")" => Some(quantity.end),
        _ => None,
    };
    close.map_or(quantity.end, |close| close + 1)
}

/// Is the word a people's name in the plural: "Palestinians", "Britons", "Chinese"?
pub fn nationals(view: &View, at: usize) -> bool {
    view.name(&view.lexicon.place_names, at).is_some_and(|((_, demonym), end)| demonym && end == at + 1)
}
