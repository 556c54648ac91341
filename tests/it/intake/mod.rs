//! The use cases on a database, without HTTP.

mod routing;
mod sealed;
mod submitting;
