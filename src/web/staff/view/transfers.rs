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
            blocks.push(Block::Table(table(look, kind, key, rows)));
        }
    }
    blocks
}

fn table(look: &Look, kind: Kind, key: &str, rows: &[Listed]) -> Table {
    let office = match kind {
        Kind::Incoming => "transfers-from",
        Kind::Outgoing | Kind::Answered => "transfers-to",
    };
    let last = match kind {
        Kind::Answered => "transfers-answer",
        Kind::Incoming | Kind::Outgoing => "deadline-start-by",
    };
    let columns = ["queue-column-reference", office, "transfers-sent", last];
    Table {
        caption: look.word(key),
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
        _ => vec![Line::Text(listed.start_by.map_or_else(
            || look.word("queue-no-clock"),
            |day| dates::full(look.words, day),
        ))],
    };
    Row {
        cells: vec![vec![first], vec![Line::Text(other)], sent, last],
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

/// What the desk says of offered cases; nothing where there are none.
pub fn on_desk(look: &Look, incoming: i64) -> Vec<Block> {
    if incoming == 0 {
        return Vec::new();
    }
    let count = counts::number(look, incoming);
    let text = look.words.with("desk-count-transfers", "count", &count);
    vec![Block::Links(vec![Link::new("transfers", text)])]
}
