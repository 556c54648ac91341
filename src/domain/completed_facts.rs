//! Facts of a child that a worker completes beside the reporter's words, which never change: who said so stands with each, and
//! of each fact the newest counts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::contact::Typed;
use super::field_error::FieldProblem;
use super::identity_code::IdentityCode;
use super::lifecycle::CaseStatus;
use super::partial_date::PartialDate;
use super::person::{ChildIdentity, GivenIdentityCode, Residence};
use super::places::{MunicipalityCode, PostalCode};
use super::sensitive::{Sensitive, debug_hidden};
use super::text::Text;

/// The longest name, street address or language, in characters: as in a report.
pub const LONGEST: usize = 200;
/// The longest word of where a fact is from, in characters.
pub const LONGEST_SOURCE: usize = 500;

/// What of a child was completed. What is `None` stays as it was told.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CompletedFacts {
    /// First names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_names: Option<Text>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<Text>,
    /// Birth date, a civil date; where a code was given alone, the one that it names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<NaiveDate>,
    /// A valid personal identity code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity_code: Option<GivenIdentityCode>,
    /// Home municipality.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub municipality: Option<MunicipalityCode>,
    /// Postal code of the home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<PostalCode>,
    /// Street address of the home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street_address: Option<Text>,
    /// The child's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Text>,
}

debug_hidden!(CompletedFacts, Draft);

/// What somebody completed at once, and where they have it from: the one is written down with the other (ATL 39 §).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// The facts.
    pub facts: CompletedFacts,
    /// Where they are from, in the worker's words.
    pub source: Text,
}

impl CompletedFacts {
    /// Whether nothing at all is completed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What counts after `later` was completed too: of each fact the later one. A home in another municipality is another home,
    /// so nothing of the earlier one's street is left.
    #[must_use]
    pub fn then(self, later: Self) -> Self {
        let moved = is_another(self.municipality, later.municipality);
        let (postal_code, street_address) = if moved {
            (None, None)
        } else {
            (self.postal_code, self.street_address)
        };
        Self {
            first_names: later.first_names.or(self.first_names),
            last_name: later.last_name.or(self.last_name),
            birth_date: later.birth_date.or(self.birth_date),
            identity_code: later.identity_code.or(self.identity_code),
            municipality: later.municipality.or(self.municipality),
            postal_code: later.postal_code.or(postal_code),
            street_address: later.street_address.or(street_address),
            language: later.language.or(self.language),
        }
    }

    /// Who the child is as far as it is known now: what `told` says of them, with what was completed in its place.
    pub fn over(&self, told: &ChildIdentity) -> ChildIdentity {
        let mut known = told.clone();
        put(&mut known.first_names, self.first_names.as_ref());
        put(&mut known.last_name, self.last_name.as_ref());
        put(&mut known.personal_identity_code, self.identity_code.as_ref());
        if let Some(date) = self.birth_date {
            known.birth_date = Some(PartialDate::from(date));
            known.birth_text = None;
        }
        let home = &mut known.residence;
        if is_another(home.municipality, self.municipality) {
            *home = Residence::default();
        }
        put(&mut home.municipality, self.municipality.as_ref());
        put(&mut home.postal_code, self.postal_code.as_ref());
        put(&mut home.street_address, self.street_address.as_ref());
        known
    }
}

/// Whether `later` is a municipality, and not the one that was known before.
fn is_another(before: Option<MunicipalityCode>, later: Option<MunicipalityCode>) -> bool {
    matches!((before, later), (Some(before), Some(later)) if before != later)
}

fn put<T: Clone>(place: &mut Option<T>, completed: Option<&T>) {
    if completed.is_some() {
        *place = completed.cloned();
    }
}

/// Whether facts of a child whose case stands there are still completed: not once it is closed or goes on in another case, and
/// not while another office has been offered it.
pub const fn is_completed(status: CaseStatus) -> bool {
    !matches!(
        status,
        CaseStatus::Closed | CaseStatus::Joined | CaseStatus::Transferring
    )
}

/// What lacks in what was filled in, at its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// No fact at all was filled in.
    Nothing,
    /// A fact was filled in that is not kept here of somebody with a protected address.
    Protected,
    /// The first names are no text, or too long.
    FirstNames,
    /// The same of the last name.
    LastName,
    /// The birth date is none.
    BirthDate,
    /// It lies in the future.
    BornInFuture,
    /// The identity code is none.
    IdentityCode,
    /// It names another day than the birth date, or a birth date alone another one than the code that is known.
    OtherDay,
    /// The municipality is none that there is.
    Municipality,
    /// The postal code is none.
    PostalCode,
    /// The street address is no text, or too long.
    StreetAddress,
    /// The same of the language.
    Language,
    /// Nothing says where the facts are from, or it is too long.
    Source,
}

