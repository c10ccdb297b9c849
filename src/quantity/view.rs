//! A sentence cut up and looked up: what every reader of numbers and claims looks at.

use crate::lexicon::{Classes, Known, Lexicon, Phrases, UnitId, is_plural};
use crate::text::{DecimalMark, Span, Token, TokenKind, each_token};
use std::borrow::Cow;

/// Space for one sentence, kept from sentence to sentence so that cutting it up allocates nothing per token.
#[derive(Debug, Default)]
pub struct Scratch {
    decimal_mark: DecimalMark,
    lower: String,
}

/// A token with all that is asked of it again and again.
#[derive(Debug, Clone, Copy)]
struct Looked<'v> {
    token: Token,
    /// As written.
    raw: &'v str,
    /// In lower case.
    word: &'v str,
    known: Known,
    capital: bool,
    dash: bool,
}

impl Scratch {
    /// For the sentences of a document with this decimal mark.
    pub fn of(decimal_mark: DecimalMark) -> Self {
        Self { decimal_mark, ..Self::default() }
    }
}

/// Behind the sentence in lower case, so that its last words are looked up as fast as the others.
const PADDING: &str = "                ";

/// One sentence: its tokens with their classes. Token positions beyond either end are empty words of no class, so that
/// looking around needs no bounds.
#[derive(Debug, Clone)]
pub struct View<'v> {
    /// The sentence.
    pub text: &'v str,
    looked: Vec<Looked<'v>>,
    names: &'v [(usize, usize)],
    /// What is known of any of its tokens.
    known: Known,
    numbered: bool,
    headline: bool,
    /// The vocabulary it was looked up in.
    pub lexicon: &'v Lexicon,
    /// The decimal mark of its document.
    pub decimal_mark: DecimalMark,
}

impl<'v> View<'v> {
    /// Cuts up and looks up a sentence.
    pub fn new(text: &'v str, lexicon: &'v Lexicon, scratch: &'v mut Scratch) -> Self {
        scratch.lower.clear();
        // ASCII only, so that offsets stay the same; the vocabulary is ASCII but for names, which are matched as written.
        scratch.lower.push_str(text);
        scratch.lower.make_ascii_lowercase();
        scratch.lower.push_str(PADDING);
        let number = Classes::NUMERAL.or(Classes::NUMERAL_PHRASE).or(Classes::ORDINAL);
        let (mut numbered, mut all) = (false, Known::default());
        let (mut words, mut capitals) = (0, 0);
        let (lower, decimal_mark): (&'v str, _) = (&scratch.lower, scratch.decimal_mark);
        // Tokens have more than four bytes on average, blanks included.
        let mut looked = Vec::with_capacity(text.len() / 4 + 2);
        each_token(text, lower.as_bytes(), decimal_mark, |token| {
            let (raw, word) = (token.span.of(text), token.span.of(lower));
            let mut known = lexicon.known_in(lower, token.span);
            let (mut capital, mut dash) = (false, false);
            if token.kind == TokenKind::Word {
                capital = begins_with_a_capital(raw);
                words += 1;
                capitals += usize::from(capital);
                numbered |= known.classes.any(number);
            } else {
                known.classes = Classes::default();
                dash = matches!(raw, "-" | "–" | "—" | "\u{2011}" | "\u{2010}" | "−");
                numbered |= token.kind == TokenKind::Number;
            }
            all.classes.add(known.classes);
            all.begins |= known.begins;
            looked.push(Looked { token, raw, word, known, capital, dash });
        });
        let headline = capitals * 2 > words;
        Self { text, looked, names: &[], known: all, numbered, headline, lexicon, decimal_mark }
    }

    /// The same with the tokens that make up names with numbers and years: first tokens and the tokens after them.
    pub fn with_names(self, names: &'v [(usize, usize)]) -> Self {
        Self { names, ..self }
    }

    /// Is the token in a name with a number, or a year: "S&P 500", "the 2018 budget"?
    pub fn named(&self, at: usize) -> bool {
        let behind = self.names.partition_point(|(first, _)| *first <= at);
        behind.checked_sub(1).and_then(|before| self.names.get(before)).is_some_and(|(_, end)| at < *end)
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.looked.len()
    }

    /// Has it no token?
    pub fn is_empty(&self) -> bool {
        self.looked.is_empty()
    }

    /// A token.
    pub fn token(&self, at: usize) -> Option<Token> {
        self.looked.get(at).map(|looked| looked.token)
    }

    /// A token's words in lower case.
    pub fn word(&self, at: usize) -> &'v str {
        self.looked.get(at).map_or("", |looked| looked.word)
    }

