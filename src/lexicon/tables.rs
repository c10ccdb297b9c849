//! The tables of [`Lexicon`] while they are filled: words, verbs, numerals, hedges, units.

use super::class::Classes;
use super::entries::*;
use super::load::{Proof, decimal, ratio};
use super::words::Words;
use super::*;
use crate::Error;
use crate::text::{MONTHS, WEEKDAYS};
use foldhash::{HashMap, HashMapExt};

/// A lexicon in the making.
pub(super) struct Loader {
    pub(super) lexicon: Lexicon,
    proofs: Vec<Proof>,
    verb_forms: HashMap<Box<str>, Vec<Box<str>>>,
    plurals: HashMap<Box<str>, Box<str>>,
    pub(super) noun_groups: HashMap<Box<str>, u16>,
}

impl Loader {
    pub(super) fn new() -> Self {
        let lexicon = Lexicon {
            digest: String::new(),
            entry_names: Vec::new(),
            classes: HashMap::new(),
            singulars: HashMap::new(),
            numerals: Phrases::forwards(),
            scale_suffixes: HashMap::new(),
            hedges_before: Phrases::backwards(),
            hedges_after: Phrases::forwards(),
            units: Vec::new(),
            unit_names: Phrases::forwards(),
            unit_symbols: HashMap::new(),
            glued_symbols: HashMap::new(),
            currency_signs: Vec::new(),
            mass_names: Phrases::forwards(),
            unit_index: HashMap::new(),
            concepts: Vec::new(),
            concept_index: HashMap::new(),
            concept_nouns: Phrases::backwards(),
            noun_concepts: Vec::new(),
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
            reasons: Vec::new(),
            refused_before: Phrases::backwards(),
            refused_after: Phrases::forwards(),
            refused_joined: Phrases::forwards(),
            refused_cues: Phrases::forwards(),
            refused_phrases: Phrases::forwards(),
        };
        Self {
            lexicon,
            proofs: Vec::new(),
            verb_forms: HashMap::new(),
            plurals: HashMap::new(),
            noun_groups: HashMap::new(),
        }
    }

    pub(super) fn finish(mut self, digest: String) -> Result<(Lexicon, Vec<Proof>), Error> {
        self.lexicon.digest = digest;
        self.lexicon.currency_signs.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        Ok((self.lexicon, self.proofs))
    }

    pub(super) fn entry(&mut self, kind: &str, id: &str, accept: Vec<Accept>, reject: Vec<Reject>) -> EntryId {
        let name = format!("{kind}/{id}");
        let entry = EntryId::try_from(self.lexicon.entry_names.len()).unwrap_or(EntryId::MAX);
        self.lexicon.entry_names.push(name.clone());
        self.proofs.push(Proof { entry: name, accept, reject });
        entry
    }

    pub(super) fn class(&mut self, word: &str, class: Classes) {
        self.lexicon.classes.entry(Box::from(word)).or_default().add(class);
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
        let lists: [(&[String], Classes); 15] = [
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
        for HedgeEntry { id, effect, position, phrases, estimate, accept, reject } in entries {
            let entry = self.entry("hedge", &id, accept, reject);
            let table = match position {
                Position::Before => &mut self.lexicon.hedges_before,
                Position::After => &mut self.lexicon.hedges_after,
            };
            for phrase in phrases {
                table.insert(&phrase, Hedge { effect, estimate, entry });
            }
        }
    }

    pub(super) fn add_unit(&mut self, unit: Unit) -> UnitId {
        let id = UnitId::try_from(self.lexicon.units.len()).unwrap_or(UnitId::MAX);
        if !unit.hundredth {
            self.lexicon.unit_index.insert(Box::from(unit.id.as_str()), id);
        }
        self.lexicon.units.push(unit);
        id
    }

    pub(super) fn units(&mut self, file: &str, dimension: Dimension) -> Result<(), Error> {
        for unit in dimension.unit {
            let factor = ratio(file, &unit.id, &unit.factor)?;
            let offset = match &unit.offset {
                Some(offset) => {
                    let (numerator, denominator) = ratio(file, &unit.id, offset)?;
                    numerator.checked_div(denominator).unwrap_or_default()
                }
                None => Decimal::ZERO,
            };
            let entry = self.entry("unit", &unit.id, unit.accept, unit.reject);
            let id = self.add_unit(Unit {
                id: unit.id,
                dimension: dimension.dimension.clone(),
                factor: Some(factor),
                offset,
                hundredth: false,
                entry,
            });
            let mass = dimension.dimension == "mass";
            for name in self.with_plurals(&unit.names).into_iter().chain(unit.forms) {
                if mass && matches!(name.as_str(), "pound" | "pounds") {
                    self.lexicon.mass_names.insert(&name, id);
                } else {
                    self.lexicon.unit_names.insert(&name, id);
                }
            }
            for symbol in unit.symbols {
                self.lexicon.unit_symbols.insert(symbol.into(), id);
            }
            for symbol in unit.glued {
                self.lexicon.glued_symbols.insert(symbol.into(), id);
            }
        }
        for currency in dimension.currency {
            let entry = self.entry("currency", &currency.id, currency.accept, currency.reject);
            let dimension = dimension.dimension.clone();
            let unit = Unit {
                id: currency.id.clone(),
                dimension,
                factor: None,
                offset: Decimal::ZERO,
                hundredth: false,
                entry,
            };
            let cent = self.add_unit(Unit { hundredth: true, ..unit.clone() });
            let id = self.add_unit(unit);
            for name in self.with_plurals(&currency.names).into_iter().chain(currency.forms) {
                self.lexicon.unit_names.insert(&name, id);
            }
            for sign in currency.signs.into_iter() {
                self.lexicon.currency_signs.push((sign.into(), id));
            }
            for name in self.with_plurals(&currency.subunit) {
                if self.lexicon.unit_names.get(&name).is_none() {
                    self.lexicon.unit_names.insert(&name, cent);
                }
            }
            for form in currency.subunit_forms {
                if form.chars().count() == 1 {
                    self.lexicon.glued_symbols.insert(form.into(), cent);
                } else if self.lexicon.unit_names.get(&form).is_none() {
                    self.lexicon.unit_names.insert(&form, cent);
                }
            }
        }
        Ok(())
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
