//! Anybody's SQL, which may read and nothing else; and the schema, for whoever writes it.

use super::{Ledger, failure};
use crate::Error;
use crate::report::{Cell, Table};
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Statement, StatementStatus, ToSql};

/// How much of an answer is taken.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// So many rows.
    pub rows: usize,
    /// So many bytes: a recursion without an end fills no memory.
    pub bytes: usize,
}

/// The largest answer that is given whole.
const LARGEST: Bounds = Bounds { rows: usize::MAX, bytes: 1 << 30 };

/// Pragmas that only tell. With a value in their brackets they tell about that.
const TELLING: &[&str] = &[
    "compile_options",
    "collation_list",
    "database_list",
    "foreign_key_check",
    "foreign_key_list",
    "function_list",
    "index_info",
    "index_list",
    "index_xinfo",
    "integrity_check",
    "module_list",
    "pragma_list",
    "quick_check",
    "table_info",
    "table_list",
    "table_xinfo",
];

/// Pragmas that tell without a value and set with one.
const TELLING_ALONE: &[&str] = &[
    "application_id",
    "data_version",
    "encoding",
    "foreign_keys",
    "freelist_count",
    "journal_mode",
    "page_count",
    "page_size",
    "schema_version",
    "user_version",
];

/// Takes the authorizer and the bound off again, whatever happens.
struct Guard<'c> {
    connection: &'c Connection,
    /// How long a value could be before.
    length: i32,
}

impl<'c> Guard<'c> {
    fn over(connection: &'c Connection, bounds: Bounds) -> rusqlite::Result<Self> {
        // One value alone could fill the memory.
        let length = connection.limit(Limit::SQLITE_LIMIT_LENGTH)?;
        let shorter = i32::try_from(bounds.bytes).unwrap_or(length).min(length);
        connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, shorter)?;
        connection.authorizer(Some(|context: AuthContext<'_>| authorization(&context.action)))?;
        Ok(Self { connection, length })
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        let _ = self.connection.authorizer(None::<fn(AuthContext<'_>) -> Authorization>);
        let _ = self.connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, self.length);
    }
}

/// What reads is named; all else is refused, also what SQLite may learn to do later.
fn authorization(action: &AuthAction<'_>) -> Authorization {
    let allowed = match action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => true,
        AuthAction::Function { function_name } => !function_name.eq_ignore_ascii_case("load_extension"),
        AuthAction::Pragma { pragma_name, pragma_value } => {
            let named = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(pragma_name));
            named(TELLING) || pragma_value.is_none() && named(TELLING_ALONE)
        }
        _ => false,
    };
    if allowed { Authorization::Allow } else { Authorization::Deny }
}

impl Ledger {
    /// The rows of one SELECT. Parameters go by name, with or without the `:`; what is written like a number is bound as
    /// one. Whatever would write, attach or set something is refused.
    pub fn query(&self, sql: &str, parameters: &[(String, String)]) -> Result<Table, Error> {
        let (table, more) = self.query_within(sql, parameters, LARGEST)?;
        if more {
            let cause = format!("the answer is larger than {} MiB", LARGEST.bytes >> 20);
            return Err(
                Error::new("query", &self.place, cause).hint("ask for less: LIMIT, WHERE, or fewer columns than *")
            );
        }
        Ok(table)
    }

    /// The same up to some number of rows and bytes; says whether there was more.
    pub fn query_within(
        &self,
        sql: &str,
        parameters: &[(String, String)],
        bounds: Bounds,
    ) -> Result<(Table, bool), Error> {
        const OPERATION: &str = "query";
        let fails = || failure(OPERATION, &self.place);
        let _guard = Guard::over(&self.connection, bounds).map_err(fails())?;
        let mut statement = self.connection.prepare(sql).map_err(|error| refused(sql, error, &self.place))?;
        if statement.column_count() == 0 {
            return Err(Error::new(OPERATION, &self.place, "the statement yields no rows")
                .hint("write one SELECT; `factledger schema` lists the views"));
        }
        let mut bound = vec![false; statement.parameter_count()];
        for (name, value) in parameters {
            let bare = name.trim_start_matches([':', '@', '$']);
            let index = [":", "@", "$"]
                .iter()
                .find_map(|sign| statement.parameter_index(&format!("{sign}{bare}")).transpose())
                .transpose()
                .map_err(fails())?
                .ok_or_else(|| Error::new(OPERATION, &self.place, format!("the statement has no parameter :{bare}")))?;
            bind(&mut statement, index, value).map_err(fails())?;
            if let Some(bound) = bound.get_mut(index - 1) {
                *bound = true;
            }
        }
        if let Some(missing) = bound.iter().position(|bound| !bound) {
            let name = statement.parameter_name(missing + 1).unwrap_or("?").to_owned();
            return Err(Error::new(OPERATION, &self.place, format!("the parameter {name} has no value"))
                .hint("give it as NAME=VALUE; parameters without a name cannot be given"));
        }
        let found = table(&mut statement, &[], bounds).map_err(|error| refused(sql, error, &self.place));
        self.walked.set(self.walked.get() + walked(&statement));
        found
    }

