//! Words as numbers: what tables and fingerprints know them by.

/// A word of up to sixteen bytes as a number, zeros behind it. Its ends are taken out whole; where they overlap they say
/// the same twice.
#[inline]
pub fn packed(word: &[u8]) -> Option<u128> {
    let length = word.len();
    if length > 16 {
        return None;
    }
    if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
        let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        return Some(u128::from(first) | u128::from(last) << (8 * (length - 8)));
    }
    if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return Some(u128::from(first) | u128::from(last) << (8 * (length - 4)));
    }
    Some(word.iter().rev().fold(0, |all, byte| all << 8 | u128::from(*byte)))
}

/// Sixteen bytes, of which so many count.
#[inline]
pub fn packed_of(bytes: &[u8; 16], length: usize) -> u128 {
    u128::from_le_bytes(*bytes) & MASKS.get(length).copied().unwrap_or(u128::MAX)
}

/// For each length a number that puts out what stands behind a word.
const MASKS: [u128; 17] = {
    let mut masks = [0; 17];
    let mut length = 1;
    while length < masks.len() {
        masks[length] = u128::MAX >> (128 - 8 * length);
        length += 1;
    }
    masks
};

/// The hash of a packed word: both halves multiplied, the product folded.
#[inline]
pub fn packed_hash(word: u128) -> u64 {
    let (low, high) = (word as u64, (word >> 64) as u64);
    let product = u128::from(low ^ 0x9E37_79B9_7F4A_7C15) * u128::from(high ^ 0xD1B5_4A32_D192_ED03);
    product as u64 ^ (product >> 64) as u64
}

/// The hash of a word; of one of up to sixteen bytes that of the packed word.
pub fn word_hash(word: &str) -> u64 {
    match packed(word.as_bytes()) {
        Some(word) => packed_hash(word),
        None => word.as_bytes().chunks(16).fold(0, |hash, piece| {
            let piece = packed(piece).unwrap_or_default();
            packed_hash(piece ^ u128::from(hash))
        }),
    }
}

/// The hash of the letters and digits of a word, whatever its case, apostrophes and stops. `room` is written over.
pub fn bare_hash(word: &str, room: &mut String) -> u64 {
    room.clear();
    if word.is_ascii() {
        room.extend(word.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| char::from(byte.to_ascii_lowercase())));
        return word_hash(room);
    }
    room.extend(word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase));
    word_hash(room)
}
