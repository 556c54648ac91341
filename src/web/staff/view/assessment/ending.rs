//! How an assessment ends: the conclusion, and closing.

use crate::domain::assessment::{Conclusion, Delay, DelayCause, asks_start_delay, completes_late};
use crate::domain::lifecycle::{CaseStatus, Outcome};
use crate::intake::notices::JoinedUntold;
use crate::text::{FluentValue, dates};
use crate::web::page::component::Block;
use crate::web::page::field::Width;
use crate::web::page::view::{Line, Link, SummaryList, SummaryRow};
use crate::web::staff::filled::{Controls, hidden};
use crate::web::staff::look::Look;
use crate::web::staff::typed;

use super::{Drawer, form};

impl Drawer<'_> {
    /// What it came to, or the form that ends it, for whoever may.
    pub(super) fn ending(&self) -> Vec<Block> {
        let look = self.look;
        let status = self.work.life.status();
        let mut blocks = Vec::new();
        if let Some(conclusion) = &self.work.conclusion {
            blocks.push(Block::Heading(look.word("work-conclusion")));
            blocks.push(Block::Summary(concluded(look, conclusion)));
            if conclusion.outcome == Outcome::ChildWelfareClient {
                blocks.push(Block::Inset(look.word("work-client-told")));
            }
        }
        if status == CaseStatus::UnderAssessment {
            blocks.push(Block::Heading(look.word("work-finish")));
            if self.work.signs {
                blocks.extend(self.untold());
                blocks.push(self.finish());
            } else {
                blocks.push(Block::Paragraph(look.word("work-finish-whose")));
            }
        }
        if status == CaseStatus::Assessed && self.work.closes {
            blocks.push(Block::Heading(look.word("work-close")));
            blocks.extend(self.untold());
            let version = [("version", self.work.case.version.to_string())];
            blocks.push(self.form(
                form::CLOSE,
                "work-close-button",
                hidden(self.signed, &version),
                Vec::new(),
            ));
        }
        blocks
    }

    fn untold(&self) -> Vec<Block> {
        untold(
            self.look,
            self.folder,
            self.work.open_notices,
            &self.work.joined_untold,
        )
    }

    fn finish(&self) -> Block {
        let look = self.look;
        let controls = self.controls(form::FINISH);
        let today = typed::written(look.today());
        let mut blocks = vec![
            controls.radios(
                "finish_outcome",
                "work-outcome",
                "outcome",
                &Outcome::ALL.map(Outcome::as_str),
            ),
            controls.text("finish_on", "work-completed-on", &today, Width::Ten),
            controls.area("finish_reason", "work-reason", 6),
        ];
        if asks_start_delay(&self.work.life) {
            blocks.extend(delay(&controls, "finish_start", "work-start-delay"));
        }
        // Asked for once today is late: no day that can be told is later.
        if completes_late(&self.work.life, look.today()) {
            blocks.extend(delay(&controls, "finish_complete", "work-complete-delay"));
        }
        let version = [("version", self.work.case.version.to_string())];
        self.form(
            form::FINISH,
            "work-finish-button",
            hidden(self.signed, &version),
            blocks,
        )
    }
}

/// That `open` people are still to be told of the report of the case at `folder`, and somebody of those that were `joined` to it; and
/// where that is written down.
pub fn untold(look: &Look, folder: &str, open: usize, joined: &[JoinedUntold]) -> Vec<Block> {
    let mut blocks = Vec::new();
    if open > 0 {
        let link = Link::new(format!("{folder}/notices"), look.word("progress-notices"));
        blocks.push(Block::Inset(look.words.count("work-untold", "count", open)));
        blocks.push(Block::Links(vec![link]));
    }
    if !joined.is_empty() {
        let cases = folder.rsplit_once('/').map_or(folder, |(cases, _)| cases);
        let links = joined.iter().map(|joined| {
            let open = u32::try_from(joined.open).unwrap_or(u32::MAX);
            let variables = [
                ("reference", FluentValue::from(joined.reference.to_string())),
                ("count", FluentValue::from(open)),
            ];
            let text = look.words.format("work-untold-joined-case", &variables);
            Link::new(format!("{cases}/{}/notices", joined.case), text)
        });
        blocks.push(Block::Inset(look.word("work-untold-joined")));
        blocks.push(Block::Links(links.collect()));
    }
    blocks
}

/// Asks why something was late, in fields whose names begin with `name`.
pub fn delay(controls: &Controls<'_>, name: &str, key: &str) -> Vec<Block> {
    let label = controls.label(&format!("{name}_cause"), key);
    let causes = controls.options("delay_cause", &DelayCause::ALL.map(DelayCause::as_str));
    vec![
        controls.select(label, causes, ""),
        controls.area(&format!("{name}_text"), "work-delay-text", 2),
    ]
}

/// Why something was late, in lines.
pub fn told(look: &Look, delay: &Delay) -> Vec<Line> {
    let cause = look.words.code("delay_cause", delay.cause.as_str());
    let text = delay.text.as_ref().map(|text| Line::text(text.expose()));
    [Line::text(cause)].into_iter().chain(text).collect()
}

/// What an assessment came to.
fn concluded(look: &Look, conclusion: &Conclusion) -> SummaryList {
    let row = |key: &str, value: Vec<Line>| SummaryRow {
        key: look.word(key),
        value,
        action: None,
    };
    let outcome = look.words.code("outcome", conclusion.outcome.as_str());
    let delays = [
        ("work-start-delay", &conclusion.start_delay),
        ("work-complete-delay", &conclusion.complete_delay),
    ];
    let delays = delays
        .into_iter()
        .filter_map(|(key, delay)| Some(row(key, told(look, delay.as_ref()?))));
    let rows = [
        row("work-outcome", vec![Line::text(outcome)]),
        row(
            "work-completed-on",
            vec![Line::Text(dates::full(look.words, conclusion.completed_on))],
        ),
        row("work-reason", vec![Line::text(conclusion.reason.expose())]),
    ];
    SummaryList {
        rows: rows.into_iter().chain(delays).collect(),
    }
}
