//! The reference: what may happen to a case, said anew and as plainly as can be. Nothing here asks the program.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// An office by its number.
pub type Office = usize;
/// A person by their number.
pub type Person = usize;
/// A case by its number, in the order of arrival.
pub type Case = usize;

/// What somebody is employed to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Registers and proposes.
    Intake,
    /// Judges.
    Social,
    /// Answers for an office; whether they are a social worker too, the reference says.
    Supervisor,
}

/// Somebody who works in one office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worker {
    pub office: Office,
    pub job: Job,
}

/// Where a case stood before it was given on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    Triaged,
    Waiting,
    Assessing,
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Received,
    Triaged,
    Assessing,
    Assessed,
    Closed,
    OwnWorker,
    Contact,
    Joined(Case),
    /// Offered to an office; it stood there before.
    Offered(Office, Before),
    /// Given by hand to another county; it stood there before.
    Handed(Before),
    /// No assessment; by whom, and who agreed as the second one.
    Unneeded(Person, Option<Person>),
    Waiting,
}

impl Stage {
    /// The name that the database has for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Triaged => "triaged",
            Self::Assessing => "under_assessment",
            Self::Assessed => "assessed",
            Self::Closed => "closed",
            Self::OwnWorker => "with_own_worker",
            Self::Contact => "handled_as_contact",
            Self::Joined(_) => "joined",
            Self::Offered(..) | Self::Handed(_) => "transferring",
            Self::Unneeded(..) => "no_assessment",
            Self::Waiting => "awaiting_birth",
        }
    }
}

/// What is decided at triage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Start,
    Client,
    Contact,
    Unneeded,
    Transfer,
    Join,
    Await,
    NotYet,
}

impl Decision {
    pub const ALL: [Self; 8] = [
        Self::Start,
        Self::Client,
        Self::Contact,
        Self::Unneeded,
        Self::Transfer,
        Self::Join,
        Self::Await,
        Self::NotYet,
    ];
}

/// A case as the reference has it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one plain fact of a case, and the reference is to be plain"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub office: Office,
    pub stage: Stage,
    pub prenatal: bool,
    pub born: bool,
    /// From which day its own clocks run.
    pub own: Option<NaiveDate>,
    /// From which day they run with what is joined to it.
    pub runs: Option<NaiveDate>,
    /// On which day its assessment started.
    pub started: Option<NaiveDate>,
    pub assignee: Option<Person>,
    pub in_queue: bool,
    pub proposed: Option<Decision>,
    /// The decision that no assessment is made waits for somebody who looks it through.
    pub drawn: bool,
    /// The grown-ups, and the child, have been told of the report.
    pub told: (bool, bool),
}

impl Held {
    pub const fn is_unborn(&self) -> bool {
        self.prenatal && !self.born
    }

    /// Whether there is still something to do here.
    pub const fn is_worked_on(&self) -> bool {
        matches!(
            self.stage,
            Stage::Received
                | Stage::Triaged
                | Stage::Assessing
                | Stage::Assessed
                | Stage::Waiting
                | Stage::Contact
                | Stage::Offered(..)
        )
    }

    /// Whether somebody is still to be told.
    pub const fn is_open(&self) -> bool {
        !self.told.0 || (!self.is_unborn() && !self.told.1)
    }
}

/// What somebody tries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    Next,
    Open(Case),
    /// Given to somebody, or to whoever signs.
    Triage(Case, Decision, Option<Person>),
    AsProposed(Case),
    PutAside(Case),
    Join(Case, Case),
    Undo(Case),
    Send(Case, Office),
    Accept(Case),
    Refuse(Case),
    Hand(Case),
    Back(Case),
    Birth(Case),
    /// The family moved to where this office answers.
    Follow(Case, Office),
    Responsible(Case, Person),
    /// Given to somebody from a list.
    Give(Case, Person),
    Tell(Case),
    Finish(Case),
    Close(Case),
    /// Says what came of a contact with social welfare.
    EndContact(Case),
    Confirm(Case),
    /// Does not agree, as the second one.
    Dispute(Case),
    /// Looks a decision through: it was right, or the case is opened again.
    Recheck(Case, bool),
}

/// What comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    Done,
    /// It does not exist for them.
    Absent,
    /// The page is from before.
    Changed,
    /// Not while it stands there.
    NotNow,
    Refused,
    Lacks,
    /// Lawful, and nothing changes by it.
    Nothing,
}

/// All cases and who works on them.
#[derive(Debug, Clone, Default)]
pub struct Reference {
    /// The county of each office.
    pub counties: Vec<usize>,
    pub workers: Vec<Worker>,
    pub cases: Vec<Held>,
    /// Whether a second social worker has to agree.
    pub second_person: bool,
    /// Whether those who answer for an office are social workers too.
    pub chiefs_judge: bool,
    pub(super) claims: BTreeMap<Case, (Person, DateTime<Utc>)>,
    pub(super) aside: BTreeMap<(Person, Case), DateTime<Utc>>,
    /// When somebody signed a triage last.
    pub(super) decided: BTreeMap<(Person, Case), DateTime<Utc>>,
}

impl Reference {
    /// The case that carries `case` in the end.
    pub fn root(&self, case: Case) -> Case {
        let mut at = case;
        while let Stage::Joined(next) = self.cases[at].stage {
            at = next;
        }
        at
    }

    /// `case` and everything that hangs on it.
    pub fn group(&self, case: Case) -> Vec<Case> {
        let hangs = |other: &Case| {
            let mut at = *other;
            loop {
                if at == case {
                    return true;
                }
                match self.cases[at].stage {
                    Stage::Joined(next) => at = next,
                    _ => return false,
                }
            }
        };
        (0..self.cases.len()).filter(hangs).collect()
    }

