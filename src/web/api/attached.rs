//! A report with files, `multipart/form-data`: the part `report` is the JSON document, parts `attachments` are files.

use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::web::Payload;
use serde_json::{Value, json};

use super::body;
use super::problem::{Fault, Refusal};
use crate::domain::attachment::{LARGEST_FILE, MOST_FILES};
use crate::intake::App;
use crate::intake::attach::{AttachError, Upload};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::error_code::ErrorCode;
use crate::web::files::{self, Arrived, FILES, KEEP, Posted, Problem, Why};

/// Seconds after which another try makes sense when too many files are on their way in.
const RETRY_SECONDS: u32 = 10;

/// The part that is the report.
const REPORT: &str = "report";

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFault {
    /// There are too many.
    TooMany,
    /// It is too large.
    TooLarge,
    /// It is of none of the kinds that are taken in.
    Type,
    /// A picture does not keep to its format, so that its data cannot be taken out.
    Unreadable,
}

impl FileFault {
    /// The stable code; with hyphens and `api-` before it, the key of its text.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooMany => "files_too_many",
            Self::TooLarge => "file_too_large",
            Self::Type => "file_type",
            Self::Unreadable => "file_unreadable",
        }
    }

    /// Whether there is simply too much.
    pub const fn is_size(self) -> bool {
        matches!(self, Self::TooMany | Self::TooLarge)
    }
}

/// Reads the document of a request, and the files that came with it.
///
/// # Errors
/// As [`body::read_json`]; [`Fault::Part`] for parts that are not known, and [`Fault::File`]; then no file is left behind.
pub async fn read(
    request: &HttpRequest,
    payload: Payload,
    app: &App,
) -> Result<(Value, Option<Upload>), Refusal> {
    if !files::is_multipart(request.headers()) {
        return Ok((body::read_json(request, payload).await?, None));
    }
    let sealing = app.clone();
    let begin = move |_: &[(String, String)]| Ok(Upload::new(&sealing, sealing.clock.now()));
    let posted = files::read(request, payload, Arc::new(begin)).await;
    let Posted {
        fields,
        files,
        refused: too_much,
    } = posted.map_err(unread)?;
    let document = match too_much {
        Some(code) => Err(unread(WebError::new(code))),
        None => document(&fields, &files),
    };
    match document {
        Ok(document) => Ok((document, files.upload)),
        Err(refusal) => {
            blocking::run(move || files.discard()).await?;
            Err(refusal)
        }
    }
}

/// The document among the parts.
fn document(fields: &[(String, String)], files: &Arrived) -> Result<Value, Refusal> {
    if let Some(problem) = files
        .problem
        .as_ref()
        .filter(|problem| problem.why == Why::TooMuch)
    {
        return Err(refused(problem));
    }
    let mut reports = fields.iter().filter(|(name, _)| name == REPORT);
    let known = |(name, value): &(String, String)| {
        name == REPORT || (name == KEEP && ["true", "false"].contains(&value.as_str()))
    };
    let (Some((_, text)), None, true) = (reports.next(), reports.next(), fields.iter().all(known)) else {
        return Err(Fault::Part.into());
    };
    if let Some(problem) = &files.problem {
        return Err(refused(problem));
    }
    Ok(body::parse(text)?)
}

fn refused(problem: &Problem) -> Refusal {
    let what = match &problem.why {
        Why::File(AttachError::TooMany) => FileFault::TooMany,
        Why::File(AttachError::TooLarge) => FileFault::TooLarge,
        Why::File(AttachError::WrongType) => FileFault::Type,
        Why::File(AttachError::Unreadable) => FileFault::Unreadable,
        Why::File(AttachError::Intake(error)) => return super::report::failed(error.clone()).into(),
        Why::TooMuch => return Fault::TooLarge.into(),
        Why::NoPlace => return WebError::unavailable(RETRY_SECONDS, "no place for more files").into(),
        Why::Unasked => return Fault::Part.into(),
    };
    Fault::File {
        position: problem.position,
        what,
    }
    .into()
}

fn unread(error: WebError) -> Refusal {
    match error.code() {
        ErrorCode::TooLarge => Fault::TooLarge.into(),
        ErrorCode::Timeout => Fault::Timeout.into(),
        ErrorCode::BadRequest => Fault::Part.into(),
        _ => error.into(),
    }
}

/// The body of a report with files, as OpenAPI tells it.
pub fn described() -> Value {
    json!({
        "schema": {
            "type": "object",
            "required": [REPORT],
            "properties": {
                REPORT: {"$ref": "#/components/schemas/Report"},
                KEEP: {
                    "type": "string", "enum": ["true", "false"], "default": "false",
                    "description": "Pictures keep what they tell of their making (place, time, device), as evidence. Stands before the files.",
                },
                FILES: {
                    "type": "array", "maxItems": MOST_FILES,
                    "items": {"type": "string", "format": "binary"},
                    "description": format!("PDF, JPEG or PNG, told by content; at most {LARGEST_FILE} bytes each. Out of pictures their own data is removed unless `{KEEP}` is `true`; documents are never changed."),
                },
            },
        },
        "encoding": {REPORT: {"contentType": "application/json"}},
    })
}
