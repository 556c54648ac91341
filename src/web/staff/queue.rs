//! The queue, `GET /staff/queue[?view=…][&office=…][&holder=…][&due=…][&after=…]`: what waits in the person's offices, the
//! most pressing first.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::look::{Look, answer, csrf};
use super::view::{counts, floods, messages, queue_views, row, urgent};
use super::{assign, cursor};
use crate::domain::access::StaffId;
use crate::domain::worklist::{View, Wanted};
use crate::intake::App;
use crate::intake::list_queue::{self, LOOKED_THROUGH, QueuePage};
use crate::intake::recheck;
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::Fields;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::field::{FieldFault, Label};
use crate::web::page::pages::{Hidden, StaffForm, StaffPage};
use crate::web::page::view::{ErrorSummary, FaultLink, Line, Table};

/// Shows a page of the queue.
///
/// # Errors
/// [`WebError::not_found`] for a list that this program never linked to.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let query = Fields::new(query.into_inner());
    let wanted = queue_views::read(&query).ok_or_else(WebError::not_found)?;
    let mut page = page(&request, &app, &site, &signed, &wanted, query.get("after"), None).await?;
    let done = match query.get("done") {
        "assigned" => Some("assign-done"),
        "declared" => Some("conflict-done"),
        _ => None,
    };
    if let Some(done) = done {
        let look = Look::new(&app, signed.session.language, app.clock.now());
        page.banner = Some(assign::done(&look, done));
    }
    answer(&page, StatusCode::OK)
}

/// What was ticked and chosen below the list and not taken, and why.
pub(super) struct Posted {
    /// The cases.
    pub ticked: Vec<Uuid>,
    /// Who was to have them.
    pub to: Option<StaffId>,
    /// What is wrong.
    pub fault: String,
}

/// The page of the list `wanted` that begins after the place `after`, with what was posted to it and not taken.
///
/// # Errors
/// As [`show`].
pub(super) async fn page(
    request: &HttpRequest,
    app: &Data<App>,
    site: &StaffSite,
    signed: &SignedIn,
    wanted: &Wanted,
    after: &str,
    posted: Option<Posted>,
) -> Result<StaffPage, WebError> {
    let place = match after {
        "" => None,
        text => Some(cursor::read(text).ok_or_else(WebError::not_found)?),
    };
    let now = app.clock.now();
    let (working, session, asked) = (app.clone(), signed.session.clone(), *wanted);
    let listed = blocking::run(move || list_queue::narrowed(&working, &session, &asked, place, now)).await?;
    let listed = listed.map_err(failed)?;
    let look = Look::new(app, signed.session.language, now);
    let mut page = look.page(site, request, signed, look.word("queue-title"), "queue");
    page.shell.wide = true;
    let drawer = Drawer {
        look: &look,
        listed: &listed,
        wanted,
        rechecks: recheck::checks(&signed.session),
    };
    if let Some(posted) = &posted {
        page.errors = Some(ErrorSummary {
            title: look.word("error-summary-title"),
            faults: vec![FaultLink {
                id: "to".to_owned(),
                text: posted.fault.clone(),
            }],
        });
    }
    page.before = drawer.above().into();
    page.form = drawer.list(signed, after, posted.as_ref());
    page.pages = Some(queue_views::pagination(&look, &listed, wanted, place.is_some()));
    Ok(page)
}

struct Drawer<'a> {
    look: &'a Look,
    listed: &'a QueuePage,
    wanted: &'a Wanted,
    /// Whether the person looks decisions through.
    rechecks: bool,
}

