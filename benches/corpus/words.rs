//! What the sentences are made of, from the files in `data/`.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use toml::{Table, Value};

/// Words by what they stand for.
pub struct Words {
    /// Names of cities, and of countries.
    pub cities: Vec<String>,
    pub countries: Vec<String>,
    /// What each place lies in.
    within: HashMap<String, String>,
    /// "Kenyan", "Kenyans": as adjectives.
    pub demonyms: Vec<String>,
    /// Nouns that are counted, in the plural.
    pub counted: Vec<String>,
    /// Nouns of what is paid, earned or owed, in the singular.
    pub paid: Vec<String>,
    /// Nouns of what is given in per cent.
    pub shares: Vec<String>,
    /// Names of units of length, mass, area, time and so on, in the plural.
    pub units: Vec<String>,
    /// Signs of currencies.
    pub signs: Vec<String>,
    /// Hedges before the number, and behind it.
    pub hedges: Vec<String>,
    pub hedges_behind: Vec<String>,
    /// Nouns for human beings, in the plural; for speakers; for institutions.
    pub persons: Vec<String>,
    pub speakers: Vec<String>,
    pub institutions: Vec<String>,
    pub titles: Vec<String>,
    pub adjectives: Vec<String>,
    pub adverbs: Vec<String>,
    /// Past forms of verbs, regular ones.
    pub verbs: Vec<String>,
    /// Common words, of which most are nouns.
    pub common: Vec<String>,
    /// Number words up to ninety.
    pub small: Vec<String>,
}

/// The endings of words that are seldom nouns in the singular.
const NO_NOUN: [&str; 7] = ["ed", "ing", "ly", "s", "day", "er", "est"];

/// The words of a list that are one word of letters.
fn plain(list: Vec<String>) -> Vec<String> {
    list.into_iter().filter(|word| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase())).collect()
}

fn plural(noun: &str) -> String {
    match noun {
        _ if noun.ends_with("man") => format!("{}men", noun.trim_end_matches("man")),
        _ if noun.ends_with(['s', 'x']) || noun.ends_with("ch") || noun.ends_with("sh") => format!("{noun}es"),
        _ => match noun.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
            _ => format!("{noun}s"),
        },
    }
}

fn past(verb: &str) -> String {
    match verb.strip_suffix('y') {
        _ if verb.ends_with('e') => format!("{verb}d"),
        Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ied"),
        _ => format!("{verb}ed"),
    }
}

