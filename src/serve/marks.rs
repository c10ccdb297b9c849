//! An article's text cut into pieces, so that its words can be shown with marks on them and in no other way.

use crate::report::visible;

/// A place in a text that is marked.
#[derive(Debug, Clone, Default)]
pub(super) struct Mark {
    /// The first scalar value.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Our own word for what it is.
    pub class: &'static str,
    /// What is said about it.
    pub title: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Its name on the page.
    pub id: Option<String>,
}

/// A piece of a text that has the same marks all through.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Piece {
    /// The words, as they may be shown.
    pub text: String,
    /// What they are marked as.
    pub class: String,
    /// What is said about them.
    pub title: String,
    /// Where they lead.
    pub href: Option<String>,
    /// The name of the place; of the first piece of a mark only.
    pub id: Option<String>,
}

/// The scalar values from `from` to `to` of a text that begins at the scalar value `base`, with the marks on them.
/// Where marks overlap, the shorter one says more and leads.
pub(super) fn pieces(text: &str, base: usize, mut marks: Vec<Mark>) -> Vec<Piece> {
    marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    let mut cuts: Vec<usize> = marks.iter().flat_map(|mark| [mark.start, mark.end]).filter(|cut| *cut > base).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces = Vec::new();
    let (mut waiting, mut open): (_, Vec<&Mark>) = (marks.iter().peekable(), Vec::new());
    let (mut at, mut rest) = (base, text);
    for cut in cuts.into_iter().chain([usize::MAX]) {
        let bytes = rest.char_indices().nth(cut - at).map_or(rest.len(), |(byte, _)| byte);
        let (here, after) = rest.split_at(bytes);
        while let Some(mark) = waiting.next_if(|mark| mark.start <= at) {
            open.push(mark);
        }
        open.retain(|mark| mark.end > at);
        if !here.is_empty() {
            pieces.push(piece(here, at == base, at, &open));
        }
        (at, rest) = (cut, after);
        if rest.is_empty() {
            break;
        }
    }
    pieces
}

fn piece(text: &str, first: bool, at: usize, open: &[&Mark]) -> Piece {
    let mut classes: Vec<&str> = open.iter().map(|mark| mark.class).collect();
    classes.sort_unstable();
    classes.dedup();
    // The last to be opened is the shortest.
    let says = open.iter().rev().find(|mark| !mark.title.is_empty());
    let leads = open.iter().rev().find(|mark| mark.href.is_some());
    let named = open.iter().rev().find(|mark| mark.id.is_some() && (mark.start == at || first));
    Piece {
        text: seen(text),
        class: classes.join(" "),
        title: says.map(|mark| mark.title.clone()).unwrap_or_default(),
        href: leads.and_then(|mark| mark.href.clone()),
        id: named.and_then(|mark| mark.id.clone()),
    }
}

/// The words as they may be shown, their lines kept.
pub(super) fn seen(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, class: &'static str) -> Mark {
        Mark { start, end, class, ..Mark::default() }
    }

    fn shown(text: &str, base: usize, marks: Vec<Mark>) -> Vec<(String, String)> {
        pieces(text, base, marks).into_iter().map(|piece| (piece.text, piece.class)).collect()
    }

    fn pair(text: &str, class: &str) -> (String, String) {
        (text.to_owned(), class.to_owned())
    }

    #[test]
    fn marks_cut_a_text_and_lose_nothing_of_it() {
        let text = "Über 40 boats left";
        let cut = shown(text, 0, vec![mark(5, 7, "value"), mark(0, 13, "quote")]);
        assert_eq!(
            cut,
            [pair("Über ", "quote"), pair("40", "quote value"), pair(" boats", "quote"), pair(" left", "")]
        );
        assert_eq!(shown(text, 0, Vec::new()), [pair(text, "")]);
        assert_eq!(shown("", 0, vec![mark(0, 3, "value")]), []);
    }

    #[test]
    fn a_mark_may_begin_before_the_text_and_end_behind_it() {
        assert_eq!(
            shown("40 boats", 5, vec![mark(0, 7, "quote"), mark(12, 90, "value")]),
            [pair("40", "quote"), pair(" boat", ""), pair("s", "value")]
        );
    }

    #[test]
    fn what_turns_the_direction_of_writing_shows_its_code() {
        assert_eq!(seen("12\u{202e}34\nnext\u{7}"), "12\\u{202e}34\nnext\\u{7}");
    }
}
