//! What every figure is measured with and told in: a row of the table, medians, the disk.

use std::fs::File;
use std::io::Write;
use std::time::{Duration, Instant};

/// One line of the table.
pub struct Row {
    /// The letter by which it is asked for.
    pub letter: &'static str,
    /// What is measured.
    pub what: String,
    /// The raw figures.
    pub measured: String,
    /// The figure that the bar is about, as text.
    pub figure: String,
    /// What it should be, as text.
    pub bar: String,
    /// Whether it is.
    pub reached: bool,
}

impl Row {
    /// A row whose figure should be at least `bar`.
    pub fn at_least(letter: &'static str, what: &str, measured: String, figure: f64, bar: f64) -> Self {
        Self::of(letter, what, measured, figure, format!("≥ {bar}"), figure >= bar)
    }

    /// A row whose figure should be at most `bar`, in `unit`.
    pub fn at_most(
        letter: &'static str,
        what: &str,
        measured: String,
        figure: f64,
        bar: f64,
        unit: &str,
    ) -> Self {
        let mut row = Self::of(
            letter,
            what,
            measured,
            figure,
            format!("≤ {bar}{unit}"),
            figure <= bar,
        );
        row.figure.push_str(unit);
        row
    }

    fn of(
        letter: &'static str,
        what: &str,
        measured: String,
        figure: f64,
        bar: String,
        reached: bool,
    ) -> Self {
        let figure = if figure < 10.0 {
            format!("{figure:.2}")
        } else {
            format!("{figure:.0}")
        };
        Self {
            letter,
            what: what.to_owned(),
            measured,
            figure,
            bar,
            reached,
        }
    }

    /// `ok` or `short`.
    pub const fn verdict(&self) -> &'static str {
        if self.reached { "ok" } else { "short" }
    }
}

/// How long and how often is measured.
#[derive(Clone, Copy)]
pub struct Plan {
    /// How often the thing and its yardstick take turns.
    pub rounds: usize,
    /// How long each turn takes.
    pub turn: Duration,
    /// Reports after which the memory is judged.
    pub reports: usize,
    /// Cases of the long queue; the short one has a thousandth.
    pub cases: usize,
    /// How long the flood of row n goes on, in whole seconds.
    pub flood: Duration,
}

impl Plan {
    /// What the documentation is written from.
    pub const FULL: Self = Self {
        rounds: 5,
        turn: Duration::from_secs(5),
        reports: 100_000,
        cases: 1_000_000,
        flood: Duration::from_mins(1),
    };
    /// To see whether everything works.
    pub const QUICK: Self = Self {
        rounds: 1,
        turn: Duration::from_secs(3),
        reports: 1_000,
        cases: 60_000,
        flood: Duration::from_secs(5),
    };
}

/// The middle one.
pub fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The value within which this share of `sorted` lies.
pub fn percentile(sorted: &[Duration], share: f64) -> Duration {
    let at = (sorted.len() as f64 * share) as usize;
    sorted
        .get(at.min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}

/// Milliseconds.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// How long it takes to append 4 KiB to a file and have it on the disk: each try, in order of length.
pub fn syncs(time: Duration) -> Vec<Duration> {
    let folder = crate::service::folder();
    let mut file = File::create(folder.path().join("appended")).expect("a file");
    let page = [0x5A_u8; 4_096];
    let mut took = Vec::new();
    let started = Instant::now();
    while started.elapsed() < time {
        let begin = Instant::now();
        file.write_all(&page).expect("it is written");
        file.sync_data().expect("it is on the disk");
        took.push(begin.elapsed());
    }
    took.sort_unstable();
    took
}
