//! What every response of the web server promises.

mod assets;
mod every_route;
mod headers;
mod site;
