//! The copy of a report for a party: the child, or a guardian (JulkL 11 and 12 §; I5).
//!
//! It is built of what may be shared ([`Source`]), and no type in here has a member for who reported, for what only a worker
//! reads, or for another child of the same report. What is left is free text, in which a worker covers what would tell; a
//! second person releases the copy with its legal ground.

mod clues;
mod cover;
mod forbids;
mod refusal;
mod source;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::codes::code_list;
use super::contact::{Channel, Typed};
use super::language::Language;
use super::text::Text;

pub use clues::{Clue, Clues, found, found_exactly};
pub use cover::{CopyItem, Cut, Decisions, PartyCopy, Piece, Shown};
pub use forbids::{Forbids, TypedRelease};
pub use refusal::{LONGEST_ASKED, LONGEST_WHY, Refusal, RefusalGround, TypedRefusal};
pub use source::{Field, Item, Parts, Source, Value};

/// The longest name of somebody to whom a copy is given, in characters.
pub const LONGEST_NAME: usize = 200;
/// The most of a worker's own words that are covered, in characters.
pub const LONGEST_WORDS: usize = 2_000;

code_list! {
    /// For whom a copy is made.
    Recipient, "party", {
        /// A guardian of the child, for itself and for the child.
        Guardian = "guardian",
        /// The child.
        Child = "child",
        /// A parent of an unborn child.
        Parent = "parent",
        /// Who acts for one of them, such as a counsel.
        Representative = "representative",
    }
}

code_list! {
    /// By what right a copy is given.
    Ground, "party_ground", {
        /// A party's right also to papers that are not public (JulkL 11 § 1).
        Party = "party",
        /// The right to what is told of oneself (JulkL 12 §).
        OwnData = "own_data",
        /// A party is heard before a decision (HL 34 §).
        Hearing = "hearing",
    }
}

code_list! {
    /// Why something is kept back from a party.
    Withheld, "party_withheld", {
        /// Against a very important public interest (JulkL 11 § 2 mom. 1).
        PublicInterest = "public_interest",
        /// Against the child's interest (JulkL 11 § 2 mom. 1).
        ChildInterest = "child_interest",
        /// Against another very important private interest (JulkL 11 § 2 mom. 1).
        PrivateInterest = "private_interest",
        /// A criminal inquiry would suffer (JulkL 11 § 2 mom. 2).
        CriminalInquiry = "criminal_inquiry",
        /// Secret contact data of who reported (JulkL 11 § 2 mom. 7).
        ReporterContacts = "reporter_contacts",
        /// It concerns somebody else and not the party's matter (JulkL 24 § 1 mom. 25).
        SomebodyElse = "somebody_else",
        /// A minor has for a weighty reason forbidden it (ATL 40 and 51 §).
        MinorForbids = "minor_forbids",
    }
}

/// What lacks, at its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// For whom the copy is.
    Recipient,
    /// Why something is kept back.
    Withheld,
    /// The worker's own words are too many.
    Words,
    /// By what right it is given.
    Ground,
    /// That the child's wish was weighed, where the child does not want its guardians to know.
    Forbids,
    /// To whom it was given, or the name is too long.
    GivenTo,
    /// When it was given.
    GivenOn,
    /// That day lies in the future, or before the release.
    GivenOff,
    /// How it was given.
    Channel,
    /// Why a draft is sent back, or that is too long.
    BackWhy,
    /// An opening, with a reason, of those under protection of whom a copy tells.
    Sealed,
    /// Who asked for what is refused.
    RefusedTo,
    /// When they asked.
    AskedOn,
    /// That day lies in the future.
    AskedAhead,
    /// What they asked for, or that is too long.
    Asked,
    /// What they asked for tells who reported, of another child, or a place under protection.
    AskedTells,
    /// By what ground it is refused.
    RefusalGround,
    /// Why it is refused, or that is too long.
    Why,
    /// That tells the same.
    WhyTells,
}

/// A copy on its way: how a worker means it, and the copy itself as it will be read. Once released it never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// For whom.
    pub recipient: Recipient,
    /// In which language its headings and codes are.
    pub language: Language,
    /// What is shown and what is covered.
    pub decisions: Decisions,
    /// Why something is kept back, in the order of the list.
    pub withheld: Vec<Withheld>,
    /// The copy.
    pub copy: PartyCopy,
}

impl Draft {
    /// The draft that `typed` asks for, of `source`.
    ///
    /// # Errors
    /// Everything that lacks.
    pub fn of(source: &Source, typed: &TypedDraft) -> Result<Self, Vec<Lack>> {
        let copy = source.copy(&typed.decisions);
        let mut lacks = Vec::new();
        if typed.recipient.is_none() {
            lacks.push(Lack::Recipient);
        }
        if typed.words_too_long {
            lacks.push(Lack::Words);
        }
        if copy.keeps_back && typed.withheld.is_empty() {
            lacks.push(Lack::Withheld);
        }
        match typed.recipient {
            Some(recipient) if lacks.is_empty() => Ok(Self {
                recipient,
                language: typed.language,
                decisions: typed.decisions.clone(),
                withheld: if copy.keeps_back {
                    typed.withheld.clone()
                } else {
                    Vec::new()
                },
                copy,
            }),
            _ => Err(lacks),
        }
    }
}

/// A draft as it was filled in; anything may lack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedDraft {
    /// For whom.
    pub recipient: Option<Recipient>,
    /// In which language.
    pub language: Language,
    /// What is shown and what is covered.
    pub decisions: Decisions,
    /// More words were typed than are taken.
    pub words_too_long: bool,
    /// Why something is kept back.
    pub withheld: Vec<Withheld>,
}

/// That the second person sent a draft back to the one who made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentBack {
    /// What is to be changed, for colleagues alone.
    pub why: Text,
    /// By whom.
    pub by: Uuid,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

/// That a copy was given to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// To whom, by name.
    pub to: Text,
    /// The civil date in Finland.
    pub on: NaiveDate,
    /// How.
    pub channel: Channel,
    /// By whom.
    pub by: Uuid,
    /// When it was written down (UTC).
    pub at: DateTime<Utc>,
}

/// The same as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedGiven {
    /// To whom.
    pub to: String,
    /// When.
    pub on: Typed<NaiveDate>,
    /// How.
    pub channel: Option<Channel>,
}

impl TypedGiven {
    /// Checks it on the day of `at` in Finland; the copy was released on `released_on`.
    ///
    /// # Errors
    /// Everything that lacks.
    pub fn check(&self, released_on: NaiveDate, by: Uuid, at: DateTime<Utc>) -> Result<Given, Vec<Lack>> {
        let today = super::helsinki::civil_date(at);
        let to = Text::parse(&self.to, LONGEST_NAME).ok().flatten();
        let mut lacks = Vec::new();
        if to.is_none() {
            lacks.push(Lack::GivenTo);
        }
        let on = match self.on {
            Typed::Value(on) if on > today || on < released_on => {
                lacks.push(Lack::GivenOff);
                None
            }
            Typed::Value(on) => Some(on),
            Typed::Nothing | Typed::Unreadable => {
                lacks.push(Lack::GivenOn);
                None
            }
        };
        // A call gives nobody a paper.
        let channel = self.channel.filter(|channel| *channel != Channel::Call);
        if channel.is_none() {
            lacks.push(Lack::Channel);
        }
        match (to, on, channel) {
            (Some(to), Some(on), Some(channel)) => Ok(Given {
                to,
                on,
                channel,
                by,
                at,
            }),
            _ => Err(lacks),
        }
    }
}

#[cfg(test)]
mod tests;
