//! The start page: what a person must know before the first question, and no text field.

use super::around::Around;
use super::calls::Call;
use super::look;
use crate::domain::answering::AnsweredBy;
use crate::domain::hours::{DayKind, OpeningState};
use crate::domain::phone::Audience;
use crate::text::{FluentValue, Words};
use crate::web::hours;
use crate::web::page::component::{Block, Button};
use crate::web::page::pages::StepPage;
use crate::web::page::prose::Prose;
use crate::web::page::view::Link;

/// The start page.
pub fn page(words: Words<'_>, around: &Around<'_>) -> StepPage {
    let text = |key: &str| Block::Prose(words.get(key).into_owned().into());
    let shell = look::shell(around, words, false)
        .headed("start-title", words)
        .step(true, false)
        .leading_to_contacts(words);
    let advice = Link::new(
        format!("{}/{}/contacts", shell.root, words.language().path()),
        words.get("start-advice"),
    );
    let paper = Link::new(
        format!("{}/{}/paper", shell.root, words.language().path()),
        words.get("start-paper"),
    );
    let follow_up = Link::new(
        format!("{}/{}/followup", shell.root, words.language().path()),
        words.get("start-follow-up"),
    );
    StepPage {
        shell,
        caption: None,
        errors: None,
        heading: Some(words.get("start-title").into_owned()),
        blocks: vec![
            text("start-danger"),
            text("start-anonymous"),
            text("start-guardians"),
            text("start-time"),
            text("start-history"),
            Block::Prose(read_when(words, around)),
        ]
        .into(),
        hidden: Vec::new(),
        buttons: vec![Button::go("continue", words.get("start-begin"))],
        files: false,
        after: vec![Block::Links(vec![advice, paper, follow_up])].into(),
    }
}

/// When the report will be read, and whom to call if it cannot wait: by the clock of the county's own office.
pub fn read_when(words: Words<'_>, around: &Around<'_>) -> Prose {
    let home = around.rules.home_county();
    let call = Call {
        office: around.rules.fallback_office(home),
        duty: around.rules.duty(home),
    };
    let answering = call.answering(Audience::Anyone, around.now);
    let own = answering.by == AnsweredBy::Office;
    let (key, when) = match answering.state {
        OpeningState::Open(_) if own => ("start-open", String::new()),
        OpeningState::Open(_) => ("start-open-no-number", String::new()),
        OpeningState::Closed(Some(opens)) => {
            let holiday = DayKind::of(around.today()) == DayKind::Holiday;
            let key = if holiday { "start-holiday" } else { "start-closed" };
            (key, hours::moment(opens, around.now, words))
        }
        OpeningState::Closed(None) | OpeningState::Unknown => ("start-unknown-hours", String::new()),
    };
    let text = words.format(
        key,
        &[
            ("when", FluentValue::from(when)),
            ("phone", FluentValue::from(answering.number())),
        ],
    );
    Prose::new(text, answering.phone.iter())
}
