//! What a sealed thing is bound to (its *associated data*): the place where it stands. Moved to another row, column,
//! table, office or report, it no longer opens.
//!
//! Each part is `u16 length ‖ bytes`, integers big-endian, ids as 16 bytes. Only values that never change may be
//! bound: never a status or a name.

use uuid::Uuid;

use super::{envelope::SealError, secret::KeyId};

/// What a key wrapped by a master key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// K_o: wraps report keys, one per office.
    Office,
    /// K_i: wraps the keys of person blocks, one per office.
    Identity,
    /// K_x: blind indexes, one per county.
    Index,
    /// K_c: follow-up codes, one for the service.
    Code,
    /// K_f: form tokens and idempotency keys, one for the service.
    Form,
    /// Seals what staff sign in with (seeds of one-time codes), one for the service.
    Staff,
    /// K_s: wizard state, one an hour; its version is the slot.
    State,
    /// K_a: the chain of the access log, one per county.
    Log,
    /// K_g: signs receipts, one for the service.
    Receipt,
}

impl KeyKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Office,
        Self::Identity,
        Self::Index,
        Self::Code,
        Self::Form,
        Self::Staff,
        Self::State,
        Self::Log,
        Self::Receipt,
    ];

    /// The stable name: in the associated data, in the database and in key listings.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Identity => "identity",
            Self::Index => "index",
            Self::Code => "code",
            Self::Form => "form",
            Self::Staff => "staff",
            Self::State => "state",
            Self::Log => "log",
            Self::Receipt => "receipt",
        }
    }

    /// The kind with that stable name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Whose key it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyOwner<'a> {
    /// One office, by its id (16 bytes).
    Office(Uuid),
    /// One county, by its code such as `91` (never 16 bytes long, so never mistaken for an office).
    County(&'a str),
    /// The whole service (an empty part).
    Service,
}

/// What a wrapped key (`wrap`, 66 bytes) is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrapAad<'a> {
    /// A key wrapped by a master key.
    Office {
        /// What the key is for.
        kind_of_key: KeyKind,
        /// Whose it is.
        office_or_county: KeyOwner<'a>,
        /// The key's version; for the wizard state, its slot.
        version: u32,
    },
    /// A report key wrapped by an office key.
    Report {
        /// The report.
        report: Uuid,
        /// The office whose key wraps it.
        office: Uuid,
    },
    /// The key of a person block wrapped by an identity key.
    Person {
        /// The person block.
        block: Uuid,
        /// The report it belongs to.
        report: Uuid,
        /// The office whose identity key wraps it.
        office: Uuid,
    },
}

impl WrapAad<'_> {
    /// The bytes for a wrap of version `ver` and algorithm `alg` by the key `kid`.
    pub(super) fn bytes(&self, ver: u8, alg: u8, kid: KeyId) -> Result<Vec<u8>, SealError> {
        let label: &[u8] = match self {
            Self::Office { .. } => b"huoli/wrap-office",
            Self::Report { .. } => b"huoli/wrap-report",
            Self::Person { .. } => b"huoli/wrap-person",
        };
        let head: [&[u8]; 4] = [label, &[ver], &[alg], kid.as_bytes()];
        match self {
            Self::Office {
                kind_of_key,
                office_or_county,
                version,
            } => {
                let owner: &[u8] = match office_or_county {
                    KeyOwner::Office(id) => id.as_bytes(),
                    KeyOwner::County(code) => code.as_bytes(),
                    KeyOwner::Service => &[],
                };
                join(
                    &head,
                    &[kind_of_key.as_str().as_bytes(), owner, &version.to_be_bytes()],
                )
            }
            Self::Report { report, office } => join(&head, &[report.as_bytes(), office.as_bytes()]),
            Self::Person {
                block,
                report,
                office,
            } => join(&head, &[block.as_bytes(), report.as_bytes(), office.as_bytes()]),
        }
    }
}

/// What a sealed blob or chunk is bound to: the place where it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlobAad<'a> {
    /// The table.
    pub table: &'a str,
    /// The row's id.
    pub row: Uuid,
    /// The column.
    pub column: &'a str,
    /// The number of the chunk, from 0.
    pub chunk: u32,
    /// Whether it is the last chunk, so that a file cannot be cut short unnoticed.
    pub last: bool,
}

