//! Draws what one shift leaves to the next: lists of references with dates and holders, promises, messages, notes.

use crate::domain::lifecycle::CaseStatus;
use crate::domain::summary::URGENT;
use crate::intake::handover::{HOURS, Handover, Kind, Listed, MOST, Told};
use crate::intake::mailbox::unread::Waiting;
use crate::text::{FluentValue, dates};
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{Colour, Column, Line, Link, Row, SummaryList, SummaryRow, Table, Tag};
use crate::web::staff::filled::{Controls, Filled, hidden};
use crate::web::staff::look::Look;
use crate::web::staff::view::{marks, messages, reminders, transfers};

use super::{TAKE, WRITE};

/// The blocks of the page; `sending` is something random, `filled` what was posted and not taken.
pub fn blocks(
    look: &Look,
    left: &Handover,
    signed: &SignedIn,
    hours: u32,
    sending: String,
    filled: Option<&Filled>,
) -> Vec<Block> {
    let mut blocks = offices(look, left, signed, hours);
    blocks.push(lengths(look, left, hours));
    let since = dates::moment(look.words, left.since);
    let until = dates::moment(look.words, look.now);
    blocks.push(Block::Paragraph(look.words.format(
        "handover-since",
        &[
            ("since", FluentValue::from(since)),
            ("until", FluentValue::from(until)),
        ],
    )));
    blocks.extend(notes(look, left, signed, hours));
    let empty = left.lists.iter().all(|(_, cases)| cases.is_empty())
        && left.reminders.is_empty()
        && left.unread.is_empty()
        && left.incoming.is_empty()
        && left.outgoing.is_empty();
    if empty {
        blocks.push(Block::Paragraph(look.word("handover-empty")));
    }
    let lists = left.lists.iter().filter(|(_, cases)| !cases.is_empty());
    for (kind, cases) in lists {
        blocks.push(Block::Heading(look.words.count(key(*kind), "count", cases.len())));
        blocks.push(Block::Table(table(look, *kind, cases)));
        if cases.len() == MOST {
            blocks.push(Block::Paragraph(look.words.count("handover-more", "count", MOST)));
        }
    }
    blocks.extend(transfers::unanswered(look, &left.incoming, &left.outgoing));
    blocks.extend(reminders::blocks(look, &left.reminders));
    blocks.extend(messages::waiting(
        look,
        &Waiting {
            count: left.unread.len(),
            cases: left.unread.clone(),
        },
    ));
    let own = [
        ("office", left.office.to_string()),
        ("hours", hours.to_string()),
        ("sending", sending),
    ];
    let controls = Controls::of(look, filled, WRITE);
    blocks.push(Block::Form(StaffForm {
        action: "handover".to_owned(),
        hidden: hidden(signed, &own),
        blocks: vec![controls.area("note", "handover-note", 4)].into(),
        buttons: vec![Button::go(WRITE, look.word("handover-write")).looking(ButtonLook::Secondary)],
    }));
    blocks
}

/// The person's offices to choose from, where there is more than one.
fn offices(look: &Look, left: &Handover, signed: &SignedIn, hours: u32) -> Vec<Block> {
    let offices = signed.session.scope.queue_offices();
    if offices.len() < 2 {
        return Vec::new();
    }
    let links = offices.into_iter().map(|office| Link {
        current: office == left.office,
        ..Link::new(
            format!("handover?office={office}&hours={hours}"),
            look.office(office),
        )
    });
    vec![Block::LinkRow {
        label: look.word("handover-offices"),
        links: links.collect(),
    }]
}

/// How far one looks back.
fn lengths(look: &Look, left: &Handover, hours: u32) -> Block {
    let mut all = HOURS;
    all.sort_unstable();
    let links = all.into_iter().map(|length| {
        let number = usize::try_from(length).unwrap_or_default();
        Link {
            current: length == hours,
            ..Link::new(
                format!("handover?office={}&hours={length}", left.office),
                look.words.count("handover-hours", "hours", number),
            )
        }
    });
    Block::LinkRow {
        label: look.word("handover-lengths"),
        links: links.collect(),
    }
}

