//! The messages of a case: what was asked, what the reporter answered, and the form for a question.

use crate::domain::access::{Capability, may_work};
use crate::intake::mailbox::LONGEST_QUESTION;
use crate::intake::mailbox::conversation::{Reach, Said};
use crate::intake::mailbox::unread::Waiting;
use crate::intake::open_case::CaseFile;
use crate::text::{FluentValue, Texts, dates};
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook, Details};
use crate::web::page::field::{Choice, Choices, Label, TextArea};
use crate::web::page::pages::{Hidden, StaffForm};
use crate::web::page::view::{Colour, Link, Tag};
use crate::web::staff::look::{Look, csrf};

/// The name of the box for a question.
pub const QUESTION: &str = "question";
/// The name of the boxes with ready questions.
pub const READY: &str = "ready";
/// The name of the hidden field that makes two sendings of the form one.
pub const SENDING: &str = "sending";

/// Where the messages stand on their page.
pub const PLACE: &str = "messages";

/// The ready questions, by the ends of their text keys.
const TEMPLATES: [&str; 6] = ["where", "when", "before", "who", "safe", "home"];

/// The messages of `file` and the form for a question; `cases` is the way from the page to the folder of all cases, `sending`
/// something random.
pub fn blocks(look: &Look, file: &CaseFile, signed: &SignedIn, cases: &str, sending: String) -> Vec<Block> {
    let conversation = &file.conversation;
    let mut blocks = vec![Block::Place {
        id: PLACE,
        text: look.word("messages-title"),
    }];
    for said in &conversation.said {
        blocks.extend(message(look, file, said));
    }
    match conversation.reach {
        Reach::NoCode => blocks.push(Block::Paragraph(look.word("messages-no-code"))),
        Reach::Ended => blocks.push(Block::Paragraph(look.word("messages-ended"))),
        Reach::Open => {
            if conversation.said.is_empty() {
                blocks.push(Block::Paragraph(look.word("messages-none")));
            }
            // Who may only read asks nothing.
            let scope = &signed.session.scope;
            let place = file.case.standing(file.case.is_of(scope));
            if file.transfer.receives || !may_work(scope, Capability::Register, &place) {
                return blocks;
            }
            blocks.push(Block::Details(Details {
                summary: look.word("question-open"),
                open: false,
                inside: vec![Block::Form(form(look, file, signed, cases, sending))].into(),
            }));
        }
    }
    blocks
}

/// The way to them, past what stands before; with its key where `on`.
pub fn skip(look: &Look, on: bool) -> Link {
    let mut link = Link::new(format!("#{PLACE}"), look.word("messages-skip"));
    link.accesskey = on.then_some('v');
    link
}

fn message(look: &Look, file: &CaseFile, said: &Said) -> Vec<Block> {
    let when = said.at.map_or_else(
        || {
            let date = dates::full(look.words, said.on);
            look.words.format(
                "event-in-hour",
                &[
                    ("date", FluentValue::from(date)),
                    ("hour", FluentValue::from(said.hour)),
                ],
            )
        },
        |at| dates::moment(look.words, at),
    );
    let who = match &said.author {
        Some(name) => look.words.with("messages-from-worker", "who", name),
        None => look.word("messages-from-reporter"),
    };
    let mut blocks = vec![Block::Subheading(format!("{who} · {when}"))];
    let marks = [
        (said.new, "marker-new-message", Colour::Red),
        (said.waits, "marker-unanswered", Colour::Yellow),
    ];
    let tags: Vec<Tag> = marks
        .into_iter()
        .filter(|(holds, _, _)| *holds)
        .map(|(_, key, colour)| Tag {
            text: look.word(key),
            colour,
        })
        .collect();
    if !tags.is_empty() {
        blocks.push(Block::Tags(tags));
    }
    blocks.push(Block::Words {
        text: said.text.expose().to_owned(),
        lang: Some(file.opened.report.language.code().to_owned()),
    });
    let along = file.files.iter().filter(|listed| listed.message == Some(said.id));
    if let Some(count) = u32::try_from(along.count()).ok().filter(|count| *count > 0) {
        let count = [("count", FluentValue::from(count))];
        blocks.push(Block::Paragraph(look.words.format("messages-files", &count)));
    }
    blocks
}

fn form(look: &Look, file: &CaseFile, signed: &SignedIn, cases: &str, sending: String) -> StaffForm {
    let language = file.opened.report.language;
    // What is sent stands in the reporter's language; what is read here in the worker's.
    let sent = Texts::embedded().words(language);
    let items = TEMPLATES.into_iter().map(|name| {
        let key = format!("question-ready-{name}");
        let value = sent.get(&key).into_owned();
        let label = look.word(&key);
        Choice {
            hint: (label != value).then(|| value.clone()),
            label,
            value,
            checked: false,
        }
    });
    let choices = Choices {
        small: true,
        ..Choices::new(Label::new(READY, look.word("question-ready")), items.collect())
    };
    let mut label = Label::new(QUESTION, look.word("question-own"));
    let spoken = look.word(&format!("language-{}", language.code()));
    label.hint = Some(look.words.format(
        "question-own-hint",
        &[
            ("language", FluentValue::from(spoken)),
            (
                "max",
                FluentValue::from(u32::try_from(LONGEST_QUESTION).unwrap_or(u32::MAX)),
            ),
        ],
    ));
    StaffForm {
        action: format!("{cases}/{}/question", file.case.id),
        hidden: hidden(signed, sending),
        blocks: vec![
            Block::Inset(look.word("question-found")),
            Block::Checkboxes(choices),
            Block::Area(TextArea {
                label,
                value: String::new(),
                rows: 4,
            }),
        ]
        .into(),
        buttons: vec![Button::go("ask", look.word("question-send")).looking(ButtonLook::Secondary)],
    }
}

/// The hidden fields of a form that sends a question.
pub fn hidden(signed: &SignedIn, sending: String) -> Vec<Hidden> {
    let sending = Hidden {
        name: SENDING.into(),
        value: sending,
    };
    csrf(signed).into_iter().chain([sending]).collect()
}

/// The cases with messages that nobody has read, for the desk and above the queue; nothing where there is none.
pub fn waiting(look: &Look, waiting: &Waiting) -> Vec<Block> {
    if waiting.cases.is_empty() {
        return Vec::new();
    }
    let links = waiting.cases.iter().map(|unread| {
        let text = match unread.last_on {
            Some(on) => look.words.format(
                "messages-waiting-since",
                &[
                    ("reference", FluentValue::from(unread.reference.to_string())),
                    ("date", FluentValue::from(dates::short(look.words, on))),
                ],
            ),
            None => unread.reference.to_string(),
        };
        Link::new(format!("cases/{}", unread.case), text)
    });
    vec![
        Block::Place {
            id: PLACE,
            text: look.words.count("messages-waiting", "count", waiting.count),
        },
        Block::Links(links.collect()),
    ]
}
