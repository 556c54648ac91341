//! The key under which a submission comes: a form token or an idempotency key, and the first answer to it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Admission, SubmitError};
use crate::domain::report::NewReport;
use crate::intake::attach::Upload;
use crate::intake::opening::ReportKey;
use crate::intake::receipt::Receipt;
use crate::intake::{App, IntakeError, sealing};
use crate::store::cabinet::Owner;
use crate::store::idempotency::{self, Scope};
use crate::store::reports;
use crate::store::seal::aad::KeyKind;
use crate::store::seal::code::FollowUpCode;
use crate::store::seal::mac::Digest;
use crate::store::seal::token::{FormToken, TokenCheck, body_digest, idempotency_digest};

/// The key under which a submission comes, as it is stored.
pub(super) struct UsedKey {
    pub scope: Scope,
    pub key: Digest,
    pub body: Digest,
    code: Option<FollowUpCode>,
    pub code_lookup: Option<Digest>,
    pub client: Option<Uuid>,
}

impl UsedKey {
    pub fn of(
        app: &App,
        report: &NewReport,
        admission: &Admission,
        files: Option<&Upload>,
        now: DateTime<Utc>,
    ) -> Result<Self, SubmitError> {
        let form = app.cabinet.newest(KeyKind::Form, Owner::Service);
        let form = form.map_err(IntakeError::from)?;
        let mut canonical = sealing::canonical(report)?;
        if let Some(files) = files {
            canonical.extend_from_slice(&files.fingerprint());
        }
        match admission {
            Admission::Web { token, wants_code } => {
                let token = match FormToken::check(token, &form.key, now) {
                    TokenCheck::Fresh { token, .. } => token,
                    TokenCheck::Expired => return Err(SubmitError::TokenExpired),
                    TokenCheck::Forged => return Err(SubmitError::TokenForged),
                };
                let code_key = app
                    .cabinet
                    .newest(KeyKind::Code, Owner::Service)
                    .map_err(IntakeError::from)?;
                let code = wants_code.then(|| FollowUpCode::of(&code_key.key, &token));
                let key = token.used_digest(&form.key);
                Ok(Self {
                    scope: Scope::Web,
                    body: body_digest(&form.key, &key, &canonical),
                    key,
                    code_lookup: code.as_ref().map(|code| code.lookup(&code_key.key)),
                    code,
                    client: None,
                })
            }
            Admission::Api { client, key } => {
                let key = idempotency_digest(&form.key, &client.id.to_string(), key);
                Ok(Self {
                    scope: Scope::Client(client.id),
                    body: body_digest(&form.key, &key, &canonical),
                    key,
                    code: None,
                    code_lookup: None,
                    client: Some(client.id),
                })
            }
        }
    }

    /// The first answer to this key, if it has been used.
    pub fn replay(&self, app: &App) -> Result<Option<Receipt>, SubmitError> {
        let found = app.store.read("find_used_key", |tx| {
            let Some(used) = idempotency::find(tx, self.scope, self.key.as_bytes())? else {
                return Ok::<_, IntakeError>(None);
            };
            let key = ReportKey::for_service(tx, app, used.report)?;
            let receipt: Receipt = key.json(&used.answer, "idempotency", used.id, "answer")?;
            let with_code =
                reports::find(tx, used.report)?.is_some_and(|report| report.code_lookup.is_some());
            Ok(Some((used, receipt, with_code)))
        })?;
        let Some((used, mut receipt, with_code)) = found else {
            return Ok(None);
        };
        let same = used.body_digest == self.body.as_bytes();
        if !same && self.client.is_some() {
            return Err(SubmitError::KeyReused);
        }
        receipt.first_stands = !same;
        Ok(Some(if with_code {
            self.with_code(receipt)
        } else {
            receipt
        }))
    }

    pub fn with_code(&self, mut receipt: Receipt) -> Receipt {
        receipt.follow_up_code = self.code.as_ref().map(ToString::to_string);
        receipt
    }
}
