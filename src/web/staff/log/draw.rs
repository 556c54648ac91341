//! Draws the read log: the form above it, the rows, and what a walk along the chain found.

use crate::intake::see_log::{Checked, LogLine, PRINTED, Page};
use crate::text::{FluentValue, dates};
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::field::{Choice, Choices, FieldFault, Label, TextField, Width};
use crate::web::page::pages::{Hidden, StaffForm, StaffPage};
use crate::web::page::view::{
    Column, ErrorSummary, FaultLink, Line, Link, Pagination, Row, SummaryList, SummaryRow, Table,
};
use crate::web::staff::look::{Look, csrf};

use super::{CHECK, CSV, JSON, Typed};

/// The page with everything on it.
pub fn page(
    mut page: StaffPage,
    look: &Look,
    signed: &SignedIn,
    typed: &Typed,
    seen: &Page,
    checked: Option<&Checked>,
    faults: Vec<FaultLink>,
) -> StaffPage {
    page.shell.wide = true;
    let mut before = Vec::new();
    if typed.print {
        before.push(Block::Summary(asked(look, typed)));
    } else {
        before.push(Block::Paragraph(look.word("log-help")));
        before.extend(checked.into_iter().flat_map(|checked| chain(look, checked)));
        before.push(filter(look, typed, seen, &faults));
    }
    before.push(if seen.rows.is_empty() {
        Block::Paragraph(look.word("log-empty"))
    } else {
        Block::Table(table(look, &seen.rows))
    });
    if typed.print {
        before.push(Block::Paragraph(look.word("log-left-out")));
        if seen.next.is_some() {
            let text = look.words.count("log-cut", "count", PRINTED);
            before.push(Block::Inset(text));
        }
    } else {
        before.push(Block::Links(vec![Link::new(
            typed.address(None, true),
            look.word("log-print"),
        )]));
        page.after = vec![Block::Form(files(look, signed, typed))].into();
        let earlier = !typed.before.is_empty();
        page.pages = Some(Pagination {
            label: look.word("log-title"),
            previous: earlier.then(|| Link::new(typed.address(None, false), look.word("log-newest"))),
            next: seen
                .next
                .map(|seq| Link::new(typed.address(Some(seq), false), look.word("log-older"))),
        });
    }
    page.errors = (!faults.is_empty()).then(|| ErrorSummary {
        title: look.word("error-summary-title"),
        faults,
    });
    page.before = before.into();
    page
}

/// What a printed list is about.
fn asked(look: &Look, typed: &Typed) -> SummaryList {
    let parts = [
        ("log-filter-case", &typed.case),
        ("log-filter-person", &typed.person),
        ("log-filter-from", &typed.from),
        ("log-filter-to", &typed.to),
    ];
    let rows = parts.into_iter().filter(|(_, value)| !value.is_empty());
    let row = |key: &str, value: String| SummaryRow {
        key: look.word(key),
        value: vec![Line::Text(value)],
        action: None,
    };
    let made = row("log-made", dates::moment(look.words, look.now));
    let rows = rows.map(|(key, value)| row(key, value.clone()));
    SummaryList {
        rows: rows.chain([made]).collect(),
    }
}

fn filter(look: &Look, typed: &Typed, seen: &Page, faults: &[FaultLink]) -> Block {
    let label = |name: &str, key: &str| {
        let mut label = Label::new(name, look.word(key));
        let hint = format!("{key}-hint");
        label.hint = look.words.has(&hint).then(|| look.word(&hint));
        let fault = faults.iter().find(|fault| fault.id == name);
        label.error = fault.map(|fault| FieldFault {
            prefix: look.word("error-prefix"),
            text: fault.text.clone(),
        });
        label
    };
    let text = |name: &str, key: &str, value: &str| {
        let mut field = TextField::new(label(name, key), value.to_owned());
        field.width = Width::Twenty;
        Block::Text(field)
    };
    let choice = |value: &str, label: String| Choice {
        value: value.to_owned(),
        label,
        hint: None,
        checked: value == typed.person,
    };
    let each = seen.people.iter().map(|person| {
        choice(
            &person.user_name,
            format!("{} ({})", person.name, person.user_name),
        )
    });
    let people = std::iter::once(choice("", look.word("log-anybody"))).chain(each);
    Block::Filter(StaffForm {
        action: "log".to_owned(),
        hidden: Vec::new(),
        blocks: vec![
            text("case", "log-filter-case", &typed.case),
            Block::Select(Choices::new(
                label("person", "log-filter-person"),
                people.collect(),
            )),
            text("from", "log-filter-from", &typed.from),
            text("to", "log-filter-to", &typed.to),
        ]
        .into(),
        buttons: vec![Button::go("filter", look.word("log-filter-button")).looking(ButtonLook::Secondary)],
    })
}

