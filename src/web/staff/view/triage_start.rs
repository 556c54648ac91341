//! The day on which an assessment started, where that is another one than today; and why it is late, if it is. Closed, as it
//! is seldom asked for: one stop of the Tab key.

use crate::domain::assessment::DelayCause;
use crate::domain::deadline::Clocks;
use crate::domain::triage::starts_late;
use crate::web::extract::csrf::Fields;
use crate::web::page::component::{Block, Details};
use crate::web::page::field::{Choice, Choices, Label, TextField, Width};
use crate::web::staff::look::Look;

/// What was typed and not taken.
#[derive(Default)]
pub struct Typed {
    on: String,
    cause: String,
}

impl Typed {
    /// What was posted.
    pub fn of(fields: &Fields) -> Self {
        Self {
            on: fields.get("started_on").to_owned(),
            cause: fields.get("start_delay").to_owned(),
        }
    }
}

/// The questions, with the labels of the day and of the cause. The cause is asked for once today is late: no day that can be
/// told is later.
pub fn block(look: &Look, clocks: &Clocks, (on, why): (Label, Label), typed: Option<&Typed>) -> Block {
    let is_told = typed.is_some_and(|typed| !typed.on.trim().is_empty() || !typed.cause.is_empty());
    let late = starts_late(Some(clocks), look.today());
    let mut field = TextField::new(on, typed.map(|typed| typed.on.clone()).unwrap_or_default());
    field.width = Width::Ten;
    let mut inside = vec![Block::Text(field)];
    if late {
        inside.push(cause(look, why, typed.map_or("", |typed| &typed.cause)));
    }
    Block::Details(Details {
        summary: look.word(if late { "triage-start-late" } else { "triage-start" }),
        open: is_told,
        inside: inside.into(),
    })
}

fn cause(look: &Look, label: Label, chosen: &str) -> Block {
    let choice = |value: &str, label: String| Choice {
        value: value.to_owned(),
        label,
        hint: None,
        checked: chosen == value,
    };
    let causes = DelayCause::ALL.map(DelayCause::as_str);
    let causes = causes.map(|code| choice(code, look.words.code("delay_cause", code).into_owned()));
    let items = std::iter::once(choice("", look.word("triage-start-untold"))).chain(causes);
    Block::Select(Choices::new(label, items.collect()))
}
