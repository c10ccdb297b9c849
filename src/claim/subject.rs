//! Whose the measured thing is: the place, organisation or person, resolved from phrase and clause.

use super::clause;
use super::measured::Measured;
use super::noun_phrase::NounPhrase;
use crate::lexicon::{Classes, PlaceId};
use crate::quantity::{Quantity, View};
use crate::text::{Span, TokenKind};

/// Whose a number is, and the words that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// A place's canonical name, or a name as written.
    pub name: String,
    /// Where the words stand: bytes of the sentence, or of the part once a reader of documents has it.
    pub words: Span,
}

/// The subject of a number.
pub fn subject(view: &View, quantity: &Quantity, measured: &Measured) -> Option<Subject> {
    let inside = |phrase: &NounPhrase| place_in(view, phrase.first, phrase.end);
    if let Some(place) = located(view, quantity) {
        return Some(place);
    }
    if let Some(place) = measured.after.as_ref().and_then(inside) {
        return Some(place);
    }
    // "12 people in Kerala", "prices in the United States".
    if let Some(place) = place_after(view, measured.end.max(quantity.end)).filter(|_| !of_another(view, quantity)) {
        return Some(place);
    }
    if let Some(place) = measured.label.phrases.iter().rev().find_map(inside) {
        return Some(place);
    }
    let owner = measured.label.phrases.iter().find_map(|phrase| owner(view, phrase));
    if owner.is_some() {
        return owner;
    }
    // The subject of the clause, where it is a name: "Toyota sold 3 million cars", "The FTSE 100 fell 1 %".
    let first = measured.label.phrases.first();
    // "1,091,790 for Barrett": who got them.
    let given = measured.after.is_none() && view.word(quantity.end) == "for" && quantity.unit.is_none();
    if let Some(end) = name_end(view, quantity.end + 1).filter(|_| given) {
        return written(view, quantity.end + 1, end);
    }
    if let Some(place) = opening(view, quantity) {
        return Some(place);
    }
    let acting = acting(view, quantity).filter(|(first_token, end)| {
        first.is_none_or(|phrase| *first_token <= phrase.first && phrase.end <= *end || phrase.end <= *first_token)
    });
    if let Some((first, end)) = acting {
        return written(view, first, end);
    }
    // "Dead: 29" is nobody's name.
    first.filter(|phrase| !view.is_predicate(phrase.head)).and_then(|phrase| name(view, phrase))
}

/// Does a place behind the number belong to something else: to the event that a time span is counted from ("30 hours
/// before the vote in Kenya"), to who gave a sum ("5 million euros from the European Union")?
fn of_another(view: &View, quantity: &Quantity) -> bool {
    match view.word(quantity.end) {
        "before" | "after" => quantity.dimension(view) == "time",
        "from" => quantity.dimension(view) == "money",
        _ => false,
    }
}

/// The person whose age a number is: "16-year-old Kimani Gray", "Nick Hague, 44,", "Nick Hague is 44".
pub fn person(view: &View, quantity: &Quantity, measured: &Measured) -> Option<Subject> {
    let behind = measured.after.and_then(|phrase| {
        // The name is the run of capitals at the end: "16-year-old student Kimani Gray".
        let first = (phrase.first..phrase.end).rev().take_while(|at| view.capital(*at)).last()?;
        written(view, first, phrase.end)
    });
    let before = || {
        let comma = quantity.first.checked_sub(1).filter(|at| view.raw(*at) == ",")?;
        let mut phrase = super::noun_phrase::before(view, comma)?;
        // "Ida Holm of New York, 66,"
        if let Some(of) = phrase.first.checked_sub(1).filter(|of| matches!(view.word(*of), "of" | "from"))
            && let Some(who) = super::noun_phrase::before(view, of).filter(|who| view.capital(who.head))
        {
            phrase = who;
        }
        let first = (phrase.first..phrase.end).rev().take_while(|at| view.capital(*at)).last()?;
        written(view, first, phrase.end)
    };
    behind
        .or_else(before)
        .or_else(|| measured.label.phrases.first().and_then(|phrase| written(view, phrase.first, phrase.end)))
}

