//! The report in Markdown, for a pull request or a wiki: a table of what disagrees and, where quotes are wanted, each
//! fact with its values and quotes. Words of articles are neither markup nor HTML in it.

use super::finding::{Finding, Group, Side};
use super::markdown::escaped;
use super::shortened;
use std::collections::HashMap;
use std::io::{self, Write};

/// Writes the report. `sentences` are those of the claims whose quotes are to be shown, by claim id.
pub fn markdown_report(
    groups: &[Group],
    arithmetic: &[Finding],
    sentences: &HashMap<String, String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "| relation | about | one says | another says | apart | why | id |")?;
    writeln!(out, "| --- | --- | --- | --- | ---: | --- | --- |")?;
    for group in groups {
        for finding in &group.findings {
            row(&finding.relation, &group.heading, finding, out)?;
        }
    }
    for finding in arithmetic {
        row(&finding.kind.replace('_', " "), &super::measure_in_words(&finding.measure), finding, out)?;
    }
    if !sentences.is_empty() {
        groups.iter().try_for_each(|group| section(group, sentences, out))?;
        arithmetic.iter().try_for_each(|finding| {
            writeln!(out, "\n## {}\n", escaped(&finding.kind.replace('_', " ")))?;
            item(&finding.kind.replace('_', " "), finding, sentences, out)
        })?;
    }
    out.flush()
}

fn row(relation: &str, about: &str, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let apart = finding.apart.as_deref().unwrap_or_default();
    let (a, b, why) = (side(&finding.a), side(&finding.b), why(finding));
    let strong = if relation == "conflict" { "**" } else { "" };
    let about = escaped(about);
    writeln!(out, "| {strong}{relation}{strong} | {about} | {a} | {b} | {apart} | {why} | {} |", shortened(&finding.id))
}

/// `2,527`, [Post](https://…), 2016-04-17, says ministry.
fn side(side: &Side) -> String {
    let mut said = format!("{} — {}", escaped(&side.said), linked(side));
    for (before, part) in [(", ", &side.published), (", says ", &side.speaker)] {
        if !part.is_empty() {
            said.push_str(before);
            said.push_str(&escaped(part));
        }
    }
    said
}

/// The outlet, leading to its article where that has an address of the web.
fn linked(side: &Side) -> String {
    let who = escaped(&side.who);
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '(' | ')' | '<' | '>' | '|' | '\\' | '"' | '`');
    let of_the_web = side.url.starts_with("https://") || side.url.starts_with("http://");
    if of_the_web && side.url.chars().all(plain) { format!("[{who}]({})", side.url) } else { who }
}

fn why(finding: &Finding) -> String {
    let mut why = escaped(&finding.explanation);
    if !finding.diagnosis.is_empty() {
        why.push_str(&format!(" ({})", escaped(&finding.slip())));
    }
    if !finding.judged().is_empty() {
        why.push_str(&format!(" Checked: {}", escaped(&finding.judged())));
    }
    why
}

fn section(group: &Group, sentences: &HashMap<String, String>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## {}\n", escaped(&group.heading))?;
    if let Some(plot) = &group.plot {
        writeln!(out, "| when | source | as stated | |\n| --- | --- | --- | --- |")?;
        for mark in &plot.marks {
            let speaker =
                mark.speaker.as_ref().map(|speaker| format!(", says {}", escaped(speaker))).unwrap_or_default();
            let (when, who, said) = (escaped(&mark.when), escaped(&mark.who), escaped(&mark.said));
            writeln!(out, "| {when} | {who} | {said}{speaker} | {} |", mark.relation)?;
        }
        writeln!(out)?;
    }
    group.findings.iter().try_for_each(|finding| item(&finding.relation, finding, sentences, out))
}

fn item(relation: &str, finding: &Finding, sentences: &HashMap<String, String>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "- **{relation}** {} `{}`", why(finding), shortened(&finding.id))?;
    for side in [&finding.a, &finding.b] {
        let Some(sentence) = sentences.get(&side.claim_id) else { continue };
        let marked = match sentence.split_once(&side.quote) {
            Some((before, after)) => format!("{}**{}**{}", escaped(before), escaped(&side.quote), escaped(after)),
            None => format!("… **{}** …", escaped(&side.quote)),
        };
        writeln!(out, "  - {}: “{marked}”", linked(side))?;
    }
    Ok(())
}
