//! The page after a place that decides nothing: no place is known, or it is Åland. Sending is offered all the same.

use super::around::Around;
use super::look;
use super::place;
use super::visit::Visit;
use crate::text::Words;
use crate::web::page::component::{Block, Button};
use crate::web::page::pages::StepPage;

/// The page.
pub fn page(visit: &Visit, words: Words<'_>, around: &Around<'_>) -> StepPage {
    let text = |key: &str| Block::Paragraph(words.get(key).into_owned());
    let mut blocks = Vec::new();
    match place::aland_is_meant(visit, around).and_then(|code| around.county_of(code)) {
        Some(aland) => {
            blocks.push(text("place-aland"));
            blocks.push(Block::Paragraph(aland.website.clone()));
        }
        None => blocks.push(text("place-unknown-text")),
    }
    blocks.push(text("contact-emergency"));
    blocks.push(text("contact-duty"));
    StepPage {
        shell: look::shell(around, words, false).step(true, true),
        caption: None,
        errors: None,
        heading: Some(words.get("place-unknown-title").into_owned()),
        blocks: blocks.into(),
        hidden: Vec::new(),
        buttons: vec![Button::go("continue", words.get("place-send-anyway"))],
        files: false,
        after: Vec::new().into(),
    }
}
