//! The database and what is sealed in it.

pub mod seal;
