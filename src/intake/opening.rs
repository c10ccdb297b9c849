//! What the first lines of an article say about it: heading, byline, date line, agency. Only forms that can hardly be
//! anything else are read; whatever is known from elsewhere wins over them.

use super::date::date;
use super::{Field, Fields, Format};

const LINES: usize = 8;

/// The fields that the opening of an article gives.
pub(super) fn opening(body: &str, format: Format) -> Fields {
    let mut found = Fields::default();
    for (number, line) in body.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES).enumerate() {
        if number == 0
            && format == Format::Markdown
            && let Some(title) = line.strip_prefix("# ")
        {
            found.set(Field::Title, title);
        }
        let plain = line.trim_matches(['*', '_']).trim();
        let mut first = |field: Field, value: &str| {
            if found.get(field).is_none() {
                found.set(field, value);
            }
        };
        if let Some(author) = byline(plain) {
            first(Field::Author, author);
        } else if let Some((field, day)) = date_line(plain) {
            first(field, &day);
        } else if let Some(agency) = agency(plain) {
            first(Field::Source, agency);
        }
    }
    found
}

/// `By Ada Lovelace and Mary Somerville`: nothing but capitalised names after the `By`.
fn byline(line: &str) -> Option<&str> {
    let names = line.strip_prefix("By ")?.trim();
    let words: Vec<_> = names.split_whitespace().collect();
    let name = |word: &str| matches!(word, "and" | "de" | "van" | "von" | "al" | "el") || is_name(word);
    ((2..=8).contains(&words.len())
        && words.first().is_some_and(|word| is_name(word))
        && words.iter().all(|word| name(word)))
    .then_some(names)
}

/// Letters with a capital first, and no end of a sentence.
fn is_name(word: &str) -> bool {
    let word = word.trim_end_matches(',');
    let letters = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
    // An initial has a full stop: J. Doe.
    let bare = word.strip_suffix('.').filter(|initial| initial.chars().count() == 1).unwrap_or(word);
    bare.chars().next().is_some_and(char::is_uppercase) && bare.chars().all(letters)
}

/// A line that is a date and nothing else, but for a word that says which date it is.
fn date_line(line: &str) -> Option<(Field, String)> {
    if line.len() > 80 || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let lower = line.to_ascii_lowercase();
    let (field, rest) = match lower.split_once([':', ' ']).map(|(word, _)| word) {
        Some(word @ ("published" | "posted" | "date")) => (Field::Published, lower.get(word.len()..)?),
        Some(word @ ("updated" | "modified")) => (Field::Modified, lower.get(word.len()..)?),
        _ => (Field::Published, lower.as_str()),
    };
    let rest = rest.trim_start_matches(':').trim();
    // A bare year is as likely a heading.
    if rest.len() < 7 {
        return None;
    }
    date(rest).map(|date| (field, date.to_string()))
}

/// The agency of a dateline `WUZHEN, China (Reuters) – …`: the place in capitals, the agency in brackets, a dash.
fn agency(line: &str) -> Option<&str> {
    let (place, rest) = line.split_once(" (")?;
    let (agency, rest) = rest.split_once(')')?;
    let town = place.split(',').next()?;
    let capitals = town.chars().any(char::is_alphabetic)
        && town.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '/'));
    let dash = rest.trim_start().starts_with(['-', '–', '—']);
    let named = (1..=3).contains(&agency.split(' ').count()) && agency.split(' ').all(is_name);
    (capitals && place.len() <= 60 && dash && named).then_some(agency)
}
