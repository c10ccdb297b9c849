//! Which long word runs a text holds, in a few bytes: enough to see that two documents copy one text.

use super::run::letters_and_digits;
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
        let runs: Vec<u32> = runs(text, RUN).into_iter().map(|hash| (hash >> 40) as u32).collect();
        let mut prints = Vec::with_capacity(runs.len() / WINDOW * 3 + 2);
        // The lowest run of the window that ends here, and for how many runs it has been that.
        let (mut lowest, mut age) = (u32::MAX, 0);
        for (at, run) in runs.iter().enumerate() {
            age += 1;
            let leaves = age == WINDOW;
            if *run <= lowest {
                (lowest, age) = (*run, 0);
            } else if leaves {
                let window = runs.get(at + 1 - WINDOW..=at).unwrap_or_default().iter().rev().copied().zip(0..);
                (lowest, age) = window.min().unwrap_or((*run, 0));
            }
            // Only a new one is a print of its own; the first stands when the window is full.
            if (age == 0 || leaves) && at + 1 > WINDOW || at + 1 == WINDOW {
                prints.push(lowest);
            }
        }
        if (1..WINDOW).contains(&runs.len()) {
            prints.push(lowest);
        }
        prints.sort_unstable();
        prints.dedup();
        prints.truncate(KEPT);
        Self(prints)
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
pub fn long_runs(sentence: &str) -> impl Iterator<Item = u64> {
    runs(sentence, LONG_RUN).into_iter()
}

/// The hashes of all runs of so many words.
fn runs(text: &str, length: usize) -> Vec<u64> {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let leaving = (0..length).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let words: Vec<u64> = words(text);
    let (first, rest) = words.split_at_checked(length).unwrap_or_default();
    if first.is_empty() {
        return Vec::new();
    }
    let next = |rolling: u64, word: &u64| rolling.wrapping_mul(BASE).wrapping_add(*word);
    let mut rolling = first.iter().fold(0, next);
    let mut runs = Vec::with_capacity(rest.len() + 1);
    runs.push(mixed(rolling));
    runs.extend(rest.iter().zip(&words).map(|(word, left)| {
        rolling = next(rolling, word).wrapping_sub(left.wrapping_mul(leaving));
        mixed(rolling)
    }));
    runs
}

/// The hash of each word, lower-cased. "4.2" and "1,300" are one word each, and so is "it's".
fn words(text: &str) -> Vec<u64> {
    const START: u64 = 0xCBF2_9CE4_8422_2325;
    let bytes = text.as_bytes();
    let mut words = Vec::with_capacity(bytes.len() / 5);
    let (mut hash, mut at) = (START, 0);
    let with = |hash: u64, letter: u32| (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01B3);
    loop {
        // The bit that makes a letter small stands in every digit.
        let small = |hash: u64, letter: &u8| with(hash, u32::from(letter | 0x20));
        let mut run = letters_and_digits(bytes, at);
        while run > 0 {
            // Eight letters in one piece, those behind the word for nothing: no processor guesses where it ends.
            let Some(piece) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) else {
                hash = bytes.get(at..at + run).unwrap_or(&[]).iter().fold(hash, small);
                at += run;
                break;
            };
            for (place, letter) in piece.iter().enumerate() {
                let more = small(hash, letter);
                hash = if place < run { more } else { hash };
            }
            let taken = run.min(piece.len());
            (at, run) = (at + taken, run - taken);
        }
        let Some(&byte) = bytes.get(at) else { break };
        let length = if byte.is_ascii() {
            let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
            if byte == b'\'' || matches!(byte, b'.' | b',') && digit(at.wrapping_sub(1)) && digit(at + 1) {
                at += 1;
                continue;
            }
            1
        } else {
            let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            if letter.is_alphanumeric() {
                hash = letter.to_lowercase().fold(hash, |hash, lower| with(hash, u32::from(lower)));
            }
            if letter.is_alphanumeric() || letter == '’' {
                at += letter.len_utf8();
                continue;
            }
            letter.len_utf8()
        };
        if hash != START {
            words.push(mixed(hash));
            hash = START;
        }
        at += length;
    }
    if hash != START {
        words.push(mixed(hash));
    }
    words
}

/// Spreads a hash over all its bits (the finaliser of SplitMix64).
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}
