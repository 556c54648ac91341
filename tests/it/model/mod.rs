//! A model test: thousands of acts, lawful and not, chosen by a seed, are tried at once on the program and on a reference that
//! says anew what may happen to a case (`reference`, `laws`). Both must agree on what comes of each, and on how each case stands.
//!
//! Every act goes through the use case that the page calls (`intake`), down to the database with its sealed papers and its read
//! log; only HTTP and signing in are left out. The reports arrive by the form's way too. After each act the rows of the cases
//! that it concerns are compared, every few hundred acts those of all; at the end the chains of the log are verified.
//!
//! No case is ever without an office of its county, nor, once its child is born, without a clock; and the day from which a
//! clock runs is never later than the day from which it ran first, nor does an assessment start anew. What is still worked on
//! is in somebody's hands, or it stands in the queue.

mod laws;
mod reference;
mod world;

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use huoli::intake::anchor_log::Known;
use huoli::intake::{chain_events, verify_log};
use huoli::store::cabinet::Owner;
use huoli::store::seal::aad::KeyKind;

use crate::harness::db::{TestDb, on_both};
use reference::{Act, Came, Decision, Reference, Stage};
use world::World;

/// So many acts are tried with each seed on each database, unless `HUOLI_MODEL_STEPS` says how many: with 12500, two seeds and two
/// databases, 50,000.
const STEPS: usize = 1_000;

#[expect(
    clippy::disallowed_methods,
    reason = "how long a test runs is no setting of the service"
)]
fn steps() -> usize {
    std::env::var("HUOLI_MODEL_STEPS").map_or(STEPS, |wished| wished.parse().expect("a number"))
}
/// So often the rows of all cases are compared.
const ALL: usize = 250;

/// Random numbers that are the same for a seed everywhere (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(end).expect("a small number")).expect("below it")
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

impl Drop for Run {
    /// What broke inside the program knows nothing of the seed.
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("{}", self.story());
        }
    }
}

/// One run.
struct Run {
    seed: u64,
    dice: Dice,
    world: World,
    reference: Reference,
    /// From which day the clock of each case ran first.
    first: BTreeMap<usize, NaiveDate>,
    /// On which day the assessment of each case started.
    started: BTreeMap<usize, NaiveDate>,
    /// The acts of late, for the message.
    late: Vec<String>,
    /// How often each thing came of an act.
    came: BTreeMap<&'static str, usize>,
}

impl Run {
    fn new(db: TestDb, seed: u64) -> Self {
        let world = World::new(db, seed % 2 == 1);
        let counties: Vec<_> = world.places.iter().map(|place| place.office.county).collect();
        let reference = Reference {
            counties: counties
                .iter()
                .map(|county| counties.iter().position(|other| other == county).expect("itself"))
                .collect(),
            workers: world.workers.clone(),
            second_person: seed % 2 == 1,
            chiefs_judge: seed % 2 == 1,
            ..Reference::default()
        };
        Self {
            seed,
            dice: Dice(seed),
            world,
            reference,
            first: BTreeMap::new(),
            started: BTreeMap::new(),
            late: Vec::new(),
            came: BTreeMap::new(),
        }
    }

    /// An assessment that runs is sent, sent back, taken in another county, given by hand, brought back and given on again: a
    /// way that is lawful from its beginning to its end, and longer than chance would go.
    fn give_on_what_runs(&mut self) {
        let case = self.reference.cases.len();
        let held = self.world.arrive(0, false);
        self.reference.cases.push(held);
        // In each office stand, one after the other: intake, two social workers, a supervisor.
        let (own, near, far) = (1, 5, 9);
        for (who, act) in [
            (own, Act::Triage(case, Decision::Start, Some(own))),
            (own, Act::Send(case, 2)),
            (far, Act::Refuse(case)),
            (own, Act::Send(case, 2)),
            (far, Act::Accept(case)),
            (far - 1, Act::Responsible(case, far)),
            (far, Act::Hand(case)),
            (far, Act::Back(case)),
            (far, Act::Send(case, 1)),
            (near, Act::Accept(case)),
            // Nobody has it yet: sent on and sent back, it is in the queue again.
            (near, Act::Send(case, 0)),
            (own, Act::Refuse(case)),
            (near + 2, Act::Give(case, near)),
            (near, Act::Tell(case)),
            (near, Act::Finish(case)),
        ] {
            let outcome = self.perform(case, &act, who, true);
            assert_eq!(outcome, Came::Done, "{act:?}: {}", self.story());
        }
        // What is finished is not given on.
        let outcome = self.perform(case, &Act::Send(case, 0), near, true);
        assert_eq!(outcome, Came::Refused, "{}", self.story());
    }

