//! What a number measures: the noun phrase, its concept, what narrows it, and the part that the figure plays.

use super::afar;
use super::concept::{counted, joined, measured_by_unit, nationals};
use super::label::{self, Ground, Label};
use super::noun_after::{compass, noun_after};
use super::noun_phrase::NounPhrase;
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
    /// The subject of the clause, where no phrase names what is measured.
    pub clause_subject: Option<Span>,
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

/// Reads what `quantity` measures. `ceiling` is the first token of the next number.
/// `inherited` is the label of the number before: "sales fell 8 % to €5.2 billion" says only once what fell.
/// `whole` is the number behind it that it is a part of: "12 of 90 routes".
pub fn measured(
    ground: Ground,
    quantity: &Quantity,
    whole: Option<&Quantity>,
    ceiling: usize,
    inherited: Option<&Label>,
) -> Measured {
    let Ground { view, floor, .. } = ground;
    let mut label = label::label(ground, quantity.first);
    // "closed 3 percent lower at $38"
    let price = quantity.dimension(view) == "money" && floor > 0;
    let leads = |at: usize| matches!(view.word(at), "to" | "from" | "or") || price && view.word(at) == "at";
    let leads_on = quantity.first.checked_sub(1).is_some_and(leads);
    // "rose 2 percent to an average of $12", "from a peak of 30": the average says nothing of its own.
    let empty = label.preposition.is_some_and(|of| view.word(of) == "of")
        && label.phrases.last().is_some_and(|phrase| {
            let to = phrase.first.checked_sub(2).is_some_and(|to| matches!(view.word(to), "to" | "from"));
            to && phrase.first >= floor && is_empty(view, phrase)
        });
    if empty {
        label.preposition = label.phrases.last().and_then(|phrase| phrase.first.checked_sub(2));
        label.phrases.clear();
    }
    // "fell 10,000 to a seasonally adjusted 335,000": what is light does not part them.
    let light = |at: &usize| view.class(*at).any(Classes::DETERMINER.or(Classes::ADVERB).or(Classes::ADJECTIVE));
    let own = || (floor..quantity.first).filter(|at| !ground.at_time(*at));
    let heavy = own().filter(|at| !light(at) && !view.word(*at).ends_with("ed")).count();
    let near = empty || heavy <= 3 && own().count() <= 6;
    if let Some(inherited) = inherited.filter(|_| (leads_on || empty) && label.phrases.is_empty() && near) {
        label.phrases.clone_from(&inherited.phrases);
        label.verb = label.verb.or(inherited.verb);
    }
    if label.phrases.is_empty() && label.verb.is_none() {
        label.phrases = apposed(ground, quantity);
    }
    let brought = afar::label(view, quantity, &label);
    label.phrases = brought.map_or(label.phrases, |phrases| phrases);
    let mut measured = Measured { label, end: quantity.end, ..Measured::default() };
    measured.after = noun_after(view, quantity, ceiling)
        .or_else(|| whole.and_then(|whole| noun_after(view, whole, ceiling)))
        .filter(|phrase| !ground.at_time(phrase.first));
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
    // "12 km north of the border", "12 km from the border", the bracket of its conversion passed over.
    let toward = if view.raw(quantity.end) == "(" { quantity.end + 4 } else { quantity.end };
    let away = |at: usize| compass(view, at) || matches!(view.word(at), "from" | "off" | "outside");
    let to = usize::from(view.word(toward) == "to") * 2;
    let toward = (quantity.end..=toward + 1 + to).any(away) && dimension == "length";
    let distance = || view.lexicon.concept_named("distance").map(|concept| (concept.id.clone(), concept.entry, 1));
    let found = if toward { found.or_else(distance) } else { found };
    let found = found.or_else(|| earned(view, quantity, &measured));
    if let Some((id, entry, words)) = found.map(|found| per_share(view, quantity, found)) {
        measured.concept = id;
        measured.known = true;
        measured.by_predicate = words == 0 && dimension == "count";
        measured.entries.push(entry);
        restrict(view, quantity, &mut measured, words);
    } else {
        let joined = joined(view, quantity).filter(|_| measured.after.is_some() && dimension == "count");
        measured.concept = joined
            .or_else(|| main_phrase(view, &measured, dimension == "count"))
            .filter(|phrase| {
                joined.is_some()
                    || measured.after == Some(*phrase)
                    || !is_name(view, phrase) && !does(view, &measured, phrase)
            })
            .filter(|phrase| dimension != "time" || view.alone(&view.lexicon.unit_names, phrase.head).is_none())
            .map(|phrase| head_noun(view, &phrase))
            .unwrap_or_default();
        restrict(view, quantity, &mut measured, 1);
    }
    measured.phrase = phrase_span(view, &measured, dimension == "count");
    measured
}

