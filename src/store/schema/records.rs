//! The tables of reports that workers write down and of what one shift leaves to the next.
#![expect(missing_docs, reason = "the migrations say what each table and column holds")]

use super::staff;

diesel::table! {
    recorded_reports (report) {
        report -> Text,
        county -> Text,
        channel -> Text,
        recorder -> Text,
        recorded_on -> Date,
        recorded_hour -> BigInt,
    }
}

diesel::table! {
    handover_notes (id) {
        id -> Text,
        county -> Text,
        office -> Text,
        author -> Text,
        written_at -> Timestamp,
        wrap -> Binary,
        body -> Binary,
        taken_by -> Nullable<Text>,
        taken_at -> Nullable<Timestamp>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(recorded_reports, staff);
diesel::allow_tables_to_appear_in_same_query!(handover_notes, staff);
