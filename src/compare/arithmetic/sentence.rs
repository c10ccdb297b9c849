//! A sentence with its claims at their tokens: what the patterns look at.

use crate::claim::{Claim, NumberSentence};
use crate::lexicon::Lexicon;
use crate::quantity::{Scratch, View};
use crate::text::TokenKind;

/// The sentences of a document that hold claims, in text order.
pub(super) struct Sentences<'c> {
    pub groups: Vec<Group<'c>>,
}

/// The claims of one sentence, in text order.
pub(super) struct Group<'c> {
    pub text: &'c str,
    start: usize,
    pub claims: Vec<&'c Claim>,
}

impl<'c> Sentences<'c> {
    pub fn of(claims: &'c [Claim], sentences: &'c [NumberSentence]) -> Self {
        let mut places: Vec<&NumberSentence> = sentences.iter().collect();
        places.sort_by_key(|sentence| (sentence.part, sentence.start));
        let mut ordered: Vec<&Claim> = claims.iter().collect();
        ordered.sort_by_key(|claim| (claim.part, claim.value_start, claim.value_end));
        let mut groups: Vec<Group<'c>> = Vec::new();
        let mut last = None;
        for claim in ordered {
            let behind = places.partition_point(|place| (place.part, place.start) <= (claim.part, claim.value_start));
            // A ledger may know sentences of an older reading too, cut elsewhere.
            let around =
                places.iter().take(behind).rev().take(4).find(|place| {
                    place.part == claim.part && place.end >= claim.value_end && place.text == claim.sentence
                });
            let Some(around) = around else { continue };
            let key = (around.part, around.start);
            match groups.last_mut().filter(|_| last == Some(key)) {
                Some(group) => group.claims.push(claim),
                None => groups.push(Group { text: &around.text, start: around.start, claims: vec![claim] }),
            }
            last = Some(key);
        }
        Self { groups }
    }

    /// The sentence cut up and looked up; none where it says only one number.
    pub fn read<'v>(
        &self,
        group: &'v Group<'c>,
        lexicon: &'v Lexicon,
        scratch: &'v mut Scratch,
    ) -> Option<Sentence<'v, 'c>> {
        if group.claims.len() < 2 {
            return None;
        }
        let view = View::new(group.text, lexicon, scratch);
        let bytes: Vec<usize> = group.text.char_indices().map(|(at, _)| at).chain([group.text.len()]).collect();
        let byte = |scalar: usize| bytes.get(scalar.checked_sub(group.start)?).copied();
        let spans: Vec<(usize, usize)> =
            (0..view.len()).filter_map(|at| view.token(at)).map(|token| (token.span.start, token.span.end)).collect();
        let said = group
            .claims
            .iter()
            .filter_map(|claim| {
                let (from, to) = (byte(claim.value_start)?, byte(claim.value_end)?);
                let behind = byte(claim.end).unwrap_or(to);
                let first = spans.partition_point(|(_, end)| *end <= from);
                let end = spans.partition_point(|(start, _)| *start < to);
                let noun_end = spans.partition_point(|(start, _)| *start < behind).max(end);
                Some(Said { claim, first, end, noun_end })
            })
            .collect();
        Some(Sentence { view, said })
    }
}

/// A claim at its tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'c> {
    pub claim: &'c Claim,
    /// The first token of the number phrase.
    pub first: usize,
    /// The token after the number phrase.
    pub end: usize,
    /// The token after the quote: after the noun that is counted, where it follows.
    pub noun_end: usize,
}

/// A sentence of at least two claims.
pub(super) struct Sentence<'v, 'c> {
    pub view: View<'v>,
    pub said: Vec<Said<'c>>,
}

/// Determiners of a whole: "12 of the 40".
const DETERMINERS: [&str; 14] =
    ["the", "its", "their", "his", "her", "our", "my", "your", "those", "these", "this", "all", "some", "that"];

impl<'v, 'c> Sentence<'v, 'c> {
    /// A claim of the sentence.
    pub fn said(&self, at: usize) -> Option<Said<'c>> {
        self.said.get(at).copied()
    }

    /// A claim and the one after it.
    pub fn two(&self, at: usize) -> Option<(Said<'c>, Said<'c>)> {
        self.said(at).zip(self.said(at + 1))
    }

    pub fn word(&self, at: usize) -> &'v str {
        self.view.word(at)
    }

    /// Are the tokens from one place to another just these words?
    pub fn reads(&self, from: usize, to: usize, words: &[&str]) -> bool {
        from + words.len() == to && words.iter().enumerate().all(|(at, word)| self.word(from + at) == *word)
    }

    /// Do these words stand right before a token?
    pub fn before(&self, at: usize, words: &[&str]) -> bool {
        at.checked_sub(words.len()).is_some_and(|from| self.reads(from, at, words))
    }

    /// The token "of" of "of", "of the", "of its" before a token, if that is what stands there.
    pub fn of_before(&self, at: usize) -> Option<usize> {
        let back = at.checked_sub(1)?;
        let of = if DETERMINERS.contains(&self.word(back)) { back.checked_sub(1)? } else { back };
        (self.word(of) == "of").then_some(of)
    }

    /// Do the tokens hold a full stop of thought: a conjunction, a clause, a semicolon or a colon?
    pub fn breaks(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| {
            matches!(self.word(at), ";" | ":" | "and" | "but" | "while" | "whereas" | "which" | "who" | "as" | "when")
        })
    }

    /// Is it a comma, a dash or an opening bracket?
    pub fn opens(&self, at: usize) -> bool {
        matches!(self.word(at), "," | "(" | "[") || self.view.dash(at)
    }

    /// Does anything in the sentence say that the figures are worked out in a way of their own?
    pub fn has_word(&self, words: &[&str]) -> bool {
        (0..self.view.len()).any(|at| words.contains(&self.word(at)))
    }

    /// Is the whole's noun a possessor or a modifier, so that something else is meant: "the 27 nations' soldiers",
    /// "the 27-nation bloc"?
    pub fn modifies(&self, said: Said<'_>) -> bool {
        self.view.hyphen(said.end)
            || (said.end..said.noun_end + 1)
                .any(|at| self.view.is(at, TokenKind::Possessive) || matches!(self.word(at), "'" | "’"))
    }
}

/// Are both of one unit, said as an amount?
pub(super) fn alike(a: &Claim, b: &Claim) -> bool {
    a.unit == b.unit && a.dimension == b.dimension && a.rate == b.rate && !a.is_part() && !b.is_part()
}
