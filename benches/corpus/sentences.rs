//! Sentences: patterns with places for words and figures.

use super::random::Random;
use super::words::Words;
use std::fmt::Write;

pub const FIRST: [&str; 96] = [
    "Anna",
    "Tomas",
    "Priya",
    "Kofi",
    "Mei",
    "Hassan",
    "Ingrid",
    "Rafael",
    "Yuki",
    "Olena",
    "Samuel",
    "Leila",
    "Bram",
    "Nadia",
    "Callum",
    "Zodwa",
    "Piotr",
    "Amara",
    "Henrik",
    "Lucia",
    "Tariq",
    "Sofie",
    "Emeka",
    "Marta",
    "Abel",
    "Bela",
    "Carla",
    "Darya",
    "Edwin",
    "Farid",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Karin",
    "Lars",
    "Milan",
    "Nils",
    "Oskar",
    "Petra",
    "Quentin",
    "Rosa",
    "Stefan",
    "Tessa",
    "Ursula",
    "Viktor",
    "Wanda",
    "Ximena",
    "Yusuf",
    "Zora",
    "Adnan",
    "Beatriz",
    "Cecil",
    "Dmitri",
    "Elif",
    "Fatou",
    "Gustavo",
    "Hanna",
    "Igor",
    "Jamila",
    "Kenji",
    "Lorenzo",
    "Mireille",
    "Nikolai",
    "Ottilie",
    "Pavel",
    "Rania",
    "Sanjay",
    "Thandi",
    "Umar",
    "Vera",
    "Wilhelm",
    "Yara",
    "Zoltan",
    "Astrid",
    "Bogdan",
    "Chidi",
    "Dorota",
    "Esteban",
    "Fiona",
    "Goran",
    "Hadiya",
    "Ivana",
    "Joaquin",
    "Katya",
    "Ludmila",
    "Moses",
    "Noor",
    "Ondrej",
    "Paloma",
    "Ruben",
    "Sunita",
    "Tobias",
    "Urs",
    "Valentina",
    "Wojtek",
];

