//! What of a report a party may have: one child's, without who reported and what only a worker reads.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::codes::{Ongoing, PoliceTold, Reason, ReportedUrgency, SupportNeed, Told, code_list};
use crate::domain::partial_date::PartialDate;
use crate::domain::person::{Child, GivenIdentityCode, Guardian, Parent, Residence, UnbornChild};
use crate::domain::places::MunicipalityCode;
use crate::domain::report::{Facts, NewReport, Subject};
use crate::domain::sensitive::debug_hidden;
use crate::domain::text::Text;

code_list! {
    /// A part of a copy, by the member of the schema that it is taken from, in the order of the national structure:
    /// the client, the guardians, what is told, who has been told. What tells of the reporter's work, role
    /// or calls (`reporter_role`, `observed_by`, `observed_by_name`, `called_at`) is not among them.
    Field, "party_field", {
        /// The child's last name.
        LastName = "children[].last_name",
        /// The child's first names.
        FirstNames = "children[].first_names",
        /// The birth date.
        BirthDate = "children[].birth_date",
        /// The same in words.
        BirthText = "children[].birth_text",
        /// The age as it was guessed.
        AgeEstimate = "children[].age_estimate",
        /// Street address.
        StreetAddress = "children[].residence.street_address",
        /// Postal code.
        PostalCode = "children[].residence.postal_code",
        /// Municipality.
        Municipality = "children[].residence.municipality",
        /// School, day care, or where the child is.
        Whereabouts = "children[].whereabouts",
        /// How to recognise the child.
        Recognise = "children[].recognise_text",
        /// The child's language.
        ChildLanguage = "children[].language",
        /// Need of an interpreter.
        Interpreter = "children[].interpreter",
        /// Expected date of birth.
        ExpectedDate = "unborn_child.expected_birth_date",
        /// The same in words.
        ExpectedText = "unborn_child.expected_birth_text",
        /// Where the pregnancy is cared for.
        MaternityCare = "unborn_child.maternity_care_text",
        /// The family's other children.
        OtherChildren = "unborn_child.other_children_text",
        /// A parent's name.
        ParentName = "unborn_child.parents[].name",
        /// Whether that parent has been told.
        ParentTold = "unborn_child.parents[].told",
        /// A guardian's name.
        GuardianName = "guardians[].name",
        /// Whether that guardian has been told.
        GuardianTold = "guardians[].told",
        /// Why not.
        NotToldReason = "guardians[].not_told_reason",
        /// The guardians in the words of the report.
        GuardiansText = "children[].guardians_text",
        /// What happened and what worries.
        Description = "concern.description",
        /// The reasons.
        Reasons = "concern.reasons",
        /// What concerns this child alone.
        OwnConcern = "children[].own_concern",
        /// When and how it was observed.
        Observed = "concern.observed",
        /// Whether it goes on.
        Ongoing = "concern.ongoing",
        /// How urgent it seemed.
        Urgency = "concern.urgency",
        /// Needs of support.
        SupportNeeds = "support_needs",
        /// The family's history.
        History = "history_text",
        /// Support that has been tried.
        SupportTried = "support_tried_text",
        /// Other services.
        OtherServices = "other_services_text",
        /// The child's own view.
        ChildView = "child_view_text",
        /// The family's view.
        FamilyView = "family_view_text",
        /// Whether the police know.
        PoliceTold = "police_told",
        /// Whether the child has been told.
        ChildTold = "children[].told",
        /// Whether it has been talked about with the family.
        FamilyTold = "family_told",
    }
}

impl Field {
    /// Why it stays out of a copy unless a worker takes it in; `None` for what goes in unless it is left out.
    pub const fn leans_out(self) -> Option<Leaning> {
        match self {
            Self::Observed
            | Self::ChildTold
            | Self::GuardianTold
            | Self::ParentTold
            | Self::FamilyTold
            | Self::SupportTried
            | Self::OtherServices
            | Self::NotToldReason
            | Self::Recognise => Some(Leaning::TellsReporter),
            Self::ChildView => Some(Leaning::ChildInterest),
            Self::PoliceTold => Some(Leaning::Inquiry),
            Self::OtherChildren => Some(Leaning::SomebodyElse),
            _ => None,
        }
    }
}

