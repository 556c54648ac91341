//! The forms as data: what a form asks, when, and who may read each answer.
//!
//! A definition in `forms/*.toml` gives the pages of the wizard, its check page, the staff's view of a report and
//! the printable form. Field keys are the paths of the one schema in `wire`, such as `children[].first_names`.

pub mod definition;
pub mod key;
pub mod lists;
pub mod load;

pub use definition::{Field, Form, Kind, Page};
