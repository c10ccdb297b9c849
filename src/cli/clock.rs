//! The clock of runs.

use crate::Error;
use chrono::{DateTime, SecondsFormat, Utc};

/// The variable that stands for the clock where two runs must be equal byte for byte.
const FIXED: &str = "SOURCE_DATE_EPOCH";

/// The last second of the year 9999: later years are not written with four digits.
const LAST: i64 = 253_402_300_799;

/// The time now, ISO 8601 in UTC, or the one that `SOURCE_DATE_EPOCH` says.
pub(super) fn now() -> String {
    // What it says was checked before any command began.
    given().unwrap_or_else(|| written(Utc::now()))
}

/// The time that `SOURCE_DATE_EPOCH` says, if it says one.
pub(super) fn given() -> Option<String> {
    fixed().ok().flatten().map(written)
}

fn written(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The time that `SOURCE_DATE_EPOCH` says, if it is set; an error if that is no time.
pub(super) fn fixed() -> Result<Option<DateTime<Utc>>, Error> {
    let Some(said) = std::env::var_os(FIXED) else { return Ok(None) };
    let seconds =
        said.to_str().and_then(|said| said.trim().parse().ok()).filter(|seconds| (0..=LAST).contains(seconds));
    match seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0)) {
        Some(time) => Ok(Some(time)),
        None => Err(Error::new(
            "tell the time from",
            FIXED,
            format!("`{}` is no number of seconds since 1970", said.display()),
        )
        .hint("write whole seconds from 0 on, such as 1795305600, or unset it")),
    }
}
