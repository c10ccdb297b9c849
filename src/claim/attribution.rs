//! Who says so: the speaker of a clause or of a quotation, the institution a figure comes from.

use super::noun_phrase;
use super::speaker::{Said, any_speaker, kind, proper, speaker, speaker_at, speaker_before};
use crate::lexicon::{Classes, EntryId, Reporting};
use crate::quantity::View;
use crate::text::{Span, TokenKind};

/// A speaker in a sentence with the cue that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The name or noun as said, without title; the pronoun itself for one.
    pub speaker: String,
    /// The bytes that the speaker was read from: of the sentence, or of the part once a reader of documents has it.
    pub words: Span,
    /// Is the speaker a pronoun, that an earlier sentence resolves?
    pub pronoun: bool,
    /// Is the speaker an institution rather than a person?
    pub institution: bool,
    /// Are the figures only said to come from it: "data from the port authority", "citing the police"?
    pub source: bool,
    /// The token of the verb or phrase.
    pub cue: usize,
    /// Does it close what was said before it: ", police said", "according to police"?
    pub closes: bool,
    /// Index of the status that the cue gives the figure.
    pub status: u16,
    /// The entry of the cue; none where a colon or a dash attributes, as in headlines.
    pub entry: Option<EntryId>,
}

/// A cue of no entry: what is attributed is reported.
const PLAIN: Reporting = Reporting { status: 0, clause: false, source: false, entry: None };

/// All attributions of a sentence, from left to right.
pub fn attributions(view: &View) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = Vec::new();
    found.extend(headline(view));
    if !view.holds(Classes::REPORTING, &view.lexicon.attributions) {
        return found;
    }
    // The token after the last institution that figures come from: a verb right behind it has no speaker of its own.
    let mut sourced = 0;
    let mut from = 0;
    // Most words are no cue.
    for at in view.of_class_or(0..view.len(), Classes::REPORTING, &view.lexicon.attributions) {
        if at < from {
            continue;
        }
        if let Some((cue, end)) = view.phrase(&view.lexicon.attributions, at) {
            let named = speaker_at(view, end).or_else(|| any_speaker(view, end));
            if let Some(said) = named.map(|said| issuer(view, &said).unwrap_or(said)) {
                if cue.source {
                    sourced = said.end;
                }
                found.push(said.attribution(view, at, true, cue));
            }
            from = end;
            continue;
        }
        if let Some(said) = quoted(view, at) {
            let cue = view.lexicon.reporting(view.word(at)).unwrap_or(PLAIN);
            found.push(said.attribution(view, at, false, cue));
        } else if view.class(at).any(Classes::REPORTING)
            && let Some(cue) = view.lexicon.reporting(view.word(at))
            && !(cue.clause && object_is_a_number(view, at))
            && !view.class(at.wrapping_sub(1)).any(Classes::DETERMINER.or(Classes::ADJECTIVE))
            && let Some(said) = around(view, at).or_else(|| goes_on(view, at, found.last()))
            && (sourced == 0 || said.first >= sourced)
            && !noun_behind(view, at, &said)
            && !subject_of_verb(view, at)
            // "China counts 670 million users" says whose they are, not who says so.
            && !(view.name(&view.lexicon.place_names, said.first).is_some_and(|(_, end)| end == at) && object_is_a_number(view, at))
        {
            let first = said.first;
            let closes = first > 0 && matches!(view.raw(first - 1), "," | "”" | "\"" | "'" | "’" | "?" | "!" | "—");
            found.push(said.attribution(view, at, closes, cue));
        }
    }
    // Who declares an emergency "and said 450 would come" has said the second thing only.
    found.retain(|attribution| !declares_a_state(view, attribution.cue));
    found
}

impl Said {
    fn attribution(self, view: &View, cue: usize, closes: bool, by: Reporting) -> Attribution {
        let words = view.span(self.from, self.end.saturating_sub(1));
        Attribution {
            speaker: words.of(view.text).to_owned(),
            words,
            pronoun: self.pronoun,
            institution: self.institution,
            source: by.source,
            cue,
            closes,
            status: by.status,
            entry: by.entry,
        }
    }
}

