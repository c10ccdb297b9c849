//! What can speak for or against two claims measuring the same thing, and how much each weighs.
//!
//! The weights come from the pairs of real and of invented development events, by a logistic regression that is held back
//! (L2) and holds on events that are left out of it (docs/testing.md). A weight is a natural logarithm of odds, beside all
//! the others: pieces of evidence that come together share theirs, so that one of them may seem odd by itself.

/// One thing that speaks for or against sameness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    /// Different figures of one concept, of which neither document has another.
    OtherFigureOnly,
    /// Different figures of one concept, each the first of it in its document.
    OtherFigureFirst,
    /// Different figures of one concept, for which two speakers are named.
    RivalFigure,
    /// Different figures of a crowd, counted by eye.
    Estimated,
    /// A count of people that grew to more than twice itself, first told of in both.
    Grown,
    /// One says that there was nothing of what the other counts.
    Nothing,
    /// One says that there was nothing of a whole of which the other counts a part that is told second: the injured.
    NothingOfSecond,
    /// What the words permit meets.
    Compatible,
    /// No hedge, no rounding and no later time reconciles the figures.
    Irreconcilable,
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
pub const PRIOR: f64 = -0.40;

impl Evidence {
    /// How much it weighs.
    pub fn weight(self) -> f64 {
        match self {
            Self::SameFigure4 => 2.85,
            Self::SameFigure2 => 2.55,
            Self::SameFigure3 => 2.45,
            Self::SameFigure1 => 1.95,
            Self::Length => 1.25,
            Self::RelatedConcepts => 0.85,
            Self::Nothing | Self::RunningConcept | Self::KnownWithin5 => 0.80,
            Self::OtherFigureFirst | Self::Compatible | Self::OtherFigureOnly => 0.65,
            Self::OtherSpeaker => 0.60,
            Self::SameDay | Self::Within5 => 0.55,
            Self::OnePeriod | Self::BothAhead | Self::OneEvent | Self::SamePeriod => 0.50,
            Self::Grown | Self::NothingOfSecond => 0.45,
            Self::BothGeneric | Self::GenericAndConcept => 0.35,
            Self::OnlyOfConceptInOne | Self::BothFirst => 0.30,
            Self::SameSubject | Self::SameTown => 0.25,
            Self::OneRate | Self::OneAnother | Self::RivalFigure => 0.20,
            Self::NearWord | Self::CarriedSubject | Self::SentenceWord => 0.15,
            Self::BothChange
            | Self::Estimated
            | Self::SameConcept
            | Self::SameHead
            | Self::GenericAndHead
            | Self::DifferentHeads
            | Self::MeasuredWord
            | Self::Small
            | Self::OtherUnit
            | Self::SameRestrictors
            | Self::OtherDay
            | Self::OtherSubject
            | Self::SameSpeaker => 0.00,
            Self::DisjointPeriods | Self::ProbablyOneEvent | Self::OverlappingPeriods | Self::Money => -0.05,
            Self::BothShare | Self::OtherRestrictors | Self::KnownWithin15 | Self::OnlyOfConcept => -0.15,
            Self::OnePrevious | Self::Within15 => -0.20,
            Self::SharedName => -0.25,
            Self::ConceptAndHead | Self::OneRestricted => -0.30,
            Self::Moved | Self::Irreconcilable => -0.40,
            Self::Within50 => -0.45,
            Self::SomeRestrictors => -0.55,
            Self::OneSubject => -0.70,
            Self::InTitle => -0.80,
            Self::KnownWithin2 => -0.85,
            Self::KnownWithin50 => -0.90,
            Self::Ratio | Self::Count => -0.95,
            Self::Within2 => -1.15,
            Self::Within5Times => -1.20,
            Self::KnownWithin5Times => -1.30,
            Self::Within20Times => -1.60,
            Self::TimeSpan => -1.65,
            Self::OneVague => -1.85,
            Self::FarApart => -2.00,
            Self::BothVague => -2.25,
            Self::KnownFarApart => -2.65,
            Self::KnownWithin20Times => -3.10,
        }
    }
}
