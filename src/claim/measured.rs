//! What a number measures: the noun phrase, its concept, what narrows it, and the part that the figure plays.

use super::clause;
use super::label::{self, Label};
use super::noun_phrase::{self, NounPhrase};
use super::{Restrictor, RestrictorKind, Role, Trend};
use crate::lexicon::{Classes, Concept, EntryId};
use crate::quantity::{Quantity, View};
use crate::text::{Span, TokenKind};
use std::borrow::Cow;

/// What one number measures.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// The noun phrase as said, in the sentence; none where nothing is named.
    pub phrase: Option<Span>,
    /// The noun phrase after the number.
    pub after: Option<NounPhrase>,
    /// What stands before it.
    pub label: Label,
    /// A concept of the vocabulary, or the folded head.
    pub concept: String,
    /// Is the concept one of the vocabulary?
    pub known: bool,
    /// What narrows it.
    pub restrictors: Vec<Restrictor>,
    /// What part the figure plays.
    pub role: Option<Role>,
    /// Up or down.
    pub trend: Option<Trend>,
    /// Entries of the vocabulary that took part.
    pub entries: Vec<EntryId>,
    /// The token after all that belongs to the number.
    pub end: usize,
}

/// Heads that say nothing of what is measured: the phrase after "of" does.
const EMPTY_HEADS: [&str; 18] = [
    "number",
    "total",
    "figure",
    "rate",
    "level",
    "amount",
    "sum",
    "value",
    "average",
    "count",
    "share",
    "proportion",
    "percentage",
    "majority",
    "part",
    "record",
    "estimate",
    "quarter",
];

/// Reads what `quantity` measures. `floor` is the token after the number before it, `ceiling` the first token of the next.
pub fn measured(view: &View, quantity: &Quantity, floor: usize, ceiling: usize) -> Measured {
    let mut measured = Measured { label: label::of(view, quantity, floor), end: quantity.end, ..Measured::default() };
    measured.after = noun_after(view, quantity, ceiling);
    if let Some(after) = measured.after {
        measured.end = measured.end.max(after.end);
    }
    role(view, quantity, &mut measured);
    let dimension = quantity.dimension(view);
    let found = if dimension == "count" {
        counted(view, &mut measured, quantity)
    } else {
        measured_by_unit(view, quantity, &mut measured, dimension)
    };
    if let Some((id, entry, words)) = found {
        measured.concept = id;
        measured.known = true;
        measured.entries.push(entry);
        restrict(view, quantity, &mut measured, words);
    } else {
        let head = main_phrase(view, &measured, dimension == "count").map(|phrase| {
            if nationals(view, phrase.head) { "people".to_owned() } else { folded(view, phrase.head).into_owned() }
        });
        measured.concept = head.unwrap_or_default();
        restrict(view, quantity, &mut measured, 1);
    }
    measured.phrase = phrase_span(view, &measured, dimension == "count");
    measured
}

/// Is the word a people's name in the plural: "Palestinians", "Britons", "Chinese"?
fn nationals(view: &View, at: usize) -> bool {
    view.name(&view.lexicon.place_names, at).is_some_and(|((_, demonym), end)| demonym && end == at + 1)
}

/// The head noun of a token: lower case, singular.
pub fn folded<'v>(view: &View<'v>, at: usize) -> Cow<'v, str> {
    view.lexicon.singular(view.word(at))
}

fn noun_after(view: &View, quantity: &Quantity, ceiling: usize) -> Option<NounPhrase> {
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
    } else if view.raw(at) == ")" && (quantity.first.saturating_sub(2)..quantity.first).any(|at| view.raw(at) == "(") {
        at += 1;
    }
    let mut phrase = noun_phrase::after(view, at)?;
    // "498,000 last week" counts no weeks.
    let time = quantity.unit.is_none()
        && view
            .lexicon
            .unit_names
            .get(view.word(phrase.head))
            .and_then(|unit| view.lexicon.unit(unit))
            .is_some_and(|unit| unit.dimension == "time");
    if phrase.first >= ceiling || time && !of {
        return None;
    }
    if phrase.end > ceiling {
        phrase.end = ceiling;
        phrase.head = (phrase.first..phrase.end).rev().find(|at| view.is(*at, TokenKind::Word))?;
    }
    if !counted && !of {
        let class = view.class(phrase.head);
        // "a $13 billion deal" has its article before the number.
        let article = quantity.first.checked_sub(1).is_some_and(|before| view.class(before).any(Classes::DETERMINER));
        let verb = class.any(Classes::VERB)
            && phrase.first == phrase.head
            && !class.any(Classes::TREND_NOUN)
            && !article
            && !view.hyphen(quantity.end);
        if verb || view.class(at).any(Classes::DETERMINER) {
            return None;
        }
    }
    if counted && !of && view.class(at).any(Classes::DETERMINER) && !quantity.part {
        return None;
    }
    // "members of parliament", "barrels of oil": the complement belongs to what is counted.
    let people = view.class(phrase.head).any(Classes::PEOPLE.or(Classes::PERSON));
    if counted
        && !people
        && view.word(phrase.end) == "of"
        && phrase.end + 1 < ceiling
        && !view.capital(phrase.end + 1)
        && let Some(complement) =
            noun_phrase::after(view, phrase.end + 1).filter(|complement| complement.end <= ceiling)
    {
        return Some(NounPhrase { end: complement.end, ..phrase });
    }
    Some(phrase)
}

