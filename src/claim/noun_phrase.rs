//! Noun phrases beside a number, found from the classes of words: a finite-state reading without a tagger.

use crate::lexicon::Classes;
use crate::quantity::View;
use crate::text::TokenKind;

/// A noun phrase: its tokens and its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NounPhrase {
    /// The first token, without determiners.
    pub first: usize,
    /// The token after it.
    pub end: usize,
    /// The head noun's token.
    pub head: usize,
}

/// Words that no noun phrase goes through.
const STOP: Classes =
    Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::AUXILIARY).or(Classes::PRONOUN).or(Classes::WEEKDAY);

/// The noun phrase that begins at `at`, determiners passed over.
pub fn after(view: &View, at: usize) -> Option<NounPhrase> {
    let mut here = at;
    while view.hyphen(here)
        || view.class(here).any(Classes::DETERMINER)
        || matches!(view.raw(here), "\"" | "“" | "‘" | "`")
    {
        here += 1;
    }
    let first = here;
    let mut head = None;
    let mut last = first;
    let mut plural = false;
    while here < view.len() {
        if view.named(here) {
            // A name with a number goes on to its end; a year only to the noun that it dates: "the 2018 budget".
            let dated = view.is(here + 1, TokenKind::Word) && goes_on(view, first, here + 1, None, false);
            if !(view.named(here + 1) || dated || head.is_some() && view.named(here - 1)) {
                break;
            }
            if view.is(here, TokenKind::Word) {
                head = Some(here);
            }
            plural = false;
            here += 1;
            last = here;
            continue;
        }
        match view.token(here).map(|token| token.kind) {
            Some(TokenKind::Word) => {
                if !goes_on(view, first, here, head, plural) {
                    break;
                }
                plural = noun_plural(view, here);
                head = Some(here);
                here += 1;
            }
            Some(TokenKind::Possessive) if head.is_some() => {
                plural = false;
                here += 1;
            }
            Some(TokenKind::Number) if view.glued(here) && view.hyphen(here - 1) => here += 1,
            // "the dockers' union"
            Some(TokenKind::Mark) if plural && owns(view, here) => {
                plural = false;
                here += 1;
            }
            Some(TokenKind::Mark)
                // "200 associates-the name …" has a dash there.
                if view.hyphen(here)
                    && head.is_some()
                    && !(plural && view.class(here + 1).any(Classes::DETERMINER))
                    && (view.is(here + 1, TokenKind::Word) || view.capital(here - 1)) =>
            {
                plural = false;
                here += 1;
            }
            Some(TokenKind::Mark) if joins_names(view, here) || title_stop(view, here) => here += 1,
            Some(TokenKind::Mark) if view.raw(here) == "," && lists_adjectives(view, here) => here += 1,
            _ => break,
        }
        if let Some(next) = coordinated(view, here, plural) {
            here = next;
            plural = false;
        }
    }
    let head = head?;
    Some(NounPhrase { first, end: last.max(head + 1), head })
}

/// Is the mark the apostrophe of a plural that owns the noun behind it?
fn owns(view: &View, at: usize) -> bool {
    matches!(view.raw(at), "'" | "’")
        && view.glued(at)
        && !view.glued(at + 1)
        && at > 0
        && view.word(at - 1).ends_with('s')
        && view.is(at + 1, TokenKind::Word)
}

/// The phrase without a verb at its end, which an object or a number right behind shows: "the phone weighs 197 grams",
/// "a 2-kilometre bridge cost the town $5 million".
pub fn without_verb(view: &View, phrase: NounPhrase) -> NounPhrase {
    let class = view.class(phrase.head);
    let verb = class.any(Classes::VERB) && !class.any(Classes::ADJECTIVE.or(Classes::PERSON).or(Classes::GERUND));
    let behind = view.class(phrase.end);
    let object = view.is(phrase.end, TokenKind::Number) || behind.any(Classes::DETERMINER.or(Classes::NUMERAL));
    let before = phrase.end.checked_sub(2).filter(|before| *before >= phrase.first);
    match before.filter(|before| verb && object && phrase.head + 1 == phrase.end && view.is(*before, TokenKind::Word)) {
        Some(before) => NounPhrase { end: before + 1, head: before, ..phrase },
        None => phrase,
    }
}

