//! The files of a report on the page of a case: what each is and how it came, and a link by which it is saved.

use crate::domain::attachment::FileFacts;
use crate::intake::open_attachment::ListedFile;
use crate::intake::open_case::CaseFile;
use crate::text::FluentValue;
use crate::web::page::component::Block;
use crate::web::page::view::{Column, Line, Link, Row, Table};
use crate::web::staff::look::Look;

/// The heading, a word of warning and the list; nothing where no file came.
pub fn blocks(look: &Look, file: &CaseFile, cases: &str) -> Vec<Block> {
    if file.files.is_empty() {
        return Vec::new();
    }
    let column = |key: &str| Column::plain(look.word(key));
    let rows = file.files.iter().map(|listed| Row {
        cells: vec![
            vec![Line::Link(Link::new(
                format!("{cases}/{}/files/{}", file.case.id, listed.id),
                listed.facts.name.expose().as_str(),
            ))],
            what(look, listed),
            marks(look, &listed.facts),
            vec![Line::text(look.words.code("scan", listed.scan.as_str()))],
        ],
    });
    vec![
        Block::Heading(look.word("case-files")),
        Block::Paragraph(look.word("case-files-saved")),
        Block::Table(Table {
            caption: look.word("case-files"),
            caption_hidden: true,
            columns: vec![
                column("case-file-name"),
                column("case-file-kind"),
                column("case-file-marks"),
                column("case-file-scan"),
            ],
            rows: rows.collect(),
        }),
    ]
}

fn what(look: &Look, listed: &ListedFile) -> Vec<Line> {
    let facts = &listed.facts;
    let kind = look.words.code("file", facts.kind.as_str());
    let mut lines = vec![Line::text(format!("{kind}, {}", size(look, facts.size)))];
    if facts.active {
        lines.push(Line::text(look.word("case-file-active")));
    }
    if listed.message.is_some() {
        lines.push(Line::Quiet(look.word("case-file-with-message")));
    }
    lines
}

fn marks(look: &Look, facts: &FileFacts) -> Vec<Line> {
    let mut lines = vec![Line::text(look.words.code("marks", facts.marks.as_str()))];
    if let Some(author) = &facts.author {
        lines.push(Line::Quiet(look.words.with(
            "case-file-author",
            "author",
            author.expose(),
        )));
    }
    lines
}

/// In kilobytes, or in megabytes with one decimal.
fn size(look: &Look, bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1024);
    if kilobytes < 1024 {
        let count = u32::try_from(kilobytes).unwrap_or(u32::MAX);
        return look
            .words
            .format("case-file-kilobytes", &[("count", FluentValue::from(count))]);
    }
    let tenths = (bytes * 10).div_ceil(1024 * 1024);
    let mark = look.words.get("number-decimal-mark");
    let number = format!("{}{mark}{}", tenths / 10, tenths % 10);
    look.words.with("case-file-megabytes", "count", &number)
}
