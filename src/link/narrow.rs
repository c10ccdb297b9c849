//! Records in few bytes, as the ledger keeps them: a form of our own, made again wherever it is of another version.

use super::profile::Profile;
use super::record::Record;
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a profile looks like and how it comes about. Raised with every change to either.
pub const VERSION: u32 = 6;

impl Record {
    /// All but the claims.
    pub fn head(&self) -> Vec<u8> {
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// The claims; `key` gives what each is known by to whoever reads them.
    pub fn profiles(&self, key: &dyn Fn(usize) -> usize) -> Vec<u8> {
        let keys: Vec<usize> = self.claims.iter().map(|profile| key(profile.key)).collect();
        postcard::to_stdvec(&(keys, &self.claims)).unwrap_or_default()
    }

    /// The record of a document from its head, without claims; none where the bytes are no head.
    pub fn of_head(document: usize, bytes: &[u8]) -> Option<Self> {
        let mut record: Self = postcard::from_bytes(bytes).ok()?;
        record.document = document;
        Some(record)
    }

    /// Takes up the claims; none where the bytes are no claims.
    pub fn read_profiles(&mut self, bytes: &[u8]) -> Option<()> {
        let (keys, mut claims): (Vec<usize>, Vec<Profile>) = postcard::from_bytes(bytes).ok()?;
        for (profile, key) in claims.iter_mut().zip(keys) {
            profile.key = key;
            profile.complete(self.about(), self.published);
        }
        self.claims = claims;
        Some(())
    }

    /// The days of its publication, counted from the first of the year 1.
    pub fn days(&self) -> Option<(i64, i64)> {
        let day = |day: NaiveDate| i64::from(day.num_days_from_ce());
        self.published.map(|published| (day(published.start), day(published.end)))
    }
}

/// A figure as its digits and how many of them stand behind the point.
pub mod figure {
    use super::*;

    pub fn serialize<S: Serializer>(figure: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
        figure.map(|figure| (figure.mantissa(), figure.scale())).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
        let parts: Option<(i128, u32)> = Deserialize::deserialize(deserializer)?;
        parts
            .map(|(digits, scale)| Decimal::try_from_i128_with_scale(digits, scale))
            .transpose()
            .map_err(serde::de::Error::custom)
    }
}

/// A day as its number.
pub mod day {
    use super::*;

    pub fn serialize<S: Serializer>(day: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
        day.map(|day| day.num_days_from_ce()).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
        let number: Option<i32> = Deserialize::deserialize(deserializer)?;
        number.map(of).transpose()
    }

    pub fn of<E: serde::de::Error>(number: i32) -> Result<NaiveDate, E> {
        NaiveDate::from_num_days_from_ce_opt(number).ok_or_else(|| E::custom("no day has this number"))
    }
}

/// Days as the numbers of the first and the last.
pub mod days {
    use super::*;
    use crate::text::DateInterval;

    pub fn serialize<S: Serializer>(days: &Option<DateInterval>, serializer: S) -> Result<S::Ok, S::Error> {
        days.map(|days| (days.start.num_days_from_ce(), days.end.num_days_from_ce())).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateInterval>, D::Error> {
        let numbers: Option<(i32, i32)> = Deserialize::deserialize(deserializer)?;
        numbers.map(|(start, end)| Ok(DateInterval { start: day::of(start)?, end: day::of(end)? })).transpose()
    }
}
