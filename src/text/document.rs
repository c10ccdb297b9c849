//! One revision of one article, never changed.

use super::{Capture, Digest, PartialDate, ScalarOffsets, id_of, vocabulary};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

vocabulary! {
    /// Where a field of the metadata came from; the first in this list that has it wins.
    Basis {
        /// A row of an official series, which `import` took in.
        Series = "series",
        /// A flag on the command line.
        Flag = "flag",
        /// The folder's `manifest.csv`.
        Manifest = "manifest",
        /// A file `NAME.json` beside the document.
        Sidecar = "sidecar",
        /// YAML between `---` lines.
        FrontMatter = "front_matter",
        /// The fields of the JSON line, table row, feed entry or archive record that the document is.
        Record = "record",
        /// JSON-LD in a web page.
        JsonLd = "json_ld",
        /// The `meta` and `link` elements of a web page.
        Meta = "meta",
        /// The `<time>` elements of a web page.
        Time = "time",
        /// A heading, dateline or byline in the text, or the day in its address.
        Text = "text",
        /// The file's name.
        FileName = "file_name",
        /// Guessed from the words of the text.
        Guess = "guess",
    }
}

/// What is known of a document besides its text, each field with its basis.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Metadata {
    /// The outlet.
    pub source: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// When it was last changed by its outlet.
    pub modified: Option<PartialDate>,
    /// When it was fetched.
    pub retrieved: Option<PartialDate>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Under what licence the text may be used.
    pub licence: Option<String>,
    /// Field name → where it came from.
    pub basis: BTreeMap<String, Basis>,
}

/// One revision of one article: an address at one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// `d` and 26 characters: the digest of address and text digest.
    pub id: String,
    /// The path or id as given.
    pub doc: String,
    /// URL, else source and id, else path: what a revision is a revision of.
    pub address: String,
    /// Is the path all the address there is? Then the same text at another path is the same document.
    pub path_is_address: bool,
    /// SHA-256 of the text.
    pub digest: Digest,
    /// The stored text, over which offsets count.
    pub text: String,
    /// Where the article begins in `text`, in bytes: past the front matter, which is not read for claims.
    pub body: usize,
    /// What else is known.
    pub metadata: Metadata,
    /// The bytes it was made from, where they are known.
    pub capture: Option<Capture>,
}

impl Document {
    /// The document with its digests worked out. `own_id` is the id given in the input, if any.
    pub fn new(doc: String, own_id: Option<&str>, text: String, body: usize, metadata: Metadata) -> Self {
        let digest = Digest::of(text.as_bytes());
        let address = match (&metadata.url, &metadata.source, own_id) {
            (Some(url), _, _) => url.clone(),
            (None, Some(source), Some(own)) => format!("{source}#{own}"),
            (None, None, Some(own)) => own.to_owned(),
            _ => doc.clone(),
        };
        let path_is_address = metadata.url.is_none() && own_id.is_none();
        let body = if text.is_char_boundary(body) { body } else { 0 };
        let id = id_of('d', &[&address, digest.as_str()]);
        Self { id, doc, address, path_is_address, digest, text, body, metadata, capture: None }
    }

    /// The title, where it does not stand in the text and so is a part of its own.
    pub fn title_part(&self) -> Option<&str> {
        let title = self.metadata.title.as_deref().map(str::trim).filter(|title| !title.is_empty())?;
        (!holds(self.text.get(self.body..).unwrap_or(""), title)).then_some(title)
    }

    /// Is it in English, as far as is known? Only then is it read for claims.
    pub fn is_english(&self) -> bool {
        self.metadata.language.as_deref().is_none_or(is_english)
    }

    /// The scalar offsets of the text.
    pub fn offsets(&self) -> ScalarOffsets {
        ScalarOffsets::new(&self.text)
    }
}

/// Is this the name or tag of English? What is neither, such as a guess of a site's template, says nothing else either.
pub fn is_english(language: &str) -> bool {
    let language = language.trim().to_ascii_lowercase();
    let tag = language.split(['-', '_', ',', ';', ' ']).next().unwrap_or("");
    matches!(tag, "en" | "eng" | "english" | "und" | "mul" | "") || !tag.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Does a title stand in a text, whatever the capitals and blanks?
fn holds(text: &str, title: &str) -> bool {
    if memchr::memmem::find(text.as_bytes(), title.as_bytes()).is_some() {
        return true;
    }
    let title: String = folded(title).collect();
    // Its first words are looked for before the text is folded: in most texts they do not stand. No more of them than
    // this is compared, so that a long title takes no longer than a short one.
    const BEGINNING: usize = 40;
    let letters = title.bytes().take(BEGINNING).take_while(u8::is_ascii_graphic).count();
    let first_letters = title.as_bytes().get(..letters).unwrap_or_default();
    let begins = |at: usize| {
        let here = text.as_bytes().get(at..at + letters);
        here.is_some_and(|here| here.eq_ignore_ascii_case(first_letters))
            && folded(text.get(at..).unwrap_or("")).zip(title.chars()).take(BEGINNING).all(|(have, want)| have == want)
    };
    let may_stand = match first_letters.first() {
        Some(first) => memchr::memchr2_iter(*first, first.to_ascii_uppercase(), text.as_bytes()).any(begins),
        None => true,
    };
    may_stand && memchr::memmem::find(folded(text).collect::<String>().as_bytes(), title.as_bytes()).is_some()
}

/// In lower case, with one blank between words.
fn folded(text: &str) -> impl Iterator<Item = char> {
    text.split_whitespace().enumerate().flat_map(|(n, word)| {
        let blank = (n > 0).then_some(' ');
        blank.into_iter().chain(word.chars().flat_map(char::to_lowercase))
    })
}
