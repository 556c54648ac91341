//! What an address of PostgreSQL says about host, role, password and TLS, read as libpq reads it.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use crate::domain::sensitive::Sensitive;

/// The parts of an address. Its password does not print.
#[derive(Debug, Clone)]
pub struct ServerAddress {
    hosts: Vec<String>,
    port: String,
    database: Option<String>,
    user: Option<String>,
    password: Option<Sensitive<String>>,
    sslmode: Option<String>,
    passfile: Option<PathBuf>,
    service: bool,
}

impl ServerAddress {
    /// Reads `url`; what it leaves open libpq takes from variables such as `PGHOST`, and so does this.
    pub fn read(url: &str, environment: &BTreeMap<String, String>) -> Self {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, database) = rest.split_once('/').unwrap_or((rest, ""));
        let (account, hosts) = authority.split_once('@').unwrap_or(("", authority));
        let (user, password) = account.split_once(':').unwrap_or((account, ""));
        let options: BTreeMap<String, String> = query
            .split('&')
            .filter_map(|option| option.split_once('='))
            .map(|(name, value)| (decoded(name), decoded(value)))
            .collect();
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        let option = |name: &str, variable: &str| {
            let given = options.get(name).or_else(|| environment.get(variable));
            given.cloned().and_then(filled)
        };
        let (named, ports): (Vec<String>, Vec<String>) = hosts.split(',').map(host_and_port).unzip();
        let named: Vec<String> = named.into_iter().filter(|host| !host.is_empty()).collect();
        let by_option = option("hostaddr", "PGHOSTADDR").or_else(|| options.get("host").cloned());
        let hosts = match by_option {
            Some(hosts) => hosts.split(',').map(str::to_owned).collect(),
            None if named.is_empty() => environment.get("PGHOST").cloned().into_iter().collect(),
            None => named,
        };
        let port = ports.into_iter().find(|port| !port.is_empty());
        let home = environment.get("HOME").map(|home| format!("{home}/.pgpass"));
        Self {
            hosts,
            port: port
                .or_else(|| option("port", "PGPORT"))
                .unwrap_or_else(|| "5432".to_owned()),
            database: filled(decoded(database)).or_else(|| option("dbname", "PGDATABASE")),
            user: filled(decoded(user)).or_else(|| option("user", "PGUSER")),
            password: filled(decoded(password))
                .or_else(|| option("password", "PGPASSWORD"))
                .map(Sensitive::new),
            sslmode: option("sslmode", "PGSSLMODE"),
            passfile: option("passfile", "PGPASSFILE").or(home).map(PathBuf::from),
            service: option("service", "PGSERVICE").is_some(),
        }
    }

    /// The role that it signs in as, where it is named.
    pub fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    /// The database's name; PostgreSQL takes the role's without one.
    pub fn database(&self) -> Option<&str> {
        self.database.as_deref().or(self.user.as_deref())
    }

    /// The hosts, for a text.
    pub fn hosts(&self) -> String {
        self.hosts.join(", ")
    }

    /// Host, port and database as a line of a password file begins.
    pub fn passfile_place(&self) -> String {
        let host = self.hosts.first().filter(|host| !is_folder(host));
        let host = host.map_or("localhost", String::as_str);
        let database = self.database().unwrap_or("*");
        format!("{}:{}:{}", escaped(host), self.port, escaped(database))
    }

    /// Whether the address itself or a variable holds a password.
    pub const fn holds_password(&self) -> bool {
        self.password.is_some()
    }

    /// Whether the server is reached by a socket of this machine's file system.
    pub fn is_socket(&self) -> bool {
        !self.service && self.hosts.iter().all(|host| is_folder(host))
    }

    /// Whether what is sent stays on this machine.
    pub fn is_local(&self) -> bool {
        let local = |host: &String| {
            is_folder(host) || host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
        };
        !self.service && self.hosts.iter().all(local)
    }

    /// Whether the connection is sealed and the server's certificate and name are checked.
    pub fn is_verified(&self) -> bool {
        self.sslmode.as_deref() == Some("verify-full")
    }

    /// The password, from the address, a variable or the password file.
    ///
    /// # Errors
    /// Why a password file that is named is passed over by libpq.
    pub fn password(&self) -> Result<Option<Sensitive<String>>, String> {
        if let Some(password) = &self.password {
            return Ok(Some(password.clone()));
        }
        let Some(file) = &self.passfile else {
            return Ok(None);
        };
        let Ok(metadata) = file.metadata() else {
            return Ok(None);
        };
        if metadata.permissions().mode() & 0o077 != 0 {
            return Err(format!(
                "the password file {} is open to others and therefore not read",
                file.display()
            ));
        }
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let host = self.hosts.first().filter(|host| !is_folder(host));
        let wanted = [
            host.map_or("localhost", String::as_str),
            &self.port,
            self.database().unwrap_or_default(),
            self.user().unwrap_or_default(),
        ];
        let found = text.lines().find_map(|line| password_of(line, wanted));
        Ok(found.map(Sensitive::new))
    }
}

