//! The same child again: on the page of a case in few lines, and on a page of its own.

use chrono::NaiveDate;

use crate::intake::open_case::CaseFile;
use crate::intake::same_child::change::{LONGEST, SHORTEST};
use crate::intake::same_child::{AgeThen, Candidate, Candidates, Member, SamePage};
use crate::text::{FluentValue, dates};
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::field::{FieldFault, Label, TextField, Width};
use crate::web::page::pages::{Hidden, StaffForm};
use crate::web::page::view::{Line, Link, SummaryList, SummaryRow};
use crate::web::staff::look::{Look, csrf};
use crate::web::staff::same::{JOIN, JOIN_BY, OTHER_CHILD, TAKE_BACK, UNDO};

use super::{deadlines, marks};

/// On the page of a case: the surest candidates and the way to all of them.
pub fn in_case(look: &Look, file: &CaseFile, cases: &str) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(look.word("same-title"))];
    if file.case.is_joined() {
        blocks.push(Block::Inset(look.word("same-is-joined")));
    }
    if file.carries {
        blocks.push(Block::Inset(look.word("same-carries-others")));
    }
    let found = &file.same;
    if found.here.is_empty() && !found.elsewhere {
        blocks.push(Block::Paragraph(look.word("same-none")));
    }
    if !found.here.is_empty() {
        let rows = found.here.iter().map(|candidate| row(look, candidate, cases));
        blocks.push(Block::Summary(SummaryList { rows: rows.collect() }));
    }
    blocks.extend(beyond(look, found));
    blocks.push(Block::Links(vec![Link::new(
        format!("{cases}/{}/same", file.case.id),
        look.word("same-to-page"),
    )]));
    blocks
}

/// What is said of what is not shown.
fn beyond(look: &Look, found: &Candidates) -> Vec<Block> {
    let more = found.more.then(|| Block::Paragraph(look.word("same-more")));
    let elsewhere = found.elsewhere.then(|| Block::Inset(look.word("same-elsewhere")));
    more.into_iter().chain(elsewhere).collect()
}

/// A candidate: which case, why it may be of the same child, how old the child was then, where it stands.
fn row(look: &Look, candidate: &Candidate, cases: &str) -> SummaryRow {
    SummaryRow {
        key: candidate.row.reference.to_string(),
        value: lines(look, candidate, cases),
        action: None,
    }
}

fn lines(look: &Look, candidate: &Candidate, cases: &str) -> Vec<Line> {
    let row = &candidate.row;
    let mut lines: Vec<Line> = candidate
        .why
        .iter()
        .map(|why| Line::text(look.word(&format!("same-why-{}", why.as_str()).replace('_', "-"))))
        .collect();
    lines.extend(candidate.age.map(|age| Line::Text(age_then(look, age))));
    lines.push(Line::Quiet(came(
        look,
        candidate.received_on,
        &look.office(row.office),
    )));
    let tags = marks::tags(look, &row.state, row.is_unborn(), row.urgency, &row.summary);
    lines.extend(tags.into_iter().take(1).map(Line::Tag));
    if candidate.opens {
        let mut link = Link::new(format!("{cases}/{}", row.id), look.word("same-open"));
        link.hidden = Some(row.reference.to_string());
        lines.push(Line::Link(link));
    }
    lines
}

fn came(look: &Look, on: NaiveDate, office: &str) -> String {
    let date = dates::full(look.words, on);
    look.words.format(
        "same-came",
        &[
            ("date", FluentValue::from(date)),
            ("office", FluentValue::from(office.to_owned())),
        ],
    )
}

fn age_then(look: &Look, age: AgeThen) -> String {
    match age {
        AgeThen::Years(years) => look
            .words
            .format("same-age", &[("age", FluentValue::from(years))]),
        AgeThen::Between(least, most) => look.words.format(
            "same-age-between",
            &[
                ("least", FluentValue::from(least)),
                ("most", FluentValue::from(most)),
            ],
        ),
    }
}

