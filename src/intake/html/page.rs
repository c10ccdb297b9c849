//! A page as runs of text: what stands between two block boundaries, in reading order, with the regions that the runs
//! lie in. Two blocks are two runs, so that no two of them are ever glued.

use super::frame::{Purpose, is_unseen, purpose};
use super::tree::{Data, Id, NONE, ROOT, Tree};

/// What a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Heading,
    Item,
    Cell,
    Caption,
    Preformatted,
}

/// Text between two block boundaries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// Where it stands in `Page::text`, in bytes.
    pub start: usize,
    pub end: usize,
    /// How many of its bytes are links.
    pub links: usize,
    pub kind: Kind,
    /// The innermost region around it.
    pub region: usize,
    /// The table row it is in, 0 for none.
    pub row: u32,
    /// The cell of that row.
    pub cell: u32,
}

/// An element with blocks of its own, and the runs in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region {
    pub node: Id,
    /// The region around it; its own number for the outermost.
    pub parent: usize,
    pub first: usize,
    /// One past the last run.
    pub last: usize,
    pub purpose: Purpose,
}

/// The text of a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub text: String,
    pub runs: Vec<Run>,
    pub regions: Vec<Region>,
}

impl Page {
    /// All text of a page that a reader could see.
    pub fn of(tree: &Tree) -> Page {
        let mut reader = Reader { tree, page: Page::default(), open: Open::default(), around: Vec::new() };
        reader.read();
        reader.page
    }

    /// The text of a run.
    pub fn of_run(&self, run: &Run) -> &str {
        self.text.get(run.start..run.end).unwrap_or("")
    }

    /// The regions around a run, the innermost first.
    pub fn around(&self, run: &Run) -> impl Iterator<Item = &Region> {
        let mut at = Some(run.region);
        std::iter::from_fn(move || {
            let region = self.regions.get(at?)?;
            at = (Some(region.parent) != at).then_some(region.parent);
            Some(region)
        })
    }
}

/// What a name of an element means for the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Display {
    Inline,
    Block,
    Dropped,
    Break,
    Link,
    Raised,
    Lowered,
}

fn display(name: &str) -> Display {
    match name {
        "address" | "article" | "aside" | "blockquote" | "body" | "center" | "dd" | "details" | "dialog" | "dir"
        | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1" | "h2" | "h3"
        | "h4" | "h5" | "h6" | "header" | "hgroup" | "hr" | "html" | "label" | "legend" | "li" | "main" | "menu"
        | "nav" | "ol" | "p" | "pre" | "section" | "summary" | "table" | "tbody" | "thead" | "tfoot" | "tr" | "td"
        | "th" | "caption" | "ul" | "listing" | "xmp" | "plaintext" | "search" => Display::Block,
        "script" | "style" | "template" | "noscript" | "head" | "svg" | "math" | "canvas" | "iframe" | "object"
        | "embed" | "video" | "audio" | "map" | "select" | "textarea" | "input" | "button" | "datalist"
        | "progress" | "meter" | "noembed" | "noframes" | "frameset" | "rp" | "rt" => Display::Dropped,
        "br" => Display::Break,
        "a" => Display::Link,
        "sup" => Display::Raised,
        "sub" => Display::Lowered,
        _ => Display::Inline,
    }
}

/// The run that is being read.
#[derive(Debug, Default)]
struct Open {
    start: usize,
    links: usize,
    /// White space stood since the last word.
    blank: bool,
    /// `br`s since the last word.
    breaks: usize,
}

/// What holds for all in an element, to be put back when it ends.
#[derive(Debug, Clone, Copy)]
struct Around {
    display: Display,
    region: Option<usize>,
    kind: Kind,
    linked: bool,
    row: u32,
    cell: u32,
    raised: Option<Display>,
    paragraph: bool,
}

struct Reader<'t> {
    tree: &'t Tree,
    page: Page,
    open: Open,
    around: Vec<Around>,
}