/// Family names are put together from these, so that rare words are as many as in the news.
pub const HEADS: [&str; 20] = [
    "Bal", "Cor", "Dun", "Fer", "Gal", "Hol", "Jan", "Kel", "Lin", "Mar", "Nor", "Ost", "Pel", "Quin", "Ros", "Sta",
    "Tal", "Van", "Wes", "Zim",
];
pub const TAILS: [&str; 20] = [
    "ard", "berg", "croft", "dale", "ez", "ford", "gren", "holm", "idze", "kar", "ley", "man", "nov", "ova", "quist",
    "rell", "son", "ton", "vic", "wick",
];

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Sentences with figures. `{…}` is a kind of word or figure.
const NUMBERED: [&str; 38] = [
    "{Hedged} {counted} were {verb} in {city} on {weekday}, {speaker} said.",
    "The {institution} counted {hedged} {counted} in {country}, up from {figure} a year earlier.",
    "“We have seen {hedged} {counted} since {month},” said {name}, the {institution}'s {title}.",
    "At least {small} {persons} were hurt when a {common} {verb} a {common} near {city}.",
    "{Name}'s company said {paid} rose {percent} to {money} in the {ordinal} quarter.",
    "The {common} cost {hedge} {money}, {speaker} told reporters in {city}.",
    "The {adjective} {common}, {size} long, was {verb} in {year}.",
    "Nearly {figure} {persons} and {small} {persons} live beside the {common} in {country}.",
    "The {shares} fell to {percent} in {month} {year}, from {percent} the month before, the {institution} said.",
    "{Small} {persons} from {city} were among those who {verb} the {common}.",
    "More than {figure} {counted} have been {verb} since {day} {month}, according to the {institution}.",
    "The {institution} expects between {small} and {small} {counted} by {year}.",
    "{Demonym} officials put the {common} at {money}, {percent} of the country's {paid}.",
    "The plan would {adverb} add {figure} {counted} and save {money} a year.",
    "The storm left {size} of {common} under water and {figure} homes without power.",
    "{Name}, {age}, has {verb} the {common} for {small} years.",
    "One in {small} {persons} in {country} has {verb} a {common}, a survey of {figure} people found.",
    "{Figure} {counted} {behind} were {verb}, {name} said on {weekday}.",
    "“It took us {small} hours to reach the {common},” {name} said.",
    "The two sides met {small} times in {year} and will meet again on {day} {month}.",
    "{Hedge} two-thirds of the {persons} said they were {adjective}.",
    "The {adjective} {common} is {small} kilometres from {city}.",
    "Of the {figure} {counted}, {figure} were in {city} and {figure} in {city}.",
    "{Country} had {figure} {counted} in {year}; {country} had {figure}.",
    "Tens of thousands of {persons} gathered in {city} for the {ordinal} time this year.",
    "The fund lost {hedge} {money}, or {percent}, in the week to {weekday}.",
    "Dozens of {persons} waited outside the {institution} on {weekday}.",
    "It was the {ordinal} {common} in {small} years.",
    "The {institution} began its inquiry in {year}, after {small} {persons} complained.",
    "A further {small} {counted} were {verb} overnight, the {institution} said in a statement at 6:30 p.m.",
    "They paid {money} for {small} {units} of {common}.",
    "About {small} per cent of {counted} were {verb}, the {institution} estimates.",
    "{Name} was {verb} on {month} {day}, {year}.",
    "“This is one of the most {adjective} {common} we have had,” said {name}.",
    "No one was {verb} in the {ordinal} {common}, the {institution} said.",
    "The {common} was {verb} in {year} and again in {year}.",
    "The second {common} was {verb} at 9 a.m. on {day} {month}.",
    "Half of the {small} {persons} had {verb} their {common} before.",
];

/// Sentences without any.
const PLAIN: [&str; 26] = [
    "The {institution} {verb} the {common} on {weekday}.",
    "{Name}, a {title} from {city}, said the {common} was {adjective}.",
    "“I have never {verb} a {common} like this,” {name} said.",
    "The {adjective} {common} {adverb} {verb} the {common} of the {adjective} {common}.",
    "Critics said the {common} had {verb} too many {persons}.",
    "In {city}, {persons} {verb} the {common} and {verb} the {adjective} {common}.",
    "The {speaker} did not say whether the {common} would be {verb}.",
    "{Demonym} {persons} have long {verb} the {common}, which is {adjective}.",
    "But {name} {verb} the plan, and said that the {institution} should have {verb} it.",
    "A {speaker} for the {institution} declined to comment.",
    "“The {common} is {adjective}, and we know it,” said {name}.",
    "The government of {country} {adverb} {verb} the {common}.",
    "Later the {common} {verb} again, and the {persons} {verb} the {common} to the {common}.",
    "Mr {last} said that he had {verb} the {common} with the {institution}.",
    "What {verb} the {common} is not known.",
    "{Adjective} as the {common} was, it {verb} the {common} between {country} and {country}.",
    "The {common}, the {common} and the {common} were {verb}.",
    "She {verb} her {common}, {verb} the {adjective} {common} and went home.",
    "“They told us to wait,” said {name}, who {verb} the {common}.",
    "It is {adjective} that the {institution} has {adverb} {verb} this.",
    "Why the {common} {verb} remains {adjective}, said {name} of the {institution}.",
    "The {title} of {city}, {name}, called the {common} “{adjective}”.",
    "Neither the {common} nor the {common} was {verb}, the {speaker} said.",
    "Photographs show a {adjective} {common} beside a {adjective} {common}.",
    "Read more of our reports from {country} and sign up for the newsletter.",
    "The {persons} {verb}.",
];