/// "In Kenya, 48 rangers …", "In India's Assam state, 48 …", "In the city of Basra, …": the place that the sentence opens
/// with, the last one named.
pub fn opening(view: &View, quantity: &Quantity) -> Option<Subject> {
    /// The longest such opening, in tokens.
    const REACH: usize = 8;
    if !matches!(view.word(0), "in" | "across" | "throughout") {
        return None;
    }
    let close = (1..REACH.min(quantity.first)).find(|at| view.raw(*at) == ",")?;
    // "In Kenya alone, 48 rangers"
    let close = close - usize::from(view.word(close - 1) == "alone");
    let mut place = None;
    let mut at = 1;
    while at < close {
        if let Some((_, end)) = view.name(&view.lexicon.place_names, at) {
            place = Some(at);
            at = end;
            continue;
        }
        // A town that we do not know: "In Portoviejo, 100 people were killed"; but not "In Q3, …".
        let unknown = name_end(view, at).filter(|end| *end == close && place.is_none());
        if unknown.is_some_and(|end| (at..end).all(|at| !view.raw(at).contains(|c: char| c.is_ascii_digit()))) {
            return written(view, at, close);
        }
        let kind = matches!(
            view.word(at),
            "the"
                | "of"
                | "state"
                | "province"
                | "region"
                | "district"
                | "county"
                | "city"
                | "town"
                | "prefecture"
                | "neighbouring"
                | "neighboring"
                | "northern"
                | "southern"
                | "eastern"
                | "western"
                | "central"
                | "capital"
        );
        // "In a letter from Spain", "In Spain last year": another opening.
        if !kind && !view.is(at, TokenKind::Possessive) {
            return None;
        }
        at += 1;
    }
    place_at(view, place?)
}

/// "…, a city in the north of Leeds, where 40 people …": the place that the relative clause of the number is about.
pub fn located(view: &View, quantity: &Quantity) -> Option<Subject> {
    /// How far before the number the "where" may stand, in tokens.
    const REACH: usize = 6;
    let clause = quantity.first.saturating_sub(REACH)..quantity.first;
    let at = clause.rev().find(|at| view.word(*at) == "where")?;
    let end = at - usize::from(at > 0 && view.raw(at - 1) == ",");
    let name = (end.saturating_sub(3)..end).find(|at| {
        view.name(&view.lexicon.place_names, *at).is_some_and(|((_, demonym), close)| close == end && !demonym)
    })?;
    place_at(view, name)
}

/// The tokens of the name that does what the number's clause says: right before its verb, also through "said it".
fn acting(view: &View, quantity: &Quantity) -> Option<(usize, usize)> {
    /// How far before the number the name may stand, in tokens.
    const REACH: usize = 40;
    let start = clause::start(view, quantity.first).max(quantity.first.saturating_sub(REACH));
    let mut at = start;
    let mut found = None;
    while at < quantity.first {
        let Some(end) = name_end(view, at) else {
            // Another subject of a clause of its own: what acted before acts no more.
            if matches!(view.word(at), "he" | "she" | "it" | "they" | "we" | "i" | "who" | "that") {
                found = None;
            }
            at += 1;
            continue;
        };
        let mut next = end;
        // "Danfoss, which makes pumps, employs": past the relative clause.
        if view.raw(end) == ","
            && matches!(view.word(end + 1), "which" | "who")
            && let Some(close) = (end + 2..quantity.first).find(|at| view.raw(*at) == ",")
        {
            next = close + 1;
        }
        let several = view.word(end - 1).ends_with('s') || (at..end).any(|at| view.word(at) == "and");
        let verb = |at: usize| {
            let class = view.class(at);
            // "a Bloomberg survey called": a base form behind one name is a noun.
            let noun = class.any(Classes::BASE) && !class.any(Classes::PAST.or(Classes::AUXILIARY)) && !several;
            class.any(Classes::VERB.or(Classes::AUXILIARY)) && !view.capital(at) && !noun
        };
        // "…, with at least 70 people hurt", "Although A ran it, the clan joined 4 others": another subject.
        let hanging = |verb: usize| {
            (verb..quantity.first).filter(|at| view.raw(*at) == ",").any(|comma| {
                let other = Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::GERUND).or(Classes::PRONOUN);
                let clause = comma + 2..quantity.first.min(comma + 7);
                view.class(comma + 1).any(other)
                    || clause.into_iter().any(|at| view.class(at).any(Classes::PAST.or(Classes::AUXILIARY)))
            })
        };
        // "the charge against Ann Reed carries 3 years"
        let object = matches!(view.word(at.wrapping_sub(1)), "against" | "for" | "to" | "with" | "by" | "from" | "on");
        let one_of = matches!(view.word(at.wrapping_sub(1)), "a" | "an");
        while next < quantity.first && view.class(next).any(Classes::ADVERB) && !verb(next) {
            next += 1;
        }
        let says = view.class(next).any(Classes::REPORTING);
        let itself = next + 1 + usize::from(view.word(next + 1) == "that");
        if says && matches!(view.word(itself), "it" | "he" | "she") && itself < quantity.first {
            found = Some((at, end));
            at = itself + 1;
            continue;
        }
        if verb(next) && next < quantity.first {
            // Who only says so does not do it.
            found = (!says && !one_of && !object && !hanging(next)).then_some((at, end));
        }
        at = next.max(at + 1);
    }
    found.filter(|(_, end)| !clause::parted(view, *end, quantity.first))
}

