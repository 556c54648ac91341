//! The page after a place that decides nothing: no place is known, or it is Åland. Sending is offered all the same.

use super::around::Around;
use super::look;
use super::place;
use super::saying::Saying;
use super::visit::Visit;
use crate::text::Words;
use crate::web::page::component::Block;
use crate::web::page::pages::StepPage;

/// The page.
pub fn page(visit: &Visit, words: Words<'_>, around: &Around<'_>) -> StepPage {
    let aland = visit.at().and_then(|at| place::aland_on(visit, at, around));
    let aland = aland.and_then(|code| around.county_of(code));
    let title = if aland.is_some() {
        "place-aland-title"
    } else {
        "place-unknown-title"
    };
    let shell = look::shell(around, words, false)
        .headed(title, words)
        .step(true, true)
        .leading_to_contacts(words);
    let say = Saying::on(&shell, words);
    let blocks = if let Some(aland) = aland {
        // To read, not to follow: no link leads out of the service.
        vec![say.prose("place-aland"), Block::Paragraph(aland.website.clone())]
    } else {
        // What names no place here may name one abroad.
        let abroad = place::names_no_municipality(visit, around).then_some("place-abroad");
        let texts = ["place-unknown-text"].into_iter().chain(abroad);
        let texts = texts.chain(["contact-emergency", "calls-general"]);
        texts.map(|key| say.prose(key)).collect()
    };
    StepPage {
        shell,
        caption: None,
        errors: None,
        heading: Some(words.get(title).into_owned()),
        blocks: blocks.into(),
        hidden: Vec::new(),
        buttons: vec![say.button("continue", "place-send-anyway")],
        files: false,
        after: Vec::new().into(),
    }
}
