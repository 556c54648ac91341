//! The second factor: one-time codes by time (RFC 6238), six digits, a step of 30 s, one step early or late.

use chrono::{DateTime, Utc};
use data_encoding::BASE32_NOPAD;
use totp_rs::{Algorithm, Builder, Totp};

use crate::domain::sensitive::Sensitive;
use crate::ids::IdSource;

/// A secret from which the codes of an account are made: 160 bits, as RFC 4226 advises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotpSecret(Sensitive<Vec<u8>>);

impl TotpSecret {
    /// A random secret.
    pub fn random(ids: &dyn IdSource) -> Self {
        let mut bytes = vec![0; 20];
        ids.fill(&mut bytes);
        Self(Sensitive::new(bytes))
    }

    /// The secret made of these bytes.
    pub const fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(Sensitive::new(bytes))
    }

    /// The secret in base32 without padding; anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE32_NOPAD
            .decode(text.trim().to_ascii_uppercase().as_bytes())
            .ok()?;
        Some(Self(Sensitive::new(bytes)))
    }

    /// The bytes, to be sealed.
    pub fn expose(&self) -> &[u8] {
        self.0.expose()
    }

    /// The secret in base32, as an authenticator takes it by hand.
    pub fn base32(&self) -> Sensitive<String> {
        Sensitive::new(BASE32_NOPAD.encode(self.0.expose()))
    }

    /// The address that an authenticator reads from a picture. `user_name` names the account in it.
    pub fn otpauth_url(&self, user_name: &str) -> Sensitive<String> {
        let account = percent_encoded(user_name);
        let secret = self.base32();
        Sensitive::new(format!(
            "otpauth://totp/Huoli:{account}?secret={}&issuer=Huoli&algorithm=SHA1&digits=6&period=30",
            secret.expose()
        ))
    }

    /// The code at `now`.
    pub fn code(&self, now: DateTime<Utc>) -> String {
        self.totp().generate(seconds(now)).to_string()
    }

    /// The time step whose code `code` is, if it is that of `now` or of a step beside it. Spaces do not matter.
    pub fn step_of(&self, code: &str, now: DateTime<Utc>) -> Option<u64> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        self.totp().check(&code, seconds(now))
    }

    fn totp(&self) -> Totp {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_skew(1)
            .with_step_duration(30)
            .with_secret(self.0.expose().clone())
            .build_noncompliant()
    }
}

fn seconds(now: DateTime<Utc>) -> u64 {
    u64::try_from(now.timestamp()).unwrap_or_default()
}

fn percent_encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B; its codes there have eight digits, of which ours are the last six.
    fn known() -> TotpSecret {
        TotpSecret::from_bytes(b"12345678901234567890".to_vec())
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        for (time, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(known().code(at(time)), code);
        }
    }

    #[test]
    fn a_code_works_one_step_early_and_late_and_names_its_own_step() {
        let code = known().code(at(3_000));
        for (time, step) in [
            (2_969, None),
            (2_970, Some(100)),
            (3_000, Some(100)),
            (3_059, Some(100)),
            (3_060, None),
        ] {
            assert_eq!(known().step_of(&code, at(time)), step, "{time}");
        }
        assert_eq!(
            known().step_of(&format!(" {} {} ", &code[..3], &code[3..]), at(3_000)),
            Some(100)
        );
        for wrong in ["", "12345", "abcdef", "1234567", "٣٤٥٦٧٨"] {
            assert_eq!(known().step_of(wrong, at(3_000)), None, "{wrong}");
        }
    }

    #[test]
    fn the_address_holds_secret_and_account() {
        assert_eq!(
            known().otpauth_url("m mallinen").expose(),
            "otpauth://totp/Huoli:m%20mallinen?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Huoli&algorithm=SHA1&digits=6&period=30"
        );
        assert_eq!(
            TotpSecret::parse("gezdgnbvgy3tqojqgezdgnbvgy3tqojq "),
            Some(known())
        );
    }
}
