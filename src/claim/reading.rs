//! The slots of one number: what it measures, of whom, when, in what status, said by whom.

use super::age::age;
use super::antecedent::gapped;
use super::label::Ground;
use super::measured::{Measured, is_empty, measured};
use super::naming;
use super::restrictors::part;
use super::subject::Subject;
use super::time::{TimeExpression, nearest};
use super::{Claim, Restrictor, Role, SlotWords, Status, clause, noun_phrase, status, subject};
use crate::lexicon::{Classes, EntryId};
use crate::quantity::{Quantity, View, rate_after};
use crate::text::{Part, TokenKind};
use std::sync::Arc;

/// All slots of one number before they are written down.
pub struct Reading {
    pub measured: Measured,
    pub subject: Option<Subject>,
    pub time: Option<TimeExpression>,
    pub status: Status,
    pub previous: bool,
    pub rate: Option<String>,
    pub speaker: Option<String>,
    pub origin: Option<String>,
    pub entries: Vec<EntryId>,
    pub slots: Vec<SlotWords>,
}

/// What a number measures, and whose age it is. The other slots are [`Reading::own`]ed and [`Reading::place`]d.
pub fn read(
    view: &View,
    quantities: &[Quantity],
    at: usize,
    times: &[TimeExpression],
    before: &[Reading],
) -> Option<Reading> {
    let quantity = quantities.get(at)?;
    // A number within an expression of time parts nothing: "profit for the three months to June was $2 million".
    let dated = |other: &&Quantity| {
        times.iter().any(|time| time.first <= other.first && other.number_end <= time.end && time.end <= quantity.first)
    };
    let last = quantities.get(..at)?.iter().rev().find(|other| !dated(other));
    let floor = last.map_or(0, |before| before.end);
    // A number in brackets right behind is the same thing converted: the noun may follow it.
    let bracketed = quantities.get(at + 1).is_some_and(|next| {
        view.raw(quantity.end) == "(" && next.first == quantity.end + 1 && view.raw(next.end) == ")"
    });
    // "half of the 48 passengers": the noun of the whole is that of the part.
    let of_whole = quantities.get(at + 1).is_some_and(|next| of_this(view, quantity, next));
    let beyond = if bracketed || of_whole { 2 } else { 1 };
    let ceiling = quantities.get(at + beyond).map_or(view.len(), |next| next.first);
    let inherited = before.last().map(|last| &last.measured.label);
    let other = last.map_or(0, |before| before.first);
    let ground = Ground { view, floor, other, times };
    let counted = quantity.unit.is_none() || quantity.dimension(view) == "ratio";
    let whole = quantities.get(at + 1).filter(|next| of_whole && next.unit.is_none() && counted);
    let mut measured = measured(ground, quantity, whole, ceiling, inherited);
    let labelled = measured.label.phrases.iter().any(|phrase| !is_empty(view, phrase));
    let mut named = false;
    let complement = || naming::complement(ground, quantity, quantities.get(at + 1));
    if measured.after.is_none()
        && !labelled
        && quantity.unit.is_some()
        && let Some(phrase) = complement()
    {
        measured.phrase = Some(view.span(phrase.first, phrase.end - 1));
        measured.end = measured.end.max(phrase.end);
        named = true;
    } else if let Some((last, _)) =
        before.last().zip(last).filter(|(last, other)| gapped(view, (&last.measured, other), quantity, &measured))
    {
        measured.concept.clone_from(&last.measured.concept);
        measured.known = true;
        named = true;
    } else if let Some((last, other)) = elder(view, quantities, at, before) {
        named = inherit(view, (last, other), quantity, &mut measured) && measured.phrase.is_some();
    } else if measured.after.is_none()
        && !labelled
        && appended(view, quantity)
        && let Some((last, _)) = before.iter().zip(quantities).rev().find(|(_, other)| other.dimension(view) != "time")
        && last.measured.phrase.is_some()
    {
        measured.concept.clone_from(&last.measured.concept);
        measured.known = last.measured.known;
        measured.phrase = last.measured.phrase;
        measured.restrictors.clone_from(&last.measured.restrictors);
        named = true;
    }
    // "a total of", "an average of" and nothing else.
    let bare = measured.phrase.is_none_or(|phrase| !phrase.of(view.text).contains(' ')) && !labelled;
    let led = quantity.unit.is_some() || measured.label.verb.is_some();
    if measured.clause_subject.is_none() && measured.after.is_none() && bare && led && !measured.by_predicate && !named
    {
        measured.clause_subject =
            naming::clause_subject(ground, quantity).map(|phrase| view.span(phrase.first, phrase.end - 1));
    }
    // "three of the seven bullets": a part, whatever it is called.
    if of_whole {
        measured.restrictors.push(part());
    }
    // "two of the bombs": a part of those that the text tells of.
    if !of_whole && quantity.unit.is_none() && !quantity.part && definite_whole(view, quantity) {
        measured.restrictors.push(part());
    }
    // "30 were killed and 55 others hurt": others than the killed, and all of the hurt.
    let others = |last: &Reading| last.measured.known && last.measured.concept != measured.concept;
    if measured.known && !before.is_empty() && before.iter().all(others) {
        measured.restrictors.retain(|restrictor| restrictor.text != "another");
    }
    // "in Leeds, where another 20,000 marched": others than elsewhere, and all of those there.
    if subject::located(view, quantity).is_some() {
        measured.restrictors.retain(|restrictor| restrictor.text != "another");
    }
    if age(view, quantity) {
        measured.concept = "age".to_owned();
        measured.known = true;
        measured.entries.extend(view.lexicon.concept_named("age").map(|concept| concept.entry));
    } else if !measured.known
        && quantity.dimension(view) == "time"
        && (measured.concept.is_empty() || lasting(view, &measured))
    {
        measured.concept = "duration".to_owned();
    }
    let mut person = None;
    // An age is somebody's: nothing else tells two of them apart.
    if measured.concept == "age" {
        measured.restrictors.clear();
        person = subject::person(view, quantity, &measured);
        // "Ann Reed, 44,": who is that old, and no noun further off.
        if let Some(person) = person.as_ref().filter(|_| measured.after.is_none()) {
            measured.phrase = Some(person.words);
            measured.clause_subject = None;
        }
    }
    Some(Reading {
        measured,
        subject: person,
        time: None,
        status: Status::Reported,
        previous: false,
        rate: None,
        speaker: None,
        origin: None,
        entries: Vec::new(),
        slots: Vec::new(),
    })
}

