//! Days as spreadsheets rewrite them.

use chrono::NaiveDate;

/// The day of a cell: ISO 8601 with or without a time, or with the order of the sheet's other days.
pub(super) fn day(cell: &str, order: Option<Order>) -> Result<NaiveDate, String> {
    let date = cell.split(['T', ' ']).next().unwrap_or("");
    if let Ok(day) = NaiveDate::parse_from_str(date, "%Y-%m-%d") {
        return Ok(day);
    }
    let read = match (parts(date), order) {
        (Some((first, second, year)), Some(Order::DayFirst)) => NaiveDate::from_ymd_opt(year, second, first),
        (Some((first, second, year)), Some(Order::MonthFirst)) => NaiveDate::from_ymd_opt(year, first, second),
        (Some((first, second, year)), None) if first == second => NaiveDate::from_ymd_opt(year, first, second),
        (Some(_), None) => {
            return Err(format!("checked_on: `{cell}` may be a day and month or a month and day; write YYYY-MM-DD"));
        }
        (None, _) => None,
    };
    read.ok_or_else(|| format!("checked_on: `{cell}` is no day; write YYYY-MM-DD"))
}

/// Which of two numbers is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

impl Order {
    /// The order of a column of days, from those that can be read in one way only. A point between the numbers is
    /// written where the day comes first.
    pub fn of<'c>(cells: impl Iterator<Item = &'c str>) -> Option<Self> {
        let mut found = None;
        for cell in cells {
            let date = cell.split(['T', ' ']).next().unwrap_or("");
            let order = match parts(date) {
                Some((first, ..)) if first > 12 || date.contains('.') => Self::DayFirst,
                Some((_, second, _)) if second > 12 => Self::MonthFirst,
                _ => continue,
            };
            match found {
                Some(other) if other != order => return None,
                _ => found = Some(order),
            }
        }
        found
    }
}

/// `22/11/2026` as three numbers; a year of two digits is of this century.
fn parts(date: &str) -> Option<(u32, u32, i32)> {
    let mut numbers = date.split(['/', '.', '-']);
    let (first, second) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
    let year: i32 = numbers.next()?.parse().ok()?;
    if numbers.next().is_some() || first > 31 || second > 31 {
        return None;
    }
    Some((first, second, if year < 100 { 2000 + year } else { year }))
}