fn strings(value: Option<&Value>) -> Vec<String> {
    let list = value.and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn file(path: &Path) -> Table {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The entries of a table of a file.
fn entries(table: &Table, name: &str) -> Vec<Table> {
    let list = table.get(name).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(|entry| entry.as_table().cloned()).collect()
}

/// The files of a folder of `data/`, by name.
fn folder(path: &Path) -> Vec<Table> {
    let listed = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut paths: Vec<_> = listed.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    paths.iter().map(|path| file(path)).collect()
}

impl Words {
    /// The country of a city.
    pub fn country(&self, city: &str) -> String {
        let within = |place: &&str| self.within.get(*place).map(String::as_str).filter(|place| !place.is_empty());
        let around = std::iter::successors(Some(city), within).take(4);
        around
            .into_iter()
            .find(|place| self.countries.iter().any(|country| country == place))
            .unwrap_or(city)
            .to_owned()
    }

    /// Reads `data/`.
    pub fn read() -> Self {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        let text = |entry: &Table, name: &str| entry.get(name).and_then(Value::as_str).unwrap_or("").to_owned();
        let places = entries(&file(&data.join("places.toml")), "place");
        let of_kind = |kind: &str| -> Vec<String> {
            places.iter().filter(|place| text(place, "kind") == kind).map(|place| text(place, "id")).collect()
        };
        let demonyms = places
            .iter()
            .filter(|place| text(place, "kind") == "country")
            .filter_map(|place| strings(place.get("demonyms")).into_iter().next())
            .collect();
        let concepts: Vec<Table> =
            folder(&data.join("measures")).iter().flat_map(|topic| entries(topic, "concept")).collect();
        let nouns = |dimension: &str| -> Vec<String> {
            let of = concepts.iter().filter(|one| strings(one.get("dimensions")).iter().any(|have| have == dimension));
            of.flat_map(|one| strings(one.get("nouns"))).collect()
        };
        let (mut units, mut signs) = (Vec::new(), Vec::new());
        for dimension in folder(&data.join("units")) {
            if matches!(&*text(&dimension, "dimension"), "length" | "mass" | "area" | "volume" | "time" | "power") {
                let names = entries(&dimension, "unit").into_iter().flat_map(|unit| strings(unit.get("names")));
                units.extend(names.map(|name| plural(&name)));
            }
            // The first currencies of the file are those of most of the news.
            signs.extend(
                entries(&dimension, "currency")
                    .iter()
                    .take(8)
                    .filter_map(|currency| strings(currency.get("signs")).into_iter().next()),
            );
        }
        let hedges = entries(&file(&data.join("hedges.toml")), "hedge");
        let hedges_at = |behind: bool| -> Vec<String> {
            let of = hedges.iter().filter(|hedge| (text(hedge, "position") == "after") == behind);
            let worded = |phrase: &String| phrase.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ');
            of.flat_map(|hedge| strings(hedge.get("phrases")).into_iter().take(4)).filter(worded).collect()
        };
        let words = file(&data.join("words.toml"));
        let list = |name: &str| plain(strings(words.get(name)));
        // Of the common words those that are in no other list, and so are nouns for the most part.
        let others: BTreeSet<String> = [
            "determiners",
            "pronouns",
            "prepositions",
            "conjunctions",
            "auxiliaries",
            "adverbs",
            "adjectives",
            "regular_verbs",
            "titles",
            "people",
            "persons",
        ]
        .iter()
        .flat_map(|name| strings(words.get(*name)))
        .chain(strings(words.get("irregular_verbs")).iter().flat_map(|forms| forms.split(' ')).map(str::to_owned))
        .collect();
        let noun = |word: &String| !others.contains(word) && !NO_NOUN.iter().any(|ending| word.ends_with(ending));
        let things = list("common").into_iter().filter(noun).collect();
        // Short verbs that double their last letter would need a rule of their own.
        let regular = |verb: &String| verb.len() > 4 || verb.ends_with('e');
        let numerals = entries(&file(&data.join("numerals.toml")), "numeral");
        let small = numerals
            .iter()
            .filter(|numeral| matches!(&*text(numeral, "kind"), "small" | "tens"))
            .flat_map(|numeral| numeral.get("words").and_then(Value::as_array).cloned().unwrap_or_default())
            .filter_map(|word| word.get("word").and_then(Value::as_str).map(str::to_owned))
            .filter(|word| !matches!(word.as_str(), "zero" | "nil" | "one" | "fourty"))
            .collect();
        let within = places.iter().map(|place| (text(place, "id"), text(place, "within"))).collect();
        Self {
            within,
            cities: of_kind("city"),
            countries: of_kind("country"),
            demonyms,
            counted: nouns("count").iter().map(|noun| plural(noun)).collect(),
            paid: nouns("money"),
            shares: nouns("ratio"),
            units,
            signs,
            hedges: hedges_at(false),
            hedges_behind: hedges_at(true),
            persons: list("persons").iter().map(|noun| plural(noun)).collect(),
            speakers: list("speakers"),
            institutions: list("institutions"),
            titles: list("titles"),
            adjectives: list("adjectives"),
            adverbs: list("adverbs"),
            verbs: list("regular_verbs").iter().filter(|verb| regular(verb)).map(|verb| past(verb)).collect(),
            common: things,
            small,
        }
    }
}
