//! What the vocabulary knows of a word, found by one look-up: the reading of a sentence asks this once for each word.

use super::class::Classes;
use foldhash::{HashMap, HashMapExt};

/// What is known of a lower-case word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// Its classes.
    pub classes: Classes,
    /// The tables that have a phrase which is matched from this word on, whatever its capitals: a bit for each. And
    /// [`TIME`](Self::TIME).
    pub begins: u32,
}

impl Known {
    /// The bit in `begins` of the words that an expression of time can begin with.
    pub const TIME: u32 = 1 << 31;
}

/// A word of up to sixteen bytes as two numbers that tell it from any other of its length: comparing it follows no
/// pointer.
type Packed = (u64, u64, u8);

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    word: Packed,
    known: Known,
}

/// Words and what is known of each: open addressing, a byte of the hash beside each slot, so that a word that is not
/// there is seldom compared.
#[derive(Debug, Default)]
pub(super) struct KnownWords {
    /// 0 for a free slot; a power of two of them, at least twice as many as words.
    tags: Vec<u8>,
    slots: Vec<Slot>,
    count: usize,
    /// Words of more than sixteen bytes.
    long: HashMap<Box<str>, Known>,
}

impl KnownWords {
    pub(super) fn new() -> Self {
        Self { tags: vec![0; 1024], slots: vec![Slot::default(); 1024], count: 0, long: HashMap::new() }
    }

    /// What is known of a word; nothing where it is not there.
    #[inline]
    pub(super) fn get(&self, word: &str) -> Known {
        let Some(packed) = packed(word.as_bytes()) else {
            return self.long.get(word).copied().unwrap_or_default();
        };
        match self.find(packed) {
            Ok(at) => self.slots.get(at).map_or(Known::default(), |slot| slot.known),
            Err(_) => Known::default(),
        }
    }

    /// What is known of a word, to be added to.
    pub(super) fn entry(&mut self, word: &str) -> &mut Known {
        let Some(packed) = packed(word.as_bytes()) else { return self.long.entry(Box::from(word)).or_default() };
        if self.count * 2 >= self.tags.len() {
            self.grow();
        }
        let at = match self.find(packed) {
            Ok(at) => at,
            Err(free) => {
                self.put(free, Slot { word: packed, known: Known::default() });
                free
            }
        };
        match self.slots.get_mut(at) {
            Some(slot) => &mut slot.known,
            // No slot is beyond the end: this only says so without a panic.
            None => self.long.entry(Box::from(word)).or_default(),
        }
    }

    fn put(&mut self, at: usize, slot: Slot) {
        if let (Some(tag), Some(place)) = (self.tags.get_mut(at), self.slots.get_mut(at)) {
            *tag = tag_of(hash(slot.word));
            *place = slot;
            self.count += 1;
        }
    }

    fn grow(&mut self) {
        let room = self.tags.len() * 2;
        let tags = std::mem::replace(&mut self.tags, vec![0; room]);
        let slots = std::mem::replace(&mut self.slots, vec![Slot::default(); room]);
        self.count = 0;
        for slot in tags.into_iter().zip(slots).filter(|(tag, _)| *tag != 0).map(|(_, slot)| slot) {
            if let Err(free) = self.find(slot.word) {
                self.put(free, slot);
            }
        }
    }

    /// The slot of a word, or the free one where it would stand.
    #[inline]
    fn find(&self, word: Packed) -> Result<usize, usize> {
        let hash = hash(word);
        let (tag, last) = (tag_of(hash), self.tags.len() - 1);
        let mut at = (hash as usize) & last;
        loop {
            match self.tags.get(at) {
                Some(0) | None => return Err(at),
                Some(have) if *have == tag && self.slots.get(at).is_some_and(|slot| slot.word == word) => {
                    return Ok(at);
                }
                Some(_) => at = (at + 1) & last,
            }
        }
    }
}

#[inline]
fn packed(word: &[u8]) -> Option<Packed> {
    let length = u8::try_from(word.len()).ok()?;
    Some(match (word.first_chunk::<8>(), word.last_chunk::<8>(), word.first_chunk::<4>(), word.last_chunk::<4>()) {
        (Some(head), Some(tail), ..) if length <= 16 => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail), length),
        (Some(_), ..) => return None,
        (_, _, Some(head), Some(tail)) => {
            (u64::from(u32::from_le_bytes(*head)), u64::from(u32::from_le_bytes(*tail)), length)
        }
        _ => {
            let byte = |at: usize| u64::from(word.get(at).copied().unwrap_or(0));
            (byte(0) | byte(1) << 8 | byte(2) << 16, 0, length)
        }
    })
}

#[inline]
fn hash((head, tail, length): Packed) -> u64 {
    let one = head ^ 0x9E37_79B9_7F4A_7C15;
    let other = tail.rotate_left(29) ^ 0xD1B5_4A32_D192_ED03 ^ u64::from(length);
    let product = u128::from(one) * u128::from(other);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Never 0: that is a free slot.
#[inline]
fn tag_of(hash: u64) -> u8 {
    (hash >> 56) as u8 | 1
}
