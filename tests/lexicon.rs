//! Every entry of the vocabulary reads the texts it must and keeps out of the texts it must not.

use crate::said::lexicon;
pub use factledger::claim::brief;
use factledger::claim::{Unproved, unproved};
use factledger::lexicon::{Classes, Lexicon, Proof};
use std::fs;
use std::path::Path;

/// The vocabulary as it is in `data/`, and the texts that prove its entries.
pub fn files_of_data() -> (Lexicon, Vec<Proof>) {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut files = Vec::new();
    for folder in ["", "units", "measures"] {
        for entry in fs::read_dir(data.join(folder)).expect("the folder is there") {
            let path = entry.expect("it can be listed").path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                let file = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
                let name = if folder.is_empty() { file } else { format!("{folder}/{file}") };
                files.push((name, fs::read_to_string(path).expect("it is text")));
            }
        }
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Lexicon::from_files(&files).expect("the vocabulary is sound")
}

#[test]
fn what_is_built_in_is_what_the_files_say() {
    let (files, _) = files_of_data();
    assert_eq!(lexicon().digest(), files.digest());
    assert!(*lexicon() == files, "build.rs laid out something else than data/ says");
    let own =
        ("hedges.toml", "[[hedge]]\nid = \"x\"\neffect = \"about\"\nphrases = [\"xish\"]\naccept = []\nreject = []\n");
    let (other, proofs) = Lexicon::with(&[own]).expect("the entry is sound");
    assert!(other != files && other.digest() != files.digest(), "a further word makes another vocabulary");
    assert_eq!(proofs.len(), 1, "an entry without texts is seen as one");
}

#[test]
fn every_entry_proves_itself() {
    let mut failures = Vec::new();
    let (mut texts, mut entries) = (0, 0);
    for proof in files_of_data().1 {
        let Proof { entry, accept, reject } = &proof;
        entries += 1;
        assert!(!accept.is_empty() && !reject.is_empty(), "{entry} has no accept or no reject text");
        texts += accept.len() + reject.len();
        for Unproved { field, text, cause } in unproved(lexicon(), &proof) {
            failures.push(format!("{}: {field} {text:?}\n      {cause}", proof.entry));
        }
    }
    assert!(entries > 500 && texts > 1000, "the vocabulary has shrunk: {entries} entries with {texts} texts");
    assert!(failures.is_empty(), "{} of {texts} texts fail:\n{}", failures.len(), failures.join("\n"));
}

/// First words of predicates that are no verbs and have one form.
const NO_VERBS: [&str; 11] = [
    "dead",
    "deceased",
    "double-jabbed",
    "homeless",
    "imprisonment",
    "jobless",
    "licensed",
    "lifeless",
    "onboard",
    "powerless",
    "unaccounted",
];

/// A verb that `data/words.toml` does not have stands in its base form only: "axe" would be found, "axed" would not.
#[test]
fn the_verbs_of_predicates_are_known() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/measures");
    let mut unknown = Vec::new();
    let mut seen = 0;
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let text = fs::read_to_string(entry.expect("it can be listed").path()).expect("it is text");
        let file: toml::Table = text.parse().expect("it is TOML");
        let concepts = file.get("concept").and_then(|concepts| concepts.as_array()).expect("it has concepts");
        let predicates = concepts.iter().filter_map(|concept| concept.get("predicates")?.as_array()).flatten();
        for predicate in predicates.filter_map(|predicate| predicate.as_str()) {
            seen += 1;
            let first = predicate.split(' ').next().unwrap_or_default();
            if lexicon().classes(first) == Classes::NONE && !NO_VERBS.contains(&first) {
                unknown.push(predicate.to_owned());
            }
        }
    }
    assert!(seen > 300, "the predicates have shrunk to {seen}");
    assert!(unknown.is_empty(), "words that data/words.toml does not have: {unknown:?}");
}
