//! What the pages of the own account are made of: fields of sign-in, a second factor to be taken, recovery codes.

use crate::domain::password::{LONGEST, PasswordProblem, SHORTEST};
use crate::intake::recovery_codes::COUNT;
use crate::intake::second_factor::Offer;
use crate::intake::staff_secrets::RecoveryCode;
use crate::text::FluentValue;
use crate::web::page::component::Block;
use crate::web::page::field::{FieldFault, Label, TextField, Width};
use crate::web::page::picture::Picture;
use crate::web::page::view::{ErrorSummary, FaultLink};
use crate::web::staff::delay::Later;
use crate::web::staff::look::Look;

/// What is wrong with a field, by its name.
pub type Fault = (&'static str, String);

/// A box with what was typed; `token` is its autocomplete token.
pub fn field(look: &Look, name: &str, text: &str, value: &str, token: &'static str) -> TextField {
    TextField {
        autocomplete: token,
        width: Width::Twenty,
        ..TextField::new(Label::new(name, look.word(text)), value)
    }
}

/// A box for a password; what was typed never comes back.
pub fn password(look: &Look, name: &str, text: &str, token: &'static str) -> TextField {
    TextField {
        kind: "password",
        ..field(look, name, text, "", token)
    }
}

/// A box for a new password with its rules.
pub fn new_password(look: &Look, text: &str) -> TextField {
    let mut field = password(look, "password", text, "new-password");
    field.label.hint = Some(look.words.format(
        "password-hint",
        &[("min", number(SHORTEST)), ("max", number(LONGEST))],
    ));
    field
}

/// A box for a one-time code.
pub fn code(look: &Look, name: &str) -> TextField {
    let mut field = field(look, name, "staff-sign-in-code", "", "one-time-code");
    field.label.hint = Some(look.word("staff-sign-in-code-hint"));
    field.inputmode = Some("numeric");
    field.width = Width::Ten;
    field
}

/// A box for a recovery code.
pub fn recovery_code(look: &Look) -> TextField {
    let mut field = field(look, "code", "staff-sign-in-recovery", "", "off");
    field.label.hint = Some(look.word("staff-sign-in-recovery-hint"));
    field.width = Width::Full;
    field
}

/// `field` with what is wrong with it, if anything is.
pub fn with_fault(look: &Look, mut field: TextField, fault: Option<&Fault>) -> Block {
    field.label.error = fault
        .filter(|(name, _)| *name == field.label.name)
        .map(|(_, text)| FieldFault {
            prefix: look.word("shell-fault"),
            text: text.clone(),
        });
    Block::Text(field)
}

/// The summary of the one fault of a page.
pub fn summary(look: &Look, fault: Option<&Fault>) -> Option<ErrorSummary> {
    fault.map(|(id, text)| ErrorSummary {
        title: look.word("error-summary-title"),
        faults: vec![FaultLink {
            id: (*id).to_owned(),
            text: text.clone(),
        }],
    })
}

/// What speaks against a password, in words.
pub fn problem(look: &Look, problem: PasswordProblem) -> String {
    match problem {
        PasswordProblem::Length => look.words.format(
            "password-problem-length",
            &[("min", number(SHORTEST)), ("max", number(LONGEST))],
        ),
        PasswordProblem::Common => look.word("password-problem-common"),
        PasswordProblem::Surroundings => look.word("password-problem-surroundings"),
        PasswordProblem::Pattern => look.word("password-problem-pattern"),
    }
}

/// How a second factor is taken: steps, the picture, the secret to type.
pub fn offer(look: &Look, offer: &Offer) -> Vec<Block> {
    let steps = [
        "second-factor-step-app",
        "second-factor-step-scan",
        "second-factor-step-code",
    ];
    let mut blocks = vec![Block::Steps(steps.map(|key| look.word(key)).into())];
    let label = look.word("second-factor-picture");
    blocks.extend(Picture::qr(offer.otpauth_url.expose(), label).map(Block::Picture));
    let letters: Vec<char> = offer.base32.expose().chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    blocks.push(Block::Heading(look.word("second-factor-by-hand")));
    blocks.push(Block::Code(groups.join(" ")));
    blocks
}

/// Recovery codes, the only time that they are shown.
pub fn recovery_codes(look: &Look, codes: &[RecoveryCode]) -> Vec<Block> {
    let count = [("count", number(COUNT))];
    let mut blocks = vec![
        Block::Paragraph(look.words.format("recovery-once", &count)),
        Block::Paragraph(look.word("recovery-keep")),
    ];
    blocks.extend(codes.iter().map(|code| Block::Code(code.readable())));
    blocks
}

/// That too much was tried, and when to come again.
pub fn wait(look: &Look, later: Later) -> String {
    let seconds = FluentValue::from(later.seconds());
    look.words.format("staff-sign-in-wait", &[("seconds", seconds)])
}

/// A number for a text.
pub fn number(value: usize) -> FluentValue<'static> {
    FluentValue::from(u32::try_from(value).unwrap_or(u32::MAX))
}