/// What may stand at the end of a sentence without a figure.
const ENDINGS: [&str; 8] = [
    ", according to {name}.",
    ", while the {persons} {adverb} {verb} the {adjective} {common} of the {institution}.",
    ", which {verb} the {common} of the {adjective} {common} in {city}.",
    " after the {institution} {verb} its {common} for the {common}.",
    ", despite the {adjective} {common} that {name} {verb} on {weekday}.",
    " and that the {persons} of {country} would have to be {verb}.",
    ", a {common} that the {demonym} {institution} has {adverb} {verb}.",
    ", and the {adjective} {common} {verb} the {common} near {city}.",
];

/// Of a hundred sentences so many have a figure by their pattern.
const NUMBERED_SHARE: usize = 31;

/// Headlines.
const HEADLINES: [&str; 6] = [
    "{Figure} {counted} {verb} in {city}",
    "{Country} says {common} {verb} {hedged} {persons}",
    "{Demonym} {paid} rises {percent}",
    "{City} counts the cost of its {adjective} {common}",
    "{Name} {verb} the {common}",
    "{Small} {persons} {verb} as {common} hits {country}",
];

/// What one article is about, and what it is made with.
pub struct Story<'c> {
    words: &'c Words,
    random: &'c mut Random,
    city: String,
    country: String,
    /// The city and the country that it comes to else; any, where there is none.
    elsewhere: Option<[String; 2]>,
    names: [String; 3],
    /// What is counted over and over in it.
    counted: String,
    year: usize,
}

impl<'c> Story<'c> {
    /// A story of its own place, people and subject.
    pub fn new(words: &'c Words, random: &'c mut Random) -> Self {
        let city = random.of(&words.cities).to_owned();
        let country = random.of(&words.countries).to_owned();
        let names = [0; 3].map(|_| format!("{} {}{}", random.of(&FIRST), random.of(&HEADS), random.of(&TAILS)));
        let counted = random.of(&words.counted).to_owned();
        let year = 2009 + random.below(17);
        Self { words, random, city, country, elsewhere: None, names, counted, year }
    }

    /// A story of one event: it tells of its place and people, now and then of one other place, and of somebody else.
    pub fn of_event(
        words: &'c Words,
        random: &'c mut Random,
        [place, elsewhere]: [&str; 2],
        names: &[String; 2],
    ) -> Self {
        let mut story = Self::new(words, random);
        (story.city, story.country) = (place.to_owned(), words.country(place));
        story.elsewhere = Some([elsewhere.to_owned(), words.country(elsewhere)]);
        for (own, name) in story.names.iter_mut().zip(names) {
            own.clone_from(name);
        }
        story
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.random.below(limit)
    }

    pub fn headline(&mut self) -> String {
        let mut title = String::new();
        let pattern = self.random.of(&HEADLINES);
        self.fill(pattern, &mut title);
        title
    }

    /// "NAIROBI, Kenya — ".
    pub fn dateline(&self) -> String {
        format!("{}, {} — ", self.city.to_uppercase(), self.country)
    }

    pub fn published(&mut self) -> String {
        let (month, day) = (1 + self.below(12), 1 + self.below(28));
        format!("{}-{month:02}-{day:02}", self.year)
    }

    /// A sentence with a figure.
    pub fn numbered(&mut self, out: &mut String) {
        let pattern = self.random.of(&NUMBERED);
        self.fill(pattern, out);
    }

    /// Any sentence.
    pub fn sentence(&mut self, out: &mut String) {
        if self.random.percent(NUMBERED_SHARE) {
            return self.numbered(out);
        }
        let pattern = self.random.of(&PLAIN);
        self.fill(pattern, out);
        // Most sentences of the news are long.
        if self.random.percent(75) && out.ends_with('.') {
            out.pop();
            let pattern = self.random.of(&ENDINGS);
            self.fill(pattern, out);
        }
    }

