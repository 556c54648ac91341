//! `GET /api/v1/offices`: who gets a report from a place, their numbers and hours, and who answers at a moment. It needs
//! no token and no database: the directory is public and in memory.

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, FixedOffset, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::NamesBody;
use super::problem::{Fault, ProblemBody};
use crate::domain::answering::{EMERGENCY, answering};
use crate::domain::helsinki::{local, parse_local_or_offset};
use crate::domain::hours::OpeningState;
use crate::domain::office::Office;
use crate::domain::phone::{Audience, Phone, Purpose};
use crate::domain::places::{MunicipalityCode, Names, PostalCode};
use crate::intake::App;
use crate::places::{County, Places};
use crate::web::public::contacts::find::{For, Place, Served, Serving, served};

/// A municipality or a county.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Place)]
pub struct PlaceBody {
    /// Its official number.
    #[schema(example = "049")]
    code: String,
    /// What it is called.
    name: NamesBody,
}

impl PlaceBody {
    fn new(code: &impl ToString, names: &Names) -> Self {
        Self {
            code: code.to_string(),
            name: NamesBody::from(names),
        }
    }
}

/// A number.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Phone)]
pub struct PhoneBody {
    /// As people dial it.
    #[schema(example = "000 000 0103")]
    number: String,
    /// `anyone` or `professionals`.
    #[schema(example = "professionals")]
    audience: &'static str,
    /// `child_welfare`, or `exchange` for a switchboard.
    #[schema(example = "child_welfare")]
    purpose: &'static str,
}

impl From<&Phone> for PhoneBody {
    fn from(phone: &Phone) -> Self {
        Self {
            number: phone.number.to_string(),
            audience: match phone.audience {
                Audience::Anyone => "anyone",
                Audience::Professionals => "professionals",
            },
            purpose: match phone.purpose {
                Purpose::ChildWelfare => "child_welfare",
                Purpose::Exchange => "exchange",
            },
        }
    }
}

/// Whether an office is open, and whom a professional calls instead.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OfficeNow)]
pub struct NowBody {
    /// Whether it is open; `null` where nobody has said when it is.
    open: Option<bool>,
    /// Until when it is open, in Finnish time; `null` when it is closed or always open.
    #[schema(example = "2026-11-23T16:00:00+02:00")]
    until: Option<DateTime<FixedOffset>>,
    /// When it opens next, in Finnish time; `null` when it is open.
    opens: Option<DateTime<FixedOffset>>,
    /// Who answers: `office`, `duty` or `emergency`.
    #[schema(example = "office")]
    answered_by: &'static str,
    /// The number to call.
    #[schema(example = "000 000 1103")]
    phone: String,
}

impl NowBody {
    fn new(office: &Office, duty: Option<&Office>, at: DateTime<Utc>) -> Self {
        let answering = answering(Some(office), duty, Audience::Professionals, at);
        let (open, until) = match answering.state {
            OpeningState::Unknown => (None, None),
            OpeningState::Open(until) => (Some(true), until),
            OpeningState::Closed(_) => (Some(false), None),
        };
        Self {
            open,
            until: until.map(local),
            opens: answering.state.opens().map(local),
            answered_by: answering.by.as_str(),
            phone: answering.number().to_owned(),
        }
    }
}

/// An office of the directory.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DirectoryOffice)]
pub struct DirectoryOfficeBody {
    /// Its id, for ever.
    id: Uuid,
    /// What files call it.
    #[schema(example = "leppavaara")]
    code: String,
    /// What people call it.
    name: NamesBody,
    /// Where it is, in one line; empty when nobody has said.
    address: String,
    /// The codes of the languages in which it serves.
    #[schema(example = json!(["fi", "sv"]))]
    languages: Vec<String>,
    /// Its numbers, the first to be called first.
    phones: Vec<PhoneBody>,
    /// When it is open; empty when nobody has said.
    #[schema(example = "Mo-Fr 08:00-16:00; eve 08:00-12:00")]
    hours: String,
    /// The areas of the municipality for which it is there; empty for all of it.
    areas: Vec<NamesBody>,
    /// The postal codes for which it is there.
    #[schema(example = json!(["02600", "02650"]))]
    postal_codes: Vec<String>,
    /// For whom alone it is there: `language:sv`, `prenatal`, `authority`, or `area_unknown` for whoever does not know
    /// the area.
    #[schema(example = json!(["language:sv"]))]
    only_for: Vec<String>,
    /// Who answers at the moment that was asked about.
    now: NowBody,
}

