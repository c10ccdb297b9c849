//! Is a number somebody's age?

use crate::quantity::{Quantity, View};
use crate::text::TokenKind;

/// "17-year-old", "aged 44", "Nick Hague, 44,".
pub fn age(view: &View, quantity: &Quantity) -> bool {
    let commas = view.raw(quantity.first.wrapping_sub(1)) == ","
        && view.raw(quantity.end) == ","
        && view.word(quantity.number_end) == ",";
    // "She was 91.": a number that is years without saying so.
    let bare = quantity.unit_id(view) == "year" && view.is(quantity.end - 1, TokenKind::Number);
    // "Ann Reed, who is 47 and lives in Leeds"
    let word = |back: usize| quantity.first.checked_sub(back).map_or("", |at| view.word(at));
    let years = quantity.figure.filter(|figure| figure.is_integer() && *figure < 120.into() && quantity.unit.is_none());
    let who = (matches!(word(1), "is" | "was") && matches!(word(2), "who" | "he" | "she")
        || matches!(word(1), "turned" | "turns"))
        && years.is_some_and(|figure| figure >= 10.into())
        && (matches!(view.raw(quantity.end), "." | "," | "")
            || matches!(view.word(quantity.end), "and" | "when" | "in" | "on" | "last" | "this"));
    // "a boy of 17"
    let of_age = word(1) == "of"
        && matches!(word(3), "a" | "an" | "the")
        && matches!(word(2), "boy" | "girl" | "man" | "woman" | "youth" | "teenager" | "student")
        && years.is_some();
    let old = (commas || bare) && quantity.dimension(view) == "time"
        || who
        || of_age
        || view.word(quantity.end) == "old"
        || view.hyphen(quantity.end) && view.word(quantity.end + 1) == "old"
        || view.word(quantity.end) == "of" && view.word(quantity.end + 1) == "age";
    old || matches!(view.word(quantity.first.wrapping_sub(1)), "aged" | "age")
}
