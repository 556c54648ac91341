//! The authority's own parts of a case as text to copy, each only when there is something in it.

use std::fmt::Write;

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::codes::Reason;
use crate::domain::hand_out::{
    Again, Completed, Decided, Ended, Evaluation, Late, Logged, Need, Notice, Parts, Pending, Said,
    SocialContact, Work,
};
use crate::domain::lifecycle::Urgency;
use crate::domain::report::Channel;
use crate::domain::text::Text;
use crate::text::{FluentValue, dates};
use crate::web::staff::look::Look;
use crate::web::staff::view::{facts, notice_log};

/// The parts, each with an empty line before it.
pub fn text(look: &Look, parts: &Parts) -> String {
    let mut sheet = Sheet {
        look,
        text: String::new(),
    };
    if !parts.completed.is_empty() {
        sheet.heading("facts-heading");
    }
    for completed in &parts.completed {
        sheet.completed(completed);
    }
    sheet.pending(&parts.pending);
    if let Some(evaluation) = &parts.evaluation {
        sheet.evaluation(evaluation);
    }
    if let Some(contact) = &parts.contact {
        sheet.contact(contact);
    }
    if let Some(need) = &parts.assessment {
        sheet.need(need);
    }
    if !parts.notices.is_empty() {
        sheet.heading("hand-out-notices");
    }
    for notice in &parts.notices {
        sheet.notice(notice);
    }
    if !parts.log.is_empty() {
        sheet.heading("hand-out-log");
    }
    for logged in &parts.log {
        sheet.logged(logged);
    }
    sheet.text
}

struct Sheet<'a> {
    look: &'a Look,
    text: String,
}

