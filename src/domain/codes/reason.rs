//! Why: reasons for concern (list 1251) and needs of support (list 1282).
//!
//! The code names are those of the JSON API and of the forms; they are never renamed.

use super::code_list;

code_list! {
    /// A reason for concern: a group of the private forms or a reason of list 1251.
    Reason, "reasons", {
        /// Group "violence": the private forms' plain word; a worker codes it.
        Violence = "violence",
        /// Group "neglect": the private forms' plain word; a worker codes it.
        Neglect = "neglect",
        /// Group "substance use": the private forms' plain word; a worker codes it.
        SubstanceUse = "substance_use",
        /// Group "carer coping": the private forms' plain word; a worker codes it.
        CarerCoping = "carer_coping",
        /// Group "family conflict": the private forms' plain word; a worker codes it.
        FamilyConflict = "family_conflict",
        /// Group "child behaviour": the private forms' plain word; a worker codes it.
        ChildBehaviour = "child_behaviour",
        /// Group "child health": the private forms' plain word; a worker codes it.
        ChildHealth = "child_health",
        /// Group "school": the private forms' plain word; a worker codes it.
        School = "school",
        /// Group "living conditions": the private forms' plain word; a worker codes it.
        LivingConditions = "living_conditions",
        /// Group "other": the private forms' plain word; a worker codes it.
        Other = "other",
        /// Reason 24 of list 1251.
        FamilyViolence = "family_violence",
        /// Reason 25 of list 1251.
        ChildAssault = "child_assault",
        /// Reason 26 of list 1251.
        ChildSexualAbuse = "child_sexual_abuse",
        /// Reason 27 of list 1251.
        ChildEmotionalAbuse = "child_emotional_abuse",
        /// Reason 59 of list 1251.
        Circumcision = "circumcision",
        /// Reason 41 of list 1251.
        ChildWithoutCarer = "child_without_carer",
        /// Reason 42 of list 1251.
        CareNeglect = "care_neglect",
        /// Reason 43 of list 1251.
        EmotionalSocialNeglect = "emotional_social_neglect",
        /// Reason 44 of list 1251.
        LackOfSupervision = "lack_of_supervision",
        /// Reason 23 of list 1251.
        CarerSubstanceUse = "carer_substance_use",
        /// Reason 33 of list 1251.
        ChildSubstanceUse = "child_substance_use",
        /// Reason 49 of list 1251.
        CarerPhysicalHealth = "carer_physical_health",
        /// Reason 50 of list 1251.
        CarerMentalHealth = "carer_mental_health",
        /// Reason 51 of list 1251.
        CarerEverydaySkills = "carer_everyday_skills",
        /// Reason 22 of list 1251.
        CustodyContactConflict = "custody_contact_conflict",
        /// Reason 47 of list 1251.
        FamilyConflictInteraction = "family_conflict_interaction",
        /// Reason 34 of list 1251.
        ChildViolent = "child_violent",
        /// Reason 35 of list 1251.
        ChildSelfHarm = "child_self_harm",
        /// Reason 38 of list 1251.
        ChildOffending = "child_offending",
        /// Reason 58 of list 1251.
        ChildAddiction = "child_addiction",
        /// Reason 52 of list 1251.
        ChildPhysicalHealth = "child_physical_health",
        /// Reason 53 of list 1251.
        ChildMentalHealth = "child_mental_health",
        /// Reason 32 of list 1251.
        SchoolingNeglect = "schooling_neglect",
        /// Reason 54 of list 1251.
        LearningDevelopment = "learning_development",
        /// Reason 10 of list 1251.
        Housing = "housing",
        /// Reason 11 of list 1251.
        Livelihood = "livelihood",
        /// Reason 28 of list 1251.
        CarerOffending = "carer_offending",
        /// Reason 56 of list 1251.
        UndueResponsibility = "undue_responsibility",
        /// Reason 57 of list 1251.
        SocialRelations = "social_relations",
    }
}

impl Reason {
    /// The number in list 1251, `None` for a group (a worker codes it in the evaluation).
    pub const fn national_code(self) -> Option<u8> {
        match self {
            Self::FamilyViolence => Some(24),
            Self::ChildAssault => Some(25),
            Self::ChildSexualAbuse => Some(26),
            Self::ChildEmotionalAbuse => Some(27),
            Self::Circumcision => Some(59),
            Self::ChildWithoutCarer => Some(41),
            Self::CareNeglect => Some(42),
            Self::EmotionalSocialNeglect => Some(43),
            Self::LackOfSupervision => Some(44),
            Self::CarerSubstanceUse => Some(23),
            Self::ChildSubstanceUse => Some(33),
            Self::CarerPhysicalHealth => Some(49),
            Self::CarerMentalHealth => Some(50),
            Self::CarerEverydaySkills => Some(51),
            Self::CustodyContactConflict => Some(22),
            Self::FamilyConflictInteraction => Some(47),
            Self::ChildViolent => Some(34),
            Self::ChildSelfHarm => Some(35),
            Self::ChildOffending => Some(38),
            Self::ChildAddiction => Some(58),
            Self::ChildPhysicalHealth => Some(52),
            Self::ChildMentalHealth => Some(53),
            Self::SchoolingNeglect => Some(32),
            Self::LearningDevelopment => Some(54),
            Self::Housing => Some(10),
            Self::Livelihood => Some(11),
            Self::CarerOffending => Some(28),
            Self::UndueResponsibility => Some(56),
            Self::SocialRelations => Some(57),
            _ => None,
        }
    }

