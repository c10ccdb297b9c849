//! Regular English inflection; irregular forms stand in `data/words.toml`.

fn ends_with_any(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}

fn without(word: &str, bytes: usize) -> &str {
    word.get(..word.len().saturating_sub(bytes)).unwrap_or(word)
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// The regular plural of a noun (and third person of a verb).
pub fn plural(noun: &str) -> String {
    let bytes = noun.as_bytes();
    let before_y = bytes.len().checked_sub(2).and_then(|at| bytes.get(at)).copied().unwrap_or(0);
    if noun.ends_with('y') && !is_vowel(before_y) {
        [without(noun, 1), "ies"].concat()
    } else if ends_with_any(noun, &["s", "x", "z", "ch", "sh"]) {
        [noun, "es"].concat()
    } else {
        [noun, "s"].concat()
    }
}

/// Would [`singular`] change it?
pub fn is_plural(word: &str) -> bool {
    // Every plural ends so, and most words do not.
    word.as_bytes().last() == Some(&b's')
        && (ends_with_any(word, &["ches", "shes", "xes", "sses", "zzes"])
            || word.len() > 3 && !ends_with_any(word, &["ss", "us", "is"]))
}

/// The singular of a regular plural; any other word unchanged. `invariant` words and irregular plurals are looked up
/// before.
pub fn singular(word: &str) -> std::borrow::Cow<'_, str> {
    if word.as_bytes().last() != Some(&b's') {
        word.into()
    } else if word.len() > 4 && word.ends_with("ies") {
        [without(word, 3), "y"].concat().into()
    } else if ends_with_any(word, &["ches", "shes", "xes", "sses", "zzes"]) {
        without(word, 2).into()
    } else if word.len() > 3 && !ends_with_any(word, &["ss", "us", "is"]) {
        without(word, 1).into()
    } else {
        word.into()
    }
}

/// The regular forms of a verb: base, third person, past, gerund.
pub fn verb_forms(base: &str) -> [String; 4] {
    let bytes = base.as_bytes();
    let last = bytes.last().copied().unwrap_or(0);
    let at = |back: usize| bytes.len().checked_sub(back).and_then(|index| bytes.get(index)).copied().unwrap_or(0);
    let vowels = bytes.iter().filter(|byte| is_vowel(**byte)).count();
    let with = |ending: &str| [base, ending].concat();
    let (past, gerund) = if base.ends_with("ee") || base.ends_with("oe") || base.ends_with("ye") {
        (with("d"), with("ing"))
    } else if base.ends_with("ie") {
        (with("d"), [without(base, 2), "ying"].concat())
    } else if last == b'e' {
        (with("d"), [without(base, 1), "ing"].concat())
    } else if last == b'y' && !is_vowel(at(2)) {
        ([without(base, 1), "ied"].concat(), with("ing"))
    } else if vowels == 1 && !is_vowel(last) && is_vowel(at(2)) && !matches!(last, b'w' | b'x' | b'y') && base.len() > 2
    {
        // One short vowel before one consonant: drop, dropped, dropping.
        let doubled = char::from(last);
        (format!("{base}{doubled}ed"), format!("{base}{doubled}ing"))
    } else {
        (with("ed"), with("ing"))
    };
    [base.to_owned(), plural(base), past, gerund]
}
