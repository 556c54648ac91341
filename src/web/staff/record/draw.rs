//! Draws the page on which a worker records a report, and what is read to the caller once it is filed.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use chrono::{DateTime, Utc};

use super::{PAGE, STATE, around};
use crate::domain::helsinki;
use crate::forms::{PageAt, pages};
use crate::intake::App;
use crate::intake::record_report::{FORM, Filed};
use crate::text::{FluentValue, dates};
use crate::web::error::WebError;
use crate::web::extract::session::{SignedIn, StaffSite};
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::pages::{StaffForm, StaffPage};
use crate::web::page::view::{Banner, ErrorSummary, Link};
use crate::web::public::fields::Fields;
use crate::web::public::saying::Saying;
use crate::web::public::turn::Faults;
use crate::web::public::visit::Visit;
use crate::web::public::{receipt, sections};
use crate::web::staff::filled::hidden;
use crate::web::staff::look::Look;

/// Why a report that is in order was not filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The page was made more than a day ago.
    TooOld,
    /// The service failed.
    NotStored,
}

impl Trouble {
    /// The status of the answer.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::TooOld => StatusCode::GONE,
            Self::NotStored => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::TooOld => "record-too-old",
            Self::NotStored => "record-not-stored",
        }
    }
}

/// Where a page is drawn and for whom.
pub type With<'a> = (&'a HttpRequest, &'a App, &'a StaffSite, &'a SignedIn, &'a Look);

/// The page of `visit`, with what is to be said at its fields.
///
/// # Errors
/// [`WebError`] when the directory lacks the installation's own county.
pub fn page(
    (request, app, site, signed, look): With<'_>,
    visit: &Visit,
    faults: &Faults,
    state: String,
    trouble: Option<Trouble>,
) -> Result<StaffPage, WebError> {
    let directory = app.directory();
    let around = around(app, &directory, look.now)?;
    let words = look.words.in_voice(Some(FORM));
    let at = visit.at().cloned().unwrap_or_else(|| PageAt::first(PAGE));
    let shown = pages::shown_at(visit.form(), &visit.answers, &at);
    let shown = shown.ok_or_else(|| WebError::internal(format!("the page {at} is hidden")))?;
    let language = words.language().code();
    let fields = Fields {
        visit,
        faults,
        words,
        written_in: language,
        around: &around,
    };
    let heading = words.get(&shown.page.title_key()).into_owned();
    // The heading of the page is the page's own, also where it asks a single thing.
    let (blocks, _) = fields.blocks(&shown, "");
    let links = fields.fault_links(&shown);
    let mut page = look.page(site, request, signed, heading, "record");
    page.errors = (!links.is_empty()).then(|| ErrorSummary {
        title: words.get("error-summary-title").into_owned(),
        faults: links,
    });
    let mut before = Vec::new();
    before.extend(trouble.map(|trouble| Block::Inset(words.get(trouble.key()).into_owned())));
    let hint = shown.page.hint_key();
    if words.has(&hint) {
        before.push(Block::Paragraph(words.get(&hint).into_owned()));
    }
    before.extend(sections::help(shown.page, language, words));
    page.before = before.into();
    let mut buttons =
        vec![Button::go("continue", words.get("record-send")).key('t', signed.session.accesskeys)];
    if at.id != PAGE {
        buttons.push(Button::go("previous", words.get("record-back")).looking(ButtonLook::Secondary));
    }
    page.form = Some(StaffForm {
        action: format!("{}/staff/record", site.root(request)),
        hidden: hidden(signed, &[(STATE, state)]),
        blocks: blocks.into(),
        buttons,
    });
    Ok(page)
}

/// What is read to the caller, and the way on.
///
/// # Errors
/// As [`page`].
pub fn filed(
    (request, app, site, signed, look): With<'_>,
    visit: &Visit,
    filed: &Filed,
    received_at: DateTime<Utc>,
) -> Result<StaffPage, WebError> {
    let directory = app.directory();
    let around = around(app, &directory, look.now)?;
    let words = look.words;
    let heading = words.get("record-done-title").into_owned();
    let mut page = look.page(site, request, signed, heading, "record");
    page.banner = Some(Banner {
        title: look.word("staff-news"),
        text: look.word("record-done"),
        success: true,
    });
    let hour = |at: DateTime<Utc>| {
        let local = helsinki::local(at);
        (local.date_naive(), chrono::Timelike::hour(&local))
    };
    let arrived = if hour(received_at) == hour(look.now) {
        Block::Paragraph(words.with("record-arrived", "when", &dates::moment(words, received_at)))
    } else {
        Block::Inset(words.with("record-late", "when", &dates::moment(words, received_at)))
    };
    let mut blocks = vec![
        arrived,
        Block::Heading(look.word("record-read-aloud")),
        Block::Paragraph(look.word("record-reference")),
        Block::Code(filed.receipt.reference.clone()),
    ];
    let say = Saying {
        words: words.in_voice(visit.voice()),
        written_in: words.language().code(),
    };
    blocks.extend(receipt::what_was_done(&filed.receipt, say, &around));
    if !filed.here.is_empty() {
        blocks.push(Block::Heading(look.word("record-here")));
        let cases = format!("{}/staff/cases", site.root(request));
        let links = filed.here.iter().map(|(reference, id)| {
            let text = words.with("record-open", "reference", reference);
            Link::new(format!("{cases}/{id}"), text)
        });
        blocks.push(Block::Links(links.collect()));
    }
    if filed.restricted {
        blocks.push(Block::Paragraph(look.word("record-restricted")));
    }
    if !filed.elsewhere.is_empty() {
        blocks.push(Block::Paragraph(look.word("record-elsewhere")));
    }
    let places = filed.elsewhere.iter().filter_map(|(reference, office)| {
        let parts = [
            ("reference", FluentValue::from(reference.as_str())),
            ("office", FluentValue::from(look.office((*office)?))),
        ];
        Some(Block::Paragraph(words.format("record-elsewhere-at", &parts)))
    });
    blocks.extend(places);
    let again = format!("{}/staff/record", site.root(request));
    blocks.push(Block::Links(vec![Link::new(again, look.word("record-another"))]));
    page.before = blocks.into();
    Ok(page)
}
