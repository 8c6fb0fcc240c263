//! Counts and measurements.

/// How many, how many of them are not finished, how many failed. newman's names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Count {
    /// All of them.
    pub total: u64,
    /// Begun and not ended.
    pub pending: u64,
    /// Failed.
    pub failed: u64,
}

impl Count {
    pub(super) fn add(&mut self, failed: bool) {
        self.total += 1;
        self.failed += u64::from(failed);
    }

    pub(super) fn begin(&mut self) {
        self.total += 1;
        self.pending += 1;
    }

    pub(super) fn end(&mut self) {
        self.pending = self.pending.saturating_sub(1);
    }
}

/// Mean, extremes and spread of measurements, kept by Welford's method.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Spread {
    /// Number of measurements.
    pub count: u64,
    /// Arithmetic mean; 0 without measurements.
    pub mean: f64,
    /// Smallest one; 0 without measurements.
    pub min: f64,
    /// Largest one; 0 without measurements.
    pub max: f64,
    squares: f64,
}

impl Spread {
    pub(super) fn add(&mut self, value: f64) {
        self.min = if self.count == 0 { value } else { self.min.min(value) };
        self.max = if self.count == 0 { value } else { self.max.max(value) };
        self.count += 1;
        let delta = value - self.mean;
        self.mean += delta / as_float(self.count);
        self.squares += delta * (value - self.mean);
    }

    /// Standard deviation of the population, as newman reports it; 0 without measurements.
    #[must_use]
    pub fn deviation(&self) -> f64 {
        if self.count == 0 { 0.0 } else { (self.squares / as_float(self.count)).sqrt() }
    }
}

#[expect(clippy::cast_precision_loss, reason = "2^53 measurements are out of reach")]
fn as_float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spread_is_that_of_the_population() {
        let mut spread = Spread::default();
        for value in [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0] {
            spread.add(value);
        }
        assert_eq!((spread.mean, spread.min, spread.max, spread.count), (5.0, 2.0, 9.0, 8));
        assert!((spread.deviation() - 2.0).abs() < 1e-12);
        assert_eq!(Spread::default().deviation(), 0.0);
    }
}
