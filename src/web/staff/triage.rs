//! The decision on a case: `POST /staff/cases/{id}/triage` and `…/aside`.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
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

/// How far back a call lies at most that was made before midnight and is written down after it.
const BEFORE_MIDNIGHT: TimeDelta = TimeDelta::hours(12);

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
        called_at: called_at(fields.get("called_at"), now),
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

/// The instant of a call of which `text` tells the time of day: today's in Finland, or yesterday's where today's is still to
/// come and yesterday's is at most twelve hours before `now`. Today's, in the future, where neither fits; `None` for what is
/// no time.
pub(super) fn called_at(text: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let today = helsinki::civil_date(now);
    let at = at_the_clock(text, today)?;
    let yesterday = || at_the_clock(text, today.pred_opt()?);
    let before = yesterday().filter(|before| at > now && now - *before <= BEFORE_MIDNIGHT);
    Some(before.unwrap_or(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_before_midnight_is_written_after_it() {
        let called = |text: &str, now: &str| {
            let at = called_at(text, now.parse().unwrap()).unwrap();
            at.to_rfc3339()
        };
        // It is 00.10 in Finland.
        let night = "2026-11-20T22:10:00Z";
        assert_eq!(called("23.50", night), "2026-11-20T21:50:00+00:00", "yesterday's");
        assert_eq!(called("0.10", night), "2026-11-20T22:10:00+00:00", "now");
        assert_eq!(
            called("12.10", night),
            "2026-11-20T10:10:00+00:00",
            "twelve hours ago"
        );
        assert_eq!(
            called("12.09", night),
            "2026-11-21T10:09:00+00:00",
            "longer ago, so ahead"
        );
        assert_eq!(called("0.11", night), "2026-11-20T22:11:00+00:00", "ahead");
        // At noon 23.59 is ahead, and refused as such; what is past stays today's.
        let noon = "2026-11-20T10:00:00Z";
        assert_eq!(called("23.59", noon), "2026-11-20T21:59:00+00:00");
        assert_eq!(called("9.30", noon), "2026-11-20T07:30:00+00:00");
        assert_eq!(called_at("äsken", noon.parse().unwrap()), None);
    }

    #[test]
    fn the_hours_since_a_call_are_hours_also_when_the_clocks_change() {
        let called = |text: &str, now: &str| {
            let at = called_at(text, now.parse().unwrap()).unwrap();
            at.to_rfc3339()
        };
        // In the night to 2026-03-29 clocks skip an hour: 23.45 was 11 hours and 45 minutes before 12.30.
        assert_eq!(
            called("23.45", "2026-03-29T09:30:00Z"),
            "2026-03-28T21:45:00+00:00"
        );
        // In the night to 2026-10-25 an hour comes twice: 23.00 was 12 hours and 30 minutes before 10.30.
        assert_eq!(
            called("23.00", "2026-10-25T08:30:00Z"),
            "2026-10-25T21:00:00+00:00"
        );
        // Of the hour that comes twice the first one is meant.
        assert_eq!(
            called("3.50", "2026-10-25T01:10:00Z"),
            "2026-10-25T00:50:00+00:00"
        );
        // At 00.10 of the day after either change.
        assert_eq!(
            called("23.50", "2026-03-29T21:10:00Z"),
            "2026-03-29T20:50:00+00:00"
        );
        assert_eq!(
            called("23.50", "2026-10-25T22:10:00Z"),
            "2026-10-25T21:50:00+00:00"
        );
    }

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
