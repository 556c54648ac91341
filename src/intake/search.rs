//! Search with a purpose: by a reference or by what is known of a child. What was typed is made into keyed
//! hashes and forgotten; who searched and why is in the read log before anything is shown. Nobody is found as a reporter.

use chrono::{DateTime, NaiveDate, Utc};

use super::list_queue::{self, QueueRow};
use super::record_access::record;
use super::same_child::{is_listed, opens};
use super::session::Session;
use super::{App, IntakeError};
use crate::domain::audit::{Action, Entry, Purpose};
use crate::domain::identity_code::IdentityCode;
use crate::domain::reference::Reference;
use crate::domain::sensitive::Sensitive;
use crate::store::cabinet::Owner;
use crate::store::case_rows::StoredCase;
use crate::store::children::{self, Wanted};
use crate::store::copies::CaseCopy;
use crate::store::seal::aad::KeyKind;
use crate::store::seal::blind::{self, Asked};
use crate::store::seal::secret::SecretKey;
use crate::store::{access_log, queue};

/// So many are shown.
pub const MOST: usize = 25;
/// So many are looked at; a search that fits more is too wide to say whose they are.
const LOOKED_AT: i64 = 500;
/// The longest that one may type into a field, in characters.
pub const LONGEST: usize = 200;

/// Why somebody may search, in the order of the page.
pub const PURPOSES: [Purpose; 5] = [
    Purpose::Intake,
    Purpose::NewReport,
    Purpose::ClientRequest,
    Purpose::Supervision,
    Purpose::Fault,
];

/// What was typed, field by field.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// Why; `None` while nothing was chosen.
    pub purpose: Option<Purpose>,
    /// The reference of a case or a report.
    pub reference: Sensitive<String>,
    /// A child's or an expectant parent's whole name, in either order.
    pub name: Sensitive<String>,
    /// An identity code.
    pub identity_code: Sensitive<String>,
    /// A birth date as people write it.
    pub birth_date: Sensitive<String>,
    /// A number at which a guardian or an expectant parent is reached.
    pub phone: Sensitive<String>,
    /// A street address.
    pub address: Sensitive<String>,
}

/// What is wrong with a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// No purpose was chosen.
    Purpose,
    /// Nothing was typed.
    Nothing,
    /// No reference of ours.
    Reference,
    /// Not a given and a family name.
    Name,
    /// No identity code.
    IdentityCode,
    /// No whole date.
    BirthDate,
    /// No phone number.
    Phone,
    /// No street with a number.
    Address,
}

/// Why nothing was searched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SearchError {
    /// What is wrong, in the order of the page.
    #[error("the question cannot be answered")]
    Slips(Vec<Slip>),
    /// The person's role sees no cases.
    #[error("the role sees no cases")]
    NotAllowed,
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

/// A case that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What a list may show of it.
    pub row: QueueRow,
    /// Whether the person may open it.
    pub opens: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// Cases of the person's offices, the newest first.
    pub here: Vec<Hit>,
    /// There are more of these.
    pub more: bool,
    /// There are others in offices of the county that are not the person's.
    pub elsewhere: bool,
}

/// Answers `question` of `session`'s person at `now`.
///
/// # Errors
/// [`SearchError`]; then nothing was searched.
pub fn search(
    app: &App,
    session: &Session,
    question: &Question,
    now: DateTime<Utc>,
) -> Result<Hits, SearchError> {
    let scope = &session.scope;
    let offices = scope.queue_offices();
    if offices.is_empty() {
        let (working, entry) = (app.clone(), Entry::by(scope, Action::Searched, now).refused());
        app.store
            .write("note_search", move |tx| record(tx, &working, entry.clone()))?;
        return Err(SearchError::NotAllowed);
    }
    let (purpose, wanted) = wanted(app, session, question)?;
    let (cases, copies) = app
        .store
        .read("search", |tx| children::search(tx, scope, &wanted, LOOKED_AT))
        .map_err(IntakeError::from)?;
    let (mut here, beyond): (Vec<StoredCase>, Vec<StoredCase>) =
        cases.into_iter().partition(|case| is_listed(scope, case));
    let more = here.len() > MOST;
    here.truncate(MOST);
    let entry = Entry {
        purpose,
        digest: Some(access_log::list_digest(here.iter().map(|case| case.id))),
        ..Entry::by(scope, Action::Searched, now).of_offices(offices)
    };
    let working = app.clone();
    // Nothing of what was found is opened before this is durable.
    app.store
        .write("note_search", move |tx| record(tx, &working, entry.clone()))?;
    let here = drawn(app, session, here, &copies, now)?;
    Ok(Hits {
        here,
        more,
        elsewhere: !beyond.is_empty(),
    })
}

