//! A quantity in the making: each step takes one thing that stands beside the numeral.

use super::hedge::{hedge_before, hedges};
use super::numeral::{Figure, Reading, Unread, add, last_place, numeral, times};
use super::range::{range, ratio};
use super::rate::rate_after;
use super::read::Quantity;
use super::refusal::currency_before;
use super::sign::minus;
use super::spelled::and_a_part;
use super::unit::{accepted, dollar_named_behind, multiple_after, sign_before, unit_after};
use super::{Approximation, Interval, View, effect};
use crate::lexicon::{Classes, EntryId, Hedge, NumeralKind, Unit, UnitId};
use crate::text::TokenKind;
use rust_decimal::Decimal;

/// The unit of "sixfold", "three times higher", "doubled".
const MULTIPLE: &str = "fold";

/// A quantity while it is read: each step takes what it finds beside the numeral, in the order of `quantity`.
pub struct Draft<'v, 'd> {
    view: &'d View<'v>,
    number: usize,
    floor: usize,
    reading: Reading,
    first: usize,
    end: usize,
    figure: Figure,
    negative: bool,
    is_range: bool,
    attributive: bool,
    unit: Option<UnitId>,
    rate: Option<String>,
    approximation: Approximation,
    estimate: bool,
    entries: Vec<EntryId>,
}

impl<'v, 'd> Draft<'v, 'd> {
    /// A numeral and nothing beside it yet; `floor` is the token after the number before it.
    pub fn new(view: &'d View<'v>, number: usize, floor: usize, mut reading: Reading) -> Self {
        Self {
            view,
            number,
            floor,
            first: number,
            end: reading.end,
            figure: reading.figure,
            negative: false,
            is_range: false,
            attributive: false,
            unit: reading.multiple.then(|| view.phrase_unit(MULTIPLE)).flatten(),
            rate: None,
            approximation: Approximation::Exact,
            estimate: false,
            entries: std::mem::take(&mut reading.entries),
            reading,
        }
    }

