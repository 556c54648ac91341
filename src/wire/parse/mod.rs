//! From the JSON structs to the types of the domain. Lengths are judged elsewhere; everything else here, each value
//! on its own, so that one fault never hides another.

mod people;
mod values;

use crate::domain::codes::{
    Authority, Kind, ObservedBy, Ongoing, PoliceTold, Reason, Relation, ReportedUrgency, ReporterRole,
    SupportNeed, Told, YesNoUnknown,
};
use crate::domain::field_error::{FieldErrors, FieldPath, FieldProblem};
use crate::domain::report::{Concern, Facts, NewReport, Reporter, WorkerOnly};
use crate::domain::text::Text;

use super::body::{ConcernBody, ReportBody, ReporterBody};
use super::{Reading, Strictness};
use values::Reader;

/// The most characters of a place of concern, as in [`ReportBody`].
const LONGEST_PLACE: usize = 200;

/// The report as far as it could be read, with what is wrong and what is worth a note.
pub(super) struct Parsed {
    /// The report, to be used only when there are no errors; `None` without a description.
    pub report: Option<NewReport>,
    /// Everything wrong.
    pub errors: FieldErrors,
    /// Notes.
    pub warnings: FieldErrors,
}

/// Reads a whole report.
pub(super) fn report(body: ReportBody, how: &Reading<'_>) -> Parsed {
    let mut reader = Reader::new(how);
    let root = FieldPath::root();
    let reporter = reporter(&mut reader, body.reporter.unwrap_or_default());
    let given = body.children.unwrap_or_default();
    let children: Vec<_> = given
        .into_iter()
        .enumerate()
        .map(|(index, child)| people::child(&mut reader, &root.member("children").index(index), child))
        .collect();
    let unborn_child = body
        .unborn_child
        .map(|unborn| people::unborn(&mut reader, unborn));
    let guardians = body.guardians.unwrap_or_default().into_iter().enumerate();
    let guardians = guardians
        .map(|(index, guardian)| {
            people::guardian(&mut reader, &root.member("guardians").index(index), guardian)
        })
        .collect();
    if children.is_empty() && unborn_child.is_none() {
        reader.error(&root, "children", FieldProblem::NobodyNamed);
    }
    let kind = reader.code(&root, "kind", body.kind, Kind::parse);
    let concern = concern(&mut reader, body.concern.unwrap_or_default());
    let place = reader.text(&root, "place_of_concern", body.place_of_concern);
    let municipality = reader.municipality(
        &root,
        "place_of_concern_municipality",
        body.place_of_concern_municipality,
    );
    let worker_only = WorkerOnly {
        worker_only: reader.text(&root, "worker_only", body.worker_only),
        // Words that name no municipality are kept where a worker reads them.
        place_of_concern: reader.join(
            &root,
            "place_of_concern",
            place,
            municipality.unread,
            LONGEST_PLACE,
        ),
        place_of_concern_municipality: municipality.code,
        safe_contact: reader.text(&root, "safe_contact", body.safe_contact),
        may_call_home: reader.code(&root, "may_call_home", body.may_call_home, YesNoUnknown::parse),
        guardians_may_know: reader.code(
            &root,
            "guardians_may_know",
            body.guardians_may_know,
            YesNoUnknown::parse,
        ),
        guardians_may_know_reason: reader.text(
            &root,
            "guardians_may_know_reason",
            body.guardians_may_know_reason,
        ),
    };
    let facts = Facts {
        reporter_role: reader.code(&root, "reporter_role", body.reporter_role, ReporterRole::parse),
        support_needs: reader.codes(&root, "support_needs", body.support_needs, SupportNeed::parse),
        family_told: reader.code(&root, "family_told", body.family_told, Told::parse),
        observed_by: reader.code(&root, "observed_by", body.observed_by, ObservedBy::parse),
        observed_by_name: reader.text(&root, "observed_by_name", body.observed_by_name),
        history_text: reader.text(&root, "history_text", body.history_text),
        support_tried_text: reader.text(&root, "support_tried_text", body.support_tried_text),
        other_services_text: reader.text(&root, "other_services_text", body.other_services_text),
        child_view_text: reader.text(&root, "child_view_text", body.child_view_text),
        family_view_text: reader.text(&root, "family_view_text", body.family_view_text),
        police_told: reader.code(&root, "police_told", body.police_told, PoliceTold::parse),
        joint_contact: body.joint_contact.unwrap_or_default(),
        called_at: reader.text(&root, "called_at", body.called_at),
        // The last, when everything else has been looked at.
        concern: match concern {
            Some(concern) => concern,
            None => return reader.finish(None),
        },
    };
    let report = NewReport {
        channel: how.channel,
        form: how.form.clone(),
        language: how.language,
        reporter,
        children,
        unborn_child,
        guardians,
        facts,
        worker_only,
    };
    let derived = |kind| {
        report
            .subjects()
            .into_iter()
            .any(|subject| report.kind_of(subject) == kind)
    };
    if kind.is_some_and(|kind| !derived(kind)) {
        reader.warn(&root, "kind", FieldProblem::KindDiffers);
    }
    reader.finish(Some(report))
}

fn concern(reader: &mut Reader<'_>, body: ConcernBody) -> Option<Concern> {
    let at = FieldPath::root().member("concern");
    let reasons = reader.codes(&at, "reasons", body.reasons, Reason::parse);
    let observed = reader.text(&at, "observed", body.observed);
    let ongoing = reader.code(&at, "ongoing", body.ongoing, Ongoing::parse);
    let urgency = reader.code(&at, "urgency", body.urgency, ReportedUrgency::parse);
    let description = reader.required_text(&at, "description", body.description)?;
    Some(Concern {
        description,
        reasons,
        observed,
        ongoing,
        urgency,
    })
}

fn reporter(reader: &mut Reader<'_>, body: ReporterBody) -> Reporter {
    let at = FieldPath::root().member("reporter");
    if reader.strictness() == Strictness::Strict {
        let named = [
            ("authority", &body.authority),
            ("organisation", &body.organisation),
            ("name", &body.name),
            ("phone", &body.phone),
        ];
        for (name, value) in named {
            if value.as_deref().is_none_or(|value| value.trim().is_empty()) {
                reader.error(&at, name, FieldProblem::Required);
            }
        }
    }
    let mut text = |name, value: Option<String>| -> Option<Text> { reader.text(&at, name, value) };
    Reporter {
        organisation: text("organisation", body.organisation),
        unit: text("unit", body.unit),
        business_id: text("business_id", body.business_id),
        title: text("title", body.title),
        name: text("name", body.name),
        phone: text("phone", body.phone),
        email: text("email", body.email),
        contact_times: text("contact_times", body.contact_times),
        secrecy_grounds: text("secrecy_grounds", body.secrecy_grounds),
        authority: reader.code(&at, "authority", body.authority, Authority::parse),
        relation: reader.code(&at, "relation", body.relation, Relation::parse),
        protected_address: body.protected_address.unwrap_or_default(),
        secrecy_request: body.secrecy_request.unwrap_or_default(),
    }
}
