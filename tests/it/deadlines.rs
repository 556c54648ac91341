//! The lawful dates of generated arrivals against a calculation of its own: day numbers and arithmetic, without the
//! calendar, the time zone or the Easter of the program.

use chrono::{DateTime, Datelike, NaiveDate};
use huoli::domain::deadline::{clocks, pending_since};

/// How many arrivals.
const ARRIVALS: usize = 3_000;

/// The day number of a civil date: days since 1 January 1970.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let before_march = i64::from(month <= 2);
    let year = year - before_march;
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + 12 * before_march - 3) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The civil date of a day number: by walking years and months.
fn civil(number: i64) -> (i64, i64, i64) {
    let mut year = 1970 + number / 366;
    while day_number(year + 1, 1, 1) <= number {
        year += 1;
    }
    let month = (1..=12)
        .rev()
        .find(|month| day_number(year, *month, 1) <= number)
        .unwrap();
    (year, month, number - day_number(year, month, 1) + 1)
}

/// 0 is Monday, 6 is Sunday. 1 January 1970 was a Thursday.
fn weekday(number: i64) -> i64 {
    (number + 3).rem_euclid(7)
}

/// Easter Sunday by Gauss's rule.
fn easter(year: i64) -> i64 {
    let golden = year % 19;
    let century = year / 100;
    let moon = (15 - (13 + 8 * century) / 25 + century - century / 4) % 30;
    let sun = (4 + century - century / 4) % 7;
    let full = (19 * golden + moon) % 30;
    let sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * full + sun) % 7;
    let march = if full == 29 && sunday == 6 {
        50
    } else if full == 28 && sunday == 6 && (11 * moon + 11) % 30 < 19 {
        49
    } else {
        22 + full + sunday
    };
    day_number(year, 3, 1) + march - 1
}

/// The first such weekday from a date on.
fn from(year: i64, month: i64, day: i64, wanted: i64) -> i64 {
    let start = day_number(year, month, day);
    (start..start + 7)
        .find(|number| weekday(*number) == wanted)
        .unwrap()
}

fn midsummer_day(year: i64) -> i64 {
    from(year, 6, 20, 5)
}

fn is_holiday(number: i64) -> bool {
    let (year, month, day) = civil(number);
    let easter = easter(year);
    let fixed = matches!((month, day), (1, 1 | 6) | (5, 1) | (12, 6 | 25 | 26));
    let moving = [easter - 2, easter, easter + 1, easter + 39, easter + 49];
    fixed || moving.contains(&number) || number == midsummer_day(year) || number == from(year, 10, 31, 5)
}

fn is_eve(number: i64) -> bool {
    let (year, month, day) = civil(number);
    (month, day) == (12, 24) || number == midsummer_day(year) - 1
}

fn is_working(number: i64) -> bool {
    weekday(number) < 5 && !is_holiday(number)
}

/// The last lawful day of a time limit that ends on `number`.
fn rolled(mut number: i64) -> i64 {
    while !is_working(number) || is_eve(number) {
        number += 1;
    }
    number
}

/// The day number in Finland of an instant (seconds since 1970): two hours ahead, three from the last Sunday of March to
/// that of October, each at one o'clock universal time.
fn finnish_day(seconds: i64) -> i64 {
    let (year, _, _) = civil(seconds.div_euclid(86_400));
    let change = |month| from(year, month, 25, 6) * 86_400 + 3_600;
    let ahead = if (change(3)..change(10)).contains(&seconds) {
        3
    } else {
        2
    };
    (seconds + ahead * 3_600).div_euclid(86_400)
}

/// Start: target and last day; ready: target and last day.
fn dates(pending: i64) -> [i64; 4] {
    let mut start = pending;
    for _ in 0..7 {
        start += 1;
        while !is_working(start) {
            start += 1;
        }
    }
    let (year, month, day) = civil(pending);
    let (year, month) = (year + (month + 2) / 12, (month + 2) % 12 + 1);
    let length = day_number(year + month / 12, month % 12 + 1, 1) - day_number(year, month, 1);
    let ready = day_number(year, month, day.min(length));
    [start, rolled(start), ready, rolled(ready)]
}

