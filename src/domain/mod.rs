//! The field's own rules and words: pure functions and types without I/O, clock or randomness.

pub mod access;
pub mod audit;
pub mod codes;
pub mod crockford;
pub mod deadline;
pub mod field_error;
pub mod helsinki;
pub mod identity_code;
pub mod job;
pub mod language;
pub mod lifecycle;
pub mod mailbox;
pub mod office;
pub mod partial_date;
pub mod password;
pub mod person;
pub mod places;
pub mod reference;
pub mod report;
pub mod routing;
pub mod sensitive;
pub mod sensitivity;
pub mod summary;
pub mod text;
pub mod workdays;
