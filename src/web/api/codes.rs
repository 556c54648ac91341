//! `GET /api/v1/codes/{list}`: the code lists with their national numbers and their names.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};

use super::answer::{CodeBody, CodeListBody, NamesBody};
use super::problem::Fault;
use crate::domain::codes::{Authority, Reason, Relation, SupportNeed};
use crate::domain::language::Language;
use crate::intake::report_status::Status;
use crate::text::Texts;
use crate::wire::codes::names;

/// The lists that are served.
pub const LISTS: [&str; 10] = [
    "kind",
    "authority",
    "reasons",
    "reason_groups",
    "support_needs",
    "told",
    "urgency",
    "police_told",
    "relation",
    "status",
];

/// The groups of reasons, a part of the list `reasons`.
const GROUPS: &str = "reason_groups";

/// Serves a list.
#[utoipa::path(
    get,
    path = "/api/v1/codes/{list}",
    tag = "codes",
    summary = "A code list",
    params(("list" = String, Path, description = "`kind`, `authority`, `reasons`, `reason_groups`, `support_needs`, `told`, `urgency`, `police_told`, `relation` or `status`", example = "reasons")),
    responses(
        (status = 200, description = "The list", body = CodeListBody),
        (status = 404, description = "There is no such list", body = super::problem::ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn list(request: HttpRequest, list: Path<String>) -> HttpResponse {
    match body(&list) {
        Some(body) => HttpResponse::Ok().json(body),
        None => Fault::NotFound.answer(&request),
    }
}

fn body(list: &str) -> Option<CodeListBody> {
    let codes = match list {
        GROUPS => Reason::groups().map(Reason::as_str).collect(),
        "status" => [Status::Received, Status::Read, Status::HandedOver, Status::Closed]
            .map(Status::as_str)
            .to_vec(),
        _ if LISTS.contains(&list) => names(list)?,
        _ => return None,
    };
    let code = |code| CodeBody {
        code,
        national_code: national_code(list, code),
        group: Reason::parse(code)
            .filter(|_| list == Reason::LIST)
            .map(|reason| reason.group().as_str()),
        name: name(list, code),
    };
    Some(CodeListBody {
        list: list.to_owned(),
        oid: oid(list),
        codes: codes.into_iter().map(code).collect(),
    })
}

/// The national code list of a list.
fn oid(list: &str) -> Option<&'static str> {
    match list {
        Authority::LIST | Relation::LIST => Some("1.2.246.537.6.1243"),
        Reason::LIST => Some("1.2.246.537.6.1251"),
        SupportNeed::LIST => Some("1.2.246.537.6.1282"),
        _ => None,
    }
}

fn national_code(list: &str, code: &str) -> Option<String> {
    let number = match list {
        Authority::LIST => Authority::parse(code)?.reporter_class()?,
        Relation::LIST => Relation::parse(code)?.reporter_class(),
        Reason::LIST => Reason::parse(code)?.national_code()?,
        SupportNeed::LIST => SupportNeed::parse(code)?.national_code(),
        _ => return None,
    };
    Some(number.to_string())
}

fn name(list: &str, code: &str) -> NamesBody {
    // A group is named where the reasons are.
    let list = if list == GROUPS { Reason::LIST } else { list };
    let [fi, sv, en] = [Language::Fi, Language::Sv, Language::En]
        .map(|language| Texts::embedded().words(language).code(list, code).into_owned());
    NamesBody::new(fi, sv, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_names_its_codes_and_their_national_numbers() {
        for list in LISTS {
            let body = serde_json::to_value(body(list).unwrap()).unwrap();
            assert!(body["codes"].as_array().unwrap().len() > 1, "{list}");
            for code in body["codes"].as_array().unwrap() {
                for language in ["fi", "sv", "en"] {
                    assert_ne!(code["name"][language], code["code"], "{list} has no {language}");
                }
            }
        }
        let reasons = serde_json::to_value(body("reasons").unwrap()).unwrap();
        let neglect = reasons["codes"]
            .as_array()
            .unwrap()
            .iter()
            .find(|code| code["code"] == "care_neglect")
            .unwrap();
        assert_eq!(
            (neglect["national_code"].as_str(), neglect["group"].as_str()),
            (Some("42"), Some("neglect"))
        );
        assert_eq!(body("reason_groups").unwrap().codes.len(), 10);
        assert!(body("colours").is_none() && body("observed_by").is_none());
    }
}
