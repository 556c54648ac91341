//! Who reports: role, body and relation.
//!
//! The code names are those of the JSON API and of the forms; they are never renamed.

use super::code_list;

code_list! {
    /// As whom a person files the report.
    ReporterRole, "reporter_role", {
        /// Somebody worried about a child who is not theirs.
        PrivatePerson = "private_person",
        /// The child's parent or guardian, asking for help (SHL 35 §).
        Guardian = "guardian",
        /// The child or young person themself.
        YoungPerson = "young_person",
        /// Somebody who reports in their work or position of trust (LsL 25 §).
        Professional = "professional",
    }
}

code_list! {
    /// The body of a professional reporter, LsL 25 § 1 mom.
    Authority, "authority", {
        /// Social welfare.
        SocialWelfare = "social_welfare",
        /// Health care.
        HealthCare = "health_care",
        /// Early childhood education and care.
        EarlyChildhoodEducation = "early_childhood_education",
        /// Education.
        Education = "education",
        /// Youth services.
        YouthServices = "youth_services",
        /// Police.
        Police = "police",
        /// Prison and Probation Service.
        PrisonProbation = "prison_probation",
        /// Fire and rescue services.
        Rescue = "rescue",
        /// A provider of social, day-care or health services.
        ServiceProvider = "service_provider",
        /// A provider of education or training.
        EducationProvider = "education_provider",
        /// A parish or other religious community.
        Parish = "parish",
        /// A reception or registration centre.
        ReceptionCentre = "reception_centre",
        /// An emergency response centre.
        EmergencyResponseCentre = "emergency_response_centre",
        /// Morning and afternoon activities of schoolchildren.
        SchoolClub = "school_club",
        /// Customs.
        Customs = "customs",
        /// The Border Guard.
        BorderGuard = "border_guard",
        /// An enforcement authority.
        Enforcement = "enforcement",
        /// The Social Insurance Institution.
        Kela = "kela",
        /// Any health-care professional, wherever they work.
        HealthProfessional = "health_professional",
        /// Another body; a worker codes it.
        Other = "other",
    }
}

impl Authority {
    /// The reporter class in list 1243; `None` where a worker must choose (a service provider: 6, 7, 8 or 13).
    pub const fn reporter_class(self) -> Option<u8> {
        match self {
            Self::SocialWelfare => Some(6),
            Self::HealthCare | Self::HealthProfessional => Some(7),
            Self::Police => Some(10),
            Self::Rescue => Some(11),
            Self::EmergencyResponseCentre => Some(12),
            Self::EarlyChildhoodEducation => Some(13),
            Self::SchoolClub => Some(14),
            Self::Education | Self::EducationProvider => Some(15),
            Self::YouthServices => Some(16),
            Self::Parish => Some(17),
            Self::ReceptionCentre => Some(18),
            Self::PrisonProbation => Some(19),
            Self::Customs | Self::BorderGuard | Self::Other => Some(22),
            Self::Enforcement => Some(23),
            Self::Kela => Some(24),
            Self::ServiceProvider => None,
        }
    }
}

code_list! {
    /// A private reporter's relation to the child.
    Relation, "relation", {
        /// The person who needs the services.
        SelfInNeed = "self",
        /// Close, living in the same household.
        SameHousehold = "same_household",
        /// Close, living in another household.
        OtherHousehold = "other_household",
        /// Another private person.
        OtherPrivate = "other_private",
        /// A trustee of the person.
        Trustee = "trustee",
    }
}

impl Relation {
    /// The reporter class in list 1243.
    pub const fn reporter_class(self) -> u8 {
        match self {
            Self::SelfInNeed => 1,
            Self::SameHousehold => 2,
            Self::OtherHousehold => 3,
            Self::OtherPrivate => 4,
            Self::Trustee => 5,
        }
    }
}