/// Level, change, share; up or down.
fn role(view: &View, quantity: &Quantity, measured: &mut Measured) {
    let label = &measured.label;
    let ratio = quantity.dimension(view) == "ratio";
    let preposition = label.preposition.map_or("", |at| view.word(at));
    let way = |at: usize| {
        let class = view.class(at);
        if class.any(Classes::UP) {
            Some(Trend::Up)
        } else if class.any(Classes::DOWN) {
            Some(Trend::Down)
        } else {
            None
        }
    };
    let mut role = None;
    let verb = label.verb.filter(|verb| view.class(*verb).any(Classes::TREND_VERB.or(Classes::TREND_NOUN)));
    if let Some(verb) = verb {
        measured.trend = way(verb);
        measured.entries.extend(view.lexicon.trend_entry(view.word(verb)));
        role = match preposition {
            "to" | "at" | "from" | "above" | "below" => Some(Role::Level),
            "by" => Some(Role::Change),
            _ if ratio || view.lexicon.unit_named(quantity.unit_id(view)).is_some() => Some(Role::Change),
            // "lost 12 workers", "gained 3 seats" count what changed.
            _ => None,
        };
    }
    // "up 5 %", "5 % higher", "5 % rise", "a rise of 5 %".
    let words = |at: usize| {
        view.phrase(&view.lexicon.trend_words, at)
            .map(|((up, entry), _)| (if up { Trend::Up } else { Trend::Down }, entry))
    };
    let before = quantity.first.checked_sub(1);
    let beside = before
        .and_then(|before| words(before))
        .or_else(|| {
            before.filter(|before| view.class(*before).any(Classes::PREPOSITION) && *before > 0).and_then(|before| {
                // "up by 5 %", "down to 5 %".
                words(before - 1)
            })
        })
        .or_else(|| words(quantity.end).filter(|_| quantity.unit.is_some()));
    if let Some((trend, entry)) = beside {
        measured.trend = measured.trend.or(Some(trend));
        measured.entries.push(entry);
        role = role.or(match preposition {
            "to" | "at" | "from" => Some(Role::Level),
            _ if quantity.unit.is_some() => Some(Role::Change),
            _ => None,
        });
    }
    let noun = measured
        .after
        .map(|after| after.head)
        .filter(|_| quantity.unit.is_some())
        .or_else(|| label.phrases.last().map(|phrase| phrase.head).filter(|_| preposition == "of"));
    if let Some(noun) = noun.filter(|noun| view.class(*noun).any(Classes::TREND_NOUN)) {
        measured.trend = measured.trend.or_else(|| way(noun));
        measured.entries.extend(view.lexicon.trend_entry(view.word(noun)));
        role = role.or(Some(Role::Change));
    }
    let share = quantity.part || ratio && view.word(quantity.end) == "of";
    measured.role = Some(role.unwrap_or(if share { Role::Share } else { Role::Level }));
}

type Found = Option<(String, EntryId, usize)>;

fn found(concept: &Concept, words: usize) -> Found {
    Some((concept.id.clone(), concept.entry, words))
}

