//! The use cases on a database, without HTTP.

mod attached;
mod children;
mod claiming;
mod damaged;
mod joining;
mod kept;
mod moving;
mod routing;
mod sealed;
mod submitting;
mod urgent;
