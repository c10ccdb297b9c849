//! The dot-and-interval plot of a fact: one row for each stated value, in order of time; a dot where the number stands,
//! a bar for what the words permit, a pale one for what may have been rounded to it. HTML and SVG without any script or
//! `style` attribute, so that it can stand in a page that allows neither; `assets/factledger.css` draws it.

use super::filters;
use super::scale::{Scale, Stretch};
use super::text::words;
use crate::claim::{AsOfBasis, Claim};
use crate::compare::{Placed, in_words, placed};
use crate::lexicon::Lexicon;
use crate::quantity::Interval;
use crate::text::DateInterval;
use askama::Template;

/// So many rows are drawn; a story that is told more often has them said in a line.
const MOST: usize = 100;

/// So many figures stand below the line: more would not fit on a telephone.
const TICKS: usize = 4;

/// The values that are stated for one fact, ready to be drawn.
#[derive(Debug, Clone)]
pub struct Plot {
    /// The rows, in order of time, then source.
    pub marks: Vec<Mark>,
    /// How many further rows there are.
    pub left_out: usize,
    /// Are equal ratios equally far apart?
    pub logarithmic: bool,
    scale: Option<Scale>,
}

/// One row: a value that one source states as of one time.
#[derive(Debug, Clone)]
pub struct Mark {
    /// The outlet, else the document.
    pub who: String,
    /// The as-of time that is stated, else the date of publication; empty where neither is known.
    pub when: String,
    /// The number phrase as written.
    pub said: String,
    /// To whom the document attributes it.
    pub speaker: Option<String>,
    /// `reference`, or how it relates to the reference value.
    pub relation: &'static str,
    /// What it permits, in words; empty where that is just the number, or not known in the unit of the others.
    pub meaning: String,
    /// The first claim that says so.
    pub claim_id: String,
    /// How many claims of the source say so.
    pub n_claims: usize,
    /// Where the row leads, if it does.
    pub href: Option<String>,
    drawn: Option<Drawn>,
}

/// Where things stand on the line, from 0 to 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn {
    pub value: Option<f64>,
    pub permits: Stretch,
    pub reach: Stretch,
}

impl Plot {
    /// The plot of the claims of one fact. `unit` is the fact's; what does not convert to it is listed and not drawn.
    pub fn of(claims: &[Claim], unit: &str, lexicon: &Lexicon) -> Self {
        let placed = placed(claims, unit, lexicon);
        let scale = Scale::of(&placed);
        let mut order: Vec<(&Claim, &Placed)> = claims.iter().zip(&placed).collect();
        order.sort_by_cached_key(|(claim, _)| {
            let day = claim.as_of_end.or(claim.published.map(|date| date.interval().end));
            (day, who(claim), claim.value, claim.claim_id.clone())
        });
        let mut marks: Vec<Mark> = Vec::new();
        let mut left_out = 0;
        for (claim, placed) in order {
            let mark = mark(claim, placed, scale.as_ref());
            let same = |one: &&mut Mark| {
                (&one.who, &one.when, &one.said, one.relation) == (&mark.who, &mark.when, &mark.said, mark.relation)
            };
            if let Some(one) = marks.iter_mut().find(same) {
                one.n_claims += 1;
            } else if marks.len() < MOST {
                marks.push(mark);
            } else {
                left_out += 1;
            }
        }
        Self { marks, left_out, logarithmic: scale.is_some_and(|scale| scale.logarithmic), scale }
    }

    /// Figures to be written below the line, at most so many, with their places.
    pub(super) fn ticks(&self, most: usize) -> Vec<(f64, String)> {
        self.scale.map(|scale| scale.ticks(most)).unwrap_or_default()
    }

    /// What the signs of every plot mean, as HTML: said once on a page.
    pub fn legend() -> &'static str {
        include_str!("../../templates/plot_legend.html")
    }

    /// A figure with a table: who said when what, and the line. `caption` is said above it.
    pub fn html(&self, caption: &str) -> String {
        let ticks = self.ticks(TICKS);
        let rows: Vec<_> = self.marks.iter().map(|mark| (mark, mark.svg(&ticks))).collect();
        let axis = axis(&ticks);
        // Rendering into a String fails only where a template's own code does, and this one has none.
        Figure { plot: self, caption, rows, axis }.render().unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "plot.html")]
