//! What is to be done after an answer, apart from it: the list of jobs, and when an office is told.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::office::OfficeId;
use super::places::CountyCode;

/// Notices that are not urgent leave together, so often.
pub const GRID: TimeDelta = TimeDelta::minutes(5);

/// Something to be done. It holds ids and flags and nothing of a report; its stored form is tagged JSON, so a member may
/// be added and none may change its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Tell an office by mail that a report came.
    ArrivalNotice {
        /// The report.
        report: Uuid,
        /// The office that got a case or more of it.
        office: OfficeId,
        /// Urgent by its own words ([`urgency`](super::urgency)).
        urgent: bool,
        /// Nobody has opened it: the office is told again.
        #[serde(default, skip_serializing_if = "super::person::is_false")]
        unopened: bool,
    },
    /// Tell an office by mail that a reporter sent a message.
    MessageNotice {
        /// The report.
        report: Uuid,
        /// The office that sees a case of it.
        office: OfficeId,
    },
    /// Tell by mail that somebody opened a case of an office in an emergency, or that nobody has looked that through.
    EmergencyNotice {
        /// The opening.
        opening: Uuid,
        /// The office that had the case.
        office: OfficeId,
        /// The county's auditors are told; else the office's supervisors.
        auditors: bool,
        /// The time is over in which it is to be looked through: only of what still waits.
        late: bool,
    },
    /// Tell an end of a transfer by mail that nobody has answered it, if that is so.
    TransferNotice {
        /// The transfer.
        transfer: Uuid,
        /// The office that sent it, or to which it was sent.
        office: OfficeId,
    },
    /// Look whether somebody has opened what is urgent of a report, and tell more people when nobody has.
    Escalate {
        /// The report.
        report: Uuid,
        /// How often it has been looked at with this one, from 1.
        round: u32,
    },
    /// Seal the arrivals of a county into its read log, once their hour is over.
    ChainEvents {
        /// The county.
        county: CountyCode,
    },
    /// Seal those that were passed over.
    SweepEvents {
        /// The county.
        county: CountyCode,
    },
    /// Write the ends of the read log where they cannot be cut off.
    AnchorLog,
    /// Put to work the offices that have got a reader and a mailbox, and tell of those that nobody reads any more.
    WatchOffices,
    /// Look whether the mail server answers again, when mails wait because it did not.
    ProbeMailServer,
    /// End the mailboxes whose last message came long ago.
    EndMailboxes,
    /// Delete form tokens and idempotency keys that were used long ago.
    ForgetUsedKeys,
    /// End the sessions that have ended by their age.
    EndStaleSessions,
    /// Delete the keys of wizard pages that are too old to be sent.
    ForgetStateKeys,
    /// Delete the links by which staff set up their sign-in, once used or expired.
    ForgetStaffLinks,
    /// Delete files that were sent and whose report never came.
    ForgetUploads,
    /// Delete the notes of shifts that are long over.
    ForgetHandovers,
    /// Make the hashes by which a child is found again for cases that came before there were so many of them.
    IndexChildren,
}

impl Job {
    /// The jobs of the whole installation that come again and again.
    pub const RECURRING: [Self; 11] = [
        Self::AnchorLog,
        Self::WatchOffices,
        Self::ProbeMailServer,
        Self::EndMailboxes,
        Self::ForgetUsedKeys,
        Self::EndStaleSessions,
        Self::ForgetStateKeys,
        Self::ForgetStaffLinks,
        Self::ForgetUploads,
        Self::ForgetHandovers,
        Self::IndexChildren,
    ];

    /// Its stable name, as the table, the command line and the metrics have it. What is urgent has one of its own.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::ArrivalNotice { urgent: true, .. } => URGENT_NOTICE,
            Self::ArrivalNotice { urgent: false, .. } => NOTICE,
            Self::MessageNotice { .. } => "message_notice",
            Self::EmergencyNotice { .. } => EMERGENCY_NOTICE,
            Self::TransferNotice { .. } => "transfer_notice",
            Self::Escalate { .. } => ESCALATE,
            Self::ChainEvents { .. } => "chain_events",
            Self::SweepEvents { .. } => "sweep_events",
            Self::AnchorLog => "anchor_log",
            Self::WatchOffices => "watch_offices",
            Self::ProbeMailServer => "probe_mail_server",
            Self::EndMailboxes => "end_mailboxes",
            Self::ForgetUsedKeys => "forget_used_keys",
            Self::EndStaleSessions => "end_stale_sessions",
            Self::ForgetStateKeys => "forget_state_keys",
            Self::ForgetStaffLinks => "forget_staff_links",
            Self::ForgetUploads => "forget_uploads",
            Self::ForgetHandovers => "forget_handovers",
            Self::IndexChildren => "index_children",
        }
    }

    /// Whom it is for: the office, the county, or nobody in particular.
    pub fn owner(&self) -> String {
        match self {
            Self::ArrivalNotice { office, .. }
            | Self::MessageNotice { office, .. }
            | Self::EmergencyNotice { office, .. }
            | Self::TransferNotice { office, .. } => office.to_string(),
            Self::ChainEvents { county } | Self::SweepEvents { county } => county.to_string(),
            _ => String::new(),
        }
    }
}

