//! What was typed into a form that the page has no more, because somebody else took the case further meanwhile: it stands
//! there as words to copy, so that nothing is lost.

use crate::web::page::component::Block;
use crate::web::page::view::{ErrorSummary, FaultLink};
use crate::web::staff::look::Look;

/// Where these words stand on the page.
const PLACE: &str = "unsaved";

/// What was typed, each under the name of its field; what is empty is left out. Nothing where all of it is.
pub fn blocks(look: &Look, typed: Vec<(String, String)>) -> Vec<Block> {
    let typed: Vec<Block> = typed
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .flat_map(|(name, text)| [Block::Subheading(name), Block::Words { text, lang: None }])
        .collect();
    if typed.is_empty() {
        return typed;
    }
    let title = Block::Place {
        id: PLACE,
        text: look.word("unsaved-title"),
    };
    std::iter::once(title).chain(typed).collect()
}

/// That it was not saved: leads to what was typed, or to the page as it stands now where nothing was.
pub fn fault(look: &Look, kept: &[Block]) -> FaultLink {
    let (id, key) = if kept.is_empty() {
        ("main", "triage-overtaken")
    } else {
        (PLACE, "unsaved-error")
    };
    FaultLink {
        id: id.to_owned(),
        text: look.word(key),
    }
}

/// The summary with nothing but [`fault`].
pub fn summary(look: &Look, kept: &[Block]) -> ErrorSummary {
    ErrorSummary {
        title: look.word("error-summary-title"),
        faults: vec![fault(look, kept)],
    }
}
