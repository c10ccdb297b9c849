//! Word classes as a set of bits.

/// The classes of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Classes(u32);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal),+ $(,)?) => {
        impl Classes { $($(#[$doc])* pub const $name: Classes = Classes(1 << $bit);)+ }
    };
}

classes! {
    /// a, the, this, some.
    DETERMINER = 0,
    /// it, they, who.
    PRONOUN = 1,
    /// of, in, to.
    PREPOSITION = 2,
    /// and, but, that, which.
    CONJUNCTION = 3,
    /// is, has, would.
    AUXILIARY = 4,
    /// already, only, now.
    ADVERB = 5,
    /// large, new.
    ADJECTIVE = 6,
    /// A form of a verb.
    VERB = 7,
    /// A noun for any human being.
    PEOPLE = 8,
    /// A noun for some human beings.
    PERSON = 9,
    /// Mr, President.
    TITLE = 10,
    /// A noun for a speaker without a name.
    SPEAKER = 11,
    /// A noun for an institution that figures come from.
    INSTITUTION = 12,
    /// A form of a reporting verb.
    REPORTING = 13,
    /// A stop after it does not end a sentence.
    ABBREVIATION = 14,
    /// A common word: not rare.
    COMMON = 15,
    /// A month's name.
    MONTH = 16,
    /// A weekday's name.
    WEEKDAY = 17,
    /// A plural that is irregular, or a noun without one.
    PLURAL = 18,
    /// A past form or participle of a verb.
    PAST = 19,
    /// A form in -ing of a verb.
    GERUND = 20,
    /// A verb in its base form.
    BASE = 21,
    /// A number word.
    NUMERAL = 22,
    /// A verb or noun of rising.
    UP = 23,
    /// A verb or noun of falling.
    DOWN = 24,
    /// A verb of change.
    TREND_VERB = 25,
    /// A noun of change.
    TREND_NOUN = 26,
    /// A verb of change that takes what changes as its object.
    TRANSITIVE = 29,
    /// A word of a number phrase: "couple" of "a couple".
    NUMERAL_PHRASE = 28,
    /// A word that says nothing of what an article is about.
    WEAK = 30,
    /// A form of a verb that says how much its subject is: reach, total, weigh.
    LEVEL = 31,
    /// An ordinal: first, twentieth.
    ORDINAL = 27,
}

impl Classes {
    /// Of a word in no class.
    pub const NONE: Classes = Classes(0);

    /// Is it in any of these classes?
    pub fn any(self, of: Classes) -> bool {
        self.0 & of.0 != 0
    }

    /// Adds classes.
    pub fn add(&mut self, more: Classes) {
        self.0 |= more.0;
    }

    /// In no class at all.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// These and those.
    pub const fn or(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}
