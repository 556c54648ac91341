//! The messages of a report for the organisation that filed it: the workers' questions and its own answers.

use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::{idempotency_key, read_json};
use super::problem::{Fault, ProblemBody, Refusal, told};
use super::report::{client, failed};
use crate::domain::field_error::{FieldError, FieldPath, FieldProblem};
use crate::domain::reference::Reference;
use crate::domain::text::Text;
use crate::intake::App;
use crate::intake::mailbox::LONGEST;
use crate::intake::mailbox::add_information::{AddError, Added};
use crate::intake::mailbox::of_client::{self, ClientMessage};
use crate::web::blocking;
use crate::web::error::WebError;

/// A message. No worker is named in it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Message)]
pub struct MessageBody {
    /// Its id.
    id: Uuid,
    /// `question` of a worker, or `answer` of the organisation.
    #[schema(example = "question")]
    kind: &'static str,
    /// The day on which it was sent, in Finland.
    #[schema(example = "2026-12-15")]
    sent_on: NaiveDate,
    /// What it says.
    #[schema(example = "When did you last see the child?")]
    text: String,
    /// Whether a question was answered; `null` for an answer.
    answered: Option<bool>,
}

impl From<ClientMessage> for MessageBody {
    fn from(message: ClientMessage) -> Self {
        Self {
            id: message.id,
            kind: if message.is_question { "question" } else { "answer" },
            sent_on: message.on,
            text: message.text.expose().to_owned(),
            answered: message.is_question.then_some(message.answered),
        }
    }
}

/// The messages of a report, the oldest first.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Messages)]
pub struct MessagesBody {
    /// The reference of the report.
    #[schema(example = "LS-7K3M-92QX")]
    reference: String,
    /// The messages.
    messages: Vec<MessageBody>,
}

/// A message to be sent.
#[derive(Debug, ToSchema)]
#[schema(as = NewMessage)]
#[expect(dead_code, reason = "it describes the body, which is read member by member")]
pub struct NewMessageBody {
    /// The answer, or what is to be added; at most 10,000 characters.
    #[schema(example = "I saw the child yesterday at school.", max_length = 10_000)]
    text: String,
}

/// A message that is durably stored.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StoredMessage)]
pub struct StoredMessageBody {
    /// Its id.
    id: Uuid,
}

