//! The tables as Diesel sees them; a test compares this list with both migration trees.
#![expect(missing_docs, reason = "the migrations say what each table and column holds")]

mod casebook;
mod casework;
mod directory;
mod files;
mod leaving;
mod moves;
mod people;
mod records;
mod same_child;

pub use casebook::{assessments, case_contacts, case_facts, case_notes, case_notices, reminders};
pub use casework::{case_claims, case_decisions, case_rechecks, cases_handed, floods};
pub use directory::{directory_version, organisations};
pub use files::{attachment_chunks, attachments, uploads};
pub use leaving::{hand_outs, party_copies, party_refusals};
pub use moves::transfers;
pub use people::{case_bars, emergency_openings};
pub use records::{handover_notes, recorded_reports};
pub use same_child::{blind_indexes, case_joins, cases_to_index, other_children};

diesel::table! {
    counties (code) {
        code -> Text,
        name_fi -> Text,
        name_sv -> Text,
        name_en -> Text,
        default_office -> Nullable<Text>,
        duty_office -> Nullable<Text>,
        auditor_mailbox -> Nullable<Text>,
    }
}

diesel::table! {
    offices (id) {
        id -> Text,
        county -> Text,
        name_fi -> Text,
        name_sv -> Text,
        name_en -> Text,
        mailbox -> Nullable<Text>,
        code -> Text,
        kind -> Text,
        name_se -> Nullable<Text>,
        address -> Text,
        languages -> Text,
        phones -> Text,
        hours -> Text,
        active_since -> Nullable<Timestamp>,
        supervisor_mailbox -> Nullable<Text>,
    }
}

diesel::table! {
    routing_rules (id) {
        id -> Text,
        county -> Text,
        position -> BigInt,
        looks_at -> Text,
        value -> Text,
        municipality -> Nullable<Text>,
        office -> Text,
    }
}

diesel::table! {
    areas (municipality, code) {
        municipality -> Text,
        code -> Text,
        position -> BigInt,
        name_fi -> Text,
        name_sv -> Text,
        name_en -> Text,
    }
}

diesel::table! {
    directory_changes (id) {
        id -> Text,
        county -> Text,
        happened_at -> Timestamp,
        actor -> Nullable<Text>,
        what -> Text,
        object -> Text,
        before -> Nullable<Text>,
        after -> Text,
    }
}

diesel::table! {
    case_copies (case_id, office) {
        case_id -> Text,
        office -> Text,
        county -> Text,
        why -> Text,
    }
}

diesel::table! {
    keys (id) {
        id -> Text,
        kind -> Text,
        owner -> Text,
        version -> BigInt,
        kid -> Text,
        wrap -> Binary,
        hpke_pk -> Nullable<Binary>,
    }
}

diesel::table! {
    key_canary (kid) {
        kid -> Text,
        sealed -> Binary,
    }
}

diesel::table! {
    staff (id) {
        id -> Text,
        county -> Text,
        user_name -> Text,
        display_name -> Text,
        role -> Text,
        social_worker -> Bool,
        language -> Text,
        password_hash -> Text,
        totp_secret -> Binary,
        totp_last_step -> Nullable<BigInt>,
        disabled_at -> Nullable<Timestamp>,
        accesskeys -> Bool,
        quick_triage -> Bool,
    }
}

