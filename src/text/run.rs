//! How far a run of letters goes. Eight bytes are looked at in one piece: no processor guesses where words end.

const EACH: u64 = 0x0101_0101_0101_0101;

/// How many ASCII letters stand from `at` on.
#[inline]
pub fn letters(bytes: &[u8], at: usize) -> usize {
    run(bytes, at, |piece| within(piece | (0x20 * EACH), b'a', b'z'), u8::is_ascii_alphabetic)
}

/// How many ASCII letters and digits stand from `at` on.
#[inline]
pub fn letters_and_digits(bytes: &[u8], at: usize) -> usize {
    let both = |piece| within(piece | (0x20 * EACH), b'a', b'z') | within(piece, b'0', b'9');
    run(bytes, at, both, u8::is_ascii_alphanumeric)
}

/// How many bytes from `at` on are of one kind: `marked` sets the highest bit of each such byte of a piece.
#[inline]
fn run(bytes: &[u8], at: usize, marked: impl Fn(u64) -> u64, one: impl Fn(&u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or(&[]);
    let mut length = 0;
    while let Some(piece) = rest.get(length..).and_then(|rest| rest.first_chunk::<8>()) {
        let others = !marked(u64::from_le_bytes(*piece)) & (0x80 * EACH);
        if others != 0 {
            return length + others.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    length + rest.get(length..).unwrap_or(&[]).iter().take_while(|byte| one(byte)).count()
}

/// The highest bit of each of eight bytes that lies between two ASCII characters, both included.
#[inline]
fn within(piece: u64, first: u8, last: u8) -> u64 {
    // Seven bits and a number of at most 128 carry nothing into the next byte.
    let low = piece & (0x7F * EACH);
    let from_first = low + u64::from(0x80 - first) * EACH;
    let behind_last = low + u64::from(0x7F - last) * EACH;
    from_first & !behind_last & !piece
}