/// Does the word at `here` belong to the phrase begun at `first`?
fn goes_on(view: &View, first: usize, here: usize, head: Option<usize>, plural: bool) -> bool {
    let class = view.class(here);
    let word = view.word(here);
    let joined = here > 0 && view.hyphen(here - 1);
    if joined {
        return true;
    }
    if class.any(STOP) || class.any(Classes::DETERMINER) && head.is_some() {
        return false;
    }
    if class.any(Classes::MONTH) && view.capital(here) && word.len() > 3 {
        return false;
    }
    let next = view.class(here + 1);
    let noun_follows = view.is(here + 1, TokenKind::Word)
        && !next.any(STOP.or(Classes::DETERMINER).or(Classes::ADVERB))
        && !(next.any(Classes::PAST) && !next.any(Classes::ADJECTIVE));
    if class.any(Classes::ADVERB) && !class.any(Classes::ADJECTIVE) || word.ends_with("ly") && class.is_empty() {
        // "decently sized plants"
        let participle = next.any(Classes::PAST) && view.is(here + 2, TokenKind::Word);
        return head.is_none() && word.ends_with("ly") && (noun_follows || participle);
    }
    let verb = class.any(Classes::VERB) && !class.any(Classes::ADJECTIVE.or(Classes::PERSON));
    if head.is_none() {
        // "burned-out vehicles"
        if verb && class.any(Classes::PAST) && view.hyphen(here + 1) && view.is_plural(here + 3) {
            return true;
        }
        // Participles before the noun: "registered voters", but "12 died".
        if verb && class.any(Classes::PAST) && !class.any(Classes::BASE) {
            let participle = word.ends_with("ed") || word.ends_with("en");
            return participle && noun_follows && (!view.is_predicate(here) || view.is_plural(here + 1));
        }
        // "3 remain trapped": the noun is left out.
        if class.any(Classes::BASE) && !view.is_plural(here) && elided(view, here) {
            return false;
        }
        // "12 dead", "10 hurt": what happened, not what is counted, unless a plural follows.
        let plain_verb = class.any(Classes::BASE) && !class.any(Classes::PAST);
        if view.is_predicate(here)
            && !plain_verb
            && !view.is_plural(here)
            && (class.is_empty() || class.any(Classes::ADJECTIVE.or(Classes::VERB).or(Classes::COMMON)))
        {
            return noun_follows && view.is_plural(here + 1);
        }
        return true;
    }
    // "track used by 12 trains", "30 Dutch living in the valley": a participle begins what is said of the noun.
    let people = || view.name(&view.lexicon.place_names, here - 1).is_some_and(|((_, demonym), _)| demonym);
    if class.any(Classes::PAST) && view.word(here + 1) == "by"
        || class.any(Classes::GERUND) && next.any(Classes::PREPOSITION.or(Classes::DETERMINER)) && people()
    {
        return false;
    }
    // "one person dead": what happened to them.
    if view.is_predicate(here)
        && view.class(here - 1).any(Classes::PEOPLE.or(Classes::PERSON))
        && !view.is_plural(here)
        && !noun_follows
    {
        return false;
    }
    let capitals = view.capital(here) && view.capital(here - 1) && here > first;
    if plural && !capitals {
        // A plural noun seldom modifies another noun: "12 jobs figures" goes on only to another plural.
        let compound = view.is_plural(here) && !class.any(Classes::VERB) && !class.any(Classes::ADJECTIVE);
        return compound && !view.class(here - 1).any(Classes::PEOPLE);
    }
    // "a 37-metre long reconstructed skeleton": behind an adjective or an adverb the participle is one more.
    let left = view.class(here - 1);
    let modifier = left.any(Classes::ADJECTIVE) || view.word(here - 1).ends_with("ly");
    if class.any(Classes::PAST) && modifier && noun_follows && !left.any(Classes::PERSON.or(Classes::PEOPLE)) {
        return true;
    }
    if class.any(Classes::PAST) && !class.any(Classes::BASE.or(Classes::ADJECTIVE)) {
        return false;
    }
    // "a fact sheet handed out": an unknown word in -ed behind a noun is a participle.
    if word.ends_with("ed")
        && !class.any(Classes::ADJECTIVE.or(Classes::PERSON).or(Classes::BASE))
        && !view.capital(here)
    {
        return false;
    }
    // "a 12 percent rise", "the engine powers": a verb's -s form after a singular is more often a plural noun.
    true
}

