//! What a page says about its article outside of JSON-LD: `meta` elements, `<time>`, bylines and headings.

use super::super::{Field, Fields, Layer};
use super::author::{joined, names};
use super::dates;
use super::json_ld::{self, Said};
use super::tree::{Id, NONE, ROOT, Tree};
use super::when;
use crate::text::Basis;
use std::collections::BTreeSet;

/// Names of `meta` elements, the best first.
const TITLES: [&str; 7] =
    ["og:title", "twitter:title", "title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title"];
const AUTHORS: [&str; 12] = [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "authors",
    "article.author",
    "twitter:creator:name",
    "citation_author",
    "article:author_name",
];
const PUBLISHED: [&str; 38] = [
    "article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published_time",
    "rnews:datepublished",
    "originalpublicationdate",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dc.date.created",
    "cxenseparse:recs:publishtime",
    "article_date_original",
    "displaydate",
    "article:published_date",
    "article:publicationdate",
    "article.published",
    "og:article:published_time",
    "og:pubdate",
    "date_published",
    "publisheddate",
    "published-date",
    "publish_time",
    "mediator_published_time",
    "citation_publication_date",
    "bt:pubdate",
    "release_date",
    "dc.created",
    "dc.date",
    "dcterms.date",
    "date",
];
const MODIFIED: [&str; 8] = [
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
    "article:modified",
    "article:updated_time",
    "dc.date.modified",
];
const SOURCES: [&str; 4] = ["og:site_name", "application-name", "dc.publisher", "article:publisher_name"];

/// The places of a page that speak of its article.
#[derive(Debug, Default)]
struct Places<'t> {
    metas: Vec<(String, &'t str)>,
    scripts: Vec<Id>,
    title: Option<Id>,
    canonical: Option<&'t str>,
    language: Option<&'t str>,
    headings: Vec<Id>,
    dates: when::Places,
    bylines: Vec<(u8, Id)>,
}

/// What a page says of its article.
#[derive(Debug)]
pub(super) struct About {
    /// By where it was found.
    pub layers: Vec<Layer>,
    /// The article as JSON-LD has it.
    pub body: Option<String>,
    /// What the page says that its language is.
    pub language: Option<String>,
}

