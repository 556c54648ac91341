//! PostgreSQL for a new installation: the passwords of two roles in files of their own, and the SQL that makes both.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::ids::{IdSource, OsIds};
use crate::store::roles::{self, NewRole};
use crate::store::server_address::{ServerAddress, escaped};
use crate::store::{DatabaseUrl, inspect};

use super::super::failure::Failure;
use super::super::refusals::unsafe_to_reach;
use super::settings_file::{self, Settings};

/// A file with the password of one role, in the form of libpq.
pub struct PasswordFile {
    /// Where it goes.
    pub path: PathBuf,
    /// Its line.
    line: String,
}

impl PasswordFile {
    /// Writes it for its owner alone.
    ///
    /// # Errors
    /// [`Failure`] with what to do.
    pub fn write(&self) -> Result<(), Failure> {
        settings_file::create(&self.path, &self.line)
    }
}

/// Takes the passwords out of the addresses in `settings`, or makes new ones, and gives the files that are to hold
/// them, in `folder`. A file that is there already is taken as it is. A socket needs none.
pub fn part_from_passwords(
    settings: &mut Settings,
    folder: &Path,
    environment: &BTreeMap<String, String>,
) -> Vec<PasswordFile> {
    let Some(service) = settings
        .get("database.url")
        .filter(|url| url.starts_with("postgres"))
    else {
        return Vec::new();
    };
    let owner = settings
        .get("database.owner_url")
        .cloned()
        .unwrap_or_else(|| owner_of(service, environment));
    let mut files = Vec::new();
    let service = parted(service, &folder.join("huoli.pgpass"), environment, &mut files);
    let owner = parted(
        &owner,
        &folder.join("huoli-owner.pgpass"),
        environment,
        &mut files,
    );
    settings.insert("database.url", service);
    settings.insert("database.owner_url", owner);
    files
}

/// The address of the owner beside that of the service: the role's name with `_owner` behind it.
fn owner_of(service: &str, environment: &BTreeMap<String, String>) -> String {
    let address = ServerAddress::read(service, environment);
    let user = address.user().unwrap_or("huoli").to_owned();
    let (scheme, rest) = service.split_once("://").unwrap_or(("postgres", service));
    let place = match rest.split_once('@') {
        Some((account, place)) if !account.contains('/') => place,
        _ => rest,
    };
    format!("{scheme}://{}@{place}", encoded(&format!("{user}_owner")))
}

fn parted(
    url: &str,
    file: &Path,
    environment: &BTreeMap<String, String>,
    files: &mut Vec<PasswordFile>,
) -> String {
    let address = ServerAddress::read(url, environment);
    let named = url.contains("passfile=");
    if named || (address.is_socket() && !address.holds_password()) {
        return url.to_owned();
    }
    if !file.exists() {
        let password = match address.password() {
            Ok(Some(password)) => password.expose().clone(),
            _ => random(),
        };
        let user = address.user().unwrap_or("huoli");
        files.push(PasswordFile {
            path: file.to_owned(),
            line: format!(
                "{}:{}:{}\n",
                address.passfile_place(),
                escaped(user),
                escaped(&password)
            ),
        });
    }
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
    let rest = match rest.split_once('@') {
        Some((account, place)) => {
            let user = account.split(':').next().unwrap_or_default();
            format!("{user}@{place}")
        }
        None => rest.to_owned(),
    };
    let (place, options) = rest.split_once('?').unwrap_or((&rest, ""));
    let kept = options
        .split('&')
        .filter(|option| !option.is_empty() && !option.starts_with("password="));
    let passfile = format!("passfile={}", encoded(&file.display().to_string()));
    let options: Vec<&str> = kept.chain([passfile.as_str()]).collect();
    format!("{scheme}://{place}?{}", options.join("&"))
}

/// 32 letters and digits, 160 bits.
fn random() -> String {
    let mut bytes = [0; 20];
    OsIds.fill(&mut bytes);
    data_encoding::BASE32_NOPAD.encode(&bytes).to_lowercase()
}

/// A text inside an address: what is not plain gets its percent sign.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = std::fmt::Write::write_fmt(&mut out, format_args!("%{byte:02X}"));
        }
    }
    out
}