/// "The gap, €14 billion, has to be borrowed": a figure between commas is that of the noun before them.
fn apposed(ground: Ground, quantity: &Quantity) -> Vec<NounPhrase> {
    let view = ground.view;
    let comma = quantity.first.checked_sub(1).filter(|comma| view.raw(*comma) == "," && view.raw(quantity.end) == ",");
    let Some(comma) = comma.filter(|_| quantity.dimension(view) != "time") else { return Vec::new() };
    let phrases = ground.chain(comma);
    let definite = |phrase: &NounPhrase| {
        let article = phrase.first.checked_sub(1).map_or("", |at| view.word(at));
        matches!(article, "the" | "its" | "their") && !view.class(phrase.head).any(Classes::PERSON.or(Classes::PEOPLE))
    };
    if phrases.first().is_some_and(definite) { phrases } else { Vec::new() }
}

/// The head noun of a token: lower case, singular.
pub fn folded<'v>(view: &View<'v>, at: usize) -> Cow<'v, str> {
    view.singular(at)
}

/// What a phrase that no concept knows counts: its head, folded; a name with a number whole.
fn head_noun(view: &View, phrase: &NounPhrase) -> String {
    if nationals(view, phrase.head) {
        return "people".to_owned();
    }
    if view.named(phrase.head) && phrase.end > phrase.head + 1 {
        let first = (phrase.first..=phrase.head).rev().take_while(|at| view.named(*at)).last().unwrap_or(phrase.head);
        return view.span(first, phrase.end - 1).of(view.text).to_lowercase();
    }
    folded(view, phrase.head).into_owned()
}

/// "The firm earned 12 cents a share": what is earned a share has no noun.
fn earned(view: &View, quantity: &Quantity, measured: &Measured) -> Option<(String, EntryId, usize)> {
    measured
        .label
        .verb
        .filter(|_| quantity.rate.as_deref() == Some("share"))
        .filter(|verb| matches!(view.word(*verb), "earn" | "earned" | "earns" | "earning"))?;
    view.lexicon.concept_named("earnings_per_share").map(|concept| (concept.id.clone(), concept.entry, 0))
}

/// "net income of $2 a share" tells the earnings per share.
fn per_share(view: &View, quantity: &Quantity, found: (String, EntryId, usize)) -> (String, EntryId, usize) {
    let share = quantity.rate.as_deref() == Some("share") && found.0 == "profit";
    match view.lexicon.concept_named("earnings_per_share").filter(|_| share) {
        Some(concept) => (concept.id.clone(), concept.entry, found.2),
        None => found,
    }
}

/// Is the phrase the subject of a verb that says what somebody did or has, and not how much something is: "the institute
/// measured 6.5", "the district has buried 58"?
pub fn does(view: &View, measured: &Measured, phrase: &NounPhrase) -> bool {
    let Some(verb) = measured.label.verb.filter(|verb| phrase.end <= *verb) else { return false };
    let class = view.class(verb);
    let has = matches!(view.word(verb), "has" | "have" | "had" | "having");
    let level = class.any(Classes::TREND_VERB.or(Classes::TREND_NOUN).or(Classes::LEVEL));
    measured.label.preposition.is_none()
        && !measured.label.phrases.first().is_some_and(|first| view.class(first.head).any(Classes::TREND_NOUN))
        && (has || class.any(Classes::VERB) && !class.any(Classes::AUXILIARY) && !level)
}

/// Is the phrase a proper name, which says whose the figure is and not what it measures, with a title before it or not:
/// "union president Ann Reed earned $12"?
pub fn is_name(view: &View, phrase: &NounPhrase) -> bool {
    let name = |at: usize| view.capital(at) && !view.class(at).any(Classes::COMMON);
    let mut words = (phrase.first..phrase.end).filter(|at| view.is(*at, TokenKind::Word));
    let titled = phrase.head > phrase.first
        && name(phrase.head)
        && phrase.head > 0
        && name(phrase.head - 1)
        && words.clone().any(|at| view.class(at).any(Classes::PERSON));
    // "Civic Union", "Labour List": ordinary words, written large together.
    let together = phrase.first > 0 && words.clone().count() > 1 && words.clone().all(|at| view.capital(at));
    titled || together || words.all(name)
}

