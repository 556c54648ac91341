//! Which database to use, parsed once from one line of configuration.

use std::path::PathBuf;
use std::str::FromStr;

/// The address of the database. Neither `Display` nor `Debug` shows a password.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file; a relative path counts from the working directory.
    Sqlite(PathBuf),
    /// A connection URI for libpq, which may hold a password.
    Postgres(String),
}

/// Why a database address was refused. The text never repeats the address, which may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0}; write sqlite://var/huoli.db (a path from the working directory), sqlite:///srv/huoli/huoli.db (an \
     absolute path) or postgres://user@host/database"
)]
pub struct DatabaseUrlError(&'static str);

impl FromStr for DatabaseUrl {
    type Err = DatabaseUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(path) = text.strip_prefix("sqlite://") {
            return sqlite(path);
        }
        let postgres = ["postgres://", "postgresql://"];
        if let Some(rest) = postgres.iter().find_map(|scheme| text.strip_prefix(scheme)) {
            return if rest.is_empty() {
                Err(DatabaseUrlError("the database address names no host or database"))
            } else if text.contains('\0') {
                Err(DatabaseUrlError("the database address holds a NUL character"))
            } else {
                Ok(Self::Postgres(text.to_owned()))
            };
        }
        Err(DatabaseUrlError("the database address is of no known form"))
    }
}

fn sqlite(path: &str) -> Result<DatabaseUrl, DatabaseUrlError> {
    if path.is_empty() || path.ends_with('/') {
        Err(DatabaseUrlError("the database address names no file"))
    } else if path.contains(":memory:") {
        Err(DatabaseUrlError("a database in memory would lose every report"))
    } else if path.contains(['?', '#', '%', '\0']) {
        Err(DatabaseUrlError(
            "a file name of SQLite takes no options and none of the characters ? # %",
        ))
    } else {
        Ok(DatabaseUrl::Sqlite(PathBuf::from(path)))
    }
}

impl std::fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            // A password may stand before the host as well as in the options behind it, so only what lies between is shown.
            Self::Postgres(url) => {
                let rest = url.split_once("://").map_or("", |(_, rest)| rest);
                let rest = rest.split('?').next().unwrap_or_default();
                let rest = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
                write!(f, "postgres://{rest}")
            }
        }
    }
}

impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<DatabaseUrl, DatabaseUrlError> {
        text.parse()
    }

    #[test]
    fn a_file_is_named_by_a_relative_or_an_absolute_path() {
        assert_eq!(
            parse("sqlite://var/huoli.db"),
            Ok(DatabaseUrl::Sqlite("var/huoli.db".into()))
        );
        assert_eq!(
            parse("sqlite:///srv/h.db"),
            Ok(DatabaseUrl::Sqlite("/srv/h.db".into()))
        );
    }

    #[test]
    fn what_is_not_an_address_is_refused_with_the_forms_that_are() {
        let wrong = [
            "",
            "huoli.db",
            "mysql://root:secret@h/d",
            "sqlite://",
            "sqlite://var/",
            "sqlite://:memory:",
            "sqlite://a.db?mode=ro",
            "postgres://",
        ];
        for text in wrong {
            let error = parse(text).unwrap_err().to_string();
            assert!(
                error.contains("sqlite://var/huoli.db") && error.contains("postgres://"),
                "{error}"
            );
            assert!(!error.contains("secret"));
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        for text in [
            "postgres://huoli:s3cret@db.example/huoli",
            "postgresql://huoli:s3@cret@db.example/huoli?password=s3cret",
            "postgres://db.example/huoli?user=huoli&password=s3cret",
        ] {
            let url = parse(text).unwrap();
            assert_eq!(url.to_string(), "postgres://db.example/huoli");
            assert!(!format!("{url:?}").contains("cret"));
        }
    }
}
