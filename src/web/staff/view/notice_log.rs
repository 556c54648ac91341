//! The notice log of a case: a row a person, what was told them and when, or why not.

use crate::domain::codes::YesNoUnknown;
use crate::domain::contact::Channel;
use crate::domain::notice::{About, Entry, Ground, Person, Told};
use crate::intake::notices::NoticeRow;
use crate::intake::notices::open::NoticeLog;
use crate::text::{FluentValue, dates};
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook, Details};
use crate::web::page::field::Width;
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{Colour, Line, Link, SummaryList, SummaryRow, Tag};
use crate::web::staff::filled::{Controls, Filled, hidden};
use crate::web::staff::look::Look;
use crate::web::staff::typed;

use super::{deadlines, identity_bar};

/// The form for somebody who is added.
pub const NEW: &str = "new";

/// How the names of the forms about a client relationship start.
pub const CLIENT: &str = "client-";

/// The name of the form of `person` about `about`, which starts the names of its fields.
pub fn form_of(about: About, person: Person) -> String {
    let (name, at) = person.key();
    match about {
        About::Report => format!("{name}{at}"),
        About::Relationship => format!("{CLIENT}{name}{at}"),
    }
}

/// Who `person` is, by `name` where that is known and open; that it lies `sealed` is told where there may be several.
pub fn called(look: &Look, person: Person, name: Option<&str>, sealed: bool) -> String {
    let named = |who: String| match name {
        _ if sealed => format!("{who}: {}", look.word("bar-sealed")),
        Some(name) => format!("{who}: {name}"),
        None => format!("{who}: {}", look.word("bar-unnamed")),
    };
    let numbered = |key: &str, at: usize| named(look.words.count(key, "number", at.saturating_add(1)));
    match person {
        Person::Child => {
            let child = look.word("notices-child");
            name.map_or_else(|| child.clone(), |name| format!("{child}: {name}"))
        }
        Person::Reporter => named(look.word("notices-reporter")),
        Person::Guardian(at) => numbered("notices-guardian", at),
        Person::Parent(at) => numbered("notices-parent", at),
        Person::Added(_) => name.map_or_else(|| look.word("bar-unnamed"), str::to_owned),
    }
}

/// The blocks of the page; `folder` is the way from it to the case, `filled` what was posted and not taken.
pub fn blocks(
    look: &Look,
    log: &NoticeLog,
    signed: &SignedIn,
    folder: &str,
    filled: Option<&Filled>,
) -> Vec<Block> {
    let drawer = Drawer {
        look,
        log,
        signed,
        folder,
        filled,
    };
    let mut blocks = vec![
        Block::Links(vec![Link::new(folder, look.word("work-back"))]),
        identity_bar::block(look, &log.case, &log.life, &log.opened, log.stopped),
    ];
    blocks.extend(drawer.wishes());
    blocks.push(Block::Paragraph(drawer.due()));
    let (of_report, of_relationship): (Vec<_>, Vec<_>) =
        log.rows.iter().partition(|row| row.about == About::Report);
    blocks.extend(of_report.into_iter().flat_map(|row| drawer.row(row)));
    if !of_relationship.is_empty() {
        blocks.push(Block::Inset(look.word("work-client-told")));
    }
    blocks.extend(of_relationship.into_iter().flat_map(|row| drawer.row(row)));
    blocks.push(drawer.add());
    blocks
}

struct Drawer<'a> {
    look: &'a Look,
    log: &'a NoticeLog,
    signed: &'a SignedIn,
    folder: &'a str,
    filled: Option<&'a Filled>,
}

