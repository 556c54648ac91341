//! The rooms and who may enter which: the table of `ARCHITECTURE.md`, held against every import in `src/`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms that it may import; `main` is the program's one file outside the library. What a room
/// imports of itself is its own affair.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("directory_file", &["intake", "places", "domain", "ids"]),
    ("domain", &[]),
    ("clock", &[]),
    ("config", &["domain", "store"]),
    ("ids", &["domain"]),
    ("text", &["domain"]),
    ("places", &["domain"]),
    ("wire", &["domain"]),
    ("forms", &["wire", "text", "domain"]),
    ("store", &["domain", "ids"]),
    ("metadata", &["domain"]),
    ("intake", &["store", "metadata", "domain", "clock", "ids"]),
    ("mail", &["text", "domain"]),
    ("jobs", &["intake", "mail", "store", "domain", "clock", "ids"]),
    (
        "web",
        &[
            "intake", "forms", "wire", "text", "places", "domain", "clock", "ids",
        ],
    ),
    ("cli", &["domain", "places", "text"]),
    ("telemetry", &[]),
    (
        "boot",
        &[
            "cli",
            "config",
            "directory_file",
            "web",
            "jobs",
            "mail",
            "intake",
            "forms",
            "wire",
            "text",
            "places",
            "store",
            "domain",
            "clock",
            "ids",
            "telemetry",
        ],
    ),
    ("main", &["boot", "cli"]),
];

/// A crate that is at home in a few rooms only.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("diesel", &["store"]),
    ("diesel_migrations", &["store"]),
    ("actix_web", &["web", "boot"]),
    ("actix_http", &["web", "boot"]),
    ("actix_service", &["web", "boot"]),
    ("lettre", &["mail"]),
];

/// What `domain` may use of the world outside.
const PURE: &[&str] = &[
    "std",
    "chrono",
    "chrono_tz",
    "uuid",
    "serde",
    "thiserror",
    "unicode_normalization",
];

fn sources() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder is read") {
            let path = entry.expect("the entry is read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let first = path.strip_prefix(&src).unwrap().components().next().unwrap();
                let room = first
                    .as_os_str()
                    .to_str()
                    .unwrap()
                    .trim_end_matches(".rs")
                    .to_owned();
                let text = fs::read_to_string(&path).expect("the file is read");
                files.push((room, path.strip_prefix(&src).unwrap().to_owned(), text));
            }
        }
    }
    assert!(files.len() > 50, "the sources are found");
    files
}

/// The code of a file: comments and strings do not import anything.
fn code(text: &str) -> String {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The first names of the paths that begin with `start`, groups such as `crate::{a, b}` included.
fn names_after(code: &str, start: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (place, _) in code.match_indices(start) {
        if code[..place]
            .chars()
            .next_back()
            .is_some_and(|before| before.is_alphanumeric() || before == '_')
        {
            continue;
        }
        let rest = &code[place + start.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            for letter in group.chars() {
                match letter {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' => {}
                    _ if depth == 0 => {
                        word.push(letter);
                        continue;
                    }
                    _ => {}
                }
                if depth == 0 {
                    let name: String = word
                        .trim()
                        .chars()
                        .take_while(|c| c.is_alphanumeric() || *c == '_')
                        .collect();
                    names.insert(name);
                    word.clear();
                }
            }
            names.insert(
                word.trim()
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect(),
            );
        } else {
            names.insert(
                rest.chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect(),
            );
        }
    }
    names
        .into_iter()
        .filter(|name| name.chars().next().is_some_and(char::is_lowercase))
        .collect()
}

#[test]
fn every_import_goes_down_the_table() {
    let mut wrong = Vec::new();
    for (room, path, text) in sources() {
        if room == "lib" {
            continue;
        }
        let Some((_, may)) = MAY_IMPORT.iter().find(|(name, _)| *name == room) else {
            wrong.push(format!(
                "{} stands in a room that the table does not know",
                path.display()
            ));
            continue;
        };
        let code = code(&text);
        let mut imported = names_after(&code, "crate::");
        imported.extend(names_after(&code, "huoli::"));
        for name in imported {
            if name != room && !may.contains(&name.as_str()) {
                wrong.push(format!("{} imports {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_database_and_the_web_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (room, path, text) in sources() {
        let code = code(&text);
        for (name, rooms) in ONLY_IN {
            if code.contains(&format!("{name}::")) && !rooms.contains(&room.as_str()) {
                wrong.push(format!("{} uses {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_domain_knows_nothing_but_its_own() {
    let mut wrong = Vec::new();
    for (room, path, text) in sources() {
        // The tests at the end of a file, or in one of their own, may read their vectors with what they like.
        if path.ends_with("tests.rs") {
            continue;
        }
        let own = text.split("#[cfg(test)]").next().unwrap();
        for line in own
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("use "))
        {
            let name: String = line
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            let ours = ["crate", "self", "super"].contains(&name.as_str());
            if room == "domain"
                && !ours
                && !PURE.contains(&name.as_str())
                && name.chars().all(char::is_lowercase)
                && !text.contains(&format!("mod {name};"))
            {
                wrong.push(format!("{} uses {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rooms_stay_small() {
    let big: Vec<String> = sources()
        .into_iter()
        .filter(|(_, _, text)| text.lines().count() > 400)
        .map(|(_, path, text)| format!("{}: {} lines", path.display(), text.lines().count()))
        .collect();
    assert!(big.is_empty(), "{}", big.join("\n"));
}

#[test]
fn the_map_shows_the_table() {
    let map = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    for (room, may) in MAY_IMPORT {
        let may = if may.is_empty() {
            "nothing of ours".to_owned()
        } else {
            may.join(", ")
        };
        let row = format!("| `{room}` | {may} |");
        assert!(map.contains(&row), "ARCHITECTURE.md lacks the row {row}");
    }
}

#[test]
fn the_checks_can_fail() {
    let guilty = "use crate::{domain::x, store::{self, cases}, web};\nlet a = crate::mail::send();";
    let names: Vec<_> = names_after(guilty, "crate::").into_iter().collect();
    assert_eq!(names, ["domain", "mail", "store", "web"]);
    assert!(names_after("// use crate::web;\nmy_crate::web::x()", "crate::").len() == 1);
    assert!(names_after(&code("// use crate::web;"), "crate::").is_empty());
}
