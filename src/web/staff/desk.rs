//! The desk, `GET /staff/`: the next case as its first control, how much waits and of what kind, what somebody comes back to,
//! what falls due next.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::admin::here;
use super::look::{Look, answer, csrf};
use super::view::{self, counts, heat, messages, notices};
use crate::intake::break_glass::review;
use crate::intake::party_copy::returned;
use crate::intake::worklist::{self, Day, Untaken};
use crate::intake::{App, assign, given_up, own_worker, recheck, reminders, transfer};
use crate::text::{FluentValue, dates};
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
    let (day, trouble, (due, handed), (incoming, emergencies), (rechecks, returned)) =
        blocking::run(move || {
            let day = worklist::day(&working, &session, now)?;
            let due = reminders::due(&working, &session, now)?;
            let handed = own_worker::waiting(&working, &session)?;
            let incoming = transfer::list::incoming(&working, &session)?;
            let emergencies = review::waiting(&working, &session, now)?;
            let rechecks = recheck::waiting(&working, &session)?;
            let returned = returned::to_maker(&working, &session)?;
            Ok((
                day,
                given_up::trouble(&working, &session)?,
                (due, handed),
                (incoming, emergencies),
                (rechecks, returned),
            ))
        })
        .await?
        .map_err(failed)?;
    let look = Look::new(&app, signed.session.language, now);
    let mut page = look.page(&site, &request, &signed, look.word("staff-desk"), "");
    // One line without a control; what is done about it stands below.
    let mut before: Vec<Block> = notices::warning(&look, &trouble).into_iter().collect();
    let has_queue = !day.counted.offices.is_empty();
    if has_queue {
        before.extend(first(&look, &signed, &day));
    } else {
        before.push(Block::Paragraph(look.word("desk-no-queue")));
    }
    before.extend(
        emergencies
            .filter(|waiting| *waiting > 0)
            .map(|waiting| to_emergencies(&look, waiting)),
    );
    before.extend(view::reminders::blocks(&look, &due));
    before.extend(day.note.as_ref().map(|note| to_handover(&look, note)));
    before.extend(view::transfers::on_desk(&look, incoming, day.unheld, day.running));
    before.extend(view::recheck::on_desk(&look, rechecks));
    before.extend(view::own_worker::blocks(&look, &handed));
    if has_queue {
        before.extend(messages::waiting(&look, &day.unread));
    }
    before.extend(view::party_copy::returned::on_desk(&look, &returned));
    before.extend(notices::blocks(
        &look,
        &trouble,
        &signed.session.scope,
        csrf(&signed),
    ));
    if has_queue {
        before.push(heat::table(&look, &day.days));
        before.push(Block::Links(vec![
            Link::new("queue", look.word("desk-to-queue")),
            Link::new("shortcuts", look.word("shortcuts-title")),
        ]));
    }
    before.extend(
        emergencies
            .filter(|waiting| *waiting == 0)
            .map(|waiting| to_emergencies(&look, waiting)),
    );
    if assign::answers(&signed.session) {
        let link = Link::new("absence", look.word("absence-title"));
        before.push(Block::Links(vec![link]));
    }
    if here::is_administrator(&signed) {
        let link = Link::new("admin", look.word("staff-admin"));
        before.push(Block::Links(vec![link]));
    }
    page.before = before.into();
    answer(&page, StatusCode::OK)
}

/// What somebody with a queue sees first: the first control of the day, the four counts.
fn first(look: &Look, signed: &SignedIn, day: &Day) -> Vec<Block> {
    let sum = counts::sum(&day.counted, None);
    let unread = i64::try_from(day.unread.count).unwrap_or(i64::MAX);
    let mut to_messages = messages::skip(look, signed.session.accesskeys);
    to_messages.text = look
        .words
        .with("desk-count-messages", "count", &counts::number(look, unread));
    if day.unread.cases.is_empty() {
        "queue".clone_into(&mut to_messages.href);
    }
    let count = |href: &str, key: &str, count: i64| {
        let text = look.words.with(key, "count", &counts::number(look, count));
        Link::new(href, text)
    };
    let mut blocks = Vec::new();
    if sum.unassessed == 0 && !day.next {
        blocks.push(Block::Paragraph(look.word("queue-empty")));
    } else {
        blocks.push(next(look, signed));
    }
    if day.proposed > 0 {
        let to_sign = count("queue?view=proposed", "desk-count-proposed", day.proposed);
        blocks.push(Block::Links(vec![to_sign]));
    }
    blocks.push(Block::Links(vec![
        count("queue?view=unassessed", "desk-count-unassessed", sum.unassessed),
        count("queue?due=today", "desk-count-due", sum.due),
        count("queue?view=mine", "desk-count-mine", day.mine),
        to_messages,
    ]));
    blocks.push(Block::Summary(counts::summary(look, &day.counted.offices)));
    blocks
}

/// The way to the newest note of a shift before that nobody has read. Its words stay sealed: reading them is recorded.
fn to_handover(look: &Look, note: &Untaken) -> Block {
    let text = look.words.format(
        "desk-handover-note",
        &[
            ("who", FluentValue::from(note.author.as_str())),
            (
                "when",
                FluentValue::from(dates::short_moment(look.words, note.at)),
            ),
        ],
    );
    Block::Links(vec![Link::new(format!("handover?office={}", note.office), text)])
}

/// The way to what was opened in an emergency: above what comes later while somebody must look it through.
fn to_emergencies(look: &Look, waiting: usize) -> Block {
    let text = match waiting {
        0 => look.word("emergencies-title"),
        waiting => look.words.count("emergencies-waiting", "count", waiting),
    };
    Block::Links(vec![Link::new("emergencies", text)])
}

/// The first control of the day.
fn next(look: &Look, signed: &SignedIn) -> Block {
    Block::Form(StaffForm {
        action: "next".to_owned(),
        hidden: csrf(signed),
        blocks: Vec::new().into(),
        buttons: vec![Button::go("next", look.word("desk-next")).key('s', signed.session.accesskeys)],
    })
}
