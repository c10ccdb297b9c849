//! Whose the measured thing is: the place, organisation or person, resolved from phrase and clause.

use super::measured::Measured;
use super::noun_phrase::NounPhrase;
use crate::lexicon::{Classes, PlaceId};
use crate::quantity::{Quantity, View};
use crate::text::TokenKind;

/// The subject of a number: a place's canonical name, or a name as written.
pub fn subject(view: &View, quantity: &Quantity, measured: &Measured) -> Option<String> {
    let named = |id: PlaceId| view.lexicon.place(id).map(|place| place.id.clone());
    let inside = |phrase: &NounPhrase| place_in(view, phrase.first, phrase.end).and_then(named);
    if let Some(place) = measured.after.as_ref().and_then(inside) {
        return Some(place);
    }
    // "12 people in Kerala", "prices in the United States".
    if let Some(place) = place_after(view, measured.end.max(quantity.end)).and_then(named) {
        return Some(place);
    }
    if let Some(place) = measured.label.phrases.iter().rev().find_map(inside) {
        return Some(place);
    }
    let owner = measured.label.phrases.iter().find_map(|phrase| owner(view, phrase));
    if owner.is_some() {
        return owner;
    }
    // The subject of the clause, where it is a name: "China has four million websites".
    measured.label.phrases.first().and_then(|phrase| name(view, phrase))
}

/// The person whose age a number is: "16-year-old Kimani Gray", "Nick Hague, 44,", "Nick Hague is 44".
pub fn person(view: &View, quantity: &Quantity, measured: &Measured) -> Option<String> {
    let behind = measured.after.and_then(|phrase| {
        // The name is the run of capitals at the end: "16-year-old student Kimani Gray".
        let first = (phrase.first..phrase.end).rev().take_while(|at| view.capital(*at)).last()?;
        written(view, first, phrase.end)
    });
    let before = || {
        let comma = quantity.first.checked_sub(1).filter(|at| view.raw(*at) == ",")?;
        let phrase = super::noun_phrase::before(view, comma)?;
        let first = (phrase.first..phrase.end).rev().take_while(|at| view.capital(*at)).last()?;
        written(view, first, phrase.end)
    };
    behind
        .or_else(before)
        .or_else(|| measured.label.phrases.first().and_then(|phrase| written(view, phrase.first, phrase.end)))
}

/// "In Kenya, 48 rangers …": the place that the sentence opens with.
pub fn opening(view: &View, quantity: &Quantity) -> Option<String> {
    let ((place, _), end) =
        view.name(&view.lexicon.place_names, 1).filter(|_| matches!(view.word(0), "in" | "across"))?;
    (view.raw(end) == "," && end < quantity.first).then(|| view.lexicon.place(place).map(|place| place.id.clone()))?
}

/// A place named between two tokens.
fn place_in(view: &View, first: usize, end: usize) -> Option<PlaceId> {
    let at = (first..end).find(|at| view.name(&view.lexicon.place_names, *at).is_some())?;
    place_at(view, at)
}

/// The place named at a token, unless another is joined to it: "Texas and Louisiana" is neither.
fn place_at(view: &View, at: usize) -> Option<PlaceId> {
    let ((place, _), end) = view.name(&view.lexicon.place_names, at)?;
    let joined = matches!(view.word(end), "and" | "or" | "&" | "," | "/");
    let next = end + 1 + usize::from(view.word(end) == "," && matches!(view.word(end + 1), "and" | "or"));
    let inside = |other: PlaceId| {
        // "Austin, Texas" is one place.
        let name = |id: PlaceId| view.lexicon.place(id).map_or("", |place| place.id.as_str());
        view.lexicon.lies_in(name(place), name(other))
    };
    let other = view.name(&view.lexicon.place_names, next).map(|((other, _), _)| other);
    let two = joined && other.is_some_and(|other| !(view.word(end) == "," && inside(other)));
    (!two).then_some(place)
}

/// A place after "in", "across", "from" within a few words after the number's phrase.
fn place_after(view: &View, from: usize) -> Option<PlaceId> {
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
fn owner(view: &View, phrase: &NounPhrase) -> Option<String> {
    let possessive = (phrase.first..phrase.end).find(|at| view.is(*at, TokenKind::Possessive))?;
    written(view, phrase.first, possessive)
}

/// The phrase itself where it is a name.
fn name(view: &View, phrase: &NounPhrase) -> Option<String> {
    if let Some(place) = place_in(view, phrase.first, phrase.end).and_then(|place| view.lexicon.place(place)) {
        return Some(place.id.clone());
    }
    written(view, phrase.first, phrase.end)
}

/// The words as written where all of them are capitalised and not ordinary words at the beginning of a sentence.
fn written(view: &View, first: usize, end: usize) -> Option<String> {
    let words = (first..end).filter(|at| view.is(*at, TokenKind::Word));
    let all = words.clone().all(|at| view.capital(at));
    let ordinary = words.clone().all(|at| view.class(at).any(Classes::COMMON));
    let titles = words.clone().take_while(|at| view.class(*at).any(Classes::TITLE)).count();
    if !all || ordinary || words.clone().count() == titles || end - first > 8 {
        return None;
    }
    let from = words.clone().nth(titles)?;
    Some(view.span(from, end - 1).of(view.text).to_owned())
}
