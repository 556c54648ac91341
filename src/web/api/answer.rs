//! What the API answers. No name, text or place of the report is in it (I9).

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::problem::FieldFault;
use crate::domain::helsinki;
use crate::domain::places::Names;
use crate::domain::reference::Reference;
use crate::domain::report::NewReport;
use crate::intake::destinations::Destination;
use crate::intake::receipt::{Receipt, ReceiptCase};
use crate::intake::receipt_keys::Proof;
use crate::intake::report_status::{ReportStatus, Status};

/// A name in each language.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Names)]
pub struct NamesBody {
    /// In Finnish.
    #[schema(example = "Mallilan lastensuojelu")]
    fi: String,
    /// In Swedish.
    #[schema(example = "Barnskyddet i Mallila")]
    sv: String,
    /// In English.
    #[schema(example = "Child welfare of Mallila")]
    en: String,
}

impl From<&Names> for NamesBody {
    fn from(names: &Names) -> Self {
        Self {
            fi: names.fi.clone(),
            sv: names.sv.clone(),
            en: names.en.clone(),
        }
    }
}

/// An office.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Office)]
pub struct OfficeBody {
    /// Its id, for ever.
    id: Uuid,
    /// What it is called.
    name: NamesBody,
}

/// A case of a report that was taken in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Case)]
pub struct CaseBody {
    /// Its reference.
    #[schema(example = "LS-7K3M-92QX")]
    reference: String,
    /// Its legal kind: `child_welfare`, `prenatal` or `contact`.
    #[schema(example = "child_welfare")]
    kind: &'static str,
    /// The office that received it; `null` when anyone in the report has a protected address.
    office: Option<OfficeBody>,
    /// By when an assessment begins at the latest, if one is needed; `null` for an unborn child until birth.
    #[schema(example = "2026-12-23")]
    start_by: Option<NaiveDate>,
    /// By when the assessment is ready at the latest; `null` for an unborn child until birth.
    #[schema(example = "2027-03-14")]
    complete_by: Option<NaiveDate>,
}

impl From<&ReceiptCase> for CaseBody {
    fn from(case: &ReceiptCase) -> Self {
        Self {
            reference: case.reference.clone(),
            kind: case.kind.as_str(),
            office: case.office.as_ref().map(|office| OfficeBody {
                id: office.id.0,
                name: NamesBody::from(&office.names),
            }),
            start_by: case.clocks.as_ref().map(|clocks| clocks.start_by.target),
            complete_by: case.clocks.as_ref().map(|clocks| clocks.complete_by.target),
        }
    }
}

/// A report that was taken in: it is durably stored.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Receipt)]
pub struct ReceiptBody {
    /// The reference of the report.
    #[schema(example = "LS-7K3M-92QX")]
    reference: String,
    /// When it arrived, in Finnish time.
    #[schema(example = "2026-12-14T15:30:00+02:00")]
    received_at: DateTime<FixedOffset>,
    /// One case per child, in the order of the report, the unborn child last.
    cases: Vec<CaseBody>,
    /// A signed proof that the report arrived, to be kept exactly as it is; it holds nothing of the report.
    proof: Option<ProofBody>,
    /// What was odd in the report, but no reason to refuse it.
    warnings: Vec<FieldFault>,
}

/// A signed proof that a report arrived. `huoli receipt verify` checks it without any network: docs/receipts.md tells
/// what is signed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Proof)]
pub struct ProofBody {
    /// `huoli-receipt-1`.
    #[serde(rename = "type")]
    #[schema(example = "huoli-receipt-1")]
    kind: String,
    /// The reference of the report.
    #[schema(example = "LS-7K3M-92QX")]
    reference: String,
    /// When it arrived, UTC, to the second.
    #[schema(example = "2026-12-14T13:30:00Z")]
    received_at: String,
    /// 32 random bytes, base64url.
    #[schema(example = "A7fGZ0m1n3pQ5rStUvWxYz0123456789abcdefghiJQ")]
    salt: String,
    /// SHA-256 of the salt and the report in canonical JSON (RFC 8785), base64url.
    #[schema(example = "q3Jx0v2m1n3pQ5rStUvWxYz0123456789abcdefghiI")]
    digest: String,
    /// The id of the key that signed.
    #[schema(example = "a1b2c3d4")]
    key: String,
    /// The Ed25519 signature, base64url.
    #[schema(example = "Z0m1n3pQ5rStUvWxYz…")]
    signature: String,
}

