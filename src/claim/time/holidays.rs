//! Holidays that news dates things by, each with the rule that gives its day in a year.

use super::{Around, Bare};
use crate::quantity::View;
use crate::text::DateInterval;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// How a holiday's day is found.
#[derive(Debug, Clone, Copy)]
enum Rule {
    /// Month and day.
    Fixed(u32, u32),
    /// The n-th weekday of a month, and so many days on.
    Nth(u32, Weekday, u8, u64),
    /// The last Monday of a month.
    LastMonday(u32),
    /// Days from Easter Sunday.
    Easter(i64),
}

/// Words in lower case. Left out are those that are another day in every country ("Independence Day").
const HOLIDAYS: [(&[&str], Rule); 17] = [
    (&["new", "year", "'s", "eve"], Rule::Fixed(12, 31)),
    (&["new", "year", "'s", "day"], Rule::Fixed(1, 1)),
    (&["valentine", "'s", "day"], Rule::Fixed(2, 14)),
    (&["good", "friday"], Rule::Easter(-2)),
    (&["easter", "sunday"], Rule::Easter(0)),
    (&["easter", "monday"], Rule::Easter(1)),
    (&["easter", "weekend"], Rule::Easter(0)),
    (&["memorial", "day"], Rule::LastMonday(5)),
    (&["labor", "day"], Rule::Nth(9, Weekday::Mon, 1, 0)),
    (&["halloween"], Rule::Fixed(10, 31)),
    (&["veterans", "day"], Rule::Fixed(11, 11)),
    (&["thanksgiving"], Rule::Nth(11, Weekday::Thu, 4, 0)),
    (&["black", "friday"], Rule::Nth(11, Weekday::Thu, 4, 1)),
    (&["cyber", "monday"], Rule::Nth(11, Weekday::Thu, 4, 4)),
    (&["christmas", "eve"], Rule::Fixed(12, 24)),
    (&["christmas", "day"], Rule::Fixed(12, 25)),
    (&["boxing", "day"], Rule::Fixed(12, 26)),
];

/// The holiday named at `at`: of the year behind it, else the last one that is not after the document.
pub fn holiday(view: &View, at: usize, around: &Around) -> Option<Bare> {
    if !view.capital(at) {
        return None;
    }
    let same = |word: &str, have: &str| word == have || have == "'s" && word == "’s";
    let (words, rule) = HOLIDAYS
        .iter()
        .find(|(words, _)| words.iter().enumerate().all(|(step, have)| same(view.word(at + step), have)))?;
    let mut end = at + words.len();
    end += usize::from(view.word(end) == "day" && words.last() != Some(&"day"));
    let weekend = words.last() == Some(&"weekend") || view.word(end) == "weekend";
    end += usize::from(view.word(end) == "weekend");
    let year = super::dates::year_at(view, end);
    let day = match (year, around.published) {
        (Some(year), _) => rule.day(year),
        (None, Some(published)) => {
            let this = rule.day(published.end.year());
            this.filter(|day| *day <= published.end).or_else(|| rule.day(published.end.year() - 1))
        }
        (None, None) => None,
    };
    let days = day.and_then(|day| if weekend { around_weekend(day) } else { Some(DateInterval::day(day)) });
    Some(Bare { days, end: end + usize::from(year.is_some()), day: !weekend, stretch: false })
}

/// The weekend that a holiday makes: from a Thursday or Friday on to the Sunday, from the Saturday to a Monday.
fn around_weekend(day: NaiveDate) -> Option<DateInterval> {
    let (back, on) = match day.weekday() {
        Weekday::Thu => (0, 3),
        Weekday::Fri => (0, 2),
        Weekday::Sat => (0, 1),
        Weekday::Sun => (2, 1),
        Weekday::Mon => (2, 0),
        Weekday::Tue | Weekday::Wed => return None,
    };
    Some(DateInterval { start: day.checked_sub_days(Days::new(back))?, end: day.checked_add_days(Days::new(on))? })
}

impl Rule {
    fn day(self, year: i32) -> Option<NaiveDate> {
        match self {
            Rule::Fixed(month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Rule::Nth(month, weekday, nth, on) => {
                NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth)?.checked_add_days(Days::new(on))
            }
            Rule::LastMonday(month) => NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 5)
                .or_else(|| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 4)),
            Rule::Easter(days) => easter(year)?.checked_add_signed(chrono::Duration::days(days)),
        }
    }
}

/// Easter Sunday of the Gregorian calendar, by the computus of Meeus, Jones and Butcher.
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let shift = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * shift + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(days / 31).ok()?, u32::try_from(days % 31 + 1).ok()?)
}
