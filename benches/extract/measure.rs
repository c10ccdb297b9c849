//! The time that this thread was given: on a machine with other work the clock on the wall says little.

use std::time::{Duration, Instant};

/// One measuring of each.
pub struct Round {
    pub floor: Duration,
    pub claims: Duration,
    pub json: Duration,
}

/// The shortest time among rounds.
pub fn least(rounds: &[Round], of: impl Fn(&Round) -> Duration) -> Duration {
    rounds.iter().map(of).min().unwrap_or_default()
}

/// MB a second.
pub fn rate(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64().max(1e-9)
}

/// How long the thread computes; where the system does not say, how long it takes.
pub fn time(work: impl FnOnce()) -> Duration {
    let (before, started) = (computed(), Instant::now());
    work();
    match (before, computed()) {
        (Some(before), Some(after)) if after > before => after - before,
        _ => started.elapsed(),
    }
}

/// The time the thread has computed so far, as Linux counts it.
fn computed() -> Option<Duration> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    line.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}
