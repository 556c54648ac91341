//! Takes what a browser posted for one page into the answers, to the letter and unchecked.

use super::answers::Answers;
use super::definition::{Form, Kind};
use super::pages::{self, PageAt};

/// The names of the three boxes of a date field, after its key: day, month, year.
pub const DATE_PARTS: [&str; 3] = ["day", "month", "year"];

/// The name of one box of the date field `key`.
pub fn date_box(key: &str, part: &str) -> String {
    format!("{key}.{part}")
}

/// Takes the posted values of the fields of the page `at`; every other name is passed over. A text box that was
/// not posted keeps its answer; an absent tick or choice means none, because that is how browsers say it.
pub fn take(form: &Form, answers: &mut Answers, at: &PageAt, posted: &[(String, String)]) {
    let Some(shown) = pages::shown_at(form, answers, at) else {
        return;
    };
    for asked in shown.asked {
        let values_of = |name: &str| -> Vec<String> {
            posted
                .iter()
                .filter(|(posted, _)| posted == name)
                .map(|(_, value)| value.replace("\r\n", "\n"))
                .collect()
        };
        match asked.field.kind {
            Kind::Fixed | Kind::Files => {}
            Kind::Checkboxes => answers.set(&asked.key, values_of(&asked.key)),
            Kind::Radios | Kind::Select | Kind::Flag => {
                answers.set(&asked.key, values_of(&asked.key).into_iter().next());
            }
            Kind::Date3 | Kind::PartialDate3 => {
                let boxes = DATE_PARTS.map(|part| values_of(&date_box(&asked.key, part)).into_iter().next());
                if boxes.iter().any(Option::is_some) {
                    answers.set(&asked.key, boxes.map(Option::unwrap_or_default));
                }
            }
            Kind::Text
            | Kind::Textarea
            | Kind::Time
            | Kind::IdentityCode
            | Kind::Municipality
            | Kind::Phone
            | Kind::Email => {
                if let Some(value) = values_of(&asked.key).into_iter().next() {
                    answers.set(&asked.key, [value]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::load;

    fn post(answers: &mut Answers, page: &str, posted: &[(&str, &str)]) {
        let posted: Vec<_> = posted
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect();
        take(
            load::form("concern").unwrap(),
            answers,
            &PageAt::from(page.to_owned()),
            &posted,
        );
    }

    #[test]
    fn a_page_takes_its_own_fields_and_nothing_else() {
        let mut answers = Answers::begin(load::form("concern").unwrap());
        post(
            &mut answers,
            "child",
            &[
                ("children[0].first_names", " Aino "),
                ("children[0].birth_date.year", "2016"),
                ("children[0].birth_date.day", ""),
                ("children[0].protected_address", "yes"),
                ("children[1].first_names", "Eino"),
                ("children.count", "9"),
                ("worker_only", "x"),
            ],
        );
        assert_eq!(answers.first("children[0].first_names"), Some(" Aino "));
        assert_eq!(answers.get("children[0].birth_date"), ["", "", "2016"]);
        assert_eq!(answers.first("children[0].protected_address"), Some("yes"));
        assert_eq!(answers.count("children"), 1);
        assert_eq!(answers.first("children[1].first_names"), None);
        assert_eq!(answers.first("worker_only"), None);
    }

    #[test]
    fn an_unticked_box_is_forgotten_and_a_box_not_posted_stays() {
        let mut answers = Answers::begin(load::form("concern").unwrap());
        post(
            &mut answers,
            "concern",
            &[
                ("concern.description", "a\r\nb"),
                ("concern.reasons", "school"),
                ("concern.reasons", "other"),
            ],
        );
        assert_eq!(answers.get("concern.reasons"), ["school", "other"]);
        post(&mut answers, "concern", &[]);
        assert_eq!(answers.first("concern.description"), Some("a\nb"));
        assert!(answers.get("concern.reasons").is_empty());
        post(&mut answers, "concern", &[("concern.description", "")]);
        assert_eq!(answers.first("concern.description"), None);
    }
}
