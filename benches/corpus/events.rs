//! News of events, with known answers: which numbers say the same thing, and how they relate.
//!
//! An event has a day, a place, people and institutions of its own, and two to four measures. Outlets tell of it over some
//! days, each in its own words: exactly, hedged, rounded, with a later count, now and then with a wrong digit. Beside them
//! stand numbers that are alike and not the same: a part, an earlier event at another place, the period before. The rest of
//! an article are sentences of `sentences.rs`, with numbers of their own.
//!
//! Two events of five are told once, two by two to five outlets, one by six to forty. A day has as many articles whatever
//! the size of the collection: an archive twice as large is twice as long.

use super::kinds::{KINDS, Kind};
use super::random::Random;
use super::sentences::{FIRST, HEADS, Story, TAILS};
use super::words::Words;
use super::{Article, OUTLETS};
use std::fmt::Write;

/// So many events begin on one day: about 200 articles.
const EVENTS_A_DAY: u64 = 45;

/// How a number is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// As it is.
    Exact,
    /// "About", "more than", "at least".
    Hedged,
    /// To two digits, without a word for it.
    Rounded,
    /// With a wrong digit.
    Wrong,
}

/// A number in an article, with what it measures.
#[derive(Debug, Clone)]
pub struct Mention {
    /// Numbers with one key measure the same thing.
    pub measure: u64,
    /// Where its sentence stands in the text, in characters.
    pub sentence: std::ops::Range<usize>,
    /// The figure as it is stated.
    pub stated: f64,
    /// The figure that was true on the day it was told.
    pub truth: f64,
    pub way: Way,
    /// Can it move from day to day?
    pub running: bool,
}

impl Mention {
    /// How two of one measure may relate: the first is the best answer.
    pub fn relations(&self, other: &Self) -> &'static [&'static str] {
        let ways = [self.way, other.way];
        if self.stated == other.stated && ways[0] == ways[1] && ways[0] != Way::Hedged {
            return &["equal"];
        }
        if ways.contains(&Way::Wrong) {
            return if self.running { &["conflict", "update"] } else { &["conflict"] };
        }
        if self.truth != other.truth {
            return if ways.contains(&Way::Hedged) { &["update", "hedge", "rounding"] } else { &["update"] };
        }
        match ways {
            [Way::Exact, Way::Exact] => &["equal"],
            _ if ways.contains(&Way::Hedged) => &["hedge", "equal", "rounding"],
            _ => &["rounding", "equal", "hedge"],
        }
    }
}

/// An article and what its numbers measure.
#[derive(Debug, Clone)]
pub struct Report {
    pub article: Article,
    pub mentions: Vec<Mention>,
}

/// How an article begins: what is told of one event only.
const LEADS: [&str; 4] = [
    "The {own} and the {own} were the talk of {place} after the {thing}, {name} said.",
    "{Place} woke to its {own}, its {own} and news of the {thing}.",
    "A {own}, a {own} and the {thing}: {name} has never seen such a day in {place}.",
    "{Name} of the {firm} spoke of the {own}, the {own} and the {thing} in {place}.",
];

/// What an event has of its own.
struct Event {
    number: u64,
    kind: &'static Kind,
    thing: String,
    place: String,
    elsewhere: String,
    firm: String,
    names: [String; 2],
    /// Nouns of its own.
    own: [String; 4],
    /// What is true on the first day of each measure.
    truths: Vec<usize>,
    /// The figures that are alike and not the same.
    others: Vec<usize>,
    day: u64,
}

