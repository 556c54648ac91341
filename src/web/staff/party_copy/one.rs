//! One copy, `GET` and `POST /staff/cases/{id}/party-copy/{copy}`. Which of its forms was posted, the button tells.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{faults, summary};
use crate::domain::contact::Channel;
use crate::domain::language::Language;
use crate::domain::party_copy::{Ground, TypedGiven, TypedRelease};
use crate::intake::party_copy::open::{self, OneCopy};
use crate::intake::party_copy::release::{self, ReleaseError};
use crate::intake::party_copy::{CopyError, discard, draft, give, send_back};
use crate::intake::session::Session;
use crate::intake::{App, WorkError};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::pages::StaffPage;
use crate::web::staff::filled::{Filled, fault};
use crate::web::staff::look::see_other;
use crate::web::staff::look::{Look, answer};
use crate::web::staff::view::party_copy::sheet::Sheet;
use crate::web::staff::view::party_copy::{self, BACK, DISCARD, DRAFT, GIVEN, RELEASE, WEIGHED};
use crate::web::staff::{step_up, typed};

/// Shows a copy.
///
/// # Errors
/// [`WebError::not_found`] for a case or copy that is absent, out of scope or not this person's to work on.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    ids: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let here = Here {
        ids: parsed(&ids)?,
        look: Look::new(&app, signed.session.language, app.clock.now()),
        request,
        app,
        site,
        signed,
    };
    let copy = here.open().await?;
    answer(&here.page(&copy, &here.sheet(&copy), None), StatusCode::OK)
}

/// Does what was posted and leads on; or shows the page again with what lacks, everything typed kept.
///
/// # Errors
/// As [`show`].
pub async fn save(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
    ids: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let here = Here {
        ids: parsed(&ids)?,
        look: Look::new(&app, signed.session.language, app.clock.now()),
        request,
        app,
        site,
        signed,
    };
    match fields.get("go") {
        DRAFT => here.change(&fields).await,
        DISCARD => here.discard(&fields).await,
        RELEASE => here.release(&fields).await,
        BACK => here.send_back(&fields).await,
        GIVEN => here.give(&fields).await,
        _ => Err(WebError::not_found()),
    }
}

fn parsed(ids: &(String, String)) -> Result<(Uuid, Uuid), WebError> {
    match (ids.0.parse(), ids.1.parse()) {
        (Ok(case), Ok(copy)) => Ok((case, copy)),
        _ => Err(WebError::not_found()),
    }
}

/// A request to the page of a copy.
struct Here {
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    look: Look,
    /// The case and the copy.
    ids: (Uuid, Uuid),
}

impl Here {
    async fn open(&self) -> Result<OneCopy, WebError> {
        let (app, session, now) = self.hands();
        let (case, copy) = self.ids;
        let opened = blocking::run(move || open::one(&app, &session, case, copy, now)).await?;
        opened.map_err(failed)?.ok_or_else(WebError::not_found)
    }

    /// What a use case takes.
    fn hands(&self) -> (Data<App>, Session, DateTime<Utc>) {
        (self.app.clone(), self.signed.session.clone(), self.look.now)
    }

    fn page(&self, copy: &OneCopy, sheet: &Sheet, filled: Option<&Filled>) -> StaffPage {
        let look = &self.look;
        let reference = copy.case.reference.as_str();
        let heading = look.words.with("party-title", "reference", reference);
        let mut page = look.page(&self.site, &self.request, &self.signed, heading, "queue");
        let small = filled.and_then(|filled| filled.summary(look));
        page.errors = small.or_else(|| summary(look, sheet.faults()));
        let folder = format!("{}/staff/cases/{}", self.site.root(&self.request), self.ids.0);
        page.before = party_copy::one(look, copy, &self.signed, &folder, sheet, filled).into();
        page
    }

    /// The form as the draft was made; an empty one while that is closed.
    fn sheet(&self, copy: &OneCopy) -> Sheet {
        let empty = || Sheet::new(&copy.material, self.signed.session.language);
        copy.copy.draft.as_ref().map_or_else(empty, Sheet::of)
    }

    /// On to `place` below the case.
    fn on(&self, place: &str) -> HttpResponse {
        let place = format!(
            "{}/staff/cases/{}/{place}",
            self.site.root(&self.request),
            self.ids.0
        );
        see_other(place)
    }

