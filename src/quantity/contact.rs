//! Numbers by which something is found: web and mail addresses, file names, markup, telephones, streets, postcodes.

use super::View;
use super::refusal::{ADDRESS, PHONE, Refused, counted_after, currency_before, unit_or_scale};
use crate::lexicon::Classes;
use crate::text::TokenKind;

/// A run without blanks that is longer than this is no address: looking further would cost a quadratic search.
const LONGEST: usize = 200;

const FILES: [&str; 14] = [
    ".pdf", ".jpg", ".jpeg", ".png", ".gif", ".doc", ".docx", ".xls", ".xlsx", ".csv", ".txt", ".html", ".mp4", ".zip",
];

/// Part of a run without blanks that is a web or mail address, a hash tag, a handle or a file's name?
pub fn in_address(view: &View, at: usize) -> bool {
    let Some(token) = view.token(at) else { return false };
    let before = view.text.get(..token.span.start).unwrap_or("");
    let after = view.text.get(token.span.end..).unwrap_or("");
    // Most numbers stand between blanks, and digits alone are no address.
    let alone = before.bytes().next_back().is_none_or(|byte| byte == b' ') && after.starts_with(' ');
    if alone && view.raw(at).bytes().all(|byte| byte.is_ascii_digit() || byte == b',') {
        return false;
    }
    let back: usize = before.chars().rev().take(LONGEST).take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum();
    let on: usize = after.chars().take(LONGEST).take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum();
    let run = view.text.get(token.span.start - back..token.span.end + on).unwrap_or("");
    let run = run.trim_start_matches(['(', '"', '“', '‘', '[', '<', '\'']);
    let run = run.trim_end_matches(['.', ',', ';', ':', ')', '"', '”', '’', ']', '>', '!', '?']);
    // Most runs are the number and marks that no address has.
    if !run.bytes().any(|byte| matches!(byte, b'@' | b'#' | b'_' | b':' | b'/' | b'.')) {
        return false;
    }
    let mail = run.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let tag = run.starts_with('@') || run.starts_with('#') && run.chars().any(char::is_alphabetic);
    let joined = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    let name =
        run.split_once('_').is_some_and(|(start, rest)| start.ends_with(|c: char| c.is_alphanumeric()) && joined(rest))
            && run.chars().any(char::is_alphabetic);
    let article = run.starts_with("doi:") || run.starts_with("arXiv:") || run.starts_with("10.") && run.contains('/');
    mail || tag
        || name
        || article
        || run.contains("://")
        || run.starts_with("www.")
        || host(run)
        || FILES.iter().any(|end| run.len() > end.len() && run.ends_with(end))
}

/// "paper.example/2021/45": a host with letters at its end, then a path.
fn host(run: &str) -> bool {
    let Some((host, _)) = run.split_once('/') else { return false };
    let Some((name, end)) = host.rsplit_once('.') else { return false };
    name.chars().any(char::is_alphabetic)
        && (2..=7).contains(&end.len())
        && end.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// What markup has left in the text: a colour of a terminal, a character by its number, the attribute of a tag.
pub fn in_markup(view: &View, at: usize) -> Option<usize> {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| view.raw(at));
    // "&#8217;", "&#x27;"
    if before(1) == "#" && before(2) == "&" || before(1).starts_with(['x', 'X']) && before(2) == "#" {
        return Some(at + 1 + usize::from(view.glued(at + 1) && view.is(at + 1, TokenKind::Word)));
    }
    // "\x1b[1;31m", with the control character or without it.
    let mut open = at;
    while open > 1 && view.raw(open - 1) == ";" && view.is(open - 2, TokenKind::Number) {
        open -= 2;
    }
    if open > 0 && view.raw(open - 1) == "[" && view.glued(open) {
        let mut end = at + 1;
        while view.raw(end) == ";" && view.glued(end + 1) && view.is(end + 1, TokenKind::Number) {
            end += 2;
        }
        let escaped = open > 1 && view.raw(open - 2) == "\u{1b}";
        let coloured = view.glued(end) && view.word(end).starts_with('m');
        let word = view.word(end).len() > 1 && view.lexicon.unit_names.get(view.word(end)).is_none();
        let reset = view.raw(at) == "0" || end > at + 1;
        if coloured
            && (escaped || reset || word && !matches!(view.word(end), "mm" | "mg" | "ml" | "mph" | "mi" | "min"))
        {
            return Some(end + usize::from(view.word(end) == "m"));
        }
    }
    // <td width="40">
    let token = view.token(at)?;
    let start = view.text.get(..token.span.start)?;
    let tag = memchr::memrchr2(b'<', b'>', start.as_bytes()).filter(|tag| start.as_bytes().get(*tag) == Some(&b'<'))?;
    let near = start.get(tag..)?.chars().nth(LONGEST).is_none();
    let opens = start.get(tag + 1..)?.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    let rest = view.text.get(token.span.end..)?;
    let closes = rest.chars().take(LONGEST).find(|c| matches!(c, '<' | '>')) == Some('>');
    (near && opens && closes).then_some(at + 1)
}

/// Whole digits without a separator?
fn plain(view: &View, at: usize) -> bool {
    view.is(at, TokenKind::Number) && view.raw(at).bytes().all(|byte| byte.is_ascii_digit())
}

