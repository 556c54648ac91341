//! Opening hours as an administrator writes them: days and words in any of our languages, one entry a line, times as
//! they are spoken. What files hold is the form of [`OpeningHours`](crate::domain::hours::OpeningHours).

use crate::domain::language::Language;

/// The days of the week: as files write them, then in Finnish and Swedish, and as they are also typed.
const DAYS: [[&str; 4]; 7] = [
    ["Mo", "ma", "mån", "må"],
    ["Tu", "ti", "tis", "ti"],
    ["We", "ke", "ons", "on"],
    ["Th", "to", "tors", "to"],
    ["Fr", "pe", "fre", "fr"],
    ["Sa", "la", "lör", "lö"],
    ["Su", "su", "sön", "sö"],
];
/// The other words, alike, with further spellings.
const WORDS: [&[&str]; 3] = [
    &["eve", "aatto", "afton", "aattona", "aftnar"],
    &["holiday", "pyhä", "helgdag", "pyhänä", "helgdagar"],
    &["off", "kiinni", "stängt", "suljettu", "closed"],
];

/// The column of a language, or of the one that it falls back to.
pub(super) fn column(language: Language) -> usize {
    let own = |language| match language {
        Language::En => Some(0),
        Language::Fi => Some(1),
        Language::Sv => Some(2),
        _ => None,
    };
    language.with_fallbacks().find_map(own).unwrap_or_default()
}

/// `hours`, written as files hold them, for a person: a line for each entry.
pub fn show(hours: &str, language: Language) -> String {
    let lines: Vec<String> = hours
        .split(';')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .map(|entry| show_entry(entry, language))
        .collect();
    lines.join("\n")
}

fn show_entry(entry: &str, language: Language) -> String {
    let Some((days, times)) = entry.split_once(' ') else {
        return entry.to_owned();
    };
    let days = if days.starts_with(|first: char| first.is_ascii_digit()) {
        days.to_owned()
    } else {
        map_words(days, |word| in_language(word, language))
    };
    let times = in_language(times, language).unwrap_or_else(|| times.to_owned());
    format!("{days} {times}")
}

/// A word of a file in `language`.
fn in_language(word: &str, language: Language) -> Option<String> {
    let column = column(language);
    let own = |words: &[&str]| words.get(column).map(|word| (*word).to_owned());
    let day = DAYS.iter().find(|day| day[0].eq_ignore_ascii_case(word));
    let other = WORDS.iter().find(|words| same(words.first(), word));
    day.and_then(|day| own(day))
        .or_else(|| other.and_then(|words| own(words)))
}

fn same(known: Option<&&str>, word: &str) -> bool {
    known.is_some_and(|known| known.eq_ignore_ascii_case(word))
}

/// `days` with each of its words changed; signs between them stay.
fn map_words(days: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let mut text = String::new();
    for part in days.split_inclusive([',', '-']) {
        let word = part.trim_end_matches([',', '-']);
        text.push_str(&change(word).unwrap_or_else(|| word.to_owned()));
        text.extend(part.chars().skip(word.chars().count()));
    }
    text
}

/// What a person typed as files hold it. What is not understood stays as it was typed, so that the fault names it.
pub fn read(text: &str) -> String {
    let entries: Vec<String> = text
        .split(['\n', ';'])
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .map(read_entry)
        .collect();
    entries.join("; ")
}

fn read_entry(entry: &str) -> String {
    let mut entry = entry.replace(['–', '—'], "-");
    for joined in ["-", ","] {
        while entry.contains(&format!(" {joined}")) || entry.contains(&format!("{joined} ")) {
            entry = entry
                .replace(&format!(" {joined}"), joined)
                .replace(&format!("{joined} "), joined);
        }
    }
    let mut words = entry.split_whitespace();
    let Some(days) = words.next() else {
        return String::new();
    };
    let times: Vec<&str> = words
        .filter(|word| !["klo", "kl", "kl."].contains(word))
        .collect();
    let days = read_days(days.trim_end_matches(':'));
    if times.is_empty() {
        return days;
    }
    format!("{days} {}", read_times(&times.join(" ")))
}

