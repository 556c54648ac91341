//! The whole report as its form defines it, in blocks by who may read them. Nothing that was sent is left out.

use crate::domain::report::{NewReport, Subject};
use crate::domain::sensitivity::Sensitivity;
use crate::forms::definition::{Form, Kind};
use crate::forms::{self, key, load, stored};
use crate::intake::open_case::CaseFile;
use crate::web::page::component::Block;
use crate::web::page::view::{Line, SummaryList, SummaryRow};
use crate::web::staff::look::Look;
use crate::wire;

/// The blocks of a report: what the family may read, what only a worker reads, who reports.
pub struct ReportView {
    /// What the family may read: this case's child first, then what concerns all, then the others.
    pub family: Vec<Block>,
    /// What only a worker reads.
    pub worker_only: Vec<Block>,
    /// Who reports, as far as it is open.
    pub reporter: Vec<Block>,
}

/// Draws the report of `file`.
pub fn view(look: &Look, file: &CaseFile) -> ReportView {
    let report = &file.opened.report;
    let form = form_of(report);
    let document = wire::document(report);
    let name_of = |list: &str, code: &str| look.name_of(list, code);
    let mut view = ReportView {
        family: Vec::new(),
        worker_only: Vec::new(),
        reporter: Vec::new(),
    };
    let Some(form) = form else {
        return view;
    };
    let lang = report.language.code();
    for block in stored::rows(form, &document, look.words, &name_of) {
        let drawn = Rows {
            look,
            form,
            lang,
            own: file.case.subject,
        }
        .draw(&block.rows);
        match block.sensitivity {
            Sensitivity::FamilyMayRead => view.family = drawn,
            Sensitivity::WorkerOnly => view.worker_only = drawn,
            Sensitivity::ReporterIdentity => view.reporter = drawn,
        }
    }
    view
}

/// The form that was filled in; a report by the API is shown in the order of the one for work.
fn form_of(report: &NewReport) -> Option<&'static Form> {
    let named = report.form.as_ref().and_then(|form| load::form(&form.id));
    named.or_else(|| load::form("professional"))
}

struct Rows<'a> {
    look: &'a Look,
    form: &'a Form,
    lang: &'static str,
    own: Subject,
}

impl Rows<'_> {
    /// The rows under the heading of whom they are about: this case's child first.
    fn draw(&self, rows: &[forms::Row]) -> Vec<Block> {
        let own = |row: &&forms::Row| row.subject == Some(self.own);
        let all = |row: &&forms::Row| row.subject.is_none() && row.group.is_none();
        let mut blocks = Vec::new();
        for (group, rows) in by_group(rows.iter().filter(own)) {
            blocks.extend(self.group(group, &rows, true));
        }
        for (_, rows) in by_group(rows.iter().filter(all)) {
            blocks.extend(self.group(None, &rows, false));
        }
        for (group, rows) in by_group(rows.iter().filter(|row| !own(row) && !all(row))) {
            blocks.extend(self.group(group, &rows, false));
        }
        blocks
    }

    fn group(&self, group: Option<&str>, rows: &[&forms::Row], own: bool) -> Vec<Block> {
        let heading = group.map(|name| {
            if own {
                self.look.words.with("case-this", "who", name)
            } else {
                name.to_owned()
            }
        });
        let rows = rows.iter().map(|row| self.row(row)).collect();
        heading
            .map(Block::Subheading)
            .into_iter()
            .chain([Block::Summary(SummaryList { rows })])
            .collect()
    }

    fn row(&self, row: &forms::Row) -> SummaryRow {
        let text = row.value.clone().unwrap_or_default();
        let value = if self.is_said(&row.key) {
            Line::Said {
                text,
                lang: self.lang,
            }
        } else {
            Line::Text(text)
        };
        SummaryRow {
            key: row.label.clone(),
            value: vec![value],
            action: None,
        }
    }

    /// Whether a value is the reporter's own words, in the reporter's language.
    fn is_said(&self, key: &str) -> bool {
        let pattern = key::pattern(key);
        let field = self
            .form
            .fields()
            .map(|(_, field)| field)
            .find(|field| field.key == pattern || field.key == key);
        field.is_none_or(|field| matches!(field.kind, Kind::Text | Kind::Textarea))
    }
}

/// Rows in a row that are about the same.
fn by_group<'a>(rows: impl Iterator<Item = &'a forms::Row>) -> Vec<(Option<&'a str>, Vec<&'a forms::Row>)> {
    let mut groups: Vec<(Option<&str>, Vec<&forms::Row>)> = Vec::new();
    for row in rows {
        let group = row.group.as_deref();
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((group, vec![row])),
        }
    }
    groups
}
