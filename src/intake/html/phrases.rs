//! Lines that frames have and articles have not, in words.

/// What a short line says by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phrase {
    /// Nothing of the kind.
    Other,
    /// A line of a frame.
    Line,
    /// The heading of something that follows the article.
    Section,
}

/// Lines of this many bytes or more are never of a frame by their words.
const LONG: usize = 160;

/// The whole line, in lower case, without marks at its end.
const LINES: [&str; 52] = [
    "ad",
    "advertisement",
    "advertisement - story continues below",
    "advertisement story continues below",
    "advertising",
    "anzeige",
    "article continues after advertisement",
    "article continues below advertisement",
    "back to top",
    "click to share",
    "close",
    "comment",
    "comments",
    "continue reading",
    "copy link",
    "copy link to clipboard",
    "download pdf",
    "edit",
    "email",
    "facebook",
    "facebook twitter",
    "home",
    "instagram",
    "jump to recipe",
    "like this",
    "link copied",
    "linkedin",
    "load more",
    "loading",
    "more",
    "next",
    "next article",
    "pinterest",
    "pin",
    "previous",
    "print",
    "print recipe",
    "read more",
    "reddit",
    "save",
    "scroll down to continue",
    "share",
    "share this",
    "share this article",
    "show more",
    "skip advertisement",
    "story continues below",
    "story continues below advertisement",
    "tweet",
    "twitter",
    "view comments",
    "whatsapp",
];

/// How a short line begins, in lower case.
const BEGINNINGS: [&str; 49] = [
    "advertisement",
    "all rights reserved",
    "already a subscriber",
    "also read:",
    "article continues",
    "by signing up",
    "by subscribing",
    "click here to",
    "click to share",
    "comments are closed",
    "copyright ©",
    "download our app",
    "download the",
    "filed under",
    "follow us",
    "for more stories",
    "for the latest",
    "get our free",
    "get the latest",
    "get updates",
    "join our",
    "leave a comment",
    "like us on",
    "log in to",
    "more from",
    "more on this",
    "photo by",
    "photo credit",
    "posted in",
    "powered by",
    "read also",
    "read more about",
    "read more:",
    "read next",
    "related:",
    "related article",
    "related stories",
    "see also:",
    "share on",
    "share this",
    "sign in to",
    "sign up for",
    "sign up to",
    "subscribe now",
    "subscribe to",
    "this article was originally published",
    "tags:",
    "view the discussion",
    "©",
];

/// Headings of what follows an article.
const SECTIONS: [&str; 40] = [
    "about the author",
    "about the authors",
    "add a comment",
    "add comment",
    "also in",
    "around the web",
    "comments",
    "discussion",
    "don't miss",
    "don’t miss",
    "editor's picks",
    "editors' picks",
    "filed under",
    "further reading",
    "in this section",
    "join the conversation",
    "join the discussion",
    "keep reading",
    "latest",
    "leave a comment",
    "leave a reply",
    "more from",
    "more in",
    "more like this",
    "more news",
    "more on",
    "more stories",
    "most popular",
    "most read",
    "recommended",
    "related",
    "see also",
    "similar articles",
    "tags",
    "top stories",
    "trending",
    "what to read next",
    "write a comment",
    "you may also",
    "you might also",
];

/// What the words of a run say about it.
pub(super) fn phrase(text: &str) -> Phrase {
    if text.len() >= LONG {
        return Phrase::Other;
    }
    let line = text.trim().trim_end_matches([':', '.', '!', '…', '»', '>', ' ']).to_lowercase();
    if LINES.contains(&line.as_str()) || line.is_empty() || !line.contains(char::is_alphanumeric) {
        return Phrase::Line;
    }
    if SECTIONS.iter().any(|begins| {
        line.strip_prefix(begins).is_some_and(|rest| rest.len() < 40 && !rest.starts_with(char::is_alphanumeric))
    }) {
        return Phrase::Section;
    }
    let lower = text.trim().to_lowercase();
    if BEGINNINGS.iter().any(|begins| lower.starts_with(begins)) {
        return Phrase::Line;
    }
    Phrase::Other
}
