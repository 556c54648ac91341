//! What a database says about itself before it is trusted: schema, durability, what its role may do, who may sign in.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer, Text};

use super::connection::{self, AnyConnection, ConnectError, Purpose, Session, each};
use super::migrate::{self, MigrateError};
use super::schema::staff;
use super::server_address::ServerAddress;
use super::{DatabaseUrl, StoreError};

/// By what a SQLite file of a demo is known, in its header: the letters `Huod`.
const DEMO_MARK: i32 = 0x4875_6F64;

/// What was found. Where the schema is not this program's, only that is looked at, and the durability.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inspection {
    /// The migrations that this program has and the database lacks.
    pub pending: Vec<String>,
    /// The migrations that the database has and this program does not know.
    pub unknown: Vec<String>,
    /// Why it does not keep what it acknowledges, one sentence each.
    pub not_durable: Vec<String>,
    /// What PostgreSQL's role may do beyond its task, one sentence each; empty on SQLite.
    pub too_mighty: Vec<String>,
    /// The triggers that guard the log and are not there, by name.
    pub guards_missing: Vec<&'static str>,
    /// Whether a demo made it.
    pub is_demo: bool,
    /// The user names of open accounts that can be entered without a second factor.
    pub without_second_factor: Vec<String>,
}

impl Inspection {
    /// Whether the tables are those of this program, so that it makes sense to ask for rows.
    pub fn is_current(&self) -> bool {
        self.pending.is_empty() && self.unknown.is_empty()
    }
}

/// Asks the database at `url`, which must exist.
///
/// # Errors
/// When it is out of reach or refuses the questions.
pub fn inspect(url: &DatabaseUrl) -> Result<Inspection, MigrateError> {
    let mut session = Session::open(url, Purpose::Read)?;
    let mut found = Inspection::default();
    match migrate::pending_on(&mut session) {
        Ok(pending) => found.pending = pending,
        Err(MigrateError::Newer(unknown)) => found.unknown = unknown,
        Err(error) => return Err(error),
    }
    found.not_durable = connection::durability(&mut session)?;
    found.is_demo = is_demo(&mut session.connection)?;
    found.too_mighty = too_mighty(&mut session.connection)?;
    if found.is_current() {
        found.guards_missing = guards_missing(&mut session.connection)?;
        found.without_second_factor = without_second_factor(&mut session.connection)?;
    }
    Ok(found)
}

fn is_demo(connection: &mut AnyConnection) -> Result<bool, StoreError> {
    match connection {
        AnyConnection::Sqlite(c) => {
            let mark: i32 = sql::<Integer>("PRAGMA application_id").get_result(c)?;
            Ok(mark == DEMO_MARK)
        }
        AnyConnection::Postgres(_) => Ok(false),
    }
}

/// Marks the SQLite file of a demo, so that no service is ever opened on it.
///
/// # Errors
/// When it cannot be written.
pub fn mark_demo(url: &DatabaseUrl) -> Result<(), MigrateError> {
    let mut session = Session::open(url, Purpose::Migrate)?;
    if let AnyConnection::Sqlite(c) = &mut session.connection {
        diesel::sql_query(format!("PRAGMA application_id = {DEMO_MARK}")).execute(c)?;
    }
    Ok(())
}

#[derive(QueryableByName)]
#[expect(clippy::struct_excessive_bools, reason = "one answer of the database each")]
struct Might {
    #[diesel(sql_type = Text)]
    role: String,
    #[diesel(sql_type = Bool)]
    superuser: bool,
    #[diesel(sql_type = Bool)]
    owns: bool,
    #[diesel(sql_type = Bool)]
    may_update: bool,
    #[diesel(sql_type = Bool)]
    may_delete: bool,
    #[diesel(sql_type = Bool)]
    may_truncate: bool,
}

