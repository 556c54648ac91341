//! On the check page: words in what the family may read by which a reporter could be recognised who wants not to be.
//! They are shown with the reason, each field with a way to change it; nothing is blocked and nothing kept.

use std::ops::Range;

use super::saying::Saying;
use super::visit::Visit;
use crate::domain::codes::ReporterRole;
use crate::domain::sensitivity::Sensitivity;
use crate::forms::definition::Kind;
use crate::forms::{Answers, Block as RowsBlock, Form, PageAt, Row, key, pages};
use crate::text::recognise::{Look, Mark, marks};
use crate::text::{FluentValue, Words};
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::view::{Line, MarkedPiece, RowAction, SummaryList, SummaryRow};

/// The most words that are told of one field; what is more stays marked in its row.
const MOST_TOLD: usize = 8;

/// What was found, by field.
#[derive(Default)]
pub struct Recognisable<'a> {
    fields: Vec<(&'a Row, Vec<Mark>)>,
    /// The page that asks what only the worker reads.
    worker_only: Option<PageAt>,
}

impl<'a> Recognisable<'a> {
    /// Looks through the free texts among the rows that the family may read; finds nothing for a reporter whose name
    /// they may know.
    pub fn find(visit: &Visit, blocks: &'a [RowsBlock]) -> Self {
        let form = visit.form();
        let answers = &visit.answers;
        let Some(look) = look(answers) else {
            return Self::default();
        };
        let own_name = answers.filled("reporter.name");
        let rows = blocks
            .iter()
            .filter(|block| block.sensitivity == Sensitivity::FamilyMayRead)
            .flat_map(|block| &block.rows)
            .filter(|row| is_free_text(form, &row.key));
        let fields = rows
            .filter_map(|row| {
                // The child may have the same family name; it has to be told.
                let is_name = row.key.ends_with("name") || row.key.ends_with("names");
                let found = marks(row.value.as_deref()?, own_name.filter(|_| !is_name), look);
                (!found.is_empty()).then_some((row, found))
            })
            .collect();
        let shown = pages::shown(form, answers);
        let asks = shown
            .into_iter()
            .find(|page| page.asked.iter().any(|asked| asked.key == "worker_only"));
        Self {
            fields,
            worker_only: asks.map(|page| page.at),
        }
    }

    /// What the check page says of it; nothing where nothing was found.
    pub fn blocks(&self, say: Saying<'_>) -> Vec<Block> {
        let words = say.words;
        if self.fields.is_empty() {
            return Vec::new();
        }
        let rows = self.fields.iter().map(|(row, marks)| told(row, marks, words));
        let mut blocks = vec![
            say.heading("recognisable-title"),
            say.inset("recognisable-what"),
            Block::Summary(SummaryList { rows: rows.collect() }),
        ];
        blocks.extend(self.worker_only.as_ref().map(|page| {
            let place = words.get("details-worker-only");
            let label = words.with("recognisable-worker-only", "place", &place);
            let button = Button::go(format!("change:{page}"), label);
            Block::Buttons(vec![button.looking(ButtonLook::Link)])
        }));
        blocks
    }

    /// The value of a row, with the words in it marked.
    pub fn line(&self, row: &Row, value: &str) -> Line {
        let field = self.fields.iter().find(|(found, _)| found.key == row.key);
        field.map_or_else(
            || Line::text(value),
            |(_, marks)| Line::Marked(pieces(value, marks)),
        )
    }
}

/// What is looked for: nothing for a reporter who is named and does not mind, or reports in one's work; numbers and
/// addresses for somebody who tells of the own family, which knows the rest.
pub(super) fn look(answers: &Answers) -> Option<Look> {
    let role = answers.first("reporter_role").and_then(ReporterRole::parse);
    let named = !answers.has("reporter.identity", "anonymous")
        && ["reporter.name", "reporter.phone", "reporter.email"]
            .iter()
            .any(|key| answers.filled(key).is_some());
    let wishes_secrecy = answers.filled("reporter.secrecy_request").is_some();
    match role {
        Some(ReporterRole::Professional) => None,
        _ if named && !wishes_secrecy => None,
        Some(ReporterRole::PrivatePerson) => Some(Look::Everything),
        _ => Some(Look::ContactsOnly),
    }
}

/// The marked words of `text`, each once, with the reason.
pub(super) fn lines(text: &str, marks: &[Mark], words: Words<'_>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for mark in marks {
        let reason = words.get(&format!("recognisable-because-{}", mark.reason.as_str()));
        let line = words.format(
            "recognisable-words",
            &[
                ("words", FluentValue::from(mark.words(text))),
                ("reason", FluentValue::from(reason)),
            ],
        );
        if lines.len() < MOST_TOLD && !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

fn is_free_text(form: &Form, row: &str) -> bool {
    let mut fields = form.fields().map(|(_, field)| field);
    fields.any(|field| {
        let same = field.key == row || key::pattern(&field.key) == key::pattern(row);
        same && matches!(field.kind, Kind::Text | Kind::Textarea)
    })
}

/// The words of a field, each once, with the reason.
fn told(row: &Row, marks: &[Mark], words: Words<'_>) -> SummaryRow {
    let lines = lines(row.value.as_deref().unwrap_or_default(), marks, words);
    let whose = match &row.group {
        Some(whom) => format!("{whom}, {}", row.label),
        None => row.label.clone(),
    };
    SummaryRow {
        key: whose.clone(),
        value: lines.into_iter().map(Line::Text).collect(),
        action: row.change.as_ref().map(|page| {
            let button = Button::go(format!("change:{page}"), words.get("check-change"));
            RowAction::Button(button.looking(ButtonLook::Link).hidden(whose))
        }),
    }
}

/// The text in pieces, the marked ones told apart.
fn pieces(text: &str, marks: &[Mark]) -> Vec<MarkedPiece> {
    let mut ranges: Vec<Range<usize>> = marks.iter().flat_map(|mark| mark.parts.clone()).collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut pieces = Vec::new();
    let mut at = 0_usize;
    let mut push = |from: usize, to: usize, marked: bool| {
        let text = text.get(from..to).unwrap_or_default().to_owned();
        if !text.is_empty() {
            pieces.push(MarkedPiece { text, marked });
        }
    };
    for range in ranges {
        let start = range.start.max(at);
        push(at, start, false);
        push(start, range.end.max(start), true);
        at = range.end.max(at);
    }
    push(at, text.len(), false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::recognise::Reason;

    #[test]
    fn the_pieces_make_the_whole_text_also_where_marks_overlap() {
        let text = "Poika oli meillä yötä.";
        let mark = |part: Range<usize>| Mark {
            parts: vec![part],
            reason: Reason::Presence,
        };
        let found = pieces(text, &[mark(6..17), mark(10..24)]);
        let whole: String = found.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(whole, text);
        let marked: String = found
            .iter()
            .filter(|piece| piece.marked)
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(marked, "oli meillä yötä");
    }
}
