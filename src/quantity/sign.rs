//! Signs, and words for signs, before a numeral.

use super::View;
use super::refusal::unit_or_scale;
use super::unit::sign_before;
use crate::lexicon::Classes;
use crate::text::TokenKind;

/// Takes a minus sign or word before `first`; `number` is the numeral.
pub fn minus(view: &View, number: usize, first: &mut usize, floor: usize) -> bool {
    let Some(before) = first.checked_sub(1).filter(|before| *before >= floor) else { return false };
    let sign = matches!(view.raw(before), "-" | "−" | "–") && view.glued(*first);
    // "-5", "$-5"
    if sign && (!view.glued(before) || sign_before(view, before).is_some()) {
        *first = before;
        return true;
    }
    // "minus 5", "minus-5"
    let word = before - usize::from(before > floor && view.hyphen(before));
    let minus = match view.word(word) {
        // "plus or minus 3 points" reaches both ways.
        "minus" => !matches!(view.word(word.wrapping_sub(1)), "or" | "and" | "/"),
        // "negative 3 percent", but "negative 3-page reviews".
        "negative" => {
            let measured = unit_or_scale(view, number + 1) || !view.is(number + 1, TokenKind::Word);
            let light = Classes::AUXILIARY.or(Classes::PREPOSITION);
            let stated = word == 0 || view.class(word - 1).any(light);
            measured && !view.hyphen(number + 1) && (stated || word < before)
        }
        _ => false,
    };
    if minus {
        *first = word;
    }
    minus
}
