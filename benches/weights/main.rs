//! The weights of linking (`src/link/evidence.rs`), fitted to annotated events, and how they do on events that were left
//! out. A folder has `texts/EVENT/FILE.txt` and `gold/EVENT.json`, whose numbers say where they stand and whose pairs say
//! what is the same. docs/testing.md has a run.
//!
//! ```text
//! cargo bench --bench weights -- ../shared/bench/discrepancies [FOLDER …]
//! cargo bench --bench weights -- missed conflict FOLDER …   # why pairs of a relation are not linked
//! ```

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod gold;
mod missed;
mod regression;

use factledger::claim::{Claim, extract};
use factledger::intake::{Format, Terms, article};
use factledger::lexicon::Lexicon;
use factledger::link::{ENOUGH, Evidence, PRIOR, weighed};
use gold::{Gold, Judged};
use regression::{Example, Fitted};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// How much weights are held back.
const HELD: f64 = 3.0;

/// What a pair counts whose numbers nobody annotated: most such are not the same.
const UNJUDGED: f64 = 0.3;

/// Evidence that fewer pairs have keeps the weight that it has in the program.
const FEW: usize = 20;

/// So does what only pairs have that a slot keeps apart otherwise: those few of them that are left say nothing of it.
const GIVEN: [Evidence; 3] = [Evidence::Within5Times, Evidence::Within20Times, Evidence::FarApart];

/// What cannot speak against sameness. Where the events at hand say so by chance, it says nothing.
const FOR: [Evidence; 17] = [
    Evidence::SameConcept,
    Evidence::SameHead,
    Evidence::NearWord,
    Evidence::SentenceWord,
    Evidence::MeasuredWord,
    Evidence::SameFigure1,
    Evidence::SameFigure2,
    Evidence::SameFigure3,
    Evidence::SameFigure4,
    Evidence::SamePeriod,
    Evidence::SameDay,
    Evidence::SameSubject,
    Evidence::SameTown,
    Evidence::SharedName,
    Evidence::SameSpeaker,
    Evidence::SameRestrictors,
    Evidence::OneEvent,
];

/// What cannot speak for it.
const AGAINST: [Evidence; 12] = [
    Evidence::DifferentHeads,
    Evidence::ConceptAndHead,
    Evidence::GenericAndHead,
    Evidence::OtherSubject,
    Evidence::OneSubject,
    Evidence::OtherRestrictors,
    Evidence::OneRestricted,
    Evidence::DisjointPeriods,
    Evidence::OtherDay,
    Evidence::OneRate,
    Evidence::OtherUnit,
    Evidence::Small,
];

/// A pair that may be linked.
struct Candidate {
    pair: (usize, usize),
    example: Example,
    judged: Judged,
    event: usize,
}

fn main() {
    // Cargo adds `--bench`.
    let mut arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let missed = arguments.first().is_some_and(|first| first == "missed");
    let relation = if missed { arguments.drain(..2.min(arguments.len())).next_back() } else { None };
    let folders: Vec<PathBuf> = arguments.into_iter().map(PathBuf::from).collect();
    if folders.is_empty() {
        println!("passed over: no folder with annotated events was named");
        return;
    }
    let lexicon = Lexicon::builtin().expect("the built-in vocabulary is sound");
    let gold = Gold::read(&folders);
    let (mut claims, mut events) = (Vec::new(), Vec::new());
    for (event, file) in &gold.files {
        let read = claims_of(file, &lexicon);
        events.extend(read.iter().map(|_| *event));
        claims.extend(read);
    }
    let known: Vec<Vec<usize>> = claims.iter().map(|claim| gold.numbers(claim)).collect();
    if let Some(relation) = relation {
        return missed::print(&relation, &gold, &claims, &known, &lexicon);
    }
    let pairs = weighed(&claims, &lexicon);
    let kinds: BTreeSet<Evidence> = pairs.iter().flat_map(|pair| pair.evidence.iter().map(|(kind, _)| *kind)).collect();
    let place: BTreeMap<Evidence, usize> = kinds.iter().copied().zip(0..).collect();
    let candidates: Vec<Candidate> = pairs
        .into_iter()
        .filter_map(|pair| {
            let (a, b) = pair.pair;
            let one_event = events[a] == events[b];
            let judged = if one_event { gold.judge(&known[a], &known[b]) } else { Judged::Other };
            let (so, counts) = match judged {
                Judged::Same(_) => (true, 1.0),
                Judged::Other => (false, 1.0),
                Judged::Unknown => (false, UNJUDGED),
                Judged::Debatable => return None,
            };
            let mut features: BTreeMap<usize, f64> = BTreeMap::new();
            for (kind, times) in &pair.evidence {
                *features.entry(place[kind]).or_default() += *times as f64;
            }
            let example = Example { features: features.into_iter().collect(), so, counts };
            Some(Candidate { pair: (a, b), example, judged, event: events[a] })
        })
        .collect();
    let all = fitted(&candidates.iter().map(|candidate| &candidate.example).collect::<Vec<_>>(), &kinds);
    println!(
        "{} claims, {} pairs that no slot keeps apart, {} of them the same",
        claims.len(),
        candidates.len(),
        candidates.iter().filter(|candidate| candidate.example.so).count()
    );
    let present: Vec<f64> = kinds.iter().map(|kind| kind.weight()).chain([PRIOR]).collect();
    let present = Fitted(present);
    println!("\n{:32}{:>10}{:>8}{:>12}", "links", "precision", "recall", "discrepant");
    let in_program: Vec<f64> = weights(&candidates, |_| &present);
    report("as the program has them", &candidates, &claims, &in_program, &gold, &|_| true);
    let together: Vec<f64> = weights(&candidates, |_| &all);
    report("fitted to all", &candidates, &claims, &together, &gold, &|_| true);
    let left_out: HashMap<usize, Fitted> = (0..gold.events.len())
        .map(|event| {
            let others = candidates.iter().filter(|candidate| candidate.event != event);
            (event, fitted(&others.map(|candidate| &candidate.example).collect::<Vec<_>>(), &kinds))
        })
        .collect();
    let apart: Vec<f64> = weights(&candidates, |candidate| &left_out[&candidate.event]);
    report("each event left out in turn", &candidates, &claims, &apart, &gold, &|_| true);
    for (at, folder) in folders.iter().enumerate() {
        let name = format!("  {}", folder.file_name().unwrap_or_default().to_string_lossy());
        report(&name, &candidates, &claims, &apart, &gold, &|event| gold.events[event].folder == at);
    }
    println!("\nfitted, and as the program has them");
    let mut lines: Vec<(f64, f64, String)> =
        kinds.iter().enumerate().map(|(at, kind)| (all.0[at], kind.weight(), format!("{kind:?}"))).collect();
    lines.push((all.0[kinds.len()], PRIOR, "PRIOR".to_owned()));
    lines.sort_by(|one, two| two.0.total_cmp(&one.0));
    for (fitted, has, name) in &lines {
        println!("{name:24}{:>8.2}{has:>8.2}", rounded(*fitted));
    }
    println!("\nas src/link/evidence.rs has them");
    for step in lines.chunk_by(|one, other| rounded(one.0) == rounded(other.0)) {
        let names: Vec<String> = step.iter().map(|(_, _, name)| format!("Self::{name}")).collect();
        println!("            {} => {:.2},", names.join(" | "), rounded(step[0].0));
    }
}

