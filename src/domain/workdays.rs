//! Finnish working days: public holidays by rule, for any year, and the two eves on which a time limit may not end.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// A Finnish public holiday (K5). Åland's own day is none on the mainland.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holiday {
    /// 1 January.
    NewYearsDay,
    /// 6 January.
    Epiphany,
    /// The Friday before Easter.
    GoodFriday,
    /// The Sunday after the first full moon of spring, by the Gregorian reckoning.
    EasterSunday,
    /// The day after Easter Sunday.
    EasterMonday,
    /// 1 May.
    MayDay,
    /// The Thursday 39 days after Easter Sunday.
    AscensionDay,
    /// The Sunday 49 days after Easter Sunday.
    Pentecost,
    /// The Saturday of 20–26 June.
    MidsummerDay,
    /// The Saturday of 31 October – 6 November.
    AllSaintsDay,
    /// 6 December.
    IndependenceDay,
    /// 25 December.
    ChristmasDay,
    /// 26 December.
    SecondDayOfChristmas,
}

impl Holiday {
    /// Every public holiday, in the order of the year.
    pub const ALL: [Self; 13] = [
        Self::NewYearsDay,
        Self::Epiphany,
        Self::GoodFriday,
        Self::EasterSunday,
        Self::EasterMonday,
        Self::MayDay,
        Self::AscensionDay,
        Self::Pentecost,
        Self::MidsummerDay,
        Self::AllSaintsDay,
        Self::IndependenceDay,
        Self::ChristmasDay,
        Self::SecondDayOfChristmas,
    ];

    /// The public holiday that falls on `date`, if one does. Where two meet (1 May 2008 was Ascension Day too), the
    /// one of the fixed date names the day.
    pub fn on(date: NaiveDate) -> Option<Self> {
        Self::fixed(date).or_else(|| Self::movable(date))
    }

    fn fixed(date: NaiveDate) -> Option<Self> {
        match (date.month(), date.day(), date.weekday()) {
            (1, 1, _) => Some(Self::NewYearsDay),
            (1, 6, _) => Some(Self::Epiphany),
            (5, 1, _) => Some(Self::MayDay),
            (6, 20..=26, Weekday::Sat) => Some(Self::MidsummerDay),
            (10, 31, Weekday::Sat) | (11, 1..=6, Weekday::Sat) => Some(Self::AllSaintsDay),
            (12, 6, _) => Some(Self::IndependenceDay),
            (12, 25, _) => Some(Self::ChristmasDay),
            (12, 26, _) => Some(Self::SecondDayOfChristmas),
            _ => None,
        }
    }

    fn movable(date: NaiveDate) -> Option<Self> {
        let easter = easter_sunday(date.year())?;
        match date.signed_duration_since(easter).num_days() {
            -2 => Some(Self::GoodFriday),
            0 => Some(Self::EasterSunday),
            1 => Some(Self::EasterMonday),
            39 => Some(Self::AscensionDay),
            49 => Some(Self::Pentecost),
            _ => None,
        }
    }

    /// The stable name under which texts are looked up, such as `good-friday`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NewYearsDay => "new-years-day",
            Self::Epiphany => "epiphany",
            Self::GoodFriday => "good-friday",
            Self::EasterSunday => "easter-sunday",
            Self::EasterMonday => "easter-monday",
            Self::MayDay => "may-day",
            Self::AscensionDay => "ascension-day",
            Self::Pentecost => "pentecost",
            Self::MidsummerDay => "midsummer-day",
            Self::AllSaintsDay => "all-saints-day",
            Self::IndependenceDay => "independence-day",
            Self::ChristmasDay => "christmas-day",
            Self::SecondDayOfChristmas => "second-day-of-christmas",
        }
    }

    /// The English name.
    pub const fn english(self) -> &'static str {
        match self {
            Self::NewYearsDay => "New Year's Day",
            Self::Epiphany => "Epiphany",
            Self::GoodFriday => "Good Friday",
            Self::EasterSunday => "Easter Sunday",
            Self::EasterMonday => "Easter Monday",
            Self::MayDay => "May Day",
            Self::AscensionDay => "Ascension Day",
            Self::Pentecost => "Pentecost",
            Self::MidsummerDay => "Midsummer Day",
            Self::AllSaintsDay => "All Saints' Day",
            Self::IndependenceDay => "Independence Day",
            Self::ChristmasDay => "Christmas Day",
            Self::SecondDayOfChristmas => "Second Day of Christmas",
        }
    }
}

