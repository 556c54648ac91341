//! Giving a case on: the form that offers it, the one for papers that were given by hand, the answers, and what came of earlier
//! ones; and the lines about it on the page of a case.

use crate::domain::assessment::Stopped;
use crate::domain::lifecycle::{CaseState, CaseStatus};
use crate::domain::transfer::Answer;
use crate::intake::open_case::CaseFile;
use crate::intake::transfer::Side;
use crate::intake::transfer::open::{Told, TransferPage};
use crate::text::{FluentValue, dates};
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook, Details};
use crate::web::page::field::Width;
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{Line, Link, SummaryList, SummaryRow};
use crate::web::staff::filled::{Controls, Filled, hidden};
use crate::web::staff::look::Look;
use crate::web::staff::typed;

use super::{identity_bar, transfers};

/// The case is offered to an office.
pub const SEND: &str = "send";
/// Its papers were given by hand.
pub const HAND: &str = "hand";
/// It is taken.
pub const ACCEPT: &str = "accept";
/// It is sent back.
pub const REFUSE: &str = "refuse";
/// What was given by hand came back.
pub const BACK: &str = "back";

/// On the page of a case: how its transfer stands, and the way to the page about it.
pub fn in_case(look: &Look, file: &CaseFile, folder: &str) -> Vec<Block> {
    let told = &file.transfer;
    let mut blocks = Vec::new();
    let mut inset = |text: String| blocks.push(Block::Inset(text));
    if let Some(at) = told.waits_since {
        let key = if told.receives {
            "transfer-in-case-offered"
        } else {
            "transfer-in-case-waits"
        };
        inset(look.words.with(key, "when", &dates::moment(look.words, at)));
    }
    if let Some(county) = told.handed_to {
        inset(
            look.words
                .with("transfer-in-case-handed", "county", &look.county(county)),
        );
    }
    if told.came_back {
        inset(look.word("transfer-in-case-returned"));
    }
    if told.unheld {
        inset(look.word("transfer-in-case-unheld"));
    }
    if let Some(on) = told.arrived_on {
        let date = dates::full(look.words, on);
        inset(look.words.with("transfer-in-case-arrived", "date", &date));
    }
    if told.sends || told.receives {
        let key = match (told.receives, told.waits_since) {
            (true, _) => "transfer-to-answer",
            (false, Some(_)) => "transfer-to-see",
            (false, None) => "transfer-to-page",
        };
        let link = Link::new(format!("{folder}/transfer"), look.word(key));
        blocks.push(Block::Links(vec![link]));
    }
    blocks
}

/// The blocks of the page; `folder` is the way from it to the case, `filled` what was posted and not taken.
pub fn blocks(
    look: &Look,
    page: &TransferPage,
    signed: &SignedIn,
    folder: &str,
    filled: Option<&Filled>,
) -> Vec<Block> {
    let drawer = Drawer {
        look,
        page,
        signed,
        folder,
        filled,
    };
    let mut blocks = vec![
        Block::Links(vec![Link::new(folder, look.word("work-back"))]),
        identity_bar::block(
            look,
            &page.case,
            &page.life,
            &page.opened,
            Stopped::of(&page.life),
        ),
    ];
    if let Some(on) = page.life.arrived_at_receiver() {
        let date = dates::full(look.words, on);
        blocks.push(Block::Inset(look.words.with(
            "transfer-in-case-arrived",
            "date",
            &date,
        )));
    }
    let (drawn, inside) = match (page.side, page.life.state()) {
        (Side::Receives, _) => (&[ACCEPT, REFUSE][..], drawer.answer()),
        (Side::Sends, CaseState::Transferring(sent)) if sent.handed.is_some() => {
            (&[BACK][..], drawer.handed())
        }
        (
            Side::Sends,
            CaseState::Triaged { .. } | CaseState::AwaitingBirth { .. } | CaseState::UnderAssessment(_),
        ) => (&[SEND, HAND][..], drawer.send()),
        (Side::Sends, state) => {
            let key = match state {
                CaseState::Transferring(_) => "transfer-yours-until",
                CaseState::Received => "transfer-urgency-first",
                CaseState::Assessed(_) => "transfer-assessed",
                _ => "transfer-not-now",
            };
            (&[][..], vec![Block::Paragraph(look.word(key))])
        }
    };
    blocks.extend(drawer.kept(drawn));
    blocks.extend(inside);
    blocks.extend(drawer.history());
    blocks
}

