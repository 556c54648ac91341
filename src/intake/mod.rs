//! The use cases: one verb a file, each with its input, its output, its errors and one function. They know the law
//! and the store, and neither HTTP nor HTML. All of them block.

pub mod accounts;
pub mod add_staff;
pub mod anchor_log;
pub mod app;
pub mod assessment;
pub mod assign;
mod at_case;
pub mod attach;
pub mod authenticate_client;
pub mod birth;
pub mod break_glass;
pub mod chain_events;
pub mod change_directory;
pub mod change_password;
pub mod child_index;
pub mod claim_next;
pub mod common_passwords;
pub mod conflict;
pub mod destinations;
pub mod directory_state;
pub mod escalate;
pub mod export_log;
pub mod facts;
pub mod flood;
pub mod flood_groups;
mod forget_minute;
pub mod form_token;
pub mod found_installation;
pub mod found_log;
mod given_to;
pub mod given_up;
pub mod hand_out;
pub mod handover;
pub mod kept_routing;
pub mod list_queue;
pub mod log_file;
pub mod mailbox;
pub mod notices;
pub mod office_states;
pub mod open_attachment;
pub mod open_case;
pub mod open_identity;
mod opened;
pub mod opening;
pub mod organisations;
pub mod oversight;
pub mod own_worker;
pub mod party_copy;
pub mod password;
pub mod people;
pub mod progress;
pub mod put_aside;
pub mod receipt;
pub mod receipt_keys;
pub mod recheck;
pub mod record_access;
pub mod record_report;
pub mod recovery_codes;
pub mod reminders;
pub mod report_status;
pub mod same_child;
pub mod sealing;
pub mod search;
pub mod second_factor;
pub mod second_person;
pub mod see_log;
pub mod service_state;
pub mod session;
pub mod set_mailbox;
pub mod set_up;
mod share_keys;
pub mod sign_in;
pub mod social_contact;
pub mod staff_secrets;
pub mod step_up;
pub mod submit_report;
pub mod totp;
mod trace;
pub mod transfer;
pub mod triage;
pub mod verify_log;
pub mod wizard_state;
pub mod worklist;

pub use app::App;
pub use at_case::WorkError;

use crate::store::StoreError;
use crate::store::cabinet::CabinetError;
use crate::store::seal::envelope::SealError;

/// Why a use case could not be carried out, where nothing in its input is to blame.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A key is missing or something sealed did not open.
    #[error(transparent)]
    Cabinet(#[from] CabinetError),
    /// What opened is not what this program sealed.
    #[error("what was sealed in {0} has another shape")]
    Shape(&'static str),
    /// The read log could not be written: nothing may be shown or done that leaves no trace.
    #[error("the read log cannot be written: {0}")]
    Unrecorded(#[source] CabinetError),
    /// No office of this installation can receive the report.
    #[error("no office can receive the report: the installation's own county has none")]
    NoOffice,
}

impl From<SealError> for IntakeError {
    fn from(error: SealError) -> Self {
        Self::Cabinet(CabinetError::Seal(error))
    }
}

impl IntakeError {
    /// Whether it is answered as "not just now": the database is away or busy, or the read log refuses a row. The page
    /// then keeps the text and asks to try again; anything else is our defect.
    pub const fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Store(StoreError::Unavailable | StoreError::Busy)
                | Self::Cabinet(CabinetError::Store(StoreError::Unavailable | StoreError::Busy))
                | Self::Unrecorded(_)
        )
    }
}
