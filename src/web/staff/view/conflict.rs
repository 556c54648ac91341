//! Who may not handle a case: the button that gives it away, and for a supervisor who is barred and the form that bars.

use crate::domain::access::{Capability, decide};
use crate::domain::conflict::Ground;
use crate::intake::conflict::open::{Conflicts, Held};
use crate::intake::open_case::CaseFile;
use crate::intake::triage::Colleague;
use crate::text::dates;
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::field::Width;
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{Line, Link, SummaryList, SummaryRow};
use crate::web::staff::filled::{Controls, Filled, hidden};
use crate::web::staff::look::Look;

/// Somebody gives the case away.
pub const DECLARE: &str = "declare";
/// Somebody is barred.
pub const BAR: &str = "bar_worker";
/// A bar is taken back.
pub const LIFT: &str = "lift";

/// On the page of a case: the way to this page, for whoever may work on the case.
pub fn in_case(look: &Look, file: &CaseFile, signed: &SignedIn, folder: &str) -> Vec<Block> {
    let place = file.case.standing(true);
    let works = file.case.seen_at == file.case.office
        && decide(&signed.session.scope, Capability::Register, &place).is_allowed();
    if !works {
        return Vec::new();
    }
    vec![Block::Links(vec![Link::new(
        format!("{folder}/conflict"),
        look.word("conflict-to-page"),
    )])]
}

/// The blocks of the page; `folder` is the way from it to the case, `filled` what was posted and not taken.
pub fn blocks(
    look: &Look,
    conflicts: &Conflicts,
    signed: &SignedIn,
    folder: &str,
    filled: Option<&Filled>,
) -> Vec<Block> {
    let form = |button: Button, more: &[(&'static str, String)], inside: Vec<Block>| {
        Block::Form(StaffForm {
            action: format!("{folder}/conflict"),
            hidden: hidden(signed, more),
            blocks: inside.into(),
            buttons: vec![button],
        })
    };
    let mut blocks = vec![
        Block::Links(vec![Link::new(folder, look.word("work-back"))]),
        Block::Paragraph(look.word("conflict-what")),
        Block::Paragraph(look.word("conflict-then")),
        form(
            Button::go(DECLARE, look.word("conflict-declare")).looking(ButtonLook::Warning),
            &[],
            Vec::new(),
        ),
    ];
    let Some((held, colleagues)) = &conflicts.bars else {
        return blocks;
    };
    blocks.push(Block::Heading(look.word("conflict-barred")));
    if held.is_empty() {
        blocks.push(Block::Paragraph(look.word("conflict-nobody")));
    }
    for bar in held {
        blocks.push(Block::Summary(SummaryList {
            rows: vec![row(look, bar)],
        }));
        let words = look.words.with("conflict-lift", "who", &bar.name);
        let lift = Button::go(LIFT, words).looking(ButtonLook::Secondary);
        blocks.push(form(lift, &[("bar", bar.id.to_string())], Vec::new()));
    }
    blocks.push(Block::Heading(look.word("conflict-bar")));
    blocks.push(form(
        Button::go(BAR, look.word("conflict-bar-button")).looking(ButtonLook::Secondary),
        &[],
        fields(look, colleagues, filled),
    ));
    blocks
}

fn row(look: &Look, bar: &Held) -> SummaryRow {
    let ground = bar.ground.map_or_else(
        || look.word("conflict-declared-by-self"),
        |ground| look.words.code(Ground::LIST, ground.as_str()).into_owned(),
    );
    SummaryRow {
        key: bar.name.clone(),
        value: vec![Line::Text(ground), Line::Quiet(dates::moment(look.words, bar.at))],
        action: None,
    }
}

fn fields(look: &Look, colleagues: &[Colleague], filled: Option<&Filled>) -> Vec<Block> {
    let controls = Controls::of(look, filled, BAR);
    let known = colleagues
        .iter()
        .map(|colleague| (colleague.id.to_string(), colleague.name.clone()));
    let people = std::iter::once((String::new(), look.word("choose"))).chain(known);
    let grounds = Ground::ALL.map(Ground::as_str);
    vec![
        controls.select(
            controls.label("bar_person", "conflict-person"),
            people.collect(),
            "",
        ),
        controls.text("bar_user_name", "conflict-user-name", "", Width::Full),
        controls.radios("bar_ground", "conflict-ground", Ground::LIST, &grounds),
    ]
}
