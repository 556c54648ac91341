//! R13: nobody comes in by a password that everybody knows, or by a password alone.

use crate::store::inspect::Inspection;

use super::super::failure::Refusal;

pub(super) fn refusals(inspection: &Inspection) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if inspection.is_demo {
        let refusal = Refusal::new(
            "R13",
            "database.url",
            "this is the database of a demo, whose sign-ins lie beside it in clear",
        );
        refusals.push(refusal.cure("name another database; what a demo holds is never taken over"));
    }
    if !inspection.without_second_factor.is_empty() {
        let what = format!(
            "accounts that a password alone opens: {}",
            inspection.without_second_factor.join(", ")
        );
        let refusal = Refusal::new("R13", "staff", what);
        refusals.push(refusal.cure("give each a second factor with `huoli staff reset-mfa`, or close it"));
    }
    refusals
}