/// Reads all that a page says of its article. `lines` are those near its beginning, which may hold byline and date.
pub(super) fn about(tree: &Tree, lines: &[&str]) -> About {
    let places = places(tree);
    let Said { mut fields, body, organisation, page_published } = json_ld::said(tree, &places.scripts);
    let first = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| places.metas.iter().find(|(key, value)| key == name && !value.trim().is_empty()))
            .map(|(_, value)| value.trim())
    };
    let day = |names: &[&str]| {
        let days = names.iter().flat_map(|name| places.metas.iter().filter(move |(key, _)| key == name));
        days.map(|(_, value)| value.trim()).find_map(dates::stated)
    };
    let mut meta = Fields::default();
    let mut set = |field: Field, value: Option<String>| {
        if let Some(value) = value {
            meta.set(field, &value);
        }
    };
    let site = first(&SOURCES).map(str::to_owned);
    let heading = heading(tree, &places);
    let page_title = places.title.map(|id| tree.text(id, 400));
    set(Field::Title, first(&TITLES).map(|title| without_site(title, site.as_deref())));
    set(
        Field::Author,
        AUTHORS.iter().find_map(|name| {
            let found = places.metas.iter().filter(|(key, _)| key == name).flat_map(|(_, value)| names(value));
            joined_all(found.collect())
        }),
    );
    set(Field::Published, day(&PUBLISHED).map(|day| day.to_string()));
    set(Field::Modified, day(&MODIFIED).map(|day| day.to_string()));
    let address = [places.canonical, first(&["og:url"])].into_iter().flatten().find(|url| super::is_page(url));
    set(Field::Url, address.map(str::to_owned));
    set(Field::Source, site.or_else(|| first(&["al:ios:app_name"]).map(str::to_owned)));
    let mut text = Fields::default();
    if let Some((_, heading)) = &heading {
        text.set(Field::Title, heading);
        for stated in [&mut fields, &mut meta] {
            if stated.get(Field::Title).is_some_and(|title| is_variant(title, heading)) {
                stated.remove(Field::Title);
            }
        }
    } else if let Some(title) = page_title {
        text.set(Field::Title, &without_site(&title, None));
    }
    let outlet = fields.get(Field::Source).or_else(|| meta.get(Field::Source)).map(letters);
    for stated in [&mut fields, &mut meta] {
        // An outlet that signs itself leaves room for who wrote it.
        if stated.get(Field::Author).map(letters).is_some_and(|author| Some(author) == outlet) {
            stated.remove(Field::Author);
        }
    }
    if let Some(author) = byline(tree, &places, lines, outlet.as_deref()).or(organisation) {
        text.set(Field::Author, &author);
    }
    if let Some(day) = page_published.filter(|_| fields.get(Field::Published).is_none()) {
        // The page's own date is as good as a `meta` element.
        if meta.get(Field::Published).is_none() {
            meta.set(Field::Published, &day);
        }
    }
    let language = fields.get(Field::Language).map(str::to_owned).or(places.language.map(str::to_owned));
    let language =
        language.or_else(|| first(&["og:locale", "content-language", "language", "dc.language"]).map(str::to_owned));
    fields.remove(Field::Language);
    let address = fields.get(Field::Url).or_else(|| meta.get(Field::Url)).map(str::to_owned);
    let locales = [places.language, first(&["og:locale"])];
    let order = dates::order(locales.into_iter().flatten(), address.as_deref());
    let (at, title) = heading.as_ref().map_or((0, ""), |(id, title)| (*id, title.as_str()));
    let mut time = when::of_times(tree, &places.dates.times, at, order);
    let words = when::of_words(tree, &places.dates.named, (at, title), lines, order);
    let shown = if time.get(Field::Published).is_some() { &time } else { &words[1] };
    let of_address = address.as_deref().and_then(dates::of_address);
    for stated in [&mut fields, &mut meta] {
        when::shown_there(stated, shown);
        when::first_published(stated, of_address);
    }
    when::first_published(&mut time, of_address);
    let said = |field: Field| words.iter().find_map(|words| words.get(field)).map(str::to_owned);
    let modified = said(Field::Modified);
    // Of a page that says only when it was changed, that is when its text came out.
    let last = || modified.clone().or_else(|| meta.get(Field::Modified).map(str::to_owned));
    let published = of_address.map(|day| day.to_string()).or_else(|| said(Field::Published)).or_else(last);
    for (field, day) in [(Field::Published, published), (Field::Modified, modified)] {
        if let Some(day) = day {
            text.set(field, &day);
        }
    }
    let layers = vec![(Basis::JsonLd, fields), (Basis::Meta, meta), (Basis::Time, time), (Basis::Text, text)];
    About { layers, body, language }
}

fn joined_all(names: Vec<String>) -> Option<String> {
    joined(names.iter().map(String::as_str))
}

fn places(tree: &Tree) -> Places<'_> {
    let mut found = Places::default();
    let mut at = ROOT;
    while at != NONE {
        let name = tree.name(at);
        match name {
            "meta" => {
                let key = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| tree.attribute(at, key));
                if let (Some(key), Some(content)) = (key, tree.attribute(at, "content")) {
                    found.metas.push((key.trim().to_ascii_lowercase(), content));
                }
            }
            "script" if tree.attribute(at, "type").is_some_and(|kind| kind.contains("ld+json")) => {
                found.scripts.push(at);
            }
            "title" if found.title.is_none() => found.title = Some(at),
            "link" if tree.attribute(at, "rel") == Some("canonical") => {
                found.canonical = found.canonical.or(tree.attribute(at, "href"));
            }
            "html" => found.language = tree.attribute(at, "lang").or_else(|| tree.attribute(at, "xml:lang")),
            "h1" => found.headings.push(at),
            "time" | "abbr" => found.dates.times.push(at),
            "" => {}
            _ => {
                let marks = marks(tree, at);
                found.bylines.extend(marks.author.map(|rank| (rank, at)));
                if marks.is_time {
                    found.dates.times.push(at);
                } else if marks.is_date {
                    found.dates.named.push(at);
                }
            }
        }
        let inside = if matches!(name, "svg" | "noscript" | "template") { NONE } else { tree.first(at) };
        at = if inside == NONE { tree.after(at, ROOT) } else { inside };
    }
    found
}

/// What the attributes of an element say that it holds.
#[derive(Debug, Default)]
struct Marks {
    /// How surely the author's name; 0 is the surest.
    author: Option<u8>,
    /// A time, by its property.
    is_time: bool,
    /// A date, by its name.
    is_date: bool,
}