    fn go(&mut self) {
        self.give_on_what_runs();
        for step in 0..steps() {
            if self.reference.cases.len() < 3 || self.dice.chance(6) {
                self.arrive();
            } else if self.dice.chance(3) {
                let minutes = [10, 50, 400, 2_000, 9_000][self.dice.below(5)];
                self.note(format!("{minutes} minutes later"));
                self.world.later(TimeDelta::minutes(minutes));
            } else {
                self.act();
            }
            if step % ALL == ALL - 1 {
                let all: Vec<usize> = (0..self.reference.cases.len()).collect();
                self.compare(&all);
            }
        }
        let all: Vec<usize> = (0..self.reference.cases.len()).collect();
        self.compare(&all);
        self.verify();
        println!("seed {}: {} cases, {:?}", self.seed, all.len(), self.came);
    }

    fn note(&mut self, what: String) {
        self.late.push(what);
        if self.late.len() > 25 {
            self.late.remove(0);
        }
    }

    /// What went before, for whoever reads that the two disagree.
    fn story(&self) -> String {
        format!("seed {}, after\n  {}", self.seed, self.late.join("\n  "))
    }

    fn arrive(&mut self) {
        let office = self.dice.below(self.world.places.len());
        let prenatal = self.dice.chance(25);
        let held = self.world.arrive(office, prenatal);
        let case = self.reference.cases.len();
        self.note(format!("case {case} arrives at {office}, prenatal {prenatal}"));
        self.reference.cases.push(held);
        self.compare(&[case]);
    }

    /// A case, mostly one that came lately; of the older ones most are done.
    fn case(&mut self) -> usize {
        let all = self.reference.cases.len();
        let among = if self.dice.chance(85) { all.min(30) } else { all };
        all - 1 - self.dice.below(among)
    }

    /// Somebody, mostly of the office that has the case.
    fn person(&mut self, case: usize) -> usize {
        let office = match self.reference.cases[case].stage {
            Stage::Offered(to, _) if self.dice.chance(50) => to,
            _ => self.reference.cases[case].office,
        };
        if self.dice.chance(85) {
            office * 4 + self.dice.below(4)
        } else {
            self.dice.below(self.reference.workers.len())
        }
    }

    /// Something that one may want to do to a case that stands there, or anything at all.
    fn choose(&mut self, case: usize) -> Act {
        let office = self.dice.below(self.world.places.len());
        let colleague = self.person(case);
        let decision = Decision::ALL[self.dice.below(Decision::ALL.len())];
        let target = self.case();
        let given = (!self.dice.chance(30)).then_some(colleague);
        let any = [
            Act::Open(case),
            Act::Triage(case, decision, given),
            Act::AsProposed(case),
            Act::PutAside(case),
            Act::Join(case, target),
            Act::Undo(case),
            Act::Send(case, office),
            Act::Accept(case),
            Act::Refuse(case),
            Act::Hand(case),
            Act::Back(case),
            Act::Birth(case),
            Act::Follow(case, office),
            Act::Responsible(case, colleague),
            Act::Give(case, colleague),
            Act::Tell(case),
            Act::Finish(case),
            Act::Close(case),
            Act::Confirm(case),
            Act::Next,
            Act::Recheck(case, true),
            Act::Recheck(case, false),
            Act::Dispute(case),
            Act::EndContact(case),
        ];
        let fitting: Vec<usize> = match self.reference.cases[case].stage {
            Stage::Received => vec![1, 1, 1, 2, 3, 19],
            Stage::Triaged => vec![1, 4, 4, 4, 6, 6, 6, 9, 19],
            Stage::Assessing => vec![6, 6, 9, 13, 14, 15, 15, 16, 16],
            Stage::Assessed => vec![6, 15, 17, 17],
            Stage::Joined(_) => vec![5, 5, 15, 0],
            Stage::Offered(..) => vec![7, 7, 8, 0, 13],
            Stage::Handed(_) => vec![10],
            Stage::Unneeded(..) => vec![18, 18, 20, 21, 21, 22, 22, 0],
            Stage::Waiting => vec![6, 11, 11, 12, 12],
            Stage::Contact => vec![0, 13, 15, 15, 23, 23],
            Stage::Closed | Stage::OwnWorker => vec![0],
        };
        let at = if self.dice.chance(70) {
            fitting[self.dice.below(fitting.len())]
        } else {
            self.dice.below(any.len())
        };
        any[at].clone()
    }

