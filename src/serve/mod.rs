//! The local page: reads the ledger for a browser on the same machine, and records verdicts and decisions.
//!
//! It listens on 127.0.0.1 alone, believes no header, runs no script of an article and opens no file but the ledger.
//! What it needs of the world besides (the clock, who signs, linking anew) is brought by whoever starts it.

mod answer;
mod assets;
mod choice;
mod decide;
mod discrepancies;
mod discrepancy;
mod document;
mod fact;
mod guard;
mod ledgers;
mod list;
mod lists;
mod overview;
mod pager;
mod reading;
mod request;
mod routes;
mod row;
mod run;
mod search;
mod server;
mod slots;
mod sql;
mod verdict;
mod words;

use crate::Error;
use crate::ledger::Ledger;
use crate::lexicon::Lexicon;
use std::path::PathBuf;

pub use server::Server;

/// Brings facts and discrepancies up to date after a decision.
pub type Relink = Box<dyn Fn(&mut Ledger) -> Result<(), Error> + Send + Sync>;

/// What the page is made with.
pub struct Settings {
    /// The ledger's file.
    pub db: PathBuf,
    /// Refuses every write.
    pub read_only: bool,
    /// Who signs verdicts and decisions; without a name the forms ask for one.
    pub by: Option<String>,
    /// The time now, ISO 8601.
    pub now: fn() -> String,
    /// The vocabulary, with which documents are read again to show how.
    pub lexicon: Lexicon,
    /// Links and compares what a decision has touched.
    pub relink: Relink,
}
