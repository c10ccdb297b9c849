//! From the TOML files of `data/` to the tables of [`Lexicon`].

use super::entries::*;
use super::tables::Loader;
use super::*;
use crate::Error;
use crate::text::Digest;
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
    AgencyFile { agency: AgencyEntry },
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
        let mut loader = Loader::new();
        for (name, text) in VOCABULARY {
            file(&mut loader, name, Text::BuiltIn(text))?;
        }
        Ok(loader.finish(VOCABULARY_DIGEST.to_owned()).0)
    }

    /// The built-in vocabulary and a user's own files after it, and the texts that prove the entries of these.
    ///
    /// # Errors
    /// As [`Lexicon::builtin`].
    pub fn with(own: &[Source<'_>]) -> Result<(Self, Vec<Proof>), Error> {
        let mut sources: Vec<(&str, Text)> =
            VOCABULARY.iter().map(|(name, text)| (*name, Text::BuiltIn(text))).collect();
        sources.extend(own.iter().map(|(name, text)| (*name, Text::File(text))));
        Self::of(&sources, digest(VOCABULARY_DIGEST, own))
    }

    /// The vocabulary of files as they are in `data/` and nothing else, and the texts that prove its entries.
    ///
    /// # Errors
    /// As [`Lexicon::builtin`].
    pub fn from_files(files: &[Source<'_>]) -> Result<(Self, Vec<Proof>), Error> {
        let mut files = files.to_vec();
        files.sort_by_key(|(name, _)| (last(name) != WORDS, *name));
        let sources: Vec<(&str, Text)> = files.iter().map(|(name, text)| (*name, Text::File(text))).collect();
        Self::of(&sources, digest("", &files))
    }

    fn of(sources: &[(&str, Text<'_>)], digest: String) -> Result<(Self, Vec<Proof>), Error> {
        let mut loader = Loader::new();
        let (words, rest): (Vec<_>, Vec<_>) = sources.iter().partition(|(name, _)| last(name) == WORDS);
        for (name, text) in words.into_iter().chain(rest) {
            file(&mut loader, name, text)?;
        }
        Ok(loader.finish(digest))
    }
}

/// The file that is read before all others: they are inflected with its words.
const WORDS: &str = "words.toml";

/// A file of the vocabulary, as it is written or as `build.rs` laid it out.
#[derive(Clone, Copy)]
enum Text<'s> {
    File(&'s str),
    BuiltIn(&'s str),
}

/// SHA-256 over names and texts of files, behind the digest of those before them.
fn digest(before: &str, files: &[Source<'_>]) -> String {
    let mut all = before.to_owned();
    for (name, text) in files {
        all.extend([name, "\0", text, "\0"]);
    }
    Digest::of(all.as_bytes()).as_str().to_owned()
}

/// A user's file is known by the end of its path, as it would be named below data/.
fn last(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Puts one file into the tables.
fn file(loader: &mut Loader, path: &str, text: Text<'_>) -> Result<(), Error> {
    let last = last(path);
    let before = path.get(..path.len() - last.len()).unwrap_or("").trim_end_matches(['/', '\\']);
    let folder = before.rsplit(['/', '\\']).next().filter(|folder| matches!(*folder, "units" | "measures"));
    let name = folder.map_or_else(|| last.to_owned(), |folder| format!("{folder}/{last}"));
    let name = name.as_str();
    loader.proving = matches!(text, Text::File(_));

    match name {
        WORDS => loader.words(&parse::<Words>(name, text)?),
        "numerals.toml" => loader.numerals(name, parse::<NumeralFile>(name, text)?.numeral)?,
        "hedges.toml" => loader.hedges(parse::<HedgeFile>(name, text)?.hedge),
        "places.toml" => loader.places(parse::<PlaceFile>(name, text)?.place),
        "agencies.toml" => loader.agencies(parse::<AgencyFile>(name, text)?.agency),
        "attribution.toml" => loader.attributions(parse::<AttributionFile>(name, text)?.attribution),
        "refusals.toml" => loader.refusals(parse::<RefusalFile>(name, text)?.refusal),
        "restrictors.toml" => loader.restrictors(parse::<RestrictorFile>(name, text)?.restrictor),
        "status.toml" => loader.statuses(parse::<StatusFile>(name, text)?.status),
        "trends.toml" => loader.trends(parse::<TrendFile>(name, text)?.trend),
        _ if name.starts_with("units/") => loader.units(name, parse::<Dimension>(name, text)?)?,
        _ if name.starts_with("measures/") => loader.concepts(parse::<Topic>(name, text)?),
        _ => {
            return Err(Error::new("read the vocabulary", name, "no such part of the vocabulary")
                .hint("name the file as in data/: hedges.toml, units/<dimension>.toml, measures/<topic>.toml, …"));
        }
    }
    Ok(())
}

fn parse<T: DeserializeOwned>(name: &str, text: Text<'_>) -> Result<T, Error> {
    let text = match text {
        Text::BuiltIn(json) => {
            return serde_json::from_str(json).map_err(|error| Error::new("read the vocabulary", name, error));
        }
        Text::File(text) => text,
    };
    toml::from_str(text).map_err(|error| {
        let place = match error.span() {
            Some(span) => place(name, text, span.start),
            None => name.to_owned(),
        };
        Error::new("read the vocabulary", place, error.message())
            .hint("compare with the entries beside it and with docs/adding.md")
    })
}

/// File, line, entry and field of a byte of a file of the vocabulary.
fn place(name: &str, text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or("");
    let mut place = format!("{name}, line {}", before.matches('\n').count() + 1);
    let entry = before.rfind("[[").and_then(|start| text.get(start..));
    let own = entry.map(|entry| entry.get(2..).and_then(|rest| rest.split_once("\n[[")).map_or(entry, |(own, _)| own));
    let id = own.and_then(|own| own.lines().find_map(|line| line.strip_prefix("id = ")));
    if let Some(id) = id {
        place.push_str(", entry ");
        place.push_str(id.trim().trim_matches('"'));
    }
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let field = text.get(line..).and_then(|rest| rest.lines().next()).and_then(|line| line.split_once('='));
    if let Some((field, _)) = field.filter(|(field, _)| !field.contains(['"', '{'])) {
        place.push_str(", field ");
        place.push_str(field.trim());
    }
    place
}

pub(super) fn decimal(file: &str, id: &str, text: &str) -> Result<Decimal, Error> {
    Decimal::from_str(text).map_err(|cause| {
        Error::new("read the vocabulary", format!("{file}, entry {id}"), format!("`{text}` is no number: {cause}"))
    })
}

/// A decimal or a fraction "a/b", as numerator and denominator.
pub(super) fn ratio(file: &str, id: &str, text: &str) -> Result<(Decimal, Decimal), Error> {
    let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
    let pair = (decimal(file, id, numerator.trim())?, decimal(file, id, denominator.trim())?);
    if pair.1.is_zero() {
        return Err(Error::new("read the vocabulary", format!("{file}, entry {id}"), "it divides by zero"));
    }
    Ok(pair)
}