/// The form whose buttons make files of what is asked for, and have the chain walked.
fn files(look: &Look, signed: &SignedIn, typed: &Typed) -> StaffForm {
    let parts = [
        ("case", &typed.case),
        ("person", &typed.person),
        ("from", &typed.from),
        ("to", &typed.to),
    ];
    let kept = parts.into_iter().map(|(name, value)| Hidden {
        name: name.into(),
        value: value.clone(),
    });
    let secondary = |go: &str, key: &str| Button::go(go, look.word(key)).looking(ButtonLook::Secondary);
    StaffForm {
        action: "log".to_owned(),
        hidden: csrf(signed).into_iter().chain(kept).collect(),
        blocks: vec![Block::Paragraph(look.word("log-files-help"))].into(),
        buttons: vec![
            secondary(CSV, "log-csv"),
            secondary(JSON, "log-json"),
            secondary(CHECK, "log-check"),
        ],
    }
}

fn table(look: &Look, rows: &[LogLine]) -> Table {
    let columns = [
        "log-column-when",
        "log-column-who",
        "log-column-what",
        "log-column-case",
        "log-column-why",
        "log-column-office",
    ];
    Table {
        caption: look.word("log-title"),
        caption_hidden: true,
        columns: columns.map(|key| Column::plain(look.word(key))).into(),
        rows: rows.iter().map(|row| cells(look, row)).collect(),
    }
}

fn cells(look: &Look, row: &LogLine) -> Row {
    let told = &row.told;
    let when = told.at.map_or_else(
        || {
            look.words.format(
                "event-in-hour",
                &[
                    ("date", FluentValue::from(dates::full(look.words, told.on))),
                    ("hour", FluentValue::from(told.hour)),
                ],
            )
        },
        |at| dates::moment(look.words, at.and_utc()),
    );
    let mut who = vec![Line::text(
        told.name.clone().unwrap_or_else(|| look.word("log-service")),
    )];
    who.extend(told.role.as_deref().map(|role| {
        let role = look.words.code("role", role).into_owned();
        let user = told.user_name.clone().unwrap_or_default();
        Line::Quiet(format!("{user}, {role}"))
    }));
    let mut what = vec![Line::text(coded(look, "log_action", &told.action))];
    if told.result != "done" {
        what.push(Line::Quiet(look.word("log-refused")));
    }
    let offices = row.offices.iter().map(|office| look.office(*office));
    let offices: Vec<Line> = offices.filter(|name| !name.is_empty()).map(Line::Text).collect();
    let why = told
        .purpose
        .as_deref()
        .map(|purpose| coded(look, "log_purpose", purpose));
    Row {
        cells: vec![
            vec![Line::text(when), Line::Quiet(format!("{}", told.seq))],
            who,
            what,
            vec![Line::text(told.case.clone().unwrap_or_else(|| "–".to_owned()))],
            vec![Line::text(why.unwrap_or_else(|| "–".to_owned()))],
            if offices.is_empty() {
                vec![Line::text("–")]
            } else {
                offices
            },
        ],
    }
}

/// A code of the log in words; its own name, spaced, where there are none.
fn coded(look: &Look, list: &str, code: &str) -> String {
    let key = format!("code-{list}-{code}").replace('_', "-");
    if look.words.has(&key) {
        look.word(&key)
    } else {
        code.replace('_', " ")
    }
}

/// What a walk along the chain found, and the last anchors.
fn chain(look: &Look, checked: &Checked) -> Vec<Block> {
    let verified = &checked.verified;
    let number = |number: i64| number.to_string();
    let mut blocks = vec![Block::Heading(look.word("log-chain"))];
    blocks.push(match &verified.fault {
        None => Block::Paragraph(look.words.with("log-chain-whole", "rows", &number(verified.rows))),
        Some(fault) => {
            let place = fault.seq.map_or_else(|| "–".to_owned(), number);
            let parts = [
                ("row", FluentValue::from(place)),
                ("code", FluentValue::from(fault.what.code())),
            ];
            Block::Warning {
                prefix: look.word("error-prefix"),
                text: look.words.format("log-chain-broken", &parts),
            }
        }
    });
    blocks.push(Block::Paragraph(if checked.compared {
        let fit = i64::try_from(verified.anchors).unwrap_or(i64::MAX);
        look.words.with("log-anchors-fit", "count", &number(fit))
    } else {
        look.word("log-anchors-none")
    }));
    if !checked.anchors.is_empty() {
        let lines = checked.anchors.iter().map(|anchor| {
            let parts = [
                ("row", FluentValue::from(number(anchor.seq))),
                ("when", FluentValue::from(dates::moment(look.words, anchor.at))),
                (
                    "mac",
                    FluentValue::from(anchor.mac.get(..16).unwrap_or_default().to_owned()),
                ),
            ];
            look.words.format("log-anchor", &parts)
        });
        blocks.push(Block::Subheading(look.word("log-anchors")));
        blocks.push(Block::List(lines.collect()));
    }
    blocks
}
