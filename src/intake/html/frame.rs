//! What the class, id and role of an element say: is it a frame around articles (menus, related, comments), or where
//! the article stands? Words are compared whole or by their beginning, as sites write them in every combination.

use super::tree::{Id, Tree};

/// What an element seems to be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Purpose {
    /// Nothing is known.
    Unknown,
    /// A frame, unless it holds most of the page's text.
    Frame,
    /// Comments of readers, or hidden: a frame, unless it holds nearly all of the page's text.
    Apart,
    /// Who wrote it and when.
    Byline,
    /// `main`.
    Main,
    /// `article`.
    Article,
    /// Named as the body of an article.
    Body,
}

/// Words that name a frame wherever they begin a word of a class or id.
const FRAME_STEMS: [&str; 37] = [
    "advert",
    "backlink",
    "breadcrumb",
    "consent",
    "cookie",
    "crosslink",
    "disclaimer",
    "donat",
    "footer",
    "gdpr",
    "infinite",
    "login",
    "masthead",
    "mostpopular",
    "mostread",
    "navbar",
    "navbox",
    "navigation",
    "newsletter",
    "onesignal",
    "outbrain",
    "pagination",
    "paywall",
    "popular",
    "promo",
    "ratings",
    "recirc",
    "recommend",
    "related",
    "share",
    "sharing",
    "sidebar",
    "signup",
    "social",
    "sponsor",
    "subscri",
    "taboola",
];

/// Words that name a frame by themselves.
const FRAME_WORDS: [&str; 57] = [
    "ad",
    "ads",
    "adslot",
    "adsense",
    "affiliate",
    "aside",
    "authorbio",
    "banner",
    "bio",
    "bookmark",
    "callout",
    "carousel",
    "catlinks",
    "copyright",
    "crumbs",
    "dfp",
    "discover",
    "editsection",
    "eyebrow",
    "facebook",
    "feedback",
    "followus",
    "hashtags",
    "jumplinks",
    "kicker",
    "latest",
    "leaderboard",
    "menu",
    "modal",
    "more",
    "nav",
    "noprint",
    "pager",
    "popup",
    "print",
    "printfooter",
    "prev",
    "profile",
    "rating",
    "readmore",
    "screenreader",
    "sitemap",
    "skip",
    "sticky",
    "submenu",
    "suggested",
    "tag",
    "taglist",
    "tags",
    "teaser",
    "teasers",
    "toolbar",
    "topics",
    "trending",
    "tweet",
    "utility",
    "vcard",
];

/// Two words one after the other that name a frame.
const FRAME_PAIRS: [(&str, &str); 22] = [
    ("about", "author"),
    ("also", "like"),
    ("also", "read"),
    ("author", "bio"),
    ("author", "box"),
    ("author", "description"),
    ("author", "info"),
    ("call", "action"),
    ("further", "reading"),
    ("keep", "reading"),
    ("link", "list"),
    ("most", "read"),
    ("most", "viewed"),
    ("next", "article"),
    ("next", "post"),
    ("previous", "post"),
    ("read", "next"),
    ("read", "more"),
    ("see", "also"),
    ("sign", "up"),
    ("up", "next"),
    ("you", "may"),
];

/// Stems that name what readers wrote.
const APART_STEMS: [&str; 6] = ["comments", "discussion", "disqus", "livefyre", "respond", "replies"];

/// Words that name what readers wrote, or what is not shown.
const APART_WORDS: [&str; 8] =
    ["comment", "commentlist", "hidden", "hide", "reply", "sr", "screenreader", "visuallyhidden"];

/// Words for who wrote it and when.
const BYLINE_WORDS: [&str; 13] = [
    "author",
    "authors",
    "byline",
    "bylines",
    "datetime",
    "credit",
    "credits",
    "meta",
    "published",
    "pubdate",
    "timestamp",
    "updated",
    "writer",
];

/// Names of the body of an article that are one word.
const BODY_WORDS: [&str; 15] = [
    "articlebody",
    "articlecontent",
    "articletext",
    "bodycontent",
    "bodycopy",
    "bodytext",
    "entrycontent",
    "fulltext",
    "postbody",
    "postcontent",
    "posttext",
    "storybody",
    "storycontent",
    "storytext",
    "textcontent",
];

/// The first words of names like `article-body`, and the second ones.
const BODY_FIRST: [&str; 12] =
    ["article", "artikel", "body", "content", "entry", "main", "news", "page", "post", "story", "text", "single"];
const BODY_SECOND: [&str; 8] = ["body", "bodytext", "content", "copy", "main", "maincontent", "post", "text"];

