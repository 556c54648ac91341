//! A contact with social welfare: when its assessment began, and what came of it.

use crate::domain::assessment::Stopped;
use crate::domain::social_contact::{
    Ending, begun_on, ending, is_begun_late, is_contact, is_ready_late, special_support,
};
use crate::intake::social_contact::open::SocialContact;
use crate::text::dates;
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::field::Width;
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{Line, Link, SummaryList, SummaryRow};
use crate::web::staff::filled::{Controls, Filled, hidden};
use crate::web::staff::look::Look;
use crate::web::staff::typed;

use super::assessment::ending::{delay, told, untold};
use super::{deadlines, identity_bar};

/// Its assessment began.
pub const BEGUN: &str = "begun";
/// It is finished.
pub const ENDED: &str = "ended";

/// The blocks of the page; `folder` is the way from it to the case, `filled` what was posted and not taken.
pub fn blocks(
    look: &Look,
    contact: &SocialContact,
    signed: &SignedIn,
    folder: &str,
    filled: Option<&Filled>,
) -> Vec<Block> {
    let (case, life) = (&contact.case, &contact.life);
    let mut blocks = vec![
        Block::Links(vec![Link::new(folder, look.word("work-back"))]),
        identity_bar::block(look, case, life, &contact.opened, Stopped::of(life)),
    ];
    if !is_contact(life) {
        blocks.push(Block::Paragraph(look.word("social-contact-not")));
        return blocks;
    }
    if let Some(ending) = ending(life) {
        blocks.push(Block::Heading(look.word("social-contact-result")));
        blocks.push(Block::Summary(ended(look, ending)));
        return blocks;
    }
    blocks.extend(deadlines::of_contact(
        look,
        case.clocks.as_ref(),
        special_support(life),
    ));
    if !contact.signs {
        blocks.push(Block::Paragraph(look.word("social-contact-whose")));
        return blocks;
    }
    let form = |name: &'static str, key: &str, inside: Vec<Block>| {
        let version = [("version", case.version.to_string())];
        Block::Form(StaffForm {
            action: format!("{folder}/contact"),
            hidden: hidden(signed, &version),
            blocks: inside.into(),
            buttons: vec![Button::go(name, look.word(key)).looking(if name == ENDED {
                ButtonLook::Primary
            } else {
                ButtonLook::Secondary
            })],
        })
    };
    if begun_on(life).is_none() {
        let controls = Controls::of(look, filled, BEGUN);
        let today = typed::written(look.today());
        blocks.push(Block::Heading(look.word("social-contact-begun")));
        blocks.push(form(
            BEGUN,
            "social-contact-begun-button",
            vec![controls.text("begun_on", "social-contact-begun-on", &today, Width::Ten)],
        ));
    }
    blocks.push(Block::Heading(look.word("social-contact-ended")));
    blocks.extend(untold(look, folder, contact.open_notices, &contact.joined_untold));
    let controls = Controls::of(look, filled, ENDED);
    blocks.push(form(
        ENDED,
        "social-contact-ended-button",
        ending_fields(look, contact, &controls),
    ));
    blocks
}

/// What is asked at the end, in the order in which it is checked. Why something was late is asked for once today is late: no day
/// that can be told is later.
fn ending_fields(look: &Look, contact: &SocialContact, controls: &Controls<'_>) -> Vec<Block> {
    let life = &contact.life;
    let begun = begun_on(life);
    let today = typed::written(look.today());
    let mut fields = Vec::new();
    if begun.is_none() {
        fields.push(controls.text("ended_started", "social-contact-begun-on", "", Width::Ten));
    }
    if is_begun_late(life, begun.unwrap_or_else(|| look.today())) {
        fields.extend(delay(controls, "ended_start", "work-start-delay"));
    }
    fields.push(controls.text("ended_on", "work-completed-on", &today, Width::Ten));
    if is_ready_late(life, look.today()) {
        fields.extend(delay(controls, "ended_complete", "work-complete-delay"));
    }
    fields.push(controls.area("ended_outcome", "social-contact-outcome", 6));
    fields
}

/// What came of it.
fn ended(look: &Look, ending: &Ending) -> SummaryList {
    let row = |key: &str, value: Vec<Line>| SummaryRow {
        key: look.word(key),
        value,
        action: None,
    };
    let day = |on| vec![Line::Text(dates::full(look.words, on))];
    let delays = [
        ("work-start-delay", &ending.start_delay),
        ("work-complete-delay", &ending.complete_delay),
    ];
    let delays = delays
        .into_iter()
        .filter_map(|(key, delay)| Some(row(key, told(look, delay.as_ref()?))));
    let rows = [
        row("social-contact-begun-on", day(ending.started_on)),
        row("work-completed-on", day(ending.completed_on)),
        row(
            "social-contact-outcome",
            vec![Line::text(ending.outcome.expose())],
        ),
    ];
    SummaryList {
        rows: rows.into_iter().chain(delays).collect(),
    }
}