/// Why a whole part is kept back at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaning {
    /// It tells who could know this.
    TellsReporter,
    /// It may be against the child's interest.
    ChildInterest,
    /// It may harm a criminal inquiry.
    Inquiry,
    /// It is about others.
    SomebodyElse,
}

impl Leaning {
    /// The end of its text key.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TellsReporter => "tells-reporter",
            Self::ChildInterest => "child-interest",
            Self::Inquiry => "inquiry",
            Self::SomebodyElse => "somebody-else",
        }
    }
}

/// What stands in a part.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "what", rename_all = "snake_case")]
pub enum Value {
    /// Somebody's words.
    Text(Text),
    /// A date, perhaps only its year.
    Date(PartialDate),
    /// A civil date.
    Day(NaiveDate),
    /// Codes of a list.
    Codes {
        /// The list.
        list: String,
        /// The codes.
        codes: Vec<String>,
    },
    /// A municipality.
    Municipality(MunicipalityCode),
    /// A place that a protected address hides (VTJL 36 §).
    Masked,
}

debug_hidden!(Value);

/// A part of a report that a party may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Which part.
    pub field: Field,
    /// The place in its list, counted from 0: of guardians and parents there are several.
    pub at: usize,
    /// What stands in it.
    pub value: Value,
}

/// All that a party may have of a report, before anything is covered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The parts in the order of [`Field`].
    pub items: Vec<Item>,
}

/// The parts of a report that a copy is made of: one child's, and what is told. Nobody who reported.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    /// The born child whose case it is.
    pub child: Option<&'a Child>,
    /// The unborn child whose case it is.
    pub unborn: Option<&'a UnbornChild>,
    /// The guardians of a born child.
    pub guardians: &'a [Guardian],
    /// What is told.
    pub facts: &'a Facts,
    /// Where the child lives is hidden.
    pub home_hidden: bool,
}

impl<'a> Parts<'a> {
    /// The parts of `report` for the case of `subject`.
    pub fn of(report: &'a NewReport, subject: Subject) -> Self {
        let (child, unborn, guardians) = match subject {
            Subject::Child(at) => (report.children.get(at), None, report.guardians.as_slice()),
            Subject::Unborn => (None, report.unborn_child.as_ref(), [].as_slice()),
        };
        Self {
            child,
            unborn,
            guardians,
            facts: &report.facts,
            home_hidden: report.is_protected(subject),
        }
    }
}

impl Source {
    /// What a party may have of `parts`.
    pub fn of(parts: Parts<'_>) -> Self {
        let mut source = Self::default();
        if let Some(child) = parts.child {
            source.child(child, parts.home_hidden);
        }
        if let Some(unborn) = parts.unborn {
            source.unborn(unborn, parts.home_hidden);
        }
        for (at, guardian) in parts.guardians.iter().enumerate() {
            source.text(Field::GuardianName, at, guardian.identity.name.as_ref());
            source.code(
                Field::GuardianTold,
                at,
                guardian.facts.told.map(|told| (Told::LIST, told.as_str())),
            );
            source.text(Field::NotToldReason, at, guardian.facts.not_told_reason.as_ref());
        }
        source.facts(parts.facts);
        source.items.sort_by_key(|item| (item.field, item.at));
        source
    }

    fn child(&mut self, child: &Child, hidden: bool) {
        let who = &child.identity;
        self.text(Field::LastName, 0, who.last_name.as_ref());
        self.text(Field::FirstNames, 0, who.first_names.as_ref());
        // A paper carries the birth date rather than the code (ATL 38 §).
        let coded = who
            .personal_identity_code
            .as_ref()
            .and_then(GivenIdentityCode::valid);
        let born = who
            .birth_date
            .or_else(|| coded.map(|code| code.birth_date().into()));
        self.put(Field::BirthDate, 0, born.map(Value::Date));
        self.text(Field::BirthText, 0, who.birth_text.as_ref());
        self.home(&who.residence, who.whereabouts.as_ref(), hidden);
        let told = &child.facts;
        self.text(Field::AgeEstimate, 0, told.age_estimate.as_ref());
        self.text(Field::Recognise, 0, told.recognise_text.as_ref());
        self.text(Field::GuardiansText, 0, told.guardians_text.as_ref());
        self.text(Field::ChildLanguage, 0, told.language.as_ref());
        self.text(Field::Interpreter, 0, told.interpreter.as_ref());
        self.code(
            Field::ChildTold,
            0,
            told.told.map(|told| (Told::LIST, told.as_str())),
        );
        self.text(Field::OwnConcern, 0, told.own_concern.as_ref());
    }