/// The concept of a count.
fn counted(view: &View, measured: &mut Measured, quantity: &Quantity) -> Found {
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
    let from = measured.label.phrases.first().map_or(0, |phrase| phrase.first);
    measured
        .label
        .phrases
        .iter()
        .find_map(|phrase| by_noun(phrase, from))
        .and_then(|(concept, words)| found(concept, words))
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
        let mut at = measured.after.map_or(quantity.end, |phrase| phrase.end);
        while view.class(at).any(Classes::AUXILIARY)
            || view.class(at).any(Classes::ADVERB) && !view.lexicon.is_predicate(view.word(at))
            || matches!(view.word(at), "who" | "that")
        {
            at += 1;
        }
        pick(view, at, &takes)
    })
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
        if !phrase_open || class.any(Classes::AUXILIARY.or(Classes::PAST).or(Classes::ADJECTIVE)) {
            if let Some(hit) = pick(view, at, &takes) {
                return Some(hit);
            }
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
fn measured_by_unit(view: &View, quantity: &Quantity, measured: &mut Measured, dimension: &str) -> Found {
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
    if let Some(after) = measured.after.filter(|after| !trend_noun(after) && !share) {
        if let Some((concept, words)) = by_noun(&after, after.first) {
            return found(concept, words);
        }
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
    if let Some((concept, words)) = measured.label.phrases.iter().find_map(|phrase| by_noun(phrase, from)) {
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

/// The phrase whose head names what no concept knows.
fn main_phrase(view: &View, measured: &Measured, count: bool) -> Option<NounPhrase> {
    let trend = |phrase: &NounPhrase| view.class(phrase.head).any(Classes::TREND_NOUN);
    let empty = |phrase: &&NounPhrase| EMPTY_HEADS.contains(&&*folded(view, phrase.head)) || trend(phrase);
    if let Some(after) = measured.after.filter(|after| count || !trend(after)) {
        return Some(after);
    }
    let phrases = &measured.label.phrases;
    phrases.iter().find(|phrase| !empty(phrase)).or(phrases.first()).copied()
}

/// What narrows the measure: the words of the phrase before its head, and words like "another" beside the number.
fn restrict(view: &View, quantity: &Quantity, measured: &mut Measured, known: usize) {
    let count = quantity.dimension(view) == "count";
    let Some(phrase) = main_phrase(view, measured, count) else { return part_words(view, quantity, measured) };
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
            Some((found, next)) if next <= end => (found, next),
            _ => ((selects(view, at), EntryId::MAX), at + 1),
        };
        let words: Vec<&str> = (at..next).filter(|at| view.is(*at, TokenKind::Word)).map(|at| view.word(at)).collect();
        let place = view.name(&view.lexicon.place_names, at);
        let function = view.class(at).any(Classes::CONJUNCTION.or(Classes::DETERMINER).or(Classes::PREPOSITION));
        at = place.map_or(next, |(_, end)| end).max(at + 1);
        if words.is_empty() || place.is_some() || function {
            continue;
        }
        measured.entries.extend(Some(entry).filter(|entry| *entry != EntryId::MAX));
        let text = view.lexicon.singular(&words.join(" ")).into_owned();
        let kind = if selecting { RestrictorKind::Selecting } else { RestrictorKind::Describing };
        measured.restrictors.push(Restrictor { text, kind });
    }
    // Where a predicate made the concept, a noun for some people is a subgroup: "12 soldiers were killed".
    let subgroup = view.class(phrase.head).any(Classes::PERSON) && !own_noun(view, &phrase, &measured.concept);
    if known == 0 && count && measured.known && measured.after.is_some() && subgroup {
        measured
            .restrictors
            .push(Restrictor { text: folded(view, phrase.head).into_owned(), kind: RestrictorKind::Selecting });
    }
    part_words(view, quantity, measured);
    measured.restrictors.sort();
    measured.restrictors.dedup();
}

/// Is the head itself a noun of the concept: "refugees who fled"?
fn own_noun(view: &View, phrase: &NounPhrase, concept: &str) -> bool {
    let head = folded(view, phrase.head);
    let found = view
        .lexicon
        .noun_concept("count", |n| if n == 0 { &head } else { word_before(view, phrase.first, phrase.head, n) });
    found.is_some_and(|(found, _)| found.id == concept)
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
        ("including" | "among" | "included", _) => Some("including"),
        ("which" | "whom" | "them", _) if matches!(second, "of") => Some("including"),
        ("with" | "were" | "are", _) => None,
        _ => None,
    };
    let of_whom = (quantity.end..quantity.end + 3)
        .any(|at| view.word(at) == "of" && matches!(view.word(at + 1), "whom" | "which" | "them" | "those"));
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

/// The words that name what is measured, as said.
fn phrase_span(view: &View, measured: &Measured, count: bool) -> Option<Span> {
    let trend = |phrase: &NounPhrase| view.class(phrase.head).any(Classes::TREND_NOUN);
    if let Some(after) = measured.after.filter(|after| count || !trend(after) || measured.label.phrases.is_empty()) {
        return Some(view.span(after.first, after.end - 1));
    }
    let (first, last) = (measured.label.phrases.first()?, measured.label.phrases.last()?);
    Some(view.span(first.first, last.end - 1))
}
