//! What stands before a number and says what it measures: "the death toll rose to 12", "a budget of $6 trillion".

use super::noun_phrase::{self, NounPhrase};
use super::recipient::paid_to;
use super::steps_back::{skip_adverbs, skip_back, skip_particle, skip_predicative};
use super::time::TimeExpression;
use crate::lexicon::Classes;
use crate::quantity::View;
use crate::text::TokenKind;

/// The words that lead to a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// Noun phrases from left to right, each joined to the one before by a preposition: "number", "murders".
    pub phrases: Vec<NounPhrase>,
    /// The main verb between them and the number.
    pub verb: Option<usize>,
    /// The preposition right before the number.
    pub preposition: Option<usize>,
}

/// Words that are no nouns.
const NO_NOUN: Classes = Classes::PRONOUN
    .or(Classes::PREPOSITION)
    .or(Classes::CONJUNCTION)
    .or(Classes::AUXILIARY)
    .or(Classes::ADVERB)
    .or(Classes::DETERMINER)
    .or(Classes::VERB);

/// How far a reader looks back for the beginning of a clause, in tokens: longer clauses are left unread.
const REACH: usize = 40;

/// Where the label of a number is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'v, 'd> {
    /// The sentence.
    pub view: &'d View<'v>,
    /// The token after the number before it: what stands left of that is the other number's.
    pub floor: usize,
    /// The first token of the number before it; `floor` where there is none.
    pub other: usize,
    /// Expressions of time, which a label goes past: "sales fell in March to $5 million".
    pub times: &'d [TimeExpression],
}

/// The label of the number phrase that begins at `first`.
pub fn label(ground: Ground, first: usize) -> Label {
    let Ground { view, floor, .. } = ground;
    let mut label = Label::default();
    let mut at = ground.past_time(skip_back(view, first));
    let Some(mut last) = at.checked_sub(1) else { return label };
    if view.class(last).any(Classes::PREPOSITION) {
        label.preposition = Some(last);
        let of = view.word(last) == "of";
        at = last;
        if !of {
            at = ground.past_time(skip_adverbs(view, at));
            at = skip_predicative(view, skip_adverbs(view, at));
            at = ground.past_insertion(at);
        }
        at = skip_particle(view, at);
        let Some(previous) = at.checked_sub(1) else { return label };
        last = previous;
        // What lies before the number in front is that number's.
        if previous < floor {
            return label;
        }
        // "bring deaths down to 360": the particle stands behind its object.
        let particle = !of && matches!(view.word(last), "up" | "down") && last > floor;
        if particle && !view.class(last - 1).any(Classes::VERB) {
            at = last;
            last -= 1;
        }
        // "Unemployment rate: down from 5.7", "a rise in the number of accidents, to 103,821"
        if !of && (view.raw(last) == ":" || view.raw(last) == "," && ground.risen(last)) {
            label.phrases = ground.chain(last);
            return label;
        }
        if of || !verbal(view, last) {
            // "had a shot at goal – from 30 yards".
            if view.dash(last) && !of {
                at = last;
                last = last.saturating_sub(1);
            }
            if view.token(last).is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Possessive))
                || view.named(last)
            {
                label.phrases = ground.chain(at);
                label.verb = changed(view, &label.phrases).filter(|_| !of);
                // "a rise to 12" is led to by what rose.
                if !of && label.phrases.first().is_some_and(|phrase| view.class(phrase.head).any(Classes::TREND_NOUN)) {
                    label.verb = label.phrases.first().map(|phrase| phrase.head);
                }
            }
            return label;
        }
    }
    if verbal(view, last) {
        let (start, main) = verb_group(view, at);
        label.verb = Some(main);
        // "…, dropping from 208 to 193": whose participle it is stands further off; "bribes totalling $2" has it beside it.
        let beside = start.checked_sub(1).is_some_and(|at| view.is_plural(at));
        if !view.class(start).any(Classes::GERUND) || beside {
            label.phrases = ground.subject(start);
        }
    } else if matches!(view.raw(last), ":") || view.raw(last) == "(" && last > floor {
        label.phrases = ground.chain(last);
    } else if let Some(open) = abbreviated(view, last).filter(|open| *open > floor) {
        label.phrases = ground.chain(open);
    } else if at > floor
        && (view.is(last, TokenKind::Word) || view.named(last))
        && !view.class(last).any(Classes::CONJUNCTION)
    {
        label.phrases = ground.chain(at);
        // "costs the town $5 million": the town is not what is measured.
        if let Some(verb) = paid_to(view, &label) {
            let (start, main) = verb_group(view, verb + 1);
            label.verb = Some(main);
            label.phrases = ground.subject(start);
        }
    }
    label
}

