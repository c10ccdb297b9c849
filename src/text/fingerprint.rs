//! Which long word runs a text holds, in a few bytes: enough to see that two documents copy one text.

use super::{DecimalMark, TokenKind, bare_hash, each_token};
use serde::{Deserialize, Serialize};

/// Words of one run.
const RUN: usize = 8;

/// Of so many runs in a row one print is kept, so that two texts with `RUN + WINDOW - 1` words in common share a print.
const WINDOW: usize = 16;

/// The most prints that are kept: the lowest, which are the same ones in every copy. Four characters each.
const KEPT: usize = 64;

/// Fewer prints in common than this are a quotation, not a copy.
const LEAST: usize = 4;

/// Of ten prints of the shorter text so many are shared by a copy. On the development articles texts of one agency share
/// two to five of ten, independent ones less than one (docs/testing.md).
const TENTHS: usize = 3;

/// Words in a row that two sentences share only if one copies the other or both quote the same words.
const LONG_RUN: usize = 12;

/// Hashes of some of the word runs of a text (winnowing), sorted, 24 bits each. Case, punctuation and line breaks make
/// no difference. Written as base 64, four characters a print.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Fingerprint(Vec<u32>);

impl Fingerprint {
    /// Of a text.
    pub fn of(text: &str) -> Self {
        let mut runs = Runs::default();
        runs.text(text);
        runs.fingerprint()
    }

    /// Its prints, sorted.
    pub fn prints(&self) -> &[u32] {
        &self.0
    }

    /// Is it empty: of a text of fewer words than a run, or of no text?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Do two texts copy one another, or a third? Where one is longer, three tenths of
    /// the shorter stand in it: outlets cut agency texts, turn their paragraphs round and put in their own.
    pub fn copies(&self, other: &Self) -> bool {
        // Of a long text only the lowest prints are known: the rest of the other's says nothing.
        let known = |prints: &[u32]| prints.last().copied().filter(|_| prints.len() == KEPT).unwrap_or(u32::MAX);
        let ceiling = known(&self.0).min(known(&other.0));
        let below = |prints: &[u32]| prints.partition_point(|print| *print <= ceiling);
        let shared = self.0.iter().filter(|print| other.0.binary_search(print).is_ok()).count();
        shared >= LEAST && shared * 10 >= below(&self.0).min(below(&other.0)) * TENTHS
    }
}

/// The words of a text on the way to its [`Fingerprint`].
#[derive(Debug, Default)]
pub struct Runs(Vec<u64>);

impl Runs {
    /// With room for so many words.
    pub fn with_capacity(words: usize) -> Self {
        Self(Vec::with_capacity(words))
    }

    /// The next word, by its [`bare_hash`](super::bare_hash).
    #[inline]
    pub fn word(&mut self, hash: u64) {
        self.0.push(hash);
    }

    /// The words of a text that is not cut up yet.
    pub fn text(&mut self, text: &str) {
        words(text, |word| self.word(word));
    }

    /// The fingerprint of the words so far.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut prints = Vec::with_capacity(self.0.len() / WINDOW * 3 + 2);
        // The runs of the window, each at its number modulo its length.
        let mut window = [u32::MAX; WINDOW];
        // The lowest of them, and for how many runs it has been that.
        let (mut lowest, mut age) = (u32::MAX, 0);
        let mut count = 0;
        runs(&self.0, RUN, |run| {
            let run = (run >> 40) as u32;
            if let Some(place) = window.get_mut(count % WINDOW) {
                *place = run;
            }
            count += 1;
            age += 1;
            let leaves = age == WINDOW;
            if run <= lowest {
                (lowest, age) = (run, 0);
            } else if leaves {
                // The last of the lowest, by how long ago it came.
                let ago = (0..WINDOW).map(|ago| (window.get((count - 1 - ago) % WINDOW).copied(), ago));
                (lowest, age) = ago.min().map_or((run, 0), |(lowest, ago)| (lowest.unwrap_or(run), ago));
            }
            // Only a new one is a print of its own; the first stands when the window is full.
            if (age == 0 || leaves) && count > WINDOW || count == WINDOW {
                prints.push(lowest);
            }
        });
        if (1..WINDOW).contains(&count) {
            prints.push(lowest);
        }
        prints.sort_unstable();
        prints.dedup();
        prints.truncate(KEPT);
        Fingerprint(prints)
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        let bytes: Vec<u8> = fingerprint.0.iter().flat_map(|print| print.to_be_bytes().into_iter().skip(1)).collect();
        data_encoding::BASE64URL_NOPAD.encode(&bytes)
    }
}

impl From<String> for Fingerprint {
    /// What is no fingerprint is an empty one: it says nothing of copies.
    fn from(text: String) -> Self {
        let bytes = data_encoding::BASE64URL_NOPAD.decode(text.as_bytes()).unwrap_or_default();
        let print = |bytes: &[u8]| bytes.iter().fold(0, |print, byte| print << 8 | u32::from(*byte));
        let mut prints: Vec<u32> = bytes.chunks_exact(3).map(print).collect();
        prints.sort_unstable();
        prints.dedup();
        prints.truncate(KEPT);
        Self(prints)
    }
}

/// The hashes of the long word runs of a sentence; none where it is shorter than one.
pub fn long_runs(sentence: &str) -> Vec<u64> {
    let (mut hashes, mut found) = (Vec::new(), Vec::new());
    words(sentence, |word| hashes.push(word));
    runs(&hashes, LONG_RUN, |run| found.push(run));
    found
}

/// The hashes of all runs of so many words. The highest bits depend on every bit of every word.
fn runs(words: &[u64], length: usize, mut take: impl FnMut(u64)) {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let leaving = (0..length).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let next = |rolling: u64, word: &u64| rolling.wrapping_mul(BASE).wrapping_add(*word);
    let Some((first, rest)) = words.split_at_checked(length) else { return };
    let mut rolling = first.iter().fold(0, next);
    take(rolling);
    for (word, left) in rest.iter().zip(words) {
        rolling = next(rolling, word).wrapping_sub(left.wrapping_mul(leaving));
        take(rolling);
    }
}

/// The hash of each word and number, whatever case, quotation marks and line breaks. "It's" is one word with any apostrophe.
fn words(text: &str, mut take: impl FnMut(u64)) {
    let mut room = String::new();
    each_token(text, text.as_bytes(), DecimalMark::Point, |token, _, _| {
        if matches!(token.kind, TokenKind::Word | TokenKind::Number) {
            take(bare_hash(token.span.of(text), &mut room));
        }
    });
}
