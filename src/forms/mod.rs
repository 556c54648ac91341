//! The forms as data: what a form asks, when, and who may read each answer.
//!
//! A definition in `forms/*.toml` gives the pages of the wizard, its check page, the staff's view of a report and
//! the printable form. Field keys are the paths of the one schema in `wire`, such as `children[].first_names`.
//!
//! A visit goes: [`answers::Answers::begin`], then for each posted page [`take::take`] and [`faults::on_page`],
//! [`pages::next`] for the next one, [`rows::for_check`] before sending, and [`bind::document`] for the document
//! that `wire` reads. [`place::of`] leads from a fault in that document back to the page and field.

pub mod answers;
pub mod bind;
pub mod check;
pub mod children;
pub mod date3;
pub mod definition;
pub mod faults;
pub mod key;
pub mod lists;
pub mod load;
pub mod pages;
pub mod place;
pub mod protection;
pub mod rows;
pub mod stored;
pub mod take;
pub mod trail;

pub use answers::Answers;
pub use definition::{Field, Form, Kind, Page};
pub use pages::PageAt;
pub use rows::{Block, Row};
pub use trail::Trail;

#[cfg(test)]
mod tests;
