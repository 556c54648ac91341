//! How far the work on a case is, on its page: the ways to the workspace, to the notices, to the birth and to the contact.

use crate::intake::open_case::CaseFile;
use crate::text::{FluentValue, dates};
use crate::web::page::component::Block;
use crate::web::page::view::Link;
use crate::web::staff::look::Look;

use super::hand_out;

/// The lines of `file`; `cases` is the way from the page to the folder of all cases. Nothing for somebody who only looks.
pub fn blocks(look: &Look, file: &CaseFile, cases: &str) -> Vec<Block> {
    let progress = &file.progress;
    if !progress.works {
        return Vec::new();
    }
    let folder = format!("{cases}/{}", file.case.id);
    let mut blocks = vec![Block::Heading(look.word("progress-title"))];
    if progress.open_notices > 0 {
        blocks.push(Block::Inset(open_notices(look, file)));
    }
    if progress.open_relationship > 0 {
        let text = look
            .words
            .count("progress-open-relationship", "count", progress.open_relationship);
        blocks.push(Block::Inset(text));
    }
    let mut links = vec![
        Link::new(format!("{folder}/assessment"), look.word("progress-assessment")),
        Link::new(format!("{folder}/notices"), look.word("progress-notices")),
    ];
    if progress.awaits_birth {
        let expected = progress.expected.map_or_else(
            || look.word("birth-expected-unknown"),
            |date| dates::full(look.words, date),
        );
        blocks.push(Block::Paragraph(look.words.with(
            "progress-expected",
            "date",
            &expected,
        )));
        links.push(Link::new(format!("{folder}/birth"), look.word("progress-birth")));
    }
    if progress.contact {
        links.push(Link::new(
            format!("{folder}/contact"),
            look.word("progress-social-contact"),
        ));
    }
    if let Some(born_on) = progress.born_on {
        let date = dates::full(look.words, born_on);
        blocks.push(Block::Paragraph(look.words.with("progress-born", "date", &date)));
    }
    links.push(Link::new(format!("{folder}/party-copy"), look.word("party-link")));
    links.push(Link::new(
        format!("{folder}/hand-out"),
        look.word("hand-out-link"),
    ));
    blocks.extend(
        progress
            .handed_out
            .as_ref()
            .map(|last| hand_out::said(look, last)),
    );
    blocks.push(Block::Links(links));
    blocks
}

/// How many are still to be told, and by when: within the seven working days of the start (K14).
fn open_notices(look: &Look, file: &CaseFile) -> String {
    let number = |count: usize| FluentValue::from(u32::try_from(count).unwrap_or(u32::MAX));
    let (open, all) = (file.progress.open_notices, file.progress.notices);
    let mut variables = vec![("open", number(open)), ("all", number(all))];
    match &file.case.clocks {
        Some(clocks) => {
            let date = dates::short(look.words, clocks.start_by.target);
            variables.push(("date", FluentValue::from(date)));
            look.words.format("progress-open-notices", &variables)
        }
        None => look.words.format("progress-open-notices-unborn", &variables),
    }
}
