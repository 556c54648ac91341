//! The form of an office: what was typed, what it means, and its fields.

use super::form::{Fault, Form, line};
use super::{hours_words, phone_words};
use crate::domain::hours::{HoursFault, OpeningHours};
use crate::domain::language::LanguageCode;
use crate::domain::mailbox::Mailbox;
use crate::domain::office::{Office, OfficeCode, OfficeKind};
use crate::domain::phone::{PhoneFault, Phones};
use crate::domain::places::Names;
use crate::text::FluentValue;
use crate::web::extract::csrf::Fields;
use crate::web::page::component::Block;
use crate::web::page::field::Width;
use crate::web::staff::look::Look;

/// The fields as they were typed, or as they are written for an office.
pub struct Typed {
    code: String,
    kind: String,
    name_fi: String,
    name_sv: String,
    name_en: String,
    name_se: String,
    address: String,
    languages: String,
    phones: String,
    hours: String,
    mailbox: String,
    supervisor_mailbox: String,
}

impl Typed {
    /// What was posted.
    pub fn of(fields: &Fields) -> Self {
        let get = |name: &str| fields.get(name).to_owned();
        Self {
            code: get("code"),
            kind: get("kind"),
            name_fi: get("name_fi"),
            name_sv: get("name_sv"),
            name_en: get("name_en"),
            name_se: get("name_se"),
            address: get("address"),
            languages: get("languages"),
            phones: get("phones"),
            hours: get("hours"),
            mailbox: get("mailbox"),
            supervisor_mailbox: get("supervisor_mailbox"),
        }
    }

    /// An empty form.
    pub fn empty() -> Self {
        Self {
            kind: OfficeKind::Regional.as_str().to_owned(),
            languages: "fi, sv".to_owned(),
            ..Self::of(&Fields::new(Vec::new()))
        }
    }

    /// `office` as it is written for a person.
    pub fn from(office: &Office, look: &Look) -> Self {
        let language = look.words.language();
        let languages: Vec<&str> = office.languages.iter().map(LanguageCode::as_str).collect();
        Self {
            code: office.code.to_string(),
            kind: office.kind.as_str().to_owned(),
            name_fi: office.names.fi.clone(),
            name_sv: office.names.sv.clone(),
            name_en: office.names.en.clone(),
            name_se: office.name_se.clone().unwrap_or_default(),
            address: office.address.clone(),
            languages: languages.join(", "),
            phones: phone_words::show(&office.phones.to_string(), language),
            hours: hours_words::show(office.hours.as_str(), language),
            mailbox: address(office.mailbox.as_ref()),
            supervisor_mailbox: address(office.supervisor_mailbox.as_ref()),
        }
    }

    /// The hours as far as they can be read.
    pub fn hours(&self) -> Option<OpeningHours> {
        OpeningHours::parse(&hours_words::read(&self.hours)).ok()
    }

