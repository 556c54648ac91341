//! The messages to supervisors and auditors. None of them can hold more of a case than its reference, and that of an emergency
//! not even that.

use super::letter::Letter;
use super::message::in_each;
use crate::domain::language::Language;
use crate::domain::mailbox::Mailbox;
use crate::domain::reference::Reference;
use crate::text::{Texts, Words};

/// Tells that somebody opened a case in an emergency, or that nobody has looked that through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyNotice {
    /// Where they are told.
    pub to: Mailbox,
    /// They are the county's auditors, who see it in the read log; else the office's supervisors.
    pub auditors: bool,
    /// The time is over in which it is to be looked through.
    pub late: bool,
}

impl EmergencyNotice {
    /// The mail: what happened, where it is looked at, and that nothing of the case is in it.
    pub fn letter(&self, staff_url: &str) -> Letter {
        let (subject, says) = match (self.late, self.auditors) {
            (false, false) => ("mail-emergency-subject", "mail-emergency-opened"),
            (false, true) => ("mail-emergency-subject", "mail-emergency-opened-audit"),
            (true, false) => ("mail-emergency-subject-late", "mail-emergency-late"),
            (true, true) => ("mail-emergency-subject-late", "mail-emergency-late-audit"),
        };
        let page = if self.auditors { "log" } else { "emergencies" };
        let lines = |words: Words<'_>| {
            vec![
                words.get(says).into_owned(),
                String::new(),
                words.with("mail-look-at", "url", &format!("{staff_url}{page}")),
                String::new(),
                words.get("mail-nothing-of-case").into_owned(),
            ]
        };
        letter(&self.to, subject, lines)
    }
}

/// Tells one end of a transfer that nobody has answered it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferNotice {
    /// Where they are told.
    pub to: Mailbox,
    /// The case.
    pub reference: Reference,
    /// They sent it; else it waits for their answer.
    pub sent: bool,
}

impl TransferNotice {
    /// The mail: that it waits, its reference, where it is looked at, and that nothing of the case is in it. The office at the
    /// other end is not named: it can tell where a child lives.
    pub fn letter(&self, staff_url: &str) -> Letter {
        let says = if self.sent {
            "mail-transfer-sent"
        } else {
            "mail-transfer-offered"
        };
        let lines = |words: Words<'_>| {
            vec![
                words.get(says).into_owned(),
                String::new(),
                words.with("mail-arrival-reference", "reference", self.reference.as_str()),
                words.with("mail-look-at", "url", &format!("{staff_url}transfers")),
                String::new(),
                words.get("mail-nothing-of-case").into_owned(),
            ]
        };
        letter(&self.to, "mail-transfer-subject", lines)
    }
}

fn letter(to: &Mailbox, subject: &str, lines: impl Fn(Words<'_>) -> Vec<String>) -> Letter {
    let words = |language: Language| Texts::embedded().words(language);
    let text = in_each("\r\n\r\n* * *\r\n\r\n", |language| {
        lines(words(language)).join("\r\n")
    });
    Letter {
        to: to.clone(),
        subject: in_each(" / ", |language| words(language).get(subject).into_owned()),
        text: format!("{text}\r\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to() -> Mailbox {
        Mailbox::parse("esihenkilot@county.example").unwrap()
    }

    #[test]
    fn an_emergency_is_told_with_nothing_of_the_case() {
        let notice = |auditors, late| {
            let notice = EmergencyNotice {
                to: to(),
                auditors,
                late,
            };
            notice.letter("https://staff.example/staff/")
        };
        let letter = notice(false, false);
        assert_eq!(
            letter.subject,
            "Asia on avattu hätätilanteessa / Ett ärende har öppnats i en nödsituation"
        );
        let expected = "Toisen toimipisteen työntekijä on avannut toimipisteesi asian hätätilanteessa. Tarkasta avaus \
            viikon kuluessa.\r\n\r\nKirjaudu sisään ja katso: https://staff.example/staff/emergencies\r\n\r\n\
            Tässä viestissä ei ole mitään asian sisällöstä. Älä vastaa viestiin, vastausta ei lue kukaan.\r\n\r\n\
            * * *\r\n\r\n";
        assert!(letter.text.starts_with(expected), "{}", letter.text);
        let late = notice(false, true);
        assert_ne!(late.subject, letter.subject);
        assert!(
            notice(true, true)
                .text
                .contains("https://staff.example/staff/log\r\n")
        );
        for letter in [letter, late, notice(true, false), notice(true, true)] {
            assert!(!letter.text.contains("LS-"), "no reference: {}", letter.text);
        }
    }

    #[test]
    fn both_ends_of_a_transfer_are_told_by_its_reference() {
        let texts = [true, false].map(|sent| {
            let notice = TransferNotice {
                to: to(),
                reference: Reference::parse("LS-1111-1111").unwrap(),
                sent,
            };
            let letter = notice.letter("https://staff.example/staff/");
            assert_eq!(
                letter.subject,
                "Siirtoon ei ole vastattu / En överföring är obesvarad"
            );
            letter.text
        });
        for text in &texts {
            assert_eq!(text.matches("LS-1111-1111").count(), 2, "{text}");
            assert_eq!(
                text.matches("https://staff.example/staff/transfers\r\n").count(),
                2
            );
        }
        assert_ne!(texts[0], texts[1]);
    }
}
