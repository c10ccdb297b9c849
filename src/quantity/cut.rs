//! A sentence cut up and looked up, its words not taken out yet: all that is asked of a sentence without a number.

use crate::lexicon::{Classes, Known, Lexicon, Phrases};
use crate::text::{DecimalMark, Runs, Span, Token, TokenKind, bare_hash, each_token, packed_hash, word_hash};
use std::borrow::Cow;
use std::ops::Range;

/// Space for sentences that are cut up, kept so that cutting up the next ones allocates nothing.
#[derive(Debug, Default)]
pub struct Scratch {
    decimal_mark: DecimalMark,
    /// The sentences in lower case, each with [`PADDING`] behind it.
    lower: String,
    pieces: Vec<Piece>,
    sentences: Vec<Place>,
}

/// A sentence in a [`Scratch`].
#[derive(Debug)]
struct Place {
    lower: Range<usize>,
    pieces: Range<usize>,
    known: Known,
    numbered: bool,
    headline: bool,
}

impl Scratch {
    /// For the sentences of a document with this decimal mark.
    pub fn of(decimal_mark: DecimalMark) -> Self {
        Self { decimal_mark, ..Self::default() }
    }

    /// Forgets all sentences.
    pub fn clear(&mut self) {
        self.lower.clear();
        self.pieces.clear();
        self.sentences.clear();
    }

    /// Cuts up and looks up one more sentence.
    pub fn push(&mut self, text: &str, lexicon: &Lexicon) {
        let Self { decimal_mark, lower, pieces, sentences } = self;
        let (from, first) = (lower.len(), pieces.len());
        // ASCII only, so that offsets stay the same; the vocabulary is ASCII but for names, which are matched as written.
        lower.push_str(text);
        lower.push_str(PADDING);
        let place = from..from + text.len();
        if let Some(new) = lower.get_mut(place.clone()) {
            new.make_ascii_lowercase();
        }
        let (lower, bytes) = (lower.get(from..).unwrap_or(""), text.as_bytes());
        // Most sentences have fewer tokens.
        pieces.reserve(text.len() / 4);
        each_token(text, lower.as_bytes(), *decimal_mark, |Token { kind, span, spaced }, plain, packed| {
            let first = bytes.get(span.start).copied().unwrap_or(0);
            let word = kind == TokenKind::Word;
            let capital = word && (first.is_ascii_uppercase() || !first.is_ascii() && is_large(span.of(text)));
            let dash = !word && (first == b'-' || !first.is_ascii() && is_dash(span.of(text)));
            let hash = packed.map_or_else(|| word_hash(span.of(lower)), packed_hash);
            // No sentence has four billion bytes: no document is that large.
            let (start, end) = (span.start as u32, span.end as u32);
            pieces.push(Piece { start, end, known: Known::NOTHING, hash, kind, spaced, plain, capital, dash });
        });
        const NUMBER: Classes = Classes::NUMERAL.or(Classes::NUMERAL_PHRASE).or(Classes::ORDINAL);
        let (mut numbered, mut all) = (false, Known::NOTHING);
        let (mut words, mut capitals) = (0, 0);
        // A loop of its own: the words are looked up one beside the other, and none waits for the end of the one before.
        for piece in pieces.iter_mut().skip(first) {
            let word = piece.kind == TokenKind::Word;
            piece.known = lexicon.known(piece.hash);
            if !word {
                piece.known.classes = Classes::NONE;
            }
            words += u32::from(word);
            capitals += u32::from(piece.capital);
            all.classes.add(piece.known.classes);
            all.begins |= piece.known.begins;
            numbered |= piece.kind == TokenKind::Number;
        }
        numbered |= all.classes.any(NUMBER);
        let headline = capitals * 2 > words;
        sentences.push(Place { lower: place, pieces: first..pieces.len(), known: all, numbered, headline });
    }

    /// The `n`-th of the sentences, which is `text`; one without tokens where there is none.
    pub fn cut<'v>(&'v self, n: usize, text: &'v str, lexicon: &'v Lexicon) -> Cut<'v> {
        const NONE: &Place =
            &Place { lower: 0..0, pieces: 0..0, known: Known::NOTHING, numbered: false, headline: false };
        let place = self.sentences.get(n).unwrap_or(NONE);
        Cut {
            text,
            lower: self.lower.get(place.lower.clone()).unwrap_or(""),
            pieces: self.pieces.get(place.pieces.clone()).unwrap_or(&[]),
            known: place.known,
            numbered: place.numbered,
            headline: place.headline,
            lexicon,
            decimal_mark: self.decimal_mark,
        }
    }
}