impl Drawer<'_> {
    /// What stands above the list, and what stands in the place of an empty one.
    fn above(&self) -> Vec<Block> {
        let (look, listed) = (self.look, self.listed);
        let mut blocks = urgent::unopened(look, &listed.unopened);
        if self.wanted.view.is_none() {
            blocks.extend(messages::waiting(look, &listed.unread));
            blocks.extend(floods::above_queue(look, &listed.floods));
        }
        blocks.push(queue_views::links(look, self.wanted, self.rechecks));
        if self.wanted.view == Some(View::Floods) {
            blocks.push(if listed.floods.is_empty() {
                Block::Paragraph(look.word("queue-empty-view"))
            } else {
                Block::Table(floods::table(look, &listed.floods, "floods"))
            });
            return blocks;
        }
        blocks.push(queue_views::filter(look, listed, self.wanted));
        if self.wanted.is_sealed() {
            let text = look.words.count("queue-looked-through", "count", LOOKED_THROUGH);
            blocks.push(Block::Paragraph(text));
        }
        if listed.rows.is_empty() {
            blocks.push(Block::Paragraph(look.word(self.empty())));
        } else if self.wanted.view.is_none() {
            let sum = counts::sum(&listed.counts, self.wanted.office);
            blocks.push(Block::Paragraph(counts::line(look, &sum)));
        }
        if !listed.rows.is_empty() && !self.gives() {
            blocks.push(Block::Table(self.table(None)));
        }
        blocks
    }

    /// Whether anything of the list can be given to anybody: where only copies stand, nothing can.
    const fn gives(&self) -> bool {
        !self.listed.colleagues.is_empty()
    }

    /// What is said of a list without rows.
    fn empty(&self) -> &'static str {
        let all = counts::sum(&self.listed.counts, self.wanted.office).all;
        match self.wanted.view {
            Some(View::Mine) => "queue-empty-mine",
            _ if self.listed.next.is_some() => "queue-none-here",
            None if all == 0 => "queue-empty",
            None if self.wanted.holder.is_none() && self.wanted.due.is_none() => "queue-end",
            _ => "queue-empty-view",
        }
    }

    /// The list, with a box at each case and the form that gives the ticked ones to somebody; `None` where nothing can be given.
    fn list(&self, signed: &SignedIn, after: &str, posted: Option<&Posted>) -> Option<StaffForm> {
        let look = self.look;
        if self.listed.rows.is_empty() || self.wanted.view == Some(View::Floods) || !self.gives() {
            return None;
        }
        let mut label = Label::new("to", look.word("assign-to"));
        label.error = posted.map(|posted| FieldFault {
            prefix: look.word("error-prefix"),
            text: posted.fault.clone(),
        });
        let to = posted.and_then(|posted| posted.to);
        let mut hidden = csrf(signed);
        let kept = queue_views::parts(self.wanted);
        let after = Some(("after", after.to_owned())).filter(|(_, place)| !place.is_empty());
        for (name, value) in kept.into_iter().chain(after) {
            hidden.push(Hidden {
                name: name.into(),
                value,
            });
        }
        Some(StaffForm {
            action: "queue".to_owned(),
            hidden,
            blocks: vec![
                Block::Table(self.table(posted)),
                queue_views::assign(look, self.listed, label, to),
            ]
            .into(),
            buttons: vec![Button::go("assign", look.word("assign-button")).looking(ButtonLook::Secondary)],
        })
    }

    fn table(&self, posted: Option<&Posted>) -> Table {
        let several = self.listed.counts.offices.len() > 1;
        let mut table = row::table(self.look, &self.listed.rows, several);
        for (drawn, case) in table.rows.iter_mut().zip(&self.listed.rows) {
            let label = self
                .look
                .words
                .with("assign-check", "reference", case.reference.as_str());
            // A copy is for looking: its own office gives the case to somebody. What a colleague works on is theirs to give.
            let own = case.seen_at == case.office && case.opens && self.gives();
            if let Some(first) = drawn.cells.first_mut().filter(|_| own) {
                first.push(Line::Check {
                    name: "case".to_owned(),
                    value: case.id.to_string(),
                    shown: self.look.word("assign-choose"),
                    label,
                    checked: posted.is_some_and(|posted| posted.ticked.contains(&case.id)),
                });
            }
        }
        table
    }
}
