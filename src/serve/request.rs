//! What an address or a form says: names and values, in order, names repeated as often as they were sent.

use super::ledgers::Failure;
use std::str::FromStr;

/// Names and values.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Of the part of an address behind the `?`, or of the body of a form.
    pub fn of(encoded: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(encoded).into_owned();
        // What is left empty in a form was not said.
        Self(pairs.filter(|(_, value)| !value.trim().is_empty()).collect())
    }

    /// The value of a name, blanks off.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim())
    }

    /// All values of a name.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.trim())
    }

    /// The value of a name, or empty.
    pub fn text(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }

    /// The value of a name, which must be one of `allowed`.
    pub fn one_of(&self, name: &str, allowed: &[&str]) -> Result<Option<&str>, Failure> {
        match self.get(name) {
            Some(value) if !allowed.contains(&value) => {
                Err(Failure::Odd(format!("{name} is one of {}.", allowed.join(", "))))
            }
            value => Ok(value),
        }
    }

    /// The values of a name, each by its written name.
    pub fn several_of<T: FromStr<Err = String>>(&self, name: &str) -> Result<Vec<T>, Failure> {
        self.all(name)
            .map(|value| value.parse().map_err(|cause: String| Failure::Odd(format!("{name}: {cause}"))))
            .collect()
    }

    /// A whole number, or what stands for none.
    pub fn number(&self, name: &str, otherwise: usize) -> Result<usize, Failure> {
        match self.get(name) {
            None => Ok(otherwise),
            Some(text) => text.parse().map_err(|_| Failure::Odd(format!("{name}: a whole number"))),
        }
    }

    /// The same with one value for a name in place of all it had; an empty one takes it out.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut pairs: Vec<_> = self.0.iter().filter(|(known, _)| known != name).cloned().collect();
        if !value.is_empty() {
            pairs.push((name.to_owned(), value.to_owned()));
        }
        Self(pairs)
    }

    /// The same with one value more for a name.
    pub fn plus(&self, name: &str, value: &str) -> Self {
        let added = (name.to_owned(), value.to_owned());
        Self(self.0.iter().cloned().chain([added]).collect())
    }

    /// The same with one value less for a name.
    pub fn minus(&self, name: &str, value: &str) -> Self {
        Self(self.0.iter().filter(|(known, held)| known != name || held.trim() != value).cloned().collect())
    }

    /// The same without some names.
    pub fn without(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect())
    }

    /// The same with these names alone.
    pub fn only(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(name, _)| names.contains(&name.as_str())).cloned().collect())
    }

    /// The address of a page with these fields behind it.
    pub fn at(&self, path: &str) -> String {
        if self.0.is_empty() {
            return path.to_owned();
        }
        let encoded = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish();
        format!("{path}?{encoded}")
    }

    /// The names and values, for hidden fields of a form.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

/// Is it an id of the kind that begins with `letter`? Then nothing in it needs escaping anywhere.
pub(super) fn is_id(letter: char, text: &str) -> bool {
    text.starts_with(letter)
        && text.len() <= 40
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}
