//! What is told about a report: its kind, urgency and who knows.
//!
//! The code names are those of the JSON API and of the forms; they are never renamed.

use super::code_list;

code_list! {
    /// The legal kind of a report; derived, never asked.
    Kind, "kind", {
        /// Child-welfare report, LsL 25 § (document A).
        ChildWelfare = "child_welfare",
        /// Prenatal child-welfare report, LsL 25 c § (document B).
        Prenatal = "prenatal",
        /// Contact made together with the family, LsL 25 a §, SHL 35 § (document C).
        Contact = "contact",
    }
}

code_list! {
    /// Whether somebody has been told about the report.
    Told, "told", {
        /// Has been told.
        Yes = "yes",
        /// Has not been told.
        No = "no",
        /// Not known, or not said.
        Unknown = "unknown",
    }
}

code_list! {
    /// How urgent the reporter thinks it is; never the worker's assessment.
    ReportedUrgency, "urgency", {
        /// Not urgent.
        NotUrgent = "not_urgent",
        /// Within days.
        WithinDays = "within_days",
        /// Today.
        Today = "today",
    }
}

code_list! {
    /// Whether the police have been told (LsL 25 § 3 mom.).
    PoliceTold, "police_told", {
        /// The police know.
        Yes = "yes",
        /// The police do not know.
        No = "no",
        /// Nothing to tell the police.
        NotApplicable = "not_applicable",
    }
}

code_list! {
    /// Whether what the reporter describes goes on.
    Ongoing, "ongoing", {
        /// It is happening now.
        Now = "now",
        /// It happens again and again.
        Repeats = "repeats",
        /// It is over.
        No = "no",
        /// Not known.
        Unknown = "unknown",
    }
}

code_list! {
    /// Who saw what a professional reports.
    ObservedBy, "observed_by", {
        /// The reporter.
        Myself = "self",
        /// A colleague.
        Colleague = "colleague",
    }
}

code_list! {
    /// Which parent of an unborn child.
    ParentRole, "parent_role", {
        /// The expectant mother.
        Mother = "mother",
        /// The other parent.
        OtherParent = "other_parent",
    }
}

code_list! {
    /// A plain answer that may be left open.
    YesNoUnknown, "yes_no_unknown", {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// Not known.
        Unknown = "unknown",
    }
}
