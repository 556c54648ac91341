//! The closed lists of the read log. Their names stand in rows that are kept for years and are never changed.

use crate::domain::codes::code_list;

code_list! {
    /// What was done.
    Action, "log_action", {
        /// A worker opened a case.
        CaseOpened = "case_opened",
        /// A worker opened the protected identities of a report.
        IdentityOpened = "identity_opened",
        /// A worker took a file of a case.
        FileOpened = "file_opened",
        /// A worker proposed a triage.
        TriageProposed = "triage_proposed",
        /// A social worker signed a triage.
        CaseTriaged = "case_triaged",
        /// A second social worker agreed that no assessment is made.
        DecisionConfirmed = "decision_confirmed",
        /// A second social worker did not agree, and the case was opened again.
        DecisionDisputed = "decision_disputed",
        /// A social worker looked such a decision, drawn at random, through and found it right.
        DecisionRechecked = "decision_rechecked",
        /// A social worker looked such a decision through and opened the case again.
        CaseReopened = "case_reopened",
        /// A worker gave a case to somebody.
        CaseAssigned = "case_assigned",
        /// A worker put a case aside.
        CasePutAside = "case_put_aside",
        /// A worker saw which other cases may be of the same child, or are held together with a case.
        SameChildSeen = "same_child_seen",
        /// A worker joined a case to another one of the same child; each of the two has its row.
        CaseJoined = "case_joined",
        /// A worker undid that; each of the two has its row.
        JoinUndone = "join_undone",
        /// A worker said that another case, the object, is of another child.
        OtherChildSaid = "other_child_said",
        /// That was taken back.
        OtherChildTakenBack = "other_child_taken_back",
        /// A worker searched; what they typed stands nowhere.
        Searched = "searched",
        /// Somebody was barred from a case.
        WorkerBarred = "worker_barred",
        /// That was taken back.
        BarLifted = "bar_lifted",
        /// A worker said that they may not handle a case, and gave it away.
        ConflictDeclared = "conflict_declared",
        /// A supervisor restricted a case that concerns somebody who works here; each case of its report has its row.
        CaseRestricted = "case_restricted",
        /// A supervisor lifted that; each case of the report has its row.
        RestrictionLifted = "restriction_lifted",
        /// A worker opened a case of another office in an emergency.
        EmergencyOpened = "emergency_opened",
        /// Somebody saw which cases were opened in an emergency, and why.
        EmergenciesSeen = "emergencies_seen",
        /// Somebody looked an emergency opening, the object, through.
        EmergencyReviewed = "emergency_reviewed",
        /// A worker wrote a note into a case.
        NoteAdded = "note_added",
        /// A worker wrote down a contact.
        ContactAdded = "contact_added",
        /// A worker completed facts of the child beside what the reporter told.
        FactsCompleted = "facts_completed",
        /// A worker marked how far the tasks of an assessment are.
        TasksChanged = "tasks_changed",
        /// A social worker assessed the urgent need of a case once more.
        UrgencyReassessed = "urgency_reassessed",
        /// A worker wrote down who was told of a report, or why somebody is not.
        NoticeRecorded = "notice_recorded",
        /// A social worker was named who answers for the child.
        ResponsibleSet = "responsible_set",
        /// A social worker finished an assessment.
        AssessmentFinished = "assessment_finished",
        /// A social worker closed a case.
        CaseClosed = "case_closed",
        /// A social worker wrote down when the assessment of a contact with social welfare began.
        SocialContactBegun = "social_contact_begun",
        /// A social worker wrote down what came of such a contact, and its case is closed.
        SocialContactEnded = "social_contact_ended",
        /// A worker changed when a birth is expected.
        BirthExpected = "birth_expected",
        /// A worker wrote down a birth: the clocks run from then.
        BirthRecorded = "birth_recorded",
        /// The family moved, and another office has the case now.
        CaseRerouted = "case_rerouted",
        /// A worker offered a case to another office, the object.
        TransferSent = "transfer_sent",
        /// A worker took a case that another office, the object, had offered.
        TransferAccepted = "transfer_accepted",
        /// A worker sent a case back to the office, the object, that had offered it.
        TransferRefused = "transfer_refused",
        /// A worker wrote down that the papers of a case were given by hand to a county outside the installation.
        CaseHandedOver = "case_handed_over",
        /// A worker wrote down that such a case came back.
        CaseCameBack = "case_came_back",
        /// A worker made or changed a draft of a copy for a party.
        PartyCopyDrafted = "party_copy_drafted",
        /// A worker threw such a draft away.
        PartyCopyDiscarded = "party_copy_discarded",
        /// A second person sent such a draft back to the one who made it.
        PartyCopySentBack = "party_copy_sent_back",
        /// A second person released such a copy with its legal ground.
        PartyCopyReleased = "party_copy_released",
        /// A worker took a released copy to print it.
        PartyCopyPrinted = "party_copy_printed",
        /// A worker wrote down to whom a copy was given.
        PartyCopyGiven = "party_copy_given",
        /// A supervisor refused what a party asked for, with its legal ground.
        PartyRequestRefused = "party_request_refused",
        /// A worker took the notice of that to print it.
        PartyRefusalPrinted = "party_refusal_printed",
        /// A worker saved a case as a file for the county's client system.
        HandOutTaken = "hand_out_taken",
        /// A worker wrote down that a case was copied into the county's client system.
        HandedOut = "handed_out",
        /// A worker saw a page of the queue.
        QueueSeen = "queue_seen",
        /// A worker asked the reporter something.
        QuestionAsked = "question_asked",
        /// A reporter answered or added something; told by a job once its hour is over.
        MessageReceived = "message_received",
        /// A reporter closed the messages; told by a job once its hour is over.
        MessagesClosed = "messages_closed",
        /// A case arrived; told by a job once its hour is over.
        Arrived = "arrived",
        /// A worker wrote down a report that came by phone, visit or letter; told by a job once its hour is over.
        ReportRecorded = "report_recorded",
        /// A worker let a case out of the group of a flood, into the queue.
        FloodReleased = "flood_released",
        /// A worker looked a group of a flood through and put the case aside.
        FloodExamined = "flood_examined",
        /// Nobody had opened an urgent case in time, and more people were told.
        CaseEscalated = "case_escalated",
        /// Somebody signed in.
        SignedIn = "signed_in",
        /// A sign-in to a known account was refused.
        SignInRefused = "sign_in_refused",
        /// Somebody signed out.
        SignedOut = "signed_out",
        /// A session was ended by its person or by the service.
        SessionEnded = "session_ended",
        /// Somebody changed their password.
        PasswordChanged = "password_changed",
        /// Somebody set a password by a link.
        PasswordSet = "password_set",
        /// Somebody set up a second factor.
        SecondFactorSet = "second_factor_set",
        /// An administrator took a forgotten password away, with the second factor.
        PasswordReset = "password_reset",
        /// An administrator took a lost second factor away.
        SecondFactorReset = "second_factor_reset",
        /// Recovery codes were made; older ones are void.
        RecoveryCodesMade = "recovery_codes_made",
        /// A recovery code was used in place of a one-time code.
        RecoveryCodeUsed = "recovery_code_used",
        /// Somebody proved again who they are.
        SteppedUp = "stepped_up",
        /// Somebody failed to prove again who they are.
        StepUpRefused = "step_up_refused",
        /// An account was added.
        AccountAdded = "account_added",
        /// An account got other rights.
        AccountChanged = "account_changed",
        /// An account was closed.
        AccountDisabled = "account_disabled",
        /// A closed account was opened again.
        AccountEnabled = "account_enabled",
        /// A link by which an account is set up or mended was made.
        LinkMade = "link_made",
        /// A professional's system was added.
        ClientAdded = "client_added",
        /// A professional's system was shut out.
        ClientDisabled = "client_disabled",
        /// The office's mail address was changed.
        MailboxChanged = "mailbox_changed",
        /// A county, an office or the rules of a county were changed.
        DirectoryChanged = "directory_changed",
        /// A job was given up.
        JobGivenUp = "job_given_up",
        /// Somebody ordered a job that was given up to be tried again.
        JobRetried = "job_retried",
        /// Somebody took note of a notice that was given up, and looks after the report without it.
        JobSeen = "job_seen",
        /// The log was exported.
        LogExported = "log_exported",
        /// Somebody who watches over the log saw rows of it.
        LogSeen = "log_seen",
        /// Somebody had the chain of the log walked.
        LogVerified = "log_verified",
        /// A worker saw what their office's last shift leaves.
        HandoverSeen = "handover_seen",
        /// A worker wrote a note for the next shift.
        HandoverNoted = "handover_noted",
        /// A worker took the shift and has read its notes.
        ShiftTaken = "shift_taken",
    }
}

