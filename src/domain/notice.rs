//! Who is told that a report came: one row a person, each guardian and the child (K14, I7).
//!
//! A person is told, or is not for a lawful reason that is written down; nobody ticks "both". A row is open until then.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::codes::code_list;
use super::contact::{Channel, Typed};
use super::lifecycle::CaseStatus;
use super::report::Subject;
use super::text::Text;

/// The longest text beside a reason, in characters.
pub const LONGEST: usize = 5_000;
/// The longest name of somebody who is added, in characters.
pub const LONGEST_NAME: usize = 200;
/// The most people that can be added to a case.
pub const MOST_ADDED: usize = 20;

/// What somebody is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// That a report came, and what follows (K14).
    Report,
    /// That the child has become a client of child welfare (LsL 27 §, L15): at once, and anew.
    Relationship,
}

impl About {
    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Relationship => "relationship",
        }
    }

    /// What has this name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Report, Self::Relationship]
            .into_iter()
            .find(|about| about.as_str() == name)
    }
}

/// Whom a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Person {
    /// The child.
    Child,
    /// Who reports, where that is a guardian: a party, told unasked what is done (I8).
    Reporter,
    /// The guardian at this place of the report's list; place 0 stands for an unknown one where it names none.
    Guardian(usize),
    /// The same of an unborn child's parents.
    Parent(usize),
    /// Somebody whom a worker added.
    Added(usize),
}

impl Person {
    /// The name in the database and the place in its list.
    pub const fn key(self) -> (&'static str, usize) {
        match self {
            Self::Child => ("child", 0),
            Self::Reporter => ("reporter", 0),
            Self::Guardian(at) => ("guardian", at),
            Self::Parent(at) => ("parent", at),
            Self::Added(at) => ("added", at),
        }
    }

    /// The person with this name and place.
    pub fn of_key(name: &str, at: usize) -> Option<Self> {
        match name {
            "child" => Some(Self::Child),
            "reporter" => Some(Self::Reporter),
            "guardian" => Some(Self::Guardian(at)),
            "parent" => Some(Self::Parent(at)),
            "added" => Some(Self::Added(at)),
            _ => None,
        }
    }
}

/// Who is to be told of the case of `subject`, whose report names so many `guardians` and, of an unborn child, `parents`:
/// the child and each guardian; before the birth the expectant parents. Where it names none there is one all the same. Where a
/// `guardian_reports` they have a row of their own: that somebody else was told tells them nothing.
pub fn to_be_told(
    subject: Subject,
    guardian_reports: bool,
    guardians: usize,
    parents: usize,
    born: bool,
) -> Vec<Person> {
    let (child, family): (bool, Vec<Person>) = match subject {
        Subject::Child(_) => (true, (0..guardians.max(1)).map(Person::Guardian).collect()),
        Subject::Unborn => (born, (0..parents.max(1)).map(Person::Parent).collect()),
    };
    let child = child.then_some(Person::Child);
    let reporter = guardian_reports.then_some(Person::Reporter);
    child.into_iter().chain(reporter).chain(family).collect()
}

/// Whether the duty to tell is kept in sight by a reminder of its own in a case that stands there: it is in no queue, and no
/// statutory day makes anybody end it.
pub const fn outlasts_the_work(status: CaseStatus) -> bool {
    matches!(
        status,
        CaseStatus::WithOwnWorker
            | CaseStatus::HandledAsContact
            | CaseStatus::NoAssessment
            | CaseStatus::AwaitingBirth
            | CaseStatus::Joined
    )
}

code_list! {
    /// Why somebody is not told (JulkL 11 §, ATL 40 and 51 §).
    Ground, "notice_ground", {
        /// Telling would be against the child's interest (JulkL 11 § 2).
        ChildInterest = "child_interest",
        /// Telling would harm a criminal inquiry (JulkL 11 § 2).
        CriminalInquiry = "criminal_inquiry",
        /// The child forbids it for a weighty reason (ATL 51 §).
        ChildForbids = "child_forbids",
        /// The child would not understand, by its age or development.
        TooYoung = "too_young",
        /// The person is no guardian of the child.
        NotGuardian = "not_guardian",
        /// The person is not known or could not be reached yet: to be tried again, and the row stays open.
        NotReached = "not_reached",
    }
}

impl Ground {
    /// Whether it can be said of `person`.
    pub const fn is_about(self, person: Person) -> bool {
        match self {
            Self::TooYoung => matches!(person, Person::Child),
            Self::ChildForbids | Self::NotGuardian => !matches!(person, Person::Child),
            Self::ChildInterest | Self::CriminalInquiry | Self::NotReached => true,
        }
    }

    /// Whether it must be looked at again some day. What never changes need not.
    pub const fn is_looked_at_again(self) -> bool {
        !matches!(self, Self::NotGuardian)
    }

    /// Whether the row is done with it, until the day to look again.
    pub const fn settles(self) -> bool {
        !matches!(self, Self::NotReached)
    }
}

/// What was written down of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Told {
    /// The person was told.
    Yes {
        /// The civil date in Finland.
        on: NaiveDate,
        /// How.
        channel: Channel,
        /// By whom.
        by: Uuid,
    },
    /// The person is not told.
    No {
        /// Why.
        ground: Ground,
        /// Why, in the worker's words.
        text: Text,
        /// The day on which it is looked at again.
        look_again: Option<NaiveDate>,
    },
}