/// The verb of change whose object the phrases are: "raised the fare to $3", "cut emissions by 18 percent".
fn changed(view: &View, phrases: &[NounPhrase]) -> Option<usize> {
    let mut at = phrases.first()?.first;
    // "The firm reduced emissions": a past form behind another word of the phrase is the verb.
    let head = phrases.first()?.head;
    if let Some(verb) = (at.max(1)..head).find(|verb| {
        let left = view.class(verb - 1);
        view.class(*verb).any(Classes::TREND_VERB)
            && view.class(*verb).any(Classes::PAST)
            && view.is(verb - 1, TokenKind::Word)
            && !left.any(Classes::DETERMINER.or(Classes::PREPOSITION))
    }) {
        return Some(verb);
    }
    while at > 0 && view.class(at - 1).any(Classes::DETERMINER) {
        at -= 1;
    }
    at.checked_sub(1).filter(|verb| view.class(*verb).any(Classes::TREND_VERB))
}

/// Where the bracket with a short form opens that closes at a token: "operating profit (EBIT) €413 million".
fn abbreviated(view: &View, close: usize) -> Option<usize> {
    let open = close.checked_sub(2).filter(|open| view.raw(close) == ")" && view.raw(*open) == "(")?;
    let short = view.is(open + 1, TokenKind::Word) && view.raw(open + 1).chars().all(char::is_uppercase);
    short.then_some(open)
}

pub fn verbal(view: &View, at: usize) -> bool {
    let class = view.class(at);
    if class.any(Classes::AUXILIARY) {
        return true;
    }
    let left = at.checked_sub(1).map(|left| view.class(left)).unwrap_or_default();
    // "its growth target": a base form after a singular noun is a noun.
    let plain =
        class.any(Classes::BASE) && !class.any(Classes::PAST) && left.any(Classes::COMMON) && !left.any(NO_NOUN);
    let compound =
        plain && at > 0 && view.is(at - 1, TokenKind::Word) && !view.capital(at - 1) && !view.is_plural(at - 1);
    if compound {
        return false;
    }
    // "the number of injured": no finite verb stands behind a preposition.
    // Nor is "the number of missing" one.
    let befalls = class.any(Classes::GERUND) && view.is_predicate(at) && view.word(at.wrapping_sub(1)) == "of";
    if left.any(Classes::PREPOSITION) && view.word(at - 1) != "to" && (!class.any(Classes::GERUND) || befalls) {
        return false;
    }
    // "must forfeit": whatever the word.
    let modal = at > 0
        && matches!(view.word(at - 1), "must" | "will" | "would" | "can" | "could" | "should" | "might")
        && class.is_empty()
        && view.is(at, TokenKind::Word)
        && !view.capital(at);
    // "Exports quadrupled", "Profit up 12 percent": what begins a sentence is a noun unless it is past.
    if at == 0 && !class.any(Classes::PAST.or(Classes::GERUND).or(Classes::AUXILIARY)) {
        return false;
    }
    // "sold shares worth 12 million", "cut costs": the form in -s behind another verb is its object.
    let third = !class.any(Classes::BASE.or(Classes::PAST).or(Classes::GERUND).or(Classes::AUXILIARY));
    // "the number of missing rises": behind "of" the participle is a noun itself.
    let named = at > 1 && view.word(at - 2) == "of";
    if third
        && !named
        && left.any(Classes::PAST.or(Classes::GERUND))
        && !left.any(Classes::AUXILIARY.or(Classes::PERSON))
    {
        return false;
    }
    // "raise average wages to", "higher sales of": behind an adjective it is a plural.
    if third && left.any(Classes::ADJECTIVE) && !left.any(Classes::PERSON.or(Classes::PEOPLE)) && view.is_plural(at) {
        return false;
    }
    // "the report of", "a rise": a noun after a determiner or an adjective.
    modal
        || class.any(Classes::VERB)
            && !left.any(Classes::DETERMINER)
            && !(left.any(Classes::ADJECTIVE) && class.any(Classes::BASE))
            && !(at > 0 && view.is(at - 1, TokenKind::Possessive))
            && !(view.capital(at) && at > 0 && !class.any(Classes::PAST) && !view.capital(at - 1))
}

