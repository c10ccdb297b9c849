//! Conditions on the rows of a view: SQL with named parameters, never with the user's words in it.

use crate::Error;
use crate::ledger::Ledger;
use crate::report::Table;
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

    /// The first rows of a view, in an order that an index has: candidates are taken from `keys` (a query for the values of
    /// `column` in that order), more and more of them, until enough of their rows meet the conditions. Where `select` has
    /// `{}`, the condition on the keys stands there too.
    pub fn first(
        &self,
        ledger: &Ledger,
        (select, order): (&str, &str),
        (column, keys): (&str, &str),
        limit: u64,
    ) -> Result<Table, Error> {
        let (mut found, mut from, mut count) = (Table::default(), 0, limit.saturating_mul(2).max(16));
        loop {
            // With an OFFSET, be it 0, SQLite sorts all keys where an index has the first part of their order alone.
            let offset = if from == 0 { String::new() } else { format!(" OFFSET {from}") };
            let keys = ledger.query(&format!("{keys} LIMIT {count}{offset}"), &[])?;
            let mut chosen = Self { conditions: self.conditions.clone(), parameters: self.parameters.clone() };
            chosen.condition(among("{}", column, &keys));
            let select = among(select, column, &keys);
            let rows = ledger.query(&chosen.sql(&select, order, Some(limit)), chosen.parameters())?;
            found.columns = rows.columns;
            found.rows.extend(rows.rows);
            if found.rows.len() as u64 >= limit || (keys.rows.len() as u64) < count {
                found.rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
                return Ok(found);
            }
            from += count;
            count = count.saturating_mul(4);
        }
    }

    /// The values of its parameters.
    pub fn parameters(&self) -> &[(String, String)] {
        &self.parameters
    }
}

/// A query with `{}` in its place for the condition that a column of a view holds one of some ids. They are written out:
/// SQLite carries such a condition into a view, and none that asks for them in a query of its own.
pub(super) fn among(sql: &str, column: &str, ids: &Table) -> String {
    let ids: Vec<_> = ids.rows.iter().flatten().map(|id| format!("'{}'", id.plain().replace('\'', "''"))).collect();
    sql.replace("{}", &format!("{column} IN ({})", ids.join(", ")))
}
