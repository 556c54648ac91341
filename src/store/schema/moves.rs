//! The table of transfers between offices and counties.
#![expect(missing_docs, reason = "the migrations say what each table and column holds")]

use super::{cases, reports};

diesel::table! {
    transfers (id) {
        id -> Text,
        case_id -> Text,
        along -> Bool,
        county -> Text,
        office -> Text,
        to_county -> Text,
        to_office -> Nullable<Text>,
        urgent_need_open -> Bool,
        sent_at -> Timestamp,
        sent_by -> Text,
        reason -> Binary,
        answer -> Text,
        answered_at -> Nullable<Timestamp>,
        answered_by -> Nullable<Text>,
        answer_reason -> Nullable<Binary>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(transfers, cases);
diesel::allow_tables_to_appear_in_same_query!(transfers, reports);