/// Is a base form right behind a number its verb, what is counted being left out: "three remain missing", "two face a
/// trial"?
fn elided(view: &View, here: usize) -> bool {
    let next = view.class(here + 1);
    let number = here.checked_sub(1).is_some_and(|at| {
        view.is(at, TokenKind::Number) && view.raw(at) != "1" || view.class(at).any(Classes::NUMERAL)
    });
    let stative = matches!(view.word(here), "remain" | "survive" | "die" | "flee" | "escape");
    let verb = next.any(Classes::DETERMINER) && !view.class(here).any(Classes::COMMON.or(Classes::ADJECTIVE));
    number && (stative || verb)
}

fn noun_plural(view: &View, at: usize) -> bool {
    let word = view.word(at);
    // "police", "media", "sales" modify freely: a noun that is its own singular is no plural here.
    view.is_plural(at) && !view.class(at).any(Classes::ADJECTIVE) && (word == "people" || view.singular(at) != word)
}

/// "S&P/TSX Composite", "Johnson & Johnson": a mark inside a name.
fn joins_names(view: &View, at: usize) -> bool {
    let mark = view.raw(at) == "&" || view.raw(at) == "/" && view.glued(at) && view.glued(at + 1);
    mark && at > 0 && view.capital(at - 1) && view.capital(at + 1)
}

/// The stop of "Ms. Marsh", "Ida M. Holm".
fn title_stop(view: &View, at: usize) -> bool {
    let title = at > 0 && view.class(at - 1).any(Classes::TITLE.or(Classes::ABBREVIATION)) && view.capital(at - 1);
    let initial = at > 1 && view.raw(at - 1).len() == 1 && view.capital(at - 1) && view.capital(at - 2);
    view.raw(at) == "." && view.glued(at) && (title || initial) && view.capital(at + 1)
}

/// "large, new houses": adjectives on both sides of a comma.
fn lists_adjectives(view: &View, comma: usize) -> bool {
    comma > 0 && view.class(comma - 1).any(Classes::ADJECTIVE) && view.class(comma + 1).any(Classes::ADJECTIVE)
}

/// "WeChat and Weibo users", "major and minor attacks": where the phrase goes on after the conjunction.
fn coordinated(view: &View, at: usize, plural: bool) -> Option<usize> {
    if plural || at == 0 || !matches!(view.word(at), "and" | "&" | "or") {
        return None;
    }
    let (before, after) = (at - 1, at + 1);
    let names =
        view.capital(before) && view.capital(after) && view.is(after + 1, TokenKind::Word) && !view.capital(after + 1);
    let adjectives = view.class(before).any(Classes::ADJECTIVE) && view.class(after).any(Classes::ADJECTIVE);
    let followed = view.is(after + 1, TokenKind::Word)
        && !view.class(after + 1).any(STOP.or(Classes::ADVERB))
        && view.is_plural(after + 1);
    ((names || adjectives) && followed).then_some(after)
}