    /// The group under which the private forms show this reason; a group is its own group.
    #[must_use]
    pub const fn group(self) -> Self {
        match self {
            Self::FamilyViolence
            | Self::ChildAssault
            | Self::ChildSexualAbuse
            | Self::ChildEmotionalAbuse
            | Self::Circumcision => Self::Violence,
            Self::ChildWithoutCarer
            | Self::CareNeglect
            | Self::EmotionalSocialNeglect
            | Self::LackOfSupervision => Self::Neglect,
            Self::CarerSubstanceUse | Self::ChildSubstanceUse => Self::SubstanceUse,
            Self::CarerPhysicalHealth | Self::CarerMentalHealth | Self::CarerEverydaySkills => {
                Self::CarerCoping
            }
            Self::CustodyContactConflict | Self::FamilyConflictInteraction => Self::FamilyConflict,
            Self::ChildViolent | Self::ChildSelfHarm | Self::ChildOffending | Self::ChildAddiction => {
                Self::ChildBehaviour
            }
            Self::ChildPhysicalHealth | Self::ChildMentalHealth => Self::ChildHealth,
            Self::SchoolingNeglect | Self::LearningDevelopment => Self::School,
            Self::Housing | Self::Livelihood => Self::LivingConditions,
            Self::CarerOffending | Self::UndueResponsibility | Self::SocialRelations => Self::Other,
            group => group,
        }
    }

    /// The ten groups of the private forms, in their order.
    pub fn groups() -> impl Iterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(|reason| reason.national_code().is_none())
    }

    /// The reasons of list 1251 that stand in this group, in their order; none for a reason.
    pub fn within(self) -> impl Iterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(move |reason| reason.national_code().is_some() && reason.group() == self)
    }
}

code_list! {
    /// A need of support (documents B, C, D), list 1282.
    SupportNeed, "support_needs", {
        /// Number 1 of list 1282.
        EverydayLife = "everyday_life",
        /// Number 2 of list 1282.
        Housing = "housing",
        /// Number 3 of list 1282.
        Finances = "finances",
        /// Number 4 of list 1282.
        Inclusion = "inclusion",
        /// Number 5 of list 1282.
        Violence = "violence",
        /// Number 6 of list 1282.
        AcuteCrisis = "acute_crisis",
        /// Number 7 of list 1282.
        ChildDevelopment = "child_development",
        /// Number 8 of list 1282.
        Substances = "substances",
        /// Number 9 of list 1282.
        MentalHealth = "mental_health",
        /// Number 10 of list 1282.
        FunctionalAbility = "functional_ability",
        /// Number 11 of list 1282.
        CarerSupport = "carer_support",
        /// Number 99 of list 1282.
        PrisonSentence = "prison_sentence",
        /// Number 99 of list 1282.
        Other = "other",
    }
}

impl SupportNeed {
    /// The number in list 1282.
    pub const fn national_code(self) -> u8 {
        match self {
            Self::EverydayLife => 1,
            Self::Housing => 2,
            Self::Finances => 3,
            Self::Inclusion => 4,
            Self::Violence => 5,
            Self::AcuteCrisis => 6,
            Self::ChildDevelopment => 7,
            Self::Substances => 8,
            Self::MentalHealth => 9,
            Self::FunctionalAbility => 10,
            Self::CarerSupport => 11,
            Self::PrisonSentence | Self::Other => 99,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_of_list_1251_stands_in_one_of_ten_groups() {
        assert_eq!(Reason::groups().count(), 10);
        assert_eq!(
            Reason::ALL.into_iter().filter_map(Reason::national_code).count(),
            29
        );
        for reason in Reason::ALL {
            assert!(Reason::groups().any(|group| group == reason.group()), "{reason}");
            assert_eq!(Reason::parse(reason.as_str()), Some(reason));
        }
        let by_group: Vec<Reason> = Reason::groups().flat_map(Reason::within).collect();
        let listed = Reason::ALL
            .into_iter()
            .filter(|reason| reason.national_code().is_some());
        assert_eq!(
            by_group,
            listed.collect::<Vec<_>>(),
            "group by group they stand in the order of the list"
        );
        assert_eq!(Reason::FamilyViolence.within().count(), 0);
    }
}
