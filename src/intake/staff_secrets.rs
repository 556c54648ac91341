//! The secrets of staff: seeds of one-time codes, sealed to their account; recovery codes and links, kept as digests.

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

use super::totp::TotpSecret;
use super::{App, IntakeError};
use crate::domain::access::StaffId;
use crate::domain::crockford;
use crate::domain::sensitive::Sensitive;
use crate::ids::IdSource;
use crate::store::cabinet::Owner;
use crate::store::seal::aad::{BlobAad, KeyKind};
use crate::store::seal::blob;

/// Seals a TOTP secret to its account, under the newest key of staff secrets.
pub(super) fn seal_totp(app: &App, id: StaffId, secret: &TotpSecret) -> Result<Vec<u8>, IntakeError> {
    let aad = BlobAad::whole("staff", id.0, "totp_secret");
    let key = app.cabinet.data_key(KeyKind::Staff, Owner::Service)?;
    Ok(blob::seal(secret.expose(), &key, &aad, &*app.ids)?)
}

/// Opens the TOTP secret of an account, by the key that sealed it.
pub(super) fn open_totp(app: &App, id: StaffId, sealed: &[u8]) -> Result<TotpSecret, IntakeError> {
    let aad = BlobAad::whole("staff", id.0, "totp_secret");
    let key = app.cabinet.data_key_of(KeyKind::Staff, Owner::Service, sealed)?;
    Ok(TotpSecret::from_bytes(blob::open(sealed, &key, &aad)?.to_vec()))
}

/// A code for the day the telephone is lost: 120 random bits in six groups of four letters and digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryCode(Sensitive<String>);

impl RecoveryCode {
    /// Letters of a code, hyphens not counted.
    const LENGTH: usize = 24;

    /// A random code.
    pub(super) fn random(ids: &dyn IdSource) -> Self {
        let mut bytes = [0; 15];
        ids.fill(&mut bytes);
        Self(Sensitive::new(crockford::write_all(&bytes)))
    }

    /// The code that was typed, hyphens, spaces and case aside; `None` for what can be none.
    pub fn parse(typed: &str) -> Option<Self> {
        Some(Self(Sensitive::new(crockford::read_all(typed, Self::LENGTH)?)))
    }

    /// The code as a person reads it.
    pub fn readable(&self) -> String {
        crockford::grouped(self.0.expose())
    }

    /// What is stored. The code holds 120 random bits, so no slow hash is needed.
    pub(super) fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.0.expose().as_bytes()).to_vec()
    }
}

/// 256 random bits in base64url, held by a browser or standing in the address of a link. Stored is only their digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpaqueToken(Sensitive<String>);

impl OpaqueToken {
    /// A random token.
    pub(super) fn random(ids: &dyn IdSource) -> Self {
        let mut bytes = [0; 32];
        ids.fill(&mut bytes);
        Self(Sensitive::new(BASE64URL_NOPAD.encode(&bytes)))
    }

    /// A token as it was sent; `None` when it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        (bytes.len() == 32).then(|| Self(Sensitive::new(text.to_owned())))
    }

    /// The text for the browser or the address.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// What is stored. The token holds 256 random bits, so no slow hash is needed (ASVS 6.5.2).
    pub(super) fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.0.expose().as_bytes()).to_vec()
    }
}

/// What stands in the address of a link by which an account is set up.
pub type LinkToken = OpaqueToken;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SeededIds;

    #[test]
    fn a_recovery_code_is_read_however_it_is_typed() {
        let code = RecoveryCode::random(&SeededIds::new(1));
        let shown = code.readable();
        assert_eq!(shown.len(), 29);
        assert_eq!(shown.split('-').count(), 6);
        assert_eq!(RecoveryCode::parse(&shown), Some(code.clone()));
        let typed = format!(" {} ", shown.replace('-', " ").to_lowercase().replace('0', "O"));
        assert_eq!(RecoveryCode::parse(&typed), Some(code.clone()));
        assert!(!format!("{code:?}").contains(&shown[..4]));
        for wrong in ["", "123456", &shown[1..], &format!("{shown}0"), "ääää-ääää"] {
            assert_eq!(RecoveryCode::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_token_holds_256_bits_and_prints_nothing() {
        let token = OpaqueToken::random(&SeededIds::new(1));
        assert_eq!(token.expose().len(), 43);
        assert_eq!(OpaqueToken::parse(token.expose()), Some(token.clone()));
        assert_eq!(format!("{token:?}"), "OpaqueToken([personal data])");
        assert_eq!(token.digest().len(), 32);
        for wrong in ["", "abc", "=", "ä"] {
            assert_eq!(OpaqueToken::parse(wrong), None);
        }
    }
}
