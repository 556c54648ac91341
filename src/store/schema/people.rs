//! The tables of who may not see a case, and of who opened one in an emergency.
#![expect(missing_docs, reason = "the migrations say what each table and column holds")]

use super::{cases, staff};

diesel::table! {
    case_bars (id) {
        id -> Text,
        case_id -> Text,
        county -> Text,
        staff -> Text,
        ground -> Binary,
        said_at -> Timestamp,
        said_by -> Text,
    }
}

diesel::table! {
    emergency_openings (id) {
        id -> Text,
        case_id -> Text,
        county -> Text,
        office -> Text,
        staff -> Text,
        opened_at -> Timestamp,
        ends_at -> Timestamp,
        why -> Binary,
        seen_at -> Nullable<Timestamp>,
        seen_by -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(case_bars, staff);
diesel::allow_tables_to_appear_in_same_query!(case_bars, cases);
diesel::allow_tables_to_appear_in_same_query!(emergency_openings, staff);
diesel::allow_tables_to_appear_in_same_query!(emergency_openings, cases);
