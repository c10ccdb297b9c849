//! From the TOML files of `data/` to the tables of [`Lexicon`].

use super::class::Classes;
use super::entries::*;
use super::*;
use crate::Error;
use crate::text::Digest;
use foldhash::HashMapExt;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::str::FromStr;

include!(concat!(env!("OUT_DIR"), "/vocabulary.rs"));

/// A file of the vocabulary: its name below `data/` and its text.
pub type Source<'s> = (&'s str, &'s str);

macro_rules! file_shapes {
    ($($file:ident { $field:ident: $entry:ty }),+ $(,)?) => {
        $(#[derive(Deserialize)] #[serde(deny_unknown_fields)] struct $file { #[serde(default)] $field: Vec<$entry> })+
    };
}

file_shapes! {
    NumeralFile { numeral: NumeralEntry },
    HedgeFile { hedge: HedgeEntry },
    PlaceFile { place: PlaceEntry },
    AttributionFile { attribution: AttributionEntry },
    RefusalFile { refusal: RefusalEntry },
    RestrictorFile { restrictor: RestrictorEntry },
    StatusFile { status: StatusEntry },
    TrendFile { trend: TrendEntry },
}

/// The texts that prove an entry.
#[derive(Debug, Clone)]
pub struct Proof {
    /// The entry's name, as [`Lexicon::entry_name`] has it.
    pub entry: String,
    /// What it must read.
    pub accept: Vec<Accept>,
    /// What it must not.
    pub reject: Vec<Reject>,
}

impl Lexicon {
    /// The vocabulary built into the program.
    ///
    /// # Errors
    /// Names file, entry and field of an entry that does not fit; the built-in files are checked by a test.
    pub fn builtin() -> Result<Self, Error> {
        Self::from_sources(VOCABULARY).map(|(lexicon, _)| lexicon)
    }

    /// The built-in vocabulary and a user's own files after it, each with its name.
    ///
    /// # Errors
    /// As [`Lexicon::builtin`].
    pub fn with(own: &[Source<'_>]) -> Result<Self, Error> {
        let mut sources = VOCABULARY.to_vec();
        sources.extend_from_slice(own);
        Self::from_sources(&sources).map(|(lexicon, _)| lexicon)
    }

    /// The texts that prove the built-in entries.
    ///
    /// # Errors
    /// As [`Lexicon::builtin`].
    pub fn proofs() -> Result<Vec<Proof>, Error> {
        Self::from_sources(VOCABULARY).map(|(_, proofs)| proofs)
    }

    fn from_sources(sources: &[Source<'_>]) -> Result<(Self, Vec<Proof>), Error> {
        let mut loader = Loader::new();
        let mut all = String::new();
        // Words first: the other files are inflected with them.
        let ordered = sources
            .iter()
            .filter(|(name, _)| *name == "words.toml")
            .chain(sources.iter().filter(|(name, _)| *name != "words.toml"));
        for (name, text) in ordered {
            all.push_str(name);
            all.push('\0');
            all.push_str(text);
            all.push('\0');
            loader.file(name, text)?;
        }
        loader.finish(Digest::of(all.as_bytes()).as_str().to_owned())
    }
}

struct Loader {
    lexicon: Lexicon,
    proofs: Vec<Proof>,
    verb_forms: HashMap<Box<str>, Vec<Box<str>>>,
    plurals: HashMap<Box<str>, Box<str>>,
    noun_groups: HashMap<Box<str>, u16>,
}

impl Loader {
    fn new() -> Self {
        let lexicon = Lexicon {
            digest: String::new(),
            entry_names: Vec::new(),
            classes: HashMap::new(),
            base_of: HashMap::new(),
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

    fn file(&mut self, name: &str, text: &str) -> Result<(), Error> {
        match name {
            "words.toml" => self.words(&parse::<Words>(name, text)?),
            "numerals.toml" => self.numerals(name, parse::<NumeralFile>(name, text)?.numeral)?,
            "hedges.toml" => self.hedges(parse::<HedgeFile>(name, text)?.hedge),
            "places.toml" => self.places(parse::<PlaceFile>(name, text)?.place),
            "attribution.toml" => self.attributions(parse::<AttributionFile>(name, text)?.attribution),
            "refusals.toml" => self.refusals(parse::<RefusalFile>(name, text)?.refusal),
            "restrictors.toml" => self.restrictors(parse::<RestrictorFile>(name, text)?.restrictor),
            "status.toml" => self.statuses(parse::<StatusFile>(name, text)?.status),
            "trends.toml" => self.trends(parse::<TrendFile>(name, text)?.trend),
            _ if name.starts_with("units/") => self.units(name, parse::<Dimension>(name, text)?)?,
            _ if name.starts_with("measures/") => self.concepts(parse::<Topic>(name, text)?),
            _ => {
                return Err(Error::new("read the vocabulary", name, "no such part of the vocabulary")
                    .hint("name the file as in data/: hedges.toml, units/<dimension>.toml, measures/<topic>.toml, …"));
            }
        }
        Ok(())
    }

    fn finish(mut self, digest: String) -> Result<(Lexicon, Vec<Proof>), Error> {
        self.lexicon.digest = digest;
        self.lexicon.currency_signs.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        Ok((self.lexicon, self.proofs))
    }

    fn entry(&mut self, kind: &str, id: &str, accept: Vec<Accept>, reject: Vec<Reject>) -> EntryId {
        let name = format!("{kind}/{id}");
        let entry = EntryId::try_from(self.lexicon.entry_names.len()).unwrap_or(EntryId::MAX);
        self.lexicon.entry_names.push(name.clone());
        self.proofs.push(Proof { entry: name, accept, reject });
        entry
    }

    fn class(&mut self, word: &str, class: Classes) {
        self.lexicon.classes.entry(Box::from(word)).or_default().add(class);
    }

    fn status(&mut self, name: &str) -> u16 {
        let names = &mut self.lexicon.status_names;
        let at = names.iter().position(|have| have == name).unwrap_or_else(|| {
            names.push(name.to_owned());
            names.len() - 1
        });
        u16::try_from(at).unwrap_or(0)
    }

    fn words(&mut self, words: &Words) {
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
    fn verb(&mut self, forms: &[&str]) {
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
            self.lexicon.base_of.entry(Box::from(*form)).or_insert_with(|| Box::from(*base));
        }
        self.verb_forms.insert(Box::from(*base), forms.iter().map(|form| Box::from(*form)).collect());
    }

    /// The forms of a verb of another file, known or regular.
    fn forms_of(&mut self, base: &str) -> Vec<Box<str>> {
        if !self.verb_forms.contains_key(base) && !base.contains(' ') {
            let forms = inflect::verb_forms(base);
            self.verb(&forms.each_ref().map(String::as_str));
        }
        self.verb_forms.get(base).cloned().unwrap_or_else(|| vec![Box::from(base)])
    }

    /// The forms of a predicate: an adjective, an adverb and an inflected verb stand for themselves only.
    fn predicate_forms(&mut self, word: &str) -> Vec<Box<str>> {
        let class = self.lexicon.classes(word);
        let plain =
            class.any(Classes::ADJECTIVE.or(Classes::ADVERB).or(Classes::PREPOSITION)) && !class.any(Classes::BASE);
        let inflected = class.any(Classes::PAST.or(Classes::GERUND)) && !class.any(Classes::BASE)
            || word.ends_with("ed")
            || word.ends_with("ing");
        if plain || inflected { vec![Box::from(word)] } else { self.forms_of(word) }
    }

    fn predicate(&mut self, phrase: &str, id: ConceptId) {
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
    fn plural(&self, phrase: &str) -> String {
        let (before, head) = phrase.rsplit_once([' ', '-']).unwrap_or(("", phrase));
        let plural = self.plurals.get(head).map_or_else(|| inflect::plural(head), |plural| plural.to_string());
        if before.is_empty() { plural } else { format!("{before} {plural}") }
    }

    /// Each name, its plural, and for "mile per hour" also "miles per hour".
    fn with_plurals(&self, names: &[String]) -> Vec<String> {
        let per =
            |name: &String| name.split_once(" per ").map(|(unit, per)| format!("{} per {per}", self.plural(unit)));
        names.iter().flat_map(|name| [Some(name.clone()), Some(self.plural(name)), per(name)]).flatten().collect()
    }

    fn numerals(&mut self, file: &str, entries: Vec<NumeralEntry>) -> Result<(), Error> {
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

    fn hedges(&mut self, entries: Vec<HedgeEntry>) {
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

    fn add_unit(&mut self, unit: Unit) -> UnitId {
        let id = UnitId::try_from(self.lexicon.units.len()).unwrap_or(UnitId::MAX);
        if !unit.hundredth {
            self.lexicon.unit_index.insert(Box::from(unit.id.as_str()), id);
        }
        self.lexicon.units.push(unit);
        id
    }

    fn units(&mut self, file: &str, dimension: Dimension) -> Result<(), Error> {
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

    fn concepts(&mut self, topic: Topic) {
        for concept in topic.concept {
            let entry = self.entry("concept", &concept.id, concept.accept, concept.reject);
            let id = ConceptId::try_from(self.lexicon.concepts.len()).unwrap_or(ConceptId::MAX);
            for noun in &concept.nouns {
                let groups = &mut self.lexicon.noun_concepts;
                let group = *self.noun_groups.entry(noun.replace('-', " ").into()).or_insert_with(|| {
                    groups.push(Vec::new());
                    u16::try_from(groups.len() - 1).unwrap_or(u16::MAX)
                });
                if let Some(concepts) = groups.get_mut(usize::from(group)) {
                    concepts.push(id);
                }
                self.lexicon.concept_nouns.insert(noun, group);
                // "earnings" is its own singular: the noun is also found by what its plural folds to.
                let plural = self.plural(noun);
                let (before, head) =
                    plural.rsplit_once(' ').map_or(("", plural.as_str()), |(before, head)| (before, head));
                let folded = format!("{before} {}", self.lexicon.singular(head));
                self.lexicon.concept_nouns.insert(folded.trim(), group);
            }
            for predicate in &concept.predicates {
                // Of "lay off" the first word is inflected.
                let (first, rest) =
                    predicate.split_once(' ').map_or((predicate.as_str(), ""), |(first, rest)| (first, rest));
                for form in self.predicate_forms(first) {
                    self.predicate(format!("{form} {rest}").trim(), id);
                }
            }
            self.lexicon.concept_index.insert(Box::from(concept.id.as_str()), id);
            self.lexicon.concepts.push(Concept {
                id: concept.id,
                course: concept.course,
                direction: concept.direction,
                additive: concept.additive,
                dimensions: concept.dimensions,
                objects: concept.objects,
                entry,
            });
        }
    }

    fn restrictors(&mut self, entries: Vec<RestrictorEntry>) {
        for RestrictorEntry { id, kind, words, accept, reject } in entries {
            let entry = self.entry("restrictor", &id, accept, reject);
            for word in words {
                self.lexicon.restrictors.insert(&word, (kind == "selecting", entry));
            }
        }
    }

    fn statuses(&mut self, entries: Vec<StatusEntry>) {
        for StatusEntry { id, status, phrases, accept, reject } in entries {
            let entry = self.entry("status", &id, accept, reject);
            let status = self.status(&status);
            for phrase in phrases {
                self.lexicon.statuses.insert(&phrase, (status, entry));
            }
        }
    }

    fn trends(&mut self, entries: Vec<TrendEntry>) {
        for TrendEntry { id, trend, verbs, nouns, words, accept, reject } in entries {
            let entry = self.entry("trend", &id, accept, reject);
            let up = trend == "up";
            let way = if up { Classes::UP } else { Classes::DOWN };
            for verb in &verbs {
                for form in self.forms_of(verb) {
                    self.class(&form, way.or(Classes::TREND_VERB));
                    self.lexicon.trend_entries.insert(form, entry);
                }
            }
            for noun in self.with_plurals(&nouns) {
                self.class(&noun, way.or(Classes::TREND_NOUN));
                self.lexicon.trend_entries.entry(noun.into()).or_insert(entry);
            }
            for word in &words {
                self.lexicon.trend_words.insert(word, (up, entry));
            }
        }
    }

    fn attributions(&mut self, entries: Vec<AttributionEntry>) {
        for AttributionEntry { id, verbs, phrases, status, clause, accept, reject } in entries {
            let entry = self.entry("attribution", &id, accept, reject);
            let status = self.status(status.as_deref().unwrap_or("reported"));
            for verb in &verbs {
                for form in self.forms_of(verb) {
                    self.class(&form, Classes::REPORTING);
                    self.lexicon.reporting.insert(form, Reporting { status, clause, entry });
                }
            }
            for phrase in &phrases {
                self.lexicon.attributions.insert(phrase, (status, entry));
            }
        }
    }

    fn places(&mut self, entries: Vec<PlaceEntry>) {
        for PlaceEntry { id, kind, names, demonyms, within, capital } in entries {
            let index = PlaceId::try_from(self.lexicon.places.len()).unwrap_or(PlaceId::MAX);
            for name in names.iter().chain([&id]) {
                self.lexicon.place_names.insert(name, (index, false));
            }
            for demonym in &demonyms {
                self.lexicon.place_names.insert(demonym, (index, true));
            }
            self.lexicon.place_index.insert(Box::from(id.as_str()), index);
            self.lexicon.places.push(Place { id, kind, within, capital });
        }
    }

    fn refusals(&mut self, entries: Vec<RefusalEntry>) {
        for RefusalEntry { reason, before, after, phrases, accept, reject } in entries {
            let entry = self.entry("refusal", &reason, accept, reject);
            let reasons = &mut self.lexicon.reasons;
            let at = reasons.iter().position(|have| *have == reason).unwrap_or_else(|| {
                reasons.push(reason.clone());
                reasons.len() - 1
            });
            let refusal = Refusal { reason: u16::try_from(at).unwrap_or(u16::MAX), entry };
            for phrase in &before {
                self.lexicon.refused_before.insert(phrase, refusal);
            }
            for phrase in &after {
                self.lexicon.refused_after.insert(phrase, refusal);
            }
            for phrase in &phrases {
                self.lexicon.refused_phrases.insert(phrase, refusal);
            }
        }
    }
}

/// The months, lower case.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The weekdays, lower case, from Monday.
pub(crate) const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

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

fn parse<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|error| {
        let place = match error.span() {
            Some(span) => format!("{name}, line {}", text.get(..span.start).unwrap_or("").matches('\n').count() + 1),
            None => name.to_owned(),
        };
        Error::new("read the vocabulary", place, error.message())
            .hint("compare with the entries beside it and with docs/adding.md")
    })
}

fn decimal(file: &str, id: &str, text: &str) -> Result<Decimal, Error> {
    Decimal::from_str(text).map_err(|cause| {
        Error::new("read the vocabulary", format!("{file}, entry {id}"), format!("`{text}` is no number: {cause}"))
    })
}

/// A decimal or a fraction "a/b", as numerator and denominator.
fn ratio(file: &str, id: &str, text: &str) -> Result<(Decimal, Decimal), Error> {
    let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
    let pair = (decimal(file, id, numerator.trim())?, decimal(file, id, denominator.trim())?);
    if pair.1.is_zero() {
        return Err(Error::new("read the vocabulary", format!("{file}, entry {id}"), "it divides by zero"));
    }
    Ok(pair)
}
