//! What a page says about itself in JSON-LD: schema.org's articles, alone, in lists or in a `@graph`.

use super::super::{Field, Fields};
use super::author::{self, names};
use super::dates;
use super::tree::{Data, Id, Tree};
use serde_json::{Map, Value};

/// What the JSON-LD of a page says.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Of the article.
    pub fields: Fields,
    /// The text of the article, as written there.
    pub body: Option<String>,
    /// The organisation that is named as its author.
    pub organisation: Option<String>,
    /// When the page around it was published, which for most pages is the same.
    pub page_published: Option<String>,
}

/// Objects nested deeper are no description of an article.
const DEPTH: usize = 8;

/// Reads every script of JSON-LD; of several articles the first with a headline and a date counts most.
pub(super) fn said(tree: &Tree, scripts: &[Id]) -> Said {
    let values: Vec<Value> = scripts.iter().filter_map(|id| parsed(tree, *id)).collect();
    let mut objects = Vec::new();
    values.iter().for_each(|value| collect(value, &mut objects, 0));
    let mut found = Said::default();
    let mut articles: Vec<_> = objects.iter().filter(|object| is_article(object)).collect();
    articles.sort_by_key(|object| {
        let has = |key: &str| object.contains_key(key);
        std::cmp::Reverse(u8::from(has("headline")) + u8::from(has("datePublished")) + u8::from(has("articleBody")))
    });
    for object in &articles {
        fill(&mut found, object, &objects);
    }
    for object in objects
        .iter()
        .filter(|object| type_is(object, &["WebPage", "ItemPage", "VideoObject", "Product", "Recipe", "CreativeWork"]))
    {
        let published = object.get("datePublished").or_else(|| object.get("uploadDate")).and_then(Value::as_str);
        let published = published.and_then(dates::stated).map(|day| day.to_string());
        found.page_published = found.page_published.or(published);
    }
    found
}

fn parsed(tree: &Tree, id: Id) -> Option<Value> {
    let Data::Text(text) = tree.data(tree.first(id)) else { return None };
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let text = text.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim().trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| {
        // Line ends inside strings are the usual fault.
        let mended: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&mended).ok()
    })
}

fn collect<'v>(value: &'v Value, objects: &mut Vec<&'v Map<String, Value>>, depth: usize) {
    if depth > DEPTH {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, objects, depth + 1)),
        Value::Object(object) => {
            objects.push(object);
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"] {
                object.get(key).into_iter().for_each(|value| collect(value, objects, depth + 1));
            }
        }
        _ => {}
    }
}

fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let (one, many) = match object.get("@type") {
        Some(Value::String(one)) => (Some(one.as_str()), &[][..]),
        Some(Value::Array(many)) => (None, many.as_slice()),
        _ => (None, &[][..]),
    };
    one.into_iter().chain(many.iter().filter_map(Value::as_str))
}

fn type_is(object: &Map<String, Value>, names: &[&str]) -> bool {
    types(object).any(|kind| names.contains(&kind))
}

fn is_article(object: &Map<String, Value>) -> bool {
    types(object)
        .any(|kind| kind.ends_with("Article") || kind.ends_with("Posting") || matches!(kind, "Report" | "Review"))
}

fn fill(found: &mut Said, object: &Map<String, Value>, all: &[&Map<String, Value>]) {
    let text = |key: &str| object.get(key).and_then(Value::as_str).map(unescaped).filter(|text| !text.is_empty());
    let mut set = |field: Field, value: Option<String>| {
        if let Some(value) = value
            && found.fields.get(field).is_none()
        {
            found.fields.set(field, &value);
        }
    };
    set(Field::Title, text("headline").or_else(|| text("name")));
    for (field, key) in [(Field::Published, "datePublished"), (Field::Modified, "dateModified")] {
        set(field, text(key).and_then(|day| dates::stated(&day)).map(|day| day.to_string()));
    }
    let (people, organisations) = authors(object.get("author").or_else(|| object.get("creator")), all);
    set(Field::Author, author::joined(people.iter().map(String::as_str)));
    set(Field::Source, object.get("publisher").and_then(|value| named(value, all)));
    let address = text("url").or_else(|| match object.get("mainEntityOfPage") {
        Some(Value::String(address)) => Some(address.clone()),
        Some(Value::Object(page)) => page.get("@id").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    });
    set(Field::Url, address.filter(|address| super::is_page(address)));
    set(Field::Language, text("inLanguage"));
    set(Field::Licence, text("license"));
    found.organisation = found.organisation.take().or(author::joined(organisations.iter().map(String::as_str)));
    let body = object.get("articleBody").and_then(Value::as_str).map(str::to_owned);
    if body.as_ref().map_or(0, String::len) > found.body.as_ref().map_or(0, String::len) {
        found.body = body;
    }
}

/// The people and the organisations that wrote it.
fn authors(value: Option<&Value>, all: &[&Map<String, Value>]) -> (Vec<String>, Vec<String>) {
    let (mut people, mut organisations) = (Vec::new(), Vec::new());
    let values = match value {
        Some(Value::Array(values)) => values.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    for value in values {
        let Some(name) = named(value, all) else { continue };
        let is_organisation = value
            .as_object()
            .is_some_and(|object| type_is(object, &["Organization", "NewsMediaOrganization", "Corporation", "Thing"]));
        let list = if is_organisation { &mut organisations } else { &mut people };
        list.extend(names(&name));
    }
    (people, organisations)
}

/// The name of a person or organisation, which may be given elsewhere under its `@id`.
fn named(value: &Value, all: &[&Map<String, Value>]) -> Option<String> {
    match value {
        Value::String(name) => Some(unescaped(name)),
        Value::Array(values) => values.first().and_then(|value| named(value, all)),
        Value::Object(object) => match object.get("name") {
            Some(Value::String(name)) => Some(unescaped(name)),
            Some(Value::Array(names)) => names.first().and_then(Value::as_str).map(unescaped),
            _ => {
                let id = object.get("@id")?.as_str()?;
                let other = all.iter().find(|other| other.get("@id").and_then(Value::as_str) == Some(id))?;
                other.get("name").and_then(Value::as_str).map(unescaped)
            }
        },
        _ => None,
    }
    .filter(|name| !name.is_empty())
}

/// Text in which publishers leave the entities of HTML, on one line.
fn unescaped(text: &str) -> String {
    let text = if text.contains('&') || text.contains('<') { super::plain(text) } else { text.to_owned() };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
