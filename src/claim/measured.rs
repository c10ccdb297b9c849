//! What a number measures: the noun phrase, its concept, what narrows it, and the part that the figure plays.

use super::concept::{counted, measured_by_unit, nationals};
use super::label::{self, Label};
use super::noun_phrase::{self, NounPhrase};
use super::restrictors::restrict;
use super::{Restrictor, Role, Trend};
use crate::lexicon::{Classes, EntryId};
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
    /// Did a predicate make the concept of a count ("killed 12"), and not a noun?
    pub by_predicate: bool,
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
/// `inherited` is the label of the number before: "sales fell 8 % to €5.2 billion" says only once what fell.
pub fn measured(view: &View, quantity: &Quantity, floor: usize, ceiling: usize, inherited: Option<&Label>) -> Measured {
    let mut label = label::label(view, quantity.first, floor);
    let leads_on = quantity.first.checked_sub(1).is_some_and(|at| matches!(view.word(at), "to" | "from" | "or"));
    if let Some(inherited) = inherited.filter(|_| leads_on && label.phrases.is_empty() && quantity.first - floor <= 3) {
        label.phrases.clone_from(&inherited.phrases);
        label.verb = label.verb.or(inherited.verb);
    }
    let mut measured = Measured { label, end: quantity.end, ..Measured::default() };
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
        measured.by_predicate = words == 0 && dimension == "count";
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
    let time = matches!(quantity.dimension(view), "count" | "ratio")
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
    let people = view.class(phrase.head).any(Classes::PEOPLE);
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
    // "raised $5 million", "dropped 70 bombs": the number is the object, not the amount of a change.
    let object =
        |verb: usize| preposition.is_empty() && (quantity.unit.is_none() || view.class(verb).any(Classes::TRANSITIVE));
    let verb =
        label.verb.filter(|verb| view.class(*verb).any(Classes::TREND_VERB.or(Classes::TREND_NOUN)) && !object(*verb));
    if let Some(verb) = verb {
        measured.trend = way(verb);
        measured.entries.extend(view.lexicon.trend_entry(view.word(verb)));
        role = match preposition {
            "to" | "at" | "from" | "above" | "below" => Some(Role::Level),
            "by" => Some(Role::Change),
            _ if ratio || view.lexicon.unit_named(quantity.unit_id(view)).is_some() => Some(Role::Change),
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
        .and_then(words)
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
    // "doubled" is number and verb of change in one.
    let verb = quantity.number_end.saturating_sub(1);
    if quantity.dimension(view) == "multiple" && view.class(verb).any(Classes::TREND_VERB) {
        measured.trend = way(verb);
        measured.entries.extend(view.lexicon.trend_entry(view.word(verb)));
        role = Some(Role::Change);
    }
    let share = quantity.part || ratio && view.word(quantity.end) == "of";
    measured.role = Some(role.unwrap_or(if share { Role::Share } else { Role::Level }));
}

/// The phrase whose head names what no concept knows.
pub fn main_phrase(view: &View, measured: &Measured, count: bool) -> Option<NounPhrase> {
    let trend = |phrase: &NounPhrase| view.class(phrase.head).any(Classes::TREND_NOUN);
    // "shares" are stock, "share" is a part.
    let empty = |phrase: &&NounPhrase| {
        EMPTY_HEADS.contains(&&*folded(view, phrase.head)) && view.word(phrase.head) != "shares" || trend(phrase)
    };
    if let Some(after) = measured.after.filter(|after| count || !trend(after)) {
        return Some(after);
    }
    let phrases = &measured.label.phrases;
    phrases.iter().find(|phrase| !empty(phrase)).or(phrases.first()).copied()
}

/// The words that name what is measured, as said.
fn phrase_span(view: &View, measured: &Measured, count: bool) -> Option<Span> {
    // Before a bare number whose concept a predicate made stands the doer: "the blast killed 12".
    if measured.after.is_none() && measured.by_predicate {
        return None;
    }
    let trend = |phrase: &NounPhrase| view.class(phrase.head).any(Classes::TREND_NOUN);
    if let Some(after) = measured.after.filter(|after| count || !trend(after) || measured.label.phrases.is_empty()) {
        return Some(view.span(after.first, after.end - 1));
    }
    let (first, last) = (measured.label.phrases.first()?, measured.label.phrases.last()?);
    Some(view.span(first.first, last.end - 1))
}
