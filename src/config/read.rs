//! Merges file and environment and reads field by field, so that every fault is found and not only the first.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use config::{Environment, File, FileFormat, Source, Value, ValueKind};

use super::fields::{FIELDS, Field};
use super::sections::Config;
use super::values::Read;
use super::{FILE_VARIABLE, Fault, Loaded, PREFIX};

/// Hands out the values by name and keeps what is wrong with them.
pub(super) struct Reader {
    /// What was given: `server.bind` → value.
    given: BTreeMap<String, Value>,
    /// The names that came by the environment.
    variables: BTreeSet<String>,
    faults: Vec<Fault>,
}

/// Reads settings from the text of a file and the environment.
pub(super) fn read(file: Option<&Path>, text: &str, environment: &BTreeMap<String, String>) -> Loaded {
    let mut reader = Reader {
        given: BTreeMap::new(),
        variables: BTreeSet::new(),
        faults: Vec::new(),
    };
    reader.add_file(file, text);
    reader.add_environment(environment);
    let config = Config::take(&mut reader);
    reader.refuse_unknown();
    Loaded {
        config,
        faults: reader.faults,
        file: None,
    }
}

impl Reader {
    fn add_file(&mut self, file: Option<&Path>, text: &str) {
        // Parsed once for its faults alone: the error of `config` quotes the line, which may hold a password.
        if let Err(error) = toml::from_str::<toml::Table>(text) {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map_or(1, |before| before.matches('\n').count() + 1);
            let name = file.map_or_else(|| "settings".to_owned(), |file| file.display().to_string());
            self.fault(&name, format!("line {line} is not TOML: {}", error.message()));
            return;
        }
        self.add(&File::from_str(text, FileFormat::Toml));
    }

    fn add_environment(&mut self, environment: &BTreeMap<String, String>) {
        let ours: HashMap<String, String> = environment
            .iter()
            .filter(|(name, _)| name.starts_with(PREFIX) && *name != FILE_VARIABLE)
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let environment = Environment::with_prefix("HUOLI")
            .prefix_separator("_")
            .separator("__")
            .source(Some(ours));
        self.variables = environment.collect().unwrap_or_default().into_keys().collect();
        self.add(&environment);
    }

    fn add(&mut self, source: &dyn Source) {
        match source.collect() {
            Ok(values) => {
                for (name, value) in values {
                    self.flatten(name, value);
                }
            }
            Err(_) => self.fault("settings", "they cannot be read".to_owned()),
        }
    }

    fn flatten(&mut self, name: String, value: Value) {
        if let ValueKind::Table(members) = value.kind {
            for (member, value) in members {
                self.flatten(format!("{name}.{member}"), value);
            }
        } else {
            self.given.insert(name, value);
        }
    }

    /// A field that has a default.
    pub(super) fn field<T>(&mut self, name: &str, parse: fn(&str) -> Read<T>) -> T {
        let given = self.optional(name, parse);
        let default = FIELDS
            .iter()
            .find(|field| field.name == name)
            .map_or("", |field| field.default);
        #[expect(
            clippy::expect_used,
            reason = "the defaults are constants, and a test reads them all"
        )]
        given.unwrap_or_else(|| parse(default).expect("the default of a field is a value of it"))
    }

    /// A field that may be absent; empty is absent.
    pub(super) fn optional<T>(&mut self, name: &str, parse: fn(&str) -> Read<T>) -> Option<T> {
        let value = self.given.remove(name)?;
        let read = match value.into_string() {
            Ok(text) if text.trim().is_empty() => return None,
            Ok(text) => parse(&text),
            Err(_) => Err("write one value".to_owned()),
        };
        match read {
            Ok(value) => Some(value),
            Err(what) => {
                self.fault(name, what);
                None
            }
        }
    }

    /// Whatever was given and not taken by now is not a setting.
    fn refuse_unknown(&mut self) {
        for name in std::mem::take(&mut self.given).into_keys() {
            let nearest = nearest(&name);
            // A variable without two underscores may be anybody's (`HUOLI_BIN`), unless it reads like a setting.
            if nearest.is_none() && !name.contains('.') && self.variables.contains(&name) {
                continue;
            }
            let hint = nearest.map_or_else(String::new, |field| {
                format!("; did you mean {} ({})?", field.name, field.variable())
            });
            self.fault(&name, format!("there is no such setting{hint}"));
        }
    }

    fn fault(&mut self, field: &str, what: String) {
        self.faults.push(Fault {
            field: field.to_owned(),
            what,
        });
    }
}