    fn unit_entry(&self) -> Option<&'v Unit> {
        self.unit.and_then(|unit| self.view.lexicon.unit(unit))
    }

    /// The symbol behind the numeral as written.
    fn unit_symbol(&self) -> &'v str {
        let first = self.reading.end + usize::from(self.view.hyphen(self.reading.end));
        if first < self.end { self.view.span(first, self.end - 1).of(self.view.text) } else { "" }
    }

    fn is_part(&self) -> bool {
        matches!(self.figure, Figure::Part(_))
    }

    /// Sign words and currency signs before the numeral.
    pub fn sign(&mut self) {
        self.negative = minus(self.view, self.number, &mut self.first, self.floor);
        if let Some((currency, sign)) = sign_before(self.view, self.first).filter(|(_, sign)| *sign >= self.floor) {
            self.unit = Some(currency);
            self.first = sign;
            self.negative |= minus(self.view, self.number, &mut self.first, self.floor);
        }
    }

    /// "5m" without a currency: millions of something that is named in the plural, else metres.
    pub fn suffix(&mut self) {
        let (view, end) = (self.view, self.end);
        let Some(symbol) = self.reading.ambiguous.filter(|_| self.unit.is_none()) else { return };
        let counted = view.is_plural(end)
            || view.word(end) == "of"
            || view.class(end).any(Classes::PEOPLE) && !view.class(end).any(Classes::ADJECTIVE)
            || view.class(end).any(Classes::ADJECTIVE) && view.is_plural(end + 1)
            || counted_before(view, self.first);
        let currency = view.phrase(&view.lexicon.unit_names, end).is_some();
        let plain = Decimal::ONE.checked_div(self.reading.scale).and_then(|down| times(self.figure, down));
        if let Some(plain) = plain.filter(|_| !counted && !currency) {
            self.figure = plain;
            self.reading.scale = Decimal::ONE;
            self.unit = Some(symbol);
        }
    }

    /// "one in five", "3 out of 10".
    pub fn share(&mut self) {
        if let Some((share, after)) = ratio(self.view, &self.reading) {
            self.figure = Figure::Part(share);
            self.end = after;
        }
        self.attributive = self.view.hyphen(self.end);
    }

    /// The unit behind the numeral.
    pub fn unit_behind(&mut self) {
        if self.is_part() || self.reading.multiple {
            return;
        }
        // "4 times the force of gravity" has a unit of its own.
        let named = self.view.phrase(&self.view.lexicon.unit_names, self.end).is_some();
        if self.unit.is_none()
            && !named
            && let Some(after) = multiple_after(self.view, self.end)
        {
            self.unit = self.view.phrase_unit(MULTIPLE);
            self.end = after;
            return;
        }
        let money = self.unit.is_some() || self.reading.scale > Decimal::ONE_THOUSAND || self.view.text.contains('£');
        if let Some((named, after)) = unit_after(self.view, self.end, money)
            && accepted(self.view, named, self.end, after, self.unit)
        {
            self.unit = self.unit.or(Some(named));
            self.end = after;
        } else if self.view.raw(self.first) == "$"
            && let Some((named, after)) = dollar_named_behind(self.view, self.end)
        {
            self.unit = Some(named);
            self.end = after;
        }
    }

    /// "an hour and a half", "2 years and three-quarters".
    pub fn half_behind(&mut self) {
        let whole = matches!(self.figure, Figure::Exact(value, _) if value.fract().is_zero());
        if self.unit.is_none() || !whole || self.end == self.reading.end || self.view.word(self.end) != "and" {
            return;
        }
        if let Some((part, after, entry)) = and_a_part(self.view, self.end + 1)
            && let Figure::Exact(value, _) = self.figure
        {
            let value = add(value, part);
            self.figure = Figure::Exact(value, Some(last_place(value)));
            self.entries.push(entry);
            self.end = after;
        }
    }

    /// "three quarters of a mile", "half a mile", "a quarter of a million homes", "1/16 of a pint", "3/4 of the hulls".
    pub fn multiplied_part(&mut self) {
        let view = self.view;
        let slashed = matches!(self.figure, Figure::Exact(value, None) if value < Decimal::ONE) && self.unit.is_none();
        let of = view.word(self.end) == "of";
        if !self.is_part() && !(slashed && of) {
            return;
        }
        let scale_at =
            |at: usize| view.phrase(&view.lexicon.numerals, at).filter(|(scale, _)| scale.kind == NumeralKind::Scale);
        let article = self.end + usize::from(of);
        let indefinite = matches!(view.word(article), "a" | "an");
        // "a quarter million"
        let directly = self.end + usize::from(view.hyphen(self.end));
        let scale = if indefinite { scale_at(article + 1) } else { scale_at(directly).filter(|_| !of) };
        // "of a US pint", "of a single inch"
        let named = indefinite.then(|| {
            let at = article + 1;
            let adjective = matches!(view.word(at), "us" | "uk" | "imperial" | "single" | "full");
            [at, at + usize::from(adjective)].into_iter().find_map(|at| view.phrase(&view.lexicon.unit_names, at))
        });
        if let Some((scale, after)) = scale
            && let Some(Figure::Exact(value, _)) = times(self.figure, scale.value)
        {
            self.figure = Figure::Exact(value, Some(last_place(value)));
            self.reading.scale = scale.value;
            self.entries.push(scale.entry);
            self.end = after;
            self.unit_behind();
        } else if let Some((named, after)) = named.flatten()
            && !view.is_plural(after - 1)
            && let Figure::Part(value) | Figure::Exact(value, _) = self.figure
        {
            self.figure = Figure::Exact(value, None);
            self.unit = Some(named);
            self.end = after;
        } else if let Figure::Exact(value, _) = self.figure {
            self.figure = Figure::Part(value);
        }
    }

    /// "4 to 5 per cent", "$3-5 billion", "between 4 and 5", "three or four".
    pub fn range(&mut self) -> Result<(), Unread> {
        if self.is_part() {
            return Ok(());
        }
        if let Some(range) = range(self.view, self.first, &self.reading, self.end, self.unit, self.negative) {
            let range = range?;
            self.figure = Figure::Vague(range.low, Some(range.high));
            self.end = range.end;
            self.unit = self.unit.or(range.unit);
            self.first = range.first.unwrap_or(self.first);
            self.reading.scale = self.reading.scale.max(range.scale);
            self.negative = false;
            self.is_range = true;
        }
        Ok(())
    }

    /// "hundreds of miles", "trillions of yen".
    pub fn unit_after_vague(&mut self) {
        let view = self.view;
        let vague = matches!(self.figure, Figure::Vague(..)) && !self.is_range;
        if vague
            && self.unit.is_none()
            && view.word(self.end) == "of"
            && let Some((named, after)) = view.phrase(&view.lexicon.unit_names, self.end + 1)
            && (view.is_plural(after - 1) || view.lexicon.unit(named).is_some_and(|unit| unit.dimension == "money"))
        {
            self.unit = Some(named);
            self.end = after;
        }
    }

    /// An age in commas or after "aged": "Nick Hague, 44, said", "women aged 25 to 54".
    pub fn age(&mut self) {
        if self.unit.is_none() && !self.is_part() && is_age(self.view, self.first, self.end, self.figure) {
            self.unit = self.view.phrase_unit("year");
        }
    }

    /// "a day", "per gallon", "of oil a day".
    pub fn rate(&mut self) {
        let currency = self.unit_entry().is_some_and(|unit| unit.dimension == "money");
        // "181 bushels an acre" as "$30 a head", but "20 years a member" is none.
        let money = self
            .unit_entry()
            .is_some_and(|unit| !matches!(unit.dimension.as_str(), "time" | "ratio" | "temperature" | "angle"));
        let view = self.view;
        let joined = view.hyphen(self.end) && matches!(view.word(self.end + 1), "a" | "an" | "per");
        let symbol = self.unit.and_then(|_| view.lexicon.symbol_rates.get(self.unit_symbol()));
        if let Some(per) = symbol {
            self.rate = Some(per.to_string());
        } else if self.unit.is_some()
            && (joined || !self.attributive)
            && let Some((per, after)) = rate_after(self.view, self.end, money)
            // "~45 g each" tells only that no sum is meant.
            && (currency || per != "each")
        {
            self.rate = Some(per);
            self.end = after;
        } else if self.unit.is_some() && self.view.word(self.end) == "of" {
            // "70,000 barrels of oil a day"
            let noun = |at: usize| {
                let class = self.view.class(at);
                self.view.is(at, TokenKind::Word)
                    && !class.any(Classes::PREPOSITION.or(Classes::DETERMINER).or(Classes::VERB))
            };
            let end = (self.end + 1..self.end + 4).find(|at| !noun(*at)).unwrap_or(self.end + 1);
            self.rate = (end > self.end + 1).then(|| rate_after(self.view, end, money)).flatten().map(|(per, _)| per);
        }
    }

    fn take(&mut self, hedge: Hedge) {
        // Of "up to about 20" the inner word is the weaker one.
        if matches!(self.approximation, Approximation::Exact | Approximation::About) {
            self.approximation = hedge.effect;
        }
        self.estimate |= hedge.estimate;
        self.entries.push(hedge.entry);
    }

    /// "about 12", "up to about 20".
    pub fn hedge_before(&mut self) {
        // "nearly a quarter-century"
        let part = matches!(self.view.word(self.first), "half" | "quarter") && self.view.hyphen(self.first + 1);
        if part
            && let Some(article) = self.first.checked_sub(1).filter(|at| matches!(self.view.word(*at), "a" | "an"))
            && hedge_before(self.view, article).is_some()
        {
            self.first = article;
        }
        while let Some((hedge, from)) = hedge_before(self.view, self.first) {
            if from < self.floor || !hedges(self.view, from, self.first, self.unit_entry()) {
                break;
            }
            self.take(hedge);
            self.first = from;
        }
    }

    /// "12 or so", "12 people or more", "400 or more acres".
    pub fn hedge_behind(&mut self) {
        let view = self.view;
        if self.approximation != Approximation::Exact {
            return;
        }
        // After the numeral, after the unit, or after a noun of up to three words ("300 visitors or more").
        let noun = |at: usize| {
            let class = view.class(at);
            let light = Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::AUXILIARY).or(Classes::DETERMINER);
            view.is(at, TokenKind::Word) && !class.any(light.or(Classes::PRONOUN).or(Classes::PAST))
        };
        let behind = (self.end..self.end + 3).take_while(|at| noun(*at)).map(|at| at + 1);
        let found = [self.reading.end, self.end].into_iter().chain(behind).find_map(|place| {
            // "300 years old, give or take"
            let comma = usize::from(view.raw(place) == ",");
            let at = place + comma + usize::from(view.hyphen(place));
            let (hedge, after) = view.phrase(&view.lexicon.hedges_after, at)?;
            let ends = !view.is(after, TokenKind::Word) && !view.is(after, TokenKind::Number);
            // "a raise of 4 percent plus a day off" adds something.
            let adds = view.word(at) == "plus" && after == at + 1 && view.class(after).any(Classes::DETERMINER);
            if hedge.last && !ends || adds || comma > 0 && (after < at + 2 || !ends) {
                return None;
            }
            // Directly before another number the words are that number's.
            (numeral(view, after).is_none() && !currency_before(view, after + 1)).then_some((hedge, place, after))
        });
        let Some((hedge, place, after)) = found else { return };
        self.take(hedge);
        // A hedge behind the noun is not part of the number's own words.
        if place > self.end {
            return;
        }
        self.end = self.end.max(after);
        if self.unit.is_none()
            && let Some((named, behind)) = unit_after(view, self.end, false)
            && accepted(view, named, self.end, behind, None)
        {
            self.unit = Some(named);
            self.end = behind;
        }
    }

    /// The quantity, with what its words permit.
    pub fn finish(mut self) -> Quantity {
        let unit = self.unit_entry();
        self.entries.extend(unit.map(|unit| unit.entry));
        let mut figure = self.figure;
        if unit.is_some_and(|unit| unit.hundredth) {
            figure = times(figure, Decimal::new(1, 2)).unwrap_or(figure);
        }
        if self.negative {
            figure = times(figure, Decimal::NEGATIVE_ONE).unwrap_or(figure);
        }
        let (stated, granularity, permits) = match figure {
            Figure::Exact(value, place) => {
                (Some(value), place.map(|place| place.abs()), effect::permits(value, place, self.approximation))
            }
            Figure::Part(value) => (Some(value), None, effect::permits(value, None, self.approximation)),
            Figure::Vague(low, high) => {
                (None, None, effect::permits_range(Interval::new(Some(low), high), self.approximation))
            }
        };
        let spread = matches!(figure, Figure::Vague(..));
        Quantity {
            first: self.first,
            end: self.end,
            number_end: self.reading.end,
            span: self.view.span(self.first, self.end - 1),
            figure: stated,
            granularity,
            approximation: if spread { Approximation::Range } else { self.approximation },
            permits,
            unit: self.unit,
            unit_assumed: false,
            rate: self.rate,
            part: matches!(self.figure, Figure::Part(_)),
            estimate: self.estimate,
            vague: spread && !self.is_range,
            ranged: self.is_range,
            scale: self.reading.scale,
            entries: self.entries,
        }
    }
}

