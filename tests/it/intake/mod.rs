//! The use cases on a database, without HTTP.

mod attached;
mod claiming;
mod damaged;
mod kept;
mod routing;
mod sealed;
mod submitting;
mod urgent;
