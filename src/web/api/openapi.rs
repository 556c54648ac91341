//! `GET /openapi.json`: the description of the API, made from the code that answers it.

use std::sync::LazyLock;

use actix_web::HttpResponse;
use serde_json::{Value, json};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{attached, codes, messages, offices, report};
use crate::wire::schema;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Huoli",
        description = "Child-welfare reports from professionals' own systems. Each organisation has a token. `x-sensitivity` tells who may read a member later."
    ),
    servers((url = "./", description = "This installation")),
    paths(report::file, report::status, messages::list, messages::add, offices::list, codes::list),
    tags((name = "reports", description = "Reports"), (name = "offices", description = "The directory of offices"), (name = "codes", description = "Code lists")),
    modifiers(&Token)
)]
struct Api;

/// The bearer token.
struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let mut http = Http::new(HttpAuthScheme::Bearer);
        http.description = Some("The token of an organisation".to_owned());
        document
            .components
            .get_or_insert_default()
            .add_security_scheme("token", SecurityScheme::Http(http));
    }
}

static TEXT: LazyLock<String> = LazyLock::new(|| document().to_string());

/// The description as JSON.
pub fn document() -> Value {
    let mut document = serde_json::to_value(Api::openapi()).unwrap_or_default();
    if let Some(schemas) = document
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut)
    {
        // The same schemas by which reports are checked, code lists included.
        schemas.extend(schema::components().clone());
    }
    if let Some(bodies) = document
        .pointer_mut("/paths/~1api~1v1~1reports/post/requestBody/content")
        .and_then(Value::as_object_mut)
    {
        bodies.insert("multipart/form-data".to_owned(), attached::described());
    }
    if let Some(document) = document.as_object_mut() {
        document.insert(
            "jsonSchemaDialect".to_owned(),
            json!("https://spec.openapis.org/oas/3.1/dialect/base"),
        );
    }
    document
}

/// Serves the description.
pub async fn serve() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(TEXT.as_str())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
                members.values().for_each(|member| references(member, found));
            }
            Value::Array(elements) => elements.iter().for_each(|element| references(element, found)),
            _ => {}
        }
    }

    #[test]
    fn the_description_is_whole() {
        let document = document();
        assert_eq!(document["openapi"], "3.1.0");
        let mut found = BTreeSet::new();
        references(&document, &mut found);
        assert!(found.len() > 15, "{found:?}");
        for reference in found {
            assert!(
                document.pointer(reference.trim_start_matches('#')).is_some(),
                "{reference} leads nowhere"
            );
        }
        let post = &document["paths"]["/api/v1/reports"]["post"];
        assert_eq!(post["security"], json!([{"token": []}]));
        assert_eq!(
            post["requestBody"]["content"]["application/json"]["schema"]["$ref"],
            "#/components/schemas/Report"
        );
        let with_files = &post["requestBody"]["content"]["multipart/form-data"]["schema"]["properties"];
        assert_eq!(with_files["attachments"]["maxItems"], 10);
        assert!(post["responses"]["422"]["content"]["application/problem+json"].is_object());
        assert_eq!(
            document["components"]["securitySchemes"]["token"]["scheme"],
            "bearer"
        );
        assert!(document["paths"]["/api/v1/reports/{reference}"]["get"].is_object());
        assert!(document["components"]["schemas"]["Reporter"]["properties"]["authority"]["enum"].is_array());
        assert_eq!(
            document["components"]["schemas"]["Report"]["properties"]["worker_only"]["x-sensitivity"],
            "worker-only"
        );
    }
}
