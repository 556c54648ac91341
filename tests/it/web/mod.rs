//! What every response of the web server promises.

mod assets;
mod headers;
mod site;
