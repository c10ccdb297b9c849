//! Who stands behind a number: outlets, and how many of them say it of their own. Those that print one agency's text, copy
//! one another or pass on one official count are one witness. Decided from the claims and what they carry of their
//! documents.

use crate::claim::Claim;
use crate::lexicon::{Classes, Lexicon};
use crate::text::long_runs;
use foldhash::{HashMap, HashMapExt};
use std::collections::{BTreeMap, BTreeSet};

/// A text is set against so many others that share a print with it: thousands of articles that quote the same words
/// are not all set against all.
const LOOKED_AT: usize = 8;

/// How many stand behind some claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voices {
    /// Distinct outlets; a document without one counts by itself.
    pub sources: usize,
    /// The same, with those counted once that copy one text, one agency or one official.
    pub origins: usize,
}

/// What a claim says of who stands behind it, looked for once.
#[derive(Debug, Clone)]
pub struct Witness<'c> {
    claim: &'c Claim,
    outlet: String,
    /// Agencies and speakers whose words it passes on.
    voices: Vec<String>,
    said: Said,
    runs: Vec<u64>,
    sentence: String,
}

impl<'c> Witness<'c> {
    /// Of a claim.
    pub fn of(claim: &'c Claim, lexicon: &Lexicon) -> Self {
        let mut said = Said::default();
        let voices = voices(claim, lexicon, &mut said);
        let (runs, sentence) = (long_runs(&claim.sentence), folded(&claim.sentence));
        Self { claim, outlet: outlet(claim), voices, said, runs, sentence }
    }
}

