//! The report on the terminal: fact by fact, every stated value on a line, and where the values disagree.

use super::finding::{Finding, Group, Side};
use super::plot::Mark;
use super::{Plot, Screen, relation_name_style, shortened, visible};
use anstyle::Style;
use std::collections::HashMap;
use std::io::{self, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Below this width the values stand without their line.
const NARROW: usize = 66;
/// From here on who said it stands beside what was said.
const WIDE: usize = 110;
/// Lines of more characters are hard to read, however wide the screen is.
const WIDEST: usize = 140;
/// A longer line shows nothing more.
const LONGEST_LINE: usize = 72;
/// Of a day.
const DAY: usize = 10;
/// Of the longest relation.
const RELATION: usize = 9;
/// Where the explanations begin: behind the relation and how far apart the two are.
const HANG: usize = 19;

/// Writes the report of the groups and of what does not fit inside one document. `sentences` are those of the claims
/// whose quotes are to be shown, by claim id.
pub fn overview(
    groups: &[Group],
    arithmetic: &[Finding],
    sentences: &HashMap<String, String>,
    screen: Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    let paper = Paper { width: usize::from(screen.width).clamp(40, WIDEST), colour: screen.colour, sentences };
    for (at, group) in groups.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        paper.group(group, out)?;
    }
    if !arithmetic.is_empty() {
        writeln!(out, "{}{}", if groups.is_empty() { "" } else { "\n" }, paper.bold("Arithmetic inside one document"))?;
    }
    for finding in arithmetic {
        writeln!(out)?;
        paper.inside(finding, out)?;
    }
    out.flush()
}

struct Paper<'s> {
    width: usize,
    colour: bool,
    sentences: &'s HashMap<String, String>,
}

/// How wide the columns of values are.
struct Columns {
    who: usize,
    said: usize,
    speaker: usize,
    line: usize,
}

