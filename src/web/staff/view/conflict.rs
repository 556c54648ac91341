//! Who may not handle a case: the button that gives it away, and for a supervisor who is barred, the form that bars, and the one
//! that restricts the case.

use crate::domain::access::{Capability, may_work};
use crate::domain::conflict::Ground;
use crate::intake::conflict::open::{Conflicts, Decides, Held, Told};
use crate::intake::conflict::restrict::{LONGEST, SHORTEST, Step};
use crate::intake::open_case::CaseFile;
use crate::intake::triage::Colleague;
use crate::text::{FluentValue, dates};
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
/// The case is restricted.
pub const RESTRICT: &str = "restrict";
/// That is lifted.
pub const UNRESTRICT: &str = "unrestrict";
/// Why the case is restricted, or no longer.
pub const REASON: &str = "restrict_reason";

/// On the page of a case: the way to this page, for whoever may work on the case.
pub fn in_case(look: &Look, file: &CaseFile, signed: &SignedIn, folder: &str) -> Vec<Block> {
    let scope = &signed.session.scope;
    let place = file.case.standing(file.case.is_of(scope));
    let works = file.case.seen_at == file.case.office && may_work(scope, Capability::Register, &place);
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
    let Some(decides) = &conflicts.decides else {
        return blocks;
    };
    blocks.push(Block::Heading(look.word("conflict-barred")));
    if decides.bars.is_empty() {
        blocks.push(Block::Paragraph(look.word("conflict-nobody")));
    }
    for bar in &decides.bars {
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
        fields(look, &decides.colleagues, filled),
    ));
    blocks.extend(restricting(look, conflicts, decides, signed, folder, filled));
    blocks
}

/// What lacks of the reason for which a case is restricted, or no longer.
pub fn reason_fault(look: &Look) -> String {
    let number = |value: usize| FluentValue::from(u32::try_from(value).unwrap_or(u32::MAX));
    look.words.format(
        "restrict-reason-error",
        &[("min", number(SHORTEST)), ("max", number(LONGEST))],
    )
}

/// What restricting the case does, when it was restricted by hand and no longer, and the form for what can be done now.
fn restricting(
    look: &Look,
    conflicts: &Conflicts,
    decides: &Decides,
    signed: &SignedIn,
    folder: &str,
    filled: Option<&Filled>,
) -> Vec<Block> {
    let (go, what, reason, button) = match Step::of(conflicts.case.restricted) {
        Step::Restrict => (RESTRICT, "restrict-what", "restrict-reason", "restrict-button"),
        Step::Lift => (
            UNRESTRICT,
            "unrestrict-what",
            "unrestrict-reason",
            "unrestrict-button",
        ),
    };
    let mut blocks = vec![
        Block::Heading(look.word("restrict-title")),
        Block::Paragraph(look.word(what)),
    ];
    if !decides.told.is_empty() {
        blocks.push(Block::Summary(SummaryList {
            rows: decides.told.iter().map(|told| told_row(look, told)).collect(),
        }));
    }
    let controls = Controls::of(look, filled, go);
    blocks.push(Block::Form(StaffForm {
        action: format!("{folder}/restrict"),
        hidden: hidden(signed, &[("version", conflicts.case.version.to_string())]),
        blocks: vec![controls.area(REASON, reason, 3)].into(),
        buttons: vec![Button::go(go, look.word(button)).looking(ButtonLook::Secondary)],
    }));
    blocks
}

fn told_row(look: &Look, told: &Told) -> SummaryRow {
    let what = look.word(match told.step {
        Step::Restrict => "event-restricted",
        Step::Lift => "event-restriction-lifted",
    });
    let when = dates::moment(look.words, told.at);
    SummaryRow {
        key: what,
        value: vec![
            Line::text(told.reason.expose()),
            Line::Quiet(format!("{} · {when}", told.by)),
        ],
        action: None,
    }
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
