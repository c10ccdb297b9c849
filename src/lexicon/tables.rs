//! The tables of [`Lexicon`] while they are filled: words, verbs, numerals, hedges.

use super::class::Classes;
use super::entries::*;
use super::known::KnownWords;
use super::load::{Proof, decimal, ratio};
use super::words::Words;
use super::*;
use crate::Error;
use crate::text::{MONTHS, WEEKDAYS};
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

/// A lexicon in the making.
pub(super) struct Loader {
    pub(super) lexicon: Lexicon,
    /// Are the texts that prove the entries kept? Those that are built in come without them.
    pub(super) proving: bool,
    proofs: Vec<Proof>,
    verb_forms: HashMap<Box<str>, Vec<Box<str>>>,
    plurals: HashMap<Box<str>, Box<str>>,
    pub(super) noun_groups: HashMap<Box<str>, u16>,
}

impl Lexicon {
    /// Notes with each word the tables that have a phrase beginning with it, so that most words are looked up in none.
    fn mark_beginnings(&mut self) {
        macro_rules! mark {
            ($($table:ident)+) => {{
                let mut bit = 1;
                $(
                    self.$table.set_bit(bit);
                    for first in self.$table.firsts() {
                        self.words.entry(&first.to_ascii_lowercase()).begins |= bit;
                    }
                    bit <<= 1;
                )+
                debug_assert!(bit < Known::IRREGULAR);
            }};
        }
        mark!(
            numerals hedges_before hedges_after unit_names mass_names concept_nouns predicates restrictors statuses
            trend_words attributions place_names refused_before refused_after refused_joined refused_cues refused_phrases
            dollar_qualifiers
        );
        for noun in self.singulars.keys() {
            self.words.entry(noun).begins |= Known::IRREGULAR;
        }
    }
}

impl Loader {
    pub(super) fn new() -> Self {
        let lexicon = Lexicon {
            digest: String::new(),
            entry_names: Vec::new(),
            words: KnownWords::new(),
            number_words: [0; 32],
            singulars: HashMap::new(),
            numerals: Phrases::forwards(),
            scale_suffixes: HashMap::new(),
            hedges_before: Phrases::backwards(),
            hedges_after: Phrases::forwards(),
            units: Vec::new(),
            unit_names: Phrases::forwards(),
            unit_symbols: HashMap::new(),
            glued_symbols: HashMap::new(),
            symbol_rates: HashMap::new(),
            unit_words_before: HashMap::new(),
            currency_signs: HashMap::new(),
            currency_signs_behind: HashMap::new(),
            dollar_qualifiers: Phrases::forwards(),
            dollar_outlets: HashMap::new(),
            rate_nouns: HashSet::new(),
            empty_heads: HashSet::new(),
            parting: HashSet::new(),
            mass_names: Phrases::forwards(),
            unit_index: HashMap::new(),
            concepts: Vec::new(),
            concept_index: HashMap::new(),
            concept_nouns: Phrases::backwards(),
            noun_concepts: Vec::new(),
            label_concepts: HashMap::new(),
            absences: HashMap::new(),
            predicates: Phrases::forwards(),
            predicate_concepts: Vec::new(),
            restrictors: Phrases::forwards(),
            statuses: Phrases::forwards(),
            status_names: vec!["reported".to_owned()],
            trend_words: Phrases::forwards(),
            trend_entries: HashMap::new(),
            attributions: Phrases::forwards(),
            reporting: HashMap::new(),
            places: Vec::new(),
            place_index: HashMap::new(),
            place_names: Phrases::forwards(),
            agencies: super::agencies::Agencies::new(),
            reasons: Vec::new(),
            refused_before: Phrases::backwards(),
            refused_after: Phrases::forwards(),
            refused_joined: Phrases::forwards(),
            refused_cues: Phrases::forwards(),
            refused_phrases: Phrases::forwards(),
        };
        Self {
            lexicon,
            proving: false,
            proofs: Vec::new(),
            verb_forms: HashMap::new(),
            plurals: HashMap::new(),
            noun_groups: HashMap::new(),
        }
    }

    pub(super) fn finish(mut self, digest: String) -> (Lexicon, Vec<Proof>) {
        self.lexicon.digest = digest;
        for signs in self.lexicon.currency_signs.values_mut() {
            signs.sort_by(|a, b| b.text.len().cmp(&a.text.len()).then_with(|| a.text.cmp(&b.text)));
        }
        self.lexicon.mark_beginnings();
        self.lexicon.words.complete();
        (self.lexicon, self.proofs)
    }

    pub(super) fn entry(&mut self, kind: &str, id: &str, accept: Vec<Accept>, reject: Vec<Reject>) -> EntryId {
        let name = [kind, "/", id].concat();
        let entry = EntryId::try_from(self.lexicon.entry_names.len()).unwrap_or(EntryId::MAX);
        if self.proving {
            self.proofs.push(Proof { entry: name.clone(), accept, reject });
        }
        self.lexicon.entry_names.push(name);
        entry
    }

