//! Every entry of the vocabulary reads the texts it must and keeps out of the texts it must not.

use crate::said::lexicon;
pub use factledger::claim::brief;
use factledger::claim::{Unproved, unproved};
use factledger::lexicon::{Lexicon, Proof};
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