fn marks(tree: &Tree, id: Id) -> Marks {
    let mut found = Marks::default();
    let mut is_nobody = false;
    let mut at_most = |value: u8| found.author = Some(found.author.map_or(value, |rank| rank.min(value)));
    for (key, value) in tree.attributes(id) {
        match key {
            "rel" if value.split(' ').any(|word| word == "author") => at_most(0),
            "itemprop" if value == "author" => at_most(0),
            "itemprop" if matches!(value, "datePublished" | "dateModified") => found.is_time = true,
            "class" | "id" | "data-testid" => {
                let value = value.to_ascii_lowercase();
                found.is_date |= when::speaks_of_dates(&value);
                if value.contains("comment") || value.contains("avatar") {
                    is_nobody = true;
                } else if value.contains("author-name")
                    || value.contains("author_name")
                    || value.contains("byline-name")
                    || value.contains("authorname")
                {
                    at_most(0);
                } else if value.contains("byline") || value.contains("by-line") {
                    at_most(1);
                } else if value.contains("author") || value.contains("writer") {
                    at_most(2);
                }
            }
            "href" if value.contains("/author") || value.contains("/contributor") => at_most(3),
            _ => {}
        }
    }
    found.author = found.author.filter(|_| !is_nobody);
    found
}

/// What stands before the name in a line that is a byline.
const CUES: [&str; 12] = [
    "Written by: ",
    "Written by ",
    "Posted by ",
    "Words by ",
    "Story by ",
    "By: ",
    "By ",
    "by ",
    "BY ",
    "Author: ",
    "Autor: ",
    "Von ",
];

/// The letters of a name, in lower case: `The Post` and `THE POST` are one.
fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The author named beside the article.
fn byline(tree: &Tree, places: &Places<'_>, lines: &[&str], outlet: Option<&str>) -> Option<String> {
    let mut ranked = places.bylines.clone();
    ranked.sort_by_key(|(rank, _)| *rank);
    for (_, id) in ranked.iter().take(40) {
        let text = tree.text(*id, 200);
        if text.len() > 120 {
            continue;
        }
        let found = joined_all(names(&text)).filter(|found| Some(letters(found).as_str()) != outlet);
        if found.is_some() {
            return found;
        }
    }
    lines.iter().find_map(|line| {
        let rest = CUES.iter().find_map(|by| line.strip_prefix(by))?;
        let rest = rest.split([',', '|', '–', '—', '•', '·']).next()?;
        let is_name = |word: &str| {
            word.chars().next().is_some_and(char::is_uppercase) || matches!(word, "and" | "de" | "van" | "von")
        };
        let words: Vec<&str> = rest.split_whitespace().collect();
        ((1..=6).contains(&words.len()) && words.iter().all(|word| is_name(word))).then(|| joined_all(names(rest)))?
    })
}

/// The heading of the article.
fn heading(tree: &Tree, places: &Places<'_>) -> Option<(Id, String)> {
    let text = |id: Id| tree.text(id, 400).trim_end_matches([' ', '-', '|', '–']).to_owned();
    let texts: Vec<(Id, String)> = places.headings.iter().take(20).map(|id| (*id, text(*id))).collect();
    let page = places.title.map(|id| tree.text(id, 400).to_lowercase()).unwrap_or_default();
    // The one that the page's title repeats, else the longest of the first.
    let filled = || texts.iter().filter(|(_, text)| !text.is_empty());
    filled()
        .find(|(_, text)| text.len() > 8 && page.starts_with(&text.to_lowercase()))
        .or_else(|| filled().find(|(_, text)| text.len() > 8 && page.contains(&text.to_lowercase())))
        .or_else(|| filled().max_by_key(|(id, text)| (text.split(' ').count().min(4), std::cmp::Reverse(*id))))
        .cloned()
}

/// Is a title the headline of the page in other words, as sites write them for search engines and networks? Then the
/// headline that readers see is the title.
fn is_variant(title: &str, heading: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (title, heading) = (words(title), words(heading));
    let shared = title.intersection(&heading).count();
    title != heading && shared >= 3 && shared * 2 >= title.len().min(heading.len())
}

/// A title without the name of the site at its end.
fn without_site(title: &str, site: Option<&str>) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    for mark in [" | ", " – ", " — ", " - ", " :: ", " » ", " · "] {
        if let Some((head, tail)) = title.rsplit_once(mark) {
            let is_site = site.is_some_and(|site| site.eq_ignore_ascii_case(tail));
            let words = |text: &str| text.split(' ').count();
            if is_site || site.is_none() && words(head) >= 3 && words(tail) <= 4 && words(tail) < words(head) {
                return head.trim().to_owned();
            }
        }
    }
    title
}
