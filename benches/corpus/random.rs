//! Numbers that look random and are the same on every machine: SplitMix64.

/// A stream of numbers.
pub struct Random(u64);

impl Random {
    /// The stream of one article of a seed.
    pub fn new(seed: u64, number: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0xA076_1D64_78BD_642F) ^ number.wrapping_mul(0xE703_7ED1_A0B4_28DB));
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `limit` - 1; 0 for no limit.
    pub fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.next()) * limit as u128) >> 64) as usize
    }

    /// Is it one of so many in a hundred?
    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    /// One of a list; the empty word of an empty one.
    pub fn of<'w, W: AsRef<str>>(&mut self, list: &'w [W]) -> &'w str {
        let at = self.below(list.len());
        list.get(at).map_or("", AsRef::as_ref)
    }
}
