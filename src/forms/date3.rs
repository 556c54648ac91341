//! A date in three boxes: what day, month and year mean together.

use chrono::NaiveDate;

/// What three boxes hold together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Date3 {
    /// Nothing at all.
    Empty,
    /// A whole date, as `YYYY-MM-DD`.
    Whole(String),
    /// A year, or a year and a month, as `YYYY` or `YYYY-MM`.
    Partial(String),
    /// Something else; as it was typed, with hyphens between the boxes, year first.
    Wrong(String),
}

/// Reads the values of a date answer: day, month, year, as typed.
pub fn read(values: &[String]) -> Date3 {
    let part = |place: usize| values.get(place).map(|value| value.trim()).unwrap_or_default();
    let (day, month, year) = (part(0), part(1), part(2));
    if [day, month, year].iter().all(|part| part.is_empty()) {
        return Date3::Empty;
    }
    understand(day, month, year).unwrap_or_else(|| {
        let typed: Vec<&str> = [year, month, day]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        Date3::Wrong(typed.join("-"))
    })
}

/// What was typed, as people write a date: the filled boxes with dots between them.
pub fn as_typed(values: &[String]) -> String {
    let filled: Vec<&str> = values
        .iter()
        .map(|value| value.trim())
        .filter(|value| !value.is_empty())
        .collect();
    filled.join(".")
}

fn understand(day: &str, month: &str, year: &str) -> Option<Date3> {
    let number = |part: &str| {
        let digits = !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok()).flatten()
    };
    // The years of a `PartialDate`.
    let year = number(year).filter(|number| year.len() == 4 && (1800..2200).contains(number))?;
    if month.is_empty() {
        return day.is_empty().then(|| Date3::Partial(format!("{year:04}")));
    }
    let month = number(month).filter(|month| (1..=12).contains(month))?;
    if day.is_empty() {
        return Some(Date3::Partial(format!("{year:04}-{month:02}")));
    }
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, number(day)?)?;
    Some(Date3::Whole(date.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_boxes_make_a_date_or_say_that_they_do_not() {
        let date = |text: &str| read(&text.split('.').map(str::to_owned).collect::<Vec<_>>());
        for (typed, expected) in [
            ("..", Date3::Empty),
            (" . .", Date3::Empty),
            ("1.5.2016", Date3::Whole("2016-05-01".into())),
            ("01.05.2016", Date3::Whole("2016-05-01".into())),
            (".5.2016", Date3::Partial("2016-05".into())),
            ("..2016", Date3::Partial("2016".into())),
            ("29.2.2015", Date3::Wrong("2015-2-29".into())),
            ("1..2016", Date3::Wrong("2016-1".into())),
            ("1.5.", Date3::Wrong("5-1".into())),
            ("1.5.16", Date3::Wrong("16-5-1".into())),
            ("..+016", Date3::Wrong("+016".into())),
            ("1.13.2016", Date3::Wrong("2016-13-1".into())),
            ("1.5.1799", Date3::Wrong("1799-5-1".into())),
        ] {
            assert_eq!(date(typed), expected, "{typed}");
        }
        assert_eq!(read(&[]), Date3::Empty);
    }

    proptest::proptest! {
        #[test]
        fn no_typed_text_is_too_strange(day in ".*", month in ".*", year in ".*") {
            let values = [day, month, year];
            proptest::prop_assert_eq!(read(&values) == Date3::Empty, as_typed(&values).is_empty());
        }
    }
}