    /// Whether they may open it.
    pub fn sees(&self, who: Person, case: Case) -> bool {
        let (worker, held, root) = (self.workers[who], &self.cases[case], &self.cases[self.root(case)]);
        let offered = matches!(root.stage, Stage::Offered(to, _) if to == worker.office);
        let at_hand =
            held.in_queue || root.in_queue || held.assignee == Some(who) || root.assignee == Some(who);
        (held.office == worker.office || offered) && (worker.job == Job::Supervisor || at_hand)
    }

    /// Whether they may work on it.
    pub fn works(&self, who: Person, case: Case) -> bool {
        self.sees(who, case) && self.cases[case].office == self.workers[who].office
    }

    pub(super) fn signs(&self, who: Person) -> bool {
        match self.workers[who].job {
            Job::Social => true,
            Job::Supervisor => self.chiefs_judge,
            Job::Intake => false,
        }
    }

    /// The cases that the next one for `who` can be.
    pub fn waiting(&self, who: Person, now: DateTime<Utc>) -> BTreeSet<Case> {
        let worker = self.workers[who];
        let waits = |case: &Case| {
            let held = &self.cases[*case];
            let claimed = self.claims.get(case).is_some_and(|(_, until)| *until > now);
            let lately = |noted: &BTreeMap<(Person, Case), DateTime<Utc>>| {
                let at = noted.get(&(who, *case));
                at.is_some_and(|at| *at >= now - TimeDelta::hours(1))
            };
            let to_do = match held.stage {
                Stage::Received => true,
                // Whatever is assessed here was found urgent, so that it comes again while nothing is decided.
                Stage::Triaged => held.proposed.is_some() || !lately(&self.decided),
                _ => false,
            };
            // A proposal is anybody's to sign who may, whoever it was given to.
            let theirs = match held.proposed {
                Some(_) => self.signs(who),
                None => held.assignee.is_none_or(|whose| whose == who),
            };
            held.office == worker.office
                && held.in_queue
                && to_do
                && theirs
                && !claimed
                && !lately(&self.aside)
        };
        (0..self.cases.len()).filter(waits).collect()
    }

    /// Notes that `who` has `case` on their page.
    pub fn claimed(&mut self, who: Person, case: Case, now: DateTime<Utc>) {
        self.claims.insert(case, (who, now + TimeDelta::minutes(15)));
    }

    fn claim(&mut self, who: Person, case: Case, now: DateTime<Utc>) {
        let held = self.claims.get(&case);
        if held.is_none_or(|(whose, until)| *whose == who || *until <= now) {
            self.claimed(who, case, now);
        }
    }

    fn note_signed(&mut self, who: Person, case: Case, outcome: Came, now: DateTime<Utc>) -> Came {
        if outcome == Came::Done && self.signs(who) {
            self.decided.insert((who, case), now);
        }
        outcome
    }

    /// What comes of `act` when `who` tries it `now`, on the day `today`, with a page that is `fresh`; and lets it come.
    pub fn take(
        &mut self,
        who: Person,
        act: &Act,
        fresh: bool,
        now: DateTime<Utc>,
        today: NaiveDate,
    ) -> Came {
        match *act {
            // What the next case is, the program says: whether it may be is asked apart.
            Act::Next => Came::Done,
            Act::Open(case) => {
                if !self.sees(who, case) {
                    return Came::Absent;
                }
                let proposed = self.cases[case].proposed.is_some();
                if self.works(who, case) && self.cases[case].in_queue && (self.signs(who) || !proposed) {
                    self.claim(who, case, now);
                }
                Came::Done
            }
            Act::PutAside(case) => {
                if !self.works(who, case) {
                    return Came::Absent;
                }
                if self.claims.get(&case).is_some_and(|(whose, _)| *whose == who) {
                    self.claims.remove(&case);
                }
                self.aside.insert((who, case), now);
                Came::Done
            }
            Act::Triage(case, decision, to) => {
                let outcome = self.triage(who, case, Some((decision, to)), fresh, today);
                self.note_signed(who, case, outcome, now)
            }
            Act::AsProposed(case) => {
                let outcome = self.triage(who, case, None, fresh, today);
                self.note_signed(who, case, outcome, now)
            }
            Act::Join(case, target) => self.join(who, case, target, fresh),
            Act::Undo(case) => self.undo(who, case, fresh),
            Act::Send(case, to) => self.leave(who, case, Some(to), fresh),
            Act::Hand(case) => self.leave(who, case, None, fresh),
            Act::Accept(case) => self.answer(who, case, true, fresh),
            Act::Refuse(case) => self.answer(who, case, false, fresh),
            Act::Back(case) => self.come_back(who, case, fresh),
            Act::Birth(case) => self.birth(who, case, fresh, today),
            Act::Follow(case, to) => self.follow(who, case, to, fresh),
            Act::Responsible(case, to) => self.responsible(who, case, to, fresh),
            Act::Give(case, to) => self.give(who, case, to),
            Act::Tell(case) => self.tell(who, case),
            Act::Finish(case) => self.finish(who, case, fresh),
            Act::Close(case) => self.close(who, case, fresh),
            Act::EndContact(case) => self.end_contact(who, case, fresh),
            Act::Confirm(case) => self.confirm(who, case, fresh),
            Act::Dispute(case) => self.dispute(who, case, fresh),
            Act::Recheck(case, right) => self.recheck(who, case, right, fresh),
        }
    }
}
