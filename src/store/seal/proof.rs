//! The signed proof of a receipt: that a report with this reference arrived at this time, and a salted
//! hash by which whoever has a copy can show that it is that report. It holds nothing of the report itself.
//!
//! Signed is `u16 length ‖ bytes` of each: `huoli/receipt`, version 01, key id, reference, time, salt, digest. The digest
//! is SHA-256 of the salt and the canonical JSON (RFC 8785) of the report as it was sent.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::{DateTime, SecondsFormat, Utc};
use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::aad::join;
use super::secret::{KeyId, SecretKey, WrappingKey};
use crate::ids::IdSource;

/// What the file calls itself.
const KIND: &str = "huoli-receipt-1";
/// What a line with a public key begins with.
const KEY_LINE: &str = "huoli-receipt-key";
const VERSION: u8 = 1;

/// A proof, member by member as its file shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// `huoli-receipt-1`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The reference of the report.
    pub reference: String,
    /// When it arrived, UTC, to the second.
    pub received_at: String,
    /// 32 random bytes, base64url: without them the digest of a short report could be guessed.
    pub salt: String,
    /// SHA-256 of the salt and the canonical report, base64url.
    pub digest: String,
    /// The id of the key that signed.
    pub key: String,
    /// The Ed25519 signature, base64url.
    pub signature: String,
}

/// What is wrong with a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofFault {
    /// The text is not, byte for byte, what this program writes.
    #[error("this is no proof, or it was changed: a proof is kept exactly as it was downloaded")]
    Shape,
    /// None of the public keys is the one that it names.
    #[error("none of the public keys is the one that signed this proof")]
    UnknownKey,
    /// Something of it is not what was signed.
    #[error("the signature does not fit: the proof was changed, or another service made it")]
    Signature,
    /// The text is no list of public keys.
    #[error("this is no list of public keys (`huoli receipt key` prints one)")]
    Keys,
}

impl Proof {
    /// Signs that `document` arrived under `reference` at `at`.
    pub fn sign(
        key: &WrappingKey,
        reference: &str,
        at: DateTime<Utc>,
        document: &Value,
        ids: &dyn IdSource,
    ) -> Self {
        let mut salt = [0; 32];
        ids.fill(&mut salt);
        let mut proof = Self {
            kind: KIND.to_owned(),
            reference: reference.to_owned(),
            received_at: at.to_rfc3339_opts(SecondsFormat::Secs, true),
            salt: BASE64URL_NOPAD.encode(&salt),
            digest: BASE64URL_NOPAD.encode(&digest(&salt, document)),
            key: key.kid.to_string(),
            signature: String::new(),
        };
        let signature = signing(&key.key).sign(&proof.signed());
        proof.signature = BASE64URL_NOPAD.encode(&signature.to_bytes());
        proof
    }

    /// The file: JSON with one member a line and a line break at its end.
    pub fn to_file(&self) -> String {
        // Seven texts always have a JSON form.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads a file; only the very bytes that were written are one.
    ///
    /// # Errors
    /// [`ProofFault::Shape`].
    pub fn read(file: &[u8]) -> Result<Self, ProofFault> {
        let proof: Self = serde_json::from_slice(file).map_err(|_shape| ProofFault::Shape)?;
        if proof.kind == KIND && proof.to_file().as_bytes() == file {
            Ok(proof)
        } else {
            Err(ProofFault::Shape)
        }
    }

    /// Whether one of `keys` signed exactly this.
    ///
    /// # Errors
    /// [`ProofFault`].
    pub fn verify(&self, keys: &PublicKeys) -> Result<(), ProofFault> {
        let kid = KeyId::parse(&self.key).ok_or(ProofFault::Shape)?;
        let key = keys.0.get(&kid).ok_or(ProofFault::UnknownKey)?;
        let bytes = BASE64URL_NOPAD.decode(self.signature.as_bytes());
        let bytes = bytes.map_err(|_shape| ProofFault::Shape)?;
        let signature = Signature::from_slice(&bytes).map_err(|_shape| ProofFault::Shape)?;
        let fits = key.verify_strict(&self.signed(), &signature);
        fits.map_err(|_not| ProofFault::Signature)
    }

    /// Whether `document` is the report that arrived.
    pub fn is_of(&self, document: &Value) -> bool {
        let salt = BASE64URL_NOPAD.decode(self.salt.as_bytes()).unwrap_or_default();
        BASE64URL_NOPAD.encode(&digest(&salt, document)) == self.digest
    }

    fn signed(&self) -> Vec<u8> {
        let head: [&[u8]; 3] = [b"huoli/receipt", &[VERSION], self.key.as_bytes()];
        let tail = [&self.reference, &self.received_at, &self.salt, &self.digest];
        // Nothing here comes near the 65 535 bytes that a part may have; what does would fail to verify.
        join(&head, &tail.map(String::as_bytes)).unwrap_or_default()
    }
}

/// The public halves of the keys that signed, by their ids: what an organisation puts away beside its proofs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicKeys(BTreeMap<KeyId, VerifyingKey>);

impl PublicKeys {
    /// Those of `keys`.
    pub fn of<'a>(keys: impl IntoIterator<Item = &'a WrappingKey>) -> Self {
        let keys = keys.into_iter();
        Self(
            keys.map(|key| (key.kid, signing(&key.key).verifying_key()))
                .collect(),
        )
    }

    /// Reads what [`to_text`](Self::to_text) writes; lines that begin with `#` and empty ones say nothing.
    ///
    /// # Errors
    /// [`ProofFault::Keys`].
    pub fn parse(text: &str) -> Result<Self, ProofFault> {
        let lines = text.lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let keys: Option<BTreeMap<_, _>> = lines.map(public_key).collect();
        let keys = keys.filter(|keys| !keys.is_empty());
        keys.map(Self).ok_or(ProofFault::Keys)
    }