struct Drawer<'a> {
    look: &'a Look,
    page: &'a TransferPage,
    signed: &'a SignedIn,
    folder: &'a str,
    filled: Option<&'a Filled>,
}

impl<'a> Drawer<'a> {
    fn controls(&self, form: &str) -> Controls<'a> {
        Controls::of(self.look, self.filled, form)
    }

    fn form(&self, inside: Vec<Block>, button: Button) -> Block {
        let version = [("version", self.page.case.version.to_string())];
        Block::Form(StaffForm {
            action: format!("{}/transfer", self.folder),
            hidden: hidden(self.signed, &version),
            blocks: inside.into(),
            buttons: vec![button],
        })
    }

    /// What was typed into a form that the page has no more, because somebody else was quicker: nothing is lost by that.
    fn kept(&self, drawn: &[&str]) -> Vec<Block> {
        let Some(filled) = self
            .filled
            .filter(|filled| !drawn.contains(&filled.form.as_str()))
        else {
            return Vec::new();
        };
        let texts = ["reason", "hand_reason", "refusal", "receiver"];
        let typed = texts.into_iter().filter_map(|name| filled.typed(name));
        typed
            .flat_map(|text| {
                [
                    Block::Subheading(self.look.word("transfer-kept")),
                    Block::Words {
                        text: text.replace("\r\n", "\n"),
                        lang: None,
                    },
                ]
            })
            .collect()
    }

    /// The form that offers the case, and the one for papers that were given by hand.
    fn send(&self) -> Vec<Block> {
        let look = self.look;
        let mut blocks = vec![Block::Paragraph(look.word("transfer-help"))];
        if self.page.life.status() == CaseStatus::AwaitingBirth {
            blocks.push(Block::Paragraph(look.word("transfer-unborn-help")));
        }
        if self.page.life.status() == CaseStatus::UnderAssessment {
            blocks.push(Block::Paragraph(look.word("transfer-running-help")));
        }
        if self.page.carried > 0 {
            blocks.push(Block::Inset(look.words.count(
                "transfer-carried",
                "count",
                self.page.carried,
            )));
        }
        let sent = self.controls(SEND);
        blocks.push(self.form(
            vec![
                sent.select(sent.label("to", "transfer-to"), self.offices(), ""),
                sent.radios("urgent_need", "transfer-urgent", "yes_no_unknown", &["yes", "no"]),
                sent.area("reason", "transfer-reason", 4),
            ],
            Button::go(SEND, look.word("transfer-send")),
        ));
        if !self.page.outside.is_empty() {
            blocks.push(self.by_hand());
        }
        blocks
    }

    fn by_hand(&self) -> Block {
        let look = self.look;
        let given = self.controls(HAND);
        let form = self.form(
            vec![
                given.select(given.label("county", "transfer-county"), self.outside(), ""),
                given.text("receiver", "transfer-receiver", "", Width::Full),
                given.text(
                    "handed_on",
                    "transfer-handed-on",
                    &typed::written(look.today()),
                    Width::Ten,
                ),
                given.text("handed_at", "transfer-handed-at", "", Width::Ten),
                given.area("hand_reason", "transfer-reason", 4),
            ],
            Button::go(HAND, look.word("transfer-hand")).looking(ButtonLook::Secondary),
        );
        Block::Details(Details {
            summary: look.word("transfer-by-hand"),
            open: given.is_back(),
            inside: vec![Block::Paragraph(look.word("transfer-by-hand-help")), form].into(),
        })
    }

    /// Who may take the case: what it came with, and the two answers.
    fn answer(&self) -> Vec<Block> {
        let look = self.look;
        let refused = self.controls(REFUSE);
        let mut blocks = vec![Block::Paragraph(look.word("transfer-answer-help"))];
        if let CaseState::Transferring(sent) = self.page.life.state()
            && sent.urgent_need_open
        {
            blocks.push(Block::Warning {
                prefix: look.word("notice-warning"),
                text: look.word("transfer-urgent-open"),
            });
        }
        blocks.extend(self.running());
        blocks.push(Block::Links(vec![Link::new(
            self.folder,
            look.word("transfer-read-first"),
        )]));
        blocks.push(self.form(Vec::new(), Button::go(ACCEPT, look.word("transfer-accept"))));
        blocks.push(Block::Details(Details {
            summary: look.word("transfer-refuse-title"),
            open: refused.is_back(),
            inside: vec![self.form(
                vec![refused.area("refusal", "transfer-refusal", 4)],
                Button::go(REFUSE, look.word("transfer-refuse")).looking(ButtonLook::Secondary),
            )]
            .into(),
        }));
        blocks
    }

    /// Since when the assessment runs that is offered, and by when it is ready.
    fn running(&self) -> Option<Block> {
        let look = self.look;
        let (started, clocks) = self
            .page
            .life
            .assessment_started_on()
            .zip(self.page.life.clocks())?;
        let days = [("started", started), ("ready", clocks.complete_by.target)];
        let days = days.map(|(name, day)| (name, FluentValue::from(dates::full(look.words, day))));
        Some(Block::Inset(look.words.format("transfer-running-offered", &days)))
    }

    /// What was given by hand can come back.
    fn handed(&self) -> Vec<Block> {
        let look = self.look;
        let back = self.controls(BACK);
        vec![
            Block::Paragraph(look.word("transfer-handed-over")),
            Block::Details(Details {
                summary: look.word("transfer-came-back"),
                open: back.is_back(),
                inside: vec![self.form(
                    vec![back.area("refusal", "transfer-refusal", 4)],
                    Button::go(BACK, look.word("transfer-take-back")).looking(ButtonLook::Secondary),
                )]
                .into(),
            }),
        ]
    }

    /// What came of the transfers so far, the last first.
    fn history(&self) -> Vec<Block> {
        let look = self.look;
        if self.page.history.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Block::Heading(look.word("transfer-history"))];
        for told in self.page.history.iter().rev() {
            let rows = self.told(told);
            blocks.push(Block::Summary(SummaryList { rows }));
        }
        blocks
    }

    fn told(&self, told: &Told) -> Vec<SummaryRow> {
        let look = self.look;
        let transfer = &told.transfer;
        let row = |key: &str, value: Vec<String>| SummaryRow {
            key: look.word(key),
            value: value.into_iter().map(Line::Text).collect(),
            action: None,
        };
        let by = |who: &str, at| {
            look.words.format(
                "transfer-by",
                &[
                    ("who", FluentValue::from(who.to_owned())),
                    ("when", FluentValue::from(dates::moment(look.words, at))),
                ],
            )
        };
        let from = transfers::place(look, &look.county(transfer.county), &look.office(transfer.office));
        let to = look.county(transfer.to.county);
        let to = match transfer.to.office {
            Some(office) => transfers::place(look, &to, &look.office(office)),
            None => to,
        };
        let mut rows = vec![
            row("transfers-from", vec![from]),
            row("transfers-to", vec![to]),
            row("transfers-sent", vec![by(&told.sent_by, transfer.sent_at)]),
            row("transfer-reason", vec![told.why.expose().to_owned()]),
        ];
        if let Some(handed) = &told.handed {
            let at = dates::moment(look.words, handed.at);
            rows.push(row(
                "transfer-receiver",
                vec![handed.receiver.expose().to_owned(), at],
            ));
        }
        let answer = look.words.code(Answer::LIST, transfer.answer.as_str());
        let mut answered = vec![answer.into_owned()];
        if let (Some((at, _)), Some(who)) = (transfer.answered, &told.answered_by) {
            answered.push(by(who, at));
        }
        rows.push(row("transfers-answer", answered));
        if let Some(refused) = &told.refused {
            rows.push(row("transfer-refusal", vec![refused.expose().to_owned()]));
        }
        rows
    }

    /// Every office that can get the case, by county, the own county's first.
    fn offices(&self) -> Vec<(String, String)> {
        let look = self.look;
        let own = self.page.case.county;
        let mut named: Vec<(bool, String, String)> = self
            .page
            .offices
            .iter()
            .map(|(county, office)| {
                let place = transfers::place(look, &look.county(*county), &look.office(*office));
                (*county != own, place, office.to_string())
            })
            .collect();
        named.sort();
        let offices = named.into_iter().map(|(_, place, id)| (id, place));
        std::iter::once((String::new(), look.word("choose")))
            .chain(offices)
            .collect()
    }

    fn outside(&self) -> Vec<(String, String)> {
        let look = self.look;
        let mut counties: Vec<(String, String)> = self
            .page
            .outside
            .iter()
            .map(|county| (county.to_string(), look.county(*county)))
            .collect();
        counties.sort_by(|one, two| one.1.cmp(&two.1));
        std::iter::once((String::new(), look.word("choose")))
            .chain(counties)
            .collect()
    }
}