    /// Where the child lives and can be found; one masked line of it where that is hidden, whatever was written.
    fn home(&mut self, home: &Residence, whereabouts: Option<&Text>, hidden: bool) {
        if hidden {
            self.put(Field::StreetAddress, 0, Some(Value::Masked));
            return;
        }
        self.text(Field::StreetAddress, 0, home.street_address.as_ref());
        let postal = home
            .postal_code
            .and_then(|code| Text::parse(&code.to_string(), 10).ok()?);
        self.text(Field::PostalCode, 0, postal.as_ref());
        self.put(Field::Municipality, 0, home.municipality.map(Value::Municipality));
        self.text(Field::Whereabouts, 0, whereabouts);
    }

    fn unborn(&mut self, unborn: &UnbornChild, hidden: bool) {
        let told = &unborn.facts;
        self.put(Field::ExpectedDate, 0, told.expected_birth_date.map(Value::Day));
        self.text(Field::ExpectedText, 0, told.expected_birth_text.as_ref());
        let care = told.maternity_care_text.as_ref();
        self.text(Field::MaternityCare, 0, care.filter(|_| !hidden));
        self.text(Field::OtherChildren, 0, told.other_children_text.as_ref());
        for (at, Parent { identity, facts }) in unborn.parents.iter().enumerate() {
            self.text(Field::ParentName, at, identity.name.as_ref());
            self.code(
                Field::ParentTold,
                at,
                facts.told.map(|told| (Told::LIST, told.as_str())),
            );
        }
    }

    fn facts(&mut self, facts: &Facts) {
        let concern = &facts.concern;
        self.text(Field::Description, 0, Some(&concern.description));
        let reasons = concern.reasons.iter().map(|reason| reason.as_str());
        self.codes(Field::Reasons, Reason::LIST, reasons.collect());
        self.text(Field::Observed, 0, concern.observed.as_ref());
        self.code(
            Field::Ongoing,
            0,
            concern.ongoing.map(|code| (Ongoing::LIST, code.as_str())),
        );
        let urgency = concern.urgency.map(|code| (ReportedUrgency::LIST, code.as_str()));
        self.code(Field::Urgency, 0, urgency);
        let needs = facts.support_needs.iter().map(|need| need.as_str());
        self.codes(Field::SupportNeeds, SupportNeed::LIST, needs.collect());
        self.text(Field::History, 0, facts.history_text.as_ref());
        self.text(Field::SupportTried, 0, facts.support_tried_text.as_ref());
        self.text(Field::OtherServices, 0, facts.other_services_text.as_ref());
        self.text(Field::ChildView, 0, facts.child_view_text.as_ref());
        self.text(Field::FamilyView, 0, facts.family_view_text.as_ref());
        self.code(
            Field::PoliceTold,
            0,
            facts.police_told.map(|code| (PoliceTold::LIST, code.as_str())),
        );
        self.code(
            Field::FamilyTold,
            0,
            facts.family_told.map(|told| (Told::LIST, told.as_str())),
        );
    }

    fn put(&mut self, field: Field, at: usize, value: Option<Value>) {
        self.items.extend(value.map(|value| Item { field, at, value }));
    }

    fn text(&mut self, field: Field, at: usize, text: Option<&Text>) {
        self.put(field, at, text.cloned().map(Value::Text));
    }

    fn code(&mut self, field: Field, at: usize, code: Option<(&str, &str)>) {
        let value = code.map(|(list, code)| Value::Codes {
            list: list.to_owned(),
            codes: vec![code.to_owned()],
        });
        self.put(field, at, value);
    }

    fn codes(&mut self, field: Field, list: &str, codes: Vec<&str>) {
        let value = (!codes.is_empty()).then(|| Value::Codes {
            list: list.to_owned(),
            codes: codes.into_iter().map(str::to_owned).collect(),
        });
        self.put(field, 0, value);
    }
}
