//! The mail address of an office, where it is told that something came.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The most that an address may have (RFC 5321 4.5.3.1.3), in bytes.
const LONGEST: usize = 254;

/// One plain mail address such as `vastaanotto@county.example`, of an office and never of a person. No name, comment
/// or quoted part: nothing in it can begin another header. `Debug` shows it masked, as logs do.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mailbox(String);

impl Mailbox {
    /// Reads an address, spaces around it aside; `None` for anything but one plain address.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (local, host) = text.split_once('@')?;
        let fits = text.len() <= LONGEST && is_local(local) && is_host(host);
        fits.then(|| Self(text.to_owned()))
    }

    /// The address as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host name behind the `@`.
    pub fn host(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, host)| host)
    }

    /// The address with all but the first letter before the `@` hidden, for logs: `v…@county.example`.
    pub fn masked(&self) -> String {
        let first = self.0.chars().next().unwrap_or('…');
        format!("{first}…@{}", self.host())
    }
}

/// What stands before the `@`: letters, digits and the signs that need no quoting (RFC 5322 `dot-atom`).
fn is_local(local: &str) -> bool {
    local.len() <= 64
        && local.split('.').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte))
        })
}

/// A host name: labels of letters, digits and hyphens.
fn is_host(host: &str) -> bool {
    host.split('.').all(|label| {
        let ends = label.starts_with('-') || label.ends_with('-');
        (1..=63).contains(&label.len())
            && !ends
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl Serialize for Mailbox {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Mailbox {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("expected one plain mail address"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_plain_and_whole() {
        for good in [
            "a@b",
            "vastaanotto.lasu@county.example",
            " a+b_c@x-y.example ",
            "huoli@127.0.0.1",
        ] {
            assert!(Mailbox::parse(good).is_some(), "{good}");
        }
        let long = format!("{}@b.example", "a".repeat(65));
        for bad in [
            "",
            "@",
            "a@",
            "@b",
            "a@b@c",
            ".a@b",
            "a..b@c",
            "A <a@b>",
            "a b@c",
            "a,b@c",
            "a@b,c@d",
            "a@b\r\nBcc: c@d",
            "a\n@b",
            "a@b c",
            "a@-b",
            "a@b..c",
            "ä@b",
            "\"a\"@b",
            "a@[1.2.3.4]",
            long.as_str(),
        ] {
            assert!(Mailbox::parse(bad).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn a_log_line_shows_hardly_more_than_the_host() {
        let mailbox = Mailbox::parse("vastaanotto@county.example").unwrap();
        assert_eq!(mailbox.host(), "county.example");
        assert_eq!(format!("{mailbox:?}"), "v…@county.example");
        assert_eq!(mailbox.to_string(), "vastaanotto@county.example");
    }
}
