//! The keyed hashes by which a child is found again (SECURITY 3.4): made with each case, and later for cases that came before
//! there were so many of them.

use uuid::Uuid;

use super::opening::{self, Reveal};
use super::{App, IntakeError};
use crate::domain::codes::ParentRole;
use crate::domain::places::CountyCode;
use crate::domain::report::{NewReport, Subject};
use crate::domain::text::Text;
use crate::store::cabinet::Owner;
use crate::store::children::{self, BlindIndex};
use crate::store::seal::aad::KeyKind;
use crate::store::seal::blind;

/// So many older cases are gone through at a time.
const AT_ONCE: i64 = 50;
/// So often in one run of the job; the next one goes on.
const ROUNDS: usize = 100;

/// The hashes of the child or expectant parent whom `subject` of `report` makes a case of, under the newest key of `county`. Of
/// a family in which anybody has a protected address neither address nor number is among them.
///
/// # Errors
/// [`IntakeError`] when the county has no key.
pub(super) fn of_case(
    app: &App,
    report: &NewReport,
    subject: Subject,
    county: CountyCode,
    case: Uuid,
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
            report.children.get(index).map_or_else(Vec::new, |child| {
                let mut found = blind::of_child(key, &child.identity);
                found.extend(blind::of_child_for_search(
                    key,
                    &child.identity,
                    &phones,
                    protected,
                ));
                found
            })
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
    Ok(found
        .into_iter()
        .map(|index| BlindIndex {
            id: app.ids.uuid(),
            county,
            case,
            label: index.label,
            digest: index.digest.to_vec(),
        })
        .collect())
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
            match opening::open(tx, app, case.report, case.office, Reveal::Protected) {
                Ok(Some(opened)) => {
                    let indexes = of_case(app, &opened.report, case.subject, case.county, case.id)?;
                    children::replace(tx, case.id, &indexes)?;
                }
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