impl From<&Proof> for ProofBody {
    fn from(proof: &Proof) -> Self {
        let Proof {
            kind,
            reference,
            received_at,
            salt,
            digest,
            key,
            signature,
        } = proof.clone();
        Self {
            kind,
            reference,
            received_at,
            salt,
            digest,
            key,
            signature,
        }
    }
}

impl ReceiptBody {
    /// The answer for `receipt`.
    pub fn new(receipt: &Receipt, warnings: Vec<FieldFault>) -> Self {
        Self {
            reference: receipt.reference.clone(),
            received_at: helsinki::local(receipt.received_at),
            cases: receipt.cases.iter().map(CaseBody::from).collect(),
            proof: receipt.proof.as_ref().map(ProofBody::from),
            warnings,
        }
    }
}

/// Where a case would go.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PreviewedCase)]
pub struct PreviewedCase {
    /// Its legal kind.
    #[schema(example = "child_welfare")]
    kind: &'static str,
    /// The office; `null` when anyone in the report has a protected address.
    office: Option<OfficeBody>,
}

/// A report that would be taken in. Nothing was stored.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Preview)]
pub struct PreviewBody {
    /// One case per child, in the order of the report, the unborn child last.
    cases: Vec<PreviewedCase>,
    /// What is odd in the report, but no reason to refuse it.
    warnings: Vec<FieldFault>,
}

impl PreviewBody {
    /// The answer for `report`, whose cases would go to `destinations`.
    pub fn new(report: &NewReport, destinations: &[Destination], warnings: Vec<FieldFault>) -> Self {
        let protected = report.has_protected_address();
        let case = |destination: &Destination| PreviewedCase {
            kind: report.kind_of(destination.subject).as_str(),
            office: (!protected).then(|| OfficeBody {
                id: destination.office.id.0,
                name: NamesBody::from(&destination.office.names),
            }),
        };
        Self {
            cases: destinations.iter().map(case).collect(),
            warnings,
        }
    }
}

/// How far a case has come.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CaseStatus)]
pub struct CaseStatusBody {
    /// Its reference.
    #[schema(example = "LS-7K3M-92QX")]
    reference: String,
    /// `received`, `read`, `question` (a worker's question waits), `handed_over` or `closed` (messages have ended).
    #[schema(example = "read")]
    status: &'static str,
}

/// How far a report has come. It tells neither its content nor what was decided.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReportStatus)]
pub struct StatusBody {
    /// The reference of the report.
    #[schema(example = "LS-7K3M-92QX")]
    reference: String,
    /// `question` where a worker's question waits; else the status of the case that is least far: `received`, `read`,
    /// `handed_over` or `closed` (messages have ended).
    #[schema(example = "received")]
    status: &'static str,
    /// Each case.
    cases: Vec<CaseStatusBody>,
}

impl From<&ReportStatus> for StatusBody {
    fn from(report: &ReportStatus) -> Self {
        let case = |(reference, status): &(Reference, Status)| CaseStatusBody {
            reference: reference.to_string(),
            status: status.as_str(),
        };
        Self {
            reference: report.reference.to_string(),
            status: report.status.as_str(),
            cases: report.cases.iter().map(case).collect(),
        }
    }
}

/// A code of a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Code)]
pub struct CodeBody {
    /// The code name, as it stands in a report.
    #[schema(example = "care_neglect")]
    pub code: &'static str,
    /// The number in the national code list, where it has one.
    #[schema(example = "42")]
    pub national_code: Option<String>,
    /// The group under which the private forms show it (`reasons` only).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "neglect")]
    pub group: Option<&'static str>,
    /// What it means.
    pub name: NamesBody,
}

/// A code list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CodeList)]
pub struct CodeListBody {
    /// The list's name.
    #[schema(example = "reasons")]
    pub list: String,
    /// The OID of the national code list, where there is one.
    #[schema(example = "1.2.246.537.6.1251")]
    pub oid: Option<&'static str>,
    /// The codes, in their order.
    pub codes: Vec<CodeBody>,
}

impl NamesBody {
    /// A name from its three languages.
    pub const fn new(fi: String, sv: String, en: String) -> Self {
        Self { fi, sv, en }
    }
}
