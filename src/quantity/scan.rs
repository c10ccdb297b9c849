//! The cheap look at a text: does a number stand in it at all? It stops at the first.

use crate::lexicon::{Classes, Lexicon};
use crate::text::fraction;

/// Can a number stand in the text, in digits or in words? Where it says no, none does; an ordinal is a yes.
pub fn may_hold_a_number(text: &str, lexicon: &Lexicon) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => return true,
            b'a'..=b'z' | b'A'..=b'Z' => {
                let rest = bytes.get(at..).unwrap_or(&[]);
                let length = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                if let [first, second, _, ..] = rest
                    && lexicon.may_begin_a_number(*first, *second)
                    && is_numeral(rest.get(..length).unwrap_or(&[]), lexicon)
                {
                    return true;
                }
                at += length;
            }
            // The lead bytes of ½ and ⅓.
            0xC2 | 0xE2 => {
                let character = text.get(at..).and_then(|rest| rest.chars().next());
                if character.is_some_and(|character| fraction(character).is_some()) {
                    return true;
                }
                at += character.map_or(1, char::len_utf8);
            }
            _ => at += 1,
        }
    }
    false
}

fn is_numeral(word: &[u8], lexicon: &Lexicon) -> bool {
    let class = Classes::NUMERAL.or(Classes::NUMERAL_PHRASE).or(Classes::ORDINAL);
    // No number word is longer.
    let mut lower = [0_u8; 24];
    let Some(room) = lower.get_mut(..word.len()) else { return false };
    room.copy_from_slice(word);
    room.make_ascii_lowercase();
    std::str::from_utf8(room).is_ok_and(|word| lexicon.classes(word).any(class))
}