    fn own(&self) -> String {
        format!("party-copy/{}", self.ids.1)
    }

    async fn change(&self, fields: &Fields) -> Result<HttpResponse, WebError> {
        let copy = self.open().await?;
        let languages: Vec<Language> = self.look.languages().collect();
        let own = self.signed.session.language;
        let sheet = Sheet::posted(&copy.material, fields, &languages, own);
        let ((app, session, now), typed) = (self.hands(), sheet.typed());
        let (case, id) = self.ids;
        let draft = Some((id, version(fields)));
        let done = blocking::run(move || draft::draft(&app, &session, case, draft, &typed, now)).await?;
        let (status, wrong) = match done {
            Ok(Some(_)) => return Ok(self.on(&self.own())),
            Ok(None) => return Err(WebError::not_found()),
            Err(WorkError::Intake(error)) => return Err(failed(error)),
            Err(WorkError::Lacks(lacks)) => (StatusCode::UNPROCESSABLE_ENTITY, faults(&self.look, &lacks)),
            Err(_) => (
                StatusCode::CONFLICT,
                vec![fault("recipient", self.look.word("work-overtaken"))],
            ),
        };
        answer(&self.page(&copy, &sheet.with(wrong), None), status)
    }

    async fn discard(&self, fields: &Fields) -> Result<HttpResponse, WebError> {
        let ((app, session, now), (case, copy), at) = (self.hands(), self.ids, version(fields));
        let done = blocking::run(move || discard::discard(&app, &session, case, (copy, at), now)).await?;
        self.came_to(done, fields, "party-copy").await
    }

    async fn release(&self, fields: &Fields) -> Result<HttpResponse, WebError> {
        let ((app, session, now), (case, copy), at) = (self.hands(), self.ids, version(fields));
        let typed = TypedRelease {
            ground: Ground::parse(fields.get("ground")),
            weighed: !fields.get(WEIGHED).is_empty(),
        };
        let done = blocking::run(move || release::release(&app, &session, case, (copy, at), typed, now));
        match done.await? {
            Ok(done) => self.came_to(Ok(done), fields, &self.own()).await,
            Err(ReleaseError::Work(error)) => self.came_to(Err(error), fields, &self.own()).await,
            Err(ReleaseError::NeedsProof) => {
                step_up::before(&self.app, &self.site, &self.request, &self.signed, fields, now).await
            }
        }
    }

    async fn send_back(&self, fields: &Fields) -> Result<HttpResponse, WebError> {
        let ((app, session, now), (case, copy), at) = (self.hands(), self.ids, version(fields));
        let why = fields.get("back_why").to_owned();
        let done =
            blocking::run(move || send_back::send_back(&app, &session, case, (copy, at), &why, now)).await?;
        self.came_to(done, fields, &self.own()).await
    }

    async fn give(&self, fields: &Fields) -> Result<HttpResponse, WebError> {
        let typed = TypedGiven {
            to: fields.get("given_to").to_owned(),
            on: typed::date(fields.get("given_on"), self.look.today()),
            channel: Channel::parse(fields.get("given_how")),
        };
        let ((app, session, now), (case, copy)) = (self.hands(), self.ids);
        let done = blocking::run(move || give::give(&app, &session, case, copy, &typed, now)).await?;
        self.came_to(done, fields, &self.own()).await
    }

    /// On to `place`, or the page again with what lacks in `fields`.
    async fn came_to(
        &self,
        done: Result<bool, CopyError>,
        fields: &Fields,
        place: &str,
    ) -> Result<HttpResponse, WebError> {
        let (status, wrong) = match done {
            Ok(true) => return Ok(self.on(place)),
            Ok(false) => return Err(WebError::not_found()),
            Err(WorkError::Intake(error)) => return Err(failed(error)),
            Err(WorkError::Lacks(lacks)) => (StatusCode::UNPROCESSABLE_ENTITY, faults(&self.look, &lacks)),
            Err(_) => (
                StatusCode::CONFLICT,
                vec![fault("main", self.look.word("work-overtaken"))],
            ),
        };
        let copy = self.open().await?;
        let filled = Filled::new(fields.get("go"), fields, wrong);
        answer(&self.page(&copy, &self.sheet(&copy), Some(&filled)), status)
    }
}

fn version(fields: &Fields) -> i64 {
    fields.get("version").parse().unwrap_or(-1)
}
