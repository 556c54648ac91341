//! The public wizard as a person without script meets it.

pub mod attachments;
mod branches;
mod budget;
mod calling;
mod contacts;
mod edges;
mod flood;
mod followup;
mod followup_files;
mod languages;
mod paper;
mod professional;
mod promises;
mod proofs;
mod receipts;
mod walking;
mod words;
