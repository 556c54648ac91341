//! What a visitor has answered so far, by concrete key.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::definition::Form;

/// The most elements of a list that a form asks for: ten children.
pub const MAX_ELEMENTS: usize = 10;
/// The most guardians that a form asks for.
pub const MAX_GUARDIANS: usize = 4;

/// The most elements of `list`.
pub fn most(list: &str) -> usize {
    if list == "guardians" {
        MAX_GUARDIANS
    } else {
        MAX_ELEMENTS
    }
}

/// The answers of one visit: concrete key (`children[0].first_names`) → values as typed, never empty. A date has
/// three values: day, month, year. Hidden answers stay here; what is shown and sent, [`super::pages`] decides.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, Vec<String>>);

impl Answers {
    /// The answers that a visit of `form` begins with: its controls, and what it stands for.
    pub fn begin(form: &Form) -> Self {
        let mut answers = Self::default();
        answers.enter(form);
        answers
    }

    /// Goes on with `form`: what was answered stays, by key.
    pub fn enter(&mut self, form: &Form) {
        for (key, values) in &form.controls {
            if self.get(key).is_empty() {
                self.set(key, values);
            }
        }
        for (key, value) in &form.given {
            self.set(key, [value]);
        }
    }

    /// Takes the answers of `form`'s controls out, to be put back with [`Answers::set`].
    pub fn take_controls(&mut self, form: &Form) -> Vec<(String, Vec<String>)> {
        let controls = form.controls.keys();
        controls.filter_map(|key| self.0.remove_entry(key)).collect()
    }

    /// The values of `key`; none when it was not answered.
    pub fn get(&self, key: &str) -> &[String] {
        self.0.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    /// The only or first value of `key`.
    pub fn first(&self, key: &str) -> Option<&str> {
        self.get(key).first().map(String::as_str)
    }

    /// The first value of `key` without the white space around it, if anything is left.
    pub fn filled(&self, key: &str) -> Option<&str> {
        self.first(key).map(str::trim).filter(|value| !value.is_empty())
    }

    /// Whether `value` is among the values of `key`.
    pub fn has(&self, key: &str, value: &str) -> bool {
        self.get(key).iter().any(|held| held == value)
    }

    /// Answers `key`; with no values, or only empty ones, forgets it.
    pub fn set<V: AsRef<str>>(&mut self, key: &str, values: impl IntoIterator<Item = V>) {
        let values: Vec<String> = values
            .into_iter()
            .map(|value| value.as_ref().to_owned())
            .collect();
        if values.iter().all(String::is_empty) {
            self.0.remove(key);
        } else {
            self.0.insert(key.to_owned(), values);
        }
    }

    /// Every answer, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0
            .iter()
            .map(|(key, values)| (key.as_str(), values.as_slice()))
    }

    /// How many elements `list` has, from its control `<list>.count`: from 1 to as many as it takes ([`most`]).
    pub fn count(&self, list: &str) -> usize {
        self.first(&format!("{list}.count"))
            .and_then(|count| count.parse().ok())
            .unwrap_or(1)
            .clamp(1, most(list))
    }

    /// Tells how many elements `list` has.
    pub fn set_count(&mut self, list: &str, count: usize) {
        self.set(&format!("{list}.count"), [count.clamp(1, most(list)).to_string()]);
    }

    /// Forgets the element `index` of `list`; those after it move one down. Its count goes down by one.
    pub fn remove_element(&mut self, list: &str, index: usize) {
        let mut kept = BTreeMap::new();
        for (key, values) in std::mem::take(&mut self.0) {
            match super::key::index_in(list, &key) {
                Some(at) if at == index => {}
                Some(at) if at > index => {
                    let old = format!("{list}[{at}]");
                    let new = format!("{list}[{}]", at.saturating_sub(1));
                    kept.insert(key.replacen(&old, &new, 1), values);
                }
                _ => {
                    kept.insert(key, values);
                }
            }
        }
        self.0 = kept;
        self.set_count(list, self.count(list).saturating_sub(1));
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} answers]", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_answer_is_no_answer() {
        let mut answers = Answers::default();
        answers.set("worker_only", ["x"]);
        answers.set("worker_only", [""]);
        answers.set::<&str>("concern.reasons", []);
        assert_eq!(answers.iter().count(), 0);
        assert_eq!(answers.first("worker_only"), None);
    }

    #[test]
    fn those_after_a_removed_child_move_one_down() {
        let mut answers = Answers::default();
        answers.set_count("children", 3);
        for (index, name) in ["Aino", "Eino", "Oiva"].iter().enumerate() {
            answers.set(&format!("children[{index}].first_names"), [name]);
        }
        answers.remove_element("children", 1);
        assert_eq!(answers.count("children"), 2);
        assert_eq!(answers.first("children[0].first_names"), Some("Aino"));
        assert_eq!(answers.first("children[1].first_names"), Some("Oiva"));
        assert_eq!(answers.first("children[2].first_names"), None);
    }

    #[test]
    fn answers_do_not_print() {
        let mut answers = Answers::default();
        answers.set("reporter.name", ["Matti Mallinen"]);
        assert_eq!(format!("{answers:?}"), "[1 answers]");
    }
}
