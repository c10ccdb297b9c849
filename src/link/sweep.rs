//! Documents that may be compared, found in one pass over all of them in order of date. Only those near in time are held,
//! so that time and memory grow with how many articles a day has and not with how many there are.

use super::candidate::{Meeting, SHARED};
use super::event::{AtMost, Likeness, Shared, WINDOW};
use super::record::{Lengths, Lists, Record};
use crate::text::DateInterval;
use foldhash::{HashMap, HashMapExt};
use std::collections::VecDeque;

/// The documents so far. They come in order of [`Record::place`].
pub struct Sweep<R> {
    /// Those that may be of any time.
    undated: Index<R>,
    dated: Index<R>,
}

impl<R: AsRef<Record>> Default for Sweep<R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R: AsRef<Record>> Sweep<R> {
    /// Of none yet.
    pub fn new() -> Self {
        Self { undated: Index::new(), dated: Index::new() }
    }

    /// Calls `visit` for each document so far that one may be compared with; what lies too far back for it and all that
    /// follow is let go.
    pub fn meet(&mut self, record: &Record, mut visit: impl FnMut(&R, &Meeting<'_>)) {
        if let Some(published) = record.published {
            self.dated.forget(|earlier| earlier.gap(&published) > WINDOW);
        }
        self.undated.meet(record, &mut visit);
        self.dated.meet(record, &mut visit);
    }

    /// Lets later documents find one.
    pub fn keep(&mut self, record: R) {
        if record.as_ref().published.is_some() { self.dated.add(record) } else { self.undated.add(record) }
    }
}

/// Documents, by what they are found by.
struct Index<R> {
    records: VecDeque<R>,
    /// What is asked of each of `records` before it is looked at itself.
    heads: VecDeque<Head>,
    /// How many are gone: the number of the first of `records`.
    gone: usize,
    /// The number at which entries of documents that are gone were last thrown out.
    cleaned: usize,
    /// The numbers of the documents with a key, in order, each with the lists in which it stands there.
    keys: HashMap<u64, Vec<(u32, Lists)>>,
    /// The numbers of the documents that tell a periodic measure.
    told: HashMap<u64, Vec<u32>>,
    /// What the document at hand shares with each of `records`; nothing between two of them.
    shared: Vec<Shared>,
}

struct Head {
    published: Option<DateInterval>,
    lengths: Lengths,
}

impl<R: AsRef<Record>> Index<R> {
    fn new() -> Self {
        Self {
            records: VecDeque::new(),
            heads: VecDeque::new(),
            gone: 0,
            cleaned: 0,
            keys: HashMap::new(),
            told: HashMap::new(),
            shared: Vec::new(),
        }
    }

    fn add(&mut self, record: R) {
        let Ok(number) = u32::try_from(self.gone + self.records.len()) else { return };
        for (key, lists) in &record.as_ref().keys {
            self.keys.entry(*key).or_default().push((number, *lists));
        }
        for told in &record.as_ref().told {
            self.told.entry(*told).or_default().push(number);
        }
        self.heads.push_back(Head { published: record.as_ref().published, lengths: record.as_ref().lengths });
        self.records.push_back(record);
        self.shared.push(Shared::default());
    }

    /// Lets go of the documents at the front that are too old.
    fn forget(&mut self, old: impl Fn(DateInterval) -> bool) {
        while self.heads.front().is_some_and(|first| first.published.is_some_and(&old)) {
            self.records.pop_front();
            self.heads.pop_front();
            self.shared.pop();
            self.gone += 1;
        }
        // Once as many are gone as are left, so that each entry is looked at twice at most.
        if self.gone - self.cleaned > self.records.len() {
            self.cleaned = self.gone;
            let gone = self.gone;
            self.keys.retain(|_, entries| {
                entries.drain(..entries.partition_point(|(number, _)| (*number as usize) < gone));
                !entries.is_empty()
            });
            self.told.retain(|_, entries| {
                entries.drain(..entries.partition_point(|number| (*number as usize) < gone));
                !entries.is_empty()
            });
        }
    }

    fn meet(&mut self, record: &Record, visit: &mut impl FnMut(&R, &Meeting<'_>)) {
        let place = |number: u32, gone: usize| (number as usize).checked_sub(gone);
        for (key, lists) in &record.keys {
            let entries = self.keys.get(key).map_or(&[][..], Vec::as_slice);
            // The entries of documents that are gone lie before all others.
            let gone = entries.partition_point(|(number, _)| (*number as usize) < self.gone);
            for (number, others) in entries.iter().skip(gone) {
                if let Some(shared) = place(*number, self.gone).and_then(|place| self.shared.get_mut(place)) {
                    shared.count(*lists, *others);
                }
            }
        }
        let told = record.told.iter().filter_map(|told| self.told.get(told)).flatten();
        let mut told: Vec<usize> = told.filter_map(|number| place(*number, self.gone)).collect();
        told.sort_unstable();
        let most = AtMost::with(record.lengths);
        for (at, (head, shared)) in self.heads.iter().zip(&mut self.shared).enumerate() {
            let shared = std::mem::take(shared);
            let told = told.binary_search(&at).is_ok();
            if shared.keys() < SHARED && !told {
                continue;
            }
            let days = head.published.zip(record.published).map(|(one, other)| one.gap(&other));
            if !told && !most.perhaps(shared, days) {
                continue;
            }
            let likeness = Likeness::with(shared, head.lengths, record.lengths, days);
            if !likeness.near() {
                continue;
            }
            let Some(other) = self.records.get(at) else { continue };
            if !other.as_ref().same_article(record)
                && let Some(meeting) = Meeting::with(other.as_ref(), record, likeness)
            {
                visit(other, &meeting);
            }
        }
    }
}