/// Facts as they were filled in; anything may lack.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// First names.
    pub first_names: Sensitive<String>,
    /// Last name.
    pub last_name: Sensitive<String>,
    /// Birth date.
    pub birth_date: Typed<NaiveDate>,
    /// Personal identity code.
    pub identity_code: Sensitive<String>,
    /// Home municipality.
    pub municipality: Typed<MunicipalityCode>,
    /// Postal code.
    pub postal_code: Sensitive<String>,
    /// Street address.
    pub street_address: Sensitive<String>,
    /// Language.
    pub language: Sensitive<String>,
    /// Where the facts are from.
    pub source: Sensitive<String>,
}

impl Draft {
    /// Checks it on `today` (civil date in Finland) beside what is `known` of the child so far: told, with what was completed in
    /// its place. Of somebody who `is_protected` only birth date and language are taken: what else tells who they are and where
    /// they live is sealed apart from the case, and this is not.
    ///
    /// # Errors
    /// Everything that lacks, in the order of the page.
    pub fn check(
        &self,
        known: &ChildIdentity,
        is_protected: bool,
        today: NaiveDate,
    ) -> Result<Completion, Vec<Lack>> {
        let mut lacks = Vec::new();
        if is_protected && self.tells_who_or_where() {
            lacks.push(Lack::Protected);
        }
        let first_names = text(&self.first_names, Lack::FirstNames, &mut lacks);
        let last_name = text(&self.last_name, Lack::LastName, &mut lacks);
        let told = self.birth_date(today, &mut lacks);
        let code = self.code(told, known, today, &mut lacks);
        let municipality = match self.municipality {
            Typed::Value(code) => Some(code),
            Typed::Nothing => None,
            Typed::Unreadable => {
                lacks.push(Lack::Municipality);
                None
            }
        };
        let facts = CompletedFacts {
            first_names,
            last_name,
            birth_date: told.or_else(|| code.as_ref().map(|(_, day)| *day)),
            identity_code: code.map(|(code, _)| code),
            municipality,
            postal_code: self.postal_code(&mut lacks),
            street_address: text(&self.street_address, Lack::StreetAddress, &mut lacks),
            language: text(&self.language, Lack::Language, &mut lacks),
        };
        if facts.is_empty() && lacks.is_empty() {
            lacks.push(Lack::Nothing);
        }
        match Text::parse(self.source.expose(), LONGEST_SOURCE) {
            Ok(Some(source)) if lacks.is_empty() => Ok(Completion { facts, source }),
            Ok(Some(_)) => Err(lacks),
            Ok(None) | Err(_) => {
                lacks.push(Lack::Source);
                Err(lacks)
            }
        }
    }

    /// Whether anything but a birth date and a language was filled in.
    fn tells_who_or_where(&self) -> bool {
        let texts = [
            &self.first_names,
            &self.last_name,
            &self.identity_code,
            &self.postal_code,
            &self.street_address,
        ];
        self.municipality != Typed::Nothing || texts.iter().any(|text| !text.expose().trim().is_empty())
    }

    fn birth_date(&self, today: NaiveDate, lacks: &mut Vec<Lack>) -> Option<NaiveDate> {
        match self.birth_date {
            Typed::Value(day) if day > today => lacks.push(Lack::BornInFuture),
            Typed::Value(day) => return Some(day),
            Typed::Unreadable => lacks.push(Lack::BirthDate),
            Typed::Nothing => {}
        }
        None
    }

    /// The code with the day that it names, which must be the one that was `told`. A date without a code must be that of the
    /// code that is `known`; a code without a date needs no such thing, for it tells the date anew.
    fn code(
        &self,
        told: Option<NaiveDate>,
        known: &ChildIdentity,
        today: NaiveDate,
        lacks: &mut Vec<Lack>,
    ) -> Option<(GivenIdentityCode, NaiveDate)> {
        let typed = self.identity_code.expose().trim();
        if typed.is_empty() {
            let known = known.personal_identity_code.as_ref();
            let known = known.and_then(GivenIdentityCode::valid);
            if let (Some(told), Some(known)) = (told, known)
                && told != known.birth_date()
            {
                lacks.push(Lack::OtherDay);
            }
            return None;
        }
        let code = IdentityCode::parse(typed).ok();
        let Some(code) = code.filter(|code| code.birth_date() <= today) else {
            lacks.push(Lack::IdentityCode);
            return None;
        };
        let day = code.birth_date();
        if told.is_some_and(|told| told != day) {
            lacks.push(Lack::OtherDay);
        }
        let written = Text::parse(code.expose(), LONGEST).ok().flatten();
        written.map(|text| (GivenIdentityCode::new(text), day))
    }

    fn postal_code(&self, lacks: &mut Vec<Lack>) -> Option<PostalCode> {
        let typed = self.postal_code.expose().trim();
        let code = PostalCode::parse(typed);
        if code.is_none() && !typed.is_empty() {
            lacks.push(Lack::PostalCode);
        }
        code
    }
}

fn text(typed: &Sensitive<String>, lack: Lack, lacks: &mut Vec<Lack>) -> Option<Text> {
    let read: Result<Option<Text>, FieldProblem> = Text::parse(typed.expose(), LONGEST);
    read.unwrap_or_else(|_problem| {
        lacks.push(lack);
        None
    })
}

#[cfg(test)]
mod tests;