/// The weights that fit the examples best, of those that make sense: a weight of the wrong sign is none.
fn fitted(examples: &[&Example], kinds: &BTreeSet<Evidence>) -> Fitted {
    let mut count = vec![0; kinds.len()];
    for (at, _) in examples.iter().flat_map(|example| &example.features) {
        count[*at] += 1;
    }
    let given = |(kind, count): (&Evidence, &usize)| (*count < FEW || GIVEN.contains(kind)).then(|| kind.weight());
    let mut fixed: Vec<Option<f64>> = kinds.iter().zip(&count).map(given).collect();
    loop {
        let fitted = Fitted::of(examples.iter().copied(), &fixed, HELD);
        let wrong: Vec<usize> = kinds
            .iter()
            .enumerate()
            .filter(|(at, kind)| {
                let weight = fitted.0[*at];
                FOR.contains(kind) && weight < 0.0 || AGAINST.contains(kind) && weight > 0.0
            })
            .map(|(at, _)| at)
            .filter(|at| fixed[*at].is_none())
            .collect();
        if wrong.is_empty() {
            return fitted;
        }
        for at in wrong {
            fixed[at] = Some(0.0);
        }
    }
}

/// To the twentieth: finer steps fit these events alone. No weight is less than nothing.
fn rounded(weight: f64) -> f64 {
    (weight * 20.0).round() / 20.0 + 0.0
}

fn weights<'f>(candidates: &[Candidate], fitted: impl Fn(&Candidate) -> &'f Fitted) -> Vec<f64> {
    candidates.iter().map(|candidate| fitted(candidate).odds(&candidate.example.features)).collect()
}

/// Precision and recall of the pairs that are heavy enough and each other's heaviest counterpart.
fn report(
    name: &str,
    candidates: &[Candidate],
    claims: &[Claim],
    weights: &[f64],
    gold: &Gold,
    of: &dyn Fn(usize) -> bool,
) {
    let mut heaviest: HashMap<(usize, &str), f64> = HashMap::new();
    let sides = |pair: (usize, usize)| {
        [(pair.0, claims[pair.1].document_id.as_str()), (pair.1, claims[pair.0].document_id.as_str())]
    };
    for (candidate, weight) in candidates.iter().zip(weights) {
        for side in sides(candidate.pair) {
            let most = heaviest.entry(side).or_insert(*weight);
            *most = most.max(*weight);
        }
    }
    let linked = candidates.iter().zip(weights).filter(|(candidate, weight)| {
        **weight >= ENOUGH && of(candidate.event) && sides(candidate.pair).iter().all(|side| **weight >= heaviest[side])
    });
    let (mut found, mut wrong): (BTreeSet<usize>, usize) = (BTreeSet::new(), 0);
    let mut right = 0;
    for (candidate, _) in linked {
        match candidate.judged {
            Judged::Same(pair) => {
                right += 1;
                found.insert(pair);
            }
            Judged::Other => wrong += 1,
            _ => {}
        }
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let pairs = || gold.pairs.iter().enumerate().filter(|(_, pair)| of(pair.event));
    let discrepant = || pairs().filter(|(_, pair)| pair.differs());
    println!(
        "{name:32}{:>10.3}{:>8.3}{:>12.3}",
        share(right, right + wrong),
        share(found.len(), pairs().count()),
        share(discrepant().filter(|(at, _)| found.contains(at)).count(), discrepant().count())
    );
}

fn claims_of(file: &Path, lexicon: &Lexicon) -> Vec<Claim> {
    let bytes = std::fs::read(file).expect("a text that can be read");
    let taken = article(&file.to_string_lossy(), bytes, Format::Text, &[], &Terms::default());
    extract(&taken.expect("a text that is an article").document, lexicon).claims
}