/// The field whose name is much like `name`; `database_url` is how a single underscore in a variable reads.
fn nearest(name: &str) -> Option<&'static Field> {
    let likeness = |field: &&Field| {
        let whole = strsim::jaro_winkler(&name.replace('_', "."), &field.name.replace('_', "."));
        match (name.rsplit_once('.'), field.name.rsplit_once('.')) {
            (Some((_, own)), Some((_, field))) => whole.max(strsim::jaro_winkler(own, field)),
            _ => whole,
        }
    };
    FIELDS
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
        .filter(|field| likeness(field) > 0.85)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str, variables: &[(&str, &str)]) -> Loaded {
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        read(Some(Path::new("huoli.toml")), text, &variables.collect())
    }

    fn faults(loaded: &Loaded) -> Vec<String> {
        loaded.faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn without_anything_every_field_has_its_default() {
        let loaded = with("", &[("PATH", "/bin"), ("HUOLI_CONFIG", "x.toml")]);
        assert_eq!(faults(&loaded), Vec::<String>::new());
        assert_eq!(loaded.config.server.bind.to_string(), "127.0.0.1:8080");
        assert_eq!(loaded.config.limits.shutdown.as_secs(), 30);
        assert_eq!(loaded.config.server.county, None);
    }

    #[test]
    fn the_environment_goes_before_the_file() {
        let file = "[database]\nurl = \"sqlite://a.db\"\nconnections = 4\n[server]\ncounty = \"08\"";
        let loaded = with(
            file,
            &[
                ("HUOLI_DATABASE__URL", "sqlite://b.db"),
                ("HUOLI_SERVER__EXIT_URL", "https://www.example.org/"),
            ],
        );
        assert_eq!(faults(&loaded), Vec::<String>::new());
        assert_eq!(loaded.config.database.url.to_string(), "sqlite://b.db");
        assert_eq!(loaded.config.database.connections, 4);
        assert_eq!(loaded.config.server.exit_url, "https://www.example.org/");
    }

    #[test]
    fn every_fault_is_told_at_once_and_by_its_field() {
        let file = "[database]\nconnections = 0\n[server]\nbind = \"localhost\"\nbnid = 1\ncounty = [\"03\"]\n[sever]\nworkers = 2";
        let loaded = with(file, &[("HUOLI_DATABASE_URL", "sqlite://x.db")]);
        assert_eq!(
            faults(&loaded),
            [
                "database.connections: write a whole number of at least 1",
                "server.bind: write an address and a port, such as 127.0.0.1:8080 or [::1]:8080; a name is not looked up",
                "server.county: write one value",
                "database_url: there is no such setting; did you mean database.url (HUOLI_DATABASE__URL)?",
                "server.bnid: there is no such setting; did you mean server.bind (HUOLI_SERVER__BIND)?",
                "sever.workers: there is no such setting; did you mean server.workers (HUOLI_SERVER__WORKERS)?",
            ]
        );
        assert!(!loaded.is_sound("server.bind") && loaded.is_sound("database.url"));
    }

    #[test]
    fn variables_of_other_programs_are_none_of_ours() {
        let others = [
            "HUOLI_BIN",
            "HUOLI_CHROMIUM",
            "HUOLI_TEST_DATABASES",
            "HUOLI_TEST_POSTGRES_DIR",
        ];
        assert_eq!(
            faults(&with("", &others.map(|name| (name, "x")))),
            Vec::<String>::new()
        );
        assert_eq!(
            faults(&with("", &[("HUOLI_X__Y", "1")])),
            ["x.y: there is no such setting"]
        );
    }

    #[test]
    fn a_broken_file_is_named_by_its_line_and_never_quoted() {
        let loaded = with("[database]\nurl = \"postgres://huoli:s3cret@db/huoli\n", &[]);
        let [fault] = loaded.faults.as_slice() else {
            panic!("{:?}", loaded.faults)
        };
        assert!(
            fault.to_string().starts_with("huoli.toml: line 2 is not TOML: "),
            "{fault}"
        );
        assert!(!fault.to_string().contains("s3cret"));
    }

    #[test]
    fn a_secret_does_not_print() {
        let loaded = with("", &[("HUOLI_DATABASE__URL", "postgres://huoli:s3cret@db/huoli")]);
        assert!(!format!("{loaded:?}").contains("s3cret"));
    }
}
