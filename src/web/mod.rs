//! Everything that speaks HTTP.

pub mod addresses;
pub mod admin;
pub mod api;
pub mod assets;
pub mod bare;
pub mod blocking;
pub mod connection;
pub mod error;
pub mod error_code;
pub mod extract;
pub mod files;
pub mod hours;
pub mod layer;
pub mod page;
pub mod public;
pub mod site;
pub mod staff;
pub mod uploads;