/// The noun phrase that ends right before `end`.
pub fn before(view: &View, end: usize) -> Option<NounPhrase> {
    let mut first = end;
    while let Some(here) = first.checked_sub(1) {
        let class = view.class(here);
        let taken = match view.token(here).map(|token| token.kind) {
            Some(_) if view.named(here) => true,
            // The end of an ordinal in figures: "to 14th in the index".
            Some(TokenKind::Word) if here > 0 && view.glued(here) && view.is(here - 1, TokenKind::Number) => false,
            Some(TokenKind::Word) => {
                // Going left: a verb form is part of the phrase only where it can be an adjective or a noun.
                let left = here.checked_sub(1).map(|left| view.class(left)).unwrap_or_default();
                let noun = class.any(Classes::ADJECTIVE.or(Classes::PERSON).or(Classes::PEOPLE))
                    || left.any(Classes::DETERMINER.or(Classes::ADJECTIVE))
                    || here > 0 && view.is(here - 1, TokenKind::Possessive)
                    || class.any(Classes::GERUND) && first < end
                    // "the consumer price index": between two nouns a base form is one.
                    || first < end && here > 0 && compound(view, here)
                    // "the number of injured"
                    || first == end && view.word(here.wrapping_sub(1)) == "of" && view.is_predicate(here)
                    // "Insured losses": a participle at the beginning of its phrase.
                    || view.word(here).ends_with("ed") && first < end && (here == 0 || left.any(Classes::PREPOSITION.or(Classes::CONJUNCTION)))
                    || (class.any(Classes::BASE) || !class.any(Classes::PAST)) && (first == end || view.capital(here) || left.any(Classes::VERB.or(Classes::PREPOSITION))) && !left.any(Classes::PRONOUN) && view.word(here.wrapping_sub(1)) != "to";
                let capital = view.capital(here) && (here > 0 || class.is_empty());
                !class.any(STOP.or(Classes::DETERMINER))
                    && (!class.any(Classes::ADVERB) || class.any(Classes::ADJECTIVE))
                    && (!class.any(Classes::VERB) || noun || capital)
                    && !(class.any(Classes::MONTH) && view.capital(here) && view.word(here).len() > 3)
            }
            Some(TokenKind::Possessive) => first < end,
            Some(TokenKind::Mark) => {
                (view.hyphen(here) || joins_names(view, here) || title_stop(view, here)) && first < end
            }
            Some(TokenKind::Number) => first < end && view.hyphen(here + 1),
            None => false,
        };
        if !taken {
            break;
        }
        first = here;
    }
    let head = (first..end).rev().find(|at| view.is(*at, TokenKind::Word))?;
    // "Saturday's earthquake" without its day.
    while !(view.is(first, TokenKind::Word) || view.is(first, TokenKind::Number)) {
        first += 1;
    }
    let phrase = NounPhrase { first, end, head };
    (first <= head && !adjectival(view, &phrase)).then_some(phrase)
}

/// Is a word that can be a verb a noun behind a noun in the singular: "price" in "consumer price index"?
fn compound(view: &View, at: usize) -> bool {
    let (class, left) = (view.class(at), view.class(at - 1));
    class.any(Classes::BASE)
        && !class.any(Classes::PAST)
        && left.any(Classes::COMMON)
        && !left.any(STOP.or(Classes::VERB).or(Classes::ADVERB).or(Classes::DETERMINER))
        && view.is(at - 1, TokenKind::Word)
        && !view.is_plural(at - 1)
        && !view.is_plural(at)
}

/// Is it an adjective alone, which names nothing: "finished higher at", "wider than", "punishable by"?
pub fn adjectival(view: &View, phrase: &NounPhrase) -> bool {
    let class = view.class(phrase.head);
    let noun = Classes::PERSON.or(Classes::PEOPLE).or(Classes::PLURAL).or(Classes::TREND_NOUN);
    let determined = phrase.first.checked_sub(1).is_some_and(|left| {
        view.class(left).any(Classes::DETERMINER.or(Classes::PREPOSITION)) || view.is(left, TokenKind::Possessive)
    });
    let ending = ["able", "ible", "ous", "ful", "ive"].iter().any(|ending| view.word(phrase.head).ends_with(ending));
    phrase.first == phrase.head
        && !class.any(noun)
        && !determined
        && !view.capital(phrase.head)
        && (class.any(Classes::ADJECTIVE.or(Classes::ORDINAL)) || ending)
}