/// What was typed on the page and not taken, and why.
pub struct Refused {
    /// The reason for undoing.
    pub reason: String,
    /// What is wrong.
    pub text: String,
    /// The reference of the case to join.
    pub reference: String,
    /// The field at which it is wrong; `main` for what was pressed.
    pub at: &'static str,
}

/// Whether the page asks for `field`.
pub fn asks(page: &SamePage, field: &str) -> bool {
    match field {
        "reason" => page.changes && page.case.is_joined(),
        "reference" => page.changes && page.joinable,
        _ => false,
    }
}

/// The page of its own.
pub fn page(
    look: &Look,
    page: &SamePage,
    signed: &SignedIn,
    cases: &str,
    refused: Option<&Refused>,
) -> Vec<Block> {
    let drawer = Drawer {
        look,
        page,
        signed,
        cases,
    };
    let back = look
        .words
        .with("same-back", "reference", page.case.reference.as_str());
    let mut blocks = vec![Block::Links(vec![Link::new(
        format!("{cases}/{}", page.case.id),
        back,
    )])];
    blocks.extend(drawer.group(refused));
    blocks.extend(drawer.candidates());
    if asks(page, "reference") {
        blocks.push(Block::Form(drawer.by_reference(refused)));
    }
    blocks.extend(drawer.others());
    blocks
}

struct Drawer<'a> {
    look: &'a Look,
    page: &'a SamePage,
    signed: &'a SignedIn,
    cases: &'a str,
}