    /// How many rows the queries so far have gone through one by one, because no index led to them or because they stand
    /// in the order of one.
    pub fn walked(&self) -> u64 {
        self.walked.get()
    }

    /// The rows of one of our own statements.
    pub(crate) fn rows(&self, sql: &str, parameters: &[&dyn ToSql]) -> Result<Table, Error> {
        let fails = || failure("read", &self.place);
        let mut statement = self.connection.prepare_cached(sql).map_err(fails())?;
        let all = Bounds { rows: usize::MAX, bytes: usize::MAX };
        let found = table(&mut statement, parameters, all).map_err(fails())?.0;
        self.walked.set(self.walked.get() + walked(&statement));
        Ok(found)
    }

    /// The SQL of every view and table, with their comments, the stable views first.
    pub fn schema(&self) -> Result<String, Error> {
        const STABLE: &str = "'documents', 'claims', 'all_claims', 'facts', 'discrepancies', 'discrepancy_pairs', \
            'checks', 'review_queue', 'verdicts', 'decisions', 'fact_values', 'sources', 'captures', 'audit', \
            'runs', 'saved_queries'";
        let sql = format!(
            "SELECT s.sql FROM sqlite_schema s JOIN pragma_table_list l ON l.name = s.name AND l.schema = 'main'
             WHERE s.type IN ('table', 'view') AND s.sql IS NOT NULL AND l.type <> 'shadow'
             ORDER BY s.name NOT IN ({STABLE}), s.type, s.rowid"
        );
        let mut schema = String::new();
        for row in self.rows(&sql, &[])?.rows {
            if let Some(Cell::Text(text)) = row.first() {
                schema.push_str(text);
                schema.push_str(";\n\n");
            }
        }
        schema.truncate(schema.trim_end().len());
        schema.push('\n');
        Ok(schema)
    }
}

/// Binds numbers as numbers, but only those that are written as SQLite would write them: `007` is a name.
fn bind(statement: &mut Statement<'_>, index: usize, value: &str) -> rusqlite::Result<()> {
    if let Some(number) = value.parse::<i64>().ok().filter(|number| number.to_string() == value) {
        return statement.raw_bind_parameter(index, number);
    }
    match value.parse::<f64>().ok().filter(|number| number.is_finite() && number.to_string() == value) {
        Some(number) => statement.raw_bind_parameter(index, number),
        None => statement.raw_bind_parameter(index, value),
    }
}

/// The rows that a statement has gone through one by one, whole tables and indexes, instead of finding them by an index.
fn walked(statement: &Statement<'_>) -> u64 {
    u64::try_from(statement.reset_status(StatementStatus::FullscanStep)).unwrap_or(0)
}

/// The rows of a statement up to the bounds, and whether there was more.
fn table(statement: &mut Statement<'_>, parameters: &[&dyn ToSql], bounds: Bounds) -> rusqlite::Result<(Table, bool)> {
    let columns: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
    for (at, parameter) in parameters.iter().enumerate() {
        statement.raw_bind_parameter(at + 1, parameter)?;
    }
    let mut rows = statement.raw_query();
    let mut table = Table { columns, rows: Vec::new() };
    let mut size = 0_usize;
    while let Some(row) = rows.next()? {
        let cells = (0..table.columns.len()).map(|column| row.get_ref(column).map(cell));
        let cells: Vec<Cell> = cells.collect::<rusqlite::Result<_>>()?;
        let words = |cell: &Cell| cell.text().map_or(0, str::len);
        size += cells.iter().map(|cell| size_of::<Cell>() + words(cell)).sum::<usize>();
        if size > bounds.bytes || table.rows.len() >= bounds.rows {
            return Ok((table, true));
        }
        table.rows.push(cells);
    }
    Ok((table, false))
}

pub(super) fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Real(number) => Cell::Real(number),
        ValueRef::Text(bytes) => Cell::Text(String::from_utf8_lossy(bytes).into_owned()),
        // The ledger stores none, but an expression can make one.
        ValueRef::Blob(bytes) => Cell::Text(data_encoding::HEXLOWER.encode(bytes)),
    }
}

/// The error with the line that is to blame, or with what may be asked instead.
fn refused(sql: &str, error: rusqlite::Error, place: &str) -> Error {
    if let rusqlite::Error::SqlInputError { msg, offset, .. } = &error
        && let Ok(offset) = usize::try_from(*offset)
        && let Some(before) = sql.get(..offset)
    {
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = sql.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let column = sql.get(start..offset).map_or(0, |before| before.chars().count());
        return Error::new("query", place, msg).snippet(line, column).hint("`factledger schema` lists the views");
    }
    let denied = error.sqlite_error_code() == Some(rusqlite::ErrorCode::AuthorizationForStatementDenied);
    let many = matches!(error, rusqlite::Error::MultipleStatement);
    let error = failure("query", place)(error);
    if denied || many { error.hint("one statement that only reads; nothing was changed") } else { error }
}
