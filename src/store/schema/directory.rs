//! Tables beside the directory of offices; no statement joins them with others.
#![expect(missing_docs, reason = "the migrations say what each table and column holds")]

diesel::table! {
    organisations (code) {
        code -> Text,
        name -> Text,
        authority -> Text,
        business_id -> Nullable<Text>,
        units -> Text,
    }
}

diesel::table! {
    directory_version (id) {
        id -> BigInt,
        version -> BigInt,
    }
}
