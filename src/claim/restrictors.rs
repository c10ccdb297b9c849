//! What narrows a measure, and whether it cuts out a part of it.

use super::concept::noun_concept;
use super::measured::{Measured, folded, is_name, main_phrase};
use super::noun_phrase::NounPhrase;
use super::{Restrictor, RestrictorKind};
use crate::lexicon::{Classes, Concept};
use crate::quantity::{Quantity, View};
use crate::text::TokenKind;
use smallvec::SmallVec;

/// What narrows the measure: the words of the phrase before its head, and words like "another" beside the number.
pub fn restrict(view: &View, quantity: &Quantity, measured: &mut Measured, known: usize) {
    let count = quantity.dimension(view) == "count";
    // Where a predicate made the concept of a bare number, the words before it are its doer, not what is measured.
    let doer = known == 0 && measured.known && measured.after.is_none();
    let name = |phrase: &NounPhrase| measured.after != Some(*phrase) && is_name(view, phrase);
    let Some(phrase) = main_phrase(view, measured, count).filter(|phrase| !doer && !name(phrase)) else {
        return part_words(view, quantity, measured);
    };
    // The words of the concept's own noun do not narrow it again; a head that no concept knows is the concept itself.
    let mut end = phrase.head;
    for _ in 1..known {
        end = end.saturating_sub(1);
        while end > phrase.first && view.hyphen(end) {
            end -= 1;
        }
    }
    let mut at = phrase.first;
    while at < end {
        let ((selecting, entry), next) = match view.phrase(&view.lexicon.restrictors, at) {
            Some(((selecting, entry), next)) if next <= end => ((selecting, Some(entry)), next),
            _ => ((selects(view, at), None), at + 1),
        };
        // "good-paying jobs", "anti-crime units": one modifier.
        let next = if entry.is_none() { hyphenated(view, at, end) } else { next };
        let words: SmallVec<[&str; 4]> =
            (at..next).filter(|at| view.is(*at, TokenKind::Word)).map(|at| view.word(at)).collect();
        let first = at;
        let place = view.name(&view.lexicon.place_names, at);
        let other = Classes::CONJUNCTION.or(Classes::DETERMINER).or(Classes::PREPOSITION).or(Classes::NUMERAL);
        let unit = view.hyphen(at.wrapping_sub(1)) && view.alone(&view.lexicon.unit_names, at).is_some();
        let function = view.class(at).any(other) || unit;
        at = place.map_or(next, |(_, end)| end).max(at + 1);
        let own = words.iter().any(|word| {
            // "a 48-page booklet": the noun of the unit does not narrow itself.
            **word == measured.concept
                || view
                    .lexicon
                    .noun_concept(quantity.dimension(view), |n| if n == 0 { word } else { "" })
                    .is_some_and(|(found, _)| found.id == measured.concept)
        }) || befell(view, first, &measured.concept)
            || whole(view, first);
        if words.is_empty() || place.is_some() || function || own {
            continue;
        }
        measured.entries.extend(entry);
        let text = view.lexicon.singular(&words.join(" ")).into_owned();
        let described = |concept: &Concept| concept.described.contains(&text);
        let selecting = selecting && !view.lexicon.concept_named(&measured.concept).is_some_and(described);
        let kind = if selecting { RestrictorKind::Selecting } else { RestrictorKind::Describing };
        measured.restrictors.push(Restrictor { text, kind });
    }
    // Where a predicate made the concept, a noun for some people is a subgroup: "12 soldiers were killed".
    let subgroup = view.class(phrase.head).any(Classes::PERSON) && !own_noun(view, &phrase, &measured.concept);
    if known == 0 && count && measured.known && measured.after.is_some() && subgroup {
        let text = folded(view, phrase.head).into_owned();
        let concept = view.lexicon.concept_named(&measured.concept);
        let described = concept.is_some_and(|concept| concept.described.contains(&text));
        let kind = if described { RestrictorKind::Describing } else { RestrictorKind::Selecting };
        measured.restrictors.push(Restrictor { text, kind });
    }
    part_words(view, quantity, measured);
    measured.restrictors.sort();
    measured.restrictors.dedup();
}