impl Reading {
    /// Whose the number at `at` is; `before` are the readings of those before it.
    pub fn own(&mut self, view: &View, quantities: &[Quantity], at: usize, before: &[Reading]) {
        let Some(quantity) = quantities.get(at) else { return };
        // "12 days of bombardment of the coast": whose offensive it is and whom it hits are both named, and no part of it.
        if matches!(self.measured.concept.as_str(), "age" | "time_of_fighting") {
            return;
        }
        self.subject = subject::subject(view, quantity, &self.measured)
            .or_else(|| shared_subject(view, quantities, at, before))
            .or_else(|| subject::opening(view, quantity))
            // The M of "M6.3" is nobody.
            .filter(|subject| subject.words.end != quantity.span.start);
    }

    /// In what status the number at `at` is told, when it was counted, and per what.
    pub fn place(&mut self, view: &View, quantities: &[Quantity], at: usize, times: &[TimeExpression]) {
        let (Some(quantity), Some(before)) = (quantities.get(at), quantities.get(..at)) else { return };
        self.rate = every(view, quantity);
        let status = status::status(view, quantity, before).map(|read| {
            self.entries.extend(read.entry);
            self.slots.extend(read.words.map(|span| SlotWords { slot: "status", span, entry: read.entry }));
            read.status
        });
        self.previous = status::previous(view, quantity, before.last(), &self.measured);
        self.time = nearest(view, quantities, at, times, self.previous);
        // "300 of its 6,000 workers will go by 2025": the 6,000 are there today.
        let is_whole = before.last().is_some_and(|part| of_this(view, part, quantity));
        let ahead = !is_whole && self.time.filter(|time| time.by).is_some_and(|time| time.first >= quantity.end);
        let target = ahead && self.measured.role == Some(Role::Level);
        self.status = status.unwrap_or(if target { Status::Target } else { Status::Reported });
    }
}

