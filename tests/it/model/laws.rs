//! The steps of the reference, one by one.

use chrono::NaiveDate;

use super::reference::{Before, Came, Case, Decision, Job, Office, Person, Reference, Stage};

impl Reference {
    /// Puts a case where it goes; nobody has it on their page then, and what was proposed is void.
    fn put(&mut self, case: Case, stage: Stage, in_queue: bool) {
        self.claims.remove(&case);
        let held = &mut self.cases[case];
        held.stage = stage;
        held.in_queue = in_queue;
        held.proposed = None;
    }

    pub(super) fn triage(
        &mut self,
        who: Person,
        case: Case,
        chosen: Option<(Decision, Option<Person>)>,
        fresh: bool,
        today: NaiveDate,
    ) -> Came {
        if !self.works(who, case) {
            return Came::Absent;
        }
        if !fresh {
            return Came::Changed;
        }
        let held = &self.cases[case];
        if !matches!(held.stage, Stage::Received | Stage::Triaged) {
            return Came::NotNow;
        }
        let (decision, to) = match (chosen, held.proposed) {
            (Some(chosen), _) => chosen,
            (None, Some(decision)) => (decision, held.assignee),
            (None, None) => return Came::Changed,
        };
        let open = match decision {
            Decision::Start | Decision::Client | Decision::Unneeded => !held.is_unborn(),
            Decision::Await => held.is_unborn(),
            Decision::Contact | Decision::Transfer | Decision::Join | Decision::NotYet => true,
        };
        if !open || to.is_some_and(|to| self.workers[to].office != held.office) {
            return Came::Lacks;
        }
        // An assessment is made by somebody who judges: chosen, another one is refused; proposed, they give way to the signer.
        let unable = decision == Decision::Start && to.is_some_and(|to| !self.signs(to));
        if self.signs(who) && unable && chosen.is_some() {
            return Came::Lacks;
        }
        if self.signs(who) {
            let (stage, in_queue) = match decision {
                Decision::Start => (Stage::Assessing, false),
                Decision::Client => (Stage::OwnWorker, false),
                Decision::Contact => (Stage::Contact, false),
                Decision::Unneeded => (Stage::Unneeded(who, None), self.second_person),
                Decision::Await => (Stage::Waiting, false),
                Decision::Transfer | Decision::Join | Decision::NotYet => (Stage::Triaged, true),
            };
            self.put(case, stage, in_queue);
            // Every one is drawn, once nobody has to agree to it any more.
            self.cases[case].drawn = decision == Decision::Unneeded && !in_queue;
            if decision == Decision::Start {
                self.cases[case].started = Some(today);
            }
        } else {
            let stage = held.stage;
            self.put(case, stage, true);
            self.cases[case].proposed = Some(decision);
        }
        // What nobody was chosen for is whoever's who signs it.
        self.cases[case].assignee = if self.signs(who) {
            to.filter(|_| !unable).or(Some(who))
        } else {
            to
        };
        Came::Done
    }

    pub(super) fn join(&mut self, who: Person, case: Case, target: Case, fresh: bool) -> Came {
        let office = self.workers[who].office;
        if !self.works(who, case) || case == target || self.cases[target].office != office {
            return Came::Absent;
        }
        if !fresh {
            return Came::Changed;
        }
        let (own, other) = (&self.cases[case], &self.cases[target]);
        let takes = matches!(
            other.stage,
            Stage::Received | Stage::Triaged | Stage::Assessing | Stage::Waiting
        );
        if own.stage != Stage::Triaged || !takes || (other.is_unborn() && !own.is_unborn()) {
            return Came::Refused;
        }
        let earliest = own.runs.into_iter().chain(other.runs).min();
        self.put(case, Stage::Joined(target), false);
        self.cases[target].runs = earliest;
        Came::Done
    }

    pub(super) fn undo(&mut self, who: Person, case: Case, fresh: bool) -> Came {
        let Stage::Joined(target) = self.cases[case].stage else {
            return Came::Absent;
        };
        if !self.works(who, case) {
            return Came::Absent;
        }
        if !fresh {
            return Came::Changed;
        }
        let carrying = &self.cases[target];
        if matches!(
            carrying.stage,
            Stage::Joined(_) | Stage::Offered(..) | Stage::Handed(_)
        ) {
            return Came::Refused;
        }
        let others = self
            .cases
            .iter()
            .enumerate()
            .filter(|(other, held)| *other != case && held.stage == Stage::Joined(target));
        let earliest = others.filter_map(|(_, held)| held.runs).chain(carrying.own).min();
        let started = matches!(carrying.stage, Stage::Assessing | Stage::Assessed | Stage::Closed);
        if started && carrying.started < earliest {
            return Came::Refused;
        }
        self.cases[target].runs = earliest;
        self.put(case, Stage::Triaged, true);
        Came::Done
    }

