//! The page of a case, block by block from top to bottom, with the form that opens
//! what is sealed and the one that asks the reporter something. The decision stands after what is read here.

use crate::domain::access::only_reads;
use crate::domain::codes::YesNoUnknown;
use crate::domain::report::{Channel, IdentityLevel, Subject};
use crate::intake::open_case::{CaseFile, Person, Protection, Sibling};
use crate::intake::open_identity::LONGEST;
use crate::text::dates;
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::field::{FieldFault, Label, TextField};
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{Colour, Line, Link, SummaryList, SummaryRow, Tag};
use crate::web::staff::age;
use crate::web::staff::look::{Look, csrf};

use super::{
    deadlines, facts, files, marks, messages, progress, recorded, report, routing, same, timeline,
    triage_codes, urgent,
};

/// What stands before the form, the form if something is sealed, and what stands after it.
pub struct FileView {
    /// From the status to the reporter.
    pub before: Vec<Block>,
    /// Opens what is sealed.
    pub form: Option<StaffForm>,
    /// From what is missing to the timeline.
    pub after: Vec<Block>,
}

/// Draws `file` for `signed`. `cases` is the way from the page to the folder of all cases; `sending` makes two sendings of a
/// question one; `fault` is what was wrong with the reason that was posted.
pub fn view(
    look: &Look,
    file: &CaseFile,
    signed: &SignedIn,
    cases: &str,
    sending: String,
    fault: Option<Fault>,
) -> FileView {
    let drawn = report::view(look, file);
    let mut before = vec![Block::Tags(tags(look, file))];
    before.extend(warnings(look, file));
    if file.summary.guardian {
        before.push(Block::Inset(look.word("case-reminder-guardian")));
    }
    before.push(Block::Summary(facts(look, file)));
    before.push(Block::Heading(look.word("case-deadlines")));
    before.extend(deadlines::blocks(
        look,
        file.case.clocks.as_ref(),
        file.progress.stopped,
    ));
    before.extend(deadlines::of_contact(
        look,
        file.case.clocks.as_ref(),
        file.progress.special_support,
    ));
    before.extend(progress::blocks(look, file, cases));
    before.push(Block::Heading(look.word("block-family-may-read")));
    before.extend(drawn.family);
    before.push(Block::Paragraph(look.word("case-words-kept")));
    before.extend(facts::in_case(look, file, cases));
    if !drawn.worker_only.is_empty() {
        before.push(Block::Heading(look.word("case-worker-only")));
        before.extend(drawn.worker_only);
    }
    before.push(Block::Heading(look.word("case-reporter")));
    before.extend(reporter(look, file, drawn.reporter));
    FileView {
        before,
        form: form(look, file, signed, cases, fault),
        after: messages::blocks(look, file, signed, cases, sending)
            .into_iter()
            .chain(after(look, file, cases))
            .collect(),
    }
}

/// A reason that was not taken, with what was typed.
pub struct Fault {
    /// What was typed.
    pub typed: String,
    /// What is wrong with it.
    pub text: String,
}

fn tags(look: &Look, file: &CaseFile) -> Vec<Tag> {
    let case = &file.case;
    let mut tags = marks::tags(look, &case.state, case.is_unborn(), file.urgency, &file.summary);
    let said = &file.conversation.said;
    tags.extend(said.iter().any(|said| said.waits).then(|| marks::asked(look)));
    tags.extend(file.case.restricted.then(|| marks::restricted(look)));
    if file.case.flood.is_some() {
        tags.push(Tag {
            text: look.word("marker-flood"),
            colour: Colour::Yellow,
        });
    }
    if !file.same.here.is_empty() {
        tags.push(Tag {
            text: look.word("marker-same-child"),
            colour: Colour::Yellow,
        });
    }
    if let Some(who) = &file.other_holder {
        tags.push(Tag {
            text: look.words.with("marker-claimed", "who", who),
            colour: Colour::Orange,
        });
    }
    tags
}

/// What must not be overlooked before anybody is called: a child who wrote itself and does not want its guardians to
/// know, or said nothing of a call home, which means no.
fn warnings(look: &Look, file: &CaseFile) -> Vec<Block> {
    let asked = &file.opened.report.worker_only;
    let hushed = asked.guardians_may_know == Some(YesNoUnknown::No);
    let no_call = file.summary.child_self && asked.may_call_home != Some(YesNoUnknown::Yes);
    [(hushed, "case-warning-guardians"), (no_call, "case-warning-call")]
        .into_iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, key)| Block::Warning {
            prefix: look.word("staff-news"),
            text: look.word(key),
        })
        .collect()
}

fn facts(look: &Look, file: &CaseFile) -> SummaryList {
    let case = &file.case;
    let row = |key: &str, value: Vec<String>| SummaryRow {
        key: look.word(key),
        value: value.into_iter().map(Line::Text).collect(),
        action: None,
    };
    let hidden = file.summary.protected && !matches!(file.protection, Protection::OpenUntil(_));
    let known = [
        row(
            "case-arrived",
            vec![age::arrived(look.words, file.arrival, look.now)],
        ),
        row(
            "case-kind",
            vec![look.words.code("kind", case.kind.as_str()).into_owned()],
        ),
        row("case-office", office(look, file, hidden)),
        row(
            "case-routing",
            routing::lines(look, &case.routing_rule, &file.routing, hidden),
        ),
        row(
            "case-language",
            vec![look.word(&format!("language-{}", file.opened.report.language.code()))],
        ),
    ];
    let some = |key: &str, value: Vec<String>| (!value.is_empty()).then(|| row(key, value));
    let urgent = urgent::because(look, &file.summary.signs());
    let before = some("case-urgent", urgent.into_iter().collect());
    let recorded = some("case-recorded", recorded::lines(look, file));
    let coded = file.coded.as_ref().filter(|codes| !codes.is_empty());
    let coded = coded.map(|codes| SummaryRow {
        key: look.word("case-coded"),
        value: triage_codes::named(look, codes),
        action: None,
    });
    let after = some("case-seen", urgent::seen_by(look, file));
    let rows = before.into_iter().chain(known).chain(recorded);
    SummaryList {
        rows: rows.chain(coded).chain(after).collect(),
    }
}

