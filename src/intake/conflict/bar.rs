//! Bars somebody from a case, and takes that back.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Lack, bar_from};
use crate::domain::access::{Capability, StaffId};
use crate::domain::audit::Action;
use crate::domain::conflict::Ground;
use crate::intake::App;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::store::cases::EventKind;
use crate::store::{bars, staff};

/// Whom a form names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// A colleague of the list.
    Colleague(StaffId),
    /// Somebody by what they type at sign-in.
    UserName(String),
}

/// Bars `whom` from case `id`. `false` for a case that is absent or where `session`'s person may not do that.
///
/// # Errors
/// [`WorkError`] with what lacks.
pub fn bar(
    app: &App,
    session: &Session,
    id: Uuid,
    whom: &Whom,
    ground: Option<Ground>,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<Lack>> {
    let (working, scope, whom) = (app.clone(), session.scope.clone(), whom.clone());
    app.store.write("bar_worker", move |tx| {
        let what = (Capability::Bar, Action::WorkerBarred);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        let member = match &whom {
            Whom::Colleague(id) => staff::find(tx, *id)?,
            Whom::UserName(name) => staff::by_user_name(tx, name)?,
        };
        // Somebody of another county has a copy of the case at most; their own county bars them.
        let member = member.filter(|member| member.county == scope.county);
        match (member, ground) {
            (Some(member), Some(ground)) => {
                let told = (EventKind::WorkerBarred, Action::WorkerBarred);
                bar_from(tx, &at, member.id, Some(ground), told)?;
                Ok(true)
            }
            (member, ground) => {
                let person = member.is_none().then_some(Lack::Person);
                let ground = ground.is_none().then_some(Lack::Ground);
                Err(WorkError::Lacks(person.into_iter().chain(ground).collect()))
            }
        }
    })
}

/// Takes back the bar `bar` of case `id`. `false` for a case that is absent, where `session`'s person may not do that, and where
/// the bar holds no more.
///
/// # Errors
/// [`WorkError`].
pub fn lift(
    app: &App,
    session: &Session,
    id: Uuid,
    bar: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<Lack>> {
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("lift_bar", move |tx| {
        let what = (Capability::Bar, Action::BarLifted);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        let Some(person) = bars::remove(tx, &at.case, bar)? else {
            return Ok(false);
        };
        at.tell(tx, EventKind::BarLifted, Action::BarLifted, Some(&person))?;
        Ok(true)
    })
}