    /// `office` with everything that was typed. Its kind changes only where `whole` is the person's to keep, its code
    /// only where it is `new`.
    ///
    /// # Errors
    /// Everything that is wrong, each at its field.
    pub fn read(&self, office: &Office, look: &Look, whole: bool, new: bool) -> Result<Office, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut text = |field: &'static str, typed: &str| {
            line(typed).unwrap_or_else(|| {
                faults.push(Fault::new(field, look.word("admin-fault-too-long")));
                String::new()
            })
        };
        let fi = text("name_fi", &self.name_fi);
        let or_finnish = |name: String| if name.is_empty() { fi.clone() } else { name };
        let sv = or_finnish(text("name_sv", &self.name_sv));
        let en = or_finnish(text("name_en", &self.name_en));
        let se = text("name_se", &self.name_se);
        let address = text("address", &self.address);
        if self.name_fi.trim().is_empty() {
            faults.insert(0, Fault::new("name_fi", look.word("admin-fault-name")));
        }
        let mut read = Office {
            names: Names { fi, sv, en },
            name_se: Some(se).filter(|name| !name.is_empty()),
            address,
            ..office.clone()
        };
        if new {
            match self.read_code() {
                Some(code) => read.code = code,
                None => faults.push(Fault::new("code", look.word("admin-fault-code"))),
            }
        }
        if whole {
            match OfficeKind::parse(&self.kind) {
                Some(kind) => read.kind = kind,
                None => faults.push(Fault::new("kind", look.word("admin-fault-choose"))),
            }
        }
        match self.read_languages() {
            Ok(languages) => read.languages = languages,
            Err(word) => {
                let told = look.words.with("admin-fault-language", "word", &word);
                faults.push(Fault::new("languages", told));
            }
        }
        match Phones::parse(&phone_words::read(&self.phones)) {
            Ok(phones) => read.phones = phones,
            Err(PhoneFault(part)) => {
                let part = phone_words::show(&part, look.words.language());
                faults.push(Fault::new(
                    "phones",
                    look.words.with("admin-fault-phone", "part", &part),
                ));
            }
        }
        match OpeningHours::parse(&hours_words::read(&self.hours)) {
            Ok(hours) => read.hours = hours,
            Err(fault) => faults.push(Fault::new("hours", hours_fault(look, &fault))),
        }
        for (field, typed, kept) in [
            ("mailbox", &self.mailbox, &mut read.mailbox),
            (
                "supervisor_mailbox",
                &self.supervisor_mailbox,
                &mut read.supervisor_mailbox,
            ),
        ] {
            match mailbox(look, field, typed) {
                Ok(mailbox) => *kept = mailbox,
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(read) } else { Err(faults) }
    }

    /// The code; made of the Finnish name where nobody has given one.
    fn read_code(&self) -> Option<OfficeCode> {
        if self.code.trim().is_empty() {
            OfficeCode::parse(&slug(&self.name_fi))
        } else {
            OfficeCode::parse(&self.code)
        }
    }

    fn read_languages(&self) -> Result<Vec<LanguageCode>, String> {
        let mut languages = Vec::new();
        let words = self.languages.split([',', ';', ' ', '\n', '\r']);
        for word in words.filter(|word| !word.is_empty()) {
            let code = LanguageCode::meant_by(word).ok_or_else(|| word.to_owned())?;
            if !languages.contains(&code) {
                languages.push(code);
            }
        }
        Ok(languages)
    }

    /// The fields: those of contact, and for who keeps the whole directory the others too.
    pub fn blocks(&self, form: &Form<'_>, whole: bool, new: bool) -> Vec<Block> {
        let mut blocks = vec![
            form.text("name_fi", &self.name_fi, Width::Full),
            form.text("name_sv", &self.name_sv, Width::Full),
            form.text("name_en", &self.name_en, Width::Full),
            form.text("name_se", &self.name_se, Width::Full),
        ];
        if new {
            blocks.push(form.text("code", &self.code, Width::Twenty));
        }
        if whole {
            let kinds = OfficeKind::ALL.map(|kind| {
                let key = format!("admin-kind-{}", kind.as_str());
                (kind.as_str().to_owned(), form.look.word(&key))
            });
            blocks.push(form.radios("kind", kinds.into(), &self.kind));
        }
        blocks.extend([
            form.text("address", &self.address, Width::Full),
            form.text("languages", &self.languages, Width::Twenty),
            form.lines("phones", &self.phones, 3),
            form.lines("hours", &self.hours, 5),
            form.text("mailbox", &self.mailbox, Width::Full),
            form.text("supervisor_mailbox", &self.supervisor_mailbox, Width::Full),
        ]);
        blocks
    }
}

/// A mailbox as it is shown; empty where there is none.
pub fn address(mailbox: Option<&Mailbox>) -> String {
    mailbox.map(ToString::to_string).unwrap_or_default()
}

