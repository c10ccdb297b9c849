//! A long list in pieces, all of whose state stands in the address.

use super::ledgers::Failure;
use super::request::Fields;
use super::row::grouped;

/// So many rows on a page, unless the address says otherwise.
const USUAL: usize = 50;

/// So many at most.
const MOST: usize = 200;

/// So far a list is counted; what is longer is so said.
pub(super) const COUNTED: usize = 10_000;

/// So many rows at most are given as a file: more are for the command line, which streams them.
pub(super) const FILE_ROWS: usize = 50_000;

/// Which piece of a list is shown.
#[derive(Debug, Clone)]
pub(super) struct Pager {
    /// So many rows are before it.
    pub offset: usize,
    /// So many rows it may have.
    pub limit: usize,
    /// What is shown of how many, in words.
    pub shown: String,
    /// The address of the piece before.
    pub previous: Option<String>,
    /// The address of the piece after.
    pub next: Option<String>,
    /// The addresses of the whole list as files.
    pub csv: String,
    /// The same.
    pub json: String,
}

impl Pager {
    /// Which rows the address asks for.
    pub fn of(fields: &Fields) -> Result<Self, Failure> {
        let limit = fields.number("per", USUAL)?.clamp(1, MOST);
        let page = fields.number("page", 1)?.clamp(1, usize::MAX / MOST);
        Ok(Self {
            offset: (page - 1) * limit,
            limit,
            shown: String::new(),
            previous: None,
            next: None,
            csv: String::new(),
            json: String::new(),
        })
    }

    /// The same, once it is known that `here` rows are on it and that there are `total` of them, counted up to
    /// [`COUNTED`].
    pub fn over(mut self, path: &str, fields: &Fields, here: usize, total: usize) -> Self {
        let page = self.offset / self.limit + 1;
        let many = if total >= COUNTED { format!("more than {}", grouped(COUNTED)) } else { grouped(total) };
        self.shown = match here {
            0 => "none".to_owned(),
            _ => format!("{}–{} of {many}", grouped(self.offset + 1), grouped(self.offset + here)),
        };
        let at = |page: usize| fields.with("page", &if page == 1 { String::new() } else { page.to_string() }).at(path);
        self.previous = (page > 1).then(|| at(page - 1));
        let more = total >= COUNTED || self.offset + here < total;
        self.next = (here == self.limit && more).then(|| at(page + 1));
        let whole = fields.without(&["page", "per"]);
        self.csv = whole.at(&format!("{path}.csv"));
        self.json = whole.at(&format!("{path}.json"));
        self
    }
}

/// The error where a list is too long for a file: a part of it would look like all of it.
pub(super) fn too_long() -> Failure {
    Failure::Odd(format!(
        "The list has more than {} rows. Choose fewer, or use the command line, which has no such bound: factledger report, \
         claims, facts, documents.",
        grouped(FILE_ROWS)
    ))
}
