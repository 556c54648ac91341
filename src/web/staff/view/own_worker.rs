//! What the desk says to an own worker of the cases that were handed to them. References only.

use crate::intake::own_worker::Waiting;
use crate::web::page::component::Block;
use crate::web::page::view::Link;
use crate::web::staff::look::Look;

/// The cases as links, and the way to the others where not all are named; nothing where there is none.
pub fn blocks(look: &Look, waiting: &Waiting) -> Vec<Block> {
    if waiting.cases.is_empty() {
        return Vec::new();
    }
    let named = waiting
        .cases
        .iter()
        .map(|handed| Link::new(format!("cases/{}", handed.case), handed.reference.as_str()));
    let others = waiting.count > waiting.cases.len();
    let all = others.then(|| Link::new("queue?view=mine", look.word("own-worker-all")));
    vec![
        Block::Heading(look.words.count("own-worker-waiting", "count", waiting.count)),
        Block::Links(named.chain(all).collect()),
    ]
}