/// Repeatable numbers, without a library.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// An instant near something that is easily counted wrongly, or anywhere.
fn arrival(numbers: &mut Numbers) -> i64 {
    let year = 2024 + numbers.below(40);
    let day = match numbers.below(10) {
        0 => easter(year) - 12 + numbers.below(16),
        1 => easter(year) + 25 + numbers.below(30),
        2 => midsummer_day(year) - 14 + numbers.below(18),
        3 => day_number(year, 12, 1) + numbers.below(40),
        4 => day_number(year, 4, 18) + numbers.below(16),
        5 => from(year, 10, 31, 5) - 12 + numbers.below(14),
        // Month ends that the third month after may lack.
        6 => day_number(year, 1 + numbers.below(12), 1) - 1 - numbers.below(4),
        // The days on which summer time begins and ends.
        7 => from(year, [3, 10][usize::from(numbers.below(2) == 1)], 25, 6) - 1 + numbers.below(3),
        // Three months before an eve or a holiday.
        8 => day_number(year, 9, 20) + numbers.below(12),
        _ => day_number(year, 1, 1) + numbers.below(365),
    };
    // Half of them within an hour or so of a Finnish midnight.
    let second = if numbers.below(2) == 0 {
        20 * 3_600 + numbers.below(3 * 3_600)
    } else {
        numbers.below(86_400)
    };
    day * 86_400 + second
}

#[test]
fn three_thousand_arrivals_fall_due_as_an_independent_calculation_says() {
    let mut numbers = Numbers(20_261_122);
    let number = |date: NaiveDate| day_number(date.year().into(), date.month().into(), date.day().into());
    let (mut rolls, mut eves, mut nights, mut short) = (0, 0, 0, 0);
    for _ in 0..ARRIVALS {
        let seconds = arrival(&mut numbers);
        let instant = DateTime::from_timestamp(seconds, 0).unwrap();
        let pending = finnish_day(seconds);
        let clocks = clocks(pending_since(instant));
        assert_eq!(number(clocks.pending_since), pending, "{instant}");
        let ours = [
            clocks.start_by.target,
            clocks.start_by.last_lawful_day,
            clocks.complete_by.target,
            clocks.complete_by.last_lawful_day,
        ];
        let theirs = dates(pending);
        assert_eq!(ours.map(number), theirs, "{instant}: {ours:?}");
        rolls += i32::from(theirs[2] != theirs[3]);
        eves += i32::from(theirs[0] != theirs[1]);
        nights += i32::from(pending != seconds.div_euclid(86_400));
        short += i32::from(civil(pending).2 != civil(theirs[2]).2);
    }
    // The arrivals do reach what is easily counted wrongly.
    assert!(
        rolls > 500 && eves > 20 && nights > 500 && short > 50,
        "{rolls} {eves} {nights} {short}"
    );
}

#[test]
fn the_independent_calculation_knows_the_worked_examples() {
    let day = |text: &str| {
        let date: NaiveDate = text.parse().unwrap();
        day_number(date.year().into(), date.month().into(), date.day().into())
    };
    for (pending, ends) in [
        (
            "2026-12-24",
            ["2027-01-07", "2027-01-07", "2027-03-24", "2027-03-24"],
        ),
        (
            "2026-12-15",
            ["2026-12-24", "2026-12-28", "2027-03-15", "2027-03-15"],
        ),
        (
            "2026-11-30",
            ["2026-12-09", "2026-12-09", "2027-02-28", "2027-03-01"],
        ),
        (
            "2026-03-19",
            ["2026-03-30", "2026-03-30", "2026-06-19", "2026-06-22"],
        ),
    ] {
        assert_eq!(dates(day(pending)), ends.map(day), "{pending}");
    }
    assert_eq!(
        (easter(2026), easter(2027), easter(2038)),
        (day("2026-04-05"), day("2027-03-28"), day("2038-04-25"))
    );
    for number in day("2024-01-01")..day("2064-01-01") {
        let (year, month, of_month) = civil(number);
        assert_eq!(day_number(year, month, of_month), number);
    }
}