impl Drawer<'_> {
    /// What the child wishes stands first: it decides who is told what.
    fn wishes(&self) -> Vec<Block> {
        let asked = &self.log.opened.report.worker_only;
        let by_itself = self.log.opened.report.facts.reporter_role
            == Some(crate::domain::codes::ReporterRole::YoungPerson);
        let hushed = asked.guardians_may_know == Some(YesNoUnknown::No);
        let no_call = by_itself && asked.may_call_home != Some(YesNoUnknown::Yes);
        [(hushed, "case-warning-guardians"), (no_call, "case-warning-call")]
            .into_iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, key)| Block::Warning {
                prefix: self.look.word("staff-news"),
                text: self.look.word(key),
            })
            .collect()
    }

    fn due(&self) -> String {
        let look = self.look;
        self.log.case.clocks.as_ref().map_or_else(
            || look.word("notices-due-unborn"),
            |clocks| {
                let date = dates::full(look.words, clocks.start_by.target);
                look.words.with("notices-due", "date", &date)
            },
        )
    }

    /// Who a row is about, by name where that is open.
    fn who(&self, row: &NoticeRow) -> String {
        let (name, sealed) = row.name(&self.log.opened, self.log.case.subject);
        called(self.look, row.person, name.as_deref(), sealed)
    }

    fn row(&self, row: &NoticeRow) -> Vec<Block> {
        let look = self.look;
        let open = row.row.is_open(look.today());
        let mut tags = vec![if open {
            Tag {
                text: look.word("notices-open"),
                colour: Colour::Yellow,
            }
        } else {
            Tag {
                text: look.word("notices-done"),
                colour: Colour::Green,
            }
        }];
        let of_report = row.about == About::Report;
        if let (true, Some(clocks)) = (open && of_report, &self.log.case.clocks)
            && let Some(tag) = deadlines::passed(look, clocks.start_by)
        {
            tags.push(tag);
        }
        let mut who = self.who(row);
        if !of_report {
            who = look.words.with("notices-of-relationship", "who", &who);
        }
        let mut blocks = vec![Block::Heading(who.clone()), Block::Tags(tags)];
        if !row.row.entries.is_empty() {
            let rows = row.row.entries.iter().rev().map(|entry| self.entry(entry));
            blocks.push(Block::Summary(SummaryList { rows: rows.collect() }));
        }
        let form = form_of(row.about, row.person);
        let controls = Controls::of(look, self.filled, &form);
        let person = form.clone();
        let more = [("person", person), ("version", row.version.to_string())];
        let inside = self.form(&controls, &form, row.person, &more, &who);
        // What is still to be done lies open.
        if open && row.row.entries.is_empty() {
            blocks.push(inside);
        } else {
            blocks.push(Block::Details(Details {
                summary: look.word("notices-again"),
                open: controls.is_back(),
                inside: vec![inside].into(),
            }));
        }
        blocks
    }

    fn entry(&self, entry: &Entry) -> SummaryRow {
        let look = self.look;
        let name = |id: &uuid::Uuid| self.log.names.get(id).cloned().unwrap_or_default();
        let written = look.words.format(
            "notices-written",
            &[
                ("who", FluentValue::from(name(&entry.author))),
                ("when", FluentValue::from(dates::moment(look.words, entry.at))),
            ],
        );
        let (key, mut value) = match &entry.told {
            Told::Yes { on, channel, by } => {
                let told = look.words.format(
                    "notices-told",
                    &[
                        ("date", FluentValue::from(dates::full(look.words, *on))),
                        (
                            "channel",
                            FluentValue::from(
                                look.words.code("contact_channel", channel.as_str()).into_owned(),
                            ),
                        ),
                        ("who", FluentValue::from(name(by))),
                    ],
                );
                ("notices-yes", vec![Line::Text(told)])
            }
            Told::No {
                ground,
                text,
                look_again,
            } => {
                let ground = look.words.code("notice_ground", ground.as_str()).into_owned();
                let mut value = vec![Line::Text(ground), Line::text(text.expose())];
                value.extend(look_again.map(|day| {
                    let date = dates::full(look.words, day);
                    Line::Text(look.words.with("notices-looked-again", "date", &date))
                }));
                ("notices-no", value)
            }
        };
        value.push(Line::Quiet(written));
        SummaryRow {
            key: look.word(key),
            value,
            action: None,
        }
    }

    fn form(
        &self,
        controls: &Controls<'_>,
        form: &str,
        person: Person,
        more: &[(&'static str, String)],
        who: &str,
    ) -> Block {
        let look = self.look;
        let name = |field: &str| format!("{form}_{field}");
        let today = typed::written(look.today());
        let colleagues = self.log.colleagues.iter();
        let colleagues = colleagues.map(|one| (one.id.to_string(), one.name.clone()));
        let me = self.signed.session.scope.staff.to_string();
        let grounds: Vec<&str> = Ground::ALL
            .into_iter()
            .filter(|ground| ground.is_about(person))
            .map(Ground::as_str)
            .collect();
        let channels = Channel::ALL.map(Channel::as_str);
        let by = name("by");
        let ground = name("ground");
        let blocks = vec![
            controls.radios(&name("told"), "notices-ask-told", "notice_told", &["yes", "no"]),
            Block::Subheading(look.word("notices-if-yes")),
            controls.text(&name("on"), "notices-on", &today, Width::Ten),
            controls.radios(&name("channel"), "notices-channel", "contact_channel", &channels),
            controls.select(controls.label(&by, "notices-by"), colleagues.collect(), &me),
            Block::Subheading(look.word("notices-if-no")),
            controls.select(
                controls.label(&ground, "notices-ground"),
                controls.options("notice_ground", &grounds),
                "",
            ),
            controls.area(&name("text"), "notices-text", 3),
            controls.text(&name("again"), "notices-look-again", "", Width::Ten),
        ];
        Block::Form(StaffForm {
            action: format!("{}/notices", self.folder),
            hidden: hidden(self.signed, more),
            blocks: blocks.into(),
            buttons: vec![
                Button::go("save", look.word("work-save"))
                    .looking(ButtonLook::Secondary)
                    .hidden(format!(": {who}")),
            ],
        })
    }

    /// Somebody whom the report does not name.
    fn add(&self) -> Block {
        let look = self.look;
        let controls = Controls::of(look, self.filled, NEW);
        let who = look.word("notices-add");
        let more = [("person", NEW.to_owned())];
        let mut form = self.form(&controls, NEW, Person::Added(0), &more, &who);
        if let Block::Form(form) = &mut form {
            let name = controls.text("new_name", "notices-name", "", Width::Full);
            form.blocks.items.insert(0, name);
        }
        Block::Details(Details {
            summary: who,
            open: controls.is_back(),
            inside: vec![form].into(),
        })
    }
}
