//! The public wizard as a person without script meets it.

mod branches;
mod budget;
mod calling;
mod contacts;
mod edges;
mod professional;
mod proofs;
mod receipts;
mod walking;
mod words;
