//! Every factor of `data/units/` against an independent units library, which knows nothing of this vocabulary.

use crate::said::lexicon;
use factledger::lexicon::Unit;
use iso_currency::{Currency, IntoEnumIterator};
use rink_core::parsing::text_query::{TokenIterator, parse_expr};
use rink_core::types::Numeric;
use rink_core::{Context, Value};

/// The base of each dimension as the library writes it. A dimension that is not here has units that the library does
/// not know, all of them in [`STANDARDS`].
const BASES: [(&str, &str); 38] = [
    ("absorbed_dose", "gray"),
    ("acceleration", "meter/second^2"),
    ("amount_of_substance", "mole"),
    ("angle", "degree"),
    ("apparent_power", "volt ampere"),
    ("area", "meter^2"),
    ("capacitance", "farad"),
    ("charge", "ampere hour"),
    ("current", "ampere"),
    ("data", "byte"),
    ("data_rate", "bit/second"),
    ("energy", "joule"),
    ("force", "newton"),
    ("frequency", "hertz"),
    ("fineness", "karat"),
    ("fuel_economy", "kilometer/liter"),
    ("illuminance", "lux"),
    ("image_size", "pixel"),
    ("length", "meter"),
    ("luminance", "candela/meter^2"),
    ("luminous_flux", "lumen"),
    ("luminous_intensity", "candela"),
    ("mass", "kilogram"),
    ("mass_concentration", "gram/liter"),
    ("molar_concentration", "mole/liter"),
    ("power", "watt"),
    ("pressure", "pascal"),
    ("radiation_dose", "sievert"),
    ("radiation_exposure", "coulomb/kilogram"),
    ("radioactivity", "becquerel"),
    ("ratio", "1"),
    ("resistance", "ohm"),
    ("speed", "meter/second"),
    ("temperature", "kelvin"),
    ("time", "second"),
    ("torque", "newton meter"),
    ("voltage", "volt"),
    ("volume", "meter^3"),
];

/// Units that the library writes otherwise, or means otherwise by the name that we have.
const SPELLED: [(&str, &str); 63] = [
    ("acre-foot", "acrefoot"),
    ("astronomical unit", "au"),
    ("barrel", "petroleumbarrel"),
    ("basis_point", "basispoint"),
    ("billion cubic feet", "1e9 foot^3"),
    ("billion cubic metres", "1e9 meter^3"),
    ("board foot", "boardfoot"),
    ("british thermal unit", "btu"),
    ("bushel", "usbushel"),
    ("calorie", "1000 cal_th"),
    ("celsius", "1 °C"),
    ("century", "100 gregorianyear"),
    ("cord of wood", "cord"),
    ("cup", "uscup"),
    ("decade", "10 gregorianyear"),
    ("fahrenheit", "1 °F"),
    ("fluid ounce", "usfluidounce"),
    ("foot-candle", "footcandle"),
    ("gallon", "usgallon"),
    ("gigacalorie", "1e9 cal_th"),
    ("gradian", "gon"),
    ("hundredweight", "ushundredweight"),
    ("imperial gallon", "imperialgallon"),
    ("imperial pint", "imperialpint"),
    ("inch of mercury", "inHg"),
    ("kilocalorie", "1000 cal_th"),
    ("kilogram-force", "kilogram force"),
    ("light-hour", "c hour"),
    ("light-minute", "c minute"),
    ("light-second", "c s"),
    ("light-year", "lightyear"),
    ("long ton", "longton"),
    ("metre per second squared", "meter/second^2"),
    ("metric horsepower", "metrichorsepower"),
    ("millennium", "1000 gregorianyear"),
    ("millimetre of mercury", "mmHg"),
    ("million barrels", "1e6 barrel"),
    ("million cubic feet", "1e6 foot^3"),
    ("million cubic metres", "1e6 meter^3"),
    ("mmbtu", "1e6 btu"),
    ("month", "gregorianyear/12"),
    ("nautical mile", "nauticalmile"),
    ("newton metre", "newton meter"),
    ("part per billion", "ppb"),
    ("part per million", "ppm"),
    ("part per trillion", "ppt"),
    ("peck", "usbushel/4"),
    ("percentage_point", "percent"),
    ("pint", "uspint"),
    ("pound-foot", "pound force foot"),
    ("pound-force", "pound force"),
    ("quart", "usquart"),
    ("quarter", "gregorianyear/4"),
    ("standard gravity", "gravity"),
    ("statute mile", "statutemile"),
    ("tablespoon", "ustablespoon"),
    ("teaspoon", "usteaspoon"),
    ("therm", "1e5 btu"),
    ("thousand cubic feet", "1000 foot^3"),
    ("ton", "shortton"),
    ("trillion cubic feet", "1e12 foot^3"),
    ("troy ounce", "troyounce"),
    ("year", "gregorianyear"),
];

