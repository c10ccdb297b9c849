//! Words, numbers and marks of a sentence.

use super::{Span, run};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner apostrophes and the stops of `U.S.` and `a.m.`
    Word,
    /// Digits with their separators, decimal point and vulgar fraction: `1,200.5`, `.5`, `2½`.
    Number,
    /// A possessive `'s`.
    Possessive,
    /// Any other character that is no blank.
    Mark,
}

/// A piece of a sentence without blanks in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is made of.
    pub kind: TokenKind,
    /// Where it stands in the text that was cut up.
    pub span: Span,
    /// Does a blank, or the beginning of the text, stand before it?
    pub spaced: bool,
}

/// Which character parts the decimals from the whole in a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DecimalMark {
    /// A point, as English has it: `1,250.5`.
    #[default]
    Point,
    /// A comma; what groups is not known: `12,5`, and `1,250` stays twelve hundred and fifty.
    Comma,
    /// A comma, and points group: `1.250,5`.
    CommaAndPoints,
}

impl DecimalMark {
    /// Is the comma before these digits a decimal one? `whole` is what stands before it in the number.
    pub fn comma_is_decimal(self, whole: &str, decimals: usize) -> bool {
        match self {
            Self::Point => false,
            Self::Comma => decimals != 3 || whole == "0",
            Self::CommaAndPoints => true,
        }
    }
}

/// Cuts `text` into tokens, in linear time. Digits glued to letters make tokens of their own (`25k`, `G20`).
pub fn tokens(text: &str, mark: DecimalMark, out: &mut Vec<Token>) {
    out.clear();
    each_token(text, text.as_bytes(), mark, |token, _, _| out.push(token));
}

/// The same, each token given away as it is found; with whether it is a word of ASCII letters alone, and where it is cheap
/// with its bytes in `ahead` packed. `ahead` is the text in any case, or with blanks behind it: where it
/// goes on for sixteen bytes the end of a word is found at once.
#[inline]
pub fn each_token(text: &str, ahead: &[u8], mark: DecimalMark, mut take: impl FnMut(Token, bool, Option<u128>)) {
    let mut at = 0;
    let mut spaced = true;
    // Is the token before a mark other than a full stop?
    let mut marked = false;
    while let Some(&first) = text.as_bytes().get(at) {
        if first == b' ' {
            at += 1;
            spaced = true;
            continue;
        }
        let (mut plain, mut packed) = (false, None);
        let (kind, end) = if first.is_ascii_alphabetic() {
            // Most words are plain letters up to a blank or a mark.
            let (letters, word) = run::word(ahead, at);
            plain = match byte(text, at + letters) {
                b'.' => letters > 1,
                b'\'' | 0x80.. => false,
                _ => true,
            };
            packed = word.filter(|_| plain);
            (TokenKind::Word, if plain { at + letters } else { word_end(text, at) })
        } else if first.is_ascii_punctuation()
            && !(first == b'\'' || first == b'.' && byte(text, at + 1).is_ascii_digit())
        {
            packed = Some(u128::from(first));
            (TokenKind::Mark, at + 1)
        } else {
            let Some(first) = character(text, at) else { break };
            if first.is_whitespace() || first == '\u{feff}' || first == '\u{200b}' {
                at += first.len_utf8();
                spaced = true;
                continue;
            }
            other(text, at, first, spaced, marked, mark)
        };
        take(Token { kind, span: Span { start: at, end }, spaced }, plain, packed);
        marked = kind == TokenKind::Mark && first != b'.';
        spaced = byte(text, end) == b' ';
        at = end + usize::from(spaced);
    }
}

/// Kind and end of a token that begins with no ASCII letter. Does a blank stand before it, or a mark other than a full
/// stop?
fn other(text: &str, at: usize, first: char, spaced: bool, marked: bool, mark: DecimalMark) -> (TokenKind, usize) {
    let leading_point = first == '.' && byte(text, at + 1).is_ascii_digit() && (spaced || marked);
    if first.is_ascii_digit() || leading_point || fraction(first).is_some() {
        (TokenKind::Number, number_end(text, at, mark))
    } else if first.is_alphabetic() {
        (TokenKind::Word, word_end(text, at))
    } else if let Some(end) = possessive_end(text, at).filter(|_| !spaced) {
        (TokenKind::Possessive, end)
    } else {
        (TokenKind::Mark, at + first.len_utf8())
    }
}

