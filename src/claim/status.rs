//! How the document holds a figure: as a fact, a forecast, a target; and is it an earlier value named for comparison?

use super::measured::Measured;
use super::{Status, clause};
use crate::lexicon::{Classes, EntryId};
use crate::quantity::{Quantity, View};
use std::str::FromStr;

/// The status that the words before a number in its clause give it, and the entry that says so.
pub fn status(view: &View, quantity: &Quantity, floor: usize) -> Option<(Status, Option<EntryId>)> {
    let start = clause::start(view, quantity.first)
        .max(if view.class(floor).any(Classes::CONJUNCTION) || view.raw(floor) == "," { floor } else { 0 });
    let mut found = None;
    for at in start..quantity.number_end {
        if let Some(((index, entry), end)) = view.phrase(&view.lexicon.statuses, at)
            && end <= quantity.number_end
            && !(end == at + 1 && at > 0 && view.class(at - 1).any(Classes::DETERMINER))
            && let Ok(status) = Status::from_str(view.lexicon.status_name(index))
        {
            found = Some((status, Some(entry)));
        }
    }
    // "750,000 expected": the word right after the number's phrase.
    found
        .or_else(|| {
            let after = quantity.end;
            (after..after + 3).find_map(|at| {
                let ((index, entry), _) = view.phrase(&view.lexicon.statuses, at)?;
                let past = view.class(at).any(Classes::PAST.or(Classes::AUXILIARY));
                Status::from_str(view.lexicon.status_name(index))
                    .ok()
                    .filter(|_| past)
                    .map(|status| (status, Some(entry)))
            })
        })
        .or_else(|| {
            // "80,000 people could be displaced"
            let supposed = (quantity.end..quantity.end + 6).any(|at| {
                matches!(view.word(at), "could" | "might")
                    && view.word(at + 1) == "be"
                    && view.class(at + 2).any(Classes::PAST)
            });
            supposed.then_some((Status::Hypothetical, None))
        })
}

/// Words right before a number that make it a value of an earlier time.
pub fn previous(view: &View, quantity: &Quantity, measured: &Measured) -> bool {
    let word = |back: usize| quantity.first.checked_sub(back).map_or("", |at| view.word(at));
    let (one, two, three) = (word(1), word(2), word(3));
    let trend = |at: Option<usize>| {
        at.is_some_and(|at| {
            view.class(at).any(Classes::TREND_VERB.or(Classes::TREND_NOUN))
                || view.phrase(&view.lexicon.trend_words, at).is_some()
        })
    };
    // "against €2.9bn", "against a profit of $45 million".
    let against = (1..5).find(|back| word(*back) == "against").is_some_and(|back| {
        (1..back).all(|back| !view.class(quantity.first - back).any(Classes::VERB.or(Classes::AUXILIARY)))
    });
    let compared = matches!((two, one), ("compared", "with" | "to")) || one == "versus" || against;
    let from = one == "from"
        && (trend(measured.label.verb)
            || trend(quantity.first.checked_sub(2))
            // "to 5.2 % from 5.4 %": after a figure.
            || quantity.first >= 2 && view.class(quantity.first - 2).any(Classes::MONTH)
            || (2..9).any(|back| trend(quantity.first.checked_sub(back))));
    let earlier = matches!((three, two, one), ("previous" | "earlier" | "prior" | "initial", _, "of" | "at"))
        || matches!(two, "previous" | "earlier" | "prior") && one == "of";
    let ago = (quantity.end..quantity.end + 5).any(|at| {
        matches!(view.word(at), "a" | "one")
            && matches!(view.word(at + 1), "year" | "month" | "quarter" | "week" | "day")
            && matches!(view.word(at + 2), "earlier" | "ago" | "before")
    });
    compared || from || earlier || ago
}
