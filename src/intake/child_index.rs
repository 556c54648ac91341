//! The keyed hashes by which a child is found again: made with each case, and later for cases that came before
//! there were so many of them.

use uuid::Uuid;

use super::opening::Reveal;
use super::{App, IntakeError, facts};
use crate::domain::codes::ParentRole;
use crate::domain::completed_facts::CompletedFacts;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::domain::report::{NewReport, Subject};
use crate::domain::text::Text;
use crate::store::Tx;
use crate::store::cabinet::Owner;
use crate::store::case_rows::StoredCase;
use crate::store::children::{self, BlindIndex};
use crate::store::seal::aad::KeyKind;
use crate::store::seal::blind;

/// So many older cases are gone through at a time.
const AT_ONCE: i64 = 50;
/// So often in one run of the job; the next one goes on.
const ROUNDS: usize = 100;

/// The hashes of the child or expectant parent whom `subject` of `report` makes a case of, under the newest key of `county`: by
/// what was `completed` of a child, and by what the report told. Of a family in which anybody has a protected address neither
/// address nor number is among them.
///
/// # Errors
/// [`IntakeError`] when the county has no key.
pub(super) fn of_case(
    app: &App,
    report: &NewReport,
    subject: Subject,
    completed: &CompletedFacts,
    (county, case): (CountyCode, Uuid),
) -> Result<Vec<BlindIndex>, IntakeError> {
    let key = app.cabinet.newest(KeyKind::Index, Owner::County(county))?;
    let key = &key.key;
    let protected = report.is_protected(subject);
    let found = match subject {
        Subject::Child(index) => {
            let guardians = report.guardians.iter();
            let phones: Vec<&str> = guardians
                .filter_map(|guardian| guardian.identity.phone.as_ref())
                .map(Text::expose)
                .collect();
            let told = report.children.get(index).map(|child| &child.identity);
            // What is known now stands first: of two codes the read log names the child by the first.
            let known = told
                .filter(|_| !completed.is_empty())
                .map(|told| completed.over(told));
            let mut found: Vec<blind::BlindIndex> = Vec::new();
            for identity in known.iter().chain(told) {
                let same = blind::of_child(key, identity);
                let more = blind::of_child_for_search(key, identity, &phones, protected);
                for one in same.into_iter().chain(more) {
                    if !found.contains(&one) {
                        found.push(one);
                    }
                }
            }
            found
        }
        Subject::Unborn => report
            .unborn_child
            .iter()
            .flat_map(|unborn| &unborn.parents)
            // The one who is pregnant, as far as that was told: the other parent may have a child with somebody else.
            .filter(|parent| parent.facts.role != Some(ParentRole::OtherParent))
            .flat_map(|parent| {
                let mut found = blind::of_expectant_parent(key, &parent.identity);
                found.extend(blind::of_expectant_parent_for_search(
                    key,
                    &parent.identity,
                    protected,
                ));
                found
            })
            .collect(),
    };
    // Rows are read in the order of their ids.
    let mut ids: Vec<Uuid> = found.iter().map(|_| app.ids.uuid()).collect();
    ids.sort_unstable();
    Ok(found
        .into_iter()
        .zip(ids)
        .map(|(index, id)| BlindIndex {
            id,
            county,
            case,
            label: index.label,
            digest: index.digest.to_vec(),
        })
        .collect())
}

/// Puts the hashes by which the child of `case` is known now in the place of those that were stored, under the newest key of
/// `county`, as `office` opens what is sealed. Nobody sees anything of it. `false` where that office has no key of the report.
///
/// # Errors
/// [`IntakeError`]; then nothing has changed.
pub(super) fn renew(
    tx: &mut Tx<'_>,
    app: &App,
    case: &StoredCase,
    (county, office): (CountyCode, OfficeId),
) -> Result<bool, IntakeError> {
    let Some(opened) = facts::opened(tx, app, case, office, Reveal::Protected)? else {
        return Ok(false);
    };
    let indexes = of_case(
        app,
        &opened.report,
        case.subject,
        &opened.completed,
        (county, case.id),
    )?;
    children::replace(tx, case.id, &indexes)?;
    Ok(true)
}

/// Makes the hashes of cases that came before there were all of these. Tells how many. Nobody sees anything of the reports.
///
/// # Errors
/// [`IntakeError`]; what does not open keeps its old hashes and is passed over.
pub fn catch_up(app: &App) -> Result<usize, IntakeError> {
    let mut made = 0;
    for _ in 0..ROUNDS {
        match some(app)? {
            0 => break,
            count => made += count,
        }
    }
    Ok(made)
}

fn some(app: &App) -> Result<usize, IntakeError> {
    let working = app.clone();
    app.store.write("index_children", move |tx| {
        let app = &working;
        let waiting = children::to_index(tx, AT_ONCE)?;
        let count = waiting.len();
        for case in waiting {
            match renew(tx, app, &case, (case.county, case.office)) {
                Ok(true) => {}
                Err(error @ IntakeError::Store(_)) => return Err(error),
                // One that does not open must not hold up the others.
                damaged => {
                    let error = damaged.err();
                    tracing::error!(case = %case.id, ?error, "a case does not open: its child is found by what it had");
                    children::pass_over(tx, case.id)?;
                }
            }
        }
        Ok(count)
    })
}