/// Units that the library does not know, each with the standard that its factor comes from.
const STANDARDS: [(&str, &str); 37] = [
    ("FEU", "two TEU: ISO 668"),
    ("TEU", "base of its dimension"),
    ("bale", "480 lb: statistical bale of the United States Department of Agriculture"),
    ("barrel of oil equivalent", "5.8 million Btu: United States Internal Revenue Service"),
    ("beat per minute", "by definition"),
    ("deadweight tonne", "a tonne: what the ship can carry"),
    ("decibel", "base of its dimension"),
    ("dot per inch", "a dot taken as a pixel"),
    ("dunam", "1,000 m²: Ottoman metric dunam"),
    ("exaflop", "SI prefix"),
    ("feddan", "4,200 5/6 m²: 24 kirat of 175 5/144 m² (Egyptian survey)"),
    ("fold", "base of its dimension"),
    ("frame per second", "by definition"),
    ("gigaflop", "SI prefix"),
    ("gigapixel", "by definition"),
    ("gross ton", "base of its dimension"),
    ("inch of water", "conventional inch of water: NIST SP 811"),
    ("index point", "base of its dimension"),
    ("international unit", "base of its dimension"),
    ("kiloton of tnt", "10¹² cal th: NIST SP 811"),
    ("litre per 100 kilometres", "base of its dimension"),
    ("mach", "base of its dimension"),
    ("megapixel", "by definition"),
    ("megaton of tnt", "10¹⁵ cal th: NIST SP 811"),
    ("megatonne of oil equivalent", "10 Gcal IT to the tonne: International Energy Agency"),
    ("million barrels of oil equivalent", "5.8 million Btu to the barrel: United States Internal Revenue Service"),
    ("part per thousand", "by definition"),
    ("per mille", "by definition"),
    ("petaflop", "SI prefix"),
    ("pixel per inch", "base of its dimension"),
    ("pyeong", "(20/11 m)²: Korean law of measures of 1961"),
    ("rai", "1,600 m²: Thai weights and measures act of 1923"),
    ("revolution per minute", "one turn a minute, a turn being a count: ISO 80000-3"),
    ("solar mass", "base of its dimension"),
    ("teraflop", "SI prefix"),
    ("tonne of coal equivalent", "7 Gcal th: United Nations energy statistics"),
    ("tonne of oil equivalent", "10 Gcal IT: International Energy Agency"),
];

/// Units whose factor holds a π, which the library cuts off elsewhere: they agree to fifteen digits.
const IRRATIONAL: [&str; 3] = ["parsec", "kiloparsec", "megaparsec"];

/// What the library makes of an expression.
fn value(library: &Context, expression: &str) -> Result<Value, String> {
    let mut tokens = TokenIterator::new(expression).peekable();
    library.eval(&parse_expr(&mut tokens)).map_err(|error| error.to_string())
}

/// The name of a unit as an expression: "square mile" is `mile^2`, "gram per litre" is `gram/litre`.
fn expression(id: &str) -> String {
    if let Some((_, spelled)) = SPELLED.iter().find(|(have, _)| *have == id) {
        return (*spelled).to_owned();
    }
    let factor = |words: &str| {
        let words = words.replace('-', " ");
        if let Some(side) = words.strip_prefix("square ") {
            format!("({side})^2")
        } else if let Some(side) = words.strip_prefix("cubic ") {
            format!("({side})^3")
        } else {
            format!("({words})")
        }
    };
    id.split(" per ").map(factor).collect::<Vec<_>>().join("/")
}

/// What is wrong with a factor; none if the library gives the same, to the last digit.
fn fault(library: &Context, unit: &Unit) -> Result<(), String> {
    let (_, base) = BASES.iter().find(|(have, _)| *have == unit.dimension).ok_or("its dimension is in no table")?;
    let (numerator, denominator) = unit.factor.ok_or("it has no factor")?;
    let offset = match unit.id.as_str() {
        // The offset is a fraction that a decimal can only come near.
        "fahrenheit" => "45967/180".to_owned(),
        _ => unit.offset.to_string(),
    };
    let ours = format!("({numerator}/{denominator} + {offset}) ({base})");
    let ratio = format!("({}) / ({ours})", expression(&unit.id));
    match value(library, &ratio)? {
        Value::Number(number) if !number.dimless() => Err(format!("{ratio} has a dimension")),
        Value::Number(number)
            if IRRATIONAL.contains(&unit.id.as_str()) && (number.value.to_f64() - 1.0).abs() < 1e-15 =>
        {
            Ok(())
        }
        Value::Number(number) if number.value != Numeric::one() => {
            Err(format!("{ratio} is {:?}, {}", number.value, number.value.to_f64()))
        }
        Value::Number(_) => Ok(()),
        _ => Err(format!("{ratio} is no number")),
    }
}

