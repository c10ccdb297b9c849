//! What holds for every pair of claims; in the rooms below, for every text and every ledger.

mod extraction;
pub mod recording;

use crate::said::{claim, granularity, lexicon, permitted};
use factledger::claim::{AsOfBasis, Claim, Role, Status, Trend};
use factledger::compare::{Relation, discrepancies, pairs, relation, revisions};
use factledger::link::Fact;
use factledger::quantity::{Approximation, Interval};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Decimals as news has them.
fn figure() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        (0_i64..200).prop_map(Decimal::from),
        (1_i64..1_000, 0_u32..12).prop_map(|(digits, zeros)| Decimal::from(digits) * power(zeros)),
        (-100_000_i64..10_000_000, 0_u32..4).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
    ]
}

/// Any decimal whatever, the limits of the type among them.
fn extreme() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        Just(Decimal::MAX),
        Just(Decimal::MIN),
        Just(Decimal::ZERO),
        Just(Decimal::new(1, 28)),
        Just(Decimal::new(-1, 28)),
        (any::<u32>(), any::<u32>(), any::<u32>(), any::<bool>(), 0_u32..29)
            .prop_map(|(low, middle, high, negative, scale)| Decimal::from_parts(low, middle, high, negative, scale)),
        figure(),
    ]
}

fn power(zeros: u32) -> Decimal {
    (0..zeros).fold(Decimal::ONE, |product, _| product * Decimal::TEN)
}

fn hedge() -> impl Strategy<Value = Approximation> {
    prop::sample::select(Approximation::ALL.to_vec())
        .prop_filter("a range has no figure", |hedge| *hedge != Approximation::Range)
}

/// The claim of document `doc` with this figure and hedge.
fn stated(doc: &str, value: Decimal, hedge: Approximation, unit: &str) -> Claim {
    let mut stated = claim(doc, &format!("1 {unit}"));
    (stated.low, stated.high) = permitted(value, hedge);
    (stated.value, stated.granularity, stated.approximation) = (Some(value), Some(granularity(value)), hedge);
    stated.claim_id = factledger::text::id_of('c', &[doc, &value.to_string(), hedge.as_str(), unit]);
    stated.value_text = format!("{hedge} {value}");
    stated
}

fn options<T: Clone + std::fmt::Debug + 'static>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    prop::option::of(value)
}

prop_compose! {
    /// A claim of which nothing is certain but its types.
    fn anything(doc: &'static str)(
        value in options(extreme()),
        low in options(extreme()),
        high in options(extreme()),
        place in options(extreme()),
        approximation in prop::sample::select(Approximation::ALL.to_vec()),
        unit in prop::sample::select(vec!["count", "percent", "percentage_point", "USD", "EUR", "metre", "mile", "celsius", "fahrenheit", "pound", "no such unit"]),
        slots in (
            prop::sample::select(Role::ALL.to_vec()),
            options(prop::sample::select(Trend::ALL.to_vec())),
            prop::sample::select(Status::ALL.to_vec()),
            prop::sample::select(AsOfBasis::ALL.to_vec()),
            any::<bool>(),
        ),
        rate in options(prop::sample::select(vec!["day", "month", "share"])),
        concept in prop::sample::select(vec!["deaths", "missing", "jobs_added", "height"]),
        day in 1_u32..28,
    ) -> Claim {
        let mut found = claim(doc, &format!("1 {unit}"));
        (found.value, found.low, found.high, found.granularity) = (value, low, high, place);
        (found.role, found.trend, found.status, found.as_of_basis, found.previous) = slots;
        found.approximation = approximation;
        found.rate = rate.map(str::to_owned);
        found.concept = concept.to_owned();
        found.published = format!("2021-03-{day:02}").parse().ok();
        found.claim_id = factledger::text::id_of('c', &[doc, &format!("{value:?}{low:?}{high:?}{place:?}{approximation}{unit}{slots:?}{rate:?}{concept}{day}")]);
        found
    }
}

