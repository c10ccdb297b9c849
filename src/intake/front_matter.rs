//! YAML between `---` lines at the head of a text.

use super::Fields;
use super::fields::folded;
use serde_json::Value;
use std::collections::BTreeMap;

/// What stands above an article.
pub(super) struct FrontMatter {
    /// What it says.
    pub fields: Fields,
    /// Where the article begins, in bytes.
    pub body: usize,
    /// Why it could not be read as YAML.
    pub warning: Option<String>,
}

/// The front matter of a text; `None` where there is none: no `---` in the first line, none that closes it, or between
/// them something other than keys with values, such as a text that begins with a rule.
pub(super) fn front_matter(text: &str) -> Option<FrontMatter> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let mut end = first.len();
    let closing = lines.find(|line| {
        let closes = matches!(line.trim_end(), "---" | "...");
        end += if closes { 0 } else { line.len() };
        closes
    })?;
    let yaml = text.get(first.len()..end)?;
    let body = end + closing.len();
    if yaml.trim().is_empty() {
        return Some(FrontMatter { fields: Fields::default(), body, warning: None });
    }
    match serde_saphyr::from_str::<Value>(yaml) {
        Ok(Value::Object(object)) => Some(FrontMatter { fields: Fields::of_object(&object), body, warning: None }),
        Ok(_) => None,
        Err(error) => {
            let fields = by_line(yaml)?;
            let cause = error.to_string();
            let cause = cause.lines().find(|line| !line.trim().is_empty()).unwrap_or("bad syntax").trim();
            let warning = || format!("the front matter is no YAML ({cause}) and is read line by line");
            Some(FrontMatter { fields, body, warning: (!is_plain(yaml)).then(warning) })
        }
    }
}

/// Is it nothing but lines `key: value`? Then a headline with a colon in it is all that YAML minds, and the lines say what
/// is meant.
fn is_plain(yaml: &str) -> bool {
    let word = |key: &str| key.starts_with(char::is_alphabetic) && !key.contains(char::is_whitespace);
    let marks = ['[', '{', '|', '>', '&', '*', '!', '"', '\''];
    yaml.lines().filter(|line| !line.trim().is_empty()).all(|line| {
        line.split_once(": ").is_some_and(|(key, value)| word(key) && !value.trim_start().starts_with(marks))
            || line.trim_end().strip_suffix(':').is_some_and(word)
    })
}

/// The fields of lines `key: value`; `None` where none of the lines has a key that we know.
fn by_line(yaml: &str) -> Option<Fields> {
    let values: BTreeMap<String, String> = yaml
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(key, value)| (folded(key), value.trim().trim_matches(['"', '\'']).to_owned()))
        .filter(|(key, _)| Fields::is_name(key))
        .collect();
    (!values.is_empty()).then(|| Fields::of_names(|name| values.get(name).cloned()))
}
