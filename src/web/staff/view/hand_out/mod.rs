//! A case as it is copied into the county's client system: one text in the order of the national structure with
//! the authority's own parts after it, one JSON document in the members of the schema with these parts beside them.

mod own;

use std::fmt::Write;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::domain::codes::Kind;
use crate::domain::hand_out::Parts as OwnParts;
use crate::domain::report::{IdentityLevel, NewReport, Subject};
use crate::forms::{key, load, stored};
use crate::intake::hand_out::open::Opened;
use crate::intake::hand_out::{HandOut, Material};
use crate::intake::session::Session;
use crate::text::{FluentValue, dates};
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::field::Width;
use crate::web::page::pages::StaffForm;
use crate::web::page::view::Link;
use crate::web::staff::filled::{Controls, Filled, hidden};
use crate::web::staff::look::Look;
use crate::wire::Parts;

/// The form that notes the number.
pub const COPIED: &str = "copied";
/// The form that saves the file.
pub const FILE: &str = "file";
/// The member of the file that holds the authority's own parts.
pub const CASE: &str = "case";
/// The member of the file that says who took it out, and when.
pub const WATERMARK: &str = "watermark";

/// A part of the national structure: its heading, and the members of the schema that stand in it, in their order.
type Part = (&'static str, &'static [&'static str]);

/// The structure of the documents A, B and C. What is not named here stands at the end, so that nothing is
/// lost.
const STRUCTURE: [Part; 6] = [
    (
        "hand-out-client",
        &[
            "children[].last_name",
            "children[].first_names",
            "children[].personal_identity_code",
            "children[].protected_address",
            "children[].residence.street_address",
            "children[].residence.postal_code",
            "children[].residence.municipality",
            "children[].residence.area",
            "children[].birth_date",
            "children[].birth_text",
            "children[].age_estimate",
            "children[].whereabouts",
            "children[].whereabouts_municipality",
            "children[].recognise_text",
            "children[].language",
            "children[].interpreter",
            "unborn_child.parents[].role",
            "unborn_child.parents[].name",
            "unborn_child.parents[].personal_identity_code",
            "unborn_child.parents[].protected_address",
            "unborn_child.parents[].residence.street_address",
            "unborn_child.parents[].residence.postal_code",
            "unborn_child.parents[].residence.municipality",
            "unborn_child.parents[].residence.area",
            "unborn_child.parents[].phone",
            "unborn_child.parents[].birth_date",
            "unborn_child.parents[].birth_text",
        ],
    ),
    (
        "hand-out-guardians",
        &[
            "guardians[].name",
            "guardians[].personal_identity_code",
            "guardians[].protected_address",
            "guardians[].residence.street_address",
            "guardians[].residence.postal_code",
            "guardians[].residence.municipality",
            "guardians[].residence.area",
            "guardians[].phone",
            "guardians[].birth_date",
            "guardians[].birth_text",
            "guardians[].language",
            "guardians[].interpreter",
            "children[].guardians_text",
        ],
    ),
    (
        "hand-out-reporter",
        &[
            "reporter.name",
            "reporter.title",
            "reporter.organisation",
            "reporter.unit",
            "reporter.business_id",
            "reporter.phone",
            "reporter.email",
            "reporter.authority",
            "reporter.relation",
            "reporter_role",
            "reporter.secrecy_request",
            "reporter.secrecy_grounds",
            "reporter.contact_times",
            "reporter.protected_address",
        ],
    ),
    (
        "hand-out-content",
        &[
            "concern.description",
            "concern.reasons",
            "support_needs",
            "children[].own_concern",
            "concern.observed",
            "concern.ongoing",
            "concern.urgency",
            "observed_by",
            "observed_by_name",
            "history_text",
            "support_tried_text",
            "other_services_text",
            "child_view_text",
            "family_view_text",
            "unborn_child.other_children_text",
            "unborn_child.maternity_care_text",
            "unborn_child.expected_birth_date",
            "unborn_child.expected_birth_text",
        ],
    ),
    (
        "hand-out-told",
        &[
            "children[].told",
            "guardians[].told",
            "guardians[].not_told_reason",
            "unborn_child.parents[].told",
            "family_told",
            "joint_contact",
            "police_told",
        ],
    ),
    (
        "hand-out-worker",
        &[
            "worker_only",
            "children[].concerns_staff",
            "unborn_child.concerns_staff",
            "place_of_concern",
            "place_of_concern_municipality",
            "safe_contact",
            "may_call_home",
            "guardians_may_know",
            "guardians_may_know_reason",
            "called_at",
        ],
    ),
];

/// The part and the place in it of the value at `key`; after all others what the structure does not name.
fn rank(key: &str) -> (usize, usize) {
    let pattern = key::pattern(key);
    let places = STRUCTURE.iter().enumerate().filter_map(|(part, (_, members))| {
        let place = members.iter().position(|member| *member == pattern)?;
        Some((part, place))
    });
    places.into_iter().next().unwrap_or((STRUCTURE.len(), 0))
}

/// `report` for the case of `subject` as JSON: the other children of the report are not in it.
pub fn document(report: &NewReport, subject: Subject) -> Value {
    let (children, unborn_child, guardians) = match subject {
        Subject::Child(at) => (report.children.get(at), None, report.guardians.as_slice()),
        Subject::Unborn => (None, report.unborn_child.as_ref(), [].as_slice()),
    };
    Parts {
        reporter: Some(&report.reporter),
        children: children.map_or([].as_slice(), std::slice::from_ref),
        unborn_child,
        guardians,
        facts: &report.facts,
        worker_only: Some(&report.worker_only),
    }
    .document()
}

/// `document` with the authority's own `parts`, in a member that the schema does not have.
///
/// # Errors
/// That of the library, which these types do not cause.
pub fn with_parts(mut document: Value, parts: &OwnParts) -> serde_json::Result<Value> {
    if let Value::Object(members) = &mut document {
        members.insert(CASE.to_owned(), serde_json::to_value(parts)?);
    }
    Ok(document)
}

/// `document` with who takes it out of the service at `now` (UTC), in a member that the schema does not have.
pub fn marked(mut document: Value, session: &Session, now: DateTime<Utc>) -> Value {
    if let Value::Object(members) = &mut document {
        let mark = json!({
            "taken_by": session.display_name,
            "staff_id": session.scope.staff.0.to_string(),
            "taken_at": now.to_rfc3339_opts(SecondsFormat::Secs, true),
        });
        members.insert(WATERMARK.to_owned(), mark);
    }
    document
}

/// The whole text: the report, the authority's own parts, and who copies it as the last line. Of several guardians each stands
/// together.
pub fn text(look: &Look, material: &Material, session: &Session) -> String {
    let report = &material.opened.report;
    let document = document(report, material.case.subject);
    let name_of = |list: &str, code: &str| look.name_of(list, code);
    // Labels are those of the form for work, whichever form was filled in: the order is the structure's.
    let rows = load::form("professional").map(|form| stored::rows(form, &document, look.words, &name_of));
    let mut rows: Vec<_> = rows
        .into_iter()
        .flatten()
        .flat_map(|block| block.rows)
        .map(|row| {
            let person = ["guardians", "unborn_child.parents"];
            let person = person.iter().find_map(|list| key::index_in(list, &row.key));
            let (part, place) = rank(&row.key);
            ((part, person.unwrap_or_default(), place, row.key.clone()), row)
        })
        .collect();
    rows.sort_by(|one, two| one.0.cmp(&two.0));
    let mut text = head(look, material);
    let mut last = None;
    for ((part, ..), row) in rows {
        if last != Some(part) {
            let title = STRUCTURE.get(part).map_or("hand-out-other", |(title, _)| *title);
            // Writing into a text cannot fail.
            let _ = write!(text, "\n{}\n", look.word(title).to_uppercase());
            last = Some(part);
        }
        let name = stored::called(&row.key, look.words);
        let _ = writeln!(text, "{name}: {}", row.value.unwrap_or_default());
    }
    text.push_str(&own::text(look, &material.parts));
    let mark = [
        ("who", FluentValue::from(session.display_name.as_str())),
        ("when", FluentValue::from(dates::moment(look.words, look.now))),
    ];
    let mark = look
        .words
        .format("hand-out-watermark", &mark)
        .replace('\u{a0}', " ");
    // Writing into a text cannot fail.
    let _ = writeln!(text, "\n{mark}");
    // What is shown may break long words at soft hyphens; what is copied has none of them.
    text.replace('\u{ad}', "")
}

fn head(look: &Look, material: &Material) -> String {
    let case = &material.case;
    let document = match case.kind {
        Kind::ChildWelfare => "hand-out-report",
        Kind::Prenatal => "hand-out-prenatal",
        Kind::Contact => "hand-out-contact",
    };
    let (date, hour) = (dates::plain(look.words, case.received_on), case.received_hour);
    // What is shown keeps a date together; what is copied has plain spaces.
    let arrived = look
        .words
        .format(
            "event-in-hour",
            &[
                ("date", FluentValue::from(date)),
                ("hour", FluentValue::from(hour)),
            ],
        )
        .replace('\u{a0}', " ");
    let mut head = format!(
        "{}\n{}: {}\n{}: {arrived}\n",
        look.word(document),
        look.word("hand-out-reference"),
        case.reference.as_str(),
        look.word("hand-out-reported-on"),
    );
    if material.opened.stored.identity_level == IdentityLevel::None {
        // Writing into a text cannot fail.
        let _ = writeln!(
            head,
            "{}: {}",
            look.word("hand-out-anonymous"),
            look.word("answer-yes")
        );
    }
    head
}

/// That a case was copied, for its page.
pub fn said(look: &Look, last: &HandOut) -> Block {
    Block::Inset(look.words.format(
        "hand-out-said",
        &[
            ("number", FluentValue::from(last.number.expose())),
            ("who", FluentValue::from(last.author.as_str())),
            ("when", FluentValue::from(dates::moment(look.words, last.at))),
        ],
    ))
}

/// The blocks of the page; `folder` is the way from it to the case, `filled` what was posted and not taken.
pub fn blocks(
    look: &Look,
    opened: &Opened,
    signed: &SignedIn,
    folder: &str,
    filled: Option<&Filled>,
) -> Vec<Block> {
    let mut blocks = vec![
        Block::Links(vec![Link::new(folder, look.word("work-back"))]),
        Block::Paragraph(look.word("hand-out-text")),
    ];
    blocks.extend(opened.before.iter().map(|before| said(look, before)));
    if opened.material.sealed {
        blocks.push(Block::Inset(look.word("hand-out-sealed")));
    }
    if opened.material.reporter_sealed {
        blocks.push(Block::Paragraph(look.word("hand-out-reporter-sealed")));
    }
    blocks.push(Block::Heading(look.word("hand-out-whole")));
    blocks.push(Block::Paragraph(look.word("hand-out-whole-hint")));
    blocks.push(Block::Paragraph(look.word("hand-out-own-words")));
    // No box: paper would show as much of it as the screen does.
    blocks.push(Block::Words {
        text: text(look, &opened.material, &signed.session),
        lang: None,
    });
    // Where another code is asked for first, the page after it says by the reference what is sent.
    let reference = opened.material.case.reference.as_str().to_owned();
    let save = Button::go(FILE, look.word("hand-out-file"));
    blocks.push(Block::Form(StaffForm {
        action: format!("{folder}/hand-out/file"),
        hidden: hidden(signed, &[("reference", reference)]),
        blocks: Vec::new().into(),
        buttons: vec![save.looking(ButtonLook::Secondary)],
    }));
    let controls = Controls::of(look, filled, COPIED);
    blocks.push(Block::Heading(look.word("hand-out-copied")));
    blocks.push(Block::Form(StaffForm {
        action: format!("{folder}/hand-out"),
        hidden: hidden(signed, &[]),
        blocks: vec![controls.text("number", "hand-out-number", "", Width::Twenty)].into(),
        buttons: vec![Button::go(COPIED, look.word("hand-out-button"))],
    }));
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::schema;

    #[test]
    fn the_structure_names_every_member_of_the_schema_once() {
        let named: Vec<&str> = STRUCTURE
            .iter()
            .flat_map(|(_, members)| *members)
            .copied()
            .collect();
        for info in schema::keys() {
            let times = named.iter().filter(|member| **member == info.key).count();
            // Which kind it is follows from the case.
            assert_eq!(times, usize::from(info.key != "kind"), "{}", info.key);
        }
    }
}
