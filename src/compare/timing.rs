//! When two counts were true, and whether one can have become the other.

use super::figure::{Member, Pair};
use crate::claim::{AsOfBasis, Claim, Status};
use crate::lexicon::{Course, Direction};
use crate::text::{DateInterval, PartialDate};
use chrono::{DateTime, FixedOffset};

/// The moment up to which a count is known, as sharp as the claim has it.
#[derive(Debug, Clone, Copy)]
enum Moment {
    Days(DateInterval),
    Instant(DateTime<FixedOffset>, DateInterval),
}

impl Moment {
    /// None where it is unknown. The value of an earlier time, named for comparison, is not as of its publication.
    fn of(claim: &Claim) -> Option<Self> {
        let stated = claim.as_of_basis == AsOfBasis::Stated;
        if claim.as_of_basis == AsOfBasis::Unknown || (claim.previous && !stated) {
            return None;
        }
        let days = claim.as_of_start.zip(claim.as_of_end).map(|(start, end)| DateInterval { start, end });
        match (claim.published, days) {
            (Some(PartialDate::Moment(at)), _) if !stated => {
                Some(Moment::Instant(at, DateInterval::day(at.date_naive())))
            }
            (_, Some(days)) => Some(Moment::Days(days)),
            (Some(published), None) if !stated => Some(Moment::Days(published.interval())),
            _ => None,
        }
    }

    fn days(&self) -> DateInterval {
        match self {
            Moment::Days(days) | Moment::Instant(_, days) => *days,
        }
    }

    /// Does it end before the other begins?
    fn before(&self, other: &Moment) -> bool {
        match (self, other) {
            (Moment::Instant(one, _), Moment::Instant(two, _)) => one < two,
            _ => self.days().end < other.days().start,
        }
    }

    fn words(&self) -> String {
        let days = self.days();
        match self {
            Moment::Instant(at, _) => at.format("%Y-%m-%d %H:%M %:z").to_string(),
            Moment::Days(_) => iso(days),
        }
    }
}

/// Days in ISO 8601 with the precision they have: `2021`, `2021-08`, `2021-08-03`, `2021-08-03/2021-08-09`.
pub(super) fn iso(days: DateInterval) -> String {
    use chrono::Datelike;
    if days.start == days.end {
        days.start.to_string()
    } else if DateInterval::month(days.start.year(), days.start.month()) == Some(days) {
        days.start.format("%Y-%m").to_string()
    } else if DateInterval::year(days.start.year()) == Some(days) {
        days.start.format("%Y").to_string()
    } else {
        format!("{}/{}", days.start, days.end)
    }
}

/// The earlier and the later side of a pair, with the times in words.
pub(super) struct Sequence<'p, 'c> {
    pub earlier: &'p Member<'c>,
    pub later: &'p Member<'c>,
    pub earlier_time: String,
    pub later_time: String,
}

/// Which side came first; none where the as-of times share a day or one is unknown.
pub(super) fn sequence<'p, 'c>(pair: &'p Pair<'c>) -> Option<Sequence<'p, 'c>> {
    let (a, b) = (Moment::of(pair.a.claim)?, Moment::of(pair.b.claim)?);
    let (earlier_time, later_time) = (a.words(), b.words());
    if a.before(&b) {
        Some(Sequence { earlier: &pair.a, later: &pair.b, earlier_time, later_time })
    } else if b.before(&a) {
        Some(Sequence { earlier: &pair.b, later: &pair.a, earlier_time: later_time, later_time: earlier_time })
    } else {
        None
    }
}

/// Can a count that moves in `direction` have gone from the one to the other? Stated numbers decide; a range can have
/// moved wherever one figure in it can.
pub(super) fn can_move(earlier: &Member<'_>, later: &Member<'_>, direction: Direction) -> bool {
    let (from, to) = (&earlier.common, &later.common);
    let (low, high) = match direction {
        Direction::Any => return true,
        Direction::Up => (from, to),
        Direction::Down => (to, from),
    };
    match (low.value, high.value) {
        (Some(lower), Some(higher)) => lower <= higher,
        _ => !matches!((low.permits.lower(), high.permits.upper()), (Some(lowest), Some(highest)) if lowest > highest),
    }
}

/// Why a pair is an update, if a text says so or the times do.
pub(super) fn update(
    pair: &Pair<'_>,
    course: (Course, Direction),
    sibling: impl Fn(&Claim, &Claim) -> bool,
) -> Option<String> {
    let (a, b) = (&pair.a, &pair.b);
    for (old, new) in [(a, b), (b, a)] {
        if is_superseded(old.claim) && !is_superseded(new.claim) {
            return Some(format!(
                "{} is told as a figure that was given up; {} stands beside it",
                old.said(),
                new.said()
            ));
        }
        if is_revised(new.claim) && !is_revised(old.claim) && periods_allow(old.claim, new.claim) {
            return Some(format!("{} is told as a revised figure", new.said()));
        }
        if sibling(old.claim, new.claim) {
            return Some(format!("the text that says {} names {} as the figure before it", new.said(), old.said()));
        }
    }
    let moved = || {
        let (old, new) = [(a, b), (b, a)].into_iter().find(|(old, new)| moved_since(old, new, course.1))?;
        (course.0 != Course::Periodic)
            .then(|| format!("{} is told later than {}, as a figure that moved there", new.said(), old.said()))
    };
    named_for_comparison(pair, course).or_else(|| later_count(pair, course)).or_else(moved)
}

