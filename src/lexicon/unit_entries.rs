//! The shapes of `data/units/<dimension>.toml`: units of measure and currencies.

use super::entries::{Accept, Reject};
use serde::Deserialize;

/// A unit of measure.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitEntry {
    /// What stands in the column `unit`; unique among units.
    pub id: String,
    /// Written-out names, singular, lower case ("square kilometre"); regular plurals are understood.
    #[serde(default)]
    pub names: Vec<String>,
    /// Irregular plurals and other whole forms ("feet"), lower case.
    #[serde(default)]
    pub forms: Vec<String>,
    /// Symbols, matched with regard to case ("km", "MW"), after the number, glued or after a blank.
    #[serde(default)]
    pub symbols: Vec<String>,
    /// Symbols that are a unit only when glued to the digits ("6ft", "5m" without a currency).
    #[serde(default)]
    pub glued: Vec<String>,
    /// Words, lower case, that let a `glued` symbol count after a blank as well, if one of them stands near it in the
    /// sentence: "temperatures of 43 C".
    #[serde(default)]
    pub near: Vec<String>,
    /// Nouns, singular, lower case, right behind the unit that make something else of it: "foot soldiers", "barrel bombs".
    #[serde(default)]
    pub not_before: Vec<String>,
    /// Symbols and words before the number that make it one of this unit: "Mach 2".
    #[serde(default)]
    pub before: Vec<String>,
    /// Symbols that say what it is per as well: "bpd" is a barrel per day.
    #[serde(default)]
    pub rated: Vec<RatedSymbol>,
    /// How many of the dimension's base unit it is: a decimal or a fraction "a/b"; exact.
    pub factor: String,
    /// What is added after multiplying (temperatures): a decimal or a fraction.
    #[serde(default)]
    pub offset: Option<String>,
    /// What the reading took for granted, where the word has several meanings (ton, gallon).
    #[serde(default)]
    pub note: Option<String>,
    /// Texts it must read.
    pub accept: Vec<Accept>,
    /// Texts it must not.
    pub reject: Vec<Reject>,
}

/// A symbol of a unit that has its rate in it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatedSymbol {
    /// The symbol, with regard to case.
    pub symbol: String,
    /// Per what, as in the column `rate`.
    pub per: String,
}

/// A currency.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurrencyEntry {
    /// ISO 4217 code; unique among currencies.
    pub id: String,
    /// Names after the number, singular, lower case: "dollar", "US dollar".
    #[serde(default)]
    pub names: Vec<String>,
    /// Irregular plurals and whole forms: "kronor", "rmb".
    #[serde(default)]
    pub forms: Vec<String>,
    /// Signs before the number, with regard to case: "US$", "HK$", "€", "Rs", "Rs.".
    #[serde(default)]
    pub signs: Vec<String>,
    /// Signs that are one only when they touch a digit: "R1.2bn", "PS8.1bn" for a pound that was lost on the way to
    /// ASCII. One of a single letter needs grouped digits, a decimal or a scale word besides, or a road is a price.
    #[serde(default)]
    pub glued_signs: Vec<String>,
    /// Signs and words right behind the number only, with regard to case: "90 zł".
    #[serde(default)]
    pub signs_behind: Vec<String>,
    /// Words behind "$5" that say whose dollar it is, lower case: "canadian".
    #[serde(default)]
    pub behind_dollar: Vec<String>,
    /// Outlets whose bare dollar it is: lower case, without "the"; or the last label of their addresses with its stop.
    #[serde(default)]
    pub outlets: Vec<String>,
    /// Nouns, singular, lower case, right behind the name that make something else of it: "pound coins".
    #[serde(default)]
    pub not_before: Vec<String>,
    /// Names of the hundredth: "cent", "penny".
    #[serde(default)]
    pub subunit: Vec<String>,
    /// Irregular plurals and glued signs of the hundredth: "pence", "p".
    #[serde(default)]
    pub subunit_forms: Vec<String>,
    /// What the reading took for granted.
    #[serde(default)]
    pub note: Option<String>,
    /// Texts it must read.
    pub accept: Vec<Accept>,
    /// Texts it must not.
    pub reject: Vec<Reject>,
}

/// The units of one dimension: one file `data/units/<dimension>.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// Its name: the file's name.
    pub dimension: String,
    /// Its units.
    #[serde(default)]
    pub unit: Vec<UnitEntry>,
    /// Its currencies (money only).
    #[serde(default)]
    pub currency: Vec<CurrencyEntry>,
}
