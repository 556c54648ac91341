//! The start page: what a person must know before the first question, and no text field.

use super::around::Around;
use super::look;
use crate::text::Words;
use crate::web::page::component::{Block, Button};
use crate::web::page::pages::StepPage;
use crate::web::page::view::Link;

/// The start page.
pub fn page(words: Words<'_>, around: &Around<'_>) -> StepPage {
    let text = |key: &str| Block::Paragraph(words.get(key).into_owned());
    let shell = look::shell(around, words, false).step(true, false);
    let advice = Link::new(
        format!("{}/{}/contact", shell.root, words.language().code()),
        words.get("start-advice"),
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
            text("start-unknown-hours"),
        ]
        .into(),
        hidden: Vec::new(),
        buttons: vec![Button::go("continue", words.get("start-begin"))],
        files: false,
        after: vec![Block::Links(vec![advice])].into(),
    }
}