/// Does the library know the unit by its name, whatever it makes of it?
fn known(library: &Context, unit: &Unit) -> bool {
    let base = BASES.iter().find(|(have, _)| *have == unit.dimension).map_or("1", |(_, base)| base);
    let ratio = format!("({}) / ({base})", expression(&unit.id));
    matches!(value(library, &ratio), Ok(Value::Number(number)) if number.dimless())
}

#[test]
fn every_factor_is_that_of_an_independent_library() {
    let library = rink_core::simple_context().expect("the library has its definitions");
    let mut wrong = Vec::new();
    let mut checked = 0;
    for unit in lexicon().units().filter(|unit| unit.dimension != "money") {
        let found = fault(&library, unit);
        let listed = STANDARDS.iter().find(|(id, _)| *id == unit.id);
        match (listed, found) {
            (None, Ok(())) => checked += 1,
            (None, Err(why)) => wrong.push(format!("{}: {why}", unit.id)),
            (Some(_), _) if known(&library, unit) => {
                wrong.push(format!("{}: the library knows it: take it off the list", unit.id))
            }
            (Some(_), _) => {}
        }
    }
    for (id, _) in STANDARDS {
        if lexicon().unit_named(id).is_none() {
            wrong.push(format!("{id}: it is listed, and no unit"));
        }
    }
    assert!(wrong.is_empty(), "{} factors are not the library's:\n{}", wrong.len(), wrong.join("\n"));
    assert!(checked > 200, "only {checked} factors were checked");
}

/// Codes of the independent list that are no money of news: codes for tests and for no currency at all.
const NO_CURRENCY: [&str; 1] = ["XXX"];

#[test]
fn every_currency_of_the_standard_is_there() {
    let ours: Vec<&str> = lexicon()
        .units()
        .filter(|unit| unit.dimension == "money" && !unit.hundredth)
        .map(|unit| unit.id.as_str())
        .collect();
    let standard: Vec<Currency> = Currency::iter().collect();
    assert!(standard.len() > 150, "the list of the standard has shrunk: {}", standard.len());
    let missing: Vec<&str> = standard
        .iter()
        .map(|currency| currency.code())
        .filter(|code| !ours.contains(code) && !NO_CURRENCY.contains(code))
        .collect();
    assert_eq!(missing, [""; 0], "codes of ISO 4217 without an entry");
    // A code that the standard has dropped, or never had, is a choice.
    let beyond: Vec<&str> = ours.iter().copied().filter(|code| Currency::from_code(code).is_none()).collect();
    assert_eq!(beyond, BEYOND, "entries that are in no standard");
    let doubled = ours.iter().enumerate().filter(|(at, code)| ours.iter().skip(at + 1).any(|other| other == *code));
    assert_eq!(doubled.count(), 0, "an entry twice");
}

/// Currencies that ISO 4217 has not, or no longer: they stand in archives and in court reports.
const BEYOND: [&str; 14] =
    ["ANG", "DEM", "FRF", "ITL", "ESP", "PTE", "GRD", "NLG", "IEP", "BEF", "ATS", "FIM", "BTC", "ETH"];

#[test]
fn a_bare_dollar_is_that_of_the_outlet() {
    let dollar = |source: Option<&str>, url: Option<&str>| {
        let unit = lexicon().outlet_dollar(source, url)?;
        lexicon().unit(unit).map(|unit| unit.id.as_str())
    };
    assert_eq!(dollar(Some("The Globe and Mail"), None), Some("CAD"));
    assert_eq!(dollar(None, Some("https://www.example.co.nz/news/1?a=b.au")), Some("NZD"));
    assert_eq!(dollar(Some("example.com.au"), None), Some("AUD"));
    assert_eq!(dollar(Some("Reuters"), Some("https://example.ca/1")), Some("USD"), "the name counts first");
    assert_eq!(dollar(Some("The Fictional Gazette"), Some("https://example.com/1")), None);
    assert_eq!(dollar(None, Some("")), None);
}