/// The kind of a notice that is not urgent.
pub const NOTICE: &str = "arrival_notice";
/// The kind of an urgent notice: done before the others.
pub const URGENT_NOTICE: &str = "urgent_arrival_notice";
/// The kind of [`Job::Escalate`], which is done with the urgent notices.
pub const ESCALATE: &str = "escalate";

/// The kind of [`Job::EmergencyNotice`], which is done with the urgent notices.
pub const EMERGENCY_NOTICE: &str = "emergency_notice";

/// How often people are told anew that an urgent report is unopened.
pub const ROUNDS: u32 = 3;

/// When it is looked at whether somebody has opened an urgent report: the first point of the five-minute grid that lies
/// `after` later or more than `now`. Its job tells less than the urgent notice did.
pub fn escalate_at(now: DateTime<Utc>, after: TimeDelta) -> DateTime<Utc> {
    let due = now + after;
    match due.duration_trunc(GRID) {
        Ok(point) if point < due => point + GRID,
        Ok(point) => point,
        Err(_) => due,
    }
}

/// When an office is told of a report that comes at `now`. Urgent: at once, but the stored time holds no seconds. Else
/// at the next point of the five-minute grid, never in the minute of arrival itself: several leave together, and
/// neither the row nor the mail tells when somebody pressed *send*.
pub fn notice_at(now: DateTime<Utc>, urgent: bool) -> DateTime<Utc> {
    let floor = |step| now.duration_trunc(step).unwrap_or(now);
    if urgent {
        floor(TimeDelta::minutes(1))
    } else {
        floor(GRID) + GRID
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_not_urgent_leaves_on_the_grid() {
        for (came, leaves) in [
            ("2026-11-20T12:04:59.999999Z", "2026-11-20T12:05:00Z"),
            ("2026-11-20T12:05:00Z", "2026-11-20T12:10:00Z"),
            ("2026-11-20T12:05:00.000001Z", "2026-11-20T12:10:00Z"),
            ("2026-12-31T23:59:30Z", "2027-01-01T00:00:00Z"),
        ] {
            assert_eq!(notice_at(at(came), false), at(leaves), "{came}");
        }
        assert_eq!(
            notice_at(at("2026-11-20T12:04:59.9Z"), true),
            at("2026-11-20T12:04:00Z")
        );
    }

    proptest! {
        #[test]
        fn the_minute_of_arrival_is_not_told(second in 0_i64..4_000_000_000, micro in 0_u32..1_000_000) {
            let came = DateTime::from_timestamp(second, micro * 1_000).unwrap();
            let leaves = notice_at(came, false);
            prop_assert!(leaves > came && leaves - came <= GRID);
            prop_assert_eq!(leaves.timestamp() % GRID.num_seconds(), 0);
            let urgent = notice_at(came, true);
            prop_assert!(urgent <= came && urgent.timestamp() % 60 == 0);
        }
    }

    #[test]
    fn an_urgent_report_is_looked_at_on_the_grid_and_not_before_its_time() {
        let half = TimeDelta::minutes(30);
        for (came, looked) in [
            ("2026-11-20T12:05:00Z", "2026-11-20T12:35:00Z"),
            ("2026-11-20T12:05:01Z", "2026-11-20T12:40:00Z"),
            ("2026-11-20T12:04:59Z", "2026-11-20T12:35:00Z"),
        ] {
            assert_eq!(escalate_at(at(came), half), at(looked), "{came}");
        }
    }

    #[test]
    fn a_notice_of_an_earlier_version_is_read() {
        let stored = r#"{"job":"arrival_notice","report":"00000000-0000-0000-0000-000000000001",
            "office":"00000000-0000-0000-0000-000000000002","urgent":true}"#;
        let job: Job = serde_json::from_str(stored).unwrap();
        assert!(matches!(
            job,
            Job::ArrivalNotice {
                urgent: true,
                unopened: false,
                ..
            }
        ));
        assert!(!serde_json::to_string(&job).unwrap().contains("unopened"));
    }

    #[test]
    fn every_recurring_job_has_a_kind_of_its_own() {
        let mut kinds: Vec<_> = Job::RECURRING.iter().map(Job::kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), Job::RECURRING.len());
    }
}
