//! A sentence cut up and looked up: what every reader of numbers and claims looks at.

use super::cut::{Cut, Scratch};
use crate::lexicon::{Classes, Lexicon, Phrases, UnitId, is_plural};
use crate::text::{DecimalMark, Span, Token, TokenKind};
use std::borrow::Cow;
use std::ops::Range;

/// One sentence whose numbers are read: its tokens with their classes and words.
#[derive(Debug, Clone)]
pub struct View<'v> {
    /// The sentence.
    pub text: &'v str,
    cut: Cut<'v>,
    /// Of each token the words as written and in lower case: a hundred questions about each take them out once.
    words: Vec<(&'v str, &'v str)>,
    names: Vec<(usize, usize)>,
    /// The vocabulary it was looked up in.
    pub lexicon: &'v Lexicon,
    /// The decimal mark of its document.
    pub decimal_mark: DecimalMark,
}

impl<'v> View<'v> {
    /// Cuts up and looks up a sentence.
    pub fn new(text: &'v str, lexicon: &'v Lexicon, scratch: &'v mut Scratch) -> Self {
        Self::of(Cut::new(text, lexicon, scratch))
    }

    /// Of a sentence that is cut up already.
    pub fn of(cut: Cut<'v>) -> Self {
        let Cut { text, lexicon, decimal_mark, .. } = cut;
        Self { text, words: cut.words().collect(), names: Vec::new(), lexicon, decimal_mark, cut }
    }

    /// The same with the tokens that make up names with numbers and years: first tokens and the tokens after them.
    pub fn with_names(self, names: Vec<(usize, usize)>) -> Self {
        Self { names, ..self }
    }

    /// Is the token in a name with a number, or a year: "S&P 500", "the 2018 budget"?
    pub fn named(&self, at: usize) -> bool {
        let behind = self.names.partition_point(|(first, _)| *first <= at);
        behind.checked_sub(1).and_then(|before| self.names.get(before)).is_some_and(|(_, end)| at < *end)
    }

