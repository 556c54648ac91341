//! The operator's pages say what is so: what they name is there, and the settings that they print are taken.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use huoli::cli::Cli;
use huoli::config;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every page of the folder, with its text.
fn pages() -> Vec<(PathBuf, String)> {
    let folder = fs::read_dir(root().join("docs/operations")).expect("the folder is there");
    let pages: Vec<_> = folder
        .map(|entry| entry.expect("an entry").path())
        .map(|path| (path.clone(), fs::read_to_string(&path).expect("a page")))
        .collect();
    assert!(pages.len() >= 7, "{pages:?}");
    pages
}

#[test]
fn what_the_operators_pages_lead_to_is_there() {
    for (page, text) in pages() {
        let folder = page.parent().expect("a folder");
        for (_, rest) in text.match_indices("](").map(|(at, _)| text.split_at(at + 2)) {
            let target = rest.split([')', '#']).next().unwrap_or_default();
            assert!(
                target.starts_with("https://") || folder.join(target).exists(),
                "{} names {target}",
                page.display()
            );
        }
    }
}

#[test]
fn every_command_of_the_operators_pages_is_one() {
    let cli = Cli::command();
    let mut found = 0;
    for (page, text) in pages() {
        let calls = ["huoli-admin ", "huoli "];
        for line in text.split(['\n', '`', '"']) {
            let line = line.trim_start();
            let Some(rest) = calls.iter().find_map(|call| line.strip_prefix(call)) else {
                continue;
            };
            let mut words = rest.split(|sign: char| !(sign.is_ascii_lowercase() || sign == '-'));
            let first = words.next().unwrap_or_default();
            let command = cli.find_subcommand(first);
            let command = command.unwrap_or_else(|| panic!("{}: {line}", page.display()));
            if command.has_subcommands() {
                let second = words.next().unwrap_or_default();
                assert!(
                    command.find_subcommand(second).is_some(),
                    "{}: {line}",
                    page.display()
                );
            }
            found += 1;
        }
    }
    assert!(found > 10, "{found}");
}

#[test]
fn the_settings_that_the_operators_pages_print_are_taken() {
    let text = fs::read_to_string(root().join("docs/operations/systemd.md")).expect("the page");
    let settings = text
        .split_once("cat >/etc/huoli/huoli.toml <<'END'\n")
        .and_then(|(_, rest)| rest.split_once("\nEND\n"))
        .map(|(settings, _)| settings)
        .expect("the settings stand in the page");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("huoli.toml");
    fs::write(&file, settings).expect("the file");
    let loaded = config::load(Some(&file), &BTreeMap::new());
    assert!(loaded.faults.is_empty(), "{:?}", loaded.faults);
    assert_eq!(loaded.config.server.trusted_proxy, "127.0.0.1".parse().ok());
    // What the units name is what the page says.
    for unit in ["huoli.service", "huoli-jobs.service"] {
        let unit = fs::read_to_string(root().join("deploy/systemd").join(unit)).expect("the unit");
        let key = loaded.config.keys.file.display();
        assert!(unit.contains(&format!("LoadCredential=huoli-keys:{key}")));
        assert!(unit.contains("LimitCORE=0") && unit.contains("NoNewPrivileges=yes"));
    }
}
