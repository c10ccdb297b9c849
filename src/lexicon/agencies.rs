//! News agencies by the names under which texts credit them.

use super::Lexicon;
use super::entries::AgencyEntry;
use super::tables::Loader;
use foldhash::{HashMap, HashMapExt};

/// A name, or words that only its texts end in, and the agency's id.
type Known = (Box<str>, Box<str>);

/// The agencies: their names by the first word, longest first, and what only their texts end in.
#[derive(Debug, PartialEq)]
pub(super) struct Agencies {
    names: HashMap<Box<str>, Vec<Known>>,
    signatures: Vec<Known>,
}

impl Agencies {
    pub(super) fn new() -> Self {
        Self { names: HashMap::new(), signatures: Vec::new() }
    }
}

impl Loader {
    pub(super) fn agencies(&mut self, entries: Vec<AgencyEntry>) {
        for AgencyEntry { id, names, signatures, accept, reject } in entries {
            self.entry("agency", &id, accept, reject);
            let agencies = &mut self.lexicon.agencies;
            for name in names.iter().chain([&id]) {
                let first = name.split(' ').next().unwrap_or(name);
                let known = agencies.names.entry(first.into()).or_default();
                known.push((name.as_str().into(), id.as_str().into()));
                known.sort_by(|(one, _), (other, _)| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
            }
            agencies.signatures.extend(signatures.iter().map(|words| (words.as_str().into(), id.as_str().into())));
        }
    }
}

/// An agency named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'l> {
    /// The agency's id.
    pub agency: &'l str,
    /// Where its name begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Lexicon {
    /// The agency that a text names with these very words, an article before them left out.
    pub fn agency(&self, name: &str) -> Option<&str> {
        let name = name.trim();
        let name = name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name);
        let known = self.agencies.names.get(name.split(' ').next()?)?;
        known.iter().find(|(have, _)| **have == *name).map(|(_, id)| &**id)
    }

    /// The agencies that a text names, from left to right: whole words, as they are written.
    pub fn agencies_in(&self, text: &str) -> Vec<Named<'_>> {
        let mut found = Vec::new();
        let mut start = 0;
        while let Some(rest) = text.get(start..) {
            let Some(first) = rest.find(char::is_alphanumeric) else { break };
            start += first;
            let rest = rest.get(first..).unwrap_or("");
            let length = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
            let known = rest.get(..length).and_then(|word| self.agencies.names.get(word));
            let whole = |name: &str| {
                rest.strip_prefix(name).is_some_and(|after| !after.starts_with(|letter: char| letter.is_alphanumeric()))
            };
            match known.and_then(|known| known.iter().find(|(name, _)| whole(name))) {
                Some((name, agency)) => {
                    found.push(Named { agency, start, end: start + name.len() });
                    start += name.len();
                }
                None => start += length,
            }
        }
        found
    }

    /// The agencies whose texts end in words that stand in `text`.
    pub fn agencies_signed(&self, text: &str) -> impl Iterator<Item = &str> {
        let stands = |words: &str| memchr::memmem::find(text.as_bytes(), words.as_bytes()).is_some();
        let signed = self.agencies.signatures.iter().filter(move |(words, _)| stands(words));
        signed.map(|(_, agency)| &**agency).collect::<Vec<_>>().into_iter()
    }
}
