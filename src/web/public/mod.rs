//! The public wizard: one address, every step a POST that shows the next page.

pub mod around;
pub mod go;
pub mod place;
pub mod reading;
pub mod turn;
pub mod visit;
