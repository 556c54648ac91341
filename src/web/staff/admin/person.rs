//! One account, `GET` and `POST /staff/admin/people/{id}`. What is done, the button tells.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::form::Fault;
use super::here::Here;
use super::people::{open_sessions, role_lines, standing};
use crate::domain::access::{Role, StaffId};
use crate::domain::office::OfficeId;
use crate::intake::App;
use crate::intake::people::change::{Act, Done, PeopleError, change};
use crate::intake::people::{self as accounts, Person};
use crate::intake::staff_secrets::LinkToken;
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::field::{Choice, Choices, FieldFault, Label, TextField, Width};
use crate::web::page::pages::{StaffForm, StaffPage};
use crate::web::page::view::{Line, Link, SummaryList, SummaryRow};
use crate::web::staff::look::see_other;
use crate::web::staff::look::{Look, answer};

fn label(look: &Look, faults: &[Fault], name: &'static str) -> Label {
    let key = format!("people-{name}").replace('_', "-");
    let mut label = Label::new(name, look.word(&key));
    let hint = format!("{key}-hint");
    label.hint = look.words.has(&hint).then(|| look.word(&hint));
    label.error = faults
        .iter()
        .find(|fault| fault.field == name)
        .map(|fault| FieldFault {
            prefix: look.word("error-prefix"),
            text: fault.text.clone(),
        });
    label
}

/// A box of one line.
pub(super) fn text(look: &Look, faults: &[Fault], name: &'static str, value: &str, width: Width) -> Block {
    let mut field = TextField::new(label(look, faults, name), value);
    field.width = width;
    Block::Text(field)
}

/// The rights of a form.
#[derive(Default)]
pub(super) struct Rights {
    /// The role.
    pub role: Option<Role>,
    /// The flag beside it.
    pub social_worker: bool,
    /// The offices.
    pub offices: Vec<OfficeId>,
}

impl Rights {
    /// What was posted.
    pub(super) fn of(fields: &Fields) -> Self {
        let ticked = fields.all().iter().filter(|(name, _)| name == "office");
        Self {
            role: Role::parse(fields.get("role")),
            social_worker: fields.get("social_worker") == "yes",
            offices: ticked
                .filter_map(|(_, id)| id.parse().ok().map(OfficeId))
                .collect(),
        }
    }

    fn held(person: &Person) -> Self {
        Self {
            role: Some(person.role),
            social_worker: person.social_worker && person.role != Role::SocialWorker,
            offices: person.offices.clone(),
        }
    }

    /// The controls: role, flag, offices.
    pub(super) fn blocks(&self, here: &Here<'_>, faults: &[Fault]) -> Vec<Block> {
        let (look, scope) = (&here.look, &here.signed.session.scope);
        let choice = |value: String, label: String, checked: bool| Choice {
            value,
            label,
            hint: None,
            checked,
        };
        let roles = accounts::roles(scope).into_iter().map(|role| {
            let name = look.words.code("role", role.as_str()).into_owned();
            choice(role.as_str().to_owned(), name, self.role == Some(role))
        });
        let directory = here.app.directory();
        let known = directory
            .rules
            .offices()
            .filter(|office| office.county == scope.county);
        let mut offices: Vec<Choice> = accounts::offices(scope, known.map(|office| office.id))
            .into_iter()
            .map(|office| {
                let checked = self.offices.contains(&office);
                choice(office.to_string(), look.office(office), checked)
            })
            .collect();
        offices.sort_by(|one, two| one.label.cmp(&two.label));
        let label = |name| label(look, faults, name);
        let flag = choice(
            "yes".to_owned(),
            look.word("people-social-worker"),
            self.social_worker,
        );
        vec![
            Block::Radios(Choices {
                small: true,
                ..Choices::new(label("role"), roles.collect())
            }),
            Block::Flag(Choices {
                small: true,
                ..Choices::new(label("social_worker"), vec![flag])
            }),
            Block::Checkboxes(Choices {
                small: true,
                ..Choices::new(label("office"), offices)
            }),
        ]
    }
}

/// What is wrong, at its field.
pub(super) fn fault(look: &Look, error: &PeopleError) -> Fault {
    let (field, key) = match error {
        PeopleError::Role => ("role", "people-role-error"),
        PeopleError::Offices => ("office", "people-offices-error"),
        PeopleError::Locked => ("main", "people-locked-error"),
        PeopleError::NeedsProof | PeopleError::Intake(_) => ("main", "people-not-now"),
    };
    Fault::new(field, look.word(key))
}

/// Shows the account.
///
/// # Errors
/// [`WebError::not_found`] for one that is absent or not this person's to administer.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let here = Here::of(&request, &app, &site, signed)?;
    let page = page(&here, &id, None, Vec::new()).await?;
    answer(&page, StatusCode::OK)
}

