//! The way to put a case aside: closed below the form, with one field for the reason.

use crate::intake::put_aside;
use crate::text::FluentValue;
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook, Details};
use crate::web::page::field::{FieldFault, Label, TextField};
use crate::web::page::pages::StaffForm;
use crate::web::staff::look::{Look, csrf};

/// The closed block; open, with its fault, where `typed` was posted and is no reason. `folder` is the way from the page to the
/// case.
pub fn block(look: &Look, signed: &SignedIn, folder: &str, typed: Option<&str>) -> Block {
    let mut label = Label::new("aside", look.word("triage-aside-reason"));
    label.error = typed.map(|_| FieldFault {
        prefix: look.word("error-prefix"),
        text: fault(look),
    });
    let form = StaffForm {
        action: format!("{folder}/aside"),
        hidden: csrf(signed),
        blocks: vec![Block::Text(TextField::new(label, typed.unwrap_or_default()))].into(),
        buttons: vec![Button::go("aside", look.word("triage-aside-button")).looking(ButtonLook::Secondary)],
    };
    Block::Details(Details {
        summary: look.word("triage-aside"),
        open: typed.is_some(),
        inside: vec![Block::Form(form)].into(),
    })
}

/// What is wrong with a reason for putting a case aside.
pub fn fault(look: &Look) -> String {
    let number = |count: usize| FluentValue::from(u32::try_from(count).unwrap_or(u32::MAX));
    let limits = [
        ("min", number(put_aside::SHORTEST)),
        ("max", number(put_aside::LONGEST)),
    ];
    look.words.format("triage-aside-error", &limits)
}