/// The mailbox that was typed into `field`, perhaps none.
///
/// # Errors
/// The fault of what is no address.
pub fn mailbox(look: &Look, field: &'static str, typed: &str) -> Result<Option<Mailbox>, Fault> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let mailbox = Mailbox::parse(typed).map(Some);
    mailbox.ok_or_else(|| Fault::new(field, look.word("admin-fault-mailbox")))
}

/// What is wrong with hours, in words.
fn hours_fault(look: &Look, fault: &HoursFault) -> String {
    let (key, part) = match fault {
        HoursFault::Days(part) => ("admin-fault-hours-days", part),
        HoursFault::Times(part) => ("admin-fault-hours-times", part),
        HoursFault::Backwards(part) => ("admin-fault-hours-backwards", part),
        HoursFault::Overlap(part) => ("admin-fault-hours-overlap", part),
        HoursFault::Twice(part) => ("admin-fault-hours-twice", part),
        HoursFault::TooLong => return look.word("admin-fault-too-long"),
    };
    let part = hours_words::show(part, look.words.language());
    look.words.format(key, &[("part", FluentValue::from(part))])
}

/// A name as a code: "Espoon keskus" → `espoon-keskus`.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.trim().to_lowercase().chars() {
        let plain = match letter {
            'ä' | 'å' | 'á' => 'a',
            'ö' => 'o',
            letter if letter.is_ascii_alphanumeric() => letter,
            _ => '-',
        };
        if plain != '-' || !(slug.is_empty() || slug.ends_with('-')) {
            slug.push(plain);
        }
    }
    let slug = slug.get(..OfficeCode::LONGEST).unwrap_or(&slug);
    slug.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::directory::Directory;
    use crate::web::staff::look::tests::look;

    #[test]
    fn an_office_comes_back_from_its_form_as_it_was() {
        let look = look("2026-11-20T12:00:00Z");
        for office in &Directory::embedded().offices {
            let read = Typed::from(office, &look).read(office, &look, true, true);
            assert_eq!(read.ok().as_ref(), Some(office));
        }
    }

    #[test]
    fn every_slip_is_told_at_its_field() {
        let look = look("2026-11-20T12:00:00Z");
        let office = &Directory::embedded().offices[0];
        let typed = Typed {
            name_fi: " ".to_owned(),
            name_sv: "x".repeat(201),
            code: "Ei Näin".to_owned(),
            kind: "other".to_owned(),
            languages: "suomi, klingon!".to_owned(),
            phones: "soita meille".to_owned(),
            hours: "ma-pe aina".to_owned(),
            mailbox: "ei osoite".to_owned(),
            supervisor_mailbox: "a@b.example, c@d.example".to_owned(),
            ..Typed::from(office, &look)
        };
        let faults = typed.read(office, &look, true, true).err().unwrap();
        let fields: Vec<_> = faults.iter().map(|fault| fault.field).collect();
        let all = [
            "name_fi",
            "name_sv",
            "code",
            "kind",
            "languages",
            "phones",
            "hours",
            "mailbox",
            "supervisor_mailbox",
        ];
        assert_eq!(fields, all);
        assert!(faults[6].text.contains("ma-pe aina"), "{}", faults[6].text);
        // Who keeps the contact data alone changes nothing else.
        let typed = Typed {
            kind: "duty".to_owned(),
            code: "other".to_owned(),
            ..Typed::from(office, &look)
        };
        assert_eq!(
            typed.read(office, &look, false, false).ok().as_ref(),
            Some(office)
        );
    }

    #[test]
    fn a_code_is_made_of_a_name() {
        assert_eq!(slug(" Espoon keskus, länsi! "), "espoon-keskus-lansi");
        assert_eq!(slug("Åå – Öö"), "aa-oo");
        assert!(OfficeCode::parse(&slug(&"pitkä ".repeat(30))).is_some());
    }
}