impl<'a> BlobAad<'a> {
    /// The place of a blob that is stored in one piece.
    pub const fn whole(table: &'a str, row: Uuid, column: &'a str) -> Self {
        Self {
            table,
            row,
            column,
            chunk: 0,
            last: true,
        }
    }

    /// The bytes for a blob of version `ver`, algorithm `alg` and key generation `generation`.
    pub(super) fn bytes(&self, ver: u8, alg: u8, generation: u32) -> Result<Vec<u8>, SealError> {
        join(
            &[b"huoli/blob", &[ver], &[alg], &generation.to_be_bytes()],
            &[
                self.table.as_bytes(),
                self.row.as_bytes(),
                self.column.as_bytes(),
                &self.chunk.to_be_bytes(),
                &[u8::from(self.last)],
            ],
        )
    }
}

/// The parts of `head` and `tail`, each with its length in front.
///
/// # Errors
/// [`SealError::TooLong`] when a part is longer than 65 535 bytes: cut short it would be ambiguous.
pub(super) fn join(head: &[&[u8]], tail: &[&[u8]]) -> Result<Vec<u8>, SealError> {
    let mut bytes = Vec::with_capacity(128);
    for part in head.iter().chain(tail) {
        let length = u16::try_from(part.len()).ok().ok_or(SealError::TooLong)?;
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(part);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;

    use super::*;

    const KID: KeyId = KeyId::from_bytes([0xa1, 0xb2, 0xc3, 0xd4]);

    fn id(byte: u8) -> Uuid {
        Uuid::from_bytes([byte; 16])
    }

    #[test]
    fn a_blob_is_bound_to_its_place_byte_by_byte() {
        let place = BlobAad::whole("reports", id(0x11), "body");
        let expected = [
            "000a",
            "68756f6c692f626c6f62", // huoli/blob
            "0001",
            "01",
            "0001",
            "01", // version, algorithm
            "0004",
            "00000007", // generation
            "0007",
            "7265706f727473", // reports
            "0010",
            "11111111111111111111111111111111",
            "0004",
            "626f6479", // body
            "0004",
            "00000000",
            "0001",
            "01", // chunk 0, the last
        ];
        assert_eq!(HEXLOWER.encode(&place.bytes(1, 1, 7).unwrap()), expected.concat());
    }

    #[test]
    fn a_wrap_is_bound_to_its_owner_byte_by_byte() {
        let head = ["0001", "01", "0001", "01", "0004", "a1b2c3d4"].concat();
        let office = WrapAad::Office {
            kind_of_key: KeyKind::Index,
            office_or_county: KeyOwner::County("91"),
            version: 3,
        };
        assert_eq!(
            HEXLOWER.encode(&office.bytes(1, 1, KID).unwrap()),
            format!(
                "0011{}{head}0005{}00023931000400000003",
                HEXLOWER.encode(b"huoli/wrap-office"),
                HEXLOWER.encode(b"index")
            )
        );
        let person = WrapAad::Person {
            block: id(1),
            report: id(2),
            office: id(3),
        };
        assert_eq!(
            HEXLOWER.encode(&person.bytes(1, 1, KID).unwrap()),
            format!(
                "0011{}{head}0010{}0010{}0010{}",
                HEXLOWER.encode(b"huoli/wrap-person"),
                "01".repeat(16),
                "02".repeat(16),
                "03".repeat(16)
            )
        );
    }

    #[test]
    fn lengths_keep_neighbouring_parts_apart() {
        let one = join(&[b"ab", b"c"], &[]).unwrap();
        let two = join(&[b"a", b"bc"], &[]).unwrap();
        assert_ne!(one, two);
        assert_eq!(join(&[&vec![0; 65_536]], &[]), Err(SealError::TooLong));
    }

    #[test]
    fn a_kind_of_key_is_read_back_by_its_name() {
        for kind in KeyKind::ALL {
            assert_eq!(KeyKind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(KeyKind::parse("master"), None);
    }
}
