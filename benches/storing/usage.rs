//! What a piece of work takes: time on the wall, time computed by all threads, memory.

use std::time::Instant;

/// Seconds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spent {
    /// On the wall.
    pub wall: f64,
    /// Computed, by all threads together; zero where the system does not say.
    pub computed: f64,
}

impl std::ops::AddAssign for Spent {
    fn add_assign(&mut self, other: Self) {
        self.wall += other.wall;
        self.computed += other.computed;
    }
}

impl std::fmt::Display for Spent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2} s ({:.2} s computed)", self.wall, self.computed)
    }
}

/// What work takes.
pub fn spent(work: impl FnOnce()) -> Spent {
    let (before, started) = (computed(), Instant::now());
    work();
    Spent { wall: started.elapsed().as_secs_f64(), computed: computed() - before }
}

/// The seconds that this process has computed so far.
fn computed() -> f64 {
    let line = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = line.rsplit_once(')').map_or("", |(_, after)| after);
    // utime and stime, in hundredths.
    after.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// The largest resident memory since it was last forgotten, in MB.
pub fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Begins to measure the peak anew.
pub fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
