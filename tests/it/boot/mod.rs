//! The program as a process: demo, serve, keys, refusals, the end.

mod demo;
mod refusals;
pub mod serve;
