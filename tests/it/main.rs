//! The integration tests: one binary, each test on SQLite and, where it is there, on PostgreSQL.
#![cfg(test)]

mod api;
mod architecture;
mod boot;
mod commands;
mod deadlines;
mod directory;
mod docs;
mod harness;
mod intake;
mod jobs;
mod locales;
mod log;
mod model;
mod operations;
mod public;
mod recognisable;
mod schema_parity;
mod staff;
mod store;
mod web;