impl Voices {
    /// Of the claims of some stated values, one list each. Independent of the order of the claims in a list.
    pub fn of(values: &[&[&Claim]], lexicon: &Lexicon) -> Self {
        let witnesses: Vec<Vec<Witness<'_>>> =
            values.iter().map(|claims| claims.iter().map(|claim| Witness::of(claim, lexicon)).collect()).collect();
        Self::among(&witnesses.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }

    /// The same, where it is known what each claim says of it.
    pub fn among(values: &[&[Witness<'_>]]) -> Self {
        let mut groups = Groups::default();
        let mut outlets = BTreeMap::new();
        for (number, claims) in values.iter().enumerate() {
            let mut said = Said::default();
            for claim in *claims {
                let node = groups.node(format!("outlet {}", claim.outlet));
                outlets.insert(claim.outlet.as_str(), node);
            }
            if outlets.len() == 1 && values.len() == 1 {
                return Self { sources: 1, origins: 1 };
            }
            for claim in *claims {
                let node = groups.node(format!("outlet {}", claim.outlet));
                // Whose words they are; one official with two numbers may be two counts, with one number he is one.
                for voice in &claim.voices {
                    let voice = groups.node(format!("{number} {voice}"));
                    groups.join(node, voice);
                }
                said.add(&claim.said);
                for run in &claim.runs {
                    let run = groups.node(format!("{number} run {run}"));
                    groups.join(node, run);
                }
                if !claim.sentence.is_empty() {
                    let copy = groups.node(format!("sentence {}", claim.sentence));
                    groups.join(node, copy);
                }
            }
            for (short, long) in said.surnames() {
                let (short, long) = (format!("{number} voice {short}"), format!("{number} voice {long}"));
                let (short, long) = (groups.node(short), groups.node(long));
                groups.join(short, long);
            }
        }
        copies(values, &mut groups);
        let origins: BTreeSet<usize> = outlets.values().map(|node| groups.root(*node)).collect();
        Self { sources: outlets.len(), origins: origins.len() }
    }
}

/// Joins the outlets whose documents copy one another.
fn copies(values: &[&[Witness<'_>]], groups: &mut Groups) {
    let documents: BTreeMap<&str, &Claim> =
        values.iter().copied().flatten().map(|witness| (witness.claim.document_id.as_str(), witness.claim)).collect();
    let mut holding: HashMap<u32, Vec<&Claim>> = HashMap::new();
    for claim in documents.into_values() {
        let Some(context) = &claim.context else { continue };
        let node = groups.node(format!("outlet {}", outlet(claim)));
        let mut compared = BTreeSet::new();
        for print in context.prints.prints() {
            let others = holding.entry(*print).or_default();
            for other in others.iter() {
                let copied = compared.insert(other.document_id.as_str())
                    && other.context.as_ref().is_some_and(|other| other.prints.copies(&context.prints));
                if copied {
                    let other = groups.node(format!("outlet {}", outlet(other)));
                    groups.join(node, other);
                }
            }
            if others.len() < LOOKED_AT {
                others.push(claim);
            }
        }
    }
}

/// Of one stated value the names of those who are said to give it.
#[derive(Debug, Clone, Default)]
struct Said {
    /// Names of one word, which may be the last of a longer one.
    single: BTreeSet<String>,
    /// Longer names by each of their words.
    longer: BTreeMap<String, BTreeSet<String>>,
}

impl Said {
    fn add(&mut self, others: &Self) {
        self.single.extend(others.single.iter().cloned());
        for (word, names) in &others.longer {
            self.longer.entry(word.clone()).or_default().extend(names.iter().cloned());
        }
    }

    /// Names of one word with the longer ones that hold it.
    fn surnames(&self) -> impl Iterator<Item = (&str, &str)> {
        self.single
            .iter()
            .filter_map(|short| Some((short, self.longer.get(short)?)))
            .flat_map(|(short, longer)| longer.iter().map(move |long| (short.as_str(), long.as_str())))
    }
}

/// Whose words a claim passes on: agencies and speakers.
fn voices(claim: &Claim, lexicon: &Lexicon, said: &mut Said) -> Vec<String> {
    let mut voices = Vec::new();
    let mut agency = |agency: &str| voices.push(format!("agency {agency}"));
    claim.context.iter().flat_map(|context| &context.agencies).for_each(|id| agency(id));
    quoted_agencies(&claim.sentence, lexicon).into_iter().for_each(&mut agency);
    for name in [&claim.speaker, &claim.origin].into_iter().flatten() {
        if let Some(id) = lexicon.agencies_in(name).first() {
            agency(id.agency);
        }
    }
    for name in [&claim.speaker, &claim.origin].into_iter().flatten() {
        let words = name_words(name, lexicon);
        let key = words.join(" ");
        match words.as_slice() {
            [] => continue,
            // A bare noun (officials, police) is no part of a longer name: rivals have officials too.
            [only] if name.starts_with(char::is_uppercase) && !lexicon.classes(only).any(Classes::COMMON) => {
                said.single.insert(only.clone());
            }
            [_] => {}
            words => {
                for word in words {
                    said.longer.entry(word.clone()).or_default().insert(key.clone());
                }
            }
        }
        voices.push(format!("voice {key}"));
    }
    voices
}

/// The agencies that a sentence passes on: "Reuters reported", "according to AFP", "told the Associated Press".
fn quoted_agencies<'l>(sentence: &str, lexicon: &'l Lexicon) -> Vec<&'l str> {
    let named = lexicon.agencies_in(sentence).into_iter();
    let quoted = named.filter(|named| {
        let word = |text: &str| text.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        let before = sentence.get(..named.start).unwrap_or("").split_whitespace().rev().map(word);
        let before =
            before.into_iter().find(|word| !matches!(word.as_str(), "the" | "news" | "agency")).unwrap_or_default();
        let after = sentence.get(named.end..).unwrap_or("").split_whitespace().map(word);
        let after = after.into_iter().find(|word| !matches!(word.as_str(), "news" | "agency")).unwrap_or_default();
        // A picture's credit stands behind a colon or in brackets; what the agency is spoken of for has no such word.
        matches!(before.as_str(), "told" | "by" | "citing" | "to" | "from") || lexicon.reporting(&after).is_some()
    });
    quoted.map(|named| named.agency).collect()
}

/// Words of a name that do not tell whose it is.
const EMPTY: [&str; 10] =
    ["the", "a", "an", "of", "for", "and", "spokesman", "spokeswoman", "spokesperson", "spokespeople"];

/// The words that tell one name from another, sorted: "the Ministry of Health" and "Health Ministry" are one.
fn name_words(name: &str, lexicon: &Lexicon) -> Vec<String> {
    let lower = name.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() > 1);
    let mut words: Vec<String> =
        words.filter(|word| !EMPTY.contains(word)).map(|word| lexicon.singular(word).into_owned()).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The outlet, else the document.
fn outlet(claim: &Claim) -> String {
    match claim.source.as_deref().map(folded).filter(|source| !source.is_empty()) {
        Some(source) => format!("source {source}"),
        None => format!("doc {}", claim.doc),
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Names joined into groups (union-find).
#[derive(Default)]
struct Groups {
    names: HashMap<String, usize>,
    parents: Vec<usize>,
}

impl Groups {
    fn node(&mut self, name: String) -> usize {
        let next = self.parents.len();
        let node = *self.names.entry(name).or_insert(next);
        if node == next {
            self.parents.push(next);
        }
        node
    }

    /// Halves the way on each walk, so that a long row of joins stays short to walk.
    fn root(&mut self, mut node: usize) -> usize {
        while let Some(&parent) = self.parents.get(node).filter(|&&parent| parent != node) {
            let above = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(parent) = self.parents.get_mut(node) {
                *parent = above;
            }
            node = above;
        }
        node
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(parent) = self.parents.get_mut(one.max(other)) {
            *parent = one.min(other);
        }
    }
}
