//! The messages there are. Each is made of addresses, references and flags: no field can hold what somebody reported.

use super::letter::Letter;
use crate::domain::language::Language;
use crate::domain::mailbox::Mailbox;
use crate::domain::reference::Reference;
use crate::text::Texts;

/// What a mail says in each of its languages, one after the other: who reads an office's mailbox is not known.
pub(super) fn in_each(between: &str, part: impl Fn(Language) -> String) -> String {
    let languages = Language::declared().filter(|language| language.is_of_offices());
    languages.map(part).collect::<Vec<_>>().join(between)
}

/// Tells an office that a report came, or that an urgent one is still unopened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrivalNotice {
    /// Where the office is told.
    pub office: Mailbox,
    /// The references of the cases that the report made there.
    pub references: Vec<Reference>,
    /// Urgent by its own words.
    pub urgent: bool,
    /// It was told before, and nobody has opened it.
    pub unopened: bool,
}

impl ArrivalNotice {
    /// The mail: that a report awaits, its references, where the staff pages are, and that nothing of the report is in it.
    /// The subject is one of three, whatever the report.
    pub fn letter(&self, staff_url: &str) -> Letter {
        let key = |key: &str| {
            if self.unopened {
                format!("{key}-unopened")
            } else if self.urgent {
                format!("{key}-urgent")
            } else {
                key.to_owned()
            }
        };
        let part = |language| {
            let words = Texts::embedded().words(language);
            let mut lines = vec![words.get(&key("mail-arrival-waits")).into_owned(), String::new()];
            let references = self.references.iter();
            lines.extend(
                references
                    .map(|reference| words.with("mail-arrival-reference", "reference", reference.as_str())),
            );
            lines.push(words.with("mail-arrival-where", "url", staff_url));
            lines.push(String::new());
            lines.push(words.get("mail-arrival-nothing").into_owned());
            lines.join("\r\n")
        };
        let subject = |language| {
            let words = Texts::embedded().words(language);
            words.get(&key("mail-arrival-subject")).into_owned()
        };
        Letter {
            to: self.office.clone(),
            subject: in_each(" / ", subject),
            text: format!("{}\r\n", in_each("\r\n\r\n* * *\r\n\r\n", part)),
        }
    }
}

/// Tells an office that a reporter sent a message about a report that came before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageNotice {
    /// Where the office is told.
    pub office: Mailbox,
    /// The references of the cases that it is about.
    pub references: Vec<Reference>,
}

impl MessageNotice {
    /// The mail: that a message awaits, the references, where the staff pages are, and that nothing of it is in the mail.
    pub fn letter(&self, staff_url: &str) -> Letter {
        let part = |language| {
            let words = Texts::embedded().words(language);
            let mut lines = vec![words.get("mail-message-waits").into_owned(), String::new()];
            let reference =
                |reference: &Reference| words.with("mail-arrival-reference", "reference", reference.as_str());
            lines.extend(self.references.iter().map(reference));
            lines.push(words.with("mail-arrival-where", "url", staff_url));
            lines.push(String::new());
            lines.push(words.get("mail-message-nothing").into_owned());
            lines.join("\r\n")
        };
        let subject = |language| {
            let words = Texts::embedded().words(language);
            words.get("mail-message-subject").into_owned()
        };
        Letter {
            to: self.office.clone(),
            subject: in_each(" / ", subject),
            text: format!("{}\r\n", in_each("\r\n\r\n* * *\r\n\r\n", part)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(references: &[&str], urgent: bool) -> Letter {
        letter(references, urgent, false)
    }

    fn letter(references: &[&str], urgent: bool, unopened: bool) -> Letter {
        let notice = ArrivalNotice {
            office: Mailbox::parse("vastaanotto@county.example").unwrap(),
            references: references
                .iter()
                .map(|text| Reference::parse(text).unwrap())
                .collect(),
            urgent,
            unopened,
        };
        notice.letter("https://staff.example/staff/")
    }

    #[test]
    fn the_subject_is_one_of_three() {
        let one = notice(&["LS-7K3M-92QX"], false);
        assert_eq!(one.subject, "Uusi ilmoitus odottaa / En ny anmälan väntar");
        assert_eq!(
            notice(&["LS-1111-1111", "LS-2222-2222"], false).subject,
            one.subject
        );
        let urgent = "Kiireellinen ilmoitus odottaa / En brådskande anmälan väntar";
        assert_eq!(notice(&["LS-7K3M-92QX"], true).subject, urgent);
        let unopened = "Kiireellinen ilmoitus on avaamatta / En brådskande anmälan är oöppnad";
        assert_eq!(letter(&["LS-7K3M-92QX"], true, true).subject, unopened);
    }

    #[test]
    fn the_text_is_finnish_then_swedish_and_tells_where_to_read() {
        let text = notice(&["LS-1111-1111", "LS-2222-2222"], false).text;
        let expected = "Uusi ilmoitus odottaa jonossa.\r\n\r\nViite: LS-1111-1111\r\nViite: LS-2222-2222\r\n\
            Kirjaudu sisään: https://staff.example/staff/\r\n\r\n\
            Tässä viestissä ei ole mitään ilmoituksen sisällöstä. Älä vastaa viestiin, vastausta ei lue kukaan.\r\n\r\n\
            * * *\r\n\r\nEn ny anmälan väntar i kön.\r\n\r\nReferens: LS-1111-1111\r\nReferens: LS-2222-2222\r\n\
            Logga in: https://staff.example/staff/\r\n\r\n\
            Det här meddelandet innehåller ingenting ur anmälan. Svara inte på det, ingen läser svaret.\r\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_message_has_a_subject_of_its_own_and_nothing_in_it() {
        let notice = MessageNotice {
            office: Mailbox::parse("vastaanotto@county.example").unwrap(),
            references: vec![Reference::parse("LS-1111-1111").unwrap()],
        };
        let letter = notice.letter("https://staff.example/staff/");
        assert_eq!(
            letter.subject,
            "Ilmoittajan viesti odottaa / Ett meddelande från anmälaren väntar"
        );
        let expected = "Ilmoittajalta on tullut viesti.\r\n\r\nViite: LS-1111-1111\r\n\
            Kirjaudu sisään: https://staff.example/staff/\r\n\r\n\
            Tässä ei ole mitään viestin sisällöstä. Älä vastaa tähän, vastausta ei lue kukaan.\r\n\r\n* * *\r\n\r\n";
        assert!(letter.text.starts_with(expected), "{}", letter.text);
    }
}
