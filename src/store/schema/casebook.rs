//! The tables of what workers write down beside a case.
#![expect(missing_docs, reason = "the migrations say what each table and column holds")]

use super::{cases, staff};

diesel::table! {
    case_notes (id) {
        id -> Text,
        case_id -> Text,
        county -> Text,
        author -> Text,
        written_at -> Timestamp,
        body -> Binary,
    }
}

diesel::table! {
    case_contacts (id) {
        id -> Text,
        case_id -> Text,
        county -> Text,
        author -> Text,
        written_at -> Timestamp,
        body -> Binary,
    }
}

diesel::table! {
    case_facts (id) {
        id -> Text,
        case_id -> Text,
        county -> Text,
        author -> Text,
        written_at -> Timestamp,
        body -> Binary,
    }
}

diesel::table! {
    case_notices (id) {
        id -> Text,
        case_id -> Text,
        county -> Text,
        about -> Text,
        person -> Text,
        position -> BigInt,
        version -> BigInt,
        body -> Binary,
    }
}

diesel::table! {
    assessments (case_id) {
        case_id -> Text,
        county -> Text,
        version -> BigInt,
        started_on -> Nullable<Date>,
        completed_on -> Nullable<Date>,
        start_delay -> Nullable<Text>,
        complete_delay -> Nullable<Text>,
        body -> Nullable<Binary>,
    }
}

diesel::table! {
    reminders (id) {
        id -> Text,
        case_id -> Text,
        county -> Text,
        kind -> Text,
        due_at -> Timestamp,
        object -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(case_notes, staff);
diesel::allow_tables_to_appear_in_same_query!(case_contacts, staff);
diesel::allow_tables_to_appear_in_same_query!(case_facts, staff);
diesel::allow_tables_to_appear_in_same_query!(reminders, cases);