/// Sees that the owner gets in; where not, makes both roles and the database as `admin`, or says how.
///
/// # Errors
/// [`Failure`] with the SQL that an administrator runs, before `init` is begun again.
pub fn make_roles(
    config: &Config,
    admin: Option<&str>,
    environment: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let (service, Some(owner)) = (&config.database.url, &config.database.owner_url) else {
        return Ok(());
    };
    let refused: Vec<_> = [("database.url", service), ("database.owner_url", owner)]
        .into_iter()
        .filter_map(|(field, url)| unsafe_to_reach(field, url, environment))
        .collect();
    if !refused.is_empty() {
        return Err(Failure::Refused(refused));
    }
    let Err(away) = inspect::reach(owner).and_then(|()| inspect::reach(service)) else {
        return Ok(());
    };
    let (database, owner, service) = (
        inspect::server_address(service, environment).and_then(|a| a.database().map(str::to_owned)),
        new_role(owner, environment)?,
        new_role(service, environment)?,
    );
    let database = database.unwrap_or_else(|| service.name.clone());
    let Some(admin) = admin else {
        writeln!(
            out,
            "\n-- Run this as an administrator of PostgreSQL, with psql. It holds no password: those stand in the files\n\
             -- that the addresses name.\n{};",
            roles::statements(&database, &owner, &service).join(";\n")
        )?;
        return Err(Failure::with_advice(
            away,
            "run the SQL above (or give an administrator's address with --create-roles), then `huoli init` again",
        ));
    };
    let admin: DatabaseUrl = admin
        .parse()
        .map_err(|error| Failure::Input(format!("--create-roles: {error}")))?;
    if let Some(refusal) = unsafe_to_reach("--create-roles", &admin, environment) {
        return Err(Failure::Refused(vec![refusal]));
    }
    for line in roles::create(&admin, &database, &owner, &service).map_err(Failure::failed)? {
        writeln!(out, "PostgreSQL     {line}")?;
    }
    Ok(())
}

fn new_role(url: &DatabaseUrl, environment: &BTreeMap<String, String>) -> Result<NewRole, Failure> {
    let refused = |what: String| Failure::with_advice(what, "correct the address in the settings file");
    let address = inspect::server_address(url, environment)
        .ok_or_else(|| refused(format!("{url} is no address of PostgreSQL")))?;
    let name = address
        .user()
        .ok_or_else(|| refused(format!("{url} names no role")))?
        .to_owned();
    let password = address.password().map_err(refused)?;
    let password = password.ok_or_else(|| refused(format!("there is no password for the role {name}")))?;
    Ok(NewRole {
        name,
        verifier: roles::verifier(password.expose(), &OsIds),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_go_into_files_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings::from([(
            "database.url",
            "postgres://huoli:s%40cret@db.example.org:5433/huoli?sslmode=verify-full".to_owned(),
        )]);
        let files = part_from_passwords(&mut settings, folder.path(), &BTreeMap::new());
        let [service, owner] = files.as_slice() else {
            panic!("two files")
        };
        assert_eq!(service.line, "db.example.org:5433:huoli:huoli:s@cret\n");
        assert!(
            owner.line.starts_with("db.example.org:5433:huoli:huoli_owner:"),
            "{}",
            owner.line
        );
        assert_eq!(owner.line.trim().rsplit(':').next().unwrap().len(), 32);
        for (name, role, file) in [
            ("database.url", "huoli", "huoli.pgpass"),
            ("database.owner_url", "huoli_owner", "huoli-owner.pgpass"),
        ] {
            let url = &settings[name];
            let start = format!("postgres://{role}@db.example.org:5433/huoli?sslmode=verify-full&passfile=/");
            assert!(
                url.starts_with(&start) && url.ends_with(file) && !url.contains("cret"),
                "{url}"
            );
        }
        for file in &files {
            file.write().unwrap();
        }
        let read = ServerAddress::read(&settings["database.url"], &BTreeMap::new());
        assert_eq!(read.password().unwrap().unwrap().expose(), "s@cret");
    }

    #[test]
    fn a_socket_needs_no_password() {
        let url = "postgres://huoli@/huoli?host=/run/postgresql";
        let mut settings = Settings::from([("database.url", url.to_owned())]);
        assert!(part_from_passwords(&mut settings, Path::new("."), &BTreeMap::new()).is_empty());
        assert_eq!(settings["database.url"], url);
        assert_eq!(
            settings["database.owner_url"],
            url.replace("huoli@", "huoli_owner@")
        );
    }
}
