//! How far a run of letters goes. Sixteen bytes are looked at in one piece: no processor guesses where words end.

const EACH: u64 = 0x0101_0101_0101_0101;

/// How many ASCII letters stand from `at` on.
#[inline]
pub fn letters(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or(&[]);
    let others = |piece: &[u8; 8]| others(u64::from_le_bytes(*piece));
    let mut length = 0;
    // Sixteen at a time, so that few words take a second turn.
    while let Some([first, second]) = rest.get(length..).and_then(|rest| rest.as_chunks().0.first_chunk()) {
        let found = u128::from(others(first)) | u128::from(others(second)) << 64;
        if found != 0 {
            return length + found.trailing_zeros() as usize / 8;
        }
        length += 16;
    }
    length + rest.get(length..).unwrap_or(&[]).iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
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
