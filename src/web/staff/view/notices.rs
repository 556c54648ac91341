//! The mails that never reached an office, on the desk: what became of them, where the report is, what to do.

use crate::domain::access::Scope;
use crate::intake::given_up::{About, GivenUp, MailTrouble};
use crate::text::dates;
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::pages::{Hidden, StaffForm};
use crate::web::page::view::{Line, Link, SummaryList, SummaryRow};
use crate::web::staff::look::Look;

/// That something did not arrive, in one line; nothing when every mail has arrived.
pub fn warning(look: &Look, trouble: &MailTrouble) -> Option<Block> {
    (!trouble.given_up.is_empty()).then(|| Block::Warning {
        prefix: look.word("notice-warning"),
        text: look.word(what(trouble)),
    })
}

/// What did not arrive and the form for it; nothing when every mail has arrived and every office has a mailbox.
pub fn blocks(look: &Look, trouble: &MailTrouble, scope: &Scope, hidden: Vec<Hidden>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !trouble.given_up.is_empty() {
        let queue = scope.queue_offices();
        let mut inside = Vec::new();
        for notice in &trouble.given_up {
            let reader = queue.contains(&notice.office);
            inside.push(Block::Summary(SummaryList {
                rows: vec![row(look, notice, reader)],
            }));
            inside.push(Block::Buttons(buttons(look, notice, reader)));
        }
        let shown = i64::try_from(trouble.given_up.len()).unwrap_or(i64::MAX);
        if trouble.count > shown {
            inside.push(Block::Paragraph(look.words.with(
                "notice-more",
                "count",
                &(trouble.count - shown).to_string(),
            )));
        }
        let all = Button::go("retry-all", look.word("notice-retry-all")).looking(ButtonLook::Secondary);
        blocks.push(Block::Form(StaffForm {
            action: "notices".to_owned(),
            hidden,
            blocks: inside.into(),
            buttons: if trouble.count > 1 { vec![all] } else { Vec::new() },
        }));
    }
    for office in &trouble.without_mailbox {
        blocks.push(Block::Inset(look.words.with(
            "notice-no-mailbox",
            "office",
            &look.office(*office),
        )));
    }
    blocks
}

/// What did not arrive: mails about reports, or others too.
fn what(trouble: &MailTrouble) -> &'static str {
    let of_report = |notice: &GivenUp| matches!(notice.about, About::Report | About::Message);
    if trouble.given_up.iter().all(of_report) {
        "notice-given-up"
    } else {
        "notice-given-up-other"
    }
}

fn row(look: &Look, notice: &GivenUp, reader: bool) -> SummaryRow {
    let references: Vec<String> = notice
        .cases
        .iter()
        .flatten()
        .map(|(_, reference)| reference.to_string())
        .collect();
    let mut value = Vec::new();
    match notice.about {
        About::Report => {}
        About::Message => value.push(Line::text(look.word("notice-of-message"))),
        About::Emergency => value.push(Line::text(look.word("notice-of-emergency"))),
        About::Transfer => value.push(Line::text(look.word("notice-of-transfer"))),
    }
    if reader {
        value.extend(notice.cases.iter().flatten().map(|(id, reference)| {
            let text = look.words.with("notice-open", "reference", reference.as_str());
            Line::Link(Link::new(format!("cases/{id}"), text))
        }));
    }
    let to = notice
        .mailbox
        .as_ref()
        .map_or_else(|| look.word("notice-nowhere"), ToString::to_string);
    value.push(Line::text(look.words.format(
        "notice-to",
        &[
            ("office", look.office(notice.office).into()),
            ("address", to.into()),
        ],
    )));
    value.push(Line::text(
        look.words.code("mail_failure", &notice.failure).into_owned(),
    ));
    value.push(Line::Quiet(look.words.format(
        "notice-tried",
        &[
            ("count", notice.tries.into()),
            ("when", dates::moment(look.words, notice.at).into()),
        ],
    )));
    SummaryRow {
        key: match &notice.cases {
            None => look.office(notice.office),
            Some(cases) if cases.is_empty() => look.word("notice-moved-on"),
            Some(_) => references.join(", "),
        },
        value,
        action: None,
    }
}

fn buttons(look: &Look, notice: &GivenUp, reader: bool) -> Vec<Button> {
    let of = notice
        .cases
        .iter()
        .flatten()
        .next()
        .map_or_else(String::new, |(_, reference)| reference.to_string());
    let button = |go: &str, key: &str| {
        Button::go(format!("{go}:{}", notice.id), look.word(key))
            .looking(ButtonLook::Secondary)
            .hidden(of.clone())
    };
    let mut buttons = vec![button("retry", "notice-retry")];
    if reader {
        let seen = match notice.about {
            About::Report | About::Message => "notice-seen",
            About::Emergency | About::Transfer => "notice-seen-other",
        };
        buttons.push(button("seen", seen));
    }
    buttons
}