code_list! {
    /// Why it was done, as far as the action tells (act 703/2023 11 §).
    Purpose, "log_purpose", {
        /// Handling what came in.
        Intake = "intake",
        /// A search because of a report that has just come.
        NewReport = "new_report",
        /// A search because a client asked.
        ClientRequest = "client_request",
        /// A search for supervision.
        Supervision = "supervision",
        /// A search because something went wrong.
        Fault = "fault",
        /// A reason in the worker's own words; it lies sealed in the event.
        StatedReason = "stated_reason",
        /// What came at once with many others is ordinary reports.
        FloodOrdinary = "flood_ordinary",
        /// It is no report of a child.
        FloodNoReport = "flood_no_report",
        /// The same was sent many times.
        FloodRepeated = "flood_repeated",
        /// Keeping one's own account or session.
        OwnAccount = "own_account",
        /// Administering accounts, clients and offices.
        Administration = "administration",
        /// Watching over use.
        Oversight = "oversight",
        /// The service's own work.
        Service = "service",
    }
}

code_list! {
    /// How it ended.
    Outcome, "log_result", {
        /// It was done.
        Done = "done",
        /// It was refused.
        Refused = "refused",
    }
}

impl Action {
    /// The purpose that goes with the action.
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::CaseOpened
            | Self::FileOpened
            | Self::QueueSeen
            | Self::QuestionAsked
            | Self::FloodReleased
            | Self::FloodExamined
            | Self::JobSeen
            | Self::TriageProposed
            | Self::CaseTriaged
            | Self::DecisionConfirmed
            | Self::DecisionDisputed
            | Self::CaseAssigned
            | Self::CasePutAside
            | Self::SameChildSeen
            | Self::CaseJoined
            | Self::JoinUndone
            | Self::OtherChildSaid
            | Self::OtherChildTakenBack
            | Self::Searched
            | Self::NoteAdded
            | Self::ContactAdded
            | Self::FactsCompleted
            | Self::TasksChanged
            | Self::UrgencyReassessed
            | Self::NoticeRecorded
            | Self::ResponsibleSet
            | Self::AssessmentFinished
            | Self::CaseClosed
            | Self::SocialContactBegun
            | Self::SocialContactEnded
            | Self::BirthExpected
            | Self::BirthRecorded
            | Self::CaseRerouted
            | Self::TransferSent
            | Self::TransferAccepted
            | Self::TransferRefused
            | Self::CaseHandedOver
            | Self::CaseCameBack
            | Self::ConflictDeclared
            | Self::PartyCopyDrafted
            | Self::PartyCopyDiscarded
            | Self::PartyCopySentBack
            | Self::HandOutTaken
            | Self::HandedOut
            | Self::ReportRecorded
            | Self::HandoverSeen
            | Self::HandoverNoted
            | Self::ShiftTaken => Purpose::Intake,
            Self::PartyCopyReleased
            | Self::PartyCopyPrinted
            | Self::PartyCopyGiven
            | Self::PartyRequestRefused
            | Self::PartyRefusalPrinted => Purpose::ClientRequest,
            Self::IdentityOpened | Self::EmergencyOpened => Purpose::StatedReason,
            Self::Arrived
            | Self::MessageReceived
            | Self::MessagesClosed
            | Self::CaseEscalated
            | Self::JobGivenUp => Purpose::Service,
            Self::SignedIn
            | Self::SignInRefused
            | Self::SignedOut
            | Self::SessionEnded
            | Self::PasswordChanged
            | Self::PasswordSet
            | Self::SecondFactorSet
            | Self::RecoveryCodesMade
            | Self::RecoveryCodeUsed
            | Self::SteppedUp
            | Self::StepUpRefused => Purpose::OwnAccount,
            Self::PasswordReset
            | Self::SecondFactorReset
            | Self::AccountAdded
            | Self::AccountChanged
            | Self::AccountDisabled
            | Self::AccountEnabled
            | Self::LinkMade
            | Self::ClientAdded
            | Self::ClientDisabled
            | Self::MailboxChanged
            | Self::DirectoryChanged
            | Self::WorkerBarred
            | Self::BarLifted
            | Self::CaseRestricted
            | Self::RestrictionLifted
            | Self::JobRetried => Purpose::Administration,
            Self::LogExported
            | Self::LogSeen
            | Self::LogVerified
            | Self::EmergenciesSeen
            | Self::EmergencyReviewed
            | Self::DecisionRechecked
            | Self::CaseReopened => Purpose::Oversight,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_apart_and_are_read_back() {
        for action in Action::ALL {
            assert_eq!(Action::parse(action.as_str()), Some(action));
            assert_eq!(
                Action::ALL
                    .iter()
                    .filter(|other| other.as_str() == action.as_str())
                    .count(),
                1
            );
        }
    }
}
