//! What every response of the web server promises.

mod assets;
mod edge;
mod every_route;
mod figures;
mod headers;
mod site;