/// The token after the name that begins at `at`: capitalised words, "&", "and" between two names, a number in it
/// ("S&P 500"), but no place and no month.
fn name_end(view: &View, at: usize) -> Option<usize> {
    let function = Classes::DETERMINER
        .or(Classes::PRONOUN)
        .or(Classes::PREPOSITION)
        .or(Classes::CONJUNCTION)
        .or(Classes::AUXILIARY)
        .or(Classes::MONTH)
        .or(Classes::WEEKDAY)
        .or(Classes::TITLE);
    let part = |at: usize| {
        view.is(at, TokenKind::Word)
            && view.capital(at)
            && !view.class(at).any(function)
            && view.name(&view.lexicon.place_names, at).is_none()
    };
    // The first word of a sentence has its capital anyway.
    let ordinary = at == 0 && view.class(at).any(Classes::COMMON) && !part(at + 1);
    if !part(at) || ordinary || at > 0 && part(at - 1) {
        return None;
    }
    let mut end = at + 1;
    loop {
        let joined = matches!(view.raw(end), "&") || view.hyphen(end) || view.word(end) == "and";
        if part(end) {
            end += 1;
        } else if joined && part(end + 1) {
            end += 2;
        } else if view.is(end, TokenKind::Number)
            && view.raw(end).len() <= 4
            && view.class(end + 1).any(Classes::VERB.or(Classes::AUXILIARY))
        {
            return Some(end + 1);
        } else {
            return Some(end);
        }
    }
}

/// Is the clause's subject called "the company" or the like, so that an organisation named before is meant?
pub fn unnamed(view: &View, measured: &Measured) -> bool {
    measured.label.phrases.first().is_some_and(|phrase| {
        let the = phrase.first.checked_sub(1).is_some_and(|at| view.word(at) == "the");
        the && phrase.head == phrase.first && organisation(view.word(phrase.head))
    })
}

/// Is the word one that an organisation is called by?
fn organisation(word: &str) -> bool {
    matches!(
        word,
        "company"
            | "firm"
            | "group"
            | "carmaker"
            | "automaker"
            | "airline"
            | "bank"
            | "retailer"
            | "manufacturer"
            | "lender"
            | "insurer"
            | "chain"
            | "startup"
            | "chipmaker"
            | "drugmaker"
            | "brewer"
            | "conglomerate"
    )
}

