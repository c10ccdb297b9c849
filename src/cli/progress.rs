//! How far long work has come: a bar with rate and time left on a terminal, a plain line every ten seconds elsewhere.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

const EVERY: Duration = Duration::from_secs(10);

/// Progress of one piece of work.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    quiet: bool,
    label: &'static str,
    /// How the bar looks once the total is known.
    known: &'static str,
    total: u64,
    done: u64,
    items: u64,
    started: Instant,
    said: Instant,
}

impl Progress {
    /// Of `total` bytes where they are known, else 0.
    pub fn bytes(label: &'static str, total: u64, quiet: bool) -> Self {
        let known = "{msg} {bar:30} {binary_bytes}/{binary_total_bytes} {binary_bytes_per_sec}, {eta} left";
        Self::new(label, total, quiet, known, "{msg} {binary_bytes} {binary_bytes_per_sec}")
    }

    /// Of `total` pieces.
    pub fn pieces(label: &'static str, total: usize, quiet: bool) -> Self {
        Self::new(label, total as u64, quiet, "{msg} {bar:30} {pos}/{len} {per_sec}, {eta} left", "{msg} {pos}")
    }

    fn new(label: &'static str, total: u64, quiet: bool, known: &'static str, unknown: &str) -> Self {
        let terminal = !quiet && std::io::stderr().is_terminal();
        let bar = terminal.then(|| {
            let bar = if total > 0 { ProgressBar::new(total) } else { ProgressBar::new_spinner() };
            // A bar that comes up late spares short work the flicker.
            bar.set_style(style(if total > 0 { known } else { unknown }));
            bar.set_message(label);
            bar
        });
        let now = Instant::now();
        Self { bar, quiet, label, known, total, done: 0, items: 0, started: now, said: now }
    }

    /// How much there is in all, where that was not known before.
    pub fn of(&mut self, total: u64) {
        if total == self.total {
            return;
        }
        self.total = total;
        if let Some(bar) = &self.bar {
            bar.set_length(total);
            bar.set_style(style(self.known));
        }
    }

    /// Goes on by an amount, in so many documents or blocks.
    pub fn advance(&mut self, amount: u64, items: u64) {
        self.done += amount;
        self.items += items;
        match &self.bar {
            Some(bar) => bar.inc(amount),
            None if !self.quiet && self.said.elapsed() >= EVERY => {
                self.said = Instant::now();
                let seconds = self.started.elapsed().as_secs().max(1);
                let share = match self.total {
                    0 => String::new(),
                    total => format!(" ({} %)", self.done.saturating_mul(100) / total),
                };
                let (items, rate) = (self.items, self.items / seconds);
                let left = match self.done {
                    0 => String::new(),
                    done if self.total > 0 => {
                        let left = u128::from(seconds) * u128::from(self.total.saturating_sub(done)) / u128::from(done);
                        format!(", about {left} s left")
                    }
                    _ => String::new(),
                };
                // Nobody listening is no reason to stop.
                let _ = writeln!(std::io::stderr(), "{}: {items}{share}, {rate} a second{left}", self.label);
            }
            None => {}
        }
    }

    /// Prints a line above the bar.
    pub fn say(&self, line: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(line),
            None => line(),
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
