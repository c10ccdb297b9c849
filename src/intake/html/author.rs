//! Names of authors as pages write them.

/// Words before the name.
const BEFORE: [&str; 13] = [
    "article by",
    "author:",
    "authors:",
    "author",
    "by:",
    "by",
    "from",
    "posted by",
    "published by",
    "reported by",
    "story by",
    "von",
    "written by",
];

/// Names that are none.
const NOBODY: [&str; 18] = [
    "admin",
    "administrator",
    "author",
    "by",
    "contributor",
    "contributors",
    "editor",
    "editorial",
    "guest",
    "newsroom",
    "none",
    "null",
    "staff",
    "super user",
    "undefined",
    "unknown",
    "user",
    "webmaster",
];

/// Words of a part of a byline that is no name: an office, a time to read, a date.
const ROLES: [&str; 22] = [
    "ago",
    "am",
    "bureau",
    "chief",
    "columnist",
    "contributor",
    "correspondent",
    "department",
    "desk",
    "edited",
    "editor",
    "freelance",
    "gmt",
    "journalist",
    "min",
    "minute",
    "photographer",
    "pm",
    "published",
    "reporter",
    "staff",
    "updated",
];

/// The names in a byline, cleaned; empty where it holds none.
pub(super) fn names(byline: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in byline.split([';', '|', '•', '·', '\n', '/']).take(12) {
        for name in part.split(" and ").flat_map(|part| part.split(" & ")).flat_map(|part| part.split(", ")) {
            if let Some(name) = name_of(name).filter(|name| !found.contains(name)) {
                found.push(name);
            }
        }
    }
    found
}

/// Several names as one value.
pub(super) fn joined<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn name_of(text: &str) -> Option<String> {
    let mut text =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '-' | '–' | '—' | '*' | '"'));
    loop {
        let lower = text.to_lowercase();
        let Some(word) = BEFORE.iter().find(|word| {
            lower.strip_prefix(**word).is_some_and(|rest| word.ends_with(':') || rest.starts_with([' ', ':', '\u{a0}']))
        }) else {
            break;
        };
        text = text.get(word.len()..)?.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    }
    let words = text.split_whitespace().count();
    let lower = text.to_lowercase();
    let is_role = words > 1
        && (text.bytes().any(|byte| byte.is_ascii_digit())
            || lower.split(|c: char| !c.is_alphanumeric()).any(|word| ROLES.contains(&word)));
    let is_name = (1..=6).contains(&words)
        && text.len() <= 60
        && text.chars().any(char::is_alphabetic)
        && !text.contains("://")
        && !text.starts_with('@')
        && !text.starts_with("www.")
        && !is_role
        && !NOBODY.contains(&lower.as_str())
        && super::super::date(text).is_none()
        && super::dates::first(text).is_none();
    is_name
        .then(|| text.split_whitespace().filter(|word| !word.contains('@')).collect::<Vec<_>>().join(" "))
        .filter(|name| !name.is_empty())
}
