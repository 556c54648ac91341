//! The integration tests: one binary, each test on SQLite and, where it is there, on PostgreSQL.
#![cfg(test)]

mod harness;
mod intake;
mod store;
mod web;
