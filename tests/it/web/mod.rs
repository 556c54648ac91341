//! What every response of the web server promises.

mod assets;
mod canaries;
mod edge;
mod every_route;
mod figures;
mod headers;
pub mod naughty;
mod naughty_fields;
mod site;
mod weight;
