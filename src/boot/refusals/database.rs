//! R6 to R8, R14 and the schema: how the database is reached, whether it keeps what it acknowledges, and what it lets
//! the service do.

use std::collections::BTreeMap;

use crate::store::DatabaseUrl;
use crate::store::inspect::{Inspection, libpq_speaks_tls};
use crate::store::server_address::ServerAddress;

use super::super::failure::Refusal;

/// The shortest password of a database role, in characters.
const SHORTEST: usize = 16;

/// R6 and R7; and whether the server may be asked more: not where the password would be sent to whoever listens.
pub(super) fn address(url: &str, environment: &BTreeMap<String, String>) -> (Vec<Refusal>, bool) {
    let address = ServerAddress::read(url, environment);
    let reached = unverified("database.url", &address, libpq_speaks_tls());
    let may_ask = reached.is_none();
    (reached.into_iter().chain(password(&address)).collect(), may_ask)
}

/// R6 for an address that is about to be used, which stands in `field`.
pub fn unsafe_to_reach(
    field: &'static str,
    url: &DatabaseUrl,
    environment: &BTreeMap<String, String>,
) -> Option<Refusal> {
    match url {
        DatabaseUrl::Sqlite(_) => None,
        DatabaseUrl::Postgres(text) => {
            unverified(field, &ServerAddress::read(text, environment), libpq_speaks_tls())
        }
    }
}

/// R6.
fn unverified(field: &str, address: &ServerAddress, tls: bool) -> Option<Refusal> {
    if address.is_local() {
        return None;
    }
    let hosts = match address.hosts() {
        hosts if hosts.is_empty() => "a server of a service file".to_owned(),
        hosts => hosts,
    };
    let refusal = |what: String| Refusal::new("R6", field, what);
    if !tls {
        return Some(
            refusal(format!(
                "the libpq of this build has no TLS, and {hosts} is another machine"
            ))
            .cure("use the usual build, whose libpq has it, or a server on this machine"),
        );
    }
    (!address.is_verified()).then(|| {
        refusal(format!(
            "{hosts} is another machine, and nothing checks that it is the right one"
        ))
        .cure("add sslmode=verify-full, and sslrootcert=FILE with the certificate of its authority")
    })
}

/// R7.
fn password(address: &ServerAddress) -> Option<Refusal> {
    if address.is_socket() {
        return None;
    }
    let what = match address.password() {
        Err(passed_over) => passed_over,
        Ok(None) => "the role has no password".to_owned(),
        Ok(Some(password)) if password.expose().chars().count() < SHORTEST => {
            format!("the password of the role has fewer than {SHORTEST} characters")
        }
        Ok(Some(_)) => return None,
    };
    let refusal = Refusal::new("R7", "database.url", what);
    Some(refusal.cure(
        "give the role a long random one, best in a file of mode 0600 named by passfile=FILE in the address",
    ))
}

/// R8, the rest of R9, R14, and a schema of another program.
pub(super) fn refusals(url: &DatabaseUrl, inspection: &Inspection) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let (durable, keep) = match url {
        DatabaseUrl::Sqlite(_) => ("R9", "keep it on a disk of this machine that SQLite can lock"),
        DatabaseUrl::Postgres(_) => (
            "R8",
            "switch it on in postgresql.conf, and for the role and the database",
        ),
    };
    if !inspection.not_durable.is_empty() {
        let what = format!(
            "the database does not keep what it acknowledges: {}",
            inspection.not_durable.join("; ")
        );
        refusals.push(Refusal::new(durable, "database.url", what).cure(keep));
    }
    if !inspection.too_mighty.is_empty() {
        let refusal = Refusal::new("R14", "database.url", inspection.too_mighty.join("; "));
        refusals.push(refusal.cure(
            "serve with a role of its own: name the owner's address in database.owner_url and the new role's in \
             database.url, then run `huoli migrate`",
        ));
    }
    if !inspection.guards_missing.is_empty() {
        let what = format!(
            "rows of the log can be changed: the database lacks {}",
            inspection.guards_missing.join(", ")
        );
        let refusal = Refusal::new("R14", "database.url", what);
        refusals.push(refusal.cure(
            "find out who took them away and whether `huoli log verify` holds; then restore the newest backup that has them",
        ));
    }
    if !inspection.pending.is_empty() {
        let what = format!("the database lacks {}", inspection.pending.join(", "));
        refusals.push(Refusal::new("schema", "database.url", what).cure("run `huoli migrate`"));
    }
    if !inspection.unknown.is_empty() {
        let what = format!(
            "the database's schema is newer than this program (unknown: {})",
            inspection.unknown.join(", ")
        );
        let refusal = Refusal::new("schema", "database.url", what);
        refusals.push(refusal.cure("start the newer program, or restore a backup of before"));
    }
    refusals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(url: &str) -> Vec<&'static str> {
        address(url, &BTreeMap::new())
            .0
            .iter()
            .map(|refusal| refusal.rule)
            .collect()
    }

    #[test]
    fn another_machine_is_checked_by_name() {
        let good = "postgres://huoli:0123456789abcdef@db.example.org/huoli?sslmode=verify-full";
        assert!(told(good).is_empty());
        assert_eq!(told(&good.replace("verify-full", "require")), ["R6"]);
        assert_eq!(told("postgres://huoli:short@db.example.org/huoli"), ["R6", "R7"]);
        let address = ServerAddress::read(good, &BTreeMap::new());
        let owner: DatabaseUrl = good
            .replace("verify-full", "require")
            .parse()
            .expect("an address");
        let refused = unsafe_to_reach("database.owner_url", &owner, &BTreeMap::new());
        assert_eq!(refused.expect("it is refused").field, "database.owner_url");
        let refused = unverified("database.url", &address, false).expect("without TLS it is refused");
        assert!(refused.what.contains("no TLS"), "{refused}");
    }

    #[test]
    fn a_password_is_long_unless_the_socket_says_who_comes() {
        assert!(told("postgres://huoli:0123456789abcdef@127.0.0.1/huoli").is_empty());
        assert_eq!(told("postgres://huoli:0123456789abcde@127.0.0.1/huoli"), ["R7"]);
        assert_eq!(told("postgres://huoli@localhost/huoli"), ["R7"]);
        assert!(told("postgres:///huoli?host=/run/postgresql").is_empty());
    }
}