    /// Offered to an office, or with none, given by hand.
    pub(super) fn leave(&mut self, who: Person, case: Case, to: Option<Office>, fresh: bool) -> Came {
        if let Some(came) = self.at_end(who, case, false) {
            return came;
        }
        if !fresh {
            return Came::Changed;
        }
        let held = &self.cases[case];
        if to == Some(held.office) {
            return Came::Lacks;
        }
        let before = match held.stage {
            Stage::Triaged => Before::Triaged,
            Stage::Waiting => Before::Waiting,
            Stage::Assessing => Before::Assessing,
            // What is finished is not given on either.
            _ => return Came::Refused,
        };
        match to {
            Some(to) => self.put(case, Stage::Offered(to, before), true),
            None => self.put(case, Stage::Handed(before), false),
        }
        Came::Done
    }

    /// What comes of it where they do not stand at that end of a transfer.
    fn at_end(&self, who: Person, case: Case, receives: bool) -> Option<Came> {
        let office = self.workers[who].office;
        let offered = matches!(self.cases[case].stage, Stage::Offered(to, _) if to == office);
        match (offered, self.works(who, case)) {
            (true, _) => (!receives).then_some(Came::Changed),
            (false, true) => receives.then_some(Came::Changed),
            (false, false) => Some(Came::Absent),
        }
    }

    pub(super) fn answer(&mut self, who: Person, case: Case, accept: bool, fresh: bool) -> Came {
        if let Some(came) = self.at_end(who, case, true) {
            return came;
        }
        if !fresh {
            return Came::Changed;
        }
        let Stage::Offered(to, before) = self.cases[case].stage else {
            return Came::Refused;
        };
        if !accept {
            self.return_to(case, before);
            return Came::Done;
        }
        // An assessment that runs goes on there, in the queue, as it is in nobody's hands.
        let there = match before {
            Before::Assessing => Stage::Assessing,
            Before::Triaged | Before::Waiting => Stage::Received,
        };
        self.put(case, there, true);
        self.move_to(case, to);
        Came::Done
    }

    fn return_to(&mut self, case: Case, before: Before) {
        match before {
            Before::Triaged => self.put(case, Stage::Triaged, true),
            Before::Waiting => self.put(case, Stage::Waiting, false),
            Before::Assessing => {
                let unheld = self.cases[case].assignee.is_none();
                self.put(case, Stage::Assessing, unheld);
            }
        }
    }

    fn move_to(&mut self, case: Case, to: Office) {
        for moved in self.group(case) {
            self.claims.remove(&moved);
            self.cases[moved].office = to;
            self.cases[moved].assignee = None;
        }
    }

    pub(super) fn come_back(&mut self, who: Person, case: Case, fresh: bool) -> Came {
        if let Some(came) = self.at_end(who, case, false) {
            return came;
        }
        match self.cases[case].stage {
            Stage::Offered(..) => Came::Changed,
            _ if !fresh => Came::Changed,
            Stage::Handed(before) => {
                self.return_to(case, before);
                Came::Done
            }
            _ => Came::Refused,
        }
    }

    pub(super) fn birth(&mut self, who: Person, case: Case, fresh: bool, today: NaiveDate) -> Came {
        if !self.works(who, case) {
            return Came::Absent;
        }
        if !fresh {
            return Came::Changed;
        }
        if self.cases[case].stage != Stage::Waiting {
            return Came::Refused;
        }
        self.put(case, Stage::Received, true);
        let held = &mut self.cases[case];
        held.born = true;
        held.own = Some(today);
        held.runs = Some(today);
        Came::Done
    }

    pub(super) fn follow(&mut self, who: Person, case: Case, to: Office, fresh: bool) -> Came {
        if !self.works(who, case) {
            return Came::Absent;
        }
        if !fresh {
            return Came::Changed;
        }
        let held = &self.cases[case];
        if held.stage != Stage::Waiting {
            return Came::Refused;
        }
        if to == held.office || self.counties[to] != self.counties[held.office] {
            return Came::Nothing;
        }
        self.put(case, Stage::Received, true);
        self.move_to(case, to);
        Came::Done
    }

    pub(super) fn responsible(&mut self, who: Person, case: Case, to: Person, fresh: bool) -> Came {
        if !self.works(who, case) {
            return Came::Absent;
        }
        let held = &self.cases[case];
        if matches!(
            held.stage,
            Stage::Received | Stage::Triaged | Stage::Closed | Stage::Joined(_)
        ) {
            return Came::NotNow;
        }
        if !fresh {
            return Came::Changed;
        }
        if self.workers[to].office != held.office || !self.signs(to) {
            return Came::Lacks;
        }
        let (stage, in_queue) = (held.stage, held.in_queue);
        self.put(case, stage, in_queue && stage != Stage::Assessing);
        self.cases[case].assignee = Some(to);
        Came::Done
    }