    pub(super) fn class(&mut self, word: &str, class: Classes) {
        self.lexicon.words.entry(word).classes.add(class);
        if class.any(Classes::NUMERAL.or(Classes::NUMERAL_PHRASE).or(Classes::ORDINAL))
            && let [first, second, ..] = word.as_bytes()
            && let Some(seconds) = self.lexicon.number_words.get_mut(usize::from(first & 31))
        {
            *seconds |= 1 << (second & 31);
        }
    }

    pub(super) fn status(&mut self, name: &str) -> u16 {
        let names = &mut self.lexicon.status_names;
        let at = names.iter().position(|have| have == name).unwrap_or_else(|| {
            names.push(name.to_owned());
            names.len() - 1
        });
        u16::try_from(at).unwrap_or(0)
    }

    pub(super) fn words(&mut self, words: &Words) {
        let boxed = |words: &[String]| words.iter().map(|word| Box::from(word.as_str())).collect::<Vec<_>>();
        self.lexicon.rate_nouns.extend(boxed(&words.rate_nouns));
        self.lexicon.empty_heads.extend(boxed(&words.empty_heads));
        self.lexicon.parting.extend(boxed(&words.parting));
        let lists: [(&[String], Classes); 17] = [
            (&words.people, Classes::PEOPLE),
            (&words.persons, Classes::PERSON),
            (&words.titles, Classes::TITLE),
            (&words.speakers, Classes::SPEAKER),
            (&words.institutions, Classes::INSTITUTION),
            (&words.determiners, Classes::DETERMINER),
            (&words.pronouns, Classes::PRONOUN),
            (&words.prepositions, Classes::PREPOSITION),
            (&words.conjunctions, Classes::CONJUNCTION),
            (&words.auxiliaries, Classes::AUXILIARY),
            (&words.adverbs, Classes::ADVERB),
            (&words.adjectives, Classes::ADJECTIVE),
            (&words.abbreviations, Classes::ABBREVIATION),
            (&words.level_verbs, Classes::LEVEL),
            (&words.weak, Classes::WEAK),
            (&words.common, Classes::COMMON),
            (&words.invariant_nouns, Classes::COMMON),
        ];
        for (list, class) in lists {
            for word in list {
                self.class(word, class);
            }
        }
        for noun in &words.invariant_nouns {
            self.lexicon.singulars.insert(Box::from(noun.as_str()), Box::from(noun.as_str()));
            self.plurals.insert(Box::from(noun.as_str()), Box::from(noun.as_str()));
        }
        for pair in &words.irregular_plurals {
            if let Some((singular, plural)) = pair.split_once(' ') {
                self.lexicon.singulars.insert(Box::from(plural), Box::from(singular));
                self.plurals.insert(Box::from(singular), Box::from(plural));
                self.class(plural, Classes::PLURAL);
            }
        }
        for (list, class) in [(&words.people, Classes::PEOPLE), (&words.persons, Classes::PERSON)] {
            for noun in list {
                let plural = self.plural(noun);
                self.class(&plural, class);
                self.class(&plural, Classes::PLURAL);
            }
        }
        self.class("people", Classes::PLURAL);
        self.lexicon.singulars.insert(Box::from("people"), Box::from("people"));
        for line in &words.irregular_verbs {
            let forms: Vec<&str> = line.split_whitespace().collect();
            self.verb(&forms);
        }
        for base in &words.regular_verbs {
            let forms = inflect::verb_forms(base);
            self.verb(&forms.each_ref().map(String::as_str));
        }
        for name in MONTHS {
            self.class(name, Classes::MONTH);
        }
        for name in MONTHS.iter().map(|name| name.get(..3).unwrap_or(name)).chain(["sept"]) {
            self.class(name, Classes::MONTH.or(Classes::ABBREVIATION));
        }
        for name in WEEKDAYS {
            self.class(name, Classes::WEEKDAY);
        }
        for word in &words.time_words {
            self.lexicon.words.entry(word).begins |= Known::TIME;
        }
        for word in ORDINALS {
            self.class(word, Classes::ORDINAL);
        }
    }

    /// All the forms of a verb; the first is the base.
    pub(super) fn verb(&mut self, forms: &[&str]) {
        let Some(base) = forms.first() else { return };
        for (place, form) in forms.iter().enumerate() {
            self.class(form, Classes::VERB);
            if form.ends_with("ing") && form.len() > base.len() {
                self.class(form, Classes::GERUND);
            } else if place == 0 {
                self.class(form, Classes::BASE);
            } else if !form.ends_with('s') {
                self.class(form, Classes::PAST);
            }
        }
        self.verb_forms.insert(Box::from(*base), forms.iter().map(|form| Box::from(*form)).collect());
    }