impl Event {
    fn of(number: u64, random: &mut Random, words: &Words) -> Self {
        let kind = KINDS.get(random.below(KINDS.len())).unwrap_or(&KINDS[0]);
        let drawn =
            |list: &[&'static str], random: &mut Random| list.get(random.below(list.len())).copied().unwrap_or("");
        let thing = format!("{}{}", drawn(kind.things, random), drawn(kind.ends, random));
        let last = |random: &mut Random| format!("{}{}", random.of(&HEADS), random.of(&TAILS));
        let firm = format!("{} {}", last(random), random.of(&["Authority", "Group", "Board", "Council", "Holdings"]));
        let names = [0; 2].map(|_| format!("{} {}", random.of(&FIRST), last(random)));
        let own = [0; 4].map(|_| random.of(&words.common).to_owned());
        let (place, elsewhere) = (random.of(&words.cities).to_owned(), random.of(&words.cities).to_owned());
        let truths =
            kind.measures.iter().map(|measure| measure.range.0 + random.below(measure.range.1 - measure.range.0));
        let truths = truths.collect();
        let others = kind.others.iter().map(|(_, low, high)| low + random.below(high - low)).collect();
        Self { number, kind, thing, place, elsewhere, firm, names, own, truths, others, day: number / EVENTS_A_DAY }
    }

    /// How many articles tell of it.
    fn told(random: &mut Random) -> usize {
        match random.below(5) {
            0 | 1 => 1,
            2 | 3 => 2 + random.below(4),
            _ => 6 + random.below(12) * random.below(4),
        }
    }

    fn fill(&self, pattern: &str, number: &str, random: &mut Random) -> String {
        let mut out = String::new();
        let mut rest = pattern;
        while let Some((before, behind)) = rest.split_once('{') {
            let Some((kind, after)) = behind.split_once('}') else { break };
            out.push_str(before);
            let start = out.len();
            match kind.to_lowercase().as_str() {
                "n" => out.push_str(number),
                "thing" => out.push_str(&self.thing),
                "place" => out.push_str(&self.place),
                "elsewhere" => out.push_str(&self.elsewhere),
                "firm" => out.push_str(&self.firm),
                "own" => out.push_str(random.of(&self.own)),
                _ => out.push_str(random.of(&self.names)),
            }
            if kind.starts_with(char::is_uppercase)
                && let Some(first) = out.get(start..).and_then(|word| word.chars().next()).filter(char::is_ascii)
            {
                out.replace_range(start..=start, &first.to_ascii_uppercase().to_string());
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// What is true of a measure so many days after the event.
    fn truth(&self, measure: usize, days: u64) -> usize {
        let first = self.truths.get(measure).copied().unwrap_or(1);
        let running = self.kind.measures.get(measure).is_some_and(|measure| measure.running);
        if running { first + first * days as usize / 7 } else { first }
    }
}

/// Every article of some events, in order of event.
pub struct Events<'w> {
    seed: u64,
    words: &'w Words,
    next: u64,
    waiting: std::vec::IntoIter<Report>,
}

impl<'w> Events<'w> {
    pub fn new(seed: u64, words: &'w Words) -> Self {
        Self { seed, words, next: 0, waiting: Vec::new().into_iter() }
    }

    /// All articles of one event.
    fn event(&self, number: u64) -> Vec<Report> {
        let mut random = Random::new(self.seed ^ 0xE7E7, number);
        let event = Event::of(number, &mut random, self.words);
        let told = Event::told(&mut random);
        (0..told).map(|at| self.report(&event, at, &mut random)).collect()
    }

    fn report(&self, event: &Event, at: usize, random: &mut Random) -> Report {
        // Most is told at once.
        let days = (random.below(4) * random.below(3)) as u64;
        let mut filler = Random::new(self.seed ^ 0xF111, event.number << 8 | at as u64);
        let places = [event.place.as_str(), event.elsewhere.as_str()];
        let mut story = Story::of_event(self.words, &mut filler, places, &event.names);
        let title =
            format!("{} and its {}", event.fill(random.of(event.kind.headlines), "", random), random.of(&event.own));
        let mut text = format!("{} — ", event.place.to_uppercase());
        let mut mentions = Vec::new();
        text.push_str(&event.fill(random.of(&LEADS), "", random));
        text.push(' ');
        for (number, measure) in event.kind.measures.iter().enumerate() {
            if number > 0 && random.percent(30) {
                continue;
            }
            let truth = event.truth(number, days);
            let way = match random.below(100) {
                0..60 => Way::Exact,
                60..80 => Way::Hedged,
                80..96 => Way::Rounded,
                _ => Way::Wrong,
            };
            let (words, stated) = told(truth, way, measure.money, random);
            let start = text.len();
            text.push_str(&event.fill(random.of(measure.patterns), &words, random));
            mentions.push(Mention {
                measure: event.number << 3 | number as u64,
                sentence: start..text.len(),
                stated,
                truth: truth as f64 * if measure.money { 1e6 } else { 1.0 },
                way,
                running: measure.running,
            });
            text.push(' ');
            for _ in 0..random.below(3) {
                story.sentence(&mut text);
                text.push(' ');
            }
        }
        for (number, ((pattern, ..), figure)) in event.kind.others.iter().zip(&event.others).enumerate() {
            if random.percent(40) {
                text.push_str("\n\n");
                let start = text.len();
                text.push_str(&event.fill(pattern, &grouped(*figure), random));
                let stated = *figure as f64 * if pattern.contains("{n} million") { 1e6 } else { 1.0 };
                mentions.push(Mention {
                    measure: event.number << 3 | (4 + number as u64),
                    sentence: start..text.len(),
                    stated,
                    truth: stated,
                    way: Way::Exact,
                    running: false,
                });
            }
        }
        for _ in 0..2 + random.below(14) {
            text.push_str(if random.percent(40) { "\n\n" } else { " " });
            story.sentence(&mut text);
        }
        text.push('\n');
        // Places count characters, as those of claims do.
        for mention in &mut mentions {
            let characters = |end: usize| text.get(..end).map_or(0, |text| text.chars().count());
            mention.sentence = characters(mention.sentence.start)..characters(mention.sentence.end);
        }
        let source = OUTLETS.get((at * 5 + random.below(3)) % OUTLETS.len()).copied().unwrap_or("Tin Lantern");
        let id = format!("event-{:07}-{at}", event.number);
        Report { article: Article { id, source, title, published: date(event.day + days), text }, mentions }
    }
}

impl Iterator for Events<'_> {
    type Item = Report;

    fn next(&mut self) -> Option<Report> {
        loop {
            if let Some(report) = self.waiting.next() {
                return Some(report);
            }
            self.waiting = self.event(self.next).into_iter();
            self.next += 1;
        }
    }
}

/// A number as an outlet tells it, and the figure that it states.
fn told(truth: usize, way: Way, money: bool, random: &mut Random) -> (String, f64) {
    let step = 10_usize.pow(truth.max(1).ilog10().saturating_sub(1));
    let round = truth / step * step;
    let (hedge, figure) = match way {
        Way::Exact => ("", truth),
        Way::Rounded => ("", round),
        Way::Hedged => match random.below(3) {
            0 => ("about ", round),
            1 => ("more than ", if round == truth { round - step / 10 } else { round }),
            _ => ("at least ", truth),
        },
        // The second digit.
        Way::Wrong => ("", truth / (step * 10) * step * 10 + (truth / step % 10 + 3) % 10 * step + truth % step),
    };
    let mut words = String::from(hedge);
    let _ = if money { write!(words, "${figure} million") } else { write!(words, "{}", grouped(figure)) };
    (words, figure as f64 * if money { 1e6 } else { 1.0 })
}

fn grouped(figure: usize) -> String {
    if figure < 1000 { figure.to_string() } else { format!("{},{:03}", figure / 1000, figure % 1000) }
}

/// The day with this number, from the first of 2010 on, in years of twelve months of 28 days.
fn date(day: u64) -> String {
    format!("{}-{:02}-{:02}", 2010 + day / 336, day / 28 % 12 + 1, day % 28 + 1)
}