fn read_days(days: &str) -> String {
    if days.starts_with(|first: char| first.is_ascii_digit()) {
        return read_dates(days);
    }
    map_words(days, |word| {
        let lower = word.to_lowercase();
        let day = DAYS
            .iter()
            .find(|day| day.iter().any(|name| name.to_lowercase() == lower));
        let other = WORDS.iter().find(|words| words.contains(&lower.as_str()));
        let found = day
            .and_then(|day| day.first())
            .or_else(|| other.and_then(|words| words.first()));
        found.map(|word| (*word).to_owned())
    })
}

/// Dates as `23.12.2026` or `1.7.2027-31.7.2027`; others stay.
fn read_dates(dates: &str) -> String {
    let finnish = |date: &str| -> Option<String> {
        let mut parts = date.split('.');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let number = |part: &str, most: usize| part.len() <= most && part.parse::<u32>().is_ok();
        let fits = number(day, 2) && number(month, 2) && year.len() == 4 && number(year, 4);
        (fits && parts.next().is_none()).then(|| format!("{year}-{month:0>2}-{day:0>2}"))
    };
    let each: Option<Vec<String>> = dates.split('-').map(finnish).collect();
    each.map_or_else(|| dates.to_owned(), |dates| dates.join(".."))
}

fn read_times(times: &str) -> String {
    let lower = times.to_lowercase();
    let [_, _, off] = WORDS;
    if off.contains(&lower.as_str()) {
        return "off".to_owned();
    }
    map_words(times, |time| {
        let (hour, minute) = time.split_once([':', '.']).unwrap_or((time, "00"));
        let number = |part: &str| !part.is_empty() && part.len() <= 2 && part.parse::<u32>().is_ok();
        (number(hour) && number(minute)).then(|| format!("{hour:0>2}:{minute}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::hours::OpeningHours;
    use crate::places::directory::Directory;

    #[test]
    fn hours_are_written_in_each_language_and_come_back() {
        let long = "Mo-Fr 08:00-16:00; We,Th 08:00-12:00,13:00-18:00; eve 08:00-12:00; holiday off; \
                    2026-12-23 off; 2027-07-01..2027-07-31 09:00-15:00";
        assert_eq!(
            show("Mo-Fr 08:00-16:00; eve 08:00-12:00; holiday off", Language::Fi),
            "ma-pe 08:00-16:00\naatto 08:00-12:00\npyhä kiinni"
        );
        assert_eq!(show("Sa,Su off; 24/7", Language::Sv), "lör,sön stängt\n24/7");
        let offices = Directory::embedded().offices.iter();
        let all = offices
            .map(|office| office.hours.as_str())
            .chain([long, "24/7", ""]);
        for hours in all {
            for language in Language::ALL {
                assert_eq!(read(&show(hours, language)), hours, "{language}");
            }
        }
    }

    #[test]
    fn times_and_dates_are_read_as_people_write_them() {
        for (typed, read_as) in [
            ("ma–pe 8–16", "Mo-Fr 08:00-16:00"),
            ("Ma - Pe: klo 8.00 - 16.30", "Mo-Fr 08:00-16:30"),
            ("mån-fre kl. 9-12, 13-15", "Mo-Fr 09:00-12:00,13:00-15:00"),
            ("må-fr kl. 9-12", "Mo-Fr 09:00-12:00"),
            ("23.12.2026 suljettu", "2026-12-23 off"),
            ("1.7.2027 – 31.7.2027 kiinni", "2027-07-01..2027-07-31 off"),
            ("aattona 8-12\n\npyhä kiinni", "eve 08:00-12:00; holiday off"),
        ] {
            assert_eq!(read(typed), read_as);
            assert!(OpeningHours::parse(&read(typed)).is_ok(), "{typed}");
        }
        for nonsense in [
            "auki",
            "ma-pe aina",
            "32.13.2026 8-16",
            "ma-pe 8.0.0-16",
            "-",
            ",",
        ] {
            assert!(OpeningHours::parse(&read(nonsense)).is_err(), "{nonsense}");
        }
    }
}
