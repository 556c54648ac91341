//! What handlers take from a request beside its form, one extractor a file.

pub mod csrf;
pub mod session;
