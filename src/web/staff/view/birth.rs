//! A case that waits for a birth: when it is expected, that the child is born, that the family moved.

use crate::domain::assessment::Stopped;
use crate::domain::birth::expected;
use crate::domain::lifecycle::CaseStatus;
use crate::intake::birth::open::Waiting;
use crate::places::Places;
use crate::text::dates;
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook, Details};
use crate::web::page::field::Width;
use crate::web::page::pages::StaffForm;
use crate::web::page::view::Link;
use crate::web::staff::filled::{Controls, Filled, hidden};
use crate::web::staff::look::Look;
use crate::web::staff::typed;

use super::identity_bar;

/// The child is born.
pub const BORN: &str = "born";
/// The birth is expected on another day.
pub const EXPECTED: &str = "expected";
/// The family moved.
pub const MOVED: &str = "moved";

/// What the page says after a family moved and the case did not.
pub enum Stays {
    /// The same office answers there too.
    SameOffice,
    /// Another county answers there, by its name.
    OtherCounty(String),
}

/// The blocks of the page; `folder` is the way from it to the case, `filled` what was posted and not taken.
pub fn blocks(
    look: &Look,
    waiting: &Waiting,
    signed: &SignedIn,
    folder: &str,
    filled: Option<&Filled>,
    stays: Option<&Stays>,
) -> Vec<Block> {
    let mut blocks = vec![
        Block::Links(vec![Link::new(folder, look.word("work-back"))]),
        identity_bar::block(
            look,
            &waiting.case,
            &waiting.life,
            &waiting.opened,
            Stopped::of(&waiting.life),
        ),
    ];
    match stays {
        Some(Stays::SameOffice) => blocks.push(Block::Inset(look.word("birth-same-office"))),
        Some(Stays::OtherCounty(county)) => {
            blocks.push(Block::Inset(look.words.with(
                "birth-other-county",
                "county",
                county,
            )));
            blocks.push(Block::Links(vec![Link::new(
                format!("{folder}/transfer"),
                look.word("transfer-to-page"),
            )]));
        }
        None => {}
    }
    if waiting.life.status() != CaseStatus::AwaitingBirth {
        blocks.push(Block::Paragraph(look.word("birth-not-waiting")));
        return blocks;
    }
    if let Some(at) = waiting.reminded_at {
        let date = dates::full(look.words, dates::day_of(at));
        blocks.push(Block::Paragraph(look.words.with("birth-reminded", "date", &date)));
    }
    let form = |name: &'static str, key: &str, inside: Vec<Block>| {
        let version = [("version", waiting.case.version.to_string())];
        Block::Form(StaffForm {
            action: format!("{folder}/birth"),
            hidden: hidden(signed, &version),
            blocks: inside.into(),
            buttons: vec![Button::go(name, look.word(key)).looking(if name == BORN {
                ButtonLook::Primary
            } else {
                ButtonLook::Secondary
            })],
        })
    };
    let born = Controls::of(look, filled, BORN);
    let today = typed::written(look.today());
    blocks.push(Block::Heading(look.word("birth-born")));
    blocks.push(Block::Paragraph(look.word("birth-clocks")));
    blocks.push(form(
        BORN,
        "birth-born-button",
        vec![
            born.text("born_on", "birth-born-on", "", Width::Ten),
            born.text("born_known", "birth-known-on", &today, Width::Ten),
        ],
    ));
    let other = Controls::of(look, filled, EXPECTED);
    let stands = expected(&waiting.life).map(typed::written).unwrap_or_default();
    blocks.push(Block::Details(Details {
        summary: look.word("birth-expected-change"),
        open: other.is_back(),
        inside: vec![form(
            EXPECTED,
            "work-save",
            vec![other.text("expected_on", "birth-expected-on", &stands, Width::Ten)],
        )]
        .into(),
    }));
    let moved = Controls::of(look, filled, MOVED);
    let label = moved.label("moved_to", "birth-moved-to");
    blocks.push(Block::Details(Details {
        summary: look.word("birth-moved"),
        open: moved.is_back(),
        inside: vec![form(
            MOVED,
            "birth-moved-button",
            vec![moved.select(label, municipalities(look), "")],
        )]
        .into(),
    }));
    blocks
}

/// Every municipality by its name, after an empty choice.
pub fn municipalities(look: &Look) -> Vec<(String, String)> {
    let mut places: Vec<(String, String)> = Places::embedded()
        .municipalities()
        .map(|place| (place.code.to_string(), look.municipality(place.code)))
        .collect();
    places.sort_by(|one, two| one.1.cmp(&two.1));
    std::iter::once((String::new(), look.word("choose")))
        .chain(places)
        .collect()
}
