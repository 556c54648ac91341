//! The tables of what workers do to a case.
#![expect(missing_docs, reason = "the migrations say what each table and column holds")]

use super::{cases, staff};

diesel::table! {
    case_claims (case_id) {
        case_id -> Text,
        worker -> Text,
        held_until -> Timestamp,
    }
}

diesel::table! {
    case_decisions (case_id) {
        case_id -> Text,
        county -> Text,
        office -> Text,
        life -> Binary,
        proposal -> Nullable<Binary>,
    }
}

diesel::table! {
    case_rechecks (case_id) {
        case_id -> Text,
        county -> Text,
        drawn_at -> Timestamp,
        decided_by -> Text,
        agreed_by -> Nullable<Text>,
    }
}

diesel::table! {
    cases_handed (case_id) {
        case_id -> Text,
        worker -> Text,
    }
}

diesel::table! {
    floods (id) {
        id -> Text,
        county -> Text,
        office -> Text,
        began_on -> Date,
        began_hour -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(case_claims, cases);
diesel::allow_tables_to_appear_in_same_query!(case_claims, staff);
diesel::allow_tables_to_appear_in_same_query!(case_decisions, cases);
diesel::allow_tables_to_appear_in_same_query!(case_rechecks, cases);
diesel::allow_tables_to_appear_in_same_query!(cases_handed, cases);
diesel::allow_tables_to_appear_in_same_query!(cases_handed, staff);