/// The role is the one that signed in: a session that has put on another one can take it off again.
fn too_mighty(connection: &mut AnyConnection) -> Result<Vec<String>, StoreError> {
    let AnyConnection::Postgres(c) = connection else {
        return Ok(Vec::new());
    };
    let might: Might = diesel::sql_query(
        "SELECT r.rolname::text AS role, r.rolsuper AS superuser,
                coalesce(pg_has_role(r.oid, t.relowner, 'MEMBER'), false) AS owns,
                coalesce(has_any_column_privilege(r.oid, t.oid, 'UPDATE'), false) AS may_update,
                coalesce(has_table_privilege(r.oid, t.oid, 'DELETE'), false) AS may_delete,
                coalesce(has_table_privilege(r.oid, t.oid, 'TRUNCATE'), false) AS may_truncate
         FROM pg_roles r LEFT JOIN pg_class t ON t.oid = to_regclass('access_log')
         WHERE r.rolname = session_user",
    )
    .get_result(c)?;
    let role = &might.role;
    if might.superuser {
        return Ok(vec![format!("the role {role} is a superuser")]);
    }
    if might.owns {
        return Ok(vec![format!(
            "the role {role} owns the log's table and can lift every guard of it"
        )]);
    }
    let verbs: Vec<&str> = [
        (might.may_update, "change"),
        (might.may_delete, "delete"),
        (might.may_truncate, "truncate"),
    ]
    .into_iter()
    .filter_map(|(may, verb)| may.then_some(verb))
    .collect();
    if verbs.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![format!(
        "the role {role} may {} rows of the log",
        verbs.join(" and ")
    )])
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

fn guards_missing(connection: &mut AnyConnection) -> Result<Vec<&'static str>, StoreError> {
    let wanted: &[&'static str] = match connection {
        AnyConnection::Sqlite(_) => &["access_log_unchanged", "access_log_undeleted"],
        AnyConnection::Postgres(_) => &["access_log_unchanged", "access_log_untruncated"],
    };
    let query = match connection {
        AnyConnection::Sqlite(_) => {
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'access_log' \
             AND upper(sql) LIKE '%RAISE(ABORT%'"
        }
        // A trigger that is switched off, or on for replicas only, is none.
        AnyConnection::Postgres(_) => {
            "SELECT tgname::text AS name FROM pg_trigger WHERE tgrelid = to_regclass('access_log') \
             AND tgenabled IN ('O', 'A')"
        }
    };
    let there: Vec<Name> = each!(connection, |c| diesel::sql_query(query).load(c))?;
    let is_there = |name: &&&str| there.iter().any(|row| row.name == **name);
    Ok(wanted.iter().filter(|name| !is_there(name)).copied().collect())
}

fn without_second_factor(connection: &mut AnyConnection) -> Result<Vec<String>, StoreError> {
    let names = staff::table
        .filter(staff::disabled_at.is_null())
        .filter(staff::password_hash.ne(""))
        .filter(sql::<Bool>("length(totp_secret) = 0"))
        .order(staff::user_name)
        .select(staff::user_name)
        .load(connection)?;
    Ok(names)
}

/// Whether the libpq of this build can speak TLS. It says so before it looks for a server, so none is needed.
pub fn libpq_speaks_tls() -> bool {
    let probe = "postgres://huoli@/huoli?host=/nonexistent&sslmode=require&connect_timeout=1";
    match connection::establish(probe) {
        Ok(_) => true,
        Err(error) => !error.to_string().contains("SSL support is not compiled in"),
    }
}

/// Whether the address at `url` answers and lets its role in.
///
/// # Errors
/// Why it does not.
pub fn reach(url: &DatabaseUrl) -> Result<(), ConnectError> {
    Session::open(url, Purpose::Read).map(drop)
}

/// The parts of a PostgreSQL address; `None` for SQLite.
pub fn server_address(
    url: &DatabaseUrl,
    environment: &std::collections::BTreeMap<String, String>,
) -> Option<ServerAddress> {
    match url {
        DatabaseUrl::Sqlite(_) => None,
        DatabaseUrl::Postgres(text) => Some(ServerAddress::read(text, environment)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_build_speaks_tls_to_postgresql() {
        assert!(libpq_speaks_tls());
    }
}
