//! The start page: what a person must know before the first question, and no text field.

use super::around::Around;
use super::calls::Call;
use super::look;
use super::saying::Saying;
use crate::domain::answering::AnsweredBy;
use crate::domain::hours::{DayKind, OpeningState};
use crate::domain::phone::Audience;
use crate::text::{FluentValue, Words};
use crate::web::hours;
use crate::web::page::component::Block;
use crate::web::page::pages::StepPage;
use crate::web::page::prose::Prose;

/// The start page.
pub fn page(words: Words<'_>, around: &Around<'_>) -> StepPage {
    let shell = look::shell(around, words, false)
        .headed("start-title", words)
        .step(true, false)
        .leading_to_contacts(words);
    let say = Saying::on(&shell, words);
    let folder = format!("{}/{}", shell.root, words.language().path());
    let links = [
        ("contacts", "start-advice"),
        ("paper", "start-paper"),
        ("followup", "start-follow-up"),
    ];
    let links = links.map(|(page, key)| say.link(format!("{folder}/{page}"), key));
    StepPage {
        shell,
        caption: None,
        errors: None,
        heading: Some(words.get("start-title").into_owned()),
        blocks: vec![
            say.prose("start-danger"),
            say.prose("start-anonymous"),
            say.prose("start-guardians"),
            say.prose("start-time"),
            say.prose("start-history"),
            read_when(say, around),
        ]
        .into(),
        hidden: Vec::new(),
        buttons: vec![say.button("continue", "start-begin")],
        files: false,
        after: vec![Block::Links(links.into())].into(),
    }
}

/// When the report will be read, and whom to call if it cannot wait: by the clock of the county's own office.
pub fn read_when(say: Saying<'_>, around: &Around<'_>) -> Block {
    let words = say.words;
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
    say.of(key, Block::Prose(Prose::new(text, answering.phone.iter())))
}