/// A token and what is known of its word, in half a line of the processor's cache.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: u32,
    end: u32,
    known: Known,
    /// Of the word in lower case.
    hash: u64,
    kind: TokenKind,
    spaced: bool,
    /// Is it a word of ASCII letters alone?
    plain: bool,
    capital: bool,
    dash: bool,
}

/// Behind the sentence in lower case, so that its last words are looked up as fast as the others.
const PADDING: &str = "                ";

/// One sentence: its tokens with their classes. Token positions beyond either end are empty words of no class, so that
/// looking around needs no bounds.
#[derive(Debug, Clone, Copy)]
pub struct Cut<'v> {
    /// The sentence.
    pub text: &'v str,
    lower: &'v str,
    pieces: &'v [Piece],
    /// What is known of any of its tokens.
    known: Known,
    numbered: bool,
    headline: bool,
    /// The vocabulary it was looked up in.
    pub lexicon: &'v Lexicon,
    /// The decimal mark of its document.
    pub decimal_mark: DecimalMark,
}

impl<'v> Cut<'v> {
    /// Cuts up and looks up a sentence.
    pub fn new(text: &'v str, lexicon: &'v Lexicon, scratch: &'v mut Scratch) -> Self {
        scratch.clear();
        scratch.push(text, lexicon);
        scratch.cut(0, text, lexicon)
    }