/// "Landslide buries 22 houses: police", "… – coast guard", "Police: 22 houses buried".
fn headline(view: &View) -> Option<Attribution> {
    /// The most words of a speaker beside a colon.
    const LONGEST: usize = 6;
    let cue = PLAIN;
    let speaks = |said: &Said| kind(view, said.from, said.end - 1).any(Classes::SPEAKER.or(Classes::INSTITUTION));
    let last = view.len().checked_sub(1)?;
    let mark = (last.saturating_sub(LONGEST)..last)
        .rev()
        .find(|at| view.raw(*at) == ":" || view.dash(*at) && !view.glued(*at) && !view.glued(at + 1));
    if let Some(mark) = mark
        && let Some(said) = speaker_at(view, mark + 1).filter(|said| said.end > last && speaks(said))
    {
        return Some(said.attribution(view, mark, true, cue));
    }
    let colon = (1..LONGEST).find(|at| view.raw(*at) == ":")?;
    let said = speaker_at(view, 0).filter(|said| said.end == colon && speaks(said))?;
    Some(said.attribution(view, colon, false, cue))
}

/// "The firm declared a dividend of 18 cents and expects a profit of $5": who spoke before speaks on.
fn goes_on(view: &View, at: usize, last: Option<&Attribution>) -> Option<Said> {
    let and = at.checked_sub(1).filter(|and| view.word(*and) == "and")?;
    let last =
        last.filter(|last| !last.source && !last.closes && last.cue < and && !view.class(at).any(Classes::GERUND))?;
    let first = (0..last.cue).find(|at| view.span(*at, *at).start >= last.words.start)?;
    speaker_before(view, last.cue).filter(|said| said.from <= first || said.first <= first)
}

/// "Tom Reed was quoted by a paper as saying": the one who is quoted speaks.
fn quoted(view: &View, at: usize) -> Option<Said> {
    /// How far before "as saying" the verb may stand.
    const REACH: usize = 10;
    if !matches!(view.word(at), "saying" | "telling") || view.word(at.checked_sub(1)?) != "as" {
        return None;
    }
    let verb = (at.saturating_sub(REACH)..at).rev().find(|at| matches!(view.word(*at), "quoted" | "cited"))?;
    let mut before = verb;
    while before.checked_sub(1).is_some_and(|left| view.class(left).any(Classes::AUXILIARY.or(Classes::ADVERB))) {
        before -= 1;
    }
    if before == verb {
        // "The paper quoted Tom Reed as saying"
        return speaker_at(view, verb + 1).filter(|said| said.end < at);
    }
    speaker_before(view, before)
}

/// Is the form of the verb a noun of the phrase before it: "filings for jobless claims", "Upper Nile state"?
fn noun_behind(view: &View, verb: usize, said: &Said) -> bool {
    let beside = (said.end..verb).all(|at| view.class(at).any(Classes::ADVERB.or(Classes::AUXILIARY)));
    let word = view.word(verb);
    // "in Upper Nile state": behind one name a base form is a noun.
    let class = view.class(verb);
    let base = class.any(Classes::BASE) && !class.any(Classes::PAST);
    if base
        && said.end == verb
        && view.capital(said.end - 1)
        && said.end - said.from > 1
        && !view.word(verb - 1).ends_with('s')
    {
        return true;
    }
    said.end < verb && !beside && word.ends_with('s') && view.is_plural(verb) && view.raw(verb - 1) != ","
}

/// Is the form in -s a plural noun, with its own verb right behind: "Benefit Claims Fall to", "More States Cut"? But not
/// "Study Reports Rise in Thefts".
fn subject_of_verb(view: &View, at: usize) -> bool {
    let next = view.class(at + 1);
    let verb = next.any(Classes::BASE) && !next.any(Classes::ADJECTIVE.or(Classes::PERSON));
    matches!(view.word(at), "claims" | "states" | "reports" | "notes" | "estimates" | "projects" | "values" | "figures")
        && verb
        && !matches!(view.word(at + 2), "in" | "of" | "among")
}

/// "The mayor declared a state of emergency": an act, and no speech.
fn declares_a_state(view: &View, verb: usize) -> bool {
    /// The most words between the verb and the state that it brings about.
    const REACH: usize = 4;
    let state = |at: usize| {
        matches!(
            view.word(at),
            "emergency" | "emergencies" | "war" | "independence" | "victory" | "bankruptcy" | "state" | "curfew"
        )
    };
    matches!(view.word(verb), "declare" | "declares" | "declared" | "declaring")
        && (verb + 1..=verb + REACH)
            .take_while(|at| view.is(*at, TokenKind::Word) && view.word(*at) != "that")
            .any(state)
}

