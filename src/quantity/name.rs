//! Names with a number in them: `G20`, `A320`, `Covid-19`, `Windows 10`, `Model 3`.

use super::View;
use super::calendar::small;
use super::refusal::{NAME, currency_before, hinted, unit_or_scale};
use crate::lexicon::Classes;
use crate::text::TokenKind;

/// The token after a name's number.
pub fn named(view: &View, at: usize) -> Option<usize> {
    let whole = view.raw(at).bytes().all(|byte| byte.is_ascii_digit());
    if whole && let Some(end) = firm_or_type(view, at) {
        return Some(end);
    }
    let before = at.checked_sub(1)?;
    // "an M6.3 earthquake"
    let quake = |at: usize| matches!(&*view.singular(at), "quake" | "earthquake" | "tremor" | "aftershock");
    let magnitude = view.raw(before) == "M" && view.raw(at).contains('.') && (at + 1..at + 3).any(quake);
    if view.glued(at) && view.is(before, TokenKind::Word) && !currency_before(view, at) && !magnitude {
        return Some(at + 1 + usize::from(view.glued(at + 1) && view.is(at + 1, TokenKind::Word)));
    }
    // "0700.HK", agent 007: no count is written with a nought before it.
    if whole && view.raw(at).len() > 1 && view.raw(at).starts_with('0') && view.raw(at).bytes().any(|byte| byte != b'0')
    {
        return Some(at + 1);
    }
    // "a .308 rifle"
    if view.raw(at).starts_with('.') && hinted(view, at + 1, NAME) {
        return Some(at + 1);
    }
    hyphenated(view, at).or_else(|| announced(view, at).filter(|_| whole))
}

/// Names that begin with a number.
fn firm_or_type(view: &View, at: usize) -> Option<usize> {
    // "747-8": a type and its variant, no range since it falls.
    let variant = view.raw(at).len() == 3 && view.dash(at + 1) && view.glued(at + 1) && view.glued(at + 2);
    if variant && small(view, at + 2, 1, 9) && !unit_or_scale(view, at + 3) && !currency_before(view, at) {
        return Some(at + 3);
    }
    // "3M makes": a firm and what it does, no millions.
    let firm = view.raw(at + 1) == "M" && view.glued(at + 1) && !currency_before(view, at);
    if firm && (view.class(at + 2).any(Classes::VERB.or(Classes::AUXILIARY)) || view.is(at + 2, TokenKind::Possessive))
    {
        return Some(at + 2);
    }
    // "a 3x3 final": without a unit it is no product ("2×10^8" is a power).
    let times = matches!(view.word(at + 1), "x" | "×") && view.glued(at + 1) && view.glued(at + 2);
    if times
        && view.is(at + 2, TokenKind::Number)
        && !unit_or_scale(view, at + 3)
        && !view.hyphen(at + 3)
        && !matches!(view.raw(at + 3), "^" | "-" | "−" | "*")
        && !currency_before(view, at)
        && view.raw(at + 2).len() <= 3
    {
        return Some(at + 3);
    }
    // "410 U.S. 113": volume and page of a report of law.
    if view.word(at + 1) == "u.s." && view.is(at + 2, TokenKind::Number) && !view.glued(at + 2) {
        return Some(at + 3);
    }
    None
}

/// `Covid-19`, `V-6`.
fn hyphenated(view: &View, at: usize) -> Option<usize> {
    let before = at.checked_sub(1).filter(|before| view.dash(*before) && view.glued(at) && view.glued(*before))?;
    let word = before.checked_sub(1).filter(|word| view.is(*word, TokenKind::Word))?;
    let prefix = view.word(word);
    let range = view.class(word).any(Classes::NUMERAL) || view.lexicon.unit_names.get(prefix).is_some();
    let dash = prefix.len() > 6 && !view.capital(word);
    let light = view.class(word).any(Classes::ADVERB.or(Classes::PREPOSITION).or(Classes::CONJUNCTION));
    let prefixed = matches!(prefix, "mid" | "pre" | "post" | "sub" | "ultra" | "minus" | "plus" | "non" | "now");
    (!range && !dash && !light && !prefixed && !currency_before(view, at)).then_some(at + 1)
}

