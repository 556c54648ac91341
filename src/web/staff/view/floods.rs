//! The groups of floods, one line and a count each, and one group as a list with the form that clears it.

use uuid::Uuid;

use super::{counts, row};
use crate::domain::flood::FloodMark;
use crate::intake::flood_groups::{Group, GroupPage, REASONS};
use crate::text::{FluentValue, dates};
use crate::web::extract::csrf::Fields;
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button};
use crate::web::page::field::{Choice, Choices, FieldFault, Label};
use crate::web::page::pages::{Hidden, StaffForm};
use crate::web::page::view::{Colour, Column, Line, Link, Pagination, Row, Table, Tag};
use crate::web::staff::admin::form::Fault;
use crate::web::staff::cursor;
use crate::web::staff::look::{Look, csrf};

/// What was typed into the form of a group.
#[derive(Clone, Default)]
pub struct Typed {
    /// Those that were put aside are looked at, not those that wait.
    pub examined: bool,
    /// What to do: `chosen`, `all`, `aside`.
    pub what: String,
    /// Why.
    pub reason: String,
    /// The cases that were ticked.
    pub chosen: Vec<Uuid>,
    /// The urgent ones were looked at.
    pub urgent_seen: bool,
    /// Which cases waited when the page was made, as a digest.
    pub waiting: String,
    /// How many of them were urgent.
    pub urgent: i64,
}

impl Typed {
    /// What `fields` hold.
    pub fn of(fields: &Fields) -> Self {
        let chosen = fields.all().iter().filter(|(name, _)| name == "case");
        Self {
            examined: fields.get("view") == "examined",
            what: fields.get("what").to_owned(),
            reason: fields.get("reason").to_owned(),
            chosen: chosen.filter_map(|(_, id)| id.parse().ok()).collect(),
            urgent_seen: !fields.get("urgent_seen").is_empty(),
            waiting: fields.get("waiting").to_owned(),
            urgent: fields.get("urgent").parse().unwrap_or_default(),
        }
    }
}

/// What stands above the queue: the groups in which something waits, and the way to all of them.
pub fn above_queue(look: &Look, groups: &[Group]) -> Vec<Block> {
    if groups.is_empty() {
        return Vec::new();
    }
    let mut waiting = groups.to_vec();
    waiting.retain(|group| group.counts.waiting > 0);
    let all = Block::Links(vec![Link::new("floods", look.word("flood-all"))]);
    if waiting.is_empty() {
        return vec![all];
    }
    vec![Block::Table(table(look, &waiting, "floods")), all]
}

/// The groups, a line each; `folder` is the way to their pages.
pub fn table(look: &Look, groups: &[Group], folder: &str) -> Table {
    let columns = [
        "flood-column-began",
        "flood-column-waiting",
        "flood-column-urgent",
        "flood-column-examined",
        "flood-column-office",
    ];
    let line = |group: &Group| {
        let number = |count| vec![Line::text(counts::number(look, count))];
        let urgent = if group.counts.urgent > 0 {
            vec![Line::Tag(Tag {
                text: counts::number(look, group.counts.urgent),
                colour: Colour::Red,
            })]
        } else {
            number(0)
        };
        Row {
            cells: vec![
                vec![
                    Line::Link(Link::new(
                        format!("{folder}/{}", group.flood.id),
                        began(look, group),
                    )),
                    Line::Tag(Tag {
                        text: look.word("marker-flood"),
                        colour: Colour::Yellow,
                    }),
                ],
                number(group.counts.waiting),
                urgent,
                number(group.counts.examined),
                vec![Line::text(look.office(group.flood.office))],
            ],
        }
    };
    Table {
        caption: look.word("flood-title"),
        caption_hidden: false,
        columns: columns.map(|key| Column::plain(look.word(key))).into(),
        rows: groups.iter().map(line).collect(),
    }
}

fn began(look: &Look, group: &Group) -> String {
    look.words.format(
        "event-in-hour",
        &[
            (
                "date",
                FluentValue::from(dates::full(look.words, group.flood.began_on)),
            ),
            ("hour", FluentValue::from(group.flood.began_hour)),
        ],
    )
}

/// What a group is, and its two halves.
pub fn head(look: &Look, shown: &GroupPage, examined: bool) -> Vec<Block> {
    let counts = shown.group.counts;
    let half = |href: String, key: &str, count: i64, current: bool| Link {
        current,
        ..Link::new(href, look.words.with(key, "count", &counts::number(look, count)))
    };
    let id = shown.group.flood.id;
    vec![
        Block::Paragraph(format!(
            "{} · {}",
            look.office(shown.group.flood.office),
            began(look, &shown.group)
        )),
        Block::Inset(look.word("flood-help")),
        Block::Links(vec![
            half(id.to_string(), "flood-view-waiting", counts.waiting, !examined),
            half(
                format!("{id}?view=examined"),
                "flood-view-examined",
                counts.examined,
                examined,
            ),
        ]),
    ]
}