    /// One line for each key.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (kid, key) in &self.0 {
            let key = BASE64URL_NOPAD.encode(key.as_bytes());
            // Writing to a text does not fail.
            let _ = writeln!(text, "{KEY_LINE} {kid} {key}");
        }
        text
    }
}

fn public_key(line: &str) -> Option<(KeyId, VerifyingKey)> {
    let mut words = line.split_whitespace();
    let (begin, id, key) = (words.next()?, words.next()?, words.next()?);
    let bytes: [u8; 32] = BASE64URL_NOPAD.decode(key.as_bytes()).ok()?.try_into().ok()?;
    let known = begin == KEY_LINE && words.next().is_none();
    let key = VerifyingKey::from_bytes(&bytes).ok().filter(|_| known)?;
    Some((KeyId::parse(id)?, key))
}

fn signing(key: &SecretKey) -> SigningKey {
    SigningKey::from_bytes(key.expose())
}

fn digest(salt: &[u8], document: &Value) -> Vec<u8> {
    let mut canonical = String::new();
    write_canonical(document, &mut canonical);
    Sha256::new()
        .chain_update(salt)
        .chain_update(canonical.as_bytes())
        .finalize()
        .to_vec()
}

/// RFC 8785 for what a report is made of: texts, flags, lists and objects whose names are plain ASCII.
fn write_canonical(value: &Value, to: &mut String) {
    match value {
        Value::Object(members) => {
            let sorted: BTreeMap<&String, &Value> = members.iter().collect();
            to.push('{');
            for (place, (name, value)) in sorted.into_iter().enumerate() {
                if place > 0 {
                    to.push(',');
                }
                to.push_str(&Value::from(name.as_str()).to_string());
                to.push(':');
                write_canonical(value, to);
            }
            to.push('}');
        }
        Value::Array(elements) => {
            to.push('[');
            for (place, value) in elements.iter().enumerate() {
                if place > 0 {
                    to.push(',');
                }
                write_canonical(value, to);
            }
            to.push(']');
        }
        plain => to.push_str(&plain.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ids::SeededIds;

    fn signed() -> (WrappingKey, Value, Proof) {
        let ids = SeededIds::new(7);
        let key = WrappingKey::random(&ids);
        let document = json!({"concern": {"description": "Lapsi itkee \"öisin\".\n\u{1}"}, "children": [{}]});
        let at = "2026-11-20T12:05:09.5Z".parse().unwrap();
        let proof = Proof::sign(&key, "LS-7K3M-92QX", at, &document, &ids);
        (key, document, proof)
    }

    #[test]
    fn a_proof_verifies_and_holds_nothing_of_the_report() {
        let (key, document, proof) = signed();
        let file = proof.to_file();
        let read = Proof::read(file.as_bytes()).unwrap();
        assert_eq!(read.verify(&PublicKeys::of([&key])), Ok(()));
        assert!(read.is_of(&document));
        assert!(!read.is_of(&json!({"concern": {"description": "Lapsi itkee."}})));
        assert_eq!(read.received_at, "2026-11-20T12:05:09Z");
        assert!(!file.contains("itkee") && !file.contains("children"), "{file}");
    }

    #[test]
    fn every_changed_bit_of_the_file_fails() {
        let (key, _, proof) = signed();
        let keys = PublicKeys::of([&key]);
        let file = proof.to_file().into_bytes();
        for place in 0..file.len() {
            for bit in 0..8 {
                let mut changed = file.clone();
                changed[place] ^= 1 << bit;
                let verified = Proof::read(&changed).and_then(|proof| proof.verify(&keys));
                assert!(verified.is_err(), "bit {bit} of byte {place}");
            }
        }
        for cut in [0, 1, file.len() - 1] {
            assert_eq!(Proof::read(&file[..cut]), Err(ProofFault::Shape));
        }
    }

    #[test]
    fn a_proof_of_an_older_key_verifies_as_long_as_its_public_key_is_kept() {
        let (old, _, proof) = signed();
        let new = WrappingKey::random(&SeededIds::new(8));
        let kept = PublicKeys::of([&old, &new]).to_text();
        let kept = PublicKeys::parse(&format!("# of Mallila\n\n{kept}")).unwrap();
        assert_eq!(proof.verify(&kept), Ok(()));
        assert_eq!(proof.verify(&PublicKeys::of([&new])), Err(ProofFault::UnknownKey));
        let forged = WrappingKey {
            kid: old.kid,
            key: new.key.clone(),
        };
        assert_eq!(
            proof.verify(&PublicKeys::of([&forged])),
            Err(ProofFault::Signature)
        );
    }

    #[test]
    fn what_is_no_list_of_keys_is_refused() {
        for wrong in [
            "",
            "#",
            "huoli-receipt-key",
            "huoli-receipt-key 0f2a00b1 AAAA",
            "other 0f2a00b1 x",
        ] {
            assert_eq!(PublicKeys::parse(wrong), Err(ProofFault::Keys), "{wrong}");
        }
    }

    #[test]
    fn the_canonical_form_sorts_members_and_escapes_as_the_standard_says() {
        let mut text = String::new();
        write_canonical(
            &json!({"b": [true, null, "\u{1f}\u{7f}\t/ä\u{2028}"], "a": {"d": 1, "c": {}}}),
            &mut text,
        );
        assert_eq!(
            text,
            "{\"a\":{\"c\":{},\"d\":1},\"b\":[true,null,\"\\u001f\u{7f}\\t/ä\u{2028}\"]}"
        );
    }
}