/// The token after the words that hyphens join to the one at `at`, but for a number's unit and names of places.
fn hyphenated(view: &View, at: usize, end: usize) -> usize {
    let mut next = at + 1;
    let alone = view.hyphen(at.wrapping_sub(1)) || view.name(&view.lexicon.place_names, at).is_some();
    while !alone
        && view.is(at, TokenKind::Word)
        && view.hyphen(next)
        && next + 1 < end
        && view.is(next + 1, TokenKind::Word)
    {
        next += 2;
    }
    next
}

/// "the world's forests", "the nation's jobless rate": the whole of them.
fn whole(view: &View, at: usize) -> bool {
    matches!(view.word(at), "world" | "nation" | "country") && view.is(at + 1, TokenKind::Possessive)
}

/// Does the word make the concept: "52 injured people"?
fn befell(view: &View, at: usize, concept: &str) -> bool {
    let group = view.phrase(&view.lexicon.predicates, at).filter(|_| view.is_predicate(at));
    group.is_some_and(|(group, _)| view.lexicon.predicate_concepts(group).any(|found| found.id == concept))
}

/// Is the head itself a noun of the concept: "refugees who fled"?
fn own_noun(view: &View, phrase: &NounPhrase, concept: &str) -> bool {
    noun_concept(view, "count", phrase, phrase.first).is_some_and(|(found, _)| found.id == concept)
}

/// What says that a number is a part of another one, whatever the part is called.
pub fn part() -> Restrictor {
    Restrictor { text: "including".to_owned(), kind: RestrictorKind::Selecting }
}

/// "another 12", "12 more", "including 12", "of which 12", "12 others": a part of something said elsewhere.
fn part_words(view: &View, quantity: &Quantity, measured: &mut Measured) {
    let before = quantity.first.checked_sub(1);
    let left = before.map_or("", |at| view.word(at));
    let second = before.and_then(|at| at.checked_sub(1)).map_or("", |at| view.word(at));
    let right = view.word(quantity.end);
    let part = match (left, right) {
        ("another" | "additional" | "further" | "other", _) => Some(left),
        (_, "more") if view.word(quantity.end + 1) != "than" && quantity.unit.is_none() => Some("another"),
        (_, "others" | "other" | "additional" | "further") => Some("another"),
        // "Five children were among 21 dead": 21 are the whole.
        ("among", _) if matches!(second, "was" | "were" | "is" | "are" | "be" | "been") => None,
        ("including" | "among" | "included", _) => Some("including"),
        ("which" | "whom" | "them", _) if matches!(second, "of") => Some("including"),
        _ => None,
    };
    let of_whom =
        view.word(quantity.end) == "of" && matches!(view.word(quantity.end + 1), "whom" | "which" | "them" | "those");
    let alone = measured.after.is_some_and(|phrase| view.word(phrase.end) == "alone");
    let part = part.or(of_whom.then_some("including")).or(alone.then_some("alone"));
    if let Some(part) = part {
        let entry = view.lexicon.restrictors.get(part).map(|(_, entry)| entry);
        measured.entries.extend(entry);
        let text = if matches!(part, "additional" | "further" | "other") { "another" } else { part };
        measured.restrictors.push(Restrictor { text: text.to_owned(), kind: RestrictorKind::Selecting });
    }
}

/// Does a word before a head cut out a part? Adjectives and participles describe; names and nouns select.
fn selects(view: &View, at: usize) -> bool {
    let class = view.class(at);
    let describing =
        class.any(Classes::ADJECTIVE.or(Classes::PAST).or(Classes::GERUND).or(Classes::ADVERB).or(Classes::ORDINAL));
    let adjectival = ["al", "ive", "ous", "ful", "less", "ic", "ary", "able", "ible", "ly"]
        .iter()
        .any(|ending| view.word(at).ends_with(ending));
    view.capital(at) && at > 0 && !class.any(Classes::COMMON) || !describing && !adjectival
}
