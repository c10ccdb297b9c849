//! The shape of `data/words.toml`: plain word lists.

use serde::Deserialize;

/// Plain word lists: `data/words.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Verbs with irregular inflections, each as "base past participle third-person gerund …" (all forms).
    pub irregular_verbs: Vec<String>,
    /// Regular verbs in the base form.
    pub regular_verbs: Vec<String>,
    /// Irregular plurals, each as "singular plural".
    pub irregular_plurals: Vec<String>,
    /// Nouns that look like plurals and are none, or that do not change: "news", "series", "police".
    pub invariant_nouns: Vec<String>,
    /// Nouns for any human being: "people", "person". Counting them counts people.
    pub people: Vec<String>,
    /// Nouns for some human beings, singular: "civilian", "soldier", "woman". Counting them counts a subgroup.
    pub persons: Vec<String>,
    /// Titles before a name: "president", "mr", "sen".
    pub titles: Vec<String>,
    /// Nouns for speakers without a name, singular: "official", "spokesman", "police", "ministry".
    pub speakers: Vec<String>,
    /// Nouns for institutions that figures come from: "ministry", "bureau", "agency".
    pub institutions: Vec<String>,
    /// Determiners, pronouns, prepositions, conjunctions, auxiliaries and adverbs: none of them is a noun.
    pub determiners: Vec<String>,
    /// Pronouns.
    pub pronouns: Vec<String>,
    /// Prepositions.
    pub prepositions: Vec<String>,
    /// Conjunctions and relative words.
    pub conjunctions: Vec<String>,
    /// Forms of be, have, do and the modals.
    pub auxiliaries: Vec<String>,
    /// Adverbs.
    pub adverbs: Vec<String>,
    /// Adjectives that may stand between a number and its noun; not needed for reading, but they are never heads.
    pub adjectives: Vec<String>,
    /// Abbreviations after which a full stop does not end a sentence, without the stop: "mr", "gov", "inc", "dec".
    pub abbreviations: Vec<String>,
    /// Nouns besides units that an amount of money is said to be per with "a" alone: "$30 a head".
    pub rate_nouns: Vec<String>,
    /// Verbs in all their forms whose subject is what the number behind them measures: "sales totalled 5 million". Of other
    /// verbs the subject does or has something: "the office counted 12". Verbs of change are such without being here.
    pub level_verbs: Vec<String>,
    /// Words that say nothing of what an article is about.
    pub weak: Vec<String>,
    /// Heads, singular, that say nothing of what is measured: in "a total of 12 boats" the phrase behind "of" does.
    pub empty_heads: Vec<String>,
    /// Prepositions that join no phrase to what is measured: "the rise since May", "the row over a fee".
    pub parting: Vec<String>,
    /// The words that an expression of time can begin with, besides months, weekdays and digits. The readers of times pass
    /// over every other word, and their tests fail where one is missing here.
    pub time_words: Vec<String>,
    /// The common words of news, lower case; whatever is not here, no name and no number is rare.
    pub common: Vec<String>,
}
