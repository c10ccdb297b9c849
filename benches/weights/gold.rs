//! What people annotated: numbers by their places in the texts, and which of them measure the same.

use factledger::claim::Claim;
use factledger::text::Part;
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// One event of a folder.
pub struct Event {
    /// The place of the folder among those named.
    pub folder: usize,
    pub name: String,
}

/// Two numbers of different texts that measure the same.
pub struct Pair {
    pub event: usize,
    /// The numbers, by their places among all that were annotated.
    pub numbers: (usize, usize),
    /// How they relate, as annotated.
    pub relation: String,
}

impl Pair {
    /// Do they say different things?
    pub fn differs(&self) -> bool {
        self.relation != "same"
    }
}

/// What is known of a pair of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// The pair of annotated numbers that it is.
    Same(usize),
    /// Two annotated numbers that are not the same.
    Other,
    /// Another reader could see it otherwise.
    Debatable,
    /// One of them was not annotated.
    Unknown,
}

struct Number {
    places: Vec<(usize, usize)>,
    quote: String,
    file: String,
}

/// All that was annotated.
pub struct Gold {
    pub events: Vec<Event>,
    /// The texts, each with its event.
    pub files: Vec<(usize, PathBuf)>,
    pub pairs: Vec<Pair>,
    numbers: Vec<Number>,
    numbers_of: HashMap<String, Vec<usize>>,
    /// Where the title stands in a text, in scalar values.
    titles: HashMap<String, String>,
    same: HashMap<(usize, usize), usize>,
    debatable: Vec<(usize, usize)>,
}

impl Gold {
    /// Reads `gold/*.json` and lists the texts of each folder.
    pub fn read(folders: &[PathBuf]) -> Self {
        let mut gold = Self {
            events: Vec::new(),
            files: Vec::new(),
            pairs: Vec::new(),
            numbers: Vec::new(),
            numbers_of: HashMap::new(),
            titles: HashMap::new(),
            same: HashMap::new(),
            debatable: Vec::new(),
        };
        for (at, folder) in folders.iter().enumerate() {
            let mut names: Vec<PathBuf> = std::fs::read_dir(folder.join("gold"))
                .expect("a folder `gold`")
                .map(|entry| entry.expect("an entry").path())
                .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
                .collect();
            names.sort();
            for name in names {
                let text = std::fs::read_to_string(&name).expect("an annotation that can be read");
                gold.event(at, folder, &serde_json::from_str(&text).expect("an annotation in JSON"));
            }
        }
        gold
    }

    fn event(&mut self, folder: usize, path: &Path, json: &Value) {
        let list = |of: &Value, name: &str| of[name].as_array().cloned().unwrap_or_default();
        let event = self.events.len();
        let name = json["cluster"].as_str().unwrap_or("").to_owned();
        self.events.push(Event { folder, name });
        for document in list(json, "documents") {
            let file = path.join("texts").join(document["file"].as_str().unwrap_or(""));
            self.titles.insert(file.to_string_lossy().into_owned(), std::fs::read_to_string(&file).expect("a text"));
            self.files.push((event, file));
        }
        let mut ids: HashMap<String, (usize, String)> = HashMap::new();
        for number in list(json, "claims") {
            let file = path.join("texts").join(number["file"].as_str().unwrap_or("")).to_string_lossy().into_owned();
            let place =
                |mention: &Value| Some((mention["start"].as_u64()? as usize, mention["end"].as_u64()? as usize));
            self.numbers_of.entry(file.clone()).or_default().push(self.numbers.len());
            ids.insert(number["id"].as_str().unwrap_or("").to_owned(), (self.numbers.len(), file.clone()));
            let quote = number["mentions"][0]["quote"].as_str().unwrap_or("").to_owned();
            let places = list(&number, "mentions").iter().filter_map(place).collect();
            self.numbers.push(Number { places, quote, file });
        }
        for pair in list(json, "pairs") {
            let id = |side: &str| ids.get(pair[side].as_str().unwrap_or("")).cloned();
            let Some(((a, in_a), (b, in_b))) = id("a").zip(id("b")) else { continue };
            let key = (a.min(b), a.max(b));
            match pair["relation"].as_str() {
                Some("scope") if !list(&pair, "also_ok").is_empty() => self.debatable.push(key),
                Some("scope") => {}
                relation if in_a != in_b => {
                    self.same.insert(key, self.pairs.len());
                    let relation = relation.unwrap_or("").to_owned();
                    self.pairs.push(Pair { event, numbers: key, relation });
                }
                _ => {}
            }
        }
    }

    /// The annotated numbers at the place of a claim.
    pub fn numbers(&self, claim: &Claim) -> Vec<usize> {
        // A title is read from the head of the text.
        let before = if claim.part == Part::Title {
            let text = self.titles.get(&claim.doc).map_or("", String::as_str);
            let place = claim.title.as_deref().and_then(|title| text.find(title)).unwrap_or(0);
            text.get(..place).unwrap_or("").chars().count()
        } else {
            0
        };
        let (start, end) = (claim.value_start + before, claim.value_end + before);
        let here =
            |number: &&usize| self.numbers[**number].places.iter().any(|(first, last)| start < *last && end > *first);
        self.numbers_of.get(&claim.doc).into_iter().flatten().filter(here).copied().collect()
    }

    /// What an annotated number says, and in which text.
    pub fn text(&self, number: usize) -> String {
        self.numbers.get(number).map_or_else(String::new, |number| format!("{} ({})", number.quote, number.file))
    }

    /// What is known of two claims by the numbers that they are.
    pub fn judge(&self, ones: &[usize], others: &[usize]) -> Judged {
        let keys = || ones.iter().flat_map(|a| others.iter().map(move |b| (*a.min(b), *a.max(b))));
        if let Some(pair) = keys().find_map(|key| self.same.get(&key)) {
            return Judged::Same(*pair);
        }
        if keys().any(|key| self.debatable.contains(&key)) {
            return Judged::Debatable;
        }
        if ones.is_empty() || others.is_empty() { Judged::Unknown } else { Judged::Other }
    }
}