/// The notes of the shifts before, and the button by which they are read.
fn notes(look: &Look, left: &Handover, signed: &SignedIn, hours: u32) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(look.word("handover-notes"))];
    if left.notes.is_empty() {
        blocks.push(Block::Paragraph(look.word("handover-no-notes")));
    } else {
        let rows = left.notes.iter().map(|note| note_row(look, note));
        blocks.push(Block::Summary(SummaryList { rows: rows.collect() }));
    }
    let own = [("office", left.office.to_string()), ("hours", hours.to_string())];
    let mut button = Button::go(TAKE, look.word("handover-take"));
    if !left.waits {
        button = button.looking(ButtonLook::Secondary);
    }
    blocks.push(Block::Form(StaffForm {
        action: "handover".to_owned(),
        hidden: hidden(signed, &own),
        blocks: Vec::new().into(),
        buttons: vec![button],
    }));
    blocks
}

fn note_row(look: &Look, note: &Told) -> SummaryRow {
    let text = note
        .text
        .as_ref()
        .map_or_else(|| look.word("handover-damaged"), |text| text.expose().to_owned());
    let taken = note.taken.as_ref().map_or_else(
        || look.word("handover-unread"),
        |(who, at)| {
            let when = dates::moment(look.words, *at);
            let parts = [
                ("who", FluentValue::from(who.as_str())),
                ("when", FluentValue::from(when)),
            ];
            look.words.format("handover-read", &parts)
        },
    );
    SummaryRow {
        key: format!("{}, {}", note.author, dates::moment(look.words, note.at)),
        value: vec![Line::Text(text), Line::Quiet(taken)],
        action: None,
    }
}

const fn key(kind: Kind) -> &'static str {
    match kind {
        Kind::Came => "handover-came",
        Kind::Urgent => "handover-urgent",
        Kind::Unassessed => "handover-unassessed",
        Kind::Proposed => "handover-proposed",
        Kind::Unheld => "handover-unheld",
        Kind::Due => "handover-due",
        Kind::Aside => "handover-aside",
    }
}

fn table(look: &Look, kind: Kind, cases: &[Listed]) -> Table {
    let columns = [
        "queue-column-reference",
        "handover-column-state",
        "queue-column-start",
        "queue-column-complete",
        "queue-column-holder",
    ];
    Table {
        caption: look.words.count(key(kind), "count", cases.len()),
        caption_hidden: true,
        columns: columns.map(|key| Column::plain(look.word(key))).into(),
        rows: cases.iter().map(|case| row(look, case)).collect(),
    }
}

fn row(look: &Look, listed: &Listed) -> Row {
    let case = &listed.case;
    let hour = look.words.format(
        "event-in-hour",
        &[
            (
                "date",
                FluentValue::from(dates::short(look.words, case.received_on)),
            ),
            ("hour", FluentValue::from(case.received_hour)),
        ],
    );
    let tag = |text: String, colour| Line::Tag(Tag { text, colour });
    let status = look.words.code("case_status", &case.state).into_owned();
    let mut state = vec![tag(status, marks::colour(&case.state))];
    if case.place.rank == URGENT && case.in_queue {
        state.push(tag(look.word("handover-tag-urgent"), Colour::Red));
    }
    if listed.proposed {
        state.push(Line::Quiet(look.word("handover-tag-proposed")));
    }
    let none = || vec![Line::Quiet("–".to_owned())];
    let started = case.state != CaseStatus::Received.as_str() && case.state != CaseStatus::Triaged.as_str();
    let due = |day| vec![Line::text(dates::short(look.words, day))];
    let clocks = case.clocks.as_ref();
    let start = clocks
        .filter(|_| !started)
        .map(|clocks| due(clocks.start_by.target));
    let complete = clocks
        .filter(|_| !case.is_joined() && case.state != CaseStatus::Closed.as_str())
        .map(|clocks| due(clocks.complete_by.target));
    let named = |key: &str, who: &String| Line::text(look.words.with(key, "who", who));
    let held = listed.holder.as_ref().map(|who| named("queue-held", who));
    let given = listed.assignee.as_ref().map(|who| named("queue-assigned", who));
    let mut holder: Vec<Line> = held.into_iter().chain(given).collect();
    if holder.is_empty() {
        holder = none();
    }
    Row {
        cells: vec![
            vec![
                if listed.opens {
                    Line::Link(Link::new(format!("cases/{}", case.id), case.reference.as_str()))
                } else {
                    Line::text(case.reference.as_str())
                },
                Line::Quiet(hour),
            ],
            state,
            start.unwrap_or_else(none),
            complete.unwrap_or_else(none),
            holder,
        ],
    }
}
