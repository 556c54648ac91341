//! The answer to a request that failed: a page with a way on and the emergency number, or a problem document.

use actix_web::HttpMessage;
use actix_web::dev::ServiceRequest;
use actix_web::http::header::{ACCEPT, ACCEPT_LANGUAGE, HeaderName};
use askama::Template;
use serde::Serialize;

use super::component::{Block, Blocks};
use super::pages::{PlainPage, StaffPage};
use super::prose::Prose;
use super::shell::{Shell, ShellInput, StaffShell, relative_root};
use super::view::Link;
use crate::domain::language::{Language, Offered};
use crate::text::{Texts, Words, negotiate};
use crate::web::error::WrongField;
use crate::web::error_code::ErrorCode;
use crate::web::layer::edge::Inadmissible;

/// What an error page says besides the error.
pub struct FailureLook {
    /// The path prefix of the service without a slash at its end; empty at the root.
    pub mount: String,
    /// The languages that are offered.
    pub languages: Offered,
    /// The county's name in a language.
    pub county: Box<dyn Fn(Language) -> String + Send + Sync>,
    /// Whom to call besides 112, one paragraph each.
    pub help: Box<dyn Fn(Language) -> Vec<Prose> + Send + Sync>,
}

/// Who asked for what, as far as the answer depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The path below the mount point.
    pub path: String,
    /// The language of the answer.
    pub language: Language,
    /// Whether a machine asked.
    pub json: bool,
    /// Whether it is a page of staff, on a host that has these.
    pub staff: bool,
}

impl Asked {
    /// Reads the request. Nothing of it is kept beyond the answer.
    pub fn by(request: &ServiceRequest, mount: &str, languages: &Offered) -> Self {
        let header = |name: HeaderName| {
            let value = request.headers().get(name).and_then(|value| value.to_str().ok());
            value.unwrap_or_default()
        };
        let path = request.path().strip_prefix(mount).unwrap_or(request.path());
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        let language = languages
            .by_path(first)
            .or_else(|| negotiate::from_accept_language(header(ACCEPT_LANGUAGE), languages))
            .unwrap_or_else(|| languages.first());
        let accept = header(ACCEPT);
        let json = first == "api" || (accept.contains("json") && !accept.contains("text/html"));
        let elsewhere = request.extensions().get::<Inadmissible>() == Some(&Inadmissible::Elsewhere);
        Self {
            path: path.to_owned(),
            language,
            json,
            staff: (path == "/staff" || path.starts_with("/staff/")) && !elsewhere,
        }
    }

    fn words(&self) -> Words<'static> {
        Texts::embedded().words(self.language)
    }
}

/// The page. `number` is that of the log line, for a fault of ours.
pub fn page(look: &FailureLook, asked: &Asked, code: ErrorCode, number: Option<String>) -> String {
    let words = asked.words();
    let heading = words.get("error-title").into_owned();
    let county = (look.county)(asked.language);
    let start = if asked.staff { "/staff/" } else { "/" };
    let start = format!("{}{start}", relative_root(&asked.path));
    // What staff do not find may be there and not theirs to see.
    let (text, on) = match (asked.staff, code) {
        (true, ErrorCode::NotFound) => ("case-not-found", "staff-desk"),
        (true, _) => (code.text_key(), "staff-desk"),
        (false, _) => (code.text_key(), "error-again"),
    };
    let mut blocks = vec![Block::Paragraph(words.get(text).into_owned())];
    if let Some(number) = number {
        blocks.push(Block::Paragraph(words.with("error-number", "id", &number)));
    }
    blocks.push(Block::Links(vec![Link::new(start, words.get(on))]));
    let rendered = if asked.staff {
        StaffPage {
            shell: StaffShell::new(&asked.path, &heading, county, words),
            banner: None,
            errors: None,
            caption: None,
            heading,
            before: blocks.into(),
            form: None,
            after: Blocks::default(),
            pages: None,
        }
        .render()
    } else {
        let input = ShellInput {
            path: &asked.path,
            county,
            help: (look.help)(asked.language),
            languages: &look.languages,
            faulty: true,
        };
        PlainPage {
            shell: Shell::new(input, words)
                .leading_to_contacts(words)
                .headed("error-title", words),
            heading,
            panel: None,
            blocks: blocks.into(),
        }
        .render()
    };
    // Writing to a string does not fail; should it, the status alone still says it.
    rendered.unwrap_or_default()
}

#[derive(Serialize)]
struct Problem<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    code: &'static str,
    detail: String,
    #[serde(skip_serializing_if = "<[WrongField]>::is_empty")]
    errors: &'a [WrongField],
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
}

/// The RFC 9457 problem document, as JSON text.
pub fn document(asked: &Asked, code: ErrorCode, errors: &[WrongField], number: Option<String>) -> String {
    let problem = Problem {
        kind: "about:blank",
        title: code.status().canonical_reason().unwrap_or_default(),
        status: code.status().as_u16(),
        code: code.name(),
        detail: asked.words().get(code.text_key()).into_owned(),
        errors,
        number,
    };
    serde_json::to_string(&problem).unwrap_or_default()
}