    /// From a list cases are given without a page that could be from before; nothing else changes by it, but that an
    /// assessment leaves the queue once somebody has it. One that runs is given to nobody who may not make it.
    pub(super) fn give(&mut self, who: Person, case: Case, to: Person) -> Came {
        if !self.works(who, case) {
            return Came::Nothing;
        }
        let (office, signs) = (self.workers[to].office, self.signs(to));
        let held = &mut self.cases[case];
        if office != held.office {
            return Came::Lacks;
        }
        if held.assignee == Some(to) {
            return Came::Nothing;
        }
        let runs = matches!(
            held.stage,
            Stage::Assessing | Stage::Offered(_, Before::Assessing) | Stage::Handed(Before::Assessing)
        );
        if runs && !signs {
            return Came::Lacks;
        }
        held.assignee = Some(to);
        held.in_queue &= held.stage != Stage::Assessing;
        Came::Done
    }

    pub(super) fn tell(&mut self, who: Person, case: Case) -> Came {
        if !self.works(who, case) {
            return Came::Absent;
        }
        let held = &mut self.cases[case];
        if !held.is_open() {
            return Came::Nothing;
        }
        // Wherever it stands: the duty ends with nothing else.
        held.told = (true, held.told.1 || !held.is_unborn());
        Came::Done
    }

    /// Whether somebody is still to be told of its report, or of one that hangs on it.
    fn is_untold(&self, case: Case) -> bool {
        self.group(case).into_iter().any(|one| self.cases[one].is_open())
    }

    pub(super) fn finish(&mut self, who: Person, case: Case, fresh: bool) -> Came {
        if !self.works(who, case) || !self.signs(who) {
            return Came::Absent;
        }
        if !fresh {
            return Came::Changed;
        }
        let held = &self.cases[case];
        if held.stage != Stage::Assessing {
            return Came::NotNow;
        }
        let answers = held
            .assignee
            .is_some_and(|whose| self.signs(whose) && self.workers[whose].office == held.office);
        if self.is_untold(case) || !answers {
            return Came::Lacks;
        }
        self.put(case, Stage::Assessed, false);
        Came::Done
    }

    pub(super) fn close(&mut self, who: Person, case: Case, fresh: bool) -> Came {
        if !self.works(who, case) || !self.signs(who) {
            return Came::Absent;
        }
        if !fresh {
            return Came::Changed;
        }
        if self.is_untold(case) {
            return Came::Lacks;
        }
        if self.cases[case].stage != Stage::Assessed {
            return Came::Refused;
        }
        self.put(case, Stage::Closed, false);
        Came::Done
    }

    pub(super) fn end_contact(&mut self, who: Person, case: Case, fresh: bool) -> Came {
        if !self.works(who, case) || !self.signs(who) {
            return Came::Absent;
        }
        if !fresh {
            return Came::Changed;
        }
        if self.cases[case].stage != Stage::Contact {
            return Came::NotNow;
        }
        if self.is_untold(case) {
            return Came::Lacks;
        }
        self.put(case, Stage::Closed, false);
        Came::Done
    }

    pub(super) fn confirm(&mut self, who: Person, case: Case, fresh: bool) -> Came {
        if !self.works(who, case) || !self.signs(who) {
            return Came::Absent;
        }
        if !fresh || !self.cases[case].in_queue {
            return Came::Changed;
        }
        match self.cases[case].stage {
            Stage::Unneeded(by, None) if by != who => {
                self.put(case, Stage::Unneeded(by, Some(who)), false);
                self.cases[case].drawn = true;
                Came::Done
            }
            _ => Came::Refused,
        }
    }

    pub(super) fn dispute(&mut self, who: Person, case: Case, fresh: bool) -> Came {
        if !self.works(who, case) || !self.signs(who) {
            return Came::Absent;
        }
        if !fresh || !self.cases[case].in_queue {
            return Came::Changed;
        }
        match self.cases[case].stage {
            Stage::Unneeded(by, None) if by != who => {
                self.put(case, Stage::Received, true);
                self.cases[case].assignee = None;
                Came::Done
            }
            _ => Came::Refused,
        }
    }

    pub(super) fn recheck(&mut self, who: Person, case: Case, right: bool, fresh: bool) -> Came {
        let judges = self.workers[who].job == Job::Supervisor && self.signs(who);
        let stage = self.cases[case].stage;
        let own = matches!(stage, Stage::Unneeded(by, agreed) if by == who || agreed == Some(who));
        if !self.works(who, case) || !judges || own {
            return Came::Absent;
        }
        if !fresh || !self.cases[case].drawn {
            return Came::Changed;
        }
        if !right {
            self.put(case, Stage::Received, true);
            self.cases[case].assignee = None;
        }
        self.cases[case].drawn = false;
        Came::Done
    }
}