/// "Dies at 77", "died in prison at 84, his family said".
fn died_at(view: &View, first: usize, end: usize) -> bool {
    /// How far before the number the verb may stand, in tokens.
    const REACH: usize = 8;
    let dies = |at: usize| matches!(view.word(at), "dies" | "died" | "dying");
    let open = !view.is(end, TokenKind::Word)
        || matches!(view.word(end), "in" | "on" | "of" | "after" | "from" | "following" | "last" | "this");
    view.word(first - 1) == "at" && open && !view.hyphen(end) && (first.saturating_sub(REACH)..first - 1).any(dies)
}

/// "Ann Reed, who is 47 and lives in Leeds", "said Ann Reed, 54."
fn named_before(view: &View, first: usize, end: usize) -> bool {
    let stop = matches!(view.raw(end), "." | "," | "");
    let who = view.word(first - 2) == "who" && matches!(view.word(first - 1), "is" | "was");
    let capital =
        |back: usize| first.checked_sub(back).is_some_and(|at| view.capital(at) && view.is(at, TokenKind::Word));
    let signed = view.raw(first - 1) == "," && view.raw(end) == "." && capital(2) && capital(3);
    who && (stop || matches!(view.word(end), "and" | "when")) || signed && !view.class(first - 2).any(Classes::MONTH)
}

