//! Who answers at a moment: the office, the duty service of its county, or 112.

use chrono::{DateTime, Utc};

use super::hours::OpeningState;
use super::office::Office;
use super::phone::{Audience, PhoneNumber};

/// Who is to be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnsweredBy {
    /// The office itself.
    Office,
    /// The social emergency service of its county (SHL 29 §).
    Duty,
    /// 112. Its operators reach every duty service in the country.
    Emergency,
}

impl AnsweredBy {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Duty => "duty",
            Self::Emergency => "emergency",
        }
    }
}

/// The number that answers in an emergency anywhere in Finland (act 692/2010).
pub const EMERGENCY: &str = "112";

/// Who answers for an office at a moment, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answering {
    /// Whether the office itself is open.
    pub state: OpeningState,
    /// Who is to be called.
    pub by: AnsweredBy,
    /// Their number; `None`: [`EMERGENCY`].
    pub phone: Option<PhoneNumber>,
}

impl Answering {
    /// The number to call.
    pub fn number(&self) -> &str {
        self.phone.as_ref().map_or(EMERGENCY, PhoneNumber::as_str)
    }
}

/// Who answers somebody of `audience` at `now`, for `office` (`None`: nobody knows which) and the duty service of its
/// county. The office while it is certainly open and has a number; else the duty service, which is open at any hour
/// unless it says otherwise; else 112.
pub fn answering(
    office: Option<&Office>,
    duty: Option<&Office>,
    audience: Audience,
    now: DateTime<Utc>,
) -> Answering {
    let state = office.map_or(OpeningState::Unknown, |office| office.hours.at(now));
    let own = office.filter(|_| state.is_open());
    let own = own.and_then(|office| office.phones.first_for(audience));
    if let Some(phone) = own {
        return Answering {
            state,
            by: AnsweredBy::Office,
            phone: Some(phone.clone()),
        };
    }
    let duty = duty.filter(|duty| !matches!(duty.hours.at(now), OpeningState::Closed(_)));
    let phone = duty.and_then(|duty| duty.phones.first_for(audience)).cloned();
    Answering {
        state,
        by: if phone.is_some() {
            AnsweredBy::Duty
        } else {
            AnsweredBy::Emergency
        },
        phone,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::helsinki::parse_local_or_offset;
    use crate::domain::hours::OpeningHours;
    use crate::domain::office::{OfficeId, OfficeKind};
    use crate::domain::phone::Phones;
    use crate::domain::places::{CountyCode, Names};

    fn office(kind: OfficeKind, phones: &str, hours: &str) -> Office {
        let name = || "a".to_owned();
        let names = Names {
            fi: name(),
            sv: name(),
            en: name(),
        };
        Office {
            kind,
            phones: Phones::parse(phones).unwrap(),
            hours: OpeningHours::parse(hours).unwrap(),
            ..Office::new(OfficeId(Uuid::nil()), CountyCode::parse("03").unwrap(), names)
        }
    }

    fn told(office: Option<&Office>, duty: Option<&Office>, moment: &str) -> (AnsweredBy, String) {
        let now = parse_local_or_offset(moment).unwrap();
        let answering = answering(office, duty, Audience::Anyone, now);
        (answering.by, answering.number().to_owned())
    }

    #[test]
    fn the_office_answers_by_day_the_duty_by_night_and_112_always() {
        let day = office(OfficeKind::Regional, "050 000 0101", "Mo-Fr 08:00-16:00");
        let silent = office(OfficeKind::Regional, "", "Mo-Fr 08:00-16:00");
        let unknown = office(OfficeKind::Regional, "050 000 0101", "");
        let duty = office(OfficeKind::Duty, "050 000 0199", "");
        let nightly = office(
            OfficeKind::Duty,
            "050 000 0199",
            "Mo-Fr 16:00-08:00; Sa-Su 00:00-24:00",
        );
        let (noon, night) = ("2026-11-23T12:00", "2026-11-23T18:00");
        for (office, duty, moment, by, number) in [
            (Some(&day), Some(&duty), noon, AnsweredBy::Office, "050 000 0101"),
            (Some(&day), Some(&duty), night, AnsweredBy::Duty, "050 000 0199"),
            (Some(&day), None, night, AnsweredBy::Emergency, "112"),
            (Some(&silent), Some(&duty), noon, AnsweredBy::Duty, "050 000 0199"),
            // Nobody has said when the office answers: the duty service certainly does.
            (
                Some(&unknown),
                Some(&duty),
                noon,
                AnsweredBy::Duty,
                "050 000 0199",
            ),
            (Some(&silent), Some(&nightly), noon, AnsweredBy::Emergency, "112"),
            (None, Some(&duty), noon, AnsweredBy::Duty, "050 000 0199"),
            (None, None, noon, AnsweredBy::Emergency, "112"),
        ] {
            assert_eq!(told(office, duty, moment), (by, number.to_owned()), "{moment}");
        }
    }
}