/// Why a count may have moved from the one to the other: it is of a later day.
fn later_count(pair: &Pair<'_>, course: (Course, Direction)) -> Option<String> {
    if course.0 != Course::Running {
        return None;
    }
    // That there was nothing is no count so far, which could have grown.
    if none(&pair.a) != none(&pair.b) {
        return None;
    }
    let Sequence { earlier, later, earlier_time, later_time } = sequence(pair)?;
    can_move(earlier, later, course.1).then(|| {
        format!(
            "{} as of {later_time} is later than {} as of {earlier_time}, and such a count can move so",
            later.said(),
            earlier.said()
        )
    })
}

fn none(member: &Member<'_>) -> bool {
    member.common.value.is_some_and(|value| value.is_zero())
}

/// One of the two is the value of an earlier time, which its text names to compare with.
fn named_for_comparison(pair: &Pair<'_>, course: (Course, Direction)) -> Option<String> {
    let (old, new) = former_and_new(pair)?;
    // With a time of its own it is ordered by that, as any other.
    let undated = Moment::of(old.claim).is_none();
    let published = |claim: &Claim| claim.published.map(|date| date.interval());
    match course.0 {
        Course::Running if undated => {
            // Both are counts of a moving thing; only a time that is known to run the wrong way speaks against it.
            let times = Moment::of(new.claim).zip(published(old.claim));
            let known_later = times.is_some_and(|(new, told)| new.days().start >= told.start);
            (!known_later || can_move(old, new, course.1)).then(|| {
                format!(
                    "{} is told as the count of an earlier time, and such a count can move to {}",
                    old.said(),
                    new.said()
                )
            })
        }
        // A monthly figure that a later month's report gives again was revised.
        Course::Periodic if periods_allow(old.claim, new.claim) => {
            let (told, first) = (published(old.claim)?, published(new.claim)?);
            (first.end < told.start).then(|| {
                format!(
                    "{} was published for the period first, and a later report looks back on it as {}",
                    new.said(),
                    old.said()
                )
            })
        }
        _ => None,
    }
}

pub(super) fn is_superseded(claim: &Claim) -> bool {
    claim.status == Status::Superseded
}

/// Does the text call the figure revised: "a revised 507,000", "was revised up to 507,000", "corrected to 19,150"?
fn is_revised(claim: &Claim) -> bool {
    is_led_to(claim, |word| matches!(word, "revised" | "corrected" | "amended"))
        || words_before(claim).next().as_deref() == Some("revised")
}

/// Is the new figure told on a later day as one that the count rose, grew or fell to?
fn moved_since(old: &Member<'_>, new: &Member<'_>, direction: Direction) -> bool {
    let published = |member: &Member<'_>| member.claim.published.map(|date| date.interval());
    let later = published(old).zip(published(new)).is_some_and(|(old, new)| old.end < new.start);
    let moves = |word: &str| {
        matches!(
            word,
            "rose"
                | "risen"
                | "grew"
                | "grown"
                | "climbed"
                | "climbs"
                | "rises"
                | "increased"
                | "jumped"
                | "swelled"
                | "fell"
                | "fallen"
                | "dropped"
                | "shrank"
        )
    };
    later && is_led_to(new.claim, moves) && can_move(old, new, direction)
}

/// Do the words before the number end in such a word and "to", with the way between them or not?
fn is_led_to(claim: &Claim, leads: impl Fn(&str) -> bool) -> bool {
    let way = |word: &String| {
        matches!(word.as_str(), "up" | "down" | "upward" | "downward" | "higher" | "lower" | "slightly")
    };
    let mut words = words_before(claim);
    words.next().is_some_and(|word| word == "to") && words.find(|word| !way(word)).is_some_and(|word| leads(&word))
}

/// The words before the number, the nearest first, in lower case.
fn words_before(claim: &Claim) -> impl Iterator<Item = String> {
    let at = claim.quote.rfind(&claim.value_text).unwrap_or(0);
    let before = [claim.prefix.as_str(), claim.quote.get(..at).unwrap_or("")];
    before.into_iter().rev().flat_map(|text| text.split_whitespace().rev()).map(str::to_lowercase)
}

/// The days of the period measured.
pub(super) fn period(claim: &Claim) -> Option<DateInterval> {
    claim.period_start.zip(claim.period_end).map(|(start, end)| DateInterval { start, end })
}

/// May the two be for one period? An empty slot does not speak against it.
fn periods_allow(one: &Claim, other: &Claim) -> bool {
    period(one).zip(period(other)).is_none_or(|(one, other)| one == other)
}

/// Is one of the two the value of an earlier period, named beside the new one? Where neither a period nor a later day of
/// publication says that both are for one period, "from 507,000" and "473,000" of the same week are two measures.
pub(super) fn former_period(pair: &Pair<'_>, course: Course) -> Option<String> {
    let (old, new) = former_and_new(pair)?;
    let both_known = period(old.claim).is_some() && period(new.claim).is_some();
    (course == Course::Periodic && !both_known)
        .then(|| format!("{} is told as the value of an earlier period than that of {}", old.said(), new.said()))
}

fn former_and_new<'p, 'c>(pair: &'p Pair<'c>) -> Option<(&'p Member<'c>, &'p Member<'c>)> {
    match (pair.a.claim.previous, pair.b.claim.previous) {
        (true, false) => Some((&pair.a, &pair.b)),
        (false, true) => Some((&pair.b, &pair.a)),
        _ => None,
    }
}
