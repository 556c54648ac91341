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
    let mine = match query.get("view") {
        "" => false,
        "mine" if office.is_none() => true,
        _ => return Err(WebError::not_found()),
    };
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let listed = blocking::run(move || {
        if mine {
            list_queue::mine(&working, &session, after, now)
        } else {
            list_queue::page(&working, &session, office, after, now)
        }
    })
    .await?
    .map_err(failed)?;
    let shown = Shown { mine, office };
    let look = Look::new(&app, signed.session.language, now);
    let mut page = look.page(&site, &request, &signed, look.word("queue-title"), "queue");
    page.shell.wide = true;
    page.before = blocks(&look, &listed, &shown).into();
    page.pages = Some(pagination(&look, &listed, &shown, after.is_some()));
    answer(&page, StatusCode::OK)
}

/// Which list is shown.
struct Shown {
    /// What has been given to the person.
    mine: bool,
    /// The queue of one office alone.
    office: Option<OfficeId>,
}

fn blocks(look: &Look, listed: &QueuePage, shown: &Shown) -> Vec<Block> {
    let office = shown.office;
    let mut blocks = urgent::unopened(look, &listed.unopened);
    blocks.extend(messages::waiting(look, &listed.unread));
    blocks.extend(floods::above_queue(look, &listed.floods));
    let several = listed.counts.offices.len() > 1;
    blocks.push(views(look, listed, shown));
    let sum = counts::sum(&listed.counts, office);
    if shown.mine {
        blocks.push(if listed.rows.is_empty() {
            Block::Paragraph(look.word("queue-empty-mine"))
        } else {
            Block::Table(row::table(look, &listed.rows, several))
        });
    } else if listed.rows.is_empty() {
        let key = if sum.all == 0 { "queue-empty" } else { "queue-end" };
        blocks.push(Block::Paragraph(look.word(key)));
    } else {
        blocks.push(Block::Paragraph(counts::line(look, &sum)));
        blocks.push(Block::Table(row::table(look, &listed.rows, several)));
    }
    blocks
}

/// The lists to choose from: all that waits, what is one's own, and each office with how much waits there.
fn views(look: &Look, listed: &QueuePage, shown: &Shown) -> Block {
    let all = Link {
        current: shown.office.is_none() && !shown.mine,
        ..Link::new("queue", look.word("queue-view-all"))
    };
    let mine = Link {
        current: shown.mine,
        ..Link::new("queue?view=mine", look.word("queue-view-mine"))
    };
    let several = listed.counts.offices.len() > 1;
    let each = listed
        .counts
        .offices
        .iter()
        .filter(|_| several)
        .map(|(id, counts)| Link {
            current: shown.office == Some(*id),
            ..Link::new(
                format!("queue?office={id}"),
                format!("{} ({})", look.office(*id), counts::number(look, counts.all)),
            )
        });
    Block::Links([all, mine].into_iter().chain(each).collect())
}

fn pagination(look: &Look, listed: &QueuePage, shown: &Shown, later: bool) -> Pagination {
    let address = |after: Option<String>| {
        let view = shown.mine.then(|| "view=mine".to_owned());
        let office = shown.office.map(|id| format!("office={id}"));
        let after = after.map(|after| format!("after={after}"));
        let query: Vec<String> = view.into_iter().chain(office).chain(after).collect();
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
