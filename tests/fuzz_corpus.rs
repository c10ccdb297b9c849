//! The saved corpus of the fuzz targets, replayed: what was found once stays mended.

#[path = "../fuzz/reads.rs"]
mod reads;

use std::fs;
use std::path::Path;

/// Gives every file of a target's corpus to the target.
fn replay(target: &str, reads: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut count = 0;
    for entry in fs::read_dir(&folder).expect("the corpus is there") {
        let path = entry.expect("an entry").path();
        let bytes = fs::read(&path).expect("it is readable");
        let done = std::panic::catch_unwind(|| reads(&bytes));
        assert!(done.is_ok(), "{} breaks what must hold", path.display());
        count += 1;
    }
    assert!(count > 2, "{count} files in {}", folder.display());
}

#[test]
fn text() {
    replay("text", reads::text);
}

#[test]
fn html() {
    replay("html", reads::html);
}

#[test]
fn jsonl() {
    replay("jsonl", reads::jsonl);
}

#[test]
fn warc() {
    replay("warc", reads::warc);
}

#[test]
fn lexicon() {
    replay("lexicon", reads::lexicon);
}

#[test]
fn interval() {
    replay("interval", reads::interval);
}