/// The verb group that ends before `end`: its first token and its main verb.
fn verb_group(view: &View, end: usize) -> (usize, usize) {
    let mut start = end;
    let mut main = None;
    while let Some(here) = start.checked_sub(1) {
        let class = view.class(here);
        let light =
            class.any(Classes::AUXILIARY.or(Classes::ADVERB)) || matches!(view.word(here), "to" | "not" | "n't");
        // "witnesses said there were 12": nobody before "there" is the subject.
        let light = light && view.word(here) != "there";
        // Two verbs side by side are a noun and its verb ("prices rose"), but for "kept rising" and "expected to rise".
        // And before "was" or "would" stands a noun.
        let finite = start < end
            && view.class(start).any(Classes::AUXILIARY)
            && !matches!(view.word(start), "be" | "been" | "being");
        let chained = (main.is_none() && !finite) || view.word(start) == "to" || view.class(start).any(Classes::GERUND);
        if !(light || verbal(view, here) && chained) || end - start > 8 {
            break;
        }
        if main.is_none() && class.any(Classes::VERB) && !class.any(Classes::AUXILIARY) {
            main = Some(here);
        }
        start = here;
    }
    (start, main.unwrap_or(end.saturating_sub(1)))
}

/// Is the number before `floor` joined to the word behind it: "a 60-year-old"?
fn view_joined(view: &View, floor: usize) -> bool {
    view.hyphen(floor) || floor > 0 && view.hyphen(floor - 1)
}

impl Ground<'_, '_> {
    /// Does an expression of time begin at a token, its preposition left out or not?
    pub fn at_time(self, at: usize) -> bool {
        self.times.iter().any(|time| (time.first..time.end).contains(&at))
    }

    /// The first token of the expression of time that ends right before `at`, or `at`.
    fn past_time(self, at: usize) -> usize {
        let time = self.times.iter().find(|time| time.end == at && time.first >= self.floor && time.first < at);
        time.map_or(at, |time| time.first)
    }

    /// The token behind the verb of change that an insertion ends before `at` parts from its number: "rose on Friday,
    /// officials said, to 85", "fell a little in May, to 5.2 percent"; `at` where there is none.
    fn past_insertion(self, at: usize) -> usize {
        /// The longest insertion, in tokens.
        const REACH: usize = 8;
        let view = self.view;
        let Some(close) = at.checked_sub(1).filter(|close| view.raw(*close) == "," && *close > self.floor) else {
            return at;
        };
        let behind = |end: usize| {
            let end = skip_adverbs(view, self.past_time(skip_adverbs(view, end)));
            let verb = end.checked_sub(1).filter(|verb| *verb >= self.floor && verbal(view, *verb))?;
            view.class(verb).any(Classes::TREND_VERB.or(Classes::LEVEL)).then_some(end)
        };
        let open = (close.saturating_sub(REACH).max(self.floor)..close).rev().find(|open| view.raw(*open) == ",");
        behind(close).or_else(|| behind(open?)).unwrap_or(at)
    }

    /// Does a phrase end before the comma that begins with a noun of change: "a rise in the number of accidents,"?
    fn risen(self, comma: usize) -> bool {
        let first = self.chain(comma).first().map(|phrase| phrase.head);
        first.is_some_and(|head| self.view.class(head).any(Classes::TREND_NOUN))
    }

    /// The phrase without what belongs to the number before: "a 5 per cent penalty of $52,000".
    fn own(self, phrase: NounPhrase) -> NounPhrase {
        let joined = view_joined(self.view, self.floor);
        let inside = phrase.first < self.floor && self.floor <= phrase.head && !joined;
        if inside { NounPhrase { first: self.floor, ..phrase } } else { phrase }
    }

