//! That a party does not get what was asked for (JulkL 11 § 2 mom., 14 §): what was asked, by which lawful ground it is refused, and
//! the words that the party reads. The notice is made of this alone, which has no member for who reported.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Lack, Recipient};
use crate::domain::codes::code_list;
use crate::domain::contact::Typed;
use crate::domain::language::Language;
use crate::domain::text::Text;

/// The longest text of what was asked, in characters.
pub const LONGEST_ASKED: usize = 500;
/// The longest text of why it is refused, or of why a draft is sent back, in characters.
pub const LONGEST_WHY: usize = 2_000;

code_list! {
    /// By what ground somebody gets nothing at all. That the secret contact data of who reported are kept back (JulkL 11 § 2 mom. 7)
    /// is no such ground: it keeps back these data and no more.
    RefusalGround, "party_refusal", {
        /// Who asked is no party of the matter (JulkL 11 § 1 mom., 24 § 1 mom. 25).
        NotParty = "not_party",
        /// Against the child's interest (JulkL 11 § 2 mom. 1).
        ChildInterest = "child_interest",
        /// Against a very important public interest (JulkL 11 § 2 mom. 1).
        PublicInterest = "public_interest",
        /// Against another very important private interest (JulkL 11 § 2 mom. 1).
        PrivateInterest = "private_interest",
        /// A criminal inquiry would suffer (JulkL 11 § 2 mom. 2).
        CriminalInquiry = "criminal_inquiry",
        /// A minor has for a weighty reason forbidden it (ATL 40 and 51 §).
        MinorForbids = "minor_forbids",
    }
}

/// A request that was refused. It never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Who asked.
    pub recipient: Recipient,
    /// In which language the notice is.
    pub language: Language,
    /// When they asked, the civil date in Finland.
    pub asked_on: NaiveDate,
    /// What they asked for.
    pub asked: Text,
    /// By what ground they do not get it.
    pub ground: RefusalGround,
    /// Why, in words that they read.
    pub why: Text,
}

/// The same as it was filled in; anything may lack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedRefusal {
    /// Who asked.
    pub recipient: Option<Recipient>,
    /// In which language.
    pub language: Language,
    /// When.
    pub asked_on: Typed<NaiveDate>,
    /// What.
    pub asked: String,
    /// By what ground.
    pub ground: Option<RefusalGround>,
    /// Why.
    pub why: String,
}

impl TypedRefusal {
    /// Checks it on the day `today` in Finland. `tells` says of a text whether it tells who reported, of another child, or where
    /// somebody with a protected address lives: such a text is never taken.
    ///
    /// # Errors
    /// Everything that lacks, in the order of the form.
    pub fn check(&self, today: NaiveDate, tells: impl Fn(&str) -> bool) -> Result<Refusal, Vec<Lack>> {
        let mut lacks = Vec::new();
        let mut missing = |lack, is_missing: bool| {
            if is_missing {
                lacks.push(lack);
            }
        };
        let asked = Text::parse(&self.asked, LONGEST_ASKED).ok().flatten();
        let why = Text::parse(&self.why, LONGEST_WHY).ok().flatten();
        let asked_on = match self.asked_on {
            Typed::Value(on) => Some(on),
            Typed::Nothing | Typed::Unreadable => None,
        };
        let told = |text: &Option<Text>| text.as_ref().is_some_and(|text| tells(text.expose()));
        missing(Lack::RefusedTo, self.recipient.is_none());
        missing(Lack::AskedOn, asked_on.is_none());
        missing(Lack::AskedAhead, asked_on.is_some_and(|on| on > today));
        missing(Lack::Asked, asked.is_none());
        missing(Lack::AskedTells, told(&asked));
        missing(Lack::RefusalGround, self.ground.is_none());
        missing(Lack::Why, why.is_none());
        missing(Lack::WhyTells, told(&why));
        match (self.recipient, asked_on, asked, self.ground, why) {
            (Some(recipient), Some(asked_on), Some(asked), Some(ground), Some(why)) if lacks.is_empty() => {
                Ok(Refusal {
                    recipient,
                    language: self.language,
                    asked_on,
                    asked,
                    ground,
                    why,
                })
            }
            _ => Err(lacks),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    fn typed() -> TypedRefusal {
        TypedRefusal {
            recipient: Some(Recipient::Guardian),
            language: Language::Fi,
            asked_on: Typed::Value(day("2026-11-20")),
            asked: "Kopio ilmoituksesta".to_owned(),
            ground: Some(RefusalGround::ChildInterest),
            why: " Lapsi pelkää.\r\nKerromme myöhemmin. ".to_owned(),
        }
    }

    #[test]
    fn a_whole_refusal_is_taken_as_it_was_meant() {
        let refusal = typed().check(day("2026-11-20"), |_| false).unwrap();
        assert_eq!(refusal.why.expose(), "Lapsi pelkää.\nKerromme myöhemmin.");
        let sealed = serde_json::to_string(&refusal).unwrap();
        assert_eq!(serde_json::from_str::<Refusal>(&sealed).unwrap(), refusal);
    }

    #[test]
    fn everything_that_lacks_is_told_at_once() {
        let empty = TypedRefusal {
            recipient: None,
            asked_on: Typed::Unreadable,
            asked: " ".to_owned(),
            ground: None,
            why: "x".repeat(LONGEST_WHY + 1),
            ..typed()
        };
        let lacks = empty.check(day("2026-11-20"), |_| false).unwrap_err();
        let expected = [
            Lack::RefusedTo,
            Lack::AskedOn,
            Lack::Asked,
            Lack::RefusalGround,
            Lack::Why,
        ];
        assert_eq!(lacks, expected);
        let early = typed().check(day("2026-11-19"), |_| false).unwrap_err();
        assert_eq!(early, [Lack::AskedAhead]);
    }

    #[test]
    fn words_that_tell_who_reported_are_never_taken() {
        let tells = |text: &str| text.contains("naapuri");
        let told = TypedRefusal {
            asked: "Mitä naapuri sanoi".to_owned(),
            why: "Koska naapuri".to_owned(),
            ..typed()
        };
        let lacks = told.check(day("2026-11-20"), tells).unwrap_err();
        assert_eq!(lacks, [Lack::AskedTells, Lack::WhyTells]);
    }
}
