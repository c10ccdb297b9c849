//! How far a run of letters goes. Sixteen bytes are looked at in one piece: no processor guesses where words end.

use super::word::packed_of;

const EACH: u64 = 0x0101_0101_0101_0101;

/// How many ASCII letters stand from `at` on; and these [`packed`](super::packed), if they are fewer than sixteen and the
/// bytes go on for sixteen.
#[inline(always)]
pub fn word(bytes: &[u8], at: usize) -> (usize, Option<u128>) {
    if let Some(piece) = bytes.get(at..).and_then(|rest| rest.first_chunk())
        && let Some(length) = letters_in(piece)
    {
        return (length, Some(packed_of(piece, length)));
    }
    (letters(bytes, at), None)
}

/// How many ASCII letters stand from `at` on.
#[inline]
pub fn letters(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or(&[]);
    let mut length = 0;
    while let Some(piece) = rest.get(length..).and_then(|rest| rest.first_chunk()) {
        match letters_in(piece) {
            Some(more) => return length + more,
            None => length += piece.len(),
        }
    }
    length + rest.get(length..).unwrap_or(&[]).iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
}

/// With how many letters sixteen bytes begin; none where all are letters.
#[inline(always)]
fn letters_in(piece: &[u8; 16]) -> Option<usize> {
    let piece = u128::from_le_bytes(*piece);
    let found = u128::from(others(piece as u64)) | u128::from(others((piece >> 64) as u64)) << 64;
    (found != 0).then(|| found.trailing_zeros() as usize / 8)
}

/// The highest bit of each of eight bytes that is no ASCII letter.
#[inline]
fn others(piece: u64) -> u64 {
    // Seven bits and a number of at most 128 carry nothing into the next byte.
    let low = (piece | (0x20 * EACH)) & (0x7F * EACH);
    let from_a = low + u64::from(0x80 - b'a') * EACH;
    let behind_z = low + u64::from(0x7F - b'z') * EACH;
    (!from_a | behind_z | piece) & (0x80 * EACH)
}
