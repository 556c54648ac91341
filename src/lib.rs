//! Huoli takes in Finnish child-welfare reports (*lastensuojeluilmoitus*): it validates a report, seals it, stores
//! it durably before it answers, routes it to the office of the child's residence and queues one case per child.
//!
//! The rooms and who may enter which are in `ARCHITECTURE.md`; `tests/it/architecture.rs` holds the rule.

pub mod boot;
pub mod cli;
pub mod clock;
pub mod config;
pub mod directory_file;
pub mod domain;
pub mod forms;
pub mod ids;
pub mod intake;
pub mod jobs;
pub mod mail;
pub mod metadata;
pub mod places;
pub mod store;
pub mod telemetry;
pub mod text;
pub mod web;
pub mod wire;
