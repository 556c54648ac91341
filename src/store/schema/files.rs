//! The tables of files; no statement joins them with others.
#![expect(missing_docs, reason = "the migrations say what each table and column holds")]

diesel::table! {
    attachments (id) {
        id -> Text,
        report -> Text,
        county -> Text,
        message -> Nullable<Text>,
        position -> BigInt,
        chunks -> BigInt,
        scan -> Text,
        facts -> Binary,
    }
}

diesel::table! {
    attachment_chunks (attachment, number) {
        attachment -> Text,
        number -> BigInt,
        sealed -> Binary,
    }
}

diesel::table! {
    uploads (attachment) {
        attachment -> Text,
        begun_at -> Timestamp,
    }
}