/// "31 people died. Another 61 were hurt.": others than the dead, and all of the hurt, where the sentence with numbers
/// before, of whose claims the last ones of `before` are, has none that they are added to.
pub fn anew(readings: &mut [Reading], part: Part, before: &[Claim]) {
    let Some(first) = readings.first().map(|reading| &reading.measured) else { return };
    let another = |restrictor: &Restrictor| restrictor.text == "another";
    if !first.known || !first.restrictors.iter().any(another) {
        return;
    }
    let Some(last) = before.last().filter(|last| last.part == part) else { return };
    let mut told = before.iter().rev().take_while(|claim| Arc::ptr_eq(&claim.sentence, &last.sentence));
    if told.any(|claim| claim.concept == first.concept) {
        return;
    }
    let concept = first.concept.clone();
    for reading in readings.iter_mut().filter(|reading| reading.measured.concept == concept) {
        reading.measured.restrictors.retain(|restrictor| !another(restrictor));
    }
}

/// Is `part` said to be one of `whole`: "half of the 48 passengers"?
fn of_this(view: &View, part: &Quantity, whole: &Quantity) -> bool {
    let light = |at: usize| {
        view.class(at).any(Classes::DETERMINER) || matches!(view.word(at), "its" | "their" | "his" | "her" | "our")
    };
    view.word(part.end) == "of" && (part.end + 1..whole.first).all(light)
}

/// Does the number cut a part out of things already told of: "two of the bombs", "three of its branches"?
fn definite_whole(view: &View, quantity: &Quantity) -> bool {
    view.word(quantity.end) == "of"
        && matches!(
            view.word(quantity.end + 1),
            "the" | "these" | "those" | "its" | "their" | "his" | "her" | "our" | "my"
        )
}

/// The number before it from which a number takes what it does not say itself: the one right before, or in a list the
/// nearest of its kind ("70 days; $2 million, 99 days").
fn elder<'q, 'r>(
    view: &View,
    quantities: &'q [Quantity],
    at: usize,
    before: &'r [Reading],
) -> Option<(&'r Reading, &'q Quantity)> {
    let quantity = quantities.get(at)?;
    let same = |other: &Quantity| other.dimension(view) == quantity.dimension(view);
    // "12 pupils, a quarter of the total, compared with 9": the share stands aside.
    let aside = |other: &Quantity| other.part && !quantity.part && at > 1;
    let right_before = before.iter().zip(quantities).take(at).rev().find(|(_, other)| !aside(other))?;
    if same(right_before.1) || quantity.unit.is_none() {
        return Some(right_before).filter(|(_, other)| same(other));
    }
    before.iter().zip(quantities).take(at).rev().find(|(_, other)| same(other))
}

