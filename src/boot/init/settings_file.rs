//! The settings file that `init` writes: commented, for its owner alone, without a secret.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crate::config::FIELDS;

use super::super::failure::Failure;

/// The longest line of a comment, in characters.
const WIDTH: usize = 100;

/// The settings that were answered, by the names of the table.
pub type Settings = BTreeMap<&'static str, String>;

/// The file's text, in the order of the table.
pub fn text(settings: &Settings) -> String {
    let mut text = String::from(
        "# The settings of Huoli, written by `huoli init`. docs/configuration.md lists every other one with its default.\n\
         # After a change: `huoli check`, then start the service anew.\n",
    );
    let mut section = "";
    for field in FIELDS {
        let Some(value) = settings.get(field.name) else {
            continue;
        };
        let (of, name) = field.name.split_once('.').unwrap_or(("", field.name));
        // Writing to a string does not fail.
        if of != section {
            section = of;
            let _ = write!(text, "\n[{section}]\n");
        }
        comment(&mut text, field.meaning);
        let _ = writeln!(text, "{name} = {}", toml::Value::String(value.clone()));
    }
    text
}

fn comment(text: &mut String, meaning: &str) {
    let mut line = String::from("#");
    for word in meaning.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > WIDTH {
            text.push_str(&line);
            text.push('\n');
            "#".clone_into(&mut line);
        }
        line.push(' ');
        line.push_str(word);
    }
    text.push_str(&line);
    text.push('\n');
}

/// Writes a new file for its owner alone; one that is there is never overwritten.
///
/// # Errors
/// [`Failure`] with what to do.
pub fn create(path: &Path, content: &str) -> Result<(), Failure> {
    let write = || {
        let mut options = OpenOptions::new();
        let mut file = options.write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(content.as_bytes())?;
        file.sync_all()
    };
    write().map_err(|error: std::io::Error| {
        Failure::with_advice(
            format!("cannot write {}: {error}", path.display()),
            "run it in a folder of the service's user that lets new files in",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    #[test]
    fn what_is_written_is_what_is_read() {
        let settings = Settings::from([
            ("server.bind", "127.0.0.1:9000".to_owned()),
            ("server.public_url", "https://ilmoitus.example.org/".to_owned()),
            ("keys.file", "a \"quoted\" \\ name.keys".to_owned()),
        ]);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("huoli.toml");
        create(&file, &text(&settings)).unwrap();
        let loaded = config::load(Some(&file), &BTreeMap::new());
        assert!(loaded.faults.is_empty(), "{:?}", loaded.faults);
        assert_eq!(loaded.config.server.bind.port(), 9000);
        assert_eq!(
            loaded.config.keys.file.to_str(),
            Some("a \"quoted\" \\ name.keys")
        );
        assert!(create(&file, "").is_err(), "it is never overwritten");
        let written = std::fs::read_to_string(&file).unwrap();
        assert!(
            written.lines().all(|line| line.chars().count() <= 120),
            "{written}"
        );
    }
}
