//! What can speak for or against two claims measuring the same thing, and how much each weighs.
//!
//! The weights were fitted by logistic regression on the pairs of the development events and rounded; docs/testing.md
//! says how, and how they do on events they were not fitted on. A weight is a natural logarithm of odds.

use crate::text::vocabulary;

vocabulary! {
    /// One thing that speaks for or against sameness.
    Evidence {
        /// The same concept of the vocabulary.
        SameConcept = "same_concept",
        /// It counts something that moves.
        RunningConcept = "running_concept",
        /// Neither document has another figure of it.
        OnlyOfConcept = "only_of_concept",
        /// One document has no other.
        OnlyOfConceptInOne = "only_of_concept_in_one",
        /// Each is the first of its concept in its document.
        BothFirst = "both_first",
        /// The same head noun that no topic knows.
        SameHead = "same_head",
        /// Both say little of what is measured.
        BothGeneric = "both_generic",
        /// Concepts that share a word of their name: price and purchase price.
        RelatedConcepts = "related_concepts",
        /// One says little, the other is of the vocabulary.
        GenericAndConcept = "generic_and_concept",
        /// One says little, the other is a noun that no topic knows.
        GenericAndHead = "generic_and_head",
        /// A concept of the vocabulary against a noun that no topic knows.
        ConceptAndHead = "concept_and_head",
        /// Different nouns that no topic knows.
        DifferentHeads = "different_heads",
        /// Words near both numbers, each.
        NearWord = "near_word",
        /// Words of both sentences, each.
        SentenceWord = "sentence_word",
        /// What both say is measured shares a word.
        MeasuredWord = "measured_word",
        /// The same figure of one significant digit.
        SameFigure1 = "same_figure_1",
        /// The same figure of two.
        SameFigure2 = "same_figure_2",
        /// The same figure of three.
        SameFigure3 = "same_figure_3",
        /// The same figure of four and more.
        SameFigure4 = "same_figure_4",
        /// Figures within a twentieth.
        Within5 = "within_5",
        /// Figures within three twentieths.
        Within15 = "within_15",
        /// Figures within a half.
        Within50 = "within_50",
        /// Figures within a factor of two.
        Within2 = "within_2",
        /// Figures within a factor of five.
        Within5Times = "within_5_times",
        /// Figures within a factor of twenty.
        Within20Times = "within_20_times",
        /// Figures further apart.
        FarApart = "far_apart",
        /// The same, where the concept is the same: a count that moves can double.
        KnownWithin5 = "known_within_5",
        /// Within three twentieths.
        KnownWithin15 = "known_within_15",
        /// Within a half.
        KnownWithin50 = "known_within_50",
        /// Within a factor of two.
        KnownWithin2 = "known_within_2",
        /// Within a factor of five.
        KnownWithin5Times = "known_within_5_times",
        /// Within a factor of twenty.
        KnownWithin20Times = "known_within_20_times",
        /// Further apart.
        KnownFarApart = "known_far_apart",
        /// A count that moves, told at different times, within a factor of five.
        Moved = "moved",
        /// What the words permit meets.
        Compatible = "compatible",
        /// One is a vague word or a range.
        OneVague = "one_vague",
        /// Both are.
        BothVague = "both_vague",
        /// Both are whole numbers below 13: such meet by chance.
        Small = "small",
        /// Figures of different units of one dimension.
        OtherUnit = "other_unit",
        /// A rate on one side only.
        OneRate = "one_rate",
        /// The same selecting words.
        SameRestrictors = "same_restrictors",
        /// Some selecting words in common.
        SomeRestrictors = "some_restrictors",
        /// Each is narrowed by something of its own.
        OtherRestrictors = "other_restrictors",
        /// Only one is narrowed, and the other document is not about that.
        OneRestricted = "one_restricted",
        /// "Another", "more" on one side only.
        OneAnother = "one_another",
        /// The same period.
        SamePeriod = "same_period",
        /// Periods that overlap.
        OverlappingPeriods = "overlapping_periods",
        /// Periods that do not.
        DisjointPeriods = "disjoint_periods",
        /// A period on one side only.
        OnePeriod = "one_period",
        /// The same day is stated.
        SameDay = "same_day",
        /// Different days are stated.
        OtherDay = "other_day",
        /// One is named for comparison.
        OnePrevious = "one_previous",
        /// Both are amounts of a change.
        BothChange = "both_change",
        /// Both are shares.
        BothShare = "both_share",
        /// Both are expected or wanted.
        BothAhead = "both_ahead",
        /// The same subject.
        SameSubject = "same_subject",
        /// Subjects that share a name.
        SharedName = "shared_name",
        /// Different subjects.
        OtherSubject = "other_subject",
        /// One names a subject that the other document is about.
        CarriedSubject = "carried_subject",
        /// One names a subject that the other document is not about.
        OneSubject = "one_subject",
        /// The same speaker.
        SameSpeaker = "same_speaker",
        /// Different speakers.
        OtherSpeaker = "other_speaker",
        /// One stands in a title.
        InTitle = "in_title",
        /// The documents surely tell of one event.
        OneEvent = "one_event",
        /// They probably do.
        ProbablyOneEvent = "probably_one_event",
        /// Figures with the dimension count.
        Count = "count",
        /// Money.
        Money = "money",
        /// Percentages and other ratios.
        Ratio = "ratio",
        /// Spans of time.
        TimeSpan = "time_span",
        /// Lengths.
        Length = "length",
    }
}