/// "According to a count from the Harbour Post": who made the count is the one that speaks.
fn issuer(view: &View, said: &Said) -> Option<Said> {
    let made = matches!(
        view.word(said.end.checked_sub(1)?),
        "count" | "tally" | "survey" | "poll" | "study" | "analysis" | "report" | "statement" | "release" | "data"
    );
    let by = made && matches!(view.word(said.end), "from" | "by");
    let named = speaker_at(view, said.end + 1).or_else(|| any_speaker(view, said.end + 1));
    let named = named.filter(|named| by && view.capital(named.from))?;
    Some(Said { first: said.first, ..named })
}

/// Does a number follow the verb at once: "found 17 barrels"?
fn object_is_a_number(view: &View, verb: usize) -> bool {
    let next = (verb + 1..verb + 4)
        .find(|at| !view.class(*at).any(Classes::ADVERB.or(Classes::DETERMINER).or(Classes::PREPOSITION)))
        .unwrap_or(verb);
    view.is(next, TokenKind::Number) || view.class(next).any(Classes::NUMERAL)
}

/// The speaker of the reporting verb at `at`: before it ("Lu Wei said"), or after it where a quotation or comma stands
/// before ("…", said Roseann Rife).
fn around(view: &View, at: usize) -> Option<Said> {
    // "was expected", "were reported": nobody is named by a passive.
    let passive = at
        .checked_sub(1)
        .is_some_and(|left| matches!(view.word(left), "be" | "been" | "being" | "is" | "are" | "was" | "were"));
    if passive && view.class(at).any(Classes::PAST) {
        return None;
    }
    let mut before = at;
    while before.checked_sub(1).is_some_and(|left| view.class(left).any(Classes::AUXILIARY.or(Classes::ADVERB))) {
        before -= 1;
    }
    let left = before.checked_sub(1);
    if let Some(left) = left {
        let word = view.word(left);
        if matches!(word, "he" | "she" | "they") {
            return Some(Said::pronoun(left, left));
        }
        if view.class(left).any(Classes::PRONOUN.or(Classes::CONJUNCTION)) && !matches!(word, "it" | "which" | "who") {
            return None;
        }
        // "Roseann Rife, East Asia director at Amnesty, said": back over the apposition.
        let end = if view.raw(left) == "," {
            let open = (left.saturating_sub(25)..left).rev().find(|open| view.raw(*open) == ",");
            match open {
                // "the head of the administration, Lu Wei, said" and "Lu Wei, the head, said".
                Some(open) => {
                    let inner = noun_phrase::before(view, left)
                        .filter(|phrase| phrase.first > open && proper(view, phrase.first, phrase.end));
                    match inner.filter(|inner| inner.first == open + 1) {
                        Some(_) => left,
                        None => open,
                    }
                }
                None => return after(view, at),
            }
        } else {
            before
        };
        if let Some(said) = speaker_before(view, end) {
            let apposition = end != before;
            return Some(if apposition { named_before(view, &said).unwrap_or(said) } else { said });
        }
    }
    after(view, at)
}

/// "Leif Dahl, director of ferries for the harbour office, the only one here, said": the name before what describes it.
fn named_before(view: &View, said: &Said) -> Option<Said> {
    let left = (0..said.first).rev().find(|at| !view.class(*at).any(Classes::DETERMINER))?;
    let comma = Some(left).filter(|at| view.raw(*at) == "," && !view.capital(said.from))?;
    let name = noun_phrase::before(view, comma).filter(|name| name.end - name.first > 1)?;
    if !proper(view, name.first, name.end) {
        return None;
    }
    speaker(view, name.first, name.end).filter(|person| !person.institution)
}

fn after(view: &View, at: usize) -> Option<Said> {
    // Only where what was said stands before: a comma, a quotation mark, the beginning of the sentence after one.
    let quoted =
        at.checked_sub(1).is_some_and(|left| matches!(view.raw(left), "," | "”" | "\"" | "'" | "’" | "?" | "!"))
            || at == 0;
    if !quoted {
        return None;
    }
    if matches!(view.word(at + 1), "he" | "she" | "they") {
        return Some(Said::pronoun(at + 1, at));
    }
    speaker_at(view, at + 1).map(|said| Said { first: at, ..said })
}