/// Lists the messages of a report.
///
/// # Errors
/// What the service failed at; what the client did wrong is an answer.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{reference}/messages",
    tag = "reports",
    summary = "The messages of a report",
    description = "The workers' questions and the organisation's own answers, the oldest first. Only for the organisation that filed the report.",
    security(("token" = [])),
    params(("reference" = String, Path, description = "The reference of the report", example = "LS-7K3M-92QX")),
    responses(
        (status = 200, description = "The messages", body = MessagesBody),
        (status = 401, description = "No valid token", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "This organisation filed no such report", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn list(
    request: HttpRequest,
    reference: Path<String>,
    app: Data<App>,
) -> Result<HttpResponse, WebError> {
    let done = try_to_list(&request, &reference, &app).await;
    told(&request, done)
}

async fn try_to_list(request: &HttpRequest, reference: &str, app: &App) -> Result<HttpResponse, Refusal> {
    let client = client(request, app).await?;
    let reference = Reference::parse(reference).ok_or(Fault::NotFound)?;
    let (app, asked) = (app.clone(), reference.clone());
    let found = blocking::run(move || of_client::list(&app, &client, &asked)).await?;
    let found = found.map_err(failed)?.ok_or(Fault::NotFound)?;
    Ok(HttpResponse::Ok().json(MessagesBody {
        reference: reference.to_string(),
        messages: found.into_iter().map(MessageBody::from).collect(),
    }))
}

/// Adds a message to a report.
///
/// # Errors
/// What the service failed at; what the client did wrong is an answer.
#[utoipa::path(
    post,
    path = "/api/v1/reports/{reference}/messages",
    tag = "reports",
    summary = "Answer or add information",
    description = "The answer comes when the message is durably stored. It answers every question that waits. Nothing can be taken back. The same key and text again give the same answer and store nothing.",
    security(("token" = [])),
    params(
        ("reference" = String, Path, description = "The reference of the report", example = "LS-7K3M-92QX"),
        ("Idempotency-Key" = String, Header, description = "1–255 printable ASCII characters, another for each message", example = "0b0b6f0e-1f4c-4f0f-9f0a-4d6f2a9b6c11"),
        ("Accept-Language" = Option<String>, Header, description = "The language of `detail`: fi, sv or en", example = "en"),
    ),
    request_body(content = NewMessageBody, description = "The message, UTF-8"),
    responses(
        (status = 201, description = "The message is stored", body = StoredMessageBody),
        (status = 400, description = "The request cannot be read", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No valid token", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "This organisation filed no such report", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The messages have ended, or the key was used for another message", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "Larger than 1 MiB", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "Not application/json", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The message has faults; all are told", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "Not stored; try again after `Retry-After` seconds with the same key", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn add(
    request: HttpRequest,
    payload: Payload,
    reference: Path<String>,
    app: Data<App>,
) -> Result<HttpResponse, WebError> {
    let done = try_to_add(&request, payload, &reference, &app).await;
    told(&request, done)
}

async fn try_to_add(
    request: &HttpRequest,
    payload: Payload,
    reference: &str,
    app: &App,
) -> Result<HttpResponse, Refusal> {
    let client = client(request, app).await?;
    let reference = Reference::parse(reference).ok_or(Fault::NotFound)?;
    let key = idempotency_key(request)?.to_owned();
    let document = read_json(request, payload).await?;
    let text = read(&document).map_err(Fault::Invalid)?;
    let (app, now) = (app.clone(), app.clock.now());
    let added = blocking::run(move || of_client::add(&app, &client, &reference, &text, &key, now)).await?;
    let added = added.map_err(|error| -> Refusal {
        match error {
            AddError::Ended => Fault::MessagesEnded.into(),
            AddError::KeyReused => Fault::IdempotencyKeyReused.into(),
            AddError::Intake(error) => failed(error).into(),
        }
    })?;
    let (Added::Stored(id) | Added::Before(id)) = added.ok_or(Fault::NotFound)?;
    Ok(HttpResponse::Created().json(StoredMessageBody { id }))
}

/// The text of the message, or every fault of the document.
fn read(document: &Value) -> Result<Text, Vec<FieldError>> {
    let fault = |path: FieldPath, problem| FieldError { path, problem };
    let at_text = || FieldPath::root().member("text");
    let Some(members) = document.as_object() else {
        let expected = FieldProblem::WrongType { expected: "object" };
        return Err(vec![fault(FieldPath::root(), expected)]);
    };
    let mut faults: Vec<FieldError> = members
        .keys()
        .filter(|name| *name != "text")
        .map(|name| {
            let nearest = Some("text".to_owned());
            fault(
                FieldPath::root().member(name),
                FieldProblem::UnknownMember { nearest },
            )
        })
        .collect();
    let text = match members.get("text") {
        Some(Value::String(text)) => {
            Text::parse(text, LONGEST).and_then(|text| text.ok_or(FieldProblem::Required))
        }
        Some(Value::Null) | None => Err(FieldProblem::Required),
        Some(_) => Err(FieldProblem::WrongType { expected: "string" }),
    };
    match text {
        Ok(text) if faults.is_empty() => Ok(text),
        Ok(_) => Err(faults),
        Err(problem) => {
            faults.push(fault(at_text(), problem));
            Err(faults)
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_fault_of_a_message_is_told_at_once() {
        let told = |document: Value| -> Vec<String> {
            let errors = read(&document).expect_err("it has faults");
            errors
                .iter()
                .map(|error| format!("{} {}", error.path, error.problem.code()))
                .collect()
        };
        assert_eq!(
            read(&json!({"text": " Näin lapsen. "})).unwrap().expose(),
            "Näin lapsen."
        );
        assert_eq!(told(json!([])), [" wrong_type"]);
        assert_eq!(told(json!({"text": "  "})), ["/text required"]);
        assert_eq!(
            told(json!({"text": 7, "txt": ""})),
            ["/txt unknown_member", "/text wrong_type"]
        );
        assert_eq!(told(json!({"text": "x".repeat(LONGEST + 1)})), ["/text too_long"]);
        assert_eq!(told(json!({"text": "a\u{0}"})), ["/text not_text"]);
    }
}