impl DirectoryOfficeBody {
    fn new(serving: &Serving<'_>, duty: Option<&Office>, at: DateTime<Utc>) -> Self {
        let office = serving.office;
        let (mut areas, mut postal_codes, mut only_for) = (Vec::new(), Vec::new(), Vec::new());
        for of in &serving.of {
            match of {
                For::Areas(named) => areas.extend(named.iter().map(|area| NamesBody::from(&area.names))),
                For::PostalCodes(codes) => postal_codes.extend(codes.iter().map(ToString::to_string)),
                For::Language(language) => only_for.push(format!("language:{}", language.as_str())),
                For::Prenatal => only_for.push("prenatal".to_owned()),
                For::Authority => only_for.push("authority".to_owned()),
                For::Rest => only_for.push("area_unknown".to_owned()),
                For::Municipalities(_) => {}
            }
        }
        Self {
            id: office.id.0,
            code: office.code.to_string(),
            name: NamesBody::from(&office.names),
            address: office.address.clone(),
            languages: office
                .languages
                .iter()
                .map(|code| code.as_str().to_owned())
                .collect(),
            phones: office.phones.iter().map(PhoneBody::from).collect(),
            hours: office.hours.to_string(),
            areas,
            postal_codes,
            only_for,
            now: NowBody::new(office, duty, at),
        }
    }
}

/// The authority to turn to where no office of a county is in this service.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Contact)]
pub struct ContactBody {
    /// Its name.
    #[schema(example = "KST")]
    name: String,
    /// Its site.
    #[schema(example = "https://www.kst.ax")]
    website: String,
}

/// Who gets a report from a place.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Offices)]
pub struct OfficesBody {
    /// The municipality; `null` when several may be meant.
    municipality: Option<PlaceBody>,
    /// Its county.
    county: Option<PlaceBody>,
    /// Whether the place alone tells which office it is. Not while several share the municipality by area.
    decided: bool,
    /// The offices, the one that decides first. Empty where the county has none here, and in Åland.
    offices: Vec<DirectoryOfficeBody>,
    /// The social emergency service of the county.
    duty: Option<DirectoryOfficeBody>,
    /// Whom to turn to where there is no office.
    contact: Option<ContactBody>,
    /// The municipalities that may be meant, where the name is not sure.
    candidates: Vec<PlaceBody>,
    /// The number for immediate danger.
    #[schema(example = "112")]
    emergency: &'static str,
}

impl OfficesBody {
    fn of(served: &Served<'_>, at: DateTime<Utc>) -> Self {
        let offices = served.offices.iter();
        let duty = served.duty.map(|office| Serving {
            office,
            of: Vec::new(),
        });
        let contact = |county: &County| ContactBody {
            name: county
                .short_name
                .clone()
                .unwrap_or_else(|| county.names.fi.clone()),
            website: county.website.clone(),
        };
        Self {
            municipality: Some(PlaceBody::new(
                &served.municipality.code,
                &served.municipality.names,
            )),
            county: Some(PlaceBody::new(&served.county.code, &served.county.names)),
            decided: !served.offices.is_empty() && !served.needs_area(),
            offices: offices
                .map(|serving| DirectoryOfficeBody::new(serving, served.duty, at))
                .collect(),
            duty: duty.map(|serving| DirectoryOfficeBody::new(&serving, served.duty, at)),
            contact: served.offices.is_empty().then(|| contact(served.county)),
            candidates: Vec::new(),
            emergency: EMERGENCY,
        }
    }