fn fact(claims: &[Claim]) -> Fact {
    Fact { fact_id: "f".to_owned(), claims: (0..claims.len()).collect(), links: Vec::new() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_relation_is_one_and_symmetric_whatever_the_claims(a in anything("east"), b in anything("west")) {
        let forth = relation(&a, &b, lexicon());
        prop_assert_eq!(&forth, &relation(&b, &a, lexicon()));
        prop_assert!(forth.relation != Relation::Revision);
        prop_assert!(!forth.explanation.is_empty());
        prop_assert!(forth.diagnosis.is_none() || forth.relation == Relation::Conflict);
    }

    #[test]
    fn rows_are_sound_whatever_the_claims(
        a in anything("east"), b in anything("west"), c in anything("north"), d in anything("east"),
    ) {
        let claims = [a, b, c, d];
        let reversed: Vec<Claim> = claims.iter().rev().cloned().collect();
        for rows in [discrepancies, pairs] {
            let found = rows(&claims, &fact(&claims), lexicon());
            for row in &found {
                prop_assert!(row.a.doc != row.b.doc);
                prop_assert!(row.n_origins <= row.n_sources && row.n_origins >= 1);
                if let Some(apart) = row.relative_difference {
                    prop_assert!(apart >= Decimal::ZERO && apart <= Decimal::TWO);
                }
                if let Some((low, high)) = row.low_value.zip(row.high_value) {
                    prop_assert!(low <= high);
                }
            }
            prop_assert_eq!(&found, &rows(&reversed, &fact(&reversed), lexicon()));
        }
        let (older, newer) = claims.split_at(2);
        revisions(older, newer, lexicon());
    }

    #[test]
    fn a_claim_is_equal_to_its_copy(value in figure(), hedge in hedge()) {
        let (a, b) = (stated("east", value, hedge, "count"), stated("west", value, hedge, "count"));
        prop_assert_eq!(relation(&a, &b, lexicon()).relation, Relation::Equal);
    }

    #[test]
    fn converting_one_side_changes_nothing(x in figure(), y in figure(), h in hedge(), k in hedge()) {
        let metres = stated("east", x * Decimal::ONE_THOUSAND, h, "metre");
        let kilometres = stated("east", x, h, "kilometre");
        let other = stated("west", y, k, "kilometre");
        prop_assert_eq!(
            relation(&metres, &other, lexicon()).relation,
            relation(&kilometres, &other, lexicon()).relation
        );
    }

    #[test]
    fn the_relation_does_not_depend_on_the_size(x in figure(), y in figure(), h in hedge(), k in hedge(), zeros in 1_u32..7) {
        let scale = power(zeros);
        // In a unit of measure: small whole counts are exact, thousands are not.
        let plain = relation(&stated("east", x, h, "USD"), &stated("west", y, k, "USD"), lexicon());
        let scaled = relation(&stated("east", x * scale, h, "USD"), &stated("west", y * scale, k, "USD"), lexicon());
        // The place of the last digit of 0 does not grow with it.
        prop_assume!(!x.is_zero() && !y.is_zero());
        prop_assert_eq!(plain.relation, scaled.relation);
    }

    #[test]
    fn a_figure_and_its_rounding_never_conflict(digits in 100_000_i64..10_000_000, kept in 2_u32..5) {
        let value = Decimal::from(digits);
        let rounded = value.round_sf(kept).expect("in range");
        let cut = value.round_sf_with_strategy(kept, rust_decimal::RoundingStrategy::ToZero).expect("in range");
        for coarse in [rounded, cut] {
            let (a, b) = (stated("east", value, Approximation::Exact, "count"), stated("west", coarse, Approximation::Exact, "count"));
            let found = relation(&a, &b, lexicon()).relation;
            // 299,600 rounded to two digits is 300,000, of which only one can be seen: coarser, never finer.
            prop_assert!(matches!(found, Relation::Equal | Relation::Rounding), "{value} / {coarse}: {found}");
        }
    }

    #[test]
    fn interval_notation_reads_back(low in options(extreme()), high in options(extreme())) {
        let interval = Interval::new(low, high);
        let text = interval.to_string();
        prop_assert_eq!(text.parse::<Interval>().expect("its own notation"), interval, "{}", text);
    }

    #[test]
    fn odd_interval_notation_is_refused_without_a_panic(text in "[\\[(]?[-∞0-9., ]{0,12}[\\])]?") {
        let _ = text.parse::<Interval>();
    }
}
