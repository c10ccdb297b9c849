//! When an article was published and changed, as its page shows it to readers: elements for times, elements that are
//! named for dates, lines near its beginning, and its address.

use super::super::{Field, Fields, date};
use super::dates::{self, Named, Order};
use super::tree::{Id, Tree};
use crate::text::PartialDate;

/// A day in its address that is so much earlier than what metadata say is that of the first publication.
const REPUBLISHED: i64 = 31;

/// The longest text of an element or line that is a date with what leads to it, in bytes.
const LONGEST: usize = 100;

/// So many elements are asked.
const MOST: usize = 60;

/// Where a page may say when.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// `<time>`, `<abbr>` and what has the properties of dates.
    pub times: Vec<Id>,
    /// Elements whose names speak of dates.
    pub named: Vec<Id>,
}

/// May an element hold the date, by its class or id in lower case?
pub(super) fn speaks_of_dates(name: &str) -> bool {
    ["date", "datum", "time", "publi", "posted", "fecha", "created", "modif", "lastmod"]
        .iter()
        .any(|word| name.contains(word))
        && !["comment", "related", "widget", "sidebar"].iter().any(|word| name.contains(word))
}

/// When it was published and changed, as elements for times say: those behind the heading first, for what stands before
/// it belongs to other articles, or is today.
pub(super) fn of_times(tree: &Tree, times: &[Id], heading: Id, order: Option<Order>) -> Fields {
    let mut found = Fields::default();
    let mut plain: Option<String> = None;
    let (behind, before): (Vec<Id>, Vec<Id>) = times.iter().partition(|id| **id > heading);
    for id in behind.into_iter().chain(before).take(MOST) {
        let Some(Named { day, is_change }) = stated(tree, id, order) else { continue };
        let named = |words: &[&str]| {
            tree.attributes(id).any(|(key, value)| {
                matches!(key, "itemprop" | "class" | "pubdate")
                    && (words.iter().any(|word| value.to_ascii_lowercase().contains(word))
                        || key == "pubdate" && words.contains(&"publish"))
            })
        };
        let is_published = named(&["publish", "entry-date", "post-date"]);
        if is_change || named(&["modif", "updat"]) && !is_published {
            first(&mut found, Field::Modified, day);
        } else if is_published {
            first(&mut found, Field::Published, day);
        } else {
            plain = plain.or_else(|| Some(day.to_string()));
        }
    }
    if found.get(Field::Published).is_none()
        && let Some(day) = plain.or_else(|| found.get(Field::Modified).map(str::to_owned))
    {
        found.set(Field::Published, &day);
    }
    found
}

/// The date of an element for times: by its attributes, else by its words.
fn stated(tree: &Tree, id: Id, order: Option<Order>) -> Option<Named> {
    let text = tree.text(id, LONGEST);
    let by_words = dates::named(&text, order).into_iter().next();
    let value = ["datetime", "content", "title"].iter().find_map(|key| tree.attribute(id, key));
    let by_value = value.and_then(|value| {
        let whole = date(value).filter(|day| day.to_string().len() > 7);
        whole.or_else(|| dates::named(value, order).first().map(|named| named.day))
    });
    match by_value {
        Some(day) => Some(Named { day, is_change: by_words.is_some_and(|words| words.is_change) }),
        None => by_words.or_else(|| {
            let day = date(&text).filter(|day| day.to_string().len() > 7)?;
            Some(Named { day, is_change: false })
        }),
    }
}

/// The same, as words say: elements that are named for dates and lines near the article's beginning, in the order in
/// which they count. Those behind the heading come first; the second is of the lines below the title.
pub(super) fn of_words(
    tree: &Tree,
    named: &[Id],
    (heading, title): (Id, &str),
    lines: &[&str],
    order: Option<Order>,
) -> [Fields; 4] {
    let (behind, before): (Vec<Id>, Vec<Id>) = named.iter().partition(|id| **id > heading);
    let title = lines.iter().position(|line| line.trim() == title).unwrap_or(0);
    let (above, below) = lines.split_at_checked(title).unwrap_or((&[], lines));
    let of_lines = |lines: &[&str]| of_texts(lines.iter().map(|line| (*line).to_owned()), order);
    let of_elements = |ids: Vec<Id>| {
        let texts = ids.into_iter().take(MOST).map(|id| {
            // What leads to the date may stand beside its element.
            let around = tree.text(tree.parent(id), LONGEST);
            if around.len() <= LONGEST { around } else { tree.text(id, LONGEST) }
        });
        of_texts(texts, order)
    };
    [of_elements(behind), of_lines(below), of_elements(before), of_lines(above)]
}

/// The first dates of short texts.
fn of_texts(texts: impl Iterator<Item = String>, order: Option<Order>) -> Fields {
    let mut found = Fields::default();
    for named in texts.filter(|text| text.len() <= LONGEST).flat_map(|text| dates::named(&text, order)) {
        first(&mut found, if named.is_change { Field::Modified } else { Field::Published }, named.day);
    }
    found
}

fn first(found: &mut Fields, field: Field, day: PartialDate) {
    if found.get(field).is_none() {
        found.set(field, &day.to_string());
    }
}

/// A moment in UTC gives way to what the page shows its readers, where that is the day before or after: their own day.
pub(super) fn shown_there(stated: &mut Fields, shown: &Fields) {
    let moment = stated.get(Field::Published).and_then(date);
    let shown = shown.get(Field::Published).and_then(date);
    if let (Some(PartialDate::Moment(moment)), Some(shown)) = (moment, shown)
        && moment.offset().local_minus_utc() == 0
        && (moment.date_naive() - shown.interval().start).num_days().abs() == 1
    {
        stated.remove(Field::Published);
    }
}

/// A page that was published again keeps its address: where the day in it is long before the stated one, it counts.
pub(super) fn first_published(stated: &mut Fields, address: Option<PartialDate>) {
    if let (Some(day), Some(later)) = (address, stated.get(Field::Published).and_then(date))
        && (later.interval().start - day.interval().end).num_days() > REPUBLISHED
    {
        stated.remove(Field::Published);
    }
}
