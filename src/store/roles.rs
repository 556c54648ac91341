//! PostgreSQL's two roles: the owner, who changes tables, and the service, which only works with rows and can neither
//! change nor delete what the log holds (refusal R14).

use data_encoding::BASE64;
use diesel::connection::{Connection, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::connection::{AnyConnection, Purpose, Session};
use super::migrate::MigrateError;
use super::{DatabaseUrl, StoreError};
use crate::ids::IdSource;

/// How often a password is hashed, as PostgreSQL does it.
const ITERATIONS: u32 = 4_096;

/// Gives `service` what the program needs and takes from it what it does not, as the owner at `owner`. It can be
/// repeated; after a migration it has to be. On SQLite there is nothing to give.
///
/// # Errors
/// When the owner's database is out of reach, or there is no such role.
pub fn grant(owner: &DatabaseUrl, service: &str) -> Result<(), MigrateError> {
    let mut session = Session::open(owner, Purpose::Migrate)?;
    let AnyConnection::Postgres(c) = &mut session.connection else {
        return Ok(());
    };
    let schema: String = diesel::dsl::sql::<Text>("SELECT current_schema()::text").get_result(c)?;
    let sql = grants(&quoted(&schema), &quoted(service));
    c.transaction::<_, diesel::result::Error, _>(|c| c.batch_execute(&sql))?;
    Ok(())
}

/// Whatever was granted before is taken away first, so that only this list holds.
fn grants(schema: &str, role: &str) -> String {
    format!(
        "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role};
         GRANT USAGE ON SCHEMA {schema} TO {role};
         GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role};
         GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role};
         REVOKE ALL ON {schema}.access_log FROM {role};
         GRANT SELECT, INSERT ON {schema}.access_log TO {role};
         REVOKE ALL ON {schema}.__diesel_schema_migrations FROM {role};
         GRANT SELECT ON {schema}.__diesel_schema_migrations TO {role};"
    )
}

/// A role that is to be.
#[derive(Debug, Clone)]
pub struct NewRole {
    /// Its name.
    pub name: String,
    /// What PostgreSQL keeps of its password, see [`verifier`].
    pub verifier: String,
}

/// The statements, each to be run by itself, that make both roles and the database of the owner.
pub fn statements(database: &str, owner: &NewRole, service: &NewRole) -> Vec<String> {
    let role = |role: &NewRole| {
        format!(
            "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '{}'",
            quoted(&role.name),
            role.verifier
        )
    };
    let (base, to) = (quoted(database), quoted(&service.name));
    vec![
        role(owner),
        role(service),
        format!(
            "CREATE DATABASE {base} OWNER {} TEMPLATE template0 ENCODING 'UTF8'",
            quoted(&owner.name)
        ),
        format!("REVOKE ALL ON DATABASE {base} FROM PUBLIC"),
        format!("GRANT CONNECT ON DATABASE {base} TO {to}"),
    ]
}

/// Makes both roles and the database as the administrator at `admin`. A role that is there gets the new password, a
/// database that is there is kept. Gives what was done, a line each.
///
/// # Errors
/// When the server is out of reach or refuses the administrator.
pub fn create(
    admin: &DatabaseUrl,
    database: &str,
    owner: &NewRole,
    service: &NewRole,
) -> Result<Vec<String>, MigrateError> {
    let mut session = Session::open(admin, Purpose::Migrate)?;
    let AnyConnection::Postgres(c) = &mut session.connection else {
        return Ok(Vec::new());
    };
    let mut done = Vec::new();
    for role in [owner, service] {
        let name = quoted(&role.name);
        let is_there = exists(
            c,
            "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)",
            &role.name,
        )?;
        let (verb, told) = if is_there {
            ("ALTER", "was there and has a new password")
        } else {
            ("CREATE", "made")
        };
        let options = if is_there {
            ""
        } else {
            " NOSUPERUSER NOCREATEDB NOCREATEROLE"
        };
        c.batch_execute(&format!(
            "{verb} ROLE {name} LOGIN{options} PASSWORD '{}'",
            role.verifier
        ))?;
        done.push(format!("role {}: {told}", role.name));
    }
    if exists(
        c,
        "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)",
        database,
    )? {
        done.push(format!("database {database}: was there and is kept"));
    } else {
        // An administrator who is no superuser gives away only what is theirs.
        let superuser =
            "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = current_user AND rolsuper AND $1 <> '')";
        if !exists(c, superuser, database)? {
            c.batch_execute(&format!("GRANT {} TO CURRENT_USER", quoted(&owner.name)))?;
        }
        for statement in statements(database, owner, service).iter().skip(2) {
            c.batch_execute(statement)?;
        }
        done.push(format!("database {database}: made"));
    }
    Ok(done)
}

fn exists(c: &mut PgConnection, query: &str, name: &str) -> Result<bool, StoreError> {
    #[derive(QueryableByName)]
    struct Found {
        #[diesel(sql_type = Bool)]
        exists: bool,
    }
    let found: Found = diesel::sql_query(query).bind::<Text, _>(name).get_result(c)?;
    Ok(found.exists)
}

/// What PostgreSQL keeps of `password` (RFC 5802 with SHA-256), so that no statement ever holds the password itself.
pub fn verifier(password: &str, ids: &dyn IdSource) -> String {
    let mut salt = [0; 16];
    ids.fill(&mut salt);
    verifier_with(password, &salt)
}

fn verifier_with(password: &str, salt: &[u8; 16]) -> String {
    let mut block = [salt.as_slice(), &[0, 0, 0, 1]].concat();
    let mut salted = [0_u8; 32];
    for _ in 0..ITERATIONS {
        let next = mac(password.as_bytes(), &block);
        for (sum, byte) in salted.iter_mut().zip(next) {
            *sum ^= byte;
        }
        block = next.to_vec();
    }
    let stored = Sha256::digest(mac(&salted, b"Client Key"));
    let server = mac(&salted, b"Server Key");
    format!(
        "SCRAM-SHA-256${ITERATIONS}:{}${}:{}",
        BASE64.encode(salt),
        BASE64.encode(&stored),
        BASE64.encode(&server)
    )
}

fn mac(key: &[u8], data: &[u8]) -> [u8; 32] {
    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    mac.update(data);
    mac.finalize().into_bytes().into()
}

/// A name as an identifier of SQL.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_one_name() {
        assert_eq!(quoted("huoli"), "\"huoli\"");
        assert_eq!(quoted("a\"; DROP TABLE cases"), "\"a\"\"; DROP TABLE cases\"");
    }

    #[test]
    fn the_verifier_is_the_one_that_rfc_7677_computes() {
        // The example of RFC 7677, section 3: user "user", password "pencil".
        let salt = BASE64.decode(b"W22ZaJ0SNY7soEsUEjb6gQ==").unwrap();
        let verifier = verifier_with("pencil", &salt.try_into().unwrap());
        assert_eq!(
            verifier,
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:\
             wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="
        );
    }
}
