//! Opening a case in an emergency: the form, the notice on the case, the list of what was opened.

use crate::domain::conflict::Emergency;
use crate::domain::helsinki;
use crate::intake::break_glass::review::Reviewed;
use crate::intake::open_case::CaseFile;
use crate::text::{FluentValue, dates};
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::field::Width;
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{Line, Link, SummaryList, SummaryRow};
use crate::web::staff::break_glass::BOUNDS;
use crate::web::staff::filled::{Controls, Filled, hidden};
use crate::web::staff::look::Look;

/// The form that opens a case.
pub const OPEN: &str = "break_glass";

/// The text `key` with the bounds of a reason.
pub fn between(look: &Look, key: &str) -> String {
    let (min, max) = BOUNDS;
    look.words.format(
        key,
        &[
            ("min", FluentValue::from(min.to_string())),
            ("max", FluentValue::from(max.to_string())),
        ],
    )
}

/// What stands above the form, and the form.
pub fn form(look: &Look, signed: &SignedIn, filled: Option<&Filled>) -> (Vec<Block>, StaffForm) {
    let controls = Controls::of(look, filled, OPEN);
    let mut why = controls.label("why", "break-glass-why");
    why.hint = Some(between(look, "break-glass-why-hint"));
    let kinds = Emergency::ALL.map(Emergency::as_str);
    let form = StaffForm {
        action: "break-glass".to_owned(),
        hidden: hidden(signed, &[]),
        blocks: vec![
            controls.text("reference", "break-glass-reference", "", Width::Twenty),
            controls.radios("category", "break-glass-category", Emergency::LIST, &kinds),
            controls.area_labelled(why, 4),
        ]
        .into(),
        buttons: vec![Button::go(OPEN, look.word("break-glass-button")).looking(ButtonLook::Warning)],
    };
    let before = ["break-glass-what", "break-glass-then"];
    let before = before.map(|key| Block::Paragraph(look.word(key)));
    (before.into(), form)
}

/// On the page of a case that is open by an emergency alone: until when, and that it is for reading.
pub fn in_case(look: &Look, file: &CaseFile, signed: &SignedIn) -> Vec<Block> {
    let visiting = signed
        .session
        .scope
        .exceptions
        .emergencies
        .contains(&file.case.id);
    if !visiting {
        return Vec::new();
    }
    vec![Block::Inset(look.word("break-glass-in-case"))]
}

/// What was opened, each with who, when and why, and the button for what waits.
pub fn list(look: &Look, signed: &SignedIn, opened: &[Reviewed]) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(look.word("emergencies-what"))];
    if opened.is_empty() {
        blocks.push(Block::Paragraph(look.word("emergencies-none")));
    }
    for reviewed in opened {
        let opening = &reviewed.opening;
        blocks.push(Block::Heading(opening.reference.as_str().to_owned()));
        blocks.push(Block::Summary(SummaryList {
            rows: rows(look, reviewed),
        }));
        if reviewed.late {
            blocks.push(Block::Warning {
                prefix: look.word("staff-news"),
                text: look.word("emergencies-late"),
            });
        }
        if opening.seen.is_none() && reviewed.own {
            blocks.push(Block::Paragraph(look.word("emergencies-own")));
        } else if opening.seen.is_none() {
            let mut button = Button::go("seen", look.word("emergencies-button"));
            button.look = ButtonLook::Secondary;
            blocks.push(Block::Form(StaffForm {
                action: "emergencies".to_owned(),
                hidden: hidden(signed, &[("opening", opening.id.to_string())]),
                blocks: Vec::new().into(),
                buttons: vec![button.hidden(opening.reference.as_str())],
            }));
        }
    }
    blocks
}

fn rows(look: &Look, reviewed: &Reviewed) -> Vec<SummaryRow> {
    let opening = &reviewed.opening;
    let row = |key: &str, value: Vec<Line>| SummaryRow {
        key: look.word(key),
        value,
        action: None,
    };
    let why = reviewed.why.as_ref().map_or_else(Vec::new, |why| {
        let category = look.words.code(Emergency::LIST, why.category.as_str());
        vec![
            Line::Text(category.into_owned()),
            Line::Text(why.text.expose().to_owned()),
        ]
    });
    let case = Link {
        hidden: Some(opening.reference.to_string()),
        ..Link::new(format!("cases/{}", opening.case), look.word("same-open"))
    };
    let mut rows = vec![
        row("emergencies-who", vec![Line::text(opening.name.clone())]),
        row(
            "emergencies-when",
            vec![Line::Text(dates::moment(look.words, opening.at))],
        ),
        row("emergencies-why", why),
        row("emergencies-case", vec![Line::Link(case)]),
    ];
    if let Some((at, _)) = opening.seen {
        let day = dates::full(look.words, helsinki::civil_date(at));
        rows.push(row("emergencies-seen", vec![Line::Text(day)]));
    }
    rows
}
