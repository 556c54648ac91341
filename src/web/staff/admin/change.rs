//! A change of the directory by an administrator, and what stood against it.

use super::form::Fault;
use super::here::Here;
use super::words;
use crate::domain::rules::DirectoryFault;
use crate::intake::change_directory::{self, ChangeError, Editor, Wanted};
use crate::intake::directory_state::DirectoryState;
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::Fields;
use crate::web::extract::session::failed;

/// Why nothing was changed, as far as the person can do something about it.
pub enum Refusal {
    /// The directory would not be sound. The directory that was wanted, as its faults name its rules by their places.
    Faults(Box<Wanted>, Vec<DirectoryFault>),
    /// Somebody else changed it meanwhile.
    Stale,
    /// Another office has the code.
    SameCode,
}

/// The directory of `state`, to be changed by the form of `fields`: of the version that the form was made of.
pub fn wanted(state: &DirectoryState, fields: &Fields) -> Wanted {
    Wanted {
        version: fields.get("version").parse().unwrap_or(-1),
        ..state.directory.clone()
    }
}

/// Makes `wanted` the directory.
///
/// # Errors
/// [`WebError::not_found`] for what is not the person's to change.
pub async fn apply(here: &Here<'_>, wanted: Wanted) -> Result<Result<(), Refusal>, WebError> {
    let (working, scope, now) = (here.app.clone(), here.signed.session.scope.clone(), here.now);
    let asked = wanted.clone();
    let done =
        blocking::run(move || change_directory::apply(&working, asked, Editor::Administrator(&scope), now))
            .await?;
    match done {
        Ok(_difference) => Ok(Ok(())),
        Err(ChangeError::Faults(faults)) => Ok(Err(Refusal::Faults(Box::new(wanted), faults))),
        Err(ChangeError::Stale) => Ok(Err(Refusal::Stale)),
        Err(ChangeError::SameCode(_)) => Ok(Err(Refusal::SameCode)),
        Err(ChangeError::Foreign(_) | ChangeError::NotAllowed | ChangeError::OfficeGone(_)) => {
            Err(WebError::not_found())
        }
        Err(ChangeError::Intake(error)) => Err(failed(error)),
    }
}

/// What stands against a change, in words, for a form whose own fields are not to blame.
pub fn told(here: &Here<'_>, refusal: &Refusal) -> Vec<Fault> {
    match refusal {
        Refusal::Stale => vec![Fault::new("main", here.look.word("admin-stale"))],
        Refusal::SameCode => vec![Fault::new("code", here.look.word("admin-same-code"))],
        Refusal::Faults(wanted, faults) => words::faults(here, wanted, faults)
            .into_iter()
            .map(|text| Fault::new("main", text))
            .collect(),
    }
}
