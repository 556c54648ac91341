//! The steps between offices and counties: offered, taken, sent back, handed over by hand. The clock never restarts (K10).

use super::super::helsinki::civil_date;
use super::super::places::CountyCode;
use super::super::text::Text;
use super::LifeCycle;
use super::refusal::Refusal;
use super::state::{Assessment, Awaited, CaseState, Destination, Handed, Returned, Transfer, Triage};
use super::step::{Signature, Step};

/// They refuse as all steps do.
impl LifeCycle {
    /// Triaged → Transferring: the case is offered to another office or county. The clock runs on (K10). The urgent
    /// need is assessed first, so nobody passes on a child at whom nobody has looked. AwaitingBirth → Transferring: the
    /// family of an unborn child moved (LsL 25 c §). UnderAssessment → Transferring: the family moved in the middle of an
    /// assessment (LsL 16 §). One that is finished is not given on.
    ///
    /// # Errors
    /// Those of every step.
    pub fn transfer(
        self,
        to: Destination,
        why: Text,
        urgent_need_open: bool,
        by: Signature,
    ) -> Result<Self, Refusal> {
        let Leaving {
            triage,
            awaited,
            running,
        } = self.leaving(&by)?;
        Ok(self.now(CaseState::Transferring(Transfer {
            triage,
            to,
            why,
            urgent_need_open,
            signed: by,
            awaited,
            running,
            handed: None,
        })))
    }

    /// Triaged, AwaitingBirth or UnderAssessment → Transferring, for good: the papers were given to another county outside
    /// this installation, which answers for the child from then on.
    ///
    /// # Errors
    /// [`Refusal::InTheFuture`].
    pub fn hand_over(
        self,
        to: CountyCode,
        handed: Handed,
        why: Text,
        by: Signature,
    ) -> Result<Self, Refusal> {
        let Leaving {
            triage,
            awaited,
            running,
        } = self.leaving(&by)?;
        if handed.at > by.at {
            return Err(Refusal::InTheFuture);
        }
        Ok(self.now(CaseState::Transferring(Transfer {
            triage,
            to: Destination {
                county: to,
                office: None,
            },
            why,
            urgent_need_open: false,
            signed: by,
            awaited,
            running,
            handed: Some(handed),
        })))
    }

    /// Transferring → Received at the receiver, who assesses the urgent need again; or, where an assessment runs,
    /// UnderAssessment, as it was: it goes on from the day on which it started. The clock never restarts; the arrival at
    /// the receiver is recorded beside it (K10).
    ///
    /// # Errors
    /// Those of every step; what was handed over by hand is not answered here.
    pub fn accept_transfer(self, by: Signature) -> Result<Self, Refusal> {
        let CaseState::Transferring(transfer @ Transfer { handed: None, .. }) = &self.state else {
            return Err(self.wrong_state(Step::AcceptTransfer));
        };
        Step::AcceptTransfer.signable(&by)?;
        let arrived_at_receiver = Some(civil_date(transfer.signed.at));
        let there = transfer
            .running
            .map_or(CaseState::Received, CaseState::UnderAssessment);
        Ok(Self {
            arrived_at_receiver,
            ..self.now(there)
        })
    }

    /// Transferring → Triaged at the sender, as it was, with the refusal beside it; a case that waited for a birth goes on
    /// waiting, and an assessment that ran goes on. What was handed over by hand comes back the same way.
    ///
    /// # Errors
    /// Those of every step.
    pub fn refuse_transfer(self, why: Text, by: Signature) -> Result<Self, Refusal> {
        let CaseState::Transferring(Transfer {
            triage,
            to,
            awaited,
            running,
            ..
        }) = self.state
        else {
            return Err(self.wrong_state(Step::RefuseTransfer));
        };
        Step::RefuseTransfer.signable(&by)?;
        if let Some(Awaited { expected, signed }) = awaited {
            return Ok(self.now(CaseState::AwaitingBirth {
                triage,
                expected,
                signed,
            }));
        }
        if let Some(assessment) = running {
            return Ok(self.now(CaseState::UnderAssessment(assessment)));
        }
        let returned = Some(Returned {
            from: to,
            why,
            signed: by,
        });
        Ok(self.now(CaseState::Triaged { triage, returned }))
    }

    /// What goes along of where the case stands.
    fn leaving(&self, by: &Signature) -> Result<Leaving, Refusal> {
        let (triage, awaited, running) = match self.state {
            CaseState::Triaged { triage, .. } => (triage, None, None),
            CaseState::AwaitingBirth {
                triage,
                expected,
                signed,
            } => (triage, Some(Awaited { expected, signed }), None),
            CaseState::UnderAssessment(assessment) => (assessment.triage, None, Some(assessment)),
            _ => return Err(self.wrong_state(Step::Transfer)),
        };
        Step::Transfer.signable(by)?;
        Ok(Leaving {
            triage,
            awaited,
            running,
        })
    }
}

/// What goes along of where a case stands.
struct Leaving {
    triage: Triage,
    /// How it waited for a birth.
    awaited: Option<Awaited>,
    /// The assessment that runs.
    running: Option<Assessment>,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::lifecycle::{CaseKind, CaseStatus, Outcome, Urgency};