/// What speaks without anything else: most pairs measure different things.
pub const PRIOR: f64 = -2.5;

impl Evidence {
    /// How much it weighs.
    pub fn weight(self) -> f64 {
        match self {
            Self::SameFigure3 | Self::SameFigure4 => 2.50,
            Self::SameFigure2 => 2.35,
            Self::SameFigure1 => 1.90,
            Self::BothFirst => 1.20,
            Self::Moved => 0.80,
            Self::RelatedConcepts | Self::OneEvent => 0.75,
            Self::Within5 | Self::SamePeriod => 0.70,
            Self::KnownWithin5 => 0.65,
            Self::RunningConcept => 0.55,
            Self::Money => 0.50,
            Self::SameSubject | Self::CarriedSubject => 0.40,
            Self::OtherSpeaker => 0.35,
            Self::SameDay | Self::OtherSubject => 0.25,
            Self::NearWord | Self::SentenceWord | Self::BothShare => 0.20,
            Self::GenericAndConcept | Self::DisjointPeriods | Self::Length => 0.15,
            Self::SameConcept
            | Self::Small
            | Self::OtherUnit
            | Self::OverlappingPeriods
            | Self::OnePrevious
            | Self::BothAhead => 0.10,
            Self::OnlyOfConcept | Self::OnlyOfConceptInOne | Self::OneRate => 0.05,
            Self::BothGeneric | Self::GenericAndHead | Self::MeasuredWord | Self::SameRestrictors | Self::Ratio => 0.00,
            Self::SomeRestrictors | Self::OnePeriod => -0.10,
            Self::Within50 | Self::OneSubject | Self::SameSpeaker => -0.15,
            Self::BothChange | Self::ProbablyOneEvent | Self::Count => -0.20,
            Self::DifferentHeads
            | Self::Within15
            | Self::Compatible
            | Self::OneRestricted
            | Self::OtherDay
            | Self::SharedName => -0.25,
            Self::SameHead | Self::Within2 | Self::KnownWithin15 | Self::OtherRestrictors | Self::InTitle => -0.35,
            Self::ConceptAndHead | Self::Within5Times => -0.40,
            Self::TimeSpan => -0.45,
            Self::KnownWithin50 => -0.55,
            Self::Within20Times => -0.60,
            Self::KnownWithin2 => -0.70,
            Self::OneAnother => -0.75,
            Self::KnownWithin5Times => -0.80,
            Self::KnownFarApart => -0.85,
            Self::FarApart => -1.00,
            Self::OneVague => -1.10,
            Self::BothVague => -1.25,
            Self::KnownWithin20Times => -1.70,
        }
    }
}
