//! The page after a place that decides nothing: no place is known, or it is Åland. Sending is offered all the same.

use super::around::Around;
use super::look;
use super::place;
use super::visit::Visit;
use crate::text::Words;
use crate::web::page::component::{Block, Button};
use crate::web::page::pages::StepPage;
use crate::web::page::view::Link;

/// The page.
pub fn page(visit: &Visit, words: Words<'_>, around: &Around<'_>) -> StepPage {
    let text = |key: &str| Block::Prose(words.get(key).into_owned().into());
    let aland = place::aland_is_meant(visit, around).and_then(|code| around.county_of(code));
    let (title, blocks) = match aland {
        Some(aland) => {
            let site = Link::new(aland.website.clone(), aland.website.clone());
            (
                "place-aland-title",
                vec![text("place-aland"), Block::Links(vec![site])],
            )
        }
        None => (
            "place-unknown-title",
            ["place-unknown-text", "contact-emergency", "calls-general"]
                .map(text)
                .into(),
        ),
    };
    StepPage {
        shell: look::shell(around, words, false)
            .step(true, true)
            .leading_to_contacts(words),
        caption: None,
        errors: None,
        heading: Some(words.get(title).into_owned()),
        blocks: blocks.into(),
        hidden: Vec::new(),
        buttons: vec![Button::go("continue", words.get("place-send-anyway"))],
        files: false,
        after: Vec::new().into(),
    }
}
