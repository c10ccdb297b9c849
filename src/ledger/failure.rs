//! SQLite's errors in the reader's words, with what can be done about them.

use crate::Error;
use rusqlite::ErrorCode;
use std::fmt;

/// Why a step of a transaction failed: SQLite said so, or we did.
#[derive(Debug)]
pub(super) enum Cause {
    Sqlite(rusqlite::Error),
    Own(Error),
}

impl Cause {
    /// The error, with what was being done and where.
    pub(super) fn at(self, operation: &str, place: &str) -> Error {
        match self {
            Cause::Sqlite(error) => failure(operation, place)(error),
            Cause::Own(error) => error,
        }
    }
}

impl From<rusqlite::Error> for Cause {
    fn from(error: rusqlite::Error) -> Self {
        Cause::Sqlite(error)
    }
}

impl From<Error> for Cause {
    fn from(error: Error) -> Self {
        Cause::Own(error)
    }
}

/// Turns an error of SQLite's into ours.
pub(super) fn failure(operation: &str, place: impl fmt::Display) -> impl FnOnce(rusqlite::Error) -> Error {
    let (operation, place) = (operation.to_owned(), place.to_string());
    move |error| {
        let code = error.sqlite_error_code();
        let cause = match (&error, code) {
            (_, Some(ErrorCode::OperationInterrupted)) => "stopped before it was done".to_owned(),
            (_, Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) => {
                "another process is writing to it".to_owned()
            }
            (rusqlite::Error::SqliteFailure(_, Some(message)), _) => message.clone(),
            (rusqlite::Error::SqlInputError { msg, .. }, _) => msg.clone(),
            _ => error.to_string(),
        };
        let hint = code.and_then(hint);
        let error = Error::new(operation, place, cause);
        match hint {
            Some(hint) => error.hint(hint),
            None => error,
        }
    }
}

/// What can be done.
fn hint(code: ErrorCode) -> Option<&'static str> {
    Some(match code {
        ErrorCode::DiskFull => {
            "free some space and run it again: what is recorded stays, and the run goes on where it stopped"
        }
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => {
            "the file or its folder cannot be written; nothing was changed; name another with --db"
        }
        ErrorCode::CannotOpen => "does the folder exist, and may it be written? name another file with --db",
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            "nothing was written; wait for the other and run it again"
        }
        ErrorCode::OperationInterrupted => "run it again: what is recorded stays, and the run goes on where it stopped",
        ErrorCode::DatabaseCorrupt => {
            "the file is damaged; `factledger verify` says where; go back to a copy of it, or save what can be read with \
             `factledger verify --save saved.jsonl`"
        }
        ErrorCode::NotADatabase => "it is no SQLite file; name another with --db",
        ErrorCode::SystemIoFailure => "the disk failed or is full; what was recorded before stays",
        _ => return None,
    })
}
