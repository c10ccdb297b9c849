//! Documents that may be compared, found in one pass over all of them in order of date. Only those near in time are held,
//! so that time and memory grow with how many articles a day has and not with how many there are.

use super::candidate::Meeting;
use super::event::{Likeness, Shared, WINDOW};
use super::record::{Lists, Record};
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
            self.dated.forget(|earlier| earlier.published.is_some_and(|earlier| earlier.gap(&published) > WINDOW));
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

impl<R: AsRef<Record>> Index<R> {
    fn new() -> Self {
        let (keys, told) = (HashMap::new(), HashMap::new());
        Self { records: VecDeque::new(), gone: 0, cleaned: 0, keys, told, shared: Vec::new() }
    }

    fn add(&mut self, record: R) {
        let Ok(number) = u32::try_from(self.gone + self.records.len()) else { return };
        for (key, lists) in &record.as_ref().keys {
            self.keys.entry(*key).or_default().push((number, *lists));
        }
        for told in &record.as_ref().told {
            self.told.entry(*told).or_default().push(number);
        }
        self.records.push_back(record);
        self.shared.push(Shared::default());
    }

    /// Lets go of the documents at the front that are too old.
    fn forget(&mut self, old: impl Fn(&Record) -> bool) {
        while self.records.front().is_some_and(|first| old(first.as_ref())) {
            self.records.pop_front();
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
        let mut found: Vec<usize> = Vec::new();
        for (key, lists) in &record.keys {
            for (number, others) in self.keys.get(key).into_iter().flatten() {
                // The entries of documents that are gone lie before all others.
                let Some(place) = (*number as usize).checked_sub(self.gone) else { continue };
                let Some(shared) = self.shared.get_mut(place) else { continue };
                if *shared == Shared::default() {
                    found.push(place);
                }
                shared.count(*lists, *others);
            }
        }
        let told = record.told.iter().filter_map(|told| self.told.get(told)).flatten();
        found.extend(told.filter_map(|number| (*number as usize).checked_sub(self.gone)));
        found.sort_unstable();
        found.dedup();
        for place in found {
            let Some(shared) = self.shared.get_mut(place).map(std::mem::take) else { continue };
            let Some(other) = self.records.get(place) else { continue };
            let (earlier, later) = (other.as_ref(), record);
            if !earlier.near(later) || earlier.same_article(later) {
                continue;
            }
            if let Some(meeting) = Meeting::with(earlier, later, Likeness::with(shared, earlier, later)) {
                visit(other, &meeting);
            }
        }
    }
}
