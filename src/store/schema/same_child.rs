//! The tables by which the same child is found again and its cases are held together.
#![expect(missing_docs, reason = "the migrations say what each table and column holds")]

use super::{cases, staff};

diesel::table! {
    blind_indexes (id) {
        id -> Text,
        county -> Text,
        case_id -> Text,
        label -> Text,
        digest -> Binary,
    }
}

diesel::table! {
    cases_to_index (case_id) {
        case_id -> Text,
    }
}

diesel::table! {
    case_joins (case_id) {
        case_id -> Text,
        county -> Text,
        target -> Text,
        joined_at -> Timestamp,
        joined_by -> Text,
    }
}

diesel::table! {
    other_children (case_id, other) {
        case_id -> Text,
        other -> Text,
        county -> Text,
        said_at -> Timestamp,
        said_by -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(cases, blind_indexes);
diesel::allow_tables_to_appear_in_same_query!(cases, cases_to_index);
diesel::allow_tables_to_appear_in_same_query!(cases, case_joins);
diesel::allow_tables_to_appear_in_same_query!(staff, case_joins);