/// The password of a line `host:port:database:user:password` that fits.
fn password_of(line: &str, wanted: [&str; 4]) -> Option<String> {
    if line.starts_with('#') {
        return None;
    }
    let mut fields = vec![String::new()];
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match (character, fields.len()) {
            // Behind the fourth colon everything is the password.
            (':', 1..=4) => fields.push(String::new()),
            ('\\', _) => fields.last_mut()?.extend(characters.next()),
            _ => fields.last_mut()?.push(character),
        }
    }
    let fits = |(field, wanted): (&String, &str)| field == "*" || field == wanted;
    let password = fields.get(4).filter(|password| !password.is_empty())?;
    fields.iter().zip(wanted).all(fits).then(|| password.clone())
}

/// A field of a password file: colon and backslash are written with a backslash before them.
pub fn escaped(field: &str) -> String {
    field.replace('\\', "\\\\").replace(':', "\\:")
}

/// A folder of sockets, or an abstract one.
fn is_folder(host: &str) -> bool {
    host.is_empty() || host.starts_with('/') || host.starts_with('@')
}

fn host_and_port(text: &str) -> (String, String) {
    let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, rest)) => (host, rest.strip_prefix(':').unwrap_or_default()),
        None => text.split_once(':').unwrap_or((text, "")),
    };
    (decoded(host), port.to_owned())
}

/// Takes the percent signs out; what is malformed stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = (*first == b'%')
            .then(|| tail.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() {
            tail.get(2..).unwrap_or_default()
        } else {
            tail
        };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str) -> ServerAddress {
        ServerAddress::read(url, &BTreeMap::new())
    }

    fn read_with(url: &str, variables: &[(&str, &str)]) -> ServerAddress {
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        ServerAddress::read(url, &variables.collect())
    }

    #[test]
    fn what_leaves_the_machine_is_told_from_what_does_not() {
        for local in [
            "postgres://huoli@localhost/huoli",
            "postgres://huoli@127.0.0.1:5433/huoli",
            "postgres://huoli@[::1]:5432/huoli",
            "postgres:///huoli",
            "postgres://huoli@/huoli?host=/run/postgresql",
            "postgres://huoli@%2Frun%2Fpostgresql/huoli",
        ] {
            assert!(read(local).is_local(), "{local}");
        }
        for far in [
            "postgres://huoli@db.example.org/huoli",
            "postgres://huoli@localhost,10.0.0.5/huoli",
            "postgres://huoli@localhost/huoli?host=10.0.0.5",
            "postgres://huoli@localhost/huoli?hostaddr=10.0.0.5",
            "postgres:///huoli?service=county",
        ] {
            assert!(!read(far).is_local(), "{far}");
        }
        assert!(!read_with("postgres:///huoli", &[("PGHOST", "db.example.org")]).is_local());
        assert!(read("postgres:///huoli").is_socket());
        assert!(!read("postgres://localhost/huoli").is_socket());
    }

    #[test]
    fn only_a_checked_name_is_verified() {
        let at = |mode: &str| read(&format!("postgres://h@db.example.org/h?sslmode={mode}"));
        assert!(at("verify-full").is_verified());
        assert!(!at("require").is_verified() && !at("verify-ca").is_verified());
        assert!(read_with("postgres://h@db/h", &[("PGSSLMODE", "verify-full")]).is_verified());
    }

    #[test]
    fn a_password_is_found_wherever_libpq_finds_it() {
        let of = |address: &ServerAddress| address.password().unwrap().map(|p| p.expose().clone());
        assert_eq!(of(&read("postgres://h:s%40x@db/h")).as_deref(), Some("s@x"));
        assert_eq!(
            of(&read("postgres://h@db/h?password=abc")).as_deref(),
            Some("abc")
        );
        assert_eq!(of(&read("postgres://h@db/h")), None);
        assert_eq!(
            of(&read_with("postgres://h@db/h", &[("PGPASSWORD", "abc")])).as_deref(),
            Some("abc")
        );
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pass");
        std::fs::write(&file, "# a comment\ndb:5432:other:h:wrong\ndb:*:h:h:ri\\:ght:x\n").unwrap();
        let url = format!("postgres://h@db/h?passfile={}", file.display());
        std::fs::set_permissions(&file, PermissionsExt::from_mode(0o644)).unwrap();
        assert!(read(&url).password().is_err());
        std::fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
        assert_eq!(of(&read(&url)).as_deref(), Some("ri:ght:x"));
        assert!(!format!("{:?}", read("postgres://h:secret@db/h")).contains("secret"));
    }
}