    fn asking(codes: &[MunicipalityCode], places: &Places) -> Self {
        let known = codes.iter().filter_map(|code| places.municipality(*code));
        Self {
            municipality: None,
            county: None,
            decided: false,
            offices: Vec::new(),
            duty: None,
            contact: None,
            candidates: known
                .map(|place| PlaceBody::new(&place.code, &place.names))
                .collect(),
            emergency: EMERGENCY,
        }
    }
}

/// Tells who gets a report from a place.
#[utoipa::path(
    get,
    path = "/api/v1/offices",
    tag = "offices",
    summary = "Offices of a place",
    description = "The offices that would get a report from a municipality, with their numbers and hours, and who answers now or at another moment. No token is needed. A postal code only proposes: where it is listed under another municipality than the stated one it has no say.",
    params(
        ("municipality" = Option<String>, Query, description = "Its official number, or its name in any language and spelling. May be left out where `postal_code` is given", example = "049"),
        ("postal_code" = Option<String>, Query, description = "Five digits", example = "02770"),
        ("at" = Option<String>, Query, description = "The moment that is asked about, in Finnish time or with an offset; now without it", example = "2026-12-24T18:00"),
    ),
    responses(
        (status = 200, description = "The offices; or, where the name is not sure, the municipalities that may be meant", body = OfficesBody),
        (status = 400, description = "A parameter is unknown, stands twice, cannot be read, or no place is asked about", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such place", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn list(request: HttpRequest, app: Data<App>) -> HttpResponse {
    match found(request.query_string(), &app) {
        Ok(body) => HttpResponse::Ok().json(body),
        Err(fault) => fault.answer(&request),
    }
}

/// What was asked for.
#[derive(Default)]
struct Wanted {
    municipality: Option<String>,
    postal_code: Option<PostalCode>,
    at: Option<DateTime<Utc>>,
}

fn found(query: &str, app: &App) -> Result<OfficesBody, Fault> {
    let wanted = wanted(query)?;
    let places = Places::embedded();
    let place = match (&wanted.municipality, wanted.postal_code) {
        (Some(text), _) => Place::typed(text, places),
        (None, Some(code)) => Place::typed(&code.to_string(), places),
        (None, None) => return Err(Fault::Query),
    };
    match place {
        Place::Known { municipality, .. } => {
            let directory = app.directory();
            let served = served(municipality, wanted.postal_code, places, &directory.rules);
            let at = wanted.at.unwrap_or_else(|| app.clock.now());
            served
                .map(|served| OfficesBody::of(&served, at))
                .ok_or(Fault::NotFound)
        }
        Place::Several(codes) => Ok(OfficesBody::asking(&codes, places)),
        Place::Unknown => Err(Fault::NotFound),
    }
}

fn wanted(query: &str) -> Result<Wanted, Fault> {
    let pairs = Query::<Vec<(String, String)>>::from_query(query);
    let pairs = pairs.map_err(|_form| Fault::Query)?.into_inner();
    let mut wanted = Wanted::default();
    for (name, value) in pairs {
        let twice = match name.as_str() {
            "municipality" => wanted.municipality.replace(value).is_some(),
            "postal_code" => {
                let code = PostalCode::parse(&value).ok_or(Fault::Query)?;
                wanted.postal_code.replace(code).is_some()
            }
            "at" => {
                // A plus that was not written as %2B has become a space.
                let written = if value.contains('T') {
                    value.replace(' ', "+")
                } else {
                    value
                };
                let at = parse_local_or_offset(&written).map_err(|_fault| Fault::Query)?;
                wanted.at.replace(at).is_some()
            }
            _ => true,
        };
        if twice {
            return Err(Fault::Query);
        }
    }
    Ok(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_that_cannot_be_read_to_the_letter_is_refused() {
        let read = wanted("municipality=Espoo&postal_code=02770&at=2026-12-24T18:00+02:00").unwrap();
        assert_eq!(read.municipality.as_deref(), Some("Espoo"));
        assert_eq!(read.at, "2026-12-24T16:00:00Z".parse().ok());
        for wrong in [
            "municipality=049&municipality=091",
            "postal_code=2770",
            "at=yesterday",
            "town=Espoo",
        ] {
            assert!(wanted(wrong).is_err(), "{wrong}");
        }
    }
}
