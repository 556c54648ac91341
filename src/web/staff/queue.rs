//! The queue, `GET /staff/queue[?office=…][&after=…]`: what waits in the person's offices, the most pressing first.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};

use super::cursor;
use super::look::{Look, answer};
use super::view::{counts, floods, messages, row, urgent};
use crate::domain::office::OfficeId;
use crate::intake::App;
use crate::intake::list_queue::{self, QueuePage};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::Fields;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::Block;
use crate::web::page::view::{Link, Pagination};

/// Shows a page of the queue.
///
/// # Errors
/// [`WebError::not_found`] for a page or an office that this program never linked to.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let query = Fields::new(query.into_inner());
    let after = match query.get("after") {
        "" => None,
        text => Some(cursor::read(text).ok_or_else(WebError::not_found)?),
    };
    let office = match query.get("office") {
        "" => None,
        text => Some(OfficeId(text.parse().map_err(|_shape| WebError::not_found())?)),
    };
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let listed = blocking::run(move || list_queue::page(&working, &session, office, after, now))
        .await?
        .map_err(failed)?;
    let look = Look::new(&app, signed.session.language, now);
    let mut page = look.page(&site, &request, &signed, look.word("queue-title"), "queue");
    page.shell.wide = true;
    page.before = blocks(&look, &listed, office).into();
    page.pages = Some(pagination(&look, &listed, office, after.is_some()));
    answer(&page, StatusCode::OK)
}

fn blocks(look: &Look, listed: &QueuePage, office: Option<OfficeId>) -> Vec<Block> {
    let mut blocks = urgent::unopened(look, &listed.unopened);
    blocks.extend(messages::waiting(look, &listed.unread));
    blocks.extend(floods::above_queue(look, &listed.floods));
    let several = listed.counts.offices.len() > 1;
    if several {
        blocks.push(offices(look, listed, office));
    }
    let sum = counts::sum(&listed.counts, office);
    if listed.rows.is_empty() {
        let key = if sum.all == 0 { "queue-empty" } else { "queue-end" };
        blocks.push(Block::Paragraph(look.word(key)));
    } else {
        blocks.push(Block::Paragraph(counts::line(look, &sum)));
        blocks.push(Block::Table(row::table(look, &listed.rows, several)));
    }
    blocks
}

/// The offices to choose from, each with how much waits there.
fn offices(look: &Look, listed: &QueuePage, office: Option<OfficeId>) -> Block {
    let all = Link {
        current: office.is_none(),
        ..Link::new("queue", look.word("queue-view-all"))
    };
    let each = listed.counts.offices.iter().map(|(id, counts)| Link {
        current: office == Some(*id),
        ..Link::new(
            format!("queue?office={id}"),
            format!("{} ({})", look.office(*id), counts::number(look, counts.all)),
        )
    });
    Block::Links(std::iter::once(all).chain(each).collect())
}

fn pagination(look: &Look, listed: &QueuePage, office: Option<OfficeId>, later: bool) -> Pagination {
    let address = |after: Option<String>| {
        let office = office.map(|id| format!("office={id}"));
        let after = after.map(|after| format!("after={after}"));
        let query: Vec<String> = office.into_iter().chain(after).collect();
        if query.is_empty() {
            "queue".to_owned()
        } else {
            format!("queue?{}", query.join("&"))
        }
    };
    Pagination {
        label: look.word("queue-title"),
        previous: later.then(|| Link::new(address(None), look.word("queue-first"))),
        next: listed
            .next
            .map(|place| Link::new(address(Some(cursor::write(place))), look.word("queue-next"))),
    }
}
