//! Why somebody may not handle a case (Administrative Procedure Act 434/2003 28 §), and why one is opened in an emergency.

use crate::domain::codes::code_list;

code_list! {
    /// What ties a person to a case, so that they may not handle it.
    Ground, "bar_ground", {
        /// They or somebody close to them is a party.
        PartyOrClose = "party_or_close",
        /// They or somebody close to them represents or helps a party.
        Represents = "represents",
        /// They or somebody close to them gains or loses by it.
        GainsOrLoses = "gains_or_loses",
        /// They serve a party, or hold an office there, in a matter like this.
        ServesParty = "serves_party",
        /// They reported it, or work with who did.
        Reporter = "reporter",
        /// Their impartiality is in doubt for another reason.
        OtherDoubt = "other_doubt",
    }
}

code_list! {
    /// Why a case of another office is opened in an emergency.
    Emergency, "emergency", {
        /// A child is in danger now.
        ChildInDanger = "child_in_danger",
        /// The office that has it does not answer.
        OfficeAway = "office_away",
        /// The family is here now and needs help at once.
        FamilyHere = "family_here",
        /// Something else that cannot wait.
        Other = "other",
    }
}
