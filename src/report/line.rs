//! The same plot in characters: `●` where the number stands, `━` for what the words permit, `─` for what may have been
//! rounded to it, `‹` and `›` where there is no end.

use super::plot::{Mark, Plot};
use super::scale::Stretch;

impl Plot {
    /// The line of a row, `width` characters long.
    pub(super) fn line(&self, mark: &Mark, width: usize) -> String {
        let mut line = vec![' '; width];
        let last = width.saturating_sub(1);
        let at = |place: f64| ((place * last as f64).round() as usize).min(last);
        let mut bar = |stretch: Stretch, sign: char| {
            let (from, to) = (stretch.from.map_or(0, at), stretch.to.map_or(last, at));
            line.iter_mut().take(to + 1).skip(from).for_each(|cell| *cell = sign);
            for (open, end, arrow) in [(stretch.from.is_none(), 0, '‹'), (stretch.to.is_none(), last, '›')] {
                if let Some(cell) = line.get_mut(end).filter(|_| open) {
                    *cell = arrow;
                }
            }
        };
        let Some(drawn) = mark.drawn() else { return line.into_iter().collect() };
        if drawn.reach != drawn.permits {
            bar(drawn.reach, '─');
        }
        if drawn.permits.from != drawn.permits.to || drawn.permits.from.is_none() {
            bar(drawn.permits, '━');
        }
        if let Some(cell) = drawn.value.and_then(|value| line.get_mut(at(value))) {
            *cell = '●';
        }
        line.into_iter().collect()
    }

    /// The figures below the lines.
    pub(super) fn below(&self, width: usize) -> String {
        let mut below: Vec<char> = vec![' '; width];
        let mut free = 0;
        for (place, label) in self.ticks((width / 14).clamp(2, 5)) {
            let length = label.chars().count();
            let middle = (place * width.saturating_sub(1) as f64).round() as usize;
            let start = middle.saturating_sub(length / 2).min(width.saturating_sub(length));
            if start < free || start + length > width {
                continue;
            }
            below.iter_mut().skip(start).zip(label.chars()).for_each(|(cell, c)| *cell = c);
            free = start + length + 2;
        }
        below.into_iter().collect()
    }
}
