//! Steps back from a number over what may stand between it and the words that lead to it.

use super::label::verbal;
use crate::lexicon::Classes;
use crate::quantity::View;
use crate::text::TokenKind;

/// Steps back over what may stand between a verb or preposition and the number: determiners, adverbs, adjectives.
pub fn skip_back(view: &View, from: usize) -> usize {
    let mut at = from;
    while let Some(before) = at.checked_sub(1) {
        let class = view.class(before);
        let light = class.any(Classes::DETERMINER.or(Classes::ADVERB))
            || class.any(Classes::ADJECTIVE) && !class.any(Classes::PERSON)
            // "to a seasonally adjusted 335,000"
            || matches!(view.word(before), "seasonally" | "adjusted" | "revised" | "annualized" | "annualised")
            || view.phrase(&view.lexicon.trend_words, before).is_some_and(|(_, end)| end == at)
                && !class.any(Classes::TREND_NOUN);
        if !light || class.any(Classes::PREPOSITION) && !matches!(view.word(before), "up" | "down") {
            break;
        }
        at = before;
    }
    at
}

/// Steps back over adverbs and words of a trend: "closed marginally higher at 12".
pub fn skip_adverbs(view: &View, from: usize) -> usize {
    let mut at = from;
    while let Some(before) = at.checked_sub(1) {
        let class = view.class(before);
        let adverb = class.any(Classes::ADVERB) && !class.any(Classes::ADJECTIVE.or(Classes::PREPOSITION));
        let trend = view.phrase(&view.lexicon.trend_words, before).is_some_and(|(_, end)| end == at);
        // "ticked down to 4 percent": behind a verb the preposition is a particle.
        let particle = class.any(Classes::PREPOSITION)
            && !before.checked_sub(1).is_some_and(|left| view.class(left).any(Classes::VERB.or(Classes::AUXILIARY)));
        // "fell a little", "rose a touch"
        let little = matches!(view.word(before), "little" | "bit" | "touch" | "notch" | "fraction" | "tad")
            && before.checked_sub(1).is_some_and(|left| matches!(view.word(left), "a" | "another"));
        if little {
            at = before - 1;
            continue;
        }
        if !adverb && !(trend && !class.any(Classes::TREND_NOUN) && !particle) {
            break;
        }
        at = before;
    }
    at
}

/// Steps back over the particle of a verb: "earnings came in at $2", "costs worked out at 12 percent".
pub fn skip_particle(view: &View, at: usize) -> usize {
    let Some(particle) = at.checked_sub(1).filter(|particle| *particle > 0) else { return at };
    let verb = view.class(particle - 1).any(Classes::PAST) && verbal(view, particle - 1);
    if verb && matches!(view.word(particle), "in" | "out" | "up" | "off" | "down") { particle } else { at }
}

/// Steps back over what a copula says of its subject: "deposits were flat at 12", "the hall is licensed for 75".
pub fn skip_predicative(view: &View, at: usize) -> usize {
    let Some(word) = at.checked_sub(1).filter(|word| view.is(*word, TokenKind::Word)) else { return at };
    let copula = word.checked_sub(1).is_some_and(|left| {
        view.class(left).any(Classes::AUXILIARY) && view.class(left).any(Classes::VERB)
            || matches!(view.word(left), "is" | "are" | "was" | "were" | "been" | "remained" | "stayed" | "held")
    });
    let class = view.class(word);
    let says = class.any(Classes::ADJECTIVE) && !class.any(Classes::VERB)
        || view.word(word).ends_with("ed") && !class.any(Classes::VERB);
    if copula && says { word } else { at }
}
