//! The desk, `GET /staff/`: how much waits, and the way to it.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::admin::here;
use super::look::{Look, answer, csrf};
use super::view::{self, counts, messages, notices};
use crate::intake::mailbox::unread;
use crate::intake::{App, given_up, list_queue, reminders};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::{Block, Button};
use crate::web::page::pages::StaffForm;
use crate::web::page::view::Link;

/// Shows the desk.
///
/// # Errors
/// [`WebError`].
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let (counted, trouble, unread, due) = blocking::run(move || {
        let counted = list_queue::counts(&working, &session, now)?;
        let unread = unread::waiting(&working, &session)?;
        let due = reminders::due(&working, &session, now)?;
        Ok((counted, given_up::trouble(&working, &session)?, unread, due))
    })
    .await?
    .map_err(failed)?;
    let look = Look::new(&app, signed.session.language, now);
    let mut page = look.page(&site, &request, &signed, look.word("staff-desk"), "");
    let mut before = notices::blocks(&look, &trouble, &signed.session.scope, csrf(&signed));
    before.extend(messages::waiting(&look, &unread));
    before.extend(view::reminders::blocks(&look, &due));
    before.extend(if counted.offices.is_empty() {
        vec![Block::Paragraph(look.word("desk-no-queue"))]
    } else if counted.offices.iter().all(|(_, counts)| counts.all == 0) {
        vec![Block::Paragraph(look.word("queue-empty")), queue_link(&look)]
    } else {
        vec![
            next(&look, &signed),
            Block::Summary(counts::summary(&look, &counted.offices)),
            queue_link(&look),
        ]
    });
    if here::is_administrator(&signed) {
        let link = Link::new("admin", look.word("staff-admin"));
        before.push(Block::Links(vec![link]));
    }
    page.before = before.into();
    answer(&page, StatusCode::OK)
}

fn queue_link(look: &Look) -> Block {
    Block::Links(vec![
        Link::new("queue", look.word("desk-to-queue")),
        Link::new("queue?view=mine", look.word("queue-view-mine")),
    ])
}

/// The first control of the day.
fn next(look: &Look, signed: &SignedIn) -> Block {
    Block::Form(StaffForm {
        action: "next".to_owned(),
        hidden: csrf(signed),
        blocks: Vec::new().into(),
        buttons: vec![Button::go("next", look.word("desk-next"))],
    })
}
