//! The lists of transfers, and the way to them from the desk. No name stands there; of somebody with a protected address no
//! other office is named: it would tell where that person is.

use crate::domain::transfer::Answer;
use crate::intake::transfer::list::{Listed, SLOW, Transfers};
use crate::text::dates;
use crate::web::page::component::Block;
use crate::web::page::view::{Colour, Column, Line, Link, Row, Table, Tag};
use crate::web::staff::look::Look;

use super::counts;

/// Which of the three lists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Incoming,
    Outgoing,
    Answered,
}

/// The lists of the page.
pub fn blocks(look: &Look, listed: &Transfers) -> Vec<Block> {
    let lists = [
        (Kind::Incoming, "transfers-incoming", &listed.incoming),
        (Kind::Outgoing, "transfers-outgoing", &listed.outgoing),
        (Kind::Answered, "transfers-answered", &listed.answered),
    ];
    let mut blocks = Vec::new();
    for (kind, key, rows) in lists {
        blocks.push(Block::Heading(look.word(key)));
        if rows.is_empty() {
            blocks.push(Block::Paragraph(look.word(&format!("{key}-none"))));
        } else {
            blocks.push(Block::Table(table(look, kind, look.word(key), rows)));
        }
    }
    blocks
}

/// The transfers of one office that nobody has answered, for a page of its own; of empty lists nothing.
pub fn unanswered(look: &Look, incoming: &[Listed], outgoing: &[Listed]) -> Vec<Block> {
    let lists = [
        (Kind::Incoming, "handover-transfers-in", incoming),
        (Kind::Outgoing, "handover-transfers-out", outgoing),
    ];
    let mut blocks = Vec::new();
    for (kind, key, rows) in lists.into_iter().filter(|(.., rows)| !rows.is_empty()) {
        let heading = look.words.count(key, "count", rows.len());
        blocks.push(Block::Heading(heading.clone()));
        blocks.push(Block::Table(table(look, kind, heading, rows)));
    }
    blocks
}

fn table(look: &Look, kind: Kind, caption: String, rows: &[Listed]) -> Table {
    let office = match kind {
        Kind::Incoming => "transfers-from",
        Kind::Outgoing | Kind::Answered => "transfers-to",
    };
    let last = match kind {
        Kind::Answered => "transfers-answer",
        Kind::Incoming | Kind::Outgoing => "deadline-start-by",
    };
    let columns = ["transfers-reference", office, "transfers-sent", last];
    Table {
        caption,
        caption_hidden: true,
        columns: columns.map(|key| Column::plain(look.word(key))).into(),
        rows: rows.iter().map(|listed| row(look, kind, listed)).collect(),
    }
}

fn row(look: &Look, kind: Kind, listed: &Listed) -> Row {
    let transfer = &listed.transfer;
    let reference = listed.reference.as_str();
    let gone = kind == Kind::Answered && transfer.answer == Answer::Accepted;
    let first = match kind {
        // What was taken is the other office's: it does not open here any more.
        _ if gone => Line::text(reference),
        Kind::Incoming => Line::Link(Link::new(format!("cases/{}/transfer", transfer.case), reference)),
        Kind::Outgoing | Kind::Answered => {
            Line::Link(Link::new(format!("cases/{}", transfer.case), reference))
        }
    };
    let other = match (kind, transfer.to.office) {
        _ if listed.protected => look.word("queue-protected"),
        (Kind::Incoming, _) => place(look, &look.county(transfer.county), &look.office(transfer.office)),
        (_, Some(office)) => place(look, &look.county(transfer.to.county), &look.office(office)),
        (_, None) => look.county(transfer.to.county),
    };
    let mut sent = vec![Line::Text(dates::moment(look.words, transfer.sent_at))];
    if transfer.urgent_need_open && kind != Kind::Answered {
        sent.push(Line::Tag(Tag {
            text: look.word("transfers-urgent"),
            colour: Colour::Red,
        }));
    }
    if transfer.answer == Answer::Waiting && look.now - transfer.sent_at >= SLOW {
        sent.push(Line::Tag(Tag {
            text: look.word("transfers-slow"),
            colour: Colour::Orange,
        }));
    }
    let last = match (kind, transfer.answered) {
        (Kind::Answered, Some((at, _))) => vec![
            Line::text(look.words.code(Answer::LIST, transfer.answer.as_str())),
            Line::Quiet(dates::moment(look.words, at)),
        ],
        _ => due(look, listed),
    };
    Row {
        cells: vec![vec![first], vec![Line::Text(other)], sent, last],
    }
}

/// By when the assessment starts; where it runs, by when it is ready.
fn due(look: &Look, listed: &Listed) -> Vec<Line> {
    let full = |day| Line::Text(dates::full(look.words, day));
    match (listed.ready_by, listed.start_by) {
        (Some(day), _) => vec![Line::Quiet(look.word("deadline-complete-by")), full(day)],
        (None, Some(day)) => vec![full(day)],
        (None, None) => vec![Line::text(look.word("queue-no-clock"))],
    }
}

/// An office with its county.
pub fn place(look: &Look, county: &str, office: &str) -> String {
    look.words.format(
        "transfer-place",
        &[
            ("county", county.to_owned().into()),
            ("office", office.to_owned().into()),
        ],
    )
}

/// What the desk says of offered cases, of assessments that came and that nobody has, and of those that must soon be ready;
/// nothing where there are none.
pub fn on_desk(look: &Look, incoming: i64, unheld: i64, running: i64) -> Vec<Block> {
    let lists = [
        (incoming, "desk-count-transfers", "transfers"),
        (unheld, "desk-count-unheld", "queue?view=unheld"),
        (running, "desk-count-running", "queue?view=running&due=week"),
    ];
    let links: Vec<Link> = lists
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, key, href)| {
            let count = counts::number(look, count);
            Link::new(href, look.words.with(key, "count", &count))
        })
        .collect();
    if links.is_empty() {
        Vec::new()
    } else {
        vec![Block::Links(links)]
    }
}
