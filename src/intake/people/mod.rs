//! The accounts of those whom somebody administers: of the whole county, or of their own offices. Nothing here shows a word of a
//! report, and nobody changes their own account.

pub mod add;
pub mod change;

use chrono::{DateTime, Utc};

use super::session::{ABSOLUTE, IDLE, Session};
use super::{App, IntakeError, accounts};
use crate::domain::access::{Capability, Role, Scope, StaffId, may_administer};
use crate::domain::office::OfficeId;
use crate::store::staff::{self, Member};
use crate::store::{StoreError, Tx, sessions};

/// An account as its administrator sees it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own beside the others"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub id: StaffId,
    /// What is typed at sign-in.
    pub user_name: String,
    /// What colleagues read.
    pub display_name: String,
    /// The role.
    pub role: Role,
    /// Whether a social worker (LsL 26 § 4).
    pub social_worker: bool,
    /// The offices that the account was given.
    pub offices: Vec<OfficeId>,
    /// Whether it is locked.
    pub locked: bool,
    /// Whether its person has set a password and a second factor.
    pub set_up: bool,
    /// How many sessions are open.
    pub sessions: usize,
    /// Whether it is the one of who asks.
    pub own: bool,
}

/// Whether the person of `scope` administers the accounts of the whole county.
pub fn keeps_county(scope: &Scope) -> bool {
    may_administer(scope, Capability::ManageUsers, scope.county, None)
}

/// The roles that the person of `scope` can give: who keeps an office makes nobody of the county's.
pub fn roles(scope: &Scope) -> Vec<Role> {
    let mut roles = Role::ALL.to_vec();
    if !keeps_county(scope) {
        roles.retain(|role| !matches!(role, Role::CountyAdmin | Role::Auditor));
    }
    roles
}

/// The offices whose accounts the person of `scope` keeps, of `known` ones of the county.
pub fn offices(scope: &Scope, known: impl Iterator<Item = OfficeId>) -> Vec<OfficeId> {
    known
        .filter(|office| may_administer(scope, Capability::ManageUsers, scope.county, Some(*office)))
        .collect()
}

/// Whether the person of `scope` administers the account of `member`, who works for `offices`.
fn is_kept(scope: &Scope, member: &Member, offices: &[OfficeId]) -> bool {
    let of_office =
        |office: &OfficeId| may_administer(scope, Capability::ManageUsers, scope.county, Some(*office));
    member.county == scope.county
        && (keeps_county(scope)
            || !offices.is_empty() && offices.iter().all(of_office) && roles(scope).contains(&member.role))
}

fn person(
    tx: &mut Tx<'_>,
    scope: &Scope,
    member: Member,
    offices: Vec<OfficeId>,
    now: DateTime<Utc>,
) -> Result<Person, StoreError> {
    let open = sessions::of_staff(tx, member.id)?
        .into_iter()
        .filter(|session| now - session.seen_at < IDLE && now - session.started_at < ABSOLUTE);
    Ok(Person {
        sessions: open.count(),
        set_up: accounts::is_set_up(&member),
        locked: member.disabled_at.is_some(),
        own: member.id == scope.staff,
        id: member.id,
        user_name: member.user_name,
        display_name: member.display_name,
        role: member.role,
        social_worker: member.social_worker,
        offices,
    })
}

/// The accounts that `session`'s person administers, by user name; `None` for somebody who administers none.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn list(app: &App, session: &Session, now: DateTime<Utc>) -> Result<Option<Vec<Person>>, IntakeError> {
    let scope = &session.scope;
    if !may(session) {
        return Ok(None);
    }
    let people = app.store.read("list_people", |tx| {
        let mut people = Vec::new();
        for (member, offices) in crate::store::accounts::all(tx)? {
            if is_kept(scope, &member, &offices) {
                people.push(person(tx, scope, member, offices, now)?);
            }
        }
        Ok::<_, IntakeError>(people)
    })?;
    Ok(Some(people))
}

/// Whether `session`'s person administers accounts at all.
pub fn may(session: &Session) -> bool {
    let scope = &session.scope;
    keeps_county(scope) || !offices(scope, scope.offices.iter().copied()).is_empty()
}

/// The account `id`, if `session`'s person administers it. A foreign one is `None`, like an absent one.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn find(
    app: &App,
    session: &Session,
    id: StaffId,
    now: DateTime<Utc>,
) -> Result<Option<Person>, IntakeError> {
    let scope = &session.scope;
    app.store.read("show_person", |tx| {
        let Some((member, offices)) = kept(tx, scope, id)? else {
            return Ok(None);
        };
        Ok(Some(person(tx, scope, member, offices, now)?))
    })
}

fn kept(tx: &mut Tx<'_>, scope: &Scope, id: StaffId) -> Result<Option<(Member, Vec<OfficeId>)>, StoreError> {
    let Some(member) = staff::find(tx, id)? else {
        return Ok(None);
    };
    let offices = crate::store::accounts::offices_of(tx, id)?;
    Ok(is_kept(scope, &member, &offices).then_some((member, offices)))
}
