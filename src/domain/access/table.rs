//! The table of capabilities and roles, as far as something here asks for them. Code asks for a capability, never for a role.

use crate::domain::codes::code_list;

code_list! {
    /// What a person is employed to do. Code asks for a [`Capability`]; a role only chooses a column of the table.
    Role, "role", {
        /// Registers, proposes, assigns.
        IntakeWorker = "intake_worker",
        /// Judges (LsL 26 § 4).
        SocialWorker = "social_worker",
        /// Answers for an office.
        Supervisor = "supervisor",
        /// Keeps the users of an office.
        OfficeAdmin = "office_admin",
        /// Keeps the users and the directory of a county.
        CountyAdmin = "county_admin",
        /// Reads the access log, no content.
        Auditor = "auditor",
    }
}

code_list! {
    /// Something that one may be allowed to do.
    Capability, "capability", {
        /// See the queue of an office: a list without names.
        SeeQueue = "see_queue",
        /// Open the content of a report.
        OpenReport = "open_report",
        /// Open an identity of level `protected`.
        OpenIdentity = "open_identity",
        /// Register, propose urgency and decision, assign, claim, write notes.
        Register = "register",
        /// Sign off urgent need, "no assessment", the start and the outcome of an assessment.
        SignOff = "sign_off",
        /// Look through a decision of somebody else that no assessment is made, drawn at random.
        Recheck = "recheck",
        /// Client relationship, closing.
        Close = "close",
        /// Transfer to another office or county.
        Transfer = "transfer",
        /// Open one report in an emergency.
        BreakGlass = "break_glass",
        /// Bar somebody from a case, restrict a case, and take that back.
        Bar = "bar",
        /// Look emergency openings through.
        ReviewEmergencies = "review_emergencies",
        /// Approve what is given out of a case.
        Approve = "approve",
        /// See the cases that concern somebody who works in child welfare: all of an office, or those given to one by name.
        RestrictedQueue = "restricted_queue",
        /// Keep the users and roles of an office.
        ManageUsers = "manage_users",
        /// See the directory: offices, rules, what was changed.
        SeeDirectory = "see_directory",
        /// Keep how an office is reached: names, address, numbers, hours, mailbox.
        KeepOffice = "keep_office",
        /// Keep which offices a county has, and what leads to which. Every change is logged with before and after.
        KeepDirectory = "keep_directory",
        /// Read the access log.
        ReadLog = "read_log",
    }
}

/// How far a role's capability reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Not at all.
    No,
    /// In their offices.
    Yes,
    /// What stands in the queue or is assigned to them.
    QueueOrAssigned,
    /// Every case of their offices.
    Office,
    /// Every office of their county.
    County,
    /// What is assigned to them, with a reason.
    AssignedWithReason,
    /// Every case of their offices, with a reason.
    OfficeWithReason,
    /// Only when a social worker.
    IfSocialWorker,
    /// As the second of two persons.
    SecondPerson,
    /// What was given to them by name.
    NamedPersons,
    /// Proposes; another decides.
    Proposes,
    /// What they did themselves.
    Own,
    /// Their office, without content.
    OfficeNoContent,
    /// Everything, without content.
    AllNoContent,
}

/// The whole table: a row per capability, a column per role in the order of [`Role::ALL`].
pub static TABLE: [(Capability, [Extent; 6]); 18] = {
    use Capability as C;
    use Extent::{
        AllNoContent, AssignedWithReason, County, IfSocialWorker, NamedPersons, No, Office, OfficeNoContent,
        OfficeWithReason, Own, Proposes, QueueOrAssigned, SecondPerson, Yes,
    };
    [
        (C::SeeQueue, [Yes, Yes, Yes, No, No, No]),
        (
            C::OpenReport,
            [QueueOrAssigned, QueueOrAssigned, Office, No, No, No],
        ),
        (
            C::OpenIdentity,
            [
                AssignedWithReason,
                AssignedWithReason,
                OfficeWithReason,
                No,
                No,
                No,
            ],
        ),
        (C::Register, [Yes, Yes, Yes, No, No, No]),
        (C::SignOff, [No, Yes, IfSocialWorker, No, No, No]),
        (C::Recheck, [No, No, IfSocialWorker, No, No, No]),
        (C::Close, [No, Yes, IfSocialWorker, No, No, No]),
        (C::Transfer, [Yes, Yes, Yes, No, No, No]),
        (C::BreakGlass, [Yes, Yes, Yes, No, No, No]),
        (C::Bar, [No, No, Office, No, No, No]),
        (C::ReviewEmergencies, [No, No, Office, No, No, No]),
        (C::Approve, [No, No, SecondPerson, No, No, No]),
        (
            C::RestrictedQueue,
            [NamedPersons, NamedPersons, Office, No, No, No],
        ),
        (C::ManageUsers, [No, No, Proposes, Yes, County, No]),
        (C::SeeDirectory, [No, No, No, Yes, County, AllNoContent]),
        (C::KeepOffice, [No, No, No, Yes, County, No]),
        (C::KeepDirectory, [No, No, No, No, County, No]),
        (C::ReadLog, [Own, Own, OfficeNoContent, No, No, AllNoContent]),
    ]
};

/// How far `capability` reaches for `role`; what the table does not name reaches nowhere.
pub(super) fn extent(capability: Capability, role: Role) -> Extent {
    let column = Role::ALL.iter().position(|other| *other == role);
    TABLE
        .iter()
        .find(|(row, _)| *row == capability)
        .and_then(|(_, extents)| extents.get(column?))
        .copied()
        .unwrap_or(Extent::No)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_one_row_for_each_capability() {
        let rows: Vec<_> = TABLE.iter().map(|(capability, _)| *capability).collect();
        assert_eq!(rows, Capability::ALL);
    }

    #[test]
    fn nobody_who_sees_content_administers_and_the_reverse() {
        for role in Role::ALL {
            let sees = extent(Capability::OpenReport, role) != Extent::No;
            let keeps = matches!(
                extent(Capability::ManageUsers, role),
                Extent::Yes | Extent::County
            ) || extent(Capability::SeeDirectory, role) != Extent::No
                || extent(Capability::KeepOffice, role) != Extent::No
                || extent(Capability::ReadLog, role) == Extent::AllNoContent;
            assert!(sees != keeps, "{role}");
        }
    }
}
