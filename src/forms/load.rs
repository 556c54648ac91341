//! The form definitions inside the binary.

use std::sync::LazyLock;

use rust_embed::RustEmbed;

use super::definition::Form;

#[derive(RustEmbed)]
#[folder = "forms/"]
struct Files;

static EMBEDDED: LazyLock<Vec<Form>> = LazyLock::new(|| read().0);

/// The forms inside the binary.
pub fn all() -> &'static [Form] {
    &EMBEDDED
}

/// The form `id`.
pub fn form(id: &str) -> Option<&'static Form> {
    all().iter().find(|form| form.id == id)
}

/// Reads the embedded definitions; besides the forms, what is wrong with those that could not be read, by file.
/// A test holds that list empty.
pub fn read() -> (Vec<Form>, Vec<(String, String)>) {
    let mut forms = Vec::new();
    let mut faults = Vec::new();
    for file in Files::iter().filter(|file| file.ends_with(".toml")) {
        let Some(bytes) = Files::get(&file) else {
            continue;
        };
        let parsed = str::from_utf8(&bytes.data)
            .map_err(|error| error.to_string())
            .and_then(|text| toml::from_str::<Form>(text).map_err(|error| error.to_string()));
        match parsed {
            Ok(form) if format!("{}.toml", form.id) == *file => forms.push(form),
            Ok(form) => faults.push((file.to_string(), format!("its id is {}", form.id))),
            Err(error) => faults.push((file.to_string(), error)),
        }
    }
    (forms, faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_form_is_read() {
        let (forms, faults) = read();
        assert_eq!(faults, []);
        assert!(forms.iter().any(|form| form.id == "concern"));
    }

    #[test]
    fn a_word_that_a_definition_does_not_know_is_an_error() {
        let error =
            toml::from_str::<Form>("id = 'x'\nversion = 1\n[[page]]\nid = 'a'\nwords = 1\nshow_if = {}\n")
                .unwrap_err();
        assert!(error.to_string().contains("show_if"), "{error}");
    }
}