    #[inline]
    fn piece(&self, at: usize) -> Option<&'v Piece> {
        self.pieces.get(at)
    }

    /// How many tokens there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Has it no token?
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The words of all tokens, as written and in lower case.
    pub(super) fn words(&self) -> impl Iterator<Item = (&'v str, &'v str)> {
        let (text, lower) = (self.text, self.lower);
        self.pieces.iter().map(|piece| (piece.span().of(text), piece.span().of(lower)))
    }

    /// A token.
    pub fn token(&self, at: usize) -> Option<Token> {
        self.piece(at).map(|piece| Token { kind: piece.kind, span: piece.span(), spaced: piece.spaced })
    }

    /// A token's words in lower case.
    pub fn word(&self, at: usize) -> &'v str {
        self.piece(at).map_or("", |piece| piece.span().of(self.lower))
    }

    /// A token's words as written.
    pub fn raw(&self, at: usize) -> &'v str {
        self.piece(at).map_or("", |piece| piece.span().of(self.text))
    }

    /// The [`word_hash`] of a token's word.
    #[inline]
    pub fn hash(&self, at: usize) -> u64 {
        self.piece(at).map_or(0, |piece| piece.hash)
    }

    /// How many bytes a token has.
    #[inline]
    pub fn length(&self, at: usize) -> usize {
        self.piece(at).map_or(0, |piece| (piece.end - piece.start) as usize)
    }

    /// The singular of a token's word and its hash.
    pub fn folded(&self, at: usize) -> (Cow<'v, str>, u64) {
        let word = self.word(at);
        // No other word is a plural.
        if self.begins(at) & Known::IRREGULAR == 0 && word.as_bytes().last() != Some(&b's') {
            return (word.into(), self.hash(at));
        }
        let singular = self.lexicon.singular_of(word, self.begins(at));
        let same = singular.len() == word.len() && (self.begins(at) & Known::IRREGULAR == 0 || *singular == *word);
        let hash = if same { self.hash(at) } else { word_hash(&singular) };
        (singular, hash)
    }

    /// Gives the words and numbers to the fingerprint of their document.
    pub fn print(&self, runs: &mut Runs, room: &mut String) {
        for piece in self.pieces {
            if piece.plain {
                runs.word(piece.hash);
            } else if matches!(piece.kind, TokenKind::Word | TokenKind::Number) {
                runs.word(bare_hash(piece.span().of(self.text), room));
            }
        }
    }

    /// A token's classes.
    #[inline]
    pub fn class(&self, at: usize) -> Classes {
        self.piece(at).map_or(Classes::default(), |piece| piece.known.classes)
    }

    /// What begins with the token, as [`Known::begins`] has it.
    #[inline]
    pub fn begins(&self, at: usize) -> u32 {
        self.piece(at).map_or(0, |piece| piece.known.begins)
    }

    /// May a phrase of the table begin at the token?
    #[inline]
    pub fn may_begin<T: Copy>(&self, table: &Phrases<T>, at: usize) -> bool {
        table.may_begin(self.begins(at))
    }

    /// Stands a word of one of these classes in the sentence, or one from which a phrase of the table may begin?
    pub fn holds<T: Copy>(&self, classes: Classes, table: &Phrases<T>) -> bool {
        self.known.classes.any(classes) || table.may_begin(self.known.begins)
    }

    /// Can an expression of time begin with the token, by its word alone?
    pub fn may_begin_a_time(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|piece| {
            piece.known.begins & Known::TIME != 0
                || piece.known.classes.any(Classes::MONTH.or(Classes::WEEKDAY))
                || piece.kind == TokenKind::Number
        })
    }

    /// Stands a number in it, in digits or words, or a word that can be part of one?
    pub fn holds_a_number(&self) -> bool {
        self.numbered
    }

    /// Has more than half of its words a capital?
    pub fn is_headline(&self) -> bool {
        self.headline
    }

    /// The first token from `at` on that is neither a mark nor a word in lower case of one of these classes, or from which
    /// a phrase of the table may begin.
    pub fn next_remarkable<T: Copy>(&self, at: usize, classes: Classes, table: &Phrases<T>) -> usize {
        let rest = self.pieces.get(at..).unwrap_or(&[]);
        let plain = |piece: &Piece| {
            !piece.capital
                && (piece.known.classes.any(classes) || piece.kind != TokenKind::Word)
                && !table.may_begin(piece.known.begins)
        };
        at + rest.iter().position(|piece| !plain(piece)).unwrap_or(rest.len())
    }

    /// The tokens of a range that are of one of these classes.
    pub fn of_class(&self, range: Range<usize>, classes: Classes) -> impl DoubleEndedIterator<Item = usize> {
        self.tokens_where(range, move |piece| piece.known.classes.any(classes))
    }

    /// The tokens of a range that are of one of these classes, or from which a phrase of the table may begin.
    pub fn of_class_or<T: Copy>(
        &self,
        range: Range<usize>,
        classes: Classes,
        table: &Phrases<T>,
    ) -> impl DoubleEndedIterator<Item = usize> {
        self.tokens_where(range, move |piece| piece.known.classes.any(classes) || table.may_begin(piece.known.begins))
    }

    /// The tokens of a range that can part two clauses: marks, conjunctions and prepositions.
    pub fn joints(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = usize> {
        const JOINING: Classes = Classes::CONJUNCTION.or(Classes::PREPOSITION);
        self.tokens_where(range, |piece| piece.kind == TokenKind::Mark || piece.known.classes.any(JOINING))
    }

    fn tokens_where(
        &self,
        range: Range<usize>,
        fits: impl Fn(&Piece) -> bool,
    ) -> impl DoubleEndedIterator<Item = usize> {
        let Range { start, end } = range;
        let pieces = self.pieces.get(start..end.min(self.pieces.len())).unwrap_or(&[]);
        pieces.iter().enumerate().filter(move |(_, piece)| fits(piece)).map(move |(at, _)| start + at)
    }

    /// Is the token of this kind?
    #[inline]
    pub fn is(&self, at: usize, kind: TokenKind) -> bool {
        self.piece(at).is_some_and(|piece| piece.kind == kind)
    }

    /// Does no blank stand before the token?
    #[inline]
    pub fn glued(&self, at: usize) -> bool {
        at > 0 && self.piece(at).is_some_and(|piece| !piece.spaced)
    }

    /// Does the token begin with a capital?
    #[inline]
    pub fn capital(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|piece| piece.capital)
    }

    /// Is it a hyphen or a dash?
    #[inline]
    pub fn dash(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|piece| piece.dash)
    }

    /// Is it a hyphen that joins the words around it?
    #[inline]
    pub fn hyphen(&self, at: usize) -> bool {
        self.dash(at)
            && matches!(self.raw(at), "-" | "\u{2010}" | "\u{2011}" | "–")
            && self.glued(at)
            && self.glued(at + 1)
    }

    /// The `n`-th token from `at` on that is no joining hyphen.
    pub(super) fn nth_from(&self, at: usize, n: usize) -> usize {
        let mut here = at;
        for _ in 0..n {
            here += 1;
            while self.hyphen(here) {
                here += 1;
            }
        }
        here
    }

    /// The longest phrase of a table that begins at `at` by the words as written, and the token after it. Hyphens inside
    /// are passed over.
    #[inline]
    pub fn name<T: Copy>(&self, table: &Phrases<T>, at: usize) -> Option<(T, usize)> {
        // Most words begin none: that is found out where it is asked.
        if self.may_begin(table, at) { self.name_from(table, at) } else { None }
    }

    fn name_from<T: Copy>(&self, table: &Phrases<T>, at: usize) -> Option<(T, usize)> {
        let (meaning, words) = table.longest(self.hash(at), |n| self.raw(self.nth_from(at, n)))?;
        Some((meaning, self.nth_from(at, words - 1) + 1))
    }
}

impl Piece {
    #[inline]
    fn span(&self) -> Span {
        Span { start: self.start as usize, end: self.end as usize }
    }
}

fn is_large(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_dash(mark: &str) -> bool {
    matches!(mark, "–" | "—" | "\u{2011}" | "\u{2010}" | "−")
}
