//! Dates with the precision they were given with.

use chrono::{DateTime, Datelike, Days, FixedOffset, Months, NaiveDate, NaiveDateTime, SecondsFormat};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// The months, lower case.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The weekdays, lower case, from Monday.
pub const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// An ISO 8601 date of any precision: `2015`, `2015-12`, `2015-12-16`, `2015-12-16T09:00:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// A year.
    Year(i32),
    /// A month of a year; the day is the first.
    Month(NaiveDate),
    /// A day.
    Day(NaiveDate),
    /// A moment whose offset from UTC is known.
    Moment(DateTime<FixedOffset>),
    /// A moment without an offset.
    Local(NaiveDateTime),
}

impl PartialDate {
    /// The days it covers.
    pub fn interval(&self) -> DateInterval {
        match *self {
            PartialDate::Year(year) => DateInterval::year(year),
            PartialDate::Month(first) => DateInterval::month(first.year(), first.month()),
            PartialDate::Day(day) => Some(DateInterval::day(day)),
            PartialDate::Moment(moment) => Some(DateInterval::day(moment.date_naive())),
            PartialDate::Local(moment) => Some(DateInterval::day(moment.date())),
        }
        .unwrap_or(DateInterval { start: NaiveDate::MIN, end: NaiveDate::MIN })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PartialDate::Year(year) => write!(f, "{year:04}"),
            PartialDate::Month(first) => write!(f, "{:04}-{:02}", first.year(), first.month()),
            PartialDate::Day(day) => write!(f, "{day}"),
            PartialDate::Moment(moment) => f.write_str(&moment.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
            PartialDate::Local(moment) => write!(f, "{}", moment.format("%Y-%m-%dT%H:%M:%S")),
        }
    }
}

impl FromStr for PartialDate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let bad = || format!("`{text}` is no date; write YYYY, YYYY-MM, YYYY-MM-DD or an ISO 8601 time");
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if text.len() == 4 && digits(text) {
            return text.parse().map(PartialDate::Year).map_err(|_| bad());
        }
        if text.len() == 7 {
            return NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d")
                .map(PartialDate::Month)
                .map_err(|_| bad());
        }
        if text.len() == 10 {
            return NaiveDate::parse_from_str(text, "%Y-%m-%d").map(PartialDate::Day).map_err(|_| bad());
        }
        if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
            return Ok(PartialDate::Moment(moment));
        }
        if let Ok(moment) = DateTime::parse_from_rfc2822(text) {
            return Ok(PartialDate::Moment(moment));
        }
        ["%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%d %H:%M:%S%.f%z", "%Y-%m-%d %H:%M:%S%.f %z", "%Y-%m-%dT%H:%M%z"]
            .iter()
            .find_map(|form| DateTime::parse_from_str(text, form).ok().map(PartialDate::Moment))
            .or_else(|| {
                ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
                    .iter()
                    .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok().map(PartialDate::Local))
            })
            .ok_or_else(bad)
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Whole days from `start` to `end`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DateInterval {
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub end: NaiveDate,
}

impl DateInterval {
    /// One day.
    pub fn day(day: NaiveDate) -> Self {
        Self { start: day, end: day }
    }

    /// A calendar month, `month` from 1; `None` outside the calendar.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        Self::months(year, month, 1)
    }

    /// `count` calendar months from `month` of `year` on.
    pub fn months(year: i32, month: u32, count: u32) -> Option<Self> {
        let start = NaiveDate::from_ymd_opt(year, month, 1)?;
        let end = start.checked_add_months(Months::new(count))?.checked_sub_days(Days::new(1))?;
        Some(Self { start, end })
    }

    /// A calendar year.
    pub fn year(year: i32) -> Option<Self> {
        Self::months(year, 1, 12)
    }

    /// The interval as ISO 8601, as short as it can be: a year, a month, a day, or `start/end`.
    pub fn label(&self) -> String {
        if self.start == self.end {
            return self.start.to_string();
        }
        let whole = |count: u32| {
            Self::months(self.start.year(), self.start.month(), count) == Some(*self) && self.start.day() == 1
        };
        if self.start.month() == 1 && whole(12) {
            return format!("{:04}", self.start.year());
        }
        if whole(1) {
            return format!("{:04}-{:02}", self.start.year(), self.start.month());
        }
        format!("{}/{}", self.start, self.end)
    }

    /// Do the two share a day?
    pub fn overlaps(&self, other: &DateInterval) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// Whole days from the end of the earlier to the start of the later; 0 where they overlap.
    pub fn gap(&self, other: &DateInterval) -> i64 {
        (other.start - self.end).num_days().max((self.start - other.end).num_days()).max(0)
    }
}