struct Figure<'p> {
    plot: &'p Plot,
    caption: &'p str,
    rows: Vec<(&'p Mark, String)>,
    axis: String,
}

fn who(claim: &Claim) -> &str {
    claim.source.as_deref().unwrap_or_else(|| claim.doc.rsplit('/').next().unwrap_or(&claim.doc))
}

fn when(claim: &Claim) -> String {
    match (claim.as_of_start, claim.as_of_end) {
        (Some(start), Some(end)) if claim.as_of_basis == AsOfBasis::Stated => DateInterval { start, end }.label(),
        _ => claim.published.map(|date| date.to_string().chars().take(10).collect()).unwrap_or_default(),
    }
}

fn mark(claim: &Claim, placed: &Placed, scale: Option<&Scale>) -> Mark {
    let standing = placed.standing.as_ref();
    let drawn = standing.zip(scale).map(|(standing, scale)| Drawn {
        value: standing.value.and_then(|value| scale.place(value)),
        permits: scale.stretch(standing.permits),
        reach: scale.stretch(standing.reach),
    });
    Mark {
        who: who(claim).to_owned(),
        when: when(claim),
        said: words(&claim.value_text),
        speaker: claim.speaker.clone(),
        relation: if placed.is_reference { "reference" } else { placed.relation.as_str() },
        meaning: standing
            .filter(|standing| !is_point(standing.permits))
            .map(|s| in_words(s.permits))
            .unwrap_or_default(),
        claim_id: claim.claim_id.clone(),
        n_claims: 1,
        href: None,
        drawn,
    }
}

fn is_point(interval: Interval) -> bool {
    interval.lower().is_some() && interval.lower() == interval.upper()
}

impl Mark {
    /// Does it stand on the line, or is its unit another?
    pub fn is_drawn(&self) -> bool {
        self.drawn.is_some()
    }

    pub(super) fn drawn(&self) -> Option<Drawn> {
        self.drawn
    }

    /// The line of this row: what is marked below it, the two bars, the dot.
    fn svg(&self, ticks: &[(f64, String)]) -> String {
        let mut svg = String::new();
        for (place, _) in ticks {
            svg.push_str(&format!(r#"<line class="grid" x1="{x}" x2="{x}" y1="0" y2="100%"/>"#, x = percent(*place)));
        }
        let Some(drawn) = self.drawn else { return svg };
        if drawn.reach != drawn.permits {
            svg.push_str(&bar("reach", drawn.reach));
        }
        svg.push_str(&bar("permits", drawn.permits));
        if let Some(value) = drawn.value {
            svg.push_str(&format!(r#"<circle cx="{}" cy="50%" r="5"/>"#, percent(value)));
        }
        svg
    }
}

/// A bar, with an arrow head where it has no end.
fn bar(class: &str, stretch: Stretch) -> String {
    let (from, to) = (stretch.from.unwrap_or(0.0), stretch.to.unwrap_or(1.0));
    if from >= to {
        return String::new();
    }
    let (x, end) = (percent(from), percent(to));
    let mut svg = format!(r#"<line class="{class}" x1="{x}" x2="{end}" y1="50%" y2="50%"/>"#);
    let arrow = |at: &str, path: &str| {
        format!(r#"<svg class="arrow" x="{at}" y="50%" overflow="visible"><path d="{path}"/></svg>"#)
    };
    if stretch.from.is_none() {
        svg.push_str(&arrow("0%", "M9,-6 L1,0 L9,6"));
    }
    if stretch.to.is_none() {
        svg.push_str(&arrow("100%", "M-9,-6 L-1,0 L-9,6"));
    }
    svg
}

/// The figures below the line. Those near an end are set so that they stay inside.
fn axis(ticks: &[(f64, String)]) -> String {
    let mut svg = String::new();
    for (place, label) in ticks {
        let anchor = match place {
            ..0.08 => "start",
            0.92.. => "end",
            _ => "middle",
        };
        svg.push_str(&format!(r#"<text x="{}" y="14" text-anchor="{anchor}">{label}</text>"#, percent(*place)));
    }
    svg
}

fn percent(place: f64) -> String {
    format!("{:.2}%", place * 100.0)
}
