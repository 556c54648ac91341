//! How the parts are made of where a case stands and of what was written down.

use std::collections::BTreeMap;

use chrono::{DateTime, SubsecRound, Utc};
use uuid::Uuid;

use super::super::assessment::{Delay, started_late};
use super::super::completed_facts::Completion;
use super::super::contact::Contact;
use super::super::lifecycle::{Assessed, Assessment, CaseState, LifeCycle, Reassessed, Transfer, Triage};
use super::super::notice::{Entry, Person, Told};
use super::super::sensitive::Sensitive;
use super::super::social_contact::begun_on;
use super::{
    Again, Completed, ContactEnd, Decided, Ended, Evaluation, Known, Late, Logged, Need, Notice, Parts,
    Pending, Said, SignedTriage, SocialContact, Work,
};

impl Parts {
    /// Those of a case that stands at `life` and of which this is `known`.
    pub fn of(life: &LifeCycle, known: Known) -> Self {
        let clocks = life.clocks();
        Self {
            pending: Pending {
                pending_on: life.pending_since(),
                arrived_at_receiver_on: life.arrived_at_receiver(),
                channel: known.channel,
                start_by: clocks.map(|clocks| clocks.start_by.target),
                complete_by: clocks.map(|clocks| clocks.complete_by.target),
            },
            evaluation: evaluation(life, &known),
            contact: contact(life, &known),
            assessment: need(life, &known),
            completed: known.completed,
            notices: known.notices,
            log: known.log,
        }
    }
}

impl Completed {
    /// `what` as `by` completed it.
    pub fn of(what: Completion, by: String, at: DateTime<Utc>) -> Self {
        Self {
            facts: what.facts,
            source: what.source,
            recorded_by: by,
            recorded_at: whole(at),
        }
    }
}

impl Notice {
    /// What `entry` says of `whom`, who is called `name` where that is open, with the `names` of staff by account.
    pub fn of(
        whom: Person,
        (name, sealed): (Option<String>, bool),
        entry: &Entry,
        names: &BTreeMap<Uuid, String>,
    ) -> Self {
        let (person, at) = whom.key();
        let numbered = matches!(whom, Person::Guardian(_) | Person::Parent(_));
        let called = |who: Uuid| names.get(&who).cloned().unwrap_or_default();
        Self {
            whom,
            sealed,
            person,
            number: numbered.then(|| at.saturating_add(1)),
            name: name.map(Sensitive::new),
            said: match &entry.told {
                Told::Yes { on, channel, by } => Said::Yes {
                    on: *on,
                    channel: *channel,
                    told_by: called(*by),
                },
                Told::No {
                    ground,
                    text,
                    look_again,
                } => Said::No {
                    ground: *ground,
                    reason: text.clone(),
                    look_again_on: *look_again,
                },
            },
            recorded_by: called(entry.author),
            recorded_at: whole(entry.at),
        }
    }
}

impl Logged {
    /// `what` as `by` wrote it down.
    pub fn of(what: Work, by: String, at: DateTime<Utc>) -> Self {
        Self {
            what,
            recorded_by: by,
            recorded_at: whole(at),
        }
    }
}

impl From<Contact> for Work {
    fn from(contact: Contact) -> Self {
        Self::Contact {
            with: contact.with,
            at: whole(contact.at),
            channel: contact.channel,
            result: contact.result,
            note: contact.note,
            next_at: contact.next_at.map(whole),
        }
    }
}

/// Everybody who signed something of `life` that is handed out.
pub fn people(life: &LifeCycle) -> Vec<Uuid> {
    let again = life.reassessed().iter();
    let judged = again.flat_map(|one| [one.before, one.after]).chain(life.triage());
    let mut people: Vec<Uuid> = judged.map(|triage| triage.signed.actor).collect();
    people.extend(agreed(life).map(|(who, _)| who));
    people.extend(assessment(life).and_then(|(_, ended)| Some(ended?.signed.actor)));
    if let CaseState::ContactEnded(ended) = life.state() {
        people.push(ended.signed.actor);
    }
    people
}

/// The urgency as it was signed first since the case was last received, and each time it was assessed once more since then.
fn judged(life: &LifeCycle) -> Option<(Triage, &[Reassessed])> {
    let again = life.reassessed();
    let (mut first, mut since) = (life.triage()?, again.len());
    for (at, one) in again.iter().enumerate().rev() {
        if one.after != first {
            break;
        }
        (first, since) = (one.before, at);
    }
    Some((first, again.get(since..).unwrap_or_default()))
}

