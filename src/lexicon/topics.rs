//! The tables of what numbers are said about: concepts, restrictors, status, trends, attribution, places, refusals.

use super::class::Classes;
use super::entries::*;
use super::tables::Loader;
use super::*;

impl Loader {
    pub(super) fn concepts(&mut self, topic: Topic) {
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
            for label in &concept.labels {
                self.lexicon.label_concepts.insert(Box::from(label.as_str()), id);
            }
            self.lexicon.concept_index.insert(Box::from(concept.id.as_str()), id);
            let person = |noun: &String| {
                let head = noun.rsplit(' ').next().unwrap_or(noun);
                self.lexicon.classes(head).any(Classes::PEOPLE.or(Classes::PERSON))
            };
            let befalls_people = !concept.predicates.is_empty() && concept.objects.is_empty() && !concept.no_people;
            let of_people = concept.dimensions.iter().any(|dimension| dimension == "count")
                && (befalls_people || concept.nouns.iter().any(person));
            self.lexicon.concepts.push(Concept {
                of_people,
                id: concept.id,
                course: concept.course,
                direction: concept.direction,
                additive: concept.additive,
                dimensions: concept.dimensions,
                objects: concept.objects,
                no_people: concept.no_people,
                kin: concept.kin,
                described: concept.described,
                estimated: concept.estimated,
                growth: concept.growth,
                parts: concept.parts,
                none: concept.none,
                daily: concept.daily,
                entry,
            });
        }
    }

    pub(super) fn restrictors(&mut self, entries: Vec<RestrictorEntry>) {
        for RestrictorEntry { id, kind, words, accept, reject } in entries {
            let entry = self.entry("restrictor", &id, accept, reject);
            for word in words {
                self.lexicon.restrictors.insert(&word, (kind == "selecting", entry));
            }
        }
    }

    pub(super) fn statuses(&mut self, entries: Vec<StatusEntry>) {
        for StatusEntry { id, status, phrases, accept, reject } in entries {
            let entry = self.entry("status", &id, accept, reject);
            let status = self.status(&status);
            for phrase in phrases {
                self.lexicon.statuses.insert(&phrase, (status, entry));
            }
        }
    }

    pub(super) fn trends(&mut self, entries: Vec<TrendEntry>) {
        for TrendEntry { id, trend, transitive, verbs, nouns, words, accept, reject } in entries {
            let entry = self.entry("trend", &id, accept, reject);
            let up = trend == "up";
            let way = if up { Classes::UP } else { Classes::DOWN };
            for verb in &verbs {
                for form in self.forms_of(verb) {
                    self.class(&form, way.or(Classes::TREND_VERB));
                    if transitive {
                        self.class(&form, Classes::TRANSITIVE);
                    }
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

    pub(super) fn attributions(&mut self, entries: Vec<AttributionEntry>) {
        for AttributionEntry { id, verbs, phrases, status, clause, source, accept, reject } in entries {
            let entry = self.entry("attribution", &id, accept, reject);
            let status = self.status(status.as_deref().unwrap_or("reported"));
            let reporting = Reporting { status, clause, source, entry: Some(entry) };
            for verb in &verbs {
                for form in self.forms_of(verb) {
                    self.class(&form, Classes::REPORTING);
                    self.lexicon.reporting.insert(form, reporting);
                }
            }
            for phrase in &phrases {
                self.lexicon.attributions.insert(phrase, reporting);
            }
        }
    }

    pub(super) fn places(&mut self, entries: Vec<PlaceEntry>) {
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

    pub(super) fn refusals(&mut self, entries: Vec<RefusalEntry>) {
        for RefusalEntry { reason, before, after, joined, cues, phrases, accept, reject } in entries {
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
            for phrase in &joined {
                self.lexicon.refused_joined.insert(phrase, refusal);
            }
            for phrase in &cues {
                self.lexicon.refused_cues.insert(phrase, refusal);
            }
            for phrase in &phrases {
                self.lexicon.refused_phrases.insert(phrase, refusal);
            }
        }
    }
}