    /// How many tokens there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.cut.len()
    }

    /// Has it no token?
    pub fn is_empty(&self) -> bool {
        self.cut.is_empty()
    }

    /// A token.
    pub fn token(&self, at: usize) -> Option<Token> {
        self.cut.token(at)
    }

    /// A token's words in lower case.
    #[inline]
    pub fn word(&self, at: usize) -> &'v str {
        self.words.get(at).map_or("", |(_, word)| word)
    }

    /// A token's words as written.
    #[inline]
    pub fn raw(&self, at: usize) -> &'v str {
        self.words.get(at).map_or("", |(raw, _)| raw)
    }

    /// A token's classes.
    #[inline]
    pub fn class(&self, at: usize) -> Classes {
        self.cut.class(at)
    }

    /// The singular of a token's word.
    pub fn singular(&self, at: usize) -> Cow<'v, str> {
        self.lexicon.singular_of(self.word(at), self.cut.begins(at))
    }

    /// Is a token's word a plural by its form?
    pub fn is_plural(&self, at: usize) -> bool {
        self.class(at).any(Classes::PLURAL) || is_plural(self.word(at))
    }

    /// Is a token's word a predicate of some concept?
    pub fn is_predicate(&self, at: usize) -> bool {
        self.alone(&self.lexicon.predicates, at).is_some()
    }

    /// May a phrase of the table begin at the token? Where it says no, [`phrase`](Self::phrase) finds none.
    #[inline]
    pub fn may_begin<T: Copy>(&self, table: &Phrases<T>, at: usize) -> bool {
        self.cut.may_begin(table, at)
    }

    /// Stands a word of one of these classes in the sentence, or one from which a phrase of the table may begin?
    pub fn holds<T: Copy>(&self, classes: Classes, table: &Phrases<T>) -> bool {
        self.cut.holds(classes, table)
    }

    /// The tokens of a range that are of one of these classes.
    #[inline]
    pub fn of_class(&self, range: Range<usize>, classes: Classes) -> impl DoubleEndedIterator<Item = usize> {
        self.cut.of_class(range, classes)
    }

    /// The tokens of a range that are of one of these classes, or from which a phrase of the table may begin.
    #[inline]
    pub fn of_class_or<T: Copy>(
        &self,
        range: Range<usize>,
        classes: Classes,
        table: &Phrases<T>,
    ) -> impl DoubleEndedIterator<Item = usize> {
        self.cut.of_class_or(range, classes, table)
    }

    /// The tokens of a range that can part two clauses: marks, conjunctions and prepositions.
    #[inline]
    pub fn joints(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = usize> {
        self.cut.joints(range)
    }

    /// Can an expression of time begin with the token, by its word alone?
    #[inline]
    pub fn may_begin_a_time(&self, at: usize) -> bool {
        self.cut.may_begin_a_time(at)
    }

    /// Has more than half of its words a capital?
    pub fn is_headline(&self) -> bool {
        self.cut.is_headline()
    }

    /// Is the token of this kind?
    #[inline]
    pub fn is(&self, at: usize, kind: TokenKind) -> bool {
        self.cut.is(at, kind)
    }

    /// Does no blank stand before the token?
    #[inline]
    pub fn glued(&self, at: usize) -> bool {
        self.cut.glued(at)
    }

    /// Does the token begin with a capital?
    #[inline]
    pub fn capital(&self, at: usize) -> bool {
        self.cut.capital(at)
    }

    /// Is it a hyphen or a dash?
    #[inline]
    pub fn dash(&self, at: usize) -> bool {
        self.cut.dash(at)
    }

    /// Is it a hyphen that joins the words around it?
    #[inline]
    pub fn hyphen(&self, at: usize) -> bool {
        self.cut.hyphen(at)
    }

    /// The span from one token to another, both included.
    pub fn span(&self, first: usize, last: usize) -> Span {
        match (self.token(first), self.token(last)) {
            (Some(first), Some(last)) => first.span.join(last.span),
            (Some(only), None) | (None, Some(only)) => only.span,
            (None, None) => Span::new(0, 0),
        }
    }

    /// The longest phrase of a table that begins at `at`, and the token after it. Hyphens inside are passed over.
    #[inline]
    pub fn phrase<T: Copy>(&self, table: &Phrases<T>, at: usize) -> Option<(T, usize)> {
        // Most words begin none: that is found out where it is asked.
        if self.may_begin(table, at) { self.phrase_from(table, at) } else { None }
    }

    fn phrase_from<T: Copy>(&self, table: &Phrases<T>, at: usize) -> Option<(T, usize)> {
        let (meaning, words) = table.longest(self.cut.hash(at), |n| self.word(self.cut.nth_from(at, n)))?;
        Some((meaning, self.cut.nth_from(at, words - 1) + 1))
    }

    /// What a token's word alone stands for in a table.
    pub fn alone<T: Copy>(&self, table: &Phrases<T>, at: usize) -> Option<T> {
        self.may_begin(table, at).then(|| table.get(self.word(at))).flatten()
    }

    /// The same by the words as written, for names.
    #[inline]
    pub fn name<T: Copy>(&self, table: &Phrases<T>, at: usize) -> Option<(T, usize)> {
        self.cut.name(table, at)
    }

    /// The unit of a name.
    pub fn phrase_unit(&self, name: &str) -> Option<UnitId> {
        self.lexicon.unit_names.get(name)
    }

    /// The longest phrase of a backwards table that ends right before `at`, and its first token.
    pub fn phrase_before<T: Copy>(&self, table: &Phrases<T>, at: usize) -> Option<(T, usize)> {
        let back = |n: usize| {
            let mut here = at;
            for _ in 0..=n {
                here = here.checked_sub(1)?;
                while self.hyphen(here) {
                    here = here.checked_sub(1)?;
                }
            }
            Some(here)
        };
        let last = back(0).filter(|last| self.may_begin(table, *last))?;
        let (meaning, words) = table.longest(self.cut.hash(last), |n| back(n).map_or("", |here| self.word(here)))?;
        back(words - 1).map(|first| (meaning, first))
    }
}