/// What a number of a list or of a comparison does not say itself, the number before it says: did it?
fn inherit(view: &View, (last, other): (&Reading, &Quantity), quantity: &Quantity, measured: &mut Measured) -> bool {
    let again = repeats(view, &last.measured, other, measured);
    // "fell to 473,000, a drop of 34,000"
    let phrases = &measured.label.phrases;
    let empty = quantity.first.saturating_sub(other.end) <= 12
        && phrases.iter().all(|phrase| phrase.first >= other.end && is_empty(view, phrase));
    let unsaid = measured.after.is_none()
        && !measured.known
        && (phrases.is_empty() || again || empty || shares_label(view, other, quantity));
    // "loans grew 2 % while deposits were flat at 12", "68 % with 60 % of those polled": something else.
    let clause = clause::start(view, quantity.first);
    let elsewhere = !again
        && clause > other.end
        && (clause..quantity.first).any(|at| view.class(at).any(Classes::VERB.or(Classes::AUXILIARY)))
        || view.word(quantity.end) == "of" && view.word(quantity.end + 1) == "those"
        || inserted(view, other, quantity);
    let another = acts(view, quantity) || acted(view, (last, other), quantity, measured);
    if !unsaid || elsewhere || last.measured.concept == "age" || another && !again {
        return false;
    }
    measured.concept.clone_from(&last.measured.concept);
    measured.known = last.measured.known;
    // "the north with 86 %, the Cape with 85 %": a name of its own says whose the number is.
    let own = measured.label.verb.is_none()
        && measured.label.phrases.first().is_some_and(|phrase| view.capital(phrase.first) && phrase.first > 0);
    if !own {
        measured.label.phrases.clone_from(&last.measured.label.phrases);
        measured.phrase = last.measured.phrase;
        measured.clause_subject = last.measured.clause_subject;
    }
    // "seven bullets — three to the back": what follows a dash or a comma without a noun of its own is a part.
    let behind = quantity.first.checked_sub(1).is_some_and(|at| view.raw(at) == "," || view.dash(at));
    if behind && quantity.unit.is_none() {
        measured.restrictors.push(part());
    }
    // "five bombs, of which four exploded" keeps what narrows it itself.
    measured.restrictors.extend(last.measured.restrictors.iter().cloned());
    measured.restrictors.sort();
    measured.restrictors.dedup();
    true
}

/// Has the bare number a verb of its own that says what else became of those, or where they are: "52 were hurt and 156 had
/// been picked up", "12 had to leave", "12 are in hospital"? "Twelve were children" says who they are, "two were in a serious
/// condition" how badly they fared.
fn acts(view: &View, quantity: &Quantity) -> bool {
    let mut at = quantity.end;
    while view.class(at).any(Classes::AUXILIARY.or(Classes::ADVERB)) {
        at += 1;
    }
    let class = view.class(at);
    let verb = class.any(Classes::PAST) && !class.any(Classes::ADJECTIVE.or(Classes::PERSON).or(Classes::PEOPLE));
    let must = view.word(at) == "to" && view.class(at + 1).any(Classes::BASE);
    let place = matches!(view.word(at), "in" | "at" | "under" | "without")
        && noun_phrase::after(view, at + 1).is_some_and(|phrase| view.word(phrase.head) != "condition");
    // "1.5 million forced from their homes": in a list the auxiliary may be left out.
    let bare = at == quantity.end && verb && view.class(at + 1).any(Classes::PREPOSITION);
    quantity.unit.is_none() && (bare || at > quantity.end && (verb || must || place))
}

/// Is the verb of the number before said again: "Reed won 12 seats and Cole won nine"?
fn repeats(view: &View, last: &Measured, other: &Quantity, measured: &Measured) -> bool {
    let verbs = measured.label.verb.filter(|verb| *verb >= other.end).zip(last.label.verb);
    let plain = |verb: usize| !view.class(verb).any(Classes::AUXILIARY.or(Classes::TREND_VERB));
    measured.label.preposition.is_none()
        && verbs.is_some_and(|(own, before)| view.word(own) == view.word(before) && plain(own))
}

/// Is the bare number the object of a verb of its own, where only the verb before said what was counted: "killed four people
/// and drove 13,000 from their homes"?
fn acted(view: &View, (last, other): (&Reading, &Quantity), quantity: &Quantity, measured: &Measured) -> bool {
    let own = measured.label.verb.filter(|verb| *verb >= other.end && measured.label.preposition.is_none());
    let does = own.is_some_and(|verb| {
        let class = view.class(verb);
        class.any(Classes::VERB) && !class.any(Classes::AUXILIARY.or(Classes::TREND_VERB).or(Classes::LEVEL))
    });
    quantity.unit.is_none() && last.measured.by_predicate && does
}

/// Does the number before stand in an insertion that a comma closes before the verb: "the hall, with 400 beds, held 12"?
fn inserted(view: &View, other: &Quantity, quantity: &Quantity) -> bool {
    let opens = |at: &usize| {
        view.raw(*at) == ","
            && matches!(
                view.word(at + 1),
                "with"
                    | "which"
                    | "who"
                    | "where"
                    | "built"
                    | "home"
                    | "approved"
                    | "licensed"
                    | "certified"
                    | "designed"
            )
    };
    let opened = (other.first.saturating_sub(8)..other.first).rev().find(opens);
    let closed = (other.end..quantity.first).find(|at| view.raw(*at) == ",");
    opened.is_some() && closed.is_some_and(|comma| view.class(comma + 1).any(Classes::VERB.or(Classes::AUXILIARY)))
}