fn evaluation(life: &LifeCycle, known: &Known) -> Option<Evaluation> {
    let (triage, again) = judged(life)?;
    let name = |who: Uuid| known.names.get(&who).cloned().unwrap_or_default();
    // The time of a row has fewer digits than the same one in the life cycle.
    let since = triage.signed.at.timestamp();
    let signed = known.signed.iter();
    let mut signed: Vec<&SignedTriage> = signed.filter(|one| one.at.timestamp() >= since).collect();
    let called_at = signed.iter().find_map(|one| one.triaged.called_at);
    if known.waits {
        signed.pop();
    }
    let agreed = agreed(life);
    Some(Evaluation {
        urgency: triage.urgency,
        reasons: life.coded_reasons().unwrap_or_default().to_vec(),
        judged_by: name(triage.signed.actor),
        judged_at: whole(triage.signed.at),
        called_at: called_at.map(whole),
        decisions: signed.into_iter().map(decided).collect(),
        agreed_by: agreed.map(|(who, _)| name(who)),
        agreed_at: agreed.map(|(_, at)| whole(at)),
        reassessed: again
            .iter()
            .map(|one| Again {
                urgency: one.after.urgency,
                reason: one.why.clone(),
                called_at: one.called_at.map(whole),
                judged_by: name(one.after.signed.actor),
                judged_at: whole(one.after.signed.at),
            })
            .collect(),
    })
}

fn decided(signed: &SignedTriage) -> Decided {
    let triaged = &signed.triaged;
    Decided {
        decision: triaged.decision,
        ground: triaged.ground,
        reason: triaged.reason.clone(),
        special_support: triaged.special_support,
        decided_by: signed.by.clone(),
        decided_at: whole(signed.at),
    }
}

/// Who agreed as the second person, and when.
fn agreed(life: &LifeCycle) -> Option<(Uuid, DateTime<Utc>)> {
    match life.state() {
        CaseState::NoAssessment(decision) => decision.second.map(|second| (second.actor, second.at)),
        _ => None,
    }
}

/// The assessment that runs or ran, and how it ended.
const fn assessment(life: &LifeCycle) -> Option<(&Assessment, Option<&Assessed>)> {
    match life.state() {
        CaseState::UnderAssessment(running)
        | CaseState::Transferring(Transfer {
            running: Some(running),
            ..
        }) => Some((running, None)),
        CaseState::Assessed(ended) | CaseState::Closed { assessed: ended, .. } => {
            Some((&ended.assessment, Some(ended)))
        }
        _ => None,
    }
}

fn contact(life: &LifeCycle, known: &Known) -> Option<SocialContact> {
    let CaseState::ContactEnded(ended) = life.state() else {
        return begun_on(life).map(|started_on| SocialContact {
            started_on,
            start_delay: None,
            ended: None,
        });
    };
    let ending = &ended.ending;
    Some(SocialContact {
        started_on: ending.started_on,
        start_delay: ending.start_delay.as_ref().map(late),
        ended: Some(ContactEnd {
            completed_on: ending.completed_on,
            complete_delay: ending.complete_delay.as_ref().map(late),
            outcome: ending.outcome.clone(),
            completed_by: known.names.get(&ended.signed.actor).cloned().unwrap_or_default(),
        }),
    })
}

fn need(life: &LifeCycle, known: &Known) -> Option<Need> {
    let (running, ended) = assessment(life)?;
    let conclusion = known.conclusion.as_ref().filter(|_| ended.is_some());
    let told = life.start_delay().filter(|_| started_late(life));
    let start_delay = conclusion.and_then(|conclusion| conclusion.start_delay.as_ref());
    Some(Need {
        started_on: running.started_on,
        start_delay: start_delay.or(told).map(late),
        responsible: known.responsible.clone(),
        ended: ended.map(|ended| Ended {
            outcome: ended.outcome,
            completed_on: ended.completed_on,
            completed_by: known.names.get(&ended.signed.actor).cloned().unwrap_or_default(),
            complete_delay: conclusion.and_then(|conclusion| conclusion.complete_delay.as_ref().map(late)),
            reason: conclusion.map(|conclusion| conclusion.reason.clone()),
        }),
    })
}

fn late(delay: &Delay) -> Late {
    Late {
        cause: delay.cause,
        text: delay.text.clone(),
    }
}

/// Whole seconds are enough for another system.
fn whole(at: DateTime<Utc>) -> DateTime<Utc> {
    at.trunc_subsecs(0)
}
