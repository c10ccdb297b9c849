//! The fields of the metadata under the names that collections of articles give them, and which of several wins.

use super::date;
use crate::Error;
use crate::text::{Basis, Metadata, vocabulary};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

vocabulary! {
    /// What can be said about a document besides its text.
    Field {
        /// The document's own id in its collection.
        Id = "id",
        /// The outlet.
        Source = "source",
        /// The headline.
        Title = "title",
        /// Who wrote it.
        Author = "author",
        /// Where it was published.
        Url = "url",
        /// When it was published.
        Published = "published",
        /// When its outlet last changed it.
        Modified = "modified",
        /// When it was fetched.
        Retrieved = "retrieved",
        /// BCP 47 tag.
        Language = "language",
        /// Under what licence it may be used.
        Licence = "licence",
    }
}

impl Field {
    /// The names under which the field is found, the best first: ours, then those of trafilatura, fundus, newspaper4k,
    /// news-please (CC-News) and schema.org. Compared in lower case with `-` for `_`.
    fn names(self) -> &'static [&'static str] {
        match self {
            Field::Id => &["id", "guid"],
            Field::Source => &[
                "source",
                "publisher",
                "outlet",
                "site",
                "source-hostname",
                "site-name",
                "sitename",
                "meta-site-name",
                "hostname",
                "source-domain",
                "domain",
            ],
            Field::Title => &["title", "headline"],
            Field::Author => &["author", "authors", "byline"],
            Field::Url => &["url", "link", "canonical-url", "canonical-link", "responded-url", "requested-url"],
            Field::Published => &[
                "published",
                "date",
                "publish-date",
                "date-publish",
                "publishing-date",
                "published-at",
                "published-time",
                "datepublished",
                "pubdate",
            ],
            Field::Modified => &["modified", "updated", "date-modify", "modified-at", "updated-at", "datemodified"],
            Field::Retrieved => &["retrieved", "filedate", "date-download", "crawl-date", "retrieved-at", "accessed"],
            Field::Language => &["language", "lang", "meta-lang"],
            Field::Licence => &["licence", "license"],
        }
    }
}

/// Fields with their values as written; no empty ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(BTreeMap<Field, String>);

/// Fields and where they came from.
pub type Layer = (Basis, Fields);

impl Fields {
    /// Sets a field, unless the value is blank.
    pub fn set(&mut self, field: Field, value: &str) {
        let value = value.replace('\0', "");
        let value = value.trim();
        if !value.is_empty() {
            self.0.insert(field, value.to_owned());
        }
    }

    /// The value of a field.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.0.get(&field).map(String::as_str)
    }

    /// Forgets a field.
    pub fn remove(&mut self, field: Field) {
        self.0.remove(&field);
    }

    /// Only the fields that every article of one file can share: what a manifest says of a file of JSON lines.
    pub fn shared(&self) -> Self {
        let shared = [Field::Source, Field::Retrieved, Field::Language, Field::Licence];
        Self(self.0.iter().filter(|(field, _)| shared.contains(field)).map(|(f, v)| (*f, v.clone())).collect())
    }

    /// The fields of a JSON object, or of YAML read as one, under any of their names.
    pub fn of_object(object: &Map<String, Value>) -> Self {
        let mut found = Self::of_names(|name| lookup(object, name).and_then(written));
        // fundus keeps the page and its publisher in an object of their own.
        if let Some(Value::Object(page)) = object.get("html") {
            let info = page.get("source_info").and_then(Value::as_object);
            for inner in [Some(page), info].into_iter().flatten() {
                for (field, value) in Self::of_names(|name| lookup(inner, name).and_then(written)).0 {
                    found.0.entry(field).or_insert(value);
                }
            }
        }
        found
    }

    /// The fields that `value_of` knows under any of their names. In trafilatura's files `source` is the page's URL.
    pub fn of_names(value_of: impl Fn(&str) -> Option<String>) -> Self {
        let mut found = Self::default();
        for field in Field::ALL {
            let mut values = field
                .names()
                .iter()
                .filter_map(|name| value_of(name))
                .filter(|value| !value.trim().is_empty() && (*field != Field::Source || !is_url(value)));
            if let Some(value) = values.next() {
                found.set(*field, &value);
            }
        }
        if let Some(value) = value_of("source").filter(|value| is_url(value))
            && found.get(Field::Url).is_none()
        {
            found.set(Field::Url, &value);
        }
        found
    }

    /// Is this a name of one of the fields?
    pub fn is_name(name: &str) -> bool {
        let name = folded(name);
        Field::ALL.iter().any(|field| field.names().contains(&name.as_str()))
    }
}

/// A name as it is compared.
pub(super) fn folded(name: &str) -> String {
    name.trim().to_ascii_lowercase().replace(['_', ' '], "-")
}

/// Is a name the same as a folded one once it is folded?
fn same(name: &str, other: &str) -> bool {
    let fold = |byte: u8| if matches!(byte, b'_' | b' ') { b'-' } else { byte.to_ascii_lowercase() };
    let name = name.trim();
    name.len() == other.len() && name.bytes().map(fold).eq(other.bytes())
}

/// The value under a name that is the same once folded; the exact one first, then in the map's order.
fn lookup<'o>(object: &'o Map<String, Value>, name: &str) -> Option<&'o Value> {
    object.get(name).or_else(|| object.iter().find(|(key, _)| same(key, name)).map(|(_, value)| value))
}

/// A value as text: lists joined by commas, of an object its `name`.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let parts: Vec<_> = values.iter().filter_map(written).collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        }
        Value::Object(object) => object.get("name").or_else(|| object.get("@id")).and_then(written),
        Value::Null | Value::Bool(_) => None,
    }
}

/// Does it begin like a web address?
pub(super) fn is_url(text: &str) -> bool {
    let text = text.trim();
    ["http://", "https://"]
        .iter()
        .any(|scheme| text.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)))
}

/// The metadata that the layers give, the first that has a field wins; the document's own id; and what could not be
/// read, which is left out, so that the next layer that has it is asked.
pub(super) fn settled(place: &str, layers: &[Layer]) -> (Metadata, Option<String>, Vec<Error>) {
    let mut layers: Vec<&Layer> = layers.iter().collect();
    layers.sort_by_key(|(basis, _)| *basis);
    let (mut metadata, mut own_id, mut warnings) = (Metadata::default(), None, Vec::new());
    for field in Field::ALL {
        for (basis, fields) in &layers {
            let Some(value) = fields.get(*field) else { continue };
            let text = || Some(value.to_owned());
            match field {
                Field::Id => own_id = text(),
                Field::Source => metadata.source = text(),
                Field::Title => metadata.title = text(),
                Field::Author => metadata.author = text(),
                Field::Url => metadata.url = text(),
                Field::Language => metadata.language = text(),
                Field::Licence => metadata.licence = text(),
                Field::Published | Field::Modified | Field::Retrieved => {
                    let Some(date) = date(value) else {
                        let cause = format!("{field} = `{value}` ({basis}) is no date and is left out");
                        warnings.push(
                            Error::new("read the metadata of", place, cause)
                                .hint("write YYYY, YYYY-MM, YYYY-MM-DD or an ISO 8601 time"),
                        );
                        continue;
                    };
                    match field {
                        Field::Published => metadata.published = Some(date),
                        Field::Modified => metadata.modified = Some(date),
                        _ => metadata.retrieved = Some(date),
                    }
                }
            }
            if *field != Field::Id {
                metadata.basis.insert(field.to_string(), *basis);
            }
            break;
        }
    }
    (metadata, own_id, warnings)
}
