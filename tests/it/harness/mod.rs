//! What the stories of the other modules stand on.

pub mod app;
pub mod db;
pub mod naughty;
pub mod parts;
pub mod pictures;
pub mod process;
pub mod site;
pub mod visitor;
