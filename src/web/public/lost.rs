//! What a person sees whose page cannot be gone on with: too old, or not ours. What was typed on it stands in boxes to
//! copy, with the numbers to call and the way to a new start.

use super::around::Around;
use super::look;
use super::saying::Saying;
use crate::forms::definition::{Form, Kind};
use crate::forms::{key, load};
use crate::text::{FluentValue, Words};
use crate::web::error_code::ErrorCode;
use crate::web::page::component::Block;
use crate::web::page::field::{Label, TextArea};
use crate::web::page::pages::PlainPage;

/// The page for `code`, with the texts among the `posted` values.
pub fn page(
    code: ErrorCode,
    posted: &[(String, String)],
    words: Words<'_>,
    around: &Around<'_>,
) -> PlainPage {
    let shell = look::shell(around, words, true).headed("error-title", words);
    let say = Saying::on(&shell, words);
    let mut blocks = vec![say.paragraph(code.text_key())];
    let typed = typed(posted, words);
    if !typed.is_empty() {
        blocks.push(say.paragraph("lost-copy"));
        blocks.extend(typed.into_iter().map(Block::Area));
    }
    let again = format!("{}/{}", shell.root, words.language().path());
    blocks.push(Block::Links(vec![say.link(again, "error-again")]));
    PlainPage {
        shell,
        heading: words.get("error-title").into_owned(),
        panel: None,
        blocks: blocks.into(),
    }
}

/// Every text that was typed, under the name of its field.
fn typed(posted: &[(String, String)], words: Words<'_>) -> Vec<TextArea> {
    posted
        .iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .filter_map(|(name, value)| {
            let mut fields = load::all().iter().flat_map(Form::fields).map(|(_, field)| field);
            let field =
                fields.find(|field| field.key == *name || key::pattern(&field.key) == key::pattern(name))?;
            let is_text = matches!(
                field.kind,
                Kind::Text
                    | Kind::Textarea
                    | Kind::IdentityCode
                    | Kind::Municipality
                    | Kind::Phone
                    | Kind::Email
            );
            is_text.then(|| TextArea {
                label: Label::new(
                    name,
                    words.format(&field.label_key(), &[("number", FluentValue::from(""))]),
                ),
                value: value.replace("\r\n", "\n"),
                rows: if field.kind == Kind::Textarea { 8 } else { 1 },
            })
        })
        .collect()
}
