//! Drafts of copies for parties that came back, on the desk of whoever made them. References only.

use crate::intake::party_copy::returned::Returned;
use crate::web::page::component::Block;
use crate::web::page::view::Link;
use crate::web::staff::look::Look;

/// The drafts as links; nothing where none came back.
pub fn on_desk(look: &Look, returned: &[Returned]) -> Vec<Block> {
    if returned.is_empty() {
        return Vec::new();
    }
    let links = returned.iter().map(|draft| {
        let text = look
            .words
            .with("party-returned", "reference", draft.reference.as_str());
        Link::new(format!("cases/{}/party-copy/{}", draft.case, draft.copy), text)
    });
    vec![
        Block::Subheading(look.word("party-returned-title")),
        Block::Links(links.collect()),
    ]
}
