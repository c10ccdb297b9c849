//! The language of a text: English by its small words, another by the letters that stand together.

use crate::text::{Basis, Metadata, is_english};
use whatlang::{Lang, detect};

/// So much of a text is looked at, in bytes.
const SAMPLE: usize = 2 << 10;

/// Words that every English text is full of and hardly any other.
const SMALL_WORDS: [&str; 30] = [
    "the", "of", "and", "to", "is", "that", "for", "it", "with", "as", "was", "by", "be", "are", "from", "this",
    "have", "has", "had", "not", "but", "they", "which", "were", "their", "its", "been", "would", "who", "will",
];

/// Adds the language of a text, where nobody said it who knows. `claimed` is what a page says of itself; a text that
/// clearly is in another language is in that.
pub(super) fn guess(text: &str, claimed: Option<String>, metadata: &mut Metadata) {
    if metadata.language.is_some() {
        return;
    }
    let sample = text.get(..text.floor_char_boundary(SAMPLE)).unwrap_or(text);
    let found = match (has_small_words(sample), claimed) {
        (true, Some(claimed)) if is_english(&claimed) => Some((claimed, Basis::Meta)),
        (true, None) => None,
        (true, Some(_)) => Some(("en".to_owned(), Basis::Guess)),
        (false, claimed) => match (foreign(sample), claimed) {
            (Some(language), Some(claimed)) if claimed.to_lowercase().starts_with(language) => {
                Some((claimed, Basis::Meta))
            }
            (Some(language), _) => Some((language.to_owned(), Basis::Guess)),
            (None, claimed) => claimed.filter(|claimed| is_english(claimed)).map(|claimed| (claimed, Basis::Meta)),
        },
    };
    if let Some((language, basis)) = found {
        metadata.language = Some(language);
        metadata.basis.insert("language".to_owned(), basis);
    }
}

/// Is at least one word in twelve one of the small ones?
fn has_small_words(sample: &str) -> bool {
    let (mut small, mut all) = (0, 0);
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        all += 1;
        small += usize::from(SMALL_WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)));
    }
    small * 12 >= all && small > 0
}

/// The language of a text that surely is not English, as a BCP 47 tag.
fn foreign(sample: &str) -> Option<&'static str> {
    // A few words are too little to go by.
    if sample.chars().filter(|c| c.is_alphabetic()).take(60).count() < 60 {
        return None;
    }
    let found = detect(sample).filter(|found| found.is_reliable() && found.lang() != Lang::Eng)?;
    Some(tag(found.lang()))
}

fn tag(language: Lang) -> &'static str {
    match language {
        Lang::Epo => "eo",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        other => other.code(),
    }
}
