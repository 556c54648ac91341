//! The secrets of staff: seeds of one-time codes, sealed to their account; recovery codes and links, kept as digests.

use std::sync::LazyLock;

use data_encoding::{BASE64URL_NOPAD, Encoding, Specification};
use sha2::{Digest, Sha256};

use super::totp::TotpSecret;
use super::{App, IntakeError};
use crate::domain::access::StaffId;
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
        Self(Sensitive::new(READABLE.encode(&bytes)))
    }

    /// The code that was typed, hyphens, spaces and case aside; `None` for what can be none.
    pub fn parse(typed: &str) -> Option<Self> {
        let letters: String = typed
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '-')
            .flat_map(char::to_lowercase)
            .map(|letter| match letter {
                'o' => '0',
                'i' | 'l' => '1',
                other => other,
            })
            .take(Self::LENGTH + 1)
            .collect();
        READABLE.decode(letters.as_bytes()).ok()?;
        (letters.len() == Self::LENGTH).then(|| Self(Sensitive::new(letters)))
    }

    /// The code as a person reads it.
    pub fn readable(&self) -> String {
        let letters: Vec<char> = self.0.expose().chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        groups.join("-")
    }

    /// What is stored. The code holds 120 random bits, so no slow hash is needed.
    pub(super) fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.0.expose().as_bytes()).to_vec()
    }
}

/// What stands in the address of a link: 256 random bits in base64url. Stored is only its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkToken(Sensitive<String>);

impl LinkToken {
    /// A random token.
    pub(super) fn random(ids: &dyn IdSource) -> Self {
        let mut bytes = [0; 32];
        ids.fill(&mut bytes);
        Self(Sensitive::new(BASE64URL_NOPAD.encode(&bytes)))
    }

    /// The token of an address; `None` when it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        (bytes.len() == 32).then(|| Self(Sensitive::new(text.to_owned())))
    }

    /// The text for the address.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// What is stored.
    pub(super) fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.0.expose().as_bytes()).to_vec()
    }
}

/// Crockford's digits and letters: none of them looks like another.
pub(super) static READABLE: LazyLock<Encoding> = LazyLock::new(|| {
    let mut letters = Specification::new();
    letters.symbols.push_str("0123456789abcdefghjkmnpqrstvwxyz");
    #[expect(
        clippy::expect_used,
        reason = "32 different letters make an encoding; a test runs this"
    )]
    letters.encoding().expect("the alphabet is an encoding")
});

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
        let typed = format!(" {} ", shown.replace('-', " ").to_uppercase().replace('0', "O"));
        assert_eq!(RecoveryCode::parse(&typed), Some(code.clone()));
        assert!(!format!("{code:?}").contains(&shown[..4]));
        for wrong in ["", "123456", &shown[1..], &format!("{shown}0"), "ääää-ääää"] {
            assert_eq!(RecoveryCode::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_link_holds_256_bits_and_prints_nothing() {
        let token = LinkToken::random(&SeededIds::new(2));
        assert_eq!(token.expose().len(), 43);
        assert_eq!(LinkToken::parse(token.expose()), Some(token.clone()));
        assert!(!format!("{token:?}").contains(token.expose()));
        assert_eq!(LinkToken::parse("abc"), None);
    }
}
