//! What events are there, and in which words they are told.

/// What is told of one kind of event. `{n}` is the number with its unit, `{thing}`, `{place}`, `{firm}` and so on what the
/// event has of its own.
pub struct Kind {
    /// What it befell or is about.
    pub things: &'static [&'static str],
    /// What is put behind that: of one thing there are seldom two in the same weeks.
    pub ends: &'static [&'static str],
    pub headlines: &'static [&'static str],
    pub measures: &'static [Measure],
    /// Numbers that are alike and not the same.
    pub others: &'static [(&'static str, usize, usize)],
}

/// One measure of an event.
pub struct Measure {
    pub patterns: &'static [&'static str],
    /// The smallest and the largest.
    pub range: (usize, usize),
    pub money: bool,
    pub running: bool,
}

const fn count(patterns: &'static [&'static str], range: (usize, usize), running: bool) -> Measure {
    Measure { patterns, range, money: false, running }
}

const fn money(patterns: &'static [&'static str], range: (usize, usize)) -> Measure {
    Measure { patterns, range, money: true, running: false }
}

/// Accidents, companies, protests and outbreaks.
pub const KINDS: [Kind; 4] = [
    Kind {
        things: &[
            "ferry",
            "tunnel",
            "market",
            "school",
            "stadium",
            "hotel",
            "refinery",
            "warehouse",
            "bridge",
            "cinema",
            "bus",
            "cable car",
            "mine",
            "quarry",
            "harbour",
            "airport",
            "hospital",
            "prison",
            "theatre",
            "fireworks",
            "silo",
            "nightclub",
            "apartment",
            "power plant",
        ],
        ends: &[" fire", " blast", " collapse", " crush", " flood", " accident"],
        headlines: &["Rescuers search {place} after {thing}", "{place} mourns after {thing}"],
        measures: &[
            count(
                &[
                    "The {thing} killed {n} people, the {firm} said.",
                    "The death toll from the {thing} in {place} stood at {n}.",
                    "In all, {n} people died in the {thing}, according to {name}.",
                ],
                (21, 900),
                true,
            ),
            count(
                &[
                    "{N} people were injured in the {thing}, {name} said.",
                    "The {thing} injured {n} people in {place}.",
                    "Hospitals in {place} treated {n} injured people.",
                ],
                (130, 4000),
                true,
            ),
            count(
                &[
                    "The {thing} destroyed {n} homes in {place}.",
                    "{N} homes were destroyed by the {thing}, the {firm} said.",
                ],
                (120, 9000),
                false,
            ),
        ],
        others: &[
            ("Among the dead were {n} children.", 3, 20),
            ("In 2011 a similar accident killed {n} people in {elsewhere}.", 30, 300),
            ("Some {n} rescuers from {elsewhere} were on their way.", 40, 400),
        ],
    },
    Kind {
        things: &[
            "chip",
            "airline",
            "grocery",
            "shipping",
            "software",
            "steel",
            "brewing",
            "insurance",
            "furniture",
            "toy",
            "battery",
            "solar",
            "cement",
            "pharmacy",
            "railway",
            "cinema",
            "fishing",
            "tyre",
            "coffee",
            "textile",
            "robot",
            "satellite",
            "paper",
            "glass",
        ],
        ends: &[""],
        headlines: &["{Firm} posts quarterly results", "{Firm} surprises investors"],
        measures: &[
            money(
                &[
                    "{Firm} reported revenue of {n} for the quarter.",
                    "Quarterly revenue at the {thing} company {firm} rose to {n}.",
                    "{Firm}'s revenue was {n} in the quarter, {name} said.",
                ],
                (110, 990),
            ),
            money(
                &[
                    "{Firm} made a net profit of {n} in the quarter.",
                    "Net profit at {firm} came to {n}, {name} told analysts.",
                ],
                (11, 99),
            ),
            count(
                &[
                    "{Firm} will cut {n} jobs at its {thing} plants in {place}.",
                    "The {thing} company said it would cut {n} jobs.",
                ],
                (210, 9000),
                false,
            ),
        ],
        others: &[
            ("A year earlier its revenue was {n} million dollars.", 100, 900),
            ("Its rival in {elsewhere} cut {n} jobs last spring.", 200, 9000),
        ],
    },
    Kind {
        things: &[
            "pension",
            "fuel",
            "water",
            "housing",
            "school",
            "fishing",
            "curfew",
            "quarry",
            "airport",
            "wind farm",
            "tuition",
            "bread",
            "land",
            "rent",
            "mining",
            "rail",
            "dam",
            "forest",
            "election",
            "media",
            "health",
            "wage",
            "harbour",
            "road",
        ],
        ends: &["", " tax", " law", " reform"],
        headlines: &["Thousands march in {place} over {thing} plan", "{place} protest ends in arrests"],
        measures: &[
            count(
                &[
                    "Police said {n} people marched in {place} against the {thing} plan.",
                    "The {thing} protest in {place} drew {n} people, {name} said.",
                    "{N} protesters took part in the {thing} march.",
                ],
                (2100, 90_000),
                false,
            ),
            count(
                &[
                    "Police arrested {n} people at the {thing} protest.",
                    "{N} people were arrested in {place}, the {firm} said.",
                ],
                (21, 300),
                true,
            ),
        ],
        others: &[
            ("Police in {elsewhere} arrested {n} people on the same day.", 13, 200),
            ("Organisers had expected {n} people at another march next month.", 1000, 90_000),
        ],
    },
    Kind {
        things: &[
            "measles",
            "cholera",
            "dengue",
            "whooping cough",
            "hepatitis",
            "mumps",
            "malaria",
            "typhoid",
            "rabies",
            "polio",
            "rubella",
            "shingles",
            "influenza",
            "norovirus",
            "salmonella",
            "meningitis",
            "diphtheria",
            "tetanus",
            "chickenpox",
            "scarlet fever",
            "tuberculosis",
            "yellow fever",
            "botulism",
            "plague",
        ],
        ends: &[""],
        headlines: &["{thing} spreads in {place}", "{place} fights {thing} outbreak"],
        measures: &[
            count(
                &[
                    "The {firm} has confirmed {n} cases of {thing} in {place}.",
                    "{N} cases of {thing} have been confirmed in {place}, {name} said.",
                    "The outbreak of {thing} in {place} has reached {n} cases.",
                ],
                (130, 8000),
                true,
            ),
            count(
                &[
                    "{N} people have died of {thing} in {place}.",
                    "The {thing} outbreak has killed {n} people, the {firm} said.",
                ],
                (21, 400),
                true,
            ),
        ],
        others: &[
            ("{Elsewhere} had {n} cases of {thing} last year.", 100, 9000),
            ("{N} children got the vaccine on the first day.", 300, 9000),
        ],
    },
];