impl Told {
    /// The day on which it is looked at again, if there is one.
    pub const fn look_again(&self) -> Option<NaiveDate> {
        match self {
            Self::Yes { .. } => None,
            Self::No { look_again, .. } => *look_again,
        }
    }
}

/// An entry of a row: what was written down, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What.
    pub told: Told,
    /// Who wrote it down.
    pub author: Uuid,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

/// The row of one person: nothing of it is ever taken back, the last entry holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Row {
    /// Who it is, where a worker added them.
    pub name: Option<Text>,
    /// The entries, the oldest first.
    pub entries: Vec<Entry>,
}

impl Row {
    /// The empty row of the same person in another round; `None` for somebody who was found to be no guardian.
    pub fn anew(&self) -> Option<Self> {
        let last = self.entries.last().map(|entry| &entry.told);
        let concerned = !matches!(
            last,
            Some(Told::No {
                ground: Ground::NotGuardian,
                ..
            })
        );
        concerned.then(|| Self {
            name: self.name.clone(),
            entries: Vec::new(),
        })
    }

    /// Whether the person is still to be told on `today`: nothing is written down, they were not reached, or the day has
    /// come on which a reason is looked at again.
    pub fn is_open(&self, today: NaiveDate) -> bool {
        match self.entries.last().map(|entry| &entry.told) {
            None => true,
            Some(Told::Yes { .. }) => false,
            Some(Told::No {
                ground, look_again, ..
            }) => !ground.settles() || look_again.is_some_and(|day| day <= today),
        }
    }
}

/// What lacks in an entry, at its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Told or not is not chosen.
    Told,
    /// The date is none.
    On,
    /// The date lies in the future.
    OnInFuture,
    /// The date lies before the report.
    OnBeforeReport,
    /// The date lies before the client relationship began.
    OnBeforeRelationship,
    /// The way is not chosen.
    Channel,
    /// Who told is not chosen.
    By,
    /// No reason is chosen, or one that does not fit the person.
    Ground,
    /// The reason must be told in words, within [`LONGEST`] characters.
    Text,
    /// The day to look again lacks, or is none.
    LookAgain,
    /// The day to look again is not after today.
    LookAgainPast,
}

/// An entry as it was filled in; anything may lack.
#[derive(Clone, Default)]
pub struct Draft {
    /// Whether the person was told.
    pub told: Option<bool>,
    /// When (civil date in Finland).
    pub on: Typed<NaiveDate>,
    /// How.
    pub channel: Option<Channel>,
    /// By whom.
    pub by: Option<Uuid>,
    /// Why not.
    pub ground: Option<Ground>,
    /// Why not, to the letter.
    pub text: String,
    /// When to look again.
    pub look_again: Typed<NaiveDate>,
}

impl Draft {
    /// Checks it for `person`, who can have been told of what it is about since that day, on `today` (civil dates in Finland): of a
    /// report since it came, of a client relationship since the assessment was ready with which it began.
    ///
    /// # Errors
    /// Everything that lacks, in the order of the page.
    pub fn check(
        &self,
        person: Person,
        since: (About, NaiveDate),
        today: NaiveDate,
    ) -> Result<Told, Vec<Lack>> {
        match self.told {
            None => Err(vec![Lack::Told]),
            Some(true) => self.yes(since, today),
            Some(false) => self.no(person, today),
        }
    }

    fn yes(&self, (about, since): (About, NaiveDate), today: NaiveDate) -> Result<Told, Vec<Lack>> {
        let mut lacks = Vec::new();
        match self.on {
            Typed::Value(on) if on > today => lacks.push(Lack::OnInFuture),
            Typed::Value(on) if on < since => lacks.push(match about {
                About::Report => Lack::OnBeforeReport,
                About::Relationship => Lack::OnBeforeRelationship,
            }),
            Typed::Value(_) => {}
            Typed::Nothing | Typed::Unreadable => lacks.push(Lack::On),
        }
        lacks.extend(self.channel.is_none().then_some(Lack::Channel));
        lacks.extend(self.by.is_none().then_some(Lack::By));
        match (self.on, self.channel, self.by) {
            (Typed::Value(on), Some(channel), Some(by)) if lacks.is_empty() => {
                Ok(Told::Yes { on, channel, by })
            }
            _ => Err(lacks),
        }
    }

    fn no(&self, person: Person, today: NaiveDate) -> Result<Told, Vec<Lack>> {
        let mut lacks = Vec::new();
        let ground = self.ground.filter(|ground| ground.is_about(person));
        lacks.extend(ground.is_none().then_some(Lack::Ground));
        let text = Text::parse(&self.text, LONGEST).ok().flatten();
        lacks.extend(text.is_none().then_some(Lack::Text));
        let asked = ground.is_none_or(Ground::is_looked_at_again);
        let look_again = match self.look_again {
            Typed::Value(day) if day <= today => {
                lacks.push(Lack::LookAgainPast);
                None
            }
            Typed::Value(day) => Some(day),
            Typed::Unreadable => {
                lacks.push(Lack::LookAgain);
                None
            }
            Typed::Nothing => {
                lacks.extend(asked.then_some(Lack::LookAgain));
                None
            }
        };
        match (ground, text) {
            (Some(ground), Some(text)) if lacks.is_empty() => Ok(Told::No {
                ground,
                text,
                look_again,
            }),
            _ => Err(lacks),
        }
    }
}

#[cfg(test)]
mod tests;
