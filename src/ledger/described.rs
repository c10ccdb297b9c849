//! What the stable views hold, in words. The words are data (`schema.toml`): `schema` shows them, and exports give them
//! along.

use crate::Error;
use serde::Deserialize;
use std::fmt::Write as _;

/// The stable views of every ledger.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Described {
    /// What is true of all of them, in Markdown.
    pub about: String,
    /// The views, in the order in which they are explained.
    #[serde(rename = "view")]
    pub views: Vec<DescribedView>,
}

/// One view.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DescribedView {
    /// Its name.
    pub name: String,
    /// What its rows are, in Markdown.
    pub about: String,
    /// A view whose columns come first, and mean the same.
    pub like: Option<String>,
    /// Its columns; those that say one thing stand together.
    #[serde(rename = "column", default)]
    pub columns: Vec<DescribedColumns>,
}

/// Columns of one meaning.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DescribedColumns {
    /// Their names.
    pub names: Vec<String>,
    /// What they hold, in Markdown.
    pub meaning: String,
    /// What NULL says, where they can be NULL.
    #[serde(default)]
    pub null: String,
}

impl Described {
    /// The descriptions that the program carries.
    pub fn new() -> Result<Self, Error> {
        toml::from_str(include_str!("schema.toml"))
            .map_err(|error| Error::new("read", "the description of the views", error))
    }

    /// Every column of a view with its meaning, those it has in common with another included.
    pub fn columns(&self, view: &str) -> Vec<(&str, &DescribedColumns)> {
        let Some(view) = self.views.iter().find(|described| described.name == view) else { return Vec::new() };
        // A view is like one that stands before it, so that this ends.
        let before = self.views.iter().take_while(|described| described.name != view.name);
        let like = view.like.as_ref().filter(|like| before.into_iter().any(|described| described.name == **like));
        let mut columns = like.map_or_else(Vec::new, |like| self.columns(like));
        columns.extend(view.columns.iter().flat_map(|same| same.names.iter().map(move |name| (name.as_str(), same))));
        columns
    }

    /// All of it as a Markdown document.
    pub fn markdown(&self) -> String {
        let mut text = format!("# The ledger for readers of SQL\n\n{}\n", self.about.trim());
        for view in &self.views {
            let _ = write!(text, "\n## {}\n\n{}\n", view.name, view.about.trim());
            if view.columns.is_empty() {
                continue;
            }
            let nulls = view.columns.iter().any(|column| !column.null.is_empty());
            text.push_str(if nulls {
                "\n| column | meaning | NULL |\n| --- | --- | --- |\n"
            } else {
                "\n| column | meaning |\n| --- | --- |\n"
            });
            for column in &view.columns {
                let names: Vec<String> = column.names.iter().map(|name| format!("`{name}`")).collect();
                let _ = write!(text, "| {} | {} |", names.join(", "), piped(&column.meaning));
                if nulls {
                    let null = piped(&column.null);
                    text.push_str(&if null.is_empty() { " |".to_owned() } else { format!(" {null} |") });
                }
                text.push('\n');
            }
        }
        text
    }
}

/// Text in a cell of a Markdown table.
fn piped(text: &str) -> String {
    text.replace('|', "\\|")
}