/// An eve that counts as a working day (K6) but on which no time limit ends (K7, MAL 5 §).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Eve {
    /// The Friday before Midsummer Day.
    MidsummerEve,
    /// 24 December.
    ChristmasEve,
}

impl Eve {
    /// Both eves, in the order of the year.
    pub const ALL: [Self; 2] = [Self::MidsummerEve, Self::ChristmasEve];

    /// The eve that falls on `date`, if one does.
    pub fn on(date: NaiveDate) -> Option<Self> {
        match (date.month(), date.day(), date.weekday()) {
            (6, 19..=25, Weekday::Fri) => Some(Self::MidsummerEve),
            (12, 24, _) => Some(Self::ChristmasEve),
            _ => None,
        }
    }

    /// The stable name under which texts are looked up, such as `christmas-eve`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::MidsummerEve => "midsummer-eve",
            Self::ChristmasEve => "christmas-eve",
        }
    }

    /// The English name.
    pub const fn english(self) -> &'static str {
        match self {
            Self::MidsummerEve => "Midsummer Eve",
            Self::ChristmasEve => "Christmas Eve",
        }
    }
}

/// Why a day is not a working day (K5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NonWorking {
    /// A Saturday that is no public holiday.
    Saturday,
    /// A Sunday that is no public holiday.
    Sunday,
    /// A public holiday, on whatever day of the week.
    Holiday(Holiday),
}

impl NonWorking {
    /// The stable name under which texts are looked up: `saturday`, `sunday` or the holiday's.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
            Self::Holiday(holiday) => holiday.key(),
        }
    }

    /// The English name.
    pub const fn english(self) -> &'static str {
        match self {
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
            Self::Holiday(holiday) => holiday.english(),
        }
    }
}

/// Why `date` is not a working day; `None` for a working day. A holiday's name comes before the day of the week.
pub fn non_working_reason(date: NaiveDate) -> Option<NonWorking> {
    match (Holiday::on(date), date.weekday()) {
        (Some(holiday), _) => Some(NonWorking::Holiday(holiday)),
        (None, Weekday::Sat) => Some(NonWorking::Saturday),
        (None, Weekday::Sun) => Some(NonWorking::Sunday),
        (None, _) => None,
    }
}

/// Whether `date` counts (K5, K6): a Monday to Friday that is no public holiday; the eves count.
pub fn is_working_day(date: NaiveDate) -> bool {
    non_working_reason(date).is_none()
}

/// The first working day after `date`.
pub fn next_working_day(date: NaiveDate) -> NaiveDate {
    first_after(date, is_working_day)
}

/// Whether a time limit may end on `date` (K7, MAL 5 §): a working day that is neither Christmas Eve nor
/// Midsummer Eve.
pub fn is_lawful_last_day(date: NaiveDate) -> bool {
    is_working_day(date) && Eve::on(date).is_none()
}

/// The day to which a time limit that ends on `date` rolls: `date` itself where that may be, else the next day that
/// may (K7, MAL 5 §, act 358/1966).
pub fn roll(date: NaiveDate) -> NaiveDate {
    if is_lawful_last_day(date) {
        date
    } else {
        first_after(date, is_lawful_last_day)
    }
}

/// The first day after `date` that fits; never more than two weeks away.
fn first_after(date: NaiveDate, fits: fn(NaiveDate) -> bool) -> NaiveDate {
    date.iter_days().skip(1).find(|&day| fits(day)).unwrap_or(date)
}