    fn by() -> Signature {
        Signature {
            actor: Uuid::from_u128(1),
            social_worker: true,
            at: "2026-10-19T09:00:00Z".parse().unwrap(),
        }
    }

    fn words(text: &str) -> Text {
        Text::parse(text, 100).unwrap().unwrap()
    }

    fn county() -> CountyCode {
        CountyCode::parse("08").unwrap()
    }

    fn triaged(kind: CaseKind) -> LifeCycle {
        let life = LifeCycle::received(kind, "2026-10-16T11:00:00Z".parse().unwrap());
        life.sign_off_urgency(Urgency::Urgent, by()).unwrap()
    }

    fn handed(at: &str) -> Handed {
        Handed {
            receiver: words("Päivystys"),
            at: at.parse().unwrap(),
        }
    }

    #[test]
    fn what_waits_for_a_birth_goes_on_waiting_when_the_receiver_refuses() {
        let expected = Some("2027-01-10".parse().unwrap());
        let waiting = triaged(CaseKind::Prenatal).await_birth(expected, by()).unwrap();
        let to = Destination {
            county: county(),
            office: None,
        };
        let sent = waiting
            .clone()
            .transfer(to, words("Muutti"), false, by())
            .unwrap();
        assert_eq!(sent.status(), CaseStatus::Transferring);
        assert_eq!(sent.clone().refuse_transfer(words("Ei"), by()).unwrap(), waiting);
        let taken = sent.accept_transfer(by()).unwrap();
        assert_eq!(taken.status(), CaseStatus::Received);
        assert_eq!(taken.pending_since(), None, "no clock starts by a move");
        assert_eq!(taken.arrived_at_receiver(), Some("2026-10-19".parse().unwrap()));
    }

    #[test]
    fn what_was_handed_over_by_hand_is_nobodys_here_to_accept_and_can_come_back() {
        let life = triaged(CaseKind::ChildWelfare);
        let future = life
            .clone()
            .hand_over(county(), handed("2026-10-19T09:00:01Z"), words("Muutti"), by());
        assert_eq!(future, Err(Refusal::InTheFuture));
        let gone = life
            .clone()
            .hand_over(county(), handed("2026-10-19T08:00:00Z"), words("Muutti"), by());
        let gone = gone.unwrap();
        assert_eq!(gone.pending_since(), life.pending_since());
        assert!(gone.clone().accept_transfer(by()).is_err());
        let back = gone.refuse_transfer(words("Palautettiin"), by()).unwrap();
        assert_eq!(back.status(), CaseStatus::Triaged);
        assert_eq!(back.pending_since(), life.pending_since());
    }

    #[test]
    fn an_assessment_that_runs_goes_on_from_the_day_on_which_it_started() {
        let started_on = "2026-10-17".parse().unwrap();
        let life = triaged(CaseKind::ChildWelfare);
        let running = life.start_assessment(started_on, by()).unwrap();
        let to = Destination {
            county: county(),
            office: None,
        };
        let later = Signature {
            actor: Uuid::from_u128(2),
            social_worker: false,
            at: "2026-11-30T22:30:00Z".parse().unwrap(),
        };
        let sent = running
            .clone()
            .transfer(to, words("Muutti"), false, later)
            .unwrap();
        assert_eq!(sent.start_clock_stopped_on(), Some(started_on), "also on the way");
        assert_eq!(sent.complete_clock_stopped_on(), None);
        let stored = serde_json::to_value(&sent).unwrap();
        assert_eq!(serde_json::from_value::<LifeCycle>(stored).unwrap(), sent);
        let back = sent.clone().refuse_transfer(words("Ei"), later).unwrap();
        assert_eq!(back, running, "to the letter as it was");
        let taken = sent.accept_transfer(later).unwrap();
        assert_eq!(taken.state(), running.state());
        assert_eq!(taken.clocks(), running.clocks());
        // Half past midnight in Finland.
        assert_eq!(taken.arrived_at_receiver(), Some("2026-12-01".parse().unwrap()));

        let at = Signature { at: later.at, ..by() };
        let gone = running
            .clone()
            .hand_over(county(), handed("2026-11-30T20:00:00Z"), words("Muutti"), later)
            .unwrap();
        assert_eq!(gone.refuse_transfer(words("Palautui"), at).unwrap(), running);
        let ready = taken.record_outcome(Outcome::NoNeed, started_on, at).unwrap();
        let status = CaseStatus::Assessed;
        assert_eq!(
            ready.transfer(to, words("Muutti"), false, at),
            Err(Refusal::WrongState {
                step: Step::Transfer,
                status
            }),
            "what is finished is not given on"
        );
    }

    #[test]
    fn a_transfer_from_before_these_members_is_read() {
        let sent = triaged(CaseKind::ChildWelfare).transfer(
            Destination {
                county: county(),
                office: Some(crate::domain::office::OfficeId(Uuid::nil())),
            },
            words("Muutti"),
            true,
            by(),
        );
        let json = serde_json::to_value(sent.unwrap()).unwrap();
        let state = json["state"].as_object().unwrap();
        for member in ["awaited", "handed", "running"] {
            assert!(!state.contains_key(member), "{member}");
        }
        assert!(serde_json::from_value::<LifeCycle>(json).is_ok());
    }
}