/// The value of a vulgar fraction character, as numerator and denominator.
pub fn fraction(character: char) -> Option<(i64, i64)> {
    Some(match character {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅐' => (1, 7),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        _ => return None,
    })
}

/// Characters that group digits in threes besides `,`: an apostrophe, thin and non-breaking spaces.
const GROUPING: [char; 5] = ['\'', '’', '\u{2009}', '\u{202f}', '\u{a0}'];

/// The character at a place; in ASCII without decoding.
#[inline]
fn character(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        Some(_) => text.get(at..)?.chars().next(),
        None => None,
    }
}

#[inline]
fn byte(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or(0)
}

fn digits_end(text: &str, at: usize) -> usize {
    at + text.as_bytes().get(at..).unwrap_or(&[]).iter().take_while(|byte| byte.is_ascii_digit()).count()
}

fn number_end(text: &str, start: usize, mark: DecimalMark) -> usize {
    let mut at = digits_end(text, start);
    let mut grouped_by = None;
    loop {
        let Some(next) = character(text, at) else { return at };
        if fraction(next).is_some() {
            return at + next.len_utf8();
        }
        let after = at + next.len_utf8();
        let run = digits_end(text, after) - after;
        let points_group = mark == DecimalMark::CommaAndPoints;
        let whole = || text.get(start..at).unwrap_or("");
        if next == ',' && run > 0 && grouped_by != Some(',') && mark.comma_is_decimal(whole(), run) {
            // "4,5,6" is a list.
            let list = byte(text, after + run) == b',' && byte(text, after + run + 1).is_ascii_digit();
            return if list { at } else { after + run };
        } else if next == '.' && points_group && run == 3 {
            grouped_by = Some('.');
            at = after + run;
        } else if next == '.' && run > 0 {
            // A decimal part; a second one makes a version or a date, which is refused as one piece.
            at = after + run;
            grouped_by = Some('.');
        } else if run > 0 && (next == ',' || GROUPING.contains(&next)) && grouped_by.is_none_or(|by| by == next) {
            let indian = next == ',' && run == 2 && byte(text, after + 2) == b',' && {
                let third = digits_end(text, after + 3) - (after + 3);
                third == 2 || third == 3
            };
            // "in 2019 450 people": a group of more than three digits begins no grouped number.
            if grouped_by.is_none() && at - start > 3 || run != 3 && !indian {
                return at;
            }
            grouped_by = Some(next);
            at = after + run;
        } else {
            return at;
        }
    }
}

fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    // `U.S.`, `a.m.`, `J.P.`: single letters, each with its stop.
    let mut at = start;
    let mut letters = 0;
    while byte(text, at).is_ascii_alphabetic() && byte(text, at + 1) == b'.' {
        at += 2;
        letters += 1;
    }
    if letters >= 2 || (letters == 1 && byte(text, at).is_ascii_alphabetic() && byte(text, at + 1) == b'.') {
        return if byte(text, at).is_ascii_alphabetic() { at - 1 } else { at };
    }
    let letters = run::letters(bytes, start);
    let mut end = start + letters;
    if !matches!(byte(text, end), b'\'' | 0x80..) {
        return end;
    }
    for (offset, letter) in text.get(end..).unwrap_or("").char_indices() {
        let here = start + letters + offset;
        if letter.is_alphabetic() || letter == '\u{301}' {
            end = here + letter.len_utf8();
        } else if matches!(letter, '\'' | '’') {
            // Inside a word only: "don't", "O'Brien", but "China's" leaves the possessive apart.
            let next = here + letter.len_utf8();
            let possessive = possessive_end(text, here).is_some();
            if possessive || !character(text, next).is_some_and(char::is_alphabetic) {
                break;
            }
        } else {
            break;
        }
    }
    debug_assert!(end > start || bytes.is_empty());
    end
}

/// The end of `'s` at `at`, if nothing of a word follows.
fn possessive_end(text: &str, at: usize) -> Option<usize> {
    let quote = character(text, at).filter(|character| matches!(character, '\'' | '’'))?;
    let after = at + quote.len_utf8();
    let ends = |at: usize| !character(text, at).is_some_and(char::is_alphanumeric);
    if matches!(byte(text, after), b's' | b'S') && ends(after + 1) {
        return Some(after + 1);
    }
    None
}