/// Easter Sunday of `year` in the Gregorian calendar; `None` only for a year outside chrono's calendar.
///
/// The reckoning goes through the year's place in the 19-year lunar cycle (golden number), the age of the moon
/// corrected by century (epact), and the Sunday after the full moon so found.
pub fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let century = year.div_euclid(100);
    // Leap days left out by the calendar, and the moon's slow gain on it.
    let (skipped, gained) = (century - century.div_euclid(4), (8 * century + 13).div_euclid(25));
    // Days from 21 March to the paschal full moon, 0–29, with the two exceptions that keep it within the lunation.
    let mut moon = (19 * golden + skipped - gained + 15).rem_euclid(30);
    if moon == 29 || (moon == 28 && golden > 10) {
        moon -= 1;
    }
    let full_moon =
        NaiveDate::from_ymd_opt(year, 3, 21)?.checked_add_days(Days::new(u64::try_from(moon).ok()?))?;
    // Easter is the Sunday after the full moon, a week later when the moon is full on a Sunday.
    let to_sunday = 7 - full_moon.weekday().num_days_from_sunday();
    full_moon.checked_add_days(Days::new(u64::from(to_sunday)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn easter_falls_where_the_almanac_puts_it() {
        for day in [
            "1954-04-18",
            "1981-04-19",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2019-04-21",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2038-04-25",
            "2049-04-18",
            "2076-04-19",
            "2100-03-28",
        ] {
            let easter = date(day);
            assert_eq!(easter_sunday(easter.year()), Some(easter));
        }
    }

    #[test]
    fn the_rules_and_the_published_list_name_the_same_days() {
        let mut rows = csv::Reader::from_reader(include_str!("../../data/holidays_2024_2030.csv").as_bytes());
        let (mut listed, mut eves) = (BTreeMap::new(), BTreeMap::new());
        for row in rows.records() {
            let row = row.unwrap();
            let (day, name) = (date(&row[0]), row[3].to_owned());
            match &row[4] {
                "public_holiday" => {
                    listed.insert(day, name);
                }
                "eve_treated_as_holiday" => {
                    eves.insert(day, name);
                }
                "eve_working_day_hours_may_be_shorter" | "regional_holiday_aland" => {
                    // Maundy Thursday, May Day Eve, New Year's Eve and Åland's day neither stop the count nor roll.
                    assert_eq!(Holiday::on(day), None, "{day}");
                    assert_eq!(Eve::on(day), None, "{day}");
                }
                other => panic!("an unknown kind: {other}"),
            }
        }
        let days = || {
            date("2024-01-01")
                .iter_days()
                .take_while(|day| day.year() <= 2030)
        };
        let ours: BTreeMap<_, _> = days()
            .filter_map(|day| Some((day, Holiday::on(day)?.english().to_owned())))
            .collect();
        let our_eves: BTreeMap<_, _> = days()
            .filter_map(|day| Some((day, Eve::on(day)?.english().to_owned())))
            .collect();
        assert_eq!(listed.len(), 7 * Holiday::ALL.len());
        assert_eq!(eves.len(), 7 * Eve::ALL.len());
        assert_eq!(ours, listed);
        assert_eq!(our_eves, eves);
    }

    #[test]
    fn every_year_of_the_century_has_its_holidays_once() {
        for year in 2000..=2100 {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
            let days: Vec<_> = first.iter_days().take_while(|day| day.year() == year).collect();
            for holiday in Holiday::ALL {
                let on: Vec<_> = days
                    .iter()
                    .filter(|&&day| Holiday::on(day) == Some(holiday))
                    .collect();
                let shares_may_day = holiday == Holiday::AscensionDay && on.is_empty();
                assert!(
                    on.len() == 1 || (shares_may_day && year == 2008),
                    "{year} {holiday:?} {on:?}"
                );
            }
            for eve in Eve::ALL {
                assert_eq!(
                    days.iter().filter(|&&day| Eve::on(day) == Some(eve)).count(),
                    1,
                    "{year}"
                );
            }
        }
    }

    #[test]
    fn midsummer_eve_is_the_day_before_midsummer_day() {
        let first = date("2000-01-01");
        for day in first.iter_days().take_while(|day| day.year() <= 2100) {
            let tomorrow = day.succ_opt().unwrap();
            assert_eq!(
                Eve::on(day) == Some(Eve::MidsummerEve),
                Holiday::on(tomorrow) == Some(Holiday::MidsummerDay),
                "{day}"
            );
        }
    }

    #[test]
    fn eves_count_but_no_time_limit_ends_on_them() {
        assert!(is_working_day(date("2026-12-24")));
        assert_eq!(roll(date("2026-12-24")), date("2026-12-28"));
        assert!(is_working_day(date("2026-06-19")));
        assert_eq!(roll(date("2026-06-19")), date("2026-06-22"));
        // A Sunday before Christmas Eve rolls over it: the roll never stops on an eve.
        assert_eq!(roll(date("2029-12-23")), date("2029-12-27"));
        for plain in ["2026-04-02", "2026-04-30", "2026-12-31"] {
            assert_eq!(
                roll(date(plain)),
                date(plain),
                "Maundy Thursday, May Day Eve, New Year's Eve"
            );
        }
    }

    #[test]
    fn a_holiday_is_named_before_the_day_of_the_week() {
        assert_eq!(
            non_working_reason(date("2026-12-26")),
            Some(NonWorking::Holiday(Holiday::SecondDayOfChristmas))
        );
        assert_eq!(
            non_working_reason(date("2026-12-19")).map(NonWorking::english),
            Some("Saturday")
        );
        assert_eq!(next_working_day(date("2026-04-02")), date("2026-04-07"));
    }
}