/// The office by the name that it had when the case came, and its name of today where that is another. Who sees a case of
/// somebody with a protected address by a copy does not read whose it is: that would tell where the person lives.
fn office(look: &Look, file: &CaseFile, hidden: bool) -> Vec<String> {
    let case = &file.case;
    if hidden && case.seen_at != case.office {
        return vec![look.word("queue-protected")];
    }
    let today = look.office(case.office);
    match file.routing.office(case.office, look.words.language()) {
        Some(then) if then != today => vec![
            then.to_owned(),
            look.words.with("case-office-today", "office", &today),
        ],
        _ => vec![today],
    }
}

/// How far it is known who reports: a professional's own system was identified, a person at the public form was not.
fn claim(file: &CaseFile) -> &'static str {
    match file.opened.report.channel {
        Channel::Api => "case-reporter-system",
        Channel::Web | Channel::Phone | Channel::Visit | Channel::Letter => "case-reporter-claim",
    }
}

fn reporter(look: &Look, file: &CaseFile, open: Vec<Block>) -> Vec<Block> {
    let mut blocks = match (file.reporter, file.reporter_sealed) {
        (IdentityLevel::None, _) => vec![Block::Paragraph(look.word("case-reporter-anonymous"))],
        (_, true) => vec![Block::Inset(look.word("case-reporter-sealed"))],
        (_, false) => vec![Block::Paragraph(look.word(claim(file)))],
    };
    blocks.extend(open);
    if file
        .opened
        .hidden
        .iter()
        .any(|(person, _)| *person != Person::Reporter)
    {
        blocks.push(Block::Inset(look.word("case-person-sealed")));
    }
    if let Protection::OpenUntil(until) = file.protection {
        let time = dates::time(look.words, until);
        blocks.push(Block::Paragraph(look.words.with(
            "case-open-until",
            "time",
            &time,
        )));
    }
    blocks
}

fn form(
    look: &Look,
    file: &CaseFile,
    signed: &SignedIn,
    cases: &str,
    fault: Option<Fault>,
) -> Option<StaffForm> {
    let scope = &signed.session.scope;
    let reads = only_reads(scope, &file.case.standing(file.case.is_of(scope)));
    if file.protection != Protection::Sealed || reads {
        return None;
    }
    let mut label = Label::new("reason", look.word("case-open-reason"));
    // The decision below has a reason too.
    "unseal".clone_into(&mut label.id);
    label.hint = Some(look.words.count("case-open-reason-hint", "max", LONGEST));
    let mut typed = String::new();
    if let Some(fault) = fault {
        label.error = Some(FieldFault {
            prefix: look.word("error-prefix"),
            text: fault.text,
        });
        typed = fault.typed;
    }
    Some(StaffForm {
        action: format!("{cases}/{}/identity", file.case.id),
        hidden: csrf(signed),
        blocks: vec![Block::Text(TextField::new(label, typed))].into(),
        buttons: vec![Button::go("open", look.word("case-open-button")).looking(ButtonLook::Secondary)],
    })
}

fn after(look: &Look, file: &CaseFile, cases: &str) -> Vec<Block> {
    let mut blocks = files::blocks(look, file, cases);
    let missing = marks::missing(look, &file.summary);
    if !missing.is_empty() {
        blocks.push(Block::Heading(look.word("case-missing")));
        blocks.push(Block::Tags(missing));
        if file.summary.municipality_missing && file.facts.completes {
            blocks.push(facts::way(look, file, cases));
        }
    }
    if !file.siblings.is_empty() {
        blocks.push(Block::Heading(look.word("case-other-cases")));
        blocks.push(Block::Summary(SummaryList {
            rows: file
                .siblings
                .iter()
                .map(|sibling| other(look, file, cases, sibling))
                .collect(),
        }));
    }
    blocks.extend(same::in_case(look, file, cases));
    blocks.push(Block::Heading(look.word("case-timeline")));
    blocks.push(Block::Steps(timeline::lines(look, &file.events)));
    blocks
}

/// Another case of the same report: a link where the person may follow it. Where anybody in the report has a protected
/// address, no office is named: it would tell where that person is.
fn other(look: &Look, file: &CaseFile, cases: &str, sibling: &Sibling) -> SummaryRow {
    let who = match sibling.subject {
        Subject::Child(index) => look.words.count("group-child", "number", index.saturating_add(1)),
        Subject::Unborn => look.word("group-unborn"),
    };
    let mut value = vec![if sibling.within_reach {
        Line::Link(Link::new(
            format!("{cases}/{}", sibling.id),
            sibling.reference.as_str(),
        ))
    } else {
        Line::text(sibling.reference.as_str())
    }];
    if !file.opened.stored.protected {
        value.push(Line::Quiet(format!(
            "{}, {}",
            look.county(sibling.county),
            look.office(sibling.office)
        )));
    }
    SummaryRow {
        key: who,
        value,
        action: None,
    }
}