    fn act(&mut self) {
        let case = self.case();
        let act = self.choose(case);
        let who = self.person(case);
        let fresh = !self.dice.chance(6);
        if act == Act::Next {
            self.next(who);
        } else {
            self.perform(case, &act, who, fresh);
        }
    }

    /// Lets `who` have the next case.
    fn next(&mut self, who: usize) {
        let now = self.world.now();
        self.note(format!("{who} wants the next case at {now}"));
        let among = self.reference.waiting(who, now);
        let next = self.world.next(who);
        match next {
            Some(next) => assert!(among.contains(&next), "{next} of {among:?}: {}", self.story()),
            None => assert!(among.is_empty(), "none of {among:?}: {}", self.story()),
        }
        if let Some(next) = next {
            self.reference.claimed(who, next, now);
        }
        *self.came.entry("next").or_default() += 1;
    }

    /// Tries `act` on the program and on the reference; gives what came of it.
    fn perform(&mut self, case: usize, act: &Act, who: usize, fresh: bool) -> Came {
        let (now, today) = (self.world.now(), self.world.today());
        self.note(format!(
            "{who} tries {act:?} at {now}, fresh {fresh}; the case stood at {:?}",
            self.reference.cases[case]
        ));
        let mut concerned = self.reference.group(case);
        concerned.push(self.reference.root(case));
        if let Act::Join(_, target) = *act {
            concerned.push(target);
        }
        if let Stage::Joined(carrier) = self.reference.cases[case].stage {
            concerned.push(carrier);
        }
        concerned.sort_unstable();
        concerned.dedup();
        let version = self.world.rows(&[case])[0].1.version;
        let shown = if fresh { version } else { version - 1 };
        let expected = self.reference.take(who, act, fresh, now, today);
        let outcome = self.world.try_to(who, act, shown);
        assert_eq!(
            outcome,
            expected,
            "the program, and the reference: {}",
            self.story()
        );
        *self.came.entry(name(outcome)).or_default() += 1;
        self.compare(&concerned);
        outcome
    }

    /// Holds the rows of `cases` against the reference.
    fn compare(&mut self, cases: &[usize]) {
        for (case, row) in self.world.rows(cases) {
            let held = &self.reference.cases[case];
            let expected = self.world.row_of(held, row.version);
            assert_eq!(
                row,
                expected,
                "case {case}, the program and the reference: {}",
                self.story()
            );
            let unborn = held.is_unborn();
            assert!(
                row.has_clocks != (unborn && held.runs.is_none()),
                "case {case} has no clock: {}",
                self.story()
            );
            assert!(
                row.in_queue || row.assignee.is_some() || !held.is_worked_on(),
                "case {case} is in nobody's hands and in no queue: {}",
                self.story()
            );
            if let Some(started) = row.started {
                let first = *self.started.entry(case).or_insert(started);
                assert_eq!(
                    started,
                    first,
                    "the assessment of case {case} was started anew: {}",
                    self.story()
                );
            }
            if let Some(pending) = row.pending_since {
                // Joined to an earlier one it runs from before, and alone again from its own day: never from a later one.
                let own = held.own.unwrap_or(pending);
                let first = *self.first.entry(case).or_insert(own);
                assert!(
                    pending <= first && held.own.is_none_or(|own| own == first),
                    "the clock of case {case} was restarted: {}",
                    self.story()
                );
            }
        }
    }

    /// The chains of the log hold, with every act in them.
    fn verify(&self) {
        self.world.later(TimeDelta::hours(2));
        let app = &self.world.app;
        let mut counties: Vec<_> = self
            .world
            .places
            .iter()
            .map(|place| place.office.county)
            .collect();
        counties.dedup();
        for county in counties {
            chain_events::run(app, county, self.world.now()).expect("it is chained");
            let key = app
                .cabinet
                .newest(KeyKind::Log, Owner::County(county))
                .expect("a key");
            let found = verify_log::verify(&app.store, county, &key.key, &Known::default(), self.world.now());
            let found = found.expect("the log is read");
            assert!(
                found.fault.is_none() && found.rows > 0,
                "{found:?}: {}",
                self.story()
            );
        }
    }
}

const fn name(came: Came) -> &'static str {
    match came {
        Came::Done => "done",
        Came::Absent => "absent",
        Came::Changed => "changed",
        Came::NotNow => "not now",
        Came::Refused => "refused",
        Came::Lacks => "lacks",
        Came::Nothing => "nothing",
    }
}

on_both! {
    fn the_program_does_what_the_reference_says(db: TestDb) {
        Run::new(db, 2).go();
    }

    fn the_program_does_what_the_reference_says_where_a_second_person_agrees(db: TestDb) {
        Run::new(db, 1).go();
    }
}