    /// The noun phrases of the subject that ends before `end`.
    fn subject(self, end: usize) -> Vec<NounPhrase> {
        let view = self.view;
        let end = self.past_time(end);
        let Some(last) = end.checked_sub(1) else { return Vec::new() };
        // "the bank, which lost 12": the antecedent.
        if matches!(view.word(last), "which" | "that" | "who") {
            let comma = usize::from(last > 0 && view.raw(last - 1) == ",");
            return self.chain(last - comma);
        }
        // "the voltage across it was 5 volts".
        if view.class(last).any(Classes::PRONOUN) && last > 1 && view.class(last - 1).any(Classes::PREPOSITION) {
            return self.chain(last - 1);
        }
        let dash = view.dash(last);
        if view.raw(last) == "," || view.raw(last) == ")" || dash {
            // An apposition or a bracket: what stands before it.
            let opening = if view.raw(last) == ")" { "(" } else { "," };
            let from = last.saturating_sub(REACH);
            let opens = |at: &usize| if dash { view.dash(*at) } else { view.raw(*at) == opening };
            if let Some(open) = (from..last).rev().find(opens) {
                // "Net sales, which exclude 14 shops, came to $842 million": the number before is inside the insertion.
                let inside =
                    self.floor > open && matches!(view.word(open + 1), "which" | "who" | "including" | "at" | "with");
                let whole = Ground { floor: 0, other: 0, ..self };
                return if inside { whole.chain(open) } else { self.chain(open) };
            }
            return Vec::new();
        }
        // "revenue rose 5 % and profit fell": the subject right before; "and fell to": the one of the verb before.
        if matches!(view.word(last), "and" | "but" | "then") {
            let comma = usize::from(last > 0 && view.raw(last - 1) == ",");
            let earlier = last - comma;
            let from = earlier.saturating_sub(REACH);
            let verb = (from..earlier).rev().find(|at| verbal(view, *at) && view.class(*at).any(Classes::VERB));
            if let Some(verb) = verb {
                let (start, _) = verb_group(view, verb + 1);
                if start > 0 && start < end {
                    return self.subject(start);
                }
            }
            return Vec::new();
        }
        self.joined(end, true)
    }

    /// Noun phrases joined by prepositions, ending right before `end`, from left to right.
    pub fn chain(self, end: usize) -> Vec<NounPhrase> {
        self.joined(end, false)
    }

    /// As [`Ground::chain`]; `through` a number that stands within the subject ("patients waiting over 18 weeks for
    /// care rose to …", "the yield on the 10-year note fell to …") it goes on to what is left of it.
    fn joined(self, end: usize, through: bool) -> Vec<NounPhrase> {
        let view = self.view;
        let mut found = Vec::new();
        let mut at = self.past_time(end);
        let mut floor = self.floor;
        while let Some(phrase) = noun_phrase::before(view, at).map(|phrase| self.own(phrase)) {
            if phrase.head < floor {
                break;
            }
            found.push(phrase);
            let mut left = phrase.first;
            if through && left == floor && self.other < floor {
                left = self.other;
                floor = 0;
            }
            // "toll from Saturday's earthquake"
            while left.checked_sub(1).is_some_and(|before| {
                view.class(before).any(Classes::DETERMINER.or(Classes::WEEKDAY))
                    || view.is(before, TokenKind::Possessive)
            }) {
                left -= 1;
            }
            // "a quake at a depth of 12 km": the depth is what is measured.
            let set = view.word(phrase.end) == "of"
                && matches!(view.word(left), "a" | "an")
                && view.word(left.wrapping_sub(1)) == "at";
            let joins = |joint: &usize| {
                view.class(*joint).any(Classes::PREPOSITION) && !view.lexicon.parts(view.word(*joint)) && !set
            };
            // "deaths in France and Italy rose to 12": both names are in the phrase.
            if let Some(and) = left.checked_sub(1).filter(|and| view.word(*and) == "and" && view.capital(phrase.head))
                && let Some(name) = noun_phrase::before(view, and).filter(|name| view.capital(name.first))
            {
                left = name.first;
            }
            let Some(joint) = left.checked_sub(1).filter(joins) else {
                break;
            };
            if found.len() == 5 || end - at > REACH {
                break;
            }
            at = self.past_time(joint);
            if through && joint == floor && self.other < floor {
                floor = 0;
                at = self.other - usize::from(view.class(self.other.wrapping_sub(1)).any(Classes::GERUND));
            }
            // "people killed by the flood in Assam": what happened to them stands between.
            let participle = at.checked_sub(1).filter(|at| {
                let class = view.class(*at);
                let befalls = view.is_predicate(*at) || view.word(joint) == "by";
                class.any(Classes::PAST) && befalls && *at > 0 && view.is(at - 1, TokenKind::Word)
            });
            if let Some(participle) = participle.filter(|at| noun_phrase::before(view, at + 1).is_none()) {
                at = participle;
            }
        }
        found.reverse();
        found
    }
}
