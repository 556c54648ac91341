//! How the urgent need was assessed, each time, and the form for once more.

use crate::domain::assessment::TaskStatus;
use crate::domain::lifecycle::{Triage, Urgency};
use crate::text::dates;
use crate::web::page::component::{Block, Details};
use crate::web::page::field::Width;
use crate::web::page::view::{Line, SummaryRow};
use crate::web::staff::filled::hidden;

use super::{Drawer, form};

impl Drawer<'_> {
    /// How the urgent need was assessed: what holds first, then what was signed before, with why it was assessed once more.
    pub(super) fn urgency(&self) -> SummaryRow {
        let life = &self.work.life;
        let signed = life.triage();
        let status = signed.map_or(TaskStatus::NotStarted, |_| TaskStatus::Done);
        let mut value = vec![Line::Tag(self.tag(status))];
        let again = life.reassessed();
        // What was received anew is triaged anew: then the last one here is not the one that holds.
        let holds = signed.filter(|signed| again.last().is_none_or(|last| last.after != *signed));
        value.extend(holds.map(|triage| self.signed_urgency(&triage)));
        for one in again.iter().rev() {
            value.push(self.signed_urgency(&one.after));
            value.push(Line::text(one.why.expose()));
        }
        value.extend(again.first().map(|one| self.signed_urgency(&one.before)));
        SummaryRow {
            key: self.look.word("work-urgent"),
            value,
            action: None,
        }
    }

    fn signed_urgency(&self, triage: &Triage) -> Line {
        let look = self.look;
        let urgency = look.words.code("triage_urgency", triage.urgency.as_str());
        let when = dates::moment(look.words, triage.signed.at);
        let told = format!("{urgency} · {when}");
        let who = self.work.assessors.get(&triage.signed.actor);
        Line::Quiet(who.map_or_else(|| told.clone(), |who| format!("{told} · {who}")))
    }

    /// The form for once more, for whoever signs an urgency.
    pub(super) fn urgency_again(&self) -> Option<Block> {
        if !self.work.signs || !self.work.life.status().can_be_reassessed() {
            return None;
        }
        let look = self.look;
        let controls = self.controls(form::URGENCY);
        let mut called = controls.text("urgency_called_at", "triage-called-at", "", Width::Ten);
        if let Block::Text(field) = &mut called {
            field.inputmode = Some("numeric");
            let duty = look.duty(self.work.case.county);
            if let (Some(hint), Some(duty)) = (&mut field.label.hint, duty) {
                hint.push(' ');
                hint.push_str(&look.words.with("triage-call", "duty", &duty));
            }
        }
        let blocks = vec![
            controls.radios(
                "urgency_need",
                "triage-urgency",
                "triage_urgency",
                &Urgency::ALL.map(Urgency::as_str),
            ),
            called,
            controls.area("urgency_why", "work-urgency-why", 2),
        ];
        let version = [("version", self.work.case.version.to_string())];
        let inside = self.form(
            form::URGENCY,
            "work-urgency-save",
            hidden(self.signed, &version),
            blocks,
        );
        Some(Block::Details(Details {
            summary: look.word("work-urgency-again"),
            open: controls.is_back(),
            inside: vec![inside].into(),
        }))
    }
}
