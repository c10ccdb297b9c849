//! Conditions on the rows of a view: SQL with named parameters, never with the user's words in it.

use std::fmt::Display;

/// A query over one of the stable views, growing by conditions.
#[derive(Debug, Default)]
pub(super) struct Filter {
    conditions: Vec<String>,
    parameters: Vec<(String, String)>,
}

impl Filter {
    /// Adds a value and returns the text that it is in SQL. The ledger binds what is written like a number as one; an
    /// outlet called 1843 is none, so a letter goes before and is cut off again.
    pub fn parameter(&mut self, value: impl Display) -> String {
        let name = format!("p{}", self.parameters.len() + 1);
        self.parameters.push((name.clone(), format!("t{value}")));
        format!("substr(:{name}, 2)")
    }

    /// Adds a condition.
    pub fn condition(&mut self, sql: impl Into<String>) {
        self.conditions.push(sql.into());
    }

    /// One of the columns holds one of the values, whatever the case of their letters.
    pub fn any_of(&mut self, columns: &[&str], values: &[String]) {
        if values.is_empty() {
            return;
        }
        let names: Vec<_> = values.iter().map(|value| self.parameter(value)).collect();
        let names = names.join(", ");
        let each: Vec<_> = columns.iter().map(|column| format!("{column} COLLATE NOCASE IN ({names})")).collect();
        self.condition(format!("({})", each.join(" OR ")));
    }

    /// None of the columns holds one of the values.
    pub fn none_of(&mut self, columns: &[&str], values: &[String]) {
        if values.is_empty() {
            return;
        }
        let names: Vec<_> = values.iter().map(|value| self.parameter(value)).collect();
        let names = names.join(", ");
        for column in columns {
            self.condition(format!("({column} IS NULL OR {column} COLLATE NOCASE NOT IN ({names}))"));
        }
    }

    /// One of the columns holds the words somewhere.
    pub fn holds(&mut self, columns: &[&str], words: Option<&str>) {
        if let Some(words) = words {
            let name = self.parameter(words);
            let each: Vec<_> =
                columns.iter().map(|column| format!("instr(lower({column}), lower({name})) > 0")).collect();
            self.condition(format!("({})", each.join(" OR ")));
        }
    }

    /// One of the date columns is not before the date; ISO 8601 of any precision compares as text.
    pub fn since(&mut self, columns: &[&str], date: Option<&str>) {
        if let Some(date) = date {
            let name = self.parameter(date);
            let each: Vec<_> = columns.iter().map(|column| format!("{column} >= {name}")).collect();
            self.condition(format!("({})", each.join(" OR ")));
        }
    }

    /// None of the date columns is after the date, or what it is the beginning of: until 2026-11 holds its last day.
    pub fn until(&mut self, columns: &[&str], date: Option<&str>) {
        if let Some(date) = date {
            let name = self.parameter(date);
            // `~` comes after every character of a date.
            self.condition(
                columns.iter().map(|column| format!("{column} <= {name} || '~'")).collect::<Vec<_>>().join(" AND "),
            );
        }
    }

    /// The whole query.
    pub fn sql(&self, select: &str, order: &str, limit: Option<u64>) -> String {
        let mut sql = select.to_owned();
        if !self.conditions.is_empty() {
            sql.push_str(" WHERE ");
            sql.push_str(&self.conditions.join(" AND "));
        }
        sql.push_str(" ORDER BY ");
        sql.push_str(order);
        if let Some(limit) = limit {
            sql.push_str(&format!(" LIMIT {limit}"));
        }
        sql
    }

    /// The values of its parameters.
    pub fn parameters(&self) -> &[(String, String)] {
        &self.parameters
    }
}