/// Is the number a change put behind what changed: "$5 million, up 12 percent", "400 (down 3 percent)"?
fn appended(view: &View, quantity: &Quantity) -> bool {
    let way = quantity.first.checked_sub(1).filter(|at| matches!(view.word(*at), "up" | "down"));
    let parted = |at: usize| matches!(view.raw(at), "," | "(" | ";") || view.dash(at);
    way.and_then(|way| way.checked_sub(1)).is_some_and(parted)
        || quantity.first.checked_sub(1).is_some_and(parted)
            && matches!(view.word(quantity.end), "more" | "less" | "fewer" | "higher" | "lower")
            && view.word(quantity.end + 1) == "than"
}

/// Does the number share the label of the one before it: "to 5.2 % from 5.4 %", "A (B)", "A, B and C"?
fn shares_label(view: &View, before: &Quantity, quantity: &Quantity) -> bool {
    quantity.first.saturating_sub(before.end) <= 6
        && !(before.end..quantity.first).any(|at| view.class(at).any(Classes::VERB.or(Classes::AUXILIARY)))
}

/// The subject of the clause that several counts share: "China has four million websites, 700 million users".
fn shared_subject(view: &View, quantities: &[Quantity], at: usize, before: &[Reading]) -> Option<Subject> {
    let last = before.last()?;
    let other = quantities.get(at.checked_sub(1)?)?;
    let quantity = quantities.get(at)?;
    let parted = (last.measured.end.max(other.end)..quantity.first).any(|at| {
        view.class(at).any(Classes::VERB.or(Classes::AUXILIARY).or(Classes::PRONOUN))
            || matches!(view.raw(at), ";" | ":" | ".")
    });
    (!parted).then(|| last.subject.clone()).flatten()
}

/// Does a span of time say how long something took, and not how long the noun before it is: "rain in six hours"?
fn lasting(view: &View, measured: &Measured) -> bool {
    let preposition = measured.label.preposition.map_or("", |at| view.word(at));
    let takes = measured.label.verb.is_some_and(|verb| {
        matches!(view.word(verb), "take" | "takes" | "took" | "taken" | "last" | "lasts" | "lasted")
    });
    measured.after.is_none()
        && (takes || matches!(preposition, "in" | "over" | "for" | "within" | "during" | "after" | "every" | "through"))
}

/// Words that end the noun phrase which a rate follows.
const NO_NOUN: Classes =
    Classes::DETERMINER.or(Classes::PREPOSITION).or(Classes::CONJUNCTION).or(Classes::AUXILIARY).or(Classes::NUMERAL);

/// "Every day they post 30 billion messages": a rate said at the beginning of the clause.
fn every(view: &View, quantity: &Quantity) -> Option<String> {
    if quantity.unit.is_none()
        && let Some((per, _)) = {
            let mut end = quantity.end;
            while end < quantity.end + 5
                && view.is(end, TokenKind::Word)
                && !view.class(end).any(NO_NOUN)
                && !matches!(view.word(end), "daily" | "annually" | "monthly" | "weekly" | "hourly")
            {
                end += 1;
            }
            rate_after(view, end, false)
        }
    {
        return Some(per);
    }
    let from = quantity.first.saturating_sub(6);
    (from..quantity.first).find_map(|at| {
        let each = matches!(view.word(at), "every" | "each")
            && (at == 0 || !view.is(at - 1, TokenKind::Word) || view.class(at - 1).any(Classes::CONJUNCTION));
        // "every 2 hours" is no rate of its own number.
        let rate = each.then(|| rate_after(view, at, false)).flatten();
        rate.filter(|(_, end)| *end <= quantity.first).map(|(per, _)| per)
    })
}
