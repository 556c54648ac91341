//! The open mailbox: status, day of arrival, open questions, a box for a message. Never the report, an earlier message of the
//! reporter, a name or what was decided.

use actix_web::http::StatusCode;

use crate::intake::mailbox::{Mailbox, Question};
use crate::text::{Words, dates};
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::field::{FieldFault, Label, TextArea};
use crate::web::page::pages::StepPage;
use crate::web::page::view::{ErrorSummary, FaultLink, Line, Link, SummaryList, SummaryRow};
use crate::web::public::around::Around;
use crate::web::public::attach::{self, Said};
use crate::web::public::look;

/// The name of the box for a message.
pub const MESSAGE: &str = "message";

/// What is to be said of the message that was sent.
#[derive(Clone, Default)]
pub enum News {
    /// Nothing was sent.
    #[default]
    None,
    /// It is stored.
    Sent,
    /// It is not, or the files that came with another button did not stay.
    Wrong(Wrong),
}

/// What is wrong with a message, in words.
#[derive(Clone)]
pub struct Wrong {
    /// What is said at its box.
    pub message: Vec<String>,
    /// What is said of the files that came with it.
    pub files: Option<Said>,
    /// How the page is answered.
    pub status: StatusCode,
}

impl Wrong {
    /// The same at the top of the page.
    fn summary(&self, words: Words<'_>) -> ErrorSummary {
        let title = if self.message.is_empty() {
            "files-title"
        } else {
            "error-summary-title"
        };
        let own = self.message.iter().map(|text| FaultLink {
            id: MESSAGE.to_owned(),
            text: text.clone(),
        });
        ErrorSummary {
            title: words.get(title).into_owned(),
            faults: own.chain(self.files.iter().flat_map(Said::links)).collect(),
        }
    }
}

impl News {
    /// How the page is answered.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::None | Self::Sent => StatusCode::OK,
            Self::Wrong(wrong) => wrong.status,
        }
    }
}

/// What stood in the form, and stays there.
#[derive(Clone, Copy, Default)]
pub struct Typed<'a> {
    /// The message.
    pub text: &'a str,
    /// Pictures keep what they tell of their making.
    pub keep: bool,
}

/// The page of `mailbox` at `path`, with what was `typed`.
pub fn page(
    path: &str,
    mailbox: &Mailbox,
    news: &News,
    typed: Typed<'_>,
    words: Words<'_>,
    around: &Around<'_>,
) -> StepPage {
    let word = |key: &str| words.get(key).into_owned();
    let mut blocks = Vec::new();
    if matches!(news, News::Sent) {
        blocks.push(Block::Inset(word("followup-sent")));
    }
    blocks.push(Block::Summary(SummaryList {
        rows: statuses(mailbox, words),
    }));
    if mailbox.closed {
        blocks.push(Block::Paragraph(word("followup-closed")));
    } else {
        blocks.extend(questions(&mailbox.questions, mailbox, words));
    }
    let wrong = match news {
        News::Wrong(wrong) if !mailbox.closed => Some(wrong),
        _ => None,
    };
    let errors = wrong.map(|wrong| wrong.summary(words));
    let mut buttons = Vec::new();
    if !mailbox.closed {
        let mut label = Label::new(MESSAGE, word("followup-message"));
        label.hint = Some(word("followup-message-hint"));
        let fault = wrong.map(|wrong| wrong.message.join(" "));
        label.error = fault.filter(|text| !text.is_empty()).map(|text| FieldFault {
            prefix: word("error-prefix"),
            text,
        });
        let said = wrong.and_then(|wrong| wrong.files.as_ref());
        blocks.push(Block::Area(TextArea {
            label,
            value: typed.text.replace("\r\n", "\n"),
            rows: 8,
        }));
        blocks.push(attach::block(typed.keep, said, words));
        buttons.push(Button::go("send", word("followup-send")));
        buttons.push(Button::go("close", word("followup-close")).looking(ButtonLook::Secondary));
    }
    let shell = look::shell_at(path, around, words, errors.is_some())
        .headed("followup-mailbox-title", words)
        .step(false, false);
    let again = Link::new(
        format!("{}/{}", shell.root, words.language().path()),
        word("followup-new-report"),
    );
    let after = if mailbox.closed {
        vec![Block::Links(vec![again])]
    } else {
        Vec::new()
    };
    StepPage {
        shell,
        caption: None,
        errors,
        heading: Some(word("followup-mailbox-title")),
        blocks: blocks.into(),
        hidden: Vec::new(),
        buttons,
        files: !mailbox.closed,
        after: after.into(),
    }
}

/// The day of arrival, and each case with its status.
fn statuses(mailbox: &Mailbox, words: Words<'_>) -> Vec<SummaryRow> {
    let row = |key: String, value: String| SummaryRow {
        key,
        value: vec![Line::text(value)],
        action: None,
    };
    let arrived = row(
        words.get("followup-arrived").into_owned(),
        dates::full(words, mailbox.received_on),
    );
    let cases = mailbox.cases.iter().map(|(reference, status)| {
        let key = format!("followup-status-{}", status.as_str().replace('_', "-"));
        row(reference.to_string(), words.get(&key).into_owned())
    });
    std::iter::once(arrived).chain(cases).collect()
}

fn questions(questions: &[Question], mailbox: &Mailbox, words: Words<'_>) -> Vec<Block> {
    if questions.is_empty() {
        return vec![Block::Paragraph(words.get("followup-no-questions").into_owned())];
    }
    let mut blocks = vec![Block::Heading(words.get("followup-questions").into_owned())];
    for question in questions {
        let date = dates::full(words, question.on);
        blocks.push(Block::Subheading(words.with("followup-asked", "date", &date)));
        blocks.push(Block::Words {
            text: question.text.expose().to_owned(),
            lang: Some(mailbox.language.code().to_owned()),
        });
    }
    blocks
}

/// Asks whether the messages are really to be closed; what was typed travels on in the page.
pub fn confirm(path: &str, typed: &str, words: Words<'_>, around: &Around<'_>) -> StepPage {
    let word = |key: &str| words.get(key).into_owned();
    let mut blocks = vec![Block::Paragraph(word("followup-close-text"))];
    if !typed.trim().is_empty() {
        let mut label = Label::new(MESSAGE, word("followup-message"));
        label.hint = Some(word("followup-close-typed"));
        blocks.push(Block::Area(TextArea {
            label,
            value: typed.replace("\r\n", "\n"),
            rows: 4,
        }));
    }
    StepPage {
        shell: look::shell_at(path, around, words, false)
            .headed("followup-close-title", words)
            .step(false, true),
        caption: None,
        errors: None,
        heading: Some(word("followup-close-title")),
        blocks: blocks.into(),
        hidden: Vec::new(),
        buttons: vec![
            Button::go("close_now", word("followup-close-now")).looking(ButtonLook::Warning),
            Button::go("previous", word("followup-keep")).looking(ButtonLook::Secondary),
        ],
        files: false,
        after: Vec::new().into(),
    }
}
