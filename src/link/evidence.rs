//! What can speak for or against two claims measuring the same thing, and how much each weighs.
//!
//! The weights come from the pairs of real and of invented development events, by a logistic regression that is held back
//! (L2) and holds on events that are left out of it (docs/testing.md). A weight is a natural logarithm of odds, beside all
//! the others: pieces of evidence that come together share theirs, so that one of them may seem odd by itself.

/// One thing that speaks for or against sameness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// The same concept of the vocabulary.
    SameConcept,
    /// It counts something that moves.
    RunningConcept,
    /// Neither document has another figure of it.
    OnlyOfConcept,
    /// One document has no other.
    OnlyOfConceptInOne,
    /// Each is the first of its concept in its document.
    BothFirst,
    /// The same head noun that no topic knows.
    SameHead,
    /// Both say little of what is measured.
    BothGeneric,
    /// Concepts that share a word of their name: price and purchase price.
    RelatedConcepts,
    /// One says little, the other is of the vocabulary.
    GenericAndConcept,
    /// One says little, the other is a noun that no topic knows.
    GenericAndHead,
    /// A concept of the vocabulary against a noun that no topic knows.
    ConceptAndHead,
    /// Different nouns that no topic knows.
    DifferentHeads,
    /// Words near both numbers, each.
    NearWord,
    /// Words of both sentences, each.
    SentenceWord,
    /// What both say is measured shares a word.
    MeasuredWord,
    /// The same figure of one significant digit.
    SameFigure1,
    /// The same figure of two.
    SameFigure2,
    /// The same figure of three.
    SameFigure3,
    /// The same figure of four and more.
    SameFigure4,
    /// Figures within a twentieth.
    Within5,
    /// Figures within three twentieths.
    Within15,
    /// Figures within a half.
    Within50,
    /// Figures within a factor of two.
    Within2,
    /// Figures within a factor of five.
    Within5Times,
    /// Figures within a factor of twenty.
    Within20Times,
    /// Figures further apart.
    FarApart,
    /// The same, where the concept is the same: a count that moves can double.
    KnownWithin5,
    /// Within three twentieths.
    KnownWithin15,
    /// Within a half.
    KnownWithin50,
    /// Within a factor of two.
    KnownWithin2,
    /// Within a factor of five.
    KnownWithin5Times,
    /// Within a factor of twenty.
    KnownWithin20Times,
    /// Further apart.
    KnownFarApart,
    /// A count that moves, told at different times, within a factor of five.
    Moved,
    /// One says that there was nothing of what the other counts.
    Nothing,
    /// What the words permit meets.
    Compatible,
    /// One is a vague word or a range.
    OneVague,
    /// Both are.
    BothVague,
    /// Both are whole numbers below 13: such meet by chance.
    Small,
    /// Figures of different units of one dimension.
    OtherUnit,
    /// A rate on one side only.
    OneRate,
    /// The same selecting words.
    SameRestrictors,
    /// Some selecting words in common.
    SomeRestrictors,
    /// Each is narrowed by something of its own.
    OtherRestrictors,
    /// Only one is narrowed, and the other document is not about that.
    OneRestricted,
    /// "Another", "more" on one side only.
    OneAnother,
    /// The same period.
    SamePeriod,
    /// Periods that overlap.
    OverlappingPeriods,
    /// Periods that do not.
    DisjointPeriods,
    /// A period on one side only.
    OnePeriod,
    /// The same day is stated.
    SameDay,
    /// Different days are stated.
    OtherDay,
    /// One is named for comparison.
    OnePrevious,
    /// Both are amounts of a change.
    BothChange,
    /// Both are shares.
    BothShare,
    /// Both are expected or wanted.
    BothAhead,
    /// The same subject.
    SameSubject,
    /// It is a town.
    SameTown,
    /// Subjects that share a name.
    SharedName,
    /// Different subjects.
    OtherSubject,
    /// One names a subject that the other document is about.
    CarriedSubject,
    /// One names a subject that the other document is not about.
    OneSubject,
    /// The same speaker.
    SameSpeaker,
    /// Different speakers.
    OtherSpeaker,
    /// One stands in a title.
    InTitle,
    /// The documents surely tell of one event.
    OneEvent,
    /// They probably do.
    ProbablyOneEvent,
    /// Figures with the dimension count.
    Count,
    /// Money.
    Money,
    /// Percentages and other ratios.
    Ratio,
    /// Spans of time.
    TimeSpan,
    /// Lengths.
    Length,
}

/// What speaks without anything else: most pairs measure different things.
pub const PRIOR: f64 = -0.80;

impl Evidence {
    /// How much it weighs.
    pub fn weight(self) -> f64 {
        match self {
            Self::SameFigure2 | Self::SameFigure3 => 2.90,
            Self::SameFigure4 => 2.75,
            Self::SameFigure1 => 2.10,
            Self::KnownWithin5 => 1.20,
            Self::RunningConcept => 1.00,
            Self::RelatedConcepts | Self::Nothing => 0.95,
            Self::OtherSpeaker => 0.75,
            Self::BothFirst | Self::Compatible | Self::SamePeriod | Self::Length => 0.70,
            Self::SameSubject => 0.65,
            Self::SameDay => 0.55,
            Self::OnlyOfConcept | Self::OnePeriod => 0.45,
            Self::OnlyOfConceptInOne | Self::GenericAndConcept | Self::OtherUnit | Self::SameTown | Self::OneEvent => {
                0.35
            }
            Self::CarriedSubject => 0.30,
            Self::BothGeneric | Self::Within5 | Self::BothAhead => 0.25,
            Self::NearWord | Self::SentenceWord | Self::OtherDay => 0.20,
            Self::OneRate => 0.10,
            Self::OtherSubject => 0.05,
            Self::SameConcept
            | Self::SameHead
            | Self::KnownWithin15
            | Self::Small
            | Self::SameRestrictors
            | Self::OverlappingPeriods
            | Self::BothChange => 0.00,
            Self::DifferentHeads | Self::Moved | Self::BothShare => -0.05,
            Self::MeasuredWord | Self::DisjointPeriods | Self::Money => -0.10,
            Self::GenericAndHead | Self::OtherRestrictors => -0.15,
            Self::OneRestricted | Self::ProbablyOneEvent => -0.25,
            Self::ConceptAndHead | Self::OnePrevious | Self::SameSpeaker => -0.30,
            Self::Within15 => -0.35,
            Self::SomeRestrictors => -0.40,
            Self::Within50 => -0.45,
            Self::OneAnother => -0.50,
            Self::SharedName => -0.60,
            Self::KnownWithin50 | Self::KnownWithin2 | Self::OneSubject => -0.65,
            Self::Within2 | Self::Within5Times | Self::Within20Times | Self::Ratio => -0.90,
            Self::FarApart => -1.00,
            Self::InTitle | Self::Count => -1.10,
            Self::KnownWithin5Times => -1.25,
            Self::TimeSpan => -2.00,
            Self::OneVague => -2.05,
            Self::KnownWithin20Times | Self::KnownFarApart => -2.55,
            Self::BothVague => -2.85,
        }
    }
}