/// The token after a telephone number.
pub fn phone(view: &View, at: usize) -> Option<usize> {
    let named = |view: &View| {
        view.phrase_before(&view.lexicon.refused_before, at)
            .is_some_and(|(refusal, _)| view.lexicon.reason(refusal) == PHONE)
    };
    let plus = at > 0 && view.raw(at - 1) == "+" && view.glued(at);
    let opened = at > 0 && view.raw(at - 1) == "(" && view.raw(at + 1) == ")" && plain(view, at + 2);
    let mut end = at + 1;
    let mut digits = view.raw(at).len();
    let (mut groups, mut blanks) = (1, 0);
    // No number has more groups than it may have digits.
    while groups < 15 {
        let mark = usize::from(
            (view.dash(end) || matches!(view.raw(end), "." | "/")) && view.glued(end) && view.glued(end + 1)
                || matches!(view.raw(end), "(" | ")") && (opened || plus),
        );
        // "+44 (0)20 7946 0018" has two brackets.
        let marks = if mark == 1 && plus && view.raw(end) == "(" { 1 } else { mark };
        let next = end + marks;
        if !plain(view, next) || mark == 0 && view.raw(next).len() > 6 {
            break;
        }
        blanks += usize::from(mark == 0);
        digits += view.raw(next).len();
        groups += 1;
        end = next + 1;
    }
    if groups == 1 && !plus || !plain(view, at) {
        return None;
    }
    let long = (7..=15).contains(&digits);
    let nought = view.raw(at).starts_with('0');
    // "555-0171": seven digits in two groups, the second led by a nought, or announced.
    let local = groups == 2
        && blanks == 0
        && view.raw(at).len() == 3
        && view.raw(end - 1).len() == 4
        && (view.raw(end - 1).starts_with('0') || named(view));
    // Three groups of one length each are a row of a table as well: "120 340 560".
    let even = blanks == groups - 1 && (at..end).all(|group| view.raw(group).len() == 3);
    let wide = (at..end).any(|group| plain(view, group) && view.raw(group).len() >= 3);
    let grouped = groups >= 3 && !even && wide && view.raw(at).len() <= 5;
    (long && (plus || opened || nought || grouped) || local || groups >= 2 && digits >= 5 && named(view)).then_some(end)
}

/// "27 Harbour Street", "16-18 Industrial Avenue", "22 Rue Foch", "Springfield, IL 62704", "SW1A 1AA".
pub fn address<'v>(view: &View<'v>, at: usize) -> Option<Refused<'v>> {
    let refuse =
        |end: usize| Some(Refused { first: at, end, reason: ADDRESS, entry: view.lexicon.reason_entry(ADDRESS) });
    if !plain(view, at) || view.raw(at).len() > 5 {
        return None;
    }
    let before = at.checked_sub(1).map_or("", |before| view.raw(before));
    let state = before.len() == 2 && before.bytes().all(|byte| byte.is_ascii_uppercase());
    if view.raw(at).len() == 5 && state {
        return refuse(at + 1 + 2 * usize::from(view.hyphen(at + 1) && plain(view, at + 2)));
    }
    // "90210-1234"
    let extended = view.raw(at).len() == 5 && view.hyphen(at + 1) && plain(view, at + 2) && view.raw(at + 2).len() == 4;
    if extended && view.raw(at + 2) < view.raw(at) && !counted_after(view, at + 3) && !unit_or_scale(view, at + 3) {
        return refuse(at + 3);
    }
    // The second half of a British postcode.
    let inward = view.glued(at + 1) && view.raw(at + 1).len() == 2 && view.raw(at).len() == 1;
    if inward && view.raw(at + 1).bytes().all(|byte| byte.is_ascii_uppercase()) && at > 1 {
        let outward = view.raw(at - 1).len() <= 2 && view.capital(at - 1) || plain(view, at - 1);
        if outward && !view.lexicon.unit_symbols.contains_key(view.raw(at + 1)) {
            return refuse(at + 2);
        }
    }
    // "16-18", "12A"
    let mut name = at + 1;
    if view.dash(name) && view.glued(name) && plain(view, name + 1) {
        name += 2;
    }
    name += usize::from(view.glued(name) && view.raw(name).len() == 1 && view.is(name, TokenKind::Word));
    if !view.capital(name) || currency_before(view, at) {
        return None;
    }
    let street = |at: usize| {
        let (refusal, end) = view.phrase(&view.lexicon.refused_after, at)?;
        (view.lexicon.reason(refusal) == ADDRESS && view.capital(at)).then_some((refusal, end))
    };
    // "22 Ave Foch", "10 Rue de Lille": the word for a street stands first.
    let roman = view.phrase(&view.lexicon.refused_cues, name).filter(|(cue, end)| {
        view.lexicon.reason(*cue) == ADDRESS
            && (view.capital(*end) || matches!(view.word(*end), "de" | "du" | "des" | "della" | "la"))
    });
    if let Some((cue, end)) = roman {
        return Some(Refused { first: at, end: end + 1, reason: ADDRESS, entry: Some(cue.entry) });
    }
    let found = (name + 1..name + 4).take_while(|at| view.capital(*at)).find_map(street);
    let (refusal, end) = found?;
    // "12 Wall Street bankers" are counted.
    let counted = counted_after(view, end) && !view.class(end).any(Classes::PREPOSITION);
    (!counted).then_some(Refused { first: at, end, reason: ADDRESS, entry: Some(refusal.entry) })
}