/// Which way the seats of a parliament went that stand behind the number.
fn seats_moved(view: &View, quantity: &Quantity) -> Option<Trend> {
    let mut first = quantity.first;
    while first > 0 && view.class(first - 1).any(Classes::ADVERB) && view.word(first - 1) != "up" {
        first -= 1;
    }
    let verb = first.checked_sub(1).map_or("", |at| view.word(at));
    let picked = || first.checked_sub(2).is_some_and(|at| matches!(view.word(at), "picked" | "pick" | "picking"));
    match verb {
        "gained" | "gain" | "gains" | "gaining" | "flipped" | "flip" => Some(Trend::Up),
        "up" if picked() => Some(Trend::Up),
        "lost" | "lose" | "loses" | "losing" | "shed" => Some(Trend::Down),
        _ => None,
    }
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
    let points = measured.after.is_some_and(|after| folded(view, after.head) == "point");
    let amount = ratio || points;
    // "fell 34,000 to 444,000": where it led to follows.
    let toward = view.word(quantity.end) == "to" && view.is(quantity.end + 1, TokenKind::Number);
    let object = |verb: usize| {
        let transitive = view.class(verb).any(Classes::TRANSITIVE);
        preposition.is_empty() && !amount && !(toward && !transitive) && (quantity.unit.is_none() || transitive)
    };
    let verb =
        label.verb.filter(|verb| view.class(*verb).any(Classes::TREND_VERB.or(Classes::TREND_NOUN)) && !object(*verb));
    if let Some(verb) = verb {
        measured.trend = way(verb);
        measured.entries.extend(view.lexicon.trend_entry(view.word(verb)));
        role = match preposition {
            "to" | "at" | "from" | "above" | "below" => Some(Role::Level),
            "by" => Some(Role::Change),
            // "fell in three years", "lost after 72 hours": how long it took.
            _ if !preposition.is_empty() && quantity.dimension(view) == "time" => None,
            "" if toward => Some(Role::Change),
            _ if amount || view.lexicon.unit_named(quantity.unit_id(view)).is_some() => Some(Role::Change),
            _ => None,
        };
    }
    // "up 5 %", "5 % higher", "5 % rise", "a rise of 5 %", but "made up 5 %".
    let words = |at: usize| {
        let composed = matches!(view.word(at.wrapping_sub(1)), "made" | "make" | "makes" | "making");
        view.phrase(&view.lexicon.trend_words, at)
            .filter(|_| !composed)
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
    // "picked up six seats", "lost 60 seats"
    let won = measured.after.filter(|after| view.word(after.head) == "seats").and_then(|_| seats_moved(view, quantity));
    if let Some(trend) = won {
        measured.trend = Some(trend);
        role = role.or(Some(Role::Change));
    }
    // "The monthly gain was 0.8 percent".
    let was = label.verb.is_some_and(|verb| matches!(view.word(verb), "was" | "is" | "were" | "are"));
    if let Some(noun) =
        label.phrases.last().map(|phrase| phrase.head).filter(|_| ratio && was && preposition.is_empty())
        && view.class(noun).any(Classes::TREND_NOUN)
    {
        measured.trend = measured.trend.or_else(|| way(noun));
        role = role.or(Some(Role::Change));
    }
    // "doubled" is number and verb of change in one.
    let verb = quantity.number_end.saturating_sub(1);
    if quantity.dimension(view) == "multiple" && view.class(verb).any(Classes::TREND_VERB) {
        measured.trend = way(verb);
        measured.entries.extend(view.lexicon.trend_entry(view.word(verb)));
        role = Some(Role::Change);
    }
    // "$2 million more than last year", "4 percent fewer cars": by how much it differs.
    if (view.word(quantity.end + 1) == "than" || ratio && view.word(quantity.end + 1) != "likely") && role.is_none() {
        let way = match view.word(quantity.end) {
            "more" => Some(Trend::Up),
            "less" | "fewer" => Some(Trend::Down),
            _ => None,
        };
        role = way.map(|_| Role::Change);
        measured.trend = measured.trend.or(way);
    }
    let share = quantity.part || ratio && view.word(quantity.end) == "of";
    let role = role.unwrap_or(if share { Role::Share } else { Role::Level });
    // A level that was reached is no amount of a rise.
    if role == Role::Level {
        measured.trend = None;
    }
    measured.role = Some(role);
}

/// Does the head say nothing of what is measured: "a total of", "a rise of"? "Shares" are stock, "share" is a part.
pub fn is_empty(view: &View, phrase: &NounPhrase) -> bool {
    view.lexicon.is_empty_head(&folded(view, phrase.head)) && view.word(phrase.head) != "shares"
        || view.class(phrase.head).any(Classes::TREND_NOUN)
}

/// The phrase whose head names what no concept knows.
pub fn main_phrase(view: &View, measured: &Measured, count: bool) -> Option<NounPhrase> {
    let trend = |phrase: &NounPhrase| view.class(phrase.head).any(Classes::TREND_NOUN);
    if let Some(after) = measured.after.filter(|after| count || !trend(after)) {
        return Some(after);
    }
    let phrases = &measured.label.phrases;
    phrases.iter().find(|phrase| !is_empty(view, phrase)).or(phrases.first()).copied()
}

/// The words that name what is measured, as said.
fn phrase_span(view: &View, measured: &Measured, count: bool) -> Option<Span> {
    // Before a bare number whose concept a predicate made stands the doer: "the blast killed 12".
    if measured.after.is_none() && measured.by_predicate {
        return None;
    }
    let trend = |phrase: &NounPhrase| view.class(phrase.head).any(Classes::TREND_NOUN);
    let whole = |after: &NounPhrase| measured.known && after.first < after.head || measured.label.phrases.is_empty();
    if let Some(after) = measured.after.filter(|after| count || !trend(after) || whole(after)) {
        return Some(view.span(after.first, after.end - 1));
    }
    let (first, last) = (measured.label.phrases.first()?, measured.label.phrases.last()?);
    Some(view.span(first.first, last.end - 1))
}
