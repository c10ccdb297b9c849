//! Which news agency a document as a whole is credited to: by its outlet or byline, its dateline, or how it ends. An
//! agency that is only quoted in one sentence is none of its credits, and neither is one that took the picture.

use crate::lexicon::Lexicon;
use crate::text::Document;

/// So many bytes from either end of a text may hold a credit.
const REACH: usize = 600;

/// A line of credits has no more words than this.
const SHORT: usize = 12;

/// Besides agencies a line that ends in a list of them has no more words than this: initials of editors.
const INITIALS: usize = 3;

/// How a line begins that says from whom the text is.
const BYLINE: [&str; 5] = ["by", "source", "sources", "from", "copyright"];

/// Words of a line that credits a picture.
const PICTURE: [&str; 8] = ["photo", "photos", "image", "images", "picture", "pictures", "video", "getty"];

/// The ids of the agencies, sorted.
pub fn credits(document: &Document, lexicon: &Lexicon) -> Vec<String> {
    let mut found: Vec<&str> = Vec::new();
    for stated in [&document.metadata.source, &document.metadata.author].into_iter().flatten() {
        found.extend(lexicon.agencies_in(stated).iter().map(|named| named.agency));
    }
    let body = document.text.get(document.body..).unwrap_or("");
    let opening = body.get(..body.floor_char_boundary(REACH)).unwrap_or(body);
    let closing = body.get(body.floor_char_boundary(body.len().saturating_sub(REACH))..).unwrap_or("");
    dateline(opening, lexicon, &mut found);
    for part in [opening, closing] {
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', part.as_bytes()).chain([part.len()]) {
            credit_line(part.get(start..end).unwrap_or("").trim(), lexicon, &mut found);
            start = end + 1;
        }
    }
    found.extend(lexicon.agencies_signed(closing));
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(str::to_owned).collect()
}

/// "SKAGEN, Denmark (Reuters) – ", "LIMA (AP/AFP) -- ".
fn dateline<'l>(opening: &str, lexicon: &'l Lexicon, found: &mut Vec<&'l str>) {
    for at in memchr::memchr_iter(b'(', opening.as_bytes()) {
        let Some((inside, after)) = opening.get(at + 1..).and_then(|rest| rest.split_once(')')) else { break };
        let before = opening.get(..at).and_then(|before| before.lines().next_back()).unwrap_or("");
        // The place stands before it, on the same line, and is in few words.
        let place = before.split_whitespace().count() <= 7;
        let dash = after.trim_start_matches(' ').starts_with(['-', '–', '—']);
        if place
            && dash
            && let Some(agencies) = listed(inside, lexicon)
        {
            found.extend(agencies);
            return;
        }
    }
}

/// "AP, AFP, dpa" and nothing else.
fn listed<'l>(text: &str, lexicon: &'l Lexicon) -> Option<Vec<&'l str>> {
    // Most lines begin with no agency.
    let first = memchr::memchr3(b',', b'/', b';', text.as_bytes()).and_then(|end| text.get(..end)).unwrap_or(text);
    lexicon.agency(first)?;
    text.split([',', '/', ';']).map(|name| lexicon.agency(name)).collect()
}

/// "By Reuters", "Source: AP", "AFP", "ab/cd (AP, dpa)", "© 2024 The Associated Press. All rights reserved."
fn credit_line<'l>(line: &str, lexicon: &'l Lexicon, found: &mut Vec<&'l str>) {
    let words = || line.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    if line.is_empty() || line.len() > 160 {
        return;
    }
    let picture = || words().any(|word| PICTURE.iter().any(|picture| word.eq_ignore_ascii_case(picture)));
    if let Some(agencies) = listed(line, lexicon) {
        if !picture() {
            found.extend(agencies);
        }
        return;
    }
    let first = words().next().unwrap_or("");
    let first_is = |word: &str| first.eq_ignore_ascii_case(word);
    let rights = line.starts_with('©') || line.starts_with("(c)") || line.starts_with("(C)") || first_is("copyright");
    let byline = BYLINE.into_iter().any(first_is) && words().count() <= SHORT && !line.ends_with(['.', '?', '!']);
    if (rights || byline) && !picture() {
        found.extend(lexicon.agencies_in(line).iter().map(|named| named.agency));
    } else if let Some((before, inside)) = line.strip_suffix(')').and_then(|line| line.rsplit_once('('))
        && before.split_whitespace().count() <= INITIALS
        && let Some(agencies) = listed(inside, lexicon)
        && !picture()
    {
        found.extend(agencies);
    }
}