/// Is the bare number an age: a name and a comma before it and a comma behind, or "aged"?
fn is_age(view: &View, first: usize, end: usize, figure: Figure) -> bool {
    let (Figure::Exact(years, _) | Figure::Vague(years, _)) = figure else { return false };
    if years.fract() != Decimal::ZERO || years > Decimal::from(115) || first < 2 {
        return false;
    }
    let commas = view.raw(first - 1) == ","
        && view.raw(end) == ","
        && view.capital(first - 2)
        && !view.class(first - 2).any(Classes::MONTH);
    let grown = years >= Decimal::from(13) && matches!(figure, Figure::Exact(..));
    commas && matches!(figure, Figure::Exact(..))
        || grown && (died_at(view, first, end) || named_before(view, first, end))
        || matches!(view.word(first - 1), "aged" | "ages")
        || view.word(first - 1) == "of" && view.word(first - 2) == "age"
        || view.word(first - 1) == "age" && view.word(first - 2) != "the"
        // "She was 91."
        || matches!(view.word(first - 2), "he" | "she")
            && matches!(view.word(first - 1), "is" | "was")
            && (!view.is(end, TokenKind::Word) && view.raw(end) != "-" && view.raw(end) != "/" || view.word(end) == "when")
            && years > Decimal::ONE
        || view.word(end) == "age" && matches!(view.word(end + 1), "group" | "bracket" | "range" | "band")
}

/// Do the words before a number tell of people or things that are counted: "passenger numbers were down 11% at 3.6m",
/// "unemployment fell by 9,000 to 2.57m"? What is high, deep or long is none of them.
fn counted_before(view: &View, first: usize) -> bool {
    /// How far back they may stand, in tokens.
    const REACH: usize = 10;
    let before = || (first.saturating_sub(REACH)..first).rev().take_while(|at| !matches!(view.raw(*at), ";" | "."));
    let long = |at: usize| {
        view.lexicon.noun_concept("length", |n| if n == 0 { view.word(at) } else { "" }).is_some()
            || matches!(view.word(at), "level" | "water" | "wave" | "waves")
    };
    let counted = |at: usize| {
        let head = view.singular(at);
        matches!(&*head, "number" | "unemployment" | "turnout" | "audience" | "membership" | "circulation")
            || view.class(at).any(Classes::PEOPLE) && view.is_plural(at)
            || view.lexicon.noun_concept("count", |n| if n == 0 { &*head } else { "" }).is_some()
    };
    before().any(counted) && !before().any(long)
}
