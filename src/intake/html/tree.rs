//! The tree of a page, built by html5ever as a browser builds it, whatever the markup. Nodes lie in one list and name
//! each other by number, so that no walk through the tree recurses.

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, LocalName, ParseOpts, QualName, ns, parse_document};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

/// The number of a node.
pub(super) type Id = u32;

/// No node.
pub(super) const NONE: Id = u32::MAX;

/// The node that holds all others.
pub(super) const ROOT: Id = 0;

/// The node outside the tree that holds what is in templates.
const TEMPLATES: Id = 1;

/// So many bytes are parsed between two looks at the limits.
const PIECE: usize = 4 << 10;

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    Element(QualName, Vec<Attribute>),
    Text(StrTendril),
    /// The document itself, a comment, the inside of a template.
    Other,
}

#[derive(Debug)]
struct Node {
    data: Data,
    parent: Id,
    first: Id,
    last: Id,
    next: Id,
    previous: Id,
    depth: u32,
}

/// A parsed page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// Why a page was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) enum GivenUp {
    /// Its elements are nested deeper than that.
    Depth(usize),
    /// The caller had enough.
    Time,
}

impl Tree {
    /// Parses a page. `enough` is asked from time to time whether to give up.
    pub fn parse(html: &str, depth: usize, enough: &dyn Fn() -> bool) -> Result<Tree, GivenUp> {
        let mut parser = parse_document(Sink::default(), ParseOpts::default());
        let mut rest = html;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE.max(4)));
            parser.process(StrTendril::from_slice(piece));
            rest = after;
            if parser.tokenizer.sink.sink.deepest.get() as usize > depth {
                return Err(GivenUp::Depth(depth));
            }
            if enough() {
                return Err(GivenUp::Time);
            }
        }
        Ok(Tree { nodes: parser.finish().nodes.into_inner() })
    }

    fn node(&self, id: Id) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    /// What a node is.
    pub fn data(&self, id: Id) -> &Data {
        self.node(id).map_or(&Data::Other, |node| &node.data)
    }

    /// The name of an HTML element, "" for all else.
    pub fn name(&self, id: Id) -> &str {
        match self.data(id) {
            Data::Element(name, _) if name.ns == ns!(html) => &name.local,
            Data::Element(name, _) if matches!(&*name.local, "svg" | "math") => &name.local,
            _ => "",
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        let Data::Element(_, attributes) = self.data(id) else { return None };
        let name = LocalName::from(name);
        attributes.iter().find(|attribute| attribute.name.local == name).map(|attribute| &*attribute.value)
    }

    /// The attributes of an element, by name.
    pub fn attributes(&self, id: Id) -> impl Iterator<Item = (&str, &str)> {
        let attributes: &[Attribute] = match self.data(id) {
            Data::Element(_, attributes) => attributes,
            _ => &[],
        };
        attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }

    /// The node around a node.
    pub fn parent(&self, id: Id) -> Id {
        self.node(id).map_or(NONE, |node| node.parent)
    }

    /// The first node in a node.
    pub fn first(&self, id: Id) -> Id {
        self.node(id).map_or(NONE, |node| node.first)
    }

    /// The node after a node, in the same one.
    pub fn next(&self, id: Id) -> Id {
        self.node(id).map_or(NONE, |node| node.next)
    }

    /// The node that is read after a node and all in it, without leaving `top`.
    pub fn after(&self, id: Id, top: Id) -> Id {
        let mut at = id;
        while at != top && at != NONE {
            let next = self.next(at);
            if next != NONE {
                return next;
            }
            at = self.parent(at);
        }
        NONE
    }

    /// A node and all in it, in the order in which they stand.
    pub fn within(&self, top: Id) -> impl Iterator<Item = Id> {
        let mut at = top;
        std::iter::from_fn(move || {
            let here = at;
            if here == NONE {
                return None;
            }
            let first = self.first(here);
            at = if first == NONE { self.after(here, top) } else { first };
            Some(here)
        })
    }

    /// All text in a node, white space folded, at most about `most` bytes.
    pub fn text(&self, top: Id, most: usize) -> String {
        let mut text = String::new();
        for id in self.within(top) {
            if text.len() > most {
                break;
            }
            match self.data(id) {
                Data::Text(piece) if !matches!(self.name(self.parent(id)), "script" | "style") => text.push_str(piece),
                Data::Element(..) => text.push(' '),
                _ => {}
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Takes what html5ever finds.
#[derive(Debug)]
struct Sink {
    nodes: RefCell<Vec<Node>>,
    deepest: Cell<u32>,
    nameless: RefCell<QualName>,
}

impl Default for Sink {
    fn default() -> Self {
        let nameless = RefCell::new(QualName::new(None, ns!(), LocalName::from("")));
        let sink = Sink { nodes: RefCell::default(), deepest: Cell::new(0), nameless };
        // The document, and what takes the insides of templates.
        sink.made(Data::Other);
        sink.made(Data::Other);
        sink
    }
}

impl Sink {
    fn made(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        let node = Node { data, parent: NONE, first: NONE, last: NONE, next: NONE, previous: NONE, depth: 0 };
        nodes.push(node);
        (nodes.len() - 1) as Id
    }

    /// Adds text to a text node; is it one?
    fn grown(&self, id: Id, text: &StrTendril) -> bool {
        match self.nodes.borrow_mut().get_mut(id as usize).map(|node| &mut node.data) {
            Some(Data::Text(before)) => {
                before.push_tendril(text);
                true
            }
            _ => false,
        }
    }

    fn of(&self, id: Id, value: impl Fn(&Node) -> Id) -> Id {
        self.nodes.borrow().get(id as usize).map_or(NONE, value)
    }

    fn change(&self, id: Id, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.borrow_mut().get_mut(id as usize) {
            change(node);
        }
    }

    /// Takes a node out of where it stands.
    fn detach(&self, id: Id) {
        let (parent, previous, next) =
            (self.of(id, |node| node.parent), self.of(id, |node| node.previous), self.of(id, |node| node.next));
        self.change(previous, |node| node.next = next);
        self.change(next, |node| node.previous = previous);
        self.change(parent, |node| {
            if node.first == id {
                node.first = next;
            }
            if node.last == id {
                node.last = previous;
            }
        });
        self.change(id, |node| (node.parent, node.previous, node.next) = (NONE, NONE, NONE));
    }

    /// Puts a node into another, before a third that stands there, or last.
    fn insert(&self, parent: Id, id: Id, before: Id) {
        self.detach(id);
        let previous = if before == NONE { self.of(parent, |node| node.last) } else { self.of(before, |n| n.previous) };
        let depth = self.of(parent, |node| node.depth).saturating_add(1);
        self.deepest.set(self.deepest.get().max(depth));
        self.change(id, |node| {
            (node.parent, node.previous, node.next, node.depth) = (parent, previous, before, depth);
        });
        self.change(previous, |node| node.next = id);
        self.change(before, |node| node.previous = id);
        self.change(parent, |node| {
            if previous == NONE {
                node.first = id;
            }
            if before == NONE {
                node.last = id;
            }
        });
    }

    fn put(&self, parent: Id, child: NodeOrText<Id>, before: Id) {
        let beside = if before == NONE { self.of(parent, |node| node.last) } else { self.of(before, |n| n.previous) };
        match child {
            NodeOrText::AppendNode(node) => self.insert(parent, node, before),
            NodeOrText::AppendText(text) if self.grown(beside, &text) => {}
            NodeOrText::AppendText(text) => {
                let node = self.made(Data::Text(text));
                self.insert(parent, node, before);
            }
        }
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Self;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        let named = Ref::filter_map(self.nodes.borrow(), |nodes| match &nodes.get(*target as usize)?.data {
            Data::Element(name, _) => Some(name),
            _ => None,
        });
        // html5ever asks for the names of elements only.
        named.unwrap_or_else(|_| self.nameless.borrow())
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        self.made(Data::Element(name, attributes))
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.made(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.made(Data::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.put(*parent, child, NONE);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        if self.of(*element, |node| node.parent) == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The inside of a template is in no tree: it is shown only by programs.
    fn get_template_contents(&self, _: &Id) -> Id {
        TEMPLATES
    }

    fn same_node(&self, one: &Id, other: &Id) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let parent = self.of(*sibling, |node| node.parent);
        self.put(parent, child, *sibling);
    }

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        self.change(*target, |node| {
            if let Data::Element(_, known) = &mut node.data {
                for attribute in attributes {
                    if !known.iter().any(|other| other.name == attribute.name) {
                        known.push(attribute);
                    }
                }
            }
        });
    }

    fn remove_from_parent(&self, target: &Id) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &Id, parent: &Id) {
        loop {
            let child = self.of(*node, |node| node.first);
            if child == NONE {
                break;
            }
            self.insert(*parent, child, NONE);
        }
    }
}