    /// The forms of a verb of another file, known or regular.
    pub(super) fn forms_of(&mut self, base: &str) -> Vec<Box<str>> {
        if !self.verb_forms.contains_key(base) && !base.contains(' ') {
            let forms = inflect::verb_forms(base);
            self.verb(&forms.each_ref().map(String::as_str));
        }
        self.verb_forms.get(base).cloned().unwrap_or_else(|| vec![Box::from(base)])
    }

    /// The forms of a predicate: an adjective, an adverb and an inflected verb stand for themselves only.
    pub(super) fn predicate_forms(&mut self, word: &str) -> Vec<Box<str>> {
        let class = self.lexicon.classes(word);
        let plain =
            class.any(Classes::ADJECTIVE.or(Classes::ADVERB).or(Classes::PREPOSITION)) && !class.any(Classes::BASE);
        let inflected = class.any(Classes::PAST.or(Classes::GERUND)) && !class.any(Classes::BASE)
            || word.ends_with("ed")
            || word.ends_with("ing");
        if plain || inflected || !self.verb_forms.contains_key(word) {
            vec![Box::from(word)]
        } else {
            self.forms_of(word)
        }
    }

    pub(super) fn predicate(&mut self, phrase: &str, id: ConceptId) {
        let concepts = &mut self.lexicon.predicate_concepts;
        let group = self.lexicon.predicates.get(phrase).unwrap_or_else(|| {
            concepts.push(Vec::new());
            u16::try_from(concepts.len() - 1).unwrap_or(u16::MAX)
        });
        if let Some(concepts) = concepts.get_mut(usize::from(group)) {
            concepts.push(id);
        }
        self.lexicon.predicates.insert(phrase, group);
    }

    /// The plural of a noun phrase.
    pub(super) fn plural(&self, phrase: &str) -> String {
        let (before, head) = phrase.rsplit_once([' ', '-']).unwrap_or(("", phrase));
        let plural = self.plurals.get(head).map_or_else(|| inflect::plural(head), |plural| plural.to_string());
        if before.is_empty() { plural } else { format!("{before} {plural}") }
    }

    /// Each name, its plural, and for "mile per hour" also "miles per hour".
    pub(super) fn with_plurals(&self, names: &[String]) -> Vec<String> {
        let per =
            |name: &String| name.split_once(" per ").map(|(unit, per)| format!("{} per {per}", self.plural(unit)));
        names.iter().flat_map(|name| [Some(name.clone()), Some(self.plural(name)), per(name)]).flatten().collect()
    }

    pub(super) fn numerals(&mut self, file: &str, entries: Vec<NumeralEntry>) -> Result<(), Error> {
        for NumeralEntry { id, kind, words, accept, reject } in entries {
            let entry = self.entry("numeral", &id, accept, reject);
            for word in words {
                if kind == NumeralKind::Absence {
                    self.class(&word.word, Classes::NUMERAL_PHRASE);
                    self.lexicon.absences.insert(word.word.into(), entry);
                    continue;
                }
                let read = |text: &str| decimal(file, &id, text);
                let (value, high) = match (kind, &word.value, &word.low) {
                    (NumeralKind::Vague, _, Some(low)) => (read(low)?, word.high.as_deref().map(read).transpose()?),
                    (NumeralKind::Fraction, Some(value), _) => {
                        let (numerator, denominator) = ratio(file, &id, value)?;
                        (numerator, Some(denominator))
                    }
                    (_, Some(value), _) => (read(value)?, None),
                    _ => {
                        return Err(Error::new(
                            "read the vocabulary",
                            format!("{file}, entry {id}, word {}", word.word),
                            "it has no value",
                        ));
                    }
                };
                let numeral = Numeral { kind, value, high, entry };
                self.lexicon.numerals.insert(&word.word, numeral);
                // Of a phrase the longest word shows the cheap scan that it may stand there.
                match word.word.split([' ', '-']).max_by_key(|part| part.len()) {
                    Some(longest) if longest != word.word => self.class(longest, Classes::NUMERAL_PHRASE),
                    _ => self.class(&word.word, Classes::NUMERAL),
                }
                for suffix in &word.suffixes {
                    self.lexicon.scale_suffixes.insert(suffix.to_lowercase().into(), numeral);
                }
            }
        }
        Ok(())
    }

    pub(super) fn hedges(&mut self, entries: Vec<HedgeEntry>) {
        for HedgeEntry { id, effect, position, phrases, estimate, last, accept, reject } in entries {
            let entry = self.entry("hedge", &id, accept, reject);
            let table = match position {
                Position::Before => &mut self.lexicon.hedges_before,
                Position::After => &mut self.lexicon.hedges_after,
            };
            for phrase in phrases {
                table.insert(&phrase, Hedge { effect, estimate, last, entry });
            }
        }
    }
}

const ORDINALS: [&str; 30] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "thirtieth",
    "fortieth",
    "fiftieth",
    "sixtieth",
    "seventieth",
    "eightieth",
    "ninetieth",
    "hundredth",
    "thousandth",
    "millionth",
];