impl Paper<'_> {
    fn styled(&self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn bold(&self, text: &str) -> String {
        self.styled(Style::new().bold(), text)
    }

    fn soft(&self, text: &str) -> String {
        self.styled(Style::new().dimmed(), text)
    }

    fn group(&self, group: &Group, out: &mut dyn Write) -> io::Result<()> {
        let mut about = Vec::new();
        let many = |count: &str, thing: &str| format!("{count} {thing}{}", if count == "1" { "" } else { "s" });
        if !group.n_sources.is_empty() {
            about.push(many(&group.n_sources, "source"));
        }
        if !group.n_origins.is_empty() && group.n_origins != group.n_sources {
            about.push(many(&group.n_origins, "origin"));
        }
        if !group.fact_id.is_empty() {
            about.push(shortened(&group.fact_id).to_owned());
        }
        let about = about.join(" · ");
        let heading = fitted(&group.heading, self.width.saturating_sub(about.width() + 2));
        let gap = self.width.saturating_sub(heading.width() + about.width());
        writeln!(out, "{}{}{}", self.bold(&heading), " ".repeat(gap), self.soft(&about))?;
        match &group.plot {
            Some(plot) => self.values(plot, out)?,
            None => group.findings.iter().flat_map(|finding| [&finding.a, &finding.b]).try_for_each(|side| {
                let by = [side.published.as_str(), &side.who, &side.said];
                writeln!(out, "  {}", fitted(&by.join("  "), self.width.saturating_sub(2)))
            })?,
        }
        group.findings.iter().try_for_each(|finding| self.finding(finding, out))
    }

    fn columns(&self, plot: &Plot) -> Columns {
        let longest = |of: &dyn Fn(&Mark) -> usize| plot.marks.iter().map(of).max().unwrap_or(0);
        let rest = self.width.saturating_sub(2 + DAY + 3 * 2 + RELATION);
        let part = |share: usize| (rest * share / 100).max(8);
        let speaker = longest(&|mark| mark.speaker.as_deref().unwrap_or_default().width());
        let speaker = if self.width < WIDE || speaker == 0 { 0 } else { speaker.min(part(22)) + 2 };
        let (who, said) = (longest(&|mark| mark.who.width()), longest(&|mark| mark.said.width()));
        let narrow = self.width < NARROW;
        let (most_who, most_said) = if narrow { (part(45), part(55)) } else { (part(33), part(37)) };
        let (who, said) = (who.min(most_who), said.min(most_said));
        let line = rest.saturating_sub(who + said + speaker + 2).min(LONGEST_LINE);
        Columns { who, said, speaker, line: if narrow { 0 } else { line } }
    }

    /// The stated values, one a line, and below them what the line measures.
    fn values(&self, plot: &Plot, out: &mut dyn Write) -> io::Result<()> {
        let columns = self.columns(plot);
        for mark in &plot.marks {
            let style = relation_name_style(mark.relation);
            let mut line = format!(
                "  {}  {}  {}",
                padded(&mark.when, DAY),
                padded(&mark.who, columns.who),
                self.bold(&padded(&mark.said, columns.said))
            );
            if columns.speaker > 0 {
                let speaker = padded(mark.speaker.as_deref().unwrap_or_default(), columns.speaker - 2);
                line.push_str(&format!("  {}", self.soft(&speaker)));
            }
            if columns.line > 0 {
                line.push_str(&format!("  {}", self.styled(style, &plot.line(mark, columns.line))));
            }
            line.push_str(&format!("  {}", self.styled(style, mark.relation)));
            writeln!(out, "{}", line.trim_end())?;
        }
        if plot.left_out > 0 {
            writeln!(out, "  and {} more", plot.left_out)?;
        }
        if columns.line > 0 {
            let indent = 2 + DAY + 2 + columns.who + 2 + columns.said + columns.speaker + 2;
            let below = format!("{}{}", " ".repeat(indent), plot.below(columns.line));
            if !below.trim().is_empty() {
                writeln!(out, "{}", self.soft(below.trim_end()))?;
            }
        }
        Ok(())
    }

    fn finding(&self, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
        let style = relation_name_style(&finding.relation).bold();
        let relation = self.styled(style, &padded(&finding.relation, RELATION));
        let head = format!("  {relation} {:>6} ", finding.apart.as_deref().unwrap_or_default());
        self.explained(finding, &head, out)?;
        [&finding.a, &finding.b].into_iter().try_for_each(|side| self.quote(side, out))
    }

    fn inside(&self, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
        let by = format!("  {}  {}", finding.a.who, finding.a.published);
        writeln!(out, "{}", fitted(&by, self.width))?;
        let kind = finding.kind.replace('_', " ");
        writeln!(out, "  {}", self.styled(relation_name_style("conflict").bold(), &kind))?;
        self.explained(finding, &" ".repeat(HANG), out)?;
        [&finding.a, &finding.b].into_iter().try_for_each(|side| {
            if self.sentences.is_empty() {
                return self.wrapped(&format!("“{}”", side.quote), out);
            }
            self.quote(side, out)
        })
    }

    /// Why, with the id by which to ask for more; and what somebody found.
    fn explained(&self, finding: &Finding, head: &str, out: &mut dyn Write) -> io::Result<()> {
        let mut why = visible(&finding.explanation).into_owned();
        if !finding.diagnosis.is_empty() {
            why.push_str(&format!(" ({})", finding.slip()));
        }
        why.push_str(&format!(" [{}]", shortened(&finding.id)));
        for (at, line) in lines(&why, self.width.saturating_sub(HANG)).into_iter().enumerate() {
            let before = if at == 0 { head.to_owned() } else { " ".repeat(HANG) };
            writeln!(out, "{before}{line}")?;
        }
        let judged = finding.judged();
        if judged.is_empty() { Ok(()) } else { self.wrapped(&judged, out) }
    }

    /// The sentence of a side with the quote in it, where quotes are shown.
    fn quote(&self, side: &Side, out: &mut dyn Write) -> io::Result<()> {
        let Some(sentence) = self.sentences.get(&side.claim_id) else { return Ok(()) };
        let speaker = if side.speaker.is_empty() { String::new() } else { format!(", says {}", side.speaker) };
        let by =
            [side.who.as_str(), &side.published].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>();
        self.wrapped(&format!("{}{speaker}:", by.join(", ")), out)?;
        let marked = match sentence.split_once(&side.quote) {
            Some((before, after)) => format!("“{before}»{}«{after}”", side.quote),
            None => format!("“… »{}« …”", side.quote),
        };
        self.wrapped(&marked, out)
    }

    fn wrapped(&self, text: &str, out: &mut dyn Write) -> io::Result<()> {
        let indent = " ".repeat(HANG);
        let text = visible(text);
        lines(&text, self.width.saturating_sub(HANG)).into_iter().try_for_each(|line| writeln!(out, "{indent}{line}"))
    }
}

/// As much of the text as fits, with a sign where it is cut.
fn fitted(text: &str, width: usize) -> String {
    let text = visible(text);
    if text.width() <= width {
        return text.into_owned();
    }
    let mut cut = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        cut.push(c);
    }
    cut.push('…');
    cut
}

fn padded(text: &str, width: usize) -> String {
    let mut text = fitted(text, width);
    text.push_str(&" ".repeat(width.saturating_sub(text.width())));
    text
}

/// The words on lines of a width; one that is longer than a line is cut into pieces.
fn lines(text: &str, width: usize) -> Vec<String> {
    let width = width.max(10);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let long = word.width();
        if used > 0 && used + 1 + long > width {
            lines.push(String::new());
            used = 0;
        }
        let Some(line) = lines.last_mut() else { break };
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        if long <= width {
            line.push_str(word);
            used += long;
            continue;
        }
        for c in word.chars() {
            let wide = c.width().unwrap_or(0);
            if used + wide > width {
                lines.push(String::new());
                used = 0;
            }
            if let Some(line) = lines.last_mut() {
                line.push(c);
            }
            used += wide;
        }
    }
    lines
}