/// The names in a sentence that can be an organisation's, as spans of the sentence.
pub fn organisations(view: &View) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < view.len() {
        match name_end(view, at) {
            Some(end) => {
                let person = at.checked_sub(1).is_some_and(|before| {
                    // "analysts polled by FactSet", "according to Acme": who was only asked.
                    let who = Classes::TITLE.or(Classes::PERSON).or(Classes::SPEAKER);
                    view.class(before).any(who) || matches!(view.word(before), "by" | "to" | "with" | "from")
                });
                if !person && !(at == 0 && end == 1 && view.class(at).any(Classes::COMMON)) {
                    found.push(view.span(at, end - 1));
                }
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// A place named between two tokens.
fn place_in(view: &View, first: usize, end: usize) -> Option<Subject> {
    let at = (first..end).find(|at| view.name(&view.lexicon.place_names, *at).is_some())?;
    place_at(view, at)
}

/// The place named at a token, unless another is joined to it: "Texas and Louisiana" is neither.
fn place_at(view: &View, at: usize) -> Option<Subject> {
    let ((place, _), end) = view.name(&view.lexicon.place_names, at)?;
    // "Miami-Dade" is not Miami.
    if view.hyphen(end)
        && view.glued(end)
        && view.capital(end + 1)
        && view.name(&view.lexicon.place_names, end + 1).is_none()
    {
        return None;
    }
    let joined = matches!(view.word(end), "and" | "or" | "&" | "," | "/");
    let next = end + 1 + usize::from(view.word(end) == "," && matches!(view.word(end + 1), "and" | "or"));
    let inside = |other: PlaceId| {
        // "Austin, Texas" is one place.
        let name = |id: PlaceId| view.lexicon.place(id).map_or("", |place| place.id.as_str());
        view.lexicon.lies_in(name(place), name(other))
    };
    let other = view.name(&view.lexicon.place_names, next).map(|((other, _), _)| other);
    let two = joined && other.is_some_and(|other| !(view.word(end) == "," && inside(other)));
    let name = view.lexicon.place(place).filter(|_| !two)?.id.clone();
    Some(Subject { name, words: view.span(at, end - 1) })
}

/// A place after "in", "across", "from" within a few words after the number's phrase.
fn place_after(view: &View, from: usize) -> Option<Subject> {
    let mut at = from;
    while at < from + 5 {
        if view.is(at, TokenKind::Mark) && !view.hyphen(at) || view.class(at).any(Classes::CONJUNCTION) {
            return None;
        }
        if matches!(view.word(at), "in" | "across" | "throughout" | "of" | "from" | "around" | "inside") {
            let next = at + 1 + usize::from(view.class(at + 1).any(Classes::DETERMINER));
            let next = next
                + usize::from(matches!(view.word(next), "southern" | "northern" | "eastern" | "western" | "central"));
            if view.name(&view.lexicon.place_names, next).is_some() {
                return place_at(view, next);
            }
        }
        at += 1;
    }
    None
}

/// The owner in "Tesla's revenue", "the company's profit": a name only.
fn owner(view: &View, phrase: &NounPhrase) -> Option<Subject> {
    let possessive = (phrase.first..phrase.end).find(|at| view.is(*at, TokenKind::Possessive))?;
    written(view, phrase.first, possessive)
}

/// The phrase itself where it is a name.
fn name(view: &View, phrase: &NounPhrase) -> Option<Subject> {
    if let Some(place) = place_in(view, phrase.first, phrase.end) {
        return Some(place);
    }
    written(view, phrase.first, phrase.end)
}

/// The words as written where all of them are capitalised and not ordinary words at the beginning of a sentence.
fn written(view: &View, first: usize, end: usize) -> Option<Subject> {
    // "So Tom Reed": what opens the sentence is none of the name.
    let opener =
        first == 0 && end > 2 && matches!(view.word(0), "so" | "but" | "and" | "yet" | "then" | "now" | "still");
    let first = first + usize::from(opener);
    let words = (first..end).filter(|at| view.is(*at, TokenKind::Word));
    let all = words.clone().all(|at| view.capital(at) || view.word(at) == "and");
    // "the Civic Union": ordinary words, written large together within a sentence.
    let together = words.clone().count() > 1 && first.checked_sub(1).is_some_and(|the| view.word(the) == "the");
    let ordinary = words.clone().all(|at| view.class(at).any(Classes::COMMON)) && !together;
    let titles = words.clone().take_while(|at| view.class(*at).any(Classes::TITLE)).count();
    if !all || ordinary || words.clone().count() == titles || end - first > 8 {
        return None;
    }
    let from = words.clone().nth(titles)?;
    // "Carmaker Acme Motors": what it is, and then its name.
    let from = if organisation(view.word(from)) && from + 1 < end { from + 1 } else { from };
    let words = view.span(from, end - 1);
    Some(Subject { name: words.of(view.text).to_owned(), words })
}
