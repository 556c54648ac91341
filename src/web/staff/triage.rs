//! The decision on a case: `POST /staff/cases/{id}/triage` and `…/aside`.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::case::{self, Posted};
use super::look::{answer, see_other};
use super::view::triage_form::Typed;
use super::{next, typed};
use crate::domain::access::StaffId;
use crate::domain::assessment::DelayCause;
use crate::domain::codes::Reason;
use crate::domain::helsinki;
use crate::domain::lifecycle::Urgency;
use crate::domain::triage::{Decision, Draft, Ground, coding};
use crate::intake::App;
use crate::intake::put_aside::{self, PutAsideError};
use crate::intake::triage::{self, Done, Filled, TriageError, Wish};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{StaffSite, failed};

/// The button that saves and asks for the next case.
pub const SAVE_AND_NEXT: &str = "save_next";
/// The button that signs what is proposed, and asks for the next case.
pub const ACCEPT: &str = "accept";
/// The boxes of the reasons of the report.
pub const REASONS: &str = "reasons";

/// Saves a triage and leads on; or shows the case again with what lacks, everything typed kept.
///
/// # Errors
/// [`WebError::not_found`] for a case that is absent, out of scope or not this person's to triage.
pub async fn save(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let case: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let Csrf { signed, fields } = form;
    let now = app.clock.now();
    let go = fields.get("go").to_owned();
    let filled = if go == ACCEPT {
        Filled::AsProposed
    } else {
        Filled::Form(draft(&fields, now), assignee(&fields))
    };
    let wish = Wish {
        filled,
        version: fields.get("version").parse().unwrap_or(-1),
    };
    let (working, session) = (app.clone(), signed.session.clone());
    let done = blocking::run(move || triage::save(&working, &session, case, wish, now)).await?;
    let (status, typed) = match done {
        Ok(None) => return Err(WebError::not_found()),
        Ok(Some(done @ (Done::ToTransfer | Done::ToJoin))) => {
            let page = if done == Done::ToJoin { "same" } else { "transfer" };
            let place = format!("{}/staff/cases/{case}/{page}", site.root(&request));
            return Ok(see_other(place));
        }
        Ok(Some(_)) if go == SAVE_AND_NEXT || go == ACCEPT => {
            return next::to_next(&request, &app, &site, &signed).await;
        }
        Ok(Some(_)) => return Ok(back(&site, &request, case)),
        Err(TriageError::Lacks(lacks)) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            Typed::of(&fields).lacking(lacks),
        ),
        Err(TriageError::Assignee) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            Typed::of(&fields).misgiven("triage-assignee-error"),
        ),
        Err(TriageError::NoAssessor) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            Typed::of(&fields).misgiven("triage-assignee-social-error"),
        ),
        Err(TriageError::Changed | TriageError::NotOpen(_) | TriageError::Refused(_)) => {
            (StatusCode::CONFLICT, Typed::of(&fields).overtaken())
        }
        Err(TriageError::Intake(error)) => return Err(failed(error)),
    };
    let posted = Posted {
        triage: Some(typed),
        ..Posted::default()
    };
    let page = case::page(&request, &app, &site, &signed, &id, posted).await?;
    answer(&page, status)
}

/// Puts the case aside and leads to the next one.
///
/// # Errors
/// As [`save`].
pub async fn put_aside(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let case: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let Csrf { signed, fields } = form;
    let now = app.clock.now();
    let reason = fields.get("aside").to_owned();
    let (working, session, typed) = (app.clone(), signed.session.clone(), reason.clone());
    let done = blocking::run(move || put_aside::put_aside(&working, &session, case, &typed, now)).await?;
    match done {
        Ok(true) => next::to_next(&request, &app, &site, &signed).await,
        Ok(false) => Err(WebError::not_found()),
        Err(PutAsideError::Reason) => {
            let posted = Posted {
                aside: Some(reason),
                ..Posted::default()
            };
            let page = case::page(&request, &app, &site, &signed, &id, posted).await?;
            answer(&page, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(PutAsideError::Intake(error)) => Err(failed(error)),
    }
}

/// Back to the case.
fn back(site: &StaffSite, request: &HttpRequest, case: Uuid) -> HttpResponse {
    let place = format!("{}/staff/cases/{case}", site.root(request));
    see_other(place)
}

fn draft(fields: &Fields, now: DateTime<Utc>) -> Draft {
    Draft {
        urgency: Urgency::parse(fields.get("urgency")),
        decision: Decision::parse(fields.get("decision")),
        ground: Ground::parse(fields.get("ground")),
        reason: fields.get("reason").to_owned(),
        reasons: reasons(fields),
        called_at: at_the_clock(fields.get("called_at"), helsinki::civil_date(now)),
        special_support: !fields.get("special_support").is_empty(),
        started_on: typed::date(fields.get("started_on"), helsinki::civil_date(now)),
        start_delay: DelayCause::parse(fields.get("start_delay")),
    }
}

/// The reasons of the report that were ticked, in the order of the list. What no box sends is none of them.
pub(super) fn reasons(fields: &Fields) -> Vec<Reason> {
    let ticked = fields.all().iter().filter(|(name, _)| name == REASONS);
    let ticked: Vec<Reason> = ticked.filter_map(|(_, code)| Reason::parse(code)).collect();
    coding::lowest(&ticked)
}

/// Who was chosen; `None` for whoever signs. What is no id is nobody's, and refused as such.
fn assignee(fields: &Fields) -> Option<StaffId> {
    let chosen = fields.get("assignee");
    (!chosen.is_empty()).then(|| StaffId(chosen.parse().unwrap_or_default()))
}

/// The instant at which clocks show `text` on `day`: "9.05", "14:30", "1430".
pub(super) fn at_the_clock(text: &str, day: NaiveDate) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let (hour, minute) = match text.split_once(['.', ':']) {
        Some(parts) => parts,
        None if text.len() >= 3 => text.split_at_checked(text.len().checked_sub(2)?)?,
        None => (text, "0"),
    };
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then(|| helsinki::clock_shows(day, hour * 60 + minute))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_write_it() {
        let day = "2026-11-20".parse().unwrap();
        let at = |text: &str| at_the_clock(text, day).map(|at| at.to_rfc3339());
        for text in ["14.05", "14:05", "1405", " 14.05 "] {
            assert_eq!(at(text).as_deref(), Some("2026-11-20T12:05:00+00:00"), "{text}");
        }
        assert_eq!(at("9").as_deref(), Some("2026-11-20T07:00:00+00:00"));
        for text in ["", "äsken", "24.00", "9.60", "-1.00", "ä€"] {
            assert_eq!(at(text), None, "{text}");
        }
    }
}