impl Sheet<'_> {
    fn heading(&mut self, key: &str) {
        let heading = plain(&self.look.word(key)).to_uppercase();
        // Writing into a text cannot fail, here and below.
        let _ = write!(self.text, "\n{heading}\n");
    }

    fn line(&mut self, text: &str) {
        let _ = writeln!(self.text, "{text}");
    }

    fn row(&mut self, key: &str, value: &str) {
        let name = plain(&self.look.word(key));
        let _ = writeln!(self.text, "{name}: {value}");
    }

    /// What somebody wrote, to the letter.
    fn words(&mut self, key: &str, text: Option<&Text>) {
        if let Some(text) = text {
            self.row(key, text.expose());
        }
    }

    fn date(&mut self, key: &str, date: Option<NaiveDate>) {
        if let Some(date) = date {
            let date = plain(&dates::plain(self.look.words, date));
            self.row(key, &date);
        }
    }

    fn moment(&mut self, key: &str, at: Option<DateTime<Utc>>) {
        if let Some(at) = at {
            let when = self.when(at);
            self.row(key, &when);
        }
    }

    fn when(&self, at: DateTime<Utc>) -> String {
        plain(&dates::moment(self.look.words, at))
    }

    fn code(&self, list: &str, code: &str) -> String {
        plain(&self.look.words.code(list, code))
    }

    /// Who made a document, and when.
    fn signed(&mut self, by: &str, at: DateTime<Utc>) {
        self.row("hand-out-author", by);
        self.moment("hand-out-date", Some(at));
    }

    fn completed(&mut self, completed: &Completed) {
        for (key, value) in facts::told(self.look, &completed.facts) {
            self.row(key, &plain(&value));
        }
        self.words("facts-source-row", Some(&completed.source));
        self.recorded(&completed.recorded_by, completed.recorded_at);
    }

    fn pending(&mut self, pending: &Pending) {
        self.heading("hand-out-pending");
        self.date("hand-out-pending-on", pending.pending_on);
        self.date("hand-out-arrived", pending.arrived_at_receiver_on);
        let channel = match pending.channel {
            Channel::Web => plain(&self.look.word("hand-out-channel-web")),
            Channel::Api => plain(&self.look.word("hand-out-channel-api")),
            recorded @ (Channel::Phone | Channel::Visit | Channel::Letter) => {
                self.code(Channel::RECORDED_LIST, recorded.as_str())
            }
        };
        self.row("hand-out-channel", &channel);
        self.date("deadline-start-by", pending.start_by);
        self.date("deadline-complete-by", pending.complete_by);
    }

    fn evaluation(&mut self, evaluation: &Evaluation) {
        self.heading("hand-out-evaluation");
        self.urgency("hand-out-urgency", evaluation.urgency);
        for reason in &evaluation.reasons {
            let reason = self.code(Reason::LIST, reason.as_str());
            self.row("case-coded", &reason);
        }
        self.moment("hand-out-called-at", evaluation.called_at);
        self.signed(&evaluation.judged_by, evaluation.judged_at);
        for decided in &evaluation.decisions {
            self.decided(decided);
        }
        if let (Some(by), Some(at)) = (&evaluation.agreed_by, evaluation.agreed_at) {
            let agreed = format!("{by}, {}", self.when(at));
            self.row("hand-out-agreed", &agreed);
        }
        for again in &evaluation.reassessed {
            self.again(again);
        }
    }

    fn urgency(&mut self, key: &str, urgency: Urgency) {
        let urgency = self.code(Urgency::LIST, urgency.as_str());
        self.row(key, &urgency);
    }

    fn decided(&mut self, decided: &Decided) {
        let decision = self.code("triage_decision", decided.decision.as_str());
        self.row("hand-out-measure", &decision);
        if let Some(ground) = decided.ground {
            let ground = self.code("unneeded_ground", ground.as_str());
            self.row("hand-out-ground", &ground);
        }
        self.words("hand-out-measure-text", decided.reason.as_ref());
        if decided.special_support {
            let yes = self.look.word("answer-yes");
            self.row("hand-out-special-support", &yes);
        }
        self.signed(&decided.decided_by, decided.decided_at);
    }

    fn again(&mut self, again: &Again) {
        self.urgency("hand-out-urgency-again", again.urgency);
        self.words("hand-out-urgency-grounds", Some(&again.reason));
        self.moment("hand-out-called-at", again.called_at);
        self.signed(&again.judged_by, again.judged_at);
    }

    fn contact(&mut self, contact: &SocialContact) {
        self.heading("progress-social-contact");
        self.date("hand-out-started-on", Some(contact.started_on));
        self.late("hand-out-start-delay", contact.start_delay.as_ref());
        if let Some(ended) = &contact.ended {
            self.date("hand-out-completed-on", Some(ended.completed_on));
            self.late("hand-out-complete-delay", ended.complete_delay.as_ref());
            self.words("social-contact-result", Some(&ended.outcome));
            self.row("hand-out-author", &ended.completed_by);
        }
    }

    fn need(&mut self, need: &Need) {
        self.heading("hand-out-assessment");
        self.date("hand-out-started-on", Some(need.started_on));
        self.late("hand-out-start-delay", need.start_delay.as_ref());
        if let Some(responsible) = &need.responsible {
            self.row("work-responsible", responsible);
        }
        if let Some(ended) = &need.ended {
            self.ended(ended);
        }
    }

    fn ended(&mut self, ended: &Ended) {
        let outcome = self.code("outcome", ended.outcome.as_str());
        self.row("work-conclusion", &outcome);
        self.date("hand-out-completed-on", Some(ended.completed_on));
        self.late("hand-out-complete-delay", ended.complete_delay.as_ref());
        self.words("work-reason", ended.reason.as_ref());
        self.row("hand-out-author", &ended.completed_by);
    }

    fn late(&mut self, key: &str, late: Option<&Late>) {
        let Some(late) = late else {
            return;
        };
        let cause = self.code("delay_cause", late.cause.as_str());
        let told = late.text.as_ref().map(Text::expose);
        let whole = told.map_or_else(|| cause.clone(), |told| format!("{cause}. {told}"));
        self.row(key, &whole);
    }

    fn notice(&mut self, notice: &Notice) {
        let look = self.look;
        let name = notice.name.as_ref().map(|name| name.expose().as_str());
        self.line(&notice_log::called(look, notice.whom, name, notice.sealed));
        match &notice.said {
            Said::Yes { on, channel, told_by } => {
                let on = plain(&dates::plain(look.words, *on));
                let channel = self.code("contact_channel", channel.as_str());
                self.row("notices-yes", &format!("{on} · {channel} · {told_by}"));
            }
            Said::No {
                ground,
                reason,
                look_again_on,
            } => {
                let ground = self.code("notice_ground", ground.as_str());
                self.row("notices-no", &ground);
                self.words("notices-text", Some(reason));
                self.date("hand-out-look-again", *look_again_on);
            }
        }
        self.recorded(&notice.recorded_by, notice.recorded_at);
    }

    fn logged(&mut self, logged: &Logged) {
        match &logged.what {
            Work::Contact {
                with,
                at,
                channel,
                result,
                note,
                next_at,
            } => {
                let what = [
                    self.when(*at),
                    self.code("contact_with", with.as_str()),
                    self.code("contact_channel", channel.as_str()),
                    self.code("contact_result", result.as_str()),
                ];
                self.row("hand-out-logged", &what.join(" · "));
                self.words("contact-column-note", note.as_ref());
                self.moment("contact-column-next", *next_at);
            }
            Work::Note { text } => self.words("work-note", Some(text)),
        }
        self.recorded(&logged.recorded_by, logged.recorded_at);
    }

    /// Who wrote something down, and when.
    fn recorded(&mut self, by: &str, at: DateTime<Utc>) {
        let variables = [
            ("who", FluentValue::from(by)),
            ("when", FluentValue::from(dates::moment(self.look.words, at))),
        ];
        let written = plain(&self.look.words.format("notices-written", &variables));
        self.line(&written);
    }
}

/// What is shown keeps a date together; what is copied has plain spaces.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}
