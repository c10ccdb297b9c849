//! A logistic regression whose weights are held back by their squares (L2), by Newton's method.

/// One example: which features it has, each with how much; is it so; and how much it counts.
#[derive(Debug, Clone)]
pub struct Example {
    /// Features by number, and how much of each.
    pub features: Vec<(usize, f64)>,
    /// What is to be foretold.
    pub so: bool,
    /// How much the example counts.
    pub counts: f64,
}

/// Weights of features as natural logarithms of odds; the last is the one of none.
#[derive(Debug, Clone)]
pub struct Fitted(pub Vec<f64>);

impl Fitted {
    /// The logarithm of the odds that an example is so.
    pub fn odds(&self, features: &[(usize, f64)]) -> f64 {
        let prior = self.0.last().copied().unwrap_or_default();
        prior + features.iter().map(|(at, much)| self.0[*at] * much).sum::<f64>()
    }

    /// The weights under which the examples are likeliest, less `held` times half of their squares. Those of `fixed` are
    /// given.
    pub fn of<'e>(examples: impl Iterator<Item = &'e Example> + Clone, fixed: &[Option<f64>], held: f64) -> Self {
        let (features, size) = (fixed.len(), fixed.len() + 1);
        let mut fitted = Self(fixed.iter().map(|weight| weight.unwrap_or(0.0)).chain([0.0]).collect());
        for _ in 0..50 {
            let mut slope: Vec<f64> = fitted.0.iter().map(|weight| -held * weight).collect();
            let mut curve = vec![vec![0.0; size]; size];
            for (at, row) in curve.iter_mut().enumerate() {
                row[at] = held;
            }
            // What speaks without anything else is not held back.
            slope[features] = 0.0;
            curve[features][features] = 1e-6;
            for Example { features: own, so, counts } in examples.clone() {
                let likely = 1.0 / (1.0 + (-fitted.odds(own)).exp());
                let (error, bend) = (counts * (f64::from(u8::from(*so)) - likely), counts * likely * (1.0 - likely));
                let all = || own.iter().copied().chain([(features, 1.0)]);
                for (at, much) in all() {
                    slope[at] += error * much;
                    for (beside, other) in all() {
                        curve[at][beside] += bend * much * other;
                    }
                }
            }
            for (at, _) in fixed.iter().enumerate().filter(|(_, weight)| weight.is_some()) {
                slope[at] = 0.0;
                for row in &mut curve {
                    row[at] = 0.0;
                }
                curve[at] = vec![0.0; size];
                curve[at][at] = 1.0;
            }
            let step = solved(curve, slope);
            for (weight, by) in fitted.0.iter_mut().zip(&step) {
                *weight += by;
            }
            if step.iter().all(|by| by.abs() < 1e-6) {
                break;
            }
        }
        fitted
    }
}

/// The solution of linear equations whose matrix is symmetric and positive.
fn solved(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for at in 0..size {
        let pivot = matrix[at].clone();
        for below in at + 1..size {
            let share = matrix[below][at] / pivot[at];
            if share != 0.0 {
                for column in at..size {
                    matrix[below][column] -= share * pivot[column];
                }
                right[below] -= share * right[at];
            }
        }
    }
    for at in (0..size).rev() {
        let known: f64 = (at + 1..size).map(|column| matrix[at][column] * right[column]).sum();
        right[at] = (right[at] - known) / matrix[at][at];
    }
    right
}
