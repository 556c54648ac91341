//! The tables of what leaves a case.
#![expect(missing_docs, reason = "the migrations say what each table and column holds")]

use super::staff;

diesel::table! {
    party_copies (id) {
        id -> Text,
        case_id -> Text,
        county -> Text,
        version -> BigInt,
        maker -> Text,
        made_at -> Timestamp,
        body -> Binary,
        released_by -> Nullable<Text>,
        released_at -> Nullable<Timestamp>,
        ground -> Nullable<Text>,
        given -> Nullable<Binary>,
        sent_back -> Nullable<Binary>,
    }
}

diesel::table! {
    party_refusals (id) {
        id -> Text,
        case_id -> Text,
        county -> Text,
        decided_by -> Text,
        decided_at -> Timestamp,
        body -> Binary,
    }
}

diesel::table! {
    hand_outs (id) {
        id -> Text,
        case_id -> Text,
        county -> Text,
        author -> Text,
        written_at -> Timestamp,
        body -> Binary,
    }
}

diesel::allow_tables_to_appear_in_same_query!(hand_outs, staff);
