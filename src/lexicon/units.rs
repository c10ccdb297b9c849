//! Units and currencies, from the entries of `data/units/` to the tables of [`Lexicon`].

use super::load::ratio;
use super::tables::Loader;
use super::unit_entries::*;
use super::*;
use crate::Error;

impl Loader {
    fn add_unit(&mut self, unit: Unit) -> UnitId {
        let id = UnitId::try_from(self.lexicon.units.len()).unwrap_or(UnitId::MAX);
        if !unit.hundredth {
            self.lexicon.unit_index.insert(Box::from(unit.id.as_str()), id);
        }
        self.lexicon.units.push(unit);
        id
    }

    pub(super) fn units(&mut self, file: &str, dimension: Dimension) -> Result<(), Error> {
        for unit in dimension.unit {
            self.measure_unit(file, &dimension.dimension, unit)?;
        }
        for currency in dimension.currency {
            self.currency(&dimension.dimension, currency);
        }
        Ok(())
    }

    fn measure_unit(&mut self, file: &str, dimension: &str, unit: UnitEntry) -> Result<(), Error> {
        let factor = ratio(file, &unit.id, &unit.factor)?;
        let offset = match &unit.offset {
            Some(offset) => {
                let (numerator, denominator) = ratio(file, &unit.id, offset)?;
                numerator.checked_div(denominator).unwrap_or_default()
            }
            None => Decimal::ZERO,
        };
        let entry = self.entry("unit", &unit.id, unit.accept, unit.reject);
        let id = self.add_unit(Unit {
            id: unit.id,
            dimension: dimension.to_owned(),
            factor: Some(factor),
            offset,
            hundredth: false,
            note: unit.note,
            near: unit.near,
            not_before: unit.not_before,
            entry,
        });
        for name in self.with_plurals(&unit.names).into_iter().chain(unit.forms) {
            // "pound" is money too: who asks says which.
            if dimension == "mass" && matches!(name.as_str(), "pound" | "pounds") {
                self.lexicon.mass_names.insert(&name, id);
            } else {
                self.lexicon.unit_names.insert(&name, id);
            }
        }
        for symbol in unit.symbols {
            self.lexicon.unit_symbols.insert(symbol.into(), id);
        }
        for symbol in unit.glued {
            self.lexicon.glued_symbols.insert(symbol.into(), id);
        }
        for word in unit.before {
            self.lexicon.unit_words_before.insert(word.into(), id);
        }
        for RatedSymbol { symbol, per } in unit.rated {
            self.lexicon.unit_symbols.insert(symbol.as_str().into(), id);
            self.lexicon.symbol_rates.insert(symbol.into(), per.into());
        }
        Ok(())
    }

    fn currency(&mut self, dimension: &str, currency: CurrencyEntry) {
        let entry = self.entry("currency", &currency.id, currency.accept, currency.reject);
        let unit = Unit {
            id: currency.id.clone(),
            dimension: dimension.to_owned(),
            factor: None,
            offset: Decimal::ZERO,
            hundredth: false,
            note: currency.note,
            near: Vec::new(),
            not_before: currency.not_before,
            entry,
        };
        let cent = self.add_unit(Unit { hundredth: true, ..unit.clone() });
        let id = self.add_unit(unit);
        for name in self.with_plurals(&currency.names).into_iter().chain(currency.forms) {
            self.lexicon.unit_names.insert(&name, id);
        }
        for (signs, glued) in [(currency.signs, false), (currency.glued_signs, true)] {
            for text in signs {
                if !glued {
                    self.lexicon.currency_signs_behind.insert(text.as_str().into(), id);
                }
                let Some(last) = text.chars().next_back() else { continue };
                let sign = Sign { text: text.into(), unit: id, glued };
                self.lexicon.currency_signs.entry(last).or_default().push(sign);
            }
        }
        for sign in currency.signs_behind {
            self.lexicon.currency_signs_behind.insert(sign.into(), id);
        }
        for words in currency.behind_dollar {
            self.lexicon.dollar_qualifiers.insert(&words, id);
        }
        for outlet in currency.outlets {
            self.lexicon.dollar_outlets.insert(outlet.into(), id);
        }
        for name in self.with_plurals(&currency.subunit) {
            if self.lexicon.unit_names.get(&name).is_none() {
                self.lexicon.unit_names.insert(&name, cent);
            }
        }
        for form in currency.subunit_forms {
            if form.chars().count() == 1 {
                self.lexicon.glued_symbols.insert(form.into(), cent);
            } else if self.lexicon.unit_names.get(&form).is_none() {
                self.lexicon.unit_names.insert(&form, cent);
            }
        }
    }
}