/// Does what the button says and leads back; or shows what is wrong.
///
/// # Errors
/// As [`show`].
pub async fn save(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let here = Here::of(&request, &app, &site, signed)?;
    let person = StaffId(id.parse().map_err(|_shape| WebError::not_found())?);
    // Who may not know of the account is not asked for a code either.
    page(&here, &id, None, Vec::new()).await?;
    let act = act(&fields).ok_or_else(WebError::not_found)?;
    if let Some(first) = here.proof(&fields, &format!("people/{person}")).await? {
        return Ok(first);
    }
    let (working, session, now) = (app.clone(), here.signed.session.clone(), here.now);
    let done = blocking::run(move || change(&working, &session, person, &act, now)).await?;
    let to = here.to(&format!("people/{person}"));
    match done {
        Ok(None) => Err(WebError::not_found()),
        Ok(Some(Done::Changed)) => Ok(see_other(to)),
        Ok(Some(Done::Link(link))) => link_page(&here, &site, &link, to),
        Err(PeopleError::Intake(error)) => Err(failed(error)),
        Err(error) => {
            let faults = vec![fault(&here.look, &error)];
            let page = page(&here, &id, Some(&fields), faults).await?;
            answer(&page, StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

fn act(fields: &Fields) -> Option<Act> {
    Some(match fields.get("go") {
        "lock" => Act::Lock,
        "unlock" => Act::Unlock,
        "end" => Act::EndSessions,
        "second_factor" => Act::ResetSecondFactor,
        "password" => Act::ResetPassword,
        "rights" => {
            let Rights {
                role,
                social_worker,
                offices,
            } = Rights::of(fields);
            Act::Rights {
                role,
                social_worker,
                offices,
            }
        }
        _ => return None,
    })
}

async fn page(
    here: &Here<'_>,
    id: &str,
    posted: Option<&Fields>,
    faults: Vec<Fault>,
) -> Result<StaffPage, WebError> {
    let id: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let (working, session, now) = (here.app.clone(), here.signed.session.clone(), here.now);
    let found = blocking::run(move || accounts::find(&working, &session, StaffId(id), now)).await?;
    let person = found.map_err(failed)?.ok_or_else(WebError::not_found)?;
    let look = &here.look;
    let mut page = here.page(person.display_name.clone());
    page.errors = here.errors(&faults);
    page.before.items.push(Block::Links(vec![here.to_people()]));
    page.before.items.push(Block::Summary(facts(look, &person)));
    if person.own {
        page.before.items.push(Block::Inset(look.word("people-own")));
        return Ok(page);
    }
    let form = |blocks: Vec<Block>, buttons: Vec<Button>| {
        Block::Form(StaffForm {
            action: here.to(&format!("people/{id}")),
            hidden: here.hidden_alone(),
            blocks: blocks.into(),
            buttons,
        })
    };
    let rights = posted.map_or_else(|| Rights::held(&person), Rights::of);
    let plain = |value: &str, key: &str| Button::go(value, look.word(key)).looking(ButtonLook::Secondary);
    let mut acts = vec![plain("end", "people-end")];
    if person.locked {
        acts.push(plain("unlock", "people-unlock"));
    } else {
        acts.push(plain("second_factor", "people-reset-second-factor"));
        acts.push(plain("password", "people-reset-password"));
        acts.push(Button::go("lock", look.word("people-lock")).looking(ButtonLook::Warning));
    }
    page.after = vec![
        Block::Heading(look.word("people-rights")),
        Block::Paragraph(look.word("people-rights-end")),
        form(
            rights.blocks(here, &faults),
            vec![Button::go("rights", look.word("people-save"))],
        ),
        Block::Heading(look.word("people-sign-in")),
        form(Vec::new(), acts),
    ]
    .into();
    Ok(page)
}

fn facts(look: &Look, person: &Person) -> SummaryList {
    let row = |key: &str, value: Vec<Line>| SummaryRow {
        key: look.word(key),
        value,
        action: None,
    };
    let offices = person
        .offices
        .iter()
        .map(|office| Line::Text(look.office(*office)));
    SummaryList {
        rows: vec![
            row("people-user-name", vec![Line::text(person.user_name.clone())]),
            row("people-role", role_lines(look, person)),
            row("people-offices", offices.collect()),
            row(
                "people-state",
                vec![standing(look, person), open_sessions(look, person)],
            ),
        ],
    }
}

/// The page that shows `link`, once.
pub(super) fn link_page(
    here: &Here<'_>,
    site: &StaffSite,
    link: &LinkToken,
    back: String,
) -> Result<HttpResponse, WebError> {
    let look = &here.look;
    let address = format!("{}set-up/{}", site.address, link.expose());
    let mut page = here.page(look.word("people-link-title"));
    page.before = vec![
        Block::Paragraph(look.word("people-link-what")),
        Block::Code(address),
        Block::Paragraph(look.word("people-link-once")),
        Block::Links(vec![Link::new(back, look.word("people-link-back"))]),
    ]
    .into();
    answer(&page, StatusCode::OK)
}
