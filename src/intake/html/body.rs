//! Which runs of a page are its article: the region in which the text stands, without the frames inside it.

use super::frame::Purpose;
use super::page::{Kind, Page, Region, Run};
use super::phrases::{Phrase, phrase};

/// A frame that holds so much of a page's text is none, in hundredths; the second for what is apart.
const FRAME_SHARE: usize = 50;
const APART_SHARE: usize = 90;

/// So much of the text of a region must lie in one inside it for that to be the article, in hundredths: where the inner
/// one is named as one, and where it is not.
const NAMED_SHARE: usize = 40;
const PLAIN_SHARE: usize = 80;

/// An article of less text than this, in bytes, may be one of lists and short lines, or one that was taken for a frame.
const LITTLE: usize = 200;

/// The runs of the article, in order, by their numbers.
pub(super) fn article(page: &Page) -> Vec<usize> {
    let length = |runs: &[usize]| -> usize {
        runs.iter().filter_map(|at| page.runs.get(*at)).map(|run| run.end - run.start).sum()
    };
    let usual = found(page, worth, FRAME_SHARE, APART_SHARE);
    if length(&usual) >= LITTLE {
        return usual;
    }
    let others =
        [found(page, any_worth, FRAME_SHARE, APART_SHARE), found(page, worth, FRAME_SHARE / 2, FRAME_SHARE / 2)];
    others.into_iter().find(|runs| length(runs) >= 2 * LITTLE).unwrap_or(usual)
}

fn found(page: &Page, worth: impl Fn(&Page, &Run) -> usize, frame_share: usize, apart_share: usize) -> Vec<usize> {
    let worths: Vec<usize> = page.runs.iter().map(|run| worth(page, run)).collect();
    let framed = framed(page, &worths, frame_share, apart_share);
    let sums = sums(worths.iter().zip(&framed).map(|(worth, framed)| if *framed { 0 } else { *worth }));
    let chosen = chosen(page, &sums, &framed);
    let runs = page.runs.get(chosen.first..chosen.last).unwrap_or(&[]);
    let inside: Vec<usize> =
        (chosen.first..chosen.first + runs.len()).filter(|at| !framed.get(*at).copied().unwrap_or(true)).collect();
    kept(page, &inside, &worths)
}

/// How much a run speaks for being text of an article, in bytes of it.
fn worth(page: &Page, run: &Run) -> usize {
    let text = page.of_run(run);
    let length = text.len();
    if run.links * 2 > length || run.kind == Kind::Heading {
        return 0;
    }
    let own = length - run.links;
    let ends = text.ends_with(['.', '!', '?', '”', '"', '’', ':', ';', '。', '…', ')']);
    match own {
        80.. if ends || own > 160 => own,
        40.. if ends => own,
        25.. => own / 4,
        _ => 0,
    }
}

/// The same where an article is all lists and short lines: whatever is no link.
fn any_worth(_: &Page, run: &Run) -> usize {
    let length = run.end - run.start;
    if run.links * 2 > length { 0 } else { length - run.links }
}

/// Sums up to each place.
fn sums(values: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut sums = vec![0];
    for value in values {
        sums.push(sums.last().copied().unwrap_or(0) + value);
    }
    sums
}

fn sum(sums: &[usize], region: &Region) -> usize {
    let at = |place: usize| sums.get(place).copied().unwrap_or(0);
    at(region.last).saturating_sub(at(region.first))
}

/// Which runs lie in a frame.
fn framed(page: &Page, worths: &[usize], frame_share: usize, apart_share: usize) -> Vec<bool> {
    let mut framed = vec![false; page.runs.len()];
    let all = sums(worths.iter().copied());
    let total = all.last().copied().unwrap_or(0);
    let mut end = 0;
    for region in &page.regions {
        let most = match region.purpose {
            Purpose::Frame | Purpose::Byline => frame_share,
            Purpose::Apart => apart_share,
            _ => continue,
        };
        // What lies in a frame is framed already.
        if region.last <= end || sum(&all, region) * 100 > total * most {
            continue;
        }
        end = region.last;
        for run in framed.get_mut(region.first..region.last).unwrap_or_default() {
            *run = true;
        }
    }
    framed
}