diesel::table! {
    api_clients (id) {
        id -> Text,
        name -> Text,
        token_digest -> Binary,
        sandbox -> Bool,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    reports (id) {
        id -> Text,
        county -> Text,
        reference -> Text,
        channel -> Text,
        client -> Nullable<Text>,
        form_id -> Nullable<Text>,
        form_version -> Nullable<BigInt>,
        language -> Text,
        identity_level -> Text,
        protected -> Bool,
        received_on -> Date,
        received_hour -> BigInt,
        arrival -> Binary,
        body -> Binary,
        worker_only -> Binary,
        code_lookup -> Nullable<Binary>,
        reply_pk -> Nullable<Binary>,
    }
}

diesel::table! {
    report_keys (report, office, generation) {
        report -> Text,
        office -> Text,
        county -> Text,
        generation -> BigInt,
        wrap -> Binary,
    }
}

diesel::table! {
    person_blocks (id) {
        id -> Text,
        report -> Text,
        county -> Text,
        person -> Text,
        position -> BigInt,
        under_identity -> Bool,
        sealed -> Binary,
    }
}

diesel::table! {
    person_keys (block, office) {
        block -> Text,
        office -> Text,
        county -> Text,
        wrap -> Binary,
    }
}

diesel::table! {
    cases (id) {
        id -> Text,
        county -> Text,
        office -> Text,
        report -> Text,
        reference -> Text,
        subject -> Text,
        position -> BigInt,
        kind -> Text,
        state -> Text,
        received_on -> Date,
        received_hour -> BigInt,
        pending_since -> Nullable<Date>,
        start_target -> Nullable<Date>,
        start_last -> Nullable<Date>,
        complete_target -> Nullable<Date>,
        complete_last -> Nullable<Date>,
        routing_rule -> Text,
        routing_reason -> Binary,
        summary -> Binary,
        in_queue -> Bool,
        queue_rank -> BigInt,
        queue_due -> Date,
        opened_at -> Nullable<Timestamp>,
        updated_by -> Text,
        escalated -> BigInt,
        new_messages -> BigInt,
        flood -> Nullable<Text>,
        flood_mark -> Nullable<Text>,
        flood_examined -> Bool,
        version -> BigInt,
        assignee -> Nullable<Text>,
        restricted -> Bool,
    }
}

diesel::table! {
    case_events (id) {
        id -> Text,
        county -> Text,
        case_id -> Text,
        kind -> Text,
        happened_on -> Date,
        happened_hour -> BigInt,
        happened_at -> Nullable<Timestamp>,
        actor -> Nullable<Text>,
        reason -> Nullable<Binary>,
    }
}

diesel::table! {
    idempotency (id) {
        id -> Text,
        scope -> Text,
        key_digest -> Binary,
        body_digest -> Binary,
        report -> Text,
        answer -> Binary,
        used_on -> Date,
    }
}

diesel::table! {
    mailboxes (report) {
        report -> Text,
        county -> Text,
        last_on -> Date,
        closed_on -> Nullable<Date>,
    }
}

diesel::table! {
    messages (id) {
        id -> Text,
        report -> Text,
        county -> Text,
        direction -> Text,
        case_id -> Nullable<Text>,
        sent_on -> Date,
        sent_hour -> BigInt,
        sent_at -> Nullable<Timestamp>,
        author -> Nullable<Text>,
        body -> Binary,
        answered -> Bool,
        sending -> Nullable<Binary>,
    }
}

diesel::table! {
    staff_offices (staff, office) {
        staff -> Text,
        office -> Text,
        county -> Text,
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        staff -> Text,
        token_digest -> Binary,
        started_at -> Timestamp,
        seen_at -> Timestamp,
        proven_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    log_heads (county) {
        county -> Text,
        seq -> BigInt,
        mac -> Binary,
    }
}

diesel::table! {
    access_log (county, seq) {
        county -> Text,
        seq -> BigInt,
        happened_on -> Date,
        happened_hour -> BigInt,
        happened_at -> Nullable<Timestamp>,
        actor -> Nullable<Text>,
        role -> Nullable<Text>,
        office -> Nullable<Text>,
        action -> Text,
        case_id -> Nullable<Text>,
        report -> Nullable<Text>,
        object -> Nullable<Text>,
        subject -> Nullable<Binary>,
        purpose -> Nullable<Text>,
        result -> Text,
        event -> Nullable<Text>,
        digest -> Nullable<Binary>,
        previous -> Binary,
        mac -> Binary,
    }
}

diesel::table! {
    log_progress (county) {
        county -> Text,
        happened_on -> Date,
        happened_hour -> BigInt,
        event -> Text,
    }
}

diesel::table! {
    jobs (id) {
        id -> Text,
        kind -> Text,
        owner -> Text,
        payload -> Text,
        recurring -> Bool,
        run_at -> Timestamp,
        attempts -> BigInt,
        lease -> Nullable<Text>,
        leased_until -> Nullable<Timestamp>,
        failure -> Nullable<Text>,
        given_up_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    recovery_codes (id) {
        id -> Text,
        staff -> Text,
        digest -> Binary,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    staff_links (id) {
        id -> Text,
        staff -> Text,
        purpose -> Text,
        token_digest -> Binary,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::allow_tables_to_appear_in_same_query! {
    counties, offices, routing_rules, areas, directory_changes,
    case_copies, keys, key_canary, staff, api_clients, reports, report_keys, person_blocks, person_keys,
    cases, floods, case_events, idempotency, mailboxes, messages, staff_offices, sessions,
    log_heads, access_log, log_progress, jobs, recovery_codes, staff_links,
}
