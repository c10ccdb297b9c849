//! The clock of runs.

use chrono::{DateTime, SecondsFormat, Utc};

/// The time now, ISO 8601 in UTC. `SOURCE_DATE_EPOCH`, seconds since 1970, stands for it where two runs must be equal
/// byte for byte.
pub(super) fn now() -> String {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.trim().parse().ok());
    let now = fixed.and_then(|seconds| DateTime::from_timestamp(seconds, 0)).unwrap_or_else(Utc::now);
    now.to_rfc3339_opts(SecondsFormat::Secs, true)
}