impl Drawer<'_> {
    fn group(&self, refused: Option<&Refused>) -> Vec<Block> {
        let (look, page) = (self.look, self.page);
        if page.group.is_empty() {
            return Vec::new();
        }
        let rows = page.group.iter().map(|member| self.member(member)).collect();
        let mut blocks = vec![
            Block::Heading(look.word("same-group")),
            Block::Paragraph(look.word("same-group-help")),
            Block::Summary(SummaryList { rows }),
        ];
        blocks.extend(deadlines::blocks(look, page.clocks.as_ref(), page.stopped));
        if asks(page, "reason") {
            blocks.push(Block::Form(self.undo(refused)));
        }
        blocks.push(Block::Heading(look.word("case-timeline")));
        let steps = page.timeline.iter().flat_map(|(reference, event)| {
            let lines = super::timeline::lines(look, std::slice::from_ref(event));
            lines.into_iter().map(move |line| format!("{reference} · {line}"))
        });
        blocks.push(Block::Steps(steps.collect()));
        blocks
    }

    fn member(&self, member: &Member) -> SummaryRow {
        let look = self.look;
        let case = &member.case;
        let mut value = vec![Line::Quiet(came(
            look,
            case.received_on,
            &look.office(case.office),
        ))];
        if let Some(clocks) = &case.clocks {
            let date = dates::full(look.words, clocks.pending_since);
            value.push(Line::Text(look.words.with("same-own-date", "date", &date)));
        }
        value.push(Line::Text(match &member.joined {
            None => look.word("same-carries"),
            Some((_, at, by)) => look.words.format(
                "same-joined-by",
                &[
                    ("who", FluentValue::from(by.clone())),
                    ("when", FluentValue::from(dates::moment(look.words, *at))),
                ],
            ),
        }));
        if member.opens && case.id != self.page.case.id {
            let mut link = Link::new(format!("{}/{}", self.cases, case.id), look.word("same-open"));
            link.hidden = Some(case.reference.to_string());
            value.push(Line::Link(link));
        }
        SummaryRow {
            key: case.reference.to_string(),
            value,
            action: None,
        }
    }

    fn form(&self, target: Option<String>, blocks: Vec<Block>, buttons: Vec<Button>) -> StaffForm {
        let mut hidden = csrf(self.signed);
        hidden.push(Hidden {
            name: "version".into(),
            value: self.page.case.version.to_string(),
        });
        hidden.extend(target.map(|value| Hidden {
            name: "target".into(),
            value,
        }));
        StaffForm {
            action: format!("{}/{}/same", self.cases, self.page.case.id),
            hidden,
            blocks: blocks.into(),
            buttons,
        }
    }

    fn undo(&self, refused: Option<&Refused>) -> StaffForm {
        let look = self.look;
        let mut label = Label::new("reason", look.word("same-undo-reason"));
        label.hint = Some(look.word("same-undo-hint"));
        label.error = self.fault(refused, "reason");
        let typed = refused.map_or("", |refused| refused.reason.as_str());
        self.form(
            None,
            vec![Block::Text(TextField::new(label, typed))],
            vec![Button::go(UNDO, look.word("same-undo")).looking(ButtonLook::Secondary)],
        )
    }

    fn fault(&self, refused: Option<&Refused>, field: &str) -> Option<FieldFault> {
        refused
            .filter(|refused| refused.at == field)
            .map(|refused| FieldFault {
                prefix: self.look.word("error-prefix"),
                text: refused.text.clone(),
            })
    }

    /// For a child who was identified later, or whom nothing but the reference ties to the other case.
    fn by_reference(&self, refused: Option<&Refused>) -> StaffForm {
        let look = self.look;
        let mut label = Label::new("reference", look.word("same-reference"));
        label.hint = Some(look.word("search-reference-hint"));
        label.error = self.fault(refused, "reference");
        let typed = refused.map_or("", |refused| refused.reference.as_str());
        let mut field = TextField::new(label, typed);
        field.free_text = false;
        field.width = Width::Twenty;
        let button = Button::go(JOIN_BY, look.word("same-join")).looking(ButtonLook::Secondary);
        self.form(None, vec![Block::Text(field)], vec![button])
    }

    fn candidates(&self) -> Vec<Block> {
        let (look, page) = (self.look, self.page);
        let found = &page.candidates;
        let mut blocks = vec![Block::Heading(look.word("same-candidates"))];
        if found.here.is_empty() && !found.elsewhere {
            blocks.push(Block::Paragraph(look.word("same-none")));
        }
        if page.changes && page.case.state == "received" && !found.here.is_empty() {
            blocks.push(Block::Inset(look.word("same-urgency-first")));
        }
        for candidate in &found.here {
            let reference = candidate.row.reference.to_string();
            blocks.push(Block::Subheading(reference.clone()));
            blocks.push(Block::Summary(SummaryList {
                rows: vec![SummaryRow {
                    key: look.word("same-why"),
                    value: lines(look, candidate, self.cases),
                    action: None,
                }],
            }));
            if page.changes {
                let mut buttons = Vec::new();
                if page.joinable && candidate.takes {
                    buttons.push(Button::go(JOIN, look.word("same-join")).hidden(reference.clone()));
                }
                let other = Button::go(OTHER_CHILD, look.word("same-other-child")).hidden(reference);
                buttons.push(other.looking(ButtonLook::Secondary));
                let target = Some(candidate.row.id.to_string());
                blocks.push(Block::Form(self.form(target, Vec::new(), buttons)));
            }
        }
        blocks.extend(beyond(look, found));
        blocks
    }

    fn others(&self) -> Vec<Block> {
        let (look, page) = (self.look, self.page);
        let mut blocks = Vec::new();
        if !page.others.is_empty() {
            blocks.push(Block::Heading(look.word("same-others")));
        }
        for other in &page.others {
            let reference = other.reference.to_string();
            blocks.push(Block::Paragraph(format!(
                "{reference} · {}",
                came(look, other.received_on, &look.office(other.office))
            )));
            if page.changes {
                let button = Button::go(TAKE_BACK, look.word("same-take-back")).hidden(reference);
                blocks.push(Block::Form(self.form(
                    Some(other.id.to_string()),
                    Vec::new(),
                    vec![button.looking(ButtonLook::Secondary)],
                )));
            }
        }
        blocks
    }
}

/// What is wrong with a reason for undoing.
pub fn reason_fault(look: &Look) -> String {
    let number = |count: usize| FluentValue::from(u32::try_from(count).unwrap_or(u32::MAX));
    look.words.format(
        "same-undo-reason-error",
        &[("min", number(SHORTEST)), ("max", number(LONGEST))],
    )
}
