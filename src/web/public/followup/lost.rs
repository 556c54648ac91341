//! What a person sees whose mailbox cannot be gone on with: the page is too old or not ours, or the messages have ended
//! meanwhile. What was typed stands in a box to copy.

use super::letterbox::{MESSAGE, Typed};
use crate::text::Words;
use crate::web::page::component::{Block, Button};
use crate::web::page::field::{FieldFault, Label, TextArea};
use crate::web::page::pages::{PlainPage, StepPage};
use crate::web::page::view::{ErrorSummary, FaultLink, Link};
use crate::web::public::around::Around;
use crate::web::public::attach::{self, With};
use crate::web::public::look;

/// The page at `path` that says the text `why`, with what was `typed`.
pub fn page(path: &str, why: &str, typed: &str, words: Words<'_>, around: &Around<'_>) -> PlainPage {
    let word = |key: &str| words.get(key).into_owned();
    let mut blocks = vec![Block::Paragraph(word(why))];
    if !typed.trim().is_empty() {
        blocks.push(Block::Paragraph(word("lost-copy")));
        blocks.push(Block::Area(TextArea {
            label: Label::new(MESSAGE, word("followup-message")),
            value: typed.replace("\r\n", "\n"),
            rows: 8,
        }));
    }
    let shell = look::shell_at(path, around, words, true)
        .headed("error-title", words)
        .in_each_language("followup");
    let again = format!("{}/{}/followup", shell.root, words.language().path());
    blocks.push(Block::Links(vec![Link::new(again, word("followup-again"))]));
    PlainPage {
        shell,
        heading: word("error-title"),
        panel: None,
        blocks: blocks.into(),
    }
}

/// The page at `path` while the database is away: the box with what was `typed`, to be sent again; `with_files` says that
/// files came along, which must be chosen anew.
pub fn waiting(
    path: &str,
    typed: Typed<'_>,
    with_files: bool,
    words: Words<'_>,
    around: &Around<'_>,
) -> StepPage {
    let word = |key: &str| words.get(key).into_owned();
    let fault = word("followup-not-stored");
    let mut label = Label::new(MESSAGE, word("followup-message"));
    label.error = Some(FieldFault {
        prefix: word("error-prefix"),
        text: fault.clone(),
    });
    let area = TextArea {
        label,
        value: typed.text.replace("\r\n", "\n"),
        rows: 8,
    };
    let mut blocks = vec![Block::Area(area)];
    let mut faults = vec![FaultLink {
        id: MESSAGE.to_owned(),
        text: fault,
    }];
    if with_files {
        let said = attach::not_stored(With::Message, words);
        blocks.push(attach::block(typed.keep, Some(&said), words));
        faults.extend(said.links());
    }
    StepPage {
        shell: look::shell_at(path, around, words, true)
            .headed("followup-mailbox-title", words)
            .step(false, false),
        caption: None,
        errors: Some(ErrorSummary {
            title: word("error-summary-title"),
            faults,
        }),
        heading: Some(word("followup-mailbox-title")),
        blocks: blocks.into(),
        hidden: Vec::new(),
        buttons: vec![Button::go("send", word("followup-try-again"))],
        files: with_files,
        after: Vec::new().into(),
    }
}
