//! Opens the pages of a case's copies: recorded first, then read.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    Material, OpenCopy, OpenRefusal, material, may_refuse_party, may_release, opened, opened_refusal, stored,
};
use crate::domain::access::StaffId;
use crate::intake::at_case::{self, AtCase};
use crate::intake::session::Session;
use crate::intake::{App, IntakeError};
use crate::store::Tx;
use crate::store::case_rows::StoredCase;
use crate::store::casebook::{self, party_copies, party_refusals};

/// The copies of a case.
#[derive(Debug, Clone)]
pub struct Copies {
    /// The case.
    pub case: StoredCase,
    /// Its copies, the oldest first.
    pub copies: Vec<OpenCopy>,
    /// What was asked for and refused, the oldest first.
    pub refusals: Vec<OpenRefusal>,
    /// The person who looks may refuse what a party asks for.
    pub may_refuse: bool,
    /// What colleagues read of those who made, released and refused.
    pub names: BTreeMap<Uuid, String>,
    /// What another one would be made of.
    pub material: Material,
}

/// One copy of a case.
#[derive(Debug, Clone)]
pub struct OneCopy {
    /// The case.
    pub case: StoredCase,
    /// The copy.
    pub copy: OpenCopy,
    /// What colleagues read of those who made it, sent it back, released and gave it.
    pub names: BTreeMap<Uuid, String>,
    /// What it is made of.
    pub material: Material,
    /// The person who looks may release it or send it back.
    pub may_release: bool,
}

/// Opens the list for `session`'s person at `now`. `None` for a case that is absent, out of scope, or one that they may not
/// work on.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn list(
    app: &App,
    session: &Session,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Copies>, IntakeError> {
    let Some(case) = at_case::look(app, session, id, now)? else {
        return Ok(None);
    };
    let read = at_case::read(app, session, &case, now, |tx, at| {
        let material = material(tx, at)?;
        let all = party_copies::of_case(tx, at.case.id)?;
        let copies = all.iter().map(|copy| opened(tx, at, copy, material.sealed));
        let copies = copies.collect::<Result<Vec<OpenCopy>, _>>()?;
        let refusals = party_refusals::of_case(tx, at.case.id)?;
        let refusals = refusals.iter().map(|stored| opened_refusal(at, stored));
        let refusals = refusals.collect::<Result<Vec<OpenRefusal>, _>>()?;
        Ok(Copies {
            names: names(tx, &copies, &refusals)?,
            copies,
            refusals,
            may_refuse: may_refuse_party(at),
            material,
            case: at.case.clone(),
        })
    });
    read.map(Some)
}

/// Opens the copy `copy` of case `id`. `None` as for [`list`], and for a copy that is not there.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn one(
    app: &App,
    session: &Session,
    id: Uuid,
    copy: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<OneCopy>, IntakeError> {
    let Some(case) = at_case::look(app, session, id, now)? else {
        return Ok(None);
    };
    at_case::read(app, session, &case, now, |tx, at| read(tx, at, copy))
}

fn read(tx: &mut Tx<'_>, at: &AtCase<'_>, copy: Uuid) -> Result<Option<OneCopy>, IntakeError> {
    let Some(copy) = stored(tx, at, copy)? else {
        return Ok(None);
    };
    let material = material(tx, at)?;
    let copy = opened(tx, at, &copy, material.sealed)?;
    Ok(Some(OneCopy {
        names: names(tx, std::slice::from_ref(&copy), &[])?,
        material,
        may_release: copy.release.is_none() && copy.sent_back.is_none() && may_release(at, copy.maker),
        case: at.case.clone(),
        copy,
    }))
}

/// The names that colleagues read of everybody who had a hand in `copies` and `refusals`.
fn names(
    tx: &mut Tx<'_>,
    copies: &[OpenCopy],
    refusals: &[OpenRefusal],
) -> Result<BTreeMap<Uuid, String>, IntakeError> {
    let people: Vec<Uuid> = copies
        .iter()
        .flat_map(|copy| {
            let released = copy.release.map(|release| release.by);
            let given = copy.given.as_ref().map(|given| StaffId(given.by));
            let back = copy.sent_back.as_ref().map(|back| StaffId(back.by));
            [Some(copy.maker), released, given, back]
        })
        .flatten()
        .chain(refusals.iter().map(|refusal| refusal.by))
        .map(|StaffId(id)| id)
        .collect();
    Ok(casebook::names(tx, &people)?)
}