    /// A token's words as written.
    pub fn raw(&self, at: usize) -> &'v str {
        self.looked.get(at).map_or("", |looked| looked.raw)
    }

    /// A token's classes.
    pub fn class(&self, at: usize) -> Classes {
        self.looked.get(at).map_or(Classes::default(), |looked| looked.known.classes)
    }

    /// The singular of a token's word.
    pub fn singular(&self, at: usize) -> Cow<'v, str> {
        self.lexicon.singular_of(self.word(at), self.begins(at))
    }

    /// Is a token's word a plural by its form?
    pub fn is_plural(&self, at: usize) -> bool {
        self.class(at).any(Classes::PLURAL) || is_plural(self.word(at))
    }

    /// Is a token's word a predicate of some concept?
    pub fn is_predicate(&self, at: usize) -> bool {
        self.may_begin(&self.lexicon.predicates, at) && self.lexicon.is_predicate(self.word(at))
    }

    fn begins(&self, at: usize) -> u32 {
        self.looked.get(at).map_or(0, |looked| looked.known.begins)
    }

    /// May a phrase of the table begin at the token? Where it says no, [`phrase`](Self::phrase) finds none.
    pub fn may_begin<T: Copy>(&self, table: &Phrases<T>, at: usize) -> bool {
        table.may_begin(self.begins(at))
    }

    /// Stands a word of one of these classes in the sentence, or one from which a phrase of the table may begin?
    pub fn holds<T: Copy>(&self, classes: Classes, table: &Phrases<T>) -> bool {
        self.known.classes.any(classes) || table.may_begin(self.known.begins)
    }

    /// Can an expression of time begin with the token, by its word alone?
    pub fn may_begin_a_time(&self, at: usize) -> bool {
        self.looked.get(at).is_some_and(|looked| {
            looked.known.begins & Known::TIME != 0 || looked.known.classes.any(Classes::MONTH.or(Classes::WEEKDAY))
        }) || self.is(at, TokenKind::Number)
    }

    /// Stands a number in it, in digits or words, or a word that can be part of one?
    pub fn holds_a_number(&self) -> bool {
        self.numbered
    }

    /// Has more than half of its words a capital?
    pub fn is_headline(&self) -> bool {
        self.headline
    }

    /// Is it a mark, or a word in lower case of one of these classes, from which no phrase of the table begins?
    pub fn is_plain<T: Copy>(&self, at: usize, classes: Classes, table: &Phrases<T>) -> bool {
        self.looked.get(at).is_some_and(|looked| {
            !looked.capital
                && (looked.known.classes.any(classes) || !self.is(at, TokenKind::Word))
                && !table.may_begin(looked.known.begins)
        })
    }

    /// Is the token of this kind?
    pub fn is(&self, at: usize, kind: TokenKind) -> bool {
        self.looked.get(at).is_some_and(|looked| looked.token.kind == kind)
    }

    /// Does no blank stand before the token?
    pub fn glued(&self, at: usize) -> bool {
        at > 0 && self.looked.get(at).is_some_and(|looked| !looked.token.spaced)
    }

    /// Does the token begin with a capital?
    pub fn capital(&self, at: usize) -> bool {
        self.looked.get(at).is_some_and(|looked| looked.capital)
    }

    /// Is it a hyphen or a dash?
    pub fn dash(&self, at: usize) -> bool {
        self.looked.get(at).is_some_and(|looked| looked.dash)
    }

    /// Is it a hyphen that joins the words around it?
    pub fn hyphen(&self, at: usize) -> bool {
        self.dash(at)
            && matches!(self.raw(at), "-" | "\u{2010}" | "\u{2011}" | "–")
            && self.glued(at)
            && self.glued(at + 1)
    }

    /// The span from one token to another, both included.
    pub fn span(&self, first: usize, last: usize) -> Span {
        match (self.token(first), self.token(last)) {
            (Some(first), Some(last)) => first.span.join(last.span),
            (Some(only), None) | (None, Some(only)) => only.span,
            (None, None) => Span::new(0, 0),
        }
    }

    /// The `n`-th token from `at` on that is no joining hyphen.
    fn nth_from(&self, at: usize, n: usize) -> usize {
        let mut here = at;
        for _ in 0..n {
            here += 1;
            while self.hyphen(here) {
                here += 1;
            }
        }
        here
    }

    /// The longest phrase of a table that begins at `at`, and the token after it. Hyphens inside are passed over.
    #[inline]
    pub fn phrase<T: Copy>(&self, table: &Phrases<T>, at: usize) -> Option<(T, usize)> {
        // Most words begin none: that is found out where it is asked.
        if self.may_begin(table, at) { self.phrase_from(table, at) } else { None }
    }

    fn phrase_from<T: Copy>(&self, table: &Phrases<T>, at: usize) -> Option<(T, usize)> {
        let (meaning, words) = table.longest(|n| self.word(self.nth_from(at, n)))?;
        Some((meaning, self.nth_from(at, words - 1) + 1))
    }

    /// The same by the words as written, for names.
    #[inline]
    pub fn name<T: Copy>(&self, table: &Phrases<T>, at: usize) -> Option<(T, usize)> {
        if self.may_begin(table, at) { self.name_from(table, at) } else { None }
    }

    fn name_from<T: Copy>(&self, table: &Phrases<T>, at: usize) -> Option<(T, usize)> {
        let (meaning, words) = table.longest(|n| self.raw(self.nth_from(at, n)))?;
        Some((meaning, self.nth_from(at, words - 1) + 1))
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
        if !table.may_begin(back(0).map_or(0, |last| self.begins(last))) {
            return None;
        }
        let (meaning, words) = table.longest(|n| back(n).map_or("", |here| self.word(here)))?;
        back(words - 1).map(|first| (meaning, first))
    }
}

fn begins_with_a_capital(word: &str) -> bool {
    match word.as_bytes().first() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_uppercase(),
        _ => word.chars().next().is_some_and(char::is_uppercase),
    }
}
