//! The page with the box for the code. A wrong code, one whose messages have ended and one that never was get the same page,
//! byte for byte: what was typed does not stand in it. It stays where the same code is to be sent again.

use crate::text::Words;
use crate::web::page::component::Block;
use crate::web::page::field::{FieldFault, Label, TextField};
use crate::web::page::pages::StepPage;
use crate::web::page::view::{ErrorSummary, FaultLink};
use crate::web::public::around::Around;
use crate::web::public::look;
use crate::web::public::saying::Saying;

/// The name of the box.
pub const CODE: &str = "code";

/// The page at `path`, with what was wrong and what is `typed` in the box.
pub fn page(
    path: &str,
    fault: Option<String>,
    typed: &str,
    words: Words<'_>,
    around: &Around<'_>,
) -> StepPage {
    let word = |key: &str| words.get(key).into_owned();
    let say = Saying::below("followup-title", words);
    let mut label = Label::new(CODE, word("followup-code"));
    label.hint = Some(word("followup-code-hint"));
    label.error = fault.clone().map(|text| FieldFault {
        prefix: word("error-prefix"),
        text,
    });
    let errors = fault.map(|text| ErrorSummary {
        title: word("error-summary-title"),
        faults: vec![FaultLink {
            id: CODE.to_owned(),
            text,
        }],
    });
    StepPage {
        shell: look::shell_at(path, around, words, errors.is_some())
            .headed("followup-title", words)
            .in_each_language("followup")
            .leading_to_start(words),
        caption: None,
        errors,
        heading: Some(word("followup-title")),
        blocks: vec![
            say.paragraph("followup-what"),
            say.of("followup-code", Block::Text(TextField::new(label, typed))),
        ]
        .into(),
        hidden: Vec::new(),
        buttons: vec![say.button("open", "followup-open")],
        files: false,
        after: Vec::new().into(),
    }
}