impl Reader<'_> {
    fn read(&mut self) {
        self.page.regions.push(Region { node: ROOT, parent: 0, first: 0, last: 0, purpose: Purpose::Unknown });
        let (mut row, mut cell) = (0, 0);
        let mut at = self.tree.first(ROOT);
        while at != NONE {
            let mut inside = NONE;
            match self.tree.data(at) {
                Data::Text(text) => self.text(text),
                Data::Element(..) => {
                    let name = self.tree.name(at);
                    let display = display(name);
                    let is_seen = display == Display::Block || !is_unseen(self.tree, at);
                    if display != Display::Dropped && is_seen {
                        match name {
                            "tr" => row += 1,
                            "td" | "th" => cell += 1,
                            _ => {}
                        }
                        self.enter(at, name, display, row, cell);
                        inside = self.tree.first(at);
                        if inside == NONE {
                            self.leave();
                        }
                    }
                }
                Data::Other => {}
            }
            if inside != NONE {
                at = inside;
                continue;
            }
            while at != NONE && self.tree.next(at) == NONE {
                at = self.tree.parent(at);
                if at == ROOT || at == NONE {
                    at = NONE;
                    break;
                }
                self.leave();
            }
            if at != NONE {
                at = self.tree.next(at);
            }
        }
        self.close();
        let count = self.page.runs.len();
        if let Some(all) = self.page.regions.first_mut() {
            all.last = count;
        }
    }

    fn inner(&self) -> Around {
        self.around.last().copied().unwrap_or(Around {
            display: Display::Block,
            region: None,
            kind: Kind::Paragraph,
            linked: false,
            row: 0,
            cell: 0,
            raised: None,
            paragraph: false,
        })
    }

    fn region(&self) -> usize {
        self.around.iter().rev().find_map(|around| around.region).unwrap_or(0)
    }

    fn enter(&mut self, id: Id, name: &str, display: Display, row: u32, cell: u32) {
        let mut around = Around { display, region: None, ..self.inner() };
        match display {
            Display::Block => self.close(),
            Display::Break => self.open.breaks += 1,
            Display::Link => around.linked = self.tree.attribute(id, "href").is_some(),
            Display::Raised | Display::Lowered => around.raised = Some(display),
            _ => {}
        }
        // An inline element is a region only where it says what it is for and begins a block that is no paragraph.
        let begins = self.open.start == self.page.text.len() && !self.inner().paragraph;
        let purpose = match display {
            Display::Block => purpose(self.tree, id, name),
            Display::Inline if begins => purpose(self.tree, id, name),
            _ => Purpose::Unknown,
        };
        if display == Display::Block || purpose != Purpose::Unknown {
            let (parent, first) = (self.region(), self.page.runs.len());
            around.region = Some(self.page.regions.len());
            self.page.regions.push(Region { node: id, parent, first, last: first, purpose });
        }
        around.paragraph |= name == "p";
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => around.kind = Kind::Heading,
            "li" | "dd" | "dt" => around.kind = Kind::Item,
            "td" | "th" => (around.kind, around.row, around.cell) = (Kind::Cell, row, cell),
            "table" => (around.row, around.cell) = (0, 0),
            "figcaption" | "caption" => around.kind = Kind::Caption,
            "pre" | "listing" | "xmp" | "plaintext" => around.kind = Kind::Preformatted,
            _ => {}
        }
        self.around.push(around);
    }

    fn leave(&mut self) {
        let Some(around) = self.around.last().copied() else { return };
        if around.display == Display::Block || around.region.is_some() {
            self.close();
        }
        self.around.pop();
        let count = self.page.runs.len();
        if let Some(region) = around.region.and_then(|region| self.page.regions.get_mut(region)) {
            region.last = count;
        }
    }

    /// Ends the run that is being read.
    fn close(&mut self) {
        let open = std::mem::take(&mut self.open);
        let (start, end) = (open.start, self.page.text.len());
        self.open.start = end;
        if start == end {
            return;
        }
        let (region, inner) = (self.region(), self.inner());
        self.page.runs.push(Run {
            start,
            end,
            links: open.links.min(end - start),
            kind: inner.kind,
            region,
            row: inner.row,
            cell: inner.cell,
        });
    }

    fn text(&mut self, text: &str) {
        let inner = self.inner();
        if inner.kind == Kind::Preformatted {
            let from = self.page.text.len();
            let text = if from == self.open.start { text.trim_start_matches(['\n', '\r']) } else { text };
            if from != self.open.start || !text.trim().is_empty() {
                self.page.text.push_str(text);
            }
            return;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let word = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
            if word.len() < rest.len() {
                self.open.blank = true;
            }
            if word.is_empty() {
                break;
            }
            let end = memchr::memchr3(b' ', b'\n', b'\t', word.as_bytes()).unwrap_or(word.len());
            let end = memchr::memchr2(b'\r', b'\x0C', word.as_bytes().get(..end).unwrap_or(&[])).unwrap_or(end);
            let (word, after) = word.split_at(end);
            rest = after;
            self.word(word, inner);
        }
    }

    fn word(&mut self, word: &str, inner: Around) {
        let (from, is_first) = (self.page.text.len(), self.page.text.len() == self.open.start);
        match self.open.breaks {
            _ if is_first => {}
            0 if self.open.blank => self.page.text.push(' '),
            0 => {}
            1 => self.page.text.push('\n'),
            // An empty line between two `br`s ends a paragraph.
            _ => {
                self.close();
            }
        }
        let after_digit = self.page.text.len() > self.open.start
            && !(self.open.blank || self.open.breaks > 0)
            && self.page.text.ends_with(|c: char| c.is_ascii_digit());
        (self.open.blank, self.open.breaks) = (false, 0);
        match inner.raised {
            // 10<sup>6</sup> is no 106, and m<sup>2</sup> is m².
            Some(Display::Raised) => self.raised(word),
            Some(_) if after_digit => self.page.text.extend(word.chars().map(lowered)),
            // A soft hyphen is not seen, and would cut a number in two.
            _ if word.contains('\u{ad}') => self.page.text.extend(word.chars().filter(|c| *c != '\u{ad}')),
            _ => self.page.text.push_str(word),
        }
        if inner.linked {
            self.open.links += self.page.text.len().saturating_sub(from);
        }
    }

    /// Raised digits stay raised; the mark of a footnote behind a word is kept apart from it.
    fn raised(&mut self, word: &str) {
        if word.starts_with('[') && word.ends_with(']') {
            return;
        }
        self.page.text.extend(word.chars().map(raised));
    }
}

fn raised(c: char) -> char {
    match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        '-' | '−' => '⁻',
        '+' => '⁺',
        _ => c,
    }
}

fn lowered(c: char) -> char {
    match c.to_digit(10) {
        Some(digit) => char::from_u32('₀' as u32 + digit).unwrap_or(c),
        None => c,
    }
}