/// The list of a page with a box to tick at each case, and what can be done; `None` when nothing is listed.
pub fn form(
    look: &Look,
    shown: &GroupPage,
    signed: &SignedIn,
    typed: &Typed,
    faults: &[Fault],
) -> Option<StaffForm> {
    if shown.rows.is_empty() {
        return None;
    }
    let label = |name: &str, text: String| {
        let mut label = Label::new(name, text);
        let fault = faults.iter().find(|fault| fault.field == name);
        label.error = fault.map(|fault| FieldFault {
            prefix: look.word("shell-fault"),
            text: fault.text.clone(),
        });
        label
    };
    let choice = |value: &str, key: String, chosen: &str| Choice {
        value: value.to_owned(),
        label: look.word(&key),
        hint: None,
        checked: value == chosen,
    };
    let offered: &[&str] = if typed.examined || !shown.own {
        &["chosen", "all"]
    } else {
        &["chosen", "all", "aside"]
    };
    let what = offered
        .iter()
        .map(|value| choice(value, format!("flood-what-{value}"), &typed.what));
    let reasons = REASONS.into_iter().map(|reason| {
        let key = format!("flood-reason-{}", reason.as_str()).replace('_', "-");
        choice(reason.as_str(), key, &typed.reason)
    });
    let small = |label, items| {
        Block::Radios(Choices {
            small: true,
            ..Choices::new(label, items)
        })
    };
    let mut blocks = vec![
        Block::Table(cases(look, shown, typed)),
        small(label("what", look.word("flood-what")), what.collect()),
        small(label("reason", look.word("flood-reason")), reasons.collect()),
    ];
    let urgent = shown.group.counts.urgent;
    if urgent > 0 && shown.own && !typed.examined {
        let text = look
            .words
            .with("flood-urgent-seen", "count", &counts::number(look, urgent));
        let mut ticked = choice(
            "yes",
            "flood-title".to_owned(),
            if typed.urgent_seen { "yes" } else { "" },
        );
        ticked.label.clone_from(&text);
        blocks.push(Block::Flag(Choices {
            small: true,
            ..Choices::new(label("urgent_seen", text), vec![ticked])
        }));
    }
    let mut hidden = csrf(signed);
    let view = if typed.examined { "examined" } else { "waiting" };
    for (name, value) in [
        ("view", view.to_owned()),
        ("waiting", shown.waiting.clone()),
        ("urgent", urgent.to_string()),
    ] {
        hidden.push(Hidden {
            name: name.into(),
            value,
        });
    }
    Some(StaffForm {
        action: shown.group.flood.id.to_string(),
        hidden,
        blocks: blocks.into(),
        buttons: vec![Button::go("clear", look.word("flood-save"))],
    })
}

/// The cases as the queue shows them, each with why it was marked and a box to tick.
fn cases(look: &Look, shown: &GroupPage, typed: &Typed) -> Table {
    let mut table = row::table(look, &shown.rows, true);
    table.caption = look.word("flood-title");
    for (drawn, case) in table.rows.iter_mut().zip(&shown.rows) {
        let Some(first) = drawn.cells.first_mut() else {
            continue;
        };
        for line in first.iter_mut() {
            if let Line::Link(link) = line {
                link.href = format!("../{}", link.href);
            }
        }
        if let Some(mark) = case.flood_mark {
            first.push(Line::Quiet(look.word(match mark {
                FloodMark::Source => "flood-mark-source",
                FloodMark::Office => "flood-mark-office",
                FloodMark::Speed => "flood-mark-speed",
            })));
        }
        let label = look
            .words
            .with("flood-check", "reference", case.reference.as_str());
        first.push(Line::Check {
            name: "case".to_owned(),
            value: case.id.to_string(),
            shown: look.word("assign-choose"),
            label,
            checked: typed.chosen.contains(&case.id),
        });
    }
    table
}

/// On and back to the beginning.
pub fn pagination(look: &Look, shown: &GroupPage, examined: bool, later: bool) -> Pagination {
    let id = shown.group.flood.id;
    let view = if examined { "&view=examined" } else { "" };
    let first = if examined { "?view=examined" } else { "" };
    Pagination {
        label: look.word("flood-title"),
        previous: later.then(|| Link::new(format!("{id}{first}"), look.word("queue-first"))),
        next: shown.next.map(|place| {
            let place = cursor::write(place);
            Link::new(format!("{id}?after={place}{view}"), look.word("queue-next"))
        }),
    }
}