/// What the element is for, as far as its name and attributes say.
pub(super) fn purpose(tree: &Tree, id: Id, name: &str) -> Purpose {
    let (mut found, mut is_frame) = (Purpose::Unknown, false);
    match name {
        "html" | "body" => return Purpose::Unknown,
        "nav" | "aside" | "footer" | "menu" | "dialog" => is_frame = true,
        "article" => found = Purpose::Article,
        "main" => found = Purpose::Main,
        _ => {}
    }
    for (key, value) in tree.attributes(id) {
        match key {
            "class" | "id" | "data-component" | "data-testid" | "data-type" | "data-module" => {
                let named = of_names(value);
                is_frame |= named == Purpose::Frame;
                found = found.max(if named == Purpose::Frame { Purpose::Unknown } else { named });
            }
            "role" => match value {
                "main" => found = found.max(Purpose::Main),
                "article" => found = found.max(Purpose::Article),
                "navigation" | "complementary" | "contentinfo" | "banner" | "dialog" | "search" | "menu"
                | "menubar" | "toolbar" | "alert" => is_frame = true,
                _ => {}
            },
            "itemprop" if value.split(' ').any(|word| matches!(word, "articleBody" | "reviewBody")) => {
                return Purpose::Body;
            }
            "itemprop" if matches!(value, "author" | "datePublished" | "dateModified" | "publisher") => {
                found = found.max(Purpose::Byline);
            }
            "hidden" => return Purpose::Apart,
            "aria-hidden" if value == "true" => return Purpose::Apart,
            "style" if is_hidden(value) => return Purpose::Apart,
            _ => {}
        }
    }
    match found {
        // `article-body share` is a body, `article related` is none.
        Purpose::Body | Purpose::Main => found,
        Purpose::Apart => Purpose::Apart,
        _ if is_frame => Purpose::Frame,
        _ => found,
    }
}

/// Is an inline element there for programs and screen readers only?
pub(super) fn is_unseen(tree: &Tree, id: Id) -> bool {
    tree.attributes(id).any(|(key, value)| match key {
        "hidden" => true,
        "aria-hidden" => value == "true",
        "style" => is_hidden(value),
        "class" => of_names(value) == Purpose::Apart,
        _ => false,
    })
}

fn is_hidden(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).take(400).collect();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// Beginnings of classes that say how a thing looks or what it is filed under, and not what it is.
const BESIDE: [&str; 12] =
    ["category-", "format-", "has-", "hide-", "is-", "js-", "no-", "status-", "tag-", "type-", "with-", "without-"];

/// What the names in a class or id say.
fn of_names(value: &str) -> Purpose {
    let mut found = Purpose::Unknown;
    let mut is_frame = false;
    for name in value.split_ascii_whitespace().filter(|name| !BESIDE.iter().any(|begins| name.starts_with(begins))) {
        let purpose = of_words(name);
        is_frame |= purpose == Purpose::Frame;
        found = found.max(if purpose == Purpose::Frame { Purpose::Unknown } else { purpose });
    }
    match found {
        Purpose::Body | Purpose::Apart => found,
        _ if is_frame => Purpose::Frame,
        _ => found,
    }
}

/// What the words of one name say.
fn of_words(value: &str) -> Purpose {
    let mut found = Purpose::Unknown;
    let mut before = String::new();
    let mut is_frame = false;
    for word in (Words { rest: value }) {
        let word = word.to_ascii_lowercase();
        let word_is = |list: &[&str]| list.contains(&word.as_str());
        if BODY_WORDS.iter().any(|body| word.ends_with(body))
            || BODY_SECOND.contains(&word.as_str()) && BODY_FIRST.contains(&before.as_str())
        {
            found = Purpose::Body;
        } else if word_is(&APART_WORDS) || APART_STEMS.iter().any(|stem| word.starts_with(stem)) {
            found = found.max(Purpose::Apart);
        } else if word_is(&BYLINE_WORDS) {
            found = found.max(Purpose::Byline);
        } else if word_is(&FRAME_WORDS)
            || FRAME_STEMS.iter().any(|stem| word.starts_with(stem))
            || FRAME_PAIRS.contains(&(before.as_str(), word.as_str()))
        {
            is_frame = true;
        }
        before = word;
    }
    match found {
        Purpose::Body | Purpose::Apart => found,
        _ if is_frame => Purpose::Frame,
        _ => found,
    }
}

/// The words of a name: cut at what is no letter or digit, and before a capital.
struct Words<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        if rest.is_empty() {
            return None;
        }
        let mut lower = false;
        let end = rest
            .char_indices()
            .find(|(_, c)| {
                let cut = !c.is_ascii_alphanumeric() || lower && c.is_ascii_uppercase();
                lower = c.is_ascii_lowercase();
                cut
            })
            .map_or(rest.len(), |(at, _)| at);
        let (word, after) = rest.split_at(end);
        self.rest = after;
        Some(word)
    }
}
