//! What `/privacy` says: what whoever reports, and whoever is reported, must be told of their data ((EU) 2016/679, articles
//! 13 and 14).

use super::saying::Saying;
use crate::domain::whom_to_ask::WhomToAsk;
use crate::web::page::component::Block;

/// The page of `county`, whose service this is; `contacts` is the way to the numbers.
pub fn blocks(ask: &WhomToAsk, county: &str, contacts: String, say: Saying<'_>) -> Vec<Block> {
    let keeper = say.words.with("privacy-keeper", "county", county);
    let mut blocks = vec![
        say.paragraph("privacy-kept"),
        say.paragraph("privacy-guardians"),
        say.paragraph("privacy-device"),
        say.heading("privacy-keeper-title"),
        say.of("privacy-keeper", Block::Paragraph(keeper)),
        say.heading("privacy-why-title"),
        say.paragraph("privacy-why"),
        say.paragraph("privacy-law"),
        say.heading("privacy-what-title"),
        say.paragraph("privacy-what"),
        say.paragraph("privacy-time"),
        say.paragraph("privacy-given"),
        say.heading("privacy-ask-title"),
        say.paragraph("privacy-rights"),
        Block::Links(vec![say.link(contacts, "shell-find-office")]),
    ];
    // Plain text: no link leads away from these pages.
    let facts = [
        ("privacy-row-officer", &ask.data_protection_officer),
        ("privacy-row-notice", &ask.privacy_url),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(key, value)| Some(say.fact(key, value.as_deref()?)));
    blocks.extend(say.rows(facts.collect()));
    blocks.push(say.paragraph("privacy-complaint"));
    blocks
}
