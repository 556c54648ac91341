//! What the reporter gets back: references, offices and dates, and nothing of the report (I9).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::receipt_keys::Proof;
use crate::domain::codes::Kind;
use crate::domain::deadline::Clocks;
use crate::domain::office::OfficeId;
use crate::domain::places::Names;

/// The answer to a report that is durably stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The reference of the submission.
    pub reference: String,
    /// When it arrived (UTC).
    pub received_at: DateTime<Utc>,
    /// Anyone in the report has a protected address: no case names its county or office.
    pub protected: bool,
    /// One per child, in the report's order, the unborn child last.
    pub cases: Vec<ReceiptCase>,
    /// How many files came along.
    #[serde(default, skip_serializing_if = "is_none")]
    pub files: usize,
    /// The signed proof, for who reports in their work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
    /// The follow-up code, unless it was declined or the report came by the API. Never stored: it is derived from
    /// the form token.
    #[serde(skip)]
    pub follow_up_code: Option<String>,
    /// The same page was sent before with other words: the first one stands.
    #[serde(skip)]
    pub first_stands: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_none(files: &usize) -> bool {
    *files == 0
}

/// One case of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptCase {
    /// Its reference.
    pub reference: String,
    /// Its legal kind.
    pub kind: Kind,
    /// The county, unless an address is protected.
    pub county: Option<Names>,
    /// The office, unless an address is protected.
    pub office: Option<ReceiptOffice>,
    /// The statutory clocks; `None` for an unborn child.
    pub clocks: Option<Clocks>,
}

/// An office as a receipt names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptOffice {
    /// Its id.
    pub id: OfficeId,
    /// What it is called.
    pub names: Names,
}
