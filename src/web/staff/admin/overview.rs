//! The overview, `GET /staff/admin`: what needs doing first, each with the way to mend it, and the way to every page.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::here::Here;
use super::words;
use crate::domain::access::Capability;
use crate::domain::office::OfficeKind;
use crate::domain::rules::DirectoryFault;
use crate::intake::App;
use crate::intake::directory_state::{DirectoryState, OfficeState};
use crate::intake::office_states::WorkState;
use crate::intake::people;
use crate::web::error::WebError;
use crate::web::extract::session::{SignedIn, StaffSite};
use crate::web::page::component::Block;
use crate::web::page::view::{Colour, Line, Link, RowAction, SummaryList, SummaryRow, Tag};
use crate::web::staff::look::answer;
use crate::web::staff::view::counts;

/// Shows the overview.
///
/// # Errors
/// [`WebError::not_found`] for who may not see the directory.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    let here = Here::of(&request, &app, &site, signed)?;
    let state = here.state().await?;
    let look = &here.look;
    let mut page = here.page(look.word("admin-title"));
    let mut rows = Vec::new();
    if here.may(Capability::SeeDirectory, None) {
        rows.extend(of_county(&here, &state));
    }
    rows.extend(of_offices(&here, &state));
    page.before = vec![
        Block::Heading(look.word("admin-first")),
        Block::Summary(SummaryList { rows }),
        Block::Heading(look.word("admin-pages")),
        Block::Links(pages(&here)),
    ]
    .into();
    answer(&page, StatusCode::OK)
}

/// Every page that the person may see.
fn pages(here: &Here<'_>) -> Vec<Link> {
    let whole = here.may(Capability::SeeDirectory, None);
    let pages = [
        ("offices", "admin-offices", true),
        ("people", "people-title", people::may(&here.signed.session)),
        ("county", "admin-county", whole),
        ("rules", "admin-rules", whole),
        ("areas", "admin-areas", whole),
        ("municipalities", "admin-municipalities", whole),
        ("routing", "admin-routing", true),
        ("deadlines", "admin-deadlines", true),
        ("changes", "admin-changes", whole),
    ];
    pages
        .into_iter()
        .filter(|(.., seen)| *seen)
        .map(|(page, key, _)| Link::new(here.to(page), here.look.word(key)))
        .collect()
}

/// A row of what needs doing: red with what it is, or green where nothing is.
fn row(here: &Here<'_>, key: &str, found: Vec<Line>, page: &str) -> SummaryRow {
    let look = &here.look;
    let tag = |text: String, colour| Line::Tag(Tag { text, colour });
    let mend = || {
        let mut link = Link::new(here.to(page), look.word("admin-mend"));
        link.hidden = Some(look.word(key));
        RowAction::Link(link)
    };
    if found.is_empty() {
        return SummaryRow {
            key: look.word(key),
            value: vec![tag(look.word("admin-in-order"), Colour::Green)],
            action: None,
        };
    }
    let count = look.words.count("admin-to-do", "count", found.len());
    let mut value = vec![tag(count, Colour::Red)];
    value.extend(found);
    SummaryRow {
        key: look.word(key),
        value,
        action: Some(mend()),
    }
}

fn of_county(here: &Here<'_>, state: &DirectoryState) -> Vec<SummaryRow> {
    let look = &here.look;
    let own =
        |fault: &&DirectoryFault| words::county_of(&state.directory, fault, here) == Some(here.county());
    let (unrouted, other): (Vec<&DirectoryFault>, Vec<&DirectoryFault>) = state
        .faults
        .iter()
        .filter(own)
        .partition(|fault| matches!(fault, DirectoryFault::Unrouted(..)));
    let unrouted = unrouted.into_iter().filter_map(|fault| match fault {
        DirectoryFault::Unrouted(code, _) => Some(Line::text(look.municipality(*code))),
        _ => None,
    });
    let other = other
        .into_iter()
        .map(|fault| Line::text(words::fault(here, &state.directory, fault)));
    let duty = state.county(here.county()).and_then(|county| county.duty_office);
    let no_duty = duty
        .is_none()
        .then(|| Line::text(look.word("admin-no-duty-text")));
    vec![
        row(here, "admin-unrouted", unrouted.collect(), "municipalities"),
        row(here, "admin-faults", other.collect(), "rules"),
        row(here, "admin-duty", no_duty.into_iter().collect(), "county"),
    ]
}

fn of_offices(here: &Here<'_>, state: &DirectoryState) -> Vec<SummaryRow> {
    let look = &here.look;
    let named = |lacks: &dyn Fn(&OfficeState) -> bool| -> Vec<Line> {
        state
            .offices
            .iter()
            .filter(|stored| lacks(stored))
            .map(|stored| {
                Line::Link(Link::new(
                    here.to(&format!("offices/{}", stored.office.id)),
                    stored.office.name(look.words.language()),
                ))
            })
            .collect()
    };
    let waiting = state
        .offices
        .iter()
        .filter(|stored| stored.waiting > 0)
        .map(|stored| {
            let number = counts::number(look, stored.waiting);
            let office = stored.office.name(look.words.language());
            let count = look.words.with("admin-waiting", "count", &number);
            Line::text(format!("{office}: {count}"))
        });
    let mut rows = vec![
        row(
            here,
            "admin-alarm",
            named(&|stored| stored.work() == WorkState::LostReader),
            "offices",
        ),
        row(
            here,
            "admin-without-reader",
            named(&|stored| !stored.is_read && stored.work() != WorkState::LostReader),
            "offices",
        ),
        row(
            here,
            "admin-without-mailbox",
            named(&|stored| stored.office.mailbox.is_none()),
            "offices",
        ),
        row(here, "admin-waiting-there", waiting.collect(), "offices"),
    ];
    // A county begins here: without an office nothing else can be done.
    let whole = here.may(Capability::SeeDirectory, None);
    if whole
        && !here
            .own_offices(state)
            .any(|office| office.kind == OfficeKind::Regional)
    {
        let text = vec![Line::text(look.word("admin-offices-empty"))];
        rows.insert(0, row(here, "admin-offices", text, "offices/new"));
    }
    rows
}