/// A capitalised word right before a bare whole number with nothing counted after it, or a name right behind it.
fn announced(view: &View, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    if view.raw(at).len() > 4 {
        return None;
    }
    let short = view.raw(before).len() <= 4 && view.raw(before).len() > 1;
    let letters = short && view.raw(before).bytes().all(|byte| byte.is_ascii_uppercase());
    let capital = view.capital(before) && view.is(before, TokenKind::Word) && (before > 0 || letters);
    let class = view.class(before);
    let no_name =
        Classes::MONTH.or(Classes::PREPOSITION).or(Classes::WEEKDAY).or(Classes::DETERMINER).or(Classes::CONJUNCTION);
    // "Apple Watch 5": a verb inside a run of capitals is part of a name, but "STORM KILLS 12" is a headline.
    let inflected = class.any(Classes::VERB) && !class.any(Classes::BASE.or(Classes::GERUND));
    // A base form has a subject in the plural: "Rebels Kill 12".
    let subject = before.checked_sub(1).is_some_and(|subject| {
        view.is_plural(subject) || view.class(subject).any(Classes::PEOPLE.or(Classes::SPEAKER))
    });
    let told = inflected || subject && view.is_predicate(before);
    let verb = class.any(Classes::VERB) && (told || !view.capital(before.wrapping_sub(1)));
    let ordinary = verb
        || class.any(no_name.or(Classes::AUXILIARY).or(Classes::ADVERB).or(Classes::PRONOUN))
        || view.name(&view.lexicon.place_names, before).is_some();
    let next = view.class(at + 1);
    let unit = unit_or_scale(view, at + 1);
    let counted = unit
        || view.hyphen(at + 1)
        || view.is(at + 1, TokenKind::Word)
            && (next.any(Classes::PEOPLE.or(Classes::PERSON).or(Classes::ADJECTIVE)) || view.is_plural(at + 1))
        || view.capital(at + 1) && view.capital(at.wrapping_sub(2)) && next.is_empty();
    if capital && !ordinary && !counted && !currency_before(view, at) {
        return Some(at + 1);
    }
    // "787 Dreamliner": a bare number before a capitalised word that leads to nothing counted.
    let behind = view.capital(at + 1)
        && next.is_empty()
        && !class.any(Classes::VERB.or(Classes::AUXILIARY))
        && view.name(&view.lexicon.place_names, at + 1).is_none()
        && !leads_to_a_plural(view, at + 1);
    // "a 737 skidded", "aboard a 747": an article and nothing that it could count.
    let other = Classes::PAST.or(Classes::AUXILIARY).or(Classes::PREPOSITION);
    let single = matches!(view.word(before), "a" | "an" | "another")
        && view.raw(at).len() == 3
        && ((next.any(other) || view.word(at + 1).ends_with("ed"))
            && !matches!(view.word(at + 1), "to" | "of" | "per" | "by" | "odd")
            || matches!(view.raw(at + 1), "." | "," | ";" | "") && !(view.glued(at + 1) && view.glued(at + 2)));
    (!unit && (behind || single) && !currency_before(view, at)).then_some(at + 1)
}

/// "460 Kia and Hyundai vehicles", "12 Airbus A320s": do names lead from here to a plural that is counted?
fn leads_to_a_plural(view: &View, from: usize) -> bool {
    let clause =
        Classes::PREPOSITION.or(Classes::AUXILIARY).or(Classes::PRONOUN).or(Classes::DETERMINER).or(Classes::PAST);
    let part = |at: &usize| {
        matches!(view.raw(*at), "," | "/" | "&" | "-")
            || matches!(view.word(*at), "and" | "or")
            || view.is(*at, TokenKind::Number) && (view.glued(*at) || view.capital(at - 1))
            || view.is(*at, TokenKind::Word)
                && (!view.class(*at).any(clause) || view.glued(at + 1) && view.is(at + 1, TokenKind::Number))
    };
    let plural = |at: usize| {
        let types = view.word(at) == "s" && view.glued(at) && view.is(at - 1, TokenKind::Number);
        let noun = view.is(at, TokenKind::Word) && view.is_plural(at);
        types || noun && (at <= from + 1 || !view.capital(at))
    };
    (from..from + 7).take_while(part).any(plural)
}