/// The region in which the article stands.
fn chosen(page: &Page, sums: &[usize], framed: &[bool]) -> Region {
    let whole = page.regions.first().copied().unwrap_or(Region {
        node: 0,
        parent: 0,
        first: 0,
        last: 0,
        purpose: Purpose::Unknown,
    });
    let open = |region: &&Region| !framed.get(region.first).copied().unwrap_or(true) || region.last > region.first + 1;
    let mut named = None;
    // The named region with the most text, the innermost of equals, if it has its share.
    for name in [Purpose::Body, Purpose::Article, Purpose::Main] {
        let best = page
            .regions
            .iter()
            .filter(|region| region.purpose == name)
            .filter(open)
            .max_by_key(|region| (sum(sums, region), region.node));
        if let Some(best) = best
            && sum(sums, best) > 0
            && sum(sums, best) * 100 >= sum(sums, &whole) * NAMED_SHARE
        {
            named = Some(*best);
            break;
        }
    }
    if let Some(named) = named {
        return named;
    }
    // The smallest region that holds nearly all of the text.
    let holds =
        |region: &&Region| region.last > region.first + 1 && sum(sums, region) * 100 >= sum(sums, &whole) * PLAIN_SHARE;
    let inner = page.regions.iter().filter(holds).min_by_key(|region| (region.last - region.first, region.node));
    inner.copied().unwrap_or(whole)
}

/// Without headings of what follows the article, lists of links, and lines that only frames have.
fn kept(page: &Page, inside: &[usize], worths: &[usize]) -> Vec<usize> {
    let run_at = |at: usize| page.runs.get(at);
    let mut kept = Vec::with_capacity(inside.len());
    let total: usize = inside.iter().filter_map(|at| worths.get(*at)).sum();
    let mut before = 0;
    let mut skipping: Option<usize> = None;
    for at in inside {
        let (Some(run), Some(worth)) = (run_at(*at), worths.get(*at)) else { continue };
        before += worth;
        if let Some(until) = skipping {
            if *at < until {
                continue;
            }
            skipping = None;
        }
        let text = page.of_run(run);
        match phrase(text) {
            Phrase::Line => continue,
            Phrase::Section if run.kind == Kind::Heading || text.len() < 60 => {
                // What is left in the region of such a heading belongs to it, unless it is much.
                let last = page.around(run).map(|region| region.last).find(|last| *last > at + 1).unwrap_or(at + 1);
                let rest: usize =
                    inside.iter().filter(|r| **r > *at && **r < last).filter_map(|r| worths.get(*r)).sum();
                if rest * 5 <= total && before * 3 >= total {
                    skipping = Some(last);
                }
                continue;
            }
            _ => {}
        }
        let is_linked = run.links * 4 > text.len() * 3;
        match run.kind {
            Kind::Cell | Kind::Preformatted | Kind::Heading => {}
            Kind::Item if is_linked && lists_links(page, run) => continue,
            _ if is_linked && text.len() < 300 => continue,
            _ => {}
        }
        kept.push(*at);
    }
    // After the last line of text comes nothing of the article: headings of frames, tags, names of links.
    while let Some(run) = kept.last().and_then(|at| run_at(*at)) {
        let is_tail = run.kind == Kind::Heading || run.kind != Kind::Cell && run.links * 2 > run.end - run.start;
        if !is_tail || kept.len() == 1 {
            break;
        }
        kept.pop();
    }
    kept
}

/// Is the list around an item one of links?
fn lists_links(page: &Page, run: &Run) -> bool {
    let Some(list) = page.around(run).nth(1) else { return true };
    let runs = page.runs.get(list.first..list.last).unwrap_or(&[]);
    let (links, all) = runs.iter().fold((0, 0), |(links, all), run| (links + run.links, all + (run.end - run.start)));
    links * 10 > all * 7
}