fn drawn(
    app: &App,
    session: &Session,
    cases: Vec<StoredCase>,
    copies: &[CaseCopy],
    now: DateTime<Utc>,
) -> Result<Vec<Hit>, IntakeError> {
    let (keys, open) = app.store.read("show_search", |tx| {
        let keys = queue::page_keys(tx, &cases, now)?;
        let open = cases.iter().map(|case| opens(tx, &session.scope, case));
        Ok::<_, IntakeError>((keys, open.collect::<Result<Vec<bool>, _>>()?))
    })?;
    let hits = cases.into_iter().zip(open).map(|(case, opens)| Hit {
        row: list_queue::row(app, case, &keys, copies),
        opens,
    });
    Ok(hits.collect())
}

/// What `question` asks for, as hashes.
fn wanted(app: &App, session: &Session, question: &Question) -> Result<(Purpose, Wanted), SearchError> {
    let mut slips = Vec::new();
    let purpose = question.purpose.filter(|purpose| PURPOSES.contains(purpose));
    if purpose.is_none() {
        slips.push(Slip::Purpose);
    }
    let county = Owner::County(session.scope.county);
    let key = app.cabinet.newest(KeyKind::Index, county);
    let key = key.map_err(IntakeError::from)?;
    let mut wanted = Wanted::default();
    let mut asked_by = |text: &Sensitive<String>, slip: Slip, slips: &mut Vec<Slip>| {
        let text = text.expose().trim();
        if text.is_empty() {
            return;
        }
        let digests = within(text).then(|| digests(&key.key, text, slip)).flatten();
        match digests {
            Some(digests) => wanted.digests.push(digests),
            None => slips.push(slip),
        }
    };
    let reference = question.reference.expose().trim();
    let mut found = None;
    if !reference.is_empty() {
        found = Reference::parse(reference);
        if found.is_none() {
            slips.push(Slip::Reference);
        }
    }
    asked_by(&question.name, Slip::Name, &mut slips);
    asked_by(&question.identity_code, Slip::IdentityCode, &mut slips);
    asked_by(&question.birth_date, Slip::BirthDate, &mut slips);
    asked_by(&question.phone, Slip::Phone, &mut slips);
    asked_by(&question.address, Slip::Address, &mut slips);
    wanted.reference = found;
    let asks = wanted.reference.is_some() || !wanted.digests.is_empty();
    if !asks && !slips.iter().any(|slip| *slip != Slip::Purpose) {
        slips.push(Slip::Nothing);
    }
    match purpose {
        Some(purpose) if slips.is_empty() => Ok((purpose, wanted)),
        _ => Err(SearchError::Slips(slips)),
    }
}

fn within(text: &str) -> bool {
    text.chars().count() <= LONGEST
}

/// The hashes of `text` under the `key` of the county; `None` where nothing can be found by it.
fn digests(key: &SecretKey, text: &str, kind: Slip) -> Option<Vec<Vec<u8>>> {
    let code;
    let asked = match kind {
        Slip::Name => Asked::Name(text),
        Slip::IdentityCode => {
            code = IdentityCode::parse(text).ok()?;
            Asked::IdentityCode(&code)
        }
        Slip::BirthDate => Asked::BirthDate(date(text)?),
        Slip::Phone => Asked::Phone(text),
        Slip::Address => Asked::Address(text),
        Slip::Purpose | Slip::Nothing | Slip::Reference => return None,
    };
    let found: Vec<Vec<u8>> = blind::asked(key, &asked)
        .into_iter()
        .map(|index| index.digest.to_vec())
        .collect();
    (!found.is_empty()).then_some(found)
}

/// A whole date as people write it: `1.5.2016`, `01.05.2016`, `2016-05-01`.
fn date(text: &str) -> Option<NaiveDate> {
    let text: String = text.split_whitespace().collect();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let parts: Vec<&str> = text.split(['.', '/']).collect();
    let [day, month, year] = parts.as_slice() else {
        return None;
    };
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_people_write_it() {
        let day = "2016-05-01".parse().ok();
        for text in ["1.5.2016", "01.05.2016", "2016-05-01", " 1. 5. 2016 ", "1/5/2016"] {
            assert_eq!(date(text), day, "{text}");
        }
        for text in ["", "2016", "1.5.", "1.5.16", "31.2.2016", "ensi vuonna"] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
