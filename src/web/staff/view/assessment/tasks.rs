//! The task list with its status words, and who answers for the child.

use crate::domain::assessment::{Task, TaskStatus};
use crate::domain::lifecycle::CaseStatus;
use crate::text::FluentValue;
use crate::web::page::component::{Block, Details};
use crate::web::page::view::{Colour, Line, Link, RowAction, SummaryList, SummaryRow, Tag};
use crate::web::staff::filled::hidden;

use super::{Drawer, form};

impl Drawer<'_> {
    /// The tasks, the form that marks them, the one for the urgency, and who answers for the child.
    pub(super) fn tasks(&self) -> Vec<Block> {
        let look = self.look;
        let mut rows = vec![self.told(), self.urgency()];
        rows.extend(Task::ALL.into_iter().map(|task| self.task(task)));
        rows.push(self.responsible());
        let mut blocks = vec![
            Block::Heading(look.word("work-tasks")),
            Block::Summary(SummaryList { rows }),
        ];
        let controls = self.controls(form::TASKS);
        let statuses = TaskStatus::ALL.map(|status| {
            let word = look.words.code("task_status", status.as_str()).into_owned();
            (status.as_str().to_owned(), word)
        });
        let fields = Task::ALL.into_iter().map(|task| {
            let name = format!("tasks_{}", task.as_str());
            let mut label = controls.label(&name, "work-tasks");
            label.text = look.words.code("assessment_task", task.as_str()).into_owned();
            controls.select(label, statuses.to_vec(), self.status(task).as_str())
        });
        let version = [("version", self.work.sheet_version.to_string())];
        let inside = self.form(
            form::TASKS,
            "work-save",
            hidden(self.signed, &version),
            fields.collect(),
        );
        blocks.push(Block::Details(Details {
            summary: look.word("work-tasks-mark"),
            open: controls.is_back(),
            inside: vec![inside].into(),
        }));
        blocks.extend(self.urgency_again());
        let waits = matches!(
            self.work.life.status(),
            CaseStatus::Received | CaseStatus::Triaged
        );
        if !waits {
            blocks.push(self.name_responsible());
        }
        blocks
    }

    fn status(&self, task: Task) -> TaskStatus {
        let known = self.work.tasks.get(&task).copied();
        known.unwrap_or(TaskStatus::NotStarted)
    }

    fn task(&self, task: Task) -> SummaryRow {
        SummaryRow {
            key: self
                .look
                .words
                .code("assessment_task", task.as_str())
                .into_owned(),
            value: vec![Line::Tag(self.tag(self.status(task)))],
            action: None,
        }
    }

    pub(super) fn tag(&self, status: TaskStatus) -> Tag {
        Tag {
            text: self.look.words.code("task_status", status.as_str()).into_owned(),
            colour: match status {
                TaskStatus::NotStarted => Colour::Yellow,
                TaskStatus::UnderWay => Colour::Blue,
                TaskStatus::Done => Colour::Green,
                TaskStatus::NotNeeded => Colour::Grey,
            },
        }
    }

    /// Whether guardians and child are told: it follows from the notice log.
    fn told(&self) -> SummaryRow {
        let look = self.look;
        let (open, all) = (self.work.open_notices, self.work.notices.len());
        let status = match open {
            0 => TaskStatus::Done,
            open if open == all => TaskStatus::NotStarted,
            _ => TaskStatus::UnderWay,
        };
        let mut value = vec![Line::Tag(self.tag(status))];
        if open > 0 {
            let count = |count: usize| FluentValue::from(u32::try_from(count).unwrap_or(u32::MAX));
            let variables = [("open", count(open)), ("all", count(all))];
            value.push(Line::Quiet(look.words.format("work-told-open", &variables)));
        }
        let link = Link::new(format!("{}/notices", self.folder), look.word("progress-notices"));
        SummaryRow {
            key: look.word("work-told"),
            value,
            action: Some(RowAction::Link(link)),
        }
    }

    fn responsible(&self) -> SummaryRow {
        let look = self.look;
        let named = self.work.responsible.and_then(|id| {
            let mut known = self.work.social_workers.iter();
            known.find(|colleague| colleague.id == id)
        });
        let value = named.map_or_else(
            || {
                Line::Tag(Tag {
                    text: look.word("work-responsible-none"),
                    colour: Colour::Yellow,
                })
            },
            |colleague| Line::text(&*colleague.name),
        );
        SummaryRow {
            key: look.word("work-responsible"),
            value: vec![value],
            action: None,
        }
    }

    fn name_responsible(&self) -> Block {
        let look = self.look;
        let controls = self.controls(form::RESPONSIBLE);
        let known = self.work.social_workers.iter();
        let known = known.map(|colleague| (colleague.id.to_string(), colleague.name.clone()));
        let options = std::iter::once((String::new(), look.word("choose"))).chain(known);
        let chosen = self.work.responsible.map(|id| id.to_string()).unwrap_or_default();
        let label = controls.label("responsible_who", "work-responsible");
        let version = [("version", self.work.case.version.to_string())];
        let inside = self.form(
            form::RESPONSIBLE,
            "work-save",
            hidden(self.signed, &version),
            vec![controls.select(label, options.collect(), &chosen)],
        );
        Block::Details(Details {
            summary: look.word("work-responsible-set"),
            open: controls.is_back(),
            inside: vec![inside].into(),
        })
    }
}