    fn fill(&mut self, pattern: &str, out: &mut String) {
        let mut rest = pattern;
        while let Some((before, behind)) = rest.split_once('{') {
            let Some((kind, after)) = behind.split_once('}') else { break };
            out.push_str(before);
            let lower = kind.to_lowercase();
            let start = out.len();
            self.word(&lower, out);
            // A kind with a capital begins its sentence.
            if lower != kind
                && let Some(first) = out.get(start..).and_then(|word| word.chars().next()).filter(char::is_ascii)
            {
                out.replace_range(start..=start, &first.to_ascii_uppercase().to_string());
            }
            rest = after;
        }
        out.push_str(rest);
    }

    fn word(&mut self, kind: &str, out: &mut String) {
        let words = self.words;
        let list = match kind {
            "verb" => &words.verbs,
            "common" => &words.common,
            "adjective" => &words.adjectives,
            "adverb" => &words.adverbs,
            "persons" => &words.persons,
            "speaker" => &words.speakers,
            "institution" => &words.institutions,
            "title" => &words.titles,
            "demonym" => &words.demonyms,
            "paid" => &words.paid,
            "shares" => &words.shares,
            "units" => &words.units,
            "hedge" => &words.hedges,
            "behind" => &words.hedges_behind,
            "small" => &words.small,
            _ => return self.other(kind, out),
        };
        out.push_str(self.random.of(list));
    }

    fn other(&mut self, kind: &str, out: &mut String) {
        // A story comes back to its own place and people.
        let own = self.random.percent(60);
        match kind {
            "city" if own => out.push_str(&self.city),
            "city" => match &self.elsewhere {
                Some([city, _]) => out.push_str(city),
                None => out.push_str(self.random.of(&self.words.cities)),
            },
            "country" if own => out.push_str(&self.country),
            "country" => match &self.elsewhere {
                Some([_, country]) => out.push_str(country),
                None => out.push_str(self.random.of(&self.words.countries)),
            },
            "counted" if own => out.push_str(&self.counted),
            "counted" => out.push_str(self.random.of(&self.words.counted)),
            "name" => out.push_str(self.random.of(&self.names)),
            "last" => out.push_str(self.random.of(&self.names).rsplit(' ').next().unwrap_or("")),
            "weekday" => out.push_str(self.random.of(&WEEKDAYS)),
            "month" => out.push_str(self.random.of(&MONTHS)),
            "ordinal" => out.push_str(self.random.of(&["first", "second", "third", "fourth"])),
            "figure" => self.figure(out),
            "hedged" => {
                if own {
                    let _ = write!(out, "{} ", self.random.of(&self.words.hedges));
                }
                self.figure(out);
            }
            "percent" => {
                let sign = if own { "%" } else { " per cent" };
                let _ = write!(out, "{}.{}{sign}", self.below(30), self.below(10));
            }
            "money" => {
                let sign = self.random.of(&self.words.signs);
                let scale = self.random.of(&[" million", " billion", "m", "bn", ""]);
                let _ = write!(out, "{sign}{}.{}{scale}", 1 + self.below(90), self.below(10));
            }
            "size" => {
                let _ = write!(out, "{} {}", 2 + self.below(800), self.random.of(&self.words.units));
            }
            "age" => drop(write!(out, "{}", 18 + self.below(70))),
            "day" => drop(write!(out, "{}", 1 + self.below(28))),
            "year" => drop(write!(out, "{}", self.year - self.below(12))),
            _ => {}
        }
    }

    /// A whole number as the news has them: most are small, some are grouped, some have a scale word.
    fn figure(&mut self, out: &mut String) {
        let _ = match self.below(10) {
            0..4 => write!(out, "{}", 2 + self.below(98)),
            4..6 => write!(out, "{}", 100 + self.below(900)),
            6..9 => write!(out, "{},{:03}", 1 + self.below(400), self.below(1000)),
            _ => write!(out, "{}.{} million", 1 + self.below(60), self.below(10)),
        };
    }
}
